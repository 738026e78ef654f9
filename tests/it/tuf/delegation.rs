//! Delegations (TUF spec 5.6.7; attack table rows 58 to 71).

use ragnos_plugin::tuf::{Client, Error, Options, Persistence};
use serde_json::json;

use super::refused;
use super::repository::{Machine, NOW, PAST, Repository, delegate, list, options, sign, targets};

/// Three publishers; `beta` is the one that is attacked or careless.
fn three() -> Repository {
    let mut repository = Repository::new();
    for (name, seed) in [("acme", 6), ("beta", 7), ("gama", 8)] {
        delegate(repository.top(), name, &[&format!("{name}.*")], true, &[seed]);
        repository.role(name, seed, &[&format!("{name}.a"), &format!("{name}.b")]);
    }
    repository.publish();
    repository
}

fn names(listing: &ragnos_plugin::tuf::PrefixListing) -> Vec<&str> {
    listing.targets.iter().map(ragnos_plugin::tuf::ListedTarget::name).collect()
}

#[tokio::test]
async fn only_the_role_that_matters_is_fetched_and_once() {
    let (repository, machine) = (three(), Machine::new());
    let client = machine.refresh(&repository).await.unwrap();
    repository.origin.requests.lock().unwrap().clear();
    let (one, other, none) = tokio::join!(client.find_prefix("acme."), client.find("acme.b"), client.find("acme.none"));
    assert_eq!(names(&one.unwrap()), ["acme.a", "acme.b"]);
    assert_eq!((other.unwrap().unwrap().role(), none.unwrap()), ("acme", None));
    assert_eq!(client.find("nobody.a").await.unwrap(), None);
    assert_eq!(repository.origin.requests(), ["1.acme.json"]);
    let client = machine.refresh(&repository).await.unwrap();
    client.find("acme.a").await.unwrap().unwrap();
    assert_eq!(repository.origin.requests(), ["2.root.json", "timestamp.json"]);
    let offline = Client::offline(&repository.anchor(), &machine.state(), &options(NOW)).await.unwrap();
    offline.find("acme.a").await.unwrap().unwrap();
    refused!(offline.find("beta.a").await, NotStored);
}

#[tokio::test]
async fn one_bad_role_never_affects_another() {
    type Harm = fn(&mut Repository);
    let harms: [(&str, Harm); 6] = [
        ("expired", |it| it.targets.get_mut("beta").unwrap()["expires"] = json!(PAST)),
        ("unsigned", |it| _ = it.seeds.insert("beta".to_owned(), vec![])),
        ("signed by another", |it| _ = it.seeds.insert("beta".to_owned(), vec![6])),
        ("of another type", |it| it.targets.get_mut("beta").unwrap()["_type"] = json!("snapshot")),
        ("with a key id twice", |it| {
            let roles = &mut it.top()["delegations"]["roles"];
            roles[1]["keyids"] = json!([roles[1]["keyids"][0].clone(), roles[1]["keyids"][0].clone()]);
        }),
        ("with threshold 0", |it| it.top()["delegations"]["roles"][1]["threshold"] = json!(0)),
    ];
    for (what, harm) in harms {
        let (mut repository, machine) = (three(), Machine::new());
        harm(&mut repository);
        repository.publish_next();
        let client = machine.refresh(&repository).await.unwrap();
        for good in ["acme.a", "gama.b"] {
            assert!(client.find(good).await.unwrap().is_some(), "{what}");
        }
        assert!(client.find("beta.a").await.is_err(), "{what}");
        let all = client.find_prefix("").await.unwrap();
        assert_eq!(names(&all), ["acme.a", "acme.b", "gama.a", "gama.b"], "{what}");
        assert_eq!(all.failures.iter().map(|it| it.role.as_str()).collect::<Vec<_>>(), ["beta"], "{what}");
    }
}

#[tokio::test]
async fn a_missing_role_fails_alone_and_an_unlisted_one_has_no_say() {
    let (repository, machine) = (three(), Machine::new());
    repository.origin.remove("1.beta.json");
    let client = machine.refresh(&repository).await.unwrap();
    refused!(client.find("beta.a").await, Origin);
    assert!(client.find("gama.a").await.unwrap().is_some());

    let (mut repository, machine) = (three(), Machine::new());
    repository.snapshot["meta"].as_object_mut().unwrap().remove("beta.json");
    repository.publish_snapshot();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("beta.a").await.unwrap(), None);
    assert!(client.find("gama.a").await.unwrap().is_some());
    assert!(!repository.origin.requests().contains(&"1.beta.json".to_owned()));
}

