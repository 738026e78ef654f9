//! The result of an audit, as data: what every output format is made from.
//!
//! Owns: the shape of `ragnos.plugin/audit/v1` (docs/schemas/audit.v1.schema.json), and the verdict.
//! Never does: format for people. In: what matching and silencing found. Out: [`Report`].

use std::collections::BTreeSet;

use serde::Serialize;

use super::database::Holding;
use super::inventory::{Inventory, Listed, Origin, Place, Reason, Unassessed};
use super::matching::{Match, Matched};
use super::project::Expiring;
use super::rules::Rules;
use super::silence::{self, Ignore, Silenced, Voiced};
use crate::osv::Severity;

/// From which severity on a finding fails the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// From this severity on.
    At(Severity),
    /// Never: findings are only shown.
    Never,
}

impl Serialize for FailOn {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::At(severity) => severity.as_str(),
            Self::Never => "never",
        })
    }
}

/// What an audit found.
#[derive(Debug, Serialize)]
pub struct Report {
    /// From which severity on a finding fails.
    pub fail_on: FailOn,
    /// The databases that were asked.
    pub databases: Vec<Holding>,
    /// The SBOMs that were read.
    pub sboms: Vec<Sbom>,
    /// In figures.
    pub counts: Counts,
    /// True when every package was assessed. Where it is false nothing is clean, whatever was accepted.
    pub complete: bool,
    /// What fails or may concern somebody, the gravest first.
    pub findings: Vec<Line>,
    /// Findings that somebody has explained or put off.
    pub suppressed: Vec<Suppressed>,
    /// Components that nobody can say anything about.
    pub unassessed: Vec<NotAssessed>,
    /// Locked plugins that their publisher has withdrawn.
    pub yanked: Vec<Yanked>,
    /// Metadata that expires soon.
    pub expiring: Vec<Expiring>,
    /// Ignores whose date has passed.
    pub expired_ignores: Vec<IgnoreLine>,
    /// Ignores that match nothing.
    pub unused_ignores: Vec<IgnoreLine>,
}

/// One SBOM.
#[derive(Debug, Clone, Serialize)]
pub struct Sbom {
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
    /// Its CycloneDX version.
    pub spec_version: String,
    /// Its serial number.
    pub serial: Option<String>,
    /// How many components it lists.
    pub components: usize,
}

/// Figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Components of all SBOMs.
    pub components: usize,
    /// Those that were compared with all advisories about them.
    pub assessed: usize,
    /// Those of which nobody can say anything.
    pub unassessed: usize,
    /// Different packages among the components.
    pub packages: usize,
    /// Packages that could not be assessed, which fails the audit: nobody accepted it.
    pub failing_unassessed: usize,
    /// Findings that fail the audit.
    pub failing: usize,
}

/// One vulnerability in one package.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The first of its names, sorted.
    pub id: String,
    /// Its other names.
    pub aliases: BTreeSet<String>,
    /// How grave.
    pub severity: Severity,
    /// CVSS score.
    pub score: Option<String>,
    /// CVSS vector.
    pub vector: Option<String>,
    /// `unmaintained`, `unsound`, `notice`: no vulnerability.
    pub informational: Option<String>,
    /// In one line.
    pub summary: String,
    /// Where to read more.
    pub url: Option<String>,
    /// The ecosystem of the package.
    pub ecosystem: String,
    /// The package.
    pub package: String,
    /// Its version.
    pub version: Option<String>,
    /// Its package URL.
    pub purl: Option<String>,
    /// Versions that are fixed, oldest first.
    pub fixed: Vec<String>,
    /// The SBOMs that list it, by `name`.
    pub found_in: Vec<String>,
    /// True when it fails the audit.
    pub fails: bool,
}

/// A finding that somebody has explained or put off.
#[derive(Debug, Clone, Serialize)]
pub struct Suppressed {
    /// The finding.
    #[serde(flatten)]
    pub finding: Line,
    /// The VEX document, or `--ignore`.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Components of one name that could not be assessed.
#[derive(Debug, Clone, Serialize)]
pub struct NotAssessed {
    /// Why, in a word with its details.
    #[serde(flatten)]
    pub reason: Reason,
    /// The name.
    pub name: String,
    /// The version.
    pub version: Option<String>,
    /// The package URL.
    pub purl: Option<String>,
    /// The SBOMs that list it, by `name`.
    pub found_in: Vec<String>,
    /// True when it fails the audit.
    pub fails: bool,
}

/// A withdrawn version.
#[derive(Debug, Clone, Serialize)]
pub struct Yanked {
    /// The plugin.
    pub name: crate::name::PluginName,
    /// The version.
    pub version: semver::Version,
}

/// An ignore.
#[derive(Debug, Clone, Serialize)]
pub struct IgnoreLine {
    /// The vulnerability.
    pub id: String,
    /// The last day that it counted, or counts.
    pub until: String,
}

impl From<&Ignore> for IgnoreLine {
    fn from(ignore: &Ignore) -> Self {
        Self { id: ignore.id.clone(), until: ignore.until.to_string() }
    }
}

/// Names of places.
struct Names<'a>(&'a [Listed]);

