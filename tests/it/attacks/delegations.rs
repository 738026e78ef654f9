//! Delegations against the real program: one publisher's role, whatever it holds, is that publisher's trouble alone
//! (rows 58 to 70). What the library says of the same graphs is in `delegation_graphs`.

use serde_json::{Value, json};

use super::scene::{Scene, in_hours, release};
use crate::tuf::repository::{delegate, raise};

/// What changes in the trust state when `beta` publishes and its role is looked at.
const BETA: [&str; 3] = ["role.beta.json", "snapshot.json", "timestamp.json"];
/// The same for a run that does not look at a delegated role, or that could not use the one it looked at.
const ABOVE: [&str; 2] = ["snapshot.json", "timestamp.json"];

/// A scene whose project asks for `acme/tool` alone.
fn of_acme() -> Scene {
    let scene = Scene::new();
    scene.manifest("../repo", "\"acme/tool\" = \"^1\"\n");
    scene
}

impl Scene {
    fn beta(&mut self) -> &mut Value {
        self.repository.targets.get_mut("beta").unwrap()
    }

    /// The next version of `role`, with a new snapshot and timestamp.
    fn publish_role(&mut self, role: &str) {
        raise(self.repository.targets.get_mut(role).unwrap());
        self.repository.publish_next();
    }
}

/// Row 58: a publisher lists a target outside its delegated paths. It does not exist.
#[test]
fn a_target_outside_the_delegated_paths_does_not_exist() {
    let mut scene = Scene::synced();
    scene.repository.add_release("beta", &release("acme/evil", "1.0.0", ""));
    scene.repository.publish_release("beta", &release("beta/good", "1.0.0", ""));
    scene.refused(&["add", "acme/evil"], 6, "RP6002", &BETA);
    scene.refused(&["info", "acme/evil"], 2, "RP2195", &[]);
    assert!(!scene.run(&["search"]).expect(0).stdout.contains("evil"));
    // The same release within its own paths is there.
    scene.accepted(&["add", "beta/good"], &[]);
}

/// Row 59: a publisher lists another's targets, to replace or to break them. Only these strays are ignored.
#[test]
fn stray_targets_break_nobody() {
    let mut scene = Scene::synced();
    scene.repository.add_release("beta", &release("acme/tool", "1.0.0", "[host]\nother = \"1\"\n"));
    scene.repository.add_release("beta", &release("acme/tool", "1.9.0", ""));
    scene.beta()["targets"]["acme.tool-1.8.0.tar.gz"] = json!({"length": -1});
    scene.repository.publish_release("beta", &release("beta/theme", "1.1.0", ""));
    scene.accepted(&["update"], &BETA);
    let lock = scene.user.read("project/ragnos.lock");
    assert!(
        lock.contains("beta.theme-1.1.0") && lock.contains("acme.tool-1.0.0") && !lock.contains("acme.tool-1.9.0"),
        "{lock}"
    );
    scene.accepted(&["check"], &[]);
}

/// Row 60: a publisher's role is expired, unsigned, signed by another, of another type, has unusable keys, is missing, or is
/// longer than signed. Its own plugins are refused with its name; everybody else's install and are listed.
#[test]
fn a_bad_role_fails_its_own_plugins_only() {
    type Harm = fn(&mut Scene);
    let harms: [(&str, Harm); 8] = [
        ("expired at", |it| it.beta()["expires"] = json!(in_hours(-1))),
        ("0 good signatures", |it| _ = it.repository.seeds.insert("beta".to_owned(), vec![])),
        ("0 good signatures", |it| _ = it.repository.seeds.insert("beta".to_owned(), vec![6])),
        ("`_type` is not", |it| it.beta()["_type"] = json!("snapshot")),
        ("the threshold is 0", |it| it.repository.top()["delegations"]["roles"][1]["threshold"] = json!(0)),
        ("listed twice", |it| {
            let keyids = &mut it.repository.top()["delegations"]["roles"][1]["keyids"];
            *keyids = json!([keyids[0], keyids[0]]);
        }),
        ("has no 1.beta.json", |_| ()),
        ("are signed or allowed", |_| ()),
    ];
    for (words, harm) in harms {
        let mut scene = of_acme();
        harm(&mut scene);
        scene.repository.publish_next();
        match words {
            "has no 1.beta.json" => scene.repository.origin.remove("1.beta.json"),
            "are signed or allowed" => scene.repository.origin.put("1.beta.json", vec![b' '; 1 << 20]),
            _ => {}
        }
        scene.run(&["sync"]).expect(0);
        let said = scene.refused(&["add", "beta/theme"], 5, "RP5301", &[]);
        assert!(said.stderr.contains(words) && said.stderr.contains("beta/theme"), "{words}: {}", said.stderr);
        let found = scene.run(&["search"]).expect(0);
        assert!(found.stdout.contains("acme/tool") && !found.stdout.contains("beta/theme"), "{}", found.stdout);
        assert!(found.stderr.contains("left out role beta") && found.stderr.contains(words), "{words}: {}", found.stderr);
    }
    let scene = of_acme();
    scene.run(&["sync"]).expect(0);
    scene.accepted(&["add", "beta/theme"], &["role.beta.json"]);
}

