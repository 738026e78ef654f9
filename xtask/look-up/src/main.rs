//! One look-up of one target by a TUF client: everything is verified from the pinned root, no target is downloaded.
//!
//! Owns: nothing but the calls; each client is used as its own documentation shows it, with limits that its repository needs.
//! Never does: look at what was found. In: `CLIENT URL ROOT STATE TARGET`. Out: the peak of this process in KiB, and the milliseconds
//! from its `main` to the verified entry.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

type Outcome = Result<(), Box<dyn Error>>;

/// Larger than any role of the benchmark.
const LARGE: u64 = 1 << 30;

fn main() -> Outcome {
    let started = std::time::Instant::now();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [client, url, root, state, target] = words.as_slice() else {
        return Err("usage: tuf-look-up ragnos-plugin|tough|sigstore-tuf URL ROOT STATE TARGET".into());
    };
    let root = std::fs::read(root)?;
    std::fs::create_dir_all(state)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match client.as_str() {
        "ragnos-plugin" => runtime.block_on(ours(url, root, state, target))?,
        "tough" => runtime.block_on(stock_tough(url, &root, state, target))?,
        "sigstore-tuf" => runtime.block_on(sigstore(url, &root, state, target))?,
        other => return Err(format!("no client {other}").into()),
    }
    let elapsed = started.elapsed().as_secs_f64() * 1000.0;
    println!("{} {elapsed}", peak()?);
    Ok(())
}

async fn ours(url: &str, root: Vec<u8>, state: &str, target: &str) -> Outcome {
    use ragnos_plugin::tuf::{Client, Options, StateFolder, TrustAnchor};
    let anchor = TrustAnchor::parse(root)?;
    let origin = ragnos_plugin::transport::open(url, camino::Utf8Path::new("/"))?;
    let options = Options::at(jiff::Timestamp::now());
    let client = Client::refresh(&anchor, &StateFolder::at(state), Arc::clone(&origin), &options).await?;
    client.find(target).await?.ok_or("not found")?;
    Ok(())
}

async fn stock_tough(url: &str, root: &[u8], state: &str, target: &str) -> Outcome {
    let limits = tough::Limits { max_targets_size: LARGE, max_snapshot_size: LARGE, ..tough::Limits::default() };
    let loader = tough::RepositoryLoader::new(&root, format!("{url}/metadata/").parse()?, format!("{url}/targets/").parse()?);
    let repository = loader.limits(limits).datastore(Path::new(state)).load().await?;
    repository.targets().signed.find_target(&tough::TargetName::new(target)?, false)?;
    Ok(())
}

async fn sigstore(url: &str, root: &[u8], state: &str, target: &str) -> Outcome {
    use sigstore_tuf::{FileStore, HttpRepository, Updater, UpdaterConfig};
    let mut config = UpdaterConfig::default();
    (config.snapshot_max_length, config.targets_max_length) = (LARGE, LARGE);
    let repository = HttpRepository::new(&format!("{url}/metadata/"))?;
    let mut updater = Updater::new(repository, root)?.with_config(config).with_store(FileStore::new(state));
    let now = jiff::Timestamp::now();
    updater.refresh(now).await?;
    updater.get_target_info(target, now).await?.ok_or("not found")?;
    Ok(())
}

/// The most memory that this process ever had, KiB (Linux).
fn peak() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
