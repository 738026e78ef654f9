//! `cargo xtask crash`: the program killed, failed and cut from power at every call that changes files, and eight at once.
//!
//! Owns: the order of the parts, their short forms, and the figures of docs/reliability.md.
//! Never does: pass when a part could not be run; a machine that cannot trace is told so in the last line.
//! In: the program, built. Out: figures, and an exit code.

mod call;
mod crowd;
mod faults;
mod invariants;
mod power;
mod random;
mod scene;
mod tracer;

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::ValueEnum;

use self::faults::Tally;
use self::scene::{ALL, Scene};
use crate::Outcome;

type Failure = Box<dyn std::error::Error>;

/// Kill the program, fail its system calls and cut the power at every point; then check that nothing is half done.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A few points of each part only.
    #[arg(long)]
    short: bool,
    /// Only this part.
    #[arg(long, value_enum)]
    part: Option<Part>,
    /// Only scenarios whose name contains this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Kill,
    Error,
    Power,
    Crowd,
}

impl Args {
    /// The form that `cargo xtask test` runs.
    pub(crate) fn short() -> Self {
        Self { short: true, part: None, only: None }
    }
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let ground = tempfile::Builder::new().prefix(scene::MARK).tempdir()?;
    let scenes = scenes(args, ground.path())?;
    let wanted = |part: Part| args.part.is_none_or(|only| only == part);
    let (mut lines, mut broken) = (Vec::new(), Vec::new());
    if wanted(Part::Kill) {
        let tally = faults::kills(&scenes, ground.path(), args.short.then_some(60))?;
        lines.push(format!("{} kills", tally.points));
        broken.extend(tally.broken);
    }
    if wanted(Part::Error) {
        let tally = faults::errors(&scenes, ground.path(), Some(if args.short { 60 } else { 3200 }))?;
        lines.push(format!("{} errors ({})", tally.points, endings(&tally)));
        broken.extend(tally.broken);
    }
    if wanted(Part::Power) {
        let (points, torn) = power::control(&scenes, ground.path())?;
        if torn == 0 {
            return Err(format!("{points} cuts of runs that flush nothing, and none tears: the model loses nothing").into());
        }
        let tally = power::cuts(&scenes, ground.path(), Some(if args.short { 2 } else { 12 }))?;
        lines.push(format!("{} cuts of power (without flushing, {torn} of {points} tear)", tally.points));
        broken.extend(tally.broken);
    }
    if wanted(Part::Crowd)
        && let Some(scene) = scenes.last()
    {
        let rounds = if args.short { 6 } else { 500 };
        let tally = crowd::rounds(scene, ground.path(), rounds)?;
        lines.push(format!("{rounds} rounds of eight processes ({})", endings(&tally)));
        broken.extend(tally.broken);
    }
    let said = lines.join("; ");
    if broken.is_empty() {
        return Ok(format!("{said}; every invariant held"));
    }
    let shown: Vec<&str> = broken.iter().take(40).map(String::as_str).collect();
    Err(format!("{said}; {} did not hold:\n{}", broken.len(), shown.join("\n")).into())
}

fn endings(tally: &Tally) -> String {
    tally.endings.iter().map(|(ending, count)| format!("{ending} {count}")).collect::<Vec<_>>().join(", ")
}

fn scenes(args: &Args, ground: &Path) -> Result<Vec<Scene>, Failure> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let built =
        Command::new(cargo).args(["build", "--quiet", "--package", "ragnos-plugin", "--bins"]).current_dir(&here).status()?;
    if !built.success() {
        return Err("the program could not be built".into());
    }
    let program: PathBuf = std::env::current_exe()?.with_file_name("ragnos-plugin");
    let copied = Command::new("cp").arg("-R").arg(here.join("fixtures/repos/demo")).arg(ground.join("demo")).status()?;
    if !copied.success() {
        return Err("the demo repository could not be copied".into());
    }
    fs_err::copy(here.join("fixtures/repos/demo.root.json"), ground.join("demo.root.json"))?;
    let wanted = ALL.into_iter().filter(|one| args.only.as_ref().is_none_or(|only| one.name.contains(only)));
    wanted.map(|scenario| Scene::build(scenario, &program, ground)).collect()
}
