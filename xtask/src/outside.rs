//! `cargo xtask outside --data DIR`: judges from outside, on data that is no part of the project.
//!
//! Owns: which judges there are, and that each has something to judge. The data stays below the target folder.
//! Never does: run as a part of `cargo xtask test`, or put anything into the tree.
//! In: a folder with the three archives that docs/audit.md names. Out: what the judges said, or the first that disagrees.

mod advisories;
mod lockfiles;
mod sboms;

use std::io::Read;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use flate2::read::GzDecoder;

use crate::Outcome;

type Failure = Box<dyn std::error::Error>;

/// Compare audits with other people's programs, on other people's data.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder with cyclonedx-spec-tests.tar.gz, rustsec-osv.tar.gz and rustsec-advisory-db.tar.gz.
    #[arg(long, value_name = "DIR")]
    data: Utf8PathBuf,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let program = Utf8PathBuf::try_from(std::env::current_exe()?)?;
    let target = program.parent().and_then(Utf8Path::parent).ok_or("the program is in no target folder")?;
    let home = target.join("outside");
    let unpacked = |name: &str| unpack(&args.data.join(format!("{name}.tar.gz")), &home.join(name));
    let (examples, osv, database) =
        (unpacked("cyclonedx-spec-tests")?, unpacked("rustsec-osv")?, unpacked("rustsec-advisory-db")?);
    let python = crate::witness::python()?;
    let said = [sboms::run(&python, &examples)?, advisories::run(&osv, &database)?, lockfiles::run(&home, &osv, &database)?];
    Ok(said.join("\n"))
}

/// Unpacks an archive of ours to judge, anew each time.
fn unpack(archive: &Utf8Path, into: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    if into.exists() {
        fs_err::remove_dir_all(into)?;
    }
    for entry in tar::Archive::new(GzDecoder::new(fs_err::File::open(archive)?)).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let safe = path.components().all(|part| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir));
        if !safe {
            return Err(format!("{archive} has the path {}", path.display()).into());
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        let to = into.as_std_path().join(&path);
        fs_err::create_dir_all(to.parent().unwrap_or(Path::new("")))?;
        fs_err::write(to, bytes)?;
    }
    Ok(into.to_owned())
}

/// Every file below `root` with this ending, sorted.
fn files(root: &Utf8Path, ending: &str) -> Result<Vec<Utf8PathBuf>, Failure> {
    let (mut waiting, mut found) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = waiting.pop() {
        for entry in folder.read_dir_utf8()? {
            let path = entry?.into_path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension() == Some(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
