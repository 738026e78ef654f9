//! Hostile archives, each properly packed into signed metadata and the lockfile: one of each class against a project that has
//! an older version installed (rows 122, 123, 125). The long list of archives is in `archives`, against the library.

use std::collections::{BTreeMap, BTreeSet};

use ragnos_plugin::archive;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::tree;
use serde_json::json;

use super::scene::{Scene, release};
use crate::archives::corpus::{self, Case, Expected, raw};
use crate::tuf::repository::raise;

const ACME: [&str; 3] = ["role.acme.json", "snapshot.json", "timestamp.json"];

/// Publishes `archive` as version 1.1.0 of `acme/tool`: a publisher who signs whatever it takes to have it unpacked.
fn publish(scene: &mut Scene, archive: &[u8], signed: Option<(u64, u64)>) {
    let honest = release("acme/tool", "1.1.0", "");
    scene.repository.add_release("acme", &honest);
    let files = archive::list(archive).unwrap_or_default();
    // Where nobody can say what is in it, the publisher says something that is possible.
    let sum = || files.iter().map(|file| file.length).sum();
    let (count, size) = signed.unwrap_or_else(|| if files.is_empty() { (100, 1 << 20) } else { (files.len() as u64, sum()) });
    let mut descriptor = serde_json::to_value(honest.descriptor()).unwrap();
    descriptor["tree"] = json!(tree::digest(&files));
    (descriptor["file-count"], descriptor["unpacked-size"]) = (json!(count), json!(size));
    if let Some(manifest) = files.iter().find(|file| file.path == "plugin.toml") {
        descriptor["manifest-sha256"] = json!(manifest.sha256);
    }
    scene.repository.add_target("acme", "acme.tool-1.1.0.tar.gz", archive, &json!({"ragnos": descriptor}));
    raise(scene.repository.targets.get_mut("acme").unwrap());
    scene.repository.publish_next();
}

fn manifest() -> raw::Entry {
    let text = "[plugin]\nname = \"acme/tool\"\nversion = \"1.1.0\"\ndescription = \"A test.\"\nlicense = \"MIT\"\n";
    raw::Entry::new("plugin.toml", b'0', text)
}

/// Plays one archive: refused with the code, by the plugin's name; project, cache, and what lies beside them untouched.
fn refused(archive: &[u8], signed: Option<(u64, u64)>, code: &str, what: &str) {
    let mut scene = Scene::synced();
    publish(&mut scene, archive, signed);
    fs_err::create_dir_all(scene.user.path("canary")).unwrap();
    let (home, canary) = (scene.user.contents("home"), scene.user.contents("canary"));
    let said = scene.refused(&["update"], 5, code, &ACME);
    assert!(said.stderr.contains("acme/tool"), "{what}: {}", said.stderr);
    assert_eq!((scene.user.contents("home"), scene.user.contents("canary")), (home, canary), "{what}");
    scene.accepted(&["check", "--no-fetch"], &[]);
}

/// The first refused archive of each class; one of no bytes is not even locked (row 81).
fn classes() -> Vec<Case> {
    let mut seen = BTreeSet::new();
    let cases = corpus::all("/nowhere/canary").into_iter();
    let refused = |case: &Case| matches!(case.expected, Expected::Refused(_)) && !case.archive.is_empty();
    cases.filter(|case| refused(case) && seen.insert(case.class)).collect()
}

/// Rows 122, 123: one archive of each class that the corpus has: paths that lead out, links, special files, headers and PAX records
/// that tools read differently, gzip that is not one whole member, sizes beyond what is signed. The whole archive is refused.
#[test]
fn one_archive_of_each_class() {
    let mut codes = BTreeMap::<&str, usize>::new();
    let cases = classes();
    for case in &cases {
        let Expected::Refused(code) = case.expected else { unreachable!("only such were taken") };
        refused(&case.archive, case.signed, code, &format!("{}, {}", case.class, case.name));
        *codes.entry(code).or_default() += 1;
    }
    assert!(cases.len() >= 20 && codes.len() >= 7, "{} cases: {codes:?}", cases.len());
}

/// Row 122: the words of the table, one archive each: absolute, parent, symbolic and hard link, device, pipe, twice, twice but for
/// the case, a path over the limit, sparse, PAX records that override size or path.
#[test]
fn what_the_table_names_is_refused_by_name() {
    let link = |kind: u8, target: &str| raw::Entry::new("link", kind, b"").link(target);
    let long = "d/".repeat(600) + "x";
    let attacks: [(&str, &str, Vec<raw::Entry>); 15] = [
        ("absolute", "RP5205", vec![raw::file("/nowhere/canary/x")]),
        ("parent", "RP5205", vec![raw::file("../../../../canary/x")]),
        ("parent by PAX", "RP5205", vec![raw::pax(raw::record("path", "../../../../canary/x")), raw::file("x")]),
        ("symbolic link", "RP5211", vec![link(b'2', "../../../../canary"), raw::file("link/x")]),
        ("symbolic link to a file", "RP5211", vec![link(b'2', "/etc/passwd")]),
        ("hard link", "RP5211", vec![link(b'1', "../../../../ragnos.toml")]),
        ("character device", "RP5212", vec![raw::Entry::new("null", b'3', b"")]),
        ("block device", "RP5212", vec![raw::Entry::new("disk", b'4', b"")]),
        ("pipe", "RP5212", vec![raw::Entry::new("pipe", b'6', b"")]),
        ("sparse", "RP5212", vec![raw::Entry::new("sparse", b'S', b"").gnu()]),
        ("twice", "RP5214", vec![raw::file("a"), raw::file("a")]),
        ("another case", "RP5214", vec![raw::file("Readme"), raw::file("README")]),
        ("file and folder", "RP5214", vec![raw::file("a"), raw::file("a/b")]),
        ("size by PAX", "RP5213", vec![raw::pax(raw::record("size", "3")), raw::file("x")]),
        ("long", "RP5205", vec![raw::pax(raw::record("path", &long)), raw::file("x")]),
    ];
    for (what, code, entries) in attacks {
        refused(&raw::archive(&[&[manifest()], &entries[..]].concat()), None, code, what);
    }
}

