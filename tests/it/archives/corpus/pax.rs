//! PAX headers that readers apply differently: the desync family.

use super::raw::{Entry, file, folder, global, long_name, pax, record, tar};
use super::{AMBIGUOUS, Cases, LIMIT, PATH};

pub(super) fn add(cases: &mut Cases, outside: &str) {
    cases.class("pax size");
    let hidden = tar(&[file("hidden")]);
    let carrier = Entry::new("a", b'0', &hidden);
    cases.refused("header-says-0", AMBIGUOUS, &[pax(record("size", hidden.len().to_string())), carrier.clone().size(0)]);
    cases.refused("header-says-less", AMBIGUOUS, &[pax(record("size", hidden.len().to_string())), carrier.clone().size(512)]);
    cases.refused("pax-says-0", AMBIGUOUS, &[pax(record("size", "0")), carrier.clone()]);
    cases.refused("pax-says-less", AMBIGUOUS, &[pax(record("size", "512")), carrier.clone()]);
    cases.refused("both-say-the-same", AMBIGUOUS, &[pax(record("size", "8")), file("a")]);
    cases.refused("in-a-global-header", AMBIGUOUS, &[global(record("size", "0")), carrier.clone()]);
    cases.refused("negative", AMBIGUOUS, &[pax(record("size", "-512")), carrier]);
    cases.refused("of-a-folder", AMBIGUOUS, &[pax(record("size", "8")), folder("d/")]);

    cases.class("pax order");
    let path = |path: &str| pax(record("path", path));
    cases.refused("two", AMBIGUOUS, &[path("b"), path("c"), file("a")]);
    cases.refused("two-with-different-keys", AMBIGUOUS, &[path("b"), pax(record("mtime", "1")), file("a")]);
    cases.refused("then-gnu-name", AMBIGUOUS, &[path("b"), long_name("c"), file("a")]);
    cases.refused("after-gnu-name", AMBIGUOUS, &[long_name("c"), path("b"), file("a")]);
    cases.refused("two-gnu-names", AMBIGUOUS, &[long_name("c"), long_name("d"), file("a").gnu()]);
    cases.refused("then-global", AMBIGUOUS, &[path("b"), global(record("comment", "x")), file("a")]);
    cases.refused("gnu-name-then-global", AMBIGUOUS, &[long_name("b"), global(record("comment", "x")), file("a")]);
    let end = |entry: Entry| tar(&[file("first.txt"), entry]);
    cases.stream("at-the-end", AMBIGUOUS, &end(path("b")));
    cases.stream("global-at-the-end", AMBIGUOUS, &end(global(record("comment", "x"))));
    cases.stream("gnu-name-at-the-end", AMBIGUOUS, &end(long_name("b")));
    cases.refused("before-the-old-format", AMBIGUOUS, &[path("b"), file("a").old()]);
    cases.refused("gnu-name-before-the-old-format", AMBIGUOUS, &[long_name("b"), file("a").old()]);
    cases.refused("itself-of-the-old-format", AMBIGUOUS, &[path("b").old(), file("a")]);
    cases.refused("itself-of-the-gnu-format", AMBIGUOUS, &[path("b").gnu(), file("a")]);
    cases.refused("global-of-the-gnu-format", AMBIGUOUS, &[global(record("comment", "x")).gnu(), file("a")]);
    cases.refused("gnu-name-of-the-old-format", AMBIGUOUS, &[long_name("b").old(), file("a")]);

    cases.class("pax global");
    for (name, key, value) in [
        ("path", "path", "b".to_owned()),
        ("absolute-path", "path", format!("{outside}/new")),
        ("link-path", "linkpath", format!("{outside}/kept")),
        ("mtime", "mtime", "1".to_owned()),
        ("uid", "uid", "0".to_owned()),
        ("charset", "hdrcharset", "BINARY".to_owned()),
        ("unknown", "x.y", "z".to_owned()),
    ] {
        cases.refused(name, AMBIGUOUS, &[global(record(key, value)), file("a")]);
    }
    cases.refused("comment-twice", AMBIGUOUS, &[global(record("comment", "x").repeat(2)), file("a")]);
    cases.refused("no-record", AMBIGUOUS, &[global(b""), file("a")]);

    cases.class("pax record");
    for (name, records) in [
        ("no-line-feed", b"10 path=b ".to_vec()),
        ("too-long", b"99 path=b\n".to_vec()),
        ("too-short", b"8 path=b\n".to_vec()),
        ("one-byte-long", b"11 path=b\n".to_vec()),
        ("length-0", b"0 path=b\n".to_vec()),
        ("length-1", b"1 path=b\n".to_vec()),
        ("no-length", b"path=b\n".to_vec()),
        ("empty-length", b" path=b\n".to_vec()),
        ("negative-length", b"-10 path=b\n".to_vec()),
        ("signed-length", b"+11 path=b\n".to_vec()),
        ("hexadecimal-length", b"0xb path=b\n".to_vec()),
        ("length-after-a-space", b" 11 path=b\n".to_vec()),
        ("leading-zero", b"011 path=b\n".to_vec()),
        ("length-beyond-64-bits", b"18446744073709551626 path=b\n".to_vec()),
        ("tab-for-the-space", b"10\tpath=b\n".to_vec()),
        ("no-equals", b"10 path b\n".to_vec()),
        ("no-key", b"5 =b\n".to_vec()),
        ("no-value", record("path", "")),
        ("no-comment", record("comment", "")),
        ("garbage-after", [record("path", "b"), b"garbage".to_vec()].concat()),
        ("zeros-after", [record("path", "b"), vec![0; 20]].concat()),
        ("line-feed-in-the-path", record("path", "b\nc")),
        ("record-in-a-comment", record("comment", format!("x\n{}", String::from_utf8_lossy(&record("path", "hidden"))))),
        ("nul-in-a-comment", record("comment", "x\0y")),
        ("nul-in-a-key", record("pa\0th", "b")),
        ("two-paths", [record("path", "b"), record("path", "c")].concat()),
        ("the-same-path-twice", record("path", "b").repeat(2)),
        ("two-times", [record("mtime", "1"), record("mtime", "2")].concat()),
        ("unknown-key", record("x.unknown", "y")),
        ("capital-key", record("Path", "b")),
        ("charset", [record("hdrcharset", "BINARY"), record("path", "b")].concat()),
        ("charset-utf-8", record("hdrcharset", "ISO-IR 10646 2000 UTF-8")),
        ("old-charset", record("charset", "ISO-IR 8859 1 1998")),
        ("device-numbers", record("SCHILY.devmajor", "1")),
        ("time-of-letters", record("mtime", "now")),
        ("time-with-exponent", record("mtime", "1e9")),
        ("time-without-fraction", record("mtime", "1.")),
        ("time-two-points", record("mtime", "1.2.3")),
        ("time-too-long", record("mtime", "1".repeat(20))),
        ("owner-of-letters", record("uid", "root")),
        ("owner-negative", record("gid", "-1")),
        ("no-record", Vec::new()),
        ("line-feed-only", b"\n".to_vec()),
    ] {
        cases.refused(name, AMBIGUOUS, &[pax(records), file("a")]);
    }
    cases.refused(
        "path-that-leaves-after-good-ones",
        PATH,
        &[pax([record("mtime", "1"), record("comment", "x"), record("path", "../../canary/new")].concat()), file("a")],
    );
    cases.refused("header-of-8193-bytes", LIMIT, &[pax(record("comment", "x".repeat((8 << 10) + 1 - 14))), file("a")]);
    cases.refused("header-that-claims-8-gib", LIMIT, &[pax(record("path", "b")).size((8 << 30) - 1), file("a")]);
    cases.refused("gnu-name-of-1026-bytes", LIMIT, &[long_name("d/".repeat(512) + "f"), file("a").gnu()]);
    cases.refused("gnu-name-that-claims-8-gib", LIMIT, &[long_name("b").size((8 << 30) - 1), file("a").gnu()]);
}
