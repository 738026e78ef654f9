//! Random archives: what writers may write, and small changes to it, for readers to agree or disagree about.
//!
//! Owns: the generator; the same seed gives the same bytes everywhere. About half of its archives are accepted, by purpose:
//! a reader that fails on what this project refuses says nothing.
//! Never does: know what is accepted. In: a seed. Out: an archive.

use super::raw::{Entry, body, file, folder, global, gzip, long_name, member, pax, record};

/// The archive of this seed.
pub(crate) fn archive(seed: u64) -> Vec<u8> {
    let mut random = Random(seed);
    let mut parts: Vec<Vec<Entry>> = (0..1 + random.below(6)).map(|number| entry(&mut random, number)).collect();
    if random.one_in(8) {
        parts.insert(0, vec![global(record("comment", "a commit"))]);
    }
    let mut entries = parts.concat();
    let mutations = if random.one_in(3) { 0 } else { 1 + random.below(2) };
    for _ in 0..mutations {
        if random.one_in(3) { rough(&mut random, &mut entries) } else { gentle(&mut random, &mut entries) }
    }
    let mut tar = body(&entries);
    tar.extend(vec![0; end(&mut random, tar.len(), mutations > 0)]);
    if mutations > 0 && random.one_in(20) {
        let position = random.below(tar.len() + 1);
        tar.insert(position.min(tar.len()), 0);
    }
    compressed(&mut random, &tar, mutations > 0)
}

/// One file or folder with what stands before it. Files and folders have different names, so that there are few collisions.
fn entry(random: &mut Random, number: usize) -> Vec<Entry> {
    let is_file = !random.one_in(4);
    let depth = random.below(4);
    let mut path: String =
        (0..depth).map(|_| format!("d{}/", random.of(&["1", "2", "-\u{e9}", "eep er", &"x".repeat(70)]))).collect();
    if is_file {
        path +=
            &format!("f{number}{}", random.of(&["", ".js", ".\u{65e5}\u{672c}", " spaced.txt", &"y".repeat(90), ".tar.gz"]));
    } else {
        path += &format!("d{number}{}", random.of(&["", "/", "/"]));
    }
    let content = content(random);
    let (long, old) = (path.len() > 100, random.one_in(6));
    let entry = if is_file { Entry::new(&path, b'0', content) } else { folder(&path) };
    let entry = numbers(random, entry);
    let split = path.trim_end_matches('/').rfind('/').filter(|at| *at <= 155 && path.len() - at <= 101);
    match (random.below(5), split) {
        (0, _) => vec![pax(records(random, Some(&path))), entry],
        (1, _) => vec![long_name(&path), if random.one_in(2) { entry.gnu() } else { entry }],
        (2, Some(at)) => vec![entry.set(0, &[0; 100]).set(0, &path.as_bytes()[at + 1..]).prefix(&path[..at])],
        _ if long => vec![pax(record("path", &path)), entry],
        _ if old && is_file => vec![entry.set(156, &[*random.of(&[0, b'0'])]).old()],
        _ if old && path.ends_with('/') => vec![entry.set(156, &[0]).old()],
        _ => vec![if random.one_in(3) { entry.gnu() } else { entry }],
    }
}

fn content(random: &mut Random) -> Vec<u8> {
    let length = match random.below(4) {
        0 => 512 * random.below(4),
        1 => 512 * (1 + random.below(3)) - 1,
        _ => random.below(2000),
    };
    (0..length).map(|_| u8::try_from(random.below(256)).unwrap_or_default()).collect()
}

