//! What plugins ask for: shown before anything is fetched, and approved in one line.

use serde_json::json;

use super::scene::{scene, synced};
use crate::attacks::scene::release;

fn asking(name: &str, version: &str, capabilities: &[&str]) -> ragnos_plugin::pack::PackedRelease {
    release(name, version, &format!("capabilities = {capabilities:?}\n"))
}

#[test]
fn what_a_plugin_asks_for_is_shown_before_it_is_fetched() {
    let mut scene = synced();
    let part = asking("acme/part", "1.0.0", &["env:TOKEN", "net:*.example.com"]);
    scene.repository.publish_release("acme", &part);
    let asks = "asks for env:TOKEN, net:*.example.com";
    let dry = scene.run(&["add", "acme/part", "--dry-run"]).expect(0);
    assert!(dry.stdout.contains(asks), "{}", dry.stdout);
    let document = scene.run(&["add", "acme/part", "--dry-run", "--json"]).expect(0).json();
    let wanted = json!(["env:TOKEN", "net:*.example.com"]);
    assert_eq!(document["lock"]["added"][0]["capabilities"], wanted);
    let operations = document["plan"]["operations"].as_array().unwrap();
    assert_eq!(operations.iter().find(|one| one["name"] == "acme/part").unwrap()["to"]["capabilities"], wanted);
    let locked = scene.run(&["add", "acme/part", "--no-sync", "--dry-run"]).expect(0);
    assert!(locked.stdout.contains(asks), "{}", locked.stdout);
    // The archive cannot be had, and what it would ask for was said before anybody knew.
    scene.repository.origin.remove_target("acme.part-1.0.0.tar.gz");
    let failed = scene.run(&["add", "acme/part"]);
    assert!(failed.code != 0 && failed.stderr.contains(&format!("acme/part 1.0.0 {asks}")), "{}", failed.stderr);
    scene.repository.publish_release("acme", &part);
    let done = scene.run(&["add", "acme/part"]).expect(0);
    assert!(done.stdout.contains(asks) && done.stderr.contains(asks), "{}{}", done.stdout, done.stderr);
    // A first sync of what is locked shows it as well.
    scene.uninstall();
    assert!(scene.run(&["sync"]).expect(0).stdout.contains(asks));
}

#[test]
fn an_update_marks_what_is_new_wider_and_narrower() {
    let mut scene = scene();
    let before = ["env:LANG", "exec:sh", "fs.read:*", "net:api.example.com"];
    scene.repository.publish_release("acme", &asking("acme/tool", "1.1.0", &before));
    scene.run(&["sync"]).expect(0);
    let after = ["env:LANG", "env:TOKEN", "fs.read:data", "net:*.example.com"];
    scene.repository.publish_release("acme", &asking("acme/tool", "1.2.0", &after));
    let ended = scene.fails(&["update"], 4, "RP4001");
    // Narrower is not asked for again, and the line can be pasted into a shell.
    let flag = "--accept-capabilities 'acme/tool=env:TOKEN,net:*.example.com'";
    assert!(ended.stderr.contains(flag), "{}", ended.stderr);
    let update = ["update", "--accept-capabilities", "acme/tool=env:TOKEN,net:*.example.com"];
    let shown = scene.run(&[&update[..], &["--dry-run"]].concat()).expect(0).stdout;
    let marked = "asks for env:LANG, +env:TOKEN (new), +fs.read:data (narrower than fs.read:*), \
                  +net:*.example.com (wider than net:api.example.com), -exec:sh";
    assert!(shown.contains(marked), "{shown}");
    let lock = scene.run(&[&update[..], &["--dry-run", "--no-sync"]].concat()).expect(0).stdout;
    assert!(lock.contains("+net:*.example.com (wider than net:api.example.com)"), "{lock}");
    let document = scene.run(&[&update[..], &["--json"]].concat()).expect(0).json();
    let change = &document["lock"]["changed"][0];
    assert_eq!(change["capabilities_added"], json!(["env:TOKEN", "fs.read:data", "net:*.example.com"]));
    assert_eq!(change["capabilities_removed"], json!(["exec:sh", "fs.read:*", "net:api.example.com"]));
}

/// One refusal names everything that has to be approved: nobody is sent back a second time.
#[test]
fn all_widened_plugins_are_named_in_one_line() {
    let mut scene = synced();
    scene.repository.publish_release("acme", &asking("acme/tool", "1.1.0", &["exec:sh"]));
    scene.repository.publish_release("beta", &asking("beta/theme", "1.1.0", &["env:*", "fs.write:out"]));
    let ended = scene.fails(&["update"], 4, "RP4001");
    let line = "--accept-capabilities acme/tool=exec:sh --accept-capabilities 'beta/theme=env:*,fs.write:out'";
    assert!(ended.stderr.contains(line), "{}", ended.stderr);
    let arguments: Vec<&str> = line.split(' ').map(|word| word.trim_matches('\'')).collect();
    scene.run(&[&["update"], &arguments[..]].concat()).expect(0);
}

/// What could not be approved, compared or pasted is no capability, for a publisher and for whoever writes a policy.
#[test]
fn what_is_not_in_the_grammar_is_packed_by_nobody() {
    let scene = synced();
    fs_err::create_dir(scene.user.path("project/bad")).unwrap();
    let pack = |capability: &str| {
        let manifest = format!(
            "[plugin]\nname = \"acme/bad\"\nversion = \"1.0.0\"\ndescription = \"A test.\"\nlicense = \"MIT\"\ncapabilities = ['{capability}']\n"
        );
        scene.user.write("project/bad/plugin.toml", &manifest);
        scene.run(&["pack", "bad", "--out", "out"])
    };
    for bad in [
        "fs.read:a,b",
        "exec:x;touch${IFS}/tmp/pwned;#",
        "net:http://x/;y",
        "net:.",
        "net:h:99999999",
        "env:A=B/..",
        "host:???",
    ] {
        let ended = pack(bad).expect(2);
        assert!(ended.stderr.contains("plugin.capabilities"), "{bad}: {}", ended.stderr);
    }
    pack("net:*:443").expect(0);
}
