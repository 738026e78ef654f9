//! Delegations: namespaces, plugins, `log` and `security`, and the claims bins above them.
//!
//! Owns: the tree of delegations while it changes, and that a role whose keys change is signed anew where its old signatures no
//! longer count.
//! Never does: let a delegated role vanish from the snapshot: clients refuse that (TUF spec 5.5.5).
//! In: [`Delegation`]s. Out: [`StagedRepository`].

use std::num::NonZeroU64;

use tough::schema::{DelegatedRole, Delegations, PathSet, Signed, Targets};

use super::{Error, StagedRepository, checked, look_alike};
use crate::expiry::Expiries;
use crate::keys::PublicKey;
use crate::metadata::{RoleSpec, delegate, sorted_ids, undelegate};
use crate::repository::{Repository, entry};
use crate::roles::{self, Bin, Delegated};

/// A role and who signs for it.
#[derive(Debug, Clone)]
pub struct Delegation {
    /// The role.
    pub role: Delegated,
    /// Its keys and threshold.
    pub spec: RoleSpec,
}

/// Those of `wanted` that are not there yet.
///
/// # Errors
/// A role cannot be read.
pub async fn missing(repository: &Repository<'_>, wanted: Vec<Delegation>) -> Result<Vec<Delegation>, Error> {
    let there = repository.namespaces().await?;
    Ok(wanted.into_iter().filter(|one| !there.contains(&one.role.role())).collect())
}

/// Stages new delegations, each with an empty first version of its role.
///
/// The empty role is there from the start, since stock tough shows no delegated target at all while one is missing.
///
/// # Errors
/// [`Error`] naming the role.
pub async fn delegations(
    repository: &Repository<'_>,
    new: &[Delegation],
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let mut namespaces = look_alike::Namespaces::default();
    for Delegation { role, spec } in new {
        let name = role.role();
        if *role == Delegated::Claims {
            return Err(Error::ClaimsFixed);
        }
        checked(&name, spec)?;
        if let Delegated::Namespace(namespace) = role {
            namespaces.add(&staged, repository, namespace.as_str()).await?;
            bins(&mut staged, repository, namespace.as_str(), expiries).await?;
        }
        let delegator = delegator_of(&staged, &name);
        let from = staged.edit(repository, &delegator, expiries).await?.delegations.get_or_insert_default();
        if entry(from, &name).is_some() {
            return Err(Error::Delegated { role: role.to_string() });
        }
        delegate(from, &name, &role.patterns(), spec).map_err(|error| Error::schema(&name, &error))?;
        staged.found(&name, expiries);
    }
    Ok(staged)
}

/// Makes the missing bins of a namespace, each with the keys of the one above it.
async fn bins(
    staged: &mut StagedRepository,
    repository: &Repository<'_>,
    namespace: &str,
    expiries: &Expiries,
) -> Result<(), Error> {
    let bins = staged.claims_depth().bins(namespace);
    for (above, bin) in bins.iter().zip(bins.iter().skip(1)) {
        let (above, name) = (above.role(), bin.role());
        let is_there = match staged.delegations_to(&name) {
            Some(delegations) => entry(delegations, &name).is_some(),
            None => repository.path(&name).await?.is_some(),
        };
        if !is_there {
            staged.edit(repository, &above, expiries).await?;
            let spec = staged.delegations_to(&above).and_then(|from| spec_of(from, &above));
            let spec = spec.ok_or_else(|| Error::undelegated(&above))?;
            let from = staged.edit(repository, &above, expiries).await?.delegations.get_or_insert_default();
            delegate(from, &name, &[bin.pattern()], &spec).map_err(|error| Error::schema(&name, &error))?;
            staged.found(&name, expiries);
        }
    }
    Ok(())
}

