//! Bundles, and `--offline`: installing where there is no network, by the same checks.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::attacks::scene::{FIRST, Scene, in_hours, release};
use crate::cli::Ended;
use crate::tuf::repository::raise;

/// A machine that has never seen the network: a home and a trust state of its own, the project as it is committed, the bundle.
struct AirGapped<'s> {
    scene: &'s Scene,
}

impl<'s> AirGapped<'s> {
    fn of(scene: &'s Scene) -> Self {
        let at = |below: &str| scene.user.path(below);
        fs_err::create_dir_all(at("away/.ragnos/trust")).unwrap();
        for file in ["ragnos.toml", "ragnos.lock", ".ragnos/trust/scene.root.json"] {
            fs_err::copy(at("project").join(file), at("away").join(file)).unwrap();
        }
        // The repository's own place is not there.
        let manifest = scene.user.read("away/ragnos.toml").replace("../repo", "../no-repository-here");
        scene.user.write("away/ragnos.toml", &manifest);
        Self { scene }
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let mut command = self.scene.command("away");
        for (variable, folder) in [("HOME", "away-home"), ("XDG_STATE_HOME", "away-state")] {
            command.env(variable, self.scene.user.path(folder));
        }
        Ended::of(command.args(arguments).output().unwrap())
    }

    /// The attack fails: this exit and code, and nothing is installed.
    #[track_caller]
    fn refused(&self, bundle: &str, exit: i32, code: &str) -> Ended {
        let before = self.scene.user.contents("away");
        let ended = self.run(&["sync", "--locked", "--bundle", bundle, "--json"]).expect(exit);
        assert_eq!(ended.error(), code, "{}", ended.stderr);
        assert_eq!(self.scene.user.contents("away"), before);
        ended
    }

    fn tool(&self) -> Option<String> {
        fs_err::read_to_string(self.scene.user.path("away/.ragnos/plugins/acme/tool/main.txt")).ok()
    }
}

impl Scene {
    fn bundle(&self, name: &str) -> PathBuf {
        self.repository.origin.write_to(&self.user.path("repo"));
        self.run(&["bundle", "create", &format!("../{name}")]).expect(0);
        self.user.path(name).join(self.repository.anchor().id().to_string())
    }
}

/// The one file below `folder` whose name ends so.
fn one(folder: &Path, ending: &str) -> PathBuf {
    let mut found = fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    found.find(|path| path.to_str().unwrap().ends_with(ending)).unwrap_or_else(|| panic!("no {ending}"))
}

#[test]
fn an_air_gapped_machine_installs_from_a_bundle() {
    let mut scene = Scene::synced();
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish();
    let made = scene.run(&["bundle", "create", "../bundle", "--json"]).expect(0).json();
    let repository = &made["repositories"][0];
    assert_eq!((&repository["name"], &repository["targets"]), (&json!("scene"), &json!(4)));
    assert_eq!(repository["valid_until"], scene.repository.timestamp["expires"]);
    // Exactly what is served, and nothing else.
    let folder = scene.user.path("bundle").join(scene.repository.anchor().id().to_string());
    let mut seen = Vec::new();
    for below in ["metadata", "targets"] {
        for entry in fs_err::read_dir(folder.join(below)).unwrap() {
            let name = format!("{below}/{}", entry.unwrap().file_name().to_str().unwrap());
            assert_eq!(Some(fs_err::read(folder.join(&name)).unwrap()), scene.repository.origin.at(&name), "{name}");
            seen.push(name);
        }
    }
    assert_eq!(fs_err::read_dir(scene.user.path("bundle")).unwrap().count(), 1);
    seen.retain(|name| name.starts_with("metadata/"));
    seen.sort();
    let metadata = ["1.acme", "1.beta", "1.root", "1.snapshot", "1.targets", "2.root", "timestamp"];
    assert_eq!(seen, metadata.map(|name| format!("metadata/{name}.json")));

    let away = AirGapped::of(&scene);
    away.run(&["sync", "--locked"]).expect(7);
    for more in [&[][..], &["--offline"]] {
        let told = away.run(&[&["sync", "--locked", "--bundle", "../bundle"], more].concat()).expect(0);
        assert!(told.stderr.contains("is asked for scene, which is good until"), "{}", told.stderr);
    }
    assert_eq!(away.tool().as_deref(), Some("acme/tool 1.0.0\n"));
    // The trust state is the same as that of a machine with a network, and the other commands ask the bundle as well.
    let state = scene.user.path("away-state/ragnos-plugin/trust").join(scene.repository.anchor().id().to_string());
    for name in FIRST.iter().filter(|name| name.strip_suffix(".json").is_some()) {
        assert_eq!(fs_err::read(state.join(name)).unwrap(), fs_err::read(scene.state_file(name)).unwrap(), "{name}");
    }
    for command in [&["check"][..], &["list", "--trust"], &["sync", "--frozen", "--repair"], &["update", "--dry-run"]] {
        away.run(&[command, &["--bundle", "../bundle"]].concat()).expect(0);
    }
}

