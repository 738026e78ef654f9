//! Any bytes as the tar inside of an archive, with the check sums put right: what is accepted has the same files for the `tar` crate.
#![no_main]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Once;

use libfuzzer_sys::{Corpus, fuzz_target};
use ragnos_plugin::archive::{gzip, inspect};
use ragnos_plugin::digest::Sha256;

const BLOCK: usize = 512;
/// An archive is one of a plugin only with this at its top; it goes first.
const MANIFEST: &str = "[plugin]\nname = \"acme/a\"\nversion = \"1.0.0\"\n";

fn check_sum(header: &mut [u8]) {
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}

/// Goes from header to header as a reader would, and puts check sums right.
fn mend(tar: &mut [u8]) {
    let mut at = 0;
    while at + BLOCK <= tar.len() {
        let header = &mut tar[at..at + BLOCK];
        if header.iter().all(|byte| *byte == 0) {
            return;
        }
        check_sum(header);
        let digits = header[124..136].iter().take_while(|byte| matches!(byte, b'0'..=b'7'));
        let size = digits.fold(0_usize, |size, digit| size * 8 + usize::from(digit - b'0'));
        at = at.saturating_add(BLOCK).saturating_add(size.div_ceil(BLOCK).saturating_mul(BLOCK));
    }
}

fn manifest() -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.set_size(MANIFEST.len() as u64);
    header.set_mode(0o644);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_path("plugin.toml").expect("a name");
    header.set_cksum();
    let mut content = MANIFEST.as_bytes().to_vec();
    content.resize(BLOCK, 0);
    [&header.as_bytes()[..], &content].concat()
}

fuzz_target!(|bytes: &[u8]| -> Corpus {
    // Were nothing ever accepted, this target would show nothing.
    static SOUND: Once = Once::new();
    SOUND.call_once(|| {
        let seed = include_bytes!("../seeds/tar/files");
        let tar = [manifest().as_slice(), seed].concat();
        let inspected = inspect(&gzip::compress(&tar).expect("memory")).expect("the seed is a good archive");
        assert_eq!(inspected.files.len(), 4, "{:?}", inspected.files);
    });
    if bytes.len() < BLOCK {
        return Corpus::Reject;
    }
    let mut rest = bytes.to_vec();
    mend(&mut rest);
    let mut tar = manifest();
    tar.extend_from_slice(&rest);
    // Bytes that do not end as a tar does are given an end, so that the end is not all that is ever tested.
    if !bytes.len().is_multiple_of(BLOCK) {
        tar.truncate(tar.len() / BLOCK * BLOCK);
        tar.extend_from_slice(&[0; 2 * BLOCK]);
    }
    let Ok(inspected) = inspect(&gzip::compress(&tar).expect("memory")) else { return Corpus::Keep };
    let ours: BTreeMap<String, (bool, Sha256)> =
        inspected.files.into_iter().map(|file| (file.path, (file.executable, file.sha256))).collect();
    let mut theirs = BTreeMap::new();
    for entry in tar::Archive::new(tar.as_slice()).entries().expect("accepted") {
        let mut entry = entry.expect("accepted");
        if !entry.header().entry_type().is_file() {
            assert!(entry.header().entry_type().is_dir(), "accepted, but neither a file nor a folder");
            continue;
        }
        let path = String::from_utf8(entry.path_bytes().into_owned()).expect("accepted");
        let executable = entry.header().mode().expect("accepted") & 0o100 != 0;
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("accepted");
        assert!(theirs.insert(path, (executable, Sha256::of(&content))).is_none(), "accepted, but one path is there twice");
    }
    assert_eq!(ours, theirs);
    for path in ours.keys() {
        assert!(!path.starts_with('/') && path.split('/').all(|part| !matches!(part, "" | "." | "..")), "{path:?}");
    }
    Corpus::Keep
});
