//! Our findings against cargo-audit's, on generated lockfiles and the same database.
//!
//! Owns: the lockfiles, with versions on both sides of every boundary that advisories have. cargo-audit is built from crates.io below
//! the target folder. Never does: ask cargo-audit for anything online. In: both forms of the database. Out: a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use camino::Utf8Path;
use ragnos_plugin::audit::{self, FailOn, File, Place, Rules};
use semver::{Prerelease, Version};
use serde_json::{Value, json};

use super::{Failure, files};
use crate::Outcome;
use crate::python::output;

const LOCKFILES: usize = 20;
const PACKAGES: usize = 120;
const VERSION: &str = "0.22.2";

/// Advisory, package and version, and the kind: `vulnerability` or what it informs of.
type Found = BTreeMap<[String; 3], String>;
/// From the gravest kind on, as the database names them.
const KINDS: [&str; 4] = ["vulnerability", "unsound", "unmaintained", "notice"];

pub(super) fn run(home: &Utf8Path, osv: &Utf8Path, database: &Utf8Path) -> Outcome {
    let tools = home.join("tools");
    if !tools.join("bin/cargo-audit").exists() {
        // Lean and not optimised: it has twenty small lockfiles to read, and its build is most of what this costs.
        let lean = ["--debug", "--no-default-features", "--locked"];
        let arguments =
            [&["install", "cargo-audit", "--version", VERSION][..], &lean, &["--root", tools.as_str(), "--target-dir"]]
                .concat();
        output(Command::new("cargo").args(arguments).arg(home.join("build")))?;
    }
    let candidates = candidates(osv)?;
    let mut total = 0;
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for number in 0..LOCKFILES {
        let folder = home.join(format!("lockfiles/{number}"));
        fs_err::create_dir_all(folder.join(".cargo"))?;
        let mut chosen = BTreeSet::new();
        while chosen.len() < PACKAGES {
            // xorshift: the same lockfiles in every run.
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let position = usize::try_from(random % candidates.len() as u64)?;
            chosen.insert(&candidates[position]);
        }
        let theirs = theirs(&folder, &tools, database, &chosen)?;
        let ours = ours(&folder, osv, &chosen, &theirs)?;
        if ours != theirs {
            let less: Vec<_> = theirs.iter().filter(|(row, kind)| ours.get(*row) != Some(*kind)).collect();
            let more: Vec<_> = ours.iter().filter(|(row, kind)| theirs.get(*row) != Some(*kind)).collect();
            return Err(format!("{folder}: only ours: {more:?}; only cargo-audit's: {less:?}").into());
        }
        total += ours.len();
    }
    if total < LOCKFILES * 10 {
        return Err(format!("only {total} findings in {LOCKFILES} lockfiles: the comparison says nothing").into());
    }
    Ok(format!("cargo-audit {VERSION}: the same {total} findings in {LOCKFILES} lockfiles of {PACKAGES} packages"))
}

/// Packages with versions at, just below and just above every version that an advisory names.
fn candidates(osv: &Utf8Path) -> Result<Vec<(String, Version)>, Failure> {
    let mut found = BTreeSet::new();
    for path in files(osv, "json")? {
        let record: Value = serde_json::from_slice(&fs_err::read(path)?)?;
        let affected = record["affected"].as_array().cloned().unwrap_or_default();
        for one in affected.iter().filter(|one| one["package"]["ecosystem"] == "crates.io") {
            let name = one["package"]["name"].as_str().unwrap_or_default().to_owned();
            let ranges = one["ranges"].as_array().cloned().unwrap_or_default();
            for event in ranges.iter().flat_map(|range| range["events"].as_array().cloned().unwrap_or_default()) {
                let texts = event.as_object().into_iter().flat_map(|event| event.values().filter_map(Value::as_str));
                for version in texts.filter_map(|text| Version::parse(text).ok()) {
                    found.extend(around(&version).map(|version| (name.clone(), version)));
                }
            }
        }
    }
    Ok(found.into_iter().collect())
}

