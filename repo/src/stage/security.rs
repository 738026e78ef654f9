//! What the role `security` says: revocations, exemptions from cool-downs, and the repository's policy.
//!
//! Owns: that a revocation is about a version that is there, and names all its bytes. Each list is a target whose whole content is
//! in its signed `custom.ragnos` too, so that a client needs nothing but metadata.
//! Never does: take a version out of the repository. In: [`Revoke`]s, [`Exempt`], a policy. Out: [`StagedRepository`].

use std::collections::BTreeSet;

use jiff::Timestamp;
use ragnos_plugin::cool_down::{EXEMPTIONS, Exemptions};
use ragnos_plugin::descriptor::CUSTOM_KEY;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::named_version::NamedVersion;
use ragnos_plugin::policy::{self, SignedPolicy};
use ragnos_plugin::revocation::{Revocation, Revocations, TARGET};
use serde::Serialize;
use serde_json::Value;
use tough::schema::Targets;

use super::release::{plugin_of, target_name};
use super::{Error, StagedRepository, needs};
use crate::expiry::{Expiries, whole_seconds};
use crate::metadata::{custom_text, target};
use crate::repository::Repository;
use crate::roles::SECURITY;

/// Versions to revoke, or to take out of the list again.
#[derive(Debug, Clone)]
pub struct Revoke {
    /// The versions.
    pub versions: Vec<NamedVersion>,
    /// Why, for people; `None` takes the versions out of the list.
    pub reason: Option<String>,
    /// What to use instead.
    pub replacement: Option<NamedVersion>,
}

/// Versions that every cool-down is to let pass, or is to hold again.
#[derive(Debug, Clone)]
pub struct Exempt {
    /// The versions.
    pub versions: BTreeSet<NamedVersion>,
    /// Why, for people; `None` takes away every exemption that lists one of the versions.
    pub reason: Option<String>,
    /// Whether what they need is to pass with them: without it a fix passes, and nobody can install it.
    pub with_needs: bool,
}

/// Stages a new list of revocations.
///
/// # Errors
/// [`Error`] where a version, or its replacement, is not in the repository, or nobody signs for `security`.
pub async fn revoke(
    repository: &Repository<'_>,
    wish: &Revoke,
    now: Timestamp,
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let before = staged.edit(repository, SECURITY, expiries).await?.clone();
    let mut list = match custom(&before, TARGET) {
        Some(custom) => Revocations::of_custom(&custom).map_err(|error| Error::schema(TARGET, &error))?,
        None => Revocations::default(),
    };
    if let Some(replacement) = &wish.replacement {
        digests(repository, replacement).await?;
    }
    for version in &wish.versions {
        list.remove(version);
        let Some(reason) = wish.reason.clone() else { continue };
        let digests = digests(repository, version).await?;
        let NamedVersion { plugin, version } = version.clone();
        let (revoked, replacement) = (whole_seconds(now), wish.replacement.clone());
        list.add(Revocation { plugin, version, digests, reason, revoked, replacement });
    }
    publish(&mut staged, repository, TARGET, &list, expiries).await?;
    Ok(staged)
}

/// Stages a new exemption, or the end of one.
///
/// # Errors
/// As [`revoke`].
pub async fn exempt(repository: &Repository<'_>, wish: &Exempt, expiries: &Expiries) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let before = staged.edit(repository, SECURITY, expiries).await?.clone();
    let mut list = match custom(&before, EXEMPTIONS) {
        Some(custom) => Exemptions::of_custom(&custom).ok_or_else(|| Error::schema(EXEMPTIONS, &"it is of another format"))?,
        None => Exemptions::default(),
    };
    let was = list.clone();
    if let Some(reason) = &wish.reason {
        for version in &wish.versions {
            digests(repository, version).await?;
        }
        let mut versions = wish.versions.clone();
        if wish.with_needs {
            let revoked = custom(&before, TARGET).map(|custom| Revocations::of_custom(&custom)).transpose();
            let revoked = revoked.map_err(|error| Error::schema(TARGET, &error))?.unwrap_or_default();
            versions.extend(needs::of(repository, &wish.versions, &revoked).await?);
        }
        list.add(versions, reason);
    } else {
        list.remove(&wish.versions);
    }
    if list == was {
        return Ok(StagedRepository::of(repository, expiries));
    }
    publish(&mut staged, repository, EXEMPTIONS, &list, expiries).await?;
    Ok(staged)
}

/// Stages the policy that holds for what comes from the repository; `None` takes it away.
///
/// # Errors
/// [`Error`] where nobody signs for `security`.
pub async fn policy(
    repository: &Repository<'_>,
    wish: Option<&SignedPolicy>,
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let before = staged.edit(repository, SECURITY, expiries).await?.clone();
    let there = custom(&before, policy::TARGET).and_then(|custom| SignedPolicy::of_custom(&custom));
    if there.as_ref() == wish {
        return Ok(StagedRepository::of(repository, expiries));
    }
    let name = target_name(policy::TARGET)?;
    let Some(wish) = wish else {
        staged.edit(repository, SECURITY, expiries).await?.targets.remove(&name);
        return Ok(staged);
    };
    let bytes = wish.text().as_bytes();
    let entry = target(bytes, value(policy::TARGET, wish)?);
    staged.edit(repository, SECURITY, expiries).await?.targets.insert(name, entry);
    staged.keep(policy::TARGET, bytes.to_vec());
    Ok(staged)
}

/// The signed `custom` of a target, JSON text.
fn custom(role: &Targets, name: &str) -> Option<String> {
    let (_, target) = role.targets.iter().find(|(target, _)| target.raw() == name)?;
    custom_text(target)
}

/// The sha256 of a version's archives, and of the trees in them.
async fn digests(repository: &Repository<'_>, wanted: &NamedVersion) -> Result<BTreeSet<Sha256>, Error> {
    let NamedVersion { plugin, version } = wanted;
    let key = (plugin.to_string(), version.to_string());
    let mut found = BTreeSet::new();
    for (_, signed) in repository.roles_of(plugin).await? {
        for target in signed.signed.targets.values().filter(|target| plugin_of(target).as_ref() == Some(&key)) {
            found.extend(hex::encode(&*target.hashes.sha256).parse::<Sha256>());
            let tree = target.custom.get(CUSTOM_KEY).and_then(|custom| custom.get("tree")).and_then(|tree| tree.as_str());
            found.extend(tree.and_then(|tree| tree.parse::<Sha256>().ok()));
        }
    }
    let (plugin, version) = key;
    if found.is_empty() { Err(Error::NotThere { plugin, version }) } else { Ok(found) }
}

async fn publish(
    staged: &mut StagedRepository,
    repository: &Repository<'_>,
    name: &str,
    list: &impl Serialize,
    expiries: &Expiries,
) -> Result<(), Error> {
    let value = value(name, list)?;
    let bytes = value.to_string().into_bytes();
    let entry = target(&bytes, value);
    let role = staged.edit(repository, SECURITY, expiries).await?;
    role.targets.insert(target_name(name)?, entry);
    staged.keep(name, bytes);
    Ok(())
}

fn value(name: &str, content: &impl Serialize) -> Result<Value, Error> {
    let mut value = serde_json::to_value(content).map_err(|error| Error::schema(name, &error))?;
    value.sort_all_objects();
    Ok(value)
}
