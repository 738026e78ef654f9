//! The trust state damaged, put back, taken away, or in a place where others can write (rows 105 to 108, 114, 115).

use std::collections::BTreeMap;
use std::os::unix::fs::{PermissionsExt, symlink};

use ragnos_plugin::digest::Sha256;
use serde_json::json;

use super::scene::{Scene, release};
use crate::cli::Ended;
use crate::tuf::repository::sign;

/// The files whose loss would be a loss of memory.
const MEMORY: [&str; 6] = ["2.root", "accepted-under", "root.json", "seen", "snapshot.json", "timestamp.json"];

/// A project that has seen root 2, timestamp 2 and snapshot 2; and the timestamp of before, validly signed and not expired.
fn moved_on() -> (Scene, Vec<u8>) {
    let mut scene = Scene::synced();
    let old = scene.repository.origin.get("timestamp.json").unwrap();
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.accepted(&["update"], &["role.acme.json", "root.json", "snapshot.json", "timestamp.json"]);
    (scene, old)
}

/// Half of the file, none of it, one bit of it changed, and something else in its place.
fn damages(good: &[u8]) -> [Vec<u8>; 4] {
    let mut flipped = good.to_vec();
    flipped[good.len() / 2] ^= 1;
    [good[..good.len() / 2].to_vec(), Vec::new(), flipped, b"\0garbage\xff".to_vec()]
}

impl Scene {
    /// Puts these files in the place of the whole trust state.
    fn restore(&self, files: &BTreeMap<String, Vec<u8>>) {
        fs_err::remove_dir_all(self.state_folder()).unwrap();
        fs_err::create_dir_all(self.state_folder()).unwrap();
        for (name, bytes) in files {
            fs_err::write(self.state_file(name), bytes).unwrap();
        }
    }

    /// The project as it is on another machine: what is committed, and nothing else.
    fn clone_project(&self) {
        self.uninstall();
    }
}

/// Row 105: every file of the rollback memory truncated, emptied, with one bit changed, and replaced by garbage, while an old and
/// valid timestamp is replayed: damage is never taken for absence. Mended, the replay is what it is.
#[test]
fn damaged_memory_while_an_old_timestamp_is_replayed() {
    let (scene, old) = moved_on();
    let new = scene.repository.origin.get("timestamp.json").unwrap();
    scene.repository.origin.put("timestamp.json", old);
    for name in MEMORY {
        let path = scene.state_file(name);
        let good = fs_err::read(&path).unwrap();
        for bad in damages(&good) {
            fs_err::write(&path, &bad).unwrap();
            for command in [&["sync"][..], &["sync", "--dry-run"], &["update", "--offline"]] {
                let (project, trust) = (scene.user.contents("project"), scene.trust());
                let ended = scene.run(&[command, &["--json"]].concat()).expect(8);
                assert_eq!(ended.error(), "RP8011", "{name}");
                assert!(ended.stderr.contains(path.to_str().unwrap()), "{name}: {}", ended.stderr);
                assert!(ended.stderr.contains("trust repair"), "{name}: {}", ended.stderr);
                assert_eq!((scene.user.contents("project"), scene.trust()), (project, trust), "{name}: {command:?}");
            }
        }
        fs_err::write(&path, &good).unwrap();
    }
    scene.refused(&["sync"], 5, "RP5005", &[]);
    scene.repository.origin.put("timestamp.json", new);
    scene.accepted(&["sync"], &[]);
}

