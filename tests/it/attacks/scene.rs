//! A scene: a signed repository under the test's control, a project that has synced from it, and the real program.
//!
//! Owns: what every attack of the table has to leave alone, compared in one call: exit code, error code, the project byte for
//! byte, and the trust state but for the files that the test names.
//! Never does: make the attack. A test changes `repository`, calls [`Scene::refused`], mends it and calls [`Scene::accepted`].
//! In: signed parts. Out: [`Ended`].

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use camino::Utf8Path;
use jiff::{SignedDuration, Timestamp};
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::pack::{PackedRelease, pack};
use ragnos_plugin::platform::Platform;
use serde_json::{Value, json};

use crate::cli::{Ended, User};
use crate::tuf::repository::{Repository, delegate, raise, scratch};

/// The publishers of a scene: namespace and role, and the seed of its key.
pub(crate) const PUBLISHERS: [(&str, u8); 2] = [("acme", 6), ("beta", 7)];

/// The trust state's files after a first sync of the whole project, sorted.
pub(crate) const FIRST: [&str; 9] = [
    "accepted-under",
    "last-seen",
    "lock",
    "role.acme.json",
    "role.beta.json",
    "root.json",
    "snapshot.json",
    "targets.json",
    "timestamp.json",
];

/// A time relative to the real clock, which the program reads.
pub(crate) fn in_hours(hours: i64) -> String {
    let at = SystemClock.now() + SignedDuration::from_hours(hours);
    Timestamp::from_second(at.as_second()).unwrap().to_string()
}

/// A release packed by the library from a plugin of one file; `more` is further TOML, such as `[dependencies]`.
pub(crate) fn release(name: &str, version: &str, more: &str) -> PackedRelease {
    let folder = scratch();
    let manifest =
        format!("[plugin]\nname = \"{name}\"\nversion = \"{version}\"\ndescription = \"A test.\"\nlicense = \"MIT\"\n{more}");
    fs_err::write(folder.path().join("plugin.toml"), manifest).unwrap();
    fs_err::write(folder.path().join("main.txt"), format!("{name} {version}\n")).unwrap();
    pack(Utf8Path::from_path(folder.path()).unwrap(), &Platform::ANY, None).unwrap()
}

impl Repository {
    /// Lists a release in `role` as its publisher would: the archive with its descriptor, and the SBOM.
    pub(crate) fn add_release(&mut self, role: &str, release: &PackedRelease) {
        let descriptor = release.descriptor();
        self.add_target(role, release.target().as_str(), release.archive(), &json!({"ragnos": descriptor}));
        self.add_target(role, descriptor.sbom.target.as_str(), release.sbom(), &json!({"ragnos": {"sbom": 1}}));
        if let (Some(link), Some(bytes)) = (&descriptor.provenance, release.provenance()) {
            self.add_target(role, link.target.as_str(), bytes, &json!({"ragnos": {"provenance": 1}}));
        }
    }

    /// A new version of the role, with this release in it, published under a new snapshot and timestamp.
    pub(crate) fn publish_release(&mut self, role: &str, release: &PackedRelease) {
        self.add_release(role, release);
        raise(self.targets.get_mut(role).unwrap());
        self.publish_next();
    }
}

/// A project that asks for `acme/tool` and `beta/theme`, and the repository that has them.
pub(crate) struct Scene {
    pub(crate) repository: Repository,
    /// `project`, `repo` (the served folder), `home` and `state` are below its folder.
    pub(crate) user: User,
    /// False once a test has taken the served folder into its own hands.
    writes: bool,
}

impl Scene {
    /// Nothing has been run yet. Each publisher has one role and version 1.0.0 of one plugin.
    pub(crate) fn new() -> Self {
        let mut repository = Repository::expiring(&in_hours(24), &in_hours(24 * 365));
        for ((name, seed), plugin) in PUBLISHERS.into_iter().zip(["acme/tool", "beta/theme"]) {
            delegate(repository.top(), name, &[&format!("{name}.*")], true, &[seed]);
            repository.role(name, seed, &[]);
            repository.add_release(name, &release(plugin, "1.0.0", ""));
        }
        repository.publish();
        let scene = Self { repository, user: User { temporary: scratch() }, writes: true };
        fs_err::create_dir_all(scene.user.path("project/.ragnos/trust")).unwrap();
        scene.pin(&scene.repository.origin.get("1.root.json").unwrap());
        scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n");
        scene
    }

