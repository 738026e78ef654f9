//! Records of our own. Every record of the `RustSec` database is read by `cargo xtask outside`.

use serde_json::{Value, json};

use super::*;

fn affected(ecosystem: &str, more: &Value) -> Affected {
    let mut one = json!({ "package": { "ecosystem": ecosystem, "name": "a" } });
    for (key, value) in more.as_object().unwrap() {
        one[key] = value.clone();
    }
    let record = json!({ "id": "X-1", "modified": "2026-01-01T00:00:00Z", "affected": [one] });
    Advisory::read(record.to_string().as_bytes()).unwrap().affected.remove(0)
}

fn ranged(ecosystem: &str, kind: &str, events: &Value) -> Affected {
    affected(ecosystem, &json!({ "ranges": [{ "type": kind, "events": events }] }))
}

#[track_caller]
fn judged(affected: &Affected, expected: &[(&str, &str)]) {
    for (version, wanted) in expected {
        let said = match affected.judge(version) {
            Judgement::Affected { fixed } => format!("affected {}", fixed.join(" ")).trim_end().to_owned(),
            Judgement::Unaffected => "unaffected".to_owned(),
            Judgement::Undecided => "undecided".to_owned(),
        };
        assert_eq!(said, *wanted, "{version}");
    }
}

#[test]
fn ranges_are_evaluated_as_the_schema_says() {
    let events = json!([{ "introduced": "0" }, { "fixed": "1.0.0" }, { "introduced": "2.0.0" }, { "fixed": "2.1.0" }]);
    judged(
        &ranged("crates.io", "SEMVER", &events),
        &[
            ("0.0.1-alpha", "affected 1.0.0"),
            ("1.0.0-rc.1", "affected 1.0.0"),
            ("1.0.0", "unaffected"),
            ("2.0.5", "affected 2.1.0"),
            ("2.1.0+build", "unaffected"),
            ("not a version", "undecided"),
        ],
    );
    let shuffled = json!([{ "fixed": "2.1.0" }, { "introduced": "2.0.0" }, { "fixed": "1.0.0" }, { "introduced": "0.0.0-0" }]);
    judged(
        &ranged("npm", "SEMVER", &shuffled),
        &[("0.5.0", "affected 1.0.0"), ("1.5.0", "unaffected"), ("2.0.0", "affected 2.1.0")],
    );
    let last = json!([{ "introduced": "1.0.0" }, { "last_affected": "1.2.0" }]);
    judged(&ranged("Go", "SEMVER", &last), &[("v1.2.0", "affected"), ("v1.2.1", "unaffected"), ("v0.9.0", "unaffected")]);
    let again = json!([{ "introduced": "1.0.0" }, { "fixed": "1.2.0" }, { "introduced": "1.2.0" }]);
    judged(&ranged("npm", "SEMVER", &again), &[("1.2.0", "affected"), ("9.0.0", "affected")]);
    let empty = json!([{ "introduced": "1.0.0" }, { "fixed": "1.1.0" }, { "introduced": "1.2.0" }, { "fixed": "1.2.0" }]);
    judged(&ranged("npm", "SEMVER", &empty), &[("1.0.5", "affected 1.1.0"), ("1.2.0", "unaffected"), ("9.0.0", "unaffected")]);
    let limited = json!([{ "introduced": "1.0.0" }, { "limit": "2.0.0" }]);
    judged(&ranged("npm", "SEMVER", &limited), &[("1.9.0", "affected"), ("2.0.0", "unaffected")]);
    judged(&ranged("npm", "SEMVER", &json!([{ "introduced": "1.0.0" }, { "limit": "*" }])), &[("2.0.0", "affected")]);
}

