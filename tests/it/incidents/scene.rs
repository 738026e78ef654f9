//! What incidents need of a scene on top: the roles `security` and `log`, signed by keys of their own.
//!
//! Owns: revocations, exemptions and first-seen times as those roles sign them.
//! Never does: check anything. In: a [`Scene`]. Out: a changed repository.

use base64ct::{Base64, Encoding as _};
use jiff::{SignedDuration, Timestamp};
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::pack::PackedRelease;
use serde_json::{Value, json};

use crate::attacks::scene::Scene;
use crate::tuf::repository::{Key, delegate, raise};

/// The seeds of their keys.
pub(super) const SECURITY: u8 = 40;
pub(super) const LOG: u8 = 41;

/// A time so many hours ago, whole seconds.
pub(crate) fn hours_ago(hours: i64) -> Timestamp {
    Timestamp::from_second((SystemClock.now() - SignedDuration::from_hours(hours)).as_second()).unwrap()
}

/// A scene whose repository has both roles, not synced yet.
pub(crate) fn scene() -> Scene {
    let mut scene = Scene::new();
    for (name, seed) in [("security", SECURITY), ("log", LOG)] {
        delegate(scene.repository.top(), name, &[&format!("_{name}.*")], true, &[seed]);
        scene.repository.role(name, seed, &[]);
    }
    raise(scene.repository.top());
    scene.repository.publish_next();
    scene
}

/// The same, synced: `acme/tool` and `beta/theme` 1.0.0 are installed.
pub(crate) fn synced() -> Scene {
    let scene = scene();
    scene.run(&["sync"]).expect(0);
    scene
}

/// A release with its SLSA provenance in a DSSE envelope, validly signed by the build pipeline's key `seed`.
pub(crate) fn attested(release: PackedRelease, seed: u8) -> PackedRelease {
    const KIND: &str = "application/vnd.in-toto+json";
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": release.target(), "digest": {"sha256": Sha256::of(release.archive())}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {"runDetails": {"builder": {"id": "https://ci.example.com/release"}}},
    });
    let payload = statement.to_string();
    // DSSE v1, "PAE": what is signed.
    let signed = format!("DSSEv1 {} {KIND} {} {payload}", KIND.len(), payload.len());
    let (key, base64) = (Key::seeded(seed), |bytes: &[u8]| Base64::encode_string(bytes));
    let signature = json!({"keyid": key.id(), "sig": base64(&key.sign(signed.as_bytes()))});
    let envelope = json!({"payload": base64(payload.as_bytes()), "payloadType": KIND, "signatures": [signature]});
    release.with_provenance(format!("{envelope}\n").into_bytes()).unwrap()
}

/// A revocation as the role `security` writes it.
pub(crate) fn revocation(plugin: &str, version: &str, replacement: Option<&str>) -> Value {
    let mut one =
        json!({"plugin": plugin, "version": version, "reason": "it sends keys away", "revoked": "2026-06-01T00:00:00Z"});
    if let Some(replacement) = replacement {
        one["replacement"] = json!(replacement);
    }
    one
}

/// Publishes this list of revocations in place of the one before, signed as `role` signs.
pub(crate) fn revoke(scene: &mut Scene, role: &str, revocations: &[Value]) {
    let list = json!({"format": 1, "revocations": revocations});
    publish(scene, role, "_security.revocations.json", &list);
}

/// Publishes a document in a role's targets, the whole of it in `custom` too.
pub(crate) fn publish(scene: &mut Scene, role: &str, target: &str, document: &Value) {
    scene.repository.add_target(role, target, document.to_string().as_bytes(), &json!({"ragnos": document}));
    raise(scene.repository.targets.get_mut(role).unwrap());
    scene.repository.publish_next();
}

/// Publishes the log of a namespace: each release with the time at which it was first seen.
pub(crate) fn log(scene: &mut Scene, namespace: &str, seen: &[(&PackedRelease, Timestamp)]) {
    let targets: serde_json::Map<String, Value> = seen
        .iter()
        .map(|(release, time)| {
            let sha256 = Sha256::of(release.archive());
            (release.target().as_str().to_owned(), json!({"first-seen": time, "sha256": sha256}))
        })
        .collect();
    let document = json!({"format": 1, "namespace": namespace, "targets": targets});
    let target = format!("_log.{namespace}.json");
    scene.repository.add_target("log", &target, document.to_string().as_bytes(), &json!({"ragnos": {"log": 1}}));
    raise(scene.repository.targets.get_mut("log").unwrap());
    scene.repository.publish_next();
}
