//! Room for the files of an archive, before the first one is written.
//!
//! Owns: the estimate of what they need on a file system, and the comparison with what is free there.
//! Never does: promise anything: others write to the same file system. In: files and a folder. Out: a refusal, or nothing.

use cap_std::fs::Dir;

use super::Error;
use crate::tree::{self, TreeFile};

/// What a file system has left. A number that it does not tell is `u64::MAX`.
#[derive(Debug, Clone, Copy)]
struct Free {
    block: u64,
    bytes: u64,
    inodes: u64,
}

/// Refuses `files` for which the file system of `folder` has no room.
pub(super) fn check(files: &[TreeFile], folder: &Dir) -> Result<(), Error> {
    let seen = rustix::fs::fstatvfs(folder).map_err(|error| Error::Write(error.into()))?;
    // File systems that have no fixed number of blocks or inodes say 0.
    let or_unknown = |total, free| if total == 0 { u64::MAX } else { free };
    let block = seen.f_frsize.max(1);
    let bytes = or_unknown(seen.f_blocks, seen.f_bavail.saturating_mul(block));
    fits(files, Free { block, bytes, inodes: or_unknown(seen.f_files, seen.f_favail) })
}

fn fits(files: &[TreeFile], free: Free) -> Result<(), Error> {
    let (files_count, folders) = (files.len() as u64, tree::folders(files).len() as u64);
    let content = files.iter().map(|file| file.length.div_ceil(free.block)).fold(folders, u64::saturating_add);
    let bytes = content.saturating_mul(free.block);
    for (what, needed, free) in [("bytes", bytes, free.bytes), ("inodes", files_count + folders, free.inodes)] {
        if needed > free {
            return Err(Error::Space { what, needed, free });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sha256;

    #[test]
    fn files_need_whole_blocks_and_folders_need_some_too() {
        let file = |path: &str, length| TreeFile { path: path.to_owned(), executable: false, length, sha256: Sha256::of(b"") };
        let files = [file("a/b/one", 1), file("a/b/two", 4096), file("a/three", 4097), file("empty", 0)];
        // Four blocks for content, two for folders; four files, two folders.
        let free = |blocks: u64, inodes| fits(&files, Free { block: 4096, bytes: blocks * 4096, inodes });
        assert!(free(6, 6).is_ok());
        assert!(matches!(free(5, 6), Err(Error::Space { what: "bytes", needed: 24576, free: 20480 })));
        assert!(matches!(free(6, 5), Err(Error::Space { what: "inodes", needed: 6, free: 5 })));
        assert!(fits(&[file("huge", u64::MAX)], Free { block: 4096, bytes: 1 << 40, inodes: 9 }).is_err());
    }
}
