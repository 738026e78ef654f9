//! Archives that become files, and archives of which nothing may be written.

use cap_std::ambient_authority;

use super::super::entries::tests::{archive, entry};
use super::super::{Pin, Receiver};
use super::*;

/// A small plugin's archive, with the pin that vouches for it.
pub(crate) fn sample(content: &str) -> (Vec<u8>, Pin) {
    let manifest = format!("[plugin]\nname = \"acme/{content}\"\nversion = \"1.0.0\"\n");
    let files = [
        entry("plugin.toml", b'0', manifest.as_bytes(), |_| ()),
        entry("bin/", b'5', b"", |_| ()),
        entry("bin/run", b'0', b"run", |block| block[100..108].copy_from_slice(b"0000755\0")),
        entry("deep/er/main.js", b'0', content.as_bytes(), |_| ()),
    ];
    let bytes = archive(&files);
    let tree = tree::digest(&listing(&bytes).unwrap());
    let pin = Pin { length: bytes.len() as u64, sha256: Sha256::of(&bytes), tree };
    (bytes, pin)
}

fn verified(bytes: &[u8], pin: &Pin) -> Result<VerifiedArchive, Error> {
    let mut receiver = Receiver::new(pin.length);
    bytes.chunks(7).try_for_each(|chunk| receiver.push(chunk))?;
    receiver.finish().verify(pin, pin)
}

fn folder() -> (tempfile::TempDir, Dir) {
    let temporary = tempfile::tempdir().unwrap();
    let dir = Dir::open_ambient_dir(temporary.path(), ambient_authority()).unwrap();
    (temporary, dir)
}

#[test]
fn files_arrive_with_their_bytes_and_modes() {
    use std::os::unix::fs::PermissionsExt;
    let (bytes, pin) = sample("hello");
    let (temporary, dir) = folder();
    let unpacked = unpack(&verified(&bytes, &pin).unwrap(), &dir).unwrap();
    assert_eq!((unpacked.tree(), unpacked.files().len()), (pin.tree, 3));
    assert_eq!(fs_err::read_to_string(temporary.path().join("deep/er/main.js")).unwrap(), "hello");
    let mode = fs_err::metadata(temporary.path().join("bin/run")).unwrap().permissions().mode();
    assert_ne!(mode & 0o100, 0);
}

#[test]
fn bytes_that_are_not_vouched_for_are_never_parsed() {
    let (bytes, pin) = sample("hello");
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    assert!(matches!(verified(&flipped, &pin), Err(Error::Digest { .. })));
    assert!(matches!(verified(&bytes[1..], &pin), Err(Error::Length { .. })));
    assert!(matches!(verified(&[bytes.clone(), vec![0]].concat(), &pin), Err(Error::Length { .. })));
    let other = Pin { tree: Sha256::of(b""), ..pin };
    let mut receiver = Receiver::new(pin.length);
    receiver.push(&bytes).unwrap();
    assert!(matches!(receiver.finish().verify(&pin, &other), Err(Error::Witnesses { .. })));
}

#[test]
fn nothing_is_written_of_another_tree_or_a_hostile_archive() {
    let (bytes, pin) = sample("hello");
    let (temporary, dir) = folder();
    let wrong = Pin { tree: Sha256::of(b"x"), ..pin };
    assert!(matches!(unpack(&verified(&bytes, &wrong).unwrap(), &dir), Err(Error::Tree { .. })));
    let good = entry("good", b'0', b"x", |_| ());
    for name in ["../escape", "/abs", "GOOD", "good", "nul.txt"] {
        let hostile = archive(&[good.clone(), entry(name, b'0', b"x", |_| ())]);
        let pin = Pin { length: hostile.len() as u64, sha256: Sha256::of(&hostile), tree: pin.tree };
        assert!(matches!(unpack(&verified(&hostile, &pin).unwrap(), &dir), Err(Error::Entry { .. })), "{name}");
    }
    assert_eq!(fs_err::read_dir(temporary.path()).unwrap().count(), 0);
}
