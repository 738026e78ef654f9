//! The attack table, row by row, played against the real program wherever it can be, else against the library with a clock
//! and an origin of the test's own.
//!
//! Owns: one test or more for each row; the doc comment of a test starts with `Row N:` or `Rows N, M:` (`table` reads them).
//! Never does: trust a refusal alone. Each test also shows that the same scene without the attack is accepted.

mod encoding;
mod mirrors;
mod network;
mod redirects;
mod root_chain;
mod scene;
mod smoke;
mod tls;
mod web;
