//! The program `ragnos-repo` as operators run it: real processes, real key files.

use std::process::Command;
use std::sync::LazyLock;

use camino::{Utf8Path, Utf8PathBuf};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::pack;
use ragnos_plugin::platform::Platform;
use serde_json::{Value, json};

/// An operator's folder: keys, packed plugins, a repository.
pub(crate) struct Operator {
    temporary: tempfile::TempDir,
}

/// What a run ended with.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<std::process::Output> for Ended {
    fn from(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// Key files by name, made once by the program: RSA keys take their time.
static KEYS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let maker = Operator { temporary: tempfile::tempdir().unwrap() };
    let mut files = Vec::new();
    for (name, kind) in [
        ("root-1", "p256"),
        ("root-2", "ed25519"),
        ("root-3", "p256"),
        ("root-4", "rsa3072"),
        ("targets", "p256"),
        ("snapshot", "ed25519"),
        ("timestamp", "p256"),
        ("log", "rsa3072"),
        ("security", "p256"),
        ("claims", "p256"),
        ("acme-1", "p256"),
        ("acme-2", "ed25519"),
        ("other", "p256"),
    ] {
        maker.done(&format!("key generate --unencrypted --out {name} --kind {kind}"));
        for name in [name.to_owned(), format!("{name}.pub")] {
            files.push((name.clone(), fs_err::read_to_string(maker.path(&name)).unwrap()));
        }
    }
    files
});

/// Who signs a new repository: root 2 of 3, of which the third is only known by its public key.
pub(crate) const INIT: &str = "init repo --root-key keys/root-1 --root-key keys/root-2 --root-key keys/root-3.pub --root-threshold 2 \
    --targets-key keys/targets --snapshot-key keys/snapshot --timestamp-key keys/timestamp --log-key keys/log";
/// The keys that every change needs.
pub(crate) const ONLINE: &str = "--key keys/snapshot --key keys/timestamp";

impl Operator {
    pub(crate) fn new() -> Self {
        let operator = Self { temporary: tempfile::tempdir().unwrap() };
        fs_err::create_dir(operator.path("keys")).unwrap();
        for (name, text) in KEYS.iter() {
            operator.secret(&format!("keys/{name}"), text);
        }
        operator
    }

    /// A file that only its owner can read.
    pub(crate) fn secret(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        fs_err::write(self.path(name), text).unwrap();
        fs_err::set_permissions(self.path(name), PermissionsExt::from_mode(0o600)).unwrap();
    }

    pub(crate) fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.done(&format!("{line} --json"))).unwrap()
    }

    /// A repository with the namespace `acme` (2 of 2) and two published plugins.
    pub(crate) fn with_plugins() -> Self {
        let operator = Self::new();
        operator.done(INIT);
        operator.done(&format!(
            "delegate add repo acme --role-key keys/acme-1 --role-key keys/acme-2 --threshold 2 --key keys/targets {ONLINE}"
        ));
        operator.pack("acme/text", "1.2.0");
        operator.pack("acme/csv", "1.1.0");
        operator.publish();
        operator
    }

    pub(crate) fn path(&self, below: &str) -> Utf8PathBuf {
        Utf8Path::from_path(self.temporary.path()).unwrap().join(below)
    }

    /// Packs a demo plugin into the folder `dist`.
    pub(crate) fn pack(&self, name: &str, version: &str) {
        let source = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plugins").join(name).join(version);
        pack::pack(&source, &Platform::ANY, None).unwrap().write(&self.path("dist")).unwrap();
    }

    pub(crate) fn publish(&self) -> String {
        self.done(&format!("publish repo dist --key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}"))
    }

    pub(crate) fn run(&self, line: &str) -> Ended {
        self.run_in(line, &[])
    }

    /// Runs one command line with further environment variables.
    #[expect(clippy::disallowed_methods, reason = "the program itself is the thing under test")]
    pub(crate) fn run_in(&self, line: &str, environment: &[(&str, &str)]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ragnos-repo"));
        command.args(line.split_whitespace()).current_dir(self.temporary.path());
        command.env_remove("RAGNOS_REPO_PASSPHRASE").envs(environment.iter().copied()).output().unwrap().into()
    }

    #[track_caller]
    pub(crate) fn done(&self, line: &str) -> String {
        let ended = self.run(line);
        assert_eq!(ended.code, 0, "{line}: {}{}", ended.stdout, ended.stderr);
        ended.stdout
    }

    /// Runs what has to fail, and returns the error's code; the repository must be what it was.
    #[track_caller]
    pub(crate) fn refused(&self, line: &str, exit: i32) -> String {
        let before = self.files();
        let ended = self.run(&format!("{line} --json"));
        assert_eq!(ended.code, exit, "{line}: {}{}", ended.stdout, ended.stderr);
        assert_eq!(self.files(), before, "{line} changed the repository");
        let error: Value = serde_json::from_str(&ended.stderr).unwrap();
        error["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        for folder in ["repo/metadata", "repo/targets"] {
            for entry in fs_err::read_dir(self.path(folder)).into_iter().flatten() {
                let entry = entry.unwrap();
                found.push((entry.file_name().into_string().unwrap(), fs_err::read(entry.path()).unwrap()));
            }
        }
        found.sort();
        found
    }
}

