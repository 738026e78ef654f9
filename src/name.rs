//! The names of the field as validated types: plugins, namespaces, repositories, TUF target names.
//!
//! Owns: the grammar of every name that crosses a boundary, and the one rule that makes a target name from a plugin.
//! Never does: I/O, normalisation (a name that is not canonical is refused, not repaired).
//! In: text. Out: [`Namespace`], [`PluginName`], [`RepositoryName`], [`TargetName`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Text that is not a name of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{seen:?} is not {wanted}")]
pub struct ParseNameError {
    /// The text that was refused, cut to 160 characters.
    pub seen: String,
    /// What was wanted, with its grammar.
    pub wanted: &'static str,
}

fn refused(seen: &str, wanted: &'static str) -> ParseNameError {
    ParseNameError { seen: seen.chars().take(160).collect(), wanted }
}

/// `[a-z0-9][a-z0-9-]{0,62}`: one part of a plugin id (DESIGN section 4).
fn is_part(text: &str) -> bool {
    let rest_is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(rest_is_plain)
}

macro_rules! string_name {
    ($name:ident, $wanted:literal, $valid:expr) => {
        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ParseNameError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) { Ok(Self(text.to_owned())) } else { Err(refused(text, $wanted)) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseNameError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// The first part of a plugin id; one publisher's own ground.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Namespace(String);
string_name!(Namespace, "a namespace ([a-z0-9][a-z0-9-]{0,62})", is_part);

/// The name that a manifest gives to a repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RepositoryName(String);
string_name!(RepositoryName, "a repository name ([a-z0-9][a-z0-9-]{0,62})", is_part);

/// A flat TUF target name: 1 to 255 bytes of `[A-Za-z0-9._-]`, not starting with `.` or `-`.
///
/// Flat because clients disagree on where the hash goes in a name with `/` (TUF spec section 6.2; research: stock tough
/// asks for `HASH.dir/name`). One character set that means itself in a URL, on every file system and in a shell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TargetName(String);
string_name!(TargetName, "a flat target name (1 to 255 of [A-Za-z0-9._-], not starting with . or -)", |text| {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=255).contains(&text.len()) && !text.starts_with(['.', '-']) && text.bytes().all(plain)
});

/// A plugin id, `namespace/name`, both parts `[a-z0-9][a-z0-9-]{0,62}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PluginName {
    text: String,
    slash: usize,
}

impl PluginName {
    /// The id as text, `namespace/name`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before the slash, as text.
    pub fn namespace(&self) -> &str {
        &self.text[..self.slash]
    }

    /// The part after the slash, as text.
    pub fn name(&self) -> &str {
        &self.text[self.slash + 1..]
    }

    /// What every target name of this plugin starts with: `namespace.name-`.
    pub fn target_prefix(&self) -> String {
        format!("{}.{}-", self.namespace(), self.name())
    }
}

impl FromStr for PluginName {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('/') {
            Some((namespace, name)) if is_part(namespace) && is_part(name) => {
                Ok(Self { text: text.to_owned(), slash: namespace.len() })
            }
            _ => Err(refused(text, "a plugin name (namespace/name, both [a-z0-9][a-z0-9-]{0,62})")),
        }
    }
}

impl TryFrom<String> for PluginName {
    type Error = ParseNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PluginName> for String {
    fn from(name: PluginName) -> String {
        name.text
    }
}

impl fmt::Display for PluginName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The one of `known` that `text` most likely stands for, where one is close enough to be worth asking about.
pub fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let reach = (text.chars().count() / 3).max(1);
    let scored = known.into_iter().map(|name| (strsim::damerau_levenshtein(text, name), name));
    scored.filter(|(distance, _)| *distance <= reach).min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plugin_names_have_two_plain_parts() {
        let name: PluginName = "acme/word-count".parse().unwrap();
        assert_eq!((name.namespace(), name.name()), ("acme", "word-count"));
        let long = format!("a/{}", "b".repeat(64));
        for bad in ["acme", "acme/", "/x", "Acme/x", "acme/x/y", "acme/-x", "acme/x_y", "acme/\u{430}", &long] {
            assert!(bad.parse::<PluginName>().is_err(), "{bad}");
        }
    }
}