/// Row 60: whoever holds back a role that came in beside another cannot choose the version in silence.
#[test]
fn a_role_that_is_held_back_is_named_where_another_one_answers() {
    let mut scene = Scene::synced();
    let beta = scene.beta();
    delegate(beta, "beta-new", &["beta.theme-2*"], false, &[9]);
    scene.repository.role("beta-new", 9, &[]);
    scene.repository.add_release("beta-new", &release("beta/theme", "2.0.0", ""));
    scene.publish_role("beta");
    assert!(scene.run(&["info", "beta/theme"]).expect(0).stdout.contains("2.0.0, 1.0.0"));
    scene.repository.origin.remove("1.beta-new.json");
    let ended = scene.run(&["info", "beta/theme"]).expect(0);
    assert!(ended.stdout.contains("1.0.0") && !ended.stdout.contains("2.0.0"), "{}", ended.stdout);
    assert!(ended.stderr.contains("left out role beta-new"), "{}", ended.stderr);
}

/// Row 61: a delegation that nobody has published stands before the publisher's. Later siblings are still asked.
#[test]
fn an_unpublished_sibling_hides_nobody() {
    let mut scene = of_acme();
    delegate(scene.repository.top(), "ghost", &["acme.*", "beta.*"], false, &[9]);
    scene.repository.top()["delegations"]["roles"].as_array_mut().unwrap().rotate_right(1);
    scene.repository.publish_next();
    scene.run(&["sync"]).expect(0);
    // Published, it is asked, and with another key it is refused.
    scene.repository.role("ghost", 8, &[]);
    scene.repository.publish_next();
    scene.refused(&["add", "beta/theme"], 5, "RP5301", &BETA);
}

/// Row 62: a role behind a terminating delegation offers a newer version of its plugin. The search has ended before it.
#[test]
fn what_stands_behind_a_terminating_delegation_is_not_asked() {
    let mut scene = Scene::synced();
    delegate(scene.repository.top(), "thief", &["acme.*"], false, &[9]);
    scene.repository.role("thief", 9, &[]);
    scene.repository.add_release("thief", &release("acme/tool", "1.9.0", ""));
    scene.publish_role("targets");
    let ended = scene.accepted(&["update"], &["snapshot.json", "targets.json", "timestamp.json"]);
    assert_eq!(ended.json()["lock_changed"], false);
    // Were the publisher's delegation not terminating, the newer version would be found, and its signer would be news.
    scene.repository.top()["delegations"]["roles"][0]["terminating"] = json!(false);
    scene.publish_role("targets");
    let state = ["role.thief.json", "snapshot.json", "targets.json", "timestamp.json"];
    scene.refused(&["update"], 4, "RP4002", &state);
}

/// Row 63: publishers delegate in a circle. Each role is asked once, and the search ends.
#[test]
fn a_circle_of_delegations_ends() {
    let mut scene = Scene::synced();
    let beta = scene.beta();
    delegate(beta, "loop", &["beta.*"], false, &[9]);
    delegate(scene.repository.role("loop", 9, &[]), "beta", &["beta.*"], false, &[7]);
    scene.repository.add_release("loop", &release("beta/extra", "1.0.0", ""));
    scene.publish_role("beta");
    scene.refused(&["add", "beta/none"], 6, "RP6002", &["role.beta.json", "role.loop.json", "snapshot.json", "timestamp.json"]);
    assert!(scene.run(&["search", "tool"]).expect(0).stdout.contains("acme/tool"));
    scene.accepted(&["add", "beta/extra"], &[]);
}

/// Row 64: a publisher delegates to ten thousand roles, all published. Look-ups in its ground are refused, nothing of them is
/// asked for; a search leaves them out, names the publisher, and lists everybody else.
#[test]
fn a_wide_bomb_is_bounded_and_hides_nobody() {
    let mut scene = Scene::synced();
    delegate(scene.beta(), "b0", &["beta.*"], false, &[9]);
    let role = scene.beta()["delegations"]["roles"][0].clone();
    let bomb = |number: usize| {
        let mut role = role.clone();
        role["name"] = json!(format!("b{number}"));
        role
    };
    scene.beta()["delegations"]["roles"] = (0..10_000).map(bomb).collect();
    for number in 0..10_000 {
        scene.repository.snapshot["meta"][format!("b{number}.json")] = json!({"version": 1});
    }
    scene.publish_role("beta");
    scene.freeze();
    let said = scene.refused(&["add", "beta/theme@^1.1"], 5, "RP5015", &BETA);
    assert!(said.stderr.contains("more than 256 delegated roles"), "{}", said.stderr);
    scene.refused(&["info", "beta/theme"], 5, "RP5015", &[]);
    let found = scene.run(&["search"]).expect(0);
    assert!(found.stdout.contains("acme/tool"), "{}", found.stdout);
    assert!(found.stderr.contains("left out role beta") && found.stderr.contains("4096 delegated roles"), "{}", found.stderr);
    // What is locked is found where it is listed, before any of them.
    scene.accepted(&["sync"], &[]);
    scene.accepted(&["check"], &[]);
}

