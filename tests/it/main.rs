//! The integration tests: one binary, one module for each area.

mod lock_merge;
mod lockfile;
mod resolve;
