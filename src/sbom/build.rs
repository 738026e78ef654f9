//! From a plugin's manifest and files to a CycloneDX document.
//!
//! Owns: the order of everything in the document, and its serial number, which follows from the rest.
//! Never does: write the version of this program: the same sources would give other bytes after each update of it.
//! In: a [`Subject`]. Out: JSON.

use std::str::FromStr as _;

use cyclonedx_bom::models::bom::UrnUuid;
use cyclonedx_bom::models::component::{Classification, Component, Components};
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::hash::{Hash, HashAlgorithm, HashValue, Hashes};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::models::metadata::Metadata;
use cyclonedx_bom::models::property::{Properties, Property};
use cyclonedx_bom::models::tool::Tools;
use cyclonedx_bom::prelude::{Bom, DateTime, NormalizedString, Purl, SpdxExpression, SpecVersion};
use semver::VersionReq;

use super::locked::{Algorithm, Locked, Package, Scope};
use super::{Subject, TOOL, purl, serial_number};
use crate::name::PluginName;
use crate::platform::Platform;
use crate::plugin_manifest::PluginManifest;
use crate::tree::TreeFile;

/// Builds the document.
pub fn build(subject: &Subject<'_>) -> Vec<u8> {
    let plugin = plugin(subject);
    let reference = plugin.bom_ref.clone().unwrap_or_default();
    let needed: Vec<Component> = subject.manifest.dependencies.iter().map(|(name, version)| needed(name, version)).collect();
    let dependencies = dependencies(&reference, &needed, subject.locked);
    let locked = subject.locked.packages.iter().map(|(reference, package)| locked(reference, package));
    let mut files: Vec<&TreeFile> = subject.files.iter().collect();
    files.sort();
    let components = needed.into_iter().chain(locked).chain(files.into_iter().map(file)).collect();
    let mut bom = Bom {
        version: 1,
        spec_version: SpecVersion::V1_5,
        serial_number: None,
        metadata: Some(Metadata {
            timestamp: subject.time.and_then(date),
            tools: Some(Tools::Object { services: None, components: Some(Components(vec![tool()])) }),
            component: Some(plugin),
            ..Metadata::default()
        }),
        components: Some(Components(components)),
        services: None,
        external_references: None,
        dependencies: Some(dependencies),
        compositions: None,
        properties: None,
        vulnerabilities: None,
        signature: None,
        annotations: None,
        formulation: None,
    };
    bom.serial_number = Some(UrnUuid(serial_number(&encode(&bom))));
    encode(&bom)
}

fn encode(bom: &Bom) -> Vec<u8> {
    let mut json = Vec::new();
    // Strings, numbers and lists in memory, written to memory.
    bom.clone().output_as_json_v1_5(&mut json).expect("a bill of materials serialises");
    json
}

fn date(time: jiff::Timestamp) -> Option<DateTime> {
    // Whole seconds, as SOURCE_DATE_EPOCH has them.
    DateTime::try_from(jiff::Timestamp::from_second(time.as_second()).ok()?.to_string()).ok()
}

fn component(kind: Classification, name: &str, version: Option<&str>, reference: String) -> Component {
    let mut component = Component::new(kind, name, "", Some(reference));
    component.version = version.map(NormalizedString::new);
    component
}

fn tool() -> Component {
    let mut tool = component(Classification::Application, TOOL, None, TOOL.to_owned());
    // Of no use: nothing in the document refers to it.
    tool.bom_ref = None;
    tool
}

fn plugin(subject: &Subject<'_>) -> Component {
    let PluginManifest { name, version, description, license, capabilities, host, .. } = subject.manifest;
    let purl = purl(name, Some(version), subject.platform);
    let mut plugin = component(Classification::Library, name.name(), Some(&version.to_string()), purl.clone());
    plugin.group = Some(NormalizedString::new(name.namespace()));
    plugin.description = (!description.is_empty()).then(|| NormalizedString::new(description));
    plugin.licenses = (!license.is_empty()).then(|| Licenses(vec![licence(license)]));
    plugin.purl = Purl::from_str(&purl).ok();
    let platform = Some(Property::new("ragnos:platform", subject.platform.as_str()));
    let capabilities = capabilities.iter().map(|capability| Property::new("ragnos:capability", &capability.to_string()));
    let hosts = host.iter().map(|(host, version)| Property::new("ragnos:host", &format!("{host} {version}")));
    plugin.properties = Some(Properties(platform.into_iter().chain(capabilities).chain(hosts).collect()));
    plugin
}

