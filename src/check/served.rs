//! The bytes that a repository serves, against what is signed: every archive of every platform, and every SBOM, that is locked, and
//! their provenance where there is one.
//!
//! Owns: that comparison. Never does: keep the bytes unless they are asked for ([`received`]), since they are hashed as they come,
//! or compare lockfile and signed metadata ([`super::signed`] does).
//! In: a lockfile. Out: [`Finding`]s.

use std::sync::Arc;

use futures_util::TryStreamExt;
use futures_util::stream::{self, StreamExt};

use super::Finding;
use crate::descriptor::Descriptor;
use crate::fetch::{self, Bounds, Source, Sources};
use crate::lockfile::Lockfile;
use crate::name::{PluginName, TargetName};
use crate::origin::{Folder, Origin};
use crate::transcript::Rule;
use crate::tuf::{OtherTarget, TargetCheck, VerifiedTarget};

/// One file to look at.
struct Served<'a> {
    plugin: &'a PluginName,
    target: &'a TargetName,
    source: &'a Source<'a>,
}

/// Downloads and hashes everything that `lock` pins. What no metadata vouches for is left to [`super::signed`].
pub async fn served(lock: &Lockfile, sources: &Sources<'_>, bounds: Bounds) -> Vec<Finding> {
    let mut files = Vec::new();
    for plugin in lock.plugins.values() {
        let Some(source) = sources.get(&plugin.repository) else { continue };
        for artifact in plugin.artifacts.values() {
            let pinned = [&artifact.target, &artifact.sbom];
            files.extend(pinned.map(|target| Served { plugin: &plugin.name, target, source }));
        }
    }
    let found = stream::iter(files).map(|file| async move { look(&file).await.err() }).buffered(bounds.jobs);
    found.filter_map(|finding| async move { finding }).collect().await
}

async fn look(file: &Served<'_>) -> Result<(), Finding> {
    let client = file.source.client;
    let Ok(Some(signed)) = client.find(file.target.as_str()).await else { return Ok(()) };
    ask(file, &signed, Keep::Nothing).await?;
    // A provenance is not locked: the signed entry of its archive names it.
    let Ok(Some(Descriptor { provenance: Some(link), .. })) = Descriptor::of_target(file.target, signed.custom()) else {
        return Ok(());
    };
    let Ok(Some(signed)) = client.find(link.target.as_str()).await else { return Ok(()) };
    ask(&Served { target: &link.target, ..*file }, &signed, Keep::Nothing).await.map(drop)
}

/// Whether the bytes are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Nothing,
    Everything,
}

/// The bytes of one target that is pinned for `plugin`, from the first place that serves those that are signed.
///
/// # Errors
/// [`Finding::OtherBytes`], or nobody delivers.
pub async fn received(
    plugin: &PluginName,
    target: &TargetName,
    source: &Source<'_>,
    signed: &VerifiedTarget,
) -> Result<Vec<u8>, Finding> {
    ask(&Served { plugin, target, source }, signed, Keep::Everything).await
}

async fn ask(file: &Served<'_>, signed: &VerifiedTarget, keep: Keep) -> Result<Vec<u8>, Finding> {
    let source = file.source;
    fetch::acceptable(file.plugin, signed.length(), &source.mirrors)?;
    let path = &source.client.target_file(signed);
    let from = |place: Arc<dyn Origin>| async move { look_at(file, signed, &*place, path, keep).await };
    source.mirrors.first_good(path, from).await
}

async fn look_at(
    file: &Served<'_>,
    signed: &VerifiedTarget,
    place: &dyn Origin,
    path: &str,
    keep: Keep,
) -> Result<Vec<u8>, Finding> {
    let mut stream = place.open(Folder::Targets, path, signed.length()).await.map_err(fetch::Error::from)?;
    let (mut check, mut bytes) = (TargetCheck::new(signed), Vec::new());
    while let Some(chunk) = stream.try_next().await.map_err(fetch::Error::from)? {
        if !check.take(&chunk) {
            break;
        }
        if keep == Keep::Everything {
            bytes.extend_from_slice(&chunk);
        }
    }
    let checked = check.finish();
    let input = || checked.as_ref().ok().map(|sha256| (*sha256, signed.length()));
    let exam = file.source.client.transcript().exam_of(file.target.as_str(), || place.shown(), input);
    let checked = checked.map_err(|OtherTarget { expected, seen }| {
        let (plugin, target) = (file.plugin.clone(), file.target.clone());
        Finding::OtherBytes { plugin, target, expected, seen }
    });
    let told = |sha256: &crate::digest::Sha256| (format!("{} bytes", signed.length()), format!("sha256 {sha256}"));
    exam.check(Rule::ServedBytes, checked, told).map(|_| bytes)
}
