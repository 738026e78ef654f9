//! CycloneDX documents of other makers: versions 1.2 to 1.7, JSON.
//!
//! Owns: what of a document is read (components, identities, vulnerability analyses), and that a document that the specification's
//! schema refuses in those parts is refused here.
//! Never does: I/O, trust (whoever calls has checked the digest), or write; our own documents are built by `sbom`.
//! In: JSON. Out: [`Bom`].

mod bom;
mod carry;
mod grammar;
mod licences;
mod node;
mod shapes;

use crate::refusal::{Facts, Refusal};

pub use bom::{Analysis, Bom, Component, Vulnerability};
pub use carry::Carried;

use grammar::{Minor, Rule, judge, shown};
use node::Node;

/// The versions that are read: 1.2 to 1.7.
const VERSIONS: std::ops::RangeInclusive<Minor> = 2..=7;

/// Why a document cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Not JSON, nested too deep, or with a key twice.
    #[error("not JSON that can be read in one way only: {reason}")]
    #[diagnostic(code(RP3410), help("ask whoever made the SBOM for a new one"))]
    Json {
        /// What is wrong, and where.
        reason: String,
    },
    /// Another format or version.
    #[error("not CycloneDX 1.2 to 1.7: {seen}")]
    #[diagnostic(code(RP3411), help("other formats cannot be audited; most SBOM tools can write CycloneDX JSON"))]
    Version {
        /// What it says it is.
        seen: String,
    },
    /// Against the specification.
    #[error("not valid CycloneDX {version}: {reason}")]
    #[diagnostic(code(RP3412), help("ask whoever made the SBOM for a valid one; CycloneDX has a validator"))]
    Invalid {
        /// The version that it says.
        version: String,
        /// What is wrong, and where (a JSON pointer).
        reason: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Json { reason } | Self::Invalid { reason, .. } => Facts { seen: Some(reason.clone()), ..Facts::default() },
            Self::Version { seen } => Facts::default().mismatch(&"CycloneDX 1.2 to 1.7", seen),
        }
    }
}

/// Reads a document. Its text must be UTF-8; whoever read it from a file or a target has capped its size.
///
/// # Errors
/// [`Error`]: the first thing that is wrong.
pub fn read(json: &[u8]) -> Result<Bom, Error> {
    judged(json, bom::bom)
}

/// Reads a document for another one, of version 1.5, that is to hold its components.
///
/// # Errors
/// As [`read`].
pub fn carry(json: &[u8]) -> Result<Carried, Error> {
    judged(json, carry::carried)
}

fn judged<T>(json: &[u8], make: fn(&Node<'_>) -> T) -> Result<T, Error> {
    let unreadable = |reason: String| Error::Json { reason };
    let text = std::str::from_utf8(json).map_err(|error| unreadable(error.to_string()))?;
    let node = Node::parse(text).map_err(|error| unreadable(crate::redact::Printable(&error.to_string()).to_string()))?;
    let version = version(&node)?;
    judge(&node, &Rule::Object(&shapes::BOM), version)
        .map_err(|misfit| Error::Invalid { version: format!("1.{version}"), reason: misfit.words() })?;
    Ok(make(&node))
}

fn version(node: &Node<'_>) -> Result<Minor, Error> {
    let format = node.text("bomFormat");
    if format != Some("CycloneDX") {
        let seen = format.map_or_else(|| "no bomFormat".to_owned(), |format| format!("bomFormat {}", shown(format)));
        return Err(Error::Version { seen });
    }
    let said = node.text("specVersion").unwrap_or_default();
    let minor = said.strip_prefix("1.").filter(|minor| minor.len() == 1).and_then(|minor| minor.parse().ok());
    minor
        .filter(|minor| VERSIONS.contains(minor))
        .ok_or_else(|| Error::Version { seen: format!("specVersion {}", shown(said)) })
}

#[cfg(test)]
mod tests;
