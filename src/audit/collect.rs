//! Signed files for an audit: the SBOMs of a lockfile, and what the `security` role and publishers sign beside.
//!
//! Owns: that no byte is read as a document before its length and digests are those that lockfile and signed metadata agree on, and
//! who may sign what. Never does: write, or stop at the first plugin that fails.
//! In: a lockfile and verified repositories. Out: [`Collected`], [`SignedFile`]s.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::TryStreamExt;
use futures_util::stream::{self, StreamExt};
use semver::Version;

use super::document::Document;
use super::error::Error;
use super::inventory::{self, Listed, Origin};
use crate::digest::Sha256;
use crate::fetch::{self, Bounds, Source, Sources};
use crate::limits;
use crate::lockfile::{LockedArtifact, LockedPlugin, Lockfile};
use crate::name::{PluginName, RepositoryName, TargetName};
use crate::origin::{Folder, Origin as Place};
use crate::platform::Platform;
use crate::redact::Printable;
use crate::tuf::{OtherTarget, TargetCheck, VerifiedTarget};
use crate::witness::{witness, witness_sbom};

/// The role that signs advisories and statements about everything.
pub const SECURITY: &str = "security";
/// The target with advisories: OSV records in a `.tar.gz`.
pub const ADVISORIES: &str = "_security.osv.tar.gz";
/// The target with the statements of the `security` role.
const STATEMENTS: &str = "_security.vex.json";

/// What signed metadata and SBOMs say of a lockfile.
#[derive(Debug)]
pub struct Collected<T = Listed> {
    /// SBOMs, in the order of the plugins' names.
    pub boms: Vec<T>,
    /// Locked versions that their publisher has withdrawn.
    pub yanked: Vec<(PluginName, Version)>,
    /// What went wrong, by plugin; their components were not looked at.
    pub problems: Vec<Error>,
}

impl<T> Default for Collected<T> {
    fn default() -> Self {
        Self { boms: Vec::new(), yanked: Vec::new(), problems: Vec::new() }
    }
}

/// What is made of an SBOM's bytes, which are those that were signed.
type Reader<T> = fn(Origin, &[u8]) -> Result<T, Error>;

/// Fetches and lists the SBOM of every archive in `lock`; the same SBOM of several platforms once.
pub async fn sboms(lock: &Lockfile, sources: &Sources<'_>, bounds: Bounds) -> Collected {
    collect(lock, sources, bounds, inventory::read).await
}

/// The same, each kept whole.
pub async fn documents(lock: &Lockfile, sources: &Sources<'_>, bounds: Bounds) -> Collected<Document> {
    collect(lock, sources, bounds, Document::read).await
}

async fn collect<T: Send + 'static>(lock: &Lockfile, sources: &Sources<'_>, bounds: Bounds, read: Reader<T>) -> Collected<T> {
    let one = |plugin: &'_ LockedPlugin| {
        let (plugin, source) = (plugin.clone(), sources.get(&plugin.repository));
        async move {
            let Some(source) = source else {
                let (plugin, repository) = (plugin.name, plugin.repository);
                let problem = fetch::Error::NoRepository { plugin, repository }.into();
                return Collected { problems: vec![problem], ..Collected::default() };
            };
            of_plugin(&plugin, source, read).await
        }
    };
    let mut all = stream::iter(lock.plugins.values()).map(one).buffered(bounds.jobs);
    let mut collected = Collected::default();
    while let Some(more) = all.next().await {
        collected.boms.extend(more.boms);
        collected.yanked.extend(more.yanked);
        collected.problems.extend(more.problems);
    }
    collected
}

async fn of_plugin<T: Send + 'static>(plugin: &LockedPlugin, source: &Source<'_>, read: Reader<T>) -> Collected<T> {
    let mut collected = Collected::default();
    let mut wanted: BTreeMap<(&TargetName, Sha256), Vec<&LockedArtifact>> = BTreeMap::new();
    for artifact in plugin.artifacts.values() {
        match witness(source.client, plugin, artifact).await {
            Ok(witnessed) => {
                if witnessed.descriptor().yanked && collected.yanked.is_empty() {
                    collected.yanked.push((plugin.name.clone(), plugin.version.clone()));
                }
                wanted.entry((&artifact.sbom, artifact.sbom_sha256)).or_default().push(artifact);
            }
            Err(disagreements) => collected.problems.extend(disagreements.into_iter().map(Error::from)),
        }
    }
    for artifacts in wanted.values() {
        match of_artifacts(plugin, artifacts, source, read).await {
            Ok(listed) => collected.boms.push(listed),
            Err(error) => collected.problems.push(error),
        }
    }
    collected
}

