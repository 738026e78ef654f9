//! Delegation graphs that the program does not need and a TUF client must know all the same (TUF spec 5.6.7; rows 62 to 71),
//! with the requests that are made, which the program does not show.

use ragnos_plugin::digest::Sha256;
use ragnos_plugin::tuf::{Client, Error, ListedTarget, Options, Persistence, PrefixListing, VerifiedTarget};
use serde_json::{Value, json};

use crate::tuf::refused;
use crate::tuf::repository::{Machine, NOW, Repository, delegate, options, raise, sign, targets};

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

fn names(listing: &PrefixListing) -> Vec<&str> {
    listing.targets.iter().map(ListedTarget::name).collect()
}

fn failed(listing: &PrefixListing) -> Vec<&str> {
    listing.failures.iter().map(|failure| failure.role.as_str()).collect()
}

/// Row 66: only roles that the snapshot lists and that can matter are asked for, each once; an unlisted one is not asked for.
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

    let (mut repository, machine) = (three(), Machine::new());
    repository.snapshot["meta"].as_object_mut().unwrap().remove("beta.json");
    repository.publish_snapshot();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("beta.a").await.unwrap(), None);
    assert_eq!(names(&client.find_prefix("").await.unwrap()), ["acme.a", "acme.b", "gama.a", "gama.b"]);
    assert!(!repository.origin.requests().contains(&"1.beta.json".to_owned()));
}

/// Row 62: a terminating delegation deep in the graph ends the whole search; without it, later siblings are asked.
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
        assert_eq!(found.as_ref().map(VerifiedTarget::role), expected);
        // The look-up by prefix gives the same answer for each name.
        for target in client.find_prefix("x").await.unwrap().targets {
            assert_eq!(client.find(target.name()).await.unwrap().unwrap(), target.read().unwrap());
        }
    }
}

/// Row 60: whoever holds back the first of two roles for a name does not make the second one answer.
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

/// Row 65: a role that two delegators name with different keys (a diamond) is verified for each, whichever comes first.
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

/// Row 65: a role kept from an earlier run is verified under the keys that its delegator names today.
#[tokio::test]
async fn a_stored_role_counts_only_under_the_keys_of_today() {
    let (mut repository, machine) = (three(), Machine::new());
    machine.refresh(&repository).await.unwrap().find("acme.a").await.unwrap().unwrap();
    let roles = &mut repository.top()["delegations"]["roles"];
    roles[0]["keyids"] = roles[1]["keyids"].clone();
    raise(repository.top());
    repository.publish_next();
    let client = machine.refresh(&repository).await.unwrap();
    refused!(client.find("acme.a").await, Threshold);
}

/// Row 63: in a circle each role is asked once.
#[tokio::test]
async fn a_circle_is_walked_once() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    delegate(repository.top(), "one", &["*"], false, &[6]);
    delegate(repository.role("one", 6, &[]), "two", &["*"], false, &[7]);
    delegate(repository.role("two", 7, &["y"]), "one", &["*"], false, &[6]);
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("x").await.unwrap(), None);
    assert_eq!(repository.origin.requests()[4..], ["1.one.json", "1.two.json", "1.one.json"][..2]);
    assert_eq!(names(&client.find_prefix("").await.unwrap()), ["y"]);
    assert_eq!(client.find("y").await.unwrap().unwrap().role(), "two");
}

/// A chain below `beta` of so many roles, the last of which lists `beta.end`.
fn chain(repository: &mut Repository, length: usize) {
    let mut above = "beta".to_owned();
    for number in 0..length {
        let name = format!("b{number}");
        delegate(repository.targets.get_mut(&above).unwrap(), &name, &["beta.*"], false, &[9]);
        repository.role(&name, 9, &[]);
        above = name;
    }
    crate::tuf::repository::list(repository.targets.get_mut(&above).unwrap(), "beta.end");
}

