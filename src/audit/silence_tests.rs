//! Who may silence a finding, and for how long.

use serde_json::{Value, json};

use super::*;
use crate::audit::tests::{folder, library, of_plugin, record, rules};
use crate::audit::{Audit, Rules, audit};

/// `OpenVEX` statements about CVE-1.
fn voice(only: Option<&str>, statements: &[Value]) -> Voice {
    let document = json!({ "@context": "https://openvex.dev/ns/v0.2.0", "statements": statements });
    let statements = crate::vex::read(document.to_string().as_bytes()).unwrap();
    Voice { source: "vex".to_owned(), only: only.map(|name| name.parse().unwrap()), statements }
}

fn said(status: &str, products: &Value, at: &str) -> Value {
    json!({ "vulnerability": { "name": "CVE-1" }, "status": status, "justification": "component_not_present", "products": products, "timestamp": at })
}

/// Two plugins with the same vulnerable component: what is open and what is silenced, by plugin.
fn heard(voices: &[Voice], ignores: &[&str]) -> (Vec<String>, Vec<String>, Audit) {
    let component = [library("pkg:npm/a@1.0.0")];
    let boms = vec![of_plugin("acme/x", "1.0.0", &component), of_plugin("acme/y", "1.0.0", &component)];
    let folder = folder(&[record("GHSA-1", "npm", "a", "2.0.0", &json!({ "aliases": ["CVE-1"] }))]);
    let database = crate::audit::tests::place(folder.path());
    let rules = Rules { ignores: ignores.iter().map(|text| text.parse().unwrap()).collect(), ..rules() };
    let found = audit(boms, None, &[database], voices, &rules).unwrap();
    let open = found.report.findings.iter().flat_map(|line| line.found_in.clone()).collect();
    let silenced = found.report.suppressed.iter().flat_map(|one| one.finding.found_in.clone()).collect();
    (open, silenced, found)
}

const ONE: &str = "2026-01-01T00:00:00Z";
const TWO: &str = "2026-01-02T00:00:00Z";

#[test]
fn a_statement_about_the_component_silences_everywhere_and_is_shown() {
    let (open, silenced, found) = heard(&[voice(None, &[said("not_affected", &json!(["pkg:npm/a@1.0.0"]), ONE)])], &[]);
    assert_eq!((open.len(), silenced), (0, vec!["acme/x 1.0.0".to_owned(), "acme/y 1.0.0".to_owned()]));
    let shown = &found.report.suppressed[0];
    assert_eq!((shown.by.as_str(), shown.reason.as_str()), ("vex", "not affected: component_not_present"));
    assert_eq!(found.report.counts.failing, 0);
}

#[test]
fn a_statement_about_one_plugin_silences_there_only() {
    let product = json!([{ "@id": "pkg:ragnos/acme/x", "subcomponents": [{ "@id": "pkg:npm/a" }] }]);
    let (open, silenced, _) = heard(&[voice(None, &[said("not_affected", &product, ONE)])], &[]);
    assert_eq!((open, silenced), (vec!["acme/y 1.0.0".to_owned()], vec!["acme/x 1.0.0".to_owned()]));
}

/// A publisher whose keys are stolen must not silence findings in the plugins of others.
#[test]
fn a_publisher_speaks_for_its_own_plugin_only() {
    let (open, silenced, _) = heard(&[voice(Some("acme/x"), &[said("not_affected", &json!(["pkg:npm/a"]), ONE)])], &[]);
    assert_eq!((open, silenced), (vec!["acme/y 1.0.0".to_owned()], vec!["acme/x 1.0.0".to_owned()]));
}

#[test]
fn the_last_word_counts_and_an_alarm_outweighs() {
    let product = json!(["pkg:npm/a"]);
    let (calm, alarm) = (|at: &str| said("not_affected", &product, at), |at: &str| said("affected", &product, at));
    let open = |voices: &[Voice]| heard(voices, &[]).0.len();
    assert_eq!(open(&[voice(None, &[calm(ONE), alarm(TWO)])]), 2);
    assert_eq!(open(&[voice(None, &[alarm(ONE), calm(TWO)])]), 0);
    assert_eq!(open(&[voice(None, &[calm(TWO), alarm(ONE)])]), 0);
    assert_eq!(open(&[voice(None, &[calm(TWO)]), voice(None, &[alarm(ONE)])]), 2, "two makers have to agree");
    assert_eq!(open(&[voice(None, &[said("not_affected", &json!(["pkg:npm/b"]), ONE)])]), 2);
}

#[test]
fn an_ignore_ends_with_its_day_and_is_named_then() {
    let (open, silenced, found) = heard(&[], &["CVE-1 until 2026-06-15", "CVE-9 until 2030-01-01"]);
    assert_eq!((open.len(), silenced.len()), (0, 2), "the day itself counts");
    assert_eq!(found.report.suppressed[0].reason, "ignored until 2026-06-15");
    assert_eq!(found.report.unused_ignores[0].id, "CVE-9");
    let (open, _, found) = heard(&[], &["GHSA-1 until 2026-06-14"]);
    assert_eq!((open.len(), found.report.expired_ignores[0].until.as_str()), (2, "2026-06-14"));
    assert_eq!(found.report.counts.failing, 1);
    for bad in
        ["CVE-1", "CVE-1 until", "CVE-1 until tomorrow", "CVE-1 until 2026-02-30", "CVE-1 2026-01-01", "a b until 2026-01-01"]
    {
        assert!(bad.parse::<Ignore>().is_err(), "{bad}");
    }
}