#[tokio::test]
async fn stray_targets_do_not_exist() {
    let (mut repository, machine) = (three(), Machine::new());
    list(repository.targets.get_mut("beta").unwrap(), "acme.evil");
    list(repository.targets.get_mut("beta").unwrap(), "acme.a");
    repository.publish_next();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("acme.evil").await.unwrap(), None);
    assert_eq!(client.find("acme.a").await.unwrap().unwrap().role(), "acme");
    assert!(client.find("beta.a").await.unwrap().is_some());
    assert_eq!(names(&client.find_prefix("acme.").await.unwrap()), ["acme.a", "acme.b"]);
}

#[tokio::test]
async fn the_search_is_depth_first_and_terminating_ends_it() {
    for (terminating, expected) in [(false, Some("last")), (true, None)] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        delegate(repository.top(), "first", &["x*"], false, &[6]);
        delegate(repository.top(), "last", &["*"], false, &[7]);
        delegate(repository.role("first", 6, &[]), "deep", &["x?"], terminating, &[8]);
        delegate(repository.role("deep", 8, &["x1"]), "unrelated", &["y*"], false, &[9]);
        repository.role("last", 7, &["x1", "x2"]);
        repository.role("unrelated", 9, &["x2"]);
        repository.publish();
        let client = machine.refresh(&repository).await.unwrap();
        assert_eq!(client.find("x1").await.unwrap().unwrap().role(), "deep");
        assert_eq!(repository.origin.requests()[4..], ["1.first.json", "1.deep.json"]);
        let found = client.find("x2").await.unwrap();
        assert_eq!(found.as_ref().map(ragnos_plugin::tuf::VerifiedTarget::role), expected);
        // The look-up by prefix gives the same answer for each name.
        for target in client.find_prefix("x").await.unwrap().targets {
            assert_eq!(client.find(target.name()).await.unwrap().unwrap(), target.read().unwrap());
        }
    }
}

#[tokio::test]
async fn whoever_holds_back_the_first_role_does_not_choose_the_answer() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    delegate(repository.top(), "first", &["x*"], false, &[6]);
    delegate(repository.top(), "last", &["*"], false, &[7]);
    repository.role("first", 6, &["x1"]);
    repository.role("last", 7, &["x1", "y1"]);
    repository.publish();
    repository.origin.breaks("1.first.json");
    let client = machine.refresh(&repository).await.unwrap();
    refused!(client.find("x1").await, Origin);
    assert_eq!(client.find("y1").await.unwrap().unwrap().role(), "last");
    let listing = client.find_prefix("").await.unwrap();
    assert_eq!((names(&listing), listing.failures.len()), (vec!["y1"], 1));
}

#[tokio::test]
async fn a_circle_of_delegations_ends() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    delegate(repository.top(), "one", &["*"], false, &[6]);
    delegate(repository.role("one", 6, &[]), "two", &["*"], false, &[7]);
    delegate(repository.role("two", 7, &[]), "one", &["*"], false, &[6]);
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("x").await.unwrap(), None);
    assert!(client.find_prefix("x").await.unwrap().targets.is_empty());
}

#[tokio::test]
async fn a_wide_graph_is_bounded() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    for index in 0..300 {
        let name = format!("r{index}");
        delegate(repository.top(), &name, &["*"], false, &[6]);
        repository.role(&name, 6, &[]);
    }
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    refused!(client.find("x").await, TooManyRoles);
    refused!(client.find_prefix("x").await, TooManyRoles);
}