fn around(version: &Version) -> impl Iterator<Item = Version> {
    let plain = Version::new(version.major, version.minor, version.patch);
    let below = match (plain.patch, plain.minor) {
        (0, 0) => Version::new(plain.major.saturating_sub(1), 9, 9),
        (0, minor) => Version::new(plain.major, minor - 1, 9),
        (patch, _) => Version::new(plain.major, plain.minor, patch - 1),
    };
    let above = Version::new(plain.major, plain.minor, plain.patch + 1);
    let mut before = plain.clone();
    before.pre = Prerelease::new("rc.1").unwrap_or_default();
    [plain, below, above, before, version.clone()].into_iter()
}

/// cargo-audit shows each record on its own; we show the records of one vulnerability together, of the gravest kind that one of them has.
fn ours(folder: &Utf8Path, osv: &Utf8Path, chosen: &BTreeSet<&(String, Version)>, theirs: &Found) -> Result<Found, Failure> {
    let component = |(name, version): &&(String, Version)| {
        let purl = format!("pkg:cargo/{name}@{}", version.to_string().replace('+', "%2B"));
        json!({ "type": "library", "name": name, "version": version.to_string(), "purl": purl })
    };
    let components: Vec<Value> = chosen.iter().map(component).collect();
    let path = folder.join("sbom.json");
    fs_err::write(&path, json!({ "bomFormat": "CycloneDX", "specVersion": "1.5", "components": components }).to_string())?;
    let file = |path: &Utf8Path| File { name: path.to_string(), path: path.to_owned() };
    let rules = Rules { fail_on: FailOn::Never, max_db_age: None, ignores: Vec::new(), now: jiff::Timestamp::UNIX_EPOCH };
    let found = audit::audit(vec![audit::sbom_file(&file(&path))?], None, &[Place::Path(file(osv))], &[], &rules)?;
    if let Some(problem) = found.problems.first() {
        return Err(problem.to_string().into());
    }
    let counts = found.report.counts;
    if counts.assessed != chosen.len() {
        return Err(format!("{path}: {} of {} components assessed", counts.assessed, chosen.len()).into());
    }
    let mut rows = Found::new();
    for line in found.report.findings {
        let kind = line.informational.unwrap_or_else(|| "vulnerability".to_owned());
        let ids = line.aliases.iter().chain([&line.id]).filter(|id| id.starts_with("RUSTSEC-"));
        let version = line.version.unwrap_or_default();
        let records: Vec<[String; 3]> = ids.map(|id| [id.clone(), line.package.clone(), version.clone()]).collect();
        let of_theirs: Vec<&String> = records.iter().filter_map(|row| theirs.get(row)).collect();
        let gravest = KINDS.iter().find(|kind| of_theirs.iter().any(|one| one == *kind));
        let is_merged = records.len() > 1 && gravest.is_some_and(|gravest| *gravest == kind);
        for row in records {
            let kind = theirs.get(&row).filter(|_| is_merged).unwrap_or(&kind).clone();
            rows.insert(row, kind);
        }
    }
    Ok(rows)
}

fn theirs(
    folder: &Utf8Path,
    tools: &Utf8Path,
    database: &Utf8Path,
    chosen: &BTreeSet<&(String, Version)>,
) -> Result<Found, Failure> {
    let block = |(name, version): &&(String, Version)| {
        format!(
            "\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
        )
    };
    fs_err::write(folder.join("Cargo.lock"), format!("version = 3\n{}", chosen.iter().map(block).collect::<String>()))?;
    fs_err::write(folder.join(".cargo/audit.toml"), "[yanked]\nenabled = false\nupdate_index = false\n")?;
    let mut command = Command::new(tools.join("bin/cargo-audit"));
    command.current_dir(folder).args(["audit", "--no-fetch", "--db", database.as_str(), "--json", "--file", "Cargo.lock"]);
    // Exit 1 is what it says when it has found something.
    let ended = command.output()?;
    let said: Value = serde_json::from_slice(&ended.stdout)
        .map_err(|error| format!("cargo-audit: {error}: {}", String::from_utf8_lossy(&ended.stderr)))?;
    let mut all: BTreeMap<String, Vec<Value>> = serde_json::from_value(said["warnings"].clone())?;
    all.insert("vulnerability".to_owned(), said["vulnerabilities"]["list"].as_array().cloned().unwrap_or_default());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let row = |kind: &String, one: &Value| {
        ([text(&one["advisory"]["id"]), text(&one["package"]["name"]), text(&one["package"]["version"])], kind.clone())
    };
    Ok(all.iter().flat_map(|(kind, list)| list.iter().map(move |one| row(kind, one))).collect())
}
