//! Python environments for other people's programs: a virtual environment below the target folder, with pinned packages.
//!
//! Owns: how one is made, and when it is made anew. Never does: install anything outside of its folder.
//! In: a requirements file. Out: the environment's `python`.

use std::path::{Path, PathBuf};
use std::process::Command;

type Failure = Box<dyn std::error::Error>;

/// A virtual environment in `folder` that has what `requirements` names; made anew when they change.
pub(crate) fn environment(folder: &Path, requirements: &Path) -> Result<PathBuf, Failure> {
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

/// Runs a command that must succeed and gives its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let shown = format!("{command:?}");
    let output = command.output().map_err(|error| format!("{shown}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{shown} failed:\n{}", String::from_utf8_lossy(&said)).into())
}
