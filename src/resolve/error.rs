//! Why no choice of versions is possible, and the checks whose answer needs no search.
//!
//! Owns: the errors of the resolver, exit code 6, or 4 where a rule is why.
//! Never does: search. In: a [`Request`] or the sentences of `explain`. Out: [`Error`].

use semver::{Version, VersionReq};

use super::Request;
use crate::name::PluginName;
use crate::refusal::{Facts, Refusal};

/// No resolution. `because` holds whole sentences without a trailing stop, each true by itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Requirements that exclude each other.
    #[error("no set of plugin versions satisfies every requirement:{}", listed(because))]
    #[diagnostic(code(RP6001), help("{hint}"))]
    Conflict {
        /// The plugins on which no version could be agreed.
        contested: Vec<PluginName>,
        /// The proof.
        because: Vec<String>,
        /// What to do next.
        hint: String,
    },
    /// A name that nobody published.
    #[error("there is no plugin {name}:{}", listed(because))]
    #[diagnostic(code(RP6002), help("{hint}"))]
    NoSuchPlugin {
        /// The name.
        name: PluginName,
        /// Who asks for it.
        because: Vec<String>,
        /// What to do next.
        hint: String,
    },
    /// A plugin that exists, but not in a version that may be chosen.
    #[error("no version of {name} can be chosen:{}", listed(because))]
    #[diagnostic(code(RP6003), help("{hint}"))]
    NoVersion {
        /// The plugin.
        name: PluginName,
        /// Who asks for what, what exists, and why it was left out.
        because: Vec<String>,
        /// What to do next.
        hint: String,
    },
    /// A plugin that exists, but every version that would do is ruled out.
    #[error("no version of {name} may be chosen:{}", listed(because))]
    #[diagnostic(code(RP4004), help("{hint}"))]
    Ruled {
        /// The plugin.
        name: PluginName,
        /// Who asks for what, what exists, and which rule is against it.
        because: Vec<String>,
        /// What to do next.
        hint: String,
    },
    /// The version that `--precise` names is not there, or may not be chosen.
    #[error("{name} {wanted} is not available:{}", listed(because))]
    #[diagnostic(code(RP6004), help("{hint}"))]
    PreciseNotAvailable {
        /// The plugin.
        name: PluginName,
        /// The version that was asked for.
        wanted: Version,
        /// What exists, and why it was left out.
        because: Vec<String>,
        /// What to do next.
        hint: String,
    },
}

impl Error {
    /// The sentences of the explanation.
    pub fn because(&self) -> &[String] {
        match self {
            Self::Conflict { because, .. }
            | Self::NoSuchPlugin { because, .. }
            | Self::NoVersion { because, .. }
            | Self::Ruled { because, .. }
            | Self::PreciseNotAvailable { because, .. } => because,
        }
    }
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Conflict { contested, .. } => {
                let names: Vec<&str> = contested.iter().map(PluginName::as_str).collect();
                Facts { subject: (!names.is_empty()).then(|| names.join(", ")), ..Facts::default() }
            }
            Self::NoSuchPlugin { name, .. } | Self::NoVersion { name, .. } | Self::Ruled { name, .. } => Facts::about(name),
            Self::PreciseNotAvailable { name, wanted, .. } => {
                Facts { expected: Some(wanted.to_string()), ..Facts::about(name) }
            }
        }
    }
}

fn listed(because: &[String]) -> String {
    because.iter().fold(String::new(), |text, sentence| text + "\n  - " + sentence)
}

/// `ragnos.toml asks for NAME REQUIREMENT`.
pub(super) fn direct_sentence(name: &PluginName, requirement: &VersionReq) -> String {
    format!("ragnos.toml asks for {name} {requirement}")
}

/// The error for a name that nobody published, with a guess at what was meant.
pub(super) fn no_such_plugin(request: &Request<'_>, name: PluginName, because: Vec<String>) -> Error {
    let published = request.universe.iter().filter(|(_, releases)| !releases.is_empty()).map(|(name, _)| name.as_str());
    let hint = match crate::name::nearest(name.as_str(), published) {
        Some(near) => format!("did you mean {near}? `ragnos-plugin search {}` looks for more", name.name()),
        None => format!("check the spelling with `ragnos-plugin search {}`", name.name()),
    };
    Error::NoSuchPlugin { name, because, hint }
}
