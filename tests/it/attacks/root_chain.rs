//! The pinned root and the chain that starts from it (TUF spec 5.2, 5.3).

use serde_json::json;

use super::code;
use super::scene::{FIRST, Scene, in_hours, release};
use super::web::Web;
use crate::tuf::repository::{Machine, Repository, sign};

/// What a sync has learnt when nothing past the root was trusted.
const ROOT_ONLY: [&str; 1] = ["root.json"];

/// Row 1: the pinned root is no root metadata. Refused before anything is asked: the repository is not even there.
#[test]
fn a_pinned_root_that_is_malformed() {
    let scene = Scene::synced();
    let good = scene.repository.origin.get("1.root.json").unwrap();
    scene.manifest("../nowhere", "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n");
    let snapshot = scene.repository.origin.get("1.snapshot.json").unwrap();
    for bad in [b"", &b"{"[..], b"[]", b"null", &good[..good.len() - 2], &snapshot] {
        scene.pin(bad);
        scene.refused(&["sync"], 5, "RP5001", &[]);
        scene.refused(&["check"], 5, "RP5001", &[]);
    }
    // With the good root the repository is asked, and that it is missing is what is said.
    scene.pin(&good);
    scene.refused(&["sync"], 7, "RP7001", &[]);
    scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n");
    scene.accepted(&["sync"], &[]);
}

/// Row 2: the pinned root is unsigned, signed by too few of its keys, or by strangers. No request is made.
#[test]
fn a_pinned_root_that_is_not_signed_by_its_own_keys() {
    let scene = Scene::new();
    scene.manifest("../nowhere", "\"acme/tool\" = \"^1\"\n");
    for seeds in [&[][..], &[1], &[1, 9], &[8, 9], &[3, 4, 5]] {
        scene.pin(&sign(&scene.repository.root, seeds));
        scene.refused(&["sync"], 5, "RP5002", &[]);
        scene.refused(&["lock"], 5, "RP5002", &[]);
    }
    scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n");
    scene.pin(&sign(&scene.repository.root, &[2, 9, 1]));
    scene.accepted(&["sync"], &FIRST);
}

/// Rows 3, 4: the next root is not signed by a threshold of the old keys, or not by a threshold of its own.
#[test]
fn a_next_root_that_lacks_signatures() {
    let mut scene = Scene::synced();
    scene.repository.set_keys("root", &[11, 12], 2);
    for signers in [&[11, 12][..], &[1, 11, 12], &[1, 2], &[1, 2, 11], &[1, 2, 11, 13], &[]] {
        scene.repository.root["version"] = json!(1);
        scene.repository.next_root(signers);
        let said = scene.refused(&["sync"], 5, "RP5002", &[]).stderr;
        assert!(said.contains("the root metadata carries"), "{said}");
        assert_eq!(scene.version("root"), Some(1), "{signers:?}");
    }
    scene.repository.root["version"] = json!(1);
    scene.repository.next_root(&[1, 2, 11, 12]);
    scene.accepted(&["sync"], &ROOT_ONLY);
    assert_eq!(scene.version("root"), Some(2));
}

/// Rows 5, 6: what is served as root 2 has version 3 or more, or the version that is trusted already.
#[test]
fn a_next_root_of_another_version() {
    let mut scene = Scene::synced();
    for version in [1, 3, 4, u64::MAX] {
        scene.repository.root["version"] = json!(version);
        scene.repository.origin.put("2.root.json", sign(&scene.repository.root, &[1, 2]));
        scene.refused(&["sync"], 5, "RP5006", &[]);
    }
    scene.repository.root["version"] = json!(2);
    scene.repository.publish_root();
    scene.accepted(&["sync"], &ROOT_ONLY);
    // From root 2 on, root 1 served as root 3 is a step back.
    scene.repository.origin.put("3.root.json", scene.repository.origin.get("1.root.json").unwrap());
    scene.refused(&["sync"], 5, "RP5006", &[]);
}