/// Forms of numbers that writers have.
fn numbers(random: &mut Random, entry: Entry) -> Entry {
    let size = entry.content.len();
    let entry = entry.mode(*random.of(&[0o644, 0o755, 0o600, 0o777, 0o4755, 0o100_644, 0, 0o111]));
    match random.below(8) {
        0 => entry.set(124, format!("{size:>11o} ").as_bytes()),
        1 => entry.set(124, format!("{size:012o}").as_bytes()),
        2 => entry.set(108, &[0; 16]),
        3 => entry.set(136, b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0"),
        4 => entry.set(108, b"\x80\0\0\0\0\x20\0\0"),
        5 => entry.set(329, b"0000000\x000000000\0"),
        _ => entry,
    }
}

fn records(random: &mut Random, path: Option<&str>) -> Vec<u8> {
    let mut records: Vec<Vec<u8>> = path.iter().map(|path| record("path", path)).collect();
    for _ in 0..random.below(4) {
        let (key, value) = *random.of(&[
            ("mtime", "1700000000.25"),
            ("atime", "-3"),
            ("ctime", "1"),
            ("uid", "70000"),
            ("gid", "0"),
            ("uname", "J\u{f6}rg"),
            ("gname", "staff"),
            ("comment", "a = b"),
            ("SCHILY.xattr.user.x", "y z"),
            ("LIBARCHIVE.xattr.user.x", "eQ"),
            ("LIBARCHIVE.creationtime", "5"),
            ("SCHILY.fflags", "nodump"),
            ("SCHILY.dev", "2"),
            ("SCHILY.ino", "12345678901"),
            ("SCHILY.nlink", "2"),
            ("RHT.security.selinux", "system_u:object_r:x:s0"),
        ]);
        if records.iter().all(|other| !other.windows(key.len() + 2).any(|part| part == format!(" {key}=").as_bytes())) {
            records.push(record(key, value));
        }
    }
    if records.is_empty() { record("comment", "x") } else { records.concat() }
}

/// One small change that some writer makes too.
fn gentle(random: &mut Random, entries: &mut Vec<Entry>) {
    if entries.is_empty() {
        entries.push(file("only"));
    }
    let at = random.below(entries.len());
    let entry = &mut entries[at];
    match random.below(12) {
        0 if entry.header[156] == b'0' => entry.header[156] = 0,
        1 => *entry = entry.clone().gnu(),
        2 => *entry = entry.clone().old(),
        3 => {
            let forms = [&b"644\0\0\0\0\0"[..], b" 755    ", b"00000755", b"0100755\0", b"   111 \0", b"0000000\0"];
            *entry = entry.clone().set(100, *random.of(&forms));
        }
        4 => {
            let position = random.below(entry.content.len().max(1));
            if let Some(byte) = entry.content.get_mut(position).filter(|_| b"0\0".contains(&entry.header[156])) {
                *byte ^= 1 << random.below(8);
            }
        }
        5 => entries.insert(at, global(record("comment", "between"))),
        6 => entries.push(folder(*random.of(&["d1", "d1/", "d-new/", "d2/d3/"]))),
        7 => entries.push(Entry::new(*random.of(&["f~", "F", "f!(1)", "d1/f\u{fc}"]), b'0', [0; 700])),
        8 => {
            entries.remove(at);
        }
        9 => *entry = entry.clone().set(265, b"root\0\0\0").set(297, b"\xff\xfe\0"),
        10 => {
            *entry = entry
                .clone()
                .set(136, *random.of(&[&b"0\0\0\0\0\0\0\0\0\0\0\0"[..], b"\0\0\0\0\0\0\0\0\0\0\0\0", b"77777777777 "]))
        }
        _ => {
            let other = random.below(entries.len());
            entries.swap(at, other);
        }
    }
}

/// One small change to what a reader relies on, with a right check sum.
fn rough(random: &mut Random, entries: &mut Vec<Entry>) {
    if entries.is_empty() {
        entries.push(file("only"));
    }
    let at = random.below(entries.len());
    let entry = &mut entries[at];
    let size = entry.content.len() as u64;
    match random.below(13) {
        0 => entry.header[156] = *random.of(b"0\x005123467gxLKSXD"),
        1 => {
            let sizes = [0, 1, 511, 512, 513, size + 1, size + 512, size.saturating_sub(1), size.next_multiple_of(512)];
            *entry = entry.clone().size(*random.of(&sizes));
        }
        2 => {
            let position = random.below(512);
            entry.header[position] = u8::try_from(random.below(256)).unwrap_or_default();
        }
        3 => {
            let magics = [&b"ustar\x0000"[..], b"ustar  \0", b"ustar\0\0\0", b"ustar 00", b"\0\0\0\0\0\0\0\0"];
            *entry = entry.clone().set(257, *random.of(&magics));
        }
        4 => {
            let sizes =
                [&b"\x80\0\0\0\0\0\0\0\0\0\0\x08"[..], b"10         \0", b"         10 ", b"10\0\0\0\0\0\0\0\0\0\0", &[0; 12]];
            *entry = entry.clone().set(124, *random.of(&sizes));
        }
        5 => {
            let names = [&b"f/"[..], b"./f", b"f\0g", b"f//g", b"\0", b"F1", b"fg.", b"/f", b"d/", b"-", b"f\xff"];
            *entry = entry.clone().set(0, *random.of(&names));
        }
        6 => *entry = entry.clone().prefix(*random.of(&["p", "p/q", "/p", "p/", ".", "..", &"p".repeat(155)])),
        7 => entry.padding = Some(vec![*random.of(&[0, 0, 1]); *random.of(&[0, 511, 512, 1024])]),
        8 => {
            let records = records(random, None);
            entries.insert(at, pax(records));
        }
        9 => entries.insert(at, long_name(*random.of(&["f-long", "d-long/f", "f-\u{e9}", "f\0g", ""]))),
        10 => {
            let copy = entry.clone();
            entries.push(copy);
        }
        11 => {
            let key = *random.of(&["size", "path", "linkpath", "GNU.sparse.name", "hdrcharset", "mode", "comment"]);
            let value = *random.of(&["0", "8", "f-pax", "d-pax/f-pax", "512", "x\n15 path=hidden\n"]);
            entries.insert(at, if random.one_in(4) { global(record(key, value)) } else { pax(record(key, value)) });
        }
        _ => entry.content.extend(vec![b'x'; random.below(600)]),
    }
}

fn end(random: &mut Random, length: usize, is_mutated: bool) -> usize {
    match random.below(12) {
        0 => (length + 1024).next_multiple_of(10_240) - length,
        1 => 1024 + 512 * random.below(20),
        2 => 1024 + random.below(512),
        3 if is_mutated => 512 * random.below(2),
        _ => 1024,
    }
}

fn compressed(random: &mut Random, tar: &[u8], is_mutated: bool) -> Vec<u8> {
    match random.below(12) {
        0 => member(8, b"name.tar\0", tar),
        1 => member(4 | 16, b"\x02\0xy\0", tar),
        2 => member(1, b"", tar),
        3 if is_mutated && random.one_in(3) => [gzip(tar), (0..random.below(20)).map(|_| 0).collect()].concat(),
        4 if is_mutated && random.one_in(3) => [gzip(tar), gzip(&tar[..tar.len().min(512)])].concat(),
        _ => gzip(tar),
    }
}

/// The generator `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or_default()
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}
