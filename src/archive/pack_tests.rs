//! Folders that become archives, and folders that are refused.

use cap_std::ambient_authority;
use cap_std::fs::Dir;

use super::super::{Extent, Pin, Receiver, unpack};
use super::*;
use crate::digest::Sha256;

const MANIFEST: &str = "[plugin]\nname = \"acme/hello\"\nversion = \"1.0.0\"\n";

fn source() -> (tempfile::TempDir, Utf8PathBuf) {
    let temporary = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(temporary.path().to_owned()).unwrap();
    fs_err::create_dir_all(path.join("lib/deep")).unwrap();
    fs_err::write(path.join("plugin.toml"), MANIFEST).unwrap();
    fs_err::write(path.join("lib/deep/main.js"), "x".repeat(1000)).unwrap();
    fs_err::write(path.join(".secret"), "no").unwrap();
    (temporary, path)
}

#[test]
fn two_folders_with_the_same_files_give_the_same_bytes_and_unpack() {
    let ((_one, one), (_other, other)) = (source(), source());
    let packed = pack(&one).unwrap();
    assert_eq!(packed.archive(), pack(&other).unwrap().archive());
    assert_eq!(packed.left_out(), [".secret"]);
    assert_eq!(packed.inspected().file_count, 2);
    let bytes = packed.archive();
    let pin = Pin { length: bytes.len() as u64, sha256: Sha256::of(bytes), tree: packed.inspected().tree };
    let mut receiver = Receiver::new(pin.length);
    receiver.push(bytes).unwrap();
    let into = tempfile::tempdir().unwrap();
    let dir = Dir::open_ambient_dir(into.path(), ambient_authority()).unwrap();
    let extent = Extent::signed(packed.inspected().file_count, packed.inspected().unpacked_size, pin.length).unwrap();
    let unpacked = unpack(&receiver.finish().unwrap().verify(&pin, &pin, extent).unwrap(), &dir).unwrap();
    assert_eq!(unpacked.files(), packed.inspected().files);
    assert!(!into.path().join(".secret").exists());
}

#[test]
fn what_could_not_be_unpacked_is_not_packed() {
    let (_temporary, path) = source();
    fs_err::write(path.join("nul.txt"), "").unwrap();
    assert!(matches!(pack(&path), Err(PackError::Inspect(InspectError::Archive(_)))));
    fs_err::remove_file(path.join("nul.txt")).unwrap();
    fs_err::os::unix::fs::symlink("plugin.toml", path.join("link")).unwrap();
    assert!(matches!(pack(&path), Err(PackError::Kind { .. })));
    fs_err::remove_file(path.join("link")).unwrap();
    fs_err::remove_file(path.join("plugin.toml")).unwrap();
    assert!(matches!(pack(&path), Err(PackError::Inspect(InspectError::NoManifest))));
}
