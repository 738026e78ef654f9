//! One version of one plugin, as commands and signed lists name it: `namespace/name@version`.
//!
//! Owns: that form. Never does: look anything up. In: text. Out: [`NamedVersion`].

use std::fmt;
use std::str::FromStr;

use semver::Version;
use serde::{Deserialize, Serialize};

use crate::name::{ParseNameError, PluginName};

/// `namespace/name@version`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NamedVersion {
    /// The plugin.
    pub plugin: PluginName,
    /// The version.
    pub version: Version,
}

/// Why `NAME@VERSION` cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotAVersion {
    /// No `@`.
    #[error("it is not NAME@VERSION")]
    Form,
    /// Not a plugin's name.
    #[error(transparent)]
    Name(#[from] ParseNameError),
    /// Not a version.
    #[error(transparent)]
    Version(#[from] semver::Error),
}

impl FromStr for NamedVersion {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let (plugin, version) = text.split_once('@').ok_or(NotAVersion::Form)?;
        Ok(Self { plugin: plugin.parse()?, version: version.parse()? })
    }
}

impl TryFrom<String> for NamedVersion {
    type Error = NotAVersion;

    fn try_from(text: String) -> Result<Self, NotAVersion> {
        text.parse()
    }
}

impl From<NamedVersion> for String {
    fn from(one: NamedVersion) -> Self {
        one.to_string()
    }
}

impl fmt::Display for NamedVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.plugin, self.version)
    }
}