/// An SPDX expression where the text is one; else its text, which the standard allows too.
fn licence(text: &str) -> LicenseChoice {
    SpdxExpression::try_from(text.to_owned()).map_or_else(|_| LicenseChoice::license(text), LicenseChoice::Expression)
}

/// A plugin that is needed: its version is the resolver's to choose, so the document gives the requirement only.
fn needed(name: &PluginName, requirement: &VersionReq) -> Component {
    let purl = purl(name, None, &Platform::ANY);
    let mut needed = component(Classification::Library, name.name(), None, purl.clone());
    needed.group = Some(NormalizedString::new(name.namespace()));
    needed.purl = Purl::from_str(&purl).ok();
    needed.properties = Some(Properties(vec![Property::new("ragnos:requirement", &requirement.to_string())]));
    needed
}

/// A package that a lock file lists.
fn locked(reference: &str, package: &Package) -> Component {
    let mut locked = component(Classification::Library, &package.name, package.version.as_deref(), reference.to_owned());
    locked.group = package.group.as_deref().map(NormalizedString::new);
    locked.scope = match package.scope {
        // What a component is that has no scope.
        Scope::Required => None,
        Scope::Optional => Some(cyclonedx_bom::models::component::Scope::Optional),
        Scope::Excluded => Some(cyclonedx_bom::models::component::Scope::Excluded),
    };
    let hashes = package.hashes.iter().map(|(algorithm, digest)| hash(algorithm_of(*algorithm), digest.clone()));
    locked.hashes = (!package.hashes.is_empty()).then(|| Hashes(hashes.collect()));
    locked.purl = package.purl.as_deref().and_then(|purl| Purl::from_str(purl).ok());
    let from = [Property::new("ragnos:lock-file", package.file)];
    let requirement = package.requirement.iter().map(|one| Property::new("ragnos:requirement", one));
    let unmatched = package.kind.map(|kind| Property::new("ragnos:unmatched", kind.words()));
    locked.properties = Some(Properties(from.into_iter().chain(requirement).chain(unmatched).collect()));
    locked
}

fn algorithm_of(algorithm: Algorithm) -> HashAlgorithm {
    match algorithm {
        Algorithm::Sha1 => HashAlgorithm::SHA1,
        Algorithm::Sha256 => HashAlgorithm::SHA_256,
        Algorithm::Sha384 => HashAlgorithm::SHA_384,
        Algorithm::Sha512 => HashAlgorithm::SHA_512,
    }
}

fn hash(alg: HashAlgorithm, digest: String) -> Hash {
    Hash { alg, content: HashValue(digest) }
}

fn file(file: &TreeFile) -> Component {
    let mut component = component(Classification::File, &file.path, None, format!("file:{}", file.path));
    component.hashes = Some(Hashes(vec![hash(HashAlgorithm::SHA_256, file.sha256.to_string())]));
    let length = Property::new("ragnos:length", &file.length.to_string());
    let executable = file.executable.then(|| Property::new("ragnos:executable", "true"));
    component.properties = Some(Properties([length].into_iter().chain(executable).collect()));
    component
}

fn dependencies(plugin: &str, needed: &[Component], locked: &Locked) -> Dependencies {
    let needed: Vec<String> = needed.iter().filter_map(|component| component.bom_ref.clone()).collect();
    let of = |dependency_ref: &str, dependencies: Vec<String>| Dependency {
        dependency_ref: dependency_ref.to_owned(),
        dependencies,
    };
    let own = of(plugin, needed.iter().chain(&locked.direct).cloned().collect());
    let leaves = needed.iter().map(|reference| of(reference, Vec::new()));
    let packages = locked.packages.iter();
    let packages = packages.map(|(reference, package)| of(reference, package.needs.iter().cloned().collect()));
    Dependencies([own].into_iter().chain(leaves).chain(packages).collect())
}

