//! The receipt: what the last good sync saw, so that the next one can see that nothing changed without parsing anything.
//!
//! Owns: its format and the comparison: two digests, one link, and for each plugin a [`Stamp`], which changes with every file, and how
//! its folder looked, which changes when the folder is replaced or names come and go in it.
//! Never does: stand for verification. It says "as the last sync left it", to whoever cannot write the receipt itself; `check` and
//! the loader hash every byte.
//! In: a [`Layout`]. Out: yes or no, and what is known of each tree.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::sync::OnceLock;

use camino::Utf8Path;

use super::Durability;
use super::error::Error;
use super::file;
use super::generation::{self, Generation};
use super::layout::Layout;
use super::lock::ProjectLock;
use super::stamp::{self, Stamp};
use crate::digest::Sha256;
use crate::limits;
use crate::platform::Platform;

const FIRST_LINE: &str = "ragnos receipt 3";
/// Lines of a receipt before those of the plugins.
const HEAD_LINES: usize = 6;
const RECEIPT_BYTES: u64 = 8 << 20;

/// Writes the receipt of `generation`, which is current and was just verified against a manifest with that digest, unless it is
/// there already. The digests are those of the texts that the sync worked with, and `stamps` were taken before the trees were
/// hashed or when they had just been written: what an editor writes meanwhile is not vouched for.
///
/// # Errors
/// [`Error`]; the sync is good all the same, the next one only takes longer.
pub fn write(
    lock: &ProjectLock,
    generation: &Generation,
    manifest: &Sha256,
    durability: Durability,
    stamps: &BTreeMap<Sha256, Stamp>,
) -> Result<(), Error> {
    let layout = lock.layout();
    let texts = [manifest, &generation.lockfile];
    let mut plugins = String::new();
    for (name, plugin) in &generation.plugins {
        let Some(stamp) = stamps.get(&plugin.tree) else { return Ok(()) };
        let Some(folder) = folder_of(&layout.plugins().join(name.as_str())) else { return Ok(()) };
        // Writing to a string does not fail.
        let _ = writeln!(plugins, "{name} {} {stamp} {folder}", plugin.tree);
    }
    let body = |durability| Some(head(texts, &generation.platform, generation.number, durability)? + &plugins);
    let there = read(layout);
    // One that was flushed is worth more than one that was not.
    if there.is_some() && [durability, Durability::Full].into_iter().any(|durability| body(durability) == there) {
        return Ok(());
    }
    let Some(mut text) = body(durability) else { return Ok(()) };
    let own = Sha256::of(text.as_bytes());
    let _ = writeln!(text, "{own}");
    file::replace(&layout.receipt(), text.as_bytes(), Durability::Fast)
}

/// The receipt without its last line, where that is the digest of the rest: it is not flushed, and after a loss of power it may be
/// torn.
fn read(layout: &Layout) -> Option<String> {
    let mut text = file::read_text(&layout.receipt(), RECEIPT_BYTES).ok()??;
    let body = text.strip_suffix('\n')?.rfind('\n')? + 1;
    let own: Sha256 = text[body..].trim_end().parse().ok()?;
    text.truncate(body);
    (Sha256::of(text.as_bytes()) == own).then_some(text)
}

/// How the writes that the receipt is about were flushed; `None` where that does not count any more.
fn durability(body: &str) -> Option<Durability> {
    match body.lines().nth(1)? {
        "flushed" => Some(Durability::Full),
        boot => (Some(boot) == this_boot().as_deref()).then_some(Durability::Fast),
    }
}

struct Line<'a> {
    name: &'a str,
    tree: Sha256,
    stamp: Stamp,
    folder: &'a str,
}

fn parse(line: &str) -> Option<Line<'_>> {
    let mut parts = line.split(' ');
    let (name, tree, stamp) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let folder = parts.next()?;
    parts.next().is_none().then_some(Line { name, tree, stamp, folder })
}

/// What the replacement of a folder changes: device, inode, time of modification.
fn folder_of(path: &Utf8Path) -> Option<String> {
    let found = fs_err::metadata(path).ok().filter(std::fs::Metadata::is_dir)?;
    Some(format!("{}:{}:{}.{:09}", found.dev(), found.ino(), found.mtime(), found.mtime_nsec()))
}

/// How closely installed plugins are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Each plugin's folder: another one in its place shows, a write into one of its files does not.
    Folders,
    /// Each file.
    Files,
}

