//! Whatever fails leaves ragnos.toml, ragnos.lock and .ragnos as they were, byte for byte.

use super::{User, damage};

/// Runs a command that has to fail, and compares the whole project before and after.
#[track_caller]
fn fails(user: &User, arguments: &[&str], exit: i32, code: &str) -> String {
    let before = user.contents("project");
    let ended = user.run(&[arguments, &["--json"]].concat()).expect(exit);
    assert_eq!(ended.error(), code, "{}", ended.stderr);
    assert_eq!(user.contents("project"), before, "{arguments:?} changed the project");
    ended.stderr
}

#[test]
fn a_conflict_of_dependencies_explains_itself() {
    let user = User::with("\"lumen/terminal-theme\" = \"^1.0\"\n");
    user.run(&["sync"]).expect(0);
    let said = fails(&user, &["add", "lumen/palette@^1"], 6, "RP6001");
    for words in ["ragnos.toml asks for lumen/palette ^1", "lumen/terminal-theme 1.0.0 and 1.1.0 need lumen/palette ^2.0"] {
        assert!(said.contains(words), "{said}");
    }
    // The same in a project where nothing was ever installed.
    fails(&User::with("\"lumen/terminal-theme\" = \"^1.0\"\n"), &["add", "lumen/palette@^1"], 6, "RP6001");
}

#[test]
fn names_and_versions_that_are_not_there() {
    let user = User::with("");
    fails(&user, &["add", "acme/nothing"], 6, "RP6002");
    fails(&user, &["add", "acme/text@^9"], 6, "RP6003");
    fails(&user, &["add", "acme"], 2, "RP2000");
    fails(&user, &["remove", "acme/text"], 2, "RP2193");
    fails(&user, &["update"], 3, "RP3070");
    fails(&user, &["sync", "--locked"], 3, "RP3070");
    fails(&user, &["tree"], 3, "RP3070");
    fails(&user, &["info", "acme/text@9.9.9"], 2, "RP2195");
    fails(&user, &["explain", "RP9999"], 2, "RP2191");
    fails(&user, &["sync", "--no-such-flag"], 2, "RP2000");
}

#[test]
fn an_archive_that_is_gone() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    fs_err::remove_file(user.one("demo/targets", "acme.csv-1.1.0.tar.gz")).unwrap();
    let before = user.contents("project");
    let ended = user.run(&["sync", "--json"]);
    assert!([5, 7].contains(&ended.code), "{}", ended.stderr);
    assert_eq!(user.contents("project"), before);
}

#[test]
fn one_bad_publisher_does_not_stop_the_others() {
    let user = User::with("\"acme/text\" = \"^1\"\n");
    damage(&super::check::newest(&user, ".orbit.json"));
    user.run(&["sync"]).expect(0);
    let said = fails(&user, &["add", "orbit/rng"], 5, "RP5301");
    assert!(said.contains("orbit"), "{said}");
}

#[test]
fn a_new_capability_and_a_new_signer_need_a_word() {
    let user = User::with("\"orbit/feed\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    let lock = user.read("project/ragnos.lock");
    user.write("project/ragnos.lock", &lock.replace("    \"net:feeds.example.org\",\n", ""));
    let said = fails(&user, &["update"], 4, "RP4001");
    assert!(said.contains("--accept-capabilities orbit/feed=net:feeds.example.org"), "{said}");
    user.run(&["update", "--accept-capabilities", "orbit/feed=net:feeds.example.org"]).expect(0);
    assert_eq!(user.read("project/ragnos.lock"), lock);
    user.write("project/ragnos.lock", &lock.replacen("role = \"orbit\"", "role = \"other\"", 1));
    fails(&user, &["update"], 4, "RP4002");
    user.run(&["update", "--accept-trust-change", "orbit"]).expect(0);
    assert_eq!(user.read("project/ragnos.lock"), lock);
}

#[test]
fn another_root_is_another_repository() {
    let user = User::with("\"acme/text\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    let lock = user.read("project/ragnos.lock");
    let id = lock.lines().find(|line| line.starts_with("id = ")).unwrap().to_owned();
    user.write("project/ragnos.lock", &lock.replace(&id, &format!("id = \"{}\"", "0".repeat(64))));
    fails(&user, &["sync"], 5, "RP5321");
    fs_err::remove_file(user.path("project/.ragnos/trust/demo.root.json")).unwrap();
    fails(&user, &["sync"], 2, "RP2151");
}

#[test]
fn conflict_markers_are_refused_and_never_resolved_anew() {
    let user = User::with("\"acme/text\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    let lock = user.read("project/ragnos.lock");
    user.write("project/ragnos.lock", &lock.replace("[[plugin]]", "<<<<<<< ours\n[[plugin]]"));
    for arguments in [&["sync"][..], &["lock"], &["check"], &["update"], &["add", "orbit/rng"]] {
        let before = user.contents("project");
        let ended = user.run(&[arguments, &["--json"]].concat()).expect(3);
        assert!(ended.error().starts_with("RP30"), "{}", ended.stderr);
        assert_eq!(user.contents("project"), before);
    }
}

#[test]
fn a_second_command_waits_or_says_who_is_at_work() {
    let user = User::with("\"acme/text\" = \"^1\"\n");
    let layout = ragnos_plugin::store::Layout::new(camino::Utf8PathBuf::from_path_buf(user.path("project")).unwrap());
    let waiting = ragnos_plugin::store::Waiting::Refuse;
    let held = ragnos_plugin::store::ProjectLock::acquire(&layout, "sync", waiting, |_| ()).unwrap();
    fails(&user, &["sync", "--no-wait"], 9, "RP9100");
    drop(held);
    // Eight at once on one project: all end well, and the project is the same as after one.
    let codes: Vec<i32> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| user.run(&["sync"]).code)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert_eq!(codes, [0; 8]);
    user.run(&["check"]).expect(0);
}
