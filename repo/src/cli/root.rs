//! `root`: the keys and thresholds of root, targets, snapshot and timestamp.
//!
//! Owns: its flags. Never does: type versions or expiries; they are computed. In: [`RootCommandChange`]. Out: [`RootChange`]s.

use std::num::NonZeroU64;

use clap::{Args, Subcommand};

use super::Failure;
use super::args::Ring;
use super::change::Ground;
use crate::keys::{KeyLocation, PublicKey};
use crate::stage::{RootChange, TopRole};
use crate::storage::Place;

/// Change and show the root: who signs for root, targets, snapshot and timestamp.
#[derive(Debug, Subcommand)]
pub(super) enum RootCommand {
    #[command(flatten)]
    Change(RootCommandChange),
    Show(Show),
}

/// Change the root: signed by enough of the old root keys and enough of the new ones.
#[derive(Debug, Subcommand)]
pub(super) enum RootCommandChange {
    AddKey(AddKey),
    RemoveKey(RemoveKey),
    SetThreshold(SetThreshold),
    Rotate(Rotate),
    Sign(Sign),
}

/// Give a role further keys.
#[derive(Debug, Args)]
pub(super) struct AddKey {
    #[command(flatten)]
    new: NewKeys,
    #[command(flatten)]
    ground: Ground,
}

/// Take keys from a role. What only they signed is signed anew.
#[derive(Debug, Args)]
pub(super) struct RemoveKey {
    /// The role.
    #[arg(long, value_enum)]
    role: TopRole,
    /// The id of a key, or at least its first 8 digits; one flag for each.
    #[arg(long = "key-id", value_name = "ID", required = true)]
    ids: Vec<String>,
    /// How many keys must sign from now on; unchanged when left out.
    #[arg(long, value_name = "N")]
    threshold: Option<NonZeroU64>,
    #[command(flatten)]
    ground: Ground,
}

/// Change how many of a role's keys must sign.
#[derive(Debug, Args)]
pub(super) struct SetThreshold {
    /// The role.
    #[arg(long, value_enum)]
    role: TopRole,
    /// How many keys must sign.
    #[arg(long, value_name = "N")]
    threshold: NonZeroU64,
    #[command(flatten)]
    ground: Ground,
}

/// Give a role other keys in place of all that it has.
#[derive(Debug, Args)]
pub(super) struct Rotate {
    #[command(flatten)]
    new: NewKeys,
    #[command(flatten)]
    ground: Ground,
}

/// Sign the root anew before it expires; nothing else changes.
#[derive(Debug, Args)]
pub(super) struct Sign {
    #[command(flatten)]
    ground: Ground,
}

/// Show every version of the root, and who signs for which role.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The repository: a folder, or s3://BUCKET/PREFIX.
    #[arg(value_name = "DIR")]
    pub(super) place: Place,
}

/// Roles' new keys.
#[derive(Debug, Args)]
struct NewKeys {
    /// The role; one flag for each that gets these keys.
    #[arg(long = "role", value_name = "ROLE", value_enum, required = true)]
    roles: Vec<TopRole>,
    /// A new key of the role, private or public; one flag for each. Private keys sign.
    #[arg(long = "role-key", value_name = "KEY", required = true)]
    role_keys: Vec<KeyLocation>,
    /// How many keys must sign from now on; unchanged when left out.
    #[arg(long, value_name = "N")]
    threshold: Option<NonZeroU64>,
}

impl RootCommandChange {
    pub(super) fn ground(&self) -> &Ground {
        match self {
            Self::AddKey(change) => &change.ground,
            Self::RemoveKey(change) => &change.ground,
            Self::SetThreshold(change) => &change.ground,
            Self::Rotate(change) => &change.ground,
            Self::Sign(change) => &change.ground,
        }
    }

    /// What is to be changed.
    pub(super) async fn changes(&self, ring: &mut Ring) -> Result<Vec<RootChange>, Failure> {
        Ok(match self {
            Self::AddKey(AddKey { new, .. }) => new.changes(ring, RootChange::AddKeys).await?,
            Self::Rotate(Rotate { new, .. }) => new.changes(ring, RootChange::Rotate).await?,
            Self::RemoveKey(RemoveKey { role, ids, threshold, .. }) => {
                let removed = RootChange::RemoveKeys(*role, ids.clone());
                [removed].into_iter().chain(threshold.map(|threshold| RootChange::Threshold(*role, threshold))).collect()
            }
            Self::SetThreshold(change) => vec![RootChange::Threshold(change.role, change.threshold)],
            Self::Sign(_) => vec![RootChange::Renew],
        })
    }
}

impl NewKeys {
    async fn changes(
        &self,
        ring: &mut Ring,
        change: impl Fn(TopRole, Vec<PublicKey>) -> RootChange,
    ) -> Result<Vec<RootChange>, Failure> {
        let keys = ring.role(&self.role_keys, NonZeroU64::MIN).await?.keys;
        let changes = self.roles.iter().map(|role| change(*role, keys.clone()));
        let thresholds =
            self.threshold.iter().flat_map(|threshold| self.roles.iter().map(|role| RootChange::Threshold(*role, *threshold)));
        Ok(changes.chain(thresholds).collect())
    }
}
