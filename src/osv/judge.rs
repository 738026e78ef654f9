//! Whether a version is affected: the evaluation algorithm of the OSV schema (section "Evaluation").
//!
//! Owns: that algorithm, with a third answer where the order of two versions is not known.
//! Never does: take "cannot tell" for "not affected". In: an [`Affected`] and a version. Out: [`Judgement`].

use std::cmp::Ordering;

use super::{Affected, Event, Range, RangeKind};
use crate::ecosystem::Version;

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// The version is affected; fixed in these versions, oldest first.
    Affected {
        /// Versions that are fixed and newer.
        fixed: Vec<String>,
    },
    /// It is not.
    Unaffected,
    /// Nobody can tell from the record: its ranges are commits, or in an order that is not known.
    Undecided,
}

impl Affected {
    /// Judges `version`, as written.
    pub fn judge(&self, version: &str) -> Judgement {
        let listed = self.versions.iter().any(|one| self.is_same(one, version));
        let (mut affected, mut undecided, mut fixed) = (listed, false, Vec::new());
        // Databases add the commits of a fix to ranges of versions; on their own they decide nothing.
        let decisive = self.ranges.iter().any(|range| range.kind != RangeKind::Unordered);
        for range in self.ranges.iter().filter(|range| !decisive || range.kind != RangeKind::Unordered) {
            match range.judge(self, version) {
                Judgement::Affected { fixed: more } => {
                    affected = true;
                    fixed.extend(more);
                }
                Judgement::Undecided => undecided = true,
                Judgement::Unaffected => {}
            }
        }
        if affected {
            self.sort(&mut fixed);
            return Judgement::Affected { fixed };
        }
        // A version that is not listed may be younger than the list.
        if undecided { Judgement::Undecided } else { Judgement::Unaffected }
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        let parsed = |text| Version::parse(self.ecosystem, text);
        one == other
            || parsed(one)
                .is_some_and(|one| parsed(other).is_some_and(|other| one.partial_cmp(&other) == Some(Ordering::Equal)))
    }

    fn sort(&self, versions: &mut Vec<String>) {
        versions.sort();
        versions.dedup();
        versions.sort_by(|one, other| {
            let [one, other] = [one, other].map(|text| Version::parse(self.ecosystem, text));
            one.partial_cmp(&other).unwrap_or(Ordering::Equal)
        });
    }
}

/// A point on the line of versions.
enum Point {
    /// Before all versions: `introduced: "0"`.
    Start,
    At(Version),
}

impl Range {
    fn judge(&self, affected: &Affected, version: &str) -> Judgement {
        let parse = |text: &str| match self.kind {
            RangeKind::Semver => Version::semver(text),
            RangeKind::Ecosystem => Version::parse(affected.ecosystem, text),
            RangeKind::Unordered => None,
        };
        let Some(version) = parse(version) else { return Judgement::Undecided };
        let mut events = Vec::new();
        for event in &self.events {
            let text = event.text();
            let point = if text == "0" && matches!(event, Event::Introduced(_)) {
                Some(Point::Start)
            } else {
                parse(text).map(Point::At)
            };
            let Some(point) = point else {
                // `limit: "*"` is the same as no limit.
                if matches!(event, Event::Limit(text) if text == "*") {
                    continue;
                }
                return Judgement::Undecided;
            };
            events.push((point, event));
        }
        decide(events, &version)
    }
}

impl Event {
    fn text(&self) -> &str {
        let (Self::Introduced(text) | Self::Fixed(text) | Self::LastAffected(text) | Self::Limit(text)) = self;
        text
    }
}

fn decide(mut events: Vec<(Point, &Event)>, version: &Version) -> Judgement {
    // Stable: events at one version keep the record's order. `introduced, fixed` there is an empty range, as RustSec writes them, and
    // `fixed, introduced` is affected.
    events.sort_by(|(one, _), (other, _)| match (one, other) {
        (Point::Start, Point::Start) => Ordering::Equal,
        (Point::Start, Point::At(_)) => Ordering::Less,
        (Point::At(_), Point::Start) => Ordering::Greater,
        (Point::At(one), Point::At(other)) => one.partial_cmp(other).unwrap_or(Ordering::Equal),
    });
    let limits = || events.iter().filter(|(_, event)| matches!(event, Event::Limit(_)));
    let below = |point: &Point| matches!(point, Point::At(limit) if version < limit);
    if limits().next().is_some() && !limits().any(|(point, _)| below(point)) {
        return Judgement::Unaffected;
    }
    let reached = |point: &Point| match point {
        Point::Start => true,
        Point::At(point) => version >= point,
    };
    let mut is_affected = false;
    for (point, event) in &events {
        match event {
            Event::Introduced(_) if reached(point) => is_affected = true,
            Event::Fixed(_) if reached(point) => is_affected = false,
            Event::LastAffected(_) if matches!(point, Point::At(last) if version > last) => is_affected = false,
            _ => {}
        }
    }
    if !is_affected {
        return Judgement::Unaffected;
    }
    let later = events.iter().filter(|(point, event)| matches!(event, Event::Fixed(_)) && !reached(point));
    // The next fix is the one on this version's own line.
    Judgement::Affected { fixed: later.take(1).map(|(_, event)| event.text().to_owned()).collect() }
}
