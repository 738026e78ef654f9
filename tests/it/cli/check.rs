//! A changed byte anywhere is named by `check`, with the exit code that says what kind of trouble it is.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{User, damage};

fn synced() -> User {
    let user = User::with("\"acme/report\" = \"^1.0\"\n\"orbit/checksum\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    user.run(&["check"]).expect(0);
    user
}

/// Damages a file and returns the findings of `check`.
fn findings(user: &User, path: &Path, exit: i32) -> Vec<Value> {
    damage(path);
    let report = user.run(&["check", "--json"]).expect(exit).json();
    assert_eq!(report["ok"], false);
    report["findings"].as_array().unwrap().clone()
}

fn only(found: &[Value]) -> (&str, &str) {
    assert_eq!(found.len(), 1, "{found:?}");
    (found[0]["code"].as_str().unwrap(), found[0]["subject"].as_str().unwrap())
}

#[test]
fn a_changed_byte_in_an_archive() {
    let user = synced();
    let path = user.one("demo/targets", "acme.report-1.1.0.tar.gz");
    assert_eq!(only(&findings(&user, &path, 5)), ("RP5122", "acme.report-1.1.0.tar.gz"));
}

#[test]
fn a_changed_byte_in_an_sbom() {
    let user = synced();
    let path = user.one("demo/targets", "acme.text-1.2.0.cdx.json.gz");
    assert_eq!(only(&findings(&user, &path, 5)), ("RP5122", "acme.text-1.2.0.cdx.json.gz"));
}

#[test]
fn a_changed_byte_in_an_installed_file() {
    let user = synced();
    let path = fs_err::canonicalize(user.path("project/.ragnos/plugins/acme/report/plugin.toml")).unwrap();
    assert_eq!(only(&findings(&user, &path, 3)), ("RP3103", "acme/report plugin.toml"));
    user.run(&["sync", "--repair"]).expect(0);
    user.run(&["check"]).expect(0);
}

#[test]
fn an_installed_file_too_many_or_too_few() {
    use std::os::unix::fs::PermissionsExt;
    let user = synced();
    let folder = fs_err::canonicalize(user.path("project/.ragnos/plugins/acme/report")).unwrap();
    fs_err::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
    fs_err::write(folder.join("extra.js"), "x").unwrap();
    assert!(user.run(&["check"]).expect(3).stdout.contains("extra.js"));
    fs_err::remove_file(folder.join("extra.js")).unwrap();
    user.run(&["check"]).expect(0);
    fs_err::remove_file(folder.join("plugin.toml")).unwrap();
    assert!(user.run(&["check"]).expect(3).stdout.contains("plugin.toml"));
}

/// Every metadata file in turn: each is signed, so each change is found, and its role is named.
#[test]
fn a_changed_byte_in_each_metadata_file() {
    let mut seen = 0;
    let user = synced();
    let endings = ["timestamp.json", ".snapshot.json", ".targets.json", ".acme.json", ".orbit.json"];
    for ending in endings {
        let path = newest(&user, ending);
        let good = fs_err::read(&path).unwrap();
        // A fresh home: what this user verified before is not asked for again.
        fs_err::rename(user.path("home"), user.path(&format!("home{seen}"))).unwrap_or_default();
        damage(&path);
        let ended = user.run(&["check", "--json", "--no-fetch"]);
        assert_eq!(ended.code, 5, "{ending}: {} {}", ended.stdout, ended.stderr);
        let text = format!("{}{}", ended.stdout, ended.stderr);
        let role = ending.trim_start_matches('.').trim_end_matches(".json");
        assert!(text.contains(role) && text.contains("RP50"), "{ending}: {text}");
        fs_err::write(&path, good).unwrap();
        seen += 1;
    }
    assert_eq!(seen, endings.len());
    user.run(&["check"]).expect(0);
}

pub(super) fn newest(user: &User, ending: &str) -> PathBuf {
    let number = |path: &PathBuf| -> u64 {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.split('.').next().unwrap().parse().unwrap_or(0)
    };
    let files = fs_err::read_dir(user.path("demo/metadata")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.to_str().unwrap().ends_with(ending)).max_by_key(number).unwrap()
}

#[test]
fn a_changed_byte_in_the_pinned_root() {
    let user = synced();
    damage(&user.path("project/.ragnos/trust/demo.root.json"));
    assert!(user.run(&["check", "--json"]).expect(5).error().starts_with("RP5"));
}

/// Each line of the lockfile changed by one character: never accepted, always 2, 3 or 5, never by a crash.
#[test]
fn a_changed_byte_in_each_line_of_the_lockfile() {
    let user = synced();
    let good = user.read("project/ragnos.lock");
    let (mut differs, mut fails) = (0, 0);
    for (number, line) in good.lines().enumerate().filter(|(_, line)| line.contains('=')) {
        let mut lines: Vec<String> = good.lines().map(str::to_owned).collect();
        // The last character of the value: a digit, a letter or a quotation mark.
        let end = line.trim_end_matches('"').len() - 1;
        let other = if line.as_bytes()[end] == b'1' { "2" } else { "1" };
        lines[number].replace_range(end..=end, other);
        user.write("project/ragnos.lock", &(lines.join("\n") + "\n"));
        let ended = user.run(&["check", "--json", "--no-fetch"]);
        match ended.code {
            3 => differs += 1,
            5 => fails += 1,
            // A lockfile may lag behind a publisher who lets more keys sign; one that asks for more than there is is an alarm.
            0 | 4 if line.starts_with("role-threshold") => {}
            code => panic!("{code} for {line} -> {}: {} {}", lines[number], ended.stdout, ended.stderr),
        }
    }
    assert!(differs > 10 && fails > 10, "{differs} {fails}");
    user.write("project/ragnos.lock", &good);
    user.run(&["check"]).expect(0);
}

#[test]
fn a_lockfile_that_does_not_answer_the_manifest() {
    let user = synced();
    let manifest = user.read("project/ragnos.toml");
    user.write("project/ragnos.toml", &format!("{manifest}\"acme/csv\" = \"^9\"\n"));
    assert_eq!(user.run(&["check", "--json"]).expect(3).error(), "RP3061");
    user.write("project/ragnos.toml", &format!("{manifest}\"orbit/rng\" = \"*\"\n"));
    assert_eq!(user.run(&["sync", "--locked", "--json"]).expect(3).error(), "RP3060");
    assert_eq!(user.run(&["lock", "--check", "--json"]).expect(3).error(), "RP3060");
    assert_eq!(user.run(&["sync", "--frozen", "--json"]).expect(3).error(), "RP3060");
}
