//! The decisions of policies.
//!
//! Owns: what each rule asks of a plugin, and the words of its decision. Deny wins; every file must allow.
//! Never does: I/O, or depend on the order of rules or files. In: [`Policy`]s and a [`Subject`]. Out: [`Decision`]s.

use std::collections::BTreeSet;

use jiff::Timestamp;
use semver::Version;
use serde::Serialize;

use super::pattern::Pattern;
use super::{Graded, Place, Placed, Policy, Tolerated, licence, location};
use crate::capability::Capability;
use crate::cool_down::{Young, young};
use crate::digest::Sha256;
use crate::name::PluginName;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::review::{About, Reviewer};

/// The rule about a version's age.
pub const MIN_AGE: &str = "policy.min-age";

/// What is judged: one version of a plugin, as signed metadata has it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The plugin.
    pub name: &'a PluginName,
    /// The version.
    pub version: &'a Version,
    /// What it asks for.
    pub capabilities: &'a BTreeSet<Capability>,
    /// True where signed metadata was asked and has the version no more: what only it could say then counts against it.
    pub gone: bool,
    /// Its SPDX expression, empty where there is none; `None` where nobody can be asked. The same holds for the next ones.
    pub license: Option<&'a str>,
    /// When the repository's log first saw it.
    pub published: Option<Timestamp>,
    /// Whether its publisher has withdrawn it.
    pub yanked: Option<bool>,
    /// Whether its publisher has signed a provenance of every archive.
    pub provenance: Option<bool>,
    /// How many keys had to sign it.
    pub threshold: Option<u64>,
    /// The repository's URL as the project names it.
    pub url: &'a str,
    /// The further places that it is asked at.
    pub mirrors: &'a [String],
    /// The repository's trust anchor.
    pub root: &'a Sha256,
    /// Whether the `security` role has spared it the cool-down.
    pub urgent: bool,
    /// What was said of its archives.
    pub reviews: &'a About<'a>,
}

/// What one rule says of one version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Decision {
    /// Where the rule stands.
    #[serde(flatten)]
    pub place: Place,
    /// Its key, such as `policy.deny`.
    pub rule: &'static str,
    /// Whether it lets the version pass.
    pub allowed: bool,
    /// Why.
    pub why: String,
    /// When it will be another one by itself, where the time alone decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// A plugin that a policy refuses.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
#[error("{plugin} {version} is refused by {} of {}: {}", .decision.rule, .decision.place, .decision.why)]
#[diagnostic(
    code(RP4005),
    help(
        "`ragnos-plugin policy explain {plugin}` shows every rule; take another version with `ragnos-plugin update {plugin}`, or ask whoever owns the rule"
    )
)]
pub struct Refused {
    /// The plugin.
    pub plugin: PluginName,
    /// The version.
    pub version: Version,
    /// The first decision against it.
    pub decision: Box<Decision>,
}

impl Refused {
    /// The refusal of a version by the first decision against it; `None` where all allow it.
    pub fn by(plugin: &PluginName, version: &Version, decisions: Vec<Decision>) -> Option<Self> {
        let decision = decisions.into_iter().find(|decision| !decision.allowed)?;
        Some(Self { plugin: plugin.clone(), version: version.clone(), decision: Box::new(decision) })
    }
}

impl Refusal for Refused {
    fn facts(&self) -> Facts {
        Facts::about(&self.plugin).mismatch(&format!("{} of {}", self.decision.rule, self.decision.place), &self.decision.why)
    }
}

/// All policies that hold for a project, and the time at which they are asked.
#[derive(Debug, Clone, Default)]
pub struct Policies {
    layers: Vec<Policy>,
    /// Those that a repository signs, by its id: they bind what comes from it and nothing else.
    signed: Vec<(Sha256, Policy)>,
    now: Timestamp,
}

impl Policies {
    /// Policies of several files, in any order.
    pub fn new(layers: impl IntoIterator<Item = Policy>, now: Timestamp) -> Self {
        Self { layers: layers.into_iter().filter(|layer| !layer.is_empty()).collect(), signed: Vec::new(), now }
    }

    /// The same with the policies that repositories sign, each by the repository's id.
    #[must_use]
    pub fn and_signed(mut self, signed: impl IntoIterator<Item = (Sha256, Policy)>) -> Self {
        self.signed.extend(signed.into_iter().filter(|(_, policy)| !policy.is_empty()));
        self
    }

    /// Those that are about what comes from the repository with this id.
    fn about<'p>(&'p self, root: &'p Sha256) -> impl Iterator<Item = &'p Policy> {
        self.layers.iter().chain(self.signed.iter().filter(move |(id, _)| id == root).map(|(_, policy)| policy))
    }

