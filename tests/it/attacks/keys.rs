//! Key ids, thresholds and signatures: who counts, and how often (TUF spec 4.2 to 4.5).

use serde_json::{Value, json};

use super::scene::{Scene, release};
use super::signer::{Signer, envelope, signed_by};
use crate::tuf::repository::{Key, Repository, raise, sign};

/// What changes in the trust state when a new root with other online keys was verified and nothing after it.
pub(super) const NEW_KEYS: [&str; 4] = ["accepted-under", "root.json", "snapshot.json", "timestamp.json"];

impl Repository {
    /// The next root lets these keys sign `role`. What was published stays as it is.
    pub(super) fn trust(&mut self, role: &str, signers: &[&Signer], threshold: u64) {
        let ids: Vec<&str> = signers.iter().map(|one| one.id.as_str()).collect();
        self.root["roles"][role] = json!({"keyids": ids, "threshold": threshold});
        for one in signers {
            self.root["keys"][&one.id] = one.json.clone();
        }
        self.next_root(&[1, 2]);
    }

    /// The delegation of the top-level role to `role`.
    pub(super) fn delegation(&mut self, role: &str) -> &mut Value {
        let roles = self.top()["delegations"]["roles"].as_array_mut().unwrap();
        roles.iter_mut().find(|one| one["name"] == role).unwrap()
    }

    /// The next version of the top-level targets, with a snapshot and timestamp over it.
    pub(super) fn publish_top(&mut self) {
        raise(self.top());
        self.publish_next();
    }
}

/// Row 14: a key id is listed twice, to make one signature count as two.
#[test]
fn a_key_id_that_is_listed_twice() {
    let mut scene = Scene::synced();
    let good = scene.repository.root.clone();
    for role in ["root", "timestamp", "snapshot", "targets"] {
        let id = scene.repository.root["roles"][role]["keyids"][0].clone();
        scene.repository.root["roles"][role] = json!({"keyids": [id, id], "threshold": 2});
        scene.repository.next_root(&[1, 2]);
        scene.refused(&["sync"], 5, "RP5004", &[]);
        scene.repository.root = good.clone();
    }
    scene.repository.next_root(&[1, 2]);
    scene.accepted(&["sync"], &["root.json"]);
}

/// Rows 14, 17, 18: the same three faults in a delegation take down the role that it names, and only that.
#[test]
fn a_delegation_that_nobody_can_satisfy() {
    let mut scene = Scene::synced();
    let id = Key::seeded(7).id();
    let faults = [
        (json!({"keyids": [id, id], "threshold": 2}), "RP5004"),
        (json!({"keyids": [id], "threshold": 0}), "RP5004"),
        (json!({"keyids": [id], "threshold": -1}), "RP5004"),
        (json!({"keyids": [id], "threshold": 2}), "RP5002"),
    ];
    let good = scene.repository.delegation("beta").clone();
    for (fault, code) in faults {
        for member in ["keyids", "threshold"] {
            scene.repository.delegation("beta")[member] = fault[member].clone();
        }
        scene.repository.publish_top();
        let said = scene.refused(&["check"], 5, code, &[]).stdout;
        assert!(said.contains("beta"), "{said}");
        scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
        scene.run(&["update", "acme/tool", "--json"]).expect(0);
    }
    *scene.repository.delegation("beta") = good;
    scene.repository.publish_top();
    scene.accepted(&["check"], &[]);
}

/// Row 15: one key under several ids, and in every way in which metadata can spell it, is one key.
#[test]
fn one_key_under_several_ids() {
    let mut scene = Scene::synced();
    let one = Signer::p256("one");
    let pem = one.json["keyval"]["public"].as_str().unwrap().to_owned();
    let (spki, point) = points(&pem);
    let compressed = [&[2 + (point[64] & 1)], &point[1..33]].concat();
    let spellings = [hex::encode(&point), hex::encode(&compressed), hex::encode(&spki), hex::encode_upper(&point), pem];
    let signed = scene.repository.timestamp.clone();
    let made = one.sign(&signed);
    let first = json!({"keytype": "ecdsa", "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": spellings[0]}});
    for public in &spellings {
        for keytype in ["ecdsa", "ecdsa-sha2-nistp256"] {
            let listed = |id: &str, json: &Value| Signer::p256(id).listed_as(id, |it| it.clone_from(json));
            let second = json!({"keytype": keytype, "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": public}});
            let (one, other) = (listed("one", &first), listed("other", &second));
            scene.repository.trust("timestamp", &[&one, &other], 2);
            scene.repository.origin.put("timestamp.json", envelope(&signed, &[("one", &made), ("other", &made)]));
            let ended = scene.run(&["sync", "--json"]).expect(5);
            assert_eq!(ended.error(), "RP5002", "{keytype} {public}");
            // Each of the two spellings is a good key by itself.
            scene.repository.trust("timestamp", &[&other], 1);
            scene.run(&["sync", "--json"]).expect(0);
        }
    }
    // The same with ed25519, where an id is all that differs.
    let (one, other) = (Signer::ed25519("a", 40), Signer::ed25519("b", 40));
    scene.repository.trust("timestamp", &[&one, &other], 2);
    scene.repository.origin.put("timestamp.json", signed_by(&signed, &[&one, &other]));
    scene.refused(&["sync"], 5, "RP5002", &NEW_KEYS);
    let other = Signer::ed25519("b", 41);
    scene.repository.trust("timestamp", &[&one, &other], 2);
    scene.repository.origin.put("timestamp.json", signed_by(&signed, &[&one, &other]));
    scene.accepted(&["sync"], &NEW_KEYS);
}