#[tokio::test]
async fn a_role_under_two_delegators_is_verified_for_each_and_fetched_once() {
    let dry = Options { persistence: Persistence::Discard, ..options(NOW) };
    for run in [options(NOW), dry] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        delegate(repository.top(), "left", &["l*", "b*"], false, &[6]);
        delegate(repository.top(), "right", &["r*", "b*"], false, &[7]);
        delegate(repository.role("left", 6, &[]), "shared", &["l*", "b*"], false, &[8]);
        // The other delegator names another key: what `left` accepted is nothing to it.
        delegate(repository.role("right", 7, &[]), "shared", &["r*", "b*"], false, &[9]);
        repository.role("shared", 8, &["l1", "r1", "b1"]);
        repository.publish();
        let client = machine.refresh_with(&repository, &run).await.unwrap();
        assert_eq!(client.find("l1").await.unwrap().unwrap().role(), "shared");
        assert_eq!(client.find("b1").await.unwrap().unwrap().role(), "shared");
        refused!(client.find("r1").await, Threshold);
        let fetched = repository.origin.requests().iter().filter(|it| *it == "1.shared.json").count();
        assert!(fetched <= 2, "{:?}", repository.origin.requests());
    }
}

#[tokio::test]
async fn a_stored_role_counts_only_under_the_keys_of_today() {
    let (mut repository, machine) = (three(), Machine::new());
    machine.refresh(&repository).await.unwrap().find("acme.a").await.unwrap().unwrap();
    let roles = &mut repository.top()["delegations"]["roles"];
    roles[0]["keyids"] = roles[1]["keyids"].clone();
    super::repository::raise(repository.top());
    repository.publish_next();
    let client = machine.refresh(&repository).await.unwrap();
    refused!(client.find("acme.a").await, Threshold);
}

#[tokio::test]
async fn names_of_roles_cannot_touch_other_files() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let odd = ["../x", "?", "#", "/y", "Root", "a%2fb", "\u{e9}"];
    for name in odd {
        delegate(repository.top(), name, &["*"], false, &[6]);
        repository.role(name, 6, &[]);
    }
    // A delegated role with the name of a top-level one is nobody.
    delegate(repository.top(), "root", &["z*"], false, &[6]);
    repository.snapshot["meta"]["root.json"] = json!({"version": 1});
    repository.publish();
    for name in odd {
        let encoded = percent_encoding::utf8_percent_encode(name, &ENCODED).to_string();
        repository.origin.put(&format!("1.{encoded}.json"), sign(&repository.targets[name], &[6]));
        repository.origin.put(&format!("1.{name}.json"), sign(&repository.targets[name], &[6]));
    }
    let client = machine.refresh(&repository).await.unwrap();
    let root = machine.content()["root.json"].clone();
    assert_eq!(client.find("x").await.unwrap(), None);
    refused!(client.find("zz").await, BadKeys);
    assert_eq!(machine.content()["root.json"], root);
    assert_eq!(machine.content().keys().filter_map(|file| file.strip_suffix(".json")).count(), 4 + odd.len());
}

const ENCODED: percent_encoding::AsciiSet =
    percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

#[tokio::test]
async fn hash_prefixes_choose_the_bin() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let digest = ragnos_plugin::digest::Sha256::of(b"pkg").to_string();
    for (name, prefix) in [("empty", String::new()), ("wrong", flip(&digest)), ("right", digest[..2].to_owned())] {
        delegate(repository.top(), name, &[], false, &[6]);
        let role = repository.top()["delegations"]["roles"].as_array_mut().unwrap().last_mut().unwrap();
        role.as_object_mut().unwrap().remove("paths");
        role["path_hash_prefixes"] = json!([prefix]);
        repository.role(name, 6, &["pkg"]);
    }
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("pkg").await.unwrap().unwrap().role(), "right");
    assert_eq!(client.find_prefix("pk").await.unwrap().targets[0].role(), "right");
    assert!(!repository.origin.requests().contains(&"1.empty.json".to_owned()));
}

fn flip(digest: &str) -> String {
    if digest.starts_with('0') { "1".to_owned() } else { "0".to_owned() }
}

#[tokio::test]
async fn what_cannot_be_read_as_a_delegation_is_malformed() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let mut bad = targets(2);
    bad["delegations"] = json!({"keys": {}, "succinct_roles": {"bit_length": 8}});
    *repository.top() = bad;
    repository.publish_next();
    match machine.refresh(&repository).await {
        Err(Error::Malformed { reason, .. }) => assert!(reason.contains("TAP 15"), "{reason}"),
        other => panic!("{other:?}"),
    }
}
