//! Releases and yanks: the targets of a namespace's role, and their first-seen times in the log.
//!
//! Owns: that a published target never changes, and that platforms of one version agree.
//! Never does: touch roles of other namespaces. In: [`PackedRelease`]s with times. Out: [`StagedRepository`].

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use ragnos_plugin::descriptor::CUSTOM_KEY;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::name::PluginName;
use ragnos_plugin::pack::PackedRelease;
use semver::Version;
use serde_json::{Value, json};
use tough::TargetName;
use tough::schema::{Target, Targets};

use super::{Error, StagedRepository};
use crate::expiry::Expiries;
use crate::log::{self, NamespaceLog};
use crate::metadata::target;
use crate::repository::Repository;

/// A version to withdraw.
#[derive(Debug, Clone)]
pub struct Yank {
    /// The plugin.
    pub name: PluginName,
    /// The version.
    pub version: Version,
}

/// One namespace while it changes.
struct Ground {
    role: Targets,
    log: NamespaceLog,
    /// (name, version) to the sha256 of the manifest that its archives share.
    manifests: HashMap<(String, String), String>,
    changed: bool,
    logged: bool,
}

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
    let mut staged = StagedRepository::of(repository, expiries);
    let mut log_role = repository.role(log::ROLE).await?;
    let mut grounds = BTreeMap::new();
    for (release, seen) in new {
        let namespace = release.descriptor().name.namespace().to_owned();
        let ground = ground(repository, &log_role, &mut grounds, &namespace).await?;
        ground.add(&mut staged, &release, seen)?;
    }
    for yank in yanks {
        let ground = ground(repository, &log_role, &mut grounds, yank.name.namespace()).await?;
        ground.yank(yank)?;
    }
    let mut logged = false;
    for (namespace, ground) in grounds {
        if ground.logged {
            let bytes = ground.log.encode();
            let name = NamespaceLog::target_name(&namespace);
            log_role.targets.insert(target_name(&name)?, target(&bytes, json!({ "log": 1 })));
            staged.keep(&name, bytes);
            logged = true;
        }
        if ground.changed {
            staged.change(&namespace, ground.role, expiries);
        }
    }
    if logged {
        staged.change(log::ROLE, log_role, expiries);
    }
    Ok(staged)
}

async fn ground<'g>(
    repository: &Repository<'_>,
    log_role: &Targets,
    grounds: &'g mut BTreeMap<String, Ground>,
    namespace: &str,
) -> Result<&'g mut Ground, Error> {
    if !grounds.contains_key(namespace) {
        // `log` is a role too, but no namespace.
        if namespace == log::ROLE || !repository.delegates(namespace) {
            return Err(Error::Undelegated { namespace: namespace.to_owned() });
        }
        let role = repository.role(namespace).await?;
        let log = repository.log(log_role, namespace).await?;
        let manifests = role.targets.values().filter_map(manifest_of).collect();
        let ground = Ground { role, log, manifests, changed: false, logged: false };
        grounds.insert(namespace.to_owned(), ground);
    }
    grounds.get_mut(namespace).ok_or_else(|| Error::Undelegated { namespace: namespace.to_owned() })
}

fn manifest_of(target: &Target) -> Option<((String, String), String)> {
    let text = |key: &str| target.custom.get(CUSTOM_KEY)?.get(key)?.as_str().map(str::to_owned);
    Some(((text("name")?, text("version")?), text("manifest-sha256")?))
}

fn target_name(name: &str) -> Result<TargetName, Error> {
    TargetName::new(name).map_err(|error| Error::Schema { name: name.to_owned(), reason: error.to_string() })
}

impl Ground {
    fn add(&mut self, staged: &mut StagedRepository, release: &PackedRelease, seen: Timestamp) -> Result<(), Error> {
        let descriptor = release.descriptor();
        let (archive, sbom) = (release.target().as_str(), descriptor.sbom.target.as_str());
        let digest = Sha256::of(release.archive());
        if self.unchanged(archive, digest)? && self.unchanged(sbom, descriptor.sbom.sha256)? {
            return Ok(());
        }
        let key = (descriptor.name.to_string(), descriptor.version.to_string());
        let manifest = descriptor.manifest_sha256.to_string();
        let shared = self.manifests.entry(key).or_insert_with(|| manifest.clone());
        if *shared != manifest {
            let (target, expected) = (archive.to_owned(), shared.clone());
            return Err(Error::Manifest { target, expected, seen: manifest });
        }
        let logged = self.log.append(archive, digest, seen);
        if logged != digest {
            return Err(immutable(archive, &logged.to_string(), digest));
        }
        let custom = serde_json::to_value(descriptor)
            .map_err(|error| Error::Schema { name: archive.to_owned(), reason: error.to_string() })?;
        self.role.targets.insert(target_name(archive)?, target(release.archive(), custom));
        self.role.targets.insert(target_name(sbom)?, target(release.sbom(), json!({ "sbom": 1 })));
        staged.keep(archive, release.archive().to_vec());
        staged.keep(sbom, release.sbom().to_vec());
        (self.changed, self.logged) = (true, true);
        Ok(())
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
                let custom = target.custom.get_mut(CUSTOM_KEY).and_then(Value::as_object_mut);
                let before = custom.and_then(|custom| custom.insert("yanked".to_owned(), Value::Bool(true)));
                self.changed |= before != Some(Value::Bool(true));
            }
        }
        if found { Ok(()) } else { Err(Error::NotThere { plugin: wanted.0, version: wanted.1 }) }
    }
}

fn immutable(target: &str, expected: &str, seen: Sha256) -> Error {
    Error::Immutable { target: target.to_owned(), expected: expected.to_owned(), seen: seen.to_string() }
}
