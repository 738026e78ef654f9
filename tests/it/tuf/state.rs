//! The trust state (attack table rows 57, 105 to 115, 127).

use ragnos_plugin::tuf::{Error, Options, Persistence, StateError};

use super::refused;
use super::repository::{Machine, NOW, Repository, options};

#[tokio::test]
async fn damaged_rollback_memory_is_never_taken_for_absent() {
    for role in ["root", "timestamp", "snapshot"] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        let old = repository.origin.get("timestamp.json").unwrap();
        repository.publish_next();
        machine.refresh(&repository).await.unwrap();
        let path = machine.file(&format!("{role}.json"));
        let good = fs_err::read(&path).unwrap();
        let flipped = String::from_utf8(good.clone()).unwrap().replacen("20", "21", 1).into_bytes();
        for bad in [good[..good.len() / 2].to_vec(), Vec::new(), flipped] {
            fs_err::write(&path, &bad).unwrap();
            // The attack: an old timestamp, validly signed and not expired, while the memory of a newer one is torn.
            repository.origin.put("timestamp.json", old.clone());
            match machine.refresh(&repository).await {
                Err(Error::State(StateError::Damaged { path, .. })) => assert!(path.contains(role), "{path}"),
                other => panic!("{role}: {other:?}"),
            }
            assert_eq!(fs_err::read(&path).unwrap(), bad, "what is damaged is left for its owner to see");
        }
        fs_err::write(&path, good).unwrap();
        refused!(machine.refresh(&repository).await, Rollback);
    }
}

#[tokio::test]
async fn a_dry_run_leaves_no_trace() {
    let dry = Options { persistence: Persistence::Discard, ..options(NOW) };
    let (mut repository, machine) = (Repository::new(), Machine::new());
    machine.refresh_with(&repository, &dry).await.unwrap();
    assert!(!machine.state().path().exists());
    machine.refresh(&repository).await.unwrap();
    let before = machine.content();
    repository.set_keys("timestamp", &[13], 1);
    repository.next_root(&[1, 2]);
    repository.publish_next();
    let client = machine.refresh_with(&repository, &dry).await.unwrap();
    assert_eq!(client.root_version(), 2);
    assert_eq!(machine.content(), before);
}

#[tokio::test]
async fn a_dry_run_still_has_the_memory_of_earlier_runs() {
    let dry = Options { persistence: Persistence::Discard, ..options(NOW) };
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let old = repository.origin.get("timestamp.json").unwrap();
    repository.publish_next();
    machine.refresh(&repository).await.unwrap();
    repository.origin.put("timestamp.json", old);
    refused!(machine.refresh_with(&repository, &dry).await, Rollback);
}

#[tokio::test]
async fn two_clients_on_one_state_both_succeed() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.publish_next();
    let (one, other) = tokio::join!(machine.refresh(&repository), machine.refresh(&repository));
    one.unwrap();
    other.unwrap();
    assert_eq!(machine.version("timestamp"), Some(2));
    assert!(machine.content().keys().all(|name| !name.starts_with('.')), "no temporary file is left");
}

#[tokio::test]
async fn what_a_killed_process_left_is_removed_and_what_another_is_writing_stays() {
    let (repository, machine) = (Repository::new(), Machine::new());
    machine.refresh(&repository).await.unwrap();
    fs_err::write(machine.file(".tmp-killed"), "half").unwrap();
    fs_err::write(machine.file(".tmp-at-work"), "half").unwrap();
    let held = std::fs::File::open(machine.file(".tmp-at-work")).unwrap();
    held.try_lock().unwrap();
    machine.refresh(&repository).await.unwrap();
    let left: Vec<_> = machine.content().into_keys().filter(|name| name.starts_with(".tmp-")).collect();
    assert_eq!(left, [".tmp-at-work"]);
}

#[tokio::test]
async fn a_clock_that_was_once_ahead_does_not_lock_out() {
    let (repository, machine) = (Repository::new(), Machine::new());
    machine.refresh_with(&repository, &options("2026-06-03T00:00:00Z")).await.unwrap();
    machine.refresh_with(&repository, &options(NOW)).await.unwrap();
    machine.refresh_with(&repository, &options("2026-05-31T23:59:59.7Z")).await.unwrap();
}

#[tokio::test]
async fn a_clock_set_back_does_not_make_expired_metadata_fresh() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    machine.refresh_with(&repository, &options("2026-06-05T00:00:00Z")).await.unwrap();
    // A timestamp that had expired when this machine was last here, newer than the one it knows.
    super::repository::raise(&mut repository.timestamp);
    repository.timestamp["expires"] = serde_json::json!("2026-06-04T00:00:00Z");
    repository.publish_timestamp();
    refused!(machine.refresh_with(&repository, &options(NOW)).await, Expired);
    // A clock that was once absurdly far ahead is forgotten.
    repository.timestamp["expires"] = serde_json::json!("2040-01-01T00:00:00Z");
    repository.root["expires"] = serde_json::json!("2040-01-01T00:00:00Z");
    repository.next_root(&[1, 2]);
    repository.snapshot["expires"] = serde_json::json!("2040-01-01T00:00:00Z");
    repository.top()["expires"] = serde_json::json!("2040-01-01T00:00:00Z");
    super::repository::raise(repository.top());
    repository.publish_next();
    machine.refresh_with(&repository, &options("2035-01-01T00:00:00Z")).await.unwrap();
    super::repository::raise(&mut repository.timestamp);
    repository.timestamp["expires"] = serde_json::json!("2026-06-08T00:00:00Z");
    repository.publish_timestamp();
    machine.refresh_with(&repository, &options(NOW)).await.unwrap();
}

/// When a run notes its delegated roles, another one may have met rotated keys: what was seen under the old ones is not put back.
#[tokio::test]
async fn a_late_note_does_not_bring_back_what_rotated_keys_ended() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    super::repository::delegate(repository.top(), "acme", &["acme.*"], true, &[6]);
    repository.role("acme", 6, &["acme.a"])["version"] = serde_json::json!(1_u64 << 60);
    repository.publish();
    let late = machine.refresh(&repository).await.unwrap();
    late.find("acme.a").await.unwrap().unwrap();
    repository.set_keys("snapshot", &[14], 1);
    repository.next_root(&[1, 2]);
    repository.role("acme", 6, &["acme.a"]);
    repository.publish_next();
    let client = machine.refresh(&repository).await.unwrap();
    let before = machine.content();
    late.note_roles().unwrap();
    assert_eq!(machine.content(), before);
    client.find("acme.a").await.unwrap().unwrap();
    client.note_roles().unwrap();
    assert_ne!(machine.content(), before, "the present one's note is taken");
}
