//! One turn: every entrant of every scene once a round, on one file system, in an order that moves on by one each time.
//!
//! Owns: the folders, which are there before the clock runs and stay until the turn is over; and the measured start.
//! Never does: take a figure of a program that failed, or that installed fewer files than the bare one did.
//! In: a [`Field`] and an empty place. Out: runs, in a [`Record`].

use std::process::{Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};

use super::super::contestant::{Contestant, Scenario};
use super::super::{Failure, scenario};
use super::entrant::{Entrant, FULL, LIMIT, Runner, Scene};
use super::report::{Record, Run};
use super::{Field, settle};

/// One turn.
pub(super) struct Turn<'a> {
    pub(super) field: &'a Field,
    pub(super) place: &'a Utf8Path,
    pub(super) number: usize,
}

/// A run that can begin.
struct Ready<'a> {
    entrant: &'a Entrant,
    project: Utf8PathBuf,
    command: Command,
}

impl Turn<'_> {
    /// Runs everything.
    pub(super) fn run(&self, record: &mut Record) -> Result<(), Failure> {
        for scene in Scene::ALL {
            for round in 0..scene.rounds() {
                let mut ready = scene.entrants().iter().map(|entrant| self.ready(scene, entrant, round));
                let mut ready = ready.by_ref().filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
                let count = ready.len();
                ready.rotate_left((self.number + round) % count);
                for one in &ready {
                    settle(self.place, &self.field.errors)?;
                    record.add(scene, one.entrant.name, self.measure(&one.command)?);
                }
                if scene.is_install() && self.number == 0 {
                    self.all_there(&ready)?;
                }
            }
        }
        Ok(())
    }

    /// Makes what a run needs; `None` where its program is not here.
    fn ready<'e>(&self, scene: Scene, entrant: &'e Entrant, round: usize) -> Result<Option<Ready<'e>>, Failure> {
        let home = self.place.join(entrant.home);
        let project = match scene {
            Scene::Warm => home.join(format!("warm-{}-{round}", entrant.name.replace([' ', ','], "-"))),
            Scene::Cold | Scene::NoOp | Scene::Check => cold_project(&home),
        };
        let contestant = match entrant.runner {
            Runner::Tool(contestant) => contestant,
            Runner::Limit => {
                fs_err::create_dir_all(&project)?;
                let mut command = Command::new(&self.field.limit);
                command.args(entrant.words.iter().map(|word| self.word(word, &project)));
                return Ok(Some(Ready { entrant, project, command }));
            }
        };
        let Some(tool) = self.field.tool(contestant) else { return Ok(None) };
        let cache = home.join("cache");
        fs_err::create_dir_all(&cache)?;
        if scene.is_install() {
            scenario::copy(&self.field.locked.join(contestant.name()), &project)?;
            scenario::environment(tool, &project, &self.field.errors)?;
        }
        let command = if entrant.words.is_empty() {
            tool.command(if scene.is_install() { Scenario::Cold } else { Scenario::NoOp }, &project, &cache)
        } else {
            let mut command = tool.start(&project, &cache);
            command.args(entrant.words);
            command
        };
        Ok(Some(Ready { entrant, project, command }))
    }

    fn word(&self, word: &str, project: &Utf8Path) -> Utf8PathBuf {
        match word {
            "LIST" => self.field.list.clone(),
            "OUT" => project.join("out"),
            "TREE" => cold_project(&self.place.join(LIMIT)).join("out"),
            "STORE" => cold_project(&self.place.join(FULL)).join(".ragnos/store"),
            word => word.into(),
        }
    }

    /// Starts a command through the bare program, which tells the kernel's figures of exactly that process.
    fn measure(&self, command: &Command) -> Result<Run, Failure> {
        let mut measured = Command::new(&self.field.limit);
        measured.arg("measure").arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => measured.env(name, value),
                None => measured.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            measured.current_dir(folder);
        }
        measured.stdin(Stdio::null()).stdout(Stdio::null()).stderr(std::fs::File::create(&self.field.errors)?);
        let status = measured.status()?;
        let said = fs_err::read_to_string(&self.field.errors)?;
        let (before, figures) =
            said.rsplit_once("\nmeasured ").ok_or_else(|| format!("{command:?} was not measured: {said}"))?;
        if !status.success() {
            return Err(format!("{command:?} ended with {status}: {}", before.trim()).into());
        }
        Run::parse(figures.trim())
    }

    /// A program that leaves something out would look fast.
    fn all_there(&self, ready: &[Ready<'_>]) -> Result<(), Failure> {
        // The bare program installs what we do, and that has a manifest more in each plugin.
        let least = files_below(&cold_project(&self.place.join(LIMIT)))?.saturating_sub(self.field.plugins);
        for Ready { entrant, project, .. } in ready {
            let is_linked_as_a_whole = entrant.words.contains(&"symlink");
            let seen = files_below(project)?;
            if seen < least && !is_linked_as_a_whole {
                return Err(
                    format!("{} left {seen} files in {project}, at least {least} were to be installed", entrant.name).into()
                );
            }
        }
        Ok(())
    }
}

/// Where the cold install of a home was.
pub(super) fn cold_project(home: &Utf8Path) -> Utf8PathBuf {
    home.join("cold")
}

fn files_below(folder: &Utf8Path) -> Result<usize, Failure> {
    let mut count = 0;
    for entry in folder.read_dir_utf8()? {
        let entry = entry?;
        let kind = entry.file_type()?;
        count += if kind.is_dir() { files_below(entry.path())? } else { usize::from(kind.is_file()) };
    }
    Ok(count)
}

/// A fresh project of a contestant below `home`, whose cache it is to use.
pub(super) fn fresh(field: &Field, contestant: Contestant, home: &Utf8Path, name: &str) -> Result<Utf8PathBuf, Failure> {
    let project = home.join(name);
    scenario::copy(&field.locked.join(contestant.name()), &project)?;
    if let Some(tool) = field.tool(contestant) {
        scenario::environment(tool, &project, &field.errors)?;
    }
    Ok(project)
}