/// The `SubjectPublicKeyInfo` of a PEM, and the uncompressed point at its end.
fn points(pem: &str) -> (Vec<u8>, Vec<u8>) {
    let point = serde_json::from_value::<tough::schema::decoded::Decoded<tough::schema::decoded::EcdsaFlex>>(json!(pem));
    let point = point.unwrap().to_vec();
    // RFC 5480: id-ecPublicKey with prime256v1.
    let head = hex::decode("3059301306072a8648ce3d020106082a8648ce3d030107034200").unwrap();
    ([head, point.clone()].concat(), point)
}

/// Row 16: two signatures under one key id.
#[test]
fn two_signatures_under_one_id() {
    let mut scene = Scene::synced();
    raise(&mut scene.repository.timestamp);
    scene.repository.origin.put("timestamp.json", sign(&scene.repository.timestamp, &[3, 3]));
    scene.refused(&["sync"], 5, "RP5003", &[]);
    // Also where one of the two is good and nobody would have needed the other.
    let good = Signer::ed25519(&Key::seeded(3).id(), 3).sign(&scene.repository.timestamp);
    let id = Key::seeded(3).id();
    scene.repository.origin.put("timestamp.json", envelope(&scene.repository.timestamp, &[(&id, &good), (&id, &[])]));
    scene.refused(&["sync"], 5, "RP5003", &[]);
    scene.repository.publish_timestamp();
    scene.accepted(&["sync"], &["timestamp.json"]);
}

/// Row 17: thresholds that are no thresholds.
#[test]
fn a_threshold_below_one() {
    let mut scene = Scene::synced();
    for role in ["root", "timestamp", "snapshot", "targets"] {
        for (threshold, code) in [(json!(0), "RP5004"), (json!(-1), "RP5001"), (json!("1"), "RP5001"), (json!(null), "RP5001")]
        {
            let good = scene.repository.root["roles"][role]["threshold"].clone();
            scene.repository.root["roles"][role]["threshold"] = threshold.clone();
            scene.repository.next_root(&[1, 2]);
            scene.refused(&["sync"], 5, code, &[]);
            // A pinned root is no better.
            scene.repository.root["version"] = json!(1);
            scene.pin(&sign(&scene.repository.root, &[1, 2]));
            scene.refused(&["sync"], 5, code, &[]);
            scene.repository.root["roles"][role]["threshold"] = good;
            scene.pin(&scene.repository.origin.get("1.root.json").unwrap());
        }
    }
    scene.repository.next_root(&[1, 2]);
    scene.accepted(&["sync"], &["root.json"]);
}

/// Row 18: a threshold that the listed keys can never reach.
#[test]
fn a_threshold_above_the_number_of_keys() {
    for (role, state) in [("timestamp", &NEW_KEYS[..]), ("snapshot", &NEW_KEYS), ("targets", &["root.json"])] {
        let mut scene = Scene::synced();
        scene.repository.root["roles"][role]["threshold"] = json!(2);
        scene.repository.next_root(&[1, 2]);
        scene.repository.publish_top();
        let state = if role == "targets" { &["root.json", "snapshot.json", "timestamp.json"][..] } else { state };
        scene.refused(&["sync"], 5, "RP5002", state);
        scene.repository.root["roles"][role]["threshold"] = json!(1);
        scene.repository.next_root(&[1, 2]);
        scene.run(&["sync", "--json"]).expect(0);
    }
}

/// Row 19: one signature less than the threshold, for each role.
#[test]
fn a_threshold_that_is_missed_by_one() {
    for role in ["timestamp", "snapshot", "targets"] {
        let mut scene = Scene::synced();
        scene.repository.set_keys(role, &[50, 51, 52, 53], 3);
        scene.repository.next_root(&[1, 2]);
        for (seeds, enough) in [(vec![50, 53], false), (vec![50, 51, 9], false), (vec![53, 51, 50], true)] {
            scene.repository.seeds.insert(role.to_owned(), seeds);
            scene.repository.publish_top();
            let ended = if enough { scene.run(&["sync", "--json"]).expect(0) } else { scene.fails(&["sync"], 5, "RP5002") };
            assert_eq!(ended.stderr.contains("carries 2 good signatures, 3 are needed"), !enough || role == "none", "{role}");
        }
    }
}