#[test]
fn each_ecosystem_is_compared_by_its_own_rules() {
    let events = json!([{ "introduced": "0" }, { "fixed": "1.0" }]);
    judged(
        &ranged("PyPI", "ECOSYSTEM", &events),
        &[("1.0.dev3", "affected 1.0"), ("1.0.0", "unaffected"), ("1.0.post1", "unaffected")],
    );
    let debian = json!([{ "introduced": "0" }, { "fixed": "1.2-3+deb12u1" }]);
    judged(
        &ranged("Debian:12", "ECOSYSTEM", &debian),
        &[
            ("1.2-3", "affected 1.2-3+deb12u1"),
            ("1.2-3+deb12u1", "unaffected"),
            ("1:0.1", "unaffected"),
            ("1.2~rc", "affected 1.2-3+deb12u1"),
        ],
    );
    judged(&ranged("Maven", "ECOSYSTEM", &events), &[("0.9", "undecided")]);
    judged(&ranged("Maven", "SEMVER", &events), &[("0.9.0", "affected 1.0")]);
    judged(&ranged("npm", "GIT", &json!([{ "introduced": "0" }])), &[("1.0.0", "undecided")]);
    judged(&ranged("npm", "FROM_THE_FUTURE", &json!([{ "introduced": "0" }])), &[("1.0.0", "undecided")]);
}

#[test]
fn lists_of_versions_decide_where_ranges_cannot() {
    let listed = json!({ "versions": ["1.0", "1.1"], "ranges": [{ "type": "ECOSYSTEM", "events": [{ "introduced": "0" }] }] });
    judged(&affected("Maven", &listed), &[("1.1", "affected"), ("1.2", "undecided")]);
    judged(&affected("PyPI", &json!({ "versions": ["1.0"] })), &[("1.0.0", "affected"), ("1.0.1", "unaffected")]);
    judged(&affected("npm", &json!({})), &[("1.0.0", "unaffected")]);
    let commits = json!({ "type": "GIT", "events": [{ "introduced": "0" }] });
    let versions = json!({ "type": "SEMVER", "events": [{ "introduced": "0" }, { "fixed": "1.0.0" }] });
    judged(
        &affected("npm", &json!({ "ranges": [commits, versions] })),
        &[("1.0.0", "unaffected"), ("0.9.0", "affected 1.0.0")],
    );
    let unreadable = json!([{ "introduced": "1.0.0" }, { "fixed": "soon" }]);
    judged(&ranged("npm", "SEMVER", &unreadable), &[("1.0.0", "undecided")]);
}

#[test]
fn fixed_versions_of_several_ranges_are_sorted() {
    let range = |fixed: &str| json!({ "type": "SEMVER", "events": [{ "introduced": "0" }, { "fixed": fixed }] });
    let both = affected("npm", &json!({ "ranges": [range("10.0.0"), range("9.0.0"), range("9.0.0")] }));
    judged(&both, &[("1.0.0", "affected 9.0.0 10.0.0")]);
}

#[test]
fn a_glance_sees_packages_and_withdrawal() {
    let record = json!({
        "id": "X-1", "modified": "2026-01-01T00:00:00Z", "withdrawn": "2026-02-01T00:00:00Z",
        "affected": [{ "package": { "ecosystem": "PyPI", "name": "A_b" } }, { "package": { "ecosystem": "Other", "name": "x" } }, {}],
    });
    let text = record.to_string();
    let glance = Glance::at(text.as_bytes()).unwrap();
    assert!(glance.is_withdrawn());
    assert_eq!(glance.packages().collect::<Vec<_>>(), [(Ecosystem::PyPi, "a-b".to_owned())]);
    let open = json!({ "id": "X-1", "modified": "2026-01-01T00:00:00Z", "withdrawn": null, "affected": null }).to_string();
    assert!(!Glance::at(open.as_bytes()).unwrap().is_withdrawn());
    for bad in ["", "[]", "{}", r#"{"id": "x"}"#, r#"{"id": 1, "modified": ""}"#] {
        assert!(Glance::at(bad.as_bytes()).is_err(), "{bad}");
    }
}

#[test]
fn informational_records_are_no_vulnerabilities() {
    let one = affected("crates.io", &json!({ "database_specific": { "informational": "unmaintained", "severity": "HIGH" } }));
    assert_eq!((one.severity, one.informational.as_deref()), (Severity::Info, Some("unmaintained")));
    let rated = affected("npm", &json!({ "severity": [{ "type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:P/I:P/A:P" }] }));
    assert_eq!((rated.severity, rated.rating.unwrap().score.as_str()), (Severity::High, "7.5"));
    assert_eq!(affected("npm", &json!({})).severity, Severity::Unknown);
}
