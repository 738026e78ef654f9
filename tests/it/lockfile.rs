//! The lockfile against its specification: every vector of lockfile-spec/, and laws over random lockfiles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use miette::Diagnostic;
use proptest::prelude::*;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::lockfile::{
    Drift, Error, LockedArtifact, LockedPlugin, LockedRepository, Lockfile, diff, drift, resolve_conflicts,
};
use ragnos_plugin::manifest::{Manifest, RepositoryEntry};
use ragnos_plugin::name::PluginName;
use ragnos_plugin::refusal::Refusal;
use ragnos_plugin::signers::Signers;

/// The vectors of one kind: name, bytes, sidecar.
fn vectors(kind: &str) -> Vec<(String, Vec<u8>, toml_edit::DocumentMut)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("lockfile-spec").join(kind);
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "lock") {
            let sidecar = fs_err::read_to_string(path.with_extension("toml")).unwrap().parse().unwrap();
            found.push((path.file_stem().unwrap().to_str().unwrap().to_owned(), fs_err::read(&path).unwrap(), sidecar));
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn code(error: &Error) -> String {
    error.code().unwrap().to_string()
}

#[test]
fn every_valid_vector_is_read_and_canonical_as_its_sidecar_says() {
    let vectors = vectors("valid");
    assert!(vectors.len() >= 8);
    for (name, bytes, sidecar) in vectors {
        let lockfile = Lockfile::parse_bytes(&bytes, &name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let text = String::from_utf8(bytes).unwrap();
        let canonical = sidecar["canonical"].as_bool().unwrap();
        assert_eq!(lockfile.check_canonical(&text).is_ok(), canonical, "{name}");
        let again = Lockfile::parse(&lockfile.to_text(), &name).unwrap();
        assert_eq!(again, lockfile, "{name}");
        assert_eq!(again.to_text(), lockfile.to_text(), "{name}");
    }
}

#[test]
fn every_invalid_vector_is_refused_with_the_code_of_its_sidecar() {
    let vectors = vectors("invalid");
    assert!(vectors.len() >= 25);
    for (name, bytes, sidecar) in vectors {
        let error = Lockfile::parse_bytes(&bytes, &name).expect_err(&name);
        assert_eq!(code(&error), sidecar["code"].as_str().unwrap(), "{name}: {error}");
        assert!(error.help().is_some(), "{name} has no help");
    }
}

#[test]
fn limits_hold() {
    let text = format!("# {}\nversion = 1\n", "x".repeat(8 << 20));
    assert_eq!(code(&Lockfile::parse(&text, "big").unwrap_err()), "RP3008");
    let mut text = "version = 1\n".to_owned();
    text += &"[[plugin]]\n".repeat(10_001);
    assert_eq!(code(&Lockfile::parse(&text, "many").unwrap_err()), "RP3008");
}

#[test]
fn errors_say_where() {
    let text = "version = 1\n\n[[repository]]\nname = \"demo\"\nid = \"zz\"\n";
    let error = Lockfile::parse(text, "some.lock").unwrap_err();
    assert_eq!(error.facts().subject.as_deref(), Some("some.lock:5:6"));
    let label = error.labels().unwrap().next().unwrap();
    assert_eq!(&text[label.offset()..label.offset() + label.len()], "\"zz\"");
}

#[test]
fn unknown_keys_survive_and_are_named() {
    let (_, bytes, _) = vectors("valid").into_iter().find(|(name, ..)| name == "unknown-keys").unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lockfile = Lockfile::parse(&text, "unknown-keys").unwrap();
    assert_eq!(lockfile.to_text(), text);
    assert_eq!(lockfile.unknown_keys().len(), 5);
    // A lock made anew of the same plugins keeps them; another version of a plugin does not take them over.
    let mut anew = lockfile.clone();
    anew.unknown.clear();
    for plugin in anew.plugins.values_mut() {
        plugin.unknown.clear();
        plugin.artifacts.values_mut().for_each(|artifact| artifact.unknown.clear());
    }
    let mut moved = anew.clone();
    anew.keep_unknown_keys(&lockfile);
    assert_eq!(anew, lockfile);
    moved.plugins.values_mut().for_each(|plugin| plugin.version.major += 1);
    moved.keep_unknown_keys(&lockfile);
    assert!(moved.plugins.values().all(|plugin| plugin.unknown.is_empty()));
}

pub(crate) fn digest(seed: u64) -> Sha256 {
    Sha256::of(&seed.to_le_bytes())
}

/// A plugin block whose every byte follows from name, version and dependencies.
pub(crate) fn plugin(name: &str, version: &str, dependencies: &[&str]) -> LockedPlugin {
    let name: PluginName = name.parse().unwrap();
    let version: semver::Version = version.parse().unwrap();
    let platform = ragnos_plugin::platform::Platform::ANY;
    let target = name.archive_target(&version, &platform).unwrap();
    let seed = target.as_str().bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let artifact = LockedArtifact {
        platform: platform.clone(),
        target,
        length: 1 + seed % 10_000,
        sha256: digest(seed),
        tree: digest(seed ^ 1),
        sbom: name.sbom_target(&version, &platform).unwrap(),
        sbom_sha256: digest(seed ^ 2),
        unknown: BTreeMap::new(),
    };
    LockedPlugin {
        role: name.namespace().to_owned(),
        name,
        version,
        direct: false,
        repository: "demo".parse().unwrap(),
        published: Some("2026-01-05T00:00:00Z".parse().unwrap()),
        manifest_sha256: digest(seed ^ 3),
        capabilities: BTreeSet::new(),
        dependencies: dependencies.iter().map(|name| name.parse().unwrap()).collect(),
        signers: Some(Signers { threshold: 1, keys: BTreeSet::from([digest(5)]) }),
        artifacts: BTreeMap::from([(platform, artifact)]),
        unknown: BTreeMap::new(),
    }
}

/// A lockfile of these plugins; it has the repository `demo` where there is a plugin.
pub(crate) fn lockfile(plugins: impl IntoIterator<Item = LockedPlugin>) -> Lockfile {
    let plugins: BTreeMap<_, _> = plugins.into_iter().map(|plugin| (plugin.name.clone(), plugin)).collect();
    let demo = LockedRepository { id: digest(1), root_keys: digest(2), root_version: 1, unknown: BTreeMap::new() };
    let repositories = plugins.values().take(1).map(|_| ("demo".parse().unwrap(), demo.clone())).collect();
    Lockfile { repositories, plugins, unknown: BTreeMap::new() }
}

/// The same plugin, asked for by the manifest.
pub(crate) fn direct(plugin: LockedPlugin) -> LockedPlugin {
    LockedPlugin { direct: true, ..plugin }
}

pub(crate) fn manifest(plugins: &[(&str, &str)]) -> Manifest {
    let entry = RepositoryEntry { url: "./repo".into(), mirrors: Vec::new(), root: "root.json".into(), namespaces: None };
    Manifest {
        repositories: BTreeMap::from([("demo".parse().unwrap(), entry)]),
        plugins: plugins.iter().map(|(name, wanted)| (name.parse().unwrap(), wanted.parse().unwrap())).collect(),
        ..Manifest::default()
    }
}

#[test]
fn drift_names_each_difference() {
    let locked = lockfile([direct(plugin("acme/a", "1.2.0", &["acme/b"])), plugin("acme/b", "1.0.0", &[])]);
    assert_eq!(drift(&manifest(&[("acme/a", "^1")]), &locked), []);
    let found = drift(&manifest(&[("acme/a", "^2"), ("acme/c", "*")]), &locked);
    let sentences: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "ragnos.toml asks for acme/a ^2; ragnos.lock has 1.2.0",
            "ragnos.toml asks for acme/c *, which ragnos.lock does not have"
        ]
    );
    assert!(
        matches!(&drift(&manifest(&[("acme/b", "*")]), &locked)[..], [Drift::NotNeeded { name, .. }, Drift::Direct { locked: false, .. }] if name.name() == "a")
    );
    let mut torn = locked.clone();
    torn.plugins.remove(&"acme/b".parse().unwrap());
    assert!(matches!(&drift(&manifest(&[("acme/a", "*")]), &torn)[..], [Drift::DependencyMissing { .. }]));
    let mut other = manifest(&[("acme/a", "*")]);
    let entry = other.repositories.remove(&"demo".parse().unwrap()).unwrap();
    other.repositories.insert("renamed".parse().unwrap(), entry);
    let found = drift(&other, &locked);
    assert!(
        matches!(&found[..], [Drift::Repository { .. }, Drift::Repository { .. }, Drift::RepositoryUnknown { .. }]),
        "{found:?}"
    );
    let mut platforms = manifest(&[("acme/a", "*")]);
    platforms.platforms.insert("linux-x86_64".parse().unwrap());
    assert_eq!(drift(&platforms, &locked), [], "`any` runs everywhere");
}

