//! The places that serve one repository, and which of them is asked next.
//!
//! Owns: the order, what counts as a reason to ask another place, and the rule for "there is no newer root".
//! Never does: trust a place more than another; every attempt verifies what it gets, whoever served it.
//! In: an attempt that asks one place and verifies. Out: its first good result, or why no place has one.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use tokio::time::{Instant, timeout_at};

use super::Origin;
use crate::refusal::{self, Facts, Refusal};

/// How often a delivery that broke off is begun again at the same place, after every other place.
const ROUNDS: u8 = 3;
/// Once one place has said that there is no newer root: how long the others have to say otherwise.
const GRACE: Duration = Duration::from_secs(3);

/// What a failed attempt says of the place where it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// It answered that it has no such file.
    NotThere,
    /// It gave no file: nobody answered, or with something else. Asked last for the rest of the run.
    Silent,
    /// It broke off in the middle. Asked last, but again.
    Interrupted,
    /// What it served failed verification.
    BadBytes,
    /// Nothing: another place cannot do better.
    Nothing,
}

/// The error of an attempt at one place.
pub trait Attempt: Refusal + From<NoMirror> {
    /// What it says of the place.
    fn blame(&self) -> Blame;
}

/// The places that serve one repository, in the order of the manifest. Clones share what was learnt about them.
#[derive(Debug, Clone)]
pub struct Mirrors {
    places: Arc<[Place]>,
    grace: Duration,
}

#[derive(Debug)]
struct Place {
    origin: Arc<dyn Origin>,
    silent: AtomicBool,
}

/// Why no place has a good file, where there is more than one place.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum NoMirror {
    /// At least one place served bytes that failed verification.
    #[error("no mirror serves a good {file}")]
    #[diagnostic(
        code(RP5330),
        help("the causes name each mirror's reason; try again in a minute, then ask the repository's operator")
    )]
    Bad {
        /// The file.
        file: String,
        /// Each place's reason.
        #[source]
        reasons: Option<Box<Reason>>,
    },
    /// No place delivered anything.
    #[error("no mirror delivered {file}")]
    #[diagnostic(
        code(RP7020),
        help("the causes name each mirror's reason; check the network and try again, `--offline` works from what is here")
    )]
    Absent {
        /// The file.
        file: String,
        /// Each place's reason.
        #[source]
        reasons: Option<Box<Reason>>,
    },
}

impl Refusal for NoMirror {
    fn facts(&self) -> Facts {
        let (Self::Bad { file, .. } | Self::Absent { file, .. }) = self;
        Facts::about(file)
    }
}

/// One place's reason; the next place's reason is its source, so that every report lists them all.
#[derive(Debug, Clone)]
pub struct Reason {
    text: String,
    next: Option<Box<Reason>>,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Reason {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.next.as_deref().map(|next| next as _)
    }
}

impl From<Arc<dyn Origin>> for Mirrors {
    fn from(origin: Arc<dyn Origin>) -> Self {
        Self::new(origin, [])
    }
}

impl Mirrors {
    /// The place that is asked first, and the others in their order.
    pub fn new(first: Arc<dyn Origin>, others: impl IntoIterator<Item = Arc<dyn Origin>>) -> Self {
        let place = |origin| Place { origin, silent: AtomicBool::new(false) };
        Self { places: std::iter::once(first).chain(others).map(place).collect(), grace: GRACE }
    }

    /// Another time for the others once one place has said that there is no newer root.
    #[must_use]
    pub fn with_grace(self, grace: Duration) -> Self {
        Self { grace, ..self }
    }

    /// The places as text for messages, without secrets.
    pub fn shown(&self) -> String {
        self.places.iter().map(|place| place.origin.shown()).collect::<Vec<_>>().join(", ")
    }

    /// The first good result, one place after the other. A warning names each place that was passed over, and why.
    ///
    /// # Errors
    /// The attempt's own error where there is one place or where no other could do better, else [`NoMirror`].
    pub async fn first_good<T, E, F>(&self, file: &str, attempt: impl Fn(Arc<dyn Origin>) -> F) -> Result<T, E>
    where
        E: Attempt,
        F: Future<Output = Result<T, E>>,
    {
        let mut turns: VecDeque<(&Place, u8)> = self.places.iter().map(|place| (place, 1)).collect();
        // Stable: within each half the manifest's order stays.
        turns.make_contiguous().sort_by_key(|(place, _)| place.silent.load(Ordering::Relaxed));
        let mut passed_over = PassedOver::new(self, file);
        while let Some((place, round)) = turns.pop_front() {
            let error = match attempt(Arc::clone(&place.origin)).await {
                Ok(good) => {
                    passed_over.warn(Some(place));
                    return Ok(good);
                }
                Err(error) => error,
            };
            if error.blame() == Blame::Interrupted && round < ROUNDS {
                turns.push_back((place, round + 1));
            }
            passed_over.add(place, error)?;
        }
        Err(passed_over.none_good())
    }

