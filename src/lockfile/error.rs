//! Why a lockfile cannot be used.
//!
//! Owns: the codes RP3001 to RP3012. Never does: recover; a lock that cannot be read is never treated as absent.
//! In: a place in the text. Out: [`Error`].

use std::ops::Range;

use miette::{NamedSource, SourceSpan};

use crate::refusal::{Facts, Refusal};

/// The text of a lockfile with its name, for messages that point at a place.
type Source = Box<NamedSource<String>>;

/// Why a lockfile cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Not TOML.
    #[error("the lockfile is not TOML: {reason}")]
    #[diagnostic(code(RP3001), help("restore ragnos.lock from version control; do not edit it by hand"))]
    Syntax {
        /// What the parser says.
        reason: String,
        /// The text.
        #[source_code]
        source_text: Source,
        /// The place.
        #[label("here")]
        place: SourceSpan,
    },
    /// Git's conflict markers are in it.
    #[error("the lockfile has conflict markers")]
    #[diagnostic(code(RP3002), help("run `ragnos-plugin lock --resolve-conflicts`; nothing is resolved anew behind your back"))]
    Conflict {
        /// The text.
        #[source_code]
        source_text: Source,
        /// The first marker.
        #[label("the first conflict")]
        place: SourceSpan,
    },
    /// Written for a newer program.
    #[error("the lockfile has version {seen}; this program reads version {}", super::VERSION)]
    #[diagnostic(code(RP3003), help("use the ragnos-plugin that wrote it, or a newer one"))]
    Version {
        /// The version that it says.
        seen: i64,
    },
    /// It needs a feature that this program does not have.
    #[error("the lockfile needs the feature {feature:?}")]
    #[diagnostic(code(RP3004), help("use the ragnos-plugin that wrote it, or a newer one"))]
    Feature {
        /// The feature.
        feature: String,
    },
    /// A key is missing or its value is not valid.
    #[error("{path}: {reason}")]
    #[diagnostic(code(RP3005), help("restore ragnos.lock from version control, or run `ragnos-plugin lock` to write it anew"))]
    Value {
        /// The key, such as `plugin[3].sha256`.
        path: String,
        /// What is wrong.
        reason: String,
        /// The text.
        #[source_code]
        source_text: Source,
        /// The place.
        #[label("here")]
        place: SourceSpan,
    },
    /// Two blocks stand for the same thing.
    #[error("the lockfile has {what} twice")]
    #[diagnostic(code(RP3006), help("a merge went wrong: restore ragnos.lock from one side and run `ragnos-plugin lock`"))]
    Duplicate {
        /// What is there twice.
        what: String,
    },
    /// A block names another one that is not there.
    #[error("{from} needs {to}, which the lockfile does not have")]
    #[diagnostic(code(RP3007), help("a merge went wrong: run `ragnos-plugin lock`"))]
    Dangling {
        /// The plugin.
        from: String,
        /// The missing plugin or repository.
        to: String,
    },
    /// Larger than any lockfile may be.
    #[error("the lockfile has {seen} {unit}; at most {limit} are read")]
    #[diagnostic(code(RP3008), help("this is not a lockfile that ragnos-plugin wrote; restore it from version control"))]
    TooLarge {
        /// What is counted.
        unit: &'static str,
        /// How many there are.
        seen: u64,
        /// How many there may be.
        limit: u64,
    },
    /// Characters that can hide what a reviewer believes to see.
    #[error("the lockfile has the character U+{character:04X}, which can hide text from a reader")]
    #[diagnostic(code(RP3009), help("restore ragnos.lock from version control and look at who changed it"))]
    Deceptive {
        /// The character's code point.
        character: u32,
        /// The text.
        #[source_code]
        source_text: Source,
        /// The place.
        #[label("here")]
        place: SourceSpan,
    },
    /// Valid, but not the bytes that the canonical writer makes.
    #[error("the lockfile is not in canonical form, first at line {line}")]
    #[diagnostic(code(RP3010), help("run `ragnos-plugin lock` to write it in canonical form"))]
    NotCanonical {
        /// The first line that differs, from 1.
        line: usize,
    },
    /// Both sides of a merge changed the same thing.
    #[error("{} cannot be merged: both sides changed {}", if conflicts.len() == 1 { "one block" } else { "some blocks" }, conflicts.join(", "))]
    #[diagnostic(code(RP3011), help("keep one side's block for each, or run `ragnos-plugin lock` after you have merged ragnos.toml"))]
    Unmerged {
        /// The blocks, by name.
        conflicts: Vec<String>,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Syntax { .. } | Self::Conflict { .. } | Self::Deceptive { .. } | Self::NotCanonical { .. } => {
                Facts::about(&"ragnos.lock")
            }
            Self::Version { seen } => Facts::about(&"version").mismatch(&super::VERSION, seen),
            Self::Feature { feature } => Facts::about(feature),
            Self::Value { path, .. } => Facts::about(path),
            Self::Duplicate { what } => Facts::about(what),
            Self::Dangling { from, .. } => Facts::about(from),
            Self::TooLarge { unit, seen, limit } => Facts::about(unit).mismatch(limit, seen),
            Self::Unmerged { conflicts } => Facts::about(&conflicts.join(", ")),
        }
    }
}

/// The named text of an error, and a place in it.
pub(super) fn source(name: &str, text: &str) -> Source {
    Box::new(NamedSource::new(name, text.to_owned()).with_language("TOML"))
}

/// A place from a byte range.
pub(super) fn place(range: Option<Range<usize>>) -> SourceSpan {
    range.map_or_else(|| SourceSpan::from(0..0), SourceSpan::from)
}
