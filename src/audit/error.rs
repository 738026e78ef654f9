//! Why an audit, or a part of it, could not be done.
//!
//! Owns: those errors; findings are no errors. Never does: print. In: what went wrong. Out: [`Error`].

use jiff::Timestamp;

use crate::cyclonedx;
use crate::fetch;
use crate::name::TargetName;
use crate::origin::{Attempt, Blame, NoMirror, OriginError};
use crate::refusal::{Facts, Refusal};
use crate::tuf;
use crate::vex;
use crate::witness::Disagreement;

/// Why an audit, or the part of it that is about one plugin or file, could not be done.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing to compare with.
    #[error("there are no advisories to compare with: none of the project's repositories signs any")]
    #[diagnostic(
        code(RP3400),
        help("give a folder or an archive of OSV records with --db, for example one that osv.dev offers for an ecosystem")
    )]
    NoDatabase,
    /// The database has no records.
    #[error("{source_name} has no advisories")]
    #[diagnostic(code(RP3401), help("OSV records are .json files, in a folder, a .zip or a .tar.gz"))]
    EmptyDatabase {
        /// The folder, file or target.
        source_name: String,
    },
    /// The database is too old.
    #[error("{source_name} is too old: its newest record is of {newest}")]
    #[diagnostic(code(RP3402), help("get a newer one, or allow more with --max-db-age"))]
    OldDatabase {
        /// The folder, file or target.
        source_name: String,
        /// The last change of a record in it.
        newest: String,
        /// The oldest that was allowed.
        allowed: Timestamp,
    },
    /// Records of the database cannot be read; they may be about anything.
    #[error("{count} advisories of {source_name} cannot be read, the first is {first}")]
    #[diagnostic(code(RP3403), help("repair the database; what those records are about was not looked for"))]
    UnreadableAdvisories {
        /// The folder, file or target.
        source_name: String,
        /// How many.
        count: usize,
        /// The name of the first and what is wrong with it.
        first: String,
    },
    /// The database cannot be opened.
    #[error("{source_name} cannot be read as a database of advisories: {reason}")]
    #[diagnostic(code(RP3404), help("--db takes a folder, a .zip or a .tar.gz of OSV records, one .json file, or `target`"))]
    Database {
        /// The folder, file or target.
        source_name: String,
        /// What is wrong.
        reason: String,
    },
    /// An SBOM is no SBOM.
    #[error("the SBOM of {subject} cannot be read")]
    #[diagnostic(code(RP3405), help("its components were not looked at; ask whoever published it for a valid one"))]
    Sbom {
        /// The plugin or file.
        subject: String,
        /// Why.
        #[source]
        source: Box<cyclonedx::Error>,
    },
    /// An SBOM cannot be unpacked or is too large.
    #[error("the SBOM of {subject} cannot be unpacked: {reason}")]
    #[diagnostic(code(RP3407), help("its components were not looked at; ask whoever published it for a valid one"))]
    Unpacked {
        /// The plugin or file.
        subject: String,
        /// Why.
        reason: String,
    },
    /// Nothing that is there could be assessed.
    #[error("none of {components} components could be assessed")]
    #[diagnostic(
        code(RP3406),
        help("the report says why for each; most often the database has no records for their ecosystem")
    )]
    NothingAssessed {
        /// How many there are.
        components: usize,
    },
    /// Packages were left out.
    #[error("{count} of {components} components could not be assessed")]
    #[diagnostic(
        code(RP3430),
        help(
            "the report says why for each: give databases that have them, put an advisory off with --ignore, or accept it with \
             `--allow-unassessed {words}`"
        )
    )]
    NotAssessed {
        /// How many, of those that advisories can be about.
        count: usize,
        /// How many components there are.
        components: usize,
        /// The reasons, as `--allow-unassessed` takes them.
        words: String,
    },
    /// An SBOM that lists nothing says nothing.
    #[error("the SBOM of {subject} lists no components")]
    #[diagnostic(code(RP3431), help("there is nothing to assess in it; make one of what is really used"))]
    EmptySbom {
        /// The plugin or file.
        subject: String,
    },
    /// A VEX document cannot be read.
    #[error("the VEX document {source_name} cannot be used")]
    #[diagnostic(code(RP3408), help("without it the audit would show findings that it was given to explain"))]
    Vex {
        /// The file or target.
        source_name: String,
        /// Why.
        #[source]
        source: Box<vex::Error>,
    },
    /// A local file cannot be read.
    #[error("{path} cannot be read: {reason}")]
    #[diagnostic(code(RP3409), help("look at the path and its permissions"))]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// The repository serves other bytes than were signed.
    #[error("{target} is not the file that was signed")]
    #[diagnostic(code(RP5400), help("the mirror may be in the middle of an update; try again, then ask its operator"))]
    OtherBytes {
        /// The SBOM, advisory or VEX target.
        target: String,
        /// The signed digest and length.
        expected: String,
        /// What came.
        seen: String,
    },
    /// Another role than the one that may claims a target.
    #[error("{target} is signed by role {seen}, not by {expected}")]
    #[diagnostic(code(RP5401), help("the repository's delegations are wrong; ask its operator"))]
    Role {
        /// The target.
        target: String,
        /// The role that may sign it.
        expected: String,
        /// The role that did.
        seen: String,
    },
    /// A signed target is larger than anything of its kind may be.
    #[error("{target} is signed with {length} bytes; at most {limit} are read")]
    #[diagnostic(code(RP5402), help("ask the repository's operator"))]
    TooLarge {
        /// The target.
        target: TargetName,
        /// Its signed length, bytes.
        length: u64,
        /// The limit, bytes.
        limit: u64,
    },
    /// Lockfile and signed metadata disagree.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Witness(#[from] Disagreement),
    /// Metadata could not be verified.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
    /// The file did not come.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Origin(#[from] OriginError),
    /// No mirror serves the file.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mirrors(#[from] NoMirror),
    /// The lockfile names a repository that is not there, or the work was stopped.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Fetch(#[from] fetch::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NoDatabase => Facts::default(),
            Self::OldDatabase { source_name, newest, allowed } => Facts::about(source_name).mismatch(allowed, newest),
            Self::EmptyDatabase { source_name } | Self::Database { source_name, .. } => Facts::about(source_name),
            Self::UnreadableAdvisories { source_name, first, .. } => {
                Facts { seen: Some(first.clone()), ..Facts::about(source_name) }
            }
            Self::Sbom { subject, source } => Facts { subject: Some(subject.clone()), ..source.facts() },
            Self::Unpacked { subject, .. } | Self::EmptySbom { subject } => Facts::about(subject),
            Self::NotAssessed { words, .. } => Facts::about(words),
            Self::NothingAssessed { components } => Facts::about(&format!("{components} components")),
            Self::Vex { source_name, source } => Facts { subject: Some(source_name.clone()), ..source.facts() },
            Self::File { path, .. } => Facts::about(path),
            Self::OtherBytes { target, expected, seen } | Self::Role { target, expected, seen } => {
                Facts::about(target).mismatch(expected, seen)
            }
            Self::TooLarge { target, length, limit } => Facts::about(target).mismatch(limit, length),
            Self::Witness(error) => error.facts(),
            Self::Trust(error) => error.facts(),
            Self::Origin(error) => error.facts(),
            Self::Mirrors(error) => error.facts(),
            Self::Fetch(error) => error.facts(),
        }
    }
}

impl Attempt for Error {
    fn blame(&self) -> Blame {
        match self {
            Self::Origin(error) => error.blame(),
            Self::OtherBytes { .. } => Blame::BadBytes,
            _ => Blame::Nothing,
        }
    }
}