    /// Asks every place at the same time for a file that may not exist yet; `None` when there is none.
    ///
    /// A place answers with the file, or with "not there". One that cannot be reached, refuses, or serves a file that fails
    /// verification has not answered. There is no such file only when at least one place answers and all that do say so.
    ///
    /// # Errors
    /// No place answers: as [`Mirrors::first_good`].
    pub async fn if_anywhere<T, E, F>(&self, file: &str, attempt: impl Fn(Arc<dyn Origin>) -> F) -> Result<Option<T>, E>
    where
        E: Attempt,
        F: Future<Output = Result<T, E>>,
    {
        let asked = self.places.iter().map(|place| attempt(Arc::clone(&place.origin)).map(move |answer| (place, answer)));
        let mut asked: FuturesUnordered<_> = asked.collect();
        let mut waiting: Vec<&Place> = self.places.iter().collect();
        let mut passed_over = PassedOver::new(self, file);
        let mut until = None;
        while !waiting.is_empty() {
            let answer = match until {
                None => asked.next().await,
                // Whoever can delay an answer can also prevent it: waiting longer would protect nobody.
                Some(until) => timeout_at(until, asked.next()).await.unwrap_or_default(),
            };
            let Some((place, answer)) = answer else { break };
            waiting.retain(|one| !std::ptr::eq(*one, place));
            match answer {
                Ok(good) => return Ok(Some(good)),
                Err(error) if error.blame() == Blame::NotThere => {
                    until.get_or_insert_with(|| Instant::now() + self.grace);
                }
                Err(error) => passed_over.add(place, error)?,
            }
        }
        if until.is_none() {
            return Err(passed_over.none_good());
        }
        for place in waiting {
            passed_over.note(place, Blame::Silent, "no answer in time".to_owned());
        }
        passed_over.warn(None);
        Ok(None)
    }
}

/// The places that were passed over for one file, with their reasons.
struct PassedOver<'a, E> {
    file: &'a str,
    alone: bool,
    last: Option<E>,
    any_bad: bool,
    reasons: Vec<Passed<'a>>,
}

struct Passed<'a> {
    place: &'a Place,
    reason: String,
    /// That a place does not answer is told once.
    is_news: bool,
}

impl<'a, E: Attempt> PassedOver<'a, E> {
    fn new(mirrors: &Mirrors, file: &'a str) -> Self {
        Self { file, alone: mirrors.places.len() == 1, last: None, any_bad: false, reasons: Vec::new() }
    }

    /// Remembers why `place` is passed over.
    ///
    /// # Errors
    /// The error itself, where no other place could do better.
    fn add(&mut self, place: &'a Place, error: E) -> Result<(), E> {
        let blame = error.blame();
        if blame == Blame::Nothing {
            return Err(error);
        }
        self.note(place, blame, in_one_line(&error));
        self.last = Some(error);
        Ok(())
    }

    fn note(&mut self, place: &'a Place, blame: Blame, reason: String) {
        let shown = place.origin.shown();
        let reason = if reason.starts_with(&shown) { reason } else { format!("{shown}: {reason}") };
        self.any_bad |= blame == Blame::BadBytes;
        let silent = matches!(blame, Blame::Silent | Blame::Interrupted);
        let is_news = !(silent && place.silent.swap(true, Ordering::Relaxed));
        match self.reasons.iter_mut().find(|one| std::ptr::eq(one.place, place)) {
            // Asked again: the last reason counts.
            Some(again) => again.reason = reason,
            None => self.reasons.push(Passed { place, reason, is_news }),
        }
    }

    /// Tells which places were passed over on the way to the good one.
    fn warn(&self, good: Option<&Place>) {
        for Passed { place, reason, is_news } in &self.reasons {
            if *is_news && !good.is_some_and(|good| std::ptr::eq(good, *place)) {
                tracing::warn!("a mirror was passed over for {}: {reason}", self.file);
            }
        }
    }

    fn none_good(self) -> E {
        match self.last {
            Some(only) if self.alone => only,
            _ => {
                let chain = |next: Option<Box<Reason>>, one: Passed<'_>| Some(Box::new(Reason { text: one.reason, next }));
                let reasons = self.reasons.into_iter().rev().fold(None, chain);
                let file = self.file.to_owned();
                E::from(if self.any_bad { NoMirror::Bad { file, reasons } } else { NoMirror::Absent { file, reasons } })
            }
        }
    }
}

/// An error with its causes and its code.
fn in_one_line(error: &dyn Refusal) -> String {
    let mut line = error.to_string();
    line.extend(refusal::causes(error).into_iter().map(|cause| format!(": {cause}")));
    line + &error.code().map_or_else(String::new, |code| format!(" ({code})"))
}
