//! `cargo xtask bench load`: how long a host waits for a verified plugin.
//!
//! Owns: the plugins (1 MB in 100 files; 50 MB in 500; one file of 50 MB), the project with them installed, and the report.
//! docs/benchmarks.md explains it. Never does: time a start of a process; a host loads from inside.
//! In: arguments. Out: a Markdown table on stdout.

use std::io::Write as _;
use std::process::Command;

use camino::Utf8Path;
use jiff::Timestamp;
use ragnos_plugin::pack::PackedRelease;

use super::{Failure, ours, tools, write};
use crate::Outcome;

/// Time loads of plugins of three sizes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A few runs only.
    #[arg(long)]
    quick: bool,
}

/// Name, number of files, bytes of each, and the goal for the 95th percentile, milliseconds.
const PLUGINS: [(&str, usize, usize, f64); 3] =
    [("bench/small", 100, 10_000, 5.0), ("bench/large", 500, 100_000, 60.0), ("bench/single", 1, 50_000_000, 60.0)];
/// What the timer prints of each turn.
const KINDS: [&str; 4] = ["open and load", "load", "ask again", "bare read and sha256"];

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let target = super::target()?;
    let folder = target.join("bench/load-of-plugins");
    if folder.exists() {
        fs_err::remove_dir_all(&folder)?;
    }
    let (repository, sources, project) = (folder.join("repository"), folder.join("sources"), folder.join("project"));
    let releases = PLUGINS.iter().map(|plugin| release(plugin, &sources)).collect::<Result<Vec<_>, _>>()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(ours::publish(&["bench"], releases, &repository))?;
    install(&target, &repository, &project)?;
    let timer = tools::load_timer(&target.join("bench/load-timer"))?;
    let turns = if args.quick { 20 } else { 200 };
    let mut table = "| plugin | | median ms | p95 ms | goal for p95 |\n|---|---|---|---|---|\n".to_owned();
    let mut missed = 0;
    for (name, files, bytes, goal) in PLUGINS {
        let trust = folder.join("state/ragnos-plugin/trust");
        let mut command = Command::new(&timer);
        command.args([project.as_str(), trust.as_str(), name, &turns.to_string()]);
        let output = command.output()?;
        if !output.status.success() {
            return Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        let sides = sides(&String::from_utf8(output.stdout)?)?;
        for (kind, times) in KINDS.iter().zip(sides) {
            let (median, p95) = (at(&times, 50), at(&times, 95));
            let goal = match *kind {
                "open and load" if p95 > goal => format!("{goal} **missed**"),
                "open and load" => format!("{goal} met"),
                _ => String::new(),
            };
            missed += usize::from(goal.contains("missed"));
            table.push_str(&format!("| {name}: {files} of {bytes} bytes | {kind} | {median:.2} | {p95:.2} | {goal} |\n"));
        }
    }
    std::io::stdout().write_all(table.as_bytes())?;
    Ok(format!("{turns} turns of each, {missed} goals missed"))
}

/// The figures of each kind, sorted, milliseconds.
fn sides(printed: &str) -> Result<[Vec<f64>; 4], Failure> {
    let mut sides: [Vec<f64>; 4] = Default::default();
    for line in printed.lines() {
        for (side, word) in sides.iter_mut().zip(line.split(' ')) {
            side.push(word.parse::<f64>()? / 1e6);
        }
    }
    for side in &mut sides {
        side.sort_by(f64::total_cmp);
    }
    Ok(sides)
}

/// A percentile of sorted figures.
fn at(times: &[f64], percent: usize) -> f64 {
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

fn release(plugin: &(&str, usize, usize, f64), sources: &Utf8Path) -> Result<(PackedRelease, Timestamp), Failure> {
    let (name, files, bytes, _) = *plugin;
    let folder = sources.join(name);
    for number in 0..files {
        // Compresses, but is not all alike: an archive of zeros would be refused as a bomb.
        let line = |line: usize| format!("{} {}\n", ragnos_plugin::digest::Sha256::of(&line.to_le_bytes()), line % 97);
        let mut content: String = (number * bytes..).step_by(64).map(line).take(bytes / 64 + 1).collect();
        content.truncate(bytes);
        write(&folder.join(format!("lib/{}/{number}.txt", number % 7)), content)?;
    }
    ours::packed(&folder, name, "1.0.0")
}

/// A project that has all of them installed, with a trust state of its own.
fn install(target: &Utf8Path, repository: &Utf8Path, project: &Utf8Path) -> Result<(), Failure> {
    let plugins: String = PLUGINS.iter().map(|(name, ..)| format!("\"{name}\" = \"^1\"\n")).collect();
    write(&project.join("ragnos.toml"), format!("[repositories.bench]\nurl = \"../repository\"\n\n[plugins]\n{plugins}"))?;
    write(&project.join(".ragnos/trust/bench.root.json"), fs_err::read(repository.join("metadata/1.root.json"))?)?;
    let program = tools::debug_build(target)?;
    let home = project.join("..");
    let mut sync = Command::new(program);
    sync.arg("sync").current_dir(project).env("XDG_STATE_HOME", home.join("state")).env("XDG_CACHE_HOME", home.join("cache"));
    let output = sync.output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned().into()) }
}
