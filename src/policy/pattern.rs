//! What a rule is about: one plugin, a namespace, or everything, and some versions of it.
//!
//! Owns: their grammar and which of two patterns is the narrower. Three forms only, so that there is always one answer.
//! Never does: read rules. In: text. Out: [`Pattern`], [`Selector`].

use std::fmt;
use std::str::FromStr;

use semver::{BuildMetadata, Comparator, Op, Prerelease, Version, VersionReq};
use serde::Deserialize;

use crate::name::{Namespace, ParseNameError, PluginName};

/// `*`, `namespace/*` or `namespace/name`, the widest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum Pattern {
    /// Every plugin.
    All,
    /// Every plugin of a namespace.
    Namespace(Namespace),
    /// One plugin.
    Plugin(PluginName),
}

/// A pattern, and with `@REQUIREMENT` only those versions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Selector {
    /// The plugins.
    pub pattern: Pattern,
    /// The versions; `None` for all, pre-releases too.
    pub versions: Option<VersionReq>,
}

/// Why a pattern cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotAPattern {
    /// Neither of the forms.
    #[error("{0}; a rule is about `*`, NAMESPACE/* or NAMESPACE/NAME")]
    Name(#[from] ParseNameError),
    /// The versions after `@`.
    #[error("its versions are no requirement: {0}")]
    Versions(#[from] semver::Error),
}

impl Pattern {
    /// True when the rule is about this plugin.
    pub fn matches(&self, name: &PluginName) -> bool {
        match self {
            Self::All => true,
            Self::Namespace(namespace) => namespace.as_str() == name.namespace(),
            Self::Plugin(plugin) => plugin == name,
        }
    }
}

impl FromStr for Pattern {
    type Err = NotAPattern;

    fn from_str(text: &str) -> Result<Self, NotAPattern> {
        match text.strip_suffix("/*") {
            _ if text == "*" => Ok(Self::All),
            Some(namespace) => Ok(Self::Namespace(namespace.parse()?)),
            None => Ok(Self::Plugin(text.parse()?)),
        }
    }
}

impl TryFrom<String> for Pattern {
    type Error = NotAPattern;

    fn try_from(text: String) -> Result<Self, NotAPattern> {
        text.parse()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Namespace(namespace) => write!(f, "{}/*", namespace.as_str()),
            Self::Plugin(plugin) => write!(f, "{plugin}"),
        }
    }
}

impl Selector {
    /// True when the rule is about this version of this plugin.
    pub fn matches(&self, name: &PluginName, version: &Version) -> bool {
        // A pre-release of a denied version must not slip through because a requirement does not name it.
        let plain = Version { pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY, ..version.clone() };
        let covers_one = |one: &Comparator| one.matches(version) || one.matches(&plain) || is_below(version, one);
        let covers = |wanted: &VersionReq| wanted.matches(version) || wanted.comparators.iter().all(covers_one);
        self.pattern.matches(name) && self.versions.as_ref().is_none_or(covers)
    }
}

/// True where the comparator is `<` and the version comes before its end: `1.4.0-rc.1` is older than what `<1.4` stops at.
fn is_below(version: &Version, one: &Comparator) -> bool {
    let (minor, patch) = (one.minor.unwrap_or_default(), one.patch.unwrap_or_default());
    let end = Version { pre: one.pre.clone(), ..Version::new(one.major, minor, patch) };
    one.op == Op::Less && version.cmp_precedence(&end).is_lt()
}

impl TryFrom<String> for Selector {
    type Error = NotAPattern;

    fn try_from(text: String) -> Result<Self, NotAPattern> {
        let (pattern, versions) = text.split_once('@').map_or((text.as_str(), None), |(one, two)| (one, Some(two)));
        Ok(Self { pattern: pattern.parse()?, versions: versions.map(str::parse).transpose()? })
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.pattern)?;
        self.versions.as_ref().map_or(Ok(()), |versions| write!(f, "@{versions}"))
    }
}
