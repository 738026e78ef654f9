//! The two ways to inflate a member say the same, also of members that end twice.

use super::super::entries::tests::{entry, gzip};
use super::super::header::BLOCK;
use super::*;

fn tar(content: &[u8]) -> Vec<u8> {
    [entry("a", b'0', content, |_| ()), vec![0; 2 * BLOCK]].concat()
}

/// What both ways say of `archive`, at most `most` bytes of it.
fn both(archive: &[u8], most: usize) -> Result<Vec<u8>, String> {
    let member = Member::parse(archive).map_err(|error| error.to_string())?;
    let mut scratch = Scratch { inflater: Decompressor::new(), buffer: Vec::new() };
    let whole = scratch.inflate(&member, most).map(<[u8]>::to_vec).map_err(|error| error.to_string());
    let mut pieces = Vec::new();
    let read = Pieces::of(member, most as u64).read_to_end(&mut pieces);
    // Not with `assert_eq`, which would print all of both.
    assert!(whole == read.map(|_| pieces).map_err(|error| failed(error).to_string()));
    whole
}

#[test]
fn both_ways_read_to_the_last_byte() {
    let lines: String = (0..20_000).map(|line| format!("line {}\n", line * line)).collect();
    let tar = tar(lines.as_bytes());
    let good = gzip(&tar);
    assert!(both(&good, 1 << 20).unwrap() == tar && both(&good, tar.len()).unwrap() == tar);
    assert!(both(&good, tar.len() - 1).unwrap_err().contains("inflates to more"));
    for end in [0, 1, 9, 17, 18, good.len() / 2, good.len() - 9, good.len() - 1] {
        assert!(both(&good[..end], 1 << 20).is_err(), "{end}");
    }
    for position in [good.len() / 2, good.len() - 8, good.len() - 1] {
        let mut broken = good.clone();
        broken[position] ^= 1;
        assert!(both(&broken, 1 << 20).unwrap_err().contains("damaged"), "{position}");
    }
}

#[test]
fn both_ways_refuse_what_follows_also_when_it_ends_like_the_member() {
    let good = gzip(&tar(b"x"));
    let trailer = &good[good.len() - 8..];
    let follows = [&[0][..], b"garbage!", &good, trailer, &[b"hidden", trailer].concat(), &trailer[4..]];
    for (number, more) in follows.into_iter().enumerate() {
        let reason = both(&[&good, more].concat(), 1 << 20).unwrap_err();
        assert!(reason.contains("something follows"), "{number}: {reason}");
    }
    // What follows is before the trailer: the member ends, and then comes something, and then a right trailer once more.
    let between = [&good[..good.len() - 8], trailer, b"hidden", trailer].concat();
    assert!(both(&between, 1 << 20).unwrap_err().contains("something follows"));
    let unfinished = [&good[..good.len() - 8], b"junk", trailer].concat();
    assert!(both(&unfinished, 1 << 20).unwrap_err().contains("something follows"));
}

/// The length of the content stands in the compressed data too: the slow proof is asked, and it is content.
#[test]
fn a_length_inside_the_data_is_no_second_end() {
    let length = u32::try_from(tar(&[0; 64]).len()).unwrap().to_le_bytes();
    let tar = tar(&[&length[..], &[7; 60]].concat());
    let mut stored = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    std::io::Write::write_all(&mut stored, &tar).unwrap();
    let archive = stored.finish().unwrap();
    assert!(!Member::parse(&archive).unwrap().ends_where_its_length_is());
    assert_eq!(both(&archive, 1 << 20).unwrap(), tar);
}

#[test]
fn header_flags_are_read_by_the_letter() {
    let good = gzip(&tar(b"x"));
    let with = |flags: u8, fields: &[u8]| {
        let mut archive = [&good[..10], fields, &good[10..]].concat();
        archive[3] = flags;
        both(&archive, 1 << 20)
    };
    assert!(with(1, b"").is_ok(), "text");
    assert!(with(FLAG_NAME, b"a.tar\0").is_ok());
    assert!(with(FLAG_EXTRA | FLAG_NAME | FLAG_COMMENT, b"\x02\0xyname\0comment\0").is_ok());
    assert!(with(FLAG_EXTRA, b"\xff\xff").is_err());
    for flags in [FLAG_CRC, 1 << 5, 1 << 6, 1 << 7] {
        assert!(with(flags, b"\0\0").is_err(), "{flags}");
    }
    assert!(both(b"PK\x03\x04", 9).is_err() && both(&[&b"\x1f\x8b\x07"[..], &good[3..]].concat(), 9).is_err());
}
