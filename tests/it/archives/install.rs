//! Signed hostile archives and the whole program: one download, the code, and no trace of the archive anywhere.

use std::collections::BTreeMap;
use std::path::Path;

use ragnos_plugin::archive;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::tree;
use serde_json::json;

use super::corpus::raw::{Entry, file};
use super::corpus::{self, Case, Expected};
use crate::cli::User;
use crate::cli::http::counted;
use crate::server::Server;
use crate::tuf::repository::{Repository, delegate};

const FAR: &str = "2099-01-01T00:00:00Z";

/// A repository in which the namespace `acme` signed one plugin for each archive, written to `folder`.
fn publish(archives: &[(String, Vec<u8>)], folder: &Path) {
    fs_err::create_dir_all(folder.join("metadata")).unwrap();
    fs_err::create_dir_all(folder.join("targets")).unwrap();
    fs_err::write(folder.join(format!("targets/{}.acme.good-1.0.0.cdx.json.gz", Sha256::of(b""))), b"").unwrap();
    let mut repository = Repository::new();
    delegate(repository.top(), "acme", &["acme.*"], true, &[6]);
    let role = repository.role("acme", 6, &[]);
    for (name, bytes) in archives {
        let files = archive::list(bytes).unwrap_or_default();
        // Where nobody can say what is in it, the publisher says something that is possible.
        let (count, size) =
            if files.is_empty() { (100, 1 << 20) } else { (files.len(), files.iter().map(|file| file.length).sum()) };
        let target = format!("acme.{name}-1.0.0.tar.gz");
        let manifest = files.iter().find(|file| file.path == "plugin.toml");
        let descriptor = json!({
            "format": 1, "name": format!("acme/{name}"), "version": "1.0.0", "platform": "any", "tree": tree::digest(&files),
            "unpacked-size": size, "file-count": count,
            "manifest-sha256": manifest.map_or(Sha256::of(b""), |file| file.sha256),
            "sbom": {"target": format!("acme.{name}-1.0.0.cdx.json.gz"), "sha256": Sha256::of(b"")},
        });
        let sha256 = Sha256::of(bytes).to_string();
        fs_err::write(folder.join(format!("targets/{sha256}.{target}")), bytes).unwrap();
        role["targets"][target] =
            json!({"length": bytes.len(), "hashes": {"sha256": sha256}, "custom": {"ragnos": descriptor}});
        role["targets"][format!("acme.{name}-1.0.0.cdx.json.gz")] =
            json!({"length": 0, "hashes": {"sha256": Sha256::of(b"").to_string()}, "custom": {"ragnos": {"sbom": 1}}});
    }
    for signed in [&mut repository.timestamp, &mut repository.snapshot].into_iter().chain(repository.targets.values_mut()) {
        signed["expires"] = json!(FAR);
    }
    repository.root["expires"] = json!(FAR);
    repository.publish_root();
    repository.publish();
    repository.origin.write(&folder.join("metadata"));
}

/// A project that asks for one plugin of the repository in `folder`, which `server` serves.
fn user(plugin: &str, folder: &Path, server: &Server) -> User {
    let user = User::with("");
    fs_err::copy(folder.join("metadata/1.root.json"), user.path("project/.ragnos/trust/test.root.json")).unwrap();
    let manifest = format!("[repositories.test]\nurl = \"{}\"\n\n[plugins]\n\"acme/{plugin}\" = \"^1\"\n", server.url);
    user.write("project/ragnos.toml", &manifest);
    user
}

fn archives_asked(server: &Server) -> BTreeMap<String, usize> {
    counted(server).into_iter().filter(|(path, _)| path.ends_with(".tar.gz")).collect()
}

/// One of each class.
fn some(cases: Vec<Case>) -> Vec<Case> {
    let mut classes = BTreeMap::new();
    let mut is_wanted = |case: &Case| {
        let count: &mut usize = classes.entry(case.class).or_default();
        // An archive of no bytes is not even locked (attack table, row 81).
        let is_one = matches!(case.expected, Expected::Refused(_)) && case.signed.is_none() && !case.archive.is_empty();
        *count += usize::from(is_one);
        is_one && *count == 1
    };
    cases.into_iter().filter(|case| is_wanted(case)).collect()
}

#[test]
fn a_signed_hostile_archive_is_downloaded_once_and_leaves_no_trace() {
    let temporary = tempfile::tempdir().unwrap();
    let cases = some(corpus::all("/nowhere/canary"));
    let named: Vec<_> = cases.iter().enumerate().map(|(number, case)| (format!("p{number}"), case.archive.clone())).collect();
    publish(&named, temporary.path());
    let server = Server::of(temporary.path().to_owned());
    let mut codes = BTreeMap::<&str, usize>::new();
    for (case, (name, _)) in cases.iter().zip(&named) {
        let Expected::Refused(code) = case.expected else { unreachable!("only such were taken") };
        let user = user(name, temporary.path(), &server);
        let before = user.contents("project");
        let ended = user.run(&["sync", "--json"]).expect(5);
        assert_eq!(ended.error(), code, "{}, {}: {}", case.class, case.name, ended.stderr);
        assert!(ended.stderr.contains(&format!("acme/{name}")), "it names the plugin: {}", ended.stderr);
        assert_eq!(user.contents("project"), before, "{}, {}", case.class, case.name);
        let asked = archives_asked(&server);
        assert_eq!(asked.values().collect::<Vec<_>>(), [&1], "{}, {}: {asked:?}", case.class, case.name);
        let cached = user.contents("home").into_keys().find(|path| path.to_str().unwrap().contains("sha256/"));
        assert_eq!(cached, None, "{}, {}: a refused archive is not kept", case.class, case.name);
        *codes.entry(code).or_default() += 1;
    }
    println!("{} signed archives refused by the program: {codes:?}", cases.len());
    assert!(cases.len() > 20 && codes.len() == 8, "{codes:?}");
}

/// The same road ends well with an archive that keeps the rules, whoever wrote it.
#[test]
fn a_signed_archive_of_another_writer_is_installed() {
    let temporary = tempfile::tempdir().unwrap();
    let manifest = Entry::new("plugin.toml", b'0', "[plugin]\nname = \"acme/good\"\nversion = \"1.0.0\"\n").gnu();
    let entries = [manifest, Entry::new("d/", 0, b"").old(), file("d/\u{e9}t\u{e9}.txt").mode(0o755)];
    publish(&[("good".to_owned(), corpus::raw::archive(&entries))], temporary.path());
    let server = Server::of(temporary.path().to_owned());
    let user = user("good", temporary.path(), &server);
    user.run(&["sync"]).expect(0);
    assert_eq!(user.read("project/.ragnos/plugins/acme/good/d/\u{e9}t\u{e9}.txt"), "content\n");
    assert_eq!(archives_asked(&server).values().sum::<usize>(), 1);
    user.run(&["check"]).expect(0);
}
