//! Stolen publishing rights: worms, moved tags, stolen pipelines, patient insiders.

use std::os::unix::fs::PermissionsExt;

use ragnos_plugin::digest::Sha256;
use serde_json::json;

use super::scene::{attested, hours_ago, log, scene, synced};
use crate::attacks::scene::release;
use crate::tuf::repository::{Key, raise};

/// xz (March 2024): a maintainer of years publishes a release in which a compressor asks for more than it ever did.
#[test]
fn xz_a_patient_insider_adds_what_a_compressor_does_not_need() {
    let mut scene = synced();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", "capabilities = [\"exec:sh\"]\n"));
    let ended = scene.fails(&["update"], 4, "RP4001");
    assert!(ended.stderr.contains("--accept-capabilities acme/tool=exec:sh"), "{}", ended.stderr);
    scene.run(&["update", "--accept-capabilities", "acme/tool=exec:sh"]).expect(0);
}

/// The same with patience: the version is older than any cool-down, and still asks for more.
#[test]
fn a_trojan_that_waits_out_the_cool_down_meets_the_capability_diff() {
    let mut scene = synced();
    let (old, trojan) =
        (release("acme/tool", "1.0.0", ""), release("acme/tool", "1.1.0", "capabilities = [\"net:evil.example\"]\n"));
    scene.repository.publish_release("acme", &trojan);
    log(&mut scene, "acme", &[(&old, hours_ago(2000)), (&trojan, hours_ago(1000))]);
    log(&mut scene, "beta", &[(&release("beta/theme", "1.0.0", ""), hours_ago(2000))]);
    scene.fails(&["update", "--min-age", "72h"], 4, "RP4001");
}

/// tj-actions and reviewdog (March 2025), Trivy (March 2026): a stolen token moves every tag to other bytes.
#[test]
fn tj_actions_a_tag_is_moved_to_other_bytes() {
    let mut scene = synced();
    let other = release("acme/tool", "1.0.0", "capabilities = [\"env:TOKEN\"]\n");
    scene.repository.publish_release("acme", &other);
    // What is pinned is the digest; the version's name means nothing beside it.
    let found = scene.run(&["check", "--no-fetch", "--no-installed", "--json"]).expect(5);
    assert!(found.stdout.contains("RP5103") && found.stdout.contains("RP5104"), "{}", found.stdout);
    scene.uninstall();
    // The first thing that differs.
    scene.fails(&["sync", "--locked"], 5, "RP5102");
}

/// Nx (August 2025) and Shai-Hulud (September 2025): an install script takes tokens, and there is nothing that would run one.
#[test]
fn nx_an_install_script_has_nobody_to_run_it() {
    let mut scene = scene();
    let folder = scene.user.path("trojan");
    fs_err::create_dir_all(&folder).unwrap();
    let manifest = "[plugin]\nname = \"acme/tool\"\nversion = \"1.0.1\"\ndescription = \"A test.\"\nlicense = \"MIT\"\n";
    fs_err::write(folder.join("plugin.toml"), manifest).unwrap();
    for name in ["postinstall", "install.sh", "package.json"] {
        fs_err::write(folder.join(name), format!("#!/bin/sh\ntouch {}\n", scene.user.path("stolen").display())).unwrap();
        fs_err::set_permissions(folder.join(name), PermissionsExt::from_mode(0o755)).unwrap();
    }
    let packed =
        ragnos_plugin::pack::pack(camino::Utf8Path::from_path(&folder).unwrap(), &ragnos_plugin::platform::Platform::ANY, None);
    scene.repository.publish_release("acme", &packed.unwrap());
    scene.run(&["sync"]).expect(0);
    assert!(scene.user.path("project/.ragnos/plugins/acme/tool/postinstall").exists());
    assert!(!scene.user.path("stolen").exists(), "something ran a script");
    scene.fails(&["sync", "--run-scripts"], 2, "RP2000");
}

/// Shai-Hulud 2.0 (November 2025): with one publisher's key the worm publishes under everybody's names.
#[test]
fn shai_hulud_a_worm_tries_to_cross_namespaces() {
    let mut scene = synced();
    let worm = release("beta/theme", "1.0.1", "");
    scene.repository.publish_release("acme", &worm);
    scene.run(&["update"]).expect(0);
    assert!(!scene.user.read("project/ragnos.lock").contains("1.0.1"), "acme's key signs for acme alone");
    // With beta's name on it the key is not beta's.
    scene.repository.add_release("beta", &worm);
    raise(scene.repository.targets.get_mut("beta").unwrap());
    scene.repository.seeds.insert("beta".to_owned(), vec![6]);
    scene.repository.publish_next();
    scene.fails(&["update", "beta/theme"], 5, "RP5301");
}

