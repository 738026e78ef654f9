//! Why a change cannot be staged.

use ragnos_plugin::refusal::{Facts, Refusal};

use crate::{advisories, repository};

/// Why a change cannot be staged. Nothing was changed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// `init` on a folder that has a repository.
    #[error("there is a repository here already")]
    #[diagnostic(code(RP2904), help("choose an empty DIR for `ragnos-repo init`"))]
    Exists,
    /// An `init` was stopped here, and this one would make another repository.
    #[error("an `init` with other keys or thresholds was stopped here after it had written metadata/1.root.json")]
    #[diagnostic(
        code(RP2996),
        help(
            "give the same root, targets, snapshot and timestamp keys as then, which goes on with it; or choose an empty DIR"
        )
    )]
    Begun,
    /// More signatures than keys.
    #[error("role {role} has {keys} keys and can never reach a threshold of {threshold}")]
    #[diagnostic(code(RP2905), help("give more keys, or a lower --threshold"))]
    Threshold {
        /// The role.
        role: String,
        /// The wanted threshold.
        threshold: u64,
        /// The number of keys.
        keys: usize,
    },
    /// One key given twice.
    #[error("the same key is given twice for role {role}")]
    #[diagnostic(code(RP2906), help("give each key once: a threshold counts different keys"))]
    SameKey {
        /// The role.
        role: String,
    },
    /// The role has an owner.
    #[error("{role} is delegated already")]
    #[diagnostic(code(RP2909), help("choose another name, or give it other keys with `ragnos-repo delegate rotate`"))]
    Delegated {
        /// The role.
        role: String,
    },
    /// Nobody owns the role.
    #[error("{role} is not delegated in this repository")]
    #[diagnostic(code(RP2911), help("delegate it first with `ragnos-repo delegate add`"))]
    Undelegated {
        /// The role.
        role: String,
    },
    /// A change that changes nothing.
    #[error("{role} has these keys and this threshold already")]
    #[diagnostic(code(RP2930), help("look at what there is with `ragnos-repo delegate show` and `ragnos-repo root show`"))]
    Same {
        /// The role.
        role: String,
    },
    /// A key that the role does not have.
    #[error("role {role} has no key {key}")]
    #[diagnostic(code(RP2931), help("give an id that `ragnos-repo root show` prints, or its beginning"))]
    NoSuchKey {
        /// The role.
        role: String,
        /// The id as it was given.
        key: String,
    },
    /// The bins are made with the repository.
    #[error("claims bins are made by `init` and cannot be added later")]
    #[diagnostic(code(RP2932), help("make a new repository with `ragnos-repo init --claims-depth`"))]
    ClaimsFixed,
    /// A repository is not one without these roles.
    #[error("{role} cannot be removed")]
    #[diagnostic(code(RP2933), help("give it other keys with `ragnos-repo delegate rotate`"))]
    Needed {
        /// The role.
        role: String,
    },
    /// The role still vouches for something.
    #[error("{role} lists {targets} targets and delegates to {below} roles, which would be gone for everybody")]
    #[diagnostic(
        code(RP4910),
        help("withdraw versions with `ragnos-repo yank` instead, or say --drop-targets if they have to go")
    )]
    Occupied {
        /// The role.
        role: String,
        /// How many targets it lists.
        targets: usize,
        /// How many roles it delegates to.
        below: usize,
    },
    /// A version that is to be withdrawn, revoked or spared is not there.
    #[error("{plugin} {version} is not in this repository")]
    #[diagnostic(code(RP2912), help("look at the NAME@VERSION that was given"))]
    NotThere {
        /// The plugin.
        plugin: String,
        /// The version.
        version: String,
    },
    /// The name could be taken for another one.
    #[error("{name} looks like {other}, which is here already")]
    #[diagnostic(
        code(RP4913),
        help(
            "choose a name that nobody takes for {other}: 0 and o, 1 and i and l, rn and m, vv and w are alike, and - does not count"
        )
    )]
    LookAlike {
        /// The new name.
        name: String,
        /// The name that is there.
        other: String,
    },
    /// A target may never change.
    #[error("{target} was published before with other bytes")]
    #[diagnostic(code(RP4903), help("published versions never change; raise the version in plugin.toml and pack again"))]
    Immutable {
        /// The target.
        target: String,
        /// The published digest.
        expected: String,
        /// The new digest.
        seen: String,
    },
    /// Platforms of one version disagree on what the plugin is.
    #[error("{target} has another plugin.toml than the other platforms of this version")]
    #[diagnostic(code(RP4904), help("pack all platforms from one plugin.toml, or raise its version"))]
    Manifest {
        /// The target.
        target: String,
        /// The sha256 of the other platforms' manifest.
        expected: String,
        /// The sha256 of this one's.
        seen: String,
    },
    /// A file that is to say what clients have seen, and does not.
    #[error("{file} does not say what clients have seen: {reason}")]
    #[diagnostic(code(RP2980), help("give what `ragnos-repo status --json` or `ragnos-repo monitor --json` said before"))]
    NothingSeen {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// Clients have a root that is not here.
    #[error("clients have seen root version {seen}, and version {there} is the newest here")]
    #[diagnostic(
        code(RP5914),
        help(
            "put metadata/{seen}.root.json back, and each one before it: every mirror and every client's trust state has them"
        )
    )]
    RootLost {
        /// The newest root here.
        there: u64,
        /// The newest root that was seen.
        seen: u64,
    },
    /// tough refused a name or a pattern.
    #[error("{name} cannot be written to metadata: {reason}")]
    #[diagnostic(code(RP2918), help("choose another namespace or plugin name"))]
    Schema {
        /// The name.
        name: String,
        /// tough's word.
        reason: String,
    },
    /// An advisory is not published.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Advisory(#[from] advisories::Error),
    /// The repository could not be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Repository(#[from] repository::Error),
}

impl Error {
    pub(super) fn undelegated(role: &str) -> Self {
        Self::Undelegated { role: role.to_owned() }
    }

    pub(super) fn schema(name: &str, error: &dyn std::fmt::Display) -> Self {
        Self::Schema { name: name.to_owned(), reason: error.to_string() }
    }
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Exists | Self::Begun => Facts::default(),
            Self::Threshold { role, threshold, keys } => Facts::about(role).mismatch(&format!("{threshold} keys"), keys),
            Self::ClaimsFixed => Facts::about(&crate::roles::CLAIMS),
            Self::SameKey { role }
            | Self::Delegated { role }
            | Self::Undelegated { role }
            | Self::Same { role }
            | Self::Needed { role }
            | Self::Occupied { role, .. } => Facts::about(role),
            Self::NoSuchKey { key, .. } => Facts::about(key),
            Self::LookAlike { name, other } => Facts::about(name).mismatch(&"a name of its own", other),
            Self::NothingSeen { file, .. } => Facts::about(file),
            Self::RootLost { there, seen } => Facts::about(&format!("{seen}.root.json")).mismatch(seen, there),
            Self::NotThere { plugin, .. } => Facts::about(plugin),
            Self::Immutable { target, expected, seen } | Self::Manifest { target, expected, seen } => {
                Facts::about(target).mismatch(expected, seen)
            }
            Self::Schema { name, .. } => Facts::about(name),
            Self::Advisory(error) => error.facts(),
            Self::Repository(error) => error.facts(),
        }
    }
}
