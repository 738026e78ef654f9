//! Plans over small lockfiles, and the sample lock that neighbouring tests use too.

use jiff::Timestamp;

use super::*;
use crate::lockfile::LockedArtifact;
use crate::store::InstalledPlugin;

pub(crate) fn artifact(name: &str, version: &str, platform: &str) -> LockedArtifact {
    let name: PluginName = name.parse().unwrap();
    let (version, platform): (Version, Platform) = (version.parse().unwrap(), platform.parse().unwrap());
    let target = name.archive_target(&version, &platform).unwrap();
    let digest = |what: &str| Sha256::of(format!("{what} {target}").as_bytes());
    LockedArtifact {
        length: 10,
        sha256: digest("archive"),
        tree: digest("tree"),
        sbom: name.sbom_target(&version, &platform).unwrap(),
        sbom_sha256: digest("sbom"),
        unknown: BTreeMap::default(),
        platform,
        target,
    }
}

pub(crate) fn locked(name: &str, version: &str, platforms: &[&str]) -> LockedPlugin {
    let artifacts = platforms.iter().map(|platform| artifact(name, version, platform));
    LockedPlugin {
        name: name.parse().unwrap(),
        version: version.parse().unwrap(),
        direct: false,
        repository: "demo".parse().unwrap(),
        role: name.split('/').next().unwrap().to_owned(),
        published: None,
        manifest_sha256: Sha256::of(b"manifest"),
        capabilities: BTreeSet::new(),
        dependencies: BTreeSet::new(),
        signers: None,
        artifacts: artifacts.map(|artifact| (artifact.platform.clone(), artifact)).collect(),
        unknown: BTreeMap::default(),
    }
}

pub(crate) fn lockfile(plugins: impl IntoIterator<Item = LockedPlugin>) -> Lockfile {
    let plugins = plugins.into_iter().map(|plugin| (plugin.name.clone(), plugin)).collect();
    Lockfile { plugins, ..Lockfile::default() }
}

fn generation(plugins: &[(&str, &str)]) -> Generation {
    let installed = |(name, version): &(&str, &str)| {
        let tree = artifact(name, version, "any").tree;
        (name.parse().unwrap(), InstalledPlugin { version: version.parse().unwrap(), tree })
    };
    Generation::sample(1, plugins.iter().map(installed).collect(), Timestamp::UNIX_EPOCH)
}

fn words(plan: &Plan) -> Vec<String> {
    let shown = |operation: &Operation| match operation {
        Operation::Install { name, to } => format!("install {name} {} fetch={}", to.version, to.fetch),
        Operation::Change { name, from, to } => format!("change {name} {from} to {} fetch={}", to.version, to.fetch),
        Operation::Repair { name, to } => format!("repair {name} {}", to.version),
        Operation::Keep { name, to } => format!("keep {name} {}", to.version),
        Operation::Remove { name, from } => format!("remove {name} {from}"),
    };
    plan.operations.iter().map(shown).collect()
}

#[test]
fn every_operation_has_its_case() {
    let any = ["any"];
    let lock = lockfile([
        locked("a/changed", "2.0.0", &any),
        locked("a/kept", "1.0.0", &any),
        locked("a/new", "1.0.0", &any),
        locked("a/old-files", "1.0.0", &any),
        locked("a/torn", "1.0.0", &any),
    ]);
    let was = generation(&[("a/changed", "1.0.0"), ("a/kept", "1.0.0"), ("a/gone", "3.0.0"), ("a/torn", "1.0.0")]);
    let present = [artifact("a/kept", "1.0.0", "any").tree, artifact("a/old-files", "1.0.0", "any").tree].into();
    let plan = plan(&lock, Some(&was), &present, &Platform::current()).unwrap();
    let expected = [
        "change a/changed 1.0.0 to 2.0.0 fetch=true",
        "remove a/gone 3.0.0",
        "keep a/kept 1.0.0",
        "install a/new 1.0.0 fetch=true",
        "install a/old-files 1.0.0 fetch=false",
        "repair a/torn 1.0.0",
    ];
    assert_eq!(words(&plan), expected);
    assert!(!plan.changes_nothing());
    let needed: Vec<_> = plan.needed().into_iter().map(|(name, _)| name.as_str().to_owned()).collect();
    assert_eq!(needed, ["a/changed", "a/new", "a/torn"]);
    let json = serde_json::to_value(&plan).unwrap();
    assert_eq!(json["operations"][1], serde_json::json!({"operation": "remove", "name": "a/gone", "from": "3.0.0"}));
}

#[test]
fn the_installed_lock_needs_nothing() {
    let lock = lockfile([locked("a/x", "1.0.0", &["any"])]);
    let present = [artifact("a/x", "1.0.0", "any").tree].into();
    let plan = plan(&lock, Some(&generation(&[("a/x", "1.0.0")])), &present, &Platform::current()).unwrap();
    assert!(plan.changes_nothing() && plan.needed().is_empty());
}

#[test]
fn a_platform_without_an_archive_is_named_with_those_that_have_one() {
    let lock = lockfile([locked("a/x", "1.0.0", &["linux-x86_64", "macos-aarch64"])]);
    let error = plan(&lock, None, &BTreeSet::new(), &"freebsd-x86_64".parse().unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "a/x 1.0.0 has no archive for freebsd-x86_64; it has: linux-x86_64, macos-aarch64");
    let own = plan(&lock, None, &BTreeSet::new(), &"macos-aarch64".parse().unwrap()).unwrap();
    assert!(own.needed()[0].1.target.as_str().ends_with("-macos-aarch64.tar.gz"));
}
