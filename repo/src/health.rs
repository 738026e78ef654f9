//! How a repository fares: the version, expiry and signers of every role, read by the client that users have.
//!
//! Owns: a look that also sees what has expired, and what is left of each role's life time. Never does: judge signatures by itself,
//! or change anything. In: an anchor and an origin. Out: [`Health`].

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use ragnos_plugin::clock::in_words;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Origin;
use ragnos_plugin::tuf::{
    self, Client, Options, Persistence, Remaining, RoleFailure, RoleSummary, StateFolder, TrustAnchor, Validity,
};
use serde::Serialize;

use crate::expiry::{Expiries, Lifetime, LifetimeError};
use crate::roles;

/// How long each kind of role is meant to be valid after it is signed.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Root.
    pub root: Lifetime,
    /// Top-level targets.
    pub targets: Lifetime,
    /// Delegated roles.
    pub delegated: Lifetime,
    /// Snapshot.
    pub snapshot: Lifetime,
    /// Timestamp.
    pub timestamp: Lifetime,
}

impl Plan {
    /// The expiries of a change that is signed at `now`.
    ///
    /// # Errors
    /// [`LifetimeError`] when one lies beyond the calendar.
    pub fn expiries(&self, now: Timestamp) -> Result<Expiries, LifetimeError> {
        Ok(Expiries {
            root: self.root.after(now)?,
            targets: self.targets.after(now)?,
            delegated: self.delegated.after(now)?,
            snapshot: self.snapshot.after(now)?,
            timestamp: self.timestamp.after(now)?,
        })
    }

    fn of(&self, role: &RoleSummary) -> SignedDuration {
        let lifetime = match role.name.as_str() {
            _ if role.delegated_by != "root" => self.delegated,
            "root" => self.root,
            "targets" => self.targets,
            "snapshot" => self.snapshot,
            _ => self.timestamp,
        };
        lifetime.span()
    }
}

/// A repository as a client reads it, with what has expired.
#[derive(Debug)]
pub struct Health {
    /// Its id.
    pub repository: Sha256,
    /// The top-level roles, then delegated ones by name.
    pub roles: Vec<RoleHealth>,
    /// Delegated roles that the client refuses.
    pub failures: Vec<RoleFailure>,
}

/// One role.
#[derive(Debug, Clone, Serialize)]
pub struct RoleHealth {
    /// The role.
    #[serde(flatten)]
    pub role: RoleSummary,
    /// Seconds until it expires; negative when it has.
    pub seconds_left: i64,
    /// `expires-soon` when less than a fifth of its planned life time is left.
    pub remaining: Remaining,
}

impl RoleHealth {
    fn new(role: RoleSummary, plan: &Plan, now: Timestamp) -> Self {
        // Metadata does not say when it was signed; by the plan it was this long before its expiry.
        let signed = role.expires_at.to_zoned(jiff::tz::TimeZone::UTC).ok();
        let signed = signed.and_then(|expires| expires.timestamp().checked_sub(plan.of(&role)).ok());
        let validity = Validity { expires: role.expires_at, accepted: signed };
        Self { seconds_left: validity.seconds_left(now), remaining: validity.remaining(now), role }
    }

    /// What is left of its life time, in words.
    pub fn left(&self) -> String {
        let span = in_words(SignedDuration::from_secs(self.seconds_left.saturating_abs()));
        match self.remaining {
            Remaining::Enough => span,
            Remaining::ExpiresSoon => format!("{span}: SOON"),
            Remaining::Expired => format!("EXPIRED {span} ago"),
        }
    }

    /// True for the roles of the repository itself, which are few: none of a publisher, and no claims bin.
    pub fn is_own(&self) -> bool {
        self.is_top_level() || self.role.delegated_by == roles::TARGETS && roles::is_reserved(&self.role.name)
    }

    /// True for the four roles that every client needs.
    pub fn is_top_level(&self) -> bool {
        self.role.delegated_by == "root"
    }
}

impl Health {
    /// The role of that name.
    pub fn role(&self, name: &str) -> Option<&RoleHealth> {
        self.roles.iter().find(|one| one.role.name == name)
    }

    /// True when clients take it at the time of the look: no top-level role has expired.
    pub fn is_accepted(&self) -> bool {
        !self.roles.iter().any(|one| one.is_top_level() && one.remaining == Remaining::Expired)
    }

    /// The version of `timestamp.json`, which grows with every change.
    pub fn version(&self) -> u64 {
        self.role("timestamp").map_or(0, |one| one.role.version)
    }
}

/// Reads a whole repository as a client does, but for one thing: what has expired is read too, and told as such.
///
/// What was seen before is in `state`, and a version that went back is refused by it.
///
/// # Errors
/// The client refuses a top-level role.
pub async fn look(
    anchor: &TrustAnchor,
    origin: Arc<dyn Origin>,
    state: &StateFolder,
    persistence: Persistence,
    plan: &Plan,
    now: Timestamp,
) -> Result<Health, tuf::Error> {
    // Judged before anything can have expired; the figures are those of `now`.
    let options = Options { persistence, ..Options::at(Timestamp::UNIX_EPOCH) };
    let client = Client::refresh(anchor, state, origin, &options).await?;
    let failures = client.load_roles().await?;
    let trust = client.summary();
    let mut roles: Vec<RoleHealth> = trust.roles.into_iter().map(|role| RoleHealth::new(role, plan, now)).collect();
    roles.sort_by_key(|one| !one.is_top_level());
    Ok(Health { repository: trust.repository, roles, failures })
}
