//! Why a signing event cannot go on.

use ragnos_plugin::refusal::{Facts, Refusal};

use crate::{repository, sign, stage};

/// Why a signing event cannot go on. The repository was not changed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Not a signing event, or a damaged one.
    #[error("{file} of the signing event cannot be read: {reason}")]
    #[diagnostic(code(RP2934), help("copy the whole folder again from where `ragnos-repo stage` made it"))]
    Form {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// A change without anything that people sign.
    #[error("there is nothing to sign in this change")]
    #[diagnostic(
        code(RP2935),
        help("snapshot and timestamp are signed when an event is published; run the command without `stage`")
    )]
    Nothing,
    /// The folder is taken.
    #[error("{folder} exists already")]
    #[diagnostic(code(RP2936), help("choose another folder for `ragnos-repo stage`, or remove the old event"))]
    Exists {
        /// The folder.
        folder: String,
    },
    /// Nobody said yes.
    #[error("nothing was signed: the change was not confirmed")]
    #[diagnostic(code(RP2937), help("type yes when you are asked; without a terminal, say --yes and --repository ID"))]
    Unconfirmed,
    /// The event belongs to another repository.
    #[error("this event belongs to repository {seen}")]
    #[diagnostic(code(RP2938), help("compare the id with the one that `ragnos-repo root show` prints for your repository"))]
    OtherRepository {
        /// The wanted id.
        expected: String,
        /// The event's.
        seen: String,
    },
    /// A signature by a key that the role does not have.
    #[error("there is a signature by key {key}, which may not sign role {role}")]
    #[diagnostic(code(RP4911), help("remove the file signatures/{role}/{key}.json and ask who put it there"))]
    Extra {
        /// The role.
        role: String,
        /// The key.
        key: String,
    },
    /// Too few signatures.
    #[error("role {role} has {have} of {threshold} signatures")]
    #[diagnostic(code(RP4912), help("one of these keys has to sign with `ragnos-repo sign EVENT --key KEY`: {missing}"))]
    Missing {
        /// The role.
        role: String,
        /// How many are needed.
        threshold: u64,
        /// How many are there.
        have: usize,
        /// The ids of the keys that have not signed.
        missing: String,
    },
    /// A signature that does not fit.
    #[error("the signature of key {key} does not fit role {role}: one of them was changed after it was signed")]
    #[diagnostic(
        code(RP5910),
        help(
            "compare the event with another signer's copy; if the change is right, remove signatures/{role}/{key}.json and sign again"
        )
    )]
    Signature {
        /// The role.
        role: String,
        /// The key.
        key: String,
    },
    /// The content contradicts itself.
    #[error("{file} of the signing event is not what it has to be")]
    #[diagnostic(code(RP5911), help("do not sign it; stage the change again, and find out who changed the folder"))]
    Content {
        /// The file.
        file: String,
        /// What it has to be.
        expected: String,
        /// What it is.
        seen: String,
    },
    /// The file system refused.
    #[error("{path} cannot be read or written")]
    #[diagnostic(code(RP8904), help("look at the permissions and the free space of the event's folder"))]
    Io {
        /// The file.
        path: String,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
    /// Another change of the same role came first.
    #[error("{role} has changed since this event was staged")]
    #[diagnostic(
        code(RP9901),
        help("another change came first: stage this one again with the same command, and let it be signed again")
    )]
    Stale {
        /// The role.
        role: String,
        /// What the event starts from.
        expected: String,
        /// What is there.
        seen: String,
    },
    /// The base could not be read or verified.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Repository(#[from] repository::Error),
    /// A key may not sign, or did not.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Sign(#[from] sign::Error),
    /// The log could not be extended.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Stage(#[from] stage::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { file, .. } => Facts::about(file),
            Self::Nothing | Self::Unconfirmed => Facts::default(),
            Self::Exists { folder } => Facts::about(folder),
            Self::OtherRepository { expected, seen } => Facts::about(seen).mismatch(expected, seen),
            Self::Extra { role, .. } | Self::Signature { role, .. } => Facts::about(role),
            Self::Missing { role, threshold, have, .. } => Facts::about(role).mismatch(threshold, have),
            Self::Content { file, expected, seen } => Facts::about(file).mismatch(expected, seen),
            Self::Io { path, .. } => Facts::about(path),
            Self::Stale { role, expected, seen } => Facts::about(role).mismatch(expected, seen),
            Self::Repository(error) => error.facts(),
            Self::Sign(error) => error.facts(),
            Self::Stage(error) => error.facts(),
        }
    }
}
