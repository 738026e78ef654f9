//! Rows 96 to 102, and row 12 with more than one place: caches and mirrors that are old, incomplete, wrong or away.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{BoxFuture, pending, ready};
use ragnos_plugin::origin::{ByteStream, Folder, Mirrors, Origin, OriginError};
use ragnos_plugin::tuf::Client;
use serde_json::{Value, json};

use super::scene::{Scene, in_hours, release};
use super::web::{Web, server_of};
use crate::server::{Answer, Server, Step, nobody};
use crate::tuf::repository::{Machine, NOW, Repository, options, raise, sign};

/// A scene with a good server, and another one that serves what the repository had before it went on.
struct Two {
    scene: Scene,
    good: Server,
    other: Server,
}

const NEWS: [&str; 3] = ["role.acme.json", "snapshot.json", "timestamp.json"];

impl Two {
    /// The good server has version 2 of everything, and the project knows version 1.
    fn new() -> Self {
        let mut scene = Scene::synced();
        let other = server_of(&scene.repository.origin.copy());
        scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
        let good = server_of(&scene.repository.origin);
        scene.places(&[&other.url, &good.url]);
        Self { scene, good, other }
    }

    /// The one that is asked first serves everything, but for what its script says.
    fn scripted(path: &str, answer: Answer) -> Self {
        let two = Self::new();
        let other = server_of(&two.scene.repository.origin);
        other.on(path, [answer]);
        two.scene.places(&[&other.url, &two.good.url]);
        Self { other, ..two }
    }
}

/// What a successful run wrote on stderr about this file.
fn warnings<'a>(stderr: &'a str, file: &str) -> Vec<&'a str> {
    let start = format!("warning: a mirror was passed over for {file}: ");
    stderr.lines().filter_map(|line| line.strip_prefix(&*start)).collect()
}

/// Row 96: a cache serves a timestamp that is stale within its time to live: taken while it is not older than what is trusted,
/// and `-v` tells how old it is.
#[test]
fn a_cache_within_its_time_to_live() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    let old = scene.repository.origin.get("timestamp.json").unwrap();
    let cached = || Answer::of("200 OK", &["Age: 240"], &old);
    scene.repository.publish_next();
    web.server.on("timestamp.json", [cached()]);
    let told = scene.accepted(&["sync", "-v"], &[]).stderr;
    assert!(told.contains("timestamp.json from") && told.contains("has held it for 240 seconds"), "{told}");
    assert!(!scene.accepted(&["sync"], &[]).stderr.contains("seconds"));
    web.server.mend();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    // Another edge still has the old one.
    web.server.on("timestamp.json", [cached()]);
    scene.refused(&["sync"], 5, "RP5005", &[]);
}

/// Row 97: the timestamp is there before the snapshot that it lists, or a cache remembers that the snapshot was not there.
#[test]
fn a_publication_that_is_half_there() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    // Each run keeps what it verified, and the next one goes on from there.
    for (path, code, state) in [
        ("2.snapshot.json", "RP7001", &["timestamp.json"][..]),
        ("2.acme.json", "RP5301", &["snapshot.json"]),
        ("acme.tool-1.1.0.tar.gz", "RP7001", &["role.acme.json"]),
    ] {
        web.server.on(path, [Answer::status("404 Not Found")]);
        scene.refused(&["update"], code[2..3].parse().unwrap(), code, state);
        web.server.mend();
    }
    scene.accepted(&["update"], &[]);
    // Where a mirror has it the run does not even fail.
    scene.repository.publish_release("acme", &release("acme/tool", "1.2.0", ""));
    let mirror = server_of(&scene.repository.origin);
    web.server.on("3.snapshot.json", [Answer::status("404 Not Found")]);
    scene.places(&[&web.server.url, &mirror.url]);
    let told = scene.accepted(&["update"], &NEWS).stderr;
    assert!(
        matches!(&warnings(&told, "3.snapshot.json")[..], [one] if one.starts_with(&web.server.url) && one.ends_with("(RP7001)")),
        "{told}"
    );
}

/// Row 98: without consistent snapshots the edges of a network mix: a new timestamp with the snapshot and roles of before.
#[test]
fn edges_that_mix() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.root["consistent_snapshot"] = json!(false);
    scene.repository.next_root(&[1, 2]);
    let plain = |scene: &Scene, role: &str, version: u64| {
        let bytes = scene.repository.origin.get(&format!("{version}.{role}.json")).unwrap();
        scene.repository.origin.put(&format!("{role}.json"), bytes);
    };
    raise(scene.repository.top());
    scene.repository.publish_next();
    plain(&scene, "snapshot", 1);
    plain(&scene, "targets", 1);
    scene.refused(&["sync"], 5, "RP5008", &["root.json", "timestamp.json"]);
    plain(&scene, "snapshot", 2);
    scene.refused(&["sync"], 5, "RP5008", &["snapshot.json"]);
    // The edges have caught up.
    plain(&scene, "targets", 2);
    scene.accepted(&["sync"], &["targets.json"]);
    assert_eq!(web.server.paths().last().map(String::as_str), Some("metadata/targets.json"));
}

