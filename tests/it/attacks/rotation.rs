//! Keys that change, and what ends an attack: recovery works with the rotation, and is refused without it (TUF spec 5.3.11, 6.1).

use serde_json::{Value, json};

use super::keys::NEW_KEYS;
use super::scene::{Scene, release};
use super::signer::{Signer, signed_by};
use crate::tuf::repository::{Key, Machine, Repository, delegate, sign};

/// The keys and threshold before, those after, and the seeds that sign afterwards, with whether that is enough.
type Rotation = (&'static [u8], u64, &'static [u8], u64, &'static [u8], bool);

const ROTATIONS: [Rotation; 10] = [
    (&[101], 1, &[101], 1, &[101], true),
    (&[101], 1, &[102], 1, &[102], true),
    (&[101], 1, &[102], 1, &[101], false),
    (&[101, 102], 2, &[102, 103], 2, &[102, 103], true),
    (&[101, 102], 2, &[102, 103], 2, &[101, 102], false),
    (&[101, 102], 1, &[101, 102], 2, &[101, 102], true),
    (&[101, 102], 1, &[101, 102], 2, &[101], false),
    (&[101, 102], 2, &[101, 102], 1, &[102], true),
    (&[101, 102, 103], 2, &[101], 1, &[101], true),
    (&[101, 102, 103], 2, &[101], 1, &[102, 103], false),
];

/// Row 26: keys rotated to the same, disjoint and overlapping sets, with the threshold raised and lowered, for each role.
#[tokio::test]
async fn keys_rotated_to_every_kind_of_set() {
    for role in ["root", "timestamp", "snapshot", "targets", "acme"] {
        for rotation in ROTATIONS {
            let (before, first, after, second, signers, enough) = rotation;
            let (mut repository, machine) = (Repository::new(), Machine::new());
            delegate(repository.top(), "acme", &["acme.*"], true, &[6]);
            repository.role("acme", 6, &["acme.a"]);
            set_keys(&mut repository, role, before, first);
            publish(&mut repository, &[1, 2, 101, 102, 103]);
            assert_eq!(look_up(&machine, &repository).await, None, "{role} {rotation:?}: before");
            set_keys(&mut repository, role, after, second);
            // The next root carries what the old keys demand and what these signers give for the new ones.
            let roots: Vec<u8> = before.iter().chain(signers).copied().collect();
            let roots = if role == "root" && !enough { signers.to_vec() } else { dedup(roots) };
            repository.seeds.insert(role.to_owned(), signers.to_vec());
            publish(&mut repository, if role == "root" { &roots } else { &[1, 2] });
            let expected = (!enough).then(|| "RP5002".to_owned());
            assert_eq!(look_up(&machine, &repository).await, expected, "{role} {rotation:?}: after");
        }
    }
}

fn dedup(mut seeds: Vec<u8>) -> Vec<u8> {
    seeds.sort_unstable();
    seeds.dedup();
    seeds
}

fn set_keys(repository: &mut Repository, role: &str, seeds: &[u8], threshold: u64) {
    if role != "acme" {
        return repository.set_keys(role, seeds, threshold);
    }
    let ids: Vec<String> = seeds.iter().map(|seed| Key::seeded(*seed).id()).collect();
    for seed in seeds {
        repository.top()["delegations"]["keys"][Key::seeded(*seed).id()] = Key::seeded(*seed).json();
    }
    let delegation = repository.delegation("acme");
    (delegation["keyids"], delegation["threshold"]) = (json!(ids), json!(threshold));
    repository.seeds.insert(role.to_owned(), seeds.to_vec());
}

/// A next version of everything.
fn publish(repository: &mut Repository, roots: &[u8]) {
    repository.next_root(roots);
    repository.signed("acme")["version"] = json!(repository.root["version"].as_u64().unwrap());
    repository.publish_top();
}

/// The code of what refuses `acme.a`, if anything does.
async fn look_up(machine: &Machine, repository: &Repository) -> Option<String> {
    let client = match machine.refresh(repository).await {
        Ok(client) => client,
        Err(error) => return Some(super::code::<(), _>(Err(error))),
    };
    match client.find("acme.a").await {
        Ok(found) => found.map(|_| None).expect("the target is listed"),
        Err(error) => Some(super::code::<(), _>(Err(error))),
    }
}

/// Row 27: a stolen timestamp or snapshot key was used to push versions far ahead. New keys end that; without them the honest
/// repository is refused for ever.
#[test]
fn a_fast_forward_ends_with_new_keys() {
    for stolen in ["timestamp", "snapshot"] {
        let mut scene = Scene::synced();
        scene.repository.timestamp["version"] = json!(u64::MAX);
        scene.repository.snapshot["version"] = json!(if stolen == "snapshot" { 1_u64 << 62 } else { 2 });
        scene.repository.publish();
        scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
        scene.repository.timestamp["version"] = json!(2);
        scene.repository.snapshot["version"] = json!(3);
        scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
        scene.refused(&["update"], 5, "RP5005", &[]);
        // A new root alone, with the same online keys, changes nothing about that.
        scene.repository.next_root(&[1, 2]);
        scene.refused(&["update"], 5, "RP5005", &["root.json"]);
        scene.repository.set_keys(stolen, &[113], 1);
        scene.repository.next_root(&[1, 2]);
        scene.repository.publish();
        scene.accepted(&["update"], &["accepted-under", "role.acme.json", "root.json", "snapshot.json", "timestamp.json"]);
        assert!(scene.user.read("project/ragnos.lock").contains("1.1.0"));
        // From here on versions bind as before.
        scene.repository.timestamp["version"] = json!(2);
        scene.repository.publish();
        scene.refused(&["sync"], 5, "RP5005", &[]);
    }
}

/// Row 27: new key material under the old key id is a rotation too: an id is only a name.
#[test]
fn a_key_replaced_under_its_own_id() {
    let mut scene = Scene::synced();
    let old = Signer::ed25519("online", 120);
    scene.repository.trust("timestamp", &[&old], 1);
    scene.repository.timestamp["version"] = json!(1_u64 << 40);
    scene.repository.origin.put("timestamp.json", signed_by(&scene.repository.timestamp, &[&old]));
    scene.run(&["sync", "--json"]).expect(0);
    let new = Signer::ed25519("online", 121);
    scene.repository.trust("timestamp", &[&new], 1);
    scene.refused(&["sync"], 5, "RP5002", &NEW_KEYS);
    scene.repository.timestamp["version"] = json!(3);
    scene.repository.origin.put("timestamp.json", signed_by(&scene.repository.timestamp, &[&new]));
    scene.run(&["sync", "--json"]).expect(0);
    assert_eq!(scene.version("timestamp"), Some(3));
}

/// Rows 26, 28: two roots of one version, each signed as it should be, with other keys under the same names: whoever has locked
/// one of them is not shown the other.
#[test]
fn two_roots_of_one_version_with_the_same_key_ids() {
    let mut scene = Scene::synced();
    let old = [1, 2].map(|seed| Signer::ed25519(&Key::seeded(seed).id(), seed));
    let publish = |scene: &mut Scene, seeds: [u8; 2]| {
        let new = [("one", seeds[0]), ("two", seeds[1])].map(|(id, seed)| Signer::ed25519(id, seed));
        scene.repository.root["version"] = json!(2);
        scene.repository.root["roles"]["root"] = json!({"keyids": ["one", "two"], "threshold": 2});
        for one in &new {
            scene.repository.root["keys"][&one.id] = one.json.clone();
        }
        let signers: Vec<&Signer> = old.iter().chain(&new).collect();
        scene.repository.origin.put("2.root.json", signed_by(&scene.repository.root, &signers));
    };
    publish(&mut scene, [150, 151]);
    scene.run(&["update"]).expect(0);
    let locked = scene.user.read("project/ragnos.lock");
    publish(&mut scene, [160, 161]);
    // A fresh machine, with the lockfile and nothing else.
    let away = scene.state_folder().parent().unwrap().to_owned();
    fs_err::rename(&away, away.with_extension("away")).unwrap();
    scene.uninstall();
    scene.fails(&["sync", "--locked"], 5, "RP5322");
    fs_err::remove_dir_all(&away).unwrap();
    publish(&mut scene, [150, 151]);
    scene.run(&["sync", "--locked"]).expect(0);
    assert_eq!(scene.user.read("project/ragnos.lock"), locked);
}

/// Rows 26, 27: the root's threshold is raised after a root key was lost; what the old threshold would have accepted is refused.
#[test]
fn the_threshold_of_the_root_is_raised() {
    let mut scene = Scene::synced();
    scene.repository.set_keys("root", &[1, 2, 130], 3);
    scene.repository.next_root(&[1, 2, 130]);
    scene.accepted(&["sync"], &["root.json"]);
    scene.repository.next_root(&[1, 2]);
    scene.refused(&["sync"], 5, "RP5002", &[]);
    scene.repository.origin.put("3.root.json", sign(&scene.repository.root, &[130, 2, 1]));
    scene.accepted(&["sync"], &["root.json"]);
}

/// Rows 26, 27: all online keys at the end of a chain of 1,000 roots: the recovery is found at the end of a long absence, and the
/// files of before are refused under it.
#[test]
fn online_keys_rotated_at_the_end_of_a_thousand_roots() {
    let mut scene = Scene::synced();
    let old: Value = scene.repository.timestamp.clone();
    for _ in 0..999 {
        scene.repository.next_root(&[1, 2]);
    }
    scene.repository.set_keys("timestamp", &[140], 1);
    scene.repository.set_keys("snapshot", &[141], 1);
    scene.repository.next_root(&[1, 2]);
    scene.refused(&["sync"], 5, "RP5002", &NEW_KEYS);
    assert_eq!(scene.version("root"), Some(1001));
    scene.repository.publish_next();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    scene.repository.origin.put("timestamp.json", sign(&old, &[3]));
    scene.refused(&["sync"], 5, "RP5002", &[]);
}
