//! `OpenVEX` 0.2 (github.com/openvex/spec), JSON.
//!
//! Owns: its shape. Never does: judge. In: JSON. Out: [`Statement`]s, one for each product.

use jiff::Timestamp;
use serde::Deserialize;

use super::{Error, Product, Statement, Status};

#[derive(Deserialize)]
struct Document {
    timestamp: Option<Timestamp>,
    last_updated: Option<Timestamp>,
    statements: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    vulnerability: Vulnerability,
    #[serde(default)]
    products: Vec<Named>,
    status: Word,
    justification: Option<String>,
    impact_statement: Option<String>,
    timestamp: Option<Timestamp>,
    last_updated: Option<Timestamp>,
}

/// A name, or an object that has one; early versions had the name alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Vulnerability {
    Name(String),
    Object {
        name: String,
        #[serde(default)]
        aliases: Vec<String>,
    },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    Id(String),
    Object {
        #[serde(rename = "@id")]
        id: Option<String>,
        #[serde(default)]
        identifiers: Identifiers,
        #[serde(default)]
        subcomponents: Vec<Named>,
    },
}

#[derive(Deserialize, Default)]
struct Identifiers {
    purl: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Word {
    NotAffected,
    Affected,
    Fixed,
    UnderInvestigation,
}

pub(super) fn read(json: &[u8]) -> Result<Vec<Statement>, Error> {
    let document: Document = serde_json::from_slice(json)
        .map_err(|error| Error::Shape { reason: crate::redact::Printable(&error.to_string()).to_string() })?;
    let of_document = document.last_updated.or(document.timestamp);
    Ok(document.statements.iter().flat_map(|said| said.statements(of_document)).collect())
}

impl Said {
    fn statements(&self, of_document: Option<Timestamp>) -> impl Iterator<Item = Statement> {
        let ids = match &self.vulnerability {
            Vulnerability::Name(name) => vec![name.clone()],
            Vulnerability::Object { name, aliases } => [std::slice::from_ref(name), aliases].concat(),
        };
        let status = match self.status {
            Word::NotAffected => Status::NotAffected,
            Word::Affected => Status::Affected,
            Word::Fixed => Status::Fixed,
            Word::UnderInvestigation => Status::UnderInvestigation,
        };
        let reason = self.justification.clone().or_else(|| self.impact_statement.clone()).filter(|reason| !reason.is_empty());
        let at = self.last_updated.or(self.timestamp).or(of_document);
        self.products.iter().map(move |product| Statement {
            ids: ids.clone(),
            product: product.product(),
            parts: product.parts().iter().map(Named::product).collect(),
            status,
            reason: reason.clone(),
            at,
        })
    }
}

impl Named {
    fn product(&self) -> Product {
        match self {
            Self::Id(id) => Product::of(id),
            Self::Object { id, identifiers, .. } => {
                Product::of(identifiers.purl.as_deref().or(id.as_deref()).unwrap_or_default())
            }
        }
    }

    fn parts(&self) -> &[Self] {
        match self {
            Self::Id(_) => &[],
            Self::Object { subcomponents, .. } => subcomponents,
        }
    }
}
