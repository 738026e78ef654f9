//! The timestamp, expiry and time: freezes, replays and clocks (TUF spec 5.4, 5.3.10, 5.5.6, 5.6.5).

use ragnos_plugin::tuf::Client;
use serde_json::json;

use super::scene::{Scene, in_hours, release};
use super::{code, web::Web};
use crate::tuf::repository::{Machine, NOW, Repository, SOON, delegate, options, raise};

/// Row 32: an older timestamp, validly signed and not expired.
#[test]
fn a_timestamp_that_goes_back() {
    let mut scene = Scene::synced();
    let old = scene.repository.origin.get("timestamp.json").unwrap();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.accepted(&["update"], &["role.acme.json", "snapshot.json", "timestamp.json"]);
    let new = scene.repository.origin.get("timestamp.json").unwrap();
    scene.repository.origin.put("timestamp.json", old);
    for command in [&["sync"][..], &["lock"], &["update"], &["check"], &["add", "acme/tool@1.0.0"], &["sync", "--dry-run"]] {
        let said = scene.refused(command, 5, "RP5005", &[]).stderr;
        assert!(said.contains("the timestamp went back from version 2 to 1"), "{said}");
    }
    scene.repository.origin.put("timestamp.json", new);
    scene.accepted(&["sync"], &[]);
}

/// Row 33: the same while the copy that is known has expired: an expired memory is still a memory.
#[test]
fn a_timestamp_that_goes_back_behind_an_expired_one() {
    let mut scene = Scene::synced();
    let old = scene.repository.origin.get("timestamp.json").unwrap();
    scene.repository.publish_next();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    scene.expires("timestamp");
    scene.refused(&["sync"], 5, "RP5007", &[]);
    scene.repository.origin.put("timestamp.json", old);
    scene.refused(&["sync"], 5, "RP5005", &[]);
    scene.repository.timestamp["expires"] = json!(in_hours(1));
    scene.repository.publish_next();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
}

/// Row 34: a newer timestamp that lists an older snapshot.
#[test]
fn a_timestamp_that_lists_an_older_snapshot() {
    let mut scene = Scene::synced();
    let old = scene.repository.timestamp["meta"].clone();
    scene.repository.publish_next();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    let new = std::mem::replace(&mut scene.repository.timestamp["meta"], old);
    raise(&mut scene.repository.timestamp);
    scene.repository.publish_timestamp();
    let said = scene.refused(&["sync"], 5, "RP5005", &[]).stderr;
    assert!(said.contains("the snapshot that the timestamp lists went back from version 2 to 1"), "{said}");
    scene.repository.timestamp["meta"] = new;
    scene.repository.publish_timestamp();
    scene.accepted(&["sync"], &["timestamp.json"]);
}

/// Row 35: a timestamp of the known version with other content changes nothing, whether it is harmless or not.
#[test]
fn a_timestamp_of_the_same_version_with_other_content() {
    let mut scene = Scene::synced();
    let good = scene.repository.timestamp.clone();
    scene.repository.timestamp["note"] = json!("another content");
    scene.repository.publish_timestamp();
    scene.accepted(&["sync"], &[]);
    // A whole new repository state under the old number does not get in.
    scene.repository.add_release("acme", &release("acme/tool", "1.1.0", ""));
    raise(scene.repository.targets.get_mut("acme").unwrap());
    raise(&mut scene.repository.snapshot);
    scene.repository.publish();
    scene.accepted(&["update"], &[]);
    assert!(!scene.user.read("project/ragnos.lock").contains("1.1.0"));
    // Nor does a longer life of the old one.
    scene.repository.timestamp = good;
    scene.expires("timestamp");
    scene.repository.timestamp["expires"] = json!(in_hours(24));
    scene.repository.publish_timestamp();
    scene.refused(&["sync"], 5, "RP5007", &[]);
    raise(&mut scene.repository.timestamp);
    scene.repository.publish();
    scene.run(&["update", "--json"]).expect(0);
    assert!(scene.user.read("project/ragnos.lock").contains("1.1.0"));
}

/// Row 44: each role past its expiry. What was verified before it is kept, what comes after it is not asked for.
#[test]
fn every_role_expires() {
    for (role, state) in [
        ("timestamp", &[][..]),
        ("snapshot", &["timestamp.json"]),
        ("targets", &["snapshot.json", "timestamp.json"]),
        ("acme", &["snapshot.json", "targets.json", "timestamp.json"]),
    ] {
        let mut scene = Scene::synced();
        let past = json!(in_hours(-1));
        match role {
            "timestamp" => scene.repository.timestamp["expires"] = past,
            "snapshot" => scene.repository.snapshot["expires"] = past,
            _ => {
                scene.repository.targets.get_mut(role).unwrap()["expires"] = past;
                raise(scene.repository.targets.get_mut(role).unwrap());
            }
        }
        raise(scene.repository.top());
        scene.repository.publish_next();
        let (command, code) = if role == "acme" { ("update", "RP5301") } else { ("sync", "RP5007") };
        let said = scene.refused(&[command], 5, code, state).stderr;
        assert!(said.contains(&format!("the {role} metadata expired at")), "{said}");
        match role {
            "timestamp" => scene.repository.timestamp["expires"] = json!(in_hours(1)),
            "snapshot" => scene.repository.snapshot["expires"] = json!(in_hours(1)),
            _ => {
                scene.repository.targets.get_mut(role).unwrap()["expires"] = json!(in_hours(1));
                raise(scene.repository.targets.get_mut(role).unwrap());
            }
        }
        scene.repository.publish_next();
        scene.run(&[command, "--json"]).expect(0);
    }
}

