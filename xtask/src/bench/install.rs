//! `cargo xtask bench install`: our installs beside those of bun, uv, pnpm and npm, and beside a bare program that does the least
//! that an installer has to do.
//!
//! Owns: the order of the work: workloads, lockfiles, turns, report. docs/benchmarks.md explains it.
//! Never does: compare runs of different turns one by one, or go on after a program that failed: it would look fast.
//! In: arguments. Out: Markdown tables on stdout, and `install-N.json` in the benchmark's folder.

mod entrant;
mod image;
mod report;
mod tamper;
mod turn;

use std::io::Write as _;
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use ragnos_plugin::lockfile::Lockfile;

use self::image::Ground;
use self::report::Record;
use self::turn::Turn;
use super::contestant::{Contestant, Scenario};
use super::server::{self, Server};
use super::tools::{self, Tool};
use super::{Failure, scenario, timer, workload_in};
use crate::Outcome;

/// Time installs from nothing, from a full cache and with nothing to do, and checks of every byte; with the memory that they take.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many plugins; may be given several times [default: 100 and 500].
    #[arg(long, value_name = "N")]
    plugins: Vec<usize>,
    /// A few turns only.
    #[arg(long)]
    quick: bool,
    /// A release build that is there already, instead of one that is made now.
    #[arg(long, value_name = "FILE")]
    program: Option<Utf8PathBuf>,
    /// Install below this folder instead of on a fresh ext4 image in memory; for whom may not mount one.
    #[arg(long, value_name = "DIR")]
    folder: Option<Utf8PathBuf>,
}

/// What takes part, and what is installed.
struct Field {
    /// All package managers, ours first.
    tools: Vec<Tool>,
    limit: Utf8PathBuf,
    /// A project with a lockfile for each of them, by name.
    locked: Utf8PathBuf,
    /// Lines `URL SHA256` of the archives that ours installs.
    list: Utf8PathBuf,
    plugins: usize,
    errors: Utf8PathBuf,
}

impl Field {
    fn tool(&self, contestant: Contestant) -> Option<&Tool> {
        self.tools.iter().find(|tool| tool.contestant == contestant)
    }
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let target = super::target()?;
    let folder = target.join("bench");
    let mut tools = vec![tools::ours(&target, args.program.as_deref())?];
    let (peers, missing) = tools::peers(&folder.join("tools"));
    let no_installer = [Contestant::Cargo, Contestant::Find];
    tools.extend(peers.into_iter().filter(|peer| !no_installer.contains(&peer.contestant)));
    let limit = tools::limit(&folder.join("limit"))?;
    let counts = if args.plugins.is_empty() { &[100, 500] } else { args.plugins.as_slice() };
    let (mut missed, mut goals, mut warnings) = (0, 0, missing);
    for count in counts {
        let load = workload_in(&folder.join(format!("load-{count}")), *count)?;
        let _server = Server::start(&load.join("www"), &folder.join("nginx"))?;
        let field = field(&load, *count, tools.clone(), limit.clone())?;
        let (mut record, before) = (Record::default(), load_average());
        let turns = if args.quick { 2 } else { turns(*count) };
        for number in 0..=turns {
            let ground = Ground::new(args.folder.as_deref())?;
            warnings.extend(ground.warning());
            // The first turn fills the server's caches and does not count.
            let mut uncounted = Record::default();
            let record = if number == 0 { &mut uncounted } else { &mut record };
            let turn = Turn { field: &field, place: ground.place(), number };
            turn.run(record)?;
            if number == turns {
                record.findings = tamper::look(&field, ground.place())?;
            }
        }
        let load = format!("load average {before} before, {} after", load_average());
        let text = report::tables(&record, &field, turns, &load);
        std::io::stdout().write_all(text.as_bytes())?;
        fs_err::write(folder.join(format!("install-{count}.json")), serde_json::to_string_pretty(&record.runs_by_name())?)?;
        let judged = report::judged(&record, *count);
        goals += judged.0;
        missed += judged.1;
    }
    warnings.sort();
    warnings.dedup();
    let warnings = warnings.iter().map(|line| format!("\nWARNING: {line}")).collect::<String>();
    Ok(format!("{goals} goals, {missed} missed{warnings}"))
}

/// What two gigabytes of writes a turn leave time for.
fn turns(plugins: usize) -> usize {
    if plugins > 200 { 5 } else { 9 }
}

/// Lets each program write its own lockfile.
fn field(load: &Utf8Path, plugins: usize, tools: Vec<Tool>, limit: Utf8PathBuf) -> Result<Field, Failure> {
    let (locked, list, errors) = (load.join("locked"), load.join("archives"), load.join("stderr"));
    if locked.exists() {
        fs_err::remove_dir_all(&locked)?;
    }
    let cache = tempfile::tempdir()?;
    let cache = Utf8Path::from_path(cache.path()).ok_or("the folder for caches has no UTF-8 name")?;
    for tool in &tools {
        let name = tool.contestant.name();
        scenario::copy(&load.join("projects").join(name), &locked.join(name))?;
        fs_err::create_dir_all(cache.join(name))?;
        timer::run(tool.command(Scenario::Lock, &locked.join(name), &cache.join(name)), &errors)?;
    }
    let text = fs_err::read_to_string(locked.join(Contestant::Ours.name()).join("ragnos.lock"))?;
    fs_err::write(&list, archives(&Lockfile::parse(&text, "ragnos.lock")?))?;
    Ok(Field { tools, limit, locked, list, plugins, errors })
}

fn archives(lock: &Lockfile) -> String {
    let artifacts = lock.plugins.values().flat_map(|plugin| plugin.artifacts.values());
    let line = |target: &str, sha256: String| {
        let (folder, name) = target.rsplit_once('/').unwrap_or(("", target));
        format!("{}/ragnos/targets/{folder}/{sha256}.{name} {sha256}\n", server::base())
    };
    artifacts.map(|artifact| line(artifact.target.as_str(), artifact.sha256.to_string())).collect()
}

/// What was written before a run is flushed before it, so that nobody flushes what another one wrote.
fn settle(place: &Utf8Path, errors: &Utf8Path) -> Result<(), Failure> {
    let mut sync = Command::new("sync");
    sync.args(["--file-system", place.as_str()]);
    timer::run(sync, errors)
}

fn load_average() -> String {
    let text = fs_err::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}
