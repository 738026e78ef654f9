//! The doctor: what it finds in a healthy project, in damaged ones, and what it mends.

use serde_json::Value;

use super::{User, damage};

fn check<'a>(report: &'a Value, about: &str) -> &'a Value {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|check| check["about"] == about).unwrap_or_else(|| panic!("{about} is not in {report:#}"))
}

#[test]
fn a_healthy_project_has_no_trouble_and_nothing_is_changed() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    let before = user.contents("");
    let report = user.run(&["doctor", "--json"]).expect(0).json();
    assert_eq!(user.contents(""), before);
    assert_eq!(report["ok"], true);
    for about in [
        "project folder",
        "lockfile",
        "installed files",
        "trust",
        "generations",
        "left over",
        "durability",
        "shared files",
        "cache",
    ] {
        let state = check(&report, about)["state"].as_str().unwrap();
        assert!(state == "good" || about == "project folder", "{about}: {report:#}");
    }
    let text = user.run_with("project", &["doctor"], &[("RAGNOS_PLUGIN_DURABILITY", "fast")]).expect(0).stdout;
    assert!(text.contains("durability: commands flush nothing (fast); the last install was flushed"), "{text}");
}

#[test]
fn troubles_are_named_with_their_codes_and_the_exit_is_theirs() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run(&["doctor"]).expect(3);
    user.run(&["sync"]).expect(0);
    damage(&fs_err::canonicalize(user.path("project/.ragnos/plugins/acme/report/plugin.toml")).unwrap());
    let report = user.run(&["doctor", "--json"]).expect(3).json();
    let found = check(&report, "installed files");
    assert_eq!((&found["state"], &found["code"]), (&"trouble".into(), &"RP3103".into()));
    assert!(found["help"].as_str().unwrap().contains("sync"));
    let state = user.path("home/.local/state/ragnos-plugin/trust");
    let folder = fs_err::read_dir(state).unwrap().next().unwrap().unwrap().path();
    fs_err::write(folder.join("timestamp.json"), "{").unwrap();
    let report = user.run(&["doctor", "--json"]).expect(8).json();
    assert!(check(&report, "trust")["help"].as_str().unwrap().contains("trust repair"), "{report:#}");
}

#[test]
fn what_killed_commands_left_is_mended() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    let whole = user.contents("project");
    fs_err::create_dir(user.path("project/.ragnos/store/.staging-x")).unwrap();
    user.write("project/.ragnos-tmp-y", "half");
    user.write("project/.ragnos/generations/.ragnos-tmp-z", "half");
    fs_err::create_dir(user.path("project/.ragnos/generations/9")).unwrap();
    let archives = user.path("home/.cache/ragnos-plugin/archives/sha256");
    fs_err::write(archives.join(".tmp-x"), "half").unwrap();
    damage(
        &fs_err::read_dir(&archives)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| !path.ends_with(".tmp-x"))
            .unwrap(),
    );
    let seen = user.run(&["doctor"]).expect(0).stdout;
    assert!(seen.contains("4 files or folders that nothing names") && seen.contains("doctor --fix"), "{seen}");
    let report = user.run(&["doctor", "--fix", "--json"]).expect(0).json();
    assert_eq!(
        (&check(&report, "left over")["state"], &check(&report, "cache")["state"]),
        (&"mended".into(), &"mended".into())
    );
    assert_eq!(user.contents("project"), whole);
    user.run(&["check"]).expect(0);
}

#[test]
fn outside_of_a_project_the_rest_is_looked_at() {
    let user = User::with("");
    let report = user.run_in("", &["doctor", "--json"]).expect(0).json();
    assert_eq!(check(&report, "project")["state"], "note");
}
