//! The trust state behind a load: what is stored is verified, missing trust is never assumed, and time is bounded.

use ragnos_plugin::load::{Error, Grace, Loader, Stale};
use serde_json::json;

use super::{code_of, damage, load, load_at, options, refused};
use crate::attacks::scene::{Scene, in_hours, release};
use crate::tuf::repository::raise;

#[test]
fn expired_metadata_loads_for_the_grace_and_says_so() {
    let mut scene = Scene::synced();
    assert!(load_at(&scene, 23).unwrap().freshness().is_fresh());
    let late = load_at(&scene, 25).unwrap();
    let expired: Vec<&str> = late
        .freshness()
        .stale
        .iter()
        .map(|one| match one {
            Stale::Expired { role, .. } => role.as_str(),
            other @ Stale::Superseded { .. } => panic!("{other}"),
        })
        .collect();
    assert_eq!(expired, ["timestamp"]);
    let warning = late.freshness().warning().unwrap();
    assert!(warning.contains("the timestamp metadata expired at") && warning.contains("loads end at"), "{warning}");
    assert!(load_at(&scene, 24 * 14 + 23).is_ok());
    let error = load_at(&scene, 24 * 15 + 1).unwrap_err();
    assert_eq!(code_of(&error), "RP5502");
    assert!(error.to_string().contains("grace of 14 days"), "{error}");
    // What the host states is what counts, and there is a longest.
    let with = |grace, hours| {
        let mut options = options(&scene, hours);
        options.grace = grace;
        Loader::open(&options).unwrap().load(&"acme/tool".parse().unwrap())
    };
    assert_eq!(code_of(&with(Grace::NONE, 25).unwrap_err()), "RP5502");
    assert!(with(Grace::MOST, 24 * 80).is_ok());
    // An install in the same situation is refused.
    scene.expires("timestamp");
    scene.refused(&["sync"], 5, "RP5007", &[]);
    assert!(!load(&scene).unwrap().freshness().is_fresh());
}

/// Each role that a plugin rests on counts, the publisher's own, too.
#[test]
fn every_role_on_the_way_can_be_the_one_that_expires() {
    for role in ["timestamp", "snapshot", "targets", "acme"] {
        let mut scene = Scene::synced();
        scene.expires(role);
        let freshness = load(&scene).unwrap().freshness().clone();
        assert_eq!(freshness.first, role);
        assert!(freshness.stale.iter().any(|one| matches!(one, Stale::Expired { role: seen, .. } if seen == role)), "{role}");
    }
    let mut scene = Scene::synced();
    scene.repository.root["expires"] = json!(in_hours(1));
    scene.repository.next_root(&scene.repository.seeds["root"].clone());
    scene.run(&["sync"]).expect(0);
    assert_eq!(load_at(&scene, 2).unwrap().freshness().first, "root");
    let mut scene = Scene::synced();
    scene.expires("beta");
    assert!(load(&scene).unwrap().freshness().is_fresh(), "another publisher's role");
}

/// A clock that is set back does not make expired metadata fresh again: what this machine has seen counts.
#[test]
fn a_clock_that_was_set_back() {
    let scene = Scene::synced();
    let seen = in_hours(24 * 16);
    fs_err::write(scene.state_file("last-seen"), format!("{seen}\n")).unwrap();
    let error = refused(&scene, "RP5502");
    assert!(error.to_string().contains("timestamp"), "{error}");
}

#[test]
fn no_trust_state_no_load() {
    let scene = Scene::synced();
    for file in ["snapshot.json", "timestamp.json", "targets.json", "role.acme.json"] {
        let good = fs_err::read(scene.state_file(file)).unwrap();
        fs_err::remove_file(scene.state_file(file)).unwrap();
        let code = if file.starts_with('s') || file.starts_with("ti") { "RP8011" } else { "RP5501" };
        refused(&scene, code);
        fs_err::write(scene.state_file(file), good).unwrap();
        load(&scene).unwrap();
    }
    fs_err::remove_dir_all(scene.state_folder()).unwrap();
    refused(&scene, "RP5501");
}

