//! One publisher's trouble is that publisher's alone: others' plugins are locked, updated, installed and checked as before, and
//! the message names the role.

use serde_json::json;

use super::scene::{Scene, in_hours, release};
use crate::tuf::repository::{list, raise, sign};

type Harm = fn(&mut Scene);

/// Changes beta's own signed part and publishes it, with a snapshot over it.
fn republish(scene: &mut Scene) {
    raise(scene.repository.signed("beta"));
    scene.repository.publish_next();
}

/// What can be wrong with the role `beta`, with the code that names it.
const HARMS: [(&str, Harm, &str); 12] = [
    (
        "expired",
        |it| {
            it.repository.signed("beta")["expires"] = json!(in_hours(-1));
            republish(it);
        },
        "RP5007",
    ),
    (
        "unsigned",
        |it| {
            it.repository.seeds.insert("beta".to_owned(), vec![]);
            republish(it);
        },
        "RP5002",
    ),
    (
        "signed by another publisher",
        |it| {
            it.repository.seeds.insert("beta".to_owned(), vec![6]);
            republish(it);
        },
        "RP5002",
    ),
    (
        "missing",
        |it| {
            republish(it);
            it.repository.origin.remove("2.beta.json");
        },
        "RP7001",
    ),
    (
        "larger than it is signed to be",
        |it| {
            republish(it);
            let bytes = it.repository.origin.get("2.beta.json").unwrap();
            it.repository.origin.put("2.beta.json", [&bytes[..], &[b' '; 4096]].concat());
        },
        "RP5009",
    ),
    (
        "of another type",
        |it| {
            it.repository.signed("beta")["_type"] = json!("snapshot");
            republish(it);
        },
        "RP5001",
    ),
    (
        "of another specification",
        |it| {
            it.repository.signed("beta")["spec_version"] = json!("2.0.0");
            republish(it);
        },
        "RP5001",
    ),
    (
        "not what the snapshot describes",
        |it| {
            republish(it);
            let mut other = it.repository.signed("beta").clone();
            other["x"] = json!(1);
            let length = it.repository.origin.get("2.beta.json").unwrap().len();
            let mut bytes = sign(&other, &[7]);
            bytes.resize(length, b' ');
            it.repository.origin.put("2.beta.json", bytes[..length].to_vec());
        },
        "RP5008",
    ),
    (
        "no JSON",
        |it| {
            raise(it.repository.signed("beta"));
            it.repository.publish_undescribed();
            let file = format!("{}.beta.json", it.repository.signed("beta")["version"]);
            it.repository.origin.put(&file, b"<html>".to_vec());
        },
        "RP5001",
    ),
    (
        "with a key listed twice",
        |it| {
            let id = it.repository.delegation("beta")["keyids"][0].clone();
            it.repository.delegation("beta")["keyids"] = json!([id, id]);
            it.repository.publish_top();
        },
        "RP5004",
    ),
    (
        "with a threshold that is no number",
        |it| {
            it.repository.delegation("beta")["threshold"] = json!("one");
            it.repository.publish_top();
        },
        "RP5004",
    ),
    (
        "with keys that nobody knows",
        |it| {
            let key = json!({"keytype": "lattice", "scheme": "lattice-1", "keyval": {"public": "x"}});
            it.repository.top()["delegations"]["keys"]["future"] = key;
            it.repository.delegation("beta")["keyids"] = json!(["future"]);
            it.repository.publish_top();
        },
        "RP5002",
    ),
];

/// A synced scene in which beta is harmed, and acme has published a new version and a new plugin since.
fn harmed(harm: Harm) -> Scene {
    let mut scene = Scene::synced();
    scene.repository.add_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.repository.add_release("acme", &release("acme/other", "1.0.0", ""));
    raise(scene.repository.signed("acme"));
    scene.repository.publish_next();
    harm(&mut scene);
    scene
}

/// Row 60: whatever is wrong with one publisher's role, a project that has plugins of that publisher too locks, updates and
/// installs those of others; what is locked of that publisher stays, and the role is named.
#[test]
fn one_publishers_role_takes_nobody_else_down() {
    for (what, harm, code) in HARMS {
        let scene = harmed(harm);
        let lock = scene.user.read("project/ragnos.lock");
        let said = scene.run(&["update", "acme/tool"]);
        assert_eq!(said.code, 0, "{what}: {}", said.stderr);
        assert!(
            said.stderr.contains("beta/theme stays as it is locked") && said.stderr.contains("beta"),
            "{what}: {}",
            said.stderr
        );
        scene.run(&["add", "acme/other"]).expect(0);
        let new = scene.user.read("project/ragnos.lock");
        assert!(new.contains("name = \"acme/other\"") && new.contains("version = \"1.1.0\""), "{what}: {new}");
        let block = |text: &str| text.split("[[plugin]]").find(|one| one.contains("\"beta/theme\"")).unwrap().trim().to_owned();
        assert_eq!(block(&new), block(&lock), "{what}");
        scene.run(&["sync", "--locked"]).expect(0);
        assert!(scene.user.read("project/.ragnos/plugins/acme/tool/main.txt").contains("1.1.0"));
        assert!(scene.user.path("project/.ragnos/plugins/beta/theme/main.txt").exists());
        // Whatever asks for that publisher's plugin is refused, by the role's name, and changes nothing.
        let found = scene.refused(&["check"], if code == "RP7001" { 7 } else { 5 }, code, &[]).stdout;
        assert!(found.contains("beta") && !found.contains("acme.tool-1"), "{what}: {found}");
        for asks in [&["update"][..], &["update", "beta/theme"], &["add", "beta/theme@^1"], &["info", "beta/theme"]] {
            let said = scene.refused(asks, 5, "RP5301", &[]).stderr;
            assert!(said.contains("beta/theme cannot be looked up") && said.contains("beta"), "{what} {asks:?}: {said}");
        }
    }
}

