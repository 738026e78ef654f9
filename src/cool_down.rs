//! The cool-down: a version is not chosen before the repository's `log` role has known it for a while.
//!
//! Owns: spans of time with their units, and the rule: younger than the least age, or of unknown age, is too young.
//! Never does: read a clock, or take a publisher's word for an age. In: a [`Release`] and the time of the run. Out: [`Young`], or none.

use std::collections::BTreeSet;
use std::fmt;

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use semver::Version;
use serde::{Deserialize, Serialize};

use crate::name::PluginName;
use crate::named_version::NamedVersion;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::release::Release;

/// A minimum age, or an exemption from it, cannot be read.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{seen:?} is not {wanted}")]
#[diagnostic(code(RP2172), help("for example `--min-age 72h --min-age-exempt acme/report@1.2.0`"))]
pub struct NotAnAge {
    /// The text that was given, printable.
    seen: String,
    /// What it should be.
    wanted: &'static str,
}

impl Refusal for NotAnAge {
    fn facts(&self) -> Facts {
        Facts::about(&self.seen).mismatch(&self.wanted, &self.seen)
    }
}

/// A span of time with its unit: `90m`, `72h`, `3d`. A day is 24 hours, whatever a calendar says of it.
///
/// # Errors
/// [`NotAnAge`], also for a number without a unit: other tools take it for seconds, minutes or days.
pub fn span(text: &str) -> Result<SignedDuration, NotAnAge> {
    let wrong = || NotAnAge { seen: Printable(text).to_string(), wanted: "a span of time with a unit, such as 90m, 72h or 3d" };
    let parsed: Span = text.parse().map_err(|_| wrong())?;
    let span = parsed.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| wrong())?;
    if span.is_negative() { Err(wrong()) } else { Ok(span) }
}

/// The cool-down: versions first seen less than `min_age` before `now` are not chosen anew; unknown age is too young.
#[derive(Debug, Clone)]
pub struct CoolDown {
    /// The time of this run.
    pub now: Timestamp,
    /// The least age.
    pub min_age: SignedDuration,
    /// Versions that are chosen all the same.
    pub exempt: BTreeSet<NamedVersion>,
}

/// Versions that the repository's `security` role spares every cool-down, such as the fix of a hole: its target
/// [`EXEMPTIONS`], whose list is the signed `custom.ragnos` too. A dependency that a spared version needs is spared only where
/// it is listed itself: else whoever can publish it could ride along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemptions {
    format: u32,
    exemptions: Vec<Exemption>,
}

/// The target that lists them.
pub const EXEMPTIONS: &str = "_security.exemptions.json";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Exemption {
    /// The fixed version and all that it needs.
    versions: BTreeSet<NamedVersion>,
    reason: String,
}

impl Exemptions {
    /// Reads the target's signed `custom` object; `None` for any other form than this program's.
    pub fn of_custom(custom: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Custom {
            ragnos: Exemptions,
        }
        let Custom { ragnos } = serde_json::from_str(custom).ok()?;
        (ragnos.format == 1).then_some(ragnos)
    }

    /// Adds an exemption of these versions.
    pub fn add(&mut self, versions: BTreeSet<NamedVersion>, reason: &str) {
        self.format = 1;
        self.exemptions.retain(|one| one.versions != versions);
        self.exemptions.push(Exemption { versions, reason: reason.to_owned() });
    }

    /// Takes away every exemption that lists one of these versions, with all else that it lists.
    pub fn remove(&mut self, versions: &BTreeSet<NamedVersion>) {
        self.exemptions.retain(|one| one.versions.is_disjoint(versions));
    }

    /// True when the version is spared.
    pub fn cover(&self, name: &PluginName, version: &Version) -> bool {
        let is_it = |one: &NamedVersion| one.plugin == *name && one.version == *version;
        self.exemptions.iter().any(|exemption| exemption.versions.iter().any(is_it))
    }
}

