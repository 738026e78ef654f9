//! How much an archive unpacks to, as signed metadata says before the first byte of it is asked for.
//!
//! Owns: the limits on those numbers, and what follows from them for memory and for the longest tar stream that is read.
//! Never does: believe a number that the archive gives of itself, such as gzip's ISIZE.
//! In: signed numbers. Out: [`Extent`].

use super::Error;
use crate::limits;
use crate::tree::TreeFile;

/// Number and total size of the files in an archive, within the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    files: u64,
    bytes: u64,
    is_signed: bool,
}

impl Extent {
    /// What an archive may have of which nothing is signed yet.
    pub(super) const MOST: Self = Self { files: limits::ARCHIVE_ENTRIES, bytes: limits::UNPACKED_BYTES, is_signed: false };

    /// The signed extent of an archive of `length` bytes: `files` files that have `bytes` bytes together.
    ///
    /// # Errors
    /// [`Error::Limit`] for numbers that are accepted of nobody, so that such an archive is not even downloaded.
    pub fn signed(files: u64, bytes: u64, length: u64) -> Result<Self, Error> {
        let ratio = length.saturating_mul(limits::UNPACK_RATIO).saturating_add(limits::UNPACK_RATIO_FREE_BYTES);
        let limits = [
            (length, limits::ARCHIVE_BYTES, "bytes"),
            (files, limits::ARCHIVE_ENTRIES, "files"),
            (bytes, limits::UNPACKED_BYTES, "unpacked bytes"),
            (bytes, ratio, "unpacked bytes for its length"),
        ];
        match limits.into_iter().find(|(seen, limit, _)| seen > limit) {
            Some((_, limit, what)) => Err(Error::Limit { what, limit }),
            None => Ok(Self { files, bytes, is_signed: true }),
        }
    }

    /// The longest tar stream that can be needed for it.
    pub(super) fn tar_bytes(self) -> u64 {
        let rest = self.files.saturating_mul(limits::TAR_BYTES_PER_FILE).saturating_add(limits::TAR_BYTES_FREE);
        self.bytes.saturating_add(rest)
    }

    /// The bytes of memory that unpacking takes at most, beside the archive itself.
    pub fn memory(self) -> u64 {
        if self.fits_memory() { self.tar_bytes() } else { limits::TAR_PADDING_BYTES }
    }

    /// True when the tar stream is inflated at once.
    pub(super) fn fits_memory(self) -> bool {
        self.tar_bytes() <= limits::INFLATED_IN_MEMORY_BYTES
    }

    /// Refuses the file that is one too many, or the byte.
    pub(super) fn admit(self, files: u64, bytes: u64) -> Result<(), Error> {
        let over = [(files, self.files, "files"), (bytes, self.bytes, "unpacked bytes")];
        match over.into_iter().find(|(seen, most, _)| seen > most) {
            Some((seen, signed, what)) if self.is_signed => Err(Error::Extent { what, signed, seen }),
            Some((_, limit, what)) => Err(Error::Limit { what, limit }),
            None => Ok(()),
        }
    }

    /// Refuses files that are not as many, or not as large together, as signed.
    ///
    /// # Errors
    /// [`Error::Extent`].
    pub fn check(self, files: &[TreeFile]) -> Result<(), Error> {
        let (count, bytes) = (files.len() as u64, files.iter().map(|file| file.length).sum());
        let differs = [(count, self.files, "files"), (bytes, self.bytes, "unpacked bytes")];
        match differs.into_iter().find(|(seen, signed, _)| seen != signed) {
            Some((seen, signed, what)) => Err(Error::Extent { what, signed, seen }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_accepted_of_nobody_are_refused_before_the_download() {
        let refused = |files, bytes, length| match Extent::signed(files, bytes, length).unwrap_err() {
            Error::Limit { what, .. } => what,
            other => panic!("{other}"),
        };
        assert_eq!(refused(1, 1, limits::ARCHIVE_BYTES + 1), "bytes");
        assert_eq!(refused(limits::ARCHIVE_ENTRIES + 1, 1, 1), "files");
        assert_eq!(refused(1, limits::UNPACKED_BYTES + 1, limits::ARCHIVE_BYTES), "unpacked bytes");
        assert_eq!(refused(1, (201 << 20) + 1, 1 << 20), "unpacked bytes for its length");
        assert_eq!(refused(1, u64::MAX, u64::MAX), "bytes");
        assert!(Extent::signed(1, 1 << 20, 0).is_ok());
        assert!(Extent::signed(limits::ARCHIVE_ENTRIES, limits::UNPACKED_BYTES, 64 << 20).is_ok());
    }

    #[test]
    fn a_large_archive_takes_no_more_memory_than_a_small_one() {
        let memory = |bytes| Extent::signed(10, bytes, 1 << 30).unwrap().memory();
        assert_eq!(memory(1 << 20), (1 << 20) + (1 << 20) + 40960);
        assert!(memory(62 << 20) <= limits::INFLATED_IN_MEMORY_BYTES);
        assert!(memory(8 << 30) <= 64 << 10);
    }
}
