//! Tar headers and gzip members byte by byte, so that every field can be wrong on purpose.
//!
//! Owns: the layout of both formats, written from their specifications and not from the code under test.
//! Never does: check anything, but for check sums, which are right unless told otherwise.
//! In: names, contents, changes. Out: bytes.

use std::io::Write as _;

/// Header, content and padding of one entry.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) header: [u8; 512],
    pub(crate) content: Vec<u8>,
    /// What stands between the content and the next block; zeros up to the boundary where it is `None`.
    pub(crate) padding: Option<Vec<u8>>,
    /// False when the header's check sum stays as it is.
    pub(crate) sums: bool,
}

impl Entry {
    /// A ustar entry with mode 0644. A name of more than 100 bytes is cut, as writers of longer forms do.
    pub(crate) fn new(name: impl AsRef<[u8]>, kind: u8, content: impl AsRef<[u8]>) -> Self {
        let content = content.as_ref().to_vec();
        let mut entry = Self { header: [0; 512], padding: None, sums: true, content };
        let name = name.as_ref();
        let name = &name[..name.len().min(100)];
        let size = format!("{:011o}\0", entry.content.len());
        for (start, field) in [
            (0, name),
            (100, b"0000644\0"),
            (108, b"0001750\0"),
            (116, b"0001750\0"),
            (124, size.as_bytes()),
            (136, b"14371573042\0"),
            (156, &[kind]),
            (257, b"ustar\x0000"),
            (265, b"builder"),
        ] {
            entry = entry.set(start, field);
        }
        entry
    }

    /// Overwrites bytes of the header.
    pub(crate) fn set(mut self, start: usize, bytes: &[u8]) -> Self {
        self.header[start..start + bytes.len()].copy_from_slice(bytes);
        self
    }

    pub(crate) fn mode(self, mode: u32) -> Self {
        self.set(100, format!("{mode:07o}\0").as_bytes())
    }

    pub(crate) fn size(self, size: u64) -> Self {
        self.set(124, format!("{size:011o}\0").as_bytes())
    }

    pub(crate) fn prefix(self, prefix: impl AsRef<[u8]>) -> Self {
        self.set(345, prefix.as_ref())
    }

    pub(crate) fn link(self, target: impl AsRef<[u8]>) -> Self {
        self.set(157, target.as_ref())
    }

    /// The GNU format.
    pub(crate) fn gnu(self) -> Self {
        self.set(257, b"ustar  \0")
    }

    /// The format before POSIX, in which nothing stands after the link name.
    pub(crate) fn old(self) -> Self {
        self.set(257, &[0; 255])
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut header = self.header;
        if self.sums {
            header[148..156].copy_from_slice(b"        ");
            let sum: u64 = header.iter().map(|byte| u64::from(*byte)).sum();
            header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        }
        let zeros = || vec![0; self.content.len().next_multiple_of(512) - self.content.len()];
        [&header[..], &self.content, &self.padding.clone().unwrap_or_else(zeros)].concat()
    }
}

pub(crate) fn file(name: impl AsRef<[u8]>) -> Entry {
    Entry::new(name, b'0', b"content\n")
}

pub(crate) fn folder(name: impl AsRef<[u8]>) -> Entry {
    Entry::new(name, b'5', b"").mode(0o755)
}

/// One PAX record with its right length.
pub(crate) fn record(key: &str, value: impl AsRef<[u8]>) -> Vec<u8> {
    let rest = [format!(" {key}=").as_bytes(), value.as_ref(), b"\n"].concat();
    let mut length = rest.len() + 1;
    while length.to_string().len() + rest.len() != length {
        length = length.to_string().len() + rest.len();
    }
    [length.to_string().into_bytes(), rest].concat()
}

/// A PAX header with these records, for the next entry.
pub(crate) fn pax(records: impl AsRef<[u8]>) -> Entry {
    Entry::new("PaxHeaders/entry", b'x', records)
}

/// A PAX header for all entries that follow, named as `git archive` does it.
pub(crate) fn global(records: impl AsRef<[u8]>) -> Entry {
    Entry::new("pax_global_header", b'g', records)
}

/// GNU: the name of the next entry, with the NUL that GNU tar writes after it.
pub(crate) fn long_name(name: impl AsRef<[u8]>) -> Entry {
    Entry::new("././@LongLink", b'L', [name.as_ref(), b"\0"].concat()).gnu()
}

/// The entries and two zero blocks.
pub(crate) fn tar(entries: &[Entry]) -> Vec<u8> {
    [body(entries), vec![0; 1024]].concat()
}

/// The entries without an end.
pub(crate) fn body(entries: &[Entry]) -> Vec<u8> {
    entries.iter().flat_map(Entry::bytes).collect()
}

pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory takes all bytes");
    encoder.finish().expect("memory takes all bytes")
}

/// CRC-32 and length of `content`, as they stand at the end of a member.
pub(crate) fn trailer(content: &[u8]) -> [u8; 8] {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let mut trailer = [0; 8];
    trailer[..4].copy_from_slice(&crc.sum().to_le_bytes());
    trailer[4..].copy_from_slice(&crc.amount().to_le_bytes());
    trailer
}

/// A member with these flags and the fields that they announce.
pub(crate) fn member(flags: u8, fields: &[u8], content: &[u8]) -> Vec<u8> {
    let header = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255];
    [&header[..], fields, &deflate(content), &trailer(content)].concat()
}

pub(crate) fn gzip(content: &[u8]) -> Vec<u8> {
    member(0, b"", content)
}

/// The archive of these entries.
pub(crate) fn archive(entries: &[Entry]) -> Vec<u8> {
    gzip(&tar(entries))
}