#[test]
fn diff_names_what_changed() {
    let old = lockfile([plugin("acme/a", "1.2.0", &["acme/b"]), plugin("acme/b", "1.0.0", &[])]);
    let mut bumped = plugin("acme/a", "1.3.0", &[]);
    bumped.capabilities.insert("env:LANG".parse().unwrap());
    let found = diff(&old, &lockfile([bumped, plugin("acme/c", "1.0.0", &[])]));
    assert_eq!((found.added.len(), found.removed.len(), found.repositories.len()), (1, 1, 0));
    assert_eq!(found.changed[0].to_string(), "acme/a 1.2.0 -> 1.3.0, +env:LANG (new), -dependency acme/b");
    assert!(diff(&old, &old).is_empty());
    let mut tampered = old.clone();
    tampered.plugins.values_mut().next().unwrap().artifacts.values_mut().next().unwrap().tree = digest(99);
    assert_eq!(diff(&old, &tampered).changed[0].to_string(), "acme/a 1.2.0, other bytes for any");
}

#[test]
fn conflicted_text_is_resolved_by_sides_and_never_anew() {
    let base = lockfile([direct(plugin("acme/a", "1.0.0", &[]))]).to_text();
    let hunk = |ours: &str, theirs: &str| {
        let ours = lockfile([direct(plugin("acme/a", ours, &[]))]).to_text();
        let theirs = lockfile([direct(plugin("acme/a", theirs, &[]))]).to_text();
        format!("<<<<<<< HEAD\n{ours}||||||| 1234567\n{base}=======\n{theirs}>>>>>>> topic\n")
    };
    let resolved = resolve_conflicts(&hunk("1.0.0", "1.1.0"), "ragnos.lock", None).unwrap();
    assert_eq!(resolved, lockfile([direct(plugin("acme/a", "1.1.0", &[]))]));
    let both = hunk("1.1.0", "2.0.0");
    assert_eq!(code(&resolve_conflicts(&both, "ragnos.lock", None).unwrap_err()), "RP3011");
    assert_eq!(code(&Lockfile::parse(&both, "ragnos.lock").unwrap_err()), "RP3002");
    let chosen = resolve_conflicts(&both, "ragnos.lock", Some(&manifest(&[("acme/a", "^1")]))).unwrap();
    assert_eq!(chosen, lockfile([direct(plugin("acme/a", "1.1.0", &[]))]));
    let stranded = hunk("1.0.0", "1.1.0").replace("direct = true\n", "");
    assert_eq!(code(&resolve_conflicts(&stranded, "ragnos.lock", None).unwrap_err()), "RP3017");
    for bad in [base.as_str(), "<<<<<<< a\n=======\n", "=======\n", "<<<<<<< a\n<<<<<<< b\n"] {
        assert_eq!(code(&resolve_conflicts(bad, "ragnos.lock", None).unwrap_err()), "RP3015", "{bad}");
    }
}

