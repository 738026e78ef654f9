//! Delegations: namespaces, plugins, claims bins, log and security, and what their keys can and cannot do.

use super::program::{INIT, ONLINE, Operator};
use super::witness::both_agree;

impl Operator {
    pub(crate) async fn clients_agree(&self) {
        let root = fs_err::read(self.path("repo/metadata/1.root.json")).unwrap();
        both_agree(&self.path("repo"), &root).await;
    }

    /// The names of the metadata files that a command makes.
    fn new_files(&self, line: &str) -> Vec<String> {
        let before = self.files();
        self.done(line);
        let after = self.files();
        let new = after.into_iter().filter(|file| !before.contains(file)).map(|(name, _)| name);
        new.filter(|name| name.contains(".json") && !name.contains(".cdx.") && name != "timestamp.json").collect()
    }
}

#[tokio::test]
async fn a_publishers_keys_are_rotated() {
    let operator = Operator::with_plugins();
    let targets = format!("--key keys/targets {ONLINE}");
    // A third key with the same threshold: what acme has signed still counts, so its file stays.
    let wider = "delegate rotate repo acme --role-key keys/acme-1.pub --role-key keys/acme-2.pub --role-key keys/other.pub";
    assert_eq!(operator.new_files(&format!("{wider} {targets}")), ["3.targets.json", "4.snapshot.json"]);
    operator.clients_agree().await;
    // A stolen key goes: acme's file is signed anew by those that are left.
    let rid = "delegate rotate repo acme --threshold 1 --role-key keys/other";
    assert_eq!(operator.new_files(&format!("{rid} {targets}")), ["3.acme.json", "4.targets.json", "5.snapshot.json"]);
    operator.clients_agree().await;
    operator.pack("acme/word-count", "1.1.0");
    let stolen = format!("publish repo dist --key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}");
    assert_eq!(operator.refused(&stolen, 4), "RP4901");
    assert_eq!(operator.refused(&format!("{stolen} --key keys/other"), 4), "RP4900");
    operator.done(&format!("publish repo dist --key keys/other --key keys/log {ONLINE}"));
    assert_eq!(operator.refused(&format!("{rid} {targets}"), 2), "RP2930");
}

#[tokio::test]
async fn a_plugin_can_have_keys_of_its_own() {
    let operator = Operator::with_plugins();
    let acme = format!("--key keys/acme-1 --key keys/acme-2 {ONLINE}");
    let new = operator.new_files(&format!("delegate add repo acme/text --role-key keys/other {acme}"));
    assert_eq!(new, ["1.acme.text.json", "3.acme.json", "4.snapshot.json"]);
    operator.clients_agree().await;
    let source = camino::Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plugins/acme/text");
    let packed = |version: &str| {
        let any = ragnos_plugin::platform::Platform::ANY;
        ragnos_plugin::pack::pack(&source.join(version), &any, None).unwrap().write(&operator.path("text")).unwrap();
    };
    // A version that is in acme's role stays there: clients refuse one that two roles sign.
    assert_eq!(operator.done(&format!("publish repo dist --key keys/log {ONLINE}")), "nothing to do\n");
    packed("1.1.0");
    let own = format!("publish repo text --key keys/other --key keys/log {ONLINE}");
    assert_eq!(operator.new_files(&own).iter().filter(|name| name.contains("acme")).count(), 2);
    operator.clients_agree().await;
    assert_eq!(operator.json("delegate show repo acme/text")["roles"][0]["targets"], 2);
    // The plugin's key is good for that plugin alone.
    operator.pack("acme/word-count", "1.1.0");
    let stolen = format!("publish repo dist --key keys/other --key keys/log {ONLINE}");
    assert_eq!(operator.refused(&stolen, 4), "RP4901");
    assert_eq!(operator.refused(&format!("delegate remove repo acme/text {acme}"), 4), "RP4910");
    assert_eq!(operator.refused(&format!("delegate add repo lumen/text --role-key keys/other {acme}"), 2), "RP2911");
}

#[tokio::test]
async fn claims_bins_spare_the_targets_keys() {
    for (depth, bins, first) in [(1, 36, "1.acme.json"), (2, 36, "1._claims.ac.json")] {
        let operator = Operator::new();
        operator.done(&format!("{INIT} --claims-depth {depth} --claims-key keys/claims --security-key keys/security"));
        let listed = operator.json("delegate show repo claims");
        assert_eq!(listed["roles"].as_array().unwrap().len(), bins);
        // No targets key: the bin's is enough.
        let new = operator.new_files(&format!(
            "delegate add repo acme --role-key keys/acme-1 --role-key keys/acme-2 --threshold 2 --key keys/claims {ONLINE}"
        ));
        assert_eq!(new[0], first);
        assert!(!new.iter().any(|name| name.contains("targets")), "{new:?}");
        operator.pack("acme/text", "1.2.0");
        operator.publish();
        operator.clients_agree().await;
        let line = format!("delegate add repo a --role-key keys/other --key keys/claims {ONLINE}");
        operator.done(&line);
        assert_eq!(operator.refused(&line, 2), "RP2909");
        // A claims key cannot touch what its bin does not cover, nor another bin's namespaces.
        operator.done(&format!("delegate rotate repo claims --role-key keys/other --key keys/targets {ONLINE}"));
        operator.clients_agree().await;
        let old = format!("delegate add repo beta --role-key keys/acme-1 --key keys/claims {ONLINE}");
        assert_eq!(operator.refused(&old, 4), "RP4901");
        let shown = operator.done("delegate show repo");
        assert!(shown.contains("acme: 2 of 2 keys") && shown.contains("security: 1 of 1 keys"), "{shown}");
    }
}

#[tokio::test]
async fn log_and_security_have_keys_of_their_own() {
    let operator = Operator::with_plugins();
    let targets = format!("--key keys/targets {ONLINE}");
    operator.done(&format!("delegate add repo security --role-key keys/security {targets}"));
    operator.done(&format!("delegate rotate repo log --role-key keys/other {targets}"));
    operator.clients_agree().await;
    operator.pack("acme/word-count", "1.1.0");
    let line = "publish repo dist --key keys/acme-1 --key keys/acme-2";
    assert_eq!(operator.refused(&format!("{line} --key keys/log {ONLINE}"), 4), "RP4901");
    operator.done(&format!("{line} --key keys/other {ONLINE}"));
    assert_eq!(operator.json("delegate show repo security")["roles"][0]["paths"][0], "_security.*");
    assert_eq!(operator.refused(&format!("delegate remove repo log {targets}"), 2), "RP2933");
    operator.done(&format!("delegate remove repo security {targets}"));
    operator.clients_agree().await;
}

#[test]
fn a_delegation_that_makes_no_sense_is_refused() {
    let operator = Operator::with_plugins();
    let targets = format!("--key keys/targets {ONLINE}");
    for (line, code) in [
        ("add repo claims --role-key keys/other", "RP2932"),
        ("add repo Acme --role-key keys/other", "RP2929"),
        ("rotate repo claims --role-key keys/other", "RP2911"),
        ("rotate repo nobody --role-key keys/other", "RP2911"),
        ("remove repo claims", "RP2933"),
    ] {
        assert_eq!(operator.refused(&format!("delegate {line} {targets}"), 2), code, "{line}");
    }
    assert_eq!(operator.refused(&format!("delegate remove repo acme {targets}"), 4), "RP4910");
    assert_eq!(operator.run(&format!("{INIT} --claims-depth 3")).code, 2);
    assert_eq!(operator.run(&format!("{INIT} --claims-depth 1")).code, 2);
}
