//! The entries of a gzip-compressed tar archive, read strictly.
//!
//! Owns: framing: one gzip member with its check sums, tar headers with theirs, two zero blocks, then nothing but zeros.
//! Never does: choose between two readings. Where tar readers are known to differ (PAX against header, links, sparse files,
//! what follows the end) the archive is refused. Long names come in ustar prefixes or a PAX `path`.
//! In: verified bytes. Out: [`Header`]s, and the content of each through a callback.

use std::io::{self, Read};

use flate2::bufread::GzDecoder;

use super::Error;
use super::error::malformed;
use super::path::{checked, refused};
use crate::limits;

const BLOCK: usize = 512;
/// Longest PAX header: a path of the longest kind with room for `mtime` and the like.
const PAX_BYTES: u64 = 8 << 10;
/// Most zeros after the end: what GNU tar's largest usual record adds.
const PADDING_BYTES: u64 = 64 << 10;

/// One file or folder of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) path: String,
    pub(super) is_file: bool,
    pub(super) executable: bool,
    pub(super) length: u64,
}

/// Reads all entries in order; `each` gets every header with a reader of exactly its content.
pub(super) fn read(bytes: &[u8], mut each: impl FnMut(&Header, &mut dyn Read) -> Result<(), Error>) -> Result<(), Error> {
    let mut tar = GzDecoder::new(bytes);
    let (mut path, mut entries) = (None, 0);
    loop {
        let block = block(&mut tar)?;
        if block.iter().all(|byte| *byte == 0) {
            break;
        }
        entries += 1;
        if entries > limits::ARCHIVE_ENTRIES {
            return Err(Error::Limit { what: "entries", limit: limits::ARCHIVE_ENTRIES });
        }
        check_sum(&block)?;
        let length = octal(&block[124..136], "size")?;
        if block[156] == b'x' {
            if path.replace(pax_path(&mut tar, length)?).is_some() {
                return Err(malformed("two PAX headers for one entry"));
            }
            continue;
        }
        let header = header(&block, length, path.take().flatten())?;
        let mut content = (&mut tar).take(header.length);
        each(&header, &mut content)?;
        io::copy(&mut content, &mut io::sink()).map_err(|error| malformed(error.to_string()))?;
        padding(&mut tar, header.length)?;
    }
    if path.is_some() {
        return Err(malformed("a PAX header without an entry"));
    }
    end(tar)
}

fn block(tar: &mut impl Read) -> Result<[u8; BLOCK], Error> {
    let mut block = [0; BLOCK];
    tar.read_exact(&mut block).map_err(|error| malformed(format!("a block cannot be read: {error}")))?;
    Ok(block)
}

fn padding(tar: &mut impl Read, length: u64) -> Result<(), Error> {
    let rest = (BLOCK as u64 - length % BLOCK as u64) % BLOCK as u64;
    let copied = io::copy(&mut tar.take(rest), &mut io::sink()).map_err(|error| malformed(error.to_string()))?;
    if copied == rest { Ok(()) } else { Err(malformed("it ends inside an entry")) }
}

fn end(mut tar: GzDecoder<&[u8]>) -> Result<(), Error> {
    if block(&mut tar)?.iter().any(|byte| *byte != 0) {
        return Err(malformed("it ends with one zero block instead of two"));
    }
    let mut rest = Vec::new();
    // Reading to the end also checks the gzip trailer.
    (&mut tar).take(PADDING_BYTES + 1).read_to_end(&mut rest).map_err(|error| malformed(error.to_string()))?;
    if rest.len() as u64 > PADDING_BYTES || rest.iter().any(|byte| *byte != 0) {
        return Err(malformed("something follows its end"));
    }
    if tar.into_inner().is_empty() { Ok(()) } else { Err(malformed("something follows the compressed data")) }
}

fn check_sum(block: &[u8; BLOCK]) -> Result<(), Error> {
    let expected = octal(&block[148..156], "check sum")?;
    let blank = |(index, byte): (usize, &u8)| if (148..156).contains(&index) { 32 } else { u64::from(*byte) };
    let seen: u64 = block.iter().enumerate().map(blank).sum();
    if seen == expected { Ok(()) } else { Err(malformed("a header has a wrong check sum")) }
}

