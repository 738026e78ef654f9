//! The root and its roles change: every client follows, and what is not signed enough changes nothing.

use std::num::NonZeroU64;
use std::sync::Arc;

use ragnos_repo::expiry::Expiries;
use ragnos_repo::keys::{FileKey, Keyring};
use ragnos_repo::metadata::RoleSpec;
use ragnos_repo::publish::publish;
use ragnos_repo::repository::Repository;
use ragnos_repo::sign::sign;
use ragnos_repo::stage::{self, Founding};
use ragnos_repo::storage::{Memory, Storage};
use ragnos_repo::verify::{self, verify};

use super::program::{INIT, ONLINE, Operator};
use super::witness::{both_agree, with_ours};

const ROOTS: &str = "--key keys/root-1 --key keys/root-2";

impl Operator {
    fn first_root(&self) -> Vec<u8> {
        fs_err::read(self.path("repo/metadata/1.root.json")).unwrap()
    }
}

#[tokio::test]
async fn clients_follow_every_step_of_the_root() {
    let operator = Operator::with_plugins();
    let state = tempfile::tempdir().unwrap();
    let (folder, root) = (operator.path("repo"), operator.first_root());
    let (snapshot, three) = ("--key keys/snapshot", format!("{ROOTS} --key keys/root-4"));
    let online = format!("{snapshot} --key keys/other");
    for step in [
        format!("root add-key repo --role root --role-key keys/root-4 {ROOTS} {ONLINE}"),
        format!("root set-threshold repo --role root --threshold 3 {three} {ONLINE}"),
        // The old timestamp key is lost: it is not needed.
        format!("root rotate repo --role timestamp --role-key keys/other {three} {snapshot}"),
        format!("root rotate repo --role targets --role-key keys/security {three} {online}"),
        format!("root rotate repo --role root --threshold 1 --role-key keys/claims {three} {online}"),
        format!("root sign repo --key keys/claims {online}"),
    ] {
        operator.done(&step);
        with_ours(&folder, &root, state.path()).await.unwrap();
        both_agree(&folder, &root).await;
    }
    let shown = operator.json("root show repo");
    assert_eq!((&shown["version"], &shown["roles"]["root"]["threshold"]), (&7.into(), &1.into()));
    assert_eq!(shown["versions"].as_array().unwrap().len(), 7);
    // The old keys are of no use any more.
    assert_eq!(operator.refused(&format!("refresh repo {ONLINE}"), 4), "RP4901");
    assert_eq!(operator.refused(&format!("root sign repo {ROOTS} {online}"), 4), "RP4901");
}