/// Row 64: a graph that is deeper or wider than any honest one stops at 256 roles for a name and 4096 for a listing, which says
/// whose delegations it left out and still has everybody else.
#[tokio::test]
async fn deep_and_wide_graphs_are_bounded() {
    for (length, is_found) in [(250, true), (300, false)] {
        let (mut repository, machine) = (three(), Machine::new());
        chain(&mut repository, length);
        repository.publish_next();
        let client = machine.refresh(&repository).await.unwrap();
        let listing = client.find_prefix("").await.unwrap();
        assert_eq!(names(&listing).contains(&"beta.end"), is_found);
        assert!(["acme.a", "beta.a", "gama.b"].iter().all(|name| names(&listing).contains(name)));
        if is_found {
            assert_eq!(client.find("beta.end").await.unwrap().unwrap().role(), "b249");
            assert!(listing.failures.is_empty());
        } else {
            refused!(client.find("beta.end").await, TooManyRoles);
            refused!(client.find_prefix("beta.").await, TooManyRoles);
            assert!(client.find("beta.a").await.unwrap().is_some());
            assert!(repository.origin.requests().len() < 300, "{}", repository.origin.requests().len());
            assert_eq!(failed(&listing).len(), 1);
        }
    }

    // Five thousand roles of one publisher, and one more publisher below each of two others.
    let (mut repository, machine) = (three(), Machine::new());
    delegate(repository.targets.get_mut("acme").unwrap(), "acme-more", &["acme.*"], false, &[9]);
    repository.role("acme-more", 9, &["acme.c"]);
    for number in 0..5000 {
        let name = format!("b{number}");
        let role = json!({"name": name, "keyids": [], "threshold": 1, "paths": ["beta.*"]});
        let beta = repository.targets.get_mut("beta").unwrap();
        if number == 0 {
            beta["delegations"] = json!({"keys": {}, "roles": []});
        }
        beta["delegations"]["roles"].as_array_mut().unwrap().push(role);
        repository.snapshot["meta"][format!("{name}.json")] = json!({"version": 1});
    }
    repository.publish_next();
    let client = machine.refresh(&repository).await.unwrap();
    let listing = client.find_prefix("").await.unwrap();
    assert_eq!(names(&listing), ["acme.a", "acme.b", "acme.c", "beta.a", "beta.b", "gama.a", "gama.b"]);
    assert_eq!(failed(&listing), ["beta"]);
    assert!(matches!(listing.failures[0].error, Error::TooManyRoles { limit: 4096, .. }));
    assert!(!repository.origin.requests().iter().any(|file| file.starts_with("1.b0")));
}

/// Row 67: names of roles that would lead out of the folder, stand for a top-level role, or be too long for a file. They are
/// percent-encoded everywhere; the reserved and the endless ones are nobody. No other file of the trust state is touched.
#[tokio::test]
async fn names_of_roles_cannot_touch_other_files() {
    const ENCODED: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let odd = ["../x", "..", "?", "#", "/y", "Root", "root.json", "a%2fb", "\u{e9}", "CON", "con", "a\nb", "\u{1b}[2J"];
    for name in odd {
        delegate(repository.top(), name, &["*"], false, &[6]);
        repository.role(name, 6, &[]);
    }
    repository.publish();
    for name in odd {
        let encoded = percent_encoding::utf8_percent_encode(name, &ENCODED).to_string();
        repository.origin.put(&format!("1.{encoded}.json"), sign(&repository.targets[name], &[6]));
    }
    let client = machine.refresh(&repository).await.unwrap();
    let before = machine.content();
    assert_eq!(client.find("x").await.unwrap(), None);
    let after = machine.content();
    assert!(before.iter().all(|(file, bytes)| after[file] == *bytes));
    let new: Vec<&String> = after.keys().filter(|file| !before.contains_key(*file)).collect();
    assert!(new.len() == odd.len() && new.iter().all(|file| file.starts_with("role.") && file.is_ascii()), "{new:?}");
    assert_eq!(fs_err::read_dir(machine.state().path().parent().unwrap()).unwrap().count(), 1);

    for reserved in ["root", "timestamp", "snapshot", "targets", &"a".repeat(300), &"\u{e9}".repeat(60)] {
        let (mut repository, machine) = (three(), Machine::new());
        delegate(repository.top(), reserved, &["z*"], false, &[6]);
        repository.snapshot["meta"][format!("{reserved}.json")] = json!({"version": 1});
        repository.publish_next();
        let client = machine.refresh(&repository).await.unwrap();
        refused!(client.find("zz").await, BadKeys);
        assert!(client.find("acme.a").await.unwrap().is_some());
    }
}

