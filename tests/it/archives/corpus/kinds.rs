//! Entries that are neither files nor folders.

use super::raw::{Entry, file, folder, pax, record};
use super::{AMBIGUOUS, Cases, KIND};

pub(super) fn add(cases: &mut Cases) {
    cases.class("kind");
    let device = |kind| Entry::new("a", kind, b"").mode(0o666).set(329, b"0000001\0").set(337, b"0000003\0");
    cases.refused("character-device", KIND, &[device(b'3')]);
    cases.refused("block-device", KIND, &[device(b'4')]);
    cases.refused("pipe", KIND, &[Entry::new("a", b'6', b"")]);
    cases.refused("pipe-with-content", KIND, &[Entry::new("a", b'6', b"content")]);
    cases.refused("contiguous", KIND, &[Entry::new("a", b'7', b"content")]);
    cases.refused("socket-of-star", KIND, &[Entry::new("a", b's', b"")]);
    let sparse = Entry::new("a", b'S', b"content\n").gnu().set(386, b"00000000000\0").set(398, b"00000000010\0");
    cases.refused("gnu-sparse", AMBIGUOUS, &[sparse.clone().set(483, b"00000001000\0")]);
    cases.refused("gnu-sparse-without-map", KIND, &[Entry::new("a", b'S', b"content\n").gnu()]);
    cases.refused("gnu-sparse-extended", AMBIGUOUS, &[sparse.set(482, b"\x01")]);
    cases.refused("gnu-multi-volume", KIND, &[Entry::new("a", b'M', b"content\n").gnu()]);
    cases.refused(
        "gnu-multi-volume-offset",
        AMBIGUOUS,
        &[Entry::new("a", b'M', b"content\n").gnu().set(369, b"00000000010\0")],
    );
    cases.refused("gnu-volume-label", KIND, &[Entry::new("label", b'V', b"").gnu()]);
    cases.refused("gnu-dump-folder", KIND, &[Entry::new("d/", b'D', b"Yfile\0\0").gnu()]);
    cases.refused("gnu-old-long-names", KIND, &[Entry::new("././@LongLink", b'N', b"Rename a to b\n").gnu()]);
    cases.refused("solaris-pax", KIND, &[Entry::new("pax", b'X', record("path", "b")), file("a")]);
    cases.refused("solaris-access-list", KIND, &[Entry::new("a", b'A', b"user::rwx\0"), file("a")]);
    cases.refused("solaris-attributes", KIND, &[Entry::new("a", b'E', b"content")]);
    cases.refused("inode-of-star", KIND, &[Entry::new("a", b'I', b"")]);
    for kind in [b'8', b'9', b'Z', b'F', b'f', b' ', 1, 0x7f, 0x80, 0xff] {
        cases.refused(format!("unknown-{kind:02x}"), KIND, &[Entry::new("a", kind, b"content")]);
    }
    cases.refused("device-of-the-old-format", KIND, &[Entry::new("a", b'3', b"").old()]);
    cases.refused("device-after-pax", KIND, &[pax(record("path", "b")), device(b'3')]);
    for (name, records) in [
        ("gnu-sparse-0.0", [record("GNU.sparse.size", "99"), record("GNU.sparse.numblocks", "1")].concat()),
        ("gnu-sparse-0.1", [record("GNU.sparse.map", "0,1"), record("GNU.sparse.size", "99")].concat()),
        (
            "gnu-sparse-1.0",
            [record("GNU.sparse.major", "1"), record("GNU.sparse.minor", "0"), record("GNU.sparse.name", "b")].concat(),
        ),
        ("star-real-size", record("SCHILY.realsize", "99")),
        ("solaris-holes", record("SUN.holesdata", " 0 1 2")),
        ("gnu-dump-folder-pax", record("GNU.dumpdir", "Yfile")),
        ("gnu-volume-pax", record("GNU.volume.filename", "b")),
        ("star-file-type", record("SCHILY.filetype", "dir")),
        ("windows-attributes", record("MSWINDOWS.rawsd", "AQAA")),
    ] {
        cases.refused(name, AMBIGUOUS, &[pax(records), file("a")]);
    }

    cases.class("folder");
    cases.refused("with-content", AMBIGUOUS, &[Entry::new("d/", b'5', b"content")]);
    cases.refused("with-a-size-and-no-content", AMBIGUOUS, &[folder("d/").size(512)]);
    cases.refused("file-by-type-folder-by-slash", AMBIGUOUS, &[Entry::new("d/", 0, b"")]);
    cases.refused("gnu-file-by-type-folder-by-slash", AMBIGUOUS, &[Entry::new("d/", 0, b"").gnu()]);
    cases.refused("old-folder-with-content", AMBIGUOUS, &[Entry::new("d/", 0, b"content").old()]);
    let named = [pax(record("path", "a")), Entry::new("d/", 0, b"content")];
    cases.refused("folder-in-the-header-file-in-pax", AMBIGUOUS, &named);
}
