//! What is around the compressed data, behind it, or wrong in it.

use super::raw::{deflate, file, gzip, member, tar, trailer};
use super::{Cases, Expected, GZIP};

pub(super) fn add(cases: &mut Cases) {
    let tar = tar(&[file("a"), file("b")]);
    let (good, other) = (gzip(&tar), gzip(&super::raw::tar(&[file("hidden")])));
    let end = good.len() - 8;
    let mut refused = |class, name: &str, bytes: Vec<u8>| {
        cases.class(class);
        cases.bytes(name, bytes, Expected::Refused(GZIP));
    };
    for (name, bytes) in [
        ("nothing", Vec::new()),
        ("plain-tar", tar.clone()),
        ("zip", b"PK\x03\x04\x14\0\0\0\x08\0".repeat(9)),
        ("xz", b"\xfd7zXZ\0\0\x04".repeat(9)),
        ("zstandard", b"\x28\xb5\x2f\xfd\0\0".repeat(9)),
        ("bzip2", b"BZh91AY&SY".repeat(9)),
        ("compress", b"\x1f\x9d\x90".repeat(9)),
        ("zlib", [&b"\x78\x9c"[..], &deflate(&tar)].concat()),
        ("first-byte-only", vec![0x1f]),
        ("zero-first", [&[0], &good[..]].concat()),
        ("method-0", [&good[..2], &[0], &good[3..]].concat()),
        ("reserved-flag-5", member(1 << 5, b"", &tar)),
        ("reserved-flag-7", member(1 << 7, b"", &tar)),
        ("header-sum", member(1 << 1, b"\x12\x34", &tar)),
        ("name-without-end", [&good[..3], &[8], &good[4..10], &b"n".repeat(40)].concat()),
        ("extra-beyond-the-end", member(1 << 2, b"\xff\xff", &tar)),
        ("cut-in-the-header", good[..7].to_vec()),
        ("header-only", good[..10].to_vec()),
    ] {
        refused("gzip header", name, bytes);
    }
    let cut_data = [&good[..end - 5], &good[end..]].concat();
    let stored = |data: &[u8], content: &[u8]| [&good[..10], data, &trailer(content)].concat();
    for (name, bytes) in [
        ("cut-in-the-data", good[..good.len() / 2].to_vec()),
        ("cut-before-the-trailer", good[..end].to_vec()),
        ("cut-in-the-trailer", good[..end + 5].to_vec()),
        ("data-missing-before-the-trailer", cut_data),
        ("wrong-sum", flipped(&good, end)),
        ("wrong-length", flipped(&good, end + 4)),
        ("wrong-length-high-byte", flipped(&good, end + 7)),
        ("flipped-bit", flipped(&good, end / 2)),
        ("reserved-block-type", stored(&[0x07], b"")),
        ("stored-length-not-repeated", stored(&[1, 4, 0, 4, 0, 1, 2, 3, 4], &[1, 2, 3, 4])),
        ("no-last-block", stored(&[0, 4, 0, 0xfb, 0xff, 1, 2, 3, 4], &[1, 2, 3, 4])),
        ("distance-before-the-beginning", stored(&[0x63, 0x00, 0x42, 0x00], b"\0\0\0")),
        ("nothing-inside", stored(&[], b"")),
    ] {
        refused("gzip data", name, bytes);
    }
    let hidden_end = [&good[..], b"hidden", &good[end..]].concat();
    for (name, bytes) in [
        ("second-member", [&good[..], &other].concat()),
        ("same-member-again", good.repeat(2)),
        ("empty-member", [&good[..], &gzip(b"")].concat()),
        ("after-an-empty-member", [&gzip(b"")[..], &good].concat()),
        ("tar-split-over-two", [gzip(&tar[..1024]), gzip(&tar[1024..])].concat()),
        ("end-in-a-second-member", [gzip(&tar[..2048]), gzip(&tar[2048..])].concat()),
        ("zero-byte", [&good[..], &[0]].concat()),
        ("zeros", [&good[..], &[0; 512]].concat()),
        ("text", [&good[..], b"hidden"].concat()),
        ("plain-tar", [&good[..], &tar].concat()),
        ("trailer-again", [&good[..], &good[end..]].concat()),
        ("text-and-trailer-again", hidden_end),
        ("length-again", [&good[..], &good[end + 4..]].concat()),
        ("text-before-the-trailer", [&good[..end], b"hidden", &good[end..]].concat()),
        ("half-a-member", [&good[..], &other[..20]].concat()),
    ] {
        refused("gzip trailing", name, bytes);
    }
}

fn flipped(bytes: &[u8], position: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[position] ^= 0x10;
    bytes
}
