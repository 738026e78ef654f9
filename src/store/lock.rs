//! The project's lock: one command at a time changes a project.
//!
//! Owns: the exclusive lock on `.ragnos/lock` and what its holder writes in it.
//! Never does: delete the file (a deleted lock file lets two holders in), or guard readers: they see old or new by the switch.
//! In: a [`Layout`]. Out: [`ProjectLock`], which every change of a project takes as proof.

use std::fs::TryLockError;
use std::io::{self, Read, Seek, SeekFrom, Write};

use fs_err::File;

use super::error::{At, Error};
use super::layout::Layout;
use crate::redact::Printable;

/// What to do when another command holds the project.
pub enum Wait<'a> {
    /// Fail with [`Error::Busy`].
    No,
    /// Say who holds it, once, then wait. The kernel frees the lock of a killed holder.
    Notify(&'a mut dyn FnMut(&str)),
}

impl std::fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::No => "No",
            Self::Notify(_) => "Notify",
        })
    }
}

/// The exclusive lock of a project, held until dropped.
#[derive(Debug)]
pub struct ProjectLock {
    file: File,
    layout: Layout,
}

/// Longest text of a holder that is read back.
const HOLDER_BYTES: u64 = 400;

impl ProjectLock {
    /// Takes the lock, making `.ragnos/lock` where it is missing. `command` is what a waiting command will show.
    ///
    /// # Errors
    /// [`Error::Busy`] under [`Wait::No`], [`Error::NotAFolder`] where a folder of the project is a link, [`Error::Write`].
    pub fn acquire(layout: &Layout, command: &str, wait: Wait<'_>) -> Result<Self, Error> {
        layout.refuse_links()?;
        fs_err::create_dir_all(layout.state()).writing(&layout.state())?;
        let path = layout.lock_file();
        let mut file = open(&path)?;
        match file.file().try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = holder(&mut file);
                match wait {
                    Wait::No => return Err(Error::Busy { holder }),
                    Wait::Notify(tell) => tell(&holder),
                }
                block(&file).writing(&path)?;
            }
            Err(TryLockError::Error(error)) => return Err(error).writing(&path),
        }
        file.set_len(0).writing(&path)?;
        file.seek(SeekFrom::Start(0)).writing(&path)?;
        writeln!(file, "process {} ({})", std::process::id(), Printable(command)).writing(&path)?;
        Ok(Self { file, layout: layout.clone() })
    }

    /// The project that is locked.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Drop for ProjectLock {
    fn drop(&mut self) {
        // An unheld lock file is empty, so a command that changed nothing leaves the same bytes. Closing frees the lock.
        let _ = self.file.set_len(0);
    }
}

fn open(path: &camino::Utf8Path) -> Result<File, Error> {
    use fs_err::os::unix::fs::OpenOptionsExt;
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    fs_err::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .custom_flags(no_follow)
        .open(path)
        .writing(path)
}

fn block(file: &File) -> io::Result<()> {
    loop {
        match file.file().lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

fn holder(file: &mut File) -> String {
    let mut bytes = Vec::new();
    // Only for a message: a holder that has not written its name yet is still a holder.
    let _ = file.by_ref().take(HOLDER_BYTES).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let shown = Printable(text.trim()).to_string();
    if shown.is_empty() { "another command".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use camino::Utf8Path;

    use super::*;

    fn layout(folder: &tempfile::TempDir) -> Layout {
        Layout::new(Utf8Path::from_path(folder.path()).unwrap())
    }

    #[test]
    fn a_second_command_is_told_who_holds_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(&folder);
        let held = ProjectLock::acquire(&layout, "sync", Wait::No).unwrap();
        let error = ProjectLock::acquire(&layout, "add", Wait::No).unwrap_err();
        assert!(error.to_string().contains(&format!("process {} (sync)", std::process::id())), "{error}");
        drop(held);
        assert_eq!(fs_err::read(layout.lock_file()).unwrap(), b"");
        ProjectLock::acquire(&layout, "add", Wait::No).unwrap();
    }

    #[test]
    fn a_waiting_command_goes_on_when_the_holder_ends() {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(&folder);
        let held = ProjectLock::acquire(&layout, "sync", Wait::No).unwrap();
        let (told, hear) = mpsc::channel();
        let waiting = {
            let layout = layout.clone();
            std::thread::spawn(move || {
                let mut notify = |holder: &str| told.send(holder.to_owned()).unwrap();
                ProjectLock::acquire(&layout, "add", Wait::Notify(&mut notify)).map(drop)
            })
        };
        assert!(hear.recv().unwrap().ends_with("(sync)"));
        assert!(!waiting.is_finished());
        drop(held);
        waiting.join().unwrap().unwrap();
    }
}