/// Row 69: a hash prefix that is empty, wrong, or in capitals covers nothing; only the right bin is asked.
#[tokio::test]
async fn hash_prefixes_choose_the_bin() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let digest = Sha256::of(b"pkg").to_string();
    let wrong = if digest.starts_with('0') { "1" } else { "0" };
    let bins = ["", wrong, &digest[..2].to_uppercase(), &format!("{digest}0"), &digest[..2]];
    assert_ne!(bins[2], bins[4], "capitals are another prefix");
    for (number, prefix) in bins.into_iter().enumerate() {
        let name = format!("bin{number}");
        delegate(repository.top(), &name, &[], false, &[6]);
        let role = repository.top()["delegations"]["roles"].as_array_mut().unwrap().last_mut().unwrap();
        role.as_object_mut().unwrap().remove("paths");
        role["path_hash_prefixes"] = json!([prefix]);
        repository.role(&name, 6, &["pkg"]);
    }
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("pkg").await.unwrap().unwrap().role(), "bin4");
    assert_eq!(repository.origin.requests()[4..], ["1.bin4.json"]);
    assert_eq!(client.find_prefix("pk").await.unwrap().targets[0].role(), "bin4");
}

/// Row 71: wildcards stay within one segment and are case-sensitive; an odd or endless pattern matches nothing, costs little,
/// and takes nobody else down.
#[tokio::test]
async fn odd_patterns_match_nothing_and_harm_nobody() {
    let bomb = "*a".repeat(512);
    let cases: [(&str, &str, bool); 12] = [
        ("plugins/*", "plugins/a", true),
        ("plugins/*", "plugins/a/b", false),
        ("**", "a/b", false),
        ("*/*", "a/b", true),
        ("pkg-[0-9]", "pkg-7", true),
        ("pkg-[!0-9]", "pkg-7", false),
        ("pkg-[0-9", "pkg-[0-9", false),
        ("PKG*", "pkg", false),
        ("pk?", "pkg", true),
        ("p?g", "p/g", false),
        (&bomb, "pkg", false),
        (&"*".repeat(5000), "pkg", false),
    ];
    for (pattern, name, covered) in cases {
        let (mut repository, machine) = (three(), Machine::new());
        let patterns = if pattern == bomb { vec![pattern; 200] } else { vec![pattern] };
        delegate(repository.top(), "odd", &patterns, false, &[9]);
        repository.role("odd", 9, &[name]);
        repository.publish_next();
        let client = machine.refresh(&repository).await.unwrap();
        assert_eq!(client.find(name).await.unwrap().is_some(), covered, "{pattern:.20} {name}");
        assert_eq!(names(&client.find_prefix("").await.unwrap()).contains(&name), covered, "{pattern:.20} {name}");
        let long = "a".repeat(1000);
        assert_eq!(client.find(&long).await.unwrap(), None, "{pattern:.20}");
        assert!(client.find("gama.b").await.unwrap().is_some());
    }
}

/// Row 70: a delegation that cannot be read makes its delegator malformed, in words, and nobody else.
#[tokio::test]
async fn a_delegation_that_cannot_be_read_is_the_delegators_trouble() {
    let both = json!({"name": "x", "keyids": [], "threshold": 1, "paths": ["*"], "path_hash_prefixes": ["0"]});
    let neither = json!({"name": "x", "keyids": [], "threshold": 1});
    let twice = json!({"name": "x", "keyids": [], "threshold": 1, "paths": []});
    let bad: [(&str, Value); 4] = [
        ("TAP 15", json!({"keys": {}, "succinct_roles": {"bit_length": 8}})),
        ("alone", json!({"keys": {}, "roles": [both]})),
        ("alone", json!({"keys": {}, "roles": [neither]})),
        ("twice", json!({"keys": {}, "roles": [twice.clone(), twice]})),
    ];
    for (words, delegations) in bad {
        let (mut repository, machine) = (three(), Machine::new());
        repository.targets.get_mut("beta").unwrap()["delegations"] = delegations.clone();
        repository.publish_next();
        let client = machine.refresh(&repository).await.unwrap();
        match client.find("beta.a").await {
            Err(Error::Malformed { role, reason }) => assert!(role == "beta" && reason.contains(words), "{reason}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(names(&client.find_prefix("").await.unwrap()), ["acme.a", "acme.b", "gama.a", "gama.b"]);
        *repository.top() = targets(2);
        repository.top()["delegations"] = delegations;
        repository.publish_next();
        refused!(machine.refresh(&repository).await, Malformed);
    }
}
