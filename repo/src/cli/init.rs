//! `init`: a new repository.
//!
//! Owns: its flags. Never does: make keys. In: [`Init`]. Out: [`Founding`].

use std::num::NonZeroU64;

use clap::Args;

use super::Failure;
use super::args::Ring;
use super::change::Ground;
use crate::keys::KeyLocation;
use crate::roles::ClaimsDepth;
use crate::stage::{Claims, Founding};

/// Make a repository in a folder: root, targets, snapshot, timestamp and the log of first-seen times.
///
/// Private keys sign, public keys are only listed.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// A root key; one flag for each.
    #[arg(long, value_name = "KEY", required = true)]
    root_key: Vec<KeyLocation>,
    /// How many root keys must sign.
    #[arg(long, value_name = "N")]
    root_threshold: NonZeroU64,
    /// A key of the top-level targets role; one flag for each.
    #[arg(long, value_name = "KEY", required = true)]
    targets_key: Vec<KeyLocation>,
    /// How many targets keys must sign.
    #[arg(long, value_name = "N", default_value = "1")]
    targets_threshold: NonZeroU64,
    /// The key of the snapshot role.
    #[arg(long, value_name = "KEY")]
    snapshot_key: KeyLocation,
    /// The key of the timestamp role.
    #[arg(long, value_name = "KEY")]
    timestamp_key: KeyLocation,
    /// The key of the log role, which signs first-seen times.
    #[arg(long, value_name = "KEY")]
    log_key: KeyLocation,
    /// A key of the security role; one flag for each. It can be delegated later too.
    #[arg(long, value_name = "KEY")]
    security_key: Vec<KeyLocation>,
    /// How many security keys must sign.
    #[arg(long, value_name = "N", default_value = "1", requires = "security_key")]
    security_threshold: NonZeroU64,
    /// Levels of claims bins, 0 to 2: roles by the first characters of a namespace, so that a new namespace is not signed by targets.
    #[arg(long, value_name = "DEPTH", default_value = "0")]
    claims_depth: ClaimsDepth,
    /// A key of all claims bins; one flag for each.
    #[arg(long, value_name = "KEY", required_if_eq_any = [("claims_depth", "1"), ("claims_depth", "2")])]
    claims_key: Vec<KeyLocation>,
    /// How many claims keys must sign.
    #[arg(long, value_name = "N", default_value = "1", requires = "claims_key")]
    claims_threshold: NonZeroU64,
    #[command(flatten)]
    pub(super) ground: Ground,
}

impl Init {
    /// Reads the keys.
    pub(super) async fn founding(&self, ring: &mut Ring) -> Result<Founding, Failure> {
        let one = NonZeroU64::MIN;
        let security = match &self.security_key[..] {
            [] => None,
            keys => Some(ring.role(keys, self.security_threshold).await?),
        };
        let claims = match self.claims_depth.get() {
            0 => None,
            _ => Some(Claims { depth: self.claims_depth, spec: ring.role(&self.claims_key, self.claims_threshold).await? }),
        };
        Ok(Founding {
            root: ring.role(&self.root_key, self.root_threshold).await?,
            targets: ring.role(&self.targets_key, self.targets_threshold).await?,
            snapshot: ring.role(std::slice::from_ref(&self.snapshot_key), one).await?,
            timestamp: ring.role(std::slice::from_ref(&self.timestamp_key), one).await?,
            log: ring.role(std::slice::from_ref(&self.log_key), one).await?,
            security,
            claims,
        })
    }
}
