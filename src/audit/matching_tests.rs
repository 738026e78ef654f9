//! Which records are about which component, and that nothing is called clean that nobody could look at.

use serde_json::{Value, json};

use crate::audit::inventory::Reason;
use crate::audit::tests::{audited, library, lines, listed, record};
use crate::audit::{Audit, Listed};
use crate::osv::Severity;

fn one(components: &[Value]) -> Vec<Listed> {
    vec![listed("one", components)]
}

/// Names with the reasons why they were not assessed.
fn unassessed(audit: &Audit) -> Vec<String> {
    audit.report.unassessed.iter().map(|one| format!("{}: {}", one.name, one.reason.words())).collect()
}

#[test]
fn each_reason_for_not_assessing_is_given() {
    let components = [
        json!({ "type": "file", "name": "main.js" }),
        json!({ "type": "library", "name": "nameless", "version": "1" }),
        json!({ "type": "library", "name": "broken", "purl": "npm/a" }),
        library("pkg:github/a/b@1"),
        library("pkg:npm/noversion"),
        library("pkg:npm/odd@latest"),
        library("pkg:cargo/elsewhere@1.0.0"),
        library("pkg:npm/commits@1.0.0"),
        library("pkg:npm/clean@1.0.0"),
    ];
    let commits = json!({ "affected": [{
        "package": { "ecosystem": "npm", "name": "commits" },
        "ranges": [{ "type": "GIT", "repo": "https://x", "events": [{ "introduced": "0" }] }],
    }]});
    let found = audited(one(&components), &[record("X-1", "npm", "commits", "1", &commits)]);
    assert!(lines(&found).is_empty());
    let counts = found.report.counts;
    assert_eq!((counts.components, counts.assessed, counts.unassessed), (9, 1, 8));
    assert_eq!(
        unassessed(&found),
        [
            "main.js: files of the plugin, which no advisory names",
            "nameless: no package URL",
            "broken: package URL that cannot be read (URL scheme must be pkg)",
            "b@1: unknown ecosystem github",
            "noversion: no version",
            "odd: version that cannot be read",
            "elsewhere: no advisories for crates.io in the database",
            "commits: X-1 is about it and does not say whether of this version",
        ]
    );
}

#[test]
fn records_of_one_vulnerability_are_one_finding() {
    let rated = |vector: &str| json!([{ "type": "CVSS_V3", "score": vector }]);
    let records = [
        record(
            "GHSA-1",
            "npm",
            "a",
            "2.0.0",
            &json!({ "aliases": ["CVE-1"], "severity": rated("CVSS:3.0/AV:L/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N") }),
        ),
        record(
            "OSV-1",
            "npm",
            "a",
            "2.0.1",
            &json!({ "aliases": ["CVE-1"], "severity": rated("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H") }),
        ),
        record("CVE-1", "npm", "a", "2.0.0", &json!({})),
        record("Z-1", "npm", "a", "3.0.0", &json!({})),
    ];
    let found = audited(one(&[library("pkg:npm/a@1.0.0")]), &records);
    assert_eq!(lines(&found), ["Z-1 a 1.0.0 -> 3.0.0", "CVE-1 a 1.0.0 -> 2.0.1"], "unknown severity first");
    let merged = &found.report.findings[1];
    assert!(merged.aliases.iter().eq(["GHSA-1", "OSV-1"]));
    assert_eq!((merged.severity, merged.score.as_deref()), (Severity::Critical, Some("9.8")));
}

/// A version that one record calls fixed and another one calls affected is no way out.
#[test]
fn a_fixed_version_is_one_that_no_record_of_the_vulnerability_affects() {
    let named = json!({ "aliases": ["CVE-1"] });
    let records = [record("A-1", "npm", "a", "1.3.0", &named), record("B-1", "npm", "a", "1.2.5", &named)];
    assert_eq!(lines(&audited(one(&[library("pkg:npm/a@1.0.0")]), &records)), ["A-1 a 1.0.0 -> 1.3.0"]);
}

#[test]
fn one_finding_names_all_places() {
    let boms = vec![
        listed("b", &[library("pkg:npm/a@1.0.0")]),
        listed("a", &[library("pkg:npm/A@1.0.0"), library("pkg:npm/a@3.0.0")]),
    ];
    let found = audited(boms, &[record("X-1", "npm", "a", "2.0.0", &json!({}))]);
    assert_eq!(lines(&found), ["X-1 a 1.0.0 -> 2.0.0"]);
    assert_eq!(found.report.findings[0].found_in, ["a", "b"]);
}

#[test]
fn informational_records_fail_only_when_asked_for() {
    let informs = json!({ "database_specific": { "informational": "unmaintained" } });
    let found = audited(one(&[library("pkg:cargo/a@1.0.0")]), &[record("X-1", "crates.io", "a", "9.0.0", &informs)]);
    let line = &found.report.findings[0];
    assert_eq!((line.severity, line.fails, line.informational.as_deref()), (Severity::Info, false, Some("unmaintained")));
}

#[test]
fn unsound_code_outweighs_other_information_about_the_same() {
    let informs = |kind: &str| json!({ "aliases": ["CVE-1"], "database_specific": { "informational": kind } });
    let of = |id: &str, kind: &str| record(id, "crates.io", "a", "9.0.0", &informs(kind));
    let found = audited(one(&[library("pkg:cargo/a@1.0.0")]), &[of("X-1", "unmaintained"), of("X-2", "unsound")]);
    assert_eq!(lines(&found), ["X-1 a 1.0.0 -> 9.0.0"]);
    assert_eq!(found.report.findings[0].informational.as_deref(), Some("unsound"));
}

#[test]
fn releases_of_debian_have_their_own_fixes() {
    let affected = |release: &str, fixed: &str| {
        json!({ "package": { "ecosystem": format!("Debian:{release}"), "name": "curl" },
                "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "0" }, { "fixed": fixed }] }] })
    };
    let about = json!({ "affected": [affected("11", "7.74-1"), affected("12", "7.88-10")] });
    let records = [record("DSA-1", "Debian", "curl", "1", &about)];
    let one = |purl: &str| audited(one(&[library(purl)]), &records);
    assert_eq!(lines(&one("pkg:deb/debian/curl@7.80-1?distro=debian-12")), ["DSA-1 curl 7.80-1 -> 7.88-10"]);
    assert!(lines(&one("pkg:deb/debian/curl@7.80-1?distro=bullseye")).is_empty());
    assert_eq!(lines(&one("pkg:deb/debian/libcurl4@7.70-1?upstream=curl")), ["DSA-1 curl 7.70-1 -> 7.74-1 7.88-10"]);
    let unsure = one("pkg:deb/debian/curl@7.80-1");
    assert_eq!(unsure.report.unassessed[0].reason, Reason::Undecided("DSA-1".to_owned()));
    assert!(lines(&unsure).is_empty());
    assert!(unassessed(&one("pkg:deb/debian/curl@8.0-1")).is_empty());
}
