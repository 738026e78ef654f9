//! Capabilities: what a plugin says it needs, as typed strings (`net:host`, `fs.read:path`, `env:NAME` ...).
//!
//! Owns: the closed list of kinds; what their arguments may be, and which covers which, is in `grammar`.
//! Never does: enforcement; a host does that with the list it is handed.
//! In: text. Out: [`Capability`].

mod grammar;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::name::ParseNameError;

/// The kinds of capability. An unknown kind is an error, never ignored (DESIGN section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CapabilityKind {
    /// `net:HOST`: open connections to a host (name, `*.name`, address or `*`, optional `:port`).
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

/// One capability, `kind:argument`; the argument is 1 to 255 ASCII characters, none of which means anything to a shell or in a list
/// but `*` and brackets (docs/capabilities.md has the grammar of each kind).
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

    /// True when whoever may have this may have `asked`: the same, an argument of `*`, a host below `*.` or any host (with a port of
    /// its own or any), or a path below this one.
    pub fn covers(&self, asked: &Self) -> bool {
        self.kind == asked.kind && grammar::covers(self.kind, self.argument(), asked.argument())
    }

    /// The text after the colon.
    pub fn argument(&self) -> &str {
        &self.text[self.kind.as_str().len() + 1..]
    }
}

impl FromStr for Capability {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = |wanted| ParseNameError { seen: text.chars().take(160).collect(), wanted };
        let any = || refused("a capability (net:HOST, fs.read:PATH, fs.write:PATH, env:NAME, exec:NAME or host:NAME)");
        let (kind, argument) = text.split_once(':').ok_or_else(any)?;
        let (kind, _) = *CapabilityKind::ALL.iter().find(|(_, name)| *name == kind).ok_or_else(any)?;
        grammar::check(kind, argument).map_err(refused)?;
        Ok(Self { text: text.to_owned(), kind })
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
            ("net:[::1]", "net:[0::1]:80"),
            ("net:*:443", "net:api.example.com:443"),
            ("net:*:443", "net:*.example.com:443"),
            ("net:*:443", "net:10.0.0.1:443"),
            ("net:*", "net:*:443"),
            ("net:*.Example.com", "net:*.example.com:443"),
            ("fs.read:data", "fs.read:./data/x"),
            ("fs.read:.", "fs.read:any/where"),
            ("fs.read:/srv", "fs.read:/srv/data"),
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
            ("net:*:443", "net:*"),
            ("net:*:443", "net:api.example.com"),
            ("net:*:443", "net:api.example.com:80"),
            ("net:*.example.com", "net:*"),
            ("net:*.example.com", "net:*.com"),
            ("fs.read:data", "fs.write:data"),
            ("fs.read:data", "fs.read:database"),
            ("fs.read:/srv", "fs.read:srv"),
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
        for good in [
            "net:localhost",
            "net:xn--bcher-kva.example:8443",
            "net:*:443",
            "net:10.0.0.1:80",
            "net:[2001:db8::1]",
            "fs.read:.",
            "fs.read:/etc/ssl",
            "fs.write:./cache/feed",
            "env:_A1",
            "env:*",
            "exec:g++",
            "exec:python3.12",
            "host:ui.panel",
        ] {
            assert!(good.parse::<Capability>().is_ok(), "{good}");
        }
    }

    #[test]
    fn an_argument_is_what_its_kind_says_and_means_nothing_to_a_shell() {
        for bad in [
            "net",
            "net:",
            "gpu:0",
            "env:A B",
            "net:a\u{202e}b",
            "exec:\"x\"",
            "fs.read:a,b",
            "exec:x;touch${IFS}/tmp/pwned;#",
            "exec:../sh",
            "exec:/bin/sh",
            "exec:-rf",
            "net:http://x/;y",
            "net:.",
            "net:a.",
            "net:.a",
            "net:-a",
            "net:a..b",
            "net:*.",
            "net:*a.example",
            "net:a.*.example",
            "net:h:99999999",
            "net:h:0",
            "net:h:080",
            "net:h:",
            "net:h:65536",
            "net:1.2.3",
            "net:1.2.3.400",
            "net:*.3",
            "net:::1",
            "net:[::1",
            "net:[x]",
            "net:b\u{fc}cher.example",
            "env:A=B/..",
            "env:1A",
            "env:A*",
            "host:???",
            "host:.a",
            "host:a..b",
            "fs.read:/",
            "fs.read:a/../b",
            "fs.read:../b",
            "fs.read:a//b",
            "fs.read:a/",
            "fs.read:a/./b",
            "fs.read:~/x",
            "fs.read:$HOME",
            "fs.read:a\nb",
            "fs.write:a*",
        ] {
            assert!(bad.parse::<Capability>().is_err(), "{bad}");
        }
        assert!(format!("exec:{}", "a".repeat(255)).parse::<Capability>().is_ok());
        assert!(format!("exec:{}", "a".repeat(256)).parse::<Capability>().is_err());
    }
}
