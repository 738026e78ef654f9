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
