//! Ways back: rollback restores files, lockfile and requirements together, and never what is trusted.

use super::{User, damage};

const TEXT: &str = "\"acme/text\" = \"^1\"\n";

/// Generation 1 has acme/text 1.0.0, generation 2 the newest one, generation 3 orbit/checksum too.
fn three() -> User {
    let user = User::with(TEXT);
    user.run(&["lock"]).expect(0);
    user.run(&["update", "acme/text", "--precise", "1.0.0"]).expect(0);
    user.run(&["update"]).expect(0);
    user.run(&["add", "orbit/checksum"]).expect(0);
    user
}

fn state(user: &User) -> (String, String, std::path::PathBuf) {
    let link = fs_err::read_link(user.path("project/.ragnos/plugins")).unwrap();
    (user.read("project/ragnos.toml"), user.read("project/ragnos.lock"), link)
}

#[test]
fn rollback_restores_files_lockfile_and_requirements_and_goes_forward_again() {
    let user = three();
    let newest = state(&user);
    let back = user.run(&["rollback"]).expect(0);
    assert!(back.stdout.contains("- orbit/checksum") && back.stdout.contains("(generation 2)"), "{}", back.stdout);
    assert!(!user.path("project/.ragnos/plugins/orbit").exists());
    assert!(!user.read("project/ragnos.toml").contains("orbit/checksum"));
    let further = user.run(&["rollback"]).expect(0);
    assert!(further.stdout.contains("-> 1.0.0 (older)") && further.stdout.contains("(generation 1)"), "{}", further.stdout);
    // What is restored is a whole project: nothing drifts and nothing is due.
    for arguments in [&["check"][..], &["sync", "--locked"], &["sync", "--check"]] {
        user.run(arguments).expect(0);
    }
    assert_eq!(user.run(&["rollback", "--json"]).expect(2).error(), "RP2130");
    user.run(&["rollback", "3"]).expect(0);
    assert_eq!(state(&user), newest);
    let again = user.run(&["rollback", "3"]).expect(0);
    assert!(again.stdout.contains("nothing to do"), "{}", again.stdout);
    assert_eq!(user.run(&["rollback", "9", "--json"]).expect(8).error(), "RP8128");
}

#[test]
fn a_dry_rollback_leaves_no_trace() {
    let user = three();
    let before = user.contents("");
    let pending = user.run(&["rollback", "1", "--dry-run", "--exit-code"]).expect(10);
    assert!(pending.stdout.contains("-> 1.0.0 (older)") && pending.stdout.contains("would be installed"), "{}", pending.stdout);
    user.run(&["generations", "rm", "1", "2", "-n"]).expect(0);
    assert_eq!(user.contents(""), before);
}

#[test]
fn trust_does_not_go_back() {
    let user = three();
    // The lockfile's root version was raised since: it stays, although the generation's own lockfile has an older one.
    let lock = user.read("project/ragnos.lock");
    assert!(lock.contains("root-version = 1\n"), "{lock}");
    user.write("project/ragnos.lock", &lock.replace("root-version = 1\n", "root-version = 2\n"));
    let refused = user.run(&["rollback", "1", "--json"]);
    assert_eq!(refused.code, 5, "the repository serves root 1 and the project has seen 2: {}", refused.stderr);
    user.write("project/ragnos.lock", &lock);
    // Repositories and everything else of the manifest stay as they are now.
    let manifest = user.read("project/ragnos.toml").replace("\"../demo\"", "\"../moved\"") + "\n# mine\n";
    user.write("project/ragnos.toml", &manifest);
    assert_eq!(user.run(&["rollback", "1", "--json"]).expect(7).error(), "RP7001");
    fs_err::rename(user.path("demo"), user.path("moved")).unwrap();
    user.run(&["rollback", "1"]).expect(0);
    let now = user.read("project/ragnos.toml");
    assert!(now.contains("\"../moved\"") && now.contains("# mine") && !now.contains("orbit/checksum"), "{now}");
}