/// Row 105: a file of the state that is larger than any of its kind is not read, be it ever so empty.
#[test]
fn a_file_of_the_state_that_is_too_large() {
    let (scene, _) = moved_on();
    for name in
        ["2.root", "accepted-under", "last-seen", "root.json", "seen", "snapshot.json", "targets.json", "timestamp.json"]
    {
        let good = fs_err::read(scene.state_file(name)).unwrap();
        let file = fs_err::OpenOptions::new().write(true).open(scene.state_file(name)).unwrap();
        file.set_len((64 << 20) + 1).unwrap();
        let ended = scene.run(&["sync", "--json"]);
        if name == "targets.json" {
            ended.expect(0);
        } else {
            let said = ended.expect(8).stderr;
            assert!(said.contains("RP8011") && said.contains("it has 67108865 bytes"), "{name}: {said}");
            fs_err::write(scene.state_file(name), good).unwrap();
        }
    }
    scene.accepted(&["sync"], &[]);
}

/// Row 105: a note of another format is whole: it is refused by its number, by a repair too, and nothing of it is replaced.
#[test]
fn a_note_of_another_format() {
    let scene = Scene::synced();
    for name in ["accepted-under", "seen"] {
        let good = fs_err::read_to_string(scene.state_file(name)).unwrap();
        assert!(good.starts_with(&format!("{name} 1\n")), "{good}");
        let body = format!("{name} 2\nwhat a later version writes");
        let check = Sha256::of(body.as_bytes());
        fs_err::write(scene.state_file(name), format!("{body}\nend {check}\n")).unwrap();
        for command in [&["sync"][..], &["update", "--offline"], &["trust", "repair", "--yes"]] {
            let said = scene.refused(command, 8, "RP8012", &[]).stderr;
            assert!(said.contains("has format 2, this program knows format 1"), "{command:?}: {said}");
        }
        let report = scene.run(&["trust", "verify", "--json"]).expect(8).json();
        let files = report["repositories"][0]["files"].as_array().unwrap();
        let found = files.iter().find(|file| file["name"] == name).unwrap();
        assert!(found["reason"].as_str().unwrap().contains("has format 2"), "{found}");
        // The number alone changed is a changed byte.
        fs_err::write(scene.state_file(name), good.replacen(" 1\n", " 2\n", 1)).unwrap();
        scene.refused(&["sync"], 8, "RP8011", &[]);
        fs_err::write(scene.state_file(name), good).unwrap();
    }
    scene.accepted(&["sync"], &[]);
}

/// Row 105: one file of the memory is put back to what it was before, whole and validly signed: the other memory knows better.
#[test]
fn one_file_of_the_memory_is_put_back() {
    let mut scene = Scene::synced();
    let old = scene.trust();
    scene.repository.publish_next();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    for name in ["snapshot.json", "timestamp.json"] {
        let new = fs_err::read(scene.state_file(name)).unwrap();
        fs_err::write(scene.state_file(name), &old[name]).unwrap();
        for command in [&["sync"][..], &["update", "--offline"]] {
            let said = scene.refused(command, 8, "RP8011", &[]).stderr;
            assert!(said.contains("it has version 1, and 2 was seen"), "{said}");
        }
        fs_err::write(scene.state_file(name), new).unwrap();
    }
    scene.accepted(&["sync"], &[]);
}

/// Row 105: one file of the memory is gone, with a replay: the other files say what it said.
#[test]
fn one_file_of_the_memory_is_gone() {
    let (scene, old) = moved_on();
    let new = scene.repository.origin.get("timestamp.json").unwrap();
    scene.repository.origin.put("timestamp.json", old);
    for (name, exit, code) in [
        ("accepted-under", 8, "RP8011"),
        ("seen", 5, "RP5005"),
        ("snapshot.json", 8, "RP8011"),
        ("timestamp.json", 8, "RP8011"),
    ] {
        let good = fs_err::read(scene.state_file(name)).unwrap();
        fs_err::remove_file(scene.state_file(name)).unwrap();
        scene.refused(&["sync"], exit, code, &[]);
        fs_err::write(scene.state_file(name), good).unwrap();
    }
    // All of it, and the project still knows.
    scene.restore(&BTreeMap::new());
    scene.fails(&["sync"], 5, "RP5340");
    scene.repository.origin.put("timestamp.json", new);
    scene.run(&["sync"]).expect(0);
}