/// Row 66: a delegated role that the snapshot does not list is there to be had. It is neither asked for nor trusted.
#[test]
fn a_role_that_the_snapshot_does_not_list_signs_nothing() {
    let mut scene = of_acme();
    let listed = scene.repository.snapshot["meta"].as_object_mut().unwrap().remove("beta.json").unwrap();
    scene.repository.publish_snapshot();
    scene.run(&["sync"]).expect(0);
    scene.refused(&["add", "beta/theme"], 6, "RP6002", &[]);
    assert!(scene.repository.origin.get("1.beta.json").is_some());
    scene.repository.snapshot["meta"]["beta.json"] = listed;
    raise(&mut scene.repository.snapshot);
    raise(&mut scene.repository.timestamp);
    scene.repository.publish_snapshot();
    scene.accepted(&["add", "beta/theme"], &BETA);
}

/// Row 67: roles whose names differ from others by case alone, or look like another file's. Each has a file of its own; a role
/// that would stand for a top-level one is refused by name.
#[test]
fn names_of_roles_are_files_of_their_own() {
    let mut scene = Scene::new();
    for name in ["Acme", "Root", "#"] {
        delegate(scene.repository.top(), name, &["acme.*"], false, &[9]);
        scene.repository.role(name, 9, &[]);
    }
    scene.repository.top()["delegations"]["roles"].as_array_mut().unwrap().rotate_left(2);
    scene.repository.publish_next();
    let odd = ["role.%23.json", "role.Acme.json", "role.Root.json"];
    let mut state = [&super::scene::FIRST[..], &odd[..]].concat();
    state.sort_unstable();
    scene.accepted(&["sync"], &state);
    assert_eq!(fs_err::read(scene.state_file("root.json")).unwrap(), scene.repository.origin.get("1.root.json").unwrap());

    let mut scene = Scene::synced();
    delegate(scene.repository.top(), "root", &["acme.*"], false, &[9]);
    scene.repository.top()["delegations"]["roles"].as_array_mut().unwrap().rotate_right(1);
    scene.repository.snapshot["meta"]["root.json"] = json!({"version": 1});
    scene.publish_role("targets");
    let said = scene.refused(&["add", "acme/more"], 5, "RP5301", &["snapshot.json", "targets.json", "timestamp.json"]);
    assert!(said.stderr.contains("that of a top-level role"), "{}", said.stderr);
}

/// Row 68: an earlier delegation claims another publisher's plugin. The first match wins for everybody, so a project that
/// locked the plugin notices the new signer; what is installed stays.
#[test]
fn a_squatter_before_the_publisher_is_a_new_signer() {
    let mut scene = Scene::synced();
    delegate(scene.repository.top(), "squatter", &["acme.tool-*"], true, &[9]);
    scene.repository.top()["delegations"]["roles"].as_array_mut().unwrap().rotate_right(1);
    scene.repository.role("squatter", 9, &[]);
    scene.repository.add_release("squatter", &release("acme/tool", "1.0.0", ""));
    scene.publish_role("targets");
    let state = ["role.squatter.json", "snapshot.json", "targets.json", "timestamp.json"];
    let said = scene.refused(&["update"], 4, "RP4002", &state);
    assert!(said.stderr.contains("squatter") && said.stderr.contains("acme"), "{}", said.stderr);
    fs_err::remove_dir_all(scene.user.path("project/.ragnos/generations")).unwrap();
    fs_err::remove_dir_all(scene.user.path("project/.ragnos/store")).unwrap();
    fs_err::remove_file(scene.user.path("project/.ragnos/plugins")).unwrap();
    scene.refused(&["sync", "--locked"], 5, "RP5106", &[]);
    scene.run(&["update", "--accept-trust-change", "squatter"]).expect(0);
}

/// Row 70: succinct roles (TAP 15), which are not supported, take down the role that has them, by name, and no other.
#[test]
fn succinct_roles_take_their_own_role_down() {
    let mut scene = of_acme();
    scene.beta()["delegations"] = json!({"keys": {}, "succinct_roles": {"bit_length": 8, "name_prefix": "bin"}});
    scene.repository.publish_next();
    scene.run(&["sync"]).expect(0);
    let said = scene.refused(&["add", "beta/theme"], 5, "RP5301", &[]);
    assert!(said.stderr.contains("TAP 15"), "{}", said.stderr);
    scene.beta().as_object_mut().unwrap().remove("delegations");
    scene.publish_role("beta");
    scene.accepted(&["add", "beta/theme"], &BETA);
    // In the top-level role they are everybody's trouble.
    scene.repository.top()["delegations"]["succinct_roles"] = json!({"bit_length": 8});
    scene.publish_role("targets");
    scene.refused(&["sync"], 5, "RP5001", &ABOVE);
}
