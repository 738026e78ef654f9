//! Target files: other bytes than signed, names that lead elsewhere, links that were planted (rows 72 to 82).

use std::path::PathBuf;

use camino::Utf8Path;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::{Folder, Origin as _, OriginError};
use ragnos_plugin::transport::FolderOrigin;
use serde_json::json;

use super::scene::{FIRST, Scene, release};
use crate::tuf::refused;
use crate::tuf::repository::{Machine, Repository, raise};

/// What a release of `acme` changes in the trust state.
const ACME: [&str; 3] = ["role.acme.json", "snapshot.json", "timestamp.json"];

/// A project that has 1.0.0 of `acme/tool`, and a repository that has 1.1.0 too.
fn with_an_update() -> Scene {
    let mut scene = Scene::synced();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene
}

impl Scene {
    /// The signed entry of an archive of `acme/tool`.
    fn entry(&mut self, version: &str) -> &mut serde_json::Value {
        &mut self.repository.targets.get_mut("acme").unwrap()["targets"][format!("acme.tool-{version}.tar.gz")]
    }

    fn publish_acme(&mut self) {
        raise(self.repository.targets.get_mut("acme").unwrap());
        self.repository.publish_next();
    }

    /// Removes what is installed, so that the next sync needs every archive again.
    fn forget_installed(&self) {
        for below in ["store", "generations"] {
            self.make_writable(&format!("project/.ragnos/{below}"));
            fs_err::remove_dir_all(self.user.path(&format!("project/.ragnos/{below}"))).unwrap();
        }
        fs_err::remove_file(self.user.path("project/.ragnos/plugins")).unwrap();
        fs_err::remove_file(self.user.path("project/.ragnos/receipt")).unwrap();
        self.forget_trees();
    }

    fn forget_trees(&self) {
        // A whole tree in the cache would stand for its archive.
        let trees = "home/.cache/ragnos-plugin/trees";
        if self.user.path(trees).exists() {
            self.make_writable(trees);
            fs_err::remove_dir_all(self.user.path(trees)).unwrap();
        }
    }

    fn make_writable(&self, below: &str) {
        use std::os::unix::fs::PermissionsExt;
        for (path, kind) in self.user.contents(below) {
            if kind == "folder" {
                let path = self.user.path(below).join(path);
                fs_err::set_permissions(path, PermissionsExt::from_mode(0o755)).unwrap();
            }
        }
    }

    /// The cached archive of `acme/tool`.
    fn cached(&self) -> PathBuf {
        let bytes = release("acme/tool", "1.0.0", "");
        self.cache().join(Sha256::of(bytes.archive()).to_string())
    }

    fn cache(&self) -> PathBuf {
        self.user.path("home/.cache/ragnos-plugin/archives/sha256")
    }
}

/// Rows 72, 73, 74: an archive is served with the same length and other bytes, longer (by one byte and without end), shorter and
/// empty. Each is refused with both values; nothing stays in project or cache, and `check` names it too.
#[test]
fn other_bytes_than_signed_are_refused() {
    type Change = fn(&mut Vec<u8>);
    let changes: [(&str, Change); 6] = [
        ("has sha256", |bytes| *bytes.last_mut().unwrap() ^= 1),
        ("has sha256", |bytes| bytes.reverse()),
        ("bytes", |bytes| bytes.push(0)),
        ("bytes", |bytes| bytes.resize(bytes.len() + (8 << 20), 0)),
        ("bytes", |bytes| _ = bytes.pop()),
        ("bytes", Vec::clear),
    ];
    for (words, change) in changes {
        let scene = with_an_update();
        let cached = scene.user.contents("home");
        scene.repository.origin.change_target(".acme.tool-1.1.0.tar.gz", change);
        let said = scene.refused(&["update"], 5, "RP5120", &ACME);
        assert!(said.stderr.contains(words) && said.stderr.contains("acme/tool"), "{}", said.stderr);
        assert_eq!(scene.user.contents("home"), cached, "something was kept");
        scene.run(&["update", "--no-sync"]).expect(0);
        let found = scene.run(&["check", "--json", "--no-installed"]).expect(5).json();
        assert_eq!(found["findings"][0]["code"], "RP5122", "{found:#}");
    }
    with_an_update().accepted(&["update"], &ACME);
}

