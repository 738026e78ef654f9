//! `ragnos_plugin`: a package manager for plugins whose trust root is TUF.
//!
//! Every plugin byte is vouched for twice: by a lockfile that somebody reviewed and by live, threshold-signed TUF metadata.
//! Data moves one way; the layers are, from the bottom: vocabulary, documents, adapters, use cases, front. `ARCHITECTURE.md`
//! draws the roads, and a test reads the `use` lines to keep the layers.
//!
//! Without features the crate is what a host needs to load plugins; `client` adds the use cases with a network; `cli` the program.

// L0 vocabulary: no I/O, no async.
pub mod capability;
pub mod clock;
pub mod digest;
pub mod limits;
#[cfg(feature = "client")]
pub mod markup;
pub mod name;
pub mod named_version;
#[cfg(feature = "client")]
pub mod origin;
pub mod platform;
pub mod public_key;
pub mod redact;
pub mod refusal;
pub mod signers;
mod target_name;
pub mod transcript;
pub mod tree;

// L1 documents: bytes to values and back, pure.
pub mod cool_down;
#[cfg(feature = "client")]
pub mod cyclonedx;
pub mod descriptor;
#[cfg(feature = "client")]
pub mod ecosystem;
pub mod lockfile;
pub mod manifest;
#[cfg(feature = "client")]
pub mod osv;
#[cfg(feature = "client")]
pub mod plugin_list;
pub mod plugin_manifest;
pub mod policy;
pub mod release;
pub mod releases;
pub mod review;
pub mod revocation;
#[cfg(feature = "client")]
pub mod sbom;
#[cfg(feature = "client")]
pub mod vex;

// L2 adapters: one outside world each.
#[cfg(feature = "client")]
pub mod archive;
pub mod store;
#[cfg(feature = "client")]
pub mod transport;
#[cfg_attr(not(feature = "client"), expect(dead_code, reason = "a loader only reads what is stored"))]
pub mod tuf;

// L3 use cases: they compose what is below.
#[cfg(feature = "client")]
pub mod adopt;
#[cfg(feature = "client")]
pub mod approve;
#[cfg(feature = "client")]
pub mod audit;
#[cfg(feature = "client")]
pub mod bundle;
#[cfg(feature = "client")]
pub mod catalog;
#[cfg(feature = "client")]
pub mod check;
#[cfg(feature = "client")]
pub mod doctor;
#[cfg(feature = "client")]
pub mod fetch;
pub mod floors;
#[cfg(feature = "client")]
pub mod generations;
pub mod graph;
#[cfg(feature = "client")]
pub mod import;
#[cfg(feature = "client")]
pub mod init;
#[cfg(feature = "client")]
pub mod install;
pub mod load;
#[cfg(feature = "client")]
pub mod merge_driver;
#[cfg(feature = "client")]
pub mod pack;
pub mod pinned;
pub mod plan;
pub mod project;
#[cfg(feature = "client")]
pub mod relock;
#[cfg(feature = "client")]
pub mod repositories;
#[cfg(feature = "client")]
pub mod resolve;
pub mod revoked;
pub mod rulebook;
#[cfg(feature = "client")]
pub mod ruling;
#[cfg(feature = "client")]
pub mod trust;
pub mod witness;

// L4 front.
#[cfg(feature = "cli")]
pub mod cli;
