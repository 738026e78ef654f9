//! The workload in the peers' own forms: npm packuments, wheels behind a simple index, crates behind a sparse index.
//!
//! Owns: these three forms, each with all versions in the metadata and content for the newest one.
//! Never does: start a program.
//! In: [`Plugin`]s. Out: static files, and a project for each peer.

use std::io::Write as _;

use aws_lc_rs::digest::{self, SHA256, SHA512};
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use camino::Utf8Path;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Map, Value, json};

use super::workload::{Plugin, roots};
use super::{Failure, write};

/// Publishes `plugins` below `into`, which is served at `base`.
pub(super) fn publish_all(plugins: &[Plugin], into: &Utf8Path, base: &str) -> Result<(), Failure> {
    for plugin in plugins {
        let needs: Vec<&str> = plugin.dependencies.iter().map(|needed| plugins[*needed].name.as_str()).collect();
        npm(plugin, &needs, into, base)?;
        wheel(plugin, &needs, into, base)?;
        cargo(plugin, &needs, into)?;
    }
    write(&into.join("index/config.json"), json!({ "dl": format!("{base}/crate/{{crate}}/{{version}}") }).to_string())
}

/// One project for each peer below `into`, asking for what no other plugin needs.
pub(super) fn projects(plugins: &[Plugin], base: &str, into: &Utf8Path) -> Result<(), Failure> {
    let lines = |form: fn(&str) -> String| roots(plugins).map(|one| form(&one.name)).collect::<String>();
    let wanted: Map<String, Value> = roots(plugins).map(|one| (one.name.clone(), "^1.0.0".into())).collect();
    for peer in ["bun", "npm", "pnpm"] {
        let package = json!({ "name": "app", "version": "1.0.0", "private": true, "dependencies": wanted });
        write(&into.join(peer).join("package.json"), package.to_string())?;
        write(&into.join(peer).join(".npmrc"), format!("registry={base}/npm/\nignore-scripts=true\n"))?;
    }
    let index = format!("[[tool.uv.index]]\nname = \"loop\"\nurl = \"{base}/simple/\"\ndefault = true\n");
    let head = "[project]\nname = \"app\"\nversion = \"1.0.0\"\nrequires-python = \">=3.8\"\ndependencies = [\n";
    let wheels = lines(|name| format!("  \"{name}>=1,<2\",\n"));
    write(&into.join("uv/pyproject.toml"), format!("{head}{wheels}]\n{index}"))?;
    let head = "[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[workspace]\n[dependencies]\n";
    let crates = lines(|name| format!("{name} = {{ version = \"1\", registry = \"loop\" }}\n"));
    write(&into.join("cargo/Cargo.toml"), format!("{head}{crates}"))?;
    write(&into.join("cargo/src/lib.rs"), "")?;
    write(&into.join("cargo/.cargo/config.toml"), format!("[registries.loop]\nindex = \"sparse+{base}/index/\"\n"))
}

fn npm(plugin: &Plugin, needs: &[&str], into: &Utf8Path, base: &str) -> Result<(), Failure> {
    let (name, newest) = (&plugin.name, plugin.newest());
    let dependencies: Map<String, Value> = needs.iter().map(|name| ((*name).to_owned(), "^1.0.0".into())).collect();
    let entry = |version: &str| {
        let text = "synthetic plugin for measurement";
        json!({ "name": name, "version": version, "license": "MIT", "description": text, "dependencies": dependencies })
    };
    let package = entry(&newest).to_string();
    let archive = tar_gz("package/", plugin, &[("package.json", package.as_bytes())])?;
    let integrity = format!("sha512-{}", BASE64_STANDARD.encode(digest::digest(&SHA512, &archive)));
    let versions = plugin.versions().map(|version| {
        let mut one = entry(&version);
        one["dist"] = json!({ "tarball": format!("{base}/npm-files/{name}-{version}.tgz"), "integrity": integrity });
        (version, one)
    });
    let versions: Map<String, Value> = versions.collect();
    let packument = json!({ "name": name, "dist-tags": { "latest": newest }, "versions": versions });
    write(&into.join("npm").join(name), packument.to_string())?;
    write(&into.join(format!("npm-files/{name}-{newest}.tgz")), archive)
}