#[test]
fn untouched_roles_keep_their_bytes_and_a_second_publish_does_nothing() {
    let operator = Operator::with_plugins();
    let before = operator.files();
    assert_eq!(operator.publish(), "nothing to do\n");
    assert_eq!(operator.files(), before);
    operator.done(&format!("refresh repo {ONLINE}"));
    let after = operator.files();
    let new: Vec<&str> = after.iter().filter(|file| !before.contains(file)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(new, ["4.snapshot.json", "timestamp.json"]);
    let report: Value = serde_json::from_str(&operator.done(&format!("refresh repo --json {ONLINE}"))).unwrap();
    assert_eq!((&report["schema"], &report["version"]), (&"ragnos.repo/receipt/v1".into(), &5.into()));
}

#[test]
fn what_may_not_be_is_refused_and_changes_nothing() {
    let operator = Operator::with_plugins();
    assert_eq!(operator.refused(INIT, 2), "RP2904");
    let delegate = format!("delegate add repo --role-key keys/acme-1 --key keys/targets {ONLINE}");
    assert_eq!(operator.refused(&format!("{delegate} acme"), 2), "RP2909");
    assert_eq!(operator.refused(&format!("{delegate} snapshot"), 2), "RP2910");
    assert_eq!(operator.refused(&format!("{delegate} other --threshold 2"), 2), "RP2905");
    assert_eq!(operator.refused(&format!("{delegate} other --key keys/log"), 4), "RP4900");
    assert_eq!(operator.refused("refresh repo --key keys/snapshot", 4), "RP4901");
    assert_eq!(operator.refused("refresh repo --key keys/snapshot.pub", 2), "RP2903");
    assert_eq!(operator.refused("refresh repo --key keys/absent", 8), "RP8900");
    assert_eq!(operator.refused(&format!("publish repo keys {ONLINE}"), 2), "RP2919");
    assert_eq!(operator.refused(&format!("yank repo acme/text@9.9.9 {ONLINE}"), 2), "RP2912");
    let one_of_two = format!("publish repo dist2 --key keys/acme-1 --key keys/log {ONLINE}");
    let source = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plugins/acme/text/1.1.0");
    pack::pack(&source, &Platform::ANY, None).unwrap().write(&operator.path("dist2")).unwrap();
    assert_eq!(operator.refused(&one_of_two, 4), "RP4901");
}

#[test]
fn a_published_version_never_changes() {
    let operator = Operator::with_plugins();
    let source = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plugins/acme/text/1.2.0");
    fs_err::create_dir(operator.path("changed")).unwrap();
    for entry in fs_err::read_dir(&source).unwrap() {
        let path = Utf8PathBuf::from_path_buf(entry.unwrap().path()).unwrap();
        if path.is_file() {
            fs_err::copy(&path, operator.path("changed").join(path.file_name().unwrap())).unwrap();
        }
    }
    fs_err::write(operator.path("changed/more.js"), "export const more = 1;\n").unwrap();
    pack::pack(&operator.path("changed"), &Platform::ANY, None).unwrap().write(&operator.path("dist3")).unwrap();
    let line = format!("publish repo dist3 --key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}");
    assert_eq!(operator.refused(&line, 4), "RP4903");
}

#[test]
fn provenance_is_published_with_the_archive_that_it_is_about() {
    let operator = Operator::with_plugins();
    operator.pack_into("acme/text", "2.0.0", "dist2");
    let archive = fs_err::read(operator.path("dist2/acme.text-2.0.0.tar.gz")).unwrap();
    let statement = |digest: Sha256, builder: &str| {
        let subject = json!([{"name": "acme.text-2.0.0.tar.gz", "digest": {"sha256": digest}}]);
        json!({"_type": "https://in-toto.io/Statement/v1", "subject": subject, "predicateType": "https://slsa.dev/provenance/v1", "predicate": {"builder": builder}})
    };
    let write = |name: &str, text: String| fs_err::write(operator.path(name), text).unwrap();
    write("good", format!("{}\n", statement(Sha256::of(&archive), "ci")));
    write("second", format!("{}\n", statement(Sha256::of(&archive), "ci-2")));
    write("other", statement(Sha256::of(b"other"), "ci").to_string());
    write("none", "{}".to_owned());
    let publish = format!("publish repo dist2 --key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}");
    assert_eq!(operator.refused(&format!("{publish} --provenance none"), 2), "RP2970");
    assert_eq!(operator.refused(&format!("{publish} --provenance other"), 2), "RP2971");
    assert_eq!(operator.refused(&format!("{publish} --provenance good --provenance second"), 2), "RP2972");
    let said = operator.done(&format!("{publish} --provenance good --dry-run"));
    assert!(said.contains("+ acme.text-2.0.0.intoto.jsonl"), "{said}");
    operator.done(&format!("{publish} --provenance good"));
    let files = operator.files();
    let is_it = |(name, _): &&(String, Vec<u8>)| name.ends_with(".acme.text-2.0.0.intoto.jsonl");
    let (name, bytes) = files.iter().find(is_it).unwrap();
    assert_eq!(
        (&name[..64], &bytes[..]),
        (Sha256::of(bytes).to_string().as_str(), &*fs_err::read(operator.path("good")).unwrap())
    );
    let role: Value = serde_json::from_slice(&fs_err::read(operator.path("repo/metadata/3.acme.json")).unwrap()).unwrap();
    let link = &role["signed"]["targets"]["acme.text-2.0.0.tar.gz"]["custom"]["ragnos"]["provenance"];
    assert_eq!(*link, json!({"target": "acme.text-2.0.0.intoto.jsonl", "sha256": Sha256::of(bytes)}));
    // What was signed of a version stays as it is: the same again adds nothing, another provenance is refused.
    assert_eq!(operator.done(&format!("{publish} --provenance good")), "nothing to do\n");
    assert_eq!(operator.done(&publish), "nothing to do\n");
    assert_eq!(operator.refused(&format!("{publish} --provenance second"), 4), "RP4903");
}

#[test]
fn a_folder_that_somebody_changed_is_not_signed() {
    let operator = Operator::with_plugins();
    let path = operator.path("repo/metadata/2.acme.json");
    let good = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, good.replace("acme.text", "acme.tex7")).unwrap();
    operator.pack("acme/word-count", "1.1.0");
    let line = format!("publish repo dist --key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}");
    assert_eq!(operator.refused(&line, 5), "RP5903");
}