/// Row 60: a project that has nothing of that publisher does not even ask for its role.
#[test]
fn a_role_that_nobody_needs_is_not_asked_for() {
    for (what, harm, _) in HARMS {
        let mut scene = Scene::new();
        harm(&mut scene);
        scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n");
        let ended = scene.run(&["sync", "--json"]);
        assert_eq!(ended.code, 0, "{what}: {}", ended.stderr);
        scene.run(&["check"]).expect(0);
        assert!(!scene.state_file("role.beta.json").exists(), "{what}");
    }
}

/// Row 60: the locked version stays only where it may: not when ragnos.toml asks for another one, and not where it has to be
/// installed, since that takes metadata that is valid now.
#[test]
fn what_is_locked_does_not_replace_valid_metadata() {
    let scene = harmed(HARMS[0].1);
    scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^2\"\n");
    let said = scene.refused(&["lock"], 5, "RP5301", &["role.acme.json", "snapshot.json", "timestamp.json"]).stderr;
    assert!(said.contains("the beta metadata expired"), "{said}");
    scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n");
    scene.uninstall();
    let said = scene.refused(&["sync"], 5, "RP5007", &[]).stderr;
    assert!(said.contains("the beta metadata expired"), "{said}");
    // A lockfile that somebody edited meanwhile gains nothing: its entry stays an entry.
    let lock = scene.user.read("project/ragnos.lock");
    let digest = lock.split("[[plugin]]").find(|one| one.contains("beta/theme")).unwrap().split("sha256 = \"").nth(1).unwrap();
    let edited = lock.replace(&digest[..64], &"0".repeat(64));
    scene.user.write("project/ragnos.lock", &edited);
    scene.refused(&["sync"], 5, "RP5007", &[]);
    scene.user.write("project/ragnos.lock", &lock);
    let mut scene = scene;
    scene.repository.signed("beta")["expires"] = json!(in_hours(1));
    republish(&mut scene);
    scene.run(&["sync", "--json"]).expect(0);
}

/// Rows 59, 60: targets outside a publisher's paths, and patterns of every odd kind: they reach nobody else's names.
#[test]
fn paths_and_patterns_of_one_publisher() {
    let mut scene = harmed(|it| {
        for stray in ["acme.tool-1.2.0.tar.gz", "acme.tool-1.0.0.tar.gz", "root.json", "../x", "gamma.y"] {
            list(it.repository.signed("beta"), stray);
        }
        it.repository.add_release("beta", &release("acme/tool", "1.3.0", ""));
        republish(it);
    });
    scene.run(&["update", "--json"]).expect(0);
    let lock = scene.user.read("project/ragnos.lock");
    assert!(lock.contains("version = \"1.1.0\"") && !lock.contains("1.3.0"), "{lock}");
    scene.accepted(&["check"], &[]);
    let odd = ["[", "[a", "[!", "beta.[z-a]*", "", "*/*", "\u{0}", "\\*", "[]", "{a,b}"];
    let long = "beta.".to_owned() + &"*?[a]".repeat(20_000);
    for pattern in odd.into_iter().chain([long.as_str()]) {
        // Beside a good pattern, the good one counts.
        scene.repository.delegation("beta")["paths"] = json!([pattern, "beta.*"]);
        scene.repository.publish_top();
        scene.accepted(&["check"], &[]);
        scene.run(&["update", "--json"]).expect(0);
        // Alone, what it does not cover is not there, and everything else is.
        scene.repository.delegation("beta")["paths"] = json!([pattern]);
        scene.repository.publish_top();
        let report = scene.fails(&["check"], 5, "RP5101").json();
        let found = report["findings"].as_array().unwrap();
        assert!(found.iter().all(|one| one["subject"] == "beta/theme"), "{pattern}: {report}");
        scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n");
        scene.run(&["sync", "--dry-run", "--json"]).expect(0);
        scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n");
    }
}
