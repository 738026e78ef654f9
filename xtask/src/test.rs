//! `cargo xtask test`: everything that has to hold, in one command; the same locally and in public CI.
//!
//! Owns: the list of checks and their order, the cheap ones first. Never does: go on after a check has failed, or leave one out.
//! In: nothing. Out: a line for each check, and an exit code.

use std::process::Command;

use crate::{Outcome, crash, differential, fixtures, generate, host, witness};

type Failure = Box<dyn std::error::Error>;

/// The checks that are one call of Cargo: a name, and the arguments.
const CARGO: [(&str, &[&str]); 7] = [
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    (
        "lints without features",
        &["clippy", "--package", "ragnos-plugin", "--no-default-features", "--lib", "--", "-D", "warnings"],
    ),
    ("tests", &["test", "--workspace"]),
    ("lints with AWS", &["clippy", "--package", "ragnos-repo", "--features", "aws", "--all-targets", "--", "-D", "warnings"]),
    ("programs", &["build", "--workspace", "--bins"]),
    ("documentation links", &["doc", "--workspace", "--no-deps"]),
];

/// The tests of the publisher that need AWS, by what they need beside the emulator: module, program, and its Debian package.
const CLOUD: [(&str, Option<(&str, &str)>); 5] = [
    ("kms::", None),
    ("s3::", None),
    ("infrastructure::", None),
    ("cdn::", Some(("varnishd", "varnish"))),
    ("story::", Some(("varnishd", "varnish"))),
];

/// Packages that are no members of the workspace: each has a lockfile of its own, which has to know what the workspace depends on now.
const APART: [&str; 3] = ["xtask/limit", "xtask/load-timer", "xtask/look-up"];

/// What must never be among a package's dependencies: name, flags for its features, crates (`-` at the end: all that begin so).
const WITHOUT: [(&str, &[&str], &[&str]); 2] = [
    ("the loader", &["--no-default-features"], &["reqwest", "clap", "indicatif", "aws-sdk-", "aws-config"]),
    ("the consumer's program", &[], &["ragnos-repo", "aws-sdk-", "aws-config", "openssl", "native-tls", "ring"]),
];

/// Run every check: format, lints, tests, documentation, generated files, demo repository, dependencies, other clients.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs the chore.
pub(crate) fn run(_: &Args) -> Outcome {
    let python = witness::python()?;
    let (cloud, missing) = cloud();
    let aws = ["test", "--package", "ragnos-repo", "--features", "aws", "--"];
    let aws: Vec<&str> = aws.into_iter().chain(cloud).collect();
    let mut done = Vec::new();
    for (name, arguments) in CARGO.into_iter().chain([("tests with AWS", aws.as_slice())]) {
        let mut command = cargo();
        command
            .args(arguments)
            .env("RAGNOS_WITNESS_PYTHON", &python)
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("INSTA_UPDATE", "no");
        if !command.status()?.success() {
            return Err(format!("{name}: cargo {} failed", arguments.join(" ")).into());
        }
        done.push(name.to_owned());
    }
    done.extend(missing.iter().map(|sentence| format!("WARNING: {sentence}")));
    for package in APART {
        let manifest = format!("{package}/Cargo.toml");
        if !cargo().args(["update", "--workspace", "--locked", "--quiet", "--manifest-path", &manifest]).status()?.success() {
            return Err(format!("{package}/Cargo.lock is stale: cargo update --workspace --manifest-path {manifest}").into());
        }
        done.push(format!("lockfile of {package}"));
    }
    for (name, features, forbidden) in WITHOUT {
        without(name, features, forbidden)?;
        done.push(format!("dependencies of {name}"));
    }
    done.push(generate::run(&generate::Args { check: true })?);
    done.push(fixtures::run(&fixtures::Args::check())?);
    done.push(host::run(&host::Args {})?);
    done.push(differential::run(&differential::Args::short())?);
    done.push(crash::run(&crash::Args::short())?);
    done.push(witness::run()?);
    Ok(format!("{} checks passed:\n  {}", done.len(), done.join("\n  ")))
}

/// The modules whose tests can run, and a sentence for each that cannot.
fn cloud() -> (Vec<&'static str>, Vec<String>) {
    let (mut modules, mut missing) = (Vec::new(), Vec::new());
    for (module, needed) in CLOUD {
        match needed.filter(|(program, _)| !is_installed(program)) {
            None => modules.push(module),
            Some((program, package)) => missing.push(format!(
                "the tests {module} were left out, because {program} is not installed: on Debian, `apt-get install {package}` provides it"
            )),
        }
    }
    (modules, missing)
}

fn is_installed(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Reads `cargo tree` of the root package and refuses crates that must not be in it.
fn without(name: &str, features: &[&str], forbidden: &[&str]) -> Result<(), Failure> {
    let mut command = cargo();
    command.args(["tree", "--package", "ragnos-plugin", "--edges", "normal", "--prefix", "none"]).args(features);
    let listed = String::from_utf8(command.output()?.stdout)?;
    if !listed.contains("tough ") {
        return Err("cargo tree lists no dependencies: the check is broken".into());
    }
    let is_one = |found: &str, part: &str| found == part || (part.ends_with('-') && found.starts_with(part));
    let mut names = listed.lines().filter_map(|line| line.split(' ').next());
    match names.find(|found| forbidden.iter().any(|part| is_one(found, part))) {
        Some(found) => Err(format!("{name} must not depend on {found}").into()),
        None => Ok(()),
    }
}
