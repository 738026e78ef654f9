//! The page under hostile names. A real browser opens one in tests/witness.

use serde_json::{Value, json};

use super::*;
use crate::audit::tests::{audited, library, listed, record};

const EVIL: &str = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}\"'&";

fn page(components: &[Value], more: &Value) -> String {
    let audit = audited(vec![listed(EVIL, components)], &[record("X-1", "npm", "a", "2.0.0", more)]);
    write(&audit.report, &audit.problems, false, None)
}

#[test]
fn hostile_text_stays_text() {
    let nameless = json!({ "type": "library", "name": EVIL, "version": EVIL });
    let more =
        json!({ "summary": EVIL, "aliases": [EVIL], "references": [{ "type": "WEB", "url": format!("https://x/{EVIL}") }] });
    let page = page(&[library("pkg:npm/a@1.0.0"), nameless], &more);
    assert_eq!(page.matches("<script").count() + page.matches("<img").count(), 0, "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("\\u{202e}&quot;&#39;&amp;"));
    assert!(!page.contains('\u{202e}'));
    let tags: Vec<&str> = page.split('<').skip(1).map(|part| part.split(['>', ' ']).next().unwrap()).collect();
    assert!(
        tags.iter().all(|tag| tag.trim_start_matches('/').chars().all(|one| one.is_ascii_alphanumeric() || "!-".contains(one))),
        "{tags:?}"
    );
}

#[test]
fn links_lead_to_the_web_only() {
    for (url, linked) in
        [("https://x/y", true), ("http://x", true), ("javascript:alert(1)", false), ("data:text/html,x", false), ("/x", false)]
    {
        let page = page(&[library("pkg:npm/a@1.0.0")], &json!({ "references": [{ "type": "ADVISORY", "url": url }] }));
        assert_eq!(page.contains("<a href="), linked, "{url}");
        let more = json!({ "references": [{ "type": "ADVISORY", "url": url }] });
        let audit = audited(vec![listed("one", &[library("pkg:npm/a@1.0.0")])], &[record("X-1", "npm", "a", "2.0.0", &more)]);
        let sarif = crate::audit::sarif::write(&audit.report, &[], &crate::audit::sarif::Positions::default());
        assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][0].get("helpUri").is_some(), linked, "{url}");
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let page = page(&[library("pkg:npm/a@1.0.0")], &json!({}));
    assert!(page.contains("default-src 'none'"));
    let tags = page.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(tag, _)| tag);
    for tag in tags {
        let loads =
            ["link", "iframe", "object", "embed", "script"].iter().any(|one| tag.starts_with(one)) || tag.contains("src=");
        assert!(!loads, "{tag}");
    }
    for heading in ["Findings", "Advisories", "SBOMs"] {
        assert!(page.contains(&format!("<h2>{heading}</h2>")), "{heading}");
    }
}
