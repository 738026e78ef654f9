//! The two witnesses: what the lockfile pins against what signed metadata says now.
//!
//! Owns: the comparison, before any download, of every fact that both of them state, and the name of each disagreement.
//! Never does: prefer one of them. Where they disagree nothing is installed.
//! In: a locked artifact and a [`VerifiedTarget`]. Out: a [`Witnessed`] target, or [`Disagreement`]s.

use std::fmt::Display;

use crate::descriptor::{Descriptor, Link};
use crate::digest::Sha256;
use crate::lockfile::{LockedArtifact, LockedPlugin};
use crate::name::PluginName;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::transcript::{Exam, Rule, Transcript};
#[cfg(feature = "client")]
use crate::tuf::Client;
use crate::tuf::{self, VerifiedTarget};

/// One fact that the two witnesses state differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The plugin.
    pub plugin: PluginName,
    /// The target.
    pub target: String,
    /// What the lockfile says.
    pub locked: String,
    /// What signed metadata says.
    pub signed: String,
}

impl Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { plugin, target, locked, signed } = self;
        write!(f, "{plugin} ({target}): locked {locked}, signed {signed}")
    }
}

/// Why lockfile and signed metadata do not vouch for the same archive.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Disagreement {
    /// Signed metadata does not have the target (any more).
    #[error("{plugin}: no signed metadata vouches for {target}")]
    #[diagnostic(
        code(RP5101),
        help(
            "the version was withdrawn, or ragnos.lock was edited: run `ragnos-plugin update {plugin}` and review the change"
        )
    )]
    NotSigned {
        /// The plugin.
        plugin: PluginName,
        /// The target name of the lockfile.
        target: String,
    },
    /// Another length.
    #[error("the length of an archive is not the locked one: {0}")]
    #[diagnostic(
        code(RP5102),
        help("a published version never changes: compare ragnos.lock with version control, then ask the publisher")
    )]
    Length(Box<Conflict>),
    /// Another sha256.
    #[error("the digest of an archive is not the locked one: {0}")]
    #[diagnostic(
        code(RP5103),
        help("a published version never changes: compare ragnos.lock with version control, then ask the publisher")
    )]
    Digest(Box<Conflict>),
    /// Another tree digest.
    #[error("the tree digest of a plugin is not the locked one: {0}")]
    #[diagnostic(
        code(RP5104),
        help("a published version never changes: compare ragnos.lock with version control, then ask the publisher")
    )]
    Tree(Box<Conflict>),
    /// Another SBOM.
    #[error("the SBOM of a plugin is not the locked one: {0}")]
    #[diagnostic(
        code(RP5105),
        help("a published version never changes: compare ragnos.lock with version control, then ask the publisher")
    )]
    Sbom(Box<Conflict>),
    /// Another role signs for it now.
    #[error("another role vouches for a plugin than the locked one: {0}")]
    #[diagnostic(
        code(RP5106),
        help("find out why the namespace moved, then `ragnos-plugin update {} --accept-trust-change ROLE`", .0.plugin)
    )]
    Role(Box<Conflict>),
    /// The signed descriptor cannot be used.
    #[error("{plugin}: the signed entry of {target} cannot be used: {reason}")]
    #[diagnostic(code(RP5107), help("a newer ragnos-plugin may be needed; otherwise tell the publisher of {plugin}"))]
    Descriptor {
        /// The plugin.
        plugin: PluginName,
        /// The target.
        target: String,
        /// What is wrong.
        reason: String,
    },
    /// The lockfile gives the plugin a target that belongs to another plugin, version or platform.
    #[error("the lockfile pins a target that is not the plugin's own: {0}")]
    #[diagnostic(code(RP5108), help("ragnos.lock was edited: restore it from version control, or run `ragnos-plugin lock`"))]
    Misplaced(Box<Conflict>),
    /// The plugin's own manifest is another.
    #[error("the plugin manifest is not the locked one: {0}")]
    #[diagnostic(
        code(RP5109),
        help("a published version never changes: compare ragnos.lock with version control, then ask the publisher")
    )]
    Manifest(Box<Conflict>),
    /// The signed capabilities are not the approved ones.
    #[error("the capabilities of a plugin are not the approved ones: {0}")]
    #[diagnostic(code(RP5110), help("run `ragnos-plugin lock` and review what {} asks for", .0.plugin))]
    Capabilities(Box<Conflict>),
    /// A provenance is claimed and not signed.
    #[error("{plugin}: the entry of its archive names the provenance {target}, and {seen}")]
    #[diagnostic(code(RP5111), help("no provenance is worth more than one that is not there; tell the publisher of {plugin}"))]
    Provenance {
        /// The plugin.
        plugin: PluginName,
        /// The target that the descriptor names.
        target: String,
        /// The sha256 that it gives.
        expected: Sha256,
        /// What there is instead, in words, printable.
        seen: String,
    },
    /// Metadata could not be verified.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Metadata(#[from] tuf::Error),
}