/// Cut, changed or emptied: damage is never absence, and never a load.
#[test]
fn a_torn_trust_state() {
    let scene = Scene::synced();
    let files: Vec<String> = scene.trust().into_keys().filter(|name| name != "lock").collect();
    assert!(files.len() >= 8, "{files:?}");
    for file in files {
        let path = scene.state_file(&file);
        let good = fs_err::read(&path).unwrap();
        for torn in [&good[..good.len() / 2], &[]] {
            fs_err::write(&path, torn).unwrap();
            if file == "role.beta.json" {
                load(&scene).unwrap();
                continue;
            }
            refused(&scene, "RP8011");
        }
        fs_err::write(&path, &good).unwrap();
        load(&scene).unwrap();
    }
    damage(&scene.state_file("role.acme.json"));
    refused(&scene, "RP8011");
}

/// An older, validly signed state put in the place of the newer one: the project and the note of what was seen remember.
#[test]
fn a_trust_state_that_was_put_back() {
    let mut scene = Scene::synced();
    let old = scene.trust();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.run(&["update"]).expect(0);
    load(&scene).unwrap();
    for (name, bytes) in old {
        fs_err::write(scene.state_file(&name), bytes).unwrap();
    }
    refused(&scene, "RP5340");
}

/// Another project of the same user has moved the snapshot on and did not need this publisher's role.
#[test]
fn a_role_that_the_snapshot_has_left_behind_still_vouches_and_is_told() {
    let mut scene = Scene::synced();
    let old = fs_err::read(scene.state_file("role.acme.json")).unwrap();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.manifest("../repo", "\"beta/theme\" = \"^1\"\n");
    let (manifest, root) = ("ragnos.toml", ".ragnos/trust/scene.root.json");
    fs_err::create_dir_all(scene.user.path("other/.ragnos/trust")).unwrap();
    for file in [manifest, root] {
        fs_err::copy(scene.user.path("project").join(file), scene.user.path("other").join(file)).unwrap();
    }
    scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n");
    scene.repository.origin.write_to(&scene.user.path("repo"));
    let home = scene.user.path("state");
    scene.user.run_with("other", &["sync"], &[("XDG_STATE_HOME", home.to_str().unwrap())]).expect(0);
    let plugin = load(&scene).unwrap();
    let stale = &plugin.freshness().stale;
    assert!(matches!(&stale[..], [Stale::Superseded { role, stored: 1, listed: 2 }] if role == "acme"), "{stale:?}");
    // Its own expiry still counts.
    assert_eq!(code_of(&load_at(&scene, 24 * 16).unwrap_err()), "RP5502");
    // Once the newer one has been seen, the older one is a file that somebody put back.
    scene.run(&["sync"]).expect(0);
    assert!(load(&scene).unwrap().freshness().is_fresh());
    fs_err::write(scene.state_file("role.acme.json"), old).unwrap();
    refused(&scene, "RP8011");
}

/// The publisher has taken the version back: what is stored no longer lists it.
#[test]
fn a_version_that_is_no_longer_signed() {
    let mut scene = Scene::synced();
    let acme = scene.repository.targets.get_mut("acme").unwrap();
    acme["targets"] = json!({});
    raise(acme);
    scene.repository.publish_next();
    scene.run(&["sync"]).expect(0);
    let error = refused(&scene, "RP5101");
    assert!(matches!(error, Error::Disagrees(_)), "{error}");
}

#[test]
fn another_pinned_root() {
    let scene = Scene::synced();
    let other = Scene::new();
    let mut root = other.repository.root.clone();
    root["expires"] = json!(in_hours(24 * 400));
    scene.pin(&crate::tuf::repository::sign(&root, &other.repository.seeds["root"]));
    refused(&scene, "RP5321");
}
