//! Archives that are accepted: what real writers write, and the edge of every limit.

use super::raw::{Entry, archive, file, folder, global, gzip, long_name, member, pax, record, tar};
use super::{Cases, Expected, File, usual};

pub(super) fn add(cases: &mut Cases) {
    cases.class("control");
    formats(cases);
    names(cases);
    fields(cases);
    contents(cases);
    members(cases);
}

fn formats(cases: &mut Cases) {
    cases.accepted("ustar", &[file("a"), file("b/c")], &["a", "b/c"]);
    cases.accepted("gnu", &[file("a").gnu(), folder("d/").gnu(), file("d/b").gnu()], &["a", "d/b"]);
    cases.accepted("v7", &[file("a").old(), file("b/c").old()], &["a", "b/c"]);
    let old_folder = Entry::new("d/", 0, b"").mode(0o755).old();
    cases.accepted("v7-folder-by-its-slash", &[old_folder, Entry::new("d/a", 0, b"content\n").old()], &["d/a"]);
    cases.accepted("type-nul", &[Entry::new("a", 0, b"content\n")], &["a"]);
    cases.accepted("formats-mixed", &[file("a"), file("b").gnu(), file("c").old()], &["a", "b", "c"]);
    cases.accepted("git-archive", &[global(record("comment", "6".repeat(40))), folder("d/"), file("d/a")], &["d/a"]);
    let comment = |comment| global(record("comment", comment));
    cases.accepted("two-global-comments", &[comment("x"), file("a"), comment("y"), comment("z"), file("b")], &["a", "b"]);
    cases.accepted("folders-only", &[folder("d/"), folder("d/e/")], &[]);
    cases.accepted("folder-twice", &[folder("d/"), file("d/a"), folder("d/")], &["d/a"]);
    cases.accepted("folder-after-its-file", &[file("d/a"), folder("d/")], &["d/a"]);
    cases.accepted("folder-without-slash", &[folder("d"), file("d/a")], &["d/a"]);
}

fn names(cases: &mut Cases) {
    let hundred = format!("{}/{}", "d".repeat(50), "f".repeat(49));
    cases.accepted("name-of-100-bytes", &[file(&hundred)], &[&hundred]);
    let prefixed = file("f".repeat(100)).prefix("p".repeat(155));
    cases.accepted("prefix", &[prefixed], &[&format!("{}/{}", "p".repeat(155), "f".repeat(100))]);
    cases.accepted("prefix-of-130-bytes", &[file("f").prefix("p".repeat(130))], &[&format!("{}/f", "p".repeat(130))]);
    cases.accepted("prefix-of-131-bytes", &[file("f").prefix("p".repeat(131))], &[&format!("{}/f", "p".repeat(131))]);
    let long = format!("{}/{}", "a".repeat(120), "b".repeat(120));
    cases.accepted("pax-path", &[pax(record("path", &long)), file(&long)], &[&long]);
    cases.accepted("pax-path-shorter-than-the-name", &[pax(record("path", "a")), file("other")], &["a"]);
    cases.accepted("pax-path-of-a-folder", &[pax(record("path", format!("{long}/"))), folder("x/"), file("a")], &["a"]);
    cases.accepted("pax-path-of-a-folder-without-slash", &[pax(record("path", "d")), folder("x/"), file("d/a")], &["d/a"]);
    cases.accepted("gnu-long-name", &[long_name(&long), file(&long).gnu()], &[&long]);
    let in_ustar = Entry::new("././@LongLink", b'L', format!("{long}\0"));
    cases.accepted("gnu-long-name-in-ustar", &[in_ustar, file(&long)], &[&long]);
    let bare = Entry::new("././@LongLink", b'L', &long).gnu();
    cases.accepted("gnu-long-name-without-nul", &[bare, file(&long).gnu()], &[&long]);
    cases.accepted("gnu-long-name-of-a-folder", &[long_name(format!("{long}/")), folder("x/").gnu(), file("a")], &["a"]);
    cases.accepted("utf-8", &[file("caf\u{e9}/\u{65e5}\u{672c}")], &["caf\u{e9}/\u{65e5}\u{672c}"]);
    cases.accepted("pax-utf-8", &[pax(record("path", "\u{3a9}/stra\u{df}e")), file("x")], &["\u{3a9}/stra\u{df}e"]);
    cases.accepted("gnu-utf-8", &[long_name("\u{3a9}/na\u{ef}ve"), file("x").gnu()], &["\u{3a9}/na\u{ef}ve"]);
    cases.accepted("spaces-and-dots", &[file("a b/.c..d"), file("...e"), file("-rf")], &["a b/.c..d", "...e", "-rf"]);
    cases.accepted("odd-ascii", &[file("a!#$%&'()+,;=@[]^_`{}~b")], &["a!#$%&'()+,;=@[]^_`{}~b"]);
    cases.accepted(
        "nearly-reserved",
        &[file("com10"), file("console"), file("nul_x"), file("xcon")],
        &["com10", "console", "nul_x", "xcon"],
    );
    cases.accepted("same-name-in-two-folders", &[file("a/x"), file("b/X")], &["a/x", "b/X"]);
    let component = "c".repeat(255);
    cases.accepted("part-of-255-bytes", &[long_name(&component), file(&component).gnu()], &[&component]);
    let longest = format!("{}/{}", ["d".repeat(200).as_str(); 5].join("/"), "f".repeat(19));
    assert_eq!(longest.len(), 1024);
    cases.accepted("path-of-1024-bytes", &[pax(record("path", &longest)), file("x")], &[&longest]);
    let deepest = format!("{}f", "d/".repeat(63));
    cases.accepted("depth-of-64", &[long_name(&deepest), file(&deepest).gnu()], &[&deepest]);
}

