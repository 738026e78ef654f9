//! Releases and yanks: the targets of a namespace's role, and their first-seen times in the log.
//!
//! Owns: that a published target never changes, and that platforms of one version agree.
//! Never does: touch roles of other namespaces. In: [`PackedRelease`]s with times. Out: [`StagedRepository`].

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use ragnos_plugin::descriptor::{CUSTOM_KEY, Link};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::name::PluginName;
use ragnos_plugin::pack::PackedRelease;
use semver::Version;
use serde_json::{Value, json};
use tough::TargetName;
use tough::schema::{Target, Targets};

use super::first_seen::{self, Arrival};
use super::{Error, StagedRepository, look_alike};
use crate::expiry::Expiries;
use crate::metadata::target;
use crate::repository::{Repository, entry};
use crate::roles::{Delegated, plugin_role};

/// A version to withdraw, or to be let in again.
#[derive(Debug, Clone)]
pub struct Yank {
    /// The plugin.
    pub name: PluginName,
    /// The version.
    pub version: Version,
    /// True to let it be chosen again.
    pub undo: bool,
}

/// One role while it changes.
struct Ground {
    role: Targets,
    /// (name, version) to the sha256 of the manifest that its archives share.
    manifests: HashMap<(String, String), String>,
    /// The names of the plugins in it, by what they look like.
    names: HashMap<String, String>,
    changed: bool,
}

/// The roles that have been looked at, by name; `None` where nobody delegates to one.
type Grounds = BTreeMap<String, Option<Ground>>;

/// Stages releases, each first seen at its time, and yanks. What is already there with the same bytes changes nothing.
///
/// # Errors
/// [`Error`] naming the target.
pub async fn releases(
    repository: &Repository<'_>,
    new: Vec<(PackedRelease, Timestamp)>,
    yanks: &[Yank],
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    let (mut staged, arrivals) = unlogged(repository, new, yanks, expiries).await?;
    first_seen::log(&mut staged, repository, &arrivals, expiries).await?;
    Ok(staged)
}

/// As [`releases`], without the log: it is written when the change is published.
///
/// # Errors
/// As [`releases`].
pub async fn unlogged_releases(
    repository: &Repository<'_>,
    new: Vec<(PackedRelease, Timestamp)>,
    yanks: &[Yank],
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    Ok(unlogged(repository, new, yanks, expiries).await?.0)
}

/// As [`releases`], and what has to be logged is told instead of staged.
async fn unlogged(
    repository: &Repository<'_>,
    new: Vec<(PackedRelease, Timestamp)>,
    yanks: &[Yank],
    expiries: &Expiries,
) -> Result<(StagedRepository, Vec<Arrival>), Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let mut grounds = Grounds::new();
    let mut arrivals = Vec::new();
    for (release, seen) in new {
        let descriptor = release.descriptor();
        let role = role_of(&mut staged, repository, &mut grounds, &descriptor.name, &descriptor.version.to_string()).await?;
        let ground = known(&mut grounds, &role)?;
        if ground.add(&mut staged, &release)? {
            let (target, sha256) = (release.target().as_str().to_owned(), Sha256::of(release.archive()));
            arrivals.push(Arrival { namespace: descriptor.name.namespace().to_owned(), target, sha256, seen });
        }
    }
    for yank in yanks {
        let role = role_of(&mut staged, repository, &mut grounds, &yank.name, &yank.version.to_string()).await?;
        known(&mut grounds, &role)?.yank(yank)?;
    }
    for (name, ground) in grounds {
        if let Some(ground) = ground.filter(|ground| ground.changed) {
            staged.change(&name, ground.role, expiries);
        }
    }
    Ok((staged, arrivals))
}

/// The role that signs a version: where the version is already, else the plugin's own role, else its namespace.
async fn role_of(
    staged: &mut StagedRepository,
    repository: &Repository<'_>,
    grounds: &mut Grounds,
    plugin: &PluginName,
    version: &str,
) -> Result<String, Error> {
    let namespace = plugin.namespace();
    // `log` and `security` are roles too, but no namespaces.
    let is_namespace = matches!(namespace.parse(), Ok(Delegated::Namespace(_)));
    if !is_namespace || !look(staged, repository, grounds, namespace).await? {
        return Err(Error::undelegated(namespace));
    }
    let own = plugin_role(plugin);
    let whole = known(grounds, namespace)?;
    let name = plugin.to_string();
    let first = whole.names.entry(look_alike::shape(&name)).or_insert_with(|| name.clone());
    if *first != name {
        return Err(Error::LookAlike { name, other: first.clone() });
    }
    let there = whole.manifests.contains_key(&(plugin.to_string(), version.to_owned()));
    let delegates = whole.role.delegations.as_ref().is_some_and(|delegations| entry(delegations, &own).is_some());
    if delegates && !there && look(staged, repository, grounds, &own).await? {
        return Ok(own);
    }
    Ok(namespace.to_owned())
}

/// Reads a role once; false when nobody delegates to it.
async fn look(
    staged: &mut StagedRepository,
    repository: &Repository<'_>,
    grounds: &mut Grounds,
    name: &str,
) -> Result<bool, Error> {
    if let Some(known) = grounds.get(name) {
        return Ok(known.is_some());
    }
    let mut path = repository.path(name).await?.unwrap_or_default();
    let ground = path.pop().map(|(_, signed)| {
        let manifests: HashMap<_, _> = signed.signed.targets.values().filter_map(manifest_of).collect();
        let names = manifests.keys().map(|(plugin, _)| plugin.clone()).chain(plugins_below(&signed.signed));
        let names = names.map(|plugin| (look_alike::shape(&plugin), plugin)).collect();
        Ground { role: signed.signed, manifests, names, changed: false }
    });
    staged.delegators.extend(path.into_iter().map(|(step, signed)| (step, signed.signed)));
    let found = ground.is_some();
    grounds.insert(name.to_owned(), ground);
    Ok(found)
}

