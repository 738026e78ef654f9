//! Signing events: a change that several people sign on machines of their own, and everything that can go wrong on the way.

use camino::Utf8Path;
use ragnos_plugin::pack;
use ragnos_plugin::platform::Platform;
use serde_json::Value;

use super::program::{INIT, ONLINE, Operator};
use super::witness::both_agree;

/// The namespace `acme` (2 of 2) has two versions; a third one waits in `dist2`.
fn with_a_release_to_sign() -> Operator {
    let operator = Operator::with_plugins();
    operator.pack_into("acme/text", "2.0.0", "dist2");
    operator.done("stage event publish repo dist2");
    operator
}

/// The two signers of `acme`.
const SIGNERS: [&str; 2] = ["keys/acme-1", "keys/acme-2"];
/// The keys that publish an event.
const PUBLISH: &str = "publish repo --event event --key keys/log --key keys/snapshot --key keys/timestamp";

/// A code, its exit code, and what somebody does to the event.
type Attack<'a> = (&'a str, i32, Box<dyn Fn(&Operator) + 'a>);

impl Operator {
    pub(crate) fn pack_into(&self, name: &str, version: &str, folder: &str) {
        let source = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plugins").join(name).join(version);
        pack::pack(&source, &Platform::ANY, None).unwrap().write(&self.path(folder)).unwrap();
    }

    fn id(&self) -> String {
        self.json("root show repo")["repository"].as_str().unwrap().to_owned()
    }

    /// A signature as a script makes it: without a question, for a repository that is named.
    fn sign(&self, event: &str, key: &str) -> String {
        self.done(&format!("sign {event} --yes --repository {} --key {key}", self.id()))
    }

    /// Copies an event, as a USB stick does. What is there is kept.
    pub(crate) fn copy(&self, from: &str, to: &str) {
        fs_err::create_dir_all(self.path(to)).unwrap();
        for entry in fs_err::read_dir(self.path(from)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let (from, to) = (format!("{from}/{name}"), format!("{to}/{name}"));
            if self.path(&from).is_dir() {
                self.copy(&from, &to);
            } else {
                fs_err::copy(self.path(&from), self.path(&to)).unwrap();
            }
        }
    }

    /// The only file below a folder of an event.
    fn only(&self, folder: &str) -> String {
        let mut names: Vec<_> = fs_err::read_dir(self.path(folder)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 1, "{names:?}");
        format!("{folder}/{}", names.pop().unwrap().into_string().unwrap())
    }

    /// Changes the text of a file of the event.
    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs_err::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{text}");
        fs_err::write(self.path(name), text.replacen(from, to, 1)).unwrap();
    }
}

#[tokio::test]
async fn a_release_is_signed_on_two_machines_and_put_together_by_copying() {
    let operator = with_a_release_to_sign();
    operator.copy("event", "first-machine");
    operator.copy("event", "second-machine");
    // In any order, and none of them has the repository's online keys.
    operator.sign("second-machine", SIGNERS[1]);
    operator.copy("second-machine", "event");
    let status = operator.json("status event");
    assert_eq!((&status["complete"], &status["repository"]), (&false.into(), &operator.id().into()));
    let role = &status["roles"][0];
    assert_eq!((&role["role"], &role["version"], &role["thresholds"]), (&"acme".into(), &3.into(), &serde_json::json!([2])));
    assert_eq!((role["signed"].as_array().unwrap().len(), role["missing"].as_array().unwrap().len()), (1, 1));
    assert_eq!(operator.refused(PUBLISH, 4), "RP4912");
    operator.sign("first-machine", SIGNERS[0]);
    operator.copy("first-machine", "event");
    assert!(operator.done("status event").ends_with("complete: publish it with `ragnos-repo publish REPO --event EVENT`\n"));
    let before = operator.files();
    let receipt = operator.json(PUBLISH);
    assert_eq!(receipt["version"], 4);
    assert!(operator.files().len() > before.len());
    both_agree(&operator.path("repo"), &fs_err::read(operator.path("repo/metadata/1.root.json")).unwrap()).await;
    // The time at which it was first seen is that of its publication.
    let is_log = |name: &str| name.contains("._log.acme.json");
    let logs = operator.files().into_iter().filter(|(name, _)| is_log(name));
    assert!(logs.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).any(|log| log.contains("acme.text-2.0.0.tar.gz")));
    assert_eq!(operator.done(PUBLISH), "nothing to do\n");
}

