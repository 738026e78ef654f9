//! `cargo xtask bench tuf`: how long it takes until one target is verified, from nothing and again, in repositories of four sizes.
//!
//! Owns: which client looks up what in which repository, and the report. docs/benchmarks.md explains it.
//! Never does: give a client a repository that it cannot load.
//! In: arguments. Out: a Markdown table on stdout.

pub(super) mod repository;

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use self::repository::{Layout, Plan};
use super::server::{self, Server};
use super::{Failure, median_and_p95, tools};
use crate::{Outcome, witness};

/// Compare look-ups of one target by several TUF clients in large repositories.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A few runs only.
    #[arg(long)]
    quick: bool,
    /// Only repositories whose name contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

const fn claims(plugins: usize, versions: usize, namespaces: usize) -> Plan {
    Plan { plugins, versions, layout: Layout::Claims { namespaces } }
}

/// The repositories, and the clients that can load each in a time worth waiting for.
const REPOSITORIES: [(&str, Plan, &[Client]); 7] = [
    ("registry-200k", claims(10_000, 20, 3_000), &[Client::Ours, Client::PythonTuf, Client::Sigstore]),
    ("claims-1k", claims(50, 20, 15), &[Client::Ours, Client::PythonTuf, Client::Sigstore, Client::Tough]),
    ("claims-10k", claims(500, 20, 150), &[Client::Ours, Client::PythonTuf, Client::Sigstore]),
    ("claims-100k", claims(5_000, 20, 1_500), &[Client::Ours, Client::PythonTuf, Client::Sigstore]),
    ("bins-100k", Plan { plugins: 5_000, versions: 20, layout: Layout::HashBins }, &Client::ALL),
    ("flat-10k", Plan { plugins: 500, versions: 20, layout: Layout::Flat }, &Client::ALL),
    ("flat-100k", Plan { plugins: 5_000, versions: 20, layout: Layout::Flat }, &Client::ALL),
];

const HEADING: &str = "| repository | client | from nothing, process: median, p95 ms | inside | again, process | inside | \
                       peak MiB | received KB, requests | again | ours / it, processes: from nothing, again |\n";

/// A client is timed this often at least, and not once more when it has taken that long together.
const FEWEST: usize = 3;
const LONGEST: Duration = Duration::from_secs(15);

/// Who looks up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Client {
    Ours,
    PythonTuf,
    Sigstore,
    Tough,
}

impl Client {
    const ALL: [Self; 4] = [Self::Ours, Self::PythonTuf, Self::Sigstore, Self::Tough];

    fn name(self) -> &'static str {
        match self {
            Self::Ours => "ragnos-plugin",
            Self::PythonTuf => "python-tuf",
            Self::Sigstore => "sigstore-tuf",
            Self::Tough => "tough",
        }
    }
}

/// The programs.
struct Programs {
    look_up: Utf8PathBuf,
    python: Utf8PathBuf,
    script: Utf8PathBuf,
}

/// What the runs of one client were like.
#[derive(Debug, Clone, Copy)]
struct Figures {
    /// The whole process: median and 95th percentile.
    process: (f64, f64),
    /// From the client's first line to the verified entry.
    inside: (f64, f64),
    /// KiB.
    peak: u64,
    /// Bytes of answers, bodies and headers, of the last run.
    received: u64,
    requests: usize,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let target = super::target()?;
    let folder = target.join("bench/tuf");
    let programs = Programs {
        look_up: tools::look_up(&target.join("bench/look-up"))?,
        python: Utf8PathBuf::try_from(witness::python()?)?,
        script: Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("look-up/look_up.py"),
    };
    for (name, plan, _) in REPOSITORIES {
        let place = folder.join("www").join(name);
        if !place.join("complete").exists() {
            plan.publish(&place)?;
            fs_err::write(place.join("complete"), "")?;
        }
    }
    let log = folder.join("requests.log");
    let _server = Server::logging(&folder.join("www"), &folder.join("nginx"), &log)?;
    let mut table = format!("{HEADING}{}\n", "|---".repeat(HEADING.matches('|').count() - 1) + "|");
    for (name, plan, clients) in REPOSITORIES {
        if args.only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let runs = if args.quick { 5 } else { 41 };
        let mut ours = None;
        for client in clients {
            let runs = if *client == Client::Ours { runs } else { runs.min(11) };
            let scene = Scene { programs: &programs, folder: &folder, log: &log, name, plan };
            let (cold, warm) = scene.measure(*client, runs)?;
            let (first, again) = *ours.get_or_insert((cold, warm));
            let times = |(median, p95): (f64, f64)| format!("{median:.1}, {p95:.1}");
            let _ = writeln!(
                table,
                "| {name}: {} targets | {} | {} | {} | {} | {} | {} | {}, {} | {}, {} | {:.3}, {:.3} |",
                plan.targets(),
                client.name(),
                times(cold.process),
                times(cold.inside),
                times(warm.process),
                times(warm.inside),
                cold.peak.max(warm.peak).div_ceil(1024),
                cold.received.div_ceil(1000),
                cold.requests,
                warm.received.div_ceil(1000),
                warm.requests,
                first.process.0 / cold.process.0,
                again.process.0 / warm.process.0,
            );
        }
    }
    std::io::stdout().write_all(table.as_bytes())?;
    Ok("look-ups of whole processes, pinned root to verified target entry, over loopback HTTP".to_owned())
}