/// Octal digits, then NULs or spaces only. No signs, no base-256.
fn octal(field: &[u8], what: &str) -> Result<u64, Error> {
    let end = field.iter().position(|byte| matches!(byte, 0 | b' ')).unwrap_or(field.len());
    let (digits, rest) = field.split_at(end);
    let digit = |value: u64, byte: &u8| matches!(byte, b'0'..=b'7').then(|| value * 8 + u64::from(byte - b'0'));
    let plain_end = rest.iter().all(|byte| matches!(byte, 0 | b' '));
    let value = (!digits.is_empty() && plain_end).then(|| digits.iter().try_fold(0, digit)).flatten();
    value.ok_or_else(|| malformed(format!("the {what} of a header is not octal")))
}

/// The text of a field: up to the first NUL, after which there must be nothing else.
fn text<'a>(field: &'a [u8], what: &str) -> Result<&'a [u8], Error> {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    let (text, rest) = field.split_at(end);
    if rest.iter().all(|byte| *byte == 0) {
        Ok(text)
    } else {
        Err(malformed(format!("the {what} of a header has a NUL inside")))
    }
}

fn header(block: &[u8; BLOCK], length: u64, pax: Option<Vec<u8>>) -> Result<Header, Error> {
    if &block[257..263] != b"ustar\0" || &block[263..265] != b"00" {
        return Err(malformed("a header is not of the ustar format"));
    }
    let name = text(&block[0..100], "name")?;
    let prefix = text(&block[345..500], "prefix")?;
    let in_header = if prefix.is_empty() { name.to_vec() } else { [prefix, b"/", name].concat() };
    let raw = pax.unwrap_or(in_header);
    let shown = || String::from_utf8_lossy(&raw).into_owned();
    let is_file = match block[156] {
        b'0' | 0 => true,
        b'5' => false,
        b'1' | b'2' => return Err(refused(&shown(), "it is a link")),
        _ => return Err(refused(&shown(), "it is neither a file nor a folder")),
    };
    let path = checked(&raw, !is_file)?.to_owned();
    if text(&block[157..257], "link name").map_or(true, |link| !link.is_empty()) {
        return Err(refused(&path, "it has a link name"));
    }
    if !is_file && length != 0 {
        return Err(refused(&path, "it is a folder with content"));
    }
    Ok(Header { path, is_file, executable: octal(&block[100..108], "mode")? & 0o100 != 0, length })
}

/// The `path` of a PAX header. Only records that change neither what is read nor where it goes may stand beside it.
fn pax_path(tar: &mut impl Read, length: u64) -> Result<Option<Vec<u8>>, Error> {
    if length > PAX_BYTES {
        return Err(Error::Limit { what: "bytes in a PAX header", limit: PAX_BYTES });
    }
    let mut records = Vec::new();
    tar.take(length).read_to_end(&mut records).map_err(|error| malformed(error.to_string()))?;
    padding(tar, length)?;
    let (mut rest, mut path) = (records.as_slice(), None);
    while !rest.is_empty() {
        let (record, after) = pax_record(rest).ok_or_else(|| malformed("a PAX record is not valid"))?;
        match record {
            (b"path", value) if path.is_none() => path = Some(value.to_vec()),
            (b"path", _) => return Err(malformed("a PAX header gives two paths")),
            (b"mtime" | b"atime" | b"ctime" | b"comment", _) => {}
            (key, _) => return Err(malformed(format!("a PAX header has the key {:?}", String::from_utf8_lossy(key)))),
        }
        rest = after;
    }
    Ok(path)
}

type Record<'a> = (&'a [u8], &'a [u8]);

/// One `LENGTH KEY=VALUE\n`, and what follows it.
fn pax_record(bytes: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let space = bytes.iter().position(|byte| *byte == b' ')?;
    let digits = bytes[..space].iter().all(u8::is_ascii_digit).then(|| std::str::from_utf8(&bytes[..space]).ok())??;
    let length: usize = digits.parse().ok()?;
    let body = bytes.get(space + 1..length)?.strip_suffix(b"\n")?;
    let equals = body.iter().position(|byte| *byte == b'=')?;
    let value = &body[equals + 1..];
    (!value.is_empty() && !value.contains(&0)).then_some(((&body[..equals], value), &bytes[length..]))
}

#[cfg(test)]
#[path = "entries_tests.rs"]
pub(crate) mod tests;
