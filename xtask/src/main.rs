//! `cargo xtask`: the project's own chores.
//!
//! Owns: the list of chores; each is one file. Never does: anything that the product does itself; chores call its libraries.
//! In: arguments. Out: an exit code, 0 when the chore was done or its check passed.

mod bench;
mod checkov;
mod conformance;
mod coverage;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod crash;
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
#[path = "crash/elsewhere.rs"]
mod crash;
mod differential;
mod fixtures;
mod generate;
mod host;
mod outside;
mod python;
mod test;
mod witness;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What a chore gives back: a sentence for the person who ran it.
type Outcome = Result<String, Box<dyn std::error::Error>>;

/// The project's own chores.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Xtask {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    Bench(bench::Args),
    Checkov(checkov::Args),
    Conformance(conformance::Args),
    Coverage(coverage::Args),
    Crash(crash::Args),
    Differential(differential::Args),
    Fixtures(fixtures::Args),
    Generate(generate::Args),
    Host(host::Args),
    Outside(outside::Args),
    Test(test::Args),
}

fn main() -> ExitCode {
    let outcome = match Xtask::parse().chore {
        Chore::Bench(args) => bench::run(&args),
        Chore::Checkov(args) => checkov::run(&args),
        Chore::Conformance(args) => conformance::run(&args),
        Chore::Coverage(args) => coverage::run(&args),
        Chore::Crash(args) => crash::run(&args),
        Chore::Differential(args) => differential::run(&args),
        Chore::Fixtures(args) => fixtures::run(&args),
        Chore::Generate(args) => generate::run(&args),
        Chore::Host(args) => host::run(&args),
        Chore::Outside(args) => outside::run(&args),
        Chore::Test(args) => test::run(&args),
    };
    let (text, code) = match outcome {
        Ok(text) => (text, ExitCode::SUCCESS),
        Err(error) => (format!("error: {error}"), ExitCode::FAILURE),
    };
    // A closed stderr is no reason to fail a chore that was done.
    let _ = writeln!(std::io::stderr(), "{text}");
    code
}