#[test]
fn a_tampered_bundle_is_refused_file_by_file() {
    let mut scene = Scene::synced();
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish();
    let folder = scene.bundle("bundle");
    let away = AirGapped::of(&scene);
    for (below, ending, code, missing) in [
        ("metadata", "2.root.json", "RP5002", None),
        ("metadata", "timestamp.json", "RP5002", Some("RP7001")),
        ("metadata", "1.snapshot.json", "RP5008", Some("RP7001")),
        ("metadata", "1.targets.json", "RP5008", Some("RP7001")),
        ("metadata", "1.acme.json", "RP5008", Some("RP7001")),
        ("targets", "acme.tool-1.0.0.tar.gz", "RP5120", Some("RP7001")),
    ] {
        let path = one(&folder.join(below), ending);
        let good = fs_err::read(&path).unwrap();
        let signed = String::from_utf8_lossy(&good).contains("\"signed\"");
        // One letter of what is signed, so that the file stays readable; or any byte of an archive.
        let bad = if signed {
            String::from_utf8(good.clone()).unwrap().replacen("1.0.31", "1.0.30", 1).into_bytes()
        } else {
            good.iter().rev().copied().collect()
        };
        fs_err::write(&path, bad).unwrap();
        away.refused("../bundle", 5, code);
        fs_err::remove_file(&path).unwrap();
        if let Some(missing) = missing {
            away.refused("../bundle", 7, missing);
        }
        std::os::unix::fs::symlink("/etc/hostname", &path).unwrap();
        let ended = away.run(&["sync", "--locked", "--bundle", "../bundle"]);
        assert!(ended.code == 8 || ended.code == 7, "{ending}: {}", ended.stderr);
        assert!(away.tool().is_none());
        fs_err::remove_file(&path).unwrap();
        fs_err::write(&path, good).unwrap();
    }
    away.run(&["sync", "--locked", "--bundle", "../bundle"]).expect(0);
    assert!(away.tool().is_some());
}

#[test]
fn an_old_bundle_is_a_rollback() {
    let mut scene = Scene::synced();
    scene.bundle("old");
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.run(&["update"]).expect(0);
    scene.bundle("new");
    let away = AirGapped::of(&scene);
    away.run(&["sync", "--locked", "--bundle", "../new"]).expect(0);
    let said = away.refused("../old", 5, "RP5005").stderr;
    assert!(said.contains("the timestamp went back from version 2 to 1"), "{said}");
    // Whoever has seen the repository online is not taken back by a bundle either, and the other way round.
    scene.refused(&["sync", "--bundle", "../old"], 5, "RP5005", &[]);
    scene.accepted(&["sync", "--bundle", "../new"], &[]);
    // To a machine that has seen nothing the old bundle is as new as any, but it does not vouch for what is locked.
    for folder in ["away-state", "away"] {
        fs_err::rename(scene.user.path(folder), scene.user.path(&format!("{folder}-lost"))).unwrap();
    }
    let away = AirGapped::of(&scene);
    away.refused("../old", 5, "RP5101");
}

#[test]
fn an_expired_bundle_installs_nothing_and_says_when_it_ended() {
    let scene = Scene::synced();
    let folder = scene.bundle("bundle");
    // Time passes: the same files, signed so that they have expired by now.
    for (role, file) in [("timestamp", "timestamp.json"), ("acme", "1.acme.json")] {
        let path = folder.join("metadata").join(file);
        let kept = scene.user.path("kept");
        fs_err::rename(&folder, &kept).unwrap();
        let mut later = Scene::synced();
        let past = in_hours(-1);
        match role {
            "timestamp" => later.repository.timestamp["expires"] = json!(past),
            _ => later.repository.targets.get_mut(role).unwrap()["expires"] = json!(past),
        }
        later.repository.publish();
        let expired = scene.user.path("bundle").join(later.repository.anchor().id().to_string());
        later.repository.origin.copy().write_to(&expired);
        // Its root was made at another moment, and so is another repository.
        let away = AirGapped::of(&scene);
        for file in ["ragnos.lock", ".ragnos/trust/scene.root.json"] {
            fs_err::copy(later.user.path("project").join(file), scene.user.path("away").join(file)).unwrap();
        }
        let said = away.refused("../bundle", 5, "RP5007").stderr;
        assert!(said.contains(&format!("the {role} metadata expired at {past}")), "{said}");
        fs_err::remove_dir_all(&expired).unwrap();
        fs_err::rename(&kept, &folder).unwrap();
        assert!(path.exists());
    }
}

