//! `cargo xtask bench publish`: how much work it is to publish one version, in a small repository and in one of 200,000 versions.
//!
//! Owns: the order: both repositories are built by one command each, then one version is published in turns, then the peers do the same.
//! docs/benchmarks.md explains it. Never does: count a run whose files are not all there.
//! In: arguments. Out: a Markdown table on stdout.

mod peers;
mod site;

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use camino::Utf8PathBuf;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

use self::site::Site;
use super::{Failure, tools};
use crate::Outcome;

/// Publish one version into a small and into a very large repository, and compare.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A release build of ragnos-repo that is there already, instead of one that is made now.
    #[arg(long, value_name = "FILE")]
    program: Option<Utf8PathBuf>,
    /// A twentieth of everything.
    #[arg(long)]
    quick: bool,
    /// One side alone.
    #[arg(long)]
    only: Option<Side>,
    /// Keep the packed plugins (several GB), which the next run then uses.
    #[arg(long)]
    keep: bool,
}

/// Who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Side {
    Ours,
    Peers,
}

/// Plugins and namespaces of the small repository, and how many versions each plugin has in both.
const SMALL: (usize, usize) = (50, 15);
const VERSIONS: usize = 20;
const TURNS: usize = 15;

const HEADING: &str =
    "| what | targets | CPU ms: least, median | wall ms: least, median | files | KB |\n|---|---|---|---|---|---|\n";

/// What a process took: milliseconds on the wall, and of CPU, its own and the kernel's.
#[derive(Debug, Clone, Copy)]
struct Spent {
    wall: f64,
    cpu: f64,
}

/// What a change wrote, beside archive and SBOM.
#[derive(Debug, Clone, Copy, Default)]
struct Written {
    files: usize,
    bytes: u64,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let target = super::target()?;
    let folder = target.join("bench/publish");
    let large = if args.quick { (500, 150) } else { (10_000, 3_000) };
    // Twice as many take the peers minutes.
    let others = || peers::rows(&target, &folder.join("peers"), large.0 / 2, VERSIONS);
    let before = load();
    if args.only == Some(Side::Peers) {
        std::io::stdout().write_all(format!("{HEADING}{}", others()?).as_bytes())?;
        return Ok(format!("load average before {before}, after {}", load()));
    }
    let program = tools::publisher(&target, args.program.as_deref())?;
    let mut sites = [site::Size::new(large, VERSIONS), site::Size::new(SMALL, VERSIONS)]
        .map(|size| Site::build(&folder, size, &program))
        .into_iter()
        .collect::<Result<Vec<_>, Failure>>()?;
    let mut turns: Vec<Vec<(Spent, Written)>> = vec![Vec::new(), Vec::new()];
    for turn in 0..=TURNS {
        for (site, turns) in sites.iter_mut().zip(&mut turns) {
            let done = site.publish(&program)?;
            // The first one fills the kernel's cache.
            if turn > 0 {
                turns.push(done);
            }
        }
    }
    let mut table = HEADING.to_owned();
    for (site, turns) in sites.iter().zip(&turns) {
        table += &row("ragnos-repo: one version", site.size.targets(), turns);
    }
    for site in &sites {
        let looks: Vec<_> = (0..5).map(|_| site.status(&program)).collect::<Result<_, _>>()?;
        table += &row("ragnos-repo: status", site.size.targets(), &looks);
    }
    for site in &sites {
        table += &row("ragnos-repo: build from nothing", site.size.targets(), &[(site.built, Written::default())]);
    }
    if args.only.is_none() {
        table += &others()?;
    }
    std::io::stdout().write_all(table.as_bytes())?;
    if !args.keep {
        fs_err::remove_dir_all(&folder)?;
    }
    let least = |turns: &[(Spent, Written)]| turns.iter().map(|(spent, _)| spent.wall).fold(f64::INFINITY, f64::min);
    let ratio = least(&turns[0]) / least(&turns[1]);
    Ok(format!("large / small, least wall time: {ratio:.2}; load average before {before}, after {}", load()))
}

fn row(what: &str, targets: usize, runs: &[(Spent, Written)]) -> String {
    let figures = |pick: fn(&Spent) -> f64| {
        let mut times: Vec<f64> = runs.iter().map(|(spent, _)| pick(spent)).collect();
        times.sort_by(f64::total_cmp);
        format!("{:.1}, {:.1}", times[0], times[times.len() / 2])
    };
    let (files, bytes) = runs.iter().fold((0, 0), |most, (_, written)| (most.0.max(written.files), most.1.max(written.bytes)));
    let size = if files == 0 { " | ".to_owned() } else { format!("{files} | {}", bytes.div_ceil(1000)) };
    format!("| {what} | {targets} | {} | {} | {size} |\n", figures(|spent| spent.cpu), figures(|spent| spent.wall))
}

/// Runs a command that must succeed; what it said, and what it took.
fn timed(mut command: Command) -> Result<(Spent, String), Failure> {
    command.stdin(Stdio::null()).stderr(Stdio::piped()).stdout(Stdio::piped());
    let (started, before) = (Instant::now(), cpu()?);
    let output = command.output()?;
    let spent = Spent { wall: started.elapsed().as_secs_f64() * 1000.0, cpu: cpu()? - before };
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()).into());
    }
    Ok((spent, String::from_utf8(output.stdout)?))
}

/// Milliseconds of CPU of all processes that were waited for.
fn cpu() -> Result<f64, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    #[expect(clippy::cast_precision_loss, reason = "microseconds of one run")]
    let milliseconds = (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1000.0;
    Ok(milliseconds)
}

/// The load of the machine over the last minute.
fn load() -> String {
    fs_err::read_to_string("/proc/loadavg").ok().and_then(|text| text.split(' ').next().map(str::to_owned)).unwrap_or_default()
}
