//! Adoption of plugins that were unpacked by hand.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::{User, copy, damage};

/// A folder `old` with plugins as somebody once unpacked them, and a project that has none yet.
fn unmanaged(plugins: &str, folders: &[(&str, &str)]) -> User {
    let user = User::with(plugins);
    user.run(&["sync"]).expect(0);
    for (plugin, folder) in folders {
        let installed = fs_err::canonicalize(user.path("project/.ragnos/plugins").join(plugin)).unwrap();
        copy(&installed, &user.path("old").join(folder));
    }
    fs_err::rename(user.path("project"), user.path("before")).unwrap();
    fs_err::create_dir_all(user.path("project/.ragnos/trust")).unwrap();
    let root = ".ragnos/trust/demo.root.json";
    fs_err::copy(user.path("before").join(root), user.path("project").join(root)).unwrap();
    user.write("project/ragnos.toml", "[host]\nragnos = \"1.4.0\"\n\n[repositories.demo]\nurl = \"../demo\"\n\n[plugins]\n");
    user
}

#[test]
fn what_is_published_is_pinned_at_its_version_and_the_rest_is_named() {
    let user = unmanaged(
        "\"acme/text\" = \"=1.1.0\"\n\"acme/csv\" = \"=1.0.2\"\n\"orbit/rng\" = \"^1\"\n\"orbit/reverse\" = \"^1\"\n",
        &[("acme/text", "text"), ("acme/csv", "vendor/csv"), ("orbit/rng", "rng"), ("orbit/reverse", "reverse")],
    );
    damage(&user.path("old/rng/rng.wasm"));
    symlink("reverse.wasm", user.path("old/reverse/more.wasm")).unwrap();
    fs_err::create_dir_all(user.path("old/notes/deep")).unwrap();
    fs_err::create_dir_all(user.path("old/mine")).unwrap();
    user.write("old/mine/plugin.toml", "[plugin]\nname = \"acme/mine\"\nversion = \"1.0.0\"\n");
    fs_err::create_dir_all(user.path("old/unreleased")).unwrap();
    user.write("old/unreleased/plugin.toml", "[plugin]\nname = \"acme/text\"\nversion = \"7.0.0\"\n");
    copy(&super::repository_root().join("fixtures/plugins/acme/csv/1.0.1"), &user.path("old/withdrawn"));
    let before = user.contents("old");

    let dry = user.run(&["adopt", "../old", "--dry-run"]).expect(0).stdout;
    assert!(dry.contains("= text is acme/text 1.1.0") && dry.contains("2 of 8 folders"), "{dry}");
    assert!(!user.path("project/ragnos.lock").exists());

    let report = user.run(&["adopt", "../old", "--json"]).expect(0).json();
    let matched: Vec<String> = report["matched"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {}", one["folder"], one["name"], one["version"]).replace('"', ""))
        .collect();
    assert_eq!(matched, ["text acme/text 1.1.0", "vendor/csv acme/csv 1.0.2"]);
    let reason = |folder: &str| {
        let found = report["unmatched"].as_array().unwrap().iter().find(|one| one["folder"] == folder);
        found.unwrap()["reason"].as_str().unwrap().to_owned()
    };
    assert!(reason("rng").contains("is published with other files"), "{}", reason("rng"));
    assert!(reason("reverse").contains("more.wasm is a symbolic link"), "{}", reason("reverse"));
    assert!(reason("notes").contains("no plugin.toml"), "{}", reason("notes"));
    assert!(reason("withdrawn").contains("acme/csv 1.0.1, which its publisher has withdrawn"), "{}", reason("withdrawn"));
    assert!(reason("mine").contains("no repository of ragnos.toml publishes acme/mine"), "{}", reason("mine"));
    assert!(reason("unreleased").contains("its version 7.0.0 is not"), "{}", reason("unreleased"));
    assert_eq!(user.contents("old"), before, "the adopted folder is left alone");

    let lock = user.read("project/ragnos.lock");
    assert!(lock.contains("name = \"acme/text\"\nversion = \"1.1.0\"") && lock.contains("version = \"1.0.2\""), "{lock}");
    assert!(user.read("project/ragnos.toml").contains("\"acme/text\" = \"^1.1.0\""));
    user.run(&["check"]).expect(0);
    let mode = fs_err::metadata(user.path("project/.ragnos/plugins/acme/text/plugin.toml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o444);
}

#[test]
fn two_versions_of_one_plugin_and_a_folder_without_any() {
    let user = unmanaged("\"acme/text\" = \"=1.1.0\"\n", &[("acme/text", "a")]);
    copy(&user.path("old/a"), &user.path("old/b"));
    let said = user.run(&["adopt", "../old"]).expect(0).stdout;
    assert!(said.contains("? b: it is acme/text 1.1.0, and another folder is acme/text 1.1.0"), "{said}");
    fs_err::create_dir(user.path("empty")).unwrap();
    let nothing = user.run(&["adopt", "../empty", "--json"]).expect(0).json();
    assert_eq!((nothing["matched"].as_array().unwrap().len(), &nothing["change"]), (0, &serde_json::Value::Null));
    user.run(&["adopt", "../absent"]).expect(8);
}
