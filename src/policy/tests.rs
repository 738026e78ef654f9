//! What policies promise: no order matters, a denial never allows, files commute, and nothing unknown is passed over.

use std::collections::BTreeSet;

use jiff::Timestamp;
use proptest::prelude::*;
use semver::Version;

use super::*;
use crate::name::PluginName;
use crate::review::{Review, Reviews};

/// A plugin as far as rules look at it.
#[derive(Debug, Clone)]
struct Plugin {
    name: PluginName,
    version: Version,
    capabilities: BTreeSet<Capability>,
    license: String,
    published: Option<Timestamp>,
    yanked: bool,
    provenance: bool,
    threshold: u64,
    url: String,
    mirrors: Vec<String>,
    reviews: BTreeSet<String>,
}

fn now() -> Timestamp {
    "2026-06-10T00:00:00Z".parse().unwrap()
}

impl Plugin {
    fn new(name: &str) -> Self {
        Self {
            name: name.parse().unwrap(),
            version: "1.2.0".parse().unwrap(),
            capabilities: ["net:api.example.com".parse().unwrap()].into(),
            license: "MIT OR Apache-2.0".to_owned(),
            published: Some("2026-06-01T00:00:00Z".parse().unwrap()),
            yanked: false,
            provenance: true,
            threshold: 1,
            url: "https://plugins.example.com/main".to_owned(),
            mirrors: Vec::new(),
            reviews: ["safe-to-run".to_owned()].into(),
        }
    }

    fn decisions(&self, layers: &[Policy]) -> Vec<Decision> {
        self.judged(&Policies::new(layers.iter().cloned(), now()))
    }

    fn judged(&self, policies: &Policies) -> Vec<Decision> {
        let (archive, mut reviews) = (Sha256::of(b"archive"), Reviews::default());
        reviews.add(review(&self.reviews, archive));
        let subject = Subject {
            name: &self.name,
            version: &self.version,
            capabilities: &self.capabilities,
            gone: false,
            license: Some(&self.license),
            published: self.published,
            yanked: Some(self.yanked),
            provenance: Some(self.provenance),
            threshold: Some(self.threshold),
            url: &self.url,
            mirrors: &self.mirrors,
            root: &Sha256::of(b"root"),
            urgent: false,
            reviews: &reviews.about(std::iter::once(&archive)),
        };
        policies.judge(&subject)
    }

    fn signed(&self, files: &[Policy], signed: &[(Sha256, Policy)]) -> Vec<Decision> {
        self.judged(&Policies::new(files.iter().cloned(), now()).and_signed(signed.iter().cloned()))
    }

    fn is_allowed(&self, layers: &[Policy]) -> bool {
        self.decisions(layers).iter().all(|decision| decision.allowed)
    }
}

fn review(criteria: &BTreeSet<String>, archive: Sha256) -> Review {
    Review {
        plugin: "acme/tool".parse().unwrap(),
        version: "1.2.0".parse().unwrap(),
        criteria: criteria.iter().map(|one| one.parse().unwrap()).collect(),
        by: "Ada".parse().unwrap(),
        date: "2026-06-01".parse().unwrap(),
        notes: None,
        sha256: [archive].into(),
        signatures: BTreeSet::new(),
    }
}

fn policy(rules: &str) -> Policy {
    Policy::of_file(&format!("[policy]\n{rules}"), "policy.toml").unwrap_or_else(|error| panic!("{error}: {rules}"))
}