/// Row 105: a damaged copy of a targets role is no memory: it is asked for again, and is again what the snapshot lists.
#[test]
fn a_damaged_targets_role_is_asked_for_again() {
    let (scene, _) = moved_on();
    for name in ["role.acme.json", "targets.json"] {
        let good = fs_err::read(scene.state_file(name)).unwrap();
        for bad in damages(&good) {
            fs_err::write(scene.state_file(name), bad).unwrap();
            scene.refused(&["update", "--offline"], if name == "targets.json" { 7 } else { 5 }, code_of(name), &[]);
            scene.accepted(&["update"], &[name]);
            assert_eq!(fs_err::read(scene.state_file(name)).unwrap(), good);
        }
    }
}

/// Offline a role that is not there takes down its publisher, and the top-level one everybody.
fn code_of(name: &str) -> &'static str {
    if name == "targets.json" { "RP7010" } else { "RP5301" }
}

/// Row 106: the stored root is gone, or is an older one of the chain: the chain is walked again from the pinned root on, and ends
/// where it ended before.
#[test]
fn a_stored_root_that_is_gone_or_older() {
    let (scene, old) = moved_on();
    let first = scene.repository.origin.get("1.root.json").unwrap();
    let newest = fs_err::read(scene.state_file("root.json")).unwrap();
    let lose = |names: &[&str]| names.iter().for_each(|name| fs_err::remove_file(scene.state_file(name)).unwrap());
    lose(&["root.json"]);
    scene.accepted(&["sync"], &["root.json"]);
    // The newest root stands in for the link of the chain, and puts it back.
    lose(&["2.root"]);
    scene.accepted(&["sync"], &["2.root"]);
    lose(&["root.json", "2.root"]);
    scene.accepted(&["sync"], &["root.json"]);
    fs_err::write(scene.state_file("root.json"), &first).unwrap();
    scene.accepted(&["sync"], &["root.json"]);
    assert_eq!(fs_err::read(scene.state_file("root.json")).unwrap(), newest);
    // With the newer root hidden as well, what was seen is still known.
    let second = scene.repository.origin.get("2.root.json").unwrap();
    let new = scene.repository.origin.get("timestamp.json").unwrap();
    for replayed in [&old, &new] {
        lose(&["root.json", "2.root"]);
        scene.repository.origin.remove("2.root.json");
        scene.repository.origin.put("timestamp.json", replayed.clone());
        scene.refused(&["sync"], 5, "RP5013", &["root.json"]);
        scene.repository.origin.put("2.root.json", second.clone());
        scene.repository.origin.put("timestamp.json", new.clone());
        scene.accepted(&["sync"], &["root.json"]);
    }
}

/// Row 106: the project pins a newer root than the one that stands in the state.
#[test]
fn a_stored_root_that_is_older_than_the_pinned_one() {
    let mut scene = Scene::new();
    scene.repository.next_root(&[1, 2]);
    scene.pin(&scene.repository.origin.get("2.root.json").unwrap());
    scene.run(&["sync"]).expect(0);
    let state = fs_err::read_dir(scene.user.path("state/ragnos-plugin/trust")).unwrap().next().unwrap().unwrap().path();
    let newest = fs_err::read(state.join("root.json")).unwrap();
    for name in ["root.json", "1.root", "2.root"] {
        fs_err::write(state.join(name), scene.repository.origin.get("1.root.json").unwrap()).unwrap();
    }
    let found = scene.run(&["trust", "verify", "--json"]).expect(0).json();
    let files = found["repositories"][0]["files"].as_array().unwrap();
    assert_eq!(files.iter().filter(|file| file["condition"] == "superseded").count(), 3, "{files:?}");
    scene.run(&["sync"]).expect(0);
    assert_eq!(fs_err::read(state.join("root.json")).unwrap(), newest);
}