/// axios (March 2026): the patch itself is clean, and brings a new dependency that does the work.
#[test]
fn axios_a_new_dependency_comes_in_with_an_update() {
    let mut scene = synced();
    scene.repository.publish_release("acme", &release("acme/crypto", "1.0.0", "capabilities = [\"exec:sh\"]\n"));
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", "[dependencies]\n\"acme/crypto\" = \"^1\"\n"));
    let ended = scene.fails(&["update"], 4, "RP4001");
    assert!(ended.stderr.contains("acme/crypto 1.0.0 asks for"), "{}", ended.stderr);
    scene.run(&["update", "--accept-capabilities", "acme/crypto=exec:sh"]).expect(0);
}

/// The same from a publisher that the project has nothing from: a name is enough to stop it.
#[test]
fn axios_a_new_dependency_of_an_unknown_publisher() {
    let mut scene = scene();
    scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n");
    scene.run(&["sync"]).expect(0);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", "[dependencies]\n\"beta/theme\" = \"^1\"\n"));
    let ended = scene.fails(&["update"], 4, "RP4006");
    assert!(ended.stderr.contains("--accept-trust-change beta"), "{}", ended.stderr);
    // Asked for by name it is no surprise.
    scene.run(&["add", "beta/theme", "--dry-run"]).expect(0);
    scene.run(&["update", "--accept-trust-change", "beta"]).expect(0);
}

/// The key with which the build pipeline signs provenance.
const PIPELINE: u8 = 60;

/// A version without provenance where it is required, and claims that nobody signs.
#[test]
fn a_build_beside_the_pipeline_has_no_provenance() {
    let mut scene = scene();
    scene.repository.publish_release("acme", &attested(release("acme/tool", "1.1.0", ""), PIPELINE));
    scene.repository.publish_release("acme", &release("acme/tool", "1.2.0", ""));
    let manifest = scene.user.read("project/ragnos.toml");
    scene.user.write("project/ragnos.toml", &format!("{manifest}\n[policy]\nprovenance = {{ \"acme/*\" = \"required\" }}\n"));
    scene.run(&["sync"]).expect(0);
    assert!(
        scene.user.read("project/ragnos.lock").contains("version = \"1.1.0\""),
        "the newest that was built as it should be"
    );
    let ended = scene.fails(&["update", "acme/tool", "--precise", "1.2.0"], 4, "RP4004");
    assert!(ended.stderr.contains("has signed no provenance"), "{}", ended.stderr);
    let shown = scene.run(&["info", "acme/tool", "--json"]).expect(0).json();
    assert_eq!(shown["archives"][0]["provenance"], json!(null));
    // The claim of another provenance than the one that is signed is no provenance, and no archive either.
    let targets = scene.repository.targets.get_mut("acme").unwrap();
    let claim = &mut targets["targets"]["acme.tool-1.2.0.tar.gz"]["custom"]["ragnos"]["provenance"];
    *claim = json!({"target": "acme.tool-1.1.0.intoto.jsonl", "sha256": Sha256::of(b"another")});
    raise(targets);
    scene.repository.publish_next();
    let ended = scene.fails(&["update", "acme/tool", "--precise", "1.2.0"], 6, "RP6004");
    assert!(ended.stderr.contains("does not sign the provenance that it names"), "{}", ended.stderr);
    // The same of what is locked, which the bytes that are served must fit as well.
    scene.run(&["check"]).expect(0);
    scene.repository.origin.change_target("acme.tool-1.1.0.intoto.jsonl", |bytes| bytes.push(b'\n'));
    scene.fails(&["check"], 5, "RP5122");
    scene.repository.targets.get_mut("acme").unwrap()["targets"]
        .as_object_mut()
        .unwrap()
        .remove("acme.tool-1.1.0.intoto.jsonl");
    raise(scene.repository.targets.get_mut("acme").unwrap());
    scene.repository.publish_next();
    // The lockfile alone cannot answer the rule, which says so; that what is signed is wrong says more.
    let codes = scene.run(&["check", "--json"]).expect(5);
    assert!(codes.stdout.contains("RP5111") && codes.stdout.contains("RP4005"), "{}", codes.stdout);
    scene.fails(&["sync", "--locked"], 5, "RP5111");
    scene.uninstall();
    scene.fails(&["sync", "--locked"], 5, "RP5111");
}

