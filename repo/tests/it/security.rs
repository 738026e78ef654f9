//! Revocations and exemptions: who can sign them, and what clients read of them.

use ragnos_plugin::cool_down::{EXEMPTIONS, Exemptions};
use ragnos_plugin::policy::{self, SignedPolicy};
use ragnos_plugin::revocation::{Revocations, TARGET};
use serde_json::Value;

use crate::program::{INIT, ONLINE, Operator};

const SIGNED: &str = "--key keys/security";

/// The published target of the security role: the file, and the entry's signed `custom`.
fn published(operator: &Operator, target: &str) -> (Vec<u8>, String) {
    let newest = |folder: &str, ending: &str| {
        let files = fs_err::read_dir(operator.path(folder)).unwrap().map(|entry| entry.unwrap().path());
        let number = |path: &std::path::PathBuf| -> u64 {
            path.file_name().unwrap().to_str().unwrap().split('.').next().unwrap().parse().unwrap_or(0)
        };
        files.filter(|path| path.to_str().unwrap().ends_with(ending)).max_by_key(number).unwrap()
    };
    let role: Value = serde_json::from_slice(&fs_err::read(newest("repo/metadata", ".security.json")).unwrap()).unwrap();
    let entry = &role["signed"]["targets"][target];
    let file = format!("repo/targets/{}.{target}", entry["hashes"]["sha256"].as_str().unwrap());
    (fs_err::read(operator.path(&file)).unwrap(), entry["custom"].to_string())
}

#[tokio::test]
async fn the_security_keys_revoke_and_exempt_and_no_others() {
    let operator = Operator::with_plugins();
    assert_eq!(INIT.matches("security").count(), 0);
    let revoke = "revoke repo acme/text@1.2.0 --reason broken";
    assert_eq!(operator.refused(&format!("{revoke} {SIGNED} {ONLINE}"), 2), "RP2911", "nobody signs for security yet");
    operator.done(&format!("delegate add repo security --role-key keys/security --key keys/targets {ONLINE}"));
    assert_eq!(operator.refused(&format!("{revoke} --key keys/acme-1 --key keys/acme-2 {ONLINE}"), 4), "RP4901");
    let unknown = format!("revoke repo acme/text@9.9.9 --reason broken {SIGNED} {ONLINE}");
    assert_eq!(operator.refused(&unknown, 2), "RP2912", "a slip of the pen must not look like a revocation");
    operator.done(&format!("{revoke} --replacement acme/csv@1.1.0 {SIGNED} {ONLINE}"));
    operator.clients_agree().await;
    let (file, custom) = published(&operator, TARGET);
    let list = Revocations::of_custom(&custom).unwrap();
    assert_eq!(Revocations::parse(&file).unwrap(), list, "the file and the signed entry say the same");
    let one = list.iter().next().unwrap();
    assert_eq!((one.plugin.as_str(), one.digests.len(), one.reason.as_str()), ("acme/text", 2, "broken"));
    operator.done(&format!("revoke repo acme/text@1.2.0 --undo {SIGNED} {ONLINE}"));
    assert!(Revocations::of_custom(&published(&operator, TARGET).1).unwrap().is_empty());
    operator.done(&format!("exempt repo acme/text@1.2.0 acme/csv@1.1.0 --reason CVE-2026-1 {SIGNED} {ONLINE}"));
    operator.clients_agree().await;
    let (file, custom) = published(&operator, EXEMPTIONS);
    let list = Exemptions::of_custom(&custom).unwrap();
    assert!(list.cover(&"acme/csv".parse().unwrap(), &"1.1.0".parse().unwrap()), "{}", String::from_utf8_lossy(&file));
    assert!(!list.cover(&"acme/csv".parse().unwrap(), &"1.1.1".parse().unwrap()));
}

#[tokio::test]
async fn the_repository_has_a_policy_of_its_own() {
    let operator = Operator::with_plugins();
    operator.done(&format!("delegate add repo security --role-key keys/security --key keys/targets {ONLINE}"));
    let text = "[policy]\ndeny = [\"acme/text@<1.2\"]\n";
    fs_err::write(operator.path("policy.toml"), text).unwrap();
    fs_err::write(operator.path("bad.toml"), "[policy]\ndenied = []\n").unwrap();
    let set = format!("policy repo policy.toml {SIGNED} {ONLINE}");
    assert_eq!(operator.refused(&format!("policy repo bad.toml {SIGNED} {ONLINE}"), 2), "RP2200");
    assert_eq!(operator.refused(&format!("policy repo policy.toml --key keys/acme-1 {ONLINE}"), 4), "RP4901");
    let said = operator.done(&format!("{set} --dry-run"));
    assert!(said.contains("+ _security.policy.toml") && said.contains("| deny = [\"acme/text@<1.2\"]"), "{said}");
    operator.done(&set);
    operator.clients_agree().await;
    let (file, custom) = published(&operator, policy::TARGET);
    let signed = SignedPolicy::of_custom(&custom).unwrap();
    assert_eq!((&*file, signed.text()), (text.as_bytes(), text), "the file and the signed entry say the same");
    assert_eq!(operator.done(&set), "nothing to do\n");
    operator.done(&format!("policy repo --remove {SIGNED} {ONLINE}"));
    assert!(operator.done(&format!("{set} --dry-run")).contains("+ _security.policy.toml"));
    assert_eq!(operator.done(&format!("policy repo --remove {SIGNED} {ONLINE}")), "nothing to do\n");
    operator.clients_agree().await;
}