/// Row 106: a root is planted in the state: signed by nobody, by its own keys only, or by the right ones but too far on.
#[test]
fn a_root_planted_in_the_state() {
    let (mut scene, _) = moved_on();
    let newest = fs_err::read(scene.state_file("root.json")).unwrap();
    scene.repository.set_keys("timestamp", &[99], 1);
    scene.repository.root["version"] = json!(3);
    let unsigned = sign(&scene.repository.root, &[]);
    scene.repository.set_keys("root", &[97, 98], 2);
    let foreign = sign(&scene.repository.root, &[97, 98]);
    scene.repository.set_keys("root", &[1, 2], 2);
    scene.repository.root["version"] = json!(4);
    let ahead = sign(&scene.repository.root, &[1, 2]);
    scene.freeze();
    for planted in [unsigned, foreign, ahead] {
        for name in ["3.root", "root.json"] {
            fs_err::write(scene.state_file(name), &planted).unwrap();
            scene.refused(&["sync"], 8, "RP8011", &[]);
            fs_err::remove_file(scene.state_file(name)).unwrap();
            fs_err::write(scene.state_file("root.json"), &newest).unwrap();
        }
    }
    scene.accepted(&["sync"], &[]);
}

/// Row 107: the whole trust state is gone. That is allowed and said; what the project and the lockfile know still binds.
#[test]
fn a_trust_state_that_is_gone() {
    let (scene, old) = moved_on();
    let warned = |ended: Ended| ended.stderr.contains("the trust state of scene is empty");
    scene.restore(&BTreeMap::new());
    let told = scene.run(&["sync"]).expect(0).stderr;
    assert!(
        told.contains("root 2, timestamp 2 and snapshot 2 of the project's own memory, and root 2 of ragnos.lock"),
        "{told}"
    );
    assert!(!warned(scene.run(&["sync"]).expect(0)));
    // With everything replayed from before root 2, in the same project ...
    let before = |scene: &Scene| {
        scene.repository.origin.put("timestamp.json", old.clone());
        scene.repository.origin.remove("2.root.json");
    };
    let (root, timestamp) = (scene.repository.origin.get("2.root.json"), scene.repository.origin.get("timestamp.json"));
    before(&scene);
    scene.restore(&BTreeMap::new());
    scene.fails(&["sync"], 5, "RP5013");
    // ... and in a clone of it on another machine, where nothing but the lockfile has seen root 2.
    scene.restore(&BTreeMap::new());
    scene.clone_project();
    scene.fails(&["sync", "--locked"], 5, "RP5013");
    scene.repository.origin.put("2.root.json", root.unwrap());
    // Under root 2 the old files are as new as anything to who knows nothing, but they do not vouch for what is locked.
    scene.restore(&BTreeMap::new());
    scene.fails(&["sync", "--locked"], 5, "RP5101");
    scene.restore(&BTreeMap::new());
    scene.repository.origin.put("timestamp.json", timestamp.unwrap());
    assert!(!warned(scene.run(&["sync", "--locked"]).expect(0)), "a first run, as every one on a fresh machine");
}

/// Row 108: a CI cache or a backup puts back an old trust state, whole and good in itself, and the repository of that time is
/// replayed: the project's memory and the lockfile know better. With the repository as it is, the old state costs nothing.
#[test]
fn an_old_trust_state_put_back() {
    let mut scene = Scene::synced();
    let cached = scene.trust();
    let old = scene.repository.origin.copy();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.accepted(&["update"], &["role.acme.json", "snapshot.json", "timestamp.json"]);
    let replayed = |scene: &mut Scene| {
        scene.restore(&cached);
        for name in ["timestamp.json", "1.snapshot.json", "1.acme.json", "1.targets.json"] {
            scene.repository.origin.put(name, old.get(name).unwrap());
        }
    };
    replayed(&mut scene);
    for command in [&["sync"][..], &["sync", "--locked"], &["update"], &["check"]] {
        let said = scene.refused(command, 5, "RP5340", &[]);
        let said = said.stderr + &said.stdout;
        assert!(said.contains("the timestamp has version 1, and version 2 was seen before"), "{said}");
    }
    // Offline, too: the cached state is all there is.
    scene.uninstall_but_memory();
    scene.refused(&["sync", "--frozen"], 5, "RP5340", &[]);
    // In a clone only the lockfile knows: nobody vouches for what it pins.
    scene.clone_project();
    scene.refused(&["sync", "--locked"], 5, "RP5101", &[]);
    // After the next root, which the lockfile has seen, the old state with the old repository is below its floor.
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish();
    scene.run(&["update", "--json"]).expect(0);
    scene.repository.origin.remove("2.root.json");
    replayed(&mut scene);
    scene.clone_project();
    scene.refused(&["sync", "--locked"], 5, "RP5013", &[]);
}