/// Row 20: bad, empty and strange signatures beside enough good ones do no harm.
#[test]
fn bad_signatures_beside_good_ones() {
    let mut scene = Scene::synced();
    scene.repository.set_keys("timestamp", &[3, 33, 34], 2);
    scene.repository.next_root(&[1, 2]);
    for (seeds, texts, accepted) in
        [(&[3][..], ["", "00"], false), (&[3, 33], ["", "zz"], true), (&[3, 33], ["00", "\u{e9}"], true)]
    {
        let mut file: Value = serde_json::from_slice(&sign(&scene.repository.timestamp, seeds)).unwrap();
        for (id, text) in [Key::seeded(34).id(), "stranger".to_owned()].into_iter().zip(texts) {
            file["signatures"].as_array_mut().unwrap().insert(0, json!({"keyid": id, "sig": text}));
        }
        scene.repository.origin.put("timestamp.json", serde_json::to_vec(&file).unwrap());
        if accepted {
            scene.run(&["sync", "--json"]).expect(0);
        } else {
            scene.fails(&["sync"], 5, "RP5002");
        }
    }
}

/// Row 21: an id that is not the digest of its key is a name like any other.
#[test]
fn an_id_that_is_not_the_digest_of_its_key() {
    let mut scene = Scene::synced();
    let names = ["timestamp key of 2026", "\u{1f511}", "", &Key::seeded(99).id()];
    for name in names {
        let signer = Signer::ed25519(name, 44);
        scene.repository.trust("timestamp", &[&signer], 1);
        raise(&mut scene.repository.timestamp);
        scene.repository.origin.put("timestamp.json", signed_by(&scene.repository.timestamp, &[&signer]));
        scene.run(&["sync", "--json"]).expect(0);
        // The name alone is worth nothing.
        let stranger = Signer::ed25519(name, 45);
        raise(&mut scene.repository.timestamp);
        scene.repository.origin.put("timestamp.json", signed_by(&scene.repository.timestamp, &[&stranger]));
        scene.refused(&["sync"], 5, "RP5002", &[]);
    }
}

/// Row 22: a kind of key that nobody knows yet does no harm where its signature is not needed.
#[test]
fn an_unknown_kind_of_key() {
    let mut scene = Scene::synced();
    let future = Signer::ed25519("future", 60).listed_as("future", |it| {
        *it = json!({"keytype": "lattice", "scheme": "lattice-1", "keyval": {"public": {"a": [1]}}});
    });
    scene.repository.root["keys"]["future"] = future.json.clone();
    scene.repository.next_root(&[1, 2]);
    scene.accepted(&["sync"], &["root.json"]);
    // Listed for a role that others can sign, it does no harm either; needed, it is named.
    let known = Signer::ed25519("known", 61);
    for threshold in [1, 2] {
        scene.repository.trust("timestamp", &[&future, &known], threshold);
        raise(&mut scene.repository.timestamp);
        scene.repository.origin.put("timestamp.json", signed_by(&scene.repository.timestamp, &[&future, &known]));
        if threshold == 1 {
            scene.accepted(&["sync"], &["accepted-under", "root.json", "timestamp.json"]);
        } else {
            let said = scene.refused(&["sync"], 5, "RP5002", &NEW_KEYS).stderr;
            assert!(said.contains("future (keytype lattice, scheme lattice-1)"), "{said}");
        }
    }
}

/// Row 25: a key that was replaced signs nothing any more, for each role, and what it signed before is not trusted either.
#[test]
fn a_revoked_key() {
    for (role, seed) in [("timestamp", 3), ("snapshot", 4), ("targets", 5)] {
        let mut scene = Scene::synced();
        scene.repository.set_keys(role, &[70], 1);
        scene.repository.next_root(&[1, 2]);
        // The files are those that this machine has already, under the keys of then.
        scene.fails(&["sync"], 5, "RP5002");
        // New files by the old key.
        scene.repository.seeds.insert(role.to_owned(), vec![seed]);
        scene.repository.publish_top();
        scene.fails(&["sync"], 5, "RP5002");
        scene.repository.seeds.insert(role.to_owned(), vec![70]);
        scene.repository.publish_top();
        scene.run(&["sync", "--json"]).expect(0);
    }
    // A publisher's key, replaced in the delegation.
    let mut scene = Scene::synced();
    let id = Key::seeded(71).id();
    scene.repository.top()["delegations"]["keys"][&id] = Key::seeded(71).json();
    scene.repository.delegation("acme")["keyids"] = json!([id]);
    scene.repository.publish_top();
    // The role does not verify, and who may sign it is news.
    let found = scene.run(&["check", "--json"]).expect(5);
    assert!(found.stdout.contains("RP5002") && found.stdout.contains("RP4009"), "{}", found.stdout);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.fails(&["update"], 5, "RP5301");
    scene.repository.seeds.insert("acme".to_owned(), vec![71]);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.fails(&["update"], 4, "RP4009");
    scene.run(&["update", "--accept-trust-change", "acme"]).expect(0);
}
