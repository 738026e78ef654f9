//! Packages against advisories.
//!
//! Owns: which advisory is about which package, the three answers, and that records of one vulnerability are one finding.
//! Never does: I/O, silence. In: [`Inventory`] and [`Database`]. Out: [`Match`]es, and what could not be assessed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::database::Database;
use super::inventory::{Found, Inventory, Place, Reason, Unassessed};
use crate::ecosystem::{Ecosystem, Package, Version};
use crate::osv::{Advisory, Affected, Judgement, Rating, Severity};

/// One vulnerability in one package, wherever that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// The first of the records' ids, sorted.
    pub id: String,
    /// All other names of the vulnerability.
    pub aliases: BTreeSet<String>,
    /// The package.
    pub package: Package,
    /// Its package URL.
    pub purl: Option<String>,
    /// How grave.
    pub severity: Severity,
    /// Score and vector.
    pub rating: Option<Rating>,
    /// What the records inform of, where they are no vulnerability.
    pub informational: Option<String>,
    /// In one line.
    pub summary: String,
    /// Where to read more.
    pub url: Option<String>,
    /// Fixed versions, oldest first.
    pub fixed: Vec<String>,
    /// Where the package was found.
    pub places: Vec<Place>,
}

/// What matching found.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Vulnerabilities, the gravest first, then by id and package.
    pub found: Vec<Match>,
    /// Components that could not be assessed, with the places.
    pub unassessed: BTreeMap<Unassessed, Vec<Place>>,
    /// Components, by place, that were assessed.
    pub assessed: usize,
}

/// Matches all packages.
pub(super) fn all(inventory: &Inventory, database: &Database) -> Matched {
    let mut matched = Matched { unassessed: inventory.unassessed.clone(), ..Matched::default() };
    for (package, found) in &inventory.packages {
        match assess(package, database) {
            Ok(hits) => {
                matched.assessed += found.places.len();
                matched.found.extend(findings(package, found, hits));
            }
            Err((reasons, hits)) => {
                matched.found.extend(findings(package, found, hits));
                for reason in reasons {
                    let (name, version, purl) = (package.name.clone(), package.version.clone(), found.purl.clone());
                    matched.unassessed.insert(Unassessed { reason, name, version, purl }, found.places.clone());
                }
            }
        }
    }
    matched.found.sort_by(|one, other| {
        let by_gravity = other.severity.cmp(&one.severity);
        by_gravity.then_with(|| (&one.id, &one.package).cmp(&(&other.id, &other.package)))
    });
    matched
}

/// An advisory that affects a package.
struct Hit {
    advisory: Arc<Advisory>,
    affected: Affected,
    fixed: Vec<String>,
}

/// Advisories that affect `package`; with the reasons where some of it could not be assessed.
fn assess(package: &Package, database: &Database) -> Result<Vec<Hit>, (Vec<Reason>, Vec<Hit>)> {
    let ecosystem = package.ecosystem;
    if !database.ecosystems.contains(&ecosystem) {
        return Err((vec![Reason::NoAdvisories(ecosystem.to_string())], Vec::new()));
    }
    let Some(version) = &package.version else { return Err((vec![Reason::NoVersion], Vec::new())) };
    if has_order(ecosystem) && Version::parse(ecosystem, version).is_none() {
        return Err((vec![Reason::UnreadableVersion], Vec::new()));
    }
    let (mut hits, mut undecided) = (Vec::new(), Vec::new());
    for advisory in database.about(ecosystem, &package.name) {
        match judge(advisory, package, version) {
            Verdict::Hit(affected, fixed) => hits.push(Hit { advisory: Arc::clone(advisory), affected, fixed }),
            Verdict::Miss => {}
            Verdict::Undecided => undecided.push(Reason::Undecided(advisory.id.clone())),
        }
    }
    if undecided.is_empty() { Ok(hits) } else { Err((undecided, hits)) }
}

/// Whether versions of the ecosystem can be ordered at all: zero is a version everywhere.
fn has_order(ecosystem: Ecosystem) -> bool {
    Version::parse(ecosystem, "0.0.0").is_some()
}

enum Verdict {
    Hit(Affected, Vec<String>),
    Miss,
    Undecided,
}

impl Verdict {
    /// True unless the version is known not to be affected.
    fn affects(&self) -> bool {
        !matches!(self, Self::Miss)
    }
}

