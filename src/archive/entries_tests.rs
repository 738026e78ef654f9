//! Hostile framing, one archive a case. Each case differs from an archive that is read in one place only.

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

fn paths(bytes: &[u8]) -> Result<Vec<String>, String> {
    let mut seen = Vec::new();
    let read = read(bytes, |header, _| {
        seen.push(header.path.clone());
        Ok(())
    });
    read.map(|()| seen).map_err(|error| error.to_string())
}

fn refuses(bytes: &[u8], words: &str) {
    let error = paths(bytes).unwrap_err();
    assert!(error.contains(words), "{error:?} does not say {words:?}");
}

#[test]
fn what_is_plain_is_read() {
    let prefixed = entry("x", b'0', b"", |block| block[345..349].copy_from_slice(b"long"));
    let named = pax(b"13 path=p/q\n\n");
    assert!(paths(&archive(&[named, file("short")])).is_err(), "the value holds a line feed");
    let named = pax(b"12 path=p/q\n");
    let entries = [file("a"), entry("d/", b'5', b"", |_| ()), prefixed, named, file("short")];
    assert_eq!(paths(&archive(&entries)).unwrap(), ["a", "d", "long/x", "p/q"]);
    let padded = gzip(&[file("a"), vec![0; 20 * BLOCK]].concat());
    assert_eq!(paths(&padded).unwrap(), ["a"]);
}

#[test]
fn links_and_special_files_are_refused() {
    for kind in [b'1', b'2'] {
        refuses(&archive(&[entry("a", kind, b"", |block| block[157] = b'b')]), "it is a link");
    }
    for kind in [b'3', b'4', b'6', b'7', b'S', b'M', b'V', b'L', b'K', b'g', b'Z'] {
        refuses(&archive(&[entry("a", kind, b"", |_| ())]), "neither a file nor a folder");
    }
    refuses(&archive(&[entry("a", b'0', b"", |block| block[157] = b'b')]), "link name");
    refuses(&archive(&[entry("a", b'5', b"x", |_| ())]), "folder with content");
}

#[test]
fn readings_on_which_tools_differ_are_refused() {
    refuses(&archive(&[pax(b"10 size=0\n"), file("a")]), "\"size\"");
    refuses(&archive(&[pax(b"18 GNU.sparse.x=1\n"), file("a")]), "PAX");
    refuses(&archive(&[pax(b"10 path=a\n10 path=b\n"), file("c")]), "two paths");
    refuses(&archive(&[pax(b"10 path=a\n"), pax(b"10 path=b\n"), file("c")]), "two PAX headers");
    refuses(&archive(&[file("a"), pax(b"10 path=a\n")]), "without an entry");
    for broken in [&b"99 path=a\n"[..], b"path=a\n", b"10 path=a", b"-1 path=a\n", b"10 path a\n", b"+10 path=a\n"] {
        refuses(&archive(&[pax(broken), file("a")]), "PAX record");
    }
    refuses(&archive(&[entry("a", b'0', b"", |block| block[124] = 0x80)]), "octal");
    refuses(&archive(&[entry("a", b'0', b"", |block| block[257..265].fill(0))]), "ustar");
    refuses(&archive(&[entry("a", b'0', b"", |block| block[50] = b'x')]), "NUL inside");
}

#[test]
fn nothing_may_follow_or_be_cut() {
    let good = archive(&[file("a")]);
    refuses(&[good.clone(), vec![0]].concat(), "follows the compressed data");
    refuses(&[good.clone(), good.clone()].concat(), "follows the compressed data");
    refuses(&gzip(&[file("a"), vec![0; 2 * BLOCK], file("b")].concat()), "follows its end");
    refuses(&gzip(&[file("a"), vec![0; BLOCK], file("b")].concat()), "one zero block");
    refuses(&gzip(&file("a")), "block");
    refuses(&gzip(&file("a")[..BLOCK + 3]), "ends inside");
    let mut broken = good.clone();
    let trailer = broken.len() - 8;
    broken[trailer] ^= 1;
    assert!(paths(&broken).is_err());
    assert!(paths(&good[..good.len() - 1]).is_err());
    let mut sum = file("a");
    sum[0] = b'b';
    refuses(&archive(&[sum]), "check sum");
    assert!(paths(b"").is_err() && paths(b"PK\x03\x04").is_err());
}