    /// True when there is no rule.
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty() && self.signed.is_empty()
    }

    /// What every rule that is about the subject says, sorted by place.
    pub fn judge(&self, subject: &Subject<'_>) -> Vec<Decision> {
        let mut decisions: Vec<Decision> =
            self.about(subject.root).flat_map(|policy| Judge { policy, subject, now: self.now }.decisions()).collect();
        decisions.sort();
        decisions
    }

    /// Whoever some policy names as a reviewer.
    pub fn reviewers(&self) -> impl Iterator<Item = &Reviewer> {
        let all = self.layers.iter().chain(self.signed.iter().map(|(_, policy)| policy));
        all.filter_map(|policy| policy.reviewers.as_ref()).flatten()
    }

    /// The gravest vulnerability that all of them tolerate: an audit is one of everything, and fails as the strictest would.
    pub fn max_severity(&self) -> Option<&Placed<Tolerated>> {
        let all = self.layers.iter().chain(self.signed.iter().map(|(_, policy)| policy));
        all.filter_map(|policy| policy.max_severity.as_ref()).min_by_key(|one| one.value)
    }
}

struct Judge<'a> {
    policy: &'a Policy,
    subject: &'a Subject<'a>,
    now: Timestamp,
}

/// The rule of the narrowest pattern that matches.
fn narrowest<'g, T>(rules: &'g Graded<T>, name: &PluginName) -> Option<(&'g Pattern, &'g Placed<T>)> {
    // Patterns are sorted from the widest to the narrowest.
    rules.iter().rev().find(|(pattern, _)| pattern.matches(name))
}

fn decision(rule: &'static str, place: &Place, allowed: bool, why: String) -> Decision {
    Decision { place: place.clone(), rule, allowed, why, until: None }
}

fn list<T: ToString>(all: impl IntoIterator<Item = T>) -> String {
    all.into_iter().map(|one| one.to_string()).collect::<Vec<_>>().join(", ")
}

