//! The second witnesses: other people's programs look at what this project writes.
//!
//! Owns: their set-up, a virtual environment with python-tuf and jsonschema below the target folder. They are scripts in
//! tests/witness. Never does: install anything outside of that folder, or pass when a witness could not be asked.
//! In: the programs, built. Out: what the witnesses said.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

type Failure = Box<dyn std::error::Error>;

/// Sets up the environment and runs every witness.
pub(crate) fn run() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let scripts = root.join("tests/witness");
    let program = std::env::current_exe()?;
    let built = program.parent().ok_or("the program is in no folder")?;
    let python = python(built)?;
    let programs = [built.join("ragnos-plugin"), built.join("ragnos-repo")];
    let mut said = String::new();
    for (script, arguments) in [("lockfile_schema.py", &[][..]), ("python_tuf.py", &programs)] {
        said += &output(Command::new(&python).arg(scripts.join(script)).args(arguments))?;
    }
    Ok(said.trim_end().replace('\n', "; "))
}

/// The Python that has python-tuf and jsonschema; its environment is made below `folder` where it is not there.
pub(crate) fn python(folder: &Path) -> Result<PathBuf, Failure> {
    let requirements = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/witness/requirements.txt");
    environment(&folder.join("witness"), Path::new(requirements))
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
