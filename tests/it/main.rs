//! The integration tests: one binary, one module for each area.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers fail by panicking")]

mod archives;
mod attacks;
mod cli;
mod error_pages;
mod fixtures;
mod incidents;
mod layers;
mod loader;
mod lock_merge;
mod lockfile;
mod resolve;
mod server;
mod transport;
mod trust;
mod tuf;
