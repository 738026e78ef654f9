//! An audit of SBOMs of our own against advisories of our own, through every form that a database may have.

use std::io::Write as _;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::*;
use crate::archive::gzip;
use crate::osv::Severity;

/// A component with a package URL.
pub(super) fn library(purl: &str) -> Value {
    json!({ "type": "library", "name": purl.rsplit('/').next().unwrap(), "purl": purl, "bom-ref": purl })
}

/// An SBOM as a file of this name, with these components.
pub(super) fn listed(name: &str, components: &[Value]) -> Listed {
    let document = json!({ "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components });
    let bytes = document.to_string();
    let origin = Origin {
        name: name.to_owned(),
        plugin: None,
        version: None,
        platforms: Vec::new(),
        target: None,
        sha256: Sha256::of(bytes.as_bytes()),
    };
    inventory::read(origin, bytes.as_bytes()).unwrap()
}

/// The SBOM of a plugin.
pub(super) fn of_plugin(plugin: &str, version: &str, components: &[Value]) -> Listed {
    let listed = listed("", components);
    let origin = Origin {
        name: format!("{plugin} {version}"),
        plugin: Some(plugin.parse().unwrap()),
        version: Some(version.to_owned()),
        ..listed.origin
    };
    let document = json!({ "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components });
    inventory::read(origin, &gzip::compress(document.to_string().as_bytes()).unwrap()).unwrap()
}

/// A record about one package, fixed in `fixed`.
pub(super) fn record(id: &str, ecosystem: &str, name: &str, fixed: &str, more: &Value) -> Value {
    let events = json!([{ "introduced": "0" }, { "fixed": fixed }]);
    let affected = json!({
        "package": { "ecosystem": ecosystem, "name": name }, "ranges": [{ "type": "ECOSYSTEM", "events": events }],
    });
    let mut record =
        json!({ "id": id, "modified": "2026-01-01T00:00:00Z", "summary": format!("about {name}"), "affected": [affected] });
    for (key, value) in more.as_object().unwrap() {
        record[key] = value.clone();
    }
    record
}

/// A folder with these records.
pub(super) fn folder(records: &[Value]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for record in records {
        fs_err::write(folder.path().join(format!("{}.json", record["id"].as_str().unwrap())), record.to_string()).unwrap();
    }
    folder
}

pub(super) fn rules() -> Rules {
    let now = "2026-06-15T12:00:00Z".parse().unwrap();
    Rules { fail_on: FailOn::At(Severity::Low), max_db_age: None, ignores: Vec::new(), accepted: BTreeSet::new(), now }
}

pub(super) fn place(path: &std::path::Path) -> Place {
    let path = Utf8PathBuf::try_from(path.to_owned()).unwrap();
    Place::Path(File { name: path.to_string(), path })
}

/// An audit of `boms` against `records`.
pub(super) fn audited(boms: Vec<Listed>, records: &[Value]) -> Audit {
    let folder = folder(records);
    audit(boms, None, &[place(folder.path())], &[], &rules()).unwrap()
}

/// Findings as `id package version -> fixed`.
pub(super) fn lines(audit: &Audit) -> Vec<String> {
    let line = |one: &Line| {
        let version = one.version.as_deref().unwrap_or_default();
        format!("{} {} {version} -> {}", one.id, one.package, one.fixed.join(" ")).trim_end().to_owned()
    };
    audit.report.findings.iter().map(line).collect()
}

fn codes(audit: &Audit) -> Vec<String> {
    audit.problems.iter().map(|problem| problem.code().unwrap().to_string()).collect()
}

fn records() -> [Value; 3] {
    [
        record("X-1", "npm", "a", "2.0.0", &json!({})),
        record("X-2", "npm", "b", "2.0.0", &json!({ "withdrawn": "2026-02-01T00:00:00Z" })),
        record("X-3", "PyPI", "c", "1.0", &json!({ "modified": "2026-03-01T00:00:00Z" })),
    ]
}

fn boms() -> Vec<Listed> {
    vec![listed("one", &[library("pkg:npm/a@1.0.0"), library("pkg:npm/b@1.0.0"), library("pkg:pypi/C@0.9")])]
}

fn tar_gz(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, content) in entries {
        let mut header = ::tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    gzip::compress(&builder.into_inner().unwrap()).unwrap()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn every_form_of_a_database_gives_the_same_report() {
    let texts: Vec<(String, String)> =
        records().iter().map(|one| (format!("npm/{}.json", one["id"].as_str().unwrap()), one.to_string())).collect();
    let mut entries: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    entries.push(("README.md", b"not a record"));
    let temporary = tempfile::tempdir().unwrap();
    let below = temporary.path().join("folder/deeper");
    fs_err::create_dir_all(&below).unwrap();
    fs_err::create_dir_all(temporary.path().join("folder/.git")).unwrap();
    fs_err::write(temporary.path().join("folder/.git/x.json"), "{").unwrap();
    for (name, text) in &texts {
        fs_err::write(below.join(name.replace('/', "-")), text).unwrap();
    }
    fs_err::write(temporary.path().join("all.tar.gz"), tar_gz(&entries)).unwrap();
    fs_err::write(temporary.path().join("all.zip"), zip(&entries)).unwrap();
    for form in ["folder", "all.tar.gz", "all.zip"] {
        let found = audit(boms(), None, &[place(&temporary.path().join(form))], &[], &rules()).unwrap();
        assert_eq!(lines(&found), ["X-1 a 1.0.0 -> 2.0.0", "X-3 c 0.9 -> 1.0"], "{form}");
        let holding = &found.report.databases[0];
        assert_eq!((holding.records, holding.withdrawn), (3, 1), "{form}");
        assert_eq!(holding.newest, Some("2026-03-01T00:00:00Z".parse().unwrap()), "{form}");
        assert!(holding.ecosystems.iter().eq(["PyPI", "npm"]), "{form}");
        assert!(codes(&found).is_empty(), "{form}");
    }
    let signed =
        SignedFile { source: "r:t".to_owned(), role: "security".to_owned(), only: None, bytes: tar_gz(&entries).into() };
    let found = audit(boms(), None, &[Place::Signed(signed)], &[], &rules()).unwrap();
    assert_eq!((lines(&found).len(), found.report.databases[0].role.as_deref()), (2, Some("security")));
    let one = place(&below.join("npm-X-1.json"));
    assert_eq!(lines(&audit(boms(), None, &[one], &[], &rules()).unwrap()), ["X-1 a 1.0.0 -> 2.0.0"]);
}

/// An attacker who can hide one advisory hides everything.
#[test]
fn a_record_that_cannot_be_read_is_a_problem_and_not_nothing() {
    let folder = folder(&records());
    fs_err::write(folder.path().join("bad.json"), "{\"id\": \"X-4\"").unwrap();
    let found = audit(boms(), None, &[place(folder.path())], &[], &rules()).unwrap();
    assert_eq!(codes(&found), ["RP3403"]);
    assert!(found.problems[0].to_string().contains("1 advisories"), "{}", found.problems[0]);
    assert_eq!(lines(&found).len(), 2, "the others are still compared");
}

#[test]
fn damaged_archives_are_refused_whole() {
    let texts: Vec<String> = records().iter().map(Value::to_string).collect();
    let entries: Vec<(&str, &[u8])> =
        ["1.json", "2.json", "3.json"].into_iter().zip(texts.iter().map(String::as_bytes)).collect();
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("db");
    for bytes in [tar_gz(&entries), zip(&entries)] {
        for cut in [bytes.len() - 1, bytes.len() - 9, bytes.len() / 2] {
            fs_err::write(&path, &bytes[..cut]).unwrap();
            let error = audit(boms(), None, &[place(&path)], &[], &rules()).unwrap_err();
            assert!(matches!(error, Error::Database { .. }), "{cut} of {}: {error}", bytes.len());
        }
    }
}

#[test]
fn no_old_or_empty_database_passes_for_one() {
    let code = |places: &[Place], rules: &Rules| {
        miette::Diagnostic::code(&audit(boms(), None, places, &[], rules).unwrap_err()).unwrap().to_string()
    };
    assert_eq!(code(&[], &rules()), "RP3400");
    assert_eq!(code(&[place(folder(&[]).path())], &rules()), "RP3401");
    assert_eq!(code(&[place("/nothing/here".as_ref())], &rules()), "RP3404");
    let strict = Rules { max_db_age: Some(SignedDuration::from_hours(24)), ..rules() };
    let there = folder(&records());
    assert_eq!(code(&[place(there.path())], &strict), "RP3402");
    let lenient = Rules { max_db_age: Some(SignedDuration::from_hours(24 * 365)), ..rules() };
    audit(boms(), None, &[place(there.path())], &[], &lenient).unwrap();
}

/// A record of the future makes no database fresh.
#[test]
fn a_database_of_the_future_does_not_count_as_fresh() {
    let future = folder(&[record("X-1", "npm", "a", "2.0.0", &json!({ "modified": "2999-01-01T00:00:00Z" }))]);
    let strict = Rules { max_db_age: Some(SignedDuration::from_hours(1)), ..rules() };
    let error = audit(boms(), None, &[place(future.path())], &[], &strict).unwrap_err();
    assert!(matches!(error, Error::OldDatabase { .. }), "{error}");
}

/// Opening a pipe would wait for ever.
#[test]
fn what_is_no_plain_file_is_refused() {
    let temporary = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::try_from(temporary.path().join("x.json")).unwrap();
    rustix::fs::mknodat(rustix::fs::CWD, path.as_std_path(), rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    let file = File { name: "x.json".to_owned(), path: path.clone() };
    assert!(matches!(sbom_file(&file).unwrap_err(), Error::File { .. }));
    assert!(matches!(vex_file(&file).unwrap_err(), Error::File { .. }));
    let error = |place: Place| audit(boms(), None, &[place], &[], &rules());
    assert!(matches!(error(Place::Path(file)).unwrap_err(), Error::Database { .. }));
    let found = error(place(temporary.path())).unwrap();
    assert_eq!(codes(&found)[0], "RP3403", "in a folder it is a record that cannot be read");
}

#[test]
fn nothing_assessed_is_not_clean() {
    let found = audited(vec![listed("one", &[library("pkg:cargo/a@1.0.0")])], &records());
    assert_eq!((codes(&found), lines(&found).len()), (vec!["RP3406".to_owned()], 0));
    assert_eq!(found.report.unassessed[0].reason, Reason::NoAdvisories("crates.io".to_owned()));
    assert!(codes(&audited(Vec::new(), &records())).is_empty(), "nothing is locked");
    assert_eq!(codes(&audited(vec![listed("one", &[])], &records())), ["RP3431"], "an SBOM that lists nothing");
    let both = vec![listed("one", &[]), listed("two", &[library("pkg:npm/a@9.0.0")])];
    assert_eq!(codes(&audited(both, &records())), ["RP3431"], "nor is one beside another");
}

/// One component that was looked at says nothing of the others.
#[test]
fn a_package_that_was_not_assessed_fails_the_audit_unless_that_is_accepted() {
    let commits = json!({ "affected": [{ "package": { "ecosystem": "npm", "name": "commits" },
        "ranges": [{ "type": "GIT", "repo": "https://x", "events": [{ "introduced": "0" }] }] }] });
    let records = [record("X-1", "npm", "commits", "1", &commits)];
    let missing = [
        (json!({ "type": "library", "name": "nameless", "version": "1" }), "no-package-url"),
        (json!({ "type": "library", "name": "broken", "purl": "npm/a" }), "bad-package-url"),
        (library("pkg:github/a/b@1"), "unknown-ecosystem"),
        (library("pkg:npm/noversion"), "no-version"),
        (library("pkg:npm/odd@latest"), "unreadable-version"),
        (library("pkg:cargo/elsewhere@1.0.0"), "no-advisories"),
        (library("pkg:npm/commits@1.0.0"), "undecided"),
    ];
    let folder = folder(&records);
    for (component, reason) in missing {
        let boms = || vec![listed("one", &[library("pkg:npm/clean@1.0.0"), component.clone()])];
        let of = |rules: &Rules| audit(boms(), None, &[place(folder.path())], &[], rules).unwrap();
        let found = of(&rules());
        assert_eq!((codes(&found), found.report.counts.failing_unassessed), (vec!["RP3430".to_owned()], 1), "{reason}");
        assert!(found.report.unassessed[0].fails && !found.report.complete, "{reason}");
        for accepted in [reason, "any"] {
            let found = of(&Rules { accepted: [accepted.to_owned()].into(), ..rules() });
            assert_eq!((codes(&found).len(), found.report.complete), (0, false), "{reason}: accepted, and not complete");
            assert!(!found.report.unassessed[0].fails);
        }
        let other = if reason == "no-version" { "undecided" } else { "no-version" };
        assert_eq!(codes(&of(&Rules { accepted: [other.to_owned()].into(), ..rules() })), ["RP3430"], "{reason}");
    }
}

/// What no database can have is counted, and fails nobody's audit.
#[test]
fn what_is_no_package_fails_no_audit() {
    let kinds = ["file", "data", "machine-learning-model", "device"];
    let components: Vec<Value> = kinds.iter().map(|kind| json!({ "type": kind, "name": "it", "version": "1" })).collect();
    let boms = vec![of_plugin("acme/x", "1.0.0", &[&components[..], &[library("pkg:npm/clean@1.0.0")]].concat())];
    let found = audited(boms, &records());
    let counts = found.report.counts;
    assert_eq!((codes(&found).len(), counts.assessed, counts.unassessed), (0, 1, 5), "the plugin itself is one of them");
    assert!(found.report.complete);
}

/// An advisory that cannot be decided can be put off and explained like any other.
#[test]
fn an_undecided_advisory_can_be_put_off_until_a_day() {
    let commits = json!({ "affected": [{ "package": { "ecosystem": "npm", "name": "commits" },
        "ranges": [{ "type": "GIT", "repo": "https://x", "events": [{ "introduced": "0" }] }] }] });
    let folder = folder(&[record("X-1", "npm", "commits", "1", &commits)]);
    let boms = || vec![listed("one", &[library("pkg:npm/commits@1.0.0"), library("pkg:npm/clean@1.0.0")])];
    let until = |day: &str| {
        let rules = Rules { ignores: vec![format!("X-1 until {day}").parse().unwrap()], ..rules() };
        audit(boms(), None, &[place(folder.path())], &[], &rules).unwrap()
    };
    let (open, over) = (until("2026-12-31"), until("2026-01-31"));
    assert_eq!((codes(&open).len(), open.report.unused_ignores.len(), open.report.complete), (0, 0, false));
    assert_eq!((codes(&over), over.report.expired_ignores.len()), (vec!["RP3430".to_owned()], 1));
}

/// The lockfile has chosen the version of a plugin that an SBOM names without one.
#[test]
fn a_needed_plugin_is_assessed_where_it_is_locked() {
    let needed = json!({ "type": "library", "name": "y", "purl": "pkg:ragnos/acme/y" });
    let boms = || vec![of_plugin("acme/x", "1.0.0", std::slice::from_ref(&needed))];
    let records = [record("X-1", "ragnos", "acme/y", "2.0.0", &json!({}))];
    assert_eq!(audited(boms(), &records).report.unassessed[0].reason, Reason::NoVersion);
    let locked = crate::plan::tests::lockfile([crate::plan::tests::locked("acme/y", "1.0.0", &["any"])]);
    let folder = folder(&records);
    let both = vec![boms().remove(0), of_plugin("acme/y", "1.0.0", &[])];
    let found = audit(both, Some(&locked), &[place(folder.path())], &[], &rules()).unwrap();
    assert_eq!((found.report.unassessed.len(), lines(&found)), (0, vec!["X-1 acme/y 1.0.0 -> 2.0.0".to_owned()]));
    assert_eq!((found.report.counts.components, found.report.counts.assessed), (2, 2));
}

#[test]
fn hostile_sboms_are_named() {
    let origin = listed("one", &[]).origin;
    let bomb = gzip::compress(&vec![b' '; usize::try_from(limits::SBOM_BYTES).unwrap() + 1]).unwrap();
    assert!(matches!(inventory::read(origin.clone(), &bomb).unwrap_err(), Error::Unpacked { .. }));
    assert!(matches!(inventory::read(origin.clone(), &bomb[..100]).unwrap_err(), Error::Unpacked { .. }));
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    assert!(matches!(inventory::read(origin, deep.as_bytes()).unwrap_err(), Error::Sbom { .. }));
}
