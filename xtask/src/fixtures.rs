//! `cargo xtask fixtures`: the demo repository, built from the sources in the tree, the same bytes each time.
//!
//! Owns: the order of the work. Never does: packing or signing of its own; it calls the libraries that users call.
//! In: fixtures/plugins and fixtures/demo.toml. Out: fixtures/repos/demo, or with `--check` the list of differences.

mod compare;
mod history;
mod stage;

use camino::{Utf8Path, Utf8PathBuf};

use self::history::History;
use crate::Outcome;

/// Build fixtures/repos/demo from its sources.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Build in a temporary folder and compare byte for byte with what is in the tree.
    #[arg(long, conflicts_with = "stage")]
    check: bool,
    /// Only write the plugin sources as they are packed (WebAssembly built) into DIR.
    #[arg(long, value_name = "DIR")]
    stage: Option<Utf8PathBuf>,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let fixtures = Utf8Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures")).canonicalize_utf8()?;
    let history = History::parse(&fs_err::read_to_string(fixtures.join("demo.toml"))?)?;
    let plugins = fixtures.join("plugins");
    if let Some(into) = &args.stage {
        let mut count = 0;
        for (version, _) in history.published() {
            count += stage::stage(&plugins, into, version)?.len();
        }
        return Ok(format!("{count} sources in {into}"));
    }
    Err("todo".into())
}
