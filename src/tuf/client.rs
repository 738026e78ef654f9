//! API.
use std::sync::Arc;

use jiff::Timestamp;

use crate::digest::Sha256;
use crate::origin::Origin;

use super::{Error, Persistence, PrefixListing, StateFolder, TrustAnchor, TrustSummary, VerifiedTarget};

/// What a run judges by.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The time of the run, read once.
    pub now: Timestamp,
    /// The floor for the root version (from the lockfile); 1 where there is none.
    pub minimum_root_version: u64,
    /// Whether the trust state is written.
    pub persistence: Persistence,
}

/// A verified view of one repository.
#[derive(Debug)]
pub struct Client {}

impl Client {
    /// Brings the four top-level roles up to date (TUF spec 5.3 to 5.6).
    ///
    /// # Errors
    /// Any check that fails; what was verified before it is kept.
    pub async fn refresh(
        _anchor: &TrustAnchor,
        _state: &StateFolder,
        _origin: Arc<dyn Origin>,
        _options: &Options,
    ) -> Result<Self, Error> {
        unimplemented!()
    }

    /// Opens what the trust state holds, without any network.
    ///
    /// # Errors
    /// Something is missing from the state, damaged or expired.
    pub fn offline(_anchor: &TrustAnchor, _state: &StateFolder, _options: &Options) -> Result<Self, Error> {
        unimplemented!()
    }

    /// The target of that name, from the role that is authoritative for it.
    ///
    /// # Errors
    /// A role that has to be asked first failed.
    pub async fn find(&self, _target_path: &str) -> Result<Option<VerifiedTarget>, Error> {
        unimplemented!()
    }

    /// Every target whose name starts with `prefix`.
    ///
    /// # Errors
    /// The delegation graph is too large.
    pub async fn find_prefix(&self, _prefix: &str) -> Result<PrefixListing, Error> {
        unimplemented!()
    }

    /// The file of `target` in the targets folder: `HASH.name`, or `dir/HASH.name`.
    pub fn target_file(&self, _target: &VerifiedTarget) -> String {
        unimplemented!()
    }

    /// The version of the newest verified root.
    pub fn root_version(&self) -> u64 {
        unimplemented!()
    }

    /// The fingerprint of the root role's keys and threshold.
    pub fn root_keys_fingerprint(&self) -> Sha256 {
        unimplemented!()
    }

    /// What is trusted, for people.
    pub fn summary(&self) -> TrustSummary {
        unimplemented!()
    }
}