    /// The project has synced once: both plugins are installed, lockfile and trust state are written.
    pub(crate) fn synced() -> Self {
        let scene = Self::new();
        scene.accepted(&["sync"], &FIRST);
        assert!(scene.user.path("project/.ragnos/plugins/acme/tool/main.txt").exists());
        scene
    }

    /// Writes `ragnos.toml`.
    pub(crate) fn manifest(&self, url: &str, plugins: &str) {
        let text = format!("[host]\nragnos = \"1.0.0\"\n\n[repositories.scene]\nurl = \"{url}\"\n\n[plugins]\n{plugins}");
        self.user.write("project/ragnos.toml", &text);
    }

    /// Pins these bytes as the project's root.
    pub(crate) fn pin(&self, root: &[u8]) {
        fs_err::write(self.user.path("project/.ragnos/trust/scene.root.json"), root).unwrap();
    }

    /// Time passes: what is served of this role, and remembered of it, are now the same files past their expiry.
    pub(crate) fn expires(&mut self, role: &str) {
        let past = json!(in_hours(-1));
        match role {
            "root" => self.repository.root["expires"] = past,
            "timestamp" => self.repository.timestamp["expires"] = past,
            "snapshot" => self.repository.snapshot["expires"] = past,
            _ => self.repository.targets.get_mut(role).unwrap()["expires"] = past,
        }
        self.repository.publish_root();
        self.repository.publish();
        self.remember();
    }

    /// Puts what is served of every stored role in the place of what is stored, as if it had been served so at first.
    fn remember(&self) {
        let served = |name: String| self.repository.origin.get(&name);
        for stored in self.trust().into_keys() {
            if let Some(version) = stored.strip_suffix(".root") {
                fs_err::write(self.state_file(&stored), served(format!("{version}.root.json")).unwrap()).unwrap();
            }
            let Some(role) = stored.strip_suffix(".json") else { continue };
            let role = role.strip_prefix("role.").unwrap_or(role);
            let version = match role {
                "root" => &self.repository.root["version"],
                "snapshot" => &self.repository.snapshot["version"],
                "timestamp" => &json!(0),
                _ => &self.repository.targets[role]["version"],
            };
            let bytes = served(format!("{version}.{role}.json")).or_else(|| served(format!("{role}.json")));
            fs_err::write(self.state_file(&stored), bytes.unwrap()).unwrap();
        }
    }

    /// What is installed is lost; manifest, lockfile, pinned root, trust state and cache are as they were.
    pub(crate) fn uninstall(&self) {
        let lost = self.user.path(&format!("lost-{}", self.user.contents("").len()));
        fs_err::rename(self.user.path("project/.ragnos"), lost).unwrap();
        fs_err::create_dir_all(self.user.path("project/.ragnos/trust")).unwrap();
        self.pin(&self.repository.origin.get("1.root.json").unwrap());
    }

    /// From now on the served folder is as it is: the test changes it by itself.
    pub(crate) fn freeze(&mut self) {
        self.repository.origin.write_to(&self.user.path("repo"));
        self.writes = false;
    }