/// Rows 12, 99: the next root is hidden by one of two mirrors, or a cache remembers a refusal. It is found on the other one,
/// whichever is asked first; whoever cannot be reached, refuses or lies does not say that there is none.
#[test]
fn a_root_that_one_mirror_hides() {
    let lie = sign(&json!({"_type": "root", "version": 2}), &[1]);
    let answers = |lie: &[u8]| {
        [
            ("not there", Answer::status("404 Not Found")),
            ("refused", Answer::status("403 Forbidden")),
            ("away", Answer::status("503 Service Unavailable")),
            ("lie", Answer::of("200 OK", &[], lie)),
        ]
    };
    for (first_says, first) in answers(&lie) {
        let mut two = Two::scripted("2.root.json", first);
        let scene = &mut two.scene;
        for (second_says, second) in answers(&lie) {
            two.good.on("2.root.json", [second]);
            let says = [first_says, second_says];
            if says.contains(&"not there") {
                let told = scene.accepted(&["sync"], if second_says == "not there" { &NEWS[..] } else { &[] }).stderr;
                let expected = says.iter().filter(|one| **one != "not there").count();
                assert_eq!(warnings(&told, "2.root.json").len(), expected, "{says:?}: {told}");
            } else if says.contains(&"lie") {
                let said = scene.refused(&["sync"], 5, "RP5330", &[]).stderr;
                assert!(said.contains(&two.other.url) && said.contains(&two.good.url), "{says:?}: {said}");
            } else {
                let said = scene.refused(&["sync"], 7, "RP7020", &[]).stderr;
                assert!(said.contains(&two.other.url) && said.contains(&two.good.url), "{says:?}: {said}");
            }
        }
        // The other one shows it.
        scene.repository.root["version"] = json!(1);
        scene.repository.next_root(&[1, 2]);
        two.good.mend();
        scene.places(&[&two.good.url, &two.other.url]);
        scene.accepted(&["sync"], &["root.json"]);
        assert_eq!(scene.version("root"), Some(2), "{first_says}");
    }
}

/// Row 100: a mirror that is older than what is trusted already: a rollback, and named so.
#[test]
fn a_mirror_that_is_older() {
    let two = Two::new();
    // What it has is good for who knows nothing newer.
    two.scene.places(&[&two.other.url]);
    two.scene.accepted(&["sync"], &[]);
    two.scene.places(&[&two.good.url]);
    two.scene.accepted(&["update"], &NEWS);
    two.scene.places(&[&two.other.url]);
    let said = two.scene.refused(&["sync"], 5, "RP5005", &[]).stderr;
    assert!(said.contains("the timestamp went back from version 2 to 1"), "{said}");
    // Beside a good one it does no harm, and beside another old one there is nothing to go on with.
    two.scene.places(&[&two.other.url, &two.good.url]);
    let told = two.scene.accepted(&["sync"], &[]).stderr;
    let expected = format!("{}/: the timestamp went back from version 2 to 1 (RP5005)", two.other.url);
    assert_eq!(warnings(&told, "timestamp.json"), [&*expected]);
    let older = two.other.at_host("localhost");
    two.scene.places(&[&two.other.url, &older]);
    let ended = two.scene.refused(&["sync"], 5, "RP5330", &[]);
    let error: Value = serde_json::from_str(ended.stderr.lines().last().unwrap()).unwrap();
    let second = format!("{older}/: the timestamp went back from version 2 to 1 (RP5005)");
    assert_eq!(error["causes"], json!([expected, second]));
}

/// Row 101: whatever is wrong with the first mirror, for any file: the next one is asked for that file, verified the same.
#[test]
fn a_bad_mirror_before_a_good_one() {
    let page = || Answer::of("200 OK", &["Content-Type: text/html"], "<html>");
    let endless = || Answer::head("200 OK", &["Connection: close"]).then(Step::Endless(vec![b' '; 1 << 16]));
    let cut = || Answer::head("200 OK", &["Content-Length: 99"]).send("{").then(Step::Reset);
    let lie = || Answer::of("200 OK", &[], "{\"signatures\": [], \"signed\": {}}");
    for (path, answer, code) in [
        ("2.root.json", lie(), "RP5001"),
        ("timestamp.json", page(), "RP7003"),
        ("timestamp.json", lie(), "RP5002"),
        ("timestamp.json", cut(), "RP7021"),
        ("2.snapshot.json", Answer::status("404 Not Found"), "RP7001"),
        ("2.snapshot.json", lie(), "RP5009"),
        ("2.acme.json", Answer::status("503 Busy"), "RP7002"),
        ("2.acme.json", endless(), "RP5009"),
        ("acme.tool-1.1.0.tar.gz", Answer::status("403 Forbidden"), "RP7003"),
        ("acme.tool-1.1.0.tar.gz", Answer::of("200 OK", &[], "not this"), "RP5120"),
        ("acme.tool-1.1.0.tar.gz", endless(), "RP5120"),
        ("acme.tool-1.1.0.tar.gz", cut(), "RP7021"),
    ] {
        let two = Two::scripted(path, answer);
        let told = two.scene.accepted(&["update"], &NEWS).stderr;
        let told: Vec<_> = told.lines().filter(|line| line.starts_with("warning: ")).collect();
        assert!(
            matches!(&told[..], [one] if one.contains(path) && one.contains(&two.other.url) && one.ends_with(&format!("({code})"))),
            "{path}: {told:?}"
        );
        assert!(two.scene.user.read("project/.ragnos/plugins/acme/tool/main.txt").contains("1.1.0"));
        // `check` reads every served byte, and is content where one place has it.
        two.scene.accepted(&["check"], &[]);
    }
}

