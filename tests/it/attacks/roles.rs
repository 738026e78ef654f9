//! What every signed part starts with: signatures, type, specification version, version number, and members that nobody knows.

use serde_json::{Value, json};

use super::json::{encode, wrap};
use super::keys::NEW_KEYS;
use super::scene::{FIRST, Scene, in_hours};
use crate::tuf::repository::{Key, Repository, raise, sign};

/// The online and offline roles below the root, with what of the trust state changes when the role itself is refused, and the
/// command and code that show it.
const ROLES: [(&str, &[&str], &str, Option<&str>); 4] = [
    ("timestamp", &[], "sync", None),
    ("snapshot", &["timestamp.json"], "sync", None),
    ("targets", &["snapshot.json", "timestamp.json"], "sync", None),
    // Under a delegated role the plugin is what cannot be looked up, and why is said with it.
    ("acme", &["snapshot.json", "targets.json", "timestamp.json"], "update", Some("RP5301")),
];

impl Repository {
    /// The signed part of a role.
    pub(super) fn signed(&mut self, role: &str) -> &mut Value {
        match role {
            "root" => &mut self.root,
            "timestamp" => &mut self.timestamp,
            "snapshot" => &mut self.snapshot,
            _ => self.targets.get_mut(role).unwrap(),
        }
    }

    /// A next version of every role; parents say nothing of lengths and digests, so that only the role's own checks are left.
    pub(super) fn publish_undescribed(&mut self) {
        raise(self.top());
        raise(self.signed("acme"));
        self.publish_next();
        self.serve_undescribed();
    }

    /// Serves all roles below the root as they now stand.
    fn serve_undescribed(&mut self) {
        for role in ["targets", "acme", "beta"] {
            let version = self.snapshot["meta"][format!("{role}.json")]["version"].clone();
            self.snapshot["meta"][format!("{role}.json")] = json!({"version": version});
            self.origin.put(&format!("{version}.{role}.json"), sign(&self.targets[role], &self.seeds[role]));
        }
        let version = self.timestamp["meta"]["snapshot.json"]["version"].clone();
        self.timestamp["meta"]["snapshot.json"] = json!({"version": version});
        self.origin.put(&format!("{version}.snapshot.json"), sign(&self.snapshot, &self.seeds["snapshot"]));
        self.publish_timestamp();
    }

    fn file_of(&self, role: &str) -> String {
        match role {
            "timestamp" => "timestamp.json".to_owned(),
            "snapshot" => format!("{}.snapshot.json", self.timestamp["meta"]["snapshot.json"]["version"]),
            _ => format!("{}.{role}.json", self.snapshot["meta"][format!("{role}.json")]["version"]),
        }
    }
}

/// Plays faults of each role's own file: all refused with this code, by name; the good file is accepted.
fn each_role<T>(code: &str, faults: &[T], fault: impl Fn(&Repository, &str, &Value, &T) -> Vec<u8>) {
    for (role, state, command, wrapped) in ROLES {
        let mut scene = Scene::synced();
        scene.repository.publish_undescribed();
        let (file, signed) = (scene.repository.file_of(role), scene.repository.signed(role).clone());
        let good = scene.repository.origin.get(&file).unwrap();
        for (position, one) in faults.iter().enumerate() {
            scene.repository.origin.put(&file, fault(&scene.repository, role, &signed, one));
            // What comes before the role is verified and kept the first time.
            let state = if position == 0 { state } else { &[] };
            let said = scene.refused(&[command], 5, wrapped.unwrap_or(code), state).stderr;
            assert!(said.contains(&format!("the {role} metadata")), "{said}");
            if wrapped.is_some() {
                scene.refused(&["check"], 5, code, &[]);
            }
        }
        scene.repository.origin.put(&file, good);
        scene.run(&[command, "--json"]).expect(0);
    }
}

/// Row 30: a role without signatures, or signed by everybody but those who may. (The root is in `root_chain`.)
#[test]
fn a_role_that_its_keys_did_not_sign() {
    each_role("RP5002", &[false, true], |repository, role, signed, by_others| {
        let others = (1..9).filter(|seed| *by_others && !repository.seeds[role].contains(seed));
        sign(signed, &others.collect::<Vec<u8>>())
    });
}