/// Row 75: an entry has only digests that nobody here knows. It does not count as checked: it is left out and named, and where
/// it is locked already it is refused.
#[test]
fn unknown_digests_are_no_digests() {
    let mut scene = with_an_update();
    scene.entry("1.1.0")["hashes"] = json!({"md5": "00", "sha1": "00"});
    scene.publish_acme();
    let ended = scene.accepted(&["update"], &ACME);
    assert!(!ended.json()["lock_changed"].as_bool().unwrap());
    assert!(
        ended.stderr.contains("left out acme.tool-1.1.0.tar.gz") && ended.stderr.contains("has no sha256 or sha512"),
        "{}",
        ended.stderr
    );
    scene.forget_installed();
    let hashes = scene.entry("1.0.0")["hashes"].take();
    scene.entry("1.0.0")["hashes"] = json!({"md5": "00"});
    scene.publish_acme();
    scene.refused(&["sync", "--locked"], 5, "RP5014", &ACME);
    scene.entry("1.0.0")["hashes"] = hashes;
    scene.publish_acme();
    scene.accepted(&["sync", "--locked"], &ACME);
}

/// Row 76: of two signed digests one is wrong, either of them. Both are checked, on download, from the cache, and by `check`.
#[test]
fn every_known_digest_is_checked() {
    let mut scene = with_an_update();
    let archive = release("acme/tool", "1.1.0", "");
    let sha512 = |bytes: &[u8]| hex::encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, bytes));
    scene.entry("1.1.0")["hashes"]["sha512"] = json!(sha512(b"other"));
    scene.publish_acme();
    scene.refused(&["update"], 5, "RP5121", &ACME);
    scene.run(&["update", "--no-sync"]).expect(0);
    let found = scene.run(&["check", "--json", "--no-installed"]).expect(5).json();
    assert_eq!(found["findings"][0]["code"], "RP5122", "{found:#}");
    scene.entry("1.1.0")["hashes"]["sha512"] = json!(sha512(archive.archive()));
    scene.publish_acme();
    scene.accepted(&["sync"], &ACME);
    scene.accepted(&["check"], &[]);
    // In the cache the bytes have the right sha256 now; the other digest counts there too.
    scene.forget_installed();
    scene.entry("1.1.0")["hashes"]["sha512"] = json!(sha512(b"other"));
    scene.publish_acme();
    scene.refused(&["sync"], 5, "RP5121", &ACME);

    let mut scene = with_an_update();
    let other = Sha256::of(b"other").to_string();
    scene.entry("1.1.0")["hashes"] = json!({"sha256": other, "sha512": sha512(archive.archive())});
    scene.repository.origin.put_target(&format!("{other}.acme.tool-1.1.0.tar.gz"), archive.archive().to_vec());
    scene.publish_acme();
    scene.refused(&["update"], 5, "RP5120", &ACME);
}

/// Row 77: a cached archive was altered on disk, in content or in length. It is noticed, thrown away and fetched again; without a
/// repository to fetch from it is refused.
#[test]
fn an_altered_cache_entry_is_not_used() {
    let scene = Scene::synced();
    let good = fs_err::read(scene.cached()).unwrap();
    let mut flipped = good.clone();
    flipped[20] ^= 1;
    for bad in [flipped, good[..20].to_vec(), [good.clone(), vec![0]].concat(), Vec::new()] {
        scene.forget_installed();
        fs_err::write(scene.cached(), &bad).unwrap();
        scene.refused(&["sync", "--offline"], 7, "RP7004", &[]);
        assert!(!scene.cached().exists());
        fs_err::write(scene.cached(), &bad).unwrap();
        scene.accepted(&["sync"], &[]);
        assert_eq!(fs_err::read(scene.cached()).unwrap(), good);
    }
    scene.forget_installed();
    scene.accepted(&["sync", "--offline"], &[]);
}

