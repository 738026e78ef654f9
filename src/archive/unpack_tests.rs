//! Archives that become files, and archives of which nothing may be written.

use std::os::unix::fs::{PermissionsExt, symlink};

use cap_std::ambient_authority;

use super::super::entries::tests::{archive, entry};
use super::super::{Pin, Receiver, list};
use super::*;

/// A small plugin's archive, with the pin that vouches for it.
pub(crate) fn sample(content: &str) -> (Vec<u8>, Pin) {
    let manifest = format!("[plugin]\nname = \"acme/{content}\"\nversion = \"1.0.0\"\n");
    let files = [
        entry("plugin.toml", b'0', manifest.as_bytes(), |_| ()),
        entry("bin/", b'5', b"", |_| ()),
        entry("bin/run", b'0', b"run", |block| block[100..108].copy_from_slice(b"0000755\0")),
        entry("deep/er/main.js", b'0', content.as_bytes(), |_| ()),
        entry("empty/folder/", b'5', b"", |_| ()),
    ];
    let bytes = archive(&files);
    let pin = pin(&bytes);
    (bytes, pin)
}

/// What is signed of an archive that is accepted.
pub(crate) fn extent(bytes: &[u8]) -> Extent {
    let files = list(bytes).unwrap();
    Extent::signed(files.len() as u64, files.iter().map(|file| file.length).sum(), bytes.len() as u64).unwrap()
}

fn pin(bytes: &[u8]) -> Pin {
    Pin { length: bytes.len() as u64, sha256: Sha256::of(bytes), tree: tree::digest(&list(bytes).unwrap()) }
}

fn verified(bytes: &[u8], pin: &Pin, extent: Extent) -> Result<VerifiedArchive, Error> {
    let mut receiver = Receiver::new(pin.length);
    bytes.chunks(7).try_for_each(|chunk| receiver.push(chunk))?;
    receiver.finish()?.verify(pin, pin, extent)
}

fn folder() -> (tempfile::TempDir, Dir) {
    let temporary = tempfile::tempdir().unwrap();
    let dir = Dir::open_ambient_dir(temporary.path(), ambient_authority()).unwrap();
    (temporary, dir)
}

#[test]
fn files_arrive_with_their_bytes_and_modes_and_folders_only_for_them() {
    let (bytes, pin) = sample("hello");
    let (temporary, dir) = folder();
    let unpacked = unpack(&verified(&bytes, &pin, extent(&bytes)).unwrap(), &dir).unwrap();
    assert_eq!((unpacked.tree(), unpacked.files().len()), (pin.tree, 3));
    assert_eq!(fs_err::read_to_string(temporary.path().join("deep/er/main.js")).unwrap(), "hello");
    let mode = |path: &str| fs_err::metadata(temporary.path().join(path)).unwrap().permissions().mode() & 0o7777;
    assert_eq!((mode("bin/run"), mode("deep/er/main.js")), (0o555, 0o444));
    assert!(!temporary.path().join("empty").exists());
}

#[test]
fn bytes_that_are_not_vouched_for_are_never_parsed() {
    let (bytes, pin) = sample("hello");
    let extent = extent(&bytes);
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    assert!(matches!(verified(&flipped, &pin, extent), Err(Error::Digest { .. })));
    assert!(matches!(verified(&[bytes.clone(), vec![0]].concat(), &pin, extent), Err(Error::Length { .. })));
    let mut short = Receiver::new(pin.length);
    short.push(&bytes[1..]).unwrap();
    assert!(matches!(short.finish(), Err(Error::Length { expected, seen }) if expected == seen + 1));
    for (other, named) in [
        (Pin { tree: Sha256::of(b""), ..pin }, "tree digest"),
        (Pin { sha256: Sha256::of(b""), ..pin }, "sha256"),
        (Pin { length: 1, ..pin }, "length"),
    ] {
        let mut receiver = Receiver::new(pin.length);
        receiver.push(&bytes).unwrap();
        let error = receiver.finish().unwrap().verify(&pin, &other, extent).unwrap_err();
        let Error::Witnesses { what, locked, signed } = error else { panic!("{error}") };
        assert_eq!(what, named);
        assert_ne!(locked, signed);
    }
}

#[test]
fn nothing_is_written_of_another_tree_or_another_size() {
    let (bytes, pin) = sample("hello");
    let (temporary, dir) = folder();
    let wrong = Pin { tree: Sha256::of(b"x"), ..pin };
    assert!(matches!(unpack(&verified(&bytes, &wrong, extent(&bytes)).unwrap(), &dir), Err(Error::Tree { .. })));
    for (files, size) in [(1, 8), (3, 8), (2, 7), (2, 9), (0, 0)] {
        let extent = Extent::signed(files, size, pin.length).unwrap();
        let error = unpack(&verified(&bytes, &pin, extent).unwrap(), &dir).unwrap_err();
        assert!(matches!(error, Error::Extent { .. }), "{files} {size}: {error}");
    }
    assert_eq!(fs_err::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn what_stands_in_the_way_is_not_followed_and_not_replaced() {
    let (bytes, pin) = sample("hello");
    let archive = verified(&bytes, &pin, extent(&bytes)).unwrap();
    let outside = tempfile::tempdir().unwrap();
    for (link, target) in [("bin", "."), ("deep", "."), ("bin/run", "run")] {
        let (temporary, dir) = folder();
        fs_err::create_dir_all(temporary.path().join(link).parent().unwrap()).unwrap();
        symlink(outside.path().join(target), temporary.path().join(link)).unwrap();
        assert!(matches!(unpack(&archive, &dir), Err(Error::Write(_))), "{link}");
    }
    assert_eq!(fs_err::read_dir(outside.path()).unwrap().count(), 0);
}

/// Somebody else swaps folders for links to the outside as fast as they can, while archives are unpacked.
#[test]
fn a_folder_that_becomes_a_link_meanwhile_leads_nowhere() {
    let (bytes, pin) = sample("hello");
    let archive = verified(&bytes, &pin, extent(&bytes)).unwrap();
    let outside = tempfile::tempdir().unwrap();
    fs_err::create_dir(outside.path().join("er")).unwrap();
    let (temporary, dir) = folder();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                for name in ["bin", "deep", "deep/er"] {
                    let (place, aside) = (temporary.path().join(name), temporary.path().join("aside"));
                    if fs_err::rename(&place, &aside).is_ok() {
                        let _ = symlink(outside.path(), &place);
                        let _ = fs_err::remove_file(&place);
                        let _ = fs_err::remove_dir_all(&aside);
                    }
                }
            }
        });
        for _ in 0..300 {
            let _ = unpack(&archive, &dir);
            let _ = dir.remove_dir_all("bin");
            let _ = dir.remove_dir_all("deep");
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    let left: Vec<_> = fs_err::read_dir(outside.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["er"]);
    assert_eq!(fs_err::read_dir(outside.path().join("er")).unwrap().count(), 0);
}
