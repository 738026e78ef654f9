//! What versions need of other plugins of their repository: the newest choice that the same resolver makes for users.
//!
//! Owns: the question, asked of the repository's own files. What another repository has is its own to answer for and left out, and so
//! is what is withdrawn or revoked.
//! Never does: sign. In: versions. Out: more versions.

use std::collections::{BTreeMap, BTreeSet};

use ragnos_plugin::descriptor::{CUSTOM_KEY, Descriptor};
use ragnos_plugin::name::{PluginName, RepositoryName, TargetName};
use ragnos_plugin::named_version::NamedVersion;
use ragnos_plugin::release::{Artifact, Release};
use ragnos_plugin::releases::Releases;
use ragnos_plugin::resolve::{Answer, Objection, Request, Resolution, Rules, Universe, resolve};
use ragnos_plugin::revocation::Revocations;
use semver::{Comparator, Op, Version, VersionReq};
use serde_json::json;
use tough::schema::Target;

use super::Error;
use crate::repository::Repository;
use crate::roles::plugin_role;

/// What is revoked is not chosen.
#[derive(Debug)]
struct Unrevoked<'r>(&'r Revocations);

impl Rules for Unrevoked<'_> {
    fn against(&self, release: &Release) -> Option<Objection> {
        let revocation = self.0.of_release(release)?;
        Some(Objection { words: format!("revoked: {}", revocation.reason), next: "name another version".to_owned() })
    }
}

/// All that `versions` need. Where one of them is itself needed by another it is that version and no newer one.
///
/// # Errors
/// [`Error::Needs`] where nothing that is there would do.
pub(super) async fn of(
    repository: &Repository<'_>,
    versions: &BTreeSet<NamedVersion>,
    revoked: &Revocations,
) -> Result<BTreeSet<NamedVersion>, Error> {
    let mut known = Known::default();
    let mut found = BTreeSet::new();
    for one in versions {
        let mut precise: BTreeMap<PluginName, Version> =
            versions.iter().map(|other| (other.plugin.clone(), other.version.clone())).collect();
        precise.insert(one.plugin.clone(), one.version.clone());
        let resolution = known.resolve(repository, one, &precise, revoked).await?;
        let named = resolution.releases.into_iter().map(|(plugin, release)| NamedVersion { plugin, version: release.version });
        found.extend(named);
    }
    Ok(found)
}

/// What was read of the repository so far.
#[derive(Default)]
struct Known {
    releases: BTreeMap<PluginName, Vec<Release>>,
    /// Names that this repository does not have.
    elsewhere: BTreeSet<PluginName>,
}

impl Known {
    async fn resolve(
        &mut self,
        repository: &Repository<'_>,
        wanted: &NamedVersion,
        precise: &BTreeMap<PluginName, Version>,
        revoked: &Revocations,
    ) -> Result<Resolution, Error> {
        let requirements = BTreeMap::from([(wanted.plugin.clone(), exactly(&wanted.version))]);
        let rules = Unrevoked(revoked);
        loop {
            let universe = self.universe();
            let request = Request {
                requirements: &requirements,
                universe: &universe,
                locked: &BTreeMap::new(),
                unlock: &BTreeSet::new(),
                platforms: &BTreeSet::new(),
                host: &BTreeMap::new(),
                // Only what is loaded: the name of a version that nobody needs is nothing to look up.
                precise: &precise
                    .iter()
                    .filter(|(name, _)| universe.contains_key(*name))
                    .map(|(name, version)| (name.clone(), version.clone()))
                    .collect(),
                rules: &rules,
            };
            match resolve(&request).map_err(|error| Error::Needs { version: wanted.clone(), reason: error.to_string() })? {
                Answer::Solved(resolution) => return Ok(resolution),
                Answer::NeedsMore(names) => {
                    for name in names {
                        let releases = releases(repository, &name).await?;
                        if releases.is_empty() {
                            self.elsewhere.insert(name);
                        } else {
                            self.releases.insert(name, releases);
                        }
                    }
                }
            }
        }
    }

    fn universe(&self) -> Universe {
        let here = |release: &Release| {
            let mut release = release.clone();
            release.dependencies.retain(|name, _| !self.elsewhere.contains(name));
            release
        };
        self.releases.iter().map(|(name, all)| (name.clone(), all.iter().map(here).collect::<Releases>())).collect()
    }
}

fn exactly(version: &Version) -> VersionReq {
    let Version { major, minor, patch, pre, .. } = version.clone();
    VersionReq { comparators: vec![Comparator { op: Op::Exact, major, minor: Some(minor), patch: Some(patch), pre }] }
}

/// The releases of a plugin, those that can be read.
async fn releases(repository: &Repository<'_>, name: &PluginName) -> Result<Vec<Release>, Error> {
    let mut found: BTreeMap<Version, Release> = BTreeMap::new();
    for role in [name.namespace().to_owned(), plugin_role(name)] {
        let Some(signed) = repository.role(&role).await? else { continue };
        let targets = signed.signed.targets.iter().filter_map(|(target, entry)| release(target.raw(), entry, &role));
        for one in targets.filter(|release| release.name == *name) {
            match found.entry(one.version.clone()) {
                std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(one)),
                std::collections::btree_map::Entry::Occupied(mut whole) => whole.get_mut().artifacts.extend(one.artifacts),
            }
        }
    }
    Ok(found.into_values().collect())
}

/// The release that an entry is one archive of; `None` for every other entry.
fn release(target: &str, entry: &Target, role: &str) -> Option<Release> {
    let target: TargetName = target.parse().ok()?;
    let custom = json!({ CUSTOM_KEY: entry.custom.get(CUSTOM_KEY)? }).to_string();
    let descriptor = Descriptor::of_target(&target, &custom).ok().flatten()?;
    let artifact = Artifact {
        platform: descriptor.platform,
        target,
        length: entry.length,
        sha256: hex::encode(&*entry.hashes.sha256).parse().ok()?,
        tree: descriptor.tree,
        unpacked_size: descriptor.unpacked_size,
        file_count: descriptor.file_count,
        sbom: descriptor.sbom.target,
        sbom_sha256: descriptor.sbom.sha256,
        provenance: descriptor.provenance.map(|link| link.target),
    };
    Some(Release {
        name: descriptor.name,
        version: descriptor.version,
        repository: "this".parse::<RepositoryName>().ok()?,
        role: role.to_owned(),
        published: None,
        description: descriptor.description,
        license: descriptor.license,
        manifest_sha256: descriptor.manifest_sha256,
        dependencies: descriptor.dependencies,
        host: descriptor.host,
        capabilities: descriptor.capabilities,
        yanked: descriptor.yanked,
        artifacts: vec![artifact],
    })
}
