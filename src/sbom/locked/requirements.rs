//! `requirements.txt` (pip.pypa.io, "Requirements File Format"), best written by a locker, with every package pinned and hashed.
//!
//! Owns: the lines, what of them pins a version, and that a line which would need another file is refused.
//! Never does: judge markers: a package for some platforms only is listed all the same. In: the text. Out: packages.

use std::str::FromStr as _;

use pep440_rs::{Operator, VersionSpecifiers};

use super::{Error, Kind, Locked, Package, hexadecimal};
use crate::ecosystem::Ecosystem;

pub(super) const FILE: &str = "requirements.txt";
const NEXT: &str =
    "write one file with everything in it: `pip-compile --generate-hashes` or `uv pip compile --generate-hashes`";
/// Options of the file that name no package.
const OPTIONS: [&str; 15] = [
    "-i",
    "--index-url",
    "--extra-index-url",
    "--no-index",
    "-f",
    "--find-links",
    "--no-binary",
    "--only-binary",
    "--prefer-binary",
    "--require-hashes",
    "--pre",
    "--trusted-host",
    "--use-feature",
    "--uploaded-prior-to",
    "--all-releases",
];
/// Options of a line that say how a package is built.
const BUILD: [&str; 4] = ["-C", "--config-settings", "--config-setting", "--global-option"];

/// Reads the file.
pub(super) fn read(text: &str, locked: &mut Locked) -> Result<(), Error> {
    for (number, line) in lines(text) {
        let place = format!("{FILE}, line {number}");
        let wrong = |why: String| Error::malformed(&place, &why);
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let Some(first) = words.first() else { continue };
        let option = first.split('=').next().unwrap_or_default();
        match option {
            "-r" | "--requirement" | "-c" | "--constraint" => {
                return Err(Error::unsupported(&place, &format!("{line:?} leads to another file, which is not read"), NEXT));
            }
            "-e" | "--editable" => {
                let what = first.split_once('=').map(|(_, what)| what).or_else(|| words.get(1).copied());
                add(locked, number, of_place(what.unwrap_or_default()).map_err(wrong)?)?;
            }
            option if OPTIONS.contains(&option) => {}
            option if option.starts_with('-') => return Err(wrong(format!("{option:?} is an option that is not known"))),
            _ => {
                // As pip: options begin at the first word that looks like one.
                let end = words.iter().position(|word| word.starts_with('-')).unwrap_or(words.len());
                let mut package = requirement(&words[..end].join(" ")).map_err(wrong)?;
                hashes(&words[end..], &mut package).map_err(wrong)?;
                add(locked, number, package)?;
            }
        }
    }
    Ok(())
}

fn add(locked: &mut Locked, number: usize, package: Package) -> Result<(), Error> {
    let reference = match &package.purl {
        Some(purl) if package.version.is_some() => purl.clone(),
        _ => format!("{FILE}#{number}"),
    };
    locked.add(reference, package)
}

/// Lines without comments, those that are continued put together, with the number of their first.
fn lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut is_continued = false;
    for (at, line) in text.lines().enumerate() {
        let comment =
            line.char_indices().find(|(at, one)| *one == '#' && line[..*at].chars().last().is_none_or(char::is_whitespace));
        let (line, goes_on) = match (comment, line.strip_suffix('\\')) {
            // A comment ends what was continued.
            (Some((at, _)), _) => (&line[..at], false),
            (None, Some(line)) => (line, true),
            (None, None) => (line, false),
        };
        match lines.last_mut().filter(|_| is_continued) {
            Some((_, before)) => *before += line,
            None => lines.push((at + 1, line.to_owned())),
        }
        is_continued = goes_on;
    }
    lines
}

/// A requirement without its options: PEP 508, or what pip takes for a place.
fn requirement(text: &str) -> Result<Package, String> {
    let is_name = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.');
    let end = text.find(|one| !is_name(one)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let rest = rest.trim_start();
    let is_file = [".whl", ".zip", ".tar.gz"].iter().any(|ending| text.ends_with(ending));
    let is_path = text.starts_with(['.', '/', '\\', '~']) || rest.starts_with(['/', '\\', ':', '+']);
    if is_path || is_file && rest.is_empty() {
        return of_place(text);
    }
    if !name.starts_with(|one: char| one.is_ascii_alphanumeric()) || !name.ends_with(|one: char| one.is_ascii_alphanumeric()) {
        return Err(format!("{text:?} is no requirement"));
    }
    let rest = match rest.strip_prefix('[') {
        None => rest,
        Some(extras) => extras.split_once(']').ok_or_else(|| format!("{text:?} has extras without an end"))?.1.trim_start(),
    };
    if let Some(url) = rest.strip_prefix('@') {
        return Package::other(FILE, (None, name), None, kind(url.trim_start()));
    }
    let specifiers = rest.split(';').next().unwrap_or_default().trim();
    let specifiers = specifiers.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(specifiers).trim();
    let read = VersionSpecifiers::from_str(specifiers).map_err(|error| format!("{specifiers:?}: {error}"))?;
    let pinned = match &*read {
        [one] if matches!(one.operator(), Operator::Equal | Operator::ExactEqual) => {
            Some(specifiers.trim_start_matches('=').trim())
        }
        _ => None,
    };
    let mut package = Package::of_registry(FILE, Ecosystem::PyPi, (None, name), pinned)?;
    package.requirement = (pinned.is_none() && !specifiers.is_empty()).then(|| specifiers.to_owned());
    Ok(package)
}

/// What a URL or path is about, as far as that can be told.
fn of_place(text: &str) -> Result<Package, String> {
    let egg = text.split_once("#egg=").map(|(_, egg)| egg.split(['&', '[']).next().unwrap_or_default());
    let bare = text.split(['#', '?', ';']).next().unwrap_or_default().trim().trim_end_matches('/');
    let name = egg.unwrap_or_else(|| bare.rsplit(['/', '\\']).next().unwrap_or_default());
    Package::other(FILE, (None, name), None, kind(text)).map_err(|_| format!("{text:?} is no requirement"))
}

fn kind(place: &str) -> Kind {
    match place.split_once("://").map(|(scheme, _)| scheme) {
        Some("http" | "https" | "ftp") => Kind::Url,
        None | Some("file") => Kind::Path,
        // git, hg, svn, bzr, each through some transport.
        Some(_) => Kind::Git,
    }
}

fn hashes(options: &[&str], package: &mut Package) -> Result<(), String> {
    let mut options = options.iter();
    while let Some(word) = options.next() {
        let (option, value) = word.split_once('=').map_or((*word, None), |(option, value)| (option, Some(value)));
        let value = value.or_else(|| options.next().copied());
        match (option, value) {
            ("--hash", Some(value)) => {
                let digest = value.split_once(':').and_then(|(algorithm, digest)| hexadecimal(algorithm, digest));
                package.hashes.insert(digest.ok_or_else(|| format!("{value:?} is no digest that is known"))?);
            }
            (option, Some(_)) if BUILD.contains(&option) => {}
            _ => return Err(format!("{word:?} is an option that is not known")),
        }
    }
    Ok(())
}