struct Scene<'a> {
    programs: &'a Programs,
    folder: &'a Utf8Path,
    log: &'a Utf8Path,
    name: &'a str,
    plan: Plan,
}

impl Scene<'_> {
    /// The look-up from nothing, then again with the state that it left.
    fn measure(&self, client: Client, runs: usize) -> Result<(Figures, Figures), Failure> {
        let states = tempfile::Builder::new().prefix("states-").tempdir_in(self.folder)?;
        let state = |number: usize| -> Result<Utf8PathBuf, Failure> {
            Ok(Utf8PathBuf::try_from(states.path().join(number.to_string()))?)
        };
        let cold = self.figures(runs, |turn| Ok(self.command(client, &state(turn)?)))?;
        let warm = self.figures(runs, |_| Ok(self.command(client, &state(0)?)))?;
        Ok((cold, warm))
    }

    fn command(&self, client: Client, state: &Utf8Path) -> Command {
        let url = format!("{}/{}", server::base(), self.name);
        let root = self.folder.join("www").join(self.name).join("metadata/1.root.json");
        let mut command = if client == Client::PythonTuf {
            let mut command = Command::new(&self.programs.python);
            command.arg(&self.programs.script);
            command
        } else {
            let mut command = Command::new(&self.programs.look_up);
            command.arg(client.name());
            command
        };
        command.args([url.as_str(), root.as_str(), state.as_str(), &self.plan.wanted()]);
        command
    }

    /// Times one run more than is counted: the first fills the server's caches. A client that takes seconds runs fewer times.
    fn figures(&self, runs: usize, make: impl Fn(usize) -> Result<Command, Failure>) -> Result<Figures, Failure> {
        let (mut times, mut inside, mut peak) = (Vec::with_capacity(runs), Vec::with_capacity(runs), 0);
        let mut before = 0;
        let begun = Instant::now();
        for turn in 0..=runs {
            if times.len() >= FEWEST && begun.elapsed() > LONGEST {
                break;
            }
            before = fs_err::metadata(self.log).map_or(0, |log| log.len());
            let mut command = make(turn)?;
            let started = Instant::now();
            let output = command.stdin(Stdio::null()).output()?;
            let elapsed = started.elapsed().as_secs_f64() * 1000.0;
            if !output.status.success() {
                return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()).into());
            }
            if turn > 0 {
                let said = String::from_utf8(output.stdout)?;
                let (most, within) = said.trim().split_once(' ').ok_or("the client says peak and time")?;
                times.push(elapsed);
                inside.push(within.parse()?);
                peak = peak.max(most.parse()?);
            }
        }
        // The server writes a request down after it has answered.
        std::thread::sleep(Duration::from_millis(50));
        let log = fs_err::read_to_string(self.log)?;
        let last = log.get(usize::try_from(before)?..).unwrap_or_default();
        let received = last.lines().filter_map(|line| line.split(' ').next()?.parse::<u64>().ok());
        let (process, inside) = (median_and_p95(times), median_and_p95(inside));
        Ok(Figures { process, inside, peak, received: received.sum(), requests: last.lines().count() })
    }
}
