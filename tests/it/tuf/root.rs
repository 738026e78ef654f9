//! The chain of roots (TUF spec 5.3; attack table rows 1 to 13, 28).

use ragnos_plugin::tuf::{Client, Error, Options, TrustAnchor};
use serde_json::json;

use super::refused;
use super::repository::{Machine, NOW, PAST, Repository, options, sign};

#[tokio::test]
async fn a_chain_of_roots_is_walked_one_by_one_and_kept() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.root["expires"] = json!(PAST);
    for _ in 0..40 {
        repository.next_root(&[1, 2]);
    }
    // Only the last one's expiry counts (row 7).
    repository.root["expires"] = json!("2030-01-01T00:00:00Z");
    repository.next_root(&[1, 2]);
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!((client.root_version(), machine.version("root")), (42, Some(42)));
    assert_eq!(repository.origin.requests()[..2], ["2.root.json", "3.root.json"]);
    machine.refresh(&repository).await.unwrap();
    assert_eq!(repository.origin.requests(), ["43.root.json", "timestamp.json"]);
}

#[tokio::test]
async fn a_new_root_needs_the_old_keys_and_its_own() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.set_keys("root", &[11, 12], 2);
    for signers in [&[1, 11, 12][..], &[11, 12], &[1, 2, 11], &[1, 2], &[]] {
        repository.root["version"] = json!(1);
        repository.next_root(signers);
        refused!(machine.refresh(&repository).await, Threshold);
        assert!(machine.version("timestamp").is_none() && machine.version("root").is_none_or(|version| version == 1));
    }
    repository.root["version"] = json!(1);
    repository.next_root(&[1, 2, 11, 12]);
    assert_eq!(machine.refresh(&repository).await.unwrap().root_version(), 2);
}

#[tokio::test]
async fn a_root_that_is_not_the_next_one_is_refused() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    for version in [1, 3, u64::MAX] {
        repository.root["version"] = json!(version);
        repository.origin.put("2.root.json", sign(&repository.root, &[1, 2]));
        refused!(machine.refresh(&repository).await, WrongVersion);
    }
    repository.origin.remove("2.root.json");
    machine.refresh(&repository).await.unwrap();
}

#[tokio::test]
async fn only_not_found_ends_the_chain() {
    let (repository, machine) = (Repository::new(), Machine::new());
    machine.refresh(&repository).await.unwrap();
    let before = machine.content();
    repository.origin.breaks("2.root.json");
    refused!(machine.refresh(&repository).await, Origin);
    assert_eq!(machine.content(), before);
}

#[tokio::test]
async fn an_expired_newest_root_is_kept_and_then_refused() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.root["expires"] = json!(PAST);
    repository.next_root(&[1, 2]);
    refused!(machine.refresh(&repository).await, Expired);
    assert_eq!((machine.version("root"), machine.version("timestamp")), (Some(2), None));
}

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
async fn a_root_of_another_repository_is_not_ours() {
    let (repository, machine) = (Repository::new(), Machine::new());
    let mut other = Repository::new();
    other.set_keys("root", &[21, 22], 2);
    other.next_root(&[21, 22]);
    repository.origin.put("2.root.json", other.origin.get("2.root.json").unwrap());
    refused!(machine.refresh(&repository).await, Threshold);
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