#[test]
fn no_bundle_is_made_of_what_would_not_install() {
    let mut scene = Scene::synced();
    let there = |scene: &Scene| {
        let names = fs_err::read_dir(scene.user.path("")).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_str().unwrap().contains("bundle")).count()
    };
    scene.repository.origin.change_target("acme.tool-1.0.0.tar.gz", |bytes| bytes[40] ^= 1);
    scene.refused(&["bundle", "create", "../bundle"], 5, "RP5122", &[]);
    scene.repository.origin.change_target("acme.tool-1.0.0.tar.gz", |bytes| bytes[40] ^= 1);
    let lock = scene.user.read("project/ragnos.lock");
    scene.user.write("project/ragnos.lock", &lock.replace("role = \"acme\"", "role = \"beta\""));
    scene.refused(&["bundle", "create", "../bundle"], 5, "RP5106", &[]);
    scene.user.write("project/ragnos.lock", &lock);
    scene.repository.timestamp["expires"] = json!(in_hours(-1));
    raise(&mut scene.repository.timestamp);
    scene.repository.publish_timestamp();
    scene.refused(&["bundle", "create", "../bundle"], 5, "RP5007", &[]);
    assert_eq!(there(&scene), 0, "nothing is left behind");
    scene.repository.timestamp["expires"] = json!(in_hours(1));
    scene.repository.publish_timestamp();
    scene.accepted(&["bundle", "create", "../bundle"], &["timestamp.json"]);
    scene.refused(&["bundle", "create", "../bundle"], 2, "RP2176", &[]);
    assert_eq!(there(&scene), 1);
    // A bundle of another project, and a folder that is none.
    fs_err::create_dir(scene.user.path("empty")).unwrap();
    for wrong in ["../empty", "../nothing", "../bundle/ragnos.lock"] {
        scene.refused(&["sync", "--bundle", wrong], 2, "RP2177", &[]);
    }
    scene.accepted(&["bundle", "create", "../one-platform", "--platform", "linux-x86_64"], &[]);
}

/// The policy for `--offline`, as docs/offline.md states it: the same rules and the same clock, and always said.
#[test]
fn offline_is_judged_by_the_same_rules_and_says_so() {
    let mut scene = Scene::synced();
    scene.uninstall();
    let told = scene.run(&["sync", "--offline"]).expect(0).stderr;
    assert!(told.contains("offline: the metadata of scene was last compared with its repository about"), "{told}");
    assert!(told.contains(&format!("it is valid until {}", scene.repository.timestamp["expires"].as_str().unwrap())), "{told}");
    // Nothing to fetch: no metadata is looked at, and that is said, too.
    let told = scene.run(&["sync", "--offline"]).expect(0).stderr;
    assert!(told.contains("no metadata was looked at"), "{told}");
    // A minute after the expiry there is no grace, with whichever flag, and the plugins that are there stay.
    scene.expires("timestamp");
    scene.uninstall();
    for flag in ["--offline", "--frozen"] {
        let said = scene.refused(&["sync", flag], 5, "RP5007", &[]).stderr;
        assert!(said.contains("the timestamp metadata expired at"), "{said}");
    }
    // A clock that is set back does not help.
    let later = in_hours(24 * 20);
    fs_err::write(scene.state_file("last-seen"), format!("{later}\n")).unwrap();
    scene.repository.timestamp["expires"] = json!(in_hours(24));
    scene.repository.publish();
    fs_err::write(scene.state_file("timestamp.json"), scene.repository.origin.get("timestamp.json").unwrap()).unwrap();
    let said = scene.refused(&["sync", "--offline"], 5, "RP5007", &[]).stderr;
    assert!(said.contains(&format!("judged at {later}")), "{said}");
}
