//! The bytes of metadata files, and small parts of roles over tough's schema types.
//!
//! Owns: the one written form (sorted members, no white space), meta entries, target entries, delegations.
//! Never does: I/O or signing. The canonical form is for signatures only: it is not JSON where a string has a line feed,
//! and a P-256 key has some.
//! In: schema values. Out: bytes and schema values.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroU64;

use ragnos_plugin::descriptor::CUSTOM_KEY;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::tuf;
use serde::Serialize;
use serde_json::json;
use tough::schema::{DelegatedRole, Delegations, Error, Hashes, Metafile, PathPattern, PathSet, Signature, Target, Targets};

use crate::keys::{KeyId, PublicKey};
use crate::roles::ClaimsDepth;

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

/// A role as text: what is written once it has signatures, and what they are made over.
pub(crate) struct Unsigned {
    text: String,
    message: Vec<u8>,
}

impl Unsigned {
    /// The text of a role. Its message is worked out by the client: both sides have one canonical form.
    ///
    /// # Errors
    /// The client could not read it.
    pub(crate) fn of<T: Serialize>(name: &str, role: &T) -> Result<Self, tuf::Error> {
        let text = text_of(role);
        let message = tuf::signed_message(name, file_of("[]", &text))?;
        Ok(Self { text, message })
    }

    /// What is signed.
    pub(crate) fn message(&self) -> &[u8] {
        &self.message
    }

    /// The bytes of the role with its signatures, as they are published.
    pub(crate) fn file(&self, signatures: &[Signature]) -> Vec<u8> {
        file_of(&text_of(signatures), &self.text)
    }
}

fn text_of<T: Serialize + ?Sized>(part: &T) -> String {
    // Schema types have string keys only, and a map in memory does not fail to be written.
    let mut value = serde_json::to_value(part).expect("schema types serialise");
    // Without effect unless a dependency switches on insertion order.
    value.sort_all_objects();
    value.to_string()
}

fn file_of(signatures: &str, signed: &str) -> Vec<u8> {
    format!("{{\"signatures\":{signatures},\"signed\":{signed}}}").into_bytes()
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
    let custom = HashMap::from([(CUSTOM_KEY.to_owned(), custom)]);
    Target { length: bytes.len() as u64, hashes: hashes(bytes), custom, _extra: HashMap::new() }
}

/// What the client reads of an entry's `custom`, JSON text.
pub(crate) fn custom_text(target: &Target) -> Option<String> {
    Some(json!({ CUSTOM_KEY: target.custom.get(CUSTOM_KEY)? }).to_string())
}

/// An empty delegated role.
pub(crate) fn empty_role(version: NonZeroU64, expires: jiff::Timestamp) -> Targets {
    let mut role = Targets::new(SPEC_VERSION.to_owned(), version, expires);
    role.delegations = None;
    role
}

/// The member of top-level targets that says how namespaces are spread over claims bins.
const CLAIMS_DEPTH: &str = "claims-depth";

/// The depth of the claims bins.
pub(crate) fn claims_depth(targets: &Targets) -> ClaimsDepth {
    let ours = targets._extra.get(CUSTOM_KEY);
    ours.and_then(|ours| ours.get(CLAIMS_DEPTH)?.as_u64()).and_then(ClaimsDepth::new).unwrap_or_default()
}

/// Says the depth in new top-level targets; none is not said.
pub(crate) fn set_claims_depth(targets: &mut Targets, depth: ClaimsDepth) {
    if depth.get() > 0 {
        targets._extra.insert(CUSTOM_KEY.to_owned(), json!({ CLAIMS_DEPTH: depth.get() }));
    }
}

/// Adds a terminating delegation of `patterns`, or replaces the one of that name; roles stay sorted by name, and keys that nobody
/// uses any more are dropped.
pub(crate) fn delegate(to: &mut Delegations, name: &str, patterns: &[String], spec: &RoleSpec) -> Result<(), Error> {
    let paths = PathSet::Paths(patterns.iter().map(PathPattern::new).collect::<Result<_, _>>()?);
    for key in &spec.keys {
        to.keys.insert(key.id.clone(), key.key.clone());
    }
    let (keyids, threshold) = (sorted_ids(spec), spec.threshold);
    let role = DelegatedRole { name: name.to_owned(), keyids, threshold, paths, terminating: true, targets: None };
    to.roles.retain(|role| role.name != name);
    to.roles.push(role);
    to.roles.sort_by(|one, other| one.name.cmp(&other.name));
    drop_unused_keys(to);
    Ok(())
}

/// Ends a delegation.
pub(crate) fn undelegate(from: &mut Delegations, name: &str) {
    from.roles.retain(|role| role.name != name);
    drop_unused_keys(from);
}

fn drop_unused_keys(delegations: &mut Delegations) {
    let used: HashSet<_> = delegations.roles.iter().flat_map(|role| &role.keyids).collect();
    delegations.keys.retain(|id, _| used.contains(id));
}

/// The key ids of a role, sorted: the same keys give the same bytes.
pub(crate) fn sorted_ids(spec: &RoleSpec) -> Vec<KeyId> {
    let mut ids: Vec<_> = spec.keys.iter().map(|key| key.id.clone()).collect();
    ids.sort();
    ids
}

/// The next version number.
pub(crate) fn next(version: NonZeroU64) -> NonZeroU64 {
    version.saturating_add(1)
}
