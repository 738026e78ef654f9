//! Flags that several commands share: keys, passphrases, and how long roles are valid.
//!
//! Owns: the default life times, and the one look at the environment. Never does: read the clock.
//! In: flags. Out: [`Ring`], [`RoleSpec`], [`Expiries`], [`Plan`].

use std::num::NonZeroU64;
use std::time::Duration;

use camino::Utf8PathBuf;
use clap::Args;
use jiff::Timestamp;
use tough::sign::Sign;
use zeroize::Zeroizing;

use super::Failure;
use crate::expiry::{Expiries, Lifetime, LifetimeError};
use crate::health::Plan;
use crate::keys::{self, KeyLocation, Keyring, Opener, Passphrases, PublicKey};
use crate::metadata::RoleSpec;

/// The variable that may hold a passphrase.
const PASSPHRASE: &str = "RAGNOS_REPO_PASSPHRASE";

/// Where passphrases of key files come from.
#[derive(Debug, Args)]
pub(super) struct Unlock {
    /// A file whose first line is a passphrase; one flag for each. RAGNOS_REPO_PASSPHRASE may hold one too, else a terminal is asked.
    #[arg(long = "passphrase-file", value_name = "FILE")]
    files: Vec<Utf8PathBuf>,
}

impl Unlock {
    /// Reads what is given.
    pub(super) fn passphrases(&self) -> Result<Passphrases, keys::Error> {
        let mut passphrases = Passphrases::asking(|question| rpassword::prompt_password(question).map(Zeroizing::new));
        for path in &self.files {
            passphrases.add_file(path)?;
        }
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
        if let Ok(passphrase) = std::env::var(PASSPHRASE) {
            passphrases.add(Zeroizing::new(passphrase));
        }
        Ok(passphrases)
    }
}

/// The keys that sign.
#[derive(Debug, Args)]
pub(super) struct SigningKeys {
    /// A private key that signs: a file or aws-kms:KEY; one flag for each. A key that may sign none of it is refused.
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<KeyLocation>,
    #[command(flatten)]
    unlock: Unlock,
}

impl SigningKeys {
    /// The passphrases that are given.
    pub(super) fn passphrases(&self) -> Result<Passphrases, keys::Error> {
        self.unlock.passphrases()
    }

    /// Opens them all.
    pub(super) async fn ring(&self) -> Result<Ring, Failure> {
        let mut ring = Ring::new(&self.unlock)?;
        for key in &self.keys {
            let signer = ring.signer(key).await?;
            ring.keys.add(signer);
        }
        Ok(ring)
    }
}

/// The signers of one command, and what opens its further keys.
#[derive(Debug)]
pub(super) struct Ring {
    pub(super) keys: Keyring,
    opener: Opener,
}

impl Ring {
    /// No signer yet.
    pub(super) fn new(unlock: &Unlock) -> Result<Self, keys::Error> {
        Ok(Self { keys: Keyring::default(), opener: unlock.passphrases()?.into() })
    }

    /// One private key by its place, which is not added.
    pub(super) async fn signer(&mut self, key: &KeyLocation) -> Result<Box<dyn Sign>, Failure> {
        Ok(self.opener.signer(key).await?)
    }

    /// One key's public half by its place.
    pub(super) async fn public(&mut self, key: &KeyLocation) -> Result<PublicKey, Failure> {
        Ok(self.opener.open(key).await?.public)
    }

    /// A role's keys by their places; private keys among them sign.
    pub(super) async fn role(&mut self, sources: &[KeyLocation], threshold: NonZeroU64) -> Result<RoleSpec, Failure> {
        let mut keys = Vec::new();
        for source in sources {
            let opened = self.opener.open(source).await?;
            keys.push(opened.public);
            opened.signer.into_iter().for_each(|signer| self.keys.add(signer));
        }
        Ok(RoleSpec { keys, threshold })
    }
}

/// How long to wait for another change of the same repository.
#[derive(Debug, Args)]
pub(super) struct Wait {
    /// How long to wait for another change to end before giving up (exit code 9).
    #[arg(long, value_name = "SPAN", default_value = "30s", value_parser = span)]
    wait: Duration,
}

/// A span of time with its unit.
pub(super) fn span(text: &str) -> Result<Duration, jiff::Error> {
    Duration::try_from(text.parse::<jiff::SignedDuration>()?)
}

impl Wait {
    pub(super) fn patience(&self) -> Patience {
        Patience { left: self.wait, next: FIRST_PAUSE }
    }
}

/// The first pause; each one is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Pauses between attempts: ever longer, and of random length, so that several waiting programs do not meet again.
#[derive(Debug)]
pub(super) struct Patience {
    left: Duration,
    next: Duration,
}

impl Patience {
    /// Waits a while; false when there is no time left.
    pub(super) async fn pause(&mut self) -> bool {
        if self.left.is_zero() {
            return false;
        }
        let mut random = [0];
        // Without randomness the pause is only less fair.
        let _ = aws_lc_rs::rand::fill(&mut random);
        let pause = (self.next.mul_f64(0.5 + f64::from(random[0]) / 512.0)).min(self.left);
        self.left = self.left.saturating_sub(pause);
        self.next = (self.next * 2).min(LONGEST_PAUSE);
        tokio::time::sleep(pause).await;
        true
    }
}

/// How long what is signed stays valid.
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
        self.plan().expiries(now)
    }

    /// The life times as they are planned.
    pub(super) fn plan(&self) -> Plan {
        let Self { root_lifetime: root, targets_lifetime: targets, delegated_lifetime: delegated, .. } = *self;
        Plan { root, targets, delegated, snapshot: self.snapshot_lifetime, timestamp: self.timestamp_lifetime }
    }
}
