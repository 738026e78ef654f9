//! Drift: where a lockfile no longer answers the manifest, found by structure alone (no stored hash, no metadata).
//!
//! Owns: the codes RP3060 to RP3067. Never does: resolve, or look at requirements between plugins (signed metadata has those).
//! In: [`Manifest`] and [`Lockfile`]. Out: [`Drift`]s, the manifest's own plugins first.

use std::collections::BTreeSet;

use semver::{Version, VersionReq};

use super::{LockedPlugin, Lockfile};
use crate::manifest::Manifest;
use crate::name::{PluginName, RepositoryName};
use crate::platform::Platform;
use crate::refusal::{Facts, Refusal};

/// One thing in which manifest and lockfile differ.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Drift {
    /// The manifest asks for a plugin that is not locked.
    #[error("ragnos.toml asks for {name} {requirement}, which ragnos.lock does not have")]
    #[diagnostic(code(RP3060), help("run `ragnos-plugin lock`"))]
    Missing {
        /// The plugin.
        name: PluginName,
        /// What the manifest asks for.
        requirement: VersionReq,
    },
    /// The locked version is not one that the manifest allows.
    #[error("ragnos.toml asks for {name} {requirement}; ragnos.lock has {locked}")]
    #[diagnostic(code(RP3061), help("run `ragnos-plugin lock`"))]
    Requirement {
        /// The plugin.
        name: PluginName,
        /// What the manifest asks for.
        requirement: VersionReq,
        /// What is locked.
        locked: Version,
    },
    /// Nothing that the manifest asks for leads to the plugin.
    #[error("ragnos.lock has {name} {locked}, which nothing in ragnos.toml needs any longer")]
    #[diagnostic(code(RP3062), help("run `ragnos-plugin lock`"))]
    NotNeeded {
        /// The plugin.
        name: PluginName,
        /// What is locked.
        locked: Version,
    },
    /// A locked plugin needs one that is not locked.
    #[error("{name} {locked} needs {dependency}, which ragnos.lock does not have")]
    #[diagnostic(code(RP3063), help("restore ragnos.lock from version control, or run `ragnos-plugin lock`"))]
    DependencyMissing {
        /// The plugin.
        name: PluginName,
        /// What is locked.
        locked: Version,
        /// What it needs.
        dependency: PluginName,
    },
    /// The lockfile says of a plugin that it is asked for directly, or not, and the manifest says otherwise.
    #[error("ragnos.lock says that {name} is {}asked for directly; ragnos.toml says otherwise", if *.locked { "" } else { "not " })]
    #[diagnostic(code(RP3067), help("run `ragnos-plugin lock`"))]
    Direct {
        /// The plugin.
        name: PluginName,
        /// What the lockfile says.
        locked: bool,
    },
    /// The manifest gives the plugin to another repository, or to none.
    #[error(
        "{name} is locked from repository {locked}; ragnos.toml gives it to {}",
        .wanted.as_ref().map_or_else(|| "none".to_owned(), |wanted| format!("repository {wanted}"))
    )]
    #[diagnostic(code(RP3064), help("look at [repositories] in ragnos.toml, then run `ragnos-plugin lock`"))]
    Repository {
        /// The plugin.
        name: PluginName,
        /// The repository that the lockfile names.
        locked: RepositoryName,
        /// The one that owns the name by the manifest.
        wanted: Option<RepositoryName>,
    },
    /// The lockfile has a repository that vouches for none of its plugins, or that the manifest does not have.
    #[error("ragnos.lock has repository {name}, which {}", if *.in_manifest { "vouches for no plugin in it" } else { "ragnos.toml does not have" })]
    #[diagnostic(
        code(RP3065),
        help("run `ragnos-plugin lock`; where a repository was renamed, this gives the new name to the lockfile")
    )]
    RepositoryUnknown {
        /// The repository.
        name: RepositoryName,
        /// Whether the manifest has it.
        in_manifest: bool,
    },
    /// There is no archive for a platform that the project asks for.
    #[error("{name} {locked} has no archive for {platform}, which ragnos.toml asks for")]
    #[diagnostic(code(RP3066), help("run `ragnos-plugin lock`, or take the platform out of [project] platforms"))]
    Platform {
        /// The plugin.
        name: PluginName,
        /// What is locked.
        locked: Version,
        /// The platform.
        platform: Platform,
    },
}

