//! The first version of a repository: root, targets with the `log` delegation, log, snapshot, timestamp.
//!
//! Owns: what a new repository looks like. Never does: make keys. In: [`Founding`]. Out: [`StagedRepository`].

use std::collections::HashMap;
use std::num::NonZeroU64;

use tough::schema::{Delegations, RoleKeys, RoleType, Root, Targets};

use super::{Error, StagedRepository, checked};
use crate::expiry::Expiries;
use crate::metadata::{RoleSpec, SPEC_VERSION, delegate, set_claims_depth, sorted_ids};
use crate::repository;
use crate::roles::{ClaimsDepth, Delegated};
use crate::storage::Storage;

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
/// [`Error`] where a repository is here already, or a threshold cannot be reached.
pub async fn initial(storage: &dyn Storage, founding: &Founding, expiries: &Expiries) -> Result<StagedRepository, Error> {
    let there = storage.read(ragnos_plugin::origin::Folder::Metadata, "1.root.json").await;
    if there.map_err(repository::Error::from)?.is_some() {
        return Err(Error::Exists);
    }
    let root = root(founding, expiries)?;
    let mut targets = Targets::new(SPEC_VERSION.to_owned(), NonZeroU64::MIN, expiries.targets);
    let mut staged = StagedRepository::founded(root, targets.clone(), expiries);
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
