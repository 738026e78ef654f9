//! Headers with fields that are no numbers, of no format, or in the wrong place; and streams that end too early or too late.

use super::raw::{Entry, body, file, folder, tar};
use super::{AMBIGUOUS, Cases, LIMIT, MALFORMED};

pub(super) fn add(cases: &mut Cases) {
    cases.class("number");
    let blank = [0; 12];
    for (name, field) in [
        ("size-negative", &[0xff; 12]),
        ("size-negative-512", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\0"),
        ("size-beyond-64-bits", b"\x80\x01\0\0\0\0\0\0\0\0\0\0"),
        ("size-with-the-sign-bit-only", b"\xc0\0\0\0\0\0\0\0\0\0\0\x08"),
        ("size-decimal", b"00000000008\0"),
        ("size-hexadecimal", b"0x000000008\0"),
        ("size-signed", b"+0000000010\0"),
        ("size-minus", b"-0000000010\0"),
        ("size-blank", &blank),
        ("size-of-spaces", b"            "),
        ("size-with-a-gap", b"00000 000010"),
        ("size-after-a-nul", b"\x0000000000010"),
        ("size-then-garbage", b"0000010\0ZZZZ"),
        ("size-fullwidth", b"\xef\xbc\x98\0\0\0\0\0\0\0\0\0"),
    ] {
        cases.refused(name, MALFORMED, &[file("a").set(124, field)]);
    }
    for (name, start, field) in [
        ("mode-of-letters", 100, &b"rw-r--r-"[..]),
        ("mode-blank", 100, &[0; 8]),
        ("mode-in-base-256", 100, b"\x80\0\0\0\0\0\x01\xa4"),
        ("owner-of-letters", 108, b"builder\0"),
        ("group-of-letters", 116, b"builder\0"),
        ("time-of-letters", 136, b"yesterday   "),
        ("device-of-letters", 329, b"devices\0"),
        ("second-device-of-letters", 337, b"devices\0"),
    ] {
        cases.refused(name, MALFORMED, &[file("a").set(start, field)]);
    }
    cases.refused("size-of-63-bits", LIMIT, &[file("a").set(124, b"\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff").gnu()]);
    cases.refused("size-of-64-bits", LIMIT, &[file("a").set(124, b"\x80\0\0\0\xff\xff\xff\xff\xff\xff\xfe\0").gnu()]);

    cases.class("check sum");
    let unsummed = |field: &[u8]| Entry { sums: false, ..file("a").set(148, field) };
    cases.refused("blank", MALFORMED, &[unsummed(&[0; 8])]);
    cases.refused("wrong", MALFORMED, &[unsummed(b"012345\0 ")]);
    cases.refused("of-letters", MALFORMED, &[unsummed(b"checksum")]);
    cases.refused("in-base-256", MALFORMED, &[unsummed(b"\x80\0\0\0\0\0\x14\x7f")]);
    // Summed as signed bytes, as some old writers did: readers that allow it see an entry, others do not.
    let header = file("caf\u{e9}").set(148, b"        ").header;
    let signed: i64 = header.iter().map(|byte| i64::from(byte.cast_signed())).sum();
    let entry = Entry { sums: false, ..file("caf\u{e9}").set(148, format!("{signed:06o}\0 ").as_bytes()) };
    cases.refused("of-signed-bytes", MALFORMED, &[entry]);

    cases.class("format");
    cases.refused("unknown", MALFORMED, &[file("a").set(257, b"zip file")]);
    cases.refused("version-blank", MALFORMED, &[file("a").set(263, b"\0\0")]);
    cases.refused("version-10", MALFORMED, &[file("a").set(263, b"10")]);
    cases.refused("capitals", MALFORMED, &[file("a").set(257, b"USTAR\x0000")]);
    cases.refused("star", AMBIGUOUS, &[file("a").set(508, b"tar\0")]);
    cases.refused("ustar-with-a-tail", AMBIGUOUS, &[file("a").set(500, b"x")]);
    cases.refused("gnu-with-a-prefix", AMBIGUOUS, &[file("a").gnu().prefix("../../canary")]);
    cases.refused("gnu-with-times", AMBIGUOUS, &[file("a").gnu().set(345, b"14371573042\0")]);
    cases.refused("old-with-a-prefix", AMBIGUOUS, &[file("a").old().prefix("../../canary")]);
    cases.refused("old-with-owners", AMBIGUOUS, &[file("a").old().set(265, b"root")]);
    cases.refused("text", MALFORMED, &[Entry { header: [b'a'; 512], sums: false, ..file("a") }]);

    cases.class("size");
    cases.refused("more-than-there-is", MALFORMED, &[file("a").size(99_999)]);
    cases.refused("less-than-there-is", MALFORMED, &[Entry::new("a", b'0', [b'x'; 600]).size(100)]);
    let hidden = file("hidden").bytes();
    cases.refused("swallows-the-next-header", MALFORMED, &[file("a").size(512 + 9)]);
    cases.refused("zero-before-a-header", MALFORMED, &[Entry::new("a", b'0', [&hidden[..], b"rest"].concat()).size(0)]);

    cases.class("end");
    let first = file("first.txt");
    let body = body(&[first.clone(), folder("d/"), file("d/a")]);
    for (name, stream) in [
        ("nothing", Vec::new()),
        ("end-only", vec![0; 1024]),
        ("one-zero-block", vec![0; 512]),
        ("no-end", body.clone()),
        ("half-an-end", [&body[..], &[0; 512]].concat()),
        ("end-of-1023-bytes", [&body[..], &[0; 1023]].concat()),
        ("second-block-not-zero", [&body[..], &[0; 600], b"x", &[0; 423]].concat()),
        ("entry-after-one-zero-block", [&body[..], &[0; 512], &tar(&[file("hidden")])].concat()),
        ("entry-after-the-end", [&tar(std::slice::from_ref(&first))[..], &tar(&[file("hidden")])].concat()),
        ("text-after-the-end", [&tar(std::slice::from_ref(&first))[..], b"hidden"].concat()),
        ("text-after-many-zeros", [&body[..], &[0; 20_000], b"x"].concat()),
        ("zeros-over-the-limit", [&body[..], &vec![0; 1024 + (64 << 10) + 1]].concat()),
        ("cut-in-a-header", [&body[..], &file("b").bytes()[..300]].concat()),
        ("cut-in-content", file("b").bytes()[..515].to_vec()),
        ("cut-in-padding", file("b").bytes()[..1000].to_vec()),
        ("cut-before-padding", file("b").bytes()[..520].to_vec()),
        ("text", b"this is no archive".repeat(100)),
        ("zip", [&b"PK\x03\x04\x14\0\0\0"[..], &[0; 600]].concat()),
        ("tar-in-gzip-in-gzip", super::raw::gzip(&tar(&[file("a")]))),
    ] {
        cases.stream(name, MALFORMED, &stream);
    }
    let padded = |padding: Vec<u8>| Entry { padding: Some(padding), ..file("a") };
    cases.refused("padding-not-zero", MALFORMED, &[padded([&[0; 400][..], b"hidden", &[0; 98]].concat())]);
    cases.refused("padding-is-a-header", MALFORMED, &[padded(hidden[8..512].to_vec())]);
    cases.refused("padding-missing", MALFORMED, &[padded(Vec::new())]);
    cases.refused("padding-twice", MALFORMED, &[padded(vec![0; 504 + 512])]);
}
