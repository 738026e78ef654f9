//! The TUF client workflow (specification 1.0.x, section 5), lazy: the four top-level roles on refresh, a delegated role
//! only when a look-up needs it.
//!
//! Owns: what is trusted and why: keys, thresholds, versions, expiry, delegation, and the trust state on disk.
//! Never does: open a connection (it is handed an [`crate::origin::Origin`]), read the clock, or know what a plugin is.
//! In: a [`TrustAnchor`], a [`StateFolder`], an origin and a time. Out: a [`Client`] that answers with [`VerifiedTarget`]s.

#[cfg(feature = "client")]
mod ahead;
mod anchor;
#[cfg(feature = "client")]
pub(crate) mod blocking;
mod canonical;
#[cfg(feature = "client")]
mod client;
mod clock_floor;
#[cfg(feature = "client")]
mod delegation;
mod digests;
mod document;
mod error;
mod floor;
#[cfg(feature = "client")]
mod freshness;
#[cfg(any(all(test, feature = "client"), feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(feature = "client")]
mod inventory;
mod keyring;
mod memory;
mod outline;
#[cfg(feature = "client")]
mod published;
#[cfg(feature = "client")]
mod refresh;
mod roles;
mod root_chain;
mod run;
mod state;
mod stored;
mod strict;
mod summary;
mod target;
#[cfg(feature = "client")]
mod targets_role;
mod validity;
mod vouching;
mod walk;

pub use anchor::TrustAnchor;
#[cfg(feature = "client")]
pub use client::Client;
#[cfg(feature = "client")]
pub use delegation::{PrefixListing, RoleFailure};
pub use document::signed_message;
pub use error::Error;
#[cfg(feature = "client")]
pub use error::SharedOriginError;
pub use floor::Floor;
#[cfg(feature = "client")]
pub use inventory::{Condition, Inventory, StoredFile};
#[cfg(feature = "client")]
pub use published::PublishedFile;
pub use run::Options;
pub use state::{Persistence, Seen, StateError, StateFolder};
pub use stored::{StoredRole, StoredTarget, StoredView};
pub use summary::{KeySummary, RoleSummary, TrustSummary};
pub use target::{ListedTarget, OtherTarget, TargetCheck, VerifiedTarget};
pub use validity::{Remaining, Validity};
pub use vouching::{Voucher, Vouching};