impl Refusal for Drift {
    fn facts(&self) -> Facts {
        match self {
            Self::Missing { name, requirement } => Facts::about(name).mismatch(requirement, &"nothing"),
            Self::Requirement { name, requirement, locked } => Facts::about(name).mismatch(requirement, locked),
            Self::NotNeeded { name, locked } => Facts::about(name).mismatch(&"nothing", locked),
            Self::DependencyMissing { name, dependency, .. } => Facts::about(name).mismatch(dependency, &"nothing"),
            Self::Direct { name, locked } => {
                let words = |direct: bool| if direct { "direct" } else { "not direct" };
                Facts::about(name).mismatch(&words(!locked), &words(*locked))
            }
            Self::Repository { name, locked, wanted } => {
                let wanted = wanted.as_ref().map_or("none", RepositoryName::as_str);
                Facts::about(name).mismatch(&wanted, locked)
            }
            Self::RepositoryUnknown { name, .. } => Facts::about(name),
            Self::Platform { name, platform, .. } => Facts::about(name).mismatch(platform, &"no archive"),
        }
    }
}

/// Where `lockfile` does not answer `manifest`; empty when it does.
pub fn drift(manifest: &Manifest, lockfile: &Lockfile) -> Vec<Drift> {
    let mut found = Vec::new();
    for (name, requirement) in &manifest.plugins {
        match lockfile.plugins.get(name) {
            None => found.push(Drift::Missing { name: name.clone(), requirement: requirement.clone() }),
            Some(plugin) if !requirement.matches(&plugin.version) => found.push(Drift::Requirement {
                name: name.clone(),
                requirement: requirement.clone(),
                locked: plugin.version.clone(),
            }),
            Some(_) => {}
        }
    }
    let needed = reachable(manifest.plugins.keys(), lockfile);
    for plugin in lockfile.plugins.values() {
        if needed.contains(&plugin.name) {
            of_plugin(manifest, lockfile, plugin, &mut found);
        } else {
            found.push(Drift::NotNeeded { name: plugin.name.clone(), locked: plugin.version.clone() });
        }
    }
    let used: BTreeSet<_> = lockfile.plugins.values().map(|plugin| &plugin.repository).collect();
    for name in lockfile.repositories.keys() {
        let in_manifest = manifest.repositories.contains_key(name);
        if !in_manifest || !used.contains(name) {
            found.push(Drift::RepositoryUnknown { name: name.clone(), in_manifest });
        }
    }
    found
}

fn of_plugin(manifest: &Manifest, lockfile: &Lockfile, plugin: &LockedPlugin, found: &mut Vec<Drift>) {
    let (name, locked) = (&plugin.name, &plugin.version);
    for dependency in plugin.dependencies.iter().filter(|name| !lockfile.plugins.contains_key(*name)) {
        let dependency = dependency.clone();
        found.push(Drift::DependencyMissing { name: name.clone(), locked: locked.clone(), dependency });
    }
    if plugin.direct != manifest.plugins.contains_key(name) {
        found.push(Drift::Direct { name: name.clone(), locked: plugin.direct });
    }
    let wanted = manifest.repository_of(name).ok().map(|(owner, _)| owner);
    if wanted != Some(&plugin.repository) {
        found.push(Drift::Repository { name: name.clone(), locked: plugin.repository.clone(), wanted: wanted.cloned() });
    }
    for platform in manifest.platforms.iter().filter(|platform| plugin.artifact_for(platform).is_none()) {
        found.push(Drift::Platform { name: name.clone(), locked: locked.clone(), platform: platform.clone() });
    }
}

/// The locked plugins that `starts` lead to, themselves included.
pub(super) fn reachable<'a>(starts: impl Iterator<Item = &'a PluginName>, lockfile: &'a Lockfile) -> BTreeSet<&'a PluginName> {
    let mut queue: Vec<_> = starts.collect();
    let mut seen = BTreeSet::new();
    while let Some(name) = queue.pop() {
        if let Some(plugin) = lockfile.plugins.get(name)
            && seen.insert(name)
        {
            queue.extend(&plugin.dependencies);
        }
    }
    seen
}
