//! npm's lists: `package.json`, where a dependency is a range, and the output of `npm ls --json`, where it is what is installed.
//!
//! Owns: which of their members are read, and what a range of npm's is in `ragnos.toml`.
//! Never does: I/O, or look below the first level: what plugins need themselves is their own to say.
//! In: JSON text. Out: [`Entry`]s.

use std::collections::BTreeMap;

use semver::VersionReq;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Entry, Wanted, Wrong, name};

#[derive(Deserialize)]
struct List {
    #[serde(default)]
    dependencies: BTreeMap<String, Dependency>,
    #[serde(default, rename = "optionalDependencies")]
    optional: BTreeMap<String, Dependency>,
    #[serde(default, rename = "devDependencies")]
    development: BTreeMap<String, Dependency>,
    /// What only a package-lock.json has.
    #[serde(rename = "lockfileVersion")]
    lockfile: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Dependency {
    Range(String),
    Installed { version: Option<String> },
}

pub(super) fn parse(text: &str) -> Result<Vec<Entry>, Wrong> {
    let list: List = serde_json::from_str(text).map_err(|error| Wrong::new(error.line().max(1), error))?;
    if list.lockfile.is_some() {
        return Err(Wrong::new(1, "this is npm's lockfile, which lists what plugins need as well"));
    }
    let mut all = list.development;
    all.extend(list.optional);
    all.extend(list.dependencies);
    all.iter().map(|(listed, dependency)| entry(listed, dependency)).collect()
}

fn entry(listed: &str, dependency: &Dependency) -> Result<Entry, Wrong> {
    let part = |text: &str| name(1, text, b"-_.~");
    match listed.strip_prefix('@').map(|scoped| scoped.split_once('/')) {
        Some(Some((scope, rest))) => part(scope).and(part(rest)),
        Some(None) => part(""),
        None => part(listed),
    }?;
    let version = match dependency {
        Dependency::Range(text) => range(text),
        Dependency::Installed { version: Some(text) } => Wanted::installed(text),
        Dependency::Installed { version: None } => Wanted::Any,
    };
    Ok(Entry { name: listed.to_owned(), version })
}

/// A range of npm's. Comparators stand beside each other there, and a version without an operator is that version, or for `1.2`
/// any `1.2.x`; alternatives (`||`), spans (`1 - 2`) and addresses are no requirement of `ragnos.toml`.
fn range(text: &str) -> Wanted {
    if matches!(text.trim(), "" | "*" | "x" | "latest") {
        return Wanted::Any;
    }
    let mut comparators: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match comparators.last_mut() {
            Some(last) if last.ends_with(['<', '>', '=', '^', '~']) => *last += word,
            _ => comparators.push(word.to_owned()),
        }
    }
    let requirement = comparators.iter().map(|one| comparator(one)).collect::<Vec<_>>().join(", ");
    requirement.parse::<VersionReq>().map_or_else(|_| Wanted::other(text), Wanted::Range)
}

fn comparator(text: &str) -> String {
    let plain = text.trim_start_matches(['=', 'v']);
    let has_operator = plain.starts_with(|first: char| !first.is_ascii_digit());
    match plain.split(['-', '+']).next().unwrap_or_default().split('.').count() {
        _ if has_operator || plain.contains(['x', 'X', '*']) => text.to_owned(),
        3 => format!("={plain}"),
        _ => format!("~{plain}"),
    }
}
