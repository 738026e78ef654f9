//! One comparison: projects and caches made ready for every turn, then the timer.
//!
//! Owns: what is there before a run starts; nothing is copied or removed while the clock runs.
//! Never does: use a folder twice where a run starts from nothing.
//! In: a scenario and two tools. Out: a [`timer::Pair`].

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

use super::contestant::{Contestant, Scenario};
use super::tools::Tool;
use super::{Failure, timer};

/// Where comparisons take place.
pub(super) struct Ground<'a> {
    load: &'a Utf8Path,
    /// Removed at the very end: on some file systems a create after many deletions is many times dearer.
    runs: TempDir,
}

/// The project and cache of each turn of one side.
struct Prepared<'a> {
    tool: &'a Tool,
    scenario: Scenario,
    turns: Vec<(Utf8PathBuf, Utf8PathBuf)>,
}

impl<'a> Ground<'a> {
    /// Plugins in the workload.
    pub(super) const PLUGINS: usize = 100;

    /// Comparisons in `folder` on the workload `load`.
    pub(super) fn new(folder: &Utf8Path, load: &'a Utf8Path) -> Result<Self, Failure> {
        Ok(Self { load, runs: tempfile::Builder::new().prefix("runs-").tempdir_in(folder)? })
    }

    /// Compares two tools.
    pub(super) fn compare(&self, scenario: Scenario, ours: &Tool, peer: &Tool, runs: usize) -> Result<timer::Pair, Failure> {
        let folder = tempfile::Builder::new().disable_cleanup(true).tempdir_in(&self.runs)?;
        let folder = Utf8Path::from_path(folder.path()).ok_or("the folder for runs has no UTF-8 name")?;
        let errors = folder.join("stderr");
        let a = prepare(self.load, scenario, ours, runs, &folder.join("ours"), &errors)?;
        // `find` looks at what we installed.
        let b = if peer.contestant == Contestant::Find {
            Prepared { tool: peer, scenario, turns: a.turns.clone() }
        } else {
            prepare(self.load, scenario, peer, runs, &folder.join("peer"), &errors)?
        };
        timer::run(Command::new("sync"), &errors)?;
        timer::pair(runs, &errors, |turn| a.command(turn), |turn| b.command(turn))
    }
}

impl Prepared<'_> {
    fn command(&self, turn: usize) -> Command {
        let (project, cache) = &self.turns[turn];
        self.tool.command(self.scenario, project, cache)
    }
}

fn prepare<'t>(
    load: &Utf8Path,
    scenario: Scenario,
    tool: &'t Tool,
    runs: usize,
    folder: &Utf8Path,
    errors: &Utf8Path,
) -> Result<Prepared<'t>, Failure> {
    let template = load.join("projects").join(tool.contestant.name());
    let place = |name: &str| -> Result<(Utf8PathBuf, Utf8PathBuf), Failure> {
        let (project, cache) = (folder.join(name).join("project"), folder.join(name).join("cache"));
        fs_err::create_dir_all(&project)?;
        fs_err::create_dir_all(&cache)?;
        Ok((project, cache))
    };
    let first = place("first")?;
    let mut turns = Vec::new();
    match scenario {
        Scenario::StartUp => turns = vec![first; runs + 1],
        Scenario::Lock => {
            for turn in 0..=runs {
                turns.push(place(&turn.to_string())?);
                copy(&template, &turns[turn].0)?;
            }
        }
        Scenario::NoOp | Scenario::Cold => {
            copy(&template, &first.0)?;
            timer::run(tool.command(Scenario::Lock, &first.0, &first.1), errors)?;
            for turn in 0..=runs {
                if scenario == Scenario::NoOp {
                    turns = vec![first.clone(); runs + 1];
                    break;
                }
                turns.push(place(&turn.to_string())?);
                copy(&first.0, &turns[turn].0)?;
                environment(tool, &turns[turn].0, errors)?;
            }
            if scenario == Scenario::NoOp {
                timer::run(tool.command(Scenario::Cold, &first.0, &first.1), errors)?;
            }
        }
    }
    Ok(Prepared { tool, scenario, turns })
}

/// What a project needs before a program may install into it: uv installs into a virtual environment; the others have the project's folder.
pub(super) fn environment(tool: &Tool, project: &Utf8Path, errors: &Utf8Path) -> Result<(), Failure> {
    if tool.contestant != Contestant::Uv {
        return Ok(());
    }
    let mut make = Command::new(&tool.program);
    make.current_dir(project).args(["venv", "--quiet"]);
    timer::run(make, errors)
}

/// Copies a folder with what is in it.
pub(super) fn copy(from: &Utf8Path, to: &Utf8Path) -> Result<(), Failure> {
    fs_err::create_dir_all(to)?;
    for entry in from.read_dir_utf8()? {
        let (path, target) = {
            let entry = entry?;
            (entry.path().to_owned(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs_err::copy(&path, &target)?;
        }
    }
    Ok(())
}