#[tokio::test]
async fn a_new_repository_is_signed_by_people_who_never_meet() {
    let operator = Operator::new();
    // Whoever stages it has public keys only.
    let public = INIT.replace("keys/root-1 ", "keys/root-1.pub ").replace("keys/root-2 ", "keys/root-2.pub ");
    let public = public.replace("keys/targets ", "keys/targets.pub ");
    operator.done(&format!("stage event {public}"));
    assert!(!operator.path("repo").exists());
    let online = "publish repo --event event --key keys/snapshot --key keys/timestamp";
    for key in ["root-2", "targets", "root-1"] {
        assert_eq!(operator.refused(online, 4), "RP4912");
        operator.done(&format!("sign event --yes --key keys/{key}"));
    }
    operator.done(online);
    assert_eq!(operator.done(online), "nothing to do\n");
    assert_eq!(operator.json("root show repo")["roles"]["root"]["threshold"], 2);
    // Root keys are rotated in the same way: both the old and the new keys have to sign.
    operator.done("stage event2 root rotate repo --role root --threshold 1 --role-key keys/root-4.pub");
    let said = operator.done("status event2");
    assert!(said.contains("  ~ root: threshold 2 -> 1\n"), "{said}");
    assert!(said.contains("root (keys before): 0 of 2 needed") && said.contains("root (keys after): 0 of 1 needed"), "{said}");
    let publish = "publish repo --event event2 --key keys/snapshot --key keys/timestamp";
    for key in ["root-4", "root-1", "root-2"] {
        assert_eq!(operator.refused(publish, 4), "RP4912");
        operator.sign("event2", &format!("keys/{key}"));
    }
    operator.done(publish);
    assert_eq!(operator.json("root show repo")["version"], 2);
}