/// Row 101: nobody is there at all. It costs one attempt, not one for each file: the mirror is asked last from then on.
#[test]
fn a_mirror_that_is_away() {
    let two = Two::new();
    two.scene.places(&[&nobody(), &two.good.url]);
    let told = two.scene.accepted(&["update"], &NEWS).stderr;
    assert_eq!(told.lines().filter(|line| line.starts_with("warning: ")).count(), 1, "{told}");
    let busy = Server::scripted([Answer::status("503 Busy")]);
    two.scene.places(&[&busy.url, &two.good.url]);
    two.scene.accepted(&["sync"], &[]);
    assert_eq!(busy.paths(), ["metadata/2.root.json", "metadata/2.root.json"], "one more try, and no other file");
    // All are away.
    two.scene.places(&[&busy.url, &nobody()]);
    let said = two.scene.refused(&["sync"], 7, "RP7020", &[]).stderr;
    assert!(said.contains("status 503") && said.contains("refused"), "{said}");
}

/// Row 101: the other side: where all is well the first mirror is the only one that is asked, but for a newer root.
#[test]
fn a_good_mirror_before_others() {
    let two = Two::new();
    two.scene.places(&[&two.good.url, &two.other.url]);
    two.scene.accepted(&["update"], &NEWS);
    assert_eq!(two.good.taken().len(), 5, "root, timestamp, snapshot, role, archive");
    assert_eq!(two.other.paths(), ["metadata/2.root.json"]);
    two.scene.accepted(&["sync"], &[]);
    assert_eq!(two.good.paths(), ["metadata/2.root.json", "metadata/timestamp.json"]);
    assert_eq!(two.other.paths(), ["metadata/2.root.json"]);
    assert!(!two.scene.user.read("project/ragnos.lock").contains("http"), "no URL is in the lockfile");
}

/// Row 102: a mirror serves another repository's metadata, valid by that repository's keys.
#[test]
fn a_mirror_of_another_repository() {
    let two = Two::new();
    let mut foreign = Repository::expiring(&in_hours(24), &in_hours(24));
    for (role, seed) in [("root", 31), ("timestamp", 32), ("snapshot", 33), ("targets", 34)] {
        foreign.set_keys(role, &[seed], 1);
    }
    foreign.publish_root();
    foreign.publish_next();
    let server = server_of(&foreign.origin);
    two.scene.places(&[&server.url]);
    two.scene.refused(&["sync"], 5, "RP5002", &[]);
    // With a next root of its own it is found out there already.
    foreign.next_root(&[31]);
    two.scene.refused(&["sync"], 5, "RP5002", &[]);
    two.scene.places(&[&server.url, &two.good.url]);
    let told = two.scene.accepted(&["update"], &NEWS).stderr;
    for file in ["2.root.json", "timestamp.json"] {
        assert!(
            matches!(&warnings(&told, file)[..], [one] if one.starts_with(&server.url) && one.ends_with("(RP5002)")),
            "{told}"
        );
    }
}

/// A place that never answers for these files.
#[derive(Debug)]
struct Mute(&'static str);

impl Origin for Mute {
    fn open<'a>(&'a self, _: Folder, path: &'a str, _: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        if path.ends_with(self.0) {
            return Box::pin(pending());
        }
        let (place, path) = (self.shown(), path.to_owned());
        Box::pin(ready(Err(OriginError::NotFound { place, path })))
    }

    fn shown(&self) -> String {
        "mute".to_owned()
    }
}

/// Row 12: one mirror says that there is no newer root and the other one says nothing: it is waited for, not for ever.
#[tokio::test]
async fn a_mirror_that_never_answers() {
    let (repository, machine) = (Repository::new(), Machine::new());
    let good: Arc<dyn Origin> = repository.origin.clone();
    let mute: Arc<dyn Origin> = Arc::new(Mute("root.json"));
    let mirrors = Mirrors::new(mute, [good]).with_grace(Duration::from_millis(10));
    Client::refresh(&repository.anchor(), &machine.state(), mirrors, &options(NOW)).await.unwrap();
    assert_eq!(machine.version("timestamp"), Some(1));
}
