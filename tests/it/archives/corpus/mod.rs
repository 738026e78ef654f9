//! The corpus: archives made byte by byte, each with what has to become of it.
//!
//! Owns: the table of cases, by class of attack (research: reliability 1.1). Never does: run anything.
//! Also compiled into xtask, which asks other readers about the same archives.
//! In: the absolute path of a folder that attacks aim at. Out: [`Case`]s.
#![allow(
    clippy::large_stack_arrays,
    clippy::explicit_auto_deref,
    clippy::range_plus_one,
    clippy::semicolon_if_nothing_returned,
    clippy::too_many_lines,
    reason = "tables of bytes, written as tables"
)]

mod controls;
mod gzip;
mod headers;
mod kinds;
mod links;
mod paths;
mod pax;
pub(crate) mod random;
pub(crate) mod raw;
mod sizes;

use self::raw::{Entry, archive};

/// One archive.
pub(crate) struct Case {
    pub(crate) class: &'static str,
    pub(crate) name: String,
    pub(crate) archive: Vec<u8>,
    pub(crate) expected: Expected,
    /// Number and total size of its files as signed, where that is what it is about.
    pub(crate) signed: Option<(u64, u64)>,
}

/// What has to become of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    /// It unpacks to these files, whatever their order.
    Accepted(Vec<File>),
    /// It is refused with this code, and nothing is written.
    Refused(&'static str),
}

/// One file that an accepted archive unpacks to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) executable: bool,
    pub(crate) content: Vec<u8>,
}

/// Malformed tar.
const MALFORMED: &str = "RP5204";
/// A path that no plugin may have.
const PATH: &str = "RP5205";
/// Over a limit.
const LIMIT: &str = "RP5206";
/// Another size than signed.
const EXTENT: &str = "RP5209";
/// Not one whole gzip member.
const GZIP: &str = "RP5210";
/// A link.
const LINK: &str = "RP5211";
/// Neither file nor folder.
const KIND: &str = "RP5212";
/// More than one reading.
const AMBIGUOUS: &str = "RP5213";
/// One name for two files.
const COLLISION: &str = "RP5214";

/// All cases. Attacks with absolute paths aim below `outside`; those with relative ones at `../../canary`.
pub(crate) fn all(outside: &str) -> Vec<Case> {
    let mut cases = Cases { class: "", cases: Vec::new() };
    controls::add(&mut cases);
    paths::add(&mut cases, outside);
    links::add(&mut cases, outside);
    kinds::add(&mut cases);
    headers::add(&mut cases);
    pax::add(&mut cases, outside);
    gzip::add(&mut cases);
    sizes::add(&mut cases);
    cases.cases
}

/// The table while it is written.
struct Cases {
    class: &'static str,
    cases: Vec<Case>,
}

impl Cases {
    fn class(&mut self, class: &'static str) {
        self.class = class;
    }

    fn bytes(&mut self, name: impl Into<String>, archive: Vec<u8>, expected: Expected) -> &mut Case {
        let (class, name) = (self.class, name.into());
        assert!(self.cases.iter().all(|case| (case.class, &case.name) != (class, &name)), "{class}: {name} stands twice");
        self.cases.push(Case { class, name, archive, expected, signed: None });
        self.cases.last_mut().expect("one was just added")
    }

    /// An archive of these entries, and two harmless ones around them, that is refused.
    fn refused(&mut self, name: impl Into<String>, code: &'static str, entries: &[Entry]) {
        let around = [&[raw::file("first.txt")], entries, &[raw::file("last.txt")]].concat();
        self.bytes(name, archive(&around), Expected::Refused(code));
    }

    /// A tar stream that is refused.
    fn stream(&mut self, name: impl Into<String>, code: &'static str, tar: &[u8]) {
        self.bytes(name, raw::gzip(tar), Expected::Refused(code));
    }

    /// An archive of these entries that unpacks to these paths, each with the usual content.
    fn accepted(&mut self, name: impl Into<String>, entries: &[Entry], paths: &[&str]) {
        let files = paths.iter().map(|path| usual(path)).collect();
        self.bytes(name, archive(entries), Expected::Accepted(files));
    }
}

/// A file with the content that [`raw::file`] gives.
fn usual(path: &str) -> File {
    File { path: path.to_owned(), executable: false, content: b"content\n".to_vec() }
}