#[test]
fn what_was_changed_on_the_way_is_named() {
    let operator = with_a_release_to_sign();
    for key in SIGNERS {
        operator.sign("event", key);
    }
    operator.copy("event", "good");
    let object = |operator: &Operator| {
        let mut names = fs_err::read_dir(operator.path("event/targets")).unwrap();
        format!("event/targets/{}", names.next().unwrap().unwrap().file_name().into_string().unwrap())
    };
    let signature = |operator: &Operator| {
        let mut names = fs_err::read_dir(operator.path("event/signatures/acme")).unwrap();
        format!("event/signatures/acme/{}", names.next().unwrap().unwrap().file_name().into_string().unwrap())
    };
    let log = operator.json("key show keys/log.pub");
    let stranger = log["id"].as_str().or_else(|| log["keys"][0]["id"].as_str()).unwrap_or_default().to_owned();
    assert_eq!(stranger.len(), 64, "{log}");
    let attacks: Vec<Attack> = vec![
        // The role was changed after it was signed.
        (
            "RP5910",
            5,
            Box::new(|operator| operator.edit("event/new/acme.json", "\"license\": \"MIT\"", "\"license\": \"X11\"")),
        ),
        ("RP5910", 5, Box::new(|operator| operator.edit("event/new/acme.json", "\"expires\": \"2", "\"expires\": \"3"))),
        // Other bytes than were signed, more than were signed, fewer than were signed.
        ("RP5911", 5, Box::new(|operator| fs_err::write(operator.path(&object(operator)), "evil").unwrap())),
        ("RP5911", 5, Box::new(|operator| fs_err::write(operator.path("event/targets/more"), "evil").unwrap())),
        ("RP5911", 5, Box::new(|operator| fs_err::remove_file(operator.path(&object(operator))).unwrap())),
        // A version is left out, so that the next honest change cannot be published.
        ("RP5911", 5, Box::new(|operator| operator.edit("event/new/acme.json", "\"version\": 3", "\"version\": 400"))),
        // A signature under another key's name, and one of a key that has no say.
        (
            "RP5911",
            5,
            Box::new(|operator| {
                let other = format!("event/signatures/acme/{}.json", "0".repeat(64));
                fs_err::rename(operator.path(&signature(operator)), operator.path(&other)).unwrap();
            }),
        ),
        (
            "RP4911",
            4,
            Box::new(|operator| {
                let text = format!("{{\"keyid\": \"{stranger}\", \"sig\": \"00\"}}");
                fs_err::write(operator.path(&format!("event/signatures/acme/{stranger}.json")), text).unwrap();
            }),
        ),
        // The base was changed: nobody is told a wrong "before".
        ("RP5903", 5, Box::new(|operator| operator.edit("event/base/metadata/2.acme.json", "\"version\":2", "\"version\":1"))),
        (
            "RP5902",
            5,
            Box::new(|operator| operator.edit("event/base/metadata/timestamp.json", "\"version\":3", "\"version\":9")),
        ),
        // A role that nobody delegates to.
        (
            "RP2911",
            2,
            Box::new(|operator| {
                fs_err::copy(operator.path("event/new/acme.json"), operator.path("event/new/other.json")).map(|_| ()).unwrap();
            }),
        ),
        ("RP2934", 2, Box::new(|operator| fs_err::remove_file(operator.path("event/event.json")).unwrap())),
        ("RP2934", 2, Box::new(|operator| fs_err::write(operator.path("event/new/acme.json"), "{").unwrap())),
        // A lost signature.
        ("RP4912", 4, Box::new(|operator| fs_err::remove_file(operator.path(&signature(operator))).unwrap())),
    ];
    for (number, (code, exit, attack)) in attacks.iter().enumerate() {
        fs_err::remove_dir_all(operator.path("event")).unwrap();
        operator.copy("good", "event");
        attack(&operator);
        assert_eq!(&operator.refused(PUBLISH, *exit), code, "attack {number}");
        if *code != "RP4912" {
            let sign = format!("sign event --yes --repository {} --key keys/acme-1", operator.id());
            assert_eq!(&operator.refused(&sign, *exit), code, "attack {number}");
        }
    }
    fs_err::remove_dir_all(operator.path("event")).unwrap();
    operator.copy("good", "event");
    operator.done(PUBLISH);
}

#[test]
fn nobody_signs_without_a_look() {
    let operator = with_a_release_to_sign();
    let id = operator.id();
    let key = "--key keys/acme-1";
    // No terminal, no yes; yes without saying for which repository; another repository.
    assert_eq!(operator.refused(&format!("sign event {key}"), 2), "RP2937");
    assert_eq!(operator.refused(&format!("sign event --yes {key}"), 2), "RP2937");
    assert_eq!(operator.refused(&format!("sign event --yes --repository {} {key}", id.replace(&id[..1], "x")), 2), "RP2938");
    assert_eq!(operator.refused(&format!("sign event --yes --repository {id} --key keys/log"), 4), "RP4900");
    assert!(!operator.path("event/signatures").exists());
    // To sign twice is to sign once.
    operator.sign("event", "keys/acme-1");
    let file = operator.only("event/signatures/acme");
    let before = fs_err::read(operator.path(&file)).unwrap();
    operator.sign("event", "keys/acme-1");
    assert_eq!(fs_err::read(operator.path(&file)).unwrap(), before);
}

