//! Key files as operators use them: encrypted, imported, listed; openssl reads what is written.

use std::process::Command;

use super::program::Operator;

const PASSPHRASE: &str = "correct horse battery";

impl Operator {
    /// Runs openssl; `None` where it is not installed.
    #[expect(clippy::disallowed_methods, reason = "another program has to read what is written")]
    fn openssl(&self, line: &str) -> Option<String> {
        let output = Command::new("openssl").args(line.split_whitespace()).current_dir(self.path("")).output().ok()?;
        assert!(output.status.success(), "openssl {line}: {}", String::from_utf8_lossy(&output.stderr));
        Some(String::from_utf8(output.stdout).unwrap())
    }
}

#[test]
fn an_encrypted_key_signs_when_its_passphrase_is_given() {
    let operator = Operator::with_plugins();
    operator.secret("passphrase", &format!("{PASSPHRASE}\nonly the first line counts\n"));
    operator.secret("wrong", "incorrect horse battery\n");
    for name in ["timestamp", "snapshot"] {
        operator.done(&format!("key import keys/{name} --out sealed-{name} --passphrase-file passphrase"));
    }
    let sealed = "refresh repo --key sealed-timestamp --key sealed-snapshot";
    operator.done(&format!("{sealed} --passphrase-file wrong --passphrase-file passphrase"));
    let by_variable = operator.run_in(sealed, &[("RAGNOS_REPO_PASSPHRASE", PASSPHRASE)]);
    assert_eq!(by_variable.code, 0, "{}", by_variable.stderr);
    assert_eq!(operator.refused(&format!("{sealed} --passphrase-file wrong"), 2), "RP2920");
    fs_err::set_permissions(operator.path("passphrase"), std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    assert_eq!(operator.refused(&format!("{sealed} --passphrase-file passphrase"), 4), "RP4902");
}

#[test]
fn a_new_key_needs_a_passphrase_of_some_length() {
    let operator = Operator::new();
    operator.secret("short", "seven77\n");
    assert_eq!(operator.refused("key generate --out keys/more --passphrase-file short", 2), "RP2922");
    assert!(!operator.path("keys/more").exists() && !operator.path("keys/more.pub").exists());
    assert_eq!(operator.run("key generate --out keys/more --unencrypted --passphrase-file short").code, 2);
}

#[test]
fn openssl_reads_what_is_written_and_its_keys_are_imported() {
    let operator = Operator::new();
    operator.secret("passphrase", PASSPHRASE);
    let there = operator.openssl("version").is_some();
    for (kind, made) in [
        ("p256", "ecparam -name prime256v1 -genkey -noout -out foreign"),
        ("rsa3072", "genrsa -traditional -out foreign 3072"),
        ("ed25519", "genpkey -algorithm ed25519 -aes256 -pass file:passphrase -out foreign"),
    ] {
        operator.done(&format!("key generate --kind {kind} --out keys/{kind} --passphrase-file passphrase"));
        let public = fs_err::read_to_string(operator.path(&format!("keys/{kind}.pub"))).unwrap();
        if there {
            let clear = operator.openssl(&format!("pkcs8 -in keys/{kind} -passin file:passphrase")).unwrap();
            assert!(clear.starts_with("-----BEGIN PRIVATE KEY-----"), "{clear}");
            let read = operator.openssl(&format!("pkey -in keys/{kind} -passin file:passphrase -pubout")).unwrap();
            assert_eq!(read, public);
            operator.openssl(made).unwrap();
            operator.done(&format!("key import foreign --out imported-{kind} --passphrase-file passphrase"));
            let ours = fs_err::read_to_string(operator.path(&format!("imported-{kind}.pub"))).unwrap();
            assert_eq!(operator.openssl("pkey -in foreign -passin file:passphrase -pubout").unwrap(), ours);
        }
    }
    if there {
        operator.openssl("genrsa -out short 2048").unwrap();
        assert_eq!(operator.refused("key import short --out imported --passphrase-file passphrase", 4), "RP4905");
        operator.openssl("ecparam -name secp384r1 -genkey -noout -out other").unwrap();
        assert_eq!(operator.refused("key import other --out imported --passphrase-file passphrase", 2), "RP2900");
    }
}

#[test]
fn keys_are_shown_and_listed_without_their_secrets() {
    let operator = Operator::new();
    operator.secret("passphrase", PASSPHRASE);
    operator.done("key generate --out keys/sealed --passphrase-file passphrase");
    let shown = operator.json("key show keys/sealed keys/log.pub --passphrase-file passphrase");
    assert_eq!((&shown["keys"][0]["signs"], &shown["keys"][1]["signs"]), (&true.into(), &false.into()));
    assert_eq!(shown["keys"][1]["kind"], "rsa3072");
    let listed = operator.json("key list keys");
    let of = |name: &str| listed["keys"].as_array().unwrap().iter().find(|key| key["key"] == name).unwrap().clone();
    let (sealed, public, clear) = (of("keys/sealed"), of("keys/sealed.pub"), of("keys/log"));
    assert_eq!((&sealed["state"], &public["state"], &clear["state"]), (&"encrypted".into(), &"public".into(), &"clear".into()));
    assert_eq!((&sealed["id"], &public["id"]), (&shown["keys"][0]["id"], &shown["keys"][0]["id"]));
    let secret = fs_err::read_to_string(operator.path("keys/log")).unwrap();
    let text = operator.done("key list keys") + &operator.done("key show keys/log");
    assert!(!text.contains("PRIVATE KEY") && secret.lines().skip(1).all(|line| !text.contains(line)), "{text}");
}
