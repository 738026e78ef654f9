//! The receipt: what the last good sync saw, so that the next one can see that nothing changed without parsing anything.
//!
//! Owns: its format and the comparison: two digests, one link, one `stat` a plugin.
//! Never does: stand for verification. It says "as the last sync left it", for whoever could write the project; `check` and the
//! loader hash every byte.
//! In: a [`Layout`]. Out: yes or no.

use std::fmt::Write as _;
use std::os::unix::fs::MetadataExt;

use super::Durability;
use super::error::Error;
use super::file;
use super::generation::{self, Generation};
use super::layout::Layout;
use super::lock::ProjectLock;
use crate::digest::Sha256;
use crate::limits;
use crate::platform::Platform;

const FIRST_LINE: &str = "ragnos receipt 1";
const RECEIPT_BYTES: u64 = 8 << 20;

/// Writes the receipt of `generation`, which is current and was just verified against a manifest with that digest. The digests
/// are those of the texts that the sync worked with: what an editor writes meanwhile is not vouched for.
///
/// # Errors
/// [`Error`]; the sync is good all the same, the next one only takes longer.
pub fn write(lock: &ProjectLock, generation: &Generation, manifest: &Sha256, durability: Durability) -> Result<(), Error> {
    let layout = lock.layout();
    let texts = [manifest, &generation.lockfile];
    let Some(mut text) = head(texts, &generation.platform, generation.number, durability) else { return Ok(()) };
    for name in generation.plugins.keys() {
        let Some(stamp) = stamp(layout, name.as_str()) else { return Ok(()) };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name} {stamp}");
    }
    let _ = writeln!(text, "{}", Sha256::of(text.as_bytes()));
    file::replace(&layout.receipt(), text.as_bytes(), Durability::Fast)
}

/// How many plugins are installed, when manifest, lockfile, platform, generation and every plugin's folder are what the last
/// good sync left: it left a canonical lockfile that answers the manifest, so that neither has to be parsed to know it again.
pub fn unchanged(layout: &Layout, platform: &Platform) -> Option<usize> {
    let text = file::read_text(&layout.receipt(), RECEIPT_BYTES).ok()??;
    let (body, own) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    // The receipt is not flushed: after a loss of power it may be torn.
    let body = format!("{body}\n");
    own.parse::<Sha256>().ok().filter(|own| *own == Sha256::of(body.as_bytes()))?;
    let number = generation::current_number(layout).ok()??;
    let durability = if body.lines().nth(1)? == "flushed" { Durability::Full } else { Durability::Fast };
    let manifest = Sha256::of(&file::read(&layout.manifest(), limits::MANIFEST_BYTES).ok()??);
    let lockfile = Sha256::of(&file::read(&layout.lockfile(), limits::LOCKFILE_BYTES).ok()??);
    let stamps = body.strip_prefix(&head([&manifest, &lockfile], platform, number, durability)?)?;
    let same = |line: &str| line.split_once(' ').is_some_and(|(name, seen)| stamp(layout, name).is_some_and(|now| now == seen));
    stamps.lines().all(same).then(|| stamps.lines().count())
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
fn this_boot() -> Option<String> {
    Some(format!("boot {}", fs_err::read_to_string("/proc/sys/kernel/random/boot_id").ok()?.trim()))
}

/// True when [`unchanged`] finds nothing changed.
pub fn is_current(layout: &Layout, platform: &Platform) -> bool {
    unchanged(layout, platform).is_some()
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

/// What a folder's replacement changes. Through the links, so that these are looked at too.
fn stamp(layout: &Layout, name: &str) -> Option<String> {
    let found = fs_err::metadata(layout.plugins().join(name)).ok().filter(std::fs::Metadata::is_dir)?;
    Some(format!("{} {} {}.{:09}", found.dev(), found.ino(), found.mtime(), found.mtime_nsec()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::os::unix::fs::PermissionsExt;

    use camino::Utf8Path;
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
        let mut installed = BTreeMap::new();
        for number in 0..plugins {
            let tree = Sha256::of(number.to_string().as_bytes());
            fs_err::create_dir_all(layout.tree(&tree)).unwrap();
            let link = layout.generation(1).join(format!("acme/p{number}"));
            fs_err::os::unix::fs::symlink(generation::link_to(&tree), link).unwrap();
            installed.insert(
                format!("acme/p{number}").parse().unwrap(),
                InstalledPlugin { version: "1.0.0".parse().unwrap(), tree },
            );
        }
        fs_err::os::unix::fs::symlink("generations/1", layout.plugins()).unwrap();
        let record = Generation::new(1, None, Sha256::of(b"l"), Timestamp::UNIX_EPOCH, Platform::ANY, installed);
        write(&lock, &record, &Sha256::of(b"m"), durability).unwrap();
        (temporary, lock, record)
    }

    #[test]
    fn an_unchanged_project_is_current_and_each_change_ends_that() {
        let changes: [fn(&Layout); 7] = [
            |layout| fs_err::write(layout.manifest(), "n").unwrap(),
            |layout| fs_err::write(layout.lockfile(), "k").unwrap(),
            |layout| fs_err::remove_file(layout.lockfile()).unwrap(),
            |layout| fs_err::write(layout.tree(&Sha256::of(b"1")).join("new"), "").unwrap(),
            |layout| fs_err::remove_dir_all(layout.tree(&Sha256::of(b"0"))).unwrap(),
            |layout| fs_err::write(layout.receipt(), "ragnos receipt 1\n").unwrap(),
            |layout| fs_err::remove_file(layout.receipt()).unwrap(),
        ];
        for change in changes {
            for durability in [Durability::Full, Durability::Fast] {
                let (_temporary, lock, _) = synced(durability, 3);
                assert!(is_current(lock.layout(), &Platform::ANY));
                assert!(!is_current(lock.layout(), &"linux-x86_64".parse().unwrap()));
                change(lock.layout());
                assert!(!is_current(lock.layout(), &Platform::ANY));
            }
        }
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
        assert!(!is_current(lock.layout(), &Platform::ANY));
    }

    #[test]
    fn a_hundred_plugins_are_looked_at_quickly() {
        let (_temporary, lock, record) = synced(Durability::Full, 100);
        assert_eq!(record.plugins.len(), 100);
        let started = std::time::Instant::now();
        assert!(is_current(lock.layout(), &Platform::ANY));
        // The goal is 1 ms; this bound only catches a change of kind on a loaded machine and an unoptimised build.
        assert!(started.elapsed() < std::time::Duration::from_millis(100), "{:?}", started.elapsed());
        fs_err::set_permissions(lock.layout().root(), PermissionsExt::from_mode(0o755)).unwrap();
    }
}
