//! Installed files that were changed where they are: a plain `sync` notices and heals, `check` and the loader refuse.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use camino::Utf8PathBuf;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::load::{Loader, Options};

use super::User;

fn options(user: &User, project: &str) -> Options {
    let folder = |path: &str| Utf8PathBuf::from_path_buf(user.path(path)).unwrap();
    Options::new(folder(project), folder("home/.local/state/ragnos-plugin/trust"), SystemClock.now())
}

fn load(user: &User, project: &str) -> Result<(), String> {
    let loaded = Loader::open(&options(user, project)).and_then(|loader| loader.load(&"acme/report".parse().unwrap()));
    loaded.map(drop).map_err(|error| miette::Diagnostic::code(&error).unwrap().to_string())
}

/// Where the files of acme/report are, with a folder that can be written to.
fn tree(user: &User, project: &str) -> PathBuf {
    let folder = fs_err::canonicalize(user.path(project).join(".ragnos/plugins/acme/report")).unwrap();
    fs_err::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
    folder
}

/// Another byte in the same place, with mode, length and time of modification as they were.
fn write_in_place(path: &Path) {
    let before = fs_err::metadata(path).unwrap();
    let mut bytes = fs_err::read(path).unwrap();
    bytes[0] ^= 1;
    fs_err::set_permissions(path, PermissionsExt::from_mode(0o644)).unwrap();
    let mut file = fs_err::OpenOptions::new().write(true).open(path).unwrap();
    file.write_all(&bytes).unwrap();
    file.file().set_modified(before.modified().unwrap()).unwrap();
    fs_err::set_permissions(path, before.permissions()).unwrap();
    let after = fs_err::metadata(path).unwrap();
    assert_eq!((before.len(), before.modified().unwrap()), (after.len(), after.modified().unwrap()));
}

type Change = fn(&Path);

#[test]
fn each_change_is_noticed_by_check_by_a_load_and_by_a_plain_sync_which_heals() {
    let changes: [(&str, Change); 4] = [
        ("a byte", |tree| write_in_place(&tree.join("plugin.toml"))),
        ("an extra file", |tree| fs_err::write(tree.join("extra.js"), "x").unwrap()),
        ("a missing file", |tree| fs_err::remove_file(tree.join("plugin.toml")).unwrap()),
        ("a mode", |tree| fs_err::set_permissions(tree.join("plugin.toml"), PermissionsExt::from_mode(0o555)).unwrap()),
    ];
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    for (what, change) in changes {
        // The last one asks nobody: the archive in the cache is enough.
        for heal in [&["sync"][..], &["sync", "--offline"]] {
            assert!(user.run(&["sync", "--offline"]).expect(0).stdout.contains("nothing to do"), "{what}");
            load(&user, "project").unwrap();
            change(&tree(&user, "project"));
            assert_eq!(load(&user, "project"), Err("RP3205".to_owned()), "{what}");
            user.run(&["check", "--offline"]).expect(3);
            user.run(&["sync", "--check"]).expect(3);
            assert!(user.run(heal).expect(0).stdout.contains(" repaired "), "{what}");
            user.run(&["check", "--offline"]).expect(0);
            load(&user, "project").unwrap();
        }
    }
}

#[test]
fn a_file_that_only_looks_otherwise_is_hashed_once_and_nothing_is_installed() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    let receipt = user.read("project/.ragnos/receipt");
    // A backup program, or another project that takes the same file: the time of change is another, the bytes are not.
    let file = tree(&user, "project").join("plugin.toml");
    fs_err::hard_link(&file, user.path("linked")).unwrap();
    assert!(user.run(&["sync", "--offline"]).expect(0).stdout.contains("nothing to do"));
    let again = user.read("project/.ragnos/receipt");
    assert_ne!(receipt, again);
    assert!(user.run(&["sync", "--offline"]).expect(0).stdout.contains("nothing to do"));
    assert_eq!(user.read("project/.ragnos/receipt"), again);
    assert_eq!(fs_err::read_dir(user.path("project/.ragnos/generations")).unwrap().count(), 3);
}

