//! `trust show|verify|repair|reset`, `list --trust` and the warnings before an expiry: what people are told, and what they lose.

use jiff::{SignedDuration, Timestamp};
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::digest::Sha256;
use serde_json::{Value, json};

use crate::attacks::scene::{Scene, in_hours, release};
use crate::tuf::repository::Key;

impl Scene {
    /// As if this machine had first accepted what it knows so many days ago.
    fn accepted_days_ago(&self, days: i64) {
        let then = SystemClock.now() - SignedDuration::from_hours(days * 24);
        let text = fs_err::read_to_string(self.state_file("seen")).unwrap();
        let body = text.rsplit_once("\nend ").unwrap().0;
        let line = |line: &str| match line.split(' ').collect::<Vec<_>>()[..] {
            [role, version, _] => format!("{role} {version} {then}"),
            _ => line.to_owned(),
        };
        let body = body.lines().map(line).collect::<Vec<_>>().join("\n");
        fs_err::write(self.state_file("seen"), format!("{body}\nend {}\n", Sha256::of(body.as_bytes()))).unwrap();
    }

    fn damage(&self, name: &str) {
        let bytes = fs_err::read(self.state_file(name)).unwrap();
        fs_err::write(self.state_file(name), &bytes[..bytes.len() / 2]).unwrap();
    }
}

/// The role of that name in a document.
fn role<'a>(roles: &'a Value, name: &str) -> &'a Value {
    roles.as_array().unwrap().iter().find(|role| role["name"] == name).unwrap_or_else(|| panic!("no {name} in {roles}"))
}

