//! Paths that leave the folder, that are spelled in a second way, or that do not mean the same everywhere.

use super::raw::{file, folder, long_name, pax, record};
use super::{AMBIGUOUS, COLLISION, Cases, PATH};

pub(super) fn add(cases: &mut Cases, outside: &str) {
    cases.class("traversal");
    traversal(cases, outside);
    cases.class("spelling");
    spelling(cases);
    cases.class("portability");
    portability(cases);
    cases.class("unicode");
    unicode(cases);
    cases.class("collision");
    collisions(cases);
}

fn traversal(cases: &mut Cases, outside: &str) {
    let (up, absolute) = ("../../canary/new", format!("{outside}/new"));
    cases.refused("parent", PATH, &[file(up)]);
    cases.refused("parent-over-a-file", PATH, &[file("../../canary/kept")]);
    cases.refused("parent-folder", PATH, &[folder("../../canary/new/")]);
    cases.refused("parent-folder-modes", PATH, &[folder("../../canary").mode(0o700)]);
    cases.refused("parent-inside", PATH, &[folder("a/"), file("a/../../../canary/new")]);
    cases.refused("parent-that-stays-inside", PATH, &[folder("a/"), file("a/../b")]);
    cases.refused("parent-alone", PATH, &[folder("..")]);
    cases.refused("parent-at-the-end", PATH, &[folder("a/..")]);
    cases.refused("absolute", PATH, &[file(&absolute)]);
    cases.refused("absolute-folder", PATH, &[folder(format!("{absolute}/"))]);
    cases.refused("absolute-two-slashes", PATH, &[file(format!("/{absolute}"))]);
    cases.refused("root", PATH, &[folder("/")]);
    for (name, path) in [("parent", up), ("absolute", absolute.as_str())] {
        cases.refused(format!("{name}-in-pax"), PATH, &[pax(record("path", path)), file("harmless")]);
        cases.refused(format!("{name}-in-gnu-name"), PATH, &[long_name(path), file("harmless").gnu()]);
        let (folder, last) = path.rsplit_once('/').expect("both have folders");
        cases.refused(format!("{name}-in-prefix"), PATH, &[file(last).prefix(folder)]);
    }
    cases.refused("parent-of-the-old-format", PATH, &[file(up).old()]);
}

fn spelling(cases: &mut Cases) {
    for (name, path) in [
        ("dot-first", "./a"),
        ("dot-inside", "a/./b"),
        ("dot-last", "a/."),
        ("dot-alone", "."),
        ("empty-part", "a//b"),
        ("no-name", ""),
        ("slash-after-a-file", "a/"),
    ] {
        cases.refused(name, PATH, &[file(path)]);
    }
    cases.refused("folder-dot", PATH, &[folder("./")]);
    cases.refused("folder-without-name", PATH, &[folder("")]);
    cases.refused("folder-two-slashes", PATH, &[folder("a//")]);
    cases.refused("pax-slash-after-a-file", PATH, &[pax(record("path", "a/")), file("a")]);
    cases.refused("gnu-name-empty", PATH, &[long_name(""), file("a").gnu()]);
    cases.refused("nul-in-the-name", AMBIGUOUS, &[file("shown\0hidden")]);
    cases.refused("nul-in-the-prefix", AMBIGUOUS, &[file("a").prefix("p\0q")]);
    cases.refused("nul-in-pax", AMBIGUOUS, &[pax(record("path", "shown\0hidden")), file("a")]);
    cases.refused("nul-in-gnu-name", AMBIGUOUS, &[long_name("shown\0hidden"), file("a").gnu()]);
    cases.refused("two-nuls-after-gnu-name", AMBIGUOUS, &[long_name("name\0"), file("a").gnu()]);
    cases.refused("prefix-without-name", AMBIGUOUS, &[folder("").prefix("d")]);
}

