//! The project on disk: its files, its store of unpacked trees, its generations, and the one switch between them.
//!
//! Owns: every write below `.ragnos/` but the trust roots, the replacement of `ragnos.toml` and `ragnos.lock`, the order of
//! those writes, and the archive cache.
//! Never does: network, async, or trust; what is written here was verified by `archive`, and is hashed again before it is used.
//! In: [`StagedTree`]s. Out: a [`Generation`].

mod cores;
mod error;
pub mod file;
pub mod generation;
pub mod layout;
pub mod memory;
pub mod stamp;
pub mod tree_check;
pub mod tree_read;

#[cfg(feature = "client")]
pub mod cache;
#[cfg(feature = "client")]
pub mod commit;
#[cfg(feature = "client")]
pub mod file_system;
#[cfg(feature = "client")]
pub mod housekeeping;
#[cfg(feature = "client")]
pub mod link;
#[cfg(feature = "client")]
pub mod lock;
#[cfg(feature = "client")]
mod place;
#[cfg(feature = "client")]
pub mod receipt;
#[cfg(feature = "client")]
pub mod staging;
#[cfg(feature = "client")]
pub mod sweep;
#[cfg(feature = "client")]
mod temporary;
#[cfg(feature = "client")]
pub mod trees;

pub use error::Error;
pub use generation::{Generation, InstalledPlugin, current};
pub use layout::Layout;
pub use stamp::Stamp;

#[cfg(feature = "client")]
pub use cache::Cache;
#[cfg(feature = "client")]
pub use commit::{NewGeneration, commit};
#[cfg(feature = "client")]
pub use link::LinkMode;
#[cfg(feature = "client")]
pub use lock::{ProjectLock, Waiting};
#[cfg(feature = "client")]
pub use staging::{StagedTree, Staging};
#[cfg(feature = "client")]
pub use trees::{CachedTree, Trees};

/// How much is flushed before a change counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Durability {
    /// Everything: after a loss of power the project is the old one or the new one.
    #[default]
    Full,
    /// Nothing, which is faster. A killed program harms nothing; after a loss of power the next sync hashes every file.
    Fast,
}