/// One rule, and whether it lets `acme/tool` 1.2.0 pass.
const RULES: [(&str, bool); 33] = [
    ("allow = [\"*\"]", true),
    ("allow = [\"acme/*\"]", true),
    ("allow = [\"beta/*\", \"acme/tool\"]", true),
    ("allow = [\"beta/*\"]", false),
    ("allow = []", false),
    ("deny = [\"beta/*\"]", true),
    ("deny = [\"acme/tool\"]", false),
    ("deny = [\"acme/*@<1.2\"]", true),
    ("deny = [\"acme/*@<=1.2\"]", false),
    ("capabilities.\"*\" = [\"net:*.example.com\"]", true),
    ("capabilities.\"*\" = []", false),
    ("capabilities = { \"*\" = [], \"acme/*\" = [\"net:*\"] }", true),
    ("capabilities = { \"acme/*\" = [\"net:*\"], \"acme/tool\" = [\"env:HOME\"] }", false),
    ("min-threshold = 1", true),
    ("min-threshold = 2", false),
    ("min-threshold = { \"*\" = 2, \"acme/tool\" = 1 }", true),
    ("min-age = \"72h\"", true),
    ("min-age = \"10d\"", false),
    ("min-age = { \"*\" = \"72h\", \"acme/*\" = \"100d\" }", false),
    ("licences = [\"MIT\"]", true),
    ("licences = [\"GPL-3.0-only\"]", false),
    ("reviews = { \"acme/*\" = [\"safe-to-run\"] }", true),
    ("reviews = { \"*\" = [\"safe-to-deploy\"] }", false),
    ("provenance = \"required\"", true),
    ("provenance = \"optional\"", true),
    ("provenance = { \"*\" = \"optional\", \"acme/*\" = \"required\" }", true),
    ("repositories = [\"https://plugins.example.com\"]", true),
    ("repositories = [\"https://plugins.example.com/ma\"]", false),
    ("roots = [\"4813494d137e1631bba301d5acab6e7bb7aa74ce1185d456565ef51d737677b2\"]", true),
    ("roots = []", false),
    ("yanked = \"keep\"", true),
    ("yanked = \"refuse\"", true),
    ("max-severity = \"medium\"", true),
];

#[test]
fn each_rule_decides_as_it_says_and_names_its_line() {
    for (rule, allowed) in RULES {
        let decisions = Plugin::new("acme/tool").decisions(&[policy(&format!("\n# a comment\n{rule}"))]);
        assert_eq!(decisions.iter().all(|decision| decision.allowed), allowed, "{rule}: {decisions:?}");
        assert!(decisions.iter().all(|one| one.place.to_string() == "policy.toml:4"), "{rule}: {decisions:?}");
        if !allowed {
            let key = rule.split([' ', '.']).next().unwrap();
            assert_eq!(decisions.iter().find(|one| !one.allowed).unwrap().rule, format!("policy.{key}"));
        }
    }
    let withdrawn = Plugin { yanked: true, ..Plugin::new("acme/tool") };
    assert!(!withdrawn.is_allowed(&[policy("yanked = \"refuse\"")]) && withdrawn.is_allowed(&[policy("yanked = \"keep\"")]));
    let bare = Plugin { provenance: false, ..Plugin::new("acme/tool") };
    for (rule, allowed) in [
        ("provenance = \"required\"", false),
        ("provenance = \"optional\"", true),
        ("provenance = { \"acme/*\" = \"required\" }", false),
        ("provenance = { \"*\" = \"required\", \"acme/tool\" = \"optional\" }", true),
    ] {
        assert_eq!(bare.is_allowed(&[policy(rule)]), allowed, "{rule}");
    }
    let unknown = Plugin { published: None, ..Plugin::new("acme/tool") };
    assert!(!unknown.is_allowed(&[policy("min-age = \"1h\"")]), "unknown age is too young");
}