impl Scene {
    /// What is installed is lost; the project's memory is not.
    fn uninstall_but_memory(&self) {
        let seen = fs_err::read(self.user.path("project/.ragnos/seen.json")).unwrap();
        self.uninstall();
        fs_err::write(self.user.path("project/.ragnos/seen.json"), seen).unwrap();
    }

    /// Runs the program where no file may grow beyond `blocks` of 512 bytes: a write past that fails as on a full disk, after
    /// some of it was written.
    fn run_on_a_full_disk(&self, blocks: u32, arguments: &[&str]) -> Ended {
        self.repository.origin.write_to(&self.user.path("repo"));
        let mut command = self.user.command("sh", "project");
        command.args([
            "-c",
            &format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$0\" \"$@\""),
            env!("CARGO_BIN_EXE_ragnos-plugin"),
        ]);
        command.env("XDG_STATE_HOME", self.user.path("state"));
        // What it would count for `cargo xtask coverage` does not fit on such a disk.
        command.env("LLVM_PROFILE_FILE", "/dev/null");
        Ended::of(command.args(arguments).arg("--json").output().unwrap())
    }
}

/// Row 114: the disk is full, in the middle of one file or another: the run fails with the file system's exit code, names the file,
/// and leaves the project and every file of the trust state as they were or whole and newer.
#[test]
fn a_full_disk() {
    let mut scene = Scene::synced();
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    let mut refused = 0;
    for blocks in 0..16 {
        // Who holds the project cannot be written into its lock then; the file may stay, and means nothing by itself.
        let project = |scene: &Scene| {
            let mut files = scene.user.contents("project");
            files.retain(|path, _| !path.ends_with(".ragnos/lock"));
            files
        };
        let (untouched, before) = (project(&scene), scene.trust());
        let ended = scene.run_on_a_full_disk(blocks, &["update", "--no-sync"]);
        if ended.code == 0 {
            break;
        }
        assert_eq!(ended.code, 8, "{blocks}: {}", ended.stderr);
        refused += 1;
        assert_eq!(project(&scene), untouched, "{blocks}");
        for (name, bytes) in scene.trust() {
            assert!(!name.starts_with(".tmp-"), "{name} is left");
            let role = name.strip_prefix("role.").unwrap_or(&name);
            let served = role.strip_suffix(".json").map(|role| {
                let numbered =
                    [2, 1].into_iter().filter_map(|version| scene.repository.origin.get(&format!("{version}.{role}.json")));
                numbered.chain(scene.repository.origin.get(&format!("{role}.json"))).any(|served| served == bytes)
            });
            assert!(
                before.get(&name) == Some(&bytes) || served.unwrap_or(name == "2.root" || name == "seen"),
                "{blocks}: {name}"
            );
        }
        scene.run(&["trust", "verify"]).expect(0);
    }
    assert!(refused >= 2, "{refused} runs met a full disk");
    scene.run(&["update", "--json"]).expect(0);
    assert_eq!(scene.version("timestamp"), Some(2));
}