/// Row 44: stored copies expire as well: served again or not, they are not trusted, and nothing in the state is lost.
#[test]
fn every_stored_role_expires() {
    for role in ["timestamp", "snapshot", "targets", "acme", "beta"] {
        let mut scene = Scene::synced();
        scene.expires(role);
        if ["acme", "beta"].contains(&role) {
            let said = scene.refused(&["check"], 5, "RP5007", &[]).stdout;
            assert!(said.contains(&format!("the {role} metadata expired")), "{said}");
            // Nothing is installed anew, so nobody has to be asked about that publisher.
            scene.accepted(&["sync"], &[]);
        } else {
            scene.refused(&["sync"], 5, "RP5007", &[]);
            scene.refused(&["check"], 5, "RP5007", &[]);
            scene.refused(&["update", "--offline"], 5, "RP5007", &[]);
        }
    }
}

/// Row 45: a freeze: the same timestamp for ever. It is good until its expiry and not a moment longer.
#[tokio::test]
async fn a_timestamp_that_is_served_for_ever() {
    let (repository, machine) = (Repository::new(), Machine::new());
    for now in [NOW, "2026-06-05T00:00:00Z", "2026-06-07T23:59:59.999Z"] {
        machine.refresh_with(&repository, &options(now)).await.unwrap();
    }
    let before = machine.content();
    for now in [SOON, "2026-06-08T00:00:01Z", "2027-01-01T00:00:00Z"] {
        assert_eq!(code(machine.refresh_with(&repository, &options(now)).await), "RP5007", "{now}");
    }
    assert_eq!(machine.content(), before);
    // A fresh machine is no easier to freeze.
    assert_eq!(code(Machine::new().refresh_with(&repository, &options(SOON)).await), "RP5007");
}

/// Row 46: the network is down and what is stored has expired: nothing is installed from it, with or without `--offline`.
/// As long as it is valid, `--offline` and `--frozen` say in so many words that nobody is to be asked.
#[test]
fn expired_metadata_and_no_network() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    web.answers("metadata/2.root.json", Some(500));
    scene.uninstall();
    scene.refused(&["sync"], 7, "RP7002", &[]);
    for flag in ["--offline", "--frozen"] {
        scene.accepted(&["sync", flag], &[]);
        scene.uninstall();
    }
    scene.expires("timestamp");
    for flag in ["--offline", "--frozen"] {
        scene.refused(&["sync", flag], 5, "RP5007", &[]);
    }
    scene.refused(&["update", "--offline"], 5, "RP5007", &[]);
    scene.refused(&["sync"], 7, "RP7002", &[]);
    web.answers("metadata/2.root.json", None);
    scene.refused(&["sync"], 5, "RP5007", &[]);
    scene.repository.timestamp["expires"] = json!(in_hours(1));
    scene.repository.publish_next();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    assert!(scene.user.path("project/.ragnos/plugins/acme/tool/main.txt").exists());
}

/// Row 47: a run that starts before an expiry and ends after it is judged at the time when it started.
#[tokio::test]
async fn an_expiry_in_the_middle_of_a_run() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    delegate(repository.top(), "acme", &["acme.*"], true, &[6]);
    repository.role("acme", 6, &["acme.a"])["expires"] = json!("2026-06-01T00:00:00.001Z");
    repository.timestamp["expires"] = json!("2026-06-01T00:00:00.001Z");
    repository.publish();
    // The wall clock is years past these times; only the run's own time counts, for each role that it loads however late.
    let client = machine.refresh(&repository).await.unwrap();
    assert!(client.find("acme.a").await.unwrap().is_some());
    assert!(client.find_prefix("acme").await.unwrap().failures.is_empty());
    // A run that starts at the moment of expiry is too late.
    let late = options("2026-06-01T00:00:00.001Z");
    assert_eq!(code(machine.refresh_with(&repository, &late).await), "RP5007");
    assert_eq!(code(Client::offline(&repository.anchor(), &machine.state(), &late).await), "RP5007");
}

/// Row 55: the timestamp's `meta` is empty, or has no snapshot, or has more than the snapshot (which is ignored).
#[test]
fn a_timestamp_with_odd_meta() {
    let mut scene = Scene::synced();
    let good = scene.repository.timestamp["meta"].clone();
    let odd = json!({"other.json": good["snapshot.json"]});
    for meta in [json!({}), odd, json!([]), json!(null), json!({"snapshot.json": []}), json!({"snapshot.json": {}})] {
        scene.repository.timestamp["meta"] = meta;
        raise(&mut scene.repository.timestamp);
        scene.repository.publish_timestamp();
        let said = scene.refused(&["sync"], 5, "RP5001", &[]).stderr;
        assert!(said.contains("the timestamp metadata is malformed"), "{said}");
    }
    scene.repository.timestamp["meta"] = good;
    scene.repository.timestamp["meta"]["targets.json"] = json!({"version": 99});
    scene.repository.timestamp["meta"]["root.json"] = json!("not even an object");
    scene.repository.publish_timestamp();
    scene.accepted(&["sync"], &["timestamp.json"]);
}