/// Row 31: a role of another type, signed as it should be; one key may well sign several roles.
#[test]
fn a_role_of_another_type() {
    let kinds = [json!("root"), json!("Timestamp"), json!("mirrors"), json!(null)];
    each_role("RP5001", &kinds, |repository, role, signed, kind| {
        let mut other = signed.clone();
        other["_type"] = kind.clone();
        sign(&other, &repository.seeds[role])
    });
    // The next root as anything else.
    let mut scene = Scene::synced();
    scene.repository.root["_type"] = json!("targets");
    scene.repository.next_root(&[1, 2]);
    scene.refused(&["sync"], 5, "RP5001", &[]);
    // A whole good file in the place of another one, under a key that both roles have.
    scene.repository.root["_type"] = json!("root");
    scene.repository.root["version"] = json!(1);
    for role in ["timestamp", "snapshot", "targets"] {
        scene.repository.set_keys(role, &[90], 1);
    }
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish_undescribed();
    let snapshot = scene.repository.origin.get("2.snapshot.json").unwrap();
    scene.repository.origin.put("timestamp.json", snapshot);
    scene.refused(&["sync"], 5, "RP5001", &NEW_KEYS);
    scene.repository.publish_timestamp();
    scene.run(&["sync", "--json"]).expect(0);
}

/// Row 49: versions that are no positive integers, and some that are too large to be one.
#[test]
fn a_version_that_is_no_version() {
    let versions =
        ["0", "-1", "1.0", "2.5", "1e1", "\"2\"", "null", "true", "[2]", "18446744073709551616", "99999999999999999999999"];
    each_role("RP5001", &versions, |repository, role, signed, version| {
        let text =
            signed.to_string().replace(&format!("\"version\":{}}}", signed["version"]), &format!("\"version\":{version}}}"));
        assert_ne!(text, signed.to_string());
        wrap(&text, text.as_bytes(), &repository.seeds[role])
    });
    // In a parent's entry and in the root.
    let mut scene = Scene::synced();
    raise(&mut scene.repository.timestamp);
    for version in versions {
        let entry = scene.repository.timestamp["meta"]["snapshot.json"].to_string();
        let odd = entry.replace("\"version\":1", &format!("\"version\":{version}"));
        let text = scene.repository.timestamp.to_string().replace(&entry, &odd);
        scene.repository.origin.put("timestamp.json", wrap(&text, text.as_bytes(), &[3]));
        scene.refused(&["sync"], 5, "RP5001", &[]);
        let text = scene.repository.root.to_string().replace("\"version\":1}", &format!("\"version\":{version}}}"));
        scene.repository.origin.put("2.root.json", wrap(&text, text.as_bytes(), &[1, 2]));
        scene.refused(&["sync"], 5, "RP5001", &[]);
        scene.repository.origin.remove("2.root.json");
    }
    scene.repository.publish_timestamp();
    scene.accepted(&["sync"], &["timestamp.json"]);
}

/// Row 51: a specification of another major version, or none that can be read.
#[test]
fn a_specification_of_another_major_version() {
    let specs = ["2.0.0", "9.0.0", "0.9.0", "1", "1.x", "11.0", ""];
    let specs: Vec<Value> = specs.into_iter().map(Value::from).chain([json!(1), json!(null)]).collect();
    let of = |signed: &Value, spec: &Value| {
        let mut other = signed.clone();
        other["spec_version"] = spec.clone();
        other
    };
    each_role("RP5001", &specs, |repository, role, signed, spec| sign(&of(signed, spec), &repository.seeds[role]));
    let mut scene = Scene::synced();
    let good = scene.repository.root.clone();
    for spec in &specs {
        scene.repository.root = of(&good, spec);
        scene.repository.next_root(&[1, 2]);
        scene.refused(&["sync"], 5, "RP5001", &[]);
    }
    scene.repository.root = good;
    for spec in ["1.0", "1.0.0", "1.0.99", "1.99.7"] {
        for role in ["root", "timestamp", "snapshot", "targets", "acme"] {
            scene.repository.signed(role)["spec_version"] = json!(spec);
        }
        scene.repository.next_root(&[1, 2]);
        scene.repository.publish_undescribed();
        scene.run(&["update", "--json"]).expect(0);
    }
}