/// The line of a rule is that of its own key, however the table is written.
#[test]
fn a_rule_for_each_pattern_names_its_own_line() {
    const MANUAL: &str =
        "[policy]\nallow = [\"acme/*\"]\n\nmin-age = { \"*\" = \"900h\" }\n\n[policy.capabilities]\n\"*\" = []\n";
    for (text, rule, line) in [
        (MANUAL, "policy.min-age", 4),
        (MANUAL, "policy.capabilities", 7),
        ("[policy]\n\nmin-age.\"*\" = \"900h\"\n", "policy.min-age", 3),
        ("# one\npolicy.min-age = \"900h\"\n", "policy.min-age", 2),
        ("# one\npolicy.min-age.'acme/*' = \"900h\"\n", "policy.min-age", 2),
        ("# one\npolicy = { deny = [], min-threshold = 2 }\n", "policy.min-threshold", 2),
        ("[policy]\n# one\n\"min-threshold\" = 2\n", "policy.min-threshold", 3),
        ("[policy.min-threshold]\n\n'*' = 1\n'acme/tool' = 2\n", "policy.min-threshold", 4),
        ("[policy]\nmin-threshold = {\n  '*' = 1,\n  'acme/tool' = 2,\n}\n", "policy.min-threshold", 4),
        ("[policy]\nlicences = [\"MIT\"]\n[policy.provenance]\n\n'*' = 'required'\n", "policy.provenance", 5),
    ] {
        let policy = Policy::of_manifest(text, "ragnos.toml").unwrap_or_else(|error| panic!("{error}: {text}"));
        let decisions = Plugin::new("acme/tool").decisions(&[policy]);
        let found = decisions.iter().find(|one| one.rule == rule).unwrap_or_else(|| panic!("{rule}: {text}"));
        assert_eq!(found.place.to_string(), format!("ragnos.toml:{line}"), "{text}");
    }
}

/// What counts is the URL that is asked, and every place that is asked.
#[test]
fn a_repository_is_below_a_listed_one_by_what_is_asked() {
    let is_allowed = |listed: &str, url: &str, mirrors: &[&str]| {
        let mirrors = mirrors.iter().map(|one| (*one).to_owned()).collect();
        let plugin = Plugin { url: url.to_owned(), mirrors, ..Plugin::new("acme/tool") };
        plugin.is_allowed(&[policy(&format!("repositories = ['{listed}']"))])
    };
    for (listed, url) in [
        ("http://h/allowed", "http://h/allowed"),
        ("http://h/allowed/", "http://h/allowed"),
        ("http://h/allowed", "http://h/allowed/a/b/"),
        ("http://h:80/allowed", "HTTP://H/x/../allowed/a"),
        ("https://h", "https://h/anything"),
        ("../repos", "../repos/demo"),
        ("../repos/", "../repos"),
        ("file:///srv/repos", "file:///srv/repos/demo"),
    ] {
        assert!(is_allowed(listed, url, &[]), "{listed}: {url}");
    }
    for (listed, url) in [
        ("http://h/allowed", "http://h/allowed/%2e%2e/repo"),
        ("http://h/allowed", "http://h/allowed/.%2E/repo"),
        ("http://h/allowed", r"http://h/allowed\..\..\repo"),
        ("http://h/allowed", "http://h/allowed/..%2frepo"),
        ("http://h/allowed", "http://h/allowed/..%5Crepo"),
        ("http://h/allowed", "http://h/allowedx"),
        ("http://h/allowed", "http://h/allowed/a?repository=other"),
        ("http://h/allowed", "http://h:81/allowed"),
        ("http://h/allowed", "https://h/allowed"),
        ("http://h/allowed", "http://allowed@h.evil/allowed"),
        ("file:///srv/repos", "file:///srv/repos/../evil"),
        ("file:///srv/repos", "/srv/repos/../evil"),
        ("../repos", "../repos/../evil"),
        ("../repos", "../reposx"),
        ("", "anything"),
    ] {
        assert!(!is_allowed(listed, url, &[]), "{listed}: {url}");
    }
    assert!(is_allowed("http://h/allowed", "http://h/allowed/a", &["http://h/allowed/b"]));
    assert!(!is_allowed("http://h/allowed", "http://h/allowed/a", &["http://h/allowed/b", "http://h/repo"]));
}

