//! One text, two readers (attack table rows 50 to 54): whatever a role says, every client must read the same from it or refuse it.
//! python-tuf and go-tuf refuse each of these, or read it as the comment says.

use serde_json::json;

use super::refused;
use super::repository::{Key, Machine, Repository, canonical, delegate, list};

/// Serves `bytes` as the targets role, without a digest in the way.
fn serve(repository: &mut Repository, bytes: Vec<u8>) {
    repository.snapshot["meta"]["targets.json"] = json!({"version": 1});
    repository.publish_snapshot();
    repository.origin.put("1.targets.json", bytes);
}

#[tokio::test]
async fn a_list_is_no_object_in_the_envelope() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let signed = repository.top().clone();
    let signature = Key::seeded(5).signature(&canonical(&signed));
    let pair = json!([signature["keyid"], signature["sig"]]);
    for envelope in [json!([[signature], signed]), json!({"signatures": [pair], "signed": signed})] {
        serve(&mut repository, serde_json::to_vec(&envelope).unwrap());
        refused!(machine.refresh(&repository).await, Malformed);
    }
    serve(&mut repository, serde_json::to_vec(&json!({"signatures": [signature], "signed": signed})).unwrap());
    machine.refresh(&repository).await.unwrap();
}

#[tokio::test]
async fn a_list_is_no_object_in_what_is_signed() {
    let digest = "0".repeat(64);
    for entry in [json!([1, 10, {"sha256": digest}]), json!({"version": 1, "hashes": [digest]})] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        repository.snapshot["meta"]["other.json"] = entry;
        repository.publish_snapshot();
        refused!(machine.refresh(&repository).await, Malformed);
    }
    for entry in [json!([1, {"sha256": digest}]), json!({"length": 1, "hashes": [digest]})] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        repository.top()["targets"]["x"] = entry;
        repository.publish();
        refused!(machine.refresh(&repository).await.unwrap().find("x").await, Malformed);
    }
}

#[tokio::test]
async fn a_digest_that_is_null_is_no_digest_that_is_absent() {
    let digest = "0".repeat(128);
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.top()["targets"]["x"] = json!({"length": 1, "hashes": {"sha256": null, "sha512": digest}});
    repository.publish();
    refused!(machine.refresh(&repository).await.unwrap().find("x").await, Malformed);
}

/// `serde_json` reads this member as the text in it, everybody else as a member with an odd name.
const INNER: &str = "$serde_json::private::RawValue";

#[tokio::test]
async fn no_name_of_a_member_is_an_instruction_to_the_reader() {
    for one_line in [false, true] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        delegate(repository.top(), "acme", &["acme.*"], true, &[6]);
        repository.role("acme", 6, &["acme.a"]);
        let roles = repository.top()["delegations"]["roles"].to_string();
        repository.top()["delegations"]["roles"] = json!({ INNER: roles });
        repository.publish();
        if one_line {
            let bytes = compact(&repository);
            serve(&mut repository, bytes);
        }
        refused!(machine.refresh(&repository).await, Malformed);
    }
    // Where nothing is read from it, it is an odd name and does no harm.
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.top()["x"] = json!({ INNER: "[1,2]" });
    list(repository.top(), INNER);
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find(INNER).await.unwrap().unwrap().length(), INNER.len() as u64);
}

#[tokio::test]
async fn terminating_is_true_or_false() {
    for odd in [json!(1), json!("true"), json!([]), json!(null)] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        delegate(repository.top(), "acme", &["acme.*"], true, &[6]);
        repository.top()["delegations"]["roles"][0]["terminating"] = odd;
        repository.publish();
        refused!(machine.refresh(&repository).await, Malformed);
    }
}

#[tokio::test]
async fn a_member_that_is_there_twice_is_refused_at_every_depth() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    list(repository.top(), "a");
    repository.publish();
    let good = String::from_utf8(compact(&repository)).unwrap();
    serve(&mut repository, good.clone().into_bytes());
    machine.refresh(&repository).await.unwrap();
    for (one, twice) in [
        ("\"version\":1", "\"version\":1,\"version\":1"),
        ("\"version\":1", "\"version\":1,\"\\u0076ersion\":1"),
        ("\"length\":1", "\"length\":1,\"length\":1"),
        ("\"from\":\"a\"", "\"from\":\"a\",\"from\":\"a\""),
        ("\"signed\":{", "\"signed\":{},\"signed\":{"),
    ] {
        let text = good.replacen(one, twice, 1);
        assert_ne!(text, good, "{one}");
        serve(&mut repository, text.into_bytes());
        refused!(Machine::new().refresh(&repository).await, Malformed);
    }
}

/// The targets role as one line with sorted members, as the canonical form has them.
fn compact(repository: &Repository) -> Vec<u8> {
    let signed = &repository.targets["targets"];
    serde_json::to_vec(&json!({"signatures": [Key::seeded(5).signature(&canonical(signed))], "signed": signed})).unwrap()
}

#[tokio::test]
async fn what_is_too_large_to_be_held_is_not_taken_for_absent() {
    let heavy = |part: usize| json!(vec![json!({}); ragnos_plugin::limits::JSON_WEIGHT / 16 / part]);
    let key = format!("/delegations/keys/{}", Key::seeded(6).id());
    // What nobody reads may be as large as the file; what is read is bounded, one part after the other as well.
    for (places, part, is_read) in [
        (&[""][..], 1, false),
        (&["/delegations"], 1, false),
        (&["/delegations/roles/0"], 1, true),
        (&[&key], 1, true),
        (&[&key, "/delegations/roles/0"], 2, true),
        (&["/delegations/roles/0"], 2, false),
    ] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        delegate(repository.top(), "acme", &["acme.*"], true, &[6]);
        repository.role("acme", 6, &["acme.a"]);
        for place in places {
            repository.top().pointer_mut(place).unwrap()["much"] = heavy(part);
        }
        for one_line in [true, false] {
            repository.publish();
            if one_line {
                let bytes = compact(&repository);
                serve(&mut repository, bytes);
            }
            let refreshed = machine.refresh(&repository).await;
            if is_read {
                refused!(refreshed, Malformed);
            } else {
                assert!(refreshed.unwrap().find("acme.a").await.unwrap().is_some(), "{places:?}");
            }
        }
    }
}