#[cfg(test)]
mod tests {
    use cyclonedx_bom::prelude::Validate as _;
    use serde_json::{Value, json};

    use super::*;
    use crate::digest::Sha256;

    const MANIFEST: &str = r#"
[plugin]
name = "acme/hello"
version = "1.2.0-rc.1"
description = "Says hello."
license = "MIT OR Apache-2.0"
capabilities = ["net:api.example.com"]
[dependencies]
"acme/text" = "^1.0"
[host]
ragnos = ">=0.9"
"#;

    fn document(manifest: &str, platform: &str, files: &[TreeFile], time: Option<&str>) -> Vec<u8> {
        build(&Subject {
            manifest: &PluginManifest::parse(manifest).unwrap(),
            platform: &platform.parse().unwrap(),
            files,
            locked: &Locked::default(),
            time: time.map(|time| time.parse().unwrap()),
        })
    }

    fn files() -> [TreeFile; 2] {
        ["main.js", "LICENSE"].map(|path| TreeFile {
            path: path.to_owned(),
            executable: path == "main.js",
            length: 3,
            sha256: Sha256::of(path.as_bytes()),
        })
    }

    #[test]
    fn it_says_what_the_manifest_and_the_files_say() {
        let json: Value = serde_json::from_slice(&document(MANIFEST, "linux-x86_64", &files(), None)).unwrap();
        assert_eq!((&json["bomFormat"], &json["specVersion"]), (&json!("CycloneDX"), &json!("1.5")));
        assert_eq!(json["metadata"]["component"]["purl"], "pkg:ragnos/acme/hello@1.2.0-rc.1?platform=linux-x86_64");
        assert_eq!(json["metadata"]["component"]["licenses"], json!([{"expression": "MIT OR Apache-2.0"}]));
        assert_eq!(json["metadata"].get("timestamp"), None);
        let names: Vec<_> = json["components"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["text", "LICENSE", "main.js"]);
        assert_eq!(json["components"][0]["properties"], json!([{"name": "ragnos:requirement", "value": "^1.0"}]));
        let digest = Sha256::of(b"LICENSE").to_string();
        assert_eq!(json["components"][1]["hashes"], json!([{"alg": "SHA-256", "content": digest}]));
        assert_eq!(json["dependencies"][0]["dependsOn"], json!(["pkg:ragnos/acme/text"]));
    }

    #[test]
    fn the_library_that_reads_such_documents_finds_nothing_wrong() {
        let own_licence = MANIFEST.replace("MIT OR Apache-2.0", "Ask Acme");
        for (manifest, time) in [(MANIFEST, Some("2026-01-05T00:00:00.5Z")), (&own_licence, None)] {
            let bom = Bom::parse_from_json(&*document(manifest, "any", &files(), time)).unwrap();
            let result = bom.validate_version(SpecVersion::V1_5);
            assert!(result.passed(), "{result:?}");
            assert_eq!(
                bom.metadata.unwrap().timestamp.map(|time| time.to_string()),
                time.map(|_| "2026-01-05T00:00:00Z".into())
            );
        }
    }

    #[test]
    fn the_same_content_has_the_same_serial_number_and_other_content_another() {
        let [one, other] = [files(), files()];
        let first = document(MANIFEST, "any", &one, None);
        assert_eq!(first, document(MANIFEST, "any", &[other[1].clone(), other[0].clone()], None));
        let serial = |json: &[u8]| serde_json::from_slice::<Value>(json).unwrap()["serialNumber"].as_str().unwrap().to_owned();
        assert_ne!(serial(&first), serial(&document(MANIFEST, "any", &one[..1], None)));
        assert_ne!(serial(&first), serial(&document(MANIFEST, "linux-x86_64", &one, None)));
        assert_eq!(serial(&first).as_bytes()["urn:uuid:".len() + 14], b'8');
    }
}