impl Refusal for Disagreement {
    fn facts(&self) -> Facts {
        match self {
            Self::NotSigned { plugin, target } => Facts::about(plugin).mismatch(target, &"no signed target"),
            Self::Descriptor { plugin, reason, .. } => Facts { seen: Some(reason.clone()), ..Facts::about(plugin) },
            Self::Length(conflict)
            | Self::Digest(conflict)
            | Self::Tree(conflict)
            | Self::Sbom(conflict)
            | Self::Role(conflict)
            | Self::Misplaced(conflict)
            | Self::Manifest(conflict)
            | Self::Capabilities(conflict) => {
                Facts::about(&format!("{} ({})", conflict.plugin, conflict.target)).mismatch(&conflict.locked, &conflict.signed)
            }
            Self::Provenance { plugin, target, expected, seen } => {
                Facts::about(&format!("{plugin} ({target})")).mismatch(expected, seen)
            }
            Self::Metadata(error) => error.facts(),
        }
    }
}

/// A target that lockfile and signed metadata describe alike.
#[derive(Debug, Clone)]
pub struct Witnessed {
    signed: VerifiedTarget,
    descriptor: Descriptor,
}

impl Witnessed {
    /// The signed entry.
    pub fn signed(&self) -> &VerifiedTarget {
        &self.signed
    }

    /// What it says of the plugin.
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }
}

/// Asks signed metadata for a locked archive and compares every fact.
///
/// # Errors
/// All disagreements, at least one.
#[cfg(feature = "client")]
pub async fn witness(
    client: &Client,
    plugin: &LockedPlugin,
    artifact: &LockedArtifact,
) -> Result<Witnessed, Vec<Disagreement>> {
    let signed = look_up(client, plugin, artifact.target.as_str()).await.map_err(|error| vec![error])?;
    let witnessed = same_target(client.transcript(), plugin, artifact, signed)?;
    if let Some(link) = &witnessed.descriptor.provenance {
        let signed = client.find(link.target.as_str()).await.map_err(|error| vec![error.into()])?;
        same_provenance(plugin, link, signed.as_ref()).map_err(|error| vec![error])?;
    }
    Ok(witnessed)
}

/// Compares what an archive's entry claims of its provenance with the provenance's own entry: a claim that nobody signs is none.
///
/// # Errors
/// [`Disagreement::Provenance`].
pub fn same_provenance(plugin: &LockedPlugin, link: &Link, signed: Option<&VerifiedTarget>) -> Result<(), Disagreement> {
    let Some(seen) = instead_of_provenance(link, &plugin.role, signed) else { return Ok(()) };
    let (plugin, target, expected) = (plugin.name.clone(), link.target.to_string(), link.sha256);
    Err(Disagreement::Provenance { plugin, target, expected, seen })
}

