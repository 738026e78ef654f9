//! Links, and what is written through them afterwards. One refusal covers them all: no link is accepted.

use super::raw::{Entry, file, folder, pax, record};
use super::{AMBIGUOUS, Cases, KIND, LINK};

fn symlink(name: &str, target: &str) -> Entry {
    Entry::new(name, b'2', b"").mode(0o777).link(target)
}

fn hard(name: &str, target: &str) -> Entry {
    Entry::new(name, b'1', b"").link(target)
}

pub(super) fn add(cases: &mut Cases, outside: &str) {
    let kept = format!("{outside}/kept");
    cases.class("symlink");
    cases.refused("inside", LINK, &[symlink("a", "first.txt")]);
    cases.refused("dangling", LINK, &[symlink("a", "nothing")]);
    cases.refused("to-itself", LINK, &[symlink("a", "a")]);
    cases.refused("loop", LINK, &[symlink("a", "b"), symlink("b", "a"), file("a/c")]);
    cases.refused("parent", LINK, &[symlink("a", "../../canary/kept")]);
    cases.refused("absolute", LINK, &[symlink("a", &kept)]);
    cases.refused("folder-then-through-it", LINK, &[symlink("a", "../../canary"), file("a/new")]);
    cases.refused("absolute-folder-then-through-it", LINK, &[symlink("a", outside), file("a/new")]);
    cases.refused("file-then-over-it", LINK, &[symlink("a", "../../canary/kept"), file("a")]);
    cases.refused("absolute-file-then-over-it", LINK, &[symlink("a", &kept), file("a")]);
    cases.refused("chain", LINK, &[symlink("a", ".."), symlink("b", "a/.."), symlink("c", "b/canary"), file("c/new")]);
    cases.refused("two-steps", LINK, &[symlink("a", ".."), symlink("a/up", ".."), file("a/up/canary/new")]);
    cases.refused(
        "dot-then-parents",
        LINK,
        &[folder("d/"), symlink("d/e", ".."), symlink("f", "d/e/../../canary"), file("f/new")],
    );
    cases.refused("folder-replaced", LINK, &[folder("a/"), symlink("a", "../../canary"), file("a/new")]);
    cases.refused("folder-entry-changes-modes", LINK, &[symlink("a", "../../canary"), folder("a/").mode(0o700)]);
    cases.refused("file-entry-changes-modes", LINK, &[symlink("a", &kept), Entry::new("a", b'0', b"").mode(0o600)]);
    cases.refused("drive-relative", LINK, &[symlink("a", "C:..\\..\\canary")]);
    cases.refused("backslash-target", LINK, &[symlink("a", "..\\..\\canary"), file("a\\new")]);
    cases.refused("with-content", LINK, &[Entry::new("a", b'2', b"../../canary/kept").link("first.txt")]);
    cases.refused("slash-after-its-name", LINK, &[symlink("a/", "../../canary"), file("a/new")]);
    cases.refused("no-target", LINK, &[symlink("a", "")]);
    cases.refused("of-the-old-format", LINK, &[symlink("a", "../../canary").old(), file("a/new").old()]);
    cases.refused("over-a-file", LINK, &[file("a"), symlink("a", "../../canary/kept"), file("a")]);
    let (step, depth) = ("d".repeat(90), 50);
    let deep = (1..depth).map(|number| symlink(&format!("l{number}"), &format!("l{}/{step}", number - 1)));
    let chain: Vec<Entry> =
        [symlink("l0", "."), symlink("out", &format!("l{}/../canary", depth - 1))].into_iter().chain(deep).collect();
    cases.refused("longer-than-a-path-when-resolved", LINK, &chain);

    cases.class("hard link");
    cases.refused("inside", LINK, &[hard("a", "first.txt")]);
    cases.refused("parent", LINK, &[hard("a", "../../canary/kept")]);
    cases.refused("absolute", LINK, &[hard("a", &kept)]);
    cases.refused("then-over-it", LINK, &[hard("a", "../../canary/kept"), file("a")]);
    cases.refused("absolute-then-over-it", LINK, &[hard("a", &kept), file("a")]);
    cases.refused("with-content", LINK, &[Entry::new("a", b'1', b"changed").link("../../canary/kept")]);
    cases.refused("changes-modes", LINK, &[hard("a", &kept), Entry::new("a", b'0', b"").mode(0o600)]);
    cases.refused("through-a-symlink", LINK, &[symlink("s", "../../canary"), hard("a", "s/kept"), file("a")]);
    cases.refused("to-a-later-file", LINK, &[hard("a", "last.txt")]);
    cases.refused("to-itself", LINK, &[hard("a", "a")]);

    cases.class("link fields");
    cases.refused("pax-link-path", AMBIGUOUS, &[pax(record("linkpath", &kept)), symlink("a", "first.txt")]);
    cases.refused("pax-link-path-of-a-file", AMBIGUOUS, &[pax(record("linkpath", &kept)), file("a")]);
    let target = Entry::new("././@LongLink", b'K', format!("{kept}\0")).gnu();
    cases.refused("gnu-long-link", KIND, &[target.clone(), symlink("a", "first.txt").gnu()]);
    cases.refused("gnu-long-link-of-a-file", KIND, &[target, file("a").gnu()]);
    cases.refused("link-name-of-a-file", AMBIGUOUS, &[file("a").link(&kept)]);
    cases.refused("link-name-of-a-folder", AMBIGUOUS, &[folder("a/").link(outside)]);
    cases.refused("link-name-after-a-nul", AMBIGUOUS, &[file("a").link("\0x")]);
}