#[test]
fn of_two_events_that_change_one_role_the_second_is_stale() {
    let operator = with_a_release_to_sign();
    operator.pack_into("acme/csv", "1.0.2", "dist3");
    operator.done("stage second publish repo dist3");
    operator.done("delegate add repo other --role-key keys/other --key keys/targets --key keys/snapshot --key keys/timestamp");
    for (event, key) in [("event", SIGNERS[0]), ("event", SIGNERS[1]), ("second", SIGNERS[0]), ("second", SIGNERS[1])] {
        operator.sign(event, key);
    }
    // A change of other roles came in between: the event still fits.
    operator.done(PUBLISH);
    let second = PUBLISH.replace("event event", "event second");
    assert_eq!(operator.refused(&second, 9), "RP9901");
    // Staged and signed anew it goes through.
    fs_err::remove_dir_all(operator.path("second")).unwrap();
    operator.done("stage second publish repo dist3 --key keys/acme-1 --key keys/acme-2");
    operator.done(&second);
}

#[test]
fn an_event_of_keys_that_have_gone_is_stale() {
    let operator = with_a_release_to_sign();
    for key in SIGNERS {
        operator.sign("event", key);
    }
    let rotate = "delegate rotate repo acme --threshold 1 --role-key keys/other --key keys/targets";
    operator.done(&format!("{rotate} {ONLINE}"));
    assert_eq!(operator.refused(PUBLISH, 9), "RP9901");
    // An event for one repository is not published into another one.
    operator.done(&INIT.replace("init repo", "init repo2").replace("keys/root-1", "keys/root-4"));
    assert_eq!(operator.refused(&PUBLISH.replace("publish repo", "publish repo2"), 2), "RP2938");
}

#[test]
fn what_is_signed_is_shown() {
    let operator = Operator::with_plugins();
    operator.pack_into("acme/template", "1.1.0", "dist2");
    operator.pack_into("acme/text", "2.0.0", "dist2");
    operator.done("stage event publish repo dist2");
    operator.done("stage yanked yank repo acme/text@1.2.0");
    let said = operator.done("status event");
    assert_eq!(fs_err::read_to_string(operator.path("event/changes.txt")).unwrap(), said.split("signatures:").next().unwrap());
    assert!(said.contains("acme: version 2 -> 3, expires "), "{said}");
    assert!(
        said.contains("  + acme.text-2.0.0.tar.gz ")
            && said.contains("capabilities (against 1.2.0, 1986 -> 2196 bytes): the same"),
        "{said}"
    );
    let yanked = operator.done("status yanked");
    assert!(yanked.contains("  ~ acme.text-1.2.0.tar.gz: yanked = true\n"), "{yanked}");
    operator.done("stage keys2 delegate rotate repo acme --threshold 1 --role-key keys/other.pub");
    let said = operator.done("status keys2");
    assert!(said.contains("  ~ delegation acme: threshold 2 -> 1\n"), "{said}");
    assert_eq!(said.matches("  - delegation acme: key ").count(), 2, "{said}");
    assert_eq!(said.matches("  + delegation acme: key ").count(), 1, "{said}");
    // What nobody signs by hand needs no event.
    assert_eq!(operator.refused("stage none refresh repo", 2), "RP2935");
    assert_eq!(operator.refused("stage event refresh repo --role acme", 2), "RP2936");
    let document: Value = operator.json("status event");
    assert_eq!(document["schema"], "ragnos.repo/event/v1");
}

#[test]
fn a_founding_that_was_stopped_before_its_commit_is_completed() {
    let operator = Operator::new();
    operator.done(&format!("stage event {INIT}"));
    let publish = format!("publish repo --event event --key keys/log {ONLINE}");
    operator.done(&publish);
    let root = fs_err::read(operator.path("repo/metadata/1.root.json")).unwrap();
    fs_err::remove_file(operator.path("repo/metadata/timestamp.json")).unwrap();
    operator.done(&publish);
    assert_eq!(fs_err::read(operator.path("repo/metadata/1.root.json")).unwrap(), root);
    operator.done(&format!("refresh repo {ONLINE}"));
    assert_eq!(operator.done(&publish), "nothing to do\n");
}