/// A fix that passes the cool-down is worth nothing while what it needs is held: both are spared, and what is spared is shown.
#[tokio::test]
async fn an_exemption_covers_what_the_fix_needs() {
    let operator = Operator::with_plugins();
    operator.done(&format!("delegate add repo security --role-key keys/security --key keys/targets {ONLINE}"));
    for (name, version, more) in [
        ("acme/part", "1.0.0", ""),
        ("acme/part", "1.1.0", "[dependencies]\n\"acme/leaf\" = \"^1\"\n"),
        ("acme/part", "2.0.0", ""),
        ("acme/leaf", "1.0.0", ""),
        ("acme/fix", "1.0.1", "[dependencies]\n\"acme/part\" = \"^1\"\n\"other/thing\" = \"^3\"\n"),
        ("acme/broken", "1.0.0", "[dependencies]\n\"acme/part\" = \"^9\"\n"),
    ] {
        let source = operator.path("source");
        fs_err::create_dir_all(&source).unwrap();
        let manifest = format!(
            "[plugin]\nname = \"{name}\"\nversion = \"{version}\"\ndescription = \"A test.\"\nlicense = \"MIT\"\n{more}"
        );
        fs_err::write(source.join("plugin.toml"), manifest).unwrap();
        let packed = ragnos_plugin::pack::pack(&source, &ragnos_plugin::platform::Platform::ANY, None).unwrap();
        packed.write(&operator.path("dist")).unwrap();
    }
    operator.publish();
    let spared = |operator: &Operator| {
        let list = Exemptions::of_custom(&published(operator, EXEMPTIONS).1).unwrap();
        let all = ["acme/fix@1.0.1", "acme/part@1.0.0", "acme/part@1.1.0", "acme/part@2.0.0", "acme/leaf@1.0.0"];
        let is_spared = |one: &&str| {
            let (name, version) = one.split_once('@').unwrap();
            list.cover(&name.parse().unwrap(), &version.parse().unwrap())
        };
        all.into_iter().filter(is_spared).collect::<Vec<_>>()
    };
    let exempt = |versions: &str, more: &str| format!("exempt repo {versions} {more} {SIGNED} {ONLINE}");
    let said = operator.done(&exempt("acme/fix@1.0.1", "--reason CVE-2026-1 --dry-run"));
    operator.done(&exempt("acme/fix@1.0.1", "--reason CVE-2026-1"));
    assert!(said.contains("acme/fix@1.0.1, acme/leaf@1.0.0, acme/part@1.1.0 (CVE-2026-1)"), "{said}");
    assert_eq!(spared(&operator), ["acme/fix@1.0.1", "acme/part@1.1.0", "acme/leaf@1.0.0"]);
    operator.clients_agree().await;
    operator.done(&exempt("acme/leaf@1.0.0", "--undo"));
    assert_eq!(spared(&operator), [""; 0], "an exemption ends as a whole");
    assert_eq!(operator.done(&exempt("acme/leaf@1.0.0", "--undo")), "nothing to do\n");
    // Another version of what it needs, where it is named; and the fix alone.
    operator.done(&exempt("acme/fix@1.0.1 acme/part@1.0.0", "--reason CVE-2026-1"));
    assert_eq!(spared(&operator), ["acme/fix@1.0.1", "acme/part@1.0.0"]);
    operator.done(&exempt("acme/fix@1.0.1", "--undo"));
    operator.done(&exempt("acme/fix@1.0.1", "--no-deps --reason CVE-2026-1"));
    assert_eq!(spared(&operator), ["acme/fix@1.0.1"]);
    assert_eq!(operator.refused(&exempt("acme/broken@1.0.0", "--reason CVE-2026-2"), 6), "RP6900");
    operator.done(&exempt("acme/broken@1.0.0", "--no-deps --reason CVE-2026-2"));
}
