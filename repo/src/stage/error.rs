//! Why a change cannot be staged.

use ragnos_plugin::refusal::{Facts, Refusal};

use crate::repository;

/// Why a change cannot be staged. Nothing was changed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// `init` on a folder that has a root.
    #[error("there is a repository here already")]
    #[diagnostic(code(RP2904), help("choose an empty DIR for `ragnos-repo init`"))]
    Exists,
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
    /// The namespace has an owner.
    #[error("namespace {namespace} is delegated already")]
    #[diagnostic(code(RP2909), help("choose another --namespace"))]
    Delegated {
        /// The namespace.
        namespace: String,
    },
    /// The namespace would be taken for a role of TUF or of this program.
    #[error("{namespace} is reserved and cannot be a namespace")]
    #[diagnostic(code(RP2910), help("choose another --namespace"))]
    Reserved {
        /// The namespace.
        namespace: String,
    },
    /// Nobody owns the namespace.
    #[error("namespace {namespace} is not delegated in this repository")]
    #[diagnostic(code(RP2911), help("delegate it first with `ragnos-repo delegate DIR --namespace {namespace}`"))]
    Undelegated {
        /// The namespace.
        namespace: String,
    },
    /// `--yank` of something that is not there.
    #[error("{plugin} {version} is not in this repository")]
    #[diagnostic(code(RP2912), help("look at NAME@VERSION given to --yank"))]
    NotThere {
        /// The plugin.
        plugin: String,
        /// The version.
        version: String,
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
    /// tough refused a name or a pattern.
    #[error("{name} cannot be written to metadata: {reason}")]
    #[diagnostic(code(RP2918), help("choose another --namespace or plugin name"))]
    Schema {
        /// The name.
        name: String,
        /// tough's word.
        reason: String,
    },
    /// The repository could not be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Repository(#[from] repository::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Exists => Facts::default(),
            Self::Threshold { role, threshold, keys } => Facts::about(role).mismatch(&format!("{threshold} keys"), keys),
            Self::SameKey { role } => Facts::about(role),
            Self::Delegated { namespace } | Self::Reserved { namespace } | Self::Undelegated { namespace } => {
                Facts::about(namespace)
            }
            Self::NotThere { plugin, .. } => Facts::about(plugin),
            Self::Immutable { target, expected, seen } | Self::Manifest { target, expected, seen } => {
                Facts::about(target).mismatch(expected, seen)
            }
            Self::Schema { name, .. } => Facts::about(name),
            Self::Repository(error) => error.facts(),
        }
    }
}
