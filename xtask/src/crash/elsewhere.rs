//! `cargo xtask crash` on a machine whose system calls it cannot trace.
//!
//! Owns: saying so, aloud. Never does: look like a check that passed. In: nothing. Out: a warning.

use crate::Outcome;

/// Kill the program, fail its system calls and cut the power at every point: on x86-64 Linux only.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

impl Args {
    /// The form that `cargo xtask test` runs.
    pub(crate) fn short() -> Self {
        Self {}
    }
}

/// Runs nothing.
pub(crate) fn run(_: &Args) -> Outcome {
    Ok("WARNING: the crash harness was SKIPPED: it traces system calls on x86-64 Linux only".to_owned())
}