/// Row 78: names of targets with parents, roots, drives, NUL, a dot at the end, or another case. For this program they are no
/// plugins, whoever signs them; a lockfile that names one is refused.
#[test]
fn names_of_targets_lead_nowhere() {
    let mut scene = Scene::synced();
    let newer = release("acme/tool", "1.9.0", "");
    let odd = [
        "acme.tool-1.9.0.tar.gz.",
        "acme.Tool-1.9.0.tar.gz",
        "acme.tool-1.9.0.tar.gz\u{0}",
        "acme.tool-1.9.0.tar.gz ",
        "acme.tool-\\..\\1.9.0.tar.gz",
        "acme.tool-1.9.0.tar.gz:stream",
        "acme.tool-1.9.0.TAR.GZ",
    ];
    for name in odd {
        scene.repository.add_target("acme", name, newer.archive(), &json!({"ragnos": newer.descriptor()}));
        // No file system has a file of each of these names; none is asked for.
        scene.repository.origin.remove_target(name);
    }
    scene.publish_acme();
    let ended = scene.accepted(&["update"], &ACME);
    assert_eq!(ended.json()["lock_changed"], false);
    let lock = scene.user.read("project/ragnos.lock");
    for name in ["../../x", "/etc/passwd", "C:x", "acme.tool-1.0.0.tar.gz.", "Acme.tool-1.0.0.tar.gz"] {
        scene.user.write("project/ragnos.lock", &lock.replace("\"acme.tool-1.0.0.tar.gz\"", &format!("{name:?}")));
        let ended = scene.refused(&["sync", "--locked"], 3, if name.contains(['/', ':']) { "RP3005" } else { "RP3014" }, &[]);
        assert!(ended.stderr.contains("target"), "{}", ended.stderr);
    }
    scene.user.write("project/ragnos.lock", &lock);
    scene.repository.add_release("acme", &release("acme/tool", "1.8.0", ""));
    scene.publish_acme();
    assert_eq!(scene.accepted(&["update"], &ACME).json()["lock_changed"], true);
}

/// Rows 78, 82: what the library makes of such names as a general client: the digest goes before the last component, the rest
/// is percent-encoded, and no path leads out of a repository's folder.
#[tokio::test]
async fn paths_of_targets_stay_in_their_folder() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let names = ["x", "dir/sub/x", "a b/\u{e9}", "../secret", "/secret", "dir/../../secret", "C:\\x", "a%2f..%2fb"];
    for name in names {
        crate::tuf::repository::list(repository.top(), name);
    }
    repository.publish_next();
    let client = machine.refresh(&repository).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    let digest = |name: &str| Sha256::of(name.as_bytes()).to_string();
    fs_err::create_dir_all(root.join("repo/targets/dir/sub")).unwrap();
    fs_err::write(root.join(format!("repo/targets/dir/sub/{}.x", digest("dir/sub/x"))), "nested").unwrap();
    for name in ["../secret", "/secret", "dir/../../secret"] {
        fs_err::write(root.join(format!("repo/{}.secret", digest(name))), "outside").unwrap();
    }
    let origin = FolderOrigin::new(root.join("repo"));
    let mut found = Vec::new();
    for name in names {
        let target = client.find(name).await.unwrap().unwrap();
        let path = client.target_file(&target);
        match origin.open(Folder::Targets, &path, 100).await {
            Ok(_) => found.push(name),
            Err(OriginError::NotFound { .. }) => {}
            Err(other) => panic!("{name}: {other:?}"),
        }
        assert!(path.is_ascii() && !path.contains(['\\', ' ', ':']), "{path}");
    }
    assert_eq!(found, ["dir/sub/x"]);
    let nested = client.find("dir/sub/x").await.unwrap().unwrap();
    assert_eq!(client.target_file(&nested), format!("dir/sub/{}.x", digest("dir/sub/x")));
    repository.root["consistent_snapshot"] = json!(false);
    repository.next_root(&[1, 2]);
    for file in ["snapshot.json", "targets.json"] {
        let bytes =
            repository.origin.get(&format!("2.{file}")).or_else(|| repository.origin.get(&format!("1.{file}"))).unwrap();
        repository.origin.put(file, bytes);
    }
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.target_file(&nested), "dir/sub/x");
    refused!(
        client
            .find("../none")
            .await
            .and_then(|found| found.ok_or(ragnos_plugin::tuf::Error::NotInSnapshot { role: String::new() })),
        NotInSnapshot
    );
}

