//! Plugin lists of other package managers: what krew, Helm, Grafana and npm print or keep of the plugins that somebody uses.
//!
//! Owns: the forms of those lists, and what a name and a version in them look like.
//! Never does: I/O, or say which plugin of a repository a name stands for (that is `import`).
//! In: the bytes of a list. Out: [`Entry`]s.

mod grafana;
mod npm;
mod table;

use std::fmt;

use semver::{Version, VersionReq};

use crate::limits;
use crate::redact::{Printable, is_deceptive};
use crate::refusal::{Facts, Refusal};

/// Whose list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Tool {
    /// The output of `kubectl krew list`, as a table or as names.
    Krew,
    /// The output of `helm plugin list`.
    Helm,
    /// The output of `grafana cli plugins ls`, or ids with versions as in `GF_INSTALL_PLUGINS` and `GF_PLUGINS_PREINSTALL`.
    Grafana,
    /// A package.json, or the output of `npm ls --json`.
    Npm,
}

impl Tool {
    /// How its list is had, for people.
    fn source(self) -> &'static str {
        match self {
            Self::Krew => "the output of `kubectl krew list`",
            Self::Helm => "the output of `helm plugin list`",
            Self::Grafana => {
                "the output of `grafana cli plugins ls`, or the value of GF_INSTALL_PLUGINS or GF_PLUGINS_PREINSTALL"
            }
            Self::Npm => "a package.json or the output of `npm ls --json`",
        }
    }
}

/// One plugin of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As the list has it: printable ASCII, of the letters that its tool allows in names.
    pub name: String,
    /// Which version.
    pub version: Wanted,
}

/// Which version a list names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// None.
    Any,
    /// The one that is installed.
    Installed(Version),
    /// One of a range.
    Range(VersionReq),
    /// Something that is no version, printable.
    Other(String),
}

impl Wanted {
    /// The version that a tool has installed; some write a `v` before it.
    fn installed(text: &str) -> Self {
        text.strip_prefix('v').unwrap_or(text).parse().map_or_else(|_| Self::other(text), Self::Installed)
    }

    fn other(text: &str) -> Self {
        Self::Other(Printable(&text.chars().take(160).collect::<String>()).to_string())
    }
}

/// A list that cannot be read.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// It has not the form of its tool's lists.
    #[error("{file}, line {line}: {reason}")]
    #[diagnostic(code(RP2211), help("give {source_of_list}"))]
    Form {
        /// The list.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it, printable.
        reason: String,
        /// How such a list is had.
        source_of_list: &'static str,
    },
    /// It is too large.
    #[error("{file} has more than {limit}")]
    #[diagnostic(code(RP2212), help("look at what it is: no such list has a thousandth of this"))]
    TooLarge {
        /// The list.
        file: String,
        /// What it has more than.
        limit: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { file, reason, .. } => Facts { seen: Some(reason.clone()), ..Facts::about(file) },
            Self::TooLarge { file, .. } => Facts::about(file),
        }
    }
}

/// What is wrong, and in which line (from 1).
#[derive(Debug, PartialEq, Eq)]
struct Wrong {
    line: usize,
    reason: String,
}

impl Wrong {
    fn new(line: usize, reason: impl fmt::Display) -> Self {
        Self { line, reason: reason.to_string() }
    }
}

/// Reads the list `bytes` of `tool`; `file` is what it is called in errors.
///
/// # Errors
/// [`Error`].
pub fn parse(tool: Tool, bytes: &[u8], file: &str) -> Result<Vec<Entry>, Error> {
    let too_large = |limit: String| Error::TooLarge { file: file.to_owned(), limit };
    if bytes.len() as u64 > limits::PLUGIN_LIST_BYTES {
        return Err(too_large(format!("{} bytes", limits::PLUGIN_LIST_BYTES)));
    }
    let read = text(bytes).and_then(|text| match tool {
        Tool::Krew => table::krew(text),
        Tool::Helm => table::helm(text),
        Tool::Grafana => grafana::parse(text),
        Tool::Npm => npm::parse(text),
    });
    let source_of_list = tool.source();
    let form = |Wrong { line, reason }| Error::Form { file: file.to_owned(), line, reason, source_of_list };
    let entries = read.map_err(form)?;
    if entries.len() > limits::LOCKFILE_PLUGINS {
        return Err(too_large(format!("{} plugins", limits::LOCKFILE_PLUGINS)));
    }
    Ok(entries)
}

/// The text of a list: UTF-8 without characters that a terminal would obey or hide.
fn text(bytes: &[u8]) -> Result<&str, Wrong> {
    let line_of = |at: usize| memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1;
    let text = std::str::from_utf8(bytes).map_err(|error| Wrong::new(line_of(error.valid_up_to()), "it is not UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let odd = text.char_indices().find(|(_, one)| is_deceptive(*one) && !matches!(one, '\n' | '\r' | '\t'));
    match odd {
        Some((at, one)) => Err(Wrong::new(line_of(at), format!("it has the character {}", one.escape_unicode()))),
        None => Ok(text),
    }
}

/// The lines of a list that say something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty())
}

/// `text`, where it is a name of at most 214 bytes (npm's limit, the largest) made of ASCII letters, digits and `more`.
fn name(line: usize, text: &str, more: &[u8]) -> Result<String, Wrong> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || more.contains(&byte);
    if (1..=214).contains(&text.len()) && text.bytes().all(allowed) && !text.starts_with(['.', '-']) {
        return Ok(text.to_owned());
    }
    let shown: String = text.chars().take(80).collect();
    Err(Wrong::new(line, format!("\"{}\" is no name of a plugin", Printable(&shown))))
}

#[cfg(test)]
mod tests;
