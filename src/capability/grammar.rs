//! What the argument of each kind of capability may be, and which argument covers which: docs/capabilities.md is the specification.
//!
//! Owns: both, so that whatever can be written can be compared. ASCII alone, and nothing that a shell or a list separated by commas
//! would take for something else.
//! Never does: look anything up. In: the text after the colon. Out: what is wanted instead, or yes and no.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::CapabilityKind;

/// Everything of its kind.
const ALL: &str = "*";

/// # Errors
/// What the argument has to be.
pub(super) fn check(kind: CapabilityKind, argument: &str) -> Result<(), &'static str> {
    let (is_good, wanted) = match kind {
        CapabilityKind::Net => {
            (Address::read(argument).is_some(), "net:HOST or net:HOST:PORT (a name, *.NAME, an IPv4 address, [IPv6] or *)")
        }
        CapabilityKind::FsRead | CapabilityKind::FsWrite => {
            (Path::read(argument).is_some(), "a path of letters, digits and . _ - + @ without `..`, or *")
        }
        CapabilityKind::Env => (is_variable(argument), "env:NAME (letters, digits and _, no digit first) or env:*"),
        CapabilityKind::Exec => (is_program(argument), "exec:NAME (letters, digits and . _ - +, no path) or exec:*"),
        CapabilityKind::Host => {
            (is_group(argument), "host:NAME (words of letters, digits, - and _, with dots between) or host:*")
        }
    };
    let is_short = (1..=255).contains(&argument.len());
    if is_short && (is_good || argument == ALL) { Ok(()) } else { Err(wanted) }
}

/// Whether whoever may have `own` may have `wanted`; both are of this kind and in its grammar.
pub(super) fn covers(kind: CapabilityKind, own: &str, wanted: &str) -> bool {
    own == ALL
        || own == wanted
        || match kind {
            CapabilityKind::Net => {
                Address::read(own).zip(Address::read(wanted)).is_some_and(|(own, wanted)| own.covers(&wanted))
            }
            CapabilityKind::FsRead | CapabilityKind::FsWrite => {
                Path::read(own).zip(Path::read(wanted)).is_some_and(|(own, wanted)| own.covers(&wanted))
            }
            CapabilityKind::Env | CapabilityKind::Exec | CapabilityKind::Host => false,
        }
}

fn is_variable(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && !text.starts_with(|one: char| one.is_ascii_digit())
}

fn is_program(text: &str) -> bool {
    let is_first = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    text.bytes().all(|byte| is_first(&byte) || b".-+".contains(&byte)) && text.as_bytes().first().is_some_and(is_first)
}

fn is_group(text: &str) -> bool {
    text.split('.')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
}

/// `HOST` or `HOST:PORT`.
struct Address<'a> {
    host: Host<'a>,
    port: Option<u16>,
}

#[derive(PartialEq, Eq)]
enum Host<'a> {
    Any,
    /// `*.NAME`.
    Below(&'a str),
    Name(&'a str),
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl<'a> Address<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (host, port) = match text.rsplit_once(':') {
            // An address of IPv6 has colons of its own, and its port stands behind a bracket.
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (text, None),
        };
        let port = match port {
            Some(digits) if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) => return None,
            Some(digits) => Some(digits.parse().ok()?),
            None => None,
        };
        Some(Self { host: Host::read(host)?, port })
    }

    fn covers(&self, wanted: &Self) -> bool {
        self.host.covers(&wanted.host) && (self.port.is_none() || self.port == wanted.port)
    }
}

impl<'a> Host<'a> {
    fn read(text: &'a str) -> Option<Self> {
        if text == ALL {
            return Some(Self::Any);
        }
        if let Some(address) = text.strip_prefix('[') {
            return address.strip_suffix(']')?.parse().ok().map(Self::V6);
        }
        if let Some(name) = text.strip_prefix("*.") {
            return is_name(name).then_some(Self::Below(name));
        }
        text.parse().ok().map(Self::V4).or_else(|| is_name(text).then_some(Self::Name(text)))
    }

    fn covers(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Any, _) => true,
            (Self::Below(own), Self::Below(wanted)) => own.eq_ignore_ascii_case(wanted) || is_below(wanted, own),
            (Self::Below(own), Self::Name(wanted)) => is_below(wanted, own),
            (Self::Name(own), Self::Name(wanted)) => own.eq_ignore_ascii_case(wanted),
            _ => self == wanted,
        }
    }
}

/// A host name: RFC 1123, at most 253 bytes. A last label of digits is an address that cannot be read.
fn is_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (1..=63).contains(&label.len()) && is_plain && !label.starts_with('-') && !label.ends_with('-')
    };
    let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 253 && text.split('.').all(is_label) && !text.rsplit('.').next().is_some_and(is_number)
}

fn is_below(name: &str, domain: &str) -> bool {
    let (name, domain) = (name.to_ascii_lowercase(), domain.to_ascii_lowercase());
    name.strip_suffix(&domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
}

/// A path: relative to the project, with or without `./` before it, or from `/`.
struct Path<'a> {
    is_absolute: bool,
    parts: Vec<&'a str>,
}

impl<'a> Path<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let is_part = |part: &&str| {
            let is_plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-+@".contains(&byte));
            !part.is_empty() && is_plain && *part != "." && *part != ".."
        };
        if text == "." {
            return Some(Self { is_absolute: false, parts: Vec::new() });
        }
        let is_absolute = text.starts_with('/');
        let rest = text.strip_prefix('/').or_else(|| text.strip_prefix("./")).unwrap_or(text);
        let parts: Vec<&str> = rest.split('/').collect();
        parts.iter().all(is_part).then_some(Self { is_absolute, parts })
    }

    fn covers(&self, wanted: &Self) -> bool {
        self.is_absolute == wanted.is_absolute && wanted.parts.starts_with(&self.parts)
    }
}
