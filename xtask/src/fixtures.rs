//! `cargo xtask fixtures`: the sources of the demo repository, checked and made ready to pack.
//!
//! Owns: the order of the work. Never does: packing or signing of its own; that is for the libraries that users call.
//! In: fixtures/plugins and fixtures/demo.toml. Out: staged sources, or the first thing that is wrong with them.

mod history;
mod sources;
mod stage;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use self::history::History;
use crate::Outcome;

/// Check that fixtures/demo.toml can be played from the sources in fixtures/plugins.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Keep the plugin sources as they are packed (WebAssembly built) in DIR.
    #[arg(long, value_name = "DIR")]
    stage: Option<Utf8PathBuf>,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let fixtures = Utf8Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures")).canonicalize_utf8()?;
    let history = History::parse(&fs_err::read_to_string(fixtures.join("demo.toml"))?)?;
    let scratch = tempfile::tempdir()?;
    let into = match &args.stage {
        Some(folder) => folder.clone(),
        None => Utf8PathBuf::try_from(scratch.path().to_owned())?,
    };
    let mut manifests = BTreeMap::new();
    let mut archives = 0;
    for (version, _) in history.published() {
        let staged = stage::stage(&fixtures.join("plugins"), &into, version)?;
        archives += staged.len();
        manifests.insert(version.clone(), sources::manifest_of(&staged)?);
    }
    sources::order(&history, &manifests)?;
    let name = &history.repository.name;
    Ok(format!("{name}: {} versions, {archives} archives to pack, {} events", manifests.len(), history.events.len()))
}