fn wheel(plugin: &Plugin, needs: &[&str], into: &Utf8Path, base: &str) -> Result<(), Failure> {
    let (name, newest) = (&plugin.name, plugin.newest());
    let needs: String = needs.iter().map(|name| format!("Requires-Dist: {name}>=1,<2\n")).collect();
    let metadata = format!("Metadata-Version: 2.1\nName: {name}\nVersion: {newest}\n{needs}");
    let dist_info = format!("{name}-{newest}.dist-info");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut record = String::new();
    let mut add = |path: &str, content: &[u8]| -> Result<(), Failure> {
        let hash = BASE64_URL_SAFE_NO_PAD.encode(digest::digest(&SHA256, content));
        record.push_str(&format!("{path},sha256={hash},{}\n", content.len()));
        zip.start_file(path, zip::write::SimpleFileOptions::default())?;
        Ok(zip.write_all(content)?)
    };
    for (path, content) in &plugin.files {
        add(&format!("{name}/{path}"), content)?;
    }
    add(&format!("{dist_info}/METADATA"), metadata.as_bytes())?;
    let tag = "Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
    add(&format!("{dist_info}/WHEEL"), tag.as_bytes())?;
    record.push_str(&format!("{dist_info}/RECORD,,\n"));
    zip.start_file(format!("{dist_info}/RECORD"), zip::write::SimpleFileOptions::default())?;
    zip.write_all(record.as_bytes())?;
    let wheel = zip.finish()?.into_inner();
    let file = |version: &str| format!("{name}-{version}-py3-none-any.whl");
    let (sha256, metadata_sha256) = (hex_sha256(&wheel), hex_sha256(metadata.as_bytes()));
    let entry = |version: String| {
        let (filename, metadata) = (file(&version), json!({ "sha256": metadata_sha256 }));
        json!({ "filename": filename, "url": format!("{base}/wheels/{filename}"), "hashes": { "sha256": sha256 },
            "core-metadata": metadata, "upload-time": "2026-01-05T00:00:00.000000Z", "size": wheel.len() })
    };
    let files: Vec<Value> = plugin.versions().map(entry).collect();
    let page = json!({ "meta": { "api-version": "1.1" }, "name": name, "versions": plugin.versions().collect::<Vec<_>>(), "files": files });
    write(&into.join(format!("simple/{name}/index.json")), page.to_string())?;
    write(&into.join(format!("wheels/{}.metadata", file(&newest))), metadata)?;
    write(&into.join("wheels").join(file(&newest)), wheel)
}

fn cargo(plugin: &Plugin, needs: &[&str], into: &Utf8Path) -> Result<(), Failure> {
    let (name, newest) = (&plugin.name, plugin.newest());
    let head = format!("[package]\nname = \"{name}\"\nversion = \"{newest}\"\nedition = \"2021\"\n[dependencies]\n");
    let manifest = head + &needs.iter().map(|name| format!("{name} = \"1\"\n")).collect::<String>();
    let extra = [("Cargo.toml", manifest.as_bytes()), ("src/lib.rs", b"".as_slice())];
    let archive = tar_gz(&format!("{name}-{newest}/"), plugin, &extra)?;
    let checksum = hex_sha256(&archive);
    let dependency = |name: &&str| json!({ "name": name, "req": "^1", "features": [], "optional": false, "default_features": true, "target": null, "kind": "normal" });
    let dependencies: Vec<Value> = needs.iter().map(dependency).collect();
    let line = |version: String| {
        json!({ "name": name, "vers": version, "deps": dependencies, "cksum": checksum, "features": {}, "yanked": false })
            .to_string()
            + "\n"
    };
    write(&into.join(format!("index/{}/{}/{name}", &name[..2], &name[2..4])), plugin.versions().map(line).collect::<String>())?;
    write(&into.join(format!("crate/{name}/{newest}")), archive)
}

fn hex_sha256(bytes: &[u8]) -> String {
    ragnos_plugin::digest::Sha256::of(bytes).to_string()
}

fn tar_gz(prefix: &str, plugin: &Plugin, extra: &[(&str, &[u8])]) -> Result<Vec<u8>, Failure> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
    let files = plugin.files.iter().map(|(path, content)| (path.as_str(), content.as_slice()));
    for (path, content) in extra.iter().copied().chain(files) {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(1_700_000_000);
        tar.append_data(&mut header, format!("{prefix}{path}"), content)?;
    }
    Ok(tar.into_inner()?.finish()?)
}