#[test]
fn a_private_key_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let operator = Operator::with_plugins();
    fs_err::set_permissions(operator.path("keys/snapshot"), PermissionsExt::from_mode(0o644)).unwrap();
    assert_eq!(operator.refused(&format!("refresh repo {ONLINE}"), 4), "RP4902");
    assert_eq!(operator.refused("key generate --unencrypted --out keys/log", 2), "RP2901");
}

#[test]
fn a_version_is_withdrawn_and_let_in_again() {
    let operator = Operator::with_plugins();
    let keys = format!("--key keys/acme-1 --key keys/acme-2 {ONLINE}");
    let marks = |version: u64| {
        let role: Value =
            serde_json::from_slice(&fs_err::read(operator.path(&format!("repo/metadata/{version}.acme.json"))).unwrap())
                .unwrap();
        role["signed"]["targets"]["acme.text-1.2.0.tar.gz"]["custom"]["ragnos"]["yanked"].clone()
    };
    assert_eq!(marks(2), Value::Null);
    operator.done(&format!("yank repo acme/text@1.2.0 {keys}"));
    assert_eq!(marks(3), Value::Bool(true));
    assert_eq!(operator.done(&format!("yank repo acme/text@1.2.0 {keys}")), "nothing to do\n");
    operator.done(&format!("yank repo --undo acme/text@1.2.0 {keys}"));
    assert_eq!(marks(4), Value::Null);
    assert_eq!(operator.done(&format!("yank repo --undo acme/text@1.2.0 {keys}")), "nothing to do\n");
}

