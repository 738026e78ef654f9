//! Capabilities: what a plugin says it needs, as typed strings (`net:host`, `fs.read:path`, `env:NAME` ...).
//!
//! Owns: the closed list of kinds and the grammar of their arguments.
//! Never does: enforcement; a host does that with the list it is handed.
//! In: text. Out: [`Capability`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::name::ParseNameError;
use crate::redact::is_deceptive;

/// The kinds of capability. An unknown kind is an error, never ignored (DESIGN section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CapabilityKind {
    /// `net:HOST`: open connections to a host (name, `*.name` or address, optional `:port`).
    Net,
    /// `fs.read:PATH`: read below a path relative to the project.
    FsRead,
    /// `fs.write:PATH`: write below a path relative to the project.
    FsWrite,
    /// `env:NAME`: read one environment variable.
    Env,
    /// `exec:NAME`: start one program.
    Exec,
    /// `host:NAME`: call one function group of the host.
    Host,
}

impl CapabilityKind {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Net, "net"),
        (Self::FsRead, "fs.read"),
        (Self::FsWrite, "fs.write"),
        (Self::Env, "env"),
        (Self::Exec, "exec"),
        (Self::Host, "host"),
    ];

    /// The text before the colon.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, text)| text)
    }
}

/// One capability, `kind:argument`; the argument is 1 to 255 characters without white space or deceptive characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Capability {
    text: String,
    kind: CapabilityKind,
}

impl Capability {
    /// The capability as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its kind.
    pub fn kind(&self) -> CapabilityKind {
        self.kind
    }

    /// The text after the colon.
    pub fn argument(&self) -> &str {
        &self.text[self.kind.as_str().len() + 1..]
    }
}

impl FromStr for Capability {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || ParseNameError {
            seen: text.chars().take(160).collect(),
            wanted: "a capability (net:HOST, fs.read:PATH, fs.write:PATH, env:NAME, exec:NAME or host:NAME)",
        };
        let (kind, argument) = text.split_once(':').ok_or_else(refused)?;
        let (kind, _) = *CapabilityKind::ALL.iter().find(|(_, name)| *name == kind).ok_or_else(refused)?;
        let plain =
            |character: char| !character.is_whitespace() && !is_deceptive(character) && !matches!(character, '"' | '\\');
        if (1..=255).contains(&argument.len()) && argument.chars().all(plain) {
            Ok(Self { text: text.to_owned(), kind })
        } else {
            Err(refused())
        }
    }
}

impl TryFrom<String> for Capability {
    type Error = ParseNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Capability> for String {
    fn from(capability: Capability) -> String {
        capability.text
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_kinds_parse_and_others_are_refused() {
        let capability: Capability = "fs.read:./data".parse().unwrap();
        assert_eq!((capability.kind(), capability.argument()), (CapabilityKind::FsRead, "./data"));
        for bad in ["net", "net:", "gpu:0", "env:A B", "net:a\u{202e}b", "exec:\"x\""] {
            assert!(bad.parse::<Capability>().is_err(), "{bad}");
        }
    }
}