/// What there is, in words, instead of the provenance that an archive of `role` names; `None` where the role signs that very one.
pub fn instead_of_provenance(link: &Link, role: &str, signed: Option<&VerifiedTarget>) -> Option<String> {
    match signed {
        None => Some("no role signs it".to_owned()),
        Some(other) if other.role() != role => Some(format!("role {} signs it", Printable(other.role()))),
        Some(signed) if signed.sha256() == Some(link.sha256) => None,
        Some(other) => {
            Some(other.sha256().map_or_else(|| "it has no sha256".to_owned(), |sha256| format!("its sha256 is {sha256}")))
        }
    }
}

/// Compares every fact of a signed entry with the lockfile.
///
/// # Errors
/// All disagreements, at least one.
pub fn same_target(
    transcript: &Transcript,
    plugin: &LockedPlugin,
    artifact: &LockedArtifact,
    signed: VerifiedTarget,
) -> Result<Witnessed, Vec<Disagreement>> {
    let exam = exam(transcript, artifact.target.as_str(), &signed);
    let (descriptor, sha256) = exam
        .check(Rule::LockedTarget, usable(plugin, artifact, &signed), |_| {
            (artifact.target.to_string(), format!("{} by {}", signed.name(), Printable(signed.role())))
        })
        .map_err(|error| vec![error])?;
    let entry = Entry { length: signed.length(), sha256, role: signed.role() };
    let found = compare(plugin, artifact, &entry, &descriptor, &exam);
    if found.is_empty() { Ok(Witnessed { signed, descriptor }) } else { Err(found) }
}

/// The signed entry of a locked target.
#[cfg(feature = "client")]
async fn look_up(client: &Client, plugin: &LockedPlugin, target: &str) -> Result<VerifiedTarget, Disagreement> {
    let missing = || Disagreement::NotSigned { plugin: plugin.name.clone(), target: target.to_owned() };
    let found = client.find(target).await.map_err(Disagreement::from).and_then(|found| found.ok_or_else(missing));
    let exam = client.transcript().exam(target, || SIGNED.to_owned(), None);
    exam.check(Rule::TargetLookUp, found, |signed| (target.to_owned(), format!("listed by {}", Printable(signed.role()))))
}

/// The descriptor and the digest of a signed entry.
fn usable(
    plugin: &LockedPlugin,
    artifact: &LockedArtifact,
    signed: &VerifiedTarget,
) -> Result<(Descriptor, Sha256), Disagreement> {
    let unusable = |reason: &str| unusable(plugin, artifact, reason);
    let descriptor = Descriptor::of_target(&artifact.target, signed.custom()).map_err(|error| unusable(&error.to_string()))?;
    let descriptor = descriptor.ok_or_else(|| unusable("it has no descriptor"))?;
    Ok((descriptor, signed.sha256().ok_or_else(|| unusable("it has no sha256"))?))
}

/// The place of a signed entry, for the transcript.
const SIGNED: &str = "signed metadata";

/// Begins the checks of a signed entry against the lockfile. The input is the entry's signed descriptor.
fn exam(transcript: &Transcript, target: &str, signed: &VerifiedTarget) -> Exam {
    transcript.exam(target, || SIGNED.to_owned(), Some(signed.custom().as_bytes()))
}

/// Compares the locked SBOM of an archive with the SBOM's own signed entry.
///
/// # Errors
/// [`Disagreement::NotSigned`], [`Disagreement::Sbom`], [`Disagreement::Metadata`].
#[cfg(feature = "client")]
pub async fn witness_sbom(
    client: &Client,
    plugin: &LockedPlugin,
    artifact: &LockedArtifact,
) -> Result<VerifiedTarget, Disagreement> {
    let target = artifact.sbom.as_str();
    let signed = look_up(client, plugin, target).await?;
    let exam = exam(client.transcript(), target, &signed);
    let conflict = |locked: &dyn Display, seen: &dyn Display| Box::new(conflict(plugin, target, locked, seen));
    let seen = signed.sha256().map_or_else(|| "no sha256".to_owned(), |digest| digest.to_string());
    let same = |same: bool, differs: Disagreement| if same { Ok(()) } else { Err(differs) };
    let (locked, role) = (&artifact.sbom_sha256, Printable(signed.role()));
    let sbom = same(signed.sha256() == Some(*locked), Disagreement::Sbom(conflict(locked, &seen)));
    exam.check(Rule::LockedSbom, sbom, |()| (locked.to_string(), seen.clone()))?;
    let vouching = same(signed.role() == plugin.role, Disagreement::Role(conflict(&plugin.role, &role)));
    exam.check(Rule::LockedRole, vouching, |()| (plugin.role.clone(), role.to_string()))?;
    Ok(signed)
}

