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
mod document;
mod error;
mod keyring;
mod outline;
mod refresh;
mod roles;
mod state;
mod summary;
mod target;

pub use anchor::TrustAnchor;
pub use client::Client;
pub use delegation::{PrefixListing, RoleFailure};
pub use error::{Error, SharedOriginError};
pub use refresh::Options;
pub use state::{Persistence, StateError, StateFolder};
pub use summary::{KeySummary, RoleSummary, TrustSummary};
pub use target::{ListedTarget, VerifiedTarget};
