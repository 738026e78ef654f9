//! The parsed views of the four kinds of metadata, and what they have in common.
//!
//! Owns: the shape of the signed parts: types, versions, expiries, meta files.
//! Never does: signatures, comparison with other roles, I/O.
//! In: a [`Document`](super::document::Document). Out: [`Root`], [`Timestamp`], [`Snapshot`], [`Targets`].

mod header;
mod metafile;
mod pattern;
mod root;
mod snapshot;
mod targets;
mod timestamp;

#[cfg(feature = "client")]
pub(super) use header::Expiry;
pub(super) use header::Header;
pub(super) use metafile::{Hashes, MetaFile};
#[cfg(any(test, feature = "fuzzing"))]
pub(super) use pattern::Pattern;
pub(super) use root::Root;
pub(super) use snapshot::Snapshot;
pub(super) use targets::{Delegation, Targets};
pub(super) use timestamp::Timestamp;