/// Row 50: members that nobody knows, wherever an object stands, are signed like all others: nothing is dropped, nothing breaks.
#[test]
fn unknown_members_everywhere() {
    let mut scene = Scene::new();
    let places = [
        ("root", vec!["", "/keys/KEY3", "/keys/KEY3/keyval", "/roles", "/roles/timestamp"]),
        ("timestamp", vec!["", "/meta/snapshot.json", "/meta/snapshot.json/hashes"]),
        ("snapshot", vec!["", "/meta/targets.json", "/meta/acme.json"]),
        ("targets", vec!["", "/delegations", "/delegations/keys/KEY6", "/delegations/roles/0"]),
        (
            "acme",
            vec![
                "",
                "/targets/acme.tool-1.0.0.tar.gz",
                "/targets/acme.tool-1.0.0.tar.gz/custom",
                "/targets/acme.tool-1.0.0.tar.gz/custom/ragnos",
            ],
        ),
    ];
    let unknown = json!({"a": [1, -1, {"\u{7}": "\u{e9}e\u{301}"}], "": null});
    let add = |signed: &mut Value, places: &[&str]| {
        for place in places {
            let place = place.replace("KEY3", &Key::seeded(3).id()).replace("KEY6", &Key::seeded(6).id());
            signed.pointer_mut(&place).unwrap().as_object_mut().unwrap().insert("x-unknown".to_owned(), unknown.clone());
        }
    };
    scene.repository.publish_undescribed();
    for (role, places) in &places {
        add(
            scene.repository.signed(role),
            &places.iter().copied().filter(|place| !place.contains("hashes")).collect::<Vec<_>>(),
        );
    }
    // Also in the envelope and beside a signature; signed with the test's own encoder, which is what python-tuf writes.
    let served = |repository: &mut Repository, role: &str| {
        let signed = repository.signed(role).clone();
        let mut file: Value =
            serde_json::from_slice(&wrap(&signed.to_string(), &encode(&signed), &repository.seeds[role])).unwrap();
        file["x-unknown"] = json!(1.5);
        file["signatures"][0]["x-unknown"] = json!({});
        serde_json::to_vec(&file).unwrap()
    };
    scene.repository.root["version"] = json!(2);
    let root = served(&mut scene.repository, "root");
    scene.repository.origin.put("2.root.json", root);
    for role in ["timestamp", "snapshot", "targets", "acme"] {
        let (file, bytes) = (scene.repository.file_of(role), served(&mut scene.repository, role));
        scene.repository.origin.put(&file, bytes);
    }
    scene.accepted(&["sync"], &FIRST);
    scene.accepted(&["check"], &[]);
    // They are signed: one character of an unknown member, and the role is refused.
    let bytes = scene.repository.origin.get("timestamp.json").unwrap();
    let changed = String::from_utf8(bytes).unwrap().replacen("-1", "-2", 1);
    scene.repository.origin.put("timestamp.json", changed.into_bytes());
    scene.refused(&["sync"], 5, "RP5002", &[]);
}

/// Row 48: the largest versions, of each role. Nothing overflows, a step back is seen, and new keys end the attack.
#[test]
fn versions_at_the_end_of_the_numbers() {
    let roles = ["timestamp", "snapshot", "targets", "acme"];
    let stored = ["timestamp", "snapshot", "targets", "role.acme"];
    for last in [1_u64 << 31, 1 << 63, u64::MAX] {
        let mut scene = Scene::synced();
        let publish = |scene: &mut Scene, versions: [u64; 4]| {
            roles
                .into_iter()
                .zip(versions)
                .for_each(|(role, version)| scene.repository.signed(role)["version"] = json!(version));
            scene.repository.publish();
        };
        publish(&mut scene, [last - 2; 4]);
        scene.run(&["update", "--json"]).expect(0);
        let [low, high] = [last - 3, last - 1];
        for back in [[low, high, high, high], [high, low, high, high], [high, high, low, high], [last, last, high, low]] {
            publish(&mut scene, back);
            let said = scene.fails(&["update"], 5, "RP5005").stderr;
            assert!(said.contains(&format!("from version {} to {low}", last - 2)), "{back:?}: {said}");
        }
        // Recovery: new keys of timestamp and snapshot, and versions that count from small numbers again.
        scene.repository.set_keys("timestamp", &[93], 1);
        scene.repository.set_keys("snapshot", &[94], 1);
        scene.repository.next_root(&[1, 2]);
        publish(&mut scene, [5; 4]);
        scene.run(&["update", "--json"]).expect(0);
        assert_eq!(stored.map(|role| scene.version(role)), [Some(5); 4]);
        // The last number itself is a version like any other, and nothing comes after it.
        publish(&mut scene, [last; 4]);
        scene.run(&["update", "--json"]).expect(0);
        publish(&mut scene, [5; 4]);
        scene.refused(&["update"], 5, "RP5005", &[]);
    }
}

/// Row 48: a pinned root of the last version that there is: no other can follow, and none is asked for.
#[test]
fn a_root_at_the_end_of_the_numbers() {
    for version in [1 << 31, 1 << 63, u64::MAX - 1, u64::MAX] {
        let mut scene = Scene::new();
        scene.repository.root["version"] = json!(version);
        scene.repository.root["expires"] = json!(in_hours(2));
        let root = sign(&scene.repository.root, &[1, 2]);
        scene.repository.origin.put(&format!("{version}.root.json"), root.clone());
        scene.repository.origin.put("1.root.json", root.clone());
        scene.pin(&root);
        scene.accepted(&["sync"], &FIRST);
        assert_eq!(scene.version("root"), Some(version));
        if version < u64::MAX {
            scene.repository.next_root(&[1, 2]);
            scene.accepted(&["sync"], &["root.json"]);
            assert_eq!(scene.version("root"), Some(version + 1));
        }
    }
}
