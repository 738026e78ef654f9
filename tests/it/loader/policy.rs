//! Policies at load: a rule that is newer than what is installed stops it, whichever file it stands in.

use serde_json::json;

use super::{code_of, load, options, refused};
use crate::attacks::scene::{Scene, release};
use crate::incidents::scene::{attested, hours_ago, log, publish, synced};
use ragnos_plugin::load::{Error, Loader};
use ragnos_plugin::rulebook::PolicyFiles;

/// Adds rules to the project's manifest after it was installed; the lockfile still answers it.
fn rule(scene: &Scene, rules: &str) {
    let manifest = scene.user.read("project/ragnos.toml");
    let before = manifest.split("\n[policy]").next().unwrap().to_owned();
    scene.user.write("project/ragnos.toml", &format!("{before}\n[policy]\n{rules}\n"));
}

#[test]
fn each_rule_of_the_project_stops_a_load_and_names_its_line() {
    let scene = synced();
    let line = scene.user.read("project/ragnos.toml").lines().count() + 3;
    for (rules, word) in [
        ("deny = [\"acme/tool@=1.0.0\"]", "policy.deny"),
        ("allow = [\"beta/*\"]", "policy.allow"),
        ("min-threshold = 2", "policy.min-threshold"),
        ("min-age = \"1h\"", "policy.min-age"),
        ("licences = [\"GPL-3.0-only\"]", "policy.licences"),
        ("repositories = [\"https://plugins.example.com\"]", "policy.repositories"),
        ("roots = []", "policy.roots"),
        ("reviews = [\"safe-to-run\"]", "policy.reviews"),
        ("provenance = \"required\"", "policy.provenance"),
    ] {
        rule(&scene, rules);
        let error = refused(&scene, "RP4005");
        let text = error.to_string();
        assert!(text.contains(word) && text.contains(&format!("ragnos.toml:{line}")), "{rules}: {text}");
        assert!(matches!(error, Error::Refused(_)));
    }
    rule(&scene, "allow = [\"acme/*\"]\nmin-threshold = 1\nlicences = [\"MIT\"]");
    load(&scene).unwrap();
    rule(&scene, "alow = [\"acme/*\"]");
    let error = Loader::open(&options(&scene, 0)).unwrap_err();
    assert_eq!(code_of(&error), "RP2200", "a rule that nobody knows is no rule that nobody broke");
}

#[test]
fn what_a_plugin_may_do_and_whether_it_was_withdrawn_is_judged_by_signed_metadata() {
    let mut scene = Scene::new();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", "capabilities = [\"exec:sh\"]\n"));
    scene.run(&["sync"]).expect(0);
    rule(&scene, "[policy.capabilities]\n\"*\" = [\"net:*\"]");
    let error = refused(&scene, "RP4005").to_string();
    assert!(error.contains("policy.capabilities") && error.contains("exec:sh"), "{error}");
    rule(&scene, "yanked = \"refuse\"");
    load(&scene).unwrap();
    let targets = scene.repository.targets.get_mut("acme").unwrap();
    targets["targets"]["acme.tool-1.1.0.tar.gz"]["custom"]["ragnos"]["yanked"] = json!(true);
    crate::tuf::repository::raise(targets);
    scene.repository.publish_next();
    // The organisation's rule, not the project's: whoever syncs brings the news, and the installed plugin is refused.
    rule(&scene, "");
    scene.run(&["sync"]).expect(0);
    load(&scene).unwrap();
    rule(&scene, "yanked = \"refuse\"");
    assert!(refused(&scene, "RP4005").to_string().contains("policy.yanked"));
}