async fn of_artifacts<T: Send + 'static>(
    plugin: &LockedPlugin,
    artifacts: &[&LockedArtifact],
    source: &Source<'_>,
    read: Reader<T>,
) -> Result<T, Error> {
    let Some(first) = artifacts.first() else { return Err(stopped(plugin)) };
    let signed = witness_sbom(source.client, plugin, first).await?;
    let bytes = signed_bytes(source, &signed, &first.sbom, limits::SBOM_BYTES).await?;
    let platforms: Vec<Platform> = artifacts.iter().map(|artifact| artifact.platform.clone()).collect();
    let of_all = platforms.len() == plugin.artifacts.len();
    let names: Vec<&str> = platforms.iter().map(Platform::as_str).collect();
    let name = format!("{} {}", plugin.name, plugin.version);
    let origin = Origin {
        name: if of_all { name } else { format!("{name} ({})", names.join(", ")) },
        plugin: Some(plugin.name.clone()),
        version: Some(plugin.version.to_string()),
        platforms,
        target: Some(first.sbom.clone()),
        sha256: first.sbom_sha256,
    };
    // Unpacking and parsing take a while for a large SBOM; other downloads go on meanwhile.
    let reading = tokio::task::spawn_blocking(move || read(origin, &bytes));
    reading.await.map_err(|_| stopped(plugin))?
}

fn stopped(plugin: &LockedPlugin) -> Error {
    fetch::Error::Stopped { plugin: plugin.name.clone() }.into()
}

/// The bytes of a signed target, from the first place that serves what was signed.
async fn signed_bytes(source: &Source<'_>, signed: &VerifiedTarget, target: &TargetName, limit: u64) -> Result<Vec<u8>, Error> {
    let length = signed.length();
    if length > limit {
        return Err(Error::TooLarge { target: target.clone(), length, limit });
    }
    let path = &source.client.target_file(signed);
    let from = |place: Arc<dyn Place>| async move { bytes_from(&*place, path, signed).await };
    source.mirrors.first_good(path, from).await
}

async fn bytes_from(place: &dyn Place, path: &str, signed: &VerifiedTarget) -> Result<Vec<u8>, Error> {
    let mut stream = place.open(Folder::Targets, path, signed.length()).await?;
    let (mut bytes, mut check) = (Vec::new(), TargetCheck::new(signed));
    while let Some(chunk) = stream.try_next().await? {
        if !check.take(&chunk) {
            break;
        }
        bytes.extend_from_slice(&chunk);
    }
    let other = |OtherTarget { expected, seen }| Error::OtherBytes { target: signed.name().to_owned(), expected, seen };
    check.finish().map_err(other)?;
    Ok(bytes)
}

/// A signed file that an audit reads.
#[derive(Debug, Clone)]
pub struct SignedFile {
    /// The repository and the target, as reports name it.
    pub source: String,
    /// The role that signed it.
    pub role: String,
    /// The plugin that it is limited to: what a publisher signs is about its own plugin.
    pub only: Option<PluginName>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// The advisories that the repositories' `security` roles sign.
///
/// # Errors
/// A role or file that could not be verified: advisories that are there and cannot be read are never left out.
pub async fn advisories(sources: &Sources<'_>) -> Result<Vec<SignedFile>, Error> {
    let mut found = Vec::new();
    for (name, source) in sources {
        found.extend(file(name, source, ADVISORIES, SECURITY, limits::ADVISORIES_TARGET_BYTES).await?);
    }
    Ok(found)
}

/// The VEX documents that the `security` roles sign, and those that publishers sign about their locked plugins
/// (`<namespace>.<name>.vex.json`).
///
/// # Errors
/// As [`advisories`].
pub async fn statements(lock: &Lockfile, sources: &Sources<'_>) -> Result<Vec<SignedFile>, Error> {
    let mut found = Vec::new();
    for (name, source) in sources {
        found.extend(file(name, source, STATEMENTS, SECURITY, limits::VEX_BYTES).await?);
    }
    for plugin in lock.plugins.values() {
        let Some(source) = sources.get(&plugin.repository) else { continue };
        let target = format!("{}.{}.vex.json", plugin.name.namespace(), plugin.name.name());
        let file = file(&plugin.repository, source, &target, &plugin.role, limits::VEX_BYTES).await?;
        found.extend(file.map(|file| SignedFile { only: Some(plugin.name.clone()), ..file }));
    }
    Ok(found)
}

async fn file(
    repository: &RepositoryName,
    source: &Source<'_>,
    target: &str,
    role: &str,
    limit: u64,
) -> Result<Option<SignedFile>, Error> {
    let Some(signed) = source.client.find(target).await? else { return Ok(None) };
    if signed.role() != role {
        let (expected, seen) = (Printable(role).to_string(), Printable(signed.role()).to_string());
        return Err(Error::Role { target: target.to_owned(), expected, seen });
    }
    let Ok(name) = target.parse::<TargetName>() else { return Ok(None) };
    let bytes = signed_bytes(source, &signed, &name, limit).await?.into();
    let source = format!("{repository}:{target}");
    Ok(Some(SignedFile { source, role: role.to_owned(), only: None, bytes }))
}
