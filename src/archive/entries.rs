//! The entries of a tar stream, read strictly.
//!
//! Owns: the order of headers, what extends which, content and padding, two zero blocks, then nothing but zeros.
//! Never does: skip what it does not know. Long names come in ustar prefixes, in a PAX `path` or in a GNU `L` header, never in
//! two of them at once.
//! In: a tar stream. Out: [`Header`]s, and the content of each through a callback.

use std::io::{BufRead, Read as _};

use super::header::{BLOCK, Fields, Kind, ambiguous, malformed};
use super::member::failed;
use super::path::checked;
use super::{Content, Error, pax};

use crate::limits;

/// One file or folder of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) path: String,
    pub(super) is_file: bool,
    pub(super) executable: bool,
    pub(super) length: u64,
}

/// A header that extends the next one.
enum Extension {
    /// Its `path`, where it has one.
    Pax(Option<Vec<u8>>),
    Gnu(Vec<u8>),
}

/// Reads all entries in order; `each` gets every header with a reader of exactly its content.
pub(super) fn read(
    tar: impl BufRead,
    mut each: impl FnMut(&Header, &mut Content<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let (mut tar, mut extension, mut entries) = (Stream(tar), None, 0);
    // True after a header that says something of what follows, and at the beginning.
    let mut wants_more = true;
    while let Some(block) = tar.header()? {
        entries += 1;
        if entries > limits::ARCHIVE_ENTRIES {
            return Err(Error::Limit { what: "entries", limit: limits::ARCHIVE_ENTRIES });
        }
        let fields = Fields::parse(&block)?;
        if extension.is_some() && !matches!(fields.kind, Kind::File | Kind::Folder) {
            return Err(ambiguous("two headers extend one entry"));
        }
        wants_more = !matches!(fields.kind, Kind::File | Kind::Folder);
        match fields.kind {
            Kind::Pax => extension = Some(Extension::Pax(pax::path(&tar.extension(fields.length, limits::PAX_BYTES)?)?)),
            Kind::GlobalPax => pax::comments_only(&tar.extension(fields.length, limits::PAX_BYTES)?)?,
            // One more for the NUL at its end.
            Kind::LongName => {
                let name = tar.extension(fields.length, limits::PATH_BYTES as u64 + 1)?;
                extension = Some(Extension::Gnu(long_name(name)?));
            }
            Kind::File | Kind::Folder => {
                let header = header(fields, extension.take())?;
                tar.content(header.length, |content| each(&header, content))?;
            }
        }
    }
    match (entries, wants_more) {
        (0, _) => Err(malformed("there is nothing in it")),
        (_, true) => Err(ambiguous("the last header extends an entry that is not there")),
        (_, false) => tar.end(),
    }
}

fn long_name(mut name: Vec<u8>) -> Result<Vec<u8>, Error> {
    if name.last() == Some(&0) {
        name.pop();
    }
    if name.contains(&0) { Err(ambiguous("a long name goes on after a NUL")) } else { Ok(name) }
}

fn header(fields: Fields, extension: Option<Extension>) -> Result<Header, Error> {
    if extension.is_some() && fields.is_old {
        return Err(ambiguous("an entry of the old format has a longer name before it"));
    }
    let raw = match extension {
        Some(Extension::Pax(Some(path)) | Extension::Gnu(path)) => path,
        Some(Extension::Pax(None)) | None => fields.name,
    };
    let is_file = fields.kind == Kind::File;
    let path = checked(&raw, !is_file)?.to_owned();
    if fields.length > limits::FILE_BYTES {
        return Err(Error::Limit { what: "bytes in one file", limit: limits::FILE_BYTES });
    }
    Ok(Header { path, is_file, executable: fields.executable, length: fields.length })
}

/// A tar stream at a boundary of blocks.
struct Stream<R>(R);

impl<R: BufRead> Stream<R> {
    /// The next header; `None` at the first zero block.
    fn header(&mut self) -> Result<Option<[u8; BLOCK]>, Error> {
        let block = self.block()?;
        Ok(block.iter().any(|byte| *byte != 0).then_some(block))
    }

    fn block(&mut self) -> Result<[u8; BLOCK], Error> {
        let mut block = [0; BLOCK];
        self.0.read_exact(&mut block).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => malformed("it ends without two zero blocks"),
            _ => failed(error),
        })?;
        Ok(block)
    }

    /// The content of a header that extends others.
    fn extension(&mut self, length: u64, limit: u64) -> Result<Vec<u8>, Error> {
        if length > limit {
            return Err(Error::Limit { what: "bytes in a header that extends another", limit });
        }
        let mut bytes = Vec::new();
        self.content(length, |content| content.read_to_end(&mut bytes).map(drop).map_err(failed))?;
        Ok(bytes)
    }

    /// Gives `take` a reader of the next `length` bytes, then reads what it left, and the padding.
    fn content(&mut self, length: u64, take: impl FnOnce(&mut Content<'_>) -> Result<(), Error>) -> Result<(), Error> {
        let mut content = (&mut self.0).take(length);
        take(&mut content)?;
        drain(&mut content, |_| true)?;
        if content.limit() != 0 {
            return Err(malformed("it ends inside an entry"));
        }
        let mut padding = (&mut self.0).take(length.next_multiple_of(BLOCK as u64) - length);
        if !drain(&mut padding, is_zero)? {
            return Err(malformed("the padding after an entry is not zero"));
        }
        if padding.limit() == 0 { Ok(()) } else { Err(malformed("it ends inside an entry")) }
    }

    /// After the first zero block: a second one, and then zeros.
    fn end(mut self) -> Result<(), Error> {
        if !is_zero(&self.block()?) {
            return Err(malformed("it ends with one zero block instead of two"));
        }
        let mut rest = (&mut self.0).take(limits::TAR_PADDING_BYTES + 1);
        if !drain(&mut rest, is_zero)? || rest.limit() == 0 {
            return Err(malformed("something follows its end"));
        }
        Ok(())
    }
}

/// Reads to the end; false when `accept` did not like what it saw.
fn drain(reader: &mut impl BufRead, accept: impl Fn(&[u8]) -> bool) -> Result<bool, Error> {
    let mut is_good = true;
    loop {
        let seen = reader.fill_buf().map_err(failed)?;
        let length = seen.len();
        if length == 0 {
            return Ok(is_good);
        }
        is_good &= accept(seen);
        reader.consume(length);
    }
}

fn is_zero(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == 0)
}

#[cfg(test)]
#[path = "entries_tests.rs"]
pub(crate) mod tests;
