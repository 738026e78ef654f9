//! `cargo xtask bench`: our program against its peers, in pairs, as ratios.
//!
//! Owns: the order of the work: workload, server, programs, scenarios, report. docs/benchmarks.md explains it.
//! Never does: claim an absolute time; a machine's load changes within one run.
//! In: arguments. Out: a Markdown table on stdout, and `results.json` in the benchmark's folder.

mod audit;
mod contestant;
mod install;
mod load;
mod ours;
mod peers;
mod publish;
mod sbom;
mod scenario;
mod server;
mod timer;
mod tools;
mod tuf;
mod workload;

use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use self::contestant::Scenario;
use self::scenario::Ground;
use self::server::Server;
use self::timer::Pair;
use crate::Outcome;

type Failure = Box<dyn std::error::Error>;

/// Compare our program with its peers; prints ratios as a Markdown table.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    other: Option<Other>,
    /// A few runs only.
    #[arg(long)]
    quick: bool,
    /// Only this scenario.
    #[arg(long, value_name = "NAME")]
    only: Option<Scenario>,
    /// Only comparisons with this peer.
    #[arg(long, value_name = "NAME")]
    peer: Option<String>,
    /// Workload and projects go here instead of the target folder: put it on a file system with a journal.
    #[arg(long, value_name = "DIR")]
    folder: Option<Utf8PathBuf>,
}

/// Benchmarks with peers of their own.
#[derive(Debug, clap::Subcommand)]
enum Other {
    Audit(audit::Args),
    Install(install::Args),
    Load(load::Args),
    Publish(publish::Args),
    Sbom(sbom::Args),
    Tuf(tuf::Args),
}

/// One line of the report.
#[derive(Debug, Serialize)]
struct Row {
    scenario: Scenario,
    peer: &'static str,
    version: String,
    runs: usize,
    goal: Option<f64>,
    #[serde(flatten)]
    pair: Pair,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    match &args.other {
        Some(Other::Audit(args)) => return audit::run(args),
        Some(Other::Install(args)) => return install::run(args),
        Some(Other::Load(args)) => return load::run(args),
        Some(Other::Publish(args)) => return publish::run(args),
        Some(Other::Sbom(args)) => return sbom::run(args),
        Some(Other::Tuf(args)) => return tuf::run(args),
        None => {}
    }
    let target = target()?;
    let folder = args.folder.clone().unwrap_or_else(|| target.join("bench"));
    fs_err::create_dir_all(&folder)?;
    let folder = folder.canonicalize_utf8()?;
    let ours = tools::ours(&target, None)?;
    let (peers, missing) = tools::peers(&target.join("bench/tools"));
    let load = workload_in(&folder.join("load"), Ground::PLUGINS)?;
    let _server = Server::start(&load.join("www"), &folder.join("nginx"))?;
    let ground = Ground::new(&folder, &load)?;
    let mut rows = Vec::new();
    for scenario in Scenario::ALL.into_iter().filter(|one| args.only.is_none_or(|only| only == *one)) {
        for (contestant, goal) in scenario.peers() {
            let wanted = args.peer.as_ref().is_none_or(|peer| peer == contestant.name());
            let Some(peer) = peers.iter().find(|tool| tool.contestant == *contestant && wanted) else { continue };
            let runs = if args.quick { scenario.runs() / 4 + 1 } else { scenario.runs() };
            let pair = ground.compare(scenario, &ours, peer, runs)?;
            let (peer, version) = (contestant.name(), peer.version.clone());
            rows.push(Row { scenario, peer, version, runs, goal: *goal, pair });
        }
    }
    let results = target.join("bench/results.json");
    fs_err::write(&results, serde_json::to_string_pretty(&rows)?)?;
    std::io::stdout().write_all(table(&rows).as_bytes())?;
    let missed = rows.iter().filter(|row| row.missed()).count();
    let missing = missing.iter().map(|line| format!("\nWARNING: {line}")).collect::<String>();
    Ok(format!("{} comparisons, {missed} above their goal; all figures are in {results}{missing}", rows.len()))
}

impl Row {
    /// The minima decide: load can only make a run longer.
    fn missed(&self) -> bool {
        self.goal.is_some_and(|goal| self.pair.ratio_of_minima > goal)
    }
}

fn table(rows: &[Row]) -> String {
    let mut table =
        "| scenario | ours against | runs | ratio of minima | ratio of medians | goal |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for row in rows {
        let scenario = serde_json::to_value(row.scenario).map(|name| name.as_str().unwrap_or_default().to_owned());
        let goal = row.goal.map_or_else(
            || "for information".to_owned(),
            |goal| format!("<= {goal:.2}, {}", if row.missed() { "**missed**" } else { "met" }),
        );
        let (minima, medians) = (row.pair.ratio_of_minima, row.pair.ratio_of_medians);
        let (scenario, peer) = (scenario.unwrap_or_default(), format!("{} {}", row.peer, row.version));
        table.push_str(&format!("| {scenario} | {peer} | {} | {minima:.2} | {medians:.2} | {goal} |\n", row.runs));
    }
    table
}

/// The target folder of this workspace.
fn target() -> Result<Utf8PathBuf, Failure> {
    let target =
        std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../target").to_owned());
    fs_err::create_dir_all(&target)?;
    Ok(Utf8PathBuf::from(target).canonicalize_utf8()?)
}

/// Makes the workload of `count` plugins unless it is there. The file `complete` says what it was made for.
fn workload_in(folder: &Utf8Path, count: usize) -> Result<Utf8PathBuf, Failure> {
    let stamp = format!("3: {count} plugins at {}\n", server::base());
    if fs_err::read_to_string(folder.join("complete")).is_ok_and(|there| there == stamp) {
        return Ok(folder.to_owned());
    }
    if folder.exists() {
        fs_err::remove_dir_all(folder)?;
    }
    let (plugins, www, projects) = (workload::plugins(count), folder.join("www"), folder.join("projects"));
    peers::publish_all(&plugins, &www, &server::base())?;
    peers::projects(&plugins, &server::base(), &projects)?;
    let sources = folder.join("sources");
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(ours::publish_all(&plugins, &www.join("ragnos"), &sources))?;
    fs_err::remove_dir_all(sources)?;
    let url = format!("{}/ragnos", server::base());
    ours::project(&plugins, &www.join("ragnos"), &url, &projects.join("ragnos-plugin"))?;
    fs_err::write(folder.join("complete"), stamp)?;
    Ok(folder.to_owned())
}

/// Writes a file and the folders above it.
fn write(path: &Utf8Path, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    Ok(fs_err::write(path, content)?)
}

/// Of figures in any order, at least one.
fn median_and_p95(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() * percent).div_ceil(100) - 1];
    (at(50), at(95))
}