/// How many plugins are installed, when manifest, lockfile, platform, generation and every plugin look as the last good sync left
/// them: it left a canonical lockfile that answers the manifest, so that neither has to be parsed to know it again.
pub fn unchanged(layout: &Layout, platform: &Platform, depth: Depth) -> Option<usize> {
    let body = read(layout)?;
    let number = generation::current_number(layout).ok()??;
    let manifest = Sha256::of(&file::read(&layout.manifest(), limits::MANIFEST_BYTES).ok()??);
    let lockfile = Sha256::of(&file::read(&layout.lockfile(), limits::LOCKFILE_BYTES).ok()??);
    let plugins = body.strip_prefix(&head([&manifest, &lockfile], platform, number, durability(&body)?)?)?;
    // Through the links, so that these are looked at too.
    let place = |line| parse(line).map(|line| (layout.plugins().join(line.name), line));
    let places: Vec<_> = plugins.lines().map(place).collect::<Option<_>>()?;
    let count = places.len();
    let holds = match depth {
        Depth::Folders => places.iter().all(|(path, line)| folder_of(path).is_some_and(|now| now == line.folder)),
        Depth::Files => stamp::all_hold(&places.into_iter().map(|(path, line)| (path, line.stamp)).collect::<Vec<_>>()),
    };
    holds.then_some(count)
}

/// The trees that look as they did when a sync last knew them to be whole, whatever the manifest and the lockfile say now.
pub fn whole_trees(layout: &Layout) -> BTreeMap<Sha256, Stamp> {
    let known = || {
        let body = read(layout)?;
        (body.lines().next()? == FIRST_LINE).then_some(())?;
        durability(&body)?;
        Some(body.lines().skip(HEAD_LINES).filter_map(parse).map(|line| (line.tree, line.stamp)).collect())
    };
    let known: BTreeMap<Sha256, Stamp> = known().unwrap_or_default();
    let trees: Vec<Sha256> = known.keys().copied().collect();
    let seen = stamp::of_trees(layout, &trees).unwrap_or_default();
    known.into_iter().zip(seen).filter(|((_, stamp), seen)| *seen == Some(*stamp)).map(|(known, _)| known).collect()
}

/// What would be left of the last good sync after a loss of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flushed {
    /// All of it.
    Yes,
    /// Nobody knows; the machine has been running since.
    SinceBoot,
    /// Nobody knows, and the machine was started anew since: the receipt does not count any more.
    BeforeBoot,
}

/// How the last good sync was flushed; `None` when there is no receipt of one.
pub fn flushed(layout: &Layout) -> Option<Flushed> {
    let text = file::read_text(&layout.receipt(), RECEIPT_BYTES).ok()??;
    match text.lines().nth(1)? {
        "flushed" => Some(Flushed::Yes),
        boot if Some(boot) == this_boot().as_deref() => Some(Flushed::SinceBoot),
        _ => Some(Flushed::BeforeBoot),
    }
}

/// The line of a receipt whose bytes are known to be there until the machine stops; `None` where boots cannot be told apart.
pub(super) fn this_boot() -> Option<String> {
    static THIS: OnceLock<Option<String>> = OnceLock::new();
    let read = || Some(format!("boot {}", fs_err::read_to_string("/proc/sys/kernel/random/boot_id").ok()?.trim()));
    THIS.get_or_init(read).clone()
}