fn fields(cases: &mut Cases) {
    for (name, mode, executable) in [
        ("mode-0755", 0o755, true),
        ("mode-0100", 0o100, true),
        ("mode-0000", 0, false),
        ("mode-0611", 0o611, false),
        ("set-user-id-is-dropped", 0o4755, true),
        ("set-group-id-is-dropped", 0o2644, false),
        ("sticky-is-dropped", 0o1777, true),
        ("file-type-in-the-mode", 0o100_755, true),
    ] {
        let expected = Expected::Accepted(vec![File { executable, ..usual("a") }]);
        cases.bytes(name, archive(&[file("a").mode(mode)]), expected);
    }
    cases.accepted("folder-mode-does-not-count", &[folder("d/").mode(0), file("d/a")], &["d/a"]);
    let spaced = file("a").set(100, b"   644 \0").set(108, b"     0 \0").set(124, b"         10 ");
    cases.accepted("numbers-after-spaces", &[spaced], &["a"]);
    cases.accepted("size-of-twelve-digits", &[file("a").set(124, b"000000000010")], &["a"]);
    cases.accepted("size-in-base-256", &[file("a").set(124, b"\x80\0\0\0\0\0\0\0\0\0\0\x08").gnu()], &["a"]);
    let large = b"\x80\0\0\0\x12\x34\x56\x78";
    cases.accepted("owner-in-base-256", &[file("a").set(108, large).set(116, large).gnu()], &["a"]);
    cases.accepted("time-before-1970", &[file("a").set(136, &[0xff; 12]).gnu()], &["a"]);
    cases.accepted("owner-blank", &[file("a").set(108, &[0; 16]).set(265, &[0; 64])], &["a"]);
    let records = [
        record("mtime", "1700000000.123456789"),
        record("atime", "-1.5"),
        record("ctime", "0"),
        record("uid", "4294967294"),
        record("gid", "100000"),
        record("uname", "J\u{f6}rg"),
        record("gname", "staff"),
        record("comment", "none"),
        record("path", "a"),
    ];
    cases.accepted("pax-times-and-owners", &[pax(records.concat()), file("x")], &["a"]);
    let records = [
        record("SCHILY.xattr.user.note", "x"),
        record("LIBARCHIVE.xattr.user.note", "eA"),
        record("LIBARCHIVE.creationtime", "1700000000.5"),
        record("SCHILY.fflags", "nodump"),
        record("SCHILY.dev", "16777220"),
        record("SCHILY.ino", "99"),
        record("SCHILY.nlink", "1"),
    ];
    cases.accepted("pax-attributes-are-dropped", &[pax(records.concat()), file("a")], &["a"]);
}

fn contents(cases: &mut Cases) {
    for length in [0, 1, 511, 512, 513, 1024, 70_000] {
        let content = "0123456789abcdef".bytes().cycle().take(length).collect::<Vec<_>>();
        let entries = [Entry::new("a", b'0', &content), file("b")];
        let files = vec![File { path: "a".to_owned(), executable: false, content }, usual("b")];
        cases.bytes(format!("content-of-{length}-bytes"), archive(&entries), Expected::Accepted(files));
    }
    let inner = tar(&[file("inner"), Entry::new("link", b'2', b"").link("/etc")]);
    let files = vec![File { path: "inner.tar".to_owned(), executable: false, content: inner.clone() }, usual("b")];
    cases.bytes("tar-in-tar", archive(&[Entry::new("inner.tar", b'0', inner), file("b")]), Expected::Accepted(files));
    let many: Vec<Entry> = (0..300).map(|number| file(format!("d{}/f{number}", number % 7))).collect();
    let files = (0..300).map(|number| usual(&format!("d{}/f{number}", number % 7))).collect();
    cases.bytes("many-files-out-of-order", archive(&many), Expected::Accepted(files));
    let accepted = || Expected::Accepted(vec![usual("a")]);
    cases.bytes("record-of-20-blocks", gzip(&[file("a").bytes(), vec![0; 9216]].concat()), accepted());
    cases.bytes("zeros-up-to-the-limit", gzip(&[file("a").bytes(), vec![0; 1024 + (64 << 10)]].concat()), accepted());
}

fn members(cases: &mut Cases) {
    let tar = tar(&[file("a")]);
    let accepted = || Expected::Accepted(vec![usual("a")]);
    cases.bytes("gzip-text-flag", member(1, b"", &tar), accepted());
    cases.bytes("gzip-name", member(8, b"plugin.tar\0", &tar), accepted());
    cases.bytes("gzip-extra-name-comment", member(4 | 8 | 16, b"\x04\0ab\0\0plugin.tar\0comment\0", &tar), accepted());
    let mut dated = gzip(&tar);
    dated[4..10].copy_from_slice(&[1, 2, 3, 4, 2, 3]);
    cases.bytes("gzip-time-and-system", dated, accepted());
    let length = u16::try_from(tar.len()).expect("a small archive").to_le_bytes();
    let negated = length.map(|byte| !byte);
    let stored = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1][..], &length, &negated, &tar, &super::raw::trailer(&tar)];
    cases.bytes("gzip-stored", stored.concat(), accepted());
    let empty_blocks = [0, 0, 0, 0xff, 0xff].repeat(3);
    let mut padded = gzip(&tar);
    padded.splice(10..10, empty_blocks);
    cases.bytes("gzip-empty-blocks", padded, accepted());
}