#[test]
fn a_denied_range_has_the_pre_releases_that_are_below_its_end() {
    let is_denied = |rule: &str, version: &str| {
        let plugin = Plugin { version: version.parse().unwrap(), ..Plugin::new("acme/tool") };
        !plugin.is_allowed(&[policy(&format!("deny = [\"acme/tool@{rule}\"]"))])
    };
    for (rule, version) in [
        ("<1.4", "1.4.0-rc.1"),
        ("<1.4.0", "1.4.0-rc.1"),
        (">=1.2, <1.4", "1.4.0-rc.1"),
        ("<1.4.0-rc.2", "1.4.0-rc.1"),
        ("^1.4", "1.4.0-rc.1"),
        ("<=1.4", "1.4.0-rc.1"),
        ("<2", "1.4.0-rc.1+build"),
    ] {
        assert!(is_denied(rule, version), "{rule}: {version}");
    }
    for (rule, version) in [
        ("<1.4", "1.4.0"),
        ("<1.4.0-rc.1", "1.4.0-rc.1"),
        (">1.4", "1.4.0-rc.1"),
        ("^1", "2.0.0-rc.1"),
        (">1.4, <2", "1.4.0-rc.1"),
    ] {
        assert!(!is_denied(rule, version), "{rule}: {version}");
    }
}

#[test]
fn what_is_not_known_is_an_error() {
    for (rules, word) in [
        ("alow = []", "alow"),
        ("allow = [\"acme\"]", "acme"),
        ("allow = [\"acme/t*\"]", "acme/t*"),
        ("allow = [\"acme/*@^1\"]", "acme/*@^1"),
        ("deny = [\"acme/*@one\"]", "requirement"),
        ("capabilities.\"*\" = [\"gpu:0\"]", "capability"),
        ("capabilities.\"*\" = \"net:*\"", "sequence"),
        ("min-age = \"72\"", "a span of time with a unit"),
        ("min-age = 72", "string"),
        ("min-threshold = 0", "at least 1"),
        ("licences = [\"mine\"]", "SPDX"),
        ("licences = [\"MIT OR Apache-2.0\"]", "one by one"),
        ("max-severity = \"fatal\"", "fatal"),
        ("yanked = \"drop\"", "drop"),
        ("provenance = \"some\"", "some"),
        ("provenance = true", "invalid type"),
        ("roots = [\"abc\"]", "64"),
    ] {
        let text = format!("[policy]\n{rules}\n");
        let error = Policy::of_file(&text, "p").unwrap_err().to_string();
        assert!(error.contains(word), "{rules}: {error}");
        assert!(Policy::of_manifest(&text, "p").is_err(), "{rules}");
    }
    assert!(Policy::of_file("[policy]\n[plugins]\n", "p").is_err());
    assert!(Policy::of_file("", "p").is_err());
    assert!(Policy::of_manifest("[plugins]\n", "p").unwrap().is_empty());
}

