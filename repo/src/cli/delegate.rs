//! `delegate`: who signs for namespaces, plugins, `log`, `security` and the claims bins.
//!
//! Owns: its flags. Never does: type versions or expiries; they are computed. In: [`DelegateChange`]. Out: a staged change.

use std::num::NonZeroU64;

use clap::{Args, Subcommand};

use super::Failure;
use super::args::Ring;
use super::change::Ground;
use crate::expiry::Expiries;
use crate::keys::KeyLocation;
use crate::repository::Repository;
use crate::stage::{self, Delegation, StagedRepository};
use crate::storage::Place;

/// Give namespaces to publishers' keys, and show who has which.
#[derive(Debug, Subcommand)]
pub(super) enum DelegateCommand {
    #[command(flatten)]
    Change(DelegateChange),
    Show(Show),
}

/// Change who signs for a namespace, a plugin, log, security or the claims bins.
#[derive(Debug, Subcommand)]
pub(super) enum DelegateChange {
    Add(Add),
    Rotate(Rotate),
    Remove(Remove),
}

/// Delegate a namespace to its publisher's keys, or one plugin to keys of its own.
///
/// Signed by the role above (targets, the claims bin, or the namespace for a plugin), by snapshot and timestamp, and by the new role.
#[derive(Debug, Args)]
pub(super) struct Add {
    #[command(flatten)]
    ground: Ground,
    /// NAMESPACE, NAMESPACE/NAME for one plugin, or security.
    name: String,
    /// A key of the role, private or public; one flag for each. Private keys sign its first, empty version.
    #[arg(long = "role-key", value_name = "KEY", required = true)]
    role_keys: Vec<KeyLocation>,
    /// How many of the role's keys must sign.
    #[arg(long, value_name = "N", default_value = "1")]
    threshold: NonZeroU64,
}

/// Give a role other keys in place of all that it has. It is signed anew where its signatures do not count any more.
#[derive(Debug, Args)]
pub(super) struct Rotate {
    #[command(flatten)]
    ground: Ground,
    /// NAMESPACE, NAMESPACE/NAME, log, security, or claims for all claims bins.
    name: String,
    /// A key that the role has from now on, private or public; one flag for each. Private keys sign.
    #[arg(long = "role-key", value_name = "KEY", required = true)]
    role_keys: Vec<KeyLocation>,
    /// How many of the role's keys must sign; unchanged when left out.
    #[arg(long, value_name = "N")]
    threshold: Option<NonZeroU64>,
}

/// End a delegation. What the role lists is gone for everybody.
#[derive(Debug, Args)]
pub(super) struct Remove {
    #[command(flatten)]
    ground: Ground,
    /// NAMESPACE, NAMESPACE/NAME, or security.
    name: String,
    /// Do it although the role lists targets or delegates to others.
    #[arg(long)]
    drop_targets: bool,
}

/// Show who signs for what.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The repository: a folder, or s3://BUCKET/PREFIX.
    #[arg(value_name = "DIR")]
    pub(super) place: Place,
    /// Only this one: NAMESPACE, NAMESPACE/NAME, log, security or claims.
    pub(super) name: Option<String>,
}

impl DelegateChange {
    pub(super) fn ground(&self) -> &Ground {
        match self {
            Self::Add(change) => &change.ground,
            Self::Rotate(change) => &change.ground,
            Self::Remove(change) => &change.ground,
        }
    }

    pub(super) async fn stage(
        &self,
        repository: &Repository<'_>,
        ring: &mut Ring,
        expiries: &Expiries,
    ) -> Result<StagedRepository, Failure> {
        Ok(match self {
            Self::Add(Add { name, role_keys, threshold, .. }) => {
                let new = Delegation { role: name.parse()?, spec: ring.role(role_keys, *threshold).await? };
                stage::delegations(repository, &[new], expiries).await?
            }
            Self::Rotate(Rotate { name, role_keys, threshold, .. }) => {
                let keys = ring.role(role_keys, NonZeroU64::MIN).await?.keys;
                stage::rotate(repository, &name.parse()?, &keys, *threshold, expiries).await?
            }
            Self::Remove(Remove { name, drop_targets, .. }) => {
                stage::remove(repository, &name.parse()?, *drop_targets, expiries).await?
            }
        })
    }
}
