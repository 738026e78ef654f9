//! Cases that other clients were found to fail (docs/conformance.md, "Further cases"), as far as no other test has them.

use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::{Folder, OriginError};
use ragnos_plugin::transport;
use ragnos_plugin::tuf::{Error, ListedTarget};
use serde_json::json;

use super::refused;
use super::repository::{Machine, Repository, delegate, list};

/// Two publishers.
fn two() -> Repository {
    let mut repository = Repository::new();
    for (name, seed) in [("beta", 7), ("acme", 6)] {
        delegate(repository.top(), name, &[&format!("{name}.*")], true, &[seed]);
        repository.role(name, seed, &[&format!("{name}.a")]);
    }
    repository.publish();
    repository
}

#[tokio::test]
async fn a_first_role_that_was_never_published_does_not_hide_the_second() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    delegate(repository.top(), "first", &["x*"], false, &[6]);
    delegate(repository.top(), "second", &["x*"], false, &[7]);
    repository.role("second", 7, &["x1"]);
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("x1").await.unwrap().unwrap().role(), "second");
    let listing = client.find_prefix("x").await.unwrap();
    assert_eq!((listing.targets.iter().map(ListedTarget::name).collect::<Vec<_>>(), listing.failures.len()), (vec!["x1"], 0));
}

#[tokio::test]
async fn a_delegation_that_asks_for_no_signature_takes_only_itself_down() {
    for threshold in [json!(0), json!(u64::MAX)] {
        let (mut repository, machine) = (two(), Machine::new());
        repository.top()["delegations"]["roles"][0]["threshold"] = threshold;
        repository.seeds.insert("beta".to_owned(), vec![]);
        repository.publish_next();
        let client = machine.refresh(&repository).await.unwrap();
        assert!(matches!(client.find("beta.a").await, Err(Error::BadKeys { .. } | Error::Threshold { .. })));
        assert!(client.find("acme.a").await.unwrap().is_some());
    }
}

#[tokio::test]
async fn another_major_version_of_the_specification_is_refused() {
    for role in ["root", "timestamp", "snapshot", "targets"] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        let signed = match role {
            "root" => &mut repository.root,
            "timestamp" => &mut repository.timestamp,
            "snapshot" => &mut repository.snapshot,
            _ => repository.top(),
        };
        signed["spec_version"] = json!("9.0.0");
        if role == "root" {
            repository.next_root(&[1, 2]);
        }
        repository.publish();
        refused!(machine.refresh(&repository).await, Malformed);
        assert_eq!(machine.version(role), (role == "root").then_some(1));
    }
}

#[tokio::test]
async fn a_target_is_its_bytes_by_length_and_by_every_digest() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let sha512 = |bytes: &[u8]| hex::encode(ragnos_plugin::digest::sha512(bytes));
    let sha256 = |bytes: &[u8]| Sha256::of(bytes).to_string();
    for (name, hashes) in [
        ("both", json!({"sha256": sha256(b"abc"), "sha512": sha512(b"abc")})),
        ("only-sha512", json!({"sha512": sha512(b"abc").to_uppercase(), "blake2b": "00"})),
        ("torn", json!({"sha256": sha256(b"abc"), "sha512": sha512(b"abd")})),
    ] {
        repository.top()["targets"][name] = json!({"length": 3, "hashes": hashes});
    }
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    for (name, good) in [("both", true), ("only-sha512", true), ("torn", false)] {
        let target = client.find(name).await.unwrap().unwrap();
        assert_eq!(target.check(b"abc").is_ok(), good, "{name}");
        for other in [&b"abd"[..], b"ab", b"abcd", b""] {
            assert!(target.check(other).is_err(), "{name}");
        }
    }
    let target = client.find("only-sha512").await.unwrap().unwrap();
    assert_eq!(client.target_file(&target), format!("{}.only-sha512", sha512(b"abc")));
}

#[tokio::test]
async fn no_name_of_a_target_leads_out_of_the_folder() {
    let names = ["../metadata/1.root.json", "/etc/passwd", "a/../../b", "a//b", ".", "..", "c/"];
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.root["consistent_snapshot"] = json!(false);
    repository.next_root(&[1, 2]);
    for name in names {
        list(repository.top(), name);
    }
    repository.publish();
    for (plain, numbered) in [("snapshot.json", "1.snapshot.json"), ("targets.json", "1.targets.json")] {
        repository.origin.put(plain, repository.origin.get(numbered).unwrap());
    }
    let client = machine.refresh(&repository).await.unwrap();
    // What could be reached is there; what listens would be asked by now.
    let folder = tempfile::tempdir().unwrap();
    let base = camino::Utf8Path::from_path(folder.path()).unwrap();
    for below in ["metadata", "targets"] {
        fs_err::create_dir(base.join(below)).unwrap();
    }
    fs_err::write(base.join("metadata/1.root.json"), "{}").unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let server = format!("http://{}/repository", listener.local_addr().unwrap());
    for origin in [transport::open(base.as_str(), base).unwrap(), transport::open(&server, base).unwrap()] {
        for name in names {
            let target = client.find(name).await.unwrap().unwrap();
            let opened = origin.open(Folder::Targets, &client.target_file(&target), target.length()).await;
            assert!(matches!(opened, Err(OriginError::NotFound { .. })), "{name} in {}", origin.shown());
        }
    }
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

/// A name that a listing finds, and that a look-up does not reach: it is among the failures, and the other names are listed.
#[tokio::test]
async fn a_listing_tells_of_a_name_behind_too_many_roles() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    list(repository.top(), "y");
    for number in 0..=256 {
        let name = format!("r{number}");
        delegate(repository.top(), &name, &["x*"], false, &[6]);
        repository.role(&name, 6, &[]);
    }
    delegate(repository.top(), "last", &["x*"], false, &[7]);
    repository.role("last", 7, &["x1"]);
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    refused!(client.find("x1").await, TooManyRoles);
    let listing = client.find_prefix("").await.unwrap();
    assert_eq!(listing.targets.iter().map(ListedTarget::name).collect::<Vec<_>>(), ["y"]);
    assert!(matches!(&listing.failures[..], [one] if one.role == "x1" && matches!(one.error, Error::TooManyRoles { .. })));
}
