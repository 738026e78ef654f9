//! What only looks leaves nothing behind, and SBOMs are looked at (rows 126, 127).

use serde_json::json;

use super::scene::{Scene, release};
use crate::cli::damage;

/// Every command that only looks, in a project that has synced, with the exits that it may have.
const LOOKING: [&[&str]; 18] = [
    &["sync", "--dry-run"],
    &["sync", "--dry-run", "--repair"],
    &["sync", "--check"],
    &["add", "beta/theme", "--dry-run"],
    &["remove", "beta/theme", "--dry-run"],
    &["update", "--dry-run"],
    &["lock", "--dry-run"],
    &["lock", "--check"],
    &["check"],
    &["check", "--no-fetch"],
    &["list"],
    &["info", "acme/tool"],
    &["search"],
    &["outdated"],
    &["tree"],
    &["why", "acme/tool"],
    &["diff"],
    &["explain", "RP5003"],
];

/// Row 127: dry runs, audits and questions change nothing: not the project, not the trust state, not the cache; in a project that
/// was never synced, in one that has an update waiting, and in one whose files and cache are damaged.
#[test]
fn whoever_only_looks_writes_nothing() {
    let mut fresh = Scene::new();
    fresh.freeze();
    let mut waiting = Scene::synced();
    waiting.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    waiting.freeze();
    let mut damaged = Scene::synced();
    damaged.freeze();
    let file = damaged.user.path("project/.ragnos/plugins/acme/tool/main.txt");
    damage(&fs_err::canonicalize(file).unwrap());
    for entry in fs_err::read_dir(damaged.user.path("home/.cache/ragnos-plugin/archives/sha256")).unwrap() {
        damage(&entry.unwrap().path());
    }
    for (what, scene) in [("fresh", fresh), ("waiting", waiting), ("damaged", damaged)] {
        let before = scene.user.contents("");
        for command in LOOKING {
            for json in [&[][..], &["--json"]] {
                let ended = scene.run(&[command, json].concat());
                assert!([0, 3].contains(&ended.code), "{what}: {command:?}: {} {}", ended.stdout, ended.stderr);
                assert!(scene.user.contents("") == before, "{what}: {command:?} wrote something");
            }
        }
        // The same project can be written to: it is the commands that do not write.
        scene.run(&["sync", "--repair"]).expect(0);
        assert!(scene.user.contents("") != before || what == "waiting");
    }
}

/// Row 126: an SBOM is served with other bytes, longer, or not at all; its signed digest is another than its archive's entry says;
/// it is not signed at all. `check` names each. A bomb is a file like any other: its bytes are compared and never inflated.
#[test]
fn an_sbom_that_is_not_the_signed_one_is_found() {
    type Change = fn(&mut Vec<u8>);
    let findings = |scene: &Scene, exit: i32| -> Vec<String> {
        let found = scene.run(&["check", "--json"]).expect(exit).json();
        let found = found["findings"].as_array().unwrap();
        found.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    };
    let changes: [Change; 3] = [|bytes| *bytes.last_mut().unwrap() ^= 1, |bytes| bytes.resize(1 << 20, 0), Vec::clear];
    for change in changes {
        let scene = Scene::synced();
        scene.accepted(&["check"], &[]);
        scene.repository.origin.change_target("acme.tool-1.0.0.cdx.json.gz", change);
        assert_eq!(findings(&scene, 5), ["RP5122"]);
    }
    let scene = Scene::synced();
    scene.repository.origin.remove_target("acme.tool-1.0.0.cdx.json.gz");
    assert_eq!(findings(&scene, 7), ["RP7001"]);

    let mut scene = Scene::synced();
    let name = "acme.tool-1.0.0.cdx.json.gz";
    scene.repository.add_target("acme", name, b"another", &json!({}));
    scene.repository.publish_release("acme", &release("acme/more", "1.0.0", ""));
    assert_eq!(findings(&scene, 5), ["RP5105"]);
    scene.repository.targets.get_mut("acme").unwrap()["targets"].as_object_mut().unwrap().remove(name);
    scene.repository.publish_release("acme", &release("acme/more", "1.1.0", ""));
    assert_eq!(findings(&scene, 5), ["RP5101"]);

    let mut scene = Scene::synced();
    let bomb = crate::archives::corpus::raw::gzip(&vec![b' '; 32 << 20]);
    let release = release("acme/tool", "1.1.0", "");
    scene.repository.add_release("acme", &release);
    let entry = &mut scene.repository.targets.get_mut("acme").unwrap()["targets"][release.target().as_str()];
    entry["custom"]["ragnos"]["sbom"]["sha256"] = json!(ragnos_plugin::digest::Sha256::of(&bomb));
    scene.repository.add_target("acme", release.descriptor().sbom.target.as_str(), &bomb, &json!({}));
    crate::tuf::repository::raise(scene.repository.targets.get_mut("acme").unwrap());
    scene.repository.publish_next();
    scene.accepted(&["update"], &["role.acme.json", "snapshot.json", "timestamp.json"]);
    scene.accepted(&["check"], &[]);
}