impl Judge<'_> {
    /// The answer of a rule that asks what nobody knows.
    fn unknown(&self, rule: &'static str, place: &Place) -> Option<Decision> {
        let why = "signed metadata has this version no more, and nothing else could say".to_owned();
        self.subject.gone.then(|| decision(rule, place, false, why))
    }

    fn decisions(&self) -> Vec<Decision> {
        let rules = [
            self.allow(),
            self.capabilities(),
            self.threshold(),
            self.age(),
            self.licence(),
            self.reviews(),
            self.provenance(),
            self.repository(),
            self.root(),
            self.yanked(),
            self.max_severity(),
        ];
        self.denials().chain(rules.into_iter().flatten()).collect()
    }

    fn denials(&self) -> impl Iterator<Item = Decision> {
        let Subject { name, version, .. } = *self.subject;
        let denied = self.policy.deny.iter().filter(|one| one.value.matches(name, version));
        denied.map(|one| decision("policy.deny", &one.place, false, format!("{} is denied", one.value)))
    }

    fn allow(&self) -> Option<Decision> {
        let allow = self.policy.allow.as_ref()?;
        let name = self.subject.name;
        if let Some(one) = allow.value.iter().filter(|one| one.value.matches(name)).max_by_key(|one| &one.value) {
            return Some(decision("policy.allow", &one.place, true, format!("{} is allowed", one.value)));
        }
        Some(decision("policy.allow", &allow.place, false, format!("{name} is not among what is allowed")))
    }

    fn capabilities(&self) -> Option<Decision> {
        let (pattern, ceiling) = narrowest(&self.policy.capabilities, self.subject.name)?;
        let beyond = |asked: &&Capability| !ceiling.value.iter().any(|allowed| allowed.covers(asked));
        let beyond: Vec<_> = self.subject.capabilities.iter().filter(beyond).collect();
        let allowed = beyond.is_empty();
        let why = if allowed {
            format!("what it asks for is within what \"{pattern}\" may have")
        } else {
            format!("it asks for more than \"{pattern}\" may have: {}", list(beyond))
        };
        Some(decision("policy.capabilities", &ceiling.place, allowed, why))
    }

    fn threshold(&self) -> Option<Decision> {
        let (pattern, least) = narrowest(&self.policy.min_threshold, self.subject.name)?;
        let (least, place) = (least.value, &least.place);
        let Some(seen) = self.subject.threshold else { return self.unknown("policy.min-threshold", place) };
        let why = format!("{seen} of its publisher's keys must sign, \"{pattern}\" needs {least}");
        Some(decision("policy.min-threshold", place, seen >= least, why))
    }

    fn age(&self) -> Option<Decision> {
        let (pattern, least) = narrowest(&self.policy.min_age, self.subject.name)?;
        let young = young(self.subject.published, least.value, self.now);
        let (allowed, why) = match &young {
            None => (true, format!("old enough for \"{pattern}\"")),
            Some(young) if self.subject.urgent => (true, format!("the role security spares it: {young}")),
            Some(young) => (false, young.to_string()),
        };
        let until = young.as_ref().filter(|_| !allowed).and_then(Young::until);
        Some(Decision { until, ..decision(MIN_AGE, &least.place, allowed, why) })
    }

    fn licence(&self) -> Option<Decision> {
        let listed = self.policy.licences.as_ref()?;
        let Some(license) = self.subject.license else { return self.unknown("policy.licences", &listed.place) };
        let allowed = licence::satisfies(license, &listed.value);
        let why = match (license, allowed) {
            ("", _) => "it gives no licence".to_owned(),
            (_, true) => format!("{} can be had under listed licences", Printable(license)),
            (_, false) => format!("{} does not come down to {}", Printable(license), list(&listed.value)),
        };
        Some(decision("policy.licences", &listed.place, allowed, why))
    }

    fn reviews(&self) -> Option<Decision> {
        let (pattern, wanted) = narrowest(&self.policy.reviews, self.subject.name)?;
        if let Some(reviewers) = &self.policy.reviewers {
            return Some(self.signed_reviews(pattern, wanted, reviewers));
        }
        let there: BTreeSet<String> = self.subject.reviews.criteria().iter().map(ToString::to_string).collect();
        let missing: Vec<&String> = wanted.value.difference(&there).collect();
        let allowed = missing.is_empty();
        let why = if allowed {
            format!("its bytes were reviewed for all that \"{pattern}\" needs")
        } else {
            format!("nobody has reviewed these bytes for {}", Printable(&list(missing)))
        };
        Some(decision("policy.reviews", &wanted.place, allowed, why))
    }

    fn signed_reviews(&self, pattern: &Pattern, wanted: &Placed<BTreeSet<String>>, reviewers: &[Reviewer]) -> Decision {
        let least = narrowest(&self.policy.min_reviewers, self.subject.name).map_or(1, |(_, least)| least.value);
        let short = |criterion: &&String| {
            let vouching = self.subject.reviews.vouching(criterion, reviewers);
            let enough = u64::try_from(vouching.len()).is_ok_and(|seen| seen >= least);
            (!enough).then(|| {
                format!(
                    "{} (signed by {})",
                    Printable(criterion),
                    if vouching.is_empty() { "nobody".to_owned() } else { list(vouching) }
                )
            })
        };
        let missing: Vec<String> = wanted.value.iter().filter_map(|one| short(&one)).collect();
        let why = if missing.is_empty() {
            format!("{least} of the named reviewers have signed for all that \"{pattern}\" needs")
        } else {
            format!("{least} of the named reviewers must have signed these bytes for {}", list(&missing))
        };
        decision("policy.reviews", &wanted.place, missing.is_empty(), why)
    }

    fn provenance(&self) -> Option<Decision> {
        let (pattern, required) = narrowest(&self.policy.provenance, self.subject.name)?;
        let has = match self.subject.provenance {
            Some(has) => has,
            None if required.value => return self.unknown("policy.provenance", &required.place),
            None => false,
        };
        let why = match (has, required.value) {
            (true, _) => "its publisher has signed how it was made".to_owned(),
            (false, true) => format!("its publisher has signed no provenance, \"{pattern}\" needs one"),
            (false, false) => format!("\"{pattern}\" needs no provenance"),
        };
        Some(decision("policy.provenance", &required.place, has || !required.value, why))
    }

    fn repository(&self) -> Option<Decision> {
        let listed = self.policy.repositories.as_ref()?;
        let mut places = std::iter::once(self.subject.url).chain(self.subject.mirrors.iter().map(String::as_str));
        let is_listed = |place: &&str| listed.value.iter().any(|allowed| location::is_below(allowed, place));
        let beyond = places.find(|place| !is_listed(place));
        let (allowed, shown) = (beyond.is_none(), Printable(beyond.unwrap_or(self.subject.url)));
        let why = format!("{shown} {}", if allowed { "is a listed repository" } else { "is no listed repository" });
        Some(decision("policy.repositories", &listed.place, allowed, why))
    }

    fn root(&self) -> Option<Decision> {
        let listed = self.policy.roots.as_ref()?;
        let root = self.subject.root;
        let allowed = listed.value.contains(root);
        let why = format!("the trust anchor {root} {}", if allowed { "is listed" } else { "is not listed" });
        Some(decision("policy.roots", &listed.place, allowed, why))
    }

    fn yanked(&self) -> Option<Decision> {
        let place = self.policy.refuse_yanked.as_ref()?;
        let Some(yanked) = self.subject.yanked else { return self.unknown("policy.yanked", place) };
        let why = if yanked { "its publisher has withdrawn it" } else { "its publisher has not withdrawn it" };
        Some(decision("policy.yanked", place, !yanked, why.to_owned()))
    }

    /// Of every version, what `audit` does with findings: no version is refused for it.
    fn max_severity(&self) -> Option<Decision> {
        let most = self.policy.max_severity.as_ref()?;
        let why = format!("`audit` tolerates {}", most.value);
        Some(decision("policy.max-severity", &most.place, true, why))
    }
}