/// Row 79: links planted in cache and project, to a folder or a file that somebody else owns. Folders that are links are
/// refused; a link in a file's place is replaced. What they lead to is untouched in every case.
#[test]
fn planted_links_are_not_followed() {
    use fs_err::os::unix::fs::symlink;
    let scene = Scene::synced();
    let (cache, project) = (scene.user.path("home/.cache/ragnos-plugin"), scene.user.path("project"));
    fs_err::create_dir_all(scene.user.path("victim/sha256")).unwrap();
    fs_err::write(scene.user.path("victim/precious"), "mine").unwrap();
    let victim = scene.user.contents("victim");
    for below in ["archives", "archives/sha256"] {
        scene.forget_installed();
        let kept = scene.user.path("kept");
        fs_err::rename(cache.join(below), &kept).unwrap();
        symlink(scene.user.path("victim"), cache.join(below)).unwrap();
        scene.refused(&["sync"], 8, "RP8124", &[]);
        fs_err::remove_file(cache.join(below)).unwrap();
        fs_err::rename(&kept, cache.join(below)).unwrap();
        scene.accepted(&["sync"], &[]);
    }
    for below in ["trees", "trees/sha256"] {
        let kept = scene.user.path("kept");
        fs_err::rename(cache.join(below), &kept).unwrap();
        symlink(scene.user.path("victim"), cache.join(below)).unwrap();
        let tree = fs_err::canonicalize(project.join(".ragnos/plugins/acme/tool")).unwrap();
        fs_err::rename(&tree, scene.user.path(&format!("away-{}", below.len()))).unwrap();
        // Archives do as well: a cache of trees that leads elsewhere is not used.
        scene.accepted(&["sync"], &[]);
        assert_eq!(scene.user.contents("victim"), victim);
        fs_err::remove_file(cache.join(below)).unwrap();
        fs_err::rename(&kept, cache.join(below)).unwrap();
    }
    for below in [".ragnos/store", ".ragnos/generations", ".ragnos"] {
        let kept = scene.user.path("kept");
        fs_err::rename(project.join(below), &kept).unwrap();
        symlink(scene.user.path("victim"), project.join(below)).unwrap();
        for command in [&["sync"][..], &["sync", "--offline"], &["check", "--no-fetch"]] {
            let ended = scene.run(&[command, &["--json"]].concat());
            // The pinned root is in `.ragnos` too: without it there is nothing to begin with.
            assert!(ended.code != 0 && ["RP8124", "RP2151"].contains(&ended.error().as_str()), "{below}: {}", ended.stderr);
        }
        fs_err::remove_file(project.join(below)).unwrap();
        fs_err::rename(&kept, project.join(below)).unwrap();
    }
    fs_err::rename(project.join(".ragnos/plugins"), scene.user.path("kept")).unwrap();
    symlink("../../victim", project.join(".ragnos/plugins")).unwrap();
    scene.refused(&["sync"], 8, "RP8123", &[]);
    fs_err::remove_file(project.join(".ragnos/plugins")).unwrap();
    fs_err::rename(scene.user.path("kept"), project.join(".ragnos/plugins")).unwrap();

    // In the place of an installed tree, of a cached archive, of the lockfile and of the receipt.
    scene.forget_trees();
    let tree = fs_err::canonicalize(project.join(".ragnos/plugins/acme/tool")).unwrap();
    fs_err::rename(&tree, scene.user.path("kept")).unwrap();
    symlink(scene.user.path("victim"), &tree).unwrap();
    fs_err::remove_file(scene.cached()).unwrap();
    symlink(scene.user.path("victim/precious"), scene.cached()).unwrap();
    for file in ["ragnos.lock", ".ragnos/receipt"] {
        fs_err::copy(project.join(file), scene.user.path("victim").join(file.trim_start_matches(".ragnos/"))).unwrap();
        fs_err::remove_file(project.join(file)).unwrap();
        symlink(scene.user.path("victim").join(file.trim_start_matches(".ragnos/")), project.join(file)).unwrap();
    }
    let with_texts = scene.user.contents("victim");
    scene.accepted(&["update"], &[]);
    assert!(fs_err::symlink_metadata(&tree).unwrap().is_dir() && fs_err::symlink_metadata(scene.cached()).unwrap().is_file());
    assert!(!fs_err::symlink_metadata(project.join(".ragnos/receipt")).unwrap().is_symlink());
    assert_eq!(scene.user.contents("victim"), with_texts);
    assert!(victim.iter().all(|one| with_texts.get(one.0) == Some(one.1)));
    scene.accepted(&["check"], &[]);
}

