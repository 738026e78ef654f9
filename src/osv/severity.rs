//! How grave a vulnerability is.
//!
//! Owns: the levels, and how a record's CVSS vectors (versions 2, 3 and 4, through the crate cvss) or its database's word give one.
//! Never does: take an unreadable vector for a harmless one. In: entries of `severity`. Out: [`Severity`] and a [`Rating`].

use std::str::FromStr;

use cvss::Cvss;
use serde::{Deserialize, Serialize};

use super::Rating;

/// The levels, the graver ones greater. What nobody has rated may be anything, so it counts as the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No vulnerability in itself: unmaintained, unsound, a notice; or a score of 0.
    Info,
    /// CVSS below 4.
    Low,
    /// CVSS below 7.
    Medium,
    /// CVSS below 9.
    High,
    /// CVSS from 9.
    Critical,
    /// Nobody has said.
    Unknown,
}

impl Severity {
    /// The level in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
            Self::Unknown => "unknown",
        }
    }

    /// The graver of two, of which one may be unknown.
    #[must_use]
    pub fn graver(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, known) | (known, Self::Unknown) => known,
            (one, other) => one.max(other),
        }
    }

    fn of_score(score: f64) -> Self {
        match score {
            score if score <= 0.0 => Self::Info,
            score if score < 4.0 => Self::Low,
            score if score < 7.0 => Self::Medium,
            score if score < 9.0 => Self::High,
            _ => Self::Critical,
        }
    }
}

/// A text that is no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not one of info, low, medium, high, critical")]
pub struct NotASeverity;

impl FromStr for Severity {
    type Err = NotASeverity;

    fn from_str(text: &str) -> Result<Self, NotASeverity> {
        match text.to_ascii_lowercase().as_str() {
            "info" | "none" | "negligible" => Ok(Self::Info),
            "low" => Ok(Self::Low),
            "medium" | "moderate" => Ok(Self::Medium),
            "high" | "important" => Ok(Self::High),
            "critical" => Ok(Self::Critical),
            _ => Err(NotASeverity),
        }
    }
}

/// One entry of `severity`.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Entry {
    /// `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, or a distribution's own.
    #[serde(rename = "type")]
    kind: String,
    score: String,
}

/// The gravest of the vectors, with its score; else the database's word.
pub(super) fn of(entries: &[Entry], word: Option<&str>) -> (Severity, Option<Rating>) {
    let vectors = entries.iter().filter(|entry| entry.kind.starts_with("CVSS"));
    let scored = vectors.filter_map(|entry| Some((score(&entry.score)?, entry.score.clone())));
    if let Some((score, vector)) = scored.max_by(|one, other| one.0.total_cmp(&other.0)) {
        return (Severity::of_score(score), Some(Rating { score: format!("{score:.1}"), vector }));
    }
    let mut words =
        entries.iter().filter(|entry| !entry.kind.starts_with("CVSS")).map(|entry| entry.score.as_str()).chain(word);
    (words.find_map(|word| word.parse().ok()).unwrap_or(Severity::Unknown), None)
}

/// The score of a vector that has at least the metrics of its version's base group.
fn score(vector: &str) -> Option<f64> {
    let parsed: Cvss = vector.parse().ok()?;
    let needed = match parsed {
        Cvss::CvssV20(_) => 6,
        Cvss::CvssV30(_) | Cvss::CvssV31(_) => 8,
        _ => 11,
    };
    (parsed.metrics().count() >= needed).then(|| parsed.score())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rated(entries: &[(&str, &str)], word: Option<&str>) -> String {
        let entry = |(kind, score): &(&str, &str)| Entry { kind: (*kind).to_owned(), score: (*score).to_owned() };
        let (severity, rating) = of(&entries.iter().map(entry).collect::<Vec<_>>(), word);
        format!("{} {}", severity.as_str(), rating.map_or_else(|| "-".to_owned(), |rating| rating.score))
    }

    const V4: &str = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";

    #[test]
    fn vectors_of_three_versions_give_scores() {
        assert_eq!(rated(&[("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")], None), "critical 9.8");
        assert_eq!(rated(&[("CVSS_V3", "CVSS:3.0/AV:L/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N")], None), "low 2.2");
        assert_eq!(rated(&[("CVSS_V2", "AV:N/AC:L/Au:N/C:P/I:P/A:P")], None), "high 7.5");
        assert_eq!(rated(&[("CVSS_V4", V4)], None), "critical 9.3");
        assert_eq!(rated(&[("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N")], None), "info 0.0");
    }

    #[test]
    fn the_gravest_counts_and_words_only_without_vectors() {
        let low = ("CVSS_V3", "CVSS:3.0/AV:L/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N");
        assert_eq!(rated(&[low, ("CVSS_V4", V4)], Some("LOW")), "critical 9.3");
        assert_eq!(rated(&[], Some("MODERATE")), "medium -");
        assert_eq!(rated(&[("Ubuntu", "negligible")], None), "info -");
    }

    #[test]
    fn what_cannot_be_read_is_unknown_which_is_the_gravest() {
        for bad in ["", "CVSS:3.1", "CVSS:3.1/AV:N", "CVSS:9.0/AV:N/AC:L", "AV:N", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H"] {
            assert_eq!(rated(&[("CVSS_V3", bad)], None), "unknown -", "{bad}");
        }
        assert!(Severity::Unknown > Severity::Critical);
        assert_eq!(Severity::Unknown.graver(Severity::Low), Severity::Low);
        assert_eq!(Severity::Low.graver(Severity::High), Severity::High);
    }
}