/// Row 122: modes cannot make a file more than executable: set-id and sticky bits are not taken over, owners neither.
#[test]
fn modes_and_owners_are_the_stores_own() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let mut scene = Scene::synced();
    let suid = raw::file("suid").mode(0o6755).set(108, b"0000000\0").set(116, b"0000000\0");
    let archive = raw::archive(&[manifest(), suid, raw::file("sticky").mode(0o1666)]);
    publish(&mut scene, &archive, None);
    let ended = scene.run(&["update", "--json"]);
    if ended.code == 0 {
        let folder = scene.user.path("project/.ragnos/plugins/acme/tool");
        let own = fs_err::metadata(scene.user.path("project")).unwrap().uid();
        for (file, mode) in [("suid", 0o555), ("sticky", 0o444)] {
            let metadata = fs_err::metadata(folder.join(file)).unwrap();
            assert_eq!((metadata.permissions().mode() & 0o7777, metadata.uid()), (mode, own), "{file}");
        }
        scene.accepted(&["check"], &[]);
    } else {
        assert_eq!((ended.code, &ended.error()[..3]), (5, "RP5"), "{}", ended.stderr);
    }
}

/// Row 123: bombs. Bytes beyond what is signed, many members, something after the end, and more entries than anybody may have stop
/// at the signed size or at a fixed limit, whatever was signed.
#[test]
fn bombs_stop_at_what_is_signed_or_at_a_limit() {
    let zeros = |length: usize| raw::Entry::new("zeros", b'0', vec![0; length]);
    let bomb = raw::archive(&[manifest(), zeros(48 << 20)]);
    assert!(bomb.len() < 1 << 20, "{} bytes are no bomb", bomb.len());
    refused(&bomb, Some((2, 1000)), "RP5209", "more than signed");
    // Signed as large as it is, it is more than so short an archive may hold.
    refused(&bomb, Some((2, (48 << 20) + 100)), "RP5120", "the ratio");
    let good = raw::archive(&[manifest(), raw::file("x")]);
    refused(&[good.clone(), good.clone()].concat(), Some((2, 200)), "RP5210", "two members");
    refused(&[good.clone(), vec![0; 10]].concat(), Some((2, 200)), "RP5210", "trailing data");
    refused(&good, Some((1, 200)), "RP5209", "more files than signed");
    let folders: Vec<raw::Entry> = (0..5000).map(|number| raw::folder(format!("d{number}/"))).collect();
    refused(&raw::archive(&[&[manifest(), raw::file("x")], &folders[..]].concat()), Some((2, 200)), "RP5209", "entries");
    let mut scene = Scene::synced();
    publish(&mut scene, &good, None);
    scene.accepted(&["update"], &ACME);
}

/// Row 125: an archive brings everything that other package managers run: scripts by their usual names, executable, with hooks in
/// their manifests. They are files like any other and nothing of them runs, with or without `--ignore-scripts`.
#[test]
fn nothing_of_an_archive_is_run() {
    let mut scene = Scene::synced();
    let mark = scene.user.path("ran");
    let script = format!("#!/bin/sh\necho ran >> {}\n", mark.display());
    let npm =
        json!({"scripts": {"preinstall": script, "install": script, "postinstall": script, "prepare": script}}).to_string();
    let names = ["install.sh", "postinstall", "hooks/post-install", "setup.py", "build.rs", "Makefile", ".envrc", "bin/acme"];
    let mut entries = vec![manifest(), raw::Entry::new("package.json", b'0', npm)];
    entries.extend(names.map(|name| raw::Entry::new(name, b'0', &script).mode(0o755)));
    let archive = raw::archive(&entries);
    publish(&mut scene, &archive, None);
    scene.accepted(&["update"], &ACME);
    let installed = scene.user.path("project/.ragnos/plugins/acme/tool");
    assert!(names.iter().all(|name| fs_err::read_to_string(installed.join(name)).unwrap() == script));
    for command in [&["sync", "--repair"][..], &["sync", "--ignore-scripts"], &["check"], &["list"], &["remove", "acme/tool"]] {
        scene.run(command).expect(0);
    }
    assert!(!mark.exists());
    assert_eq!(Sha256::of(&archive), Sha256::of(&fs_err::read(cached(&scene, &archive)).unwrap()));
}

fn cached(scene: &Scene, archive: &[u8]) -> std::path::PathBuf {
    scene.user.path("home/.cache/ragnos-plugin/archives/sha256").join(Sha256::of(archive).to_string())
}