#[test]
fn show_says_what_is_trusted_and_what_no_run_goes_below() {
    let mut scene = Scene::synced();
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish_next();
    scene.run(&["update"]).expect(0);
    // Asks nobody: the repository is not there.
    fs_err::rename(scene.user.path("repo"), scene.user.path("moved")).unwrap();
    scene.freeze();
    let before = (scene.trust(), scene.user.contents("project"));
    let shown = scene.run(&["trust", "show", "--json"]).expect(0).json();
    let one = &shown["repositories"][0];
    assert_eq!((&one["name"], &one["state_ok"]), (&json!("scene"), &json!(true)));
    assert_eq!(one["id"], scene.repository.anchor().id().to_string());
    assert_eq!((&one["pinned"]["version"], &one["root"]["version"]), (&json!(1), &json!(2)));
    assert_eq!(one["floors"]["lockfile_root"], 2);
    assert_eq!(one["floors"]["trust_state"]["timestamp"], 2);
    assert_eq!(one["floors"]["project"]["snapshot"], 2);
    let root = role(&one["roles"], "root");
    assert_eq!((&root["threshold"], root["keys"].as_array().unwrap().len()), (&json!(2), 2));
    let timestamp = role(&one["roles"], "timestamp");
    assert_eq!((&timestamp["days_left"], &timestamp["remaining"]), (&json!(0), &json!("enough")));
    let acme = role(&one["roles"], "acme");
    assert_eq!((&acme["delegated_by"], &acme["keys"][0]["id"]), (&json!("targets"), &json!(Key::seeded(6).id())));
    let text = scene.run(&["trust", "show", "scene"]).expect(0).stdout;
    for words in [
        "pinned root",
        "version 2, keys ",
        "floors       lockfile: root 2; this machine: root 2, timestamp 2, snapshot 2; this project: root 2, timestamp 2, snapshot 2",
        "root 2: 2 of 2 keys; expires ",
        "acme 1: 1 of 1 keys, delegated by targets; expires ",
        &Key::seeded(6).id(),
        "(364 days left)",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!((scene.trust(), scene.user.contents("project")), before);
    assert_eq!(scene.run(&["trust", "show", "other", "--json"]).expect(2).error(), "RP2174");
}

#[test]
fn a_role_that_expires_soon_is_told_by_every_command_that_uses_it() {
    let mut scene = Scene::synced();
    // The timestamp has a day left, all others a year: known for three days it is not short, known for six it is.
    scene.accepted_days_ago(3);
    assert!(!scene.run(&["sync"]).expect(0).stderr.contains("expires in"));
    scene.accepted_days_ago(6);
    for command in [&["sync"][..], &["sync", "--dry-run"], &["check"], &["update"], &["lock"], &["update", "--offline"]] {
        let told = scene.run(command).expect(0).stderr;
        let at = scene.repository.timestamp["expires"].as_str().unwrap();
        assert!(told.contains("warning: the role timestamp of scene expires in 23 hours, at "), "{command:?}: {told}");
        assert!(told.contains(&format!("{at}: less than a fifth of its validity is left")), "{command:?}: {told}");
        assert_eq!(told.matches("less than a fifth").count(), 1, "{command:?}: {told}");
    }
    let shown = scene.run(&["trust", "show", "--json"]).expect(0).json();
    assert_eq!(role(&shown["repositories"][0]["roles"], "timestamp")["remaining"], "expires-soon");
    // A new version is a new measure.
    scene.repository.publish_next();
    assert!(!scene.run(&["sync"]).expect(0).stderr.contains("expires in"));
    // A publisher's role is told by its name.
    scene.repository.targets.get_mut("acme").unwrap()["expires"] = json!(in_hours(30));
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.run(&["update"]).expect(0);
    scene.accepted_days_ago(9);
    let told = scene.run(&["check"]).expect(0).stderr;
    assert!(told.contains("the role acme of scene expires in 29 hours"), "{told}");
    scene.expires("timestamp");
    let shown = scene.run(&["trust", "show", "--json"]).expect(0).json();
    let timestamp = role(&shown["repositories"][0]["roles"], "timestamp");
    assert_eq!((&timestamp["remaining"], &timestamp["days_left"]), (&json!("expired"), &json!(-1)));
}

#[test]
fn verify_names_every_file_and_what_it_is_worth() {
    let scene = Scene::synced();
    let good = scene.run(&["trust", "verify", "--json"]).expect(0).json();
    let files = good["repositories"][0]["files"].as_array().unwrap();
    assert!(files.iter().all(|file| file["condition"] == "good"), "{files:?}");
    assert_eq!(files.len(), scene.trust().len());
    fs_err::write(scene.state_file("note.txt"), "mine").unwrap();
    scene.damage("timestamp.json");
    scene.damage("role.acme.json");
    scene.user.write("project/.ragnos/seen.json", "{");
    let before = (scene.trust(), scene.user.contents("project"));
    let bad = scene.run(&["trust", "verify", "--json"]).expect(8).json();
    let condition = |name: &str| {
        let files = bad["repositories"][0]["files"].as_array().unwrap();
        files.iter().find(|file| file["name"] == name).unwrap()["condition"].as_str().unwrap().to_owned()
    };
    assert_eq!(condition("timestamp.json"), "damaged");
    assert_eq!(condition("role.acme.json"), "damaged");
    assert_eq!((condition("snapshot.json"), condition("note.txt")), ("good".to_owned(), "unknown".to_owned()));
    assert_eq!((&bad["ok"], bad["project_memory"].is_string()), (&json!(false), true));
    let text = scene.run(&["trust", "verify"]).expect(8).stdout;
    assert!(text.contains("damaged    timestamp.json: ") && text.ends_with("run `ragnos-plugin trust repair`\n"), "{text}");
    assert_eq!((scene.trust(), scene.user.contents("project")), before, "a look changes nothing");
}

/// What was still known by a second file costs nothing to mend, and binds afterwards; nothing older is taken while mending.
#[test]
fn a_repair_goes_below_nothing_that_is_still_known() {
    for name in
        ["timestamp.json", "snapshot.json", "root.json", "2.root", "accepted-under", "seen", "last-seen", "targets.json"]
    {
        let mut scene = Scene::synced();
        let old = scene.repository.origin.get("timestamp.json").unwrap();
        scene.repository.next_root(&[1, 2]);
        scene.repository.publish_next();
        scene.run(&["sync"]).expect(0);
        let new = scene.repository.origin.get("timestamp.json").unwrap();
        scene.damage(name);
        let asks = !["targets.json"].contains(&name);
        if asks {
            let ended = scene.run(&["trust", "repair", "--offline", "--yes", "--json"]);
            assert_eq!((ended.code, &*ended.error()), (2, "RP2175"), "{name}");
            scene.repository.origin.put("timestamp.json", old.clone());
            let ended = scene.run(&["trust", "repair", "--yes", "--json"]).expect(5);
            assert!(["RP5005", "RP5340"].contains(&&*ended.error()), "{name}: {}", ended.stderr);
            scene.repository.origin.put("timestamp.json", new.clone());
        }
        // Only what nobody knows any more needs a yes: the time that was last seen has no second copy.
        let mended = scene.run(&["trust", "repair", "--json"]);
        let mended = if name == "last-seen" {
            assert_eq!(mended.expect(2).error(), "RP2170");
            scene.run(&["trust", "repair", "--yes", "--json"])
        } else {
            mended
        };
        let report = mended.expect(0).json();
        // What needs no newer timestamp was mended by the repair that met the replay.
        let done = report["repositories"][0]["done"].as_array().unwrap();
        assert!(!done.is_empty() || ["2.root", "accepted-under", "root.json"].contains(&name), "{name}");
        scene.run(&["trust", "verify"]).expect(0);
        scene.repository.origin.put("timestamp.json", old);
        let ended = scene.run(&["sync", "--json"]).expect(5);
        assert!(["RP5005", "RP5340"].contains(&&*ended.error()), "{name}: {}", ended.stderr);
        scene.repository.origin.put("timestamp.json", new);
        scene.run(&["sync"]).expect(0);
        let again = scene.run(&["trust", "repair", "--json"]).expect(0).json();
        assert_eq!(again["repositories"][0]["done"], json!([]), "{name}");
    }
}

#[test]
fn a_repair_that_loses_memory_says_so_and_needs_a_yes() {
    let scene = Scene::synced();
    for name in ["timestamp.json", "snapshot.json", "seen"] {
        scene.damage(name);
    }
    scene.user.write("project/.ragnos/seen.json", "{");
    let before = (scene.trust(), scene.user.contents("project"));
    for more in [&["--json"][..], &["--no-input"], &[]] {
        let ended = scene.run(&[&["trust", "repair"], more].concat()).expect(2);
        for words in [
            "which timestamp was seen last: an older one that has not expired is accepted",
            "which versions of roles the last snapshot listed",
            "which versions this project has seen",
            "RP2170",
        ] {
            assert!(ended.stderr.contains(words), "{words}: {}", ended.stderr);
        }
        assert_eq!((scene.trust(), scene.user.contents("project")), before);
    }
    let done = scene.run(&["trust", "repair", "--yes"]).expect(0);
    for words in
        ["timestamp.json was replaced", "seen was replaced", "what the project remembers was begun anew", "no longer known:"]
    {
        assert!(done.stdout.contains(words), "{words}: {}", done.stdout);
    }
    scene.run(&["trust", "verify"]).expect(0);
    scene.run(&["sync"]).expect(0);
}

#[test]
fn a_reset_spells_out_what_it_means_and_needs_a_yes() {
    let mut scene = Scene::synced();
    let old = scene.repository.origin.get("timestamp.json").unwrap();
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish_next();
    scene.run(&["update"]).expect(0);
    let before = (scene.trust(), scene.user.contents("project"));
    let ended = scene.run(&["trust", "reset", "scene", "--json"]).expect(2);
    assert_eq!(ended.error(), "RP2170");
    for words in [
        "the next run of scene begins with the pinned root 1; ragnos.lock still demands root 2 or a newer one",
        "an old copy of its metadata that has not expired would be accepted once: run the next command on a network you trust",
        "forget all versions that were seen of scene, in every project of this user?",
    ] {
        assert!(ended.stderr.contains(words), "{words}: {}", ended.stderr);
    }
    assert_eq!((scene.trust(), scene.user.contents("project")), before);
    scene.run(&["trust", "reset"]).expect(2);
    scene.run(&["trust", "reset", "scene", "--yes"]).expect(0);
    assert_eq!(scene.trust().into_keys().collect::<Vec<_>>(), ["lock"]);
    // As was said: the old copy is accepted, but not with a root below the lockfile's.
    let (root, new) =
        (scene.repository.origin.get("2.root.json").unwrap(), scene.repository.origin.get("timestamp.json").unwrap());
    scene.repository.origin.remove("2.root.json");
    scene.fails(&["sync"], 5, "RP5013");
    scene.repository.origin.put("2.root.json", root);
    scene.repository.origin.put("timestamp.json", old);
    scene.run(&["sync"]).expect(0);
    assert_eq!(scene.version("timestamp"), Some(1));
    scene.repository.origin.put("timestamp.json", new);
    scene.run(&["sync"]).expect(0);
    assert_eq!(scene.version("timestamp"), Some(2));
}

#[test]
fn list_shows_which_roles_and_keys_vouch_for_each_plugin() {
    let scene = Scene::synced();
    for more in [&[][..], &["--offline"]] {
        let listed = scene.run(&[&["list", "--trust", "--json"], more].concat()).expect(0).json();
        let plugins = listed["plugins"].as_array().unwrap();
        for (plugin, (name, publisher, seed)) in plugins.iter().zip([("acme/tool", "acme", 6), ("beta/theme", "beta", 7)]) {
            let way = plugin["vouched_by"].as_array().unwrap();
            let names: Vec<&str> = way.iter().map(|one| one["name"].as_str().unwrap()).collect();
            assert_eq!((plugin["name"].as_str().unwrap(), &names[..]), (name, &["targets", publisher][..]));
            assert_eq!(way[0]["signed_by"], json!([Key::seeded(5).id()]));
            assert_eq!(way[1]["signed_by"], json!([Key::seeded(seed).id()]));
            assert_eq!((&way[1]["threshold"], way[1]["expires"].is_string()), (&json!(1), true));
        }
        let text = scene.run(&[&["list", "--trust"], more].concat()).expect(0).stdout;
        let line = format!("    acme 1: 1 of 1 keys, signed by {}; valid until ", &Key::seeded(6).id()[..12]);
        assert!(text.contains(&line), "{text}");
    }
    assert!(!scene.run(&["list"]).expect(0).stdout.contains("signed by"));
    // Who vouches is asked now, and not read from the lockfile.
    let expired: Timestamp = in_hours(-1).parse().unwrap();
    let mut scene = scene;
    scene.repository.timestamp["expires"] = json!(expired.to_string());
    scene.repository.publish_next();
    assert_eq!(scene.run(&["list", "--trust", "--json"]).expect(5).error(), "RP5007");
}
