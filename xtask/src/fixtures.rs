//! `cargo xtask fixtures`: the demo repository, made from its sources and its publishing history.
//!
//! Owns: the order of the work, and the comparison with what is in the tree.
//! Never does: packing or signing of its own; that is for the libraries that users call.
//! In: fixtures/plugins and fixtures/demo.toml. Out: fixtures/repos/demo, or the first file that differs from it.

mod compare;
mod history;
mod play;
mod sources;
mod stage;

use camino::{Utf8Path, Utf8PathBuf};

use self::history::History;
use self::play::Sources;
use crate::Outcome;

/// Make fixtures/repos/demo from fixtures/demo.toml and fixtures/plugins.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Change nothing: make the repository elsewhere, and fail where it differs from the one in the tree.
    #[arg(long)]
    check: bool,
    /// Change nothing: only keep the plugin sources as they are packed (WebAssembly built) in DIR.
    #[arg(long, value_name = "DIR", conflicts_with = "check")]
    stage: Option<Utf8PathBuf>,
}

impl Args {
    /// `--check`.
    pub(crate) fn check() -> Self {
        Self { check: true, stage: None }
    }
}

/// Where the root that users pin lies, below the folder of its repository.
const ROOT: &str = "metadata/1.root.json";

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let fixtures = Utf8Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures")).canonicalize_utf8()?;
    let history = History::parse(&fs_err::read_to_string(fixtures.join("demo.toml"))?)?;
    let scratch = tempfile::tempdir()?;
    let scratch = Utf8Path::from_path(scratch.path()).ok_or("the folder for temporary files has no UTF-8 name")?;
    let staged = args.stage.clone().unwrap_or_else(|| scratch.join("sources"));
    let sources = staged_sources(&history, &fixtures, &staged)?;
    let name = &history.repository.name;
    let archives = sources.values().map(Vec::len).sum::<usize>();
    let what = format!("{name}: {} versions, {archives} archives, {} events", sources.len(), history.events.len());
    if args.stage.is_some() {
        return Ok(format!("{what}; the sources are in {staged}"));
    }
    let made = scratch.join("repos");
    fs_err::create_dir(&made)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(play::play(&history, &sources, &made.join(name)))?;
    fs_err::copy(made.join(name).join(ROOT), made.join(format!("{name}.root.json")))?;
    let kept = fixtures.join("repos");
    if args.check {
        // Other repositories may lie beside this one.
        let root = format!("{name}.root.json");
        let mut differences = compare::differences(&made.join(name), &kept.join(name))?;
        for line in &mut differences {
            line.insert_str(0, &format!("{name}/"));
        }
        if !compare::same_file(&made.join(&root), &kept.join(&root))? {
            differences.push(format!("{root}: differs"));
        }
        return match differences.first() {
            None => Ok(format!("{what}: fixtures/repos is byte for byte what the sources make")),
            Some(first) => {
                let more = differences.len() - 1;
                Err(format!("fixtures/repos/{first} (and {more} more); run `cargo xtask fixtures` and look at the change")
                    .into())
            }
        };
    }
    replace(&made, &kept, name)?;
    Ok(format!("{what}: made fixtures/repos/{name} and the root to pin, fixtures/repos/{name}.root.json"))
}

fn staged_sources(history: &History, fixtures: &Utf8Path, into: &Utf8Path) -> Result<Sources, Box<dyn std::error::Error>> {
    let (mut manifests, mut sources) = (std::collections::BTreeMap::new(), Sources::new());
    for (version, _) in history.published() {
        let staged = stage::stage(&fixtures.join("plugins"), into, version)?;
        manifests.insert(version.clone(), sources::manifest_of(&staged)?);
        sources.insert(version.clone(), staged);
    }
    sources::order(history, &manifests)?;
    Ok(sources)
}

/// Puts the repository `name` and its root into `kept`, in place of what is there under these names.
fn replace(made: &Utf8Path, kept: &Utf8Path, name: &str) -> Result<(), Box<dyn std::error::Error>> {
    let folder = kept.join(name);
    if folder.exists() {
        fs_err::remove_dir_all(&folder)?;
    }
    stage::copy(&made.join(name), &folder)?;
    let root = format!("{name}.root.json");
    fs_err::copy(made.join(&root), kept.join(&root))?;
    Ok(())
}
