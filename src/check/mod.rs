//! Checking: everything that is wrong, not only the first.
//!
//! Owns: the findings of `check`: the installed trees against the lockfile, and the lockfile against signed metadata.
//! Never does: change anything, not even the receipt of the last sync: `sync --repair` does not ask it.
//! In: a project, its lockfile, its repositories. Out: [`Finding`]s, each with code and subject.

mod served;
mod withdrawn;

use std::collections::BTreeMap;

use futures_util::stream::{self, StreamExt};

use crate::approve;
use crate::digest::Sha256;
use crate::fetch::{self, Source, Sources};
use crate::lockfile::{LockedArtifact, LockedPlugin, Lockfile};
use crate::name::{PluginName, TargetName};
use crate::origin::{Attempt, Blame, NoMirror};
use crate::platform::Platform;
use crate::policy::Refused;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::revocation::Revoked;
use crate::store::tree_check::{self, Difference};
use crate::store::{self, Layout, generation};
use crate::transcript::{Rule, Transcript};
use crate::witness::{Disagreement, witness, witness_sbom};

pub use served::{received, served};
pub use withdrawn::withdrawn;

/// One thing that is not as it should be.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Finding {
    /// Nothing was ever installed.
    #[error("nothing is installed")]
    #[diagnostic(code(RP3100), help("run `ragnos-plugin sync`"))]
    NothingInstalled,
    /// A plugin of the lockfile is not installed.
    #[error("{plugin} is in the lockfile and not installed")]
    #[diagnostic(code(RP3101), help("run `ragnos-plugin sync`"))]
    NotInstalled {
        /// The plugin.
        plugin: PluginName,
    },
    /// Another tree is installed than the lockfile pins.
    #[error("{plugin} is installed with the tree {seen}, the lockfile pins {expected}")]
    #[diagnostic(code(RP3102), help("run `ragnos-plugin sync`"))]
    OtherTree {
        /// The plugin.
        plugin: PluginName,
        /// The locked tree.
        expected: Sha256,
        /// What is installed.
        seen: String,
    },
    /// A file of an installed plugin was changed.
    #[error("{plugin}: {}", .difference.words())]
    #[diagnostic(code(RP3103), help("find out who changed it, then run `ragnos-plugin sync`, which installs {plugin} again"))]
    TreeDiffers {
        /// The plugin.
        plugin: PluginName,
        /// What differs.
        difference: Difference,
    },
    /// Something is installed that the lockfile does not have.
    #[error("{name} is installed and not in the lockfile")]
    #[diagnostic(code(RP3104), help("run `ragnos-plugin sync`"))]
    NotLocked {
        /// What is there, printable.
        name: String,
    },
    /// A plugin has no archive for the platform.
    #[error(transparent)]
    #[diagnostic(transparent)]
    NoArchive(#[from] crate::plan::Error),
    /// Lockfile and signed metadata disagree.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Witness(#[from] Disagreement),
    /// The repository serves other bytes than were signed.
    #[error("{plugin}: the repository serves other bytes for {target} than were signed")]
    #[diagnostic(
        code(RP5122),
        help("nothing of it can be installed; tell the repository's operator, who can restore the file from a good copy")
    )]
    OtherBytes {
        /// The plugin.
        plugin: PluginName,
        /// The archive or SBOM.
        target: TargetName,
        /// Digest and length that are locked and signed.
        expected: String,
        /// Digest and length that were served.
        seen: String,
    },
    /// A locked version was revoked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Revoked(#[from] Revoked),
    /// A policy refuses a locked version.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Refused(#[from] Refused),
    /// Others may sign for a locked plugin than when it was locked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    TrustChange(#[from] approve::Error),
    /// A repository is missing.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Fetch(#[from] fetch::Error),
}

impl Refusal for Finding {
    fn facts(&self) -> Facts {
        match self {
            Self::NothingInstalled => Facts::default(),
            Self::NotInstalled { plugin } => Facts::about(plugin).mismatch(&"installed", &"not installed"),
            Self::OtherTree { plugin, expected, seen } => Facts::about(plugin).mismatch(expected, seen),
            Self::TreeDiffers { plugin, difference: Difference::Changed { path, expected, seen } } => {
                Facts::about(&format!("{plugin} {}", Printable(path))).mismatch(expected, seen)
            }
            Self::TreeDiffers { plugin, difference } => Facts { seen: Some(difference.words()), ..Facts::about(plugin) },
            Self::NotLocked { name } => Facts::about(name),
            Self::OtherBytes { target, expected, seen, .. } => Facts::about(target).mismatch(expected, seen),
            Self::NoArchive(error) => error.facts(),
            Self::Witness(error) => error.facts(),
            Self::Revoked(error) => error.facts(),
            Self::Refused(error) => error.facts(),
            Self::TrustChange(error) => error.facts(),
            Self::Fetch(error) => error.facts(),
        }
    }
}

impl From<NoMirror> for Finding {
    fn from(error: NoMirror) -> Self {
        Self::Fetch(error.into())
    }
}

impl Attempt for Finding {
    fn blame(&self) -> Blame {
        match self {
            Self::Fetch(error) => error.blame(),
            Self::OtherBytes { .. } => Blame::BadBytes,
            _ => Blame::Nothing,
        }
    }
}

