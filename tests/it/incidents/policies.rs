//! What a project or an organisation rules out, and that no other file can let it in again.

use super::scene::{hours_ago, log, publish, revocation, revoke, scene, synced};
use crate::attacks::scene::{Scene, release};
use crate::cli::Ended;
use crate::tuf::repository::raise;
use serde_json::{Value, json};

/// Adds rules to the project's own manifest.
fn rule(scene: &Scene, rules: &str) {
    let manifest = scene.user.read("project/ragnos.toml");
    let before = manifest.split("\n[policy]").next().unwrap().to_owned();
    scene.user.write("project/ragnos.toml", &format!("{before}\n[policy]\n{rules}\n"));
}

/// The decisions against what is locked, as `rule file:line`.
fn refusals(ended: &Ended) -> Vec<String> {
    let document = ended.json();
    let plugins = document["plugins"].as_array().unwrap();
    let of = |one: &Value| -> Vec<String> {
        let refused = one["decisions"].as_array().unwrap().iter().filter(|one| one["allowed"] == false);
        refused.map(|one| format!("{} {}", one["rule"].as_str().unwrap(), one["line"])).collect()
    };
    plugins.iter().flat_map(of).collect()
}

#[test]
fn a_rule_holds_for_what_is_locked_already_and_names_its_line() {
    let mut scene = synced();
    let lines = scene.user.read("project/ragnos.toml").lines().count();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    rule(&scene, "deny = [\"acme/tool@=1.0.0\"]");
    for command in
        [&["sync"][..], &["sync", "--locked"], &["sync", "--frozen"], &["lock"], &["check"], &["update", "beta/theme"]]
    {
        let ended = scene.fails(command, 4, "RP4005");
        let text = format!("{}{}", ended.stdout, ended.stderr);
        assert!(text.contains("policy.deny") && text.contains(&format!("ragnos.toml:{}", lines + 3)), "{command:?}: {text}");
    }
    let ended = scene.run(&["sync", "--frozen"]).expect(4);
    assert!(ended.stderr.contains("RP4005"), "the short cut of the receipt knows of the policy: {}", ended.stderr);
    let judged = scene.run(&["policy", "check", "--json"]).expect(4);
    assert_eq!(refusals(&judged), [format!("policy.deny {}", lines + 3)]);
    scene.run(&["policy", "explain", "acme/tool", "1.1.0"]).expect(0);
    scene.run(&["policy", "explain", "beta/theme"]).expect(0);
    scene.run(&["update", "acme/tool"]).expect(0);
    scene.run(&["policy", "check"]).expect(0);
    scene.run(&["check"]).expect(0);
    // Nothing to do, and a policy that allows it: nobody is asked, nothing changes.
    let before = scene.user.contents("project");
    scene.run(&["sync", "--frozen"]).expect(0);
    assert_eq!(scene.user.contents("project"), before);
    scene.fails(&["rollback", "1"], 4, "RP4005");
}

/// The organisation's files hold beside the project's, which cannot loosen them.
#[test]
fn an_organisation_can_only_tighten() {
    let scene = synced();
    let (user, state) = (&scene.user, scene.user.path("state"));
    fs_err::create_dir_all(user.path("home/.config/ragnos")).unwrap();
    let run = |arguments: &[&str], more: &[(&str, &str)]| {
        let variables = [&[("XDG_STATE_HOME", state.to_str().unwrap())], more].concat();
        user.run_with("project", &[arguments, &["--json"]].concat(), &variables)
    };
    rule(&scene, "allow = [\"*\"]");
    run(&["sync"], &[]).expect(0);
    user.write("home/.config/ragnos/policy.toml", "[policy]\nallow = [\"acme/*\"]\n");
    let ended = run(&["sync"], &[]).expect(4);
    assert!(ended.error() == "RP4005" && ended.stderr.contains("beta/theme"), "{}", ended.stderr);
    fs_err::remove_file(user.path("home/.config/ragnos/policy.toml")).unwrap();
    let policy = user.path("above.toml");
    let above = [("RAGNOS_POLICY", policy.to_str().unwrap())];
    assert_eq!(run(&["sync"], &above).expect(2).error(), "RP2202", "a policy that is named has to be there");
    user.write("above.toml", "[policy]\nmin-threshold = 2\n");
    let ended = run(&["sync"], &above).expect(4);
    assert!(ended.stderr.contains("policy.min-threshold") && ended.stderr.contains("above.toml:2"), "{}", ended.stderr);
    for bad in ["[policy]\nallows = []\n", "[plugins]\n", "allow = []\n", "[policy.capabilities]\n\"*\" = [\"gpu:0\"]\n"] {
        user.write("above.toml", bad);
        assert_eq!(run(&["sync"], &above).expect(2).error(), "RP2200", "{bad}");
    }
}

