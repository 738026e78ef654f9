//! One tar header, field by field.
//!
//! Owns: what each field may hold in the three formats that are read: ustar (POSIX, also below PAX), GNU, and the old one (v7).
//! Never does: choose between two readings. A field that readers would take for different things is refused, also where its
//! value is not used here: a reader that fails on an owner's number sees another archive than one that ignores it.
//! In: 512 bytes. Out: [`Fields`].

use super::Error;
use super::error::shown;

/// The size of a header and of everything that is padded, bytes.
pub(super) const BLOCK: usize = 512;

/// What a header stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// PAX records for the next entry.
    Pax,
    /// PAX records for all that follow.
    GlobalPax,
    /// GNU: the name of the next entry.
    LongName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Old,
    Ustar,
    Gnu,
}

/// What a header says, each field checked by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) kind: Kind,
    /// The path where nothing longer stands before the header; not checked.
    pub(super) name: Vec<u8>,
    pub(super) length: u64,
    pub(super) executable: bool,
    /// Of the old format, which knows no longer names.
    pub(super) is_old: bool,
}

impl Fields {
    /// Reads one header that is not all zeros.
    pub(super) fn parse(block: &[u8; BLOCK]) -> Result<Self, Error> {
        check_sum(block)?;
        let format = format(block)?;
        for (field, what) in [
            (&block[108..116], "the owner's number in a header is not a number"),
            (&block[116..124], "the group's number in a header is not a number"),
            (&block[136..148], "the time in a header is not a number"),
            (&block[329..337], "the device number in a header is not a number"),
            (&block[337..345], "the device number in a header is not a number"),
        ] {
            unused_number(field, what)?;
        }
        let length = size(&block[124..136])?;
        let name = name(block, format)?;
        let (kind, name) = kind(block, format, name, length)?;
        if matches!(kind, Kind::File | Kind::Folder) && block[157..257].iter().any(|byte| *byte != 0) {
            return Err(ambiguous("an entry that is no link has a link name"));
        }
        let mode = octal(&block[100..108]).ok_or_else(|| malformed("the mode in a header is not an octal number"))?;
        Ok(Self { kind, name, length, executable: mode & 0o100 != 0, is_old: format == Format::Old })
    }
}

fn check_sum(block: &[u8; BLOCK]) -> Result<(), Error> {
    let expected = octal(&block[148..156]).ok_or_else(|| malformed("the check sum of a header is not an octal number"))?;
    let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
    // The field itself counts as eight spaces.
    let seen = sum(&block[..148]) + sum(&block[156..]) + 8 * u64::from(b' ');
    if seen == expected { Ok(()) } else { Err(malformed("a header has a wrong check sum")) }
}

fn format(block: &[u8; BLOCK]) -> Result<Format, Error> {
    let zeros = |range: std::ops::Range<usize>| block[range].iter().all(|byte| *byte == 0);
    match &block[257..265] {
        b"ustar\x0000" if zeros(500..BLOCK) => Ok(Format::Ustar),
        // Where GNU has times and offsets of incremental dumps, other readers see the beginning of a path.
        b"ustar  \0" if zeros(345..BLOCK) => Ok(Format::Gnu),
        [0, 0, 0, 0, 0, 0, 0, 0] if zeros(265..BLOCK) => Ok(Format::Old),
        b"ustar\x0000" | b"ustar  \0" | [0, 0, 0, 0, 0, 0, 0, 0] => {
            Err(ambiguous("a header has something in a place that its format does not use"))
        }
        _ => Err(malformed("a header is of no known format")),
    }
}

fn name(block: &[u8; BLOCK], format: Format) -> Result<Vec<u8>, Error> {
    let name = text(&block[..100])?;
    let prefix = if format == Format::Ustar { text(&block[345..500])? } else { &[] };
    match (prefix, name) {
        ([], name) => Ok(name.to_vec()),
        (_, []) => Err(ambiguous("a header has the first part of a path and no name")),
        (prefix, name) => Ok([prefix, b"/", name].concat()),
    }
}

/// The text of a field: up to the first NUL, after which there must be nothing else.
fn text(field: &[u8]) -> Result<&[u8], Error> {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    let (text, rest) = field.split_at(end);
    if rest.iter().all(|byte| *byte == 0) { Ok(text) } else { Err(ambiguous("a name in a header goes on after a NUL")) }
}

/// The kind, and the name without the slash that makes it a folder in the old format.
fn kind(block: &[u8; BLOCK], format: Format, mut name: Vec<u8>, length: u64) -> Result<(Kind, Vec<u8>), Error> {
    let is_slashed = name.ends_with(b"/");
    let kind = match (block[156], format) {
        (0, Format::Old) if is_slashed => {
            name.pop();
            Kind::Folder
        }
        (0, _) if is_slashed => return Err(ambiguous("an entry is a folder by its name and a file by its type")),
        (b'0' | 0, _) => Kind::File,
        (b'5', _) => Kind::Folder,
        (b'x', Format::Ustar) => Kind::Pax,
        (b'g', Format::Ustar) => Kind::GlobalPax,
        (b'L', Format::Ustar | Format::Gnu) => Kind::LongName,
        (b'x' | b'g' | b'L', _) => return Err(ambiguous("a header that extends others is not of the format that has it")),
        (b'1' | b'2', _) => return Err(Error::Link { path: shown(&name) }),
        (other, _) => {
            let kind = format!("{:?}", char::from(other));
            return Err(Error::Kind { path: shown(&name), kind });
        }
    };
    if kind == Kind::Folder && length != 0 {
        return Err(ambiguous("a folder has content"));
    }
    Ok((kind, name))
}

/// Octal digits after spaces, then NULs or spaces only.
fn octal(field: &[u8]) -> Option<u64> {
    let start = field.iter().position(|byte| *byte != b' ')?;
    let field = &field[start..];
    let end = field.iter().position(|byte| matches!(byte, 0 | b' ')).unwrap_or(field.len());
    let (digits, rest) = field.split_at(end);
    let is_plain = !digits.is_empty() && rest.iter().all(|byte| matches!(byte, 0 | b' '));
    let digit = |value: u64, byte: &u8| matches!(byte, b'0'..=b'7').then(|| value * 8 + u64::from(byte - b'0'));
    // Twelve digits have 36 bits.
    is_plain.then(|| digits.iter().try_fold(0, digit)).flatten()
}

/// A size: octal, or (GNU) a positive big-endian number after a first byte 0x80.
fn size(field: &[u8]) -> Result<u64, Error> {
    let [0x80, 0, 0, 0, number @ ..] = field else {
        return octal(field).ok_or_else(|| malformed("the size in a header is not an octal number"));
    };
    Ok(number.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// A number that is not used: what every reader can parse, or nothing at all.
fn unused_number(field: &[u8], what: &'static str) -> Result<(), Error> {
    let is_blank = field.iter().all(|byte| *byte == 0);
    let is_base_256 = matches!(field[0], 0x80 | 0xff);
    if is_blank || is_base_256 || octal(field).is_some() { Ok(()) } else { Err(malformed(what)) }
}

pub(super) fn malformed(reason: &'static str) -> Error {
    Error::Malformed { reason }
}

pub(super) fn ambiguous(reason: &'static str) -> Error {
    Error::Ambiguous { reason }
}
