//! The scene of the audit tests: a signed repository with plugins whose SBOMs list components of others, and a project that locks them.
//!
//! Owns: SBOMs and advisories of our own, signed by the independent test repository.
//! Never does: check anything. In: plugins and advisories. Out: a [`Scene`].

use std::path::PathBuf;

use camino::Utf8Path;
use ragnos_plugin::archive::gzip;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::pack::{PackedRelease, pack};
use serde_json::{Value, json};

use super::super::{Ended, User};
use crate::tuf::repository::{Repository, delegate, targets};

/// Later than anybody runs this.
const FAR: &str = "2056-01-01T00:00:00Z";

/// A user with the signed repository `signed` and a project that has locked acme/x and acme/y.
pub(super) struct Scene {
    pub(super) user: User,
    repository: Repository,
    files: Vec<(String, Vec<u8>)>,
}

/// A component with a package URL.
pub(super) fn library(purl: &str) -> Value {
    let name = purl.rsplit('/').next().unwrap().split('@').next().unwrap();
    json!({ "type": "library", "name": name, "purl": purl, "bom-ref": purl })
}

/// A record about one package, fixed in `fixed`.
pub(super) fn record(id: &str, ecosystem: &str, name: &str, fixed: &str, more: &Value) -> Value {
    let mut record = json!({
        "id": id, "modified": "2026-01-01T00:00:00Z", "summary": format!("about {name}"),
        "references": [{ "type": "ADVISORY", "url": format!("https://advisories.example/{id}") }],
        "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
        "affected": [{ "package": { "ecosystem": ecosystem, "name": name },
                       "ranges": [{ "type": "SEMVER", "events": [{ "introduced": "0" }, { "fixed": fixed }] }] }],
    });
    for (key, value) in more.as_object().unwrap() {
        record[key] = value.clone();
    }
    record
}

