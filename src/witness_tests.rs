//! One fact changed at a time: each disagreement is found and named, and nothing else is.

use super::*;
use crate::digest::Sha256;
use crate::plan::tests::locked;

fn descriptor(plugin: &LockedPlugin, artifact: &LockedArtifact) -> Descriptor {
    let sbom = serde_json::json!({ "target": artifact.sbom, "sha256": artifact.sbom_sha256 });
    serde_json::from_value(serde_json::json!({
        "format": 1, "name": plugin.name, "version": plugin.version, "platform": artifact.platform, "tree": artifact.tree,
        "unpacked-size": 1, "file-count": 1, "manifest-sha256": plugin.manifest_sha256, "sbom": sbom,
    }))
    .unwrap()
}

fn nobody() -> Exam {
    crate::transcript::Transcript::default().exam("", String::new, None)
}

/// The codes found after `change` was made to what the lockfile says.
fn codes(change: impl FnOnce(&mut LockedPlugin, &mut LockedArtifact)) -> Vec<String> {
    let mut plugin = locked("acme/hello", "1.0.0", &["any"]);
    let mut artifact = plugin.artifacts.pop_first().unwrap().1;
    let signed = descriptor(&plugin, &artifact);
    let entry = Entry { length: artifact.length, sha256: artifact.sha256, role: "acme" };
    change(&mut plugin, &mut artifact);
    let found = compare(&plugin, &artifact, &entry, &signed, &nobody());
    found.iter().map(|one| miette::Diagnostic::code(one).unwrap().to_string()).collect()
}

#[test]
fn equal_witnesses_agree() {
    assert_eq!(codes(|_, _| ()), Vec::<String>::new());
}

#[test]
fn each_fact_has_its_own_code() {
    let other = Sha256::of(b"other");
    assert_eq!(codes(|_, artifact| artifact.length = 11), ["RP5102"]);
    assert_eq!(codes(|_, artifact| artifact.sha256 = other), ["RP5103"]);
    assert_eq!(codes(|_, artifact| artifact.tree = other), ["RP5104"]);
    assert_eq!(codes(|_, artifact| artifact.sbom_sha256 = other), ["RP5105"]);
    assert_eq!(codes(|_, artifact| artifact.sbom = "x".parse().unwrap()), ["RP5105"]);
    assert_eq!(codes(|plugin, _| plugin.role = "evil".to_owned()), ["RP5106"]);
    assert_eq!(codes(|plugin, _| plugin.manifest_sha256 = other), ["RP5109"]);
    assert_eq!(
        codes(|plugin, _| {
            plugin.capabilities.insert("net:a".parse().unwrap());
        }),
        ["RP5110"]
    );
}

#[test]
fn another_plugins_archive_under_this_name_is_refused() {
    assert_eq!(codes(|plugin, _| plugin.name = "acme/other".parse().unwrap()), ["RP5108"]);
    assert_eq!(codes(|plugin, _| plugin.version = "2.0.0".parse().unwrap()), ["RP5108"]);
    assert_eq!(codes(|_, artifact| artifact.platform = "linux-x86_64".parse().unwrap()), ["RP5108"]);
}

#[test]
fn both_values_are_told() {
    let mut plugin = locked("acme/hello", "1.0.0", &["any"]);
    let artifact = plugin.artifacts.pop_first().unwrap().1;
    let signed = descriptor(&plugin, &artifact);
    let entry = Entry { length: 99, sha256: artifact.sha256, role: "acme" };
    let found = compare(&plugin, &artifact, &entry, &signed, &nobody()).remove(0);
    let facts = found.facts();
    assert_eq!((facts.expected.as_deref(), facts.seen.as_deref()), (Some("10"), Some("99")));
    assert!(facts.subject.unwrap().contains("acme.hello-1.0.0.tar.gz"));
}