fn judge(advisory: &Advisory, package: &Package, version: &str) -> Verdict {
    let about = advisory.affected.iter().filter(|one| (one.ecosystem, one.name.as_str()) == package.key());
    let judged: Vec<(&Affected, Judgement)> = about.map(|one| (one, one.judge(version))).collect();
    let is_release = |one: &Affected| match (&one.release, &package.release) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let here = || judged.iter().filter(|(one, _)| is_release(one));
    let hit = here().find_map(|(one, judgement)| match judgement {
        Judgement::Affected { .. } => Some(*one),
        _ => None,
    });
    // A distribution fixes each release in a version of its own: without the release only what all agree on is known.
    let releases = || here().filter(|(one, _)| one.release.is_some());
    let agree = releases().all(|(_, judgement)| matches!(judgement, Judgement::Affected { .. }));
    if let Some(affected) = hit {
        let unsure = package.release.is_none() && affected.release.is_some() && !agree;
        if unsure {
            return Verdict::Undecided;
        }
        let fixed = here().flat_map(|(_, judgement)| match judgement {
            Judgement::Affected { fixed } => fixed.clone(),
            Judgement::Unaffected | Judgement::Undecided => Vec::new(),
        });
        return Verdict::Hit(affected.clone(), fixed.collect());
    }
    let undecided = here().any(|(_, judgement)| *judgement == Judgement::Undecided);
    if undecided { Verdict::Undecided } else { Verdict::Miss }
}

/// One finding for each vulnerability: records that share a name are about the same one.
fn findings(package: &Package, found: &Found, hits: Vec<Hit>) -> Vec<Match> {
    let mut groups: Vec<(BTreeSet<String>, Vec<Hit>)> = Vec::new();
    for hit in hits {
        let mut names: BTreeSet<String> = hit.advisory.aliases.iter().cloned().chain([hit.advisory.id.clone()]).collect();
        let mut members = vec![hit];
        let (same, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(other, _)| !other.is_disjoint(&names));
        for (other, more) in same {
            names.extend(other);
            members.extend(more);
        }
        groups = others;
        groups.push((names, members));
    }
    groups.into_iter().filter_map(|(names, members)| finding(package, found, names, members)).collect()
}

fn finding(package: &Package, found: &Found, mut names: BTreeSet<String>, mut members: Vec<Hit>) -> Option<Match> {
    members.sort_by(|one, other| one.advisory.id.cmp(&other.advisory.id));
    let first = members.first()?;
    let (id, summary, url) = (first.advisory.id.clone(), first.advisory.summary.clone(), first.advisory.url.clone());
    // A record that is about a vulnerability outweighs one that only informs of something.
    let informational = members.iter().all(|hit| hit.affected.informational.is_some());
    let grave: Vec<&Hit> = members.iter().filter(|hit| informational || hit.affected.informational.is_none()).collect();
    let severity = grave.iter().map(|hit| hit.affected.severity).reduce(Severity::graver)?;
    let rated = grave.iter().find(|hit| hit.affected.severity == severity && hit.affected.rating.is_some());
    // One record's fix may be another record's affected version. Its own releases may each have a fix of their own.
    let others = |hit: &Hit, version: &str| {
        members.iter().any(|other| other.advisory.id != hit.advisory.id && judge(&other.advisory, package, version).affects())
    };
    let good = |hit: &Hit| hit.fixed.iter().filter(|version| !others(hit, version)).cloned().collect::<Vec<_>>();
    let mut fixed: Vec<String> = members.iter().flat_map(good).collect();
    fixed.sort();
    fixed.dedup();
    fixed.sort_by(|one, other| {
        let [one, other] = [one, other].map(|text| Version::parse(package.ecosystem, text));
        one.partial_cmp(&other).unwrap_or(std::cmp::Ordering::Equal)
    });
    names.remove(&id);
    Some(Match {
        id,
        aliases: names,
        package: package.clone(),
        purl: found.purl.clone(),
        severity,
        rating: rated.and_then(|hit| hit.affected.rating.clone()),
        informational: if informational { informs_of(&members) } else { None },
        summary,
        url,
        fixed,
        places: found.places.clone(),
    })
}

/// What records that are no vulnerabilities inform of: unsound code outweighs the rest.
fn informs_of(members: &[Hit]) -> Option<String> {
    let mut kinds = members.iter().filter_map(|hit| hit.affected.informational.as_ref());
    let first = kinds.clone().next();
    kinds.find(|kind| *kind == "unsound").or(first).cloned()
}

#[cfg(test)]
#[path = "matching_tests.rs"]
mod tests;
