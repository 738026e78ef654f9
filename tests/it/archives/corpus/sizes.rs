//! Bombs, and archives that are not as large as signed.

use super::raw::{Entry, body, file, folder, gzip, tar};
use super::{Cases, EXTENT, Expected, LIMIT, usual};

pub(super) fn add(cases: &mut Cases) {
    cases.class("signed size");
    let archive = gzip(&tar(&[file("a"), folder("d/"), file("d/b")]));
    let mut signed = |name: &str, archive: &[u8], signed, expected| {
        cases.bytes(name, archive.to_vec(), expected).signed = Some(signed);
    };
    signed("right", &archive, (2, 16), Expected::Accepted(vec![usual("a"), usual("d/b")]));
    for (name, numbers) in [
        ("one-byte-more", (2, 15)),
        ("one-byte-less", (2, 17)),
        ("one-file-more", (1, 16)),
        ("one-file-less", (3, 16)),
        ("nothing-signed", (0, 0)),
    ] {
        signed(name, &archive, numbers, Expected::Refused(EXTENT));
    }
    let zeros = |length: usize| gzip(&tar(&[Entry::new("zeros", b'0', vec![0; length])]));
    signed("bomb", &zeros(12 << 20), (1, 1000), Expected::Refused(EXTENT));
    signed(
        "bomb-that-the-header-denies",
        &gzip(&[file("a").bytes(), vec![0; 12 << 20]].concat()),
        (1, 8),
        Expected::Refused(EXTENT),
    );
    let folders: Vec<Entry> = (0..3000).map(|number| folder(format!("d{number}/"))).collect();
    signed("bomb-of-folders", &gzip(&tar(&folders)), (0, 0), Expected::Refused(EXTENT));

    cases.class("limit");
    cases.refused("file-of-2-gib-and-a-byte", LIMIT, &[file("a").size((2 << 30) + 1)]);
    cases.refused("file-of-8-gib", LIMIT, &[file("a").set(124, b"77777777777\0")]);
    let entry = Entry::new("d/", b'5', b"").bytes();
    let many = gzip(&[&body(&[file("a")])[..], &entry.repeat(200_000), &[0; 1024]].concat());
    cases.bytes("entries-over-the-limit", many, Expected::Refused(LIMIT)).signed = Some((200_000, 8));
}