/// Each rule inside the solver: a version that it allows is chosen, and where there is none the list says which rule is why.
#[test]
fn the_solver_goes_round_what_is_ruled_out() {
    let mut scene = scene();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", "capabilities = [\"exec:sh\"]\n"));
    for (rules, word) in
        [("deny = [\"acme/tool@>=1.1\"]", "policy.deny"), ("[policy.capabilities]\n\"*\" = [\"net:*\"]", "may have: exec:sh")]
    {
        rule(&scene, rules);
        scene.run(&["lock"]).expect(0);
        assert!(!scene.user.read("project/ragnos.lock").contains("version = \"1.1.0\""), "{rules}");
        let ended = scene.fails(&["update", "acme/tool", "--precise", "1.1.0"], 4, "RP4004");
        assert!(ended.stderr.contains(word), "{}", ended.stderr);
    }
    for (rules, word) in [
        ("licences = [\"GPL-3.0-only\"]", "MIT does not come down to"),
        ("roots = []", "is not listed"),
        ("repositories = [\"https://plugins.example.com\"]", "is no listed repository"),
        ("min-age = \"1h\"", "no signed log has seen it"),
        ("[policy.reviews]\n\"acme/*\" = [\"safe-to-run\"]", "nobody has reviewed these bytes for safe-to-run"),
    ] {
        rule(&scene, rules);
        fs_err::remove_file(scene.user.path("project/ragnos.lock")).ok();
        let ended = scene.fails(&["lock"], 4, "RP4004");
        assert!(ended.stderr.contains(word), "{rules}: {}", ended.stderr);
    }
}

#[test]
fn a_review_counts_for_the_bytes_and_for_no_others() {
    let mut scene = synced();
    rule(&scene, "[policy.reviews]\n\"acme/*\" = [\"safe-to-run\"]");
    scene.fails(&["check"], 4, "RP4005");
    let add = ["review", "add", "acme/tool", "--criteria", "safe-to-run", "--by", "Ada", "--notes", "read it all"];
    scene.run(&add).expect(0);
    scene.run(&["check"]).expect(0);
    assert_eq!(scene.run(&["review", "list", "--json"]).expect(0).json()["reviews"][0]["locked"], true);
    // The next version has other bytes.
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.fails(&["update", "acme/tool", "--precise", "1.1.0"], 4, "RP4004");
    let reviews = scene.user.read("project/ragnos-reviews.toml");
    fs_err::remove_file(scene.user.path("project/ragnos-reviews.toml")).unwrap();
    scene.fails(&["check"], 4, "RP4005");
    scene.user.write("project/theirs.toml", &reviews);
    scene.run(&["review", "import", "theirs.toml"]).expect(0);
    scene.run(&["check"]).expect(0);
    scene.user.write("project/ragnos-reviews.toml", &reviews.replace("safe-to-run", "Safe To Run"));
    scene.fails(&["check"], 2, "RP2201");
}

/// A fix is needed at once: the role `security` spares it the cool-down, with what it needs, and nothing else.
#[test]
fn an_exemption_is_signed_by_security_and_covers_what_it_lists() {
    let mut scene = scene();
    let fix = release("acme/tool", "1.0.1", "[dependencies]\n\"acme/part\" = \"^1\"\n");
    let (part, other) = (release("acme/part", "1.0.0", ""), release("acme/part", "1.0.1", ""));
    for one in [&fix, &part, &other] {
        scene.repository.publish_release("acme", one);
    }
    let old = release("acme/tool", "1.0.0", "");
    log(&mut scene, "acme", &[(&old, hours_ago(400)), (&fix, hours_ago(1)), (&part, hours_ago(1)), (&other, hours_ago(1))]);
    log(&mut scene, "beta", &[(&release("beta/theme", "1.0.0", ""), hours_ago(400))]);
    rule(&scene, "min-age = \"72h\"");
    let versions = |scene: &Scene| {
        let lock = scene.user.read("project/ragnos.lock");
        lock.lines().filter_map(|line| line.strip_prefix("version = \"")).collect::<String>()
    };
    let spare = |scene: &mut Scene, role: &str, list: &[&str]| {
        let document = json!({"format": 1, "exemptions": [{"versions": list, "reason": "CVE-2026-1"}]});
        publish(scene, role, "_security.exemptions.json", &document);
    };
    spare(&mut scene, "acme", &["acme/tool@1.0.1", "acme/part@1.0.0"]);
    scene.run(&["lock"]).expect(0);
    assert_eq!(versions(&scene), "1.0.0\"1.0.0\"", "a publisher cannot spare its own versions");
    spare(&mut scene, "security", &["acme/tool@1.0.1"]);
    scene.run(&["update", "--no-sync"]).expect(0);
    assert_eq!(versions(&scene), "1.0.0\"1.0.0\"", "what the fix needs is not spared with it");
    spare(&mut scene, "security", &["acme/tool@1.0.1", "acme/part@1.0.0"]);
    scene.run(&["update", "--no-sync"]).expect(0);
    assert_eq!(versions(&scene), "1.0.0\"1.0.1\"1.0.0\"", "part 1.0.0 and not 1.0.1, tool 1.0.1, theme");
    scene.run(&["check", "--no-installed"]).expect(0);
}

