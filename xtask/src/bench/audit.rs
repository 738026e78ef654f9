//! `cargo xtask bench audit`: how long an audit takes, and how much memory.
//!
//! Owns: 500 SBOMs of 200 components, 50,000 advisories as a folder and as one archive, and the report. docs/benchmarks.md explains it.
//! Never does: count a run that found something else than was put there. In: arguments. Out: a Markdown table on stdout.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::{Value, json};

use super::{Failure, tools, write};
use crate::Outcome;

/// Time audits of many plugins against many advisories.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A release build that is there already, instead of one that is made now.
    #[arg(long, value_name = "FILE")]
    program: Option<Utf8PathBuf>,
}

const PLUGINS: usize = 500;
const COMPONENTS: usize = 200;
const ADVISORIES: usize = 50_000;
/// Different packages: of those in SBOMs, and of those with advisories, which are twice as many.
const PACKAGES: (usize, usize) = (20_000, 40_000);
/// The goals: milliseconds and MiB.
const GOALS: (f64, f64) = (2000.0, 256.0);
const RUNS: usize = 7;
/// The type of a package URL, the ecosystem's name, and the kind of its ranges.
const ECOSYSTEMS: [(&str, &str, &str); 4] =
    [("npm", "npm", "SEMVER"), ("pypi", "PyPI", "ECOSYSTEM"), ("cargo", "crates.io", "SEMVER"), ("golang", "Go", "SEMVER")];

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let target = super::target()?;
    let program = match &args.program {
        Some(program) => program.canonicalize_utf8()?,
        None => tools::ours(&target)?.program,
    };
    let folder = target.join("bench/audit");
    if folder.exists() {
        fs_err::remove_dir_all(&folder)?;
    }
    sboms(&folder)?;
    advisories(&folder)?;
    let mut table = "| advisories | median ms | slowest ms | most memory, MiB | findings |\n|---|---|---|---|---|\n".to_owned();
    let mut missed = 0;
    for database in ["advisories", "advisories.zip"] {
        let (mut times, mut memory, mut found) = (Vec::new(), 0.0_f64, 0);
        for turn in 0..=RUNS {
            let run = audit(&program, &folder, database)?;
            // The first one fills the kernel's cache.
            if turn > 0 {
                times.push(run.milliseconds);
                (memory, found) = (memory.max(run.mebibytes), run.findings);
            }
        }
        times.sort_by(f64::total_cmp);
        let (median, slowest) = (times[RUNS / 2], times[RUNS - 1]);
        missed += usize::from(median > GOALS.0) + usize::from(memory > GOALS.1);
        table.push_str(&format!("| {database} | {median:.0} | {slowest:.0} | {memory:.0} | {found} |\n"));
    }
    std::io::stdout().write_all(table.as_bytes())?;
    Ok(format!("{RUNS} runs of each; goals {} ms and {} MiB, {missed} missed", GOALS.0, GOALS.1))
}

fn sboms(folder: &Utf8Path) -> Result<(), Failure> {
    for plugin in 0..PLUGINS {
        let component = |number: usize| {
            let package = (plugin * 37 + number * 101) % PACKAGES.0;
            let (kind, ..) = ECOSYSTEMS[package % ECOSYSTEMS.len()];
            let version = format!("1.{}.{}", package % 30, number % 7);
            let (name, purl) = (format!("pkg-{package}"), format!("pkg:{kind}/pkg-{package}@{version}"));
            json!({ "type": "library", "name": name, "version": version, "purl": purl })
        };
        let components: Vec<Value> = (0..COMPONENTS).map(component).collect();
        let bom = json!({ "bomFormat": "CycloneDX", "specVersion": "1.5", "components": components });
        write(&folder.join(format!("sboms/{plugin}.json")), bom.to_string())?;
    }
    Ok(())
}

/// One in fifty is about versions that SBOMs have; the text is as long as that of a usual record.
fn advisories(folder: &Utf8Path) -> Result<(), Failure> {
    fs_err::create_dir_all(folder.join("advisories"))?;
    let mut archive = zip::ZipWriter::new(fs_err::File::create(folder.join("advisories.zip"))?);
    for number in 0..ADVISORIES {
        let package = number % PACKAGES.1;
        let (_, ecosystem, kind) = ECOSYSTEMS[package % ECOSYSTEMS.len()];
        let fixed = if number % 50 == 0 { "1.20.0" } else { "0.9.0" };
        let record = json!({
            "schema_version": "1.6.0", "id": format!("SYN-{number}"), "modified": "2026-01-01T00:00:00Z",
            "summary": "synthetic", "details": "What it is, and how it is used. ".repeat(40),
            "affected": [{
                "package": { "ecosystem": ecosystem, "name": format!("pkg-{package}") },
                "ranges": [{ "type": kind, "events": [{ "introduced": "0" }, { "fixed": fixed }] }],
            }],
            "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
        })
        .to_string();
        archive.start_file(format!("SYN-{number}.json"), zip::write::SimpleFileOptions::default())?;
        archive.write_all(record.as_bytes())?;
        write(&folder.join(format!("advisories/SYN-{number}.json")), record)?;
    }
    archive.finish()?;
    Ok(())
}

/// What one run took and found.
struct Run {
    milliseconds: f64,
    mebibytes: f64,
    findings: usize,
}

fn audit(program: &Utf8Path, folder: &Utf8Path, database: &str) -> Result<Run, Failure> {
    let report = folder.join("report.json");
    let mut command = Command::new(program);
    command.current_dir(folder).env("HOME", folder.join("home")).args(["audit", "--format", "json", "--db", database]);
    command.args((0..PLUGINS).flat_map(|plugin| ["--sbom".to_owned(), format!("sboms/{plugin}.json")]));
    command.stdin(Stdio::null()).stdout(std::fs::File::create(&report)?);
    let started = Instant::now();
    let mut child = command.spawn()?;
    let mut mebibytes = 0.0_f64;
    let status = loop {
        mebibytes = mebibytes.max(most_memory(&child));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    if status.code() != Some(11) {
        return Err(format!("the audit ended with {status}").into());
    }
    let report: Value = serde_json::from_slice(&fs_err::read(&report)?)?;
    let (counts, findings) = (&report["counts"], report["findings"].as_array().map_or(0, Vec::len));
    if counts["assessed"] != json!(PLUGINS * COMPONENTS)
        || report["databases"][0]["records"] != json!(ADVISORIES)
        || findings == 0
    {
        return Err(format!("the audit did not look at everything: {counts}").into());
    }
    Ok(Run { milliseconds, mebibytes, findings })
}

/// The most memory that a process has had so far, MiB (`VmHWM`, Linux); what it had in its last two milliseconds may be missing.
fn most_memory(child: &Child) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|number| number.trim().parse::<f64>().ok());
    kibibytes.unwrap_or(0.0) / 1024.0
}
