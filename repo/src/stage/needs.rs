//! What versions need of other plugins of their repository: the newest choice that the same resolver makes for users.
//!
//! Owns: the question, asked of the repository's own files. What another repository has is its own to answer for and left out, and so
//! is what is withdrawn or revoked.
//! Never does: sign. In: versions. Out: more versions.

use std::collections::{BTreeMap, BTreeSet};

use ragnos_plugin::descriptor::Descriptor;
use ragnos_plugin::manifest::edit::requirement;
use ragnos_plugin::name::{PluginName, RepositoryName, TargetName};
use ragnos_plugin::named_version::NamedVersion;
use ragnos_plugin::release::{Artifact, Release};
use ragnos_plugin::releases::Releases;
use ragnos_plugin::resolve::{Answer, Objection, Request, Resolution, Rules, Universe, resolve};
use ragnos_plugin::revocation::Revocations;
use semver::{Op, Version};
use tough::schema::Target;

use super::Error;
use crate::metadata::custom_text;
use crate::repository::Repository;

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
        let requirements = BTreeMap::from([(wanted.plugin.clone(), requirement(Op::Exact, &wanted.version))]);
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

/// The releases of a plugin, those that can be read.
async fn releases(repository: &Repository<'_>, name: &PluginName) -> Result<Vec<Release>, Error> {
    let mut found: BTreeMap<Version, Release> = BTreeMap::new();
    for (role, signed) in repository.roles_of(name).await? {
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
    let descriptor = Descriptor::of_target(&target, &custom_text(entry)?).ok().flatten()?;
    let sha256 = hex::encode(&*entry.hashes.sha256).parse().ok()?;
    let artifact = Artifact::described(target, entry.length, sha256, &descriptor);
    let here = ("this".parse::<RepositoryName>().ok()?, role.to_owned());
    Some(Release::described(descriptor, artifact, here, None))
}