    /// Runs the program in the project, against the repository as it now is.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        if self.writes {
            self.repository.origin.write_to(&self.user.path("repo"));
        }
        let state = self.user.path("state");
        self.user.run_with("project", arguments, &[("XDG_STATE_HOME", state.to_str().unwrap())])
    }

    /// The program in a folder of this scene's user, with the scene's trust state.
    pub(crate) fn command(&self, folder: &str) -> Command {
        let mut command = self.user.command(env!("CARGO_BIN_EXE_ragnos-plugin"), folder);
        command.env("XDG_STATE_HOME", self.user.path("state"));
        command
    }

    /// The attack fails: this exit, this code, the project untouched, and no file of the trust state changed but these.
    #[track_caller]
    pub(crate) fn refused(&self, arguments: &[&str], exit: i32, code: &str, state: &[&str]) -> Ended {
        let trust = self.trust();
        let ended = self.fails(arguments, exit, code);
        assert_eq!(changed(&trust, &self.trust()), state, "files of the trust state that changed");
        ended
    }

    /// The same where the trust state may move on, but never back.
    #[track_caller]
    pub(crate) fn fails(&self, arguments: &[&str], exit: i32, code: &str) -> Ended {
        let (project, before) = (self.user.contents("project"), self.memory());
        let ended = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(ended.code, exit, "stdout: {}\nstderr: {}", ended.stdout, ended.stderr);
        assert_eq!(codes(&ended), [code], "{}{}", ended.stdout, ended.stderr);
        assert_eq!(self.user.contents("project"), project, "{arguments:?} changed the project");
        let after = self.memory();
        assert!(after.0 >= before.0 && (after.2 != before.2 || after.1 >= before.1), "{before:?} became {after:?}");
        ended
    }

    /// The rollback memory: version of the root, of timestamp and snapshot, and under which keys those two count.
    fn memory(&self) -> (Option<u64>, [Option<u64>; 2], Option<Vec<u8>>) {
        let online = ["timestamp", "snapshot"].map(|role| self.version(role));
        (self.version("root"), online, fs_err::read(self.state_file("accepted-under")).ok())
    }

    /// Without the attack all is well: exit 0, and these files of the trust state changed.
    #[track_caller]
    pub(crate) fn accepted(&self, arguments: &[&str], state: &[&str]) -> Ended {
        let trust = self.trust();
        let ended = self.run(&[arguments, &["--json"]].concat()).expect(0);
        let after = self.trust();
        let mut files = changed(&trust, &after);
        // The end of a good run notes the delegated roles that an earlier run fetched before it failed.
        files.retain(|name| *name != "seen");
        assert_eq!(files, state, "files of the trust state that changed");
        ended
    }

    /// The folder of the repository's trust state.
    pub(crate) fn state_folder(&self) -> PathBuf {
        self.user.path("state/ragnos-plugin/trust").join(self.repository.anchor().id().to_string())
    }

    /// A file of the trust state.
    pub(crate) fn state_file(&self, name: &str) -> PathBuf {
        self.state_folder().join(name)
    }

    /// The version of a stored role; `None` where it is not stored.
    pub(crate) fn version(&self, role: &str) -> Option<u64> {
        let bytes = fs_err::read(self.state_file(&format!("{role}.json"))).ok()?;
        serde_json::from_slice::<Value>(&bytes).unwrap()["signed"]["version"].as_u64()
    }

    /// Every file of the trust state with its bytes.
    pub(crate) fn trust(&self) -> BTreeMap<String, Vec<u8>> {
        let Ok(entries) = fs_err::read_dir(self.state_folder()) else { return BTreeMap::new() };
        let entries = entries.map(|entry| entry.unwrap());
        entries.map(|entry| (entry.file_name().into_string().unwrap(), fs_err::read(entry.path()).unwrap())).collect()
    }
}

/// The error's code, or those of all findings of `check`, each once.
fn codes(ended: &Ended) -> Vec<String> {
    if ended.stdout.is_empty() {
        return vec![ended.error()];
    }
    let report = ended.json();
    let found = report["findings"].as_array().unwrap().iter();
    let mut codes: Vec<String> = found.map(|one| one["code"].as_str().unwrap().to_owned()).collect();
    codes.dedup();
    codes
}

/// The names whose bytes differ, those gone and those new among them, sorted. What goes with another file is left out:
/// the second memory, which notes every version that was verified and only grows, and a link of the root chain with the newest root.
fn changed<'a>(before: &'a BTreeMap<String, Vec<u8>>, after: &'a BTreeMap<String, Vec<u8>>) -> Vec<&'a str> {
    let mut names: Vec<&str> = before.keys().chain(after.keys()).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| before.get(*name) != after.get(*name));
    let root = names.contains(&"root.json");
    names.retain(|name| *name != "seen" && !(name.strip_suffix(".root").is_some() && root));
    names
}
