//! The one gzip member that an archive is (RFC 1952), read to its last byte.
//!
//! Owns: where the member begins and ends, its check sum and length, and the two ways to inflate it: at once into memory, or a
//! piece at a time. Both refuse what follows the member and what is not whole.
//! Never does: take the size of a buffer from the archive: the caller gives the cap, which is signed.
//! In: an archive. Out: its tar stream, as [`Tape`].

use std::cell::RefCell;
use std::io::{self, BufReader, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use libdeflater::{DecompressionError, Decompressor};

use super::entries::{self, Header};
use super::extent::Extent;
use super::{Content, Error, ROOM};

/// Identification, deflate, flags, time, extra flags, system.
const FIXED_HEADER: usize = 10;
/// CRC-32 and length of the content.
const TRAILER: usize = 8;
const FLAG_CRC: u8 = 1 << 1;
const FLAG_EXTRA: u8 = 1 << 2;
const FLAG_NAME: u8 = 1 << 3;
const FLAG_COMMENT: u8 = 1 << 4;
const RESERVED_FLAGS: u8 = 0b1110_0000;
/// What is inflated at a time of an archive that is not inflated at once.
const PIECE: usize = 128 << 10;
/// Most bytes of a buffer that were written to when a thread keeps it for its next archive: memory that was touched before costs
/// nothing to touch again.
const KEPT: usize = 4 << 20;

/// The tar stream of an archive; it can be read more than once, and is the same each time.
pub(super) enum Tape<'a> {
    Whole(&'a [u8]),
    Pieces(Member<'a>, u64),
}

/// A member whose framing was checked; the compressed data in it was not.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    all: &'a [u8],
    deflate: &'a [u8],
    crc: u32,
    length: u32,
}

/// Gives `then` the tar stream of `archive`, which is no longer than `extent` can need.
pub(super) fn open<T>(archive: &[u8], extent: Extent, then: impl FnOnce(&Tape<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let (member, most) = (Member::parse(archive)?, extent.tar_bytes());
    match usize::try_from(most) {
        Ok(most) if extent.fits_memory() => SCRATCH.with_borrow_mut(|scratch| {
            let mut used = most;
            let done = scratch.inflate(&member, most).and_then(|tar| {
                used = tar.len();
                then(&Tape::Whole(tar))
            });
            scratch.keep_or_free(used);
            done
        }),
        _ => then(&Tape::Pieces(member, most)),
    }
}

impl Tape<'_> {
    /// Reads all entries in order; `each` gets every header with a reader of exactly its content.
    pub(super) fn read(&self, each: impl FnMut(&Header, &mut Content<'_>) -> Result<(), Error>) -> Result<(), Error> {
        match *self {
            Self::Whole(tar) => entries::read(tar, each),
            Self::Pieces(member, most) => entries::read(BufReader::with_capacity(PIECE, Pieces::of(member, most)), each),
        }
    }
}

impl<'a> Member<'a> {
    fn parse(all: &'a [u8]) -> Result<Self, Error> {
        let [0x1f, 0x8b, method, flags, ..] = all else { return Err(gzip("it does not begin as one")) };
        if *method != 8 || flags & RESERVED_FLAGS != 0 {
            return Err(gzip("its header has a method or a flag that no reader knows"));
        }
        if flags & FLAG_CRC != 0 {
            return Err(gzip("its header has a check sum of its own, which readers treat differently"));
        }
        let cut = || gzip("it ends inside its header or before its trailer");
        let mut rest = all.get(FIXED_HEADER..).ok_or_else(cut)?;
        if flags & FLAG_EXTRA != 0 {
            let (length, after) = rest.split_first_chunk().ok_or_else(cut)?;
            rest = after.get(usize::from(u16::from_le_bytes(*length))..).ok_or_else(cut)?;
        }
        for flag in [FLAG_NAME, FLAG_COMMENT] {
            if flags & flag != 0 {
                let end = rest.iter().position(|byte| *byte == 0).ok_or_else(cut)?;
                rest = &rest[end + 1..];
            }
        }
        let (deflate, trailer) = rest.split_last_chunk::<TRAILER>().ok_or_else(cut)?;
        let [c0, c1, c2, c3, l0, l1, l2, l3] = *trailer;
        Ok(Self { all, deflate, crc: u32::from_le_bytes([c0, c1, c2, c3]), length: u32::from_le_bytes([l0, l1, l2, l3]) })
    }

    /// True when the content's length, as four bytes, stands nowhere before the trailer. libdeflate has found a length after
    /// the compressed data and does not say where: when there is only one, it is the trailer's, and nothing follows it.
    fn ends_where_its_length_is(&self) -> bool {
        let before = &self.all[..self.all.len() - 1];
        memchr::memmem::find(before, &self.length.to_le_bytes()).is_none()
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch { inflater: Decompressor::new(), buffer: Vec::new() });
}

/// What a thread uses for one archive after the other.
struct Scratch {
    inflater: Decompressor,
    buffer: Vec<u8>,
}

impl Scratch {
    /// The member's content, at most `most` bytes.
    fn inflate(&mut self, member: &Member<'_>, most: usize) -> Result<&[u8], Error> {
        if self.buffer.len() < most {
            // Freed first, so that there are never two; zeroed by the system, so that only what is used is ever touched.
            self.buffer = Vec::new();
            self.buffer = vec![0; most.max(ROOM)];
        }
        // A piece at a time is slow and says exactly what is wrong.
        let in_pieces = || io::copy(&mut Pieces::of(*member, most as u64), &mut io::sink()).map_err(failed);
        let length = match self.inflater.gzip_decompress(member.all, &mut self.buffer[..most]) {
            Ok(length) => length,
            Err(DecompressionError::InsufficientSpace) => return Err(Error::Inflated { most: most as u64 }),
            Err(DecompressionError::BadData) => return Err(in_pieces().err().unwrap_or_else(damaged)),
        };
        #[expect(clippy::cast_possible_truncation, reason = "RFC 1952, section 2.3.1: the length modulo 2^32")]
        if member.length != length as u32 || !member.ends_where_its_length_is() {
            in_pieces()?;
        }
        Ok(&self.buffer[..length])
    }

    fn keep_or_free(&mut self, used: usize) {
        if used > KEPT {
            self.buffer = Vec::new();
        }
    }
}

/// The member's content a piece at a time; what is wrong with the member is said at the latest where the content ends.
struct Pieces<'a> {
    member: Member<'a>,
    rest: &'a [u8],
    inflate: Decompress,
    crc: Crc,
    most: u64,
    ended: bool,
}

impl<'a> Pieces<'a> {
    fn of(member: Member<'a>, most: u64) -> Self {
        Self { member, rest: member.deflate, inflate: Decompress::new(false), crc: Crc::new(), most, ended: false }
    }

    fn check(&self) -> Result<(), Error> {
        if !self.rest.is_empty() {
            return Err(gzip("something follows the compressed data"));
        }
        // `Crc` counts modulo 2^32 too.
        if (self.crc.sum(), self.crc.amount()) != (self.member.crc, self.member.length) {
            return Err(damaged());
        }
        Ok(())
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.ended && !buffer.is_empty() {
            let before = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(self.rest, buffer, FlushDecompress::None).map_err(|_| carried(damaged()))?;
            let (used, made) = (self.inflate.total_in() - before.0, self.inflate.total_out() - before.1);
            // Both are at most the lengths of the slices given.
            let (used, made) = (usize::try_from(used).unwrap_or(0), usize::try_from(made).unwrap_or(0));
            self.rest = &self.rest[used..];
            self.crc.update(&buffer[..made]);
            if self.inflate.total_out() > self.most {
                return Err(carried(Error::Inflated { most: self.most }));
            }
            if status == Status::StreamEnd {
                self.ended = true;
                self.check().map_err(carried)?;
            } else if used == 0 && made == 0 {
                return Err(carried(damaged()));
            }
            if made != 0 {
                return Ok(made);
            }
        }
        Ok(0)
    }
}

fn gzip(reason: &'static str) -> Error {
    Error::Gzip { reason }
}

fn damaged() -> Error {
    gzip("its compressed data is damaged or cut")
}

/// A refusal on its way through a reader.
fn carried(error: Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

/// What a reader of the tar stream failed with.
pub(super) fn failed(error: io::Error) -> Error {
    error.downcast().unwrap_or_else(|_| damaged())
}

#[cfg(test)]
#[path = "member_tests.rs"]
mod tests;
