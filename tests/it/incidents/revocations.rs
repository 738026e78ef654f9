//! A version that was published with malware is called back: everything stops at it, says why, and says what to take instead.

use serde_json::json;

use super::scene::{SECURITY, publish, revocation, revoke, scene, synced};
use crate::attacks::scene::{Scene, release};

/// The project is refused at `command` with the reason and the replacement, and nothing changes.
#[track_caller]
fn stopped(scene: &Scene, command: &[&str]) {
    let ended = scene.fails(command, 4, "RP4003");
    let text = format!("{}{}", ended.stdout, ended.stderr);
    assert!(text.contains("it sends keys away") && text.contains("update acme/tool --precise 1.0.1"), "{text}");
}

#[test]
fn a_revoked_version_stops_everything_and_its_replacement_is_offered() {
    let mut scene = synced();
    let tool = release("acme/tool", "1.0.1", "");
    scene.repository.publish_release("acme", &tool);
    revoke(&mut scene, "security", &[revocation("acme/tool", "1.0.0", Some("acme/tool@1.0.1"))]);
    for command in
        [&["sync"][..], &["sync", "--locked"], &["sync", "--dry-run"], &["lock"], &["update", "beta/theme"], &["check"]]
    {
        stopped(&scene, command);
    }
    // Those that only look show it.
    let shown = |command: &[&str]| scene.run(&[command, &["--json"]].concat()).expect(0).json();
    assert_eq!(shown(&["outdated"])["plugins"][0]["revoked"], "it sends keys away");
    assert_eq!(shown(&["info", "acme/tool@1.0.0"])["revoked"], "it sends keys away");
    let versions = shown(&["info", "acme/tool"])["versions"].clone();
    assert_eq!((&versions[0]["revoked"], &versions[1]["revoked"]), (&json!(false), &json!(true)));
    assert_eq!(shown(&["list"])["plugins"][0]["revoked"], "it sends keys away");
    assert!(scene.run(&["list"]).expect(0).stdout.contains("revoked: it sends keys away"));
    // The command that the message names.
    scene.run(&["update", "acme/tool", "--precise", "1.0.1"]).expect(0);
    scene.run(&["check"]).expect(0);
    // Files go back, and what is known of them does not.
    for command in [&["rollback"][..], &["rollback", "1"], &["rollback", "1", "--offline"], &["rollback", "1", "-n"]] {
        stopped(&scene, command);
    }
    assert!(scene.user.read("project/ragnos.lock").contains("version = \"1.0.1\""));
    scene.fails(&["update", "acme/tool", "--precise", "1.0.0"], 4, "RP4004");
    // Called back by mistake: the newest signed list is the one that counts.
    revoke(&mut scene, "security", &[]);
    scene.run(&["update", "acme/tool", "--precise", "1.0.0"]).expect(0);
}

#[test]
fn a_revoked_version_is_not_chosen_and_an_older_one_is() {
    let mut scene = scene();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    revoke(&mut scene, "security", &[revocation("acme/tool", "1.1.0", None)]);
    scene.run(&["sync"]).expect(0);
    assert!(!scene.user.read("project/ragnos.lock").contains("version = \"1.1.0\""));
    scene.manifest("../repo", "\"acme/tool\" = \"=1.1.0\"\n");
    let ended = scene.fails(&["lock"], 4, "RP4004");
    assert!(ended.stderr.contains("1.1.0 (revoked: it sends keys away)"), "{}", ended.stderr);
}

#[test]
fn bytes_are_revoked_under_every_name() {
    let mut scene = synced();
    let lock = scene.user.read("project/ragnos.lock");
    let tree = lock.lines().find_map(|line| line.strip_prefix("tree = \"")).unwrap().trim_end_matches('"').to_owned();
    let mut other = revocation("else/where", "9.0.0", None);
    other["digests"] = json!([tree]);
    revoke(&mut scene, "security", &[other]);
    let ended = scene.fails(&["sync"], 4, "RP4003");
    assert!(ended.stderr.contains("acme/tool 1.0.0"), "{}", ended.stderr);
}

#[test]
fn a_revocation_that_was_seen_once_holds_without_a_network() {
    let mut scene = synced();
    revoke(&mut scene, "security", &[revocation("acme/tool", "1.0.0", Some("acme/tool@1.0.1"))]);
    // Seen, and refused: the trust state knows it from now on, and the project is as it was.
    stopped(&scene, &["sync"]);
    scene.freeze();
    fs_err::rename(scene.user.path("repo"), scene.user.path("away")).unwrap();
    stopped(&scene, &["sync", "--frozen"]);
    stopped(&scene, &["sync", "--offline"]);
    // Without --json the short cut by the receipt must not take it for unchanged.
    let ended = scene.run(&["sync", "--frozen"]).expect(4);
    assert!(ended.stderr.contains("RP4003"), "{}", ended.stderr);
}

#[test]
fn the_project_remembers_where_the_trust_state_is_lost() {
    let mut scene = synced();
    revoke(&mut scene, "security", &[revocation("acme/old", "0.1.0", None), revocation("beta/theme", "0.9.0", None)]);
    scene.run(&["sync"]).expect(0);
    let memory = scene.user.read("project/.ragnos/revoked.json");
    assert!(memory.contains("acme/old") && memory.contains("it sends keys away"), "{memory}");
    scene.user.write("project/.ragnos/revoked.json", &memory.replace("acme/old", "acme/tool").replace("0.1.0", "1.0.0"));
    fs_err::remove_dir_all(scene.user.path("state")).unwrap();
    scene.fails(&["sync", "--frozen"], 4, "RP4003");
    scene.user.write("project/.ragnos/revoked.json", "{");
    scene.fails(&["sync", "--frozen"], 8, "RP8024");
}

#[test]
fn only_the_security_role_revokes_and_a_list_that_cannot_be_read_stops_everything() {
    let mut scene = synced();
    // A stolen publisher key cannot take a competitor's plugin away: its role is not asked for this name.
    revoke(&mut scene, "acme", &[revocation("beta/theme", "1.0.0", None)]);
    scene.run(&["sync"]).expect(0);
    publish(&mut scene, "security", "_security.revocations.json", &json!({"format": 2, "revocations": []}));
    scene.fails(&["sync"], 5, "RP5315");
    revoke(&mut scene, "security", &[]);
    scene.run(&["sync"]).expect(0);
    // A role that is not signed by its key is not the security role.
    scene.repository.seeds.insert("security".to_owned(), vec![6]);
    revoke(&mut scene, "security", &[]);
    scene.fails(&["sync"], 5, "RP5002");
    scene.repository.seeds.insert("security".to_owned(), vec![SECURITY]);
    revoke(&mut scene, "security", &[]);
    scene.run(&["sync"]).expect(0);
}

#[test]
fn an_audit_names_revoked_plugins() {
    let mut scene = synced();
    revoke(&mut scene, "security", &[revocation("acme/tool", "1.0.0", None)]);
    scene.user.write("advisory.json", r#"{"id": "X-1", "modified": "2026-01-01T00:00:00Z", "affected": []}"#);
    let ended = scene.run(&["audit", "--db", "../advisory.json", "--json"]);
    let codes: Vec<String> =
        ended.json()["problems"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect();
    assert!(codes.contains(&"RP4003".to_owned()), "{codes:?}");
    assert_eq!(ended.code, 4, "{}", ended.stdout);
}
