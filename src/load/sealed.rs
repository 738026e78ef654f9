//! A file for interfaces that want a file and not bytes: a native library for `dlopen`, a program for `execveat`.
//!
//! Owns: the copy into a sealed file in memory, which nobody can change any more, this process included.
//! Never does: give it a name in the file system, where it could be replaced between the check and the use.
//! In: a held file. Out: a file descriptor.

use std::fs::File;
use std::io::{self, Write as _};

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};

use super::HeldFile;

impl HeldFile {
    /// The bytes that were hashed as an open, sealed file in memory. `/proc/self/fd/N` is a path to it for interfaces that take
    /// nothing else.
    ///
    /// # Errors
    /// The kernel's word: it has no sealed files in memory, or no memory.
    pub fn sealed(&self) -> io::Result<File> {
        let descriptor = memfd_create("ragnos-plugin", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?;
        let mut file = File::from(descriptor);
        file.write_all(&self.bytes)?;
        fcntl_add_seals(&file, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Seek as _};

    use super::*;
    use crate::digest::Sha256;
    use crate::tree::TreeFile;

    #[test]
    fn a_sealed_file_has_the_bytes_and_cannot_be_changed() {
        let sha256 = Sha256::of(b"code");
        let file = TreeFile { path: "x".to_owned(), executable: false, length: 4, sha256 };
        let mut sealed = HeldFile { file, bytes: b"code".to_vec() }.sealed().unwrap();
        assert!(sealed.write_all(b"more").is_err() && sealed.set_len(0).is_err());
        let mut read = Vec::new();
        sealed.rewind().unwrap();
        sealed.read_to_end(&mut read).unwrap();
        assert_eq!(read, b"code");
    }
}
