//! The TUF client workflow (specification 1.0.x, section 5), lazy: the four top-level roles on refresh, a delegated role
//! only when a look-up needs it.
//!
//! Owns: what is trusted and why: keys, thresholds, versions, expiry, delegation, and the trust state on disk.
//! Never does: open a connection (it is handed an [`crate::origin::Origin`]), read the clock, or know what a plugin is.
//! In: a [`TrustAnchor`], a [`StateFolder`], an origin and a time. Out: a [`Client`] that answers with [`VerifiedTarget`]s.

mod anchor;
mod canonical;
mod client;
mod clock_floor;
mod delegation;
mod digests;
mod document;
mod error;
mod floor;
mod freshness;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod inventory;
mod keyring;
mod memory;
mod outline;
mod published;
mod refresh;
mod roles;
mod root_chain;
mod state;
mod strict;
mod summary;
mod target;
mod targets_role;
mod validity;
mod vouching;

pub use anchor::TrustAnchor;
pub use client::Client;
pub use delegation::{PrefixListing, RoleFailure};
pub use error::{Error, SharedOriginError};
pub use floor::Floor;
pub use inventory::{Condition, Inventory, StoredFile};
pub use published::PublishedFile;
pub use refresh::Options;
pub use state::{Persistence, Seen, StateError, StateFolder};
pub use summary::{KeySummary, RoleSummary, TrustSummary};
pub use target::{ListedTarget, OtherTarget, TargetCheck, VerifiedTarget};
pub use validity::Validity;
pub use vouching::{Voucher, Vouching};
