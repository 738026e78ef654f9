//! Plugin lists of other package managers, taken over by the program.

use super::{Ended, User};

/// `listed name requirement` of what was matched, and `listed: reason` of what was not.
fn outcome(report: &serde_json::Value) -> (Vec<String>, Vec<String>) {
    let rows = |key: &str| report[key].as_array().unwrap().clone();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let matched = rows("matched");
    let matched = matched.iter().map(|one| ["listed", "name", "requirement"].map(|key| text(&one[key])).join(" "));
    let unmatched = rows("unmatched");
    (matched.collect(), unmatched.iter().map(|one| format!("{}: {}", text(&one["listed"]), text(&one["reason"]))).collect())
}

fn is_locked(user: &User, name: &str, version: &str) -> bool {
    user.read("project/ragnos.lock").contains(&format!("name = \"{name}\"\nversion = \"{version}\""))
}

#[test]
fn a_helm_list_is_pinned_at_its_versions_and_the_rest_is_named() {
    let user = User::with("");
    let list = "NAME       \tVERSION\tDESCRIPTION\ntext       \t1.1.0  \tWords\nmarkdown-text\tv1.0.0\tMore words\ncsv        \t1.0.1\tTables\n\
                words      \t9.9.9\tOther words\ndiff       \t3.9.4\tPreview changes\n";
    user.write("list", list);
    let before = user.contents("project");
    let dry = user.run(&["import", "--from", "helm", "../list", "--dry-run"]).expect(12);
    assert!(dry.stdout.contains("= text is acme/text =1.1.0\n") && dry.stdout.contains("2 of 5 listed"), "{}", dry.stdout);
    assert_eq!(user.contents("project"), before);

    let (matched, unmatched) = outcome(&user.run(&["import", "--from", "helm", "../list", "--json"]).expect(12).json());
    assert_eq!(matched, ["text acme/text =1.1.0", "markdown-text acme/markdown-text =1.0.0"]);
    assert_eq!(
        unmatched,
        [
            "csv: acme/csv 1.0.1 was withdrawn by its publisher; the newest is 1.1.0",
            "words: lumen/words is published, its version 9.9.9 is not; the newest is 1.1.0",
            "diff: no repository of ragnos.toml publishes a plugin of this name",
        ]
    );
    assert!(user.read("project/ragnos.toml").contains("\"acme/text\" = \"^1.1.0\""));
    assert!(is_locked(&user, "acme/text", "1.1.0") && is_locked(&user, "acme/markdown-text", "1.0.0"));
    user.run(&["check"]).expect(0);
    assert!(user.path("project/.ragnos/plugins/acme/text/plugin.toml").exists());
}

#[test]
fn lists_of_krew_grafana_and_npm() {
    let user = User::with("");
    user.write("krew", "PLUGIN     VERSION\nrng        v1.0.0\norbit/dates  v2.0.0\n");
    user.run(&["import", "--from", "krew", "../krew"]).expect(0);
    assert!(is_locked(&user, "orbit/rng", "1.0.0") && is_locked(&user, "orbit/dates", "2.0.0"));

    user.write("grafana", "GF_INSTALL_PLUGINS=slugify 1.1.0,icons");
    let list = fs_err::File::open(user.path("grafana")).unwrap();
    let mut command = user.command(env!("CARGO_BIN_EXE_ragnos-plugin"), "project");
    let piped = command.args(["import", "--from", "grafana", "-"]).stdin(list.into_parts().0).output().unwrap();
    Ended::of(piped).expect(0);
    assert!(is_locked(&user, "acme/slugify", "1.1.0") && is_locked(&user, "lumen/icons", "1.1.0"));

    let package = r#"{ "dependencies": { "@acme/text": "~1.1", "@corp/csv": "^1", "reverse": "1.0.0" }, "devDependencies": { "planets": "git+ssh://x" } }"#;
    user.write("package.json", package);
    let (matched, unmatched) = outcome(&user.run(&["import", "--from", "npm", "../package.json", "--json"]).expect(12).json());
    assert_eq!(matched, ["@acme/text acme/text ~1.1", "reverse orbit/reverse =1.0.0"]);
    assert_eq!(unmatched.len(), 2, "{unmatched:?}");
    assert!(unmatched[0].starts_with("@corp/csv: only acme/csv is published"), "{unmatched:?}");
    assert!(unmatched[1].starts_with("planets: \"git+ssh://x\" is no version of orbit/planets"), "{unmatched:?}");
    let manifest = user.read("project/ragnos.toml");
    assert!(manifest.contains("\"acme/text\" = \"~1.1\"") && manifest.contains("\"orbit/reverse\" = \"=1.0.0\""), "{manifest}");
    assert!(manifest.contains("\"orbit/rng\" = \"^1.0.0\"") && manifest.contains("\"lumen/icons\" = \"^1.1.0\""), "{manifest}");
    user.run(&["check"]).expect(0);
}

#[test]
fn where_nothing_is_matched_or_allowed_nothing_is_changed() {
    let user = User::with("\"acme/csv\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    let denied = user.read("project/ragnos.toml") + "\n[policy]\ndeny = [\"orbit/feed\"]\n";
    user.write("project/ragnos.toml", &denied);
    let before = user.contents("project");
    user.write("list", "whoami\nctx\n");
    let report = user.run(&["import", "--from", "krew", "../list", "--json"]).expect(12).json();
    assert_eq!((outcome(&report).1.len(), &report["change"]), (2, &serde_json::Value::Null));
    // One plugin that a policy refuses keeps the others from being added, too.
    user.write("list", "feed\nreverse\n");
    user.run(&["import", "--from", "krew", "../list"]).expect(4);
    user.write("list", "a\nb\u{1b}]0;c\n");
    assert_eq!(user.run(&["import", "--from", "krew", "../list", "--json"]).expect(2).error(), "RP2211");
    user.write("list", &" ".repeat((4 << 20) + 1));
    assert_eq!(user.run(&["import", "--from", "npm", "../list", "--json"]).expect(2).error(), "RP2212");
    assert_eq!(user.run(&["import", "--from", "npm", "../absent", "--json"]).expect(2).error(), "RP2213");
    assert_eq!(user.run(&["import", "--from", "npm", "..", "--json"]).expect(2).error(), "RP2213");
    user.run(&["import", "--from", "cargo", "../list"]).expect(2);
    user.run(&["import", "../list"]).expect(2);
    assert_eq!(user.contents("project"), before);
    user.write("list", "PLUGIN  VERSION\n");
    assert!(user.run(&["import", "--from", "krew", "../list"]).expect(0).stdout.contains("0 of 0 listed plugins"));
    assert_eq!(user.contents("project"), before);
}