/// Row 7: roots on the way have expired, the last one has not.
#[test]
fn an_expired_root_on_the_way() {
    let mut scene = Scene::synced();
    scene.repository.root["expires"] = json!(in_hours(-1));
    for _ in 0..3 {
        scene.repository.next_root(&[1, 2]);
    }
    scene.repository.root["expires"] = json!(in_hours(1));
    scene.repository.next_root(&[1, 2]);
    scene.accepted(&["sync"], &ROOT_ONLY);
    assert_eq!(scene.version("root"), Some(5));
}

/// Rows 8, 9: the last root has expired: it is kept and nothing under it is trusted; a newer one ends that.
#[test]
fn an_expired_last_root() {
    let mut scene = Scene::synced();
    scene.repository.root["expires"] = json!(in_hours(-1));
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.refused(&["update"], 5, "RP5007", &ROOT_ONLY);
    assert_eq!(scene.version("root"), Some(2));
    // Again, now with an expired root in the state and nothing newer.
    scene.refused(&["sync"], 5, "RP5007", &[]);
    scene.repository.root["expires"] = json!(in_hours(1));
    scene.repository.next_root(&[1, 2]);
    scene.accepted(&["update"], &["role.acme.json", "root.json", "snapshot.json", "timestamp.json"]);
    assert_eq!(scene.version("root"), Some(3));
}

/// Row 10: an endless chain of roots. One run stops at its limit; nothing but the root has moved.
#[test]
fn a_chain_of_roots_without_end() {
    let mut scene = Scene::synced();
    for _ in 0..1025 {
        scene.repository.next_root(&[1, 2]);
    }
    let said = scene.refused(&["sync"], 5, "RP5012", &ROOT_ONLY).stderr;
    assert!(said.contains("more than 1024 new roots"), "{said}");
    assert_eq!(scene.version("root"), Some(1025), "1024 steps from root 1");
    // Root 1026 is the last one: what looked endless was only long.
    scene.accepted(&["sync"], &ROOT_ONLY);
    assert_eq!(scene.version("root"), Some(1026));
}

/// Row 11: long honest chains, of 40 new roots and of as many as the limit allows, are walked in one run.
#[test]
fn a_long_chain_of_roots() {
    let mut scene = Scene::synced();
    for (steps, last) in [(40, 41), (1024, 1065)] {
        for _ in 0..steps {
            scene.repository.next_root(&[1, 2]);
        }
        scene.accepted(&["sync"], &ROOT_ONLY);
        assert_eq!(scene.version("root"), Some(last));
    }
    scene.accepted(&["sync"], &[]);
}

/// Row 11: a walk that fails halfway keeps what it reached, and the next run goes on from there.
#[tokio::test]
async fn a_chain_of_roots_that_breaks_off() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    for _ in 0..100 {
        repository.next_root(&[1, 2]);
    }
    repository.origin.breaks("50.root.json");
    assert_eq!(code(machine.refresh(&repository).await), "RP7002");
    assert_eq!((machine.version("root"), machine.version("timestamp")), (Some(49), None));
    repository.origin.mends("50.root.json");
    machine.refresh(&repository).await.unwrap();
    assert_eq!(machine.version("root"), Some(101));
    assert_eq!(repository.origin.requests()[..2], ["50.root.json", "51.root.json"]);
}

/// Row 12: the next root is withheld. "Not there" means that there is none; every other answer stops the run.
#[test]
fn a_next_root_that_is_withheld() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    // The attack that this is about: the timestamp's stolen key was replaced in root 2.
    scene.repository.set_keys("timestamp", &[13], 1);
    scene.repository.next_root(&[1, 2]);
    for (status, exit, code) in [(403, 7, "RP7003"), (401, 7, "RP7003"), (500, 7, "RP7002"), (204, 7, "RP7003")] {
        web.answers("metadata/2.root.json", Some(status));
        let said = scene.refused(&["sync"], exit, code, &[]).stderr;
        assert!(said.contains("2.root.json"), "{status}: {said}");
    }
    for status in [404, 410] {
        web.answers("metadata/2.root.json", Some(status));
        scene.accepted(&["sync"], &[]);
    }
    web.answers("metadata/2.root.json", None);
    scene.repository.publish_next();
    scene.accepted(&["sync"], &["accepted-under", "root.json", "snapshot.json", "timestamp.json"]);
}

