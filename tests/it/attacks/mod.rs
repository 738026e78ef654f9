//! The attack table, row by row, played against the real program wherever it can be, else against the library with a clock
//! and an origin of the test's own.
//!
//! Owns: one test or more for each row; the doc comment of a test starts with `Row N:` or `Rows N, M:` (`table` reads them).
//! Never does: trust a refusal alone. Each test also shows that the same scene without the attack is accepted.

mod algorithms;
mod archives;
mod clock;
mod consistency;
mod delegation_graphs;
mod delegations;
mod encoding;
mod freshness;
mod interrupted;
mod isolation;
mod json;
mod keys;
mod mirrors;
mod network;
mod package;
mod processes;
mod redirects;
mod roles;
mod root_chain;
mod rotation;
pub(crate) mod scene;
mod signer;
mod smoke;
mod state;
mod table;
mod target_files;
mod terminal;
mod tls;
mod untouched;
pub(crate) mod web;

/// The code of a refusal by the library.
#[track_caller]
fn code<T, E: miette::Diagnostic>(result: Result<T, E>) -> String {
    match result {
        Ok(_) => panic!("it was accepted"),
        Err(error) => error.code().unwrap().to_string(),
    }
}
