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

    /// True when whoever may have this may have `asked`: the same, an argument of `*`, a host below `*.` (with a port of its own
    /// or any), or a path below this one.
    pub fn covers(&self, asked: &Self) -> bool {
        if self.kind != asked.kind {
            return false;
        }
        let (own, wanted) = (self.argument(), asked.argument());
        own == "*"
            || own == wanted
            || match self.kind {
                CapabilityKind::Net => covers_host(own, wanted),
                CapabilityKind::FsRead | CapabilityKind::FsWrite => covers_path(own, wanted),
                CapabilityKind::Env | CapabilityKind::Exec | CapabilityKind::Host => false,
            }
    }

    /// The text after the colon.
    pub fn argument(&self) -> &str {
        &self.text[self.kind.as_str().len() + 1..]
    }
}

/// `example.com` covers any port of it, `*.example.com` any host below, `*.example.com:443` only at that port.
fn covers_host(own: &str, wanted: &str) -> bool {
    let split = |text: &str| -> (String, Option<String>) {
        match text.rsplit_once(':') {
            // An address of IPv6 has colons of its own, and its port stands behind a bracket.
            Some((host, port))
                if port.bytes().all(|byte| byte.is_ascii_digit()) && (!host.contains(':') || host.ends_with(']')) =>
            {
                (host.to_ascii_lowercase(), Some(port.to_owned()))
            }
            _ => (text.to_ascii_lowercase(), None),
        }
    };
    let ((own, own_port), (wanted, wanted_port)) = (split(own), split(wanted));
    let host = match own.strip_prefix("*.") {
        Some(domain) => wanted.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
        None => own == wanted,
    };
    host && (own_port.is_none() || own_port == wanted_port)
}

/// `data` covers `data/x` and `./data`; a path that goes up is covered by nothing but `*` and itself.
fn covers_path(own: &str, wanted: &str) -> bool {
    let parts = |path: &str| -> Option<Vec<String>> {
        let parts: Vec<String> = path.split('/').filter(|part| *part != "." && !part.is_empty()).map(str::to_owned).collect();
        (!path.starts_with('/') && !parts.iter().any(|part| part == "..")).then_some(parts)
    };
    parts(own).zip(parts(wanted)).is_some_and(|(own, wanted)| wanted.starts_with(&own))
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
    fn what_a_ceiling_covers() {
        let covers = |own: &str, asked: &str| own.parse::<Capability>().unwrap().covers(&asked.parse().unwrap());
        for (own, asked) in [
            ("net:*", "net:evil.example"),
            ("net:*.example.com", "net:api.example.com:443"),
            ("net:*.example.com", "net:*.b.example.com"),
            ("net:API.example.com", "net:api.example.com:8443"),
            ("net:[::1]", "net:[::1]:80"),
            ("fs.read:data", "fs.read:./data/x"),
            ("fs.read:.", "fs.read:any/where"),
            ("env:HOME", "env:HOME"),
            ("exec:*", "exec:sh"),
        ] {
            assert!(covers(own, asked), "{own} covers {asked}");
        }
        for (own, asked) in [
            ("net:*.example.com", "net:example.com"),
            ("net:*.example.com", "net:evilexample.com"),
            ("net:*.example.com:443", "net:api.example.com"),
            ("net:api.example.com", "net:*.example.com"),
            ("net:api.example.com", "net:*"),
            ("fs.read:data", "fs.write:data"),
            ("fs.read:data", "fs.read:database"),
            ("fs.read:data", "fs.read:data/../../etc"),
            ("fs.read:.", "fs.read:/etc"),
            ("env:HOME", "env:HOME2"),
        ] {
            assert!(!covers(own, asked), "{own} does not cover {asked}");
        }
    }

    #[test]
    fn known_kinds_parse_and_others_are_refused() {
        let capability: Capability = "fs.read:./data".parse().unwrap();
        assert_eq!((capability.kind(), capability.argument()), (CapabilityKind::FsRead, "./data"));
        for bad in ["net", "net:", "gpu:0", "env:A B", "net:a\u{202e}b", "exec:\"x\""] {
            assert!(bad.parse::<Capability>().is_err(), "{bad}");
        }
    }
}