/// Stages other keys for a role that is delegated already, and another threshold unless it is `None`.
///
/// # Errors
/// [`Error`] naming the role.
pub async fn rotate(
    repository: &Repository<'_>,
    role: &Delegated,
    keys: &[PublicKey],
    threshold: Option<NonZeroU64>,
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let names = match role {
        Delegated::Claims => all_bins(repository).await?,
        other => vec![other.role()],
    };
    for name in names {
        let delegator = delegator_of(&staged, &name);
        let signed = repository.role(&name).await?.ok_or_else(|| Error::undelegated(&name))?;
        let from = staged.edit(repository, &delegator, expiries).await?.delegations.get_or_insert_default();
        let old = entry(from, &name).ok_or_else(|| Error::undelegated(&name))?.clone();
        let spec = RoleSpec { keys: keys.to_vec(), threshold: threshold.unwrap_or(old.threshold) };
        checked(&name, &spec)?;
        if old.keyids == sorted_ids(&spec) && old.threshold == spec.threshold {
            return Err(Error::Same { role: role.to_string() });
        }
        let patterns = patterns_of(&old);
        delegate(from, &name, &patterns, &spec).map_err(|error| Error::schema(&name, &error))?;
        if !still_counts(&staged, &signed, &name) {
            staged.edit(repository, &name, expiries).await?;
        }
    }
    Ok(staged)
}

/// Stages the end of a delegation. What the role listed is gone for every client, so that has to be wanted: `drop_targets`.
///
/// # Errors
/// [`Error`] naming the role.
pub async fn remove(
    repository: &Repository<'_>,
    role: &Delegated,
    drop_targets: bool,
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let name = role.role();
    if matches!(role, Delegated::Claims | Delegated::Log) {
        return Err(Error::Needed { role: role.to_string() });
    }
    let signed = repository.role(&name).await?.ok_or_else(|| Error::undelegated(&name))?.signed;
    let below = signed.delegations.as_ref().map_or(0, |delegations| delegations.roles.len());
    if !(drop_targets || signed.targets.is_empty() && below == 0) {
        return Err(Error::Occupied { role: role.to_string(), targets: signed.targets.len(), below });
    }
    let delegator = delegator_of(&staged, &name);
    if let Some(from) = staged.edit(repository, &delegator, expiries).await?.delegations.as_mut() {
        undelegate(from, &name);
    }
    Ok(staged)
}

fn delegator_of(staged: &StagedRepository, role: &str) -> String {
    roles::delegators(role, staged.claims_depth()).pop().unwrap_or_else(|| roles::TARGETS.to_owned())
}

/// Every claims bin, those of the first level first.
async fn all_bins(repository: &Repository<'_>) -> Result<Vec<String>, Error> {
    let first: Vec<String> = repository.claims_depth().first_bins().iter().map(Bin::role).collect();
    if first.is_empty() {
        return Err(Error::undelegated(roles::CLAIMS));
    }
    let mut names = first.clone();
    for bin in &first {
        let below = repository.role(bin).await?.and_then(|signed| signed.signed.delegations);
        let below = below.into_iter().flat_map(|delegations| delegations.roles);
        names.extend(below.map(|role| role.name).filter(|name| roles::is_bin(name)));
    }
    Ok(names)
}

/// True when the signatures that a role has are enough after the change.
fn still_counts(staged: &StagedRepository, signed: &Signed<Targets>, name: &str) -> bool {
    staged.delegations_to(name).is_some_and(|delegations| delegations.verify_role(signed, name).is_ok())
        && !staged.roles.contains_key(name)
}

fn spec_of(delegations: &Delegations, name: &str) -> Option<RoleSpec> {
    let role = entry(delegations, name)?;
    let keys = role.keyids.iter().filter_map(|id| delegations.keys.get(id)).cloned();
    Some(RoleSpec { keys: keys.map(PublicKey::new).collect(), threshold: role.threshold })
}

fn patterns_of(role: &DelegatedRole) -> Vec<String> {
    match &role.paths {
        PathSet::Paths(patterns) => patterns.iter().map(|pattern| pattern.value().to_owned()).collect(),
        // This program writes no hash prefixes.
        PathSet::PathHashPrefixes(_) => Vec::new(),
    }
}
