//! `cargo xtask generate`: the files that are made from other files of the tree.
//!
//! Owns: the list of them. Never does: anything by hand that the product can do itself.
//! In: the command-line grammar. Out: the completions, or what is stale of them.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::Outcome;

/// Write the generated files: shell completions.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail when a file is not what would be written.
    #[arg(long)]
    pub(crate) check: bool,
}

type Failure = Box<dyn std::error::Error>;

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let root = Utf8Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).canonicalize_utf8()?;
    let completions = root.join("completions");
    let scripts = ragnos_plugin::cli::completion_scripts().into_iter();
    let files: BTreeMap<_, _> = scripts.map(|(name, text)| (completions.join(name), text)).collect();
    let stale: BTreeSet<&Utf8PathBuf> =
        files.iter().filter(|(path, text)| fs_err::read_to_string(path).ok().as_ref() != Some(text)).map(|one| one.0).collect();
    let unknown: Vec<Utf8PathBuf> = names(&completions)?.into_iter().filter(|path| !files.contains_key(path)).collect();
    if args.check {
        return match stale.into_iter().chain(&unknown).next() {
            Some(path) => Err(format!("{path} is stale: run `cargo xtask generate`").into()),
            None => Ok(format!("{} generated files are fresh", files.len())),
        };
    }
    fs_err::create_dir_all(&completions)?;
    for path in stale.iter().copied() {
        fs_err::write(path, &files[path])?;
    }
    unknown.iter().try_for_each(fs_err::remove_file)?;
    Ok(format!("{} files written, {} removed", stale.len(), unknown.len()))
}

/// What is in a folder, sorted; nothing where there is none.
fn names(folder: &Utf8Path) -> Result<Vec<Utf8PathBuf>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        found.push(Utf8PathBuf::try_from(entry?.path())?);
    }
    found.sort();
    Ok(found)
}