prop_compose! {
    fn any_plugin()(
        name in "[a-z0-9][a-z0-9-]{0,8}/[a-z0-9][a-z0-9-]{0,8}",
        version in (0_u64..30, 0_u64..30, 0_u64..30, prop::option::of("[a-z]{1,4}\\.[1-9]")),
        role in "[ -~é]{1,12}",
        capabilities in prop::collection::btree_set("env:[A-Z]{1,5}|net:[a-z]{1,4}[.][a-z]{1,4}", 0..4),
        published in prop::option::of(0_i64..4_000_000_000),
        text in "[ -~]{0,20}",
        number in any::<i64>(),
        asked in any::<bool>(),
        list in prop::collection::vec("[ -~]{0,5}", 0..3),
    ) -> LockedPlugin {
        let (major, minor, patch, pre) = version;
        let version = format!("{major}.{minor}.{patch}{}", pre.map(|pre| format!("-{pre}")).unwrap_or_default());
        let mut one = plugin(&name, &version, &[]);
        one.role = role;
        one.direct = asked;
        one.capabilities = capabilities.iter().map(|text| text.parse().unwrap()).collect();
        one.published = published.map(|second| jiff::Timestamp::from_second(second).unwrap());
        let quote = |text: &String| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let list = if list.is_empty() { "[]".to_owned() } else { format!("[\n    {},\n]", list.iter().map(quote).collect::<Vec<_>>().join(",\n    ")) };
        one.unknown = BTreeMap::from([("z-text".into(), quote(&text)), ("z-number".into(), number.to_string()), ("z-list".into(), list)]);
        one
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn lock_to_text_to_lock_to_text_is_the_same_bytes(
        mut plugins in prop::collection::vec(any_plugin(), 0..12),
        edges in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..12),
    ) {
        if !plugins.is_empty() {
            for (from, to) in edges {
                let name = plugins[to.index(plugins.len())].name.clone();
                let from = from.index(plugins.len());
                plugins[from].dependencies.insert(name);
            }
        }
        let lockfile = lockfile(plugins);
        let text = lockfile.to_text();
        let parsed = Lockfile::parse(&text, "random").unwrap();
        prop_assert_eq!(&parsed, &lockfile);
        prop_assert!(parsed.check_canonical(&text).is_ok());
    }

    /// Whatever the values: what is called plain can be read again.
    #[test]
    fn a_plain_lockfile_can_be_read_again(
        plugins in prop::collection::vec(any_plugin(), 1..4),
        role in "[ -~é\\\\\u{202e}]{0,3}|x{1020,1030}",
        build in prop::option::weighted(0.1, Just("b")),
        (nanosecond, length, root_version) in (prop::option::weighted(0.1, Just(5_i32)), 0_u64..1 << 54, 0_u64..1 << 54),
        [lost_repository, lost_dependency, lost_artifact, renamed, unknown] in prop::array::uniform5(prop::bool::weighted(0.1)),
    ) {
        let mut one = lockfile(plugins);
        let odd = one.plugins.values_mut().next().unwrap();
        odd.role = role;
        odd.version.build = build.map_or(semver::BuildMetadata::EMPTY, |build| semver::BuildMetadata::new(build).unwrap());
        odd.published = Some(jiff::Timestamp::new(5, nanosecond.unwrap_or_default()).unwrap());
        odd.artifacts.values_mut().for_each(|artifact| artifact.length = length.max(1));
        if renamed { odd.artifacts.values_mut().for_each(|artifact| artifact.target = "other-1.0.0.tar.gz".parse().unwrap()); }
        if lost_artifact { odd.artifacts.clear(); }
        if lost_dependency { odd.dependencies.insert("gone/gone".parse().unwrap()); }
        one.repositories.values_mut().for_each(|repository| repository.root_version = root_version.max(1));
        if lost_repository { one.repositories.clear(); }
        if !unknown { one.plugins.values_mut().for_each(|plugin| plugin.unknown.clear()); }
        let text = one.to_text();
        if one.is_plain(&text) {
            prop_assert_eq!(Lockfile::parse(&text, "random").unwrap(), one);
        }
    }

    #[test]
    fn an_ordinary_lockfile_is_plain(names in prop::collection::btree_set("[a-z]{1,8}/[a-z]{1,8}", 1..9)) {
        let one = lockfile(names.iter().map(|name| plugin(name, "1.2.3", &[])));
        prop_assert!(one.is_plain(&one.to_text()));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(version = 1\n)?(\\[\\[plugin\\]\\]\n|name = \"[a-z/]{1,4}\"\n|[<=>|]{7}\n|\\PC{0,9}\n|a = \\[1, \n)*") {
        let _ = Lockfile::parse(&text, "random");
        let _ = resolve_conflicts(&text, "random", None);
    }
}