/// Row 13: the newer root is hidden until the known one expires. Then nothing is trusted, until it is shown.
#[test]
fn a_root_that_is_frozen() {
    let mut scene = Scene::synced();
    scene.repository.next_root(&[1, 2]);
    scene.accepted(&["sync"], &ROOT_ONLY);
    let rotated = {
        scene.repository.set_keys("timestamp", &[13], 1);
        scene.repository.next_root(&[1, 2]);
        scene.repository.origin.get("3.root.json").unwrap()
    };
    scene.repository.origin.remove("3.root.json");
    scene.repository.root["version"] = json!(2);
    scene.repository.set_keys("timestamp", &[3], 1);
    scene.accepted(&["sync"], &[]);
    scene.expires("root");
    scene.refused(&["sync"], 5, "RP5007", &[]);
    scene.refused(&["update", "--offline"], 5, "RP5007", &[]);
    scene.repository.origin.put("3.root.json", rotated);
    // The timestamp's key is gone from root 3: its old signature does not count, whatever it says.
    scene.refused(&["sync"], 5, "RP5002", &["accepted-under", "root.json", "snapshot.json", "timestamp.json"]);
    scene.repository.set_keys("timestamp", &[13], 1);
    scene.repository.publish_next();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
}

/// Row 28: a root of another repository, with good signatures of its own.
#[test]
fn a_root_of_another_repository() {
    let mut scene = Scene::synced();
    let mut other = Repository::expiring(&in_hours(24), &in_hours(48));
    other.set_keys("root", &[21, 22], 2);
    other.publish_root();
    let pinned = scene.repository.origin.get("1.root.json").unwrap();
    // Served as the next root.
    other.next_root(&[21, 22]);
    scene.repository.origin.put("2.root.json", other.origin.get("2.root.json").unwrap());
    scene.refused(&["sync"], 5, "RP5002", &[]);
    scene.repository.origin.remove("2.root.json");
    // Pinned in place of ours, under a lockfile that was made with ours.
    scene.pin(&other.origin.get("1.root.json").unwrap());
    scene.refused(&["sync"], 5, "RP5321", &[]);
    scene.refused(&["check"], 5, "RP5321", &[]);
    scene.pin(&pinned);
    scene.repository.next_root(&[1, 2]);
    scene.accepted(&["sync"], &ROOT_ONLY);
}

/// Row 29: `consistent_snapshot` changes from one root to the next; names of files follow the newest root.
#[test]
fn consistent_snapshots_switched_off_and_on() {
    let mut scene = Scene::synced();
    let consistent = |scene: &mut Scene, on: bool, version: &str| {
        scene.repository.root["consistent_snapshot"] = json!(on);
        scene.repository.next_root(&[1, 2]);
        let tool = release("acme/tool", version, "");
        scene.repository.publish_release("acme", &tool);
        tool
    };
    let tool = consistent(&mut scene, false, "1.1.0");
    // Without the plain names there is nothing to find, and what is under the versioned names does not count.
    scene.refused(&["update"], 7, "RP7001", &["root.json", "timestamp.json"]);
    for (plain, versioned) in [("snapshot", "2.snapshot"), ("targets", "1.targets"), ("acme", "2.acme"), ("beta", "1.beta")] {
        let bytes = scene.repository.origin.get(&format!("{versioned}.json")).unwrap();
        scene.repository.origin.remove(&format!("{versioned}.json"));
        scene.repository.origin.put(&format!("{plain}.json"), bytes);
    }
    scene.refused(&["update"], 7, "RP7001", &["role.acme.json", "snapshot.json"]);
    scene.repository.origin.put_target(tool.target().as_str(), tool.archive().to_vec());
    scene.accepted(&["update"], &[]);
    assert!(scene.user.read("project/.ragnos/plugins/acme/tool/main.txt").contains("1.1.0"));
    consistent(&mut scene, true, "1.2.0");
    scene.accepted(&["update"], &["role.acme.json", "root.json", "snapshot.json", "timestamp.json"]);
    assert!(scene.user.read("project/.ragnos/plugins/acme/tool/main.txt").contains("1.2.0"));
}
