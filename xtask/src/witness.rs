//! The second witnesses: other people's programs look at what this project writes.
//!
//! Owns: their set-up, a virtual environment with python-tuf, jsonschema and an AWS emulator below the target folder. They are
//! scripts in tests/witness; tests in Rust that need the environment are told where it is. Never does: install anything outside of that folder, or pass when a witness could not be asked.
//! In: the programs, built. Out: what the witnesses said.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

type Failure = Box<dyn std::error::Error>;

/// Sets up the environment, where it is not there yet, and says where its interpreter is.
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
    for (script, arguments) in [("lockfile_schema.py", &[][..]), ("key_files.py", &programs[1..]), ("python_tuf.py", &programs)]
    {
        said += &output(Command::new(&python).arg(scripts.join(script)).args(arguments))?;
    }
    Ok(said.trim_end().replace('\n', "; "))
}

/// A virtual environment that has what `requirements` names; made anew when they change.
fn environment(folder: &Path, requirements: &Path) -> Result<PathBuf, Failure> {
    let python = folder.join("bin/python");
    let (wanted, marker) = (fs_err::read_to_string(requirements)?, folder.join("requirements.txt"));
    if fs_err::read_to_string(&marker).is_ok_and(|there| there == wanted) {
        return Ok(python);
    }
    let made = output(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder));
    made.map_err(|error| format!("{error}\nno virtual environment: on Debian, `apt-get install python3-venv` provides it"))?;
    output(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(requirements))?;
    fs_err::write(marker, wanted)?;
    Ok(python)
}

fn output(command: &mut Command) -> Result<String, Failure> {
    let shown = format!("{command:?}");
    let output = command.output().map_err(|error| format!("{shown}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{shown} failed:\n{}", String::from_utf8_lossy(&said)).into())
}
