//! The bytes that a repository serves, against what is locked: every archive of every platform, and every SBOM.
//!
//! Owns: that comparison. Never does: keep the bytes; they are hashed as they come and thrown away.
//! In: a lockfile whose facts agree with signed metadata. Out: [`Finding`]s.

use std::sync::Arc;

use futures_util::TryStreamExt;
use futures_util::stream::{self, StreamExt};

use super::Finding;
use crate::digest::{Hasher, Sha256};
use crate::fetch::{self, Bounds, Source, Sources};
use crate::limits;
use crate::lockfile::Lockfile;
use crate::name::{PluginName, TargetName};
use crate::origin::{Folder, Origin};
use crate::transcript::Rule;
use crate::tuf::VerifiedTarget;

/// One file to look at.
struct Served<'a> {
    plugin: &'a PluginName,
    target: &'a TargetName,
    sha256: Sha256,
    source: &'a Source<'a>,
}

/// Downloads and hashes everything that `lock` pins. What no metadata vouches for is left to [`super::signed`].
pub async fn served(lock: &Lockfile, sources: &Sources<'_>, bounds: Bounds) -> Vec<Finding> {
    let mut files = Vec::new();
    for plugin in lock.plugins.values() {
        let Some(source) = sources.get(&plugin.repository) else { continue };
        for artifact in plugin.artifacts.values() {
            let pinned = [(&artifact.target, artifact.sha256), (&artifact.sbom, artifact.sbom_sha256)];
            files.extend(pinned.map(|(target, sha256)| Served { plugin: &plugin.name, target, sha256, source }));
        }
    }
    let found = stream::iter(files).map(|file| async move { look(&file).await.err() }).buffered(bounds.jobs);
    found.filter_map(|finding| async move { finding }).collect().await
}

async fn look(file: &Served<'_>) -> Result<(), Finding> {
    let Ok(Some(signed)) = file.source.client.find(file.target.as_str()).await else { return Ok(()) };
    let path = &file.source.client.target_file(&signed);
    let signed = &signed;
    let from = |place: Arc<dyn Origin>| async move { look_at(file, signed, &*place, path).await };
    file.source.mirrors.first_good(path, from).await
}

async fn look_at(file: &Served<'_>, signed: &VerifiedTarget, place: &dyn Origin, path: &str) -> Result<(), Finding> {
    let limit = signed.length().min(limits::ARCHIVE_BYTES);
    let mut stream = place.open(Folder::Targets, path, limit).await.map_err(fetch::Error::from)?;
    let (mut hasher, mut length) = (Hasher::new(), 0);
    while let Some(chunk) = stream.try_next().await.map_err(fetch::Error::from)? {
        hasher.update(&chunk);
        length += chunk.len() as u64;
        if length > limit {
            break;
        }
    }
    let sha256 = hasher.finish();
    let expected = format!("sha256:{} ({} bytes)", file.sha256, signed.length());
    let seen = if length > limit { format!("more than {limit} bytes") } else { format!("sha256:{sha256} ({length} bytes)") };
    let transcript = file.source.client.transcript();
    let exam = transcript.exam_of(file.target.as_str(), || place.shown(), || (length <= limit).then_some((sha256, length)));
    let (plugin, target) = (file.plugin.clone(), file.target.clone());
    let same = sha256 == file.sha256 && length == signed.length();
    let told = (expected.clone(), seen.clone());
    let result = if same { Ok(()) } else { Err(Finding::OtherBytes { plugin, target, expected, seen }) };
    exam.check(Rule::ServedBytes, result, |()| told)
}
