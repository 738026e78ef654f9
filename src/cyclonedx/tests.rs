//! Documents of our own, valid and not, in each version. The specification's own examples are judged by `cargo xtask outside`.

use serde_json::{Value, json};

use super::*;

fn document(version: &str, more: &Value) -> Value {
    let mut document = json!({ "bomFormat": "CycloneDX", "specVersion": version, "version": 1 });
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    document
}

fn reading(version: &str, more: &Value) -> Result<Bom, Error> {
    read(document(version, more).to_string().as_bytes())
}

fn component(more: &Value) -> Value {
    let mut component = json!({ "type": "library", "name": "a", "version": "1" });
    for (key, value) in more.as_object().unwrap() {
        component[key] = value.clone();
    }
    json!({ "components": [component] })
}

#[track_caller]
fn refused(version: &str, more: &Value, words: &str) {
    let error = reading(version, more).unwrap_err();
    assert!(error.to_string().contains(words), "{version}: {error}");
}

#[test]
fn components_are_found_at_any_depth_and_the_subject_apart() {
    let leaf = json!({ "type": "library", "name": "leaf", "version": "2", "purl": "pkg:npm/leaf@2" });
    let branch = json!({ "type": "framework", "group": "g", "name": "branch", "bom-ref": "b", "components": [leaf] });
    for version in ["1.4", "1.5", "1.6", "1.7"] {
        let below = json!({ "type": "file", "name": "inside" });
        let metadata = json!({ "component": { "type": "application", "name": "app", "components": [below] } });
        let bom = reading(version, &json!({ "metadata": metadata, "components": [branch] })).unwrap();
        let names: Vec<&str> = bom.components.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["inside", "g/branch", "leaf"]);
        assert_eq!(bom.components[2].purl.as_deref(), Some("pkg:npm/leaf@2"));
        assert_eq!((bom.subject.unwrap().name.as_str(), bom.spec_version.as_str()), ("app", version));
    }
    assert!(reading("1.3", &json!({ "components": [branch] })).is_err(), "until 1.3 a component has a version");
}

