//! Flags that several commands share: key files, and how long roles are valid.
//!
//! Owns: the default life times. Never does: read the clock. In: flags. Out: [`Keyring`], [`Expiries`].

use std::num::NonZeroU64;

use camino::Utf8PathBuf;
use clap::Args;
use jiff::Timestamp;

use crate::expiry::{Expiries, Lifetime, LifetimeError};
use crate::keys::{FileKey, Keyring, file};
use crate::metadata::RoleSpec;

/// The private keys at hand.
#[derive(Debug, Args)]
pub(super) struct SigningKeys {
    /// A private key that signs; one flag for each. A key that no changed role lists is refused.
    #[arg(long = "key", value_name = "FILE", required = true)]
    keys: Vec<Utf8PathBuf>,
}

impl SigningKeys {
    /// Reads them all.
    pub(super) fn read(&self) -> Result<Vec<FileKey>, file::Error> {
        self.keys.iter().map(|path| FileKey::read(path)).collect()
    }
}

/// A role's keys by their files; private keys among them sign.
pub(super) fn role(paths: &[Utf8PathBuf], threshold: NonZeroU64, ring: &mut Vec<FileKey>) -> Result<RoleSpec, file::Error> {
    let mut keys = Vec::new();
    for path in paths {
        let (public, private) = file::read_any(path)?;
        keys.push(public);
        ring.extend(private);
    }
    Ok(RoleSpec { keys, threshold })
}

/// All private keys as one ring.
pub(super) fn ring(keys: Vec<FileKey>) -> Keyring {
    Keyring::new(keys)
}

/// How long what is signed now stays valid.
#[expect(clippy::struct_field_names, reason = "the fields are the flags' names")]
#[derive(Debug, Args)]
pub(super) struct Lifetimes {
    /// Root.
    #[arg(long, value_name = "SPAN", default_value = "365d")]
    root_lifetime: Lifetime,
    /// Top-level targets.
    #[arg(long, value_name = "SPAN", default_value = "365d")]
    targets_lifetime: Lifetime,
    /// Namespaces and the log.
    #[arg(long, value_name = "SPAN", default_value = "180d")]
    delegated_lifetime: Lifetime,
    /// Snapshot.
    #[arg(long, value_name = "SPAN", default_value = "30d")]
    snapshot_lifetime: Lifetime,
    /// Timestamp: how long a client may be held back by a mirror that stands still.
    #[arg(long, value_name = "SPAN", default_value = "7d")]
    timestamp_lifetime: Lifetime,
}

impl Lifetimes {
    /// The expiries of a change that is signed at `now`.
    pub(super) fn expiries(&self, now: Timestamp) -> Result<Expiries, LifetimeError> {
        Ok(Expiries {
            root: self.root_lifetime.after(now)?,
            targets: self.targets_lifetime.after(now)?,
            delegated: self.delegated_lifetime.after(now)?,
            snapshot: self.snapshot_lifetime.after(now)?,
            timestamp: self.timestamp_lifetime.after(now)?,
        })
    }
}
