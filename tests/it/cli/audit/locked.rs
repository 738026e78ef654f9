//! Lock files of other package managers, from `pack` through a published SBOM to an audit.

use camino::Utf8Path;
use ragnos_plugin::pack::pack;
use ragnos_plugin::platform::Platform;
use serde_json::{Value, json};

use super::findings;
use super::scene::record;
use crate::attacks::scene::Scene;

/// This project's own lock files are real ones.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A scene with a plugin in `source`, next to a `Cargo.lock`, a `package-lock.json` and a `requirements.txt`.
fn scene() -> Scene {
    let scene = Scene::new();
    for folder in ["source", "db"] {
        fs_err::create_dir(scene.user.path(folder)).unwrap();
    }
    scene.user.write("source/plugin.toml", "[plugin]\nname = \"acme/tool\"\nversion = \"1.1.0\"\nlicense = \"MIT\"\n");
    for file in ["Cargo.lock", "tests/witness/node/package-lock.json", "tests/witness/requirements.txt"] {
        let name = Utf8Path::new(file).file_name().unwrap();
        fs_err::copy(Utf8Path::new(ROOT).join(file), scene.user.path("source").join(name)).unwrap();
    }
    scene
}

/// A package of the kind that this project's own lock file has: its name and version.
fn listed(text: &str, after: &str, until: char) -> String {
    text.split_once(after).unwrap().1.split(until).next().unwrap().to_owned()
}

#[test]
fn advisories_about_what_lock_files_pin_are_found() {
    let mut scene = scene();
    let (lock, python) = (scene.user.read("source/Cargo.lock"), scene.user.read("source/requirements.txt"));
    let node: Value = serde_json::from_str(&scene.user.read("source/package-lock.json")).unwrap();
    let (place, entry) = node["packages"].as_object().unwrap().iter().find(|(place, _)| !place.is_empty()).unwrap();
    let npm = (place.strip_prefix("node_modules/").unwrap(), entry["version"].as_str().unwrap());
    let semver = listed(&lock, "name = \"semver\"\nversion = \"", '"');
    let botocore = listed(&python, "botocore==", '\n');
    let source = scene.user.path("source");
    let release = pack(Utf8Path::from_path(&source).unwrap(), &Platform::ANY, None).unwrap();
    assert_eq!(release.sbom(), pack(Utf8Path::from_path(&source).unwrap(), &Platform::ANY, None).unwrap().sbom());
    scene.repository.publish_release("acme", &release);
    scene.run(&["lock"]).expect(0);
    let about = |id, ecosystem, name, events: Value| {
        let range = json!([{ "package": { "ecosystem": ecosystem, "name": name },
            "ranges": [{ "type": if ecosystem == "PyPI" { "ECOSYSTEM" } else { "SEMVER" }, "events": events }] }]);
        let record = record(id, ecosystem, name, "0", &json!({ "affected": range }));
        scene.user.write(&format!("db/{id}.json"), &record.to_string());
    };
    let all = json!([{ "introduced": "0" }]);
    about("A-1", "crates.io", "semver", json!([{ "introduced": semver }]));
    about("A-2", "npm", npm.0, all.clone());
    about("A-3", "PyPI", "botocore", json!([{ "introduced": "0" }, { "last_affected": botocore }]));
    about("A-4", "PyPI", "botocore", json!([{ "introduced": "0" }, { "fixed": botocore }]));
    about("A-5", "npm", "not-in-any-file", all);
    let report = scene.run(&["audit", "--db", "../db", "--json"]).expect(11).json();
    let expected = [
        format!("A-1 semver {semver}: acme/tool 1.1.0"),
        format!("A-2 {} {}: acme/tool 1.1.0", npm.0, npm.1),
        format!("A-3 botocore {botocore}: acme/tool 1.1.0"),
    ];
    assert_eq!(findings(&report), expected);
    // The crates of this workspace are from no registry: nobody can have looked for them, and the report says so.
    let unassessed = report["unassessed"].to_string();
    assert!(unassessed.contains("ragnos-repo"), "{unassessed}");
}

#[test]
fn pack_says_what_it_cannot_name_and_refuses_what_it_cannot_read() {
    let scene = scene();
    let packed = scene.run(&["pack", "../source", "--out", "../out"]).expect(0);
    assert!(
        packed.stdout.contains("no advisory can be compared with ragnos-repo 0.1.0 of Cargo.lock (a path)"),
        "{}",
        packed.stdout
    );
    let packed = scene.run(&["pack", "../source", "--out", "../out", "--json"]).expect(0).json();
    assert!(packed["unmatched"].as_array().unwrap().iter().all(|one| one["reason"] == "path"), "{packed}");
    let files = ["package-lock.json", "Cargo.lock", "requirements.txt"];
    for (file, text, code) in [
        (files[0], "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/a\": {\"version\": 1}}}", "RP2056"),
        (files[0], "{\"lockfileVersion\": 1, \"dependencies\": {}}", "RP2057"),
        (files[1], "version = 4\n[[package]]\n", "RP2056"),
        (files[2], "-r more.txt\n", "RP2057"),
    ] {
        let before = scene.user.read(&format!("source/{file}"));
        scene.user.write(&format!("source/{file}"), text);
        let refused = scene.run(&["pack", "../source", "--out", "../none", "--json"]).expect(2);
        assert_eq!(refused.error(), code, "{}", refused.stderr);
        assert!(refused.stderr.contains(file) && !scene.user.path("none").exists(), "{}", refused.stderr);
        scene.user.write(&format!("source/{file}"), &before);
    }
    // Of a length that its compressed form may have.
    let comments: String = (0..2 << 20).map(|number| format!("# {number}\n")).collect();
    fs_err::write(scene.user.path("source/Cargo.lock"), comments).unwrap();
    assert_eq!(scene.run(&["pack", "../source", "--out", "../none", "--json"]).expect(2).error(), "RP2058");
}
