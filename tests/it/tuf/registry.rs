//! The snapshot of a registry, which lists thousands of roles: a stored one is verified beside the request for the next root, and
//! only the entries that are used are read. Neither may let anything pass that a small one does not (attack table row 105).

use ragnos_plugin::tuf::{Error, Options, Persistence, StateError};
use serde_json::json;

use super::refused;
use super::repository::{Machine, NOW, Repository, delegate, options, sign};

/// A repository with `acme` and `beta`, and with 3,000 roles more that its snapshot lists.
fn registry() -> Repository {
    let mut repository = Repository::new();
    for (name, seed) in [("acme", 6), ("beta", 7), ("catch-all", 8)] {
        let pattern = if seed == 8 { "*".to_owned() } else { format!("{name}.*") };
        delegate(repository.top(), name, &[&pattern], false, &[seed]);
        repository.role(name, seed, &[&format!("{name}.a"), "acme.z"]);
    }
    for number in 0..3000 {
        repository.snapshot["meta"][format!("n{number:04}.json")] = json!({"version": 3});
    }
    repository.publish();
    assert!(repository.origin.get("1.snapshot.json").unwrap().len() > 64 << 10);
    repository
}

fn damaged(result: Result<ragnos_plugin::tuf::Client, Error>, file: &str) {
    match result {
        Err(Error::State(StateError::Damaged { path, .. })) => assert!(path.ends_with(file), "{path}"),
        other => panic!("{file}: {other:?}"),
    }
}

#[tokio::test]
async fn an_unchanged_registry_is_asked_for_its_next_root_and_its_timestamp() {
    let (repository, machine) = (registry(), Machine::new());
    machine.refresh(&repository).await.unwrap().find("beta.a").await.unwrap().unwrap();
    let before = machine.content();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("beta.a").await.unwrap().unwrap().name(), "beta.a");
    assert_eq!(repository.origin.requests(), ["2.root.json", "timestamp.json"]);
    assert_eq!(machine.content(), before, "nothing is written where nothing changed");
}

#[tokio::test]
async fn a_large_snapshot_that_is_damaged_is_refused() {
    let (repository, machine) = (registry(), Machine::new());
    machine.refresh(&repository).await.unwrap();
    let good = fs_err::read(machine.file("snapshot.json")).unwrap();
    let text = String::from_utf8(good.clone()).unwrap();
    let unsigned = sign(&repository.snapshot, &[]);
    for bad in [good[..good.len() / 2].to_vec(), text.replacen("\"version\": 3", "\"version\": 4", 1).into_bytes(), unsigned] {
        assert_ne!(bad, good);
        fs_err::write(machine.file("snapshot.json"), &bad).unwrap();
        damaged(machine.refresh(&repository).await, "snapshot.json");
        assert_eq!(fs_err::read(machine.file("snapshot.json")).unwrap(), bad);
    }
    fs_err::write(machine.file("snapshot.json"), good).unwrap();
    machine.refresh(&repository).await.unwrap();
}

#[tokio::test]
async fn a_large_snapshot_counts_only_under_the_root_that_is_newest_now() {
    let (mut repository, machine) = (registry(), Machine::new());
    repository.snapshot["version"] = json!(9);
    repository.publish();
    machine.refresh(&repository).await.unwrap();
    // The same keys: what was seen binds under the next root as well.
    repository.next_root(&[1, 2]);
    repository.snapshot["version"] = json!(7);
    repository.publish_next();
    refused!(machine.refresh(&repository).await, Rollback);
    repository.snapshot["version"] = json!(9);
    repository.snapshot["meta"].as_object_mut().unwrap().remove("n0007.json");
    repository.publish_next();
    refused!(machine.refresh(&repository).await, Disappeared);
    // Other keys end the memory (TUF 5.3.11), in the run that meets them.
    repository.set_keys("snapshot", &[14], 1);
    repository.next_root(&[1, 2]);
    repository.snapshot["version"] = json!(1);
    repository.publish_next();
    machine.refresh(&repository).await.unwrap();
    assert_eq!(machine.version("snapshot"), Some(2));
    // What the keys of before signed is damage from then on, however well the root that is pinned knows them.
    fs_err::write(machine.file("snapshot.json"), sign(&repository.snapshot, &[4])).unwrap();
    damaged(machine.refresh(&repository).await, "snapshot.json");
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_is_met_when_it_is_asked_for_and_hides_nothing() {
    for odd in [json!({"version": 0}), json!({"version": 1, "hashes": {"sha256": "00"}}), json!([1]), json!(null)] {
        let (mut repository, machine) = (registry(), Machine::new());
        machine.refresh(&repository).await.unwrap();
        let good = repository.snapshot["meta"]["acme.json"].clone();
        repository.snapshot["meta"]["acme.json"] = odd;
        repository.timestamp["version"] = json!(2);
        repository.publish_snapshot();
        // Served it is refused as a whole: by whom has nothing, and by whom has an older one.
        refused!(Machine::new().refresh(&repository).await, Malformed);
        // Somebody who has the keys and can write here puts it in the place of the good one.
        fs_err::write(machine.file("snapshot.json"), repository.origin.get("1.snapshot.json").unwrap()).unwrap();
        let client = machine.refresh(&repository).await.unwrap();
        assert!(client.find("beta.a").await.unwrap().is_some());
        // The role is listed, so that no later one answers for it.
        refused!(client.find("acme.z").await, Malformed);
        assert!(!client.holds("acme"));
        // The next snapshot is compared with every entry of this one.
        repository.snapshot["meta"]["acme.json"] = good;
        repository.publish_next();
        damaged(machine.refresh(&repository).await, "snapshot.json");
        let inventory = machine.state().inventory(&repository.anchor(), NOW.parse().unwrap()).unwrap();
        assert_eq!(inventory.damaged().map(|file| &*file.name).collect::<Vec<_>>(), ["snapshot.json"]);
        let repairs = Options { persistence: Persistence::Repair, ..options(NOW) };
        machine.refresh_with(&repository, &repairs).await.unwrap();
        assert_eq!(machine.refresh(&repository).await.unwrap().find("acme.z").await.unwrap().unwrap().name(), "acme.z");
    }
}