/// The repository's own policy, signed by `security`.
fn sign(scene: &mut Scene, role: &str, text: &str) {
    publish(scene, role, "_security.policy.toml", &json!({"format": 1, "text": text}));
}

/// What the repository signs holds beside the files of project and machine: it tightens them, and they it.
#[test]
fn a_policy_that_the_repository_signs_can_only_tighten() {
    let mut scene = synced();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", "capabilities = [\"exec:sh\"]\n"));
    rule(&scene, "allow = [\"*\"]");
    sign(&mut scene, "acme", "[policy]\nallow = []\n");
    scene.run(&["sync"]).expect(0);
    sign(&mut scene, "security", "# ours\n[policy]\ncapabilities.\"acme/*\" = [\"net:*\"]\n");
    scene.run(&["sync"]).expect(0);
    let ended = scene.fails(&["update", "acme/tool", "--precise", "1.1.0"], 4, "RP4004");
    assert!(ended.stderr.contains("policy.capabilities of _security.policy.toml:3"), "{}", ended.stderr);
    scene.run(&["update", "acme/tool"]).expect(0);
    assert!(scene.user.read("project/ragnos.lock").contains("version = \"1.0.0\""), "another version is chosen");
    sign(&mut scene, "security", "[policy]\ndeny = [\"acme/tool@=1.0.0\"]\n");
    // Not seen yet, and nobody is asked; once it was seen it holds without a network.
    scene.run(&["sync", "--frozen"]).expect(0);
    for command in
        [&["sync"][..], &["sync", "--locked"], &["sync", "--frozen"], &["lock"], &["check"], &["update", "beta/theme"]]
    {
        let ended = scene.fails(command, 4, "RP4005");
        let text = format!("{}{}", ended.stdout, ended.stderr);
        assert!(text.contains("policy.deny of _security.policy.toml:2"), "{command:?}: {text}");
    }
    assert!(scene.run(&["sync", "--frozen"]).expect(4).stderr.contains("RP4005"));
    let explained = scene.run(&["policy", "explain", "acme/tool", "--json"]).expect(4).json();
    let deny = explained["decisions"].as_array().unwrap().iter().find(|one| one["rule"] == "policy.deny").unwrap();
    assert_eq!((&deny["file"], &deny["line"]), (&json!("_security.policy.toml"), &json!(2)));
    assert_eq!(refusals(&scene.run(&["policy", "check", "--json"]).expect(4)), ["policy.deny 2"]);
    // It lets nothing pass that another file refuses.
    sign(&mut scene, "security", "[policy]\nallow = [\"*\"]\n");
    scene.run(&["sync"]).expect(0);
    rule(&scene, "allow = [\"acme/*\"]");
    let ended = scene.fails(&["sync"], 4, "RP4005");
    assert!(ended.stderr.contains("ragnos.toml"), "{}", ended.stderr);
}

/// A signed policy that cannot be read is not taken for none.
#[test]
fn a_signed_policy_that_cannot_be_read_stops_everything() {
    let mut scene = synced();
    for (document, code) in [
        (json!({"format": 1, "text": "[policy]\nalow = []\n"}), "RP5316"),
        (json!({"format": 1, "text": "deny = ["}), "RP5316"),
        (json!({"format": 1, "text": ""}), "RP5316"),
        (json!({"format": 2, "text": "[policy]\n"}), "RP5315"),
        (json!({"format": 1}), "RP5315"),
    ] {
        publish(&mut scene, "security", "_security.policy.toml", &document);
        for command in [&["sync"][..], &["lock"], &["check"], &["policy", "check"]] {
            scene.fails(command, 5, code);
        }
        scene.fails(&["sync", "--frozen"], 5, code);
    }
    sign(&mut scene, "security", "[policy]\n");
    scene.run(&["sync"]).expect(0);
}

