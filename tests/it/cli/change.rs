//! Commands that change a project: what they change, and that they change nothing a second time.

use super::{User, damage};

const REPORT: &str = "\"acme/report\" = \"^1.0\" # tables\n";

#[test]
fn a_sync_installs_and_a_second_one_changes_nothing() {
    let user = User::with(REPORT);
    let first = user.run(&["sync"]).expect(0);
    assert!(first.stdout.starts_with("verified demo: root 1 (2 of 3), timestamp "), "{}", first.stdout);
    assert!(first.stdout.contains("+ acme/report 1.1.0") && first.stdout.contains("(generation 1)"), "{}", first.stdout);
    assert!(user.path("project/.ragnos/plugins/acme/report/plugin.toml").is_file());
    let before = user.contents("project");
    for arguments in [&["sync"][..], &["sync", "--locked"], &["sync", "--frozen"], &["ci"], &["install"]] {
        let again = user.run(arguments).expect(0);
        assert!(again.stdout.contains("nothing to do: 5 plugins installed"), "{}", again.stdout);
        assert_eq!(user.contents("project"), before);
    }
}

#[test]
fn two_syncs_of_one_lockfile_are_byte_identical() {
    let (one, other) = (User::with(REPORT), User::with(REPORT));
    one.run(&["sync"]).expect(0);
    other.write("project/ragnos.lock", &one.read("project/ragnos.lock"));
    other.run(&["sync", "--locked"]).expect(0);
    for below in ["project/.ragnos/store", "project/.ragnos/generations/1"] {
        assert_eq!(one.contents(below), other.contents(below), "{below}");
    }
    assert_eq!(one.read("project/ragnos.lock"), other.read("project/ragnos.lock"));
    // And resolving on its own comes to the same lockfile.
    let third = User::with(REPORT);
    third.run(&["lock"]).expect(0);
    assert_eq!(third.read("project/ragnos.lock"), one.read("project/ragnos.lock"));
}

#[test]
fn add_and_remove_keep_the_words_of_the_manifest() {
    let user = User::with(REPORT);
    user.run(&["sync"]).expect(0);
    let (manifest, lock) = (user.read("project/ragnos.toml"), user.read("project/ragnos.lock"));
    user.run(&["add", "orbit/checksum", "lumen/palette@>=1, <2"]).expect(0);
    let added = user.read("project/ragnos.toml");
    assert!(
        added.contains("\"orbit/checksum\" = \"^1.2.0\"\n") && added.contains("\"lumen/palette\" = \">=1, <2\"\n"),
        "{added}"
    );
    assert!(added.contains(REPORT), "{added}");
    assert!(user.path("project/.ragnos/plugins/orbit/checksum/checksum.wasm").is_file());
    user.run(&["remove", "orbit/checksum", "lumen/palette"]).expect(0);
    assert_eq!((user.read("project/ragnos.toml"), user.read("project/ragnos.lock")), (manifest, lock));
    assert!(!user.path("project/.ragnos/plugins/orbit").exists());
}

#[test]
fn called_as_a_sub_command_of_the_host_it_does_the_same() {
    let (one, other) = (User::with(REPORT), User::with(REPORT));
    one.run(&["add", "acme/text"]).expect(0);
    other.run(&["plugin", "add", "acme/text"]).expect(0);
    assert_eq!(one.read("project/ragnos.lock"), other.read("project/ragnos.lock"));
}

#[test]
fn update_moves_what_is_named_and_nothing_else() {
    let user = User::with("\"acme/text\" = \"^1\"\n\"orbit/checksum\" = \"^1\"\n");
    user.run(&["lock"]).expect(0);
    user.run(&["update", "acme/text", "--precise", "1.0.0", "--no-sync"]).expect(0);
    user.run(&["update", "orbit/checksum", "--precise", "1.0.0", "--no-sync"]).expect(0);
    let lines = |user: &User| user.run(&["list"]).expect(0).stdout;
    assert!(lines(&user).contains("acme/text      1.0.0") && lines(&user).contains("orbit/checksum 1.0.0"), "{}", lines(&user));
    // A lock that answers the manifest stays.
    user.run(&["sync"]).expect(0);
    assert!(lines(&user).contains("acme/text      1.0.0"), "{}", lines(&user));
    let pending = user.run(&["update", "acme/text", "--dry-run", "--exit-code"]).expect(10);
    assert!(pending.stdout.contains("~ acme/text 1.0.0 -> 1.2.0"), "{}", pending.stdout);
    user.run(&["update", "acme/text"]).expect(0);
    assert!(lines(&user).contains("acme/text      1.2.0") && lines(&user).contains("orbit/checksum 1.0.0"), "{}", lines(&user));
}

