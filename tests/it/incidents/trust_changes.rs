//! Who may sign a plugin changes after it was locked: each change is named and stops, until somebody approves it by name.

use serde_json::{Value, json};

use super::scene::synced;
use crate::attacks::scene::{Scene, release};
use crate::tuf::repository::{Key, delegate, raise};

/// Lets these keys sign for the role from now on, so many of them, and signs it so.
fn signed_by(scene: &mut Scene, role: &str, seeds: &[u8], threshold: u64) {
    let delegations = &mut scene.repository.top()["delegations"];
    for seed in seeds {
        delegations["keys"][Key::seeded(*seed).id()] = Key::seeded(*seed).json();
    }
    let ids: Vec<String> = seeds.iter().map(|seed| Key::seeded(*seed).id()).collect();
    let roles = delegations["roles"].as_array_mut().unwrap();
    let one = roles.iter_mut().find(|one| one["name"] == role).unwrap();
    (one["keyids"], one["threshold"]) = (json!(ids), json!(threshold));
    raise(scene.repository.top());
    raise(scene.repository.targets.get_mut(role).unwrap());
    scene.repository.seeds.insert(role.to_owned(), seeds.to_vec());
    scene.repository.publish_next();
}

fn lock(scene: &Scene) -> String {
    scene.user.read("project/ragnos.lock")
}

