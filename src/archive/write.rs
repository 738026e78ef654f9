//! Files of an archive on disk.
//!
//! Owns: how they are made: below a folder handle, never over what is there, never through a link, with the modes that the
//! store has; and the handle of the folder in which the last file was made, so that no path is walked for each file.
//! Never does: decide which files. In: what the first pass found. Out: files, or an error and whatever was made until then.

use std::collections::HashSet;
use std::io::{self, Write as _};

use cap_std::fs::{Dir, OpenOptions, OpenOptionsExt as _};
use rustix::fs::{Mode, OFlags};

use super::entries::Header;
use super::header::malformed;
use super::member::{Tape, failed};
use super::{Content, Error};
use crate::tree::TreeFile;

const OTHER: &str = "it was another archive when it was first read";

/// Writes the files of `tape`, which are `files`. Folders are made for them, and only for them.
pub(super) fn files(tape: &Tape<'_>, files: &[TreeFile], into: &Dir) -> Result<(), Error> {
    let (mut folders, mut expected) = (Folders::below(into), files.iter());
    tape.read(|header, content| {
        if !header.is_file {
            return Ok(());
        }
        let known = expected.next().filter(|file| file.path == header.path && file.length == header.length);
        let known = known.ok_or_else(|| malformed(OTHER))?;
        write(&mut folders, header, known.mode(), content)
    })?;
    if expected.len() == 0 { Ok(()) } else { Err(malformed(OTHER)) }
}

fn write(folders: &mut Folders<'_>, header: &Header, mode: u32, content: &mut Content<'_>) -> Result<(), Error> {
    let (folder, name) = header.path.rsplit_once('/').unwrap_or(("", &header.path));
    let folder = folders.open(folder).map_err(Error::Write)?;
    let mut options = OpenOptions::new();
    // `create_new` is O_CREAT with O_EXCL, which does not follow a link either.
    options.write(true).create_new(true).mode(mode).custom_flags(flags(OFlags::NOFOLLOW));
    let mut file = folder.open_with(name, &options).map_err(Error::Write)?;
    loop {
        let piece = content.fill_buf().map_err(failed)?;
        if piece.is_empty() {
            break;
        }
        file.write_all(piece).map_err(Error::Write)?;
        let length = piece.len();
        content.consume(length);
    }
    // Whatever the umask is: a look is cheaper than a change, and mostly there is nothing to change.
    let (wanted, failed) = (Mode::from_raw_mode(mode), |error: rustix::io::Errno| Error::Write(error.into()));
    let seen = rustix::fs::fstat(&file).map_err(failed)?;
    if Mode::from_raw_mode(seen.st_mode) == wanted { Ok(()) } else { rustix::fs::fchmod(&file, wanted).map_err(failed) }
}

/// The folders of one archive. One of them is open: files of a folder mostly come one after the other.
struct Folders<'a> {
    root: &'a Dir,
    made: HashSet<String>,
    last: Option<(String, Dir)>,
}

impl<'a> Folders<'a> {
    fn below(root: &'a Dir) -> Self {
        Self { root, made: HashSet::new(), last: None }
    }

    /// The folder `path`, made where it is not yet.
    fn open(&mut self, path: &str) -> io::Result<&Dir> {
        if path.is_empty() {
            return Ok(self.root);
        }
        let last = match self.last.take() {
            Some((last, dir)) if last == path => dir,
            Some((last, dir)) if path.strip_prefix(&last).is_some_and(|rest| rest.starts_with('/')) => {
                self.descend(Some(dir), path, last.len() + 1)?
            }
            _ => self.descend(None, path, 0)?,
        };
        Ok(&self.last.insert((path.to_owned(), last)).1)
    }

    /// Opens what `path` has from byte `start` on, one component after the other, from `dir` or the root.
    fn descend(&mut self, mut dir: Option<Dir>, path: &str, start: usize) -> io::Result<Dir> {
        let ends = path[start..].match_indices('/').map(|(end, _)| start + end).chain([path.len()]);
        let mut from = start;
        for end in ends {
            let parent = dir.as_ref().unwrap_or(self.root);
            let name = &path[from..end];
            if !self.made.contains(&path[..end]) {
                // An error where somebody else has made it.
                parent.create_dir(name)?;
                self.made.insert(path[..end].to_owned());
            }
            let mut options = OpenOptions::new();
            options.read(true).custom_flags(flags(OFlags::DIRECTORY | OFlags::NOFOLLOW));
            dir = Some(Dir::from_std_file(parent.open_with(name, &options)?.into_std()));
            from = end + 1;
        }
        dir.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn flags(flags: OFlags) -> i32 {
    flags.bits().cast_signed()
}