impl Names<'_> {
    fn of(&self, places: &[Place]) -> Vec<String> {
        let names: BTreeSet<&str> =
            places.iter().filter_map(|place| Some(self.0.get(place.bom)?.origin.name.as_str())).collect();
        names.into_iter().map(str::to_owned).collect()
    }
}

impl Report {
    /// Puts together what was found.
    pub(super) fn new(
        inventory: &Inventory,
        matched: &Matched,
        voiced: &Voiced,
        rules: &Rules,
        databases: Vec<Holding>,
    ) -> Self {
        let fail_on = rules.fail_on;
        let undecided = matched.unassessed.keys().filter_map(|one| match &one.reason {
            Reason::Undecided(id) => Some(id.as_str()),
            _ => None,
        });
        let put_off = silence::put_off(&undecided.collect(), &rules.ignores, rules.now);
        let is_put_off = |reason: &Reason| matches!(reason, Reason::Undecided(id) if put_off.ids.contains(id));
        let unaccepted = |reason: &Reason| reason.is_gap() && !rules.accepts(reason) && !is_put_off(reason);
        let used = |ignore: &&Ignore| !put_off.ids.contains(&ignore.id) && !put_off.expired.contains(ignore);
        let names = Names(&inventory.boms);
        let fails = |severity: Severity| matches!(fail_on, FailOn::At(level) if severity >= level);
        let findings: Vec<Line> = voiced.open.iter().map(|found| Line::new(found, &names, fails(found.severity))).collect();
        let suppressed = |one: &Silenced| Suppressed {
            finding: Line::new(&one.found, &names, false),
            by: one.by.clone(),
            reason: one.reason.clone(),
        };
        let sbom = |listed: &Listed| Sbom {
            origin: listed.origin.clone(),
            spec_version: listed.spec_version.clone(),
            serial: listed.serial.clone(),
            components: listed.components,
        };
        let not_assessed = |(one, places): (&Unassessed, &Vec<Place>)| NotAssessed {
            reason: one.reason.clone(),
            name: one.name.clone(),
            version: one.version.clone(),
            purl: one.purl.clone(),
            found_in: names.of(places),
            fails: unaccepted(&one.reason),
        };
        let expired: BTreeSet<&Ignore> = voiced.expired.iter().chain(&put_off.expired).collect();
        let gaps = |fails: &dyn Fn(&Reason) -> bool| -> usize {
            let places = matched.unassessed.iter().filter(|(one, _)| fails(&one.reason));
            // One component may have several reasons.
            let one = |(one, places): (&'_ Unassessed, &'_ Vec<Place>)| -> Vec<_> {
                places.iter().map(|place| (one.name.clone(), one.version.clone(), one.purl.clone(), place.clone())).collect()
            };
            places.flat_map(one).collect::<BTreeSet<_>>().len()
        };
        Self {
            fail_on,
            databases,
            sboms: inventory.boms.iter().map(sbom).collect(),
            counts: Counts {
                components: inventory.components,
                assessed: matched.assessed,
                unassessed: inventory.components.saturating_sub(matched.assessed),
                packages: inventory.packages.len(),
                failing_unassessed: gaps(&unaccepted),
                failing: findings.iter().filter(|line| line.fails).count(),
            },
            complete: gaps(&Reason::is_gap) == 0,
            findings,
            suppressed: voiced.silenced.iter().map(suppressed).collect(),
            unassessed: matched.unassessed.iter().map(not_assessed).collect(),
            yanked: Vec::new(),
            expiring: Vec::new(),
            expired_ignores: expired.into_iter().map(IgnoreLine::from).collect(),
            unused_ignores: voiced.unused.iter().filter(used).map(IgnoreLine::from).collect(),
        }
    }
}

impl Line {
    fn new(found: &Match, names: &Names<'_>, fails: bool) -> Self {
        Self {
            id: found.id.clone(),
            aliases: found.aliases.clone(),
            severity: found.severity,
            score: found.rating.as_ref().map(|rating| rating.score.clone()),
            vector: found.rating.as_ref().map(|rating| rating.vector.clone()),
            informational: found.informational.clone(),
            summary: found.summary.clone(),
            url: found.url.clone(),
            ecosystem: found.package.ecosystem.to_string(),
            package: found.package.name.clone(),
            version: found.package.version.clone(),
            purl: found.purl.clone(),
            fixed: found.fixed.clone(),
            found_in: names.of(&found.places),
            fails,
        }
    }
}