/// `TanStack` (May 2026): the pipeline is stolen with its key, and all that it signs is genuine, but for the second signature.
#[test]
fn tanstack_a_stolen_pipeline_signs_alone() {
    let mut scene = synced();
    let delegations = &mut scene.repository.top()["delegations"];
    delegations["keys"][Key::seeded(50).id()] = Key::seeded(50).json();
    let roles = delegations["roles"].as_array_mut().unwrap();
    let acme = roles.iter_mut().find(|role| role["name"] == "acme").unwrap();
    acme["keyids"].as_array_mut().unwrap().push(json!(Key::seeded(50).id()));
    acme["threshold"] = json!(2);
    raise(scene.repository.top());
    raise(scene.repository.targets.get_mut("acme").unwrap());
    scene.repository.seeds.insert("acme".to_owned(), vec![6, 50]);
    scene.repository.publish_next();
    // The second key is new to the project, which says so once.
    scene.fails(&["sync"], 4, "RP4009");
    scene.run(&["sync", "--accept-trust-change", "acme"]).expect(0);
    // Every version has the provenance of the pipeline, and the project asks for it.
    scene.repository.publish_release("acme", &attested(release("acme/tool", "1.0.1", ""), PIPELINE));
    scene.run(&["update", "acme/tool"]).expect(0);
    let manifest = scene.user.read("project/ragnos.toml");
    let policy = "[policy]\nprovenance = { \"acme/*\" = \"required\" }\nmin-threshold = { \"acme/*\" = 2 }\n";
    scene.user.write("project/ragnos.toml", &format!("{manifest}\n{policy}"));
    scene.run(&["check"]).expect(0);
    // The pipeline alone: its key, and a provenance that is as valid as the one before.
    scene.repository.seeds.insert("acme".to_owned(), vec![6]);
    scene.repository.publish_release("acme", &attested(release("acme/tool", "1.0.2", ""), PIPELINE));
    scene.fails(&["update", "acme/tool"], 5, "RP5301");
    // The operator's targets key is stolen too, and one signature is enough now: the project does not think so.
    let roles = scene.repository.top()["delegations"]["roles"].as_array_mut().unwrap();
    roles.iter_mut().find(|role| role["name"] == "acme").unwrap()["threshold"] = json!(1);
    raise(scene.repository.top());
    scene.repository.publish_next();
    let explained = scene.run(&["policy", "explain", "acme/tool", "1.0.2", "--json"]).expect(4).json();
    let of = |rule: &str| {
        explained["decisions"].as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap()["allowed"].clone()
    };
    assert_eq!((of("policy.provenance"), of("policy.min-threshold")), (json!(true), json!(false)));
    scene.fails(&["update", "acme/tool", "--precise", "1.0.2"], 4, "RP4004");
    // Without any policy the lower threshold is an alarm.
    scene.user.write("project/ragnos.toml", &manifest);
    scene.fails(&["check"], 4, "RP4008");
    scene.fails(&["update", "acme/tool"], 4, "RP4008");
}

/// Nx Console and `GlassWorm`: an update minutes after it was published, because nobody was asked. Here nothing moves by itself.
#[test]
fn glassworm_an_update_does_not_install_itself() {
    let mut scene = synced();
    let lock = scene.user.read("project/ragnos.lock");
    scene.repository.publish_release("acme", &release("acme/tool", "1.0.1", ""));
    for command in [&["sync"][..], &["sync", "--locked"], &["lock"], &["check"]] {
        scene.run(command).expect(0);
        assert_eq!(scene.user.read("project/ragnos.lock"), lock, "{command:?}");
    }
}

/// `LiteLLM` (March 2026): a file that nobody published lies among the installed ones and runs by itself.
#[test]
fn litellm_a_file_that_was_not_published_is_found() {
    let scene = synced();
    let tool = fs_err::canonicalize(scene.user.path("project/.ragnos/plugins/acme/tool")).unwrap();
    fs_err::set_permissions(&tool, PermissionsExt::from_mode(0o755)).unwrap();
    fs_err::write(tool.join("autorun.pth"), "import os").unwrap();
    scene.fails(&["check"], 3, "RP3103");
    scene.run(&["sync", "--repair"]).expect(0);
    scene.run(&["check"]).expect(0);
}

/// Look-alike names: a plugin is asked for with its publisher, and a name that was never published is an error with a guess.
#[test]
fn typosquats_have_no_flat_names_to_sit_on() {
    let scene = synced();
    let ended = scene.run(&["add", "tool"]).expect(2);
    assert!(ended.stderr.contains("namespace/name"), "{}", ended.stderr);
    let ended = scene.fails(&["add", "acme/tooi"], 6, "RP6002");
    assert!(ended.stderr.contains("did you mean acme/tool"), "{}", ended.stderr);
}
