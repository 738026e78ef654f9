//! Why a lockfile cannot be used.
//!
//! Owns: the codes RP3001 to RP3016. Never does: recover; a lock that cannot be read is never treated as absent.
//! In: a place in the text. Out: [`Error`].

use std::ops::Range;
use std::sync::Arc;

use miette::{NamedSource, SourceSpan};

use crate::refusal::{Facts, Refusal};

/// The text of a lockfile with its name, for messages that point at a place.
type Source = Arc<NamedSource<String>>;

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
    #[diagnostic(code(RP3007), help("a merge went wrong: restore ragnos.lock from one side and run `ragnos-plugin lock`"))]
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
    #[diagnostic(
        code(RP3011),
        help("keep one side's block for each, or run `ragnos-plugin lock` after you have merged ragnos.toml")
    )]
    Unmerged {
        /// The blocks, by name.
        conflicts: Vec<String>,
    },
    /// A plugin that nothing leads to: without the manifest nobody can say whether it is wanted.
    #[error("{name} is in {side}, and nothing that is asked for there (`direct = true`) needs it")]
    #[diagnostic(code(RP3017), help("run `ragnos-plugin lock` on that branch, commit the result, and merge again"))]
    Stranded {
        /// The plugin.
        name: String,
        /// base, ours or theirs.
        side: &'static str,
    },
    /// A line ends in CR LF, or a CR stands alone.
    #[error("the lockfile has a carriage return; its lines end in LF on every system")]
    #[diagnostic(
        code(RP3012),
        help(
            "add the line `ragnos.lock text eol=lf` to .gitattributes, then run `git rm --cached ragnos.lock` and `git checkout HEAD -- ragnos.lock`"
        )
    )]
    CarriageReturn {
        /// The text.
        #[source_code]
        source_text: Source,
        /// The place.
        #[label("here")]
        place: SourceSpan,
    },
    /// An unknown key of a kind that a version 1 writer could not keep.
    #[error("{path}: version 1 has no such key, and its value is of a kind that cannot be kept")]
    #[diagnostic(code(RP3013), help("use the ragnos-plugin that wrote it, or restore ragnos.lock from version control"))]
    Unkeepable {
        /// The key.
        path: String,
        /// The text.
        #[source_code]
        source_text: Source,
        /// The place.
        #[label("here")]
        place: SourceSpan,
    },
    /// An artifact points at the archive of something else.
    #[error("{path}: the archive of this block is {expected}, seen {seen}")]
    #[diagnostic(code(RP3014), help("restore ragnos.lock from version control and look at who changed it"))]
    Misplaced {
        /// The key.
        path: String,
        /// The name that follows from plugin, version and platform.
        expected: String,
        /// The name that stands there.
        seen: String,
        /// The text.
        #[source_code]
        source_text: Source,
        /// The place.
        #[label("here")]
        place: SourceSpan,
    },
    /// Asked to resolve conflicts where the markers do not make sides.
    #[error("the conflict markers of the lockfile do not make whole sides: {reason}")]
    #[diagnostic(code(RP3015), help("restore one side with `git checkout --ours ragnos.lock`, then run `ragnos-plugin lock`"))]
    Markers {
        /// What is wrong.
        reason: &'static str,
        /// The text.
        #[source_code]
        source_text: Source,
        /// The place.
        #[label("here")]
        place: SourceSpan,
    },
    /// Not UTF-8.
    #[error("the lockfile is not UTF-8 text, first at byte {offset}")]
    #[diagnostic(code(RP3016), help("restore ragnos.lock from version control"))]
    NotText {
        /// The first byte that is not.
        offset: usize,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Syntax { source_text, place, .. }
            | Self::Conflict { source_text, place }
            | Self::Deceptive { source_text, place, .. }
            | Self::CarriageReturn { source_text, place }
            | Self::Unkeepable { source_text, place, .. }
            | Self::Value { source_text, place, .. }
            | Self::Markers { source_text, place, .. } => Facts::about(&at(source_text, *place)),
            Self::Misplaced { source_text, place, expected, seen, .. } => {
                Facts::about(&at(source_text, *place)).mismatch(expected, seen)
            }
            Self::NotCanonical { line } => Facts::about(&format!("ragnos.lock:{line}")),
            Self::NotText { .. } => Facts::about(&"ragnos.lock"),
            Self::Version { seen } => Facts::about(&"version").mismatch(&super::VERSION, seen),
            Self::Feature { feature } => Facts::about(feature),
            Self::Duplicate { what } => Facts::about(what),
            Self::Dangling { from, .. } => Facts::about(from),
            Self::TooLarge { unit, seen, limit } => Facts::about(unit).mismatch(limit, seen),
            Self::Stranded { name, .. } => Facts::about(name),
            Self::Unmerged { conflicts } => Facts::about(&conflicts.join(", ")),
        }
    }
}

/// `file:line:column` of a place, both from 1, columns in characters.
fn at(source: &NamedSource<String>, place: SourceSpan) -> String {
    let before = source.inner().get(..place.offset()).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{}:{line}:{column}", source.name())
}

/// The named text of an error.
pub(super) fn source(name: &str, text: &str) -> Source {
    Arc::new(NamedSource::new(name, text.to_owned()).with_language("TOML"))
}

/// A place from a byte range.
pub(super) fn place(range: Option<Range<usize>>) -> SourceSpan {
    range.map_or_else(|| SourceSpan::from(0..0), SourceSpan::from)
}