#[test]
fn other_formats_and_versions_are_named() {
    for (text, words) in [
        (r#"{"bomFormat": "SPDX", "specVersion": "1.5"}"#, "bomFormat \"SPDX\""),
        (r#"{"spdxVersion": "SPDX-2.3"}"#, "no bomFormat"),
        (r#"{"bomFormat": "CycloneDX", "specVersion": "1.8"}"#, "specVersion \"1.8\""),
        (r#"{"bomFormat": "CycloneDX", "specVersion": "1.1"}"#, "specVersion \"1.1\""),
        (r#"{"bomFormat": "CycloneDX", "specVersion": "1.05"}"#, "specVersion \"1.05\""),
        (r#"{"bomFormat": "CycloneDX"}"#, "specVersion \"\""),
    ] {
        let error = read(text.as_bytes()).unwrap_err();
        assert!(matches!(&error, Error::Version { seen } if seen == words), "{error}");
    }
    assert!(matches!(read(b"\xff").unwrap_err(), Error::Json { .. }));
    assert!(matches!(read(b"{\"bomFormat\": 1, \"bomFormat\": 2}").unwrap_err(), Error::Json { .. }));
}

#[test]
fn what_the_schema_refuses_is_refused_with_its_place() {
    refused(
        "1.5",
        &component(&json!({ "type": "thing" })),
        "\"thing\" is none of the words allowed in 1.5 at /components/0/type",
    );
    refused("1.4", &component(&json!({ "type": "data" })), "allowed in 1.4");
    refused("1.5", &component(&json!({ "hashes": [{ "alg": "SHA-256", "content": "ab" }] })), "/components/0/hashes/0/content");
    refused("1.5", &component(&json!({ "colour": "red" })), "component has no key \"colour\" in 1.5");
    refused("1.5", &component(&json!({ "tags": ["x"] })), "has no key \"tags\" in 1.5");
    refused("1.5", &component(&json!({ "name": 1 })), "a number instead of text");
    refused("1.5", &component(&json!({ "bom-ref": "" })), "\"\" is not a reference");
    refused("1.5", &component(&json!({ "swid": { "name": "x" } })), "swid lacks its tagId");
    refused("1.5", &json!({ "serialNumber": "urn:uuid:1" }), "not a serial number");
    refused("1.5", &json!({ "version": 0 }), "less than 1 at /version");
    refused("1.5", &json!({ "metadata": { "timestamp": "2020-04-13" } }), "/metadata/timestamp");
    refused("1.6", &component(&json!({ "properties": [{ "value": "x" }] })), "property lacks its name");
    let twice = json!({ "components": [{ "type": "file", "name": "a" }, { "name": "a", "type": "file" }] });
    refused("1.5", &twice, "the same again at /components/1");
}

#[test]
fn licences_mix_as_each_version_says() {
    let with = |licences: Value| component(&json!({ "licenses": licences }));
    let (id, name, expression) =
        (json!({ "license": { "id": "MIT" } }), json!({ "license": { "name": "Own" } }), json!({ "expression": "MIT OR ISC" }));
    for version in ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"] {
        reading(version, &with(json!([id, name]))).unwrap();
        reading(version, &with(json!([expression]))).unwrap();
        let mixed = reading(version, &with(json!([id, expression])));
        assert_eq!(mixed.is_ok(), !matches!(version, "1.5" | "1.6"), "{version}: {mixed:?}");
        refused(version, &with(json!([{ "license": { "id": "Apache-2" } }])), "SPDX");
        refused(version, &with(json!([{ "license": { "id": "MIT+" } }])), "SPDX");
        refused(version, &with(json!([{ "license": { "id": "GPL-2.0+", "name": "x" } }])), "either an id or a name");
        refused(version, &with(json!([{ "license": {} }])), "either an id or a name");
        refused(version, &with(json!([{ "expression": "MIT", "license": { "id": "MIT" } }])), "has no key \"license\"");
    }
}

#[test]
fn ranges_are_for_external_components_only() {
    let ranged = |more: Value| {
        let mut one = json!({ "type": "library", "name": "a", "versionRange": "vers:npm/>1" });
        for (key, value) in more.as_object().unwrap() {
            one[key] = value.clone();
        }
        json!({ "components": [one] })
    };
    reading("1.7", &ranged(json!({ "isExternal": true }))).unwrap();
    refused("1.7", &ranged(json!({ "isExternal": false })), "not external");
    refused("1.7", &ranged(json!({})), "not external");
    refused("1.7", &ranged(json!({ "isExternal": true, "version": "1" })), "both version and versionRange");
}

#[test]
fn analyses_of_vulnerabilities_are_read() {
    let more = json!({ "vulnerabilities": [{
        "id": "CVE-2026-1", "references": [{ "id": "GHSA-x", "source": {} }], "affects": [{ "ref": "a" }],
        "analysis": { "state": "not_affected", "justification": "code_not_reachable", "lastUpdated": "2026-01-01T00:00:00Z" },
    }]});
    let found = reading("1.5", &more).unwrap().vulnerabilities;
    assert_eq!(found[0].ids, ["CVE-2026-1", "GHSA-x"]);
    assert_eq!(found[0].analysis.state.as_deref(), Some("not_affected"));
    refused("1.4", &more, "analysis has no key \"lastUpdated\" in 1.4");
}

/// Our own documents are read too.
#[test]
fn what_pack_writes_is_read() {
    let manifest = crate::plugin_manifest::PluginManifest::parse(
        "[plugin]\nname = \"acme/x\"\nversion = \"1.0.0\"\nlicense = \"MIT OR Apache-2.0\"\n[dependencies]\n\"acme/y\" = \"^1\"\n",
    )
    .unwrap();
    let locked = crate::sbom::Locked::default();
    let platform = "any".parse().unwrap();
    let subject = crate::sbom::Subject { manifest: &manifest, platform: &platform, files: &[], locked: &locked, time: None };
    let bom = read(&crate::sbom::build(&subject)).unwrap();
    assert_eq!(bom.subject.unwrap().purl.as_deref(), Some("pkg:ragnos/acme/x@1.0.0"));
    assert_eq!((bom.components[0].name.as_str(), bom.components[0].version.as_deref()), ("acme/y", None));
}