/// Row 114: whoever is not root finds the folder read-only; root finds that it belongs to somebody else (`state::guard` has both as
/// unit tests). Neither is worked around.
#[test]
fn a_folder_that_this_user_may_not_write_in() {
    let mut scene = Scene::synced();
    scene.repository.publish_next();
    let folder = scene.state_folder();
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(&folder, Some(12345), None).unwrap();
        let said = scene.refused(&["sync"], 8, "RP8021", &[]).stderr;
        assert!(said.contains("belongs to the user 12345"), "{said}");
        std::os::unix::fs::chown(&folder, Some(0), None).unwrap();
    } else {
        fs_err::set_permissions(&folder, PermissionsExt::from_mode(0o500)).unwrap();
        scene.refused(&["sync"], 8, "RP8010", &[]);
        fs_err::set_permissions(&folder, PermissionsExt::from_mode(0o700)).unwrap();
    }
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
}

/// Row 115: everybody may write in the state's folder or in the one above it: refused, offline and in a dry run as well, and
/// `trust repair` mends it.
#[test]
fn a_folder_in_which_everybody_may_write() {
    let scene = Scene::synced();
    for folder in [scene.state_folder(), scene.state_folder().parent().unwrap().to_owned()] {
        fs_err::set_permissions(&folder, PermissionsExt::from_mode(0o777)).unwrap();
        for command in [&["sync"][..], &["sync", "--dry-run"], &["update", "--offline"]] {
            let said = scene.refused(command, 8, "RP8021", &[]).stderr;
            assert!(said.contains("can be written by every user") && said.contains("trust verify"), "{said}");
        }
        scene.run(&["trust", "verify"]).expect(8);
        scene.run(&["trust", "repair", "--yes"]).expect(0);
        scene.accepted(&["sync"], &[]);
    }
}

/// Row 115: a symbolic link, a pipe or a folder in the place of the state's folder or of one of its files: nothing is followed,
/// nothing hangs, and nothing is written behind it.
#[test]
fn links_and_other_things_in_the_place_of_the_state() {
    let (scene, _) = moved_on();
    let (folder, aside) = (scene.state_folder(), scene.user.path("aside"));
    fs_err::rename(&folder, &aside).unwrap();
    symlink(&aside, &folder).unwrap();
    let before = scene.user.contents("aside");
    let said = scene.refused(&["sync"], 8, "RP8020", &[]).stderr;
    assert!(said.contains("a symbolic link"), "{said}");
    assert_eq!(scene.user.contents("aside"), before);
    fs_err::remove_file(&folder).unwrap();
    fs_err::write(&folder, "a file").unwrap();
    assert_eq!(scene.run(&["sync", "--json"]).expect(8).error(), "RP8020");
    assert_eq!(scene.run(&["trust", "verify", "--json"]).expect(8).error(), "RP8010");
    fs_err::remove_file(&folder).unwrap();
    fs_err::rename(&aside, &folder).unwrap();
    for name in
        ["2.root", "accepted-under", "last-seen", "root.json", "seen", "snapshot.json", "targets.json", "timestamp.json"]
    {
        let (file, kept) = (scene.state_file(name), scene.user.path("kept"));
        fs_err::rename(&file, &kept).unwrap();
        symlink(&kept, &file).unwrap();
        assert_eq!(scene.fails(&["sync"], 8, "RP8020").code, 8, "{name}");
        fs_err::remove_file(&file).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, &file, 0o600.into()).unwrap();
        assert_eq!(scene.run(&["sync", "--json"]).expect(8).error(), "RP8020", "{name}");
        fs_err::remove_file(&file).unwrap();
        fs_err::create_dir(&file).unwrap();
        assert_eq!(scene.run(&["sync", "--json"]).expect(8).error(), "RP8020", "{name}");
        fs_err::remove_dir(&file).unwrap();
        fs_err::rename(&kept, &file).unwrap();
    }
    scene.accepted(&["sync"], &[]);
}
