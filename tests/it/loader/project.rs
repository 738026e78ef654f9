//! Attacks on lockfile, generation and switch, by somebody who can write to the project.

use std::os::unix::fs::symlink;

use ragnos_plugin::digest::Sha256;
use ragnos_plugin::load::{Error, Loader};

use super::{code_of, load, options, refused, tree_digest};
use crate::attacks::scene::Scene;

#[test]
fn a_project_without_anything_installed() {
    let scene = Scene::new();
    refused(&scene, "RP3070");
    scene.run(&["lock"]).expect(0);
    refused(&scene, "RP3201");
    fs_err::remove_file(scene.user.path("project/ragnos.toml")).unwrap();
    refused(&scene, "RP2161");
}

#[test]
fn a_plugin_that_nobody_locked() {
    let scene = Scene::synced();
    let error = Loader::open(&options(&scene, 0)).unwrap().load(&"acme/other".parse().unwrap()).unwrap_err();
    assert_eq!(code_of(&error), "RP3202");
}

/// An edited lockfile is another one than what is installed was made from; with the record edited to match, signed metadata
/// disagrees.
#[test]
fn an_edited_lockfile() {
    let scene = Scene::synced();
    let good = scene.user.read("project/ragnos.lock");
    let record_path = "project/.ragnos/generations/1.json";
    let record = scene.user.read(record_path);
    let (tool, theme) = (tree_digest(&scene, "acme/tool"), tree_digest(&scene, "beta/theme"));
    let rights = "capabilities = [\n    \"net:evil.example\",\n]\nrole-keys";
    let approve = |text: &str| text.replacen("role-keys", rights, 1);
    let other_length = |text: &str| {
        let (before, after) = text.split_once("length = ").unwrap();
        format!("{before}length = 1{after}")
    };
    let edits: [(&str, String, &str); 4] = [
        ("more rights", approve(&good), "RP5110"),
        ("another tree", good.replace(&tool, &theme), "RP5104"),
        ("another length", other_length(&good), "RP5102"),
        ("another role", good.replacen("role = \"acme\"", "role = \"beta\"", 1), "RP5106"),
    ];
    for (what, edited, code) in edits {
        assert_ne!(edited, good, "{what}");
        scene.user.write("project/ragnos.lock", &edited);
        refused(&scene, "RP3203");
        let digest = |text: &str| Sha256::of(text.as_bytes()).to_string();
        let mut forged = record.replace(&digest(&good), &digest(&edited));
        if what == "another tree" {
            forged = forged.replace(&tool, &theme);
            relink(&scene, &theme);
        }
        scene.user.write(record_path, &forged);
        refused(&scene, code);
        scene.user.write("project/ragnos.lock", &good);
        scene.user.write(record_path, &record);
        if what == "another tree" {
            relink(&scene, &tool);
        }
        load(&scene).unwrap();
    }
}

/// Points the link of `acme/tool` at another tree.
fn relink(scene: &Scene, tree: &str) {
    let link = scene.user.path("project/.ragnos/generations/1/acme/tool");
    fs_err::remove_file(&link).unwrap();
    symlink(format!("../../../store/{tree}"), &link).unwrap();
}

#[test]
fn a_swapped_link_of_the_generation() {
    let scene = Scene::synced();
    let (tool, theme) = (tree_digest(&scene, "acme/tool"), tree_digest(&scene, "beta/theme"));
    relink(&scene, &theme);
    refused(&scene, "RP3204");
    let link = scene.user.path("project/.ragnos/generations/1/acme/tool");
    fs_err::remove_file(&link).unwrap();
    refused(&scene, "RP3209");
    symlink("/tmp", &link).unwrap();
    refused(&scene, "RP3204");
    fs_err::remove_file(&link).unwrap();
    fs_err::create_dir(&link).unwrap();
    fs_err::write(link.join("main.txt"), "evil").unwrap();
    refused(&scene, "RP3204");
    fs_err::remove_dir_all(&link).unwrap();
    symlink(format!("../../../store/{tool}"), &link).unwrap();
    load(&scene).unwrap();
}

#[test]
fn a_swapped_switch() {
    let scene = Scene::synced();
    let switch = scene.user.path("project/.ragnos/plugins");
    fs_err::remove_file(&switch).unwrap();
    refused(&scene, "RP3201");
    symlink("/tmp", &switch).unwrap();
    refused(&scene, "RP8123");
    fs_err::remove_file(&switch).unwrap();
    symlink("generations/7", &switch).unwrap();
    refused(&scene, "RP8128");
    fs_err::remove_file(&switch).unwrap();
    symlink("generations/1", &switch).unwrap();
    load(&scene).unwrap();
    scene.user.write("project/.ragnos/generations/1.json", "{}");
    refused(&scene, "RP8122");
}

/// An old generation behind the switch: it was made from another lockfile.
#[test]
fn the_switch_turned_back_by_hand() {
    let mut scene = Scene::synced();
    let more = crate::attacks::scene::release("acme/tool", "1.1.0", "");
    scene.repository.publish_release("acme", &more);
    scene.run(&["update"]).expect(0);
    load(&scene).unwrap();
    let switch = scene.user.path("project/.ragnos/plugins");
    fs_err::remove_file(&switch).unwrap();
    symlink("generations/1", &switch).unwrap();
    refused(&scene, "RP3203");
}

#[test]
fn another_platform_and_a_lockfile_that_does_not_answer() {
    let scene = Scene::synced();
    let mut other = options(&scene, 0);
    other.platform = "windows-x86_64".parse().unwrap();
    let error = Loader::open(&other).unwrap_err();
    assert!(matches!(error, Error::OtherPlatform { .. }), "{error}");
    scene.manifest("../repo", "\"acme/tool\" = \"^2\"\n\"beta/theme\" = \"^1\"\n");
    refused(&scene, "RP3061");
}
