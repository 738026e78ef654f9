//! The chain of roots (TUF spec 5.3; what the library alone can show).

use ragnos_plugin::tuf::{Client, Error, Options, TrustAnchor};
use serde_json::json;

use super::refused;
use super::repository::{Machine, NOW, Repository, options, sign};

#[tokio::test]
async fn the_newest_root_is_never_lowered_when_it_is_hidden_later() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let old_timestamp = repository.origin.get("timestamp.json").unwrap();
    machine.refresh(&repository).await.unwrap();
    repository.set_keys("timestamp", &[13], 1);
    repository.set_keys("snapshot", &[14], 1);
    repository.next_root(&[1, 2]);
    repository.publish_next();
    machine.refresh(&repository).await.unwrap();
    // The replay of everything from before the rotation: the revoked keys no longer count.
    repository.origin.remove("2.root.json");
    repository.origin.put("timestamp.json", old_timestamp);
    refused!(machine.refresh(&repository).await, Threshold);
    assert_eq!(machine.version("root"), Some(2));
}

#[tokio::test]
async fn the_lockfile_sets_a_floor_for_the_root() {
    let (repository, machine) = (Repository::new(), Machine::new());
    let with_floor = Options { minimum_root_version: 2, ..options(NOW) };
    refused!(machine.refresh_with(&repository, &with_floor).await, RootBelowMinimum);
}

#[tokio::test]
async fn a_pinned_root_is_checked_before_anything_is_asked() {
    let mut repository = Repository::new();
    let anchor = repository.anchor();
    for seeds in [&[][..], &[1], &[1, 9]] {
        refused!(TrustAnchor::parse(sign(&repository.root, seeds)), Threshold);
    }
    refused!(TrustAnchor::parse(b"{".to_vec()), Malformed);
    repository.root["roles"]["timestamp"]["threshold"] = json!(0);
    refused!(TrustAnchor::parse(sign(&repository.root, &[1, 2])), BadKeys);
    // The identity is that of the signed part: a third signature does not change it, a changed part does.
    repository.root["roles"]["timestamp"]["threshold"] = json!(1);
    assert_eq!(TrustAnchor::parse(sign(&repository.root, &[2, 1, 9])).unwrap().id(), anchor.id());
    repository.root["x"] = json!(1);
    assert_ne!(TrustAnchor::parse(sign(&repository.root, &[1, 2])).unwrap().id(), anchor.id());
}

#[tokio::test]
async fn offline_needs_a_state_and_judges_as_strictly() {
    let (repository, machine) = (Repository::new(), Machine::new());
    let anchor = repository.anchor();
    refused!(Client::offline(&anchor, &machine.state(), &options(NOW)).await, NotStored);
    machine.refresh(&repository).await.unwrap();
    repository.origin.requests.lock().unwrap().clear();
    let client = Client::offline(&anchor, &machine.state(), &options(NOW)).await.unwrap();
    assert_eq!(client.root_version(), 1);
    assert!(repository.origin.requests().is_empty());
    refused!(Client::offline(&anchor, &machine.state(), &options("2026-06-08T00:00:00Z")).await, Expired);
    assert!(matches!(client.find("nothing").await, Ok(None) | Err(Error::NotStored { .. })));
}

#[tokio::test]
async fn consistent_snapshots_are_off_where_nobody_says_otherwise_and_said_in_one_way() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    for odd in [json!("true"), json!(1), json!(null), json!([])] {
        repository.root["version"] = json!(1);
        repository.root["consistent_snapshot"] = odd;
        repository.next_root(&[1, 2]);
        refused!(machine.refresh(&repository).await, Malformed);
        assert_eq!(machine.version("root"), Some(1));
    }
    repository.root["version"] = json!(1);
    repository.root.as_object_mut().unwrap().remove("consistent_snapshot");
    repository.next_root(&[1, 2]);
    machine.refresh(&repository).await.unwrap_err();
    assert!(repository.origin.requests().contains(&"snapshot.json".to_owned()), "{:?}", repository.origin.requests());
}
