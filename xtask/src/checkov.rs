//! `cargo xtask checkov`: other people's rules for infrastructure against infra/ragnos-repo.yaml.
//!
//! Owns: the version that counts. It is no part of `cargo xtask test`: to install it takes longer than to run all other witnesses.
//! Never does: excuse a finding; the template argues the few that it skips, at the resource. In: the template. Out: checkov's count.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::python::{environment, output};

/// Check infra/ragnos-repo.yaml with checkov, which it installs below the target folder.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs the chore.
pub(crate) fn run(_: &Args) -> Outcome {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = std::env::current_exe()?;
    let built = program.parent().ok_or("the program is in no folder")?;
    let python = environment(&built.join("checkov"), &here.join("../tests/witness/checkov.txt"))?;
    let mut command = Command::new(python.with_file_name("checkov"));
    command.args(["--framework", "cloudformation", "--compact", "--quiet", "--skip-download"]);
    let said = output(command.arg("--file").arg(here.join("../infra/ragnos-repo.yaml")))?;
    let counts = said.lines().find(|line| line.starts_with("Passed checks: ")).ok_or("checkov counts nothing")?;
    // It ends well too when it did not understand the template.
    if counts.starts_with("Passed checks: 0,") {
        return Err(format!("checkov has checked nothing: {said}").into());
    }
    Ok(format!("infra/ragnos-repo.yaml: {counts}"))
}