#[test]
fn a_provenance_counts_where_it_is_signed() {
    let mut scene = Scene::new();
    scene.repository.publish_release("acme", &attested(release("acme/tool", "1.1.0", ""), 60));
    scene.run(&["sync"]).expect(0);
    rule(&scene, "provenance = { \"acme/*\" = \"required\" }");
    load(&scene).unwrap();
    rule(&scene, "");
    let targets = scene.repository.targets.get_mut("acme").unwrap();
    targets["targets"].as_object_mut().unwrap().remove("acme.tool-1.1.0.intoto.jsonl");
    crate::tuf::repository::raise(targets);
    scene.repository.publish_next();
    scene.run(&["sync"]).expect(0);
    refused(&scene, "RP5111");
}

#[test]
fn the_organisation_tightens_what_the_project_allows() {
    let scene = synced();
    rule(&scene, "allow = [\"*\"]");
    scene.user.write("above.toml", "[policy]\ndeny = [\"acme/*\"]\n");
    let path = scene.user.path("above.toml").to_str().unwrap().to_owned();
    let with = |policies| {
        let options = ragnos_plugin::load::Options { policies, ..options(&scene, 0) };
        Loader::open(&options)?.load(&"acme/tool".parse().unwrap())
    };
    let error = with(PolicyFiles::only(path.as_str())).unwrap_err();
    assert_eq!(code_of(&error), "RP4005");
    assert!(error.to_string().contains("above.toml:2"), "{error}");
    // The same file as the environment names it, and as the user has it.
    let named = |name: &str| (name == "RAGNOS_POLICY").then(|| path.clone());
    assert_eq!(code_of(&with(PolicyFiles::usual("/".into(), named)).unwrap_err()), "RP4005");
    fs_err::create_dir_all(scene.user.path("config/ragnos")).unwrap();
    fs_err::rename(&path, scene.user.path("config/ragnos/policy.toml")).unwrap();
    let folder = scene.user.path("config").to_str().unwrap().to_owned();
    let of_user = |name: &str| (name == "XDG_CONFIG_HOME").then(|| folder.clone());
    assert_eq!(code_of(&with(PolicyFiles::usual("/".into(), of_user)).unwrap_err()), "RP4005");
    assert_eq!(
        code_of(&with(PolicyFiles::only(path.as_str())).unwrap_err()),
        "RP2202",
        "a policy that is named has to be there"
    );
    with(PolicyFiles::usual("/".into(), |_| None)).unwrap();
}

/// What the role `security` has spared the cool-down is spared at load as well, and nothing else.
#[test]
fn an_exemption_holds_at_load() {
    let mut scene = synced();
    let tool = release("acme/tool", "1.0.0", "");
    log(&mut scene, "acme", &[(&tool, hours_ago(1))]);
    scene.run(&["lock"]).expect(0);
    scene.run(&["sync"]).expect(0);
    rule(&scene, "min-age = \"72h\"");
    refused(&scene, "RP4005");
    let document = json!({"format": 1, "exemptions": [{"versions": ["acme/tool@1.0.0"], "reason": "CVE-2026-1"}]});
    publish(&mut scene, "security", "_security.exemptions.json", &document);
    rule(&scene, "");
    scene.run(&["sync"]).expect(0);
    rule(&scene, "min-age = \"72h\"");
    load(&scene).unwrap();
}

/// The policy that the repository signs holds at load, from the stored metadata alone.
#[test]
fn a_signed_policy_holds_at_load() {
    let mut scene = synced();
    let sign = |scene: &mut Scene, text: &str| {
        publish(scene, "security", "_security.policy.toml", &json!({"format": 1, "text": text}));
    };
    sign(&mut scene, "[policy]\nlicences = [\"GPL-3.0-only\"]\n");
    load(&scene).unwrap();
    scene.run(&["sync"]).expect(4);
    let error = refused(&scene, "RP4005").to_string();
    assert!(error.contains("policy.licences of _security.policy.toml:2"), "{error}");
    sign(&mut scene, "[policy]\nlicense = [\"MIT\"]\n");
    scene.run(&["sync"]).expect(5);
    refused(&scene, "RP5316");
    sign(&mut scene, "[policy]\nlicences = [\"MIT\"]\n");
    scene.run(&["sync"]).expect(0);
    load(&scene).unwrap();
}
