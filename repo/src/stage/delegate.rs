//! Delegation of namespaces: one terminating role each, named like the namespace, for `<namespace>.*`.
//!
//! Owns: which names cannot be namespaces. Look-alike names are not compared yet.
//! Never does: change a delegation. In: [`Delegation`]s. Out: [`StagedRepository`].

use ragnos_plugin::name::Namespace;

use super::{Error, StagedRepository, checked};
use crate::expiry::Expiries;
use crate::metadata::{RoleSpec, add_delegation, empty_role, next};
use crate::repository::Repository;

/// Role names that mean something else: `1.root.json` must never be a namespace's file.
const RESERVED: [&str; 7] = ["root", "targets", "snapshot", "timestamp", "mirrors", "log", "security"];

/// A namespace and who signs for it.
#[derive(Debug, Clone)]
pub struct Delegation {
    /// The namespace.
    pub namespace: Namespace,
    /// Its keys and threshold.
    pub spec: RoleSpec,
}

/// Stages new delegations, each with an empty first version of its role.
///
/// The empty role is there from the start, since stock tough shows no delegated target at all while one is missing.
///
/// # Errors
/// [`Error`] naming the namespace.
pub fn delegations(repository: &Repository<'_>, new: &[Delegation], expiries: &Expiries) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    for Delegation { namespace, spec } in new {
        let name = namespace.as_str();
        if RESERVED.contains(&name) {
            return Err(Error::Reserved { namespace: name.to_owned() });
        }
        if repository.delegates(name) || staged.roles.contains_key(name) {
            return Err(Error::Delegated { namespace: name.to_owned() });
        }
        checked(name, spec)?;
        let to = staged.targets.delegations.get_or_insert_default();
        add_delegation(to, name, &format!("{name}.*"), spec)
            .map_err(|error| Error::Schema { name: name.to_owned(), reason: error.to_string() })?;
        staged.roles.insert(name.to_owned(), empty_role(expiries.delegated));
    }
    if !new.is_empty() {
        staged.new_targets = true;
        staged.targets.version = next(staged.targets.version);
        staged.targets.expires = expiries.targets;
    }
    Ok(staged)
}