/// The plugins of a namespace that have roles of their own.
fn plugins_below(namespace: &Targets) -> Vec<String> {
    let roles = namespace.delegations.iter().flat_map(|delegations| &delegations.roles);
    roles.map(|role| role.name.replacen('.', "/", 1)).collect()
}

fn known<'g>(grounds: &'g mut Grounds, name: &str) -> Result<&'g mut Ground, Error> {
    grounds.get_mut(name).and_then(Option::as_mut).ok_or_else(|| Error::undelegated(name))
}

/// The name and version of the plugin that an archive's entry is about.
pub(crate) fn plugin_of(target: &Target) -> Option<(String, String)> {
    manifest_of(target).map(|(plugin, _)| plugin)
}

fn manifest_of(target: &Target) -> Option<((String, String), String)> {
    let text = |key: &str| target.custom.get(CUSTOM_KEY)?.get(key)?.as_str().map(str::to_owned);
    Some(((text("name")?, text("version")?), text("manifest-sha256")?))
}

pub(super) fn target_name(name: &str) -> Result<TargetName, Error> {
    TargetName::new(name).map_err(|error| Error::schema(name, &error))
}

impl Ground {
    /// Adds a release; false when it is there already.
    fn add(&mut self, staged: &mut StagedRepository, release: &PackedRelease) -> Result<bool, Error> {
        let descriptor = release.descriptor();
        let (archive, sbom) = (release.target().as_str(), descriptor.sbom.target.as_str());
        let digest = Sha256::of(release.archive());
        if self.unchanged(archive, digest)? && self.unchanged(sbom, descriptor.sbom.sha256)? {
            self.same_provenance(archive, descriptor.provenance.as_ref())?;
            return Ok(false);
        }
        let key = (descriptor.name.to_string(), descriptor.version.to_string());
        let manifest = descriptor.manifest_sha256.to_string();
        let shared = self.manifests.entry(key).or_insert_with(|| manifest.clone());
        if *shared != manifest {
            let (target, expected) = (archive.to_owned(), shared.clone());
            return Err(Error::Manifest { target, expected, seen: manifest });
        }
        let custom = serde_json::to_value(descriptor).map_err(|error| Error::schema(archive, &error))?;
        self.role.targets.insert(target_name(archive)?, target(release.archive(), custom));
        self.role.targets.insert(target_name(sbom)?, target(release.sbom(), json!({ "sbom": 1 })));
        if let (Some(link), Some(bytes)) = (&descriptor.provenance, release.provenance()) {
            let name = link.target.as_str();
            self.role.targets.insert(target_name(name)?, target(bytes, json!({ "provenance": 1 })));
            staged.keep(name, bytes.to_vec());
        }
        staged.keep(archive, release.archive().to_vec());
        staged.keep(sbom, release.sbom().to_vec());
        self.changed = true;
        Ok(true)
    }

    /// A version is published with its provenance or without: what was signed of it stays as it is.
    fn same_provenance(&self, archive: &str, wanted: Option<&Link>) -> Result<(), Error> {
        let there = self.role.targets.get(&target_name(archive)?).and_then(|there| there.custom.get(CUSTOM_KEY));
        let there = there.and_then(|custom| custom.get("provenance")?.get("sha256")?.as_str());
        match wanted {
            // Whoever publishes the same again has nothing to add.
            None => Ok(()),
            Some(link) if there == Some(link.sha256.to_string().as_str()) => Ok(()),
            Some(link) => Err(immutable(link.target.as_str(), there.unwrap_or("no provenance"), link.sha256)),
        }
    }

    /// True when the target is there with these bytes; an error when it is there with others.
    fn unchanged(&self, name: &str, digest: Sha256) -> Result<bool, Error> {
        match self.role.targets.get(&target_name(name)?) {
            None => Ok(false),
            Some(there) if *there.hashes.sha256 == *digest.as_bytes() => Ok(true),
            Some(there) => Err(immutable(name, &hex::encode(&*there.hashes.sha256), digest)),
        }
    }

    fn yank(&mut self, yank: &Yank) -> Result<(), Error> {
        let wanted = (yank.name.to_string(), yank.version.to_string());
        let mut found = false;
        for target in self.role.targets.values_mut() {
            if manifest_of(target).is_some_and(|(key, _)| key == wanted) {
                found = true;
                let Some(custom) = target.custom.get_mut(CUSTOM_KEY).and_then(Value::as_object_mut) else { continue };
                let mark = "yanked".to_owned();
                self.changed |= if yank.undo {
                    custom.remove(&mark).is_some()
                } else {
                    custom.insert(mark, Value::Bool(true)) != Some(Value::Bool(true))
                };
            }
        }
        if found { Ok(()) } else { Err(Error::NotThere { plugin: wanted.0, version: wanted.1 }) }
    }
}

pub(super) fn immutable(target: &str, expected: &str, seen: Sha256) -> Error {
    Error::Immutable { target: target.to_owned(), expected: expected.to_owned(), seen: seen.to_string() }
}
