//! The report as a CycloneDX 1.5 document: vulnerabilities of components, with what is known of their exploitability (VDR and VEX).
//!
//! Owns: that the document is the same for the same report: its serial number follows from its content, and it has no date.
//! Never does: claim an analysis that nobody made. In: [`Report`]. Out: JSON.
//!
//! Built as JSON: the models of `cyclonedx-bom` hold scores as `f32`, which 9.8 does not survive.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::report::{Line, Report, Suppressed};
use crate::sbom;

/// Writes the report.
pub fn write(report: &Report) -> Value {
    let lines = report.findings.iter().chain(report.suppressed.iter().map(|one| &one.finding));
    let components: BTreeMap<String, Value> = lines.map(|line| (reference(line), component(line))).collect();
    let open = report.findings.iter().map(|line| vulnerability(line, None));
    let explained = report.suppressed.iter().map(|one| vulnerability(&one.finding, Some(one)));
    let mut document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "tools": { "components": [
            { "type": "application", "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        ]}},
        "components": components.into_values().collect::<Vec<_>>(),
        "vulnerabilities": open.chain(explained).collect::<Vec<_>>(),
    });
    document["serialNumber"] = json!(sbom::serial_number(document.to_string().as_bytes()));
    document
}

fn reference(line: &Line) -> String {
    line.purl
        .clone()
        .unwrap_or_else(|| format!("{}/{}@{}", line.ecosystem, line.package, line.version.as_deref().unwrap_or_default()))
}

fn component(line: &Line) -> Value {
    let mut component = json!({ "type": "library", "name": line.package, "bom-ref": reference(line) });
    if let Some(version) = &line.version {
        component["version"] = json!(version);
    }
    if let Some(purl) = &line.purl {
        component["purl"] = json!(purl);
    }
    component
}

fn vulnerability(line: &Line, explained: Option<&Suppressed>) -> Value {
    let mut rating = json!({ "severity": line.severity.as_str() });
    if let (Some(score), Some(vector)) = (line.score.as_ref().and_then(|score| score.parse::<f64>().ok()), &line.vector) {
        rating["score"] = json!(score);
        rating["vector"] = json!(vector);
        rating["method"] = json!(method(vector));
    }
    let place = |name: &String| json!({ "name": "ragnos:found-in", "value": name });
    let kind = line.informational.iter().map(|kind| json!({ "name": "ragnos:informational", "value": kind }));
    // Where it was found is part of what a finding is: the same component may be explained in one plugin and not in another.
    let own = explained.map_or_else(String::new, |one| format!(" {}", one.by));
    let mut vulnerability = json!({
        "bom-ref": format!("{} {}{own}", line.id, reference(line)),
        "id": line.id,
        "references": line.aliases.iter().map(|alias| json!({ "id": alias, "source": {} })).collect::<Vec<_>>(),
        "ratings": [rating],
        "description": line.summary,
        "affects": [{ "ref": reference(line) }],
        "properties": kind.chain(line.found_in.iter().map(place)).collect::<Vec<_>>(),
    });
    if !line.fixed.is_empty() {
        vulnerability["recommendation"] = json!(format!("Use {} or later.", line.fixed.join(" or ")));
    }
    if let Some(url) = &line.url {
        vulnerability["advisories"] = json!([{ "url": url }]);
    }
    if let Some(one) = explained {
        // An ignore is nobody's analysis.
        let state = match one.reason.split(':').next() {
            Some("not affected") => "not_affected",
            Some("fixed") => "resolved",
            _ => "in_triage",
        };
        vulnerability["analysis"] = json!({ "state": state, "detail": format!("{}: {}", one.by, one.reason) });
    }
    vulnerability
}

fn method(vector: &str) -> &'static str {
    match vector.split('/').next() {
        Some("CVSS:4.0") => "CVSSv4",
        Some("CVSS:3.1") => "CVSSv31",
        Some("CVSS:3.0") => "CVSSv3",
        _ => "CVSSv2",
    }
}
