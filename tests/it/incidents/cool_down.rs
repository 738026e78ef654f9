//! Versions that were bad for some hours, until somebody noticed: chalk and debug, axios, the Shai-Hulud worm.

use jiff::SignedDuration;

use super::scene::{hours_ago, log, scene};
use crate::attacks::scene::release;

/// chalk and debug (September 2025): a phished maintainer's key signs a bad patch, which is gone after two hours.
#[test]
fn chalk_a_stolen_key_publishes_a_bad_patch_for_two_hours() {
    let mut scene = scene();
    let (good, bad) = (release("acme/tool", "1.0.0", ""), release("acme/tool", "1.0.1", ""));
    scene.repository.publish_release("acme", &bad);
    let times = [hours_ago(400), hours_ago(2)];
    log(&mut scene, "acme", &[(&good, times[0]), (&bad, times[1])]);
    log(&mut scene, "beta", &[(&release("beta/theme", "1.0.0", ""), hours_ago(400))]);
    // The older version is chosen, inside the solver, rather than nothing.
    scene.run(&["sync", "--min-age", "72h"]).expect(0);
    let lock = scene.user.read("project/ragnos.lock");
    assert!(!lock.contains("version = \"1.0.1\""), "{lock}");
    // Asked for by name it is refused, and the message says until when it is held.
    let ended = scene.fails(&["update", "acme/tool", "--precise", "1.0.1", "--min-age", "72h"], 4, "RP4004");
    let (seen, until) = (times[1], times[1] + SignedDuration::from_hours(72));
    let text = format!("1.0.1 (too young: first seen {seen}, held until {until})");
    assert!(ended.stderr.contains(&text), "{text}: {}", ended.stderr);
    scene.run(&["update", "acme/tool", "--min-age", "1h"]).expect(0);
    assert!(scene.user.read("project/ragnos.lock").contains("version = \"1.0.1\""));
}

/// The thief also lists the version in a log of its own: only the role `log` says when something was first seen.
#[test]
fn a_stolen_key_cannot_back_date_its_version() {
    let mut scene = scene();
    let bad = release("acme/tool", "1.0.1", "");
    scene.repository.publish_release("acme", &bad);
    scene.fails(&["lock", "--min-age", "72h"], 4, "RP4004");
    // Another archive under the logged name is as young as one that nobody saw.
    log(&mut scene, "acme", &[(&bad, hours_ago(400))]);
    log(&mut scene, "beta", &[(&release("beta/theme", "1.0.0", ""), hours_ago(400))]);
    scene.run(&["lock", "--min-age", "72h"]).expect(0);
    scene.fails(&["lock", "--min-age", "72"], 2, "RP2172");
}

/// What is held back is said wherever a version is chosen: which, by which rule, and until when.
#[test]
fn what_is_held_is_shown_with_its_rule_and_its_end() {
    let mut scene = scene();
    let (good, young) = (release("acme/tool", "1.0.0", ""), release("acme/tool", "1.0.1", ""));
    scene.repository.publish_release("acme", &young);
    let times = [hours_ago(400), hours_ago(2)];
    log(&mut scene, "acme", &[(&good, times[0]), (&young, times[1])]);
    log(&mut scene, "beta", &[(&release("beta/theme", "1.0.0", ""), times[0])]);
    let until = times[1] + SignedDuration::from_hours(72);
    let held = |rule: &str| format!("acme/tool 1.0.1 is held until {until} by {rule}, first seen {}; 1.0.0 is older", times[1]);
    let shown = scene.run(&["lock", "--min-age", "72h", "--dry-run"]).expect(0).stdout;
    assert!(shown.contains(&held("--min-age")), "{shown}");
    let manifest = scene.user.read("project/ragnos.toml");
    scene.user.write("project/ragnos.toml", &format!("{manifest}\n[policy]\nmin-age = \"72h\"\n"));
    let line = manifest.lines().count() + 3;
    let by_policy = |text: &str| {
        let (before, after) =
            (format!("acme/tool 1.0.1 is held until {until} by policy.min-age of "), format!("ragnos.toml:{line}"));
        assert!(text.contains(&before) && text.contains(&after), "{text}");
    };
    by_policy(&scene.run(&["sync"]).expect(0).stdout);
    by_policy(&scene.run(&["update"]).expect(0).stdout);
    by_policy(&scene.run(&["outdated"]).expect(0).stdout);
    let document = scene.run(&["update", "--json"]).expect(0).json();
    let one = &document["held"][0];
    assert_eq!((&one["version"], &one["chosen"]), (&"1.0.1".into(), &"1.0.0".into()));
    assert_eq!((&one["until"], &one["first_seen"]), (&until.to_string().into(), &times[1].to_string().into()));
    let row = &scene.run(&["outdated", "--json"]).expect(0).json()["plugins"][0];
    assert_eq!((&row["allowed"], &row["newest"]), (&"1.0.0".into(), &"1.0.1".into()), "`update` would choose 1.0.0");
    assert_eq!(row["held"], *one);
    // What may not be chosen for another reason is not held.
    scene
        .user
        .write("project/ragnos.toml", &format!("{manifest}\n[policy]\nmin-age = \"72h\"\ndeny = [\"acme/tool@=1.0.1\"]\n"));
    assert_eq!(scene.run(&["update", "--json"]).expect(0).json()["held"], serde_json::json!([]));
}

/// Where a rule about what a plugin needs is the only obstacle, it is a refusal of policy and no conflict of versions.
#[test]
fn a_rule_against_a_dependency_alone_is_a_refusal_of_policy() {
    let mut scene = scene();
    let part = release("acme/part", "1.0.0", "");
    scene.repository.publish_release("acme", &part);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", "[dependencies]\n\"acme/part\" = \"^1\"\n"));
    scene.manifest("../repo", "\"acme/tool\" = \"^1.1\"\n");
    let manifest = scene.user.read("project/ragnos.toml");
    for rules in ["deny = [\"acme/part\"]", "allow = [\"acme/tool\"]"] {
        scene.user.write("project/ragnos.toml", &format!("{manifest}\n[policy]\n{rules}\n"));
        let ended = scene.fails(&["sync"], 4, "RP4004");
        assert!(ended.stderr.contains("acme/part") && ended.stderr.contains("policy."), "{}", ended.stderr);
    }
    // A conflict that would be one without the rule stays one.
    scene.manifest("../repo", "\"acme/tool\" = \"^1.1\"\n\"acme/part\" = \"=0.9.0\"\n");
    scene.repository.publish_release("acme", &release("acme/part", "0.9.0", ""));
    let manifest = scene.user.read("project/ragnos.toml");
    scene.user.write("project/ragnos.toml", &format!("{manifest}\n[policy]\ndeny = [\"acme/part@>=1\"]\n"));
    scene.fails(&["sync"], 6, "RP6001");
}
