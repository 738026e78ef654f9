//! The project's lock: one command at a time changes a project.
//!
//! Owns: the exclusive lock on `.ragnos/lock`, which is there while a command is at work, and what its holder writes in it.
//! Never does: leave a trace (the holder removes the file, and whoever waited for it sees that and begins again), or guard
//! readers: they see old or new by the switch.
//! In: a [`Layout`]. Out: [`ProjectLock`], which every change of a project takes as proof.

use std::fs::TryLockError;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;

use camino::Utf8Path;
use fs_err::File;

use super::error::{At, Error};
use super::layout::Layout;
use crate::redact::Printable;

/// What to do when another command holds the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Fail with [`Error::Busy`].
    Refuse,
    /// Wait until it ends. The kernel frees the lock of a killed holder.
    Wait,
}

/// The exclusive lock of a project, held until dropped.
#[derive(Debug)]
pub struct ProjectLock {
    /// Closed, and so unlocked, after `drop` has removed it.
    _file: File,
    layout: Layout,
}

/// Longest text of a holder that is read back.
const HOLDER_BYTES: u64 = 400;

impl ProjectLock {
    /// Takes the lock, making `.ragnos/lock` where it is missing. `command` is what a waiting command will show; `held_by` is
    /// told, once, who holds the project, before the wait.
    ///
    /// # Errors
    /// [`Error::Busy`] under [`Waiting::Refuse`], [`Error::NotAFolder`] where a folder of the project is a link, [`Error::Write`].
    pub fn acquire(layout: &Layout, command: &str, waiting: Waiting, held_by: impl FnOnce(&str)) -> Result<Self, Error> {
        layout.refuse_links()?;
        let path = layout.lock_file();
        let mut held_by = Some(held_by);
        let mut file = loop {
            match fs_err::create_dir(layout.state()) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error).writing(&layout.state()),
                _ => {}
            }
            let mut file = match open(&path) {
                // The holder before removed the folder that it had made.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                opened => opened.writing(&path)?,
            };
            match file.file().try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let holder = holder(&mut file);
                    if waiting == Waiting::Refuse {
                        return Err(Error::Busy { holder });
                    }
                    if let Some(tell) = held_by.take() {
                        tell(&holder);
                    }
                    block(&file).writing(&path)?;
                }
                Err(TryLockError::Error(error)) => return Err(error).writing(&path),
            }
            if is_at(&file, &path).writing(&path)? {
                break file;
            }
        };
        file.set_len(0).writing(&path)?;
        file.seek(SeekFrom::Start(0)).writing(&path)?;
        let holder = format!("process {} ({})\n", std::process::id(), Printable(command));
        file.write_all(holder.as_bytes()).writing(&path)?;
        Ok(Self { _file: file, layout: layout.clone() })
    }

    /// The project that is locked.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Drop for ProjectLock {
    fn drop(&mut self) {
        // A command that changed nothing leaves nothing. Removed while it is held: who waits for it sees that it is gone.
        let _ = fs_err::remove_file(self.layout.lock_file());
        // Fails, and should, when something is in it.
        let _ = fs_err::remove_dir(self.layout.state());
    }
}

/// True when `path` is still the file that was locked: another holder may have removed it in between.
fn is_at(file: &File, path: &Utf8Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs_err::symlink_metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn open(path: &Utf8Path) -> io::Result<File> {
    use fs_err::os::unix::fs::OpenOptionsExt;
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    fs_err::OpenOptions::new().read(true).write(true).create(true).truncate(false).custom_flags(no_follow).open(path)
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
    let _ = Read::take(&mut *file, HOLDER_BYTES).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let shown = Printable(text.trim()).to_string();
    if shown.is_empty() { "another command".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn layout(folder: &tempfile::TempDir) -> Layout {
        Layout::new(Utf8Path::from_path(folder.path()).unwrap())
    }

    #[test]
    fn a_second_command_is_told_who_holds_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(&folder);
        let held = ProjectLock::acquire(&layout, "sync", Waiting::Refuse, |_| ()).unwrap();
        let error = ProjectLock::acquire(&layout, "add", Waiting::Refuse, |_| ()).unwrap_err();
        assert!(error.to_string().contains(&format!("process {} (sync)", std::process::id())), "{error}");
        drop(held);
        assert!(!layout.state().exists(), "nothing is left of a command that changed nothing");
        ProjectLock::acquire(&layout, "add", Waiting::Refuse, |_| ()).unwrap();
    }

    #[test]
    fn many_commands_never_hold_the_project_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(&folder);
        let inside = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let held = ProjectLock::acquire(&layout, "test", Waiting::Wait, |_| ()).unwrap();
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(held);
                    }
                });
            }
        });
        assert!(!layout.state().exists());
    }

    #[test]
    fn a_waiting_command_goes_on_when_the_holder_ends() {
        let folder = tempfile::tempdir().unwrap();
        let layout = layout(&folder);
        let held = ProjectLock::acquire(&layout, "sync", Waiting::Refuse, |_| ()).unwrap();
        let (told, hear) = mpsc::channel();
        let waiting = {
            let layout = layout.clone();
            std::thread::spawn(move || {
                let tell = |holder: &str| told.send(holder.to_owned()).unwrap();
                ProjectLock::acquire(&layout, "add", Waiting::Wait, tell).map(drop)
            })
        };
        assert!(hear.recv().unwrap().ends_with("(sync)"));
        assert!(!waiting.is_finished());
        drop(held);
        waiting.join().unwrap().unwrap();
    }
}
