//! Any bytes in gzip framing: as they are, and as flags, header fields, a deflate stream and what follows, with check sums put right.
#![no_main]

use std::io::Read as _;

use flate2::Crc;
use libfuzzer_sys::fuzz_target;
use ragnos_plugin::archive::{gzip, inspect};

const LIMIT: u64 = 1 << 16;

/// What `decompress` gives is what another reader gives, and no more than was allowed.
fn agree(bytes: &[u8]) {
    if let Ok(content) = gzip::decompress(bytes, LIMIT) {
        assert!(content.len() as u64 <= LIMIT);
        let mut whole = Vec::new();
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut whole).expect("accepted");
        assert_eq!(content, whole);
    }
    // An archive is one member and nothing else.
    if inspect(bytes).is_ok() {
        let (mut one, mut all) = (Vec::new(), Vec::new());
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut one).expect("accepted");
        flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut all).expect("accepted");
        assert_eq!(one, all);
    }
}

fuzz_target!(|bytes: &[u8]| {
    agree(bytes);
    let [flags, fields, rest @ ..] = bytes else { return };
    let (fields, deflated) = rest.split_at(usize::from(*fields).min(rest.len()));
    let mut content = Vec::new();
    let mut inflater = flate2::bufread::DeflateDecoder::new(deflated);
    if (&mut inflater).take(LIMIT + 2).read_to_end(&mut content).is_err() {
        return;
    }
    let used = usize::try_from(inflater.total_in()).expect("it was in memory").min(deflated.len());
    let mut crc = Crc::new();
    crc.update(&content);
    let (sum, size) = (crc.sum().to_le_bytes(), crc.amount().to_le_bytes());
    let header = [0x1f, 0x8b, 8, *flags, 0, 0, 0, 0, 0, 255];
    agree(&[&header, fields, &deflated[..used], &sum, &size, &deflated[used..]].concat());
    if let Ok(packed) = gzip::compress(&content) {
        assert_eq!(gzip::decompress(&packed, LIMIT + 2).expect("our own"), content);
    }
});
