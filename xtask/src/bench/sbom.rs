//! `cargo xtask bench sbom`: how long it takes until the SBOM of one locked plugin is verified and read.
//!
//! Owns: a signed repository of plugins of 200 files each, a project that has one of them locked, and the report. docs/benchmarks.md
//! explains it. Never does: count a run that listed something else. In: arguments. Out: a Markdown table on stdout.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use ragnos_plugin::pack::PackedRelease;
use serde_json::Value;

use super::server::{self, Server};
use super::{Failure, median_and_p95, ours, tools, write};
use crate::Outcome;

/// Time the SBOM of one locked plugin, fetched and verified.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A release build that is there already, instead of one that is made now.
    #[arg(long, value_name = "FILE")]
    program: Option<Utf8PathBuf>,
}

const PLUGINS: usize = 50;
const VERSIONS: usize = 10;
/// Each is a component of the SBOM, and so is the plugin's manifest.
const FILES: usize = 199;
const RUNS: usize = 41;
/// The goal for the 95th percentile, milliseconds.
const GOAL: f64 = 50.0;
/// The one whose SBOM is asked for.
const WANTED: &str = "bench/plugin-7";

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let target = super::target()?;
    let program = tools::ours(&target, args.program.as_deref())?.program;
    let folder = target.join("bench/sbom");
    if folder.exists() {
        fs_err::remove_dir_all(&folder)?;
    }
    let (www, project) = (folder.join("www"), folder.join("project"));
    publish(&www, &folder.join("sources"))?;
    let _server = Server::start(&www, &folder.join("nginx"))?;
    let manifest = format!("[repositories.bench]\nurl = \"{}\"\n\n[plugins]\n\"{WANTED}\" = \"^1\"\n", server::base());
    write(&project.join("ragnos.toml"), manifest)?;
    write(&project.join(".ragnos/trust/bench.root.json"), fs_err::read(www.join("metadata/1.root.json"))?)?;
    let asked = |home: &str, words: &[&str]| asked(&program, &project, &folder.join(home), words);
    asked("locking", &["lock"])?;
    let mut table = "| SBOM of 200 components | median ms | p95 ms |\n|---|---|---|\n".to_owned();
    let mut worst = 0.0_f64;
    for (name, fresh) in [("nothing cached", true), ("again", false)] {
        let mut times = Vec::with_capacity(RUNS);
        for turn in 0..=RUNS {
            let home = if fresh { format!("home-{turn}") } else { "home-0".to_owned() };
            let (milliseconds, said) = asked(&home, &["sbom", "show", WANTED, "--json"])?;
            let components = said["documents"][0]["components"].as_array().map_or(0, Vec::len);
            if components != FILES + 1 {
                return Err(format!("the SBOM has {components} components").into());
            }
            // The first one fills the server's cache.
            if turn > 0 {
                times.push(milliseconds);
            }
        }
        let (median, p95) = median_and_p95(times);
        worst = worst.max(p95);
        table.push_str(&format!("| {name} | {median:.1} | {p95:.1} |\n"));
    }
    std::io::stdout().write_all(table.as_bytes())?;
    let verdict = if worst > GOAL { "missed" } else { "met" };
    Ok(format!("{RUNS} runs of each, whole processes; goal {GOAL} ms for the 95th percentile: {verdict}"))
}

fn publish(into: &Utf8Path, sources: &Utf8Path) -> Result<(), Failure> {
    let all = (0..PLUGINS).flat_map(|plugin| (0..VERSIONS).map(move |version| (plugin, version)));
    let releases = all.map(|(plugin, version)| release(plugin, version, sources)).collect::<Result<Vec<_>, _>>()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(ours::publish(&["bench"], releases, into))
}

fn release(plugin: usize, version: usize, sources: &Utf8Path) -> Result<(PackedRelease, Timestamp), Failure> {
    let folder = sources.join(format!("{plugin}/{version}"));
    for number in 0..FILES {
        write(&folder.join(format!("lib/{number}.js")), format!("export const it = \"{plugin}.{version}.{number}\";\n"))?;
    }
    ours::packed(&folder, &format!("bench/plugin-{plugin}"), &format!("1.{version}.0"))
}

/// One run with the caches and the trust state below `home`: wall clock in milliseconds, and the document on stdout.
fn asked(program: &Utf8Path, project: &Utf8Path, home: &Utf8Path, words: &[&str]) -> Result<(f64, Value), Failure> {
    let mut command = Command::new(program);
    command.args(words).current_dir(project).stdin(Stdio::null()).env("HOME", home);
    command.env("XDG_STATE_HOME", home.join("state")).env("XDG_CACHE_HOME", home.join("cache"));
    let started = Instant::now();
    let output = command.output()?;
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()).into());
    }
    Ok((milliseconds, serde_json::from_slice(&output.stdout).unwrap_or_default()))
}