#[test]
fn a_root_needs_the_old_keys_and_the_new_ones() {
    let operator = Operator::with_plugins();
    let taken = "root rotate repo --role root --threshold 1 --role-key keys/other";
    // Whoever has only new keys, or too few old ones, cannot take the repository over.
    assert_eq!(operator.refused(&format!("{taken} {ONLINE}"), 4), "RP4901");
    assert_eq!(operator.refused(&format!("{taken} --key keys/root-1 {ONLINE}"), 4), "RP4901");
    // Whoever has only old keys cannot lock the repository.
    let locked = "root rotate repo --role root --threshold 1 --role-key keys/other.pub";
    assert_eq!(operator.refused(&format!("{locked} {ROOTS} {ONLINE}"), 4), "RP4901");
    let raised = "root set-threshold repo --role root --threshold 3";
    assert_eq!(operator.refused(&format!("{raised} {ROOTS} {ONLINE}"), 4), "RP4901");
    // An online role that nobody can sign for would end the repository.
    let lost = "root rotate repo --role timestamp --role-key keys/other.pub";
    assert_eq!(operator.refused(&format!("{lost} {ROOTS} --key keys/snapshot"), 4), "RP4901");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let operator = Operator::with_plugins();
    let shown = operator.json("key show keys/root-3.pub");
    let id = shown["keys"][0]["id"].as_str().unwrap();
    for (line, code) in [
        ("root set-threshold repo --role root --threshold 4".to_owned(), "RP2905"),
        ("root set-threshold repo --role root --threshold 2".to_owned(), "RP2930"),
        ("root add-key repo --role root --role-key keys/root-1.pub".to_owned(), "RP2906"),
        ("root rotate repo --role snapshot --role-key keys/snapshot.pub".to_owned(), "RP2930"),
        (format!("root remove-key repo --role root --key-id {}", &id[..7]), "RP2931"),
        (format!("root remove-key repo --role targets --key-id {id}"), "RP2931"),
        (format!("root remove-key repo --role root --threshold 3 --key-id {id}"), "RP2905"),
    ] {
        assert_eq!(operator.refused(&format!("{line} {ROOTS} {ONLINE}"), 2), code, "{line}");
    }
    operator.done(&format!("root remove-key repo --role root --key-id {} {ROOTS} {ONLINE}", &id[..8]));
    assert_eq!(operator.json("root show repo")["roles"]["root"]["keys"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_root_that_was_published_alone_can_be_completed() {
    let operator = Operator::with_plugins();
    let before = fs_err::read(operator.path("repo/metadata/timestamp.json")).unwrap();
    operator.done(&format!("root rotate repo --role timestamp --role-key keys/other {ROOTS} --key keys/snapshot"));
    // What is there when the machine stops between the root and the commit.
    fs_err::write(operator.path("repo/metadata/timestamp.json"), before).unwrap();
    let refresh = "refresh repo --key keys/snapshot --key keys/other";
    assert_eq!(operator.refused(refresh, 5), "RP5908");
    operator.done(&format!("{refresh} --complete-root"));
    both_agree(&operator.path("repo"), &operator.first_root()).await;
    operator.done(refresh);
    // Where nothing is to be completed, it is an ordinary refresh.
    operator.done(&format!("{refresh} --complete-root"));
}

#[test]
fn a_timestamp_of_strangers_is_not_a_root_to_complete() {
    let operator = Operator::with_plugins();
    operator.done(&format!("root rotate repo --role timestamp --role-key keys/other {ROOTS} --key keys/snapshot"));
    let path = operator.path("repo/metadata/timestamp.json");
    let text = fs_err::read_to_string(&path).unwrap().replace("\"version\":4", "\"version\":9");
    fs_err::write(&path, text).unwrap();
    let refresh = "refresh repo --key keys/snapshot --key keys/other";
    assert_eq!(operator.refused(refresh, 5), "RP5902");
    assert_eq!(operator.refused(&format!("{refresh} --complete-root"), 5), "RP5902");
}

#[tokio::test]
async fn a_client_that_saw_a_version_is_never_shown_an_older_one() {
    let operator = Operator::with_plugins();
    let state = tempfile::tempdir().unwrap();
    let (folder, root) = (operator.path("repo"), operator.first_root());
    with_ours(&folder, &root, state.path()).await.unwrap();
    operator.done(&format!("delegate remove repo acme --drop-targets --key keys/targets {ONLINE}"));
    let keys = format!("--key keys/targets {ONLINE}");
    operator.done(&format!("delegate add repo acme --role-key keys/acme-1 --role-key keys/acme-2 --threshold 2 {keys}"));
    operator.publish();
    with_ours(&folder, &root, state.path()).await.unwrap();
    assert_eq!(operator.json("delegate show repo acme")["roles"][0]["version"], 4);
}

/// A repository in memory whose targets expire early, and the key that signs everything in it.
async fn half_expired() -> (Arc<dyn Storage>, Keyring) {
    let storage: Arc<dyn Storage> = Arc::new(Memory::default());
    let keyring = || Keyring::new([FileKey::from_seed(&[7; 32])]);
    let spec = RoleSpec { keys: vec![FileKey::from_seed(&[7; 32]).public()], threshold: NonZeroU64::MIN };
    let founding = Founding {
        root: spec.clone(),
        targets: spec.clone(),
        snapshot: spec.clone(),
        timestamp: spec.clone(),
        log: spec,
        security: None,
        claims: None,
    };
    let early = "2026-02-01T00:00:00Z".parse().unwrap();
    let expiries = Expiries { targets: early, delegated: early, ..Expiries::all_at("2027-01-01T00:00:00Z".parse().unwrap()) };
    let staged = stage::initial(&*storage, &founding, &expiries).await.unwrap();
    let signed = sign(staged, &keyring()).await.unwrap();
    let verified = verify(signed, &storage, "2026-01-01T00:00:00Z".parse().unwrap()).await.unwrap();
    publish(verified, &*storage).await.unwrap();
    (storage, keyring())
}

#[tokio::test]
async fn an_expired_repository_is_renewed_role_by_role_and_new_roles_are_never_expired() {
    let (storage, keyring) = half_expired().await;
    let now = "2026-03-01T00:00:00Z".parse().unwrap();
    let later = Expiries::all_at("2026-09-01T00:00:00Z".parse().unwrap());
    for (roles, left) in [(&[][..], &["targets"][..]), (&["targets"], &[]), (&["log"], &[])] {
        let repository = Repository::open(&*storage).await.unwrap();
        let staged = stage::refresh(&repository, roles, &later).await.unwrap();
        let verified = verify(sign(staged, &keyring).await.unwrap(), &storage, now).await.unwrap();
        assert_eq!(verified.still_expired(), left);
        publish(verified, &*storage).await.unwrap();
    }
    let past = Expiries::all_at("2026-02-15T00:00:00Z".parse().unwrap());
    let repository = Repository::open(&*storage).await.unwrap();
    let staged = stage::refresh(&repository, &["log"], &past).await.unwrap();
    let refused = verify(sign(staged, &keyring).await.unwrap(), &storage, now).await;
    assert!(matches!(refused, Err(verify::Error::Refused { .. })), "{refused:?}");
}

#[test]
fn a_repository_has_one_first_root() {
    let operator = Operator::with_plugins();
    assert_eq!(operator.refused(INIT, 2), "RP2904");
}
