//! One more target by the library of tuftool, tough: everything is loaded, the role, snapshot and timestamp are signed anew.
//!
//! Owns: nothing but the calls, as its documentation shows them. Never does: write an archive, or flush what it writes.
//! In: `REPOSITORY KEYS ROLE TARGET`. Out: milliseconds of CPU and of the wall from `main` on, and how many files and bytes were new.

use std::collections::HashMap;
use std::error::Error;
use std::num::NonZeroU64;
use std::path::Path;

use tough::editor::RepositoryEditor;
use tough::key_source::{KeySource, LocalKeySource};
use tough::schema::{Hashes, Target};

type Failure = Box<dyn Error>;

/// Larger than any role of the benchmark.
const LARGE: u64 = 1 << 30;

fn main() -> Result<(), Failure> {
    let started = std::time::Instant::now();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [repository, keys, role, target] = words.as_slice() else {
        return Err("usage: tuf-publish REPOSITORY KEYS ROLE TARGET".into());
    };
    let before = sizes(repository)?;
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(publish(repository, keys, role, target))?;
    let wall = started.elapsed().as_secs_f64() * 1000.0;
    let new = sizes(repository)?.into_iter().filter(|(name, size)| name == "timestamp.json" || before.get(name) != Some(size));
    let (files, bytes) = new.fold((0, 0), |(files, bytes), (_, size)| (files + 1, bytes + size));
    println!("{} {wall} {files} {bytes}", cpu()?);
    Ok(())
}

async fn publish(repository: &str, keys: &str, role: &str, target: &str) -> Result<(), Failure> {
    let metadata = format!("{repository}/metadata");
    let root_path = format!("{metadata}/1.root.json");
    let root = std::fs::read(&root_path)?;
    let limits = tough::Limits { max_targets_size: LARGE, max_snapshot_size: LARGE, ..tough::Limits::default() };
    let url = |folder: &str| url::Url::from_directory_path(format!("{repository}/{folder}")).map_err(|()| "not a folder");
    let loaded = tough::RepositoryLoader::new(&root, url("metadata")?, url("targets")?).limits(limits).load().await?;
    let next = |version: NonZeroU64| version.saturating_add(1);
    let (targets, snapshot, timestamp) =
        (loaded.targets().signed.version, loaded.snapshot().signed.version, loaded.timestamp().signed.version);
    let expires = loaded.timestamp().signed.expires;
    let delegated = loaded.delegated_role(role).and_then(|one| one.targets.as_ref()).map(|one| one.signed.version);
    let mut editor = RepositoryEditor::from_repo(&root_path, loaded).await?;
    editor.snapshot_version(next(snapshot)).snapshot_expires(expires);
    editor.timestamp_version(next(timestamp)).timestamp_expires(expires);
    editor.targets_version(next(targets))?.targets_expires(expires)?;
    if let Some(version) = delegated {
        editor.sign_targets_editor(&[key(keys, "targets")]).await?;
        editor.change_delegated_targets(role)?;
        editor.targets_version(next(version))?.targets_expires(expires)?;
    }
    editor.add_target(target, entry(target)?)?;
    if delegated.is_some() {
        editor.sign_targets_editor(&[key(keys, role)]).await?;
    }
    let signed = editor.sign(&["targets", "snapshot", "timestamp"].map(|role| key(keys, role))).await?;
    signed.write(&metadata).await?;
    Ok(())
}

fn key(keys: &str, role: &str) -> Box<dyn KeySource> {
    Box::new(LocalKeySource { path: Path::new(keys).join(format!("{role}.der")) })
}

fn entry(target: &str) -> Result<Target, Failure> {
    let mut custom = HashMap::new();
    custom.insert("ragnos".to_owned(), serde_json::json!({ "name": target, "description": "synthetic plugin for measurement" }));
    let hashes = Hashes { sha256: vec![7; 32].into(), _extra: HashMap::new() };
    Ok(Target { length: 34567, hashes, custom, _extra: HashMap::new() })
}

fn sizes(repository: &str) -> Result<HashMap<String, u64>, Failure> {
    let mut found = HashMap::new();
    for entry in std::fs::read_dir(format!("{repository}/metadata"))? {
        let entry = entry?;
        found.insert(entry.file_name().to_string_lossy().into_owned(), entry.metadata()?.len());
    }
    Ok(found)
}

/// Milliseconds of CPU of this process (Linux): its own and the kernel's, from `schedstat`.
fn cpu() -> Result<f64, Failure> {
    let mut nanoseconds = 0.0;
    for task in std::fs::read_dir("/proc/self/task")? {
        let text = std::fs::read_to_string(task?.path().join("schedstat"))?;
        nanoseconds += text.split(' ').next().unwrap_or_default().parse::<f64>()?;
    }
    Ok(nanoseconds / 1e6)
}