/// A publisher that is gone from the repository: what is locked of it is judged by the lockfile, and what only signed metadata could
/// say counts against it.
#[test]
fn what_metadata_has_no_more_is_judged_by_the_lockfile() {
    let mut scene = synced();
    let beta = scene.repository.targets.get_mut("beta").unwrap();
    beta["targets"] = json!({});
    raise(beta);
    scene.repository.publish_next();
    for (rules, rule_name) in [
        ("allow = [\"acme/*\"]", "policy.allow"),
        ("deny = [\"beta/*\"]", "policy.deny"),
        ("licences = [\"MIT\"]", "policy.licences"),
        ("provenance = { \"beta/*\" = \"required\" }", "policy.provenance"),
        ("yanked = \"refuse\"", "policy.yanked"),
    ] {
        rule(&scene, rules);
        let judged = scene.run(&["policy", "check", "--json"]).expect(4);
        assert!(refusals(&judged).iter().all(|one| one.starts_with(rule_name)), "{rules}: {}", judged.stdout);
        for command in [&["sync"][..], &["sync", "--locked"]] {
            let ended = scene.fails(command, 4, "RP4005");
            assert!(ended.stderr.contains("beta/theme") && ended.stderr.contains(rule_name), "{rules}: {}", ended.stderr);
        }
        let explained = scene.run(&["policy", "explain", "beta/theme", "--json"]).expect(4).json();
        assert_eq!(explained["allowed"], false, "{rules}");
    }
    rule(&scene, "allow = [\"acme/*\", \"beta/*\"]");
    scene.run(&["policy", "check"]).expect(0);
    scene.run(&["sync"]).expect(0);
}

/// The checks that ask nobody know of policies, and of what was seen revoked.
#[test]
fn a_check_that_asks_nobody_judges_what_is_locked() {
    let mut scene = synced();
    for check in [["sync", "--check"], ["lock", "--check"]] {
        scene.run(&check).expect(0);
        rule(&scene, "deny = [\"acme/*\"]");
        let ended = scene.fails(&check, 4, "RP4005");
        assert!(ended.stderr.contains("policy.deny"), "{}", ended.stderr);
        rule(&scene, "");
    }
    revoke(&mut scene, "security", &[revocation("acme/tool", "1.0.0", None)]);
    scene.fails(&["sync"], 4, "RP4003");
    for check in [["sync", "--check"], ["lock", "--check"]] {
        scene.fails(&check, 4, "RP4003");
    }
}

/// Without a network the age is asked as well: the lockfile has the first-seen time, the trust state the exemptions.
#[test]
fn a_frozen_sync_asks_the_age_and_knows_what_was_spared() {
    let mut scene = scene();
    log(&mut scene, "acme", &[(&release("acme/tool", "1.0.0", ""), hours_ago(20))]);
    log(&mut scene, "beta", &[(&release("beta/theme", "1.0.0", ""), hours_ago(400))]);
    scene.run(&["sync"]).expect(0);
    rule(&scene, "min-age = \"10h\"");
    scene.run(&["sync", "--frozen"]).expect(0);
    rule(&scene, "min-age = \"72h\"");
    let ended = scene.run(&["sync", "--frozen"]).expect(4);
    assert!(ended.stderr.contains("RP4005") && ended.stderr.contains("held until"), "{}", ended.stderr);
    let list = json!({"format": 1, "exemptions": [{"versions": ["acme/tool@1.0.0"], "reason": "CVE-2026-1"}]});
    publish(&mut scene, "security", "_security.exemptions.json", &list);
    scene.run(&["sync"]).expect(0);
    scene.run(&["sync", "--frozen"]).expect(0);
}

/// What stands in the place of a policy and cannot be read is never taken for none, and never waited for.
#[test]
fn a_policy_that_is_no_file_is_an_error() {
    let scene = synced();
    let (user, state) = (&scene.user, scene.user.path("state"));
    let policy = user.path("home/.config/ragnos/policy.toml");
    fs_err::create_dir_all(policy.parent().unwrap()).unwrap();
    let check = |named: &str| {
        let named = user.path(named);
        let mut variables = vec![("XDG_STATE_HOME", state.to_str().unwrap())];
        variables.extend((named.file_name().unwrap() != "none").then(|| ("RAGNOS_POLICY", named.to_str().unwrap())));
        for command in [&["sync", "--frozen"][..], &["policy", "check"], &["sync"]] {
            let ended = user.run_with("project", &[command, &["--json"]].concat(), &variables).expect(2);
            assert_eq!(ended.error(), "RP2204", "{command:?}");
        }
    };
    fs_err::os::unix::fs::symlink("nowhere.toml", &policy).unwrap();
    check("none");
    fs_err::remove_file(&policy).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &policy, rustix::fs::Mode::RUSR).unwrap();
    check("none");
    check("home/.config/ragnos/policy.toml");
    fs_err::remove_file(&policy).unwrap();
    fs_err::create_dir(&policy).unwrap();
    check("none");
    fs_err::remove_dir_all(user.path("home/.config/ragnos")).unwrap();
    fs_err::os::unix::fs::symlink("nowhere", user.path("home/.config/ragnos")).unwrap();
    check("none");
}