/// A version that is too young.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Young {
    /// The log has known it since `seen`; it may be chosen from `until` on.
    Since {
        /// When it was first seen.
        seen: Timestamp,
        /// When it is old enough.
        until: Timestamp,
    },
    /// The log does not know it.
    Unknown,
}

impl Young {
    /// From when on it is old enough; `None` where nobody can say.
    pub fn until(&self) -> Option<Timestamp> {
        if let Self::Since { until, .. } = self { Some(*until) } else { None }
    }
}

/// A version that would have been chosen, were it older.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The plugin.
    pub name: PluginName,
    /// The version that is held.
    pub version: Version,
    /// The older one that is there instead.
    pub chosen: Version,
    /// The rule and where it stands: `policy.min-age of FILE:LINE`, or `--min-age`.
    pub rule: String,
    /// When the log first saw it; `None` where it has not.
    pub first_seen: Option<Timestamp>,
    /// From when on it may be chosen; `None` where nobody can say.
    pub until: Option<Timestamp>,
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, version, chosen, rule, first_seen, until } = self;
        write!(f, "{name} {version} is held")?;
        match (until, first_seen) {
            (Some(until), Some(seen)) => write!(f, " until {until} by {rule}, first seen {seen}")?,
            _ => write!(f, " by {rule}, no signed log has seen it")?,
        }
        write!(f, "; {chosen} is older")
    }
}

impl fmt::Display for Young {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Since { seen, until } => write!(f, "too young: first seen {seen}, held until {until}"),
            Self::Unknown => f.write_str("too young: no signed log has seen it"),
        }
    }
}

/// Whether something that was first seen at `seen` is younger than `least` at `now`.
pub fn young(seen: Option<Timestamp>, least: SignedDuration, now: Timestamp) -> Option<Young> {
    if least.is_zero() {
        return None;
    }
    let Some(seen) = seen else { return Some(Young::Unknown) };
    // The end of time is late enough for what is added to it.
    let until = seen.saturating_add(least).unwrap_or(Timestamp::MAX);
    (now < until).then_some(Young::Since { seen, until })
}

impl CoolDown {
    /// Reads a span with its unit (`90m`, `72h`, `3d`) and exemptions (`namespace/name@version`).
    ///
    /// # Errors
    /// [`NotAnAge`].
    pub fn parse(now: Timestamp, text: &str, exempt: &[String]) -> Result<Self, NotAnAge> {
        let wrong = |text: &String| NotAnAge { seen: Printable(text).to_string(), wanted: "namespace/name@version" };
        let exempt = exempt.iter().map(|text| text.parse().map_err(|_| wrong(text)));
        Ok(Self { now, min_age: span(text)?, exempt: exempt.collect::<Result<_, _>>()? })
    }

    /// Why the release is held back.
    pub fn holds(&self, release: &Release) -> Option<Young> {
        let young = young(release.published, self.min_age, self.now)?;
        let named = NamedVersion { plugin: release.name.clone(), version: release.version.clone() };
        (!self.exempt.contains(&named)).then_some(young)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_required_and_unknown_age_is_too_young() {
        for bad in ["72", "0", "-3d", "three days", "", "1mo"] {
            assert!(span(bad).is_err(), "{bad}");
        }
        assert_eq!((span("72h").unwrap(), span("PT90M").unwrap()), (SignedDuration::from_hours(72), span("90m").unwrap()));
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (now, day) = (at("2026-06-10T00:00:00Z"), SignedDuration::from_hours(24));
        assert_eq!(young(None, day, now), Some(Young::Unknown));
        assert_eq!(young(None, SignedDuration::ZERO, now), None);
        assert_eq!(young(Some(at("2026-06-09T00:00:00Z")), day, now), None);
        let held = young(Some(at("2026-06-09T00:00:01Z")), day, now).unwrap();
        assert_eq!(held.to_string(), "too young: first seen 2026-06-09T00:00:01Z, held until 2026-06-10T00:00:01Z");
        // A log that is ahead of this machine's clock.
        assert!(young(Some(at("2026-07-01T00:00:00Z")), day, now).is_some());
    }
}