#[test]
fn a_dry_run_shows_the_change_and_writes_nothing() {
    let operator = Operator::with_plugins();
    operator.pack_into("acme/text", "2.0.0", "dist2");
    let publish = format!("publish repo dist2 --key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}");
    let before = operator.files();
    let said = operator.done(&format!("{publish} --dry-run"));
    let document = operator.json(&format!("{publish} --dry-run"));
    assert_eq!(operator.files(), before);
    assert!(said.contains("capabilities (against 1.2.0, 1986 -> 2196 bytes): the same\n"), "{said}");
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("      ~ ") || line.starts_with("      + ")).collect();
    assert!(lines.iter().any(|line| line.starts_with("      ~ plugin.toml ")), "{said}");
    let files: Vec<&str> = document["files"].as_array().unwrap().iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!(document["schema"], "ragnos.repo/rehearsal/v1");
    assert_eq!(
        files[3..],
        ["metadata/3.acme.json", "metadata/3.log.json", "metadata/4.snapshot.json", "metadata/timestamp.json"]
    );
    // What the dry run said is what is written; all that can be wrong is found by it too.
    let written = operator.json(&publish)["written"].as_array().unwrap().clone();
    assert_eq!(written.len(), files.len());
    assert_eq!(operator.done(&format!("{publish} --dry-run")), "nothing to do\n");
    assert_eq!(operator.refused("refresh repo --key keys/snapshot --dry-run", 4), "RP4901");
    assert_eq!(
        operator
            .refused(&format!("refresh repo {ONLINE} --timestamp-lifetime 1s --snapshot-lifetime 1s --dry-run --role acme"), 4),
        "RP4901"
    );
    let new = INIT.replace("init repo", "init repo2");
    assert!(operator.done(&format!("{new} --dry-run")).starts_with("a new repository\n"));
    assert!(!operator.path("repo2").exists());
}

#[test]
fn a_name_that_looks_like_another_one_is_refused() {
    let operator = Operator::with_plugins();
    let delegate = format!("delegate add repo --role-key keys/other --key keys/targets {ONLINE}");
    for name in ["acrne", "ac-me"] {
        assert_eq!(operator.refused(&format!("{delegate} {name}"), 4), "RP4913", "{name}");
    }
    operator.done(&format!("{delegate} acne"));
    // Within a namespace, of plugins.
    for (name, code) in [("te-xt", 4), ("test", 0)] {
        let source = operator.path(&format!("source-{name}"));
        fs_err::create_dir(&source).unwrap();
        let manifest =
            format!("[plugin]\nname = \"acme/{name}\"\nversion = \"1.0.0\"\ndescription = \"A name.\"\nlicense = \"MIT\"\n");
        fs_err::write(source.join("plugin.toml"), manifest).unwrap();
        pack::pack(&source, &Platform::ANY, None).unwrap().write(&operator.path(&format!("dist-{name}"))).unwrap();
        let ended =
            operator.run(&format!("publish repo dist-{name} --key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}"));
        assert_eq!(ended.code, code, "{}", ended.stderr);
        assert_eq!(ended.stderr.contains("RP4913"), code == 4);
    }
}

#[test]
fn look_alikes_are_found_in_other_claims_bins() {
    let operator = Operator::new();
    operator.done(&format!("{INIT} --claims-depth 2 --claims-key keys/claims"));
    let delegate = format!("delegate add repo --role-key keys/other --key keys/claims {ONLINE}");
    operator.done(&format!("{delegate} mill-1"));
    operator.done(&format!("{delegate} 10"));
    for name in ["rnill-l", "mi1l1", "io", "l-0"] {
        assert_eq!(operator.refused(&format!("{delegate} {name}"), 4), "RP4913", "{name}");
    }
    operator.done(&format!("{delegate} mill"));
}
