//! VEX: what somebody has found out about a vulnerability in a product, as `OpenVEX` or CycloneDX.
//!
//! Owns: one model for both formats, what a statement is about, and which statements silence a finding.
//! Never does: trust. Whoever calls has the document from a signed target or from the user's own hand.
//! In: JSON. Out: [`Statement`]s.

mod cyclonedx;
mod openvex;

use std::cmp::Ordering;

use jiff::Timestamp;
use serde::Deserialize;

use crate::ecosystem::{Package, Version};
use crate::refusal::{Facts, Refusal};

/// One statement about one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The vulnerability, by all the names that the statement gives it.
    pub ids: Vec<String>,
    /// What it is about.
    pub product: Product,
    /// Parts of the product that it is about; empty for the whole.
    pub parts: Vec<Product>,
    /// What was found out.
    pub status: Status,
    /// Why, in the words of the format, or in the maker's.
    pub reason: Option<String>,
    /// When the statement was made or last changed.
    pub at: Option<Timestamp>,
}

/// What was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The product is not affected.
    NotAffected,
    /// The product contains a fix.
    Fixed,
    /// It is.
    Affected,
    /// Nobody knows yet.
    UnderInvestigation,
}

/// What a statement names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Product {
    /// A package, or one version of it.
    Package(Package),
    /// A part of another CycloneDX document (BOM-Link).
    Element {
        /// The document's serial number, without `urn:uuid:`.
        serial: String,
        /// The part's `bom-ref`, without percent encoding.
        reference: String,
    },
    /// Something that is matched with nothing here.
    Other(String),
}

/// A component where it was found.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The component.
    pub package: &'a Package,
    /// What contains it: the plugin, where there is one.
    pub within: Option<&'a Package>,
    /// The serial number of the SBOM that lists it.
    pub serial: Option<&'a str>,
    /// Its `bom-ref` there.
    pub reference: Option<&'a str>,
}

/// Why a VEX document cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// It is of neither format.
    #[error("neither OpenVEX nor CycloneDX: {reason}")]
    #[diagnostic(code(RP3420), help("give an OpenVEX 0.2 document or a CycloneDX document with vulnerabilities, both JSON"))]
    Unknown {
        /// What was seen.
        reason: String,
    },
    /// It is `OpenVEX` of another shape.
    #[error("not an OpenVEX document that can be read: {reason}")]
    #[diagnostic(code(RP3421), help("compare it with the OpenVEX specification 0.2"))]
    Shape {
        /// What is wrong.
        reason: String,
    },
    /// It is CycloneDX and not valid.
    #[error(transparent)]
    #[diagnostic(transparent)]
    CycloneDx(#[from] crate::cyclonedx::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Unknown { reason } | Self::Shape { reason } => Facts { seen: Some(reason.clone()), ..Facts::default() },
            Self::CycloneDx(error) => error.facts(),
        }
    }
}

/// What tells the two formats apart.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "@context")]
    context: Option<String>,
    #[serde(rename = "bomFormat")]
    bom_format: Option<String>,
}

/// Reads a document of either format.
///
/// # Errors
/// [`Error`].
pub fn read(json: &[u8]) -> Result<Vec<Statement>, Error> {
    let unknown = |reason: String| Error::Unknown { reason: crate::redact::Printable(&reason).to_string() };
    match serde_json::from_slice(json).map_err(|error| unknown(error.to_string()))? {
        Kind { bom_format: Some(_), .. } => Ok(cyclonedx::statements(&crate::cyclonedx::read(json)?)),
        Kind { context: Some(context), .. } if context.starts_with("https://openvex.dev/ns") => openvex::read(json),
        Kind { context: Some(context), .. } => Err(unknown(format!("@context {context:?}"))),
        Kind { .. } => Err(unknown("no @context and no bomFormat".to_owned())),
    }
}

impl Statement {
    /// True when the statement is about this component.
    pub fn is_about(&self, found: &Found<'_>) -> bool {
        if self.parts.is_empty() {
            return self.product.is(found.package, found) || found.within.is_some_and(|within| self.product.is_package(within));
        }
        let of_the_product = found.within.is_some_and(|within| self.product.is_package(within));
        of_the_product && self.parts.iter().any(|part| part.is(found.package, found))
    }

    /// Why a finding is no cause for alarm; `None` for statements that raise one, or that give no reason.
    ///
    /// That something is not affected has to be justified; that it was fixed says enough.
    pub fn silences(&self) -> Option<String> {
        match (self.status, &self.reason) {
            (Status::NotAffected, Some(reason)) => Some(format!("not affected: {reason}")),
            (Status::Fixed, reason) => {
                Some(reason.as_ref().map_or_else(|| "fixed".to_owned(), |reason| format!("fixed: {reason}")))
            }
            (Status::NotAffected, None) | (Status::Affected | Status::UnderInvestigation, _) => None,
        }
    }
}

impl Product {
    fn of(text: &str) -> Self {
        if let Ok(package) = Package::of_purl(text) {
            return Self::Package(package);
        }
        let link = text.strip_prefix("urn:cdx:").and_then(|link| link.split_once('/'));
        match link.and_then(|(serial, rest)| Some((serial, rest.split_once('#')?.1))) {
            Some((serial, reference)) => Self::Element {
                serial: serial.to_owned(),
                reference: percent_encoding::percent_decode_str(reference).decode_utf8_lossy().into_owned(),
            },
            None => Self::Other(text.to_owned()),
        }
    }

    fn is(&self, package: &Package, found: &Found<'_>) -> bool {
        match self {
            Self::Package(_) => self.is_package(package),
            Self::Element { serial, reference } => {
                let there = found.serial.map(|serial| serial.trim_start_matches("urn:uuid:"));
                there == Some(serial) && found.reference == Some(reference)
            }
            Self::Other(_) => false,
        }
    }

    fn is_package(&self, package: &Package) -> bool {
        let Self::Package(named) = self else { return false };
        let same = |wanted: &String| {
            let seen = package.version.as_deref().unwrap_or_default();
            let [one, other] = [wanted, seen].map(|text| Version::parse(package.ecosystem, text));
            wanted == seen || one.zip(other).is_some_and(|(one, other)| one.partial_cmp(&other) == Some(Ordering::Equal))
        };
        let release = named.release.is_none() || named.release == package.release;
        named.key() == package.key() && release && named.version.as_ref().is_none_or(same)
    }
}

#[cfg(test)]
mod tests;