/// Row 80: of two archives one is bad, in a new project and in one that has something installed. Nothing of the good one is
/// installed either.
#[test]
fn one_bad_archive_of_two_installs_nothing() {
    let mut scene = Scene::new();
    scene.repository.origin.change_target(".beta.theme-1.0.0.tar.gz", |bytes| bytes[20] ^= 1);
    scene.refused(&["sync"], 5, "RP5120", &FIRST);
    assert!(!scene.user.path("project/.ragnos/store").exists());
    scene.repository.origin.change_target(".beta.theme-1.0.0.tar.gz", |bytes| bytes[20] ^= 1);
    scene.accepted(&["sync"], &[]);
    scene.repository.add_release("beta", &release("beta/theme", "1.1.0", ""));
    raise(scene.repository.targets.get_mut("beta").unwrap());
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.repository.origin.change_target(".acme.tool-1.1.0.tar.gz", |bytes| bytes[20] ^= 1);
    scene.refused(&["update"], 5, "RP5120", &["role.acme.json", "role.beta.json", "snapshot.json", "timestamp.json"]);
    scene.repository.origin.change_target(".acme.tool-1.1.0.tar.gz", |bytes| bytes[20] ^= 1);
    scene.accepted(&["update"], &[]);
}

/// Row 81: an archive of no bytes is no archive; one of 4 GiB and more is refused before its first byte is asked for, by `sync`
/// and by `check`; a length that no lockfile can hold is left out. An SBOM of any length is only compared.
#[test]
fn lengths_at_both_ends() {
    let mut scene = with_an_update();
    let empty = Sha256::of(b"").to_string();
    for (length, words) in [(0, "no archive has 0 bytes"), (u64::MAX, "no archive has 18446744073709551615 bytes")] {
        *scene.entry("1.1.0") =
            json!({"length": length, "hashes": {"sha256": empty}, "custom": scene.entry("1.1.0")["custom"]});
        scene.publish_acme();
        let ended = scene.accepted(&["update"], &ACME);
        assert!(ended.stderr.contains(words) && ended.json()["lock_changed"] == false, "{}", ended.stderr);
    }
    scene.entry("1.1.0")["length"] = json!(5_u64 << 30);
    scene.publish_acme();
    let said = scene.refused(&["update"], 5, "RP5120", &ACME);
    assert!(said.stderr.contains("more than 1073741824 bytes"), "{}", said.stderr);
    scene.run(&["update", "--no-sync"]).expect(0);
    let found = scene.run(&["check", "--json", "--no-installed"]).expect(5).json();
    assert_eq!(found["findings"][0]["code"], "RP5120", "{found:#}");
    assert_eq!(found["findings"].as_array().unwrap().len(), 1, "{found:#}");

    let mut scene = with_an_update();
    scene.entry("1.1.0")["custom"]["ragnos"]["sbom"]["sha256"] = json!(empty);
    let sbom = scene.entry("1.1.0")["custom"]["ragnos"]["sbom"]["target"].as_str().unwrap().to_owned();
    scene.repository.add_target("acme", &sbom, b"", &json!({}));
    scene.publish_acme();
    scene.accepted(&["update"], &ACME);
    scene.accepted(&["check"], &[]);
}