/// Records as a `.tar.gz`.
pub(super) fn tar_gz(records: &[Value]) -> Vec<u8> {
    let mut archive = Vec::new();
    for record in records {
        let text = record.to_string();
        // POSIX ustar, by hand: the crate tar is what reads it.
        let mut header = vec![0; 512];
        let name = format!("{}.json", record["id"].as_str().unwrap());
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[100..107].copy_from_slice(b"0000644");
        header[124..135].copy_from_slice(format!("{:011o}", text.len()).as_bytes());
        header[148..156].fill(b' ');
        header[156] = b'0';
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        archive.extend(header);
        archive.extend(text.as_bytes());
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.extend([0; 1024]);
    gzip::compress(&archive).unwrap()
}

impl Scene {
    /// The default scene: npm/a 1.0.0 and data, which nobody can assess, in acme/x, npm/a 2.0.0 in acme/y, which needs acme/x.
    pub(super) fn new() -> Self {
        let nameless = json!({ "type": "data", "name": "nameless", "version": "1" });
        Self::with(&[
            ("x", &[library("pkg:npm/a@1.0.0"), nameless], ""),
            ("y", &[library("pkg:npm/a@2.0.0")], "\"acme/x\" = \"^1\"\n"),
        ])
    }

    /// Plugins of acme, each version 1.0.0: name, components, dependencies in TOML.
    pub(super) fn with(plugins: &[(&str, &[Value], &str)]) -> Self {
        let mut scene =
            Self { user: User { temporary: tempfile::tempdir().unwrap() }, repository: Repository::new(), files: Vec::new() };
        let mut role = targets(1);
        for (name, components, needs) in plugins {
            scene.add_plugin(&mut role, name, components, needs);
        }
        delegate(scene.repository.top(), "acme", &["acme.*"], true, &[7]);
        delegate(scene.repository.top(), "security", &["_security.*"], true, &[8]);
        scene.repository.seeds.insert("acme".to_owned(), vec![7]);
        scene.repository.seeds.insert("security".to_owned(), vec![8]);
        scene.repository.targets.insert("acme".to_owned(), role);
        scene.repository.targets.insert("security".to_owned(), targets(1));
        scene.publish();
        let named: Vec<String> = plugins.iter().map(|(name, ..)| format!("\"acme/{name}\" = \"^1\"\n")).collect();
        scene.user.write(
            "project/ragnos.toml",
            &format!("[repositories.main]\nurl = \"../signed\"\n\n[plugins]\n{}", named.concat()),
        );
        scene.user.run(&["lock"]).expect(0);
        scene
    }

    fn add_plugin(&mut self, role: &mut Value, name: &str, components: &[Value], needs: &str) {
        let source = self.user.path(&format!("source-{name}"));
        fs_err::create_dir_all(&source).unwrap();
        let needs = if needs.is_empty() { String::new() } else { format!("[dependencies]\n{needs}") };
        fs_err::write(source.join("plugin.toml"), format!("[plugin]\nname = \"acme/{name}\"\nversion = \"1.0.0\"\n{needs}"))
            .unwrap();
        let release = pack(Utf8Path::from_path(&source).unwrap(), &"any".parse().unwrap(), None).unwrap();
        let sbom = extended(&release, components);
        let mut descriptor = serde_json::to_value(release.descriptor()).unwrap();
        descriptor["sbom"]["sha256"] = json!(Sha256::of(&sbom).to_string());
        let (archive, sbom_target) = (release.target().to_string(), release.descriptor().sbom.target.to_string());
        self.list(role, &archive, release.archive(), &descriptor);
        self.list(role, &sbom_target, &sbom, &json!({ "sbom": 1 }));
    }

    fn list(&mut self, role: &mut Value, name: &str, bytes: &[u8], custom: &Value) {
        let hashes = json!({ "sha256": Sha256::of(bytes).to_string() });
        role["targets"][name] = json!({ "length": bytes.len(), "hashes": hashes, "custom": { "ragnos": custom } });
        self.files.push((format!("{}.{name}", Sha256::of(bytes)), bytes.to_vec()));
    }

    /// Signs a file under this name by `role`, and publishes.
    pub(super) fn sign(&mut self, role: &str, name: &str, bytes: &[u8]) {
        let mut signed = self.repository.targets[role].clone();
        self.list(&mut signed, name, bytes, &json!({ "audit": 1 }));
        self.repository.targets.insert(role.to_owned(), signed);
        self.publish();
    }

    /// Marks the archive of a plugin as withdrawn, and publishes.
    pub(super) fn yank(&mut self, archive: &str) {
        self.repository.targets.get_mut("acme").unwrap()["targets"][archive]["custom"]["ragnos"]["yanked"] = json!(true);
        self.publish();
    }

    fn publish(&mut self) {
        for part in [&mut self.repository.root, &mut self.repository.timestamp, &mut self.repository.snapshot] {
            part["expires"] = json!(FAR);
        }
        for role in self.repository.targets.values_mut() {
            role["expires"] = json!(FAR);
            crate::tuf::repository::raise(role);
        }
        self.repository.publish_root();
        self.repository.publish_next();
        let folder = self.user.path("signed");
        fs_err::create_dir_all(folder.join("metadata")).unwrap();
        self.repository.origin.write(&folder.join("metadata"));
        fs_err::create_dir_all(folder.join("targets")).unwrap();
        for (name, bytes) in &self.files {
            fs_err::write(folder.join("targets").join(name), bytes).unwrap();
        }
        let trust = self.user.path("project/.ragnos/trust");
        fs_err::create_dir_all(&trust).unwrap();
        fs_err::copy(folder.join("metadata/1.root.json"), trust.join("main.root.json")).unwrap();
    }

    /// A database in the user's folder `db`.
    pub(super) fn database(&self, records: &[Value]) {
        fs_err::create_dir_all(self.user.path("db")).unwrap();
        for record in records {
            self.user.write(&format!("db/{}.json", record["id"].as_str().unwrap()), &record.to_string());
        }
    }

    /// The usual database: one record about npm/a, fixed in 1.5.0.
    pub(super) fn usual_database(&self) {
        self.database(&[record("GHSA-1", "npm", "a", "1.5.0", &json!({ "aliases": ["CVE-2026-1"] }))]);
    }

    /// Runs an audit with these arguments.
    pub(super) fn audit(&self, arguments: &[&str]) -> Ended {
        self.user.run(&[&["audit"], arguments].concat())
    }

    /// The served file whose name ends so.
    pub(super) fn served(&self, ending: &str) -> PathBuf {
        self.user.one("signed/targets", ending)
    }
}

/// The SBOM that `pack` made, with more components.
fn extended(release: &PackedRelease, components: &[Value]) -> Vec<u8> {
    let json = gzip::decompress(release.sbom(), 1 << 20).unwrap();
    let mut document: Value = serde_json::from_slice(&json).unwrap();
    document["components"].as_array_mut().unwrap().extend(components.iter().cloned());
    gzip::compress(document.to_string().as_bytes()).unwrap()
}