fn portability(cases: &mut Cases) {
    for (name, path) in [
        ("backslash", "a\\b"),
        ("backslash-parent", "..\\..\\canary\\new"),
        ("backslash-absolute", "\\new"),
        ("share", "\\\\server\\share\\new"),
        ("drive-absolute", "C:/new"),
        ("drive-backslash", "C:\\new"),
        ("drive-relative", "C:new"),
        ("stream", "a.txt:stream"),
        ("star", "a*"),
        ("question", "a?"),
        ("quote", "a\"b"),
        ("less", "a<b"),
        ("greater", "a>b"),
        ("pipe", "a|b"),
        ("line-feed", "a\nb"),
        ("escape", "a\u{1b}[31mb"),
        ("tab", "a\tb"),
        ("delete", "a\u{7f}"),
        ("con", "CON"),
        ("nul-with-ending", "nul.txt"),
        ("aux-folder", "aux/a"),
        ("prn-two-endings", "a/PrN.tar.gz"),
        ("com1", "COM1"),
        ("com-superscript", "com\u{b9}"),
        ("lpt0", "lpt0"),
        ("lpt-superscript", "LPT\u{b3}.txt"),
        ("conin", "CONIN$"),
        ("con-and-space", "con .txt"),
        ("dot-at-the-end", "a."),
        ("space-at-the-end", "a "),
        ("folder-dot-at-the-end", "a./b"),
        ("folder-space-at-the-end", "a /b"),
        ("three-dots", ".../b"),
        ("space-first", " a"),
    ] {
        cases.refused(name, PATH, &[file(path)]);
    }
    let (component, long) = ("c".repeat(256), format!("{}/f", ["d".repeat(204).as_str(); 5].join("/")));
    assert_eq!(long.len(), 1026);
    cases.refused("part-of-256-bytes", PATH, &[long_name(&component), file(&component).gnu()]);
    cases.refused("path-of-1025-bytes", PATH, &[pax(record("path", &long[1..])), file("x")]);
    cases.refused("depth-of-65", PATH, &[long_name("d/".repeat(64) + "f"), file("x").gnu()]);
    cases.refused("depth-of-1500", PATH, &[pax(record("path", "d/".repeat(1500) + "f")), file("x")]);
    cases.refused("parts-of-64-bytes-of-utf-8", PATH, &[pax(record("path", "\u{65e5}".repeat(86))), file("x")]);
}

fn unicode(cases: &mut Cases) {
    for (name, path) in [
        ("not-normal", "cafe\u{301}"),
        ("not-normal-singleton", "\u{212b}"),
        ("not-normal-order", "q\u{307}\u{323}"),
        ("right-to-left", "a\u{202e}txt.exe"),
        ("isolate", "a\u{2066}b"),
        ("arabic-mark", "a\u{61c}b"),
        ("zero-width-space", "a\u{200b}b"),
        ("zero-width-joiner", "a\u{200d}b"),
        ("byte-order-mark", "\u{feff}a"),
        ("soft-hyphen", "a\u{ad}b"),
        ("variation-selector", "a\u{fe0f}"),
        ("hangul-filler", "\u{3164}"),
        ("grapheme-joiner", "a\u{34f}b"),
        ("tag", "a\u{e0041}"),
        ("no-break-space", "a\u{a0}b"),
        ("ideographic-space", "\u{3000}a"),
        ("line-separator", "a\u{2028}b"),
        ("next-line", "a\u{85}b"),
        ("private-use", "a\u{e000}"),
        ("noncharacter", "a\u{fdd0}"),
        ("unassigned", "a\u{378}"),
    ] {
        cases.refused(name, PATH, &[file(path)]);
    }
    for (name, path) in [
        ("latin-1", &b"caf\xe9"[..]),
        ("overlong-slash", b"..\xc0\xafcanary"),
        ("overlong-dots", b"\xc0\xae\xc0\xae/new"),
        ("surrogate", b"a\xed\xa0\x80"),
        ("cut-sequence", b"a\xe2\x82"),
        ("beyond-unicode", b"a\xf4\x90\x80\x80"),
    ] {
        cases.refused(name, PATH, &[file(path)]);
        cases.refused(format!("pax-{name}"), PATH, &[pax(record("path", path)), file("x")]);
    }
}

fn collisions(cases: &mut Cases) {
    for (name, one, other) in [
        ("same-file-twice", "a", "a"),
        ("case", "README", "readme"),
        ("case-of-folders", "lib/a", "LIB/b"),
        ("case-deep", "a/b/c/x", "a/B/c/y"),
        ("case-beyond-ascii", "\u{c9}t\u{e9}", "\u{e9}t\u{e9}"),
        ("sharp-s", "stra\u{df}e", "STRASSE"),
        ("capital-sharp-s", "\u{1e9e}", "ss"),
        ("final-sigma", "\u{3c3}", "\u{3c2}"),
        ("ligature", "\u{fb03}", "ffi"),
        ("long-s", "\u{17f}", "s"),
        ("cherokee", "\u{13a0}", "\u{ab70}"),
        ("file-then-its-folder", "a", "a/b"),
        ("folder-then-its-file", "a/b", "a"),
        ("file-then-folder-by-case", "a", "A/b"),
    ] {
        cases.refused(name, COLLISION, &[file(one), file(other)]);
    }
    cases.refused("folder-then-file", COLLISION, &[folder("a/"), file("a")]);
    cases.refused("file-then-folder", COLLISION, &[file("a"), folder("a/")]);
    cases.refused("folders-by-case", COLLISION, &[folder("a/"), folder("A/")]);
    cases.refused("second-path-in-pax", COLLISION, &[file("a"), pax(record("path", "a")), file("b")]);
    cases.refused("second-path-in-prefix", COLLISION, &[file("a/b"), file("b").prefix("a")]);
    cases.refused("second-path-in-gnu-name", COLLISION, &[file("a").gnu(), long_name("A"), file("b").gnu()]);
}