/// An Ed25519 key in PEM form, as a TOML string.
fn pem(seed: u8) -> String {
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
    let key = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
    let der = [b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", key.public_key().as_ref()].concat();
    format!("\"\"\"\n{}\"\"\"", pem::encode(&pem::Pem::new("PUBLIC KEY", der)))
}

#[test]
fn reviewers_are_named_with_what_they_sign_for() {
    let (ada, bob) = (pem(1), pem(2));
    let text = format!("reviews = [\"safe\"]\nmin-reviewers = 2\n[policy.reviewers]\nada = {ada}\nbob = {bob}\n");
    let read = policy(&text).reviewers.unwrap();
    assert_eq!(read.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["ada", "bob"]);
    assert!(!Plugin::new("acme/tool").is_allowed(&[policy(&text)]), "a plain record does not count");
    for (from, to, word) in [
        (bob.as_str(), ada.as_str(), "one key"),
        ("min-reviewers = 2", "min-reviewers = 3", "3 reviewers are wanted and 2 are named"),
        ("reviews = [\"safe\"]\n", "", "means nothing without reviews"),
        ("PUBLIC KEY", "PRIVATE KEY", "no public key"),
        (ada.as_str(), "\"ada@example.com\"", "no public key"),
        (ada.as_str(), "1", "string"),
    ] {
        let error = Policy::of_file(&format!("[policy]\n{}", text.replace(from, to)), "p").unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
    let error = Policy::of_file("[policy]\nreviews = [\"safe\"]\nmin-reviewers = 1\n", "p").unwrap_err().to_string();
    assert!(error.contains("means nothing without [policy.reviewers]"), "{error}");
}

#[test]
fn the_examples_of_the_manual_are_policies() {
    let text = include_str!("../../docs/policy.md");
    let blocks: Vec<&str> = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 2, "{} examples", blocks.len());
    for block in blocks {
        Policy::of_file(block, "docs/policy.md").unwrap_or_else(|error| panic!("{error}: {block}"));
    }
}

/// Some of the rules, of different keys, as one file.
fn some_policy() -> impl Strategy<Value = (Policy, Policy)> {
    let rules = proptest::sample::subsequence(RULES.to_vec(), 0..6);
    rules
        .prop_flat_map(|rules| {
            let mut keys = BTreeSet::new();
            let rules: Vec<&str> =
                rules.iter().map(|(rule, _)| *rule).filter(|rule| keys.insert(rule.split([' ', '.']).next())).collect();
            (Just(rules.clone()).prop_shuffle(), Just(rules))
        })
        .prop_map(|(one, other)| (policy(&one.join("\n")), policy(&other.join("\n"))))
}

fn some_plugin() -> impl Strategy<Value = Plugin> {
    let names = proptest::sample::select(vec!["acme/tool", "acme/other", "beta/theme"]);
    (names, 0..4_u64, any::<[bool; 3]>()).prop_map(|(name, threshold, [yanked, known, provenance])| Plugin {
        threshold,
        yanked,
        provenance,
        published: Some(now()).filter(|_| known),
        ..Plugin::new(name)
    })
}

/// The answers without their lines.
fn answers(decisions: Vec<Decision>) -> BTreeSet<(&'static str, bool, String)> {
    decisions.into_iter().map(|one| (one.rule, one.allowed, one.why)).collect()
}

proptest! {
    #[test]
    fn the_order_of_rules_does_not_matter((one, other) in some_policy(), plugin in some_plugin()) {
        prop_assert_eq!(answers(plugin.decisions(&[one])), answers(plugin.decisions(&[other])));
    }

    #[test]
    fn project_and_organisation_commute((project, _) in some_policy(), (above, _) in some_policy(), plugin in some_plugin()) {
        let both = [project.clone(), above.clone()];
        prop_assert_eq!(plugin.decisions(&both), plugin.decisions(&[above.clone(), project.clone()]));
        // A further file only tightens.
        prop_assert_eq!(plugin.is_allowed(&both), plugin.is_allowed(&[project]) && plugin.is_allowed(&[above]));
    }

    /// What a repository signs is one more file for what comes from it, and none for anything else.
    #[test]
    fn a_signed_policy_tightens_and_commutes(
        (project, _) in some_policy(), (above, _) in some_policy(), (signed, _) in some_policy(), plugin in some_plugin(),
    ) {
        let (here, elsewhere) = ((Sha256::of(b"root"), signed.clone()), (Sha256::of(b"another root"), signed.clone()));
        let files = [project.clone(), above.clone()];
        let expected = plugin.decisions(&[project.clone(), above.clone(), signed.clone()]);
        prop_assert_eq!(plugin.signed(&files, &[here.clone(), elsewhere.clone()]), expected.clone());
        prop_assert_eq!(plugin.signed(&[above, project], &[elsewhere.clone(), here]), expected.clone());
        prop_assert_eq!(plugin.signed(&files, &[elsewhere]), plugin.decisions(&files));
        let allowed = expected.iter().all(|decision| decision.allowed);
        prop_assert_eq!(allowed, plugin.is_allowed(&files) && plugin.is_allowed(&[signed]));
    }

    #[test]
    fn adding_a_denial_never_allows((before, _) in some_policy(), plugin in some_plugin(), denied in 0..4_usize) {
        let denial = ["*", "acme/*", "acme/tool", "beta/*@^1"][denied];
        let mut after = before.clone();
        after.deny.extend(policy(&format!("deny = [\"{denial}\"]")).deny);
        prop_assert!(plugin.is_allowed(&[before]) || !plugin.is_allowed(&[after]));
    }
}