/// `--frozen` is the quick look: what it says nothing of, the loader and the next plain `sync` find.
#[test]
fn frozen_looks_at_each_plugins_folder_and_not_into_its_files() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    write_in_place(&tree(&user, "project").join("plugin.toml"));
    assert!(user.run(&["sync", "--frozen"]).expect(0).stdout.contains("nothing to do"));
    assert_eq!(load(&user, "project"), Err("RP3205".to_owned()));
    assert!(user.run(&["sync"]).expect(0).stdout.contains(" repaired "));
    load(&user, "project").unwrap();
    fs_err::write(tree(&user, "project").join("extra.js"), "x").unwrap();
    assert!(user.run(&["sync", "--frozen"]).expect(0).stdout.contains(" repaired "));
    load(&user, "project").unwrap();
}

/// Two projects of one user, linked to one cache: what is written in one of them is found in both, and reaches no third one.
#[test]
fn a_write_through_a_hard_link_is_noticed_by_every_project_and_healed() {
    use std::os::unix::fs::MetadataExt;
    let user = User::with("\"acme/report\" = \"^1\"\n");
    let second = |name: &str| {
        fs_err::create_dir_all(user.path(name).join(".ragnos/trust")).unwrap();
        for file in ["ragnos.toml", ".ragnos/trust/demo.root.json"] {
            fs_err::copy(user.path("project").join(file), user.path(name).join(file)).unwrap();
        }
    };
    second("second");
    let mode = ["--link-mode", "hardlink"];
    user.run(&[&["sync"][..], &mode].concat()).expect(0);
    user.run_in("second", &[&["sync"][..], &mode].concat()).expect(0);
    let file = |project: &str| tree(&user, project).join("plugin.toml");
    assert_eq!(fs_err::metadata(file("project")).unwrap().ino(), fs_err::metadata(file("second")).unwrap().ino());
    user.run(&["sync", "--offline"]).expect(0);
    write_in_place(&file("second"));
    for project in ["project", "second"] {
        assert_eq!(load(&user, project), Err("RP3205".to_owned()));
        user.run_in(project, &["check", "--offline"]).expect(3);
    }
    // A third project is given good bytes, though the cached tree was changed too.
    second("third");
    user.run_in("third", &[&["sync"][..], &mode].concat()).expect(0);
    load(&user, "third").unwrap();
    for project in ["project", "second"] {
        assert!(user.run_in(project, &["sync", "--offline"]).expect(0).stdout.contains(" repaired "));
        user.run_in(project, &["check", "--offline"]).expect(0);
        load(&user, project).unwrap();
    }
    user.run(&["cache", "verify", "--dry-run", "--exit-code"]).expect(0);
}

#[test]
fn each_link_mode_installs_the_same_and_a_lost_cache_is_noticed() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    for mode in ["auto", "hardlink", "symlink", "copy", "reflink"] {
        user.run_with("project", &["sync", "--repair"], &[("RAGNOS_PLUGIN_LINK_MODE", mode)]).expect(0);
        fs_err::remove_file(user.path("project/.ragnos/receipt")).unwrap();
        user.run(&["check", "--offline"]).expect(0);
        load(&user, "project").unwrap();
    }
    user.run(&["sync", "--link-mode", "junction"]).expect(2);
    // One link a plugin, into the cache.
    let fresh = User::with("\"acme/report\" = \"^1\"\n");
    fresh.run(&["sync", "--link-mode", "symlink"]).expect(0);
    load(&fresh, "project").unwrap();
    fresh.run(&["cache", "clean"]).expect(0);
    assert_eq!(load(&fresh, "project"), Err("RP3205".to_owned()));
    fresh.run(&["check", "--offline"]).expect(3);
    fresh.run(&["sync"]).expect(0);
    load(&fresh, "project").unwrap();
}