/// The installed trees against the lockfile: every link, every file.
///
/// # Errors
/// [`store::Error`] when something cannot be read.
pub fn installed(layout: &Layout, lock: &Lockfile, platform: &Platform) -> Result<Vec<Finding>, store::Error> {
    layout.refuse_links()?;
    let Some(number) = generation::current_number(layout)? else {
        return Ok(if lock.plugins.is_empty() { Vec::new() } else { vec![Finding::NothingInstalled] });
    };
    let mut links = generation::links(layout, number)?;
    let (mut findings, mut trees) = (Vec::new(), BTreeMap::new());
    for (name, plugin) in &lock.plugins {
        let link = links.remove(name.as_str());
        let Some(artifact) = plugin.artifact_for(platform) else {
            findings.push(no_archive(plugin, platform));
            continue;
        };
        let (plugin, expected) = (name.clone(), artifact.tree);
        match link {
            None => findings.push(Finding::NotInstalled { plugin }),
            Some(Some(seen)) if seen == expected => drop(trees.insert(plugin, expected)),
            Some(seen) => {
                let seen = seen.map_or_else(|| "something that is no link into the store".to_owned(), |tree| tree.to_string());
                findings.push(Finding::OtherTree { plugin, expected, seen });
            }
        }
    }
    findings.extend(links.into_keys().map(|name| Finding::NotLocked { name: Printable(&name).to_string() }));
    let (names, trees): (Vec<_>, Vec<_>) = trees.into_iter().unzip();
    for (plugin, differences) in names.into_iter().zip(tree_check::check(layout, &trees)?) {
        let finding = |difference| Finding::TreeDiffers { plugin: plugin.clone(), difference };
        findings.extend(differences.into_iter().map(finding));
    }
    Ok(findings)
}

/// Tells of the comparison of every installed tree, whose `findings` [`installed`] returned.
pub fn tell_installed(transcript: &Transcript, lock: &Lockfile, platform: &Platform, findings: &[Finding]) {
    for plugin in lock.plugins.values() {
        let exam = transcript.exam(plugin.name.as_str(), || "installed files".to_owned(), None);
        let mut of_this = findings.iter().filter(|finding| finding.plugin() == Some(&plugin.name)).peekable();
        if of_this.peek().is_none() && !findings.iter().any(|finding| matches!(finding, Finding::NothingInstalled)) {
            let tree = plugin.artifact_for(platform).map_or_else(String::new, |artifact| format!("tree {}", artifact.tree));
            exam.passed(Rule::InstalledTree, || (tree.clone(), tree));
        }
        of_this.for_each(|finding| exam.failed(Rule::InstalledTree, finding));
    }
    let exam = transcript.exam("project", || "installed files".to_owned(), None);
    findings.iter().filter(|finding| finding.plugin().is_none()).for_each(|finding| exam.failed(Rule::InstalledTree, finding));
}

impl Finding {
    /// The plugin that an installed tree belongs to.
    fn plugin(&self) -> Option<&PluginName> {
        match self {
            Self::NotInstalled { plugin }
            | Self::OtherTree { plugin, .. }
            | Self::TreeDiffers { plugin, .. }
            | Self::NoArchive(crate::plan::Error::NoArchive { plugin, .. }) => Some(plugin),
            _ => None,
        }
    }
}

/// The finding that a plugin has no archive for a platform.
pub(crate) fn no_archive(plugin: &LockedPlugin, platform: &Platform) -> Finding {
    Finding::NoArchive(crate::plan::Error::NoArchive {
        plugin: plugin.name.clone(),
        version: plugin.version.clone(),
        platform: platform.clone(),
        has: plugin.artifacts.keys().cloned().collect(),
    })
}

/// The lockfile against signed metadata: every fact of every archive of every platform, and of every SBOM.
pub async fn signed(lock: &Lockfile, sources: &Sources<'_>) -> Vec<Finding> {
    let one = |plugin: &'_ LockedPlugin| {
        let (plugin, source) = (plugin.clone(), sources.get(&plugin.repository));
        async move {
            let Some(source) = source else {
                let (plugin, repository) = (plugin.name, plugin.repository);
                return vec![fetch::Error::NoRepository { plugin, repository }.into()];
            };
            let mut findings = Vec::new();
            for artifact in plugin.artifacts.values() {
                findings.extend(signed_artifact(source, &plugin, artifact).await);
            }
            findings
        }
    };
    let all: Vec<Vec<Finding>> = stream::iter(lock.plugins.values()).map(one).buffered(16).collect().await;
    all.into_iter().flatten().collect()
}

/// Refuses a plugin whose signed entry is there and says something else than the lockfile, or nothing that can be used.
///
/// # Errors
/// The first [`Disagreement`]; that nothing is signed (any more) is none here.
pub async fn usable(plugin: &LockedPlugin, sources: &Sources<'_>) -> Result<(), Disagreement> {
    let Some(source) = sources.get(&plugin.repository) else { return Ok(()) };
    for artifact in plugin.artifacts.values() {
        let disagreements = witness(source.client, plugin, artifact).await.err().unwrap_or_default();
        if let Some(first) = disagreements.into_iter().find(|one| !matches!(one, Disagreement::NotSigned { .. })) {
            return Err(first);
        }
    }
    Ok(())
}

async fn signed_artifact(source: &Source<'_>, plugin: &LockedPlugin, artifact: &LockedArtifact) -> Vec<Finding> {
    let archive = witness(source.client, plugin, artifact).await.err().unwrap_or_default();
    let sbom = witness_sbom(source.client, plugin, artifact).await.err();
    archive.into_iter().chain(sbom).map(Finding::from).collect()
}

#[cfg(test)]
mod tests;
