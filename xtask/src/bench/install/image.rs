//! Where a turn takes place: an ext4 file system with a journal, made for it, in memory.
//!
//! Owns: the image, its mount and its end. A file system of its own means that nobody pays for what another turn deleted, and a
//! journal that files cost what they cost on a real disk, but for the time of the device (research: perf.md 0).
//! Never does: mount where it may not: a folder is used then, with a warning. In: a folder, or none. Out: [`Ground`].

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

use super::super::Failure;

const MEMORY: &str = "/dev/shm";
/// Sparse: what counts is what is written.
const BYTES: u64 = 12 << 30;

/// An empty place for one turn, gone when this is dropped.
pub(super) struct Ground {
    place: Utf8PathBuf,
    mounted: bool,
    _folder: TempDir,
}

impl Ground {
    /// A place below `folder`, or on an image of its own.
    pub(super) fn new(folder: Option<&Utf8Path>) -> Result<Self, Failure> {
        let mut builder = tempfile::Builder::new();
        builder.prefix("ragnos-bench-");
        if let Some(folder) = folder {
            fs_err::create_dir_all(folder)?;
            let made = builder.tempdir_in(folder.canonicalize_utf8()?)?;
            return Ok(Self { place: utf8(&made)?, mounted: false, _folder: made });
        }
        let made = builder.tempdir_in(MEMORY)?;
        let (image, place) = (utf8(&made)?.join("image"), utf8(&made)?.join("mount"));
        fs_err::File::create(&image)?.set_len(BYTES)?;
        fs_err::create_dir(&place)?;
        run("mkfs.ext4", &["-q", "-F", "-m", "0", image.as_str()])?;
        // Nothing is written by the kernel itself while a program is timed.
        run("mount", &["-o", "loop,noinit_itable", image.as_str(), place.as_str()])?;
        Ok(Self { place, mounted: true, _folder: made })
    }

    pub(super) fn place(&self) -> &Utf8Path {
        &self.place
    }

    /// What a reader of the figures has to know.
    pub(super) fn warning(&self) -> Option<String> {
        (!self.mounted).then(|| {
            "not on an image of its own: ON A FILE SYSTEM WITHOUT A JOURNAL creating files after a large removal is up to twenty times \
             slower for minutes, and the figures say nothing (`findmnt -T DIR`, `tune2fs -l`: has_journal)"
                .to_owned()
        })
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if self.mounted {
            // What cannot be unmounted now is still in use; the next line of the shell shows it.
            let _ = run("umount", &[self.place.as_str()]);
        }
    }
}

fn utf8(folder: &TempDir) -> Result<Utf8PathBuf, Failure> {
    Ok(Utf8Path::from_path(folder.path()).ok_or("the folder has no UTF-8 name")?.to_owned())
}

fn run(program: &str, arguments: &[&str]) -> Result<(), Failure> {
    // Debian keeps these where only root's PATH looks.
    let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin:/sbin";
    let output = Command::new(program).args(arguments).env("PATH", path).output();
    let failed = |said: String| format!("{program}: {said}: be root, or give a --folder on a file system with a journal");
    let output = output.map_err(|error| failed(error.to_string()))?;
    if output.status.success() { Ok(()) } else { Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()).into()) }
}
