//! The first version of a repository: root, targets with the `log` delegation, log, snapshot, timestamp.
//!
//! Owns: what a new repository looks like, and that one whose making was stopped is made to its end: the root that is there cannot be
//! written anew, everything else can. Never does: make keys. In: [`Founding`]. Out: [`StagedRepository`].

use std::collections::HashMap;
use std::num::NonZeroU64;

use ragnos_plugin::origin::Folder;
use tough::schema::{Delegations, RoleKeys, RoleType, Root, Signed, Targets};

use super::{Error, StagedRepository, checked};
use crate::expiry::Expiries;
use crate::metadata::{RoleSpec, SPEC_VERSION, delegate, set_claims_depth, sorted_ids};
use crate::repository;
use crate::roles::{ClaimsDepth, Delegated};
use crate::storage::{Storage, TIMESTAMP};

const FIRST_ROOT: &str = "1.root.json";

/// Who signs what in a new repository.
#[derive(Debug, Clone)]
pub struct Founding {
    /// Root.
    pub root: RoleSpec,
    /// Top-level targets.
    pub targets: RoleSpec,
    /// Snapshot.
    pub snapshot: RoleSpec,
    /// Timestamp.
    pub timestamp: RoleSpec,
    /// The `log` role.
    pub log: RoleSpec,
    /// The `security` role; it can be delegated later too.
    pub security: Option<RoleSpec>,
    /// The claims bins; `None` puts namespaces right below targets.
    pub claims: Option<Claims>,
}

/// Claims bins: roles between targets and the namespaces, so that targets need not be signed for a new namespace.
#[derive(Debug, Clone)]
pub struct Claims {
    /// How many levels of them.
    pub depth: ClaimsDepth,
    /// Who signs them all.
    pub spec: RoleSpec,
}

/// Stages version 1 of everything.
///
/// # Errors
/// [`Error`] where a repository is here already, or the beginning of another one, or a threshold cannot be reached.
pub async fn initial(storage: &dyn Storage, founding: &Founding, expiries: &Expiries) -> Result<StagedRepository, Error> {
    if storage.exists(Folder::Metadata, TIMESTAMP).await.map_err(repository::Error::from)? {
        return Err(Error::Exists);
    }
    let wanted = root(founding, expiries)?;
    let begun = begun(storage, &wanted).await?;
    let is_begun = begun.is_some();
    let mut targets = Targets::new(SPEC_VERSION.to_owned(), NonZeroU64::MIN, expiries.targets);
    let mut staged = StagedRepository::founded(begun.unwrap_or(wanted), targets.clone(), expiries);
    staged.new_root = !is_begun;
    let mut delegations = Delegations::new();
    let mut add = |name: String, patterns: &[String], spec: &RoleSpec| {
        checked(&name, spec)?;
        delegate(&mut delegations, &name, patterns, spec).map_err(|error| Error::schema(&name, &error))?;
        staged.found(&name, expiries);
        Ok::<_, Error>(())
    };
    let special = [(Delegated::Log, Some(&founding.log)), (Delegated::Security, founding.security.as_ref())];
    for (role, spec) in special {
        if let Some(spec) = spec {
            add(role.role(), &role.patterns(), spec)?;
        }
    }
    if let Some(Claims { depth, spec }) = &founding.claims {
        for bin in depth.first_bins() {
            add(bin.role(), &[bin.pattern()], spec)?;
        }
        set_claims_depth(&mut targets, *depth);
    }
    targets.delegations = Some(delegations);
    staged.targets = targets;
    Ok(staged)
}

/// The root that an earlier `init` has written, which was stopped before its commit; `None` where there is none.
async fn begun(storage: &dyn Storage, wanted: &Root) -> Result<Option<Root>, Error> {
    let there = storage.read(Folder::Metadata, FIRST_ROOT).await.map_err(repository::Error::from)?;
    let Some(bytes) = there else { return Ok(None) };
    let form = |reason: String| repository::Error::Form { file: format!("metadata/{FIRST_ROOT}"), reason };
    let there: Signed<Root> = serde_json::from_slice(&bytes).map_err(|error| form(error.to_string()))?;
    there.signed.verify_role(&there).map_err(|error| form(error.to_string()))?;
    let same = Root { expires: wanted.expires, ..there.signed.clone() };
    if same == *wanted { Ok(Some(there.signed)) } else { Err(Error::Begun) }
}

fn root(founding: &Founding, expiries: &Expiries) -> Result<Root, Error> {
    let mut root = Root {
        spec_version: SPEC_VERSION.to_owned(),
        consistent_snapshot: true,
        version: NonZeroU64::MIN,
        expires: expiries.root,
        keys: HashMap::new(),
        roles: HashMap::new(),
        _extra: HashMap::new(),
    };
    let roles = [
        (RoleType::Root, &founding.root),
        (RoleType::Targets, &founding.targets),
        (RoleType::Snapshot, &founding.snapshot),
        (RoleType::Timestamp, &founding.timestamp),
    ];
    for (role, spec) in roles {
        checked(&role.to_string(), spec)?;
        root.keys.extend(spec.keys.iter().map(|key| (key.id.clone(), key.key.clone())));
        root.roles.insert(role, RoleKeys { keyids: sorted_ids(spec), threshold: spec.threshold, _extra: HashMap::new() });
    }
    Ok(root)
}
