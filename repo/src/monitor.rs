//! Places asked as clients ask them: what they serve, and how far they are behind the origin.
//!
//! Owns: who is asked in which order, and what counts as a passed limit. Never does: judge by anything but the client, or change a
//! repository. In: places and the root that clients have pinned. Out: [`Answer`]s.

use std::sync::Arc;
use std::time::Duration;

use camino::Utf8Path;
use futures_util::future::join_all;
use jiff::Timestamp;
use ragnos_plugin::clock::in_words;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Origin;
use ragnos_plugin::redact::Printable;
use ragnos_plugin::tuf::{self, Persistence, Remaining, StateFolder, TrustAnchor};
use tokio::time::Instant;

use crate::health::{Health, Plan, look};
use crate::wait::until;

/// A place that is asked, with what was seen of it.
#[derive(Debug)]
pub struct Watched {
    is_origin: bool,
    origin: Arc<dyn Origin>,
    state: StateFolder,
}

/// What a place answered.
#[derive(Debug)]
pub struct Answer {
    /// The place, without secrets.
    pub place: String,
    /// True for the place where changes are published.
    pub is_origin: bool,
    /// What it serves, or why clients refuse it.
    pub health: Result<Health, tuf::Error>,
    /// How many versions it is behind the origin, and how long it took to serve what the origin has.
    pub behind: Option<(u64, Duration)>,
}

/// One round: the origin first, then all places at the same time, each until it has what the origin has, or for as long as `limit`.
pub async fn round(
    anchor: &TrustAnchor,
    origin: Option<&Watched>,
    places: &[Watched],
    plan: &Plan,
    limit: Duration,
    now: Timestamp,
) -> Vec<Answer> {
    let mut answers = Vec::new();
    if let Some(origin) = origin {
        answers.push(origin.ask(anchor, plan, now).await);
    }
    let wanted = answers.first().and_then(|answer| Some(answer.health.as_ref().ok()?.version()));
    answers.extend(join_all(places.iter().map(|place| place.caught_up(anchor, plan, now, wanted, limit))).await);
    answers
}

impl Watched {
    /// A place; what is seen of it is remembered below `folder`.
    pub fn new(origin: Arc<dyn Origin>, is_origin: bool, folder: &Utf8Path) -> Self {
        let part = if is_origin { "origin" } else { "edge" };
        let state = StateFolder::at(folder.join(format!("{part}-{}", Sha256::of(origin.shown().as_bytes()))));
        Self { is_origin, origin, state }
    }

    async fn ask(&self, anchor: &TrustAnchor, plan: &Plan, now: Timestamp) -> Answer {
        let health = look(anchor, Arc::clone(&self.origin), &self.state, Persistence::Write, plan, now).await;
        Answer { place: self.origin.shown(), is_origin: self.is_origin, health, behind: None }
    }

    /// Asks until the place has the version `wanted`, or time is up.
    async fn caught_up(
        &self,
        anchor: &TrustAnchor,
        plan: &Plan,
        now: Timestamp,
        wanted: Option<u64>,
        limit: Duration,
    ) -> Answer {
        let (mut answer, taken) = until(Instant::now(), limit, async |_| {
            let answer = self.ask(anchor, plan, now).await;
            let version = answer.health.as_ref().ok().map(Health::version);
            (wanted.zip(version).is_none_or(|(wanted, version)| version >= wanted), answer)
        })
        .await;
        let version = answer.health.as_ref().ok().map(Health::version);
        answer.behind = wanted.zip(version).map(|(wanted, version)| (wanted.saturating_sub(version), taken));
        answer
    }
}

impl Answer {
    /// The limits that it passes, in words.
    pub fn passed(&self) -> Vec<String> {
        let health = match &self.health {
            Ok(health) => health,
            Err(error) => return vec![error.to_string()],
        };
        let short = health.roles.iter().filter(|one| one.remaining != Remaining::Enough);
        let mut limits: Vec<String> = short.map(|one| format!("{}: {}", Printable(&one.role.name), one.left())).collect();
        limits.extend(health.failures.iter().map(|one| one.error.to_string()));
        if let Some((versions @ 1.., taken)) = self.behind {
            let taken = in_words(taken.try_into().unwrap_or(jiff::SignedDuration::MAX));
            limits.push(format!("{versions} versions behind the origin after {taken}"));
        }
        limits
    }
}
