//! The records of PAX headers (POSIX.1-2008, pax, "pax Header Block").
//!
//! Owns: which keys may stand there. Only `path` is used; the others that may stand there change neither what is read nor where
//! it goes: times, owners, extended attributes, comments.
//! Never does: skip a record that it does not understand; some reader does, and another one does not.
//! In: the content of a PAX header. Out: the path that it gives.

use std::collections::BTreeSet;

use super::Error;
use super::header::ambiguous;

/// Keys whose values are numbers of seconds.
const TIMES: [&[u8]; 4] = [b"mtime", b"atime", b"ctime", b"LIBARCHIVE.creationtime"];
/// Keys whose values are whole numbers.
const NUMBERS: [&[u8]; 5] = [b"uid", b"gid", b"SCHILY.dev", b"SCHILY.ino", b"SCHILY.nlink"];
/// Keys whose values are any text.
const TEXTS: [&[u8]; 4] = [b"comment", b"uname", b"gname", b"SCHILY.fflags"];
/// What keys of extended attributes and access lists begin with.
const ATTRIBUTES: [&[u8]; 4] = [b"SCHILY.xattr.", b"LIBARCHIVE.xattr.", b"SCHILY.acl.", b"RHT.security."];

/// The `path` of a PAX header for one entry, where it gives one.
pub(super) fn path(records: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let mut path = None;
    each(records, |key, value| match key {
        b"path" => {
            path = Some(value.to_vec());
            true
        }
        key if TIMES.contains(&key) => is_time(value),
        key if NUMBERS.contains(&key) => value.iter().all(u8::is_ascii_digit),
        key => TEXTS.contains(&key) || ATTRIBUTES.iter().any(|prefix| key.starts_with(prefix)),
    })?;
    Ok(path)
}

/// Accepts a PAX header for all entries that follow: it may hold comments, as those of `git archive` do.
pub(super) fn comments_only(records: &[u8]) -> Result<(), Error> {
    each(records, |key, _| key == b"comment")
}

/// Calls `accept` with each record; each key stands once, and something is in every value.
fn each<'a>(records: &'a [u8], mut accept: impl FnMut(&'a [u8], &'a [u8]) -> bool) -> Result<(), Error> {
    let (mut rest, mut keys) = (records, BTreeSet::new());
    if rest.is_empty() {
        return Err(ambiguous("a PAX header has no record"));
    }
    while !rest.is_empty() {
        let (key, value, after) = record(rest).ok_or_else(|| ambiguous("a PAX record is not valid"))?;
        if !keys.insert(key) {
            return Err(ambiguous("a PAX header gives a key twice"));
        }
        if !accept(key, value) {
            return Err(ambiguous("a PAX record has a key or a value that is not accepted"));
        }
        rest = after;
    }
    Ok(())
}

/// One `LENGTH KEY=VALUE\n`, and what follows it. There are readers that split at line feeds and ones that end at NULs, so
/// neither is inside.
fn record(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let space = bytes.iter().position(|byte| *byte == b' ')?;
    let digits = std::str::from_utf8(&bytes[..space]).ok()?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
        return None;
    }
    let length: usize = digits.parse().ok()?;
    let body = bytes.get(space + 1..length)?.strip_suffix(b"\n")?;
    let equals = body.iter().position(|byte| *byte == b'=')?;
    let (key, value) = (&body[..equals], &body[equals + 1..]);
    let is_plain = !key.is_empty() && !value.is_empty() && !body.iter().any(|byte| matches!(byte, 0 | b'\n'));
    is_plain.then_some((key, value, &bytes[length..]))
}

/// Digits with a sign and a fraction where they have one.
fn is_time(value: &[u8]) -> bool {
    let value = value.strip_prefix(b"-").unwrap_or(value);
    let mut parts = value.splitn(2, |byte| *byte == b'.');
    parts.all(|part| !part.is_empty() && part.len() <= 19 && part.iter().all(u8::is_ascii_digit))
}