/// What the lockfile says of acme's keys, as a lockfile without it would be.
fn without_signers(lock: &str) -> String {
    let mut inside = false;
    let kept = lock.lines().filter(|line| {
        let drop = inside || line.starts_with("role-keys") || line.starts_with("role-threshold");
        inside = (inside || *line == "role-keys = [") && *line != "]";
        !drop
    });
    kept.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_lockfile_records_each_key_by_its_public_part() {
    let scene = synced();
    let public = hex::decode(Key::seeded(6).json()["keyval"]["public"].as_str().unwrap()).unwrap();
    // RFC 8410 section 4: what comes before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo.
    let spki = [&hex::decode("302a300506032b6570032100").unwrap()[..], &public].concat();
    let key = ragnos_plugin::digest::Sha256::of(&spki);
    assert!(lock(&scene).contains(&format!("role-keys = [\n    \"{key}\",\n]\nrole-threshold = 1\n")), "{}", lock(&scene));
}

#[test]
fn a_new_key_of_a_publisher_stops_until_it_is_approved() {
    let mut scene = synced();
    scene.repository.publish_release("beta", &release("beta/theme", "1.0.1", ""));
    signed_by(&mut scene, "acme", &[6, 50], 1);
    let before = lock(&scene);
    for command in [&["sync"][..], &["lock"], &["update"], &["update", "beta/theme"], &["check"], &["sync", "--dry-run"]] {
        scene.fails(command, 4, "RP4009");
    }
    // Another name is no approval.
    scene.fails(&["sync", "--accept-trust-change", "beta"], 4, "RP4009");
    // Where the lockfile must not change, what it pins is what was reviewed: the run goes on, and says it.
    let ended = scene.run(&["sync", "--locked"]).expect(0);
    assert!(ended.stderr.contains("role acme, which signs acme/tool, has keys"), "{}", ended.stderr);
    assert_eq!(lock(&scene), before);
    let ended = scene.run(&["sync", "--accept-trust-change", "acme", "--json"]).expect(0);
    let change = &ended.json()["lock"]["changed"][0];
    assert_eq!((&change["name"], change["signers"]["new"]["keys"].as_array().unwrap().len()), (&json!("acme/tool"), 2));
    for command in [&["check"][..], &["sync"], &["lock"], &["update"]] {
        scene.run(command).expect(0);
    }
}

#[test]
fn a_lower_threshold_stops_until_it_is_approved() {
    let mut scene = synced();
    signed_by(&mut scene, "acme", &[6, 50], 2);
    // More have to sign; a key is new all the same.
    scene.fails(&["lock"], 4, "RP4009");
    scene.run(&["lock", "--accept-trust-change", "acme"]).expect(0);
    assert!(lock(&scene).contains("role-threshold = 2\n"));
    signed_by(&mut scene, "acme", &[6, 50], 1);
    for command in [&["sync"][..], &["lock"], &["update"], &["check"]] {
        scene.fails(command, 4, "RP4008");
    }
    scene.run(&["lock", "--accept-trust-change", "acme"]).expect(0);
    scene.run(&["check"]).expect(0);
}

#[test]
fn fewer_keys_and_a_higher_threshold_are_no_alarm_and_are_recorded() {
    let mut scene = synced();
    signed_by(&mut scene, "acme", &[6, 50, 51], 1);
    scene.run(&["lock", "--accept-trust-change", "acme"]).expect(0);
    signed_by(&mut scene, "acme", &[6, 50], 2);
    scene.run(&["check"]).expect(0);
    scene.run(&["sync"]).expect(0);
    assert!(lock(&scene).matches("role-threshold = 1\n").count() == 2, "a sync that has nothing to do writes nothing");
    scene.run(&["lock"]).expect(0);
    assert!(lock(&scene).contains("role-threshold = 2\n"));
    // From now on the key that went is a new one.
    signed_by(&mut scene, "acme", &[6, 51], 2);
    scene.fails(&["lock"], 4, "RP4009");
}

#[test]
fn a_moved_role_stops_until_it_is_approved() {
    let mut scene = synced();
    // The operator gives acme's names to another role, before acme's own.
    delegate(scene.repository.top(), "orbit", &["acme.*"], true, &[52]);
    scene.repository.top()["delegations"]["roles"].as_array_mut().unwrap().rotate_right(1);
    scene.repository.role("orbit", 52, &[]);
    scene.repository.add_release("orbit", &release("acme/tool", "1.0.0", ""));
    raise(scene.repository.top());
    scene.repository.publish_next();
    for command in [&["lock"][..], &["update"]] {
        scene.fails(command, 4, "RP4002");
    }
    scene.run(&["lock", "--accept-trust-change", "orbit"]).expect(0);
    scene.run(&["check"]).expect(0);
}

#[test]
fn another_repository_stops_until_it_is_approved() {
    let scene = synced();
    let manifest = scene.user.read("project/ragnos.toml").replace("[repositories.scene]", "[repositories.other]");
    let trust = scene.user.path("project/.ragnos/trust");
    fs_err::copy(trust.join("scene.root.json"), trust.join("other.root.json")).unwrap();
    scene.user.write("project/ragnos.toml", &manifest);
    for command in [&["sync"][..], &["lock"], &["update"]] {
        scene.fails(command, 4, "RP4007");
    }
    scene.run(&["sync", "--accept-trust-change", "acme", "--accept-trust-change", "beta"]).expect(0);
}

/// A lockfile of an older program does not say who could sign: it is read, nothing is compared, and the next write fills it in.
#[test]
fn a_lockfile_without_signers_is_read_and_filled_at_the_next_write() {
    let mut scene = synced();
    let whole = lock(&scene);
    let older = without_signers(&whole);
    assert!(older.len() < whole.len() && !older.contains("role-"));
    scene.user.write("project/ragnos.lock", &older);
    signed_by(&mut scene, "acme", &[6, 50], 1);
    for command in [&["sync"][..], &["sync", "--locked"], &["check"]] {
        scene.run(command).expect(0);
        assert_eq!(lock(&scene), older, "{command:?}");
    }
    scene.run(&["lock"]).expect(0);
    assert_eq!(lock(&scene).matches("role-threshold").count(), 2);
    assert_eq!(without_signers(&lock(&scene)), older);
}

/// What a publisher delegates below its own role is its own affair: a role named like another's changes nothing for that one.
#[test]
fn a_publisher_cannot_raise_an_alarm_for_another() {
    let mut scene = synced();
    delegate(scene.repository.targets.get_mut("beta").unwrap(), "acme", &["beta.*"], false, &[53]);
    raise(scene.repository.targets.get_mut("beta").unwrap());
    scene.repository.publish_next();
    scene.run(&["check"]).expect(0);
    scene.run(&["lock"]).expect(0);
}

/// Keys are compared by what they are: a new id for an old key is no new key.
#[test]
fn a_key_under_another_id_is_the_same_key() {
    let mut scene = synced();
    let delegations = &mut scene.repository.top()["delegations"];
    let key: Value = Key::seeded(6).json();
    delegations["keys"]["renamed"] = key;
    let roles = delegations["roles"].as_array_mut().unwrap();
    roles.iter_mut().find(|one| one["name"] == "acme").unwrap()["keyids"].as_array_mut().unwrap().push(json!("renamed"));
    raise(scene.repository.top());
    scene.repository.publish_next();
    scene.run(&["check"]).expect(0);
    scene.run(&["lock"]).expect(0);
}
