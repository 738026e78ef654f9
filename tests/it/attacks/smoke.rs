//! The harness against itself: what it says of a good scene, and of two that are not what a test claims.

use super::scene::{Scene, release};

#[test]
fn a_scene_goes_on_and_an_attack_is_told_apart() {
    let mut scene = Scene::synced();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.accepted(&["update"], &["role.acme.json", "snapshot.json", "timestamp.json"]);
    assert!(scene.user.read("project/ragnos.lock").contains("1.1.0"));
    scene.accepted(&["check"], &[]);
    let good = scene.repository.origin.get("timestamp.json").unwrap();
    scene.repository.origin.put("timestamp.json", b"{}".to_vec());
    scene.refused(&["sync"], 5, "RP5001", &[]);
    scene.repository.origin.put("timestamp.json", good);
    scene.accepted(&["sync"], &[]);
}

#[test]
#[should_panic(expected = "files of the trust state that changed")]
fn a_state_that_moved_on_is_noticed() {
    let mut scene = Scene::synced();
    scene.repository.publish_next();
    scene.accepted(&["sync"], &[]);
}

#[test]
#[should_panic(expected = "stdout")]
fn an_attack_that_succeeds_is_noticed() {
    Scene::synced().refused(&["sync"], 5, "RP5001", &[]);
}
