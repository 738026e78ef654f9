//! Findings that somebody has explained: VEX statements, and ignores with a date.
//!
//! Owns: whose statement counts for what, that a later alarm outweighs an explanation, and that an ignore ends.
//! Never does: drop a finding; it is shown with who silenced it. In: [`Match`]es, statements, ignores. Out: [`Voiced`].

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use super::inventory::{Inventory, Place};
use super::matching::Match;
use crate::name::PluginName;
use crate::vex::{Found, Statement};

/// Statements of one maker.
#[derive(Debug, Clone)]
pub struct Voice {
    /// The file or signed target.
    pub source: String,
    /// A publisher speaks for its own plugin only; the user's files and the `security` role for everything.
    pub only: Option<PluginName>,
    /// What is said.
    pub statements: Vec<Statement>,
}

/// A finding that is left out of the verdict until the end of a day, UTC.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ignore {
    /// The vulnerability, by any of its names.
    pub id: String,
    /// The last day.
    pub until: Date,
}

/// Text that is no ignore.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an ignore is an id, the word until, and a date such as 2027-01-31")]
pub struct NotAnIgnore;

impl FromStr for Ignore {
    type Err = NotAnIgnore;

    fn from_str(text: &str) -> Result<Self, NotAnIgnore> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [id, "until", until] = words[..] else { return Err(NotAnIgnore) };
        Ok(Self { id: id.to_owned(), until: until.parse().map_err(|_| NotAnIgnore)? })
    }
}

impl Ignore {
    fn is_over(&self, now: Timestamp) -> bool {
        now.to_zoned(jiff::tz::TimeZone::UTC).date() > self.until
    }
}

/// A finding in some of its places, with who silenced it there.
#[derive(Debug, Clone)]
pub(super) struct Silenced {
    /// The finding, in these places.
    pub found: Match,
    /// The VEX document, or `--ignore`.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What was put off of advisories that could not be decided, and by which ignores.
#[derive(Debug, Default)]
pub(super) struct PutOff {
    /// The advisories.
    pub ids: BTreeSet<String>,
    /// Ignores whose date has passed.
    pub expired: Vec<Ignore>,
}

/// Which of these advisories an ignore puts off.
pub(super) fn put_off(undecided: &BTreeSet<&str>, ignores: &[Ignore], now: Timestamp) -> PutOff {
    let about = ignores.iter().filter(|ignore| undecided.contains(ignore.id.as_str()));
    let (over, valid): (Vec<&Ignore>, Vec<&Ignore>) = about.partition(|ignore| ignore.is_over(now));
    PutOff { ids: valid.iter().map(|one| one.id.clone()).collect(), expired: over.into_iter().cloned().collect() }
}

/// Findings after everybody has spoken.
#[derive(Debug, Default)]
pub(super) struct Voiced {
    /// Findings that nobody silenced.
    pub open: Vec<Match>,
    /// The others.
    pub silenced: Vec<Silenced>,
    /// Ignores whose date has passed and that would have silenced something.
    pub expired: Vec<Ignore>,
    /// Ignores that match nothing.
    pub unused: Vec<Ignore>,
}

/// Lets everybody speak on `found`.
pub(super) fn listen(found: Vec<Match>, inventory: &Inventory, voices: &[Voice], ignores: &[Ignore], now: Timestamp) -> Voiced {
    let mut heard = Voiced::default();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for one in found {
        let names: BTreeSet<&str> = one.aliases.iter().map(String::as_str).chain([one.id.as_str()]).collect();
        let ignores = ignores.iter().enumerate().filter(|(_, ignore)| names.contains(ignore.id.as_str()));
        let mut put_off = None;
        for (position, ignore) in ignores {
            used.insert(position);
            if !ignore.is_over(now) {
                put_off = Some(ignore);
            } else if !heard.expired.contains(ignore) {
                heard.expired.push(ignore.clone());
            }
        }
        if let Some(ignore) = put_off {
            let reason = format!("ignored until {}", ignore.until);
            heard.silenced.push(Silenced { found: one, by: "--ignore".to_owned(), reason });
            continue;
        }
        let mut open = Vec::new();
        for place in &one.places {
            match explained(&one, place, &names, inventory, voices) {
                None => open.push(place.clone()),
                Some((by, reason)) => {
                    let same = heard.silenced.iter_mut().find(|there| {
                        (&there.by, &there.reason) == (&by, &reason)
                            && (&there.found.id, &there.found.package) == (&one.id, &one.package)
                    });
                    if let Some(there) = same {
                        there.found.places.push(place.clone());
                    } else {
                        let found = Match { places: vec![place.clone()], ..one.clone() };
                        heard.silenced.push(Silenced { found, by, reason });
                    }
                }
            }
        }
        if !open.is_empty() {
            heard.open.push(Match { places: open, ..one });
        }
    }
    let unused = ignores.iter().enumerate().filter(|(position, _)| !used.contains(position));
    heard.unused = unused.map(|(_, ignore)| ignore.clone()).collect();
    heard
}

/// Who explains a finding in one place, and how. Everybody who speaks of it has to agree: one who says that it is affected
/// outweighs all others.
fn explained(
    one: &Match,
    place: &Place,
    names: &BTreeSet<&str>,
    inventory: &Inventory,
    voices: &[Voice],
) -> Option<(String, String)> {
    let bom = inventory.boms.get(place.bom)?;
    let within = bom.origin.package();
    let found = Found {
        package: &one.package,
        within: within.as_ref(),
        serial: bom.serial.as_deref(),
        reference: place.reference.as_deref(),
    };
    let mut explanation = None;
    for voice in voices {
        if voice.only.is_some() && voice.only != bom.origin.plugin {
            continue;
        }
        let spoken = voice.statements.iter().filter(|said| said.ids.iter().any(|id| names.contains(id.as_str())));
        // One maker may change its mind: its last word counts, and of two at one time the one further down.
        let Some(last) = spoken.filter(|said| said.is_about(&found)).max_by_key(|said| said.at) else { continue };
        let reason = last.silences()?;
        explanation.get_or_insert((voice.source.clone(), reason));
    }
    explanation
}

#[cfg(test)]
#[path = "silence_tests.rs"]
mod tests;
