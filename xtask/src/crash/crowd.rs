//! Eight processes at once, over two projects and one cache, with commands that get in each other's way; some are killed.
//!
//! Owns: which commands are started together, and what they may end with.
//! Never does: wait for ever: a process that is still there after the time limit is a deadlock.
//! In: the program. Out: [`Tally`].

use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::lockfile::Lockfile;
use ragnos_plugin::store::{Layout, tree_check};

use super::faults::Tally;
use super::invariants;
use super::random::Random;
use super::scene::{Place, Scene};

type Failure = Box<dyn std::error::Error>;

const PROCESSES: usize = 8;
/// Nothing that these commands do takes a second; the machine may be busy with other things.
const LIMIT: Duration = Duration::from_mins(1);

/// What is started, in an order that only the seed knows.
const COMMANDS: [&[&str]; 16] = [
    &["sync"],
    &["sync", "--offline"],
    &["sync", "--repair"],
    &["ci"],
    &["add", "orbit/feed"],
    &["remove", "orbit/feed"],
    &["add", "lumen/palette", "--durability", "fast"],
    &["remove", "lumen/palette"],
    &["update"],
    &["rollback"],
    &["generations", "rm", "--keep", "2"],
    &["generations", "list"],
    &["check", "--offline"],
    &["cache", "prune", "--unused-for", "0s"],
    &["cache", "verify"],
    &["cache", "clean"],
];

/// Runs that many rounds.
pub(super) fn rounds(scene: &Scene, ground: &Path, count: usize) -> Result<Tally, Failure> {
    let (one, other) = (scene.base.copy_to(ground.join("crowd"))?, scene.base.at(ground.join("crowd")));
    // Two projects of one user: home and cache are shared.
    let second = scene.base.copy_to(ground.join("crowd-second"))?;
    fs_err::rename(second.project(), one.root.join("second"))?;
    super::scene::remove(&second.root)?;
    let projects = [one.project(), other.root.join("second")];
    let (mut random, mut tally) = (Random(0x5eed_5eed), Tally::default());
    for round in 0..count {
        let mut children = Vec::new();
        for _ in 0..PROCESSES {
            let (command, project) = (COMMANDS[random.below(COMMANDS.len())], &projects[random.below(2)]);
            let errors = tempfile::NamedTempFile::new_in(ground)?;
            let mut started = one.waiting(command);
            started.current_dir(project).stdout(Stdio::null()).stderr(errors.reopen()?);
            children.push((command, started.spawn()?, errors, random.below(12) == 0));
        }
        for (command, mut child, errors, doomed) in children {
            if doomed {
                std::thread::sleep(Duration::from_millis(random.below(40) as u64));
                child.kill()?;
            }
            let status = ended(&mut child)?;
            let said = fs_err::read_to_string(errors.path())?;
            let Some(status) = status else { return Err(format!("round {round}: {command:?} hangs: {said}").into()) };
            let ending = match status.code() {
                None if doomed => "killed".to_owned(),
                Some(0) => "done".to_owned(),
                // Its findings are its result, on stdout.
                Some(3) if command[0] == "check" => "done".to_owned(),
                _ => invariants::code(&said).unwrap_or_else(|| {
                    tally.broken.push(format!("round {round}: {command:?} ended with {status}: {said}"));
                    "nameless".to_owned()
                }),
            };
            *tally.endings.entry(ending).or_default() += 1;
            tally.points += 1;
        }
        for project in &projects {
            tally.broken.extend(corrupt(project)?.into_iter().map(|what| format!("round {round}: {what}")));
        }
    }
    for project in &projects {
        let output = one.waiting(&["sync", "--repair"]).current_dir(project).output()?;
        let checked = one.waiting(&["check"]).current_dir(project).output()?;
        if !output.status.success() || !checked.status.success() {
            let said = String::from_utf8_lossy(&[output.stderr, checked.stdout, checked.stderr].concat()).into_owned();
            tally.broken.push(format!("in the end: {said}"));
        }
    }
    super::scene::remove(&one.root)?;
    Ok(tally)
}

/// How a child ended; nothing when it is still there after the limit, and killed then.
fn ended(child: &mut Child) -> Result<Option<ExitStatus>, Failure> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What of a project is not whole between rounds, when nobody is at work.
fn corrupt(project: &Path) -> Result<Vec<String>, Failure> {
    let layout = Layout::new(Utf8PathBuf::try_from(project.to_owned())?);
    let mut found = Vec::new();
    let text = fs_err::read_to_string(layout.lockfile())?;
    found.extend(Lockfile::parse(&text, "ragnos.lock").err().map(|error| error.to_string()));
    if let Ok(entries) = fs_err::read_dir(layout.store()) {
        let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
        let trees: Vec<Sha256> = names.filter_map(|name| name.parse().ok()).collect();
        for (tree, differences) in trees.iter().zip(tree_check::check(&layout, &trees)?) {
            found.extend(differences.iter().map(|one| format!("{}: tree {tree}: {}", project.display(), one.words())));
        }
    }
    let plugins = layout.plugins();
    if fs_err::symlink_metadata(&plugins).is_ok() && !plugins.is_dir() {
        found.push(format!("{plugins} leads nowhere"));
    }
    Ok(found)
}

impl Place {
    /// The command as users run it: it waits for others.
    fn waiting(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(self.executable());
        command.args(arguments).args(["--json", "--no-progress"]).env_clear().env("HOME", self.root.join("home"));
        command
    }
}