#[test]
fn a_dry_run_leaves_no_trace_anywhere() {
    let user = User::with(REPORT);
    let before = user.contents("");
    let run = user.run(&["sync", "--dry-run", "--exit-code"]).expect(10);
    assert!(run.stdout.contains("5 plugins would be installed"), "{}", run.stdout);
    user.run(&["add", "acme/text", "-n"]).expect(0);
    user.run(&["check", "--no-fetch"]).expect(3);
    assert_eq!(user.contents(""), before);
}

#[test]
fn sync_check_tells_ci_whether_a_sync_is_due() {
    let user = User::with(REPORT);
    assert_eq!(user.run(&["sync", "--check", "--json"]).expect(3).error(), "RP3070");
    user.run(&["lock"]).expect(0);
    let due = user.run(&["sync", "--check"]).expect(3);
    assert!(due.stdout.contains("+ acme/report"), "{}", due.stdout);
    user.run(&["sync"]).expect(0);
    user.run(&["sync", "--check"]).expect(0);
}

#[test]
fn frozen_asks_nobody_and_offline_uses_what_is_cached() {
    let user = User::with(REPORT);
    user.run(&["sync"]).expect(0);
    fs_err::rename(user.path("demo"), user.path("gone")).unwrap();
    user.run(&["sync", "--frozen"]).expect(0);
    user.run(&["sync"]).expect(7);
    // The archives and the metadata are still here: a damaged tree is repaired without the repository.
    let file = user.path("project/.ragnos/plugins/acme/report/plugin.toml");
    damage(&fs_err::canonicalize(file).unwrap());
    user.run(&["check", "--offline"]).expect(3);
    let repaired = user.run(&["sync", "--offline", "--repair"]).expect(0);
    assert!(repaired.stdout.contains("! acme/report 1.1.0 repaired"), "{}", repaired.stdout);
    user.run(&["check", "--offline"]).expect(0);
}

#[test]
fn a_project_is_begun_with_a_pinned_root() {
    let user = User::with("");
    fs_err::create_dir(user.path("new")).unwrap();
    let (mirror, root) = (user.path("demo"), "../project/.ragnos/trust/demo.root.json");
    let mirror = mirror.to_str().unwrap();
    user.run_in("new", &["init", "--repository", "demo=../not-yet", "--mirror", mirror, "--root", root]).expect(0);
    let told = user.run_in("new", &["add", "acme/text", "--dry-run"]).expect(0).stderr;
    assert!(told.contains("warning: a mirror was passed over for timestamp.json: "), "{told}");
    user.run_in("new", &["add", "acme/text"]).expect(0);
    assert!(user.path("new/.ragnos/plugins/acme/text").exists());
    let again = user.run_in("new", &["init", "--json"]).expect(2);
    assert_eq!(again.error(), "RP2163");
}

#[test]
fn a_platform_chooses_its_archive() {
    let user = User::with("\"lumen/terminal-theme\" = \"^1\"\n");
    user.run(&["sync", "--platform", "macos-aarch64"]).expect(0);
    let mac = user.contents("project/.ragnos/store");
    user.run(&["sync", "--platform", "linux-x86_64"]).expect(0);
    assert_ne!(mac, user.contents("project/.ragnos/store"));
    let none = user.run(&["sync", "--platform", "windows-x86_64", "--json"]).expect(3);
    assert_eq!(none.error(), "RP3110");
}

#[test]
fn a_cool_down_holds_back_what_is_too_young() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run(&["lock", "--min-age", "1d"]).expect(0);
    let far = user.run(&["lock", "--min-age", "3650d", "--json"]).expect(0);
    assert_eq!(far.json()["lock_changed"], false, "locked versions stay");
    fs_err::remove_file(user.path("project/ragnos.lock")).unwrap();
    user.run(&["lock", "--min-age", "3650d"]).expect(4);
    assert_eq!(user.run(&["lock", "--min-age", "72", "--json"]).expect(2).error(), "RP2172");
}