#[test]
fn what_is_no_longer_vouched_for_does_not_come_back() {
    let user = three();
    // A kept lockfile that names other bytes is not believed: its digest is in the record, and metadata has the last word.
    let path = user.path("project/.ragnos/generations/1.lock");
    let text = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, text.replace("1.0.0", "1.0.1")).unwrap();
    let before = user.contents("project");
    assert_eq!(user.run(&["rollback", "1", "--json"]).expect(8).error(), "RP8130");
    let record = user.path("project/.ragnos/generations/1.json");
    let forged = text.replace("length = ", "length = 1");
    let sha = |text: &str| ragnos_plugin::digest::Sha256::of(text.as_bytes()).to_string();
    let old = fs_err::read_to_string(&record).unwrap();
    fs_err::write(&path, &forged).unwrap();
    fs_err::write(&record, old.replace(&sha(&text), &sha(&forged))).unwrap();
    let refused = user.run(&["rollback", "1", "--json"]);
    assert_eq!(refused.code, 5, "{}", refused.stderr);
    fs_err::write(&path, &text).unwrap();
    fs_err::write(&record, &old).unwrap();
    fs_err::write(&path, text.replace("1.0.0", "1.0.1")).unwrap();
    assert_eq!(user.contents("project"), before);
}

#[test]
fn a_damaged_tree_is_fetched_again_on_the_way_back() {
    let user = three();
    let file = fs_err::canonicalize(user.path("project/.ragnos/generations/1/acme/text/plugin.toml")).unwrap();
    damage(&file);
    user.run(&["rollback", "1"]).expect(0);
    user.run(&["check"]).expect(0);
}

#[test]
fn offline_a_rollback_asks_nobody_and_still_wants_valid_metadata() {
    let user = three();
    fs_err::rename(user.path("demo"), user.path("gone")).unwrap();
    user.run(&["rollback", "1"]).expect(7);
    user.run(&["rollback", "1", "--offline"]).expect(0);
    user.run(&["check", "--offline"]).expect(0);
}

#[test]
fn generations_are_listed_compared_and_removed() {
    let user = three();
    let list = user.run(&["generations", "list"]).expect(0).stdout;
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 3, "{list}");
    assert!(
        lines[2].starts_with("*    3  ") && lines[2].ends_with("+1 against 2") && lines[1].ends_with("~1 against 1"),
        "{list}"
    );
    let json = user.run(&["generations", "list", "--json"]).expect(0).json();
    assert_eq!((&json["generations"][2]["current"], &json["generations"][1]["changed"]), (&true.into(), &1.into()));
    let diff = user.run(&["generations", "diff"]).expect(0).stdout;
    assert!(diff.starts_with("+ orbit/checksum ") && diff.lines().count() == 1, "{diff}");
    let diff = user.run(&["generations", "diff", "1", "2", "--exit-code"]).expect(10).stdout;
    assert!(diff.starts_with("~ acme/text 1.0.0 -> "), "{diff}");
    assert_eq!(user.run(&["generations", "rm", "3", "--json"]).expect(2).error(), "RP2131");
    assert_eq!(user.run(&["generations", "rm", "7", "--json"]).expect(8).error(), "RP8128");
    let trees = |user: &User| fs_err::read_dir(user.path("project/.ragnos/store")).unwrap().count();
    let before = trees(&user);
    user.run(&["generations", "rm", "1"]).expect(0);
    assert_eq!(trees(&user), before - 2, "the tree that only it had is gone, with its list");
    let removed = user.run(&["generations", "rm", "--keep", "1", "--json"]).expect(0).json();
    assert_eq!((&removed["removed"], &removed["kept"]), (&serde_json::json!([2]), &serde_json::json!([3])));
    user.run(&["check"]).expect(0);
}

#[test]
fn a_rollback_to_more_capabilities_needs_their_names() {
    let user = User::with("\"orbit/feed\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    user.run(&["remove", "orbit/feed"]).expect(0);
    user.run(&["add", "orbit/feed"]).expect(0);
    // As if a newer version had been reviewed that needs less.
    let lock = user.read("project/ragnos.lock");
    let (before, rest) = lock.split_once("capabilities = [").unwrap();
    let (_, after) = rest.split_once(']').unwrap();
    user.write("project/ragnos.lock", &format!("{before}capabilities = []{after}"));
    let refused = user.run(&["rollback", "1", "--json"]).expect(4);
    assert_eq!(refused.error(), "RP4001");
}
