//! `ragnos-plugin diff`: what differs between two lockfiles, or between the lockfile and what is installed.
//!
//! Owns: the document `diff`. Never does: network. In: lockfiles. Out: a list of differences.

use camino::Utf8PathBuf;
use serde::Serialize;

use crate::cli::args::DiffExit;
use crate::cli::change::lock_lines;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::lockfile::{Added, Change, LockDiff, LockedArtifact, Lockfile, PluginChange, PluginLine, diff};
use crate::platform::Platform;
use crate::project::{self, Project};
use crate::store;

/// Show what differs between two lockfiles, or between the lockfile and what is installed.
///
/// Without a file: the installed plugins against the lockfile. With one: that lockfile against the project's.
/// With two: the first against the second. For `git show HEAD:ragnos.lock`, write it to a file first.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The older lockfile.
    old: Option<Utf8PathBuf>,
    /// The newer lockfile; the project's where it is left out.
    new: Option<Utf8PathBuf>,
    #[command(flatten)]
    exit: DiffExit,
}

#[derive(Debug, Serialize)]
struct Report {
    old: String,
    new: String,
    #[serde(flatten)]
    diff: LockDiff,
}

impl Document for Report {
    const KIND: &'static str = "diff";

    fn text(&self, palette: Palette) -> String {
        if self.diff.is_empty() {
            return format!("no difference between {} and {}\n", self.old, self.new);
        }
        lock_lines(&self.diff, palette)
    }
}

fn read(context: &Context, path: &Utf8PathBuf) -> Result<Lockfile, project::Error> {
    project::read_lockfile(&context.folder.join(path))
}

/// The lockfile against the installed generation, of which only names, versions and trees are known.
fn against_installed(project: &Project) -> Result<LockDiff, Failure> {
    let lock = project.required_lock()?;
    let installed = store::current(&project.paths.layout())?.map(|record| record.plugins).unwrap_or_default();
    let mut diff = LockDiff::default();
    for (name, plugin) in &lock.plugins {
        match installed.get(name) {
            None => diff.added.push(Added::of(plugin)),
            Some(was) if was.version != plugin.version => {
                let change = Change { old: was.version.clone(), new: plugin.version.clone() };
                diff.changed.push(PluginChange::of_version(name.clone(), change));
            }
            Some(was) => {
                let other = |artifact: &&LockedArtifact| artifact.tree != was.tree;
                let artifact = plugin.artifact_for(&Platform::current()).filter(other);
                diff.changed.extend(artifact.map(|one| PluginChange::of_bytes(plugin, one.platform.clone())));
            }
        }
    }
    let gone = installed.iter().filter(|(name, _)| !lock.plugins.contains_key(*name));
    diff.removed = gone.map(|(name, was)| PluginLine { name: name.clone(), version: was.version.clone() }).collect();
    Ok(diff)
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let (old, new, diff) = match (&arguments.old, &arguments.new) {
        (Some(old), Some(new)) => (old.to_string(), new.to_string(), diff(&read(context, old)?, &read(context, new)?)),
        (Some(old), None) => {
            let project = context.project()?;
            let diff = diff(&read(context, old)?, &project.required_lock()?);
            (old.to_string(), project::LOCKFILE.to_owned(), diff)
        }
        (None, _) => {
            let project = context.project()?;
            ("what is installed".to_owned(), project::LOCKFILE.to_owned(), against_installed(&project)?)
        }
    };
    Ok(show(context, old, new, diff, arguments.exit))
}

/// Shows how `old` and `new`, in words, differ.
pub(super) fn show(context: &Context, old: String, new: String, diff: LockDiff, exit: DiffExit) -> Exit {
    let report = Report { old, new, diff };
    context.output.show(&report);
    exit.exit(!report.diff.is_empty())
}
