//! What becomes of changed files: ours must find each one, and never install it again; what peers do is shown beside it.
//!
//! Owns: the changes. Never does: count on a sentence: the findings of `check --json` are counted.
//! In: the place of a turn that is over. Out: a sentence for each of what was seen.

use std::io::{Seek, SeekFrom, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::process::Output;

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use super::super::Failure;
use super::super::contestant::{Contestant, Scenario};
use super::Field;
use super::entrant::FULL;
use super::turn::{cold_project, fresh};

/// What is done to one file of each plugin, in turn, and the words of its finding.
const CHANGES: [&str; 4] = ["was changed", "is missing", "was added", "has mode"];

/// Changes files and looks.
pub(super) fn look(field: &Field, place: &Utf8Path) -> Result<Vec<String>, Failure> {
    let mut said = vec![ours(field, place)?];
    for contestant in [Contestant::Bun, Contestant::Uv, Contestant::Pnpm] {
        said.extend(peer(field, contestant, &place.join(contestant.name()))?);
    }
    Ok(said)
}

fn ours(field: &Field, place: &Utf8Path) -> Result<String, Failure> {
    let home = place.join(FULL);
    let (project, cache) = (cold_project(&home), home.join("cache"));
    let tool = field.tool(Contestant::Ours).ok_or("ours takes part")?;
    let run = |project: &Utf8Path, words: &[&str]| -> Result<Output, Failure> {
        Ok(tool.start(project, &cache).args(words).output()?)
    };
    let mut made = [0; CHANGES.len()];
    let mut trees: Vec<Utf8PathBuf> = Vec::new();
    for entry in project.join(".ragnos/store").read_dir_utf8()? {
        let entry = entry?;
        trees.extend(entry.file_type()?.is_dir().then(|| entry.path().to_owned()));
    }
    trees.sort();
    for (number, tree) in trees.iter().enumerate() {
        let kind = number % CHANGES.len();
        change(&tree.join("lib/d0"), kind)?;
        made[kind] += 1;
    }
    let output = run(&project, &["check", "--offline", "--json"])?;
    let report: Value = serde_json::from_slice(&output.stdout)?;
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    let is_of = |finding: &Value, words: &str| finding["code"] == "RP3103" && finding["message"].to_string().contains(words);
    let found = CHANGES.map(|words| findings.iter().filter(|finding| is_of(finding, words)).count());
    if found != made || findings.len() != trees.len() || output.status.code() != Some(3) {
        return Err(format!("of {made:?} changes `check` found {found:?}, {} in all, {}", findings.len(), output.status).into());
    }
    // The project is mended, and what was written through its links is installed nowhere else.
    let other = fresh(field, Contestant::Ours, &home, "after-changes")?;
    for (project, words) in [(&other, ["sync", "--frozen"]), (&project, ["sync", "--offline"])] {
        for words in [&words[..], &["check", "--offline"]] {
            let output = run(project, words)?;
            if !output.status.success() {
                return Err(format!("{words:?} in {project}: {}", String::from_utf8_lossy(&output.stderr).trim()).into());
            }
        }
    }
    Ok(format!(
        "ragnos-plugin: one file of each of {} plugins changed, removed, added or made executable: `check` found all {}, `sync` mended the \
         project, and a new project from the same cache has none of them",
        trees.len(),
        findings.len()
    ))
}

/// Changes the file that every plugin has, or its folder.
fn change(folder: &Utf8Path, kind: usize) -> Result<(), Failure> {
    let mode = |path: &Utf8Path, mode| fs_err::set_permissions(path, PermissionsExt::from_mode(mode));
    let file = folder.join("f000.js");
    mode(folder, 0o755)?;
    match kind {
        0 => overwrite(&file)?,
        1 => fs_err::remove_file(file)?,
        2 => fs_err::write(folder.join("new.js"), "")?,
        _ => mode(&file, 0o555)?,
    }
    Ok(mode(folder, 0o555)?)
}

/// Another byte in place, through whatever other names the file has, with its mode and its time of modification as they were.
fn overwrite(file: &Utf8Path) -> Result<(), Failure> {
    let before = fs_err::metadata(file)?;
    fs_err::set_permissions(file, PermissionsExt::from_mode(0o644))?;
    let mut opened = fs_err::OpenOptions::new().write(true).open(file)?;
    opened.seek(SeekFrom::Start(3))?;
    opened.write_all(b"X")?;
    opened.file().set_modified(before.modified()?)?;
    Ok(fs_err::set_permissions(file, before.permissions())?)
}

/// What a peer installs after a byte of an installed file was changed and the project removed.
fn peer(field: &Field, contestant: Contestant, home: &Utf8Path) -> Result<Option<String>, Failure> {
    let Some(tool) = field.tool(contestant) else { return Ok(None) };
    let (project, cache) = (cold_project(home), home.join("cache"));
    let file = find(&project, "lib/d0/f000.js")?.ok_or_else(|| format!("{} installed no f000.js", contestant.name()))?;
    overwrite(&file)?;
    let other = fresh(field, contestant, home, "after-changes")?;
    let output = tool.command(Scenario::Cold, &other, &cache).output()?;
    let became = if output.status.success() {
        let again = other.join(file.strip_prefix(&project)?);
        let is_bad = fs_err::read(again)? == fs_err::read(&file)?;
        if is_bad { "installs the changed byte again in a new project" } else { "installs the right byte in a new project" }
    } else {
        "refuses to install in a new project"
    };
    Ok(Some(format!("{} {}: after a byte of an installed file was changed it {became}", contestant.name(), tool.version)))
}

/// The first file whose path ends so.
fn find(folder: &Utf8Path, end: &str) -> Result<Option<Utf8PathBuf>, Failure> {
    for entry in folder.read_dir_utf8()? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            if let Some(found) = find(entry.path(), end)? {
                return Ok(Some(found));
            }
        } else if entry.path().as_str().ends_with(end) {
            return Ok(Some(entry.path().to_owned()));
        }
    }
    Ok(None)
}
