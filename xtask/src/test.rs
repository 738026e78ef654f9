//! `cargo xtask test`: everything that has to hold, in one command; the same locally and in public CI.
//!
//! Owns: the list of checks and their order, the cheap ones first. Never does: go on after a check has failed.
//! In: nothing. Out: a line for each check, and an exit code.

use std::process::Command;

use crate::Outcome;

/// The checks: a name, and the arguments for Cargo.
const CHECKS: [(&str, &[&str]); 7] = [
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    (
        "lints without features",
        &["clippy", "--package", "ragnos-plugin", "--no-default-features", "--lib", "--", "-D", "warnings"],
    ),
    ("tests", &["test", "--workspace"]),
    ("documentation links", &["doc", "--workspace", "--no-deps"]),
    ("demo repository", &["run", "--quiet", "--package", "xtask", "--", "fixtures", "--check"]),
    (
        "loader's dependencies",
        &["tree", "--package", "ragnos-plugin", "--no-default-features", "--edges", "normal", "--prefix", "none"],
    ),
];

/// Crates that the loader (the library without features) must never pull in.
const NOT_IN_THE_LOADER: [&str; 4] = ["reqwest ", "clap ", "indicatif ", "aws-sdk"];

/// Run every check: format, lints, tests, documentation links, demo repository, dependencies.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs the chore.
pub(crate) fn run(_: &Args) -> Outcome {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    for (name, arguments) in CHECKS {
        let mut command = Command::new(&cargo);
        command.args(arguments).env("RUSTDOCFLAGS", "-D warnings").env("INSTA_UPDATE", "no");
        if arguments[0] == "tree" {
            let output = command.output()?;
            let listed = String::from_utf8(output.stdout)?;
            let found = NOT_IN_THE_LOADER.iter().find(|name| listed.lines().any(|line| line.starts_with(**name)));
            if !output.status.success() || !listed.contains("tough ") || found.is_some() {
                return Err(format!("{name}: the loader must not depend on {found:?}").into());
            }
        } else if !command.status()?.success() {
            return Err(format!("{name}: cargo {} failed", arguments.join(" ")).into());
        }
    }
    Ok(format!("{} checks passed", CHECKS.len()))
}
