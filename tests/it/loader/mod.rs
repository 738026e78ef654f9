//! The loader: what is handed out, and every way in which somebody who can write to the project tries to get other bytes in.

mod files;
mod policy;
mod project;
mod trust;

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use camino::Utf8PathBuf;
use jiff::{SignedDuration, Timestamp};
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::load::{Error, LoadedPlugin, Loader, Options};
use ragnos_plugin::refusal::Refusal as _;
use ragnos_plugin::rulebook::PolicyFiles;

use crate::attacks::scene::{Scene, in_hours, release};
use crate::cli::damage;

/// How a host opens the scene's project, so many hours from now.
pub(crate) fn options(scene: &Scene, hours: i64) -> Options {
    let folder = |path: &str| Utf8PathBuf::from_path_buf(scene.user.path(path)).unwrap();
    let now = SystemClock.now() + SignedDuration::from_hours(hours);
    Options { policies: PolicyFiles::default(), ..Options::new(folder("project"), folder("state/ragnos-plugin/trust"), now) }
}

fn load_at(scene: &Scene, hours: i64) -> Result<LoadedPlugin, Error> {
    Loader::open(&options(scene, hours))?.load(&"acme/tool".parse().unwrap())
}

fn load(scene: &Scene) -> Result<LoadedPlugin, Error> {
    load_at(scene, 0)
}

/// The load is refused with this code.
#[track_caller]
fn refused(scene: &Scene, code: &str) -> Error {
    let error = load(scene).unwrap_err();
    assert_eq!(code_of(&error), code, "{}", ragnos_plugin::refusal::plain(&error));
    error
}

fn code_of(error: &Error) -> String {
    use miette::Diagnostic as _;
    let _ = error.facts();
    error.code().unwrap().to_string()
}

/// The folder of an installed plugin's tree, with everything in it writable.
fn tree(scene: &Scene, plugin: &str) -> PathBuf {
    let folder = fs_err::canonicalize(scene.user.path("project/.ragnos/plugins").join(plugin)).unwrap();
    fs_err::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
    folder
}

fn tree_digest(scene: &Scene, plugin: &str) -> String {
    tree(scene, plugin).file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn a_loaded_plugin_has_its_bytes_its_rights_and_its_origin() {
    let mut scene = Scene::new();
    let more = "capabilities = [\"net:example.com\", \"env:LANG\"]\n[dependencies]\n\"beta/theme\" = \"^1\"\n";
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", more));
    scene.run(&["sync"]).expect(0);
    let loader = Loader::open(&options(&scene, 0)).unwrap();
    let names: Vec<&str> = loader.plugins().map(ragnos_plugin::name::PluginName::as_str).collect();
    assert_eq!(names, ["acme/tool", "beta/theme"]);
    let plugin = loader.load(&"acme/tool".parse().unwrap()).unwrap();
    assert_eq!((plugin.name().as_str(), plugin.version().to_string()), ("acme/tool", "1.1.0".to_owned()));
    assert_eq!(plugin.bytes("main.txt"), Some(&b"acme/tool 1.1.0\n"[..]));
    assert_eq!(plugin.files().len(), 2);
    assert_eq!((plugin.bytes("absent"), plugin.bytes("main.tx")), (None, None));
    let hosts: Vec<&str> = plugin.allowed(ragnos_plugin::capability::CapabilityKind::Net).collect();
    assert_eq!((hosts, plugin.capabilities().len()), (vec!["example.com"], 2));
    assert_eq!(plugin.dependencies().len(), 1);
    assert!(plugin.freshness().is_fresh());
    let provenance = plugin.provenance();
    let way: Vec<(&str, u64, usize)> =
        provenance.way.iter().map(|one| (one.role.name.as_str(), one.role.threshold, one.signed_by.len())).collect();
    assert_eq!(way, [("targets", 1, 1), ("acme", 1, 1)]);
    assert_eq!((provenance.repository.as_str(), provenance.root_version), ("scene", 1));
    assert_eq!(plugin.tree().to_string(), tree_digest(&scene, "acme/tool"));
}

#[test]
fn a_load_leaves_no_trace_and_needs_no_right_to_write() {
    let scene = Scene::synced();
    let before = (scene.user.contents("project"), scene.user.contents("state"));
    load(&scene).unwrap();
    damage(&tree(&scene, "acme/tool").join("main.txt"));
    let after = (scene.user.contents("project"), scene.user.contents("state"));
    refused(&scene, "RP3205");
    assert_eq!((scene.user.contents("project"), scene.user.contents("state")), after);
    assert_eq!(before.1, after.1);
}

#[test]
fn a_handle_keeps_what_was_hashed_and_is_asked_again_cheaply() {
    let mut scene = Scene::synced();
    let plugin = load(&scene).unwrap();
    let kept = plugin.clone();
    // Whatever happens to the files: what was verified is what the host has.
    damage(&tree(&scene, "acme/tool").join("main.txt"));
    assert_eq!(kept.bytes("main.txt"), Some(&b"acme/tool 1.0.0\n"[..]));
    let again = |hours| Loader::open(&options(&scene, hours)).unwrap().recheck(&kept);
    assert!(again(0).unwrap().is_fresh());
    assert!(!again(30).unwrap().is_fresh());
    assert_eq!(code_of(&again(24 * 16).unwrap_err()), "RP5502");
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.run(&["update"]).expect(0);
    let replaced = Loader::open(&options(&scene, 0)).unwrap().recheck(&kept).unwrap_err();
    assert_eq!(code_of(&replaced), "RP3207");
}

/// The time of a scene's day, for readers of its figures.
#[test]
fn the_scene_is_good_for_a_day() {
    let end: Timestamp = in_hours(24).parse().unwrap();
    assert!(end > SystemClock.now());
}
