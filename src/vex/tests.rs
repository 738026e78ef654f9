//! Statements of both formats: what they are about, and which of them silence.

use serde_json::{Value, json};

use super::*;

fn openvex(statements: &Value) -> Vec<Statement> {
    let document = json!({
        "@context": "https://openvex.dev/ns/v0.2.0", "@id": "x", "author": "a", "version": 1,
        "timestamp": "2026-01-01T00:00:00Z", "statements": statements,
    });
    read(document.to_string().as_bytes()).unwrap()
}

fn cyclonedx(analysis: &Value, reference: &str) -> Vec<Statement> {
    let document = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "components": [{ "type": "library", "name": "a", "bom-ref": "one", "purl": "pkg:npm/a@1.0.0" }],
        "vulnerabilities": [{ "id": "CVE-1", "analysis": analysis, "affects": [{ "ref": reference }] }],
    });
    read(document.to_string().as_bytes()).unwrap()
}

fn package(purl: &str) -> Package {
    Package::of_purl(purl).unwrap()
}

/// Whether a statement is about `purl` inside the plugin acme/x 1.0.0.
fn is_about(statement: &Statement, purl: &str) -> bool {
    let (package, within) = (package(purl), package("pkg:ragnos/acme/x@1.0.0"));
    let found = Found { package: &package, within: Some(&within), serial: Some("urn:uuid:ab"), reference: Some("b b") };
    statement.is_about(&found)
}

#[test]
fn openvex_names_products_and_their_parts() {
    let justified = json!({
        "vulnerability": { "name": "CVE-1", "aliases": ["GHSA-1"] }, "status": "not_affected",
        "justification": "vulnerable_code_not_present", "products": [
            "pkg:npm/a@1.0.0",
            { "@id": "pkg:npm/b" },
            { "@id": "anything", "identifiers": { "purl": "pkg:ragnos/acme/x@1.0.0" }, "subcomponents": [{ "@id": "pkg:npm/c@2.0.0" }] },
            { "@id": "pkg:ragnos/acme/x" },
        ],
    });
    let [version, package, part, plugin] = &openvex(&json!([justified]))[..] else { panic!() };
    assert_eq!(version.ids, ["CVE-1", "GHSA-1"]);
    assert!(is_about(version, "pkg:npm/a@1.0.0") && is_about(version, "pkg:npm/a@1.0.0+build"));
    assert!(!is_about(version, "pkg:npm/a@1.0.1") && !is_about(version, "pkg:pypi/a@1.0.0"));
    assert!(is_about(package, "pkg:npm/b@7.0.0"));
    assert!(is_about(part, "pkg:npm/c@2.0.0") && !is_about(part, "pkg:npm/d@2.0.0"));
    assert!(is_about(plugin, "pkg:npm/anything@1.0.0"), "the whole plugin");
    assert_eq!(version.silences().as_deref(), Some("not affected: vulnerable_code_not_present"));
}

#[test]
fn a_part_of_another_product_is_not_silenced() {
    let other = json!({
        "vulnerability": { "name": "CVE-1" }, "status": "fixed",
        "products": [{ "@id": "pkg:ragnos/acme/y@1.0.0", "subcomponents": [{ "@id": "pkg:npm/c@2.0.0" }] }],
    });
    let [statement] = &openvex(&json!([other]))[..] else { panic!() };
    assert!(!is_about(statement, "pkg:npm/c@2.0.0"));
}

#[test]
fn only_reasoned_statements_silence() {
    let silences = |status: &str, more: Value| {
        let mut said = json!({ "vulnerability": "CVE-1", "status": status, "products": ["pkg:npm/a"] });
        for (key, value) in more.as_object().unwrap() {
            said[key] = value.clone();
        }
        openvex(&json!([said]))[0].silences()
    };
    assert_eq!(silences("not_affected", json!({})), None);
    assert_eq!(silences("not_affected", json!({ "justification": "" })), None);
    assert_eq!(
        silences("not_affected", json!({ "impact_statement": "dead code" })).as_deref(),
        Some("not affected: dead code")
    );
    assert_eq!(silences("fixed", json!({})).as_deref(), Some("fixed"));
    assert_eq!(silences("affected", json!({ "justification": "x" })), None);
    assert_eq!(silences("under_investigation", json!({ "justification": "x" })), None);
}

#[test]
fn cyclonedx_analyses_are_statements() {
    let justified =
        json!({ "state": "not_affected", "justification": "code_not_reachable", "lastUpdated": "2026-01-02T00:00:00Z" });
    let [statement] = &cyclonedx(&justified, "one")[..] else { panic!() };
    assert!(is_about(statement, "pkg:npm/a@1.0.0") && !is_about(statement, "pkg:npm/a@1.0.1"));
    assert_eq!(statement.silences().as_deref(), Some("not affected: code_not_reachable"));
    assert_eq!(statement.at, Some("2026-01-02T00:00:00Z".parse().unwrap()));
    assert!(is_about(&cyclonedx(&justified, "urn:cdx:ab/1#b%20b")[0], "pkg:npm/b@1.0.0"), "a BOM-Link");
    assert!(!is_about(&cyclonedx(&justified, "urn:cdx:cd/1#b%20b")[0], "pkg:npm/b@1.0.0"), "to another document");
    assert!(is_about(&cyclonedx(&justified, "pkg:npm/b@1.0.0")[0], "pkg:npm/b@1.0.0"), "a package URL as reference");
    assert_eq!(cyclonedx(&json!({ "state": "not_affected" }), "one")[0].silences(), None);
    assert_eq!(cyclonedx(&json!({ "state": "resolved" }), "one")[0].silences().as_deref(), Some("fixed"));
    assert_eq!(cyclonedx(&json!({ "state": "exploitable", "detail": "x" }), "one")[0].silences(), None);
    assert!(cyclonedx(&json!({}), "one").is_empty(), "no state is no statement");
}

#[test]
fn other_documents_are_refused() {
    for (text, words) in [
        ("", "EOF"),
        ("{}", "no @context"),
        (r#"{"@context": "https://example.com"}"#, "@context"),
        (r#"{"@context": "https://openvex.dev/ns/v0.2.0", "statements": [{}]}"#, "missing field"),
        (r#"{"bomFormat": "CycloneDX", "specVersion": "1.9"}"#, "1.9"),
    ] {
        let error = read(text.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}
