//! The integration tests: one binary, one module for each area.

#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests may panic like the tests themselves")]

mod lock_merge;
mod lockfile;
mod resolve;
