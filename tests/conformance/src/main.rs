//! `tuf-conformance`: our TUF client behind the command line that the public conformance suite calls (docs/conformance.md).
//!
//! Owns: the suite's arguments, where its folders are mapped to, and exit code 1 for every failure.
//! Never does: have a policy of its own. Each step is the library's, as `sync` calls it: `TrustAnchor::parse`, `transport::open`,
//! `Client::refresh`, `Client::find`, `Client::target_file`, `Receiver`, and `VerifiedTarget::check` for bytes from anywhere.
//! In: the suite's arguments. Out: trusted metadata and checked targets in its folders.
//!
//! A package of its own, not a hidden sub-command and not an example: the option order, the exit codes and the need for a libc
//! that faketime can stand in front of are the suite's, `cargo install` of the product does not install it, and it sees no more of
//! the library than a host does (features `client`, no development dependencies).

use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Parser, Subcommand};
use futures_util::TryStreamExt as _;
use ragnos_plugin::archive::Receiver;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::limits;
use ragnos_plugin::origin::{Folder, Origin};
use ragnos_plugin::store::{Durability, file};
use ragnos_plugin::transport;
use ragnos_plugin::tuf::{Client, Options, OtherTarget, StateFolder, TrustAnchor};

/// The pinned root, beside the trust state. Not `.json`: the suite takes each such file for trusted metadata.
const PINNED: &str = "pinned-root";

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The suite's protocol: CLIENT-CLI.md of theupdateframework/tuf-conformance.
#[derive(Debug, Parser)]
struct Arguments {
    /// The trust state.
    #[arg(long, value_name = "DIR")]
    metadata_dir: Utf8PathBuf,
    /// Ends in `/metadata/`.
    #[arg(long, value_name = "URL")]
    metadata_url: Option<String>,
    /// In this order.
    #[arg(long, value_name = "PATH")]
    target_name: Vec<String>,
    /// Ends in `/targets/`, beside the metadata.
    #[arg(long, value_name = "URL")]
    target_base_url: Option<String>,
    /// Where targets are kept.
    #[arg(long, value_name = "DIR")]
    target_dir: Option<Utf8PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Remember the root; nobody is asked.
    Init { trusted_root: Utf8PathBuf },
    /// Bring the top-level roles up to date.
    Refresh,
    /// Refresh, then download the targets.
    Download,
}

fn main() -> ExitCode {
    // Whatever happens, the suite wants a 1 for it: a panic ends this thread, not the process.
    match std::thread::spawn(run).join() {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(failure)) => {
            complain(&*failure);
            ExitCode::FAILURE
        }
        Err(_) => ExitCode::FAILURE,
    }
}

#[expect(clippy::print_stderr, reason = "the suite shows what a client wrote when its test fails")]
fn complain(failure: &dyn std::error::Error) {
    eprintln!("tuf-conformance: {failure}");
    let mut cause = failure.source();
    while let Some(one) = cause {
        eprintln!("  {one}");
        cause = one.source();
    }
}

fn run() -> Result<(), Failure> {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(asked) if !asked.use_stderr() => return Ok(asked.print()?),
        Err(wrong) => return Err(wrong.into()),
    };
    let pinned = arguments.metadata_dir.join(PINNED);
    if let Command::Init { trusted_root } = &arguments.command {
        // Not judged here: `refresh` has to refuse a bad root before it asks anybody, and the suite looks whether it does.
        fs_err::copy(trusted_root, &pinned)?;
        return Ok(());
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let anchor = TrustAnchor::parse(file::read(&pinned, limits::ROOT_BYTES)?.ok_or("`init` comes first")?)?;
        let origin = transport::open(base(&arguments)?, Utf8Path::new("."))?;
        let state = StateFolder::at(&arguments.metadata_dir);
        let options = Options::at(SystemClock.now());
        let client = Client::refresh(&anchor, &state, origin.clone(), &options).await?;
        if let Command::Download = arguments.command {
            let folder = arguments.target_dir.as_deref().ok_or("--target-dir is missing")?;
            for name in &arguments.target_name {
                download(&client, &*origin, name, folder).await?;
            }
        }
        Ok(())
    })
}

/// The repository's own URL: the suite's two are folders of it.
fn base(arguments: &Arguments) -> Result<&str, Failure> {
    let cut = |url: &'_ str, folder: &str| url.trim_end_matches('/').strip_suffix(folder).map(str::len);
    let url = arguments.metadata_url.as_deref().ok_or("--metadata-url is missing")?;
    let base = &url[..cut(url, "/metadata").ok_or("--metadata-url does not end in /metadata")?];
    match arguments.target_base_url.as_deref() {
        Some(targets) if cut(targets, "/targets").is_none_or(|end| targets[..end] != *base) => {
            Err("--target-base-url is not beside --metadata-url".into())
        }
        _ => Ok(base),
    }
}

/// Keeps the target in `folder`, unless it is there already.
async fn download(client: &Client, origin: &dyn Origin, name: &str, folder: &Utf8Path) -> Result<(), Failure> {
    let target = client.find(name).await?.ok_or("no signed metadata has the target")?;
    // By digest of the name: the same each time, and no name can leave the folder.
    let kept = folder.join(Sha256::of(name.as_bytes()).to_string());
    if let Ok(Some(bytes)) = file::read(&kept, target.length())
        && target.check(&bytes).is_ok()
    {
        return Ok(());
    }
    let mut stream = origin.open(Folder::Targets, &client.target_file(&target), target.length()).await?;
    let mut receiver = Receiver::new(target.length());
    while let Some(chunk) = stream.try_next().await? {
        receiver.push(&chunk)?;
    }
    let fetched = receiver.finish()?;
    target
        .check(fetched.bytes())
        .map_err(|OtherTarget { expected, seen }| format!("{name}: {expected} is signed, {seen} came"))?;
    Ok(file::replace(&kept, fetched.bytes(), Durability::Fast)?)
}
