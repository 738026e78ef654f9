//! Framing, one archive a case. tests/it/archives has the whole corpus; here is what names the reason.

use std::io::Write as _;

use super::*;

/// One tar entry with its check sum, content and padding; `change` edits the header first.
pub(crate) fn entry(name: &str, kind: u8, content: &[u8], change: impl FnOnce(&mut [u8; BLOCK])) -> Vec<u8> {
    let mut block = [0; BLOCK];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[100..108].copy_from_slice(b"0000644\0");
    block[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
    block[156] = kind;
    block[257..265].copy_from_slice(b"ustar\x0000");
    change(&mut block);
    block[148..156].copy_from_slice(b"        ");
    let sum: u64 = block.iter().map(|byte| u64::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let padding = vec![0; (BLOCK - content.len() % BLOCK) % BLOCK];
    [&block[..], content, &padding].concat()
}

fn file(name: &str) -> Vec<u8> {
    entry(name, b'0', b"content", |_| ())
}

fn pax(records: &[u8]) -> Vec<u8> {
    entry("pax", b'x', records, |_| ())
}

pub(crate) fn gzip(tar: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(tar).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn archive(entries: &[Vec<u8>]) -> Vec<u8> {
    gzip(&[entries.concat(), vec![0; 2 * BLOCK]].concat())
}

fn paths(tar: &[u8]) -> Result<Vec<String>, String> {
    let mut seen = Vec::new();
    let read = read(tar, |header, _| {
        seen.push(header.path.clone());
        Ok(())
    });
    read.map(|()| seen).map_err(|error| error.to_string())
}

fn tar(entries: &[Vec<u8>]) -> Vec<u8> {
    [entries.concat(), vec![0; 2 * BLOCK]].concat()
}

fn refuses(entries: &[Vec<u8>], words: &str) {
    let error = paths(&tar(entries)).unwrap_err();
    assert!(error.contains(words), "{error:?} does not say {words:?}");
}

#[test]
fn long_names_come_in_three_ways() {
    let prefixed = entry("x", b'0', b"", |block| block[345..349].copy_from_slice(b"long"));
    let (named, gnu) = (pax(b"12 path=p/q\n"), entry("././@LongLink", b'L', b"g/h\0", |_| ()));
    let entries = [file("a"), entry("d/", b'5', b"", |_| ()), prefixed, named, file("short"), gnu, file("short")];
    assert_eq!(paths(&tar(&entries)).unwrap(), ["a", "d", "long/x", "p/q", "g/h"]);
    assert_eq!(paths(&[file("a"), vec![0; 20 * BLOCK]].concat()).unwrap(), ["a"]);
}

#[test]
fn what_is_no_file_is_named() {
    for kind in [b'1', b'2'] {
        refuses(&[entry("a", kind, b"", |block| block[157] = b'b')], "a, which is a link");
    }
    for kind in [b'3', b'4', b'6', b'7', b'S', b'M', b'V', b'K', b'X', b'Z'] {
        refuses(&[entry("a", kind, b"", |_| ())], &format!("tar's type {:?}", char::from(kind)));
    }
}

#[test]
fn a_reason_is_given_for_what_can_be_read_in_two_ways() {
    refuses(&[pax(b"10 size=0\n"), file("a")], "a key or a value");
    refuses(&[pax(b"10 path=a\n10 path=b\n"), file("c")], "a key twice");
    refuses(&[pax(b"10 path=a\n"), pax(b"10 path=b\n"), file("c")], "two headers");
    refuses(&[file("a"), pax(b"10 path=a\n")], "not there");
    for broken in [&b"99 path=a\n"[..], b"path=a\n", b"10 path=a", b"-1 path=a\n", b"10 path a\n", b"+10 path=a\n"] {
        refuses(&[pax(broken), file("a")], "PAX record");
    }
    refuses(&[entry("a", b'0', b"", |block| block[50] = b'x')], "after a NUL");
}

#[test]
fn nothing_may_follow_or_be_cut() {
    let cut = |bytes: Vec<u8>, words: &str| assert!(paths(&bytes).unwrap_err().contains(words), "{words}");
    cut([file("a"), vec![0; 2 * BLOCK], file("b")].concat(), "follows its end");
    cut([file("a"), vec![0; BLOCK], file("b")].concat(), "one zero block");
    cut(file("a"), "without two zero blocks");
    cut(file("a")[..BLOCK + 3].to_vec(), "ends inside");
    cut(file("a")[..BLOCK + 9].to_vec(), "ends inside");
    let mut padded = file("a");
    padded[BLOCK + 100] = 1;
    cut(padded, "padding");
    let mut sum = file("a");
    sum[0] = b'b';
    cut(sum, "check sum");
}