/// What a signed entry says of its target's bytes.
struct Entry<'a> {
    length: u64,
    sha256: Sha256,
    role: &'a str,
}

fn compare(
    plugin: &LockedPlugin,
    artifact: &LockedArtifact,
    signed: &Entry<'_>,
    descriptor: &Descriptor,
    exam: &Exam,
) -> Vec<Disagreement> {
    let mut found = Vec::new();
    let mut note =
        |rule: Rule, make: fn(Box<Conflict>) -> Disagreement, same: bool, locked: &dyn Display, seen: &dyn Display| {
            let conflict = || make(Box::new(conflict(plugin, artifact.target.as_str(), locked, seen)));
            let result = if same { Ok(()) } else { Err(conflict()) };
            found.extend(exam.check(rule, result, |()| (locked.to_string(), seen.to_string())).err());
        };
    let same_plugin =
        descriptor.name == plugin.name && descriptor.version == plugin.version && descriptor.platform == artifact.platform;
    let (wanted, seen) = (
        format!("{} {} for {}", plugin.name, plugin.version, artifact.platform),
        format!("{} {} for {}", descriptor.name, descriptor.version, descriptor.platform),
    );
    note(Rule::LockedPlugin, Disagreement::Misplaced, same_plugin, &wanted, &seen);
    note(Rule::LockedLength, Disagreement::Length, signed.length == artifact.length, &artifact.length, &signed.length);
    note(Rule::LockedDigest, Disagreement::Digest, signed.sha256 == artifact.sha256, &artifact.sha256, &signed.sha256);
    note(Rule::LockedTree, Disagreement::Tree, descriptor.tree == artifact.tree, &artifact.tree, &descriptor.tree);
    let sbom = descriptor.sbom.target == artifact.sbom && descriptor.sbom.sha256 == artifact.sbom_sha256;
    let (locked, seen) = (
        format!("{} {}", artifact.sbom, artifact.sbom_sha256),
        format!("{} {}", descriptor.sbom.target, descriptor.sbom.sha256),
    );
    note(Rule::LockedSbom, Disagreement::Sbom, sbom, &locked, &seen);
    note(Rule::LockedRole, Disagreement::Role, signed.role == plugin.role, &Printable(&plugin.role), &Printable(signed.role));
    let manifest = descriptor.manifest_sha256 == plugin.manifest_sha256;
    note(Rule::LockedManifest, Disagreement::Manifest, manifest, &plugin.manifest_sha256, &descriptor.manifest_sha256);
    let list = |set: &std::collections::BTreeSet<crate::capability::Capability>| {
        format!("{:?}", set.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let capabilities = descriptor.capabilities == plugin.capabilities;
    note(
        Rule::LockedCapabilities,
        Disagreement::Capabilities,
        capabilities,
        &list(&plugin.capabilities),
        &list(&descriptor.capabilities),
    );
    found
}

fn conflict(plugin: &LockedPlugin, target: &str, locked: &dyn Display, signed: &dyn Display) -> Conflict {
    Conflict { plugin: plugin.name.clone(), target: target.to_owned(), locked: locked.to_string(), signed: signed.to_string() }
}

fn unusable(plugin: &LockedPlugin, artifact: &LockedArtifact, reason: &str) -> Disagreement {
    let reason = Printable(reason).to_string();
    Disagreement::Descriptor { plugin: plugin.name.clone(), target: artifact.target.to_string(), reason }
}

#[cfg(test)]
#[cfg(feature = "client")]
#[path = "witness_tests.rs"]
mod tests;
