//! The bytes of metadata files, and small parts of roles over tough's schema types.
//!
//! Owns: the one written form (sorted members, no white space), meta entries, target entries, delegations.
//! Never does: I/O or signing. The canonical form is for signatures only: it is not JSON where a string has a line feed,
//! and a P-256 key has some.
//! In: schema values. Out: bytes and schema values.

use std::collections::HashMap;
use std::num::NonZeroU64;

use ragnos_plugin::digest::Sha256;
use serde::Serialize;
use tough::schema::{DelegatedRole, Delegations, Error, Hashes, Metafile, PathPattern, PathSet, Signed, Target, Targets};

use crate::keys::PublicKey;

/// The TUF specification version that is written. Every client takes this one, whatever patch level it was made for.
pub const SPEC_VERSION: &str = "1.0.0";

/// Who may sign a role: its keys and how many of them must.
#[derive(Debug, Clone)]
pub struct RoleSpec {
    /// The keys; all distinct.
    pub keys: Vec<PublicKey>,
    /// How many must sign.
    pub threshold: NonZeroU64,
}

/// The bytes of a signed role as they are published.
pub(crate) fn encode<T: Serialize>(signed: &Signed<T>) -> Vec<u8> {
    // Schema types have string keys only, and a map in memory does not fail to be written.
    let mut value = serde_json::to_value(signed).expect("schema types serialise");
    // Without effect unless a dependency switches on insertion order.
    value.sort_all_objects();
    value.to_string().into_bytes()
}

pub(crate) fn hashes(bytes: &[u8]) -> Hashes {
    Hashes { sha256: Sha256::of(bytes).as_bytes().to_vec().into(), _extra: HashMap::new() }
}

/// The meta entry of a file (TUF spec 4.4), always with length and hash.
pub(crate) fn metafile(bytes: &[u8], version: NonZeroU64) -> Metafile {
    Metafile { length: Some(bytes.len() as u64), hashes: Some(hashes(bytes)), version, _extra: HashMap::new() }
}

/// A target entry whose `custom` is `{"ragnos": custom}`: never empty, since an empty one breaks signatures in tough.
pub(crate) fn target(bytes: &[u8], custom: serde_json::Value) -> Target {
    let custom = HashMap::from([(ragnos_plugin::descriptor::CUSTOM_KEY.to_owned(), custom)]);
    Target { length: bytes.len() as u64, hashes: hashes(bytes), custom, _extra: HashMap::new() }
}

/// An empty delegated role, version 1.
pub(crate) fn empty_role(expires: jiff::Timestamp) -> Targets {
    let mut role = Targets::new(SPEC_VERSION.to_owned(), NonZeroU64::MIN, expires);
    role.delegations = None;
    role
}

/// Adds a terminating delegation of `pattern`; roles stay sorted by name.
pub(crate) fn add_delegation(to: &mut Delegations, name: &str, pattern: &str, spec: &RoleSpec) -> Result<(), Error> {
    let paths = PathSet::Paths(vec![PathPattern::new(pattern)?]);
    let mut keyids: Vec<_> = spec.keys.iter().map(|key| key.id.clone()).collect();
    keyids.sort();
    for key in &spec.keys {
        to.keys.insert(key.id.clone(), key.key.clone());
    }
    let role =
        DelegatedRole { name: name.to_owned(), keyids, threshold: spec.threshold, paths, terminating: true, targets: None };
    to.roles.push(role);
    to.roles.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(())
}

/// The next version number.
pub(crate) fn next(version: NonZeroU64) -> NonZeroU64 {
    version.saturating_add(1)
}