/// Everything but the plugins: the digests of manifest and lockfile, and what was installed from them. `None` when the boot
/// cannot be told from another.
fn head(texts: [&Sha256; 2], platform: &Platform, number: u64, durability: Durability) -> Option<String> {
    let flushed = match durability {
        Durability::Full => "flushed".to_owned(),
        Durability::Fast => this_boot()?,
    };
    let [manifest, lockfile] = texts;
    Some(format!("{FIRST_LINE}\n{flushed}\n{manifest}\n{lockfile}\n{platform}\n{number}\n"))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::generation::InstalledPlugin;
    use super::super::lock::Waiting;
    use super::*;

    fn synced(durability: Durability, plugins: usize) -> (tempfile::TempDir, ProjectLock, Generation) {
        let temporary = tempfile::tempdir().unwrap();
        let layout = Layout::new(Utf8Path::from_path(temporary.path()).unwrap());
        let lock = ProjectLock::acquire(&layout, "test", Waiting::Refuse, |_| ()).unwrap();
        fs_err::write(layout.manifest(), "m").unwrap();
        fs_err::write(layout.lockfile(), "l").unwrap();
        fs_err::create_dir_all(layout.generation(1).join("acme")).unwrap();
        let (mut installed, mut stamps) = (BTreeMap::new(), BTreeMap::new());
        for number in 0..plugins {
            let tree = Sha256::of(number.to_string().as_bytes());
            fs_err::create_dir_all(layout.tree(&tree)).unwrap();
            fs_err::write(layout.tree(&tree).join("a.js"), "one").unwrap();
            stamps.insert(tree, Stamp::of(&layout.tree(&tree)).unwrap());
            let link = layout.generation(1).join(format!("acme/p{number}"));
            fs_err::os::unix::fs::symlink(generation::link_to(&tree), link).unwrap();
            installed.insert(
                format!("acme/p{number}").parse().unwrap(),
                InstalledPlugin { version: "1.0.0".parse().unwrap(), tree },
            );
        }
        fs_err::os::unix::fs::symlink("generations/1", layout.plugins()).unwrap();
        let record = Generation::new(1, None, Sha256::of(b"l"), Timestamp::UNIX_EPOCH, Platform::ANY, installed);
        write(&lock, &record, &Sha256::of(b"m"), durability, &stamps).unwrap();
        (temporary, lock, record)
    }

    #[test]
    fn an_unchanged_project_is_current_and_each_change_ends_that() {
        let changes: [fn(&Layout); 8] = [
            |layout| fs_err::write(layout.manifest(), "n").unwrap(),
            |layout| fs_err::write(layout.lockfile(), "k").unwrap(),
            |layout| fs_err::remove_file(layout.lockfile()).unwrap(),
            |layout| fs_err::write(layout.tree(&Sha256::of(b"1")).join("new"), "").unwrap(),
            |layout| fs_err::remove_dir_all(layout.tree(&Sha256::of(b"0"))).unwrap(),
            |layout| fs_err::write(layout.tree(&Sha256::of(b"2")).join("a.js"), "other").unwrap(),
            |layout| fs_err::write(layout.receipt(), "ragnos receipt 3\n").unwrap(),
            |layout| fs_err::remove_file(layout.receipt()).unwrap(),
        ];
        for change in changes {
            for durability in [Durability::Full, Durability::Fast] {
                let (_temporary, lock, _) = synced(durability, 3);
                assert!(unchanged(lock.layout(), &Platform::ANY, Depth::Files).is_some());
                assert!(unchanged(lock.layout(), &"linux-x86_64".parse().unwrap(), Depth::Files).is_none());
                change(lock.layout());
                assert!(unchanged(lock.layout(), &Platform::ANY, Depth::Files).is_none());
            }
        }
    }

    #[test]
    fn a_changed_tree_is_not_known_and_its_neighbours_are() {
        let (_temporary, lock, record) = synced(Durability::Full, 3);
        let layout = lock.layout();
        assert_eq!(whole_trees(layout).len(), 3);
        // Whatever else a project asks for now.
        fs_err::write(layout.manifest(), "n").unwrap();
        fs_err::write(layout.tree(&Sha256::of(b"1")).join("a.js"), "other").unwrap();
        let known: Vec<Sha256> = whole_trees(layout).into_keys().collect();
        let mut others: Vec<Sha256> = record.plugins.values().map(|plugin| plugin.tree).collect();
        others.retain(|tree| *tree != Sha256::of(b"1"));
        others.sort();
        assert_eq!(known, others);
        fs_err::remove_file(layout.receipt()).unwrap();
        assert!(whole_trees(layout).is_empty());
    }

    #[test]
    fn an_unflushed_sync_of_another_boot_does_not_count() {
        let (_temporary, lock, _) = synced(Durability::Fast, 1);
        let path = lock.layout().receipt();
        let text = fs_err::read_to_string(&path).unwrap();
        let (body, _) = text.trim_end().rsplit_once('\n').unwrap();
        let lines: Vec<&str> = body.lines().collect();
        let other = format!("{}\nboot another\n{}\n", lines[0], lines[2..].join("\n"));
        fs_err::write(&path, format!("{other}{}\n", Sha256::of(other.as_bytes()))).unwrap();
        assert!(unchanged(lock.layout(), &Platform::ANY, Depth::Files).is_none() && whole_trees(lock.layout()).is_empty());
    }

    #[test]
    fn a_hundred_plugins_are_looked_at_quickly() {
        let (_temporary, lock, record) = synced(Durability::Full, 100);
        assert_eq!(record.plugins.len(), 100);
        let started = std::time::Instant::now();
        assert!(unchanged(lock.layout(), &Platform::ANY, Depth::Files).is_some());
        // The goal is 1 ms; this bound only catches a change of kind on a loaded machine and an unoptimised build.
        assert!(started.elapsed() < std::time::Duration::from_millis(100), "{:?}", started.elapsed());
    }
}
