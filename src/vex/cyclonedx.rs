//! CycloneDX VEX: the `vulnerabilities` of a document with their analyses (1.4 and later).
//!
//! Owns: what its states mean here. Never does: read JSON; `cyclonedx` has. In: a [`Bom`]. Out: [`Statement`]s.

use crate::cyclonedx::{Bom, Vulnerability};

use super::{Product, Statement, Status};

pub(super) fn statements(bom: &Bom) -> Vec<Statement> {
    bom.vulnerabilities.iter().flat_map(|one| said(bom, one)).collect()
}

fn said<'a>(bom: &'a Bom, vulnerability: &'a Vulnerability) -> impl Iterator<Item = Statement> + 'a {
    let analysis = &vulnerability.analysis;
    let status = match analysis.state.as_deref() {
        Some("not_affected" | "false_positive") => Some(Status::NotAffected),
        Some("resolved" | "resolved_with_pedigree") => Some(Status::Fixed),
        Some("exploitable") => Some(Status::Affected),
        Some("in_triage") => Some(Status::UnderInvestigation),
        _ => None,
    };
    let reason = analysis.justification.clone().or_else(|| analysis.detail.clone()).filter(|reason| !reason.is_empty());
    let at = analysis.updated.as_deref().and_then(|text| text.parse().ok());
    let affects = status.map(|status| (status, &vulnerability.affects)).into_iter();
    affects.flat_map(move |(status, affects)| {
        let reason = reason.clone();
        affects.iter().map(move |reference| Statement {
            ids: vulnerability.ids.clone(),
            product: product(bom, reference),
            parts: Vec::new(),
            status,
            reason: reason.clone(),
            at,
        })
    })
}

/// A reference is to a component of the same document, to one of another, or a package URL that serves as a reference.
fn product(bom: &Bom, reference: &str) -> Product {
    let components = bom.subject.iter().chain(&bom.components);
    let mut named = components.filter(|component| component.bom_ref.as_deref() == Some(reference));
    let purl = named.find_map(|component| component.purl.as_deref());
    Product::of(purl.unwrap_or(reference))
}
