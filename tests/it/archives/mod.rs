//! Hostile archives through the public road: bytes, digest, unpack. Each has one outcome, and a refusal leaves nothing.
#![allow(clippy::print_stdout, reason = "how many were refused, and with what, is worth seeing")]

pub(crate) mod corpus;
mod install;
mod naive;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use ragnos_plugin::archive::{self, Error, Extent, Pin, Receiver};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::tree::{self, TreeFile};
use tempfile::TempDir;

use self::corpus::{Case, Expected, File};

/// A folder to unpack into, with a folder beside its parent that nothing may touch.
pub(crate) struct Ground {
    temporary: TempDir,
}

impl Ground {
    pub(crate) fn new() -> Self {
        let ground = Self { temporary: tempfile::tempdir().unwrap() };
        ground.lay_out();
        ground
    }

    fn lay_out(&self) {
        fs_err::create_dir_all(self.tree()).unwrap();
        fs_err::create_dir_all(self.canary().join("folder")).unwrap();
        fs_err::write(self.canary().join("kept"), "as it was").unwrap();
    }

    /// As it was at first, whatever happened to it.
    fn reset(&self) {
        for entry in fs_err::read_dir(self.temporary.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { fs_err::remove_dir_all(path).unwrap() } else { fs_err::remove_file(path).unwrap() }
        }
        self.lay_out();
    }

    /// `../../canary` leads from here to the canary.
    pub(crate) fn tree(&self) -> PathBuf {
        self.temporary.path().join("project/tree")
    }

    pub(crate) fn canary(&self) -> PathBuf {
        self.temporary.path().join("canary")
    }

    /// Everything in the canary: paths, modes, contents.
    pub(crate) fn canary_state(&self) -> BTreeMap<PathBuf, String> {
        state(&self.canary())
    }
}

/// Everything below a folder, and the folder itself.
fn state(folder: &Path) -> BTreeMap<PathBuf, String> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let metadata = fs_err::symlink_metadata(folder).unwrap();
    let (mode, links) = (metadata.permissions().mode(), metadata.nlink());
    let mut found = BTreeMap::new();
    if metadata.is_dir() {
        found.insert(folder.to_owned(), format!("{mode:o}"));
        for entry in fs_err::read_dir(folder).unwrap() {
            found.append(&mut state(&entry.unwrap().path()));
        }
    } else if metadata.is_file() {
        found.insert(folder.to_owned(), format!("{mode:o} {links} {}", Sha256::of(&fs_err::read(folder).unwrap())));
    } else {
        found.insert(folder.to_owned(), format!("{mode:o} special"));
    }
    found
}

/// The code of an error.
fn code(error: &Error) -> String {
    miette::Diagnostic::code(error).unwrap().to_string()
}

fn expected(files: &[File]) -> Vec<TreeFile> {
    let file = |file: &File| TreeFile {
        path: file.path.clone(),
        executable: file.executable,
        length: file.content.len() as u64,
        sha256: Sha256::of(&file.content),
    };
    let mut files: Vec<TreeFile> = files.iter().map(file).collect();
    files.sort();
    files
}

/// Unpacks into an empty ground; the files, sorted, or the code.
fn unpack(bytes: &[u8], tree: Sha256, (files, size): (u64, u64), ground: &Ground) -> Result<Vec<TreeFile>, String> {
    let pin = Pin { length: bytes.len() as u64, sha256: Sha256::of(bytes), tree };
    let run = || {
        let extent = Extent::signed(files, size, pin.length)?;
        let mut receiver = Receiver::new(pin.length);
        receiver.push(bytes)?;
        let verified = receiver.finish()?.verify(&pin, &pin, extent)?;
        let into = Dir::open_ambient_dir(ground.tree(), ambient_authority()).unwrap();
        archive::unpack(&verified, &into)
    };
    let unpacked = run().map_err(|error| code(&error))?;
    let mut files = unpacked.files().to_vec();
    files.sort();
    Ok(files)
}

/// The files that are on disk, as another walk sees them.
fn on_disk(folder: &Path) -> Vec<TreeFile> {
    use std::os::unix::fs::PermissionsExt as _;
    fn walk(folder: &Path, root: &Path, found: &mut Vec<TreeFile>) {
        for entry in fs_err::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = fs_err::symlink_metadata(&path).unwrap();
            if metadata.is_dir() {
                let before = found.len();
                walk(&path, root, found);
                assert!(found.len() > before, "{} is empty", path.display());
                continue;
            }
            assert!(metadata.is_file());
            let mode = metadata.permissions().mode() & 0o7777;
            assert!([0o444, 0o555].contains(&mode), "{mode:o}");
            let (path, bytes) = (path.strip_prefix(root).unwrap(), fs_err::read(&path).unwrap());
            let (path, length) = (path.to_str().unwrap().to_owned(), bytes.len() as u64);
            found.push(TreeFile { path, executable: mode == 0o555, length, sha256: Sha256::of(&bytes) });
        }
    }
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    found.sort();
    found
}

/// It unpacks to these files, on disk and in what is said of it, inflated at once and a piece at a time.
fn accepted(case: &Case, files: &[File]) -> Result<(), String> {
    let files = expected(files);
    let size = files.iter().map(|file| file.length).sum();
    let ground = Ground::new();
    let unpacked = unpack(&case.archive, tree::digest(&files), (files.len() as u64, size), &ground);
    let mut listed = archive::list(&case.archive).map_err(|error| code(&error));
    let _ = listed.as_mut().map(|files| files.sort());
    for (seen, how) in [(unpacked, "unpacked"), (Ok(on_disk(&ground.tree())), "on disk"), (listed, "listed")] {
        if seen.as_ref() != Ok(&files) {
            return Err(format!("{how}: {seen:?}"));
        }
    }
    Ok(())
}

/// Inflated at once and a piece at a time, it is refused with the same code, and nothing is there.
fn refused(case: &Case, code: &str, ground: &Ground) -> Result<(), String> {
    // The two differ in whether what they allow fits in memory.
    let signed = case.signed.map_or_else(|| vec![(1000, 1 << 20), (200_000, 1 << 20)], |signed| vec![signed]);
    let mut seen: Vec<Result<Vec<TreeFile>, String>> =
        signed.iter().map(|numbers| unpack(&case.archive, Sha256::of(b"not asked for"), *numbers, ground)).collect();
    if case.signed.is_none() {
        seen.push(archive::list(&case.archive).map_err(|error| self::code(&error)));
    }
    let left = fs_err::read_dir(ground.tree()).unwrap().count();
    if left == 0 && seen.iter().all(|seen| seen.as_ref().is_err_and(|seen| seen == code)) {
        Ok(())
    } else {
        Err(format!("{left} files left, {code} expected, seen {seen:?}"))
    }
}

#[test]
fn every_archive_has_its_outcome_and_a_refusal_leaves_nothing() {
    let ground = Ground::new();
    let before = ground.canary_state();
    let (mut controls, mut codes) = (0, BTreeMap::<&str, usize>::new());
    let mut wrong = Vec::new();
    for case in corpus::all(ground.canary().to_str().unwrap()) {
        let outcome = match &case.expected {
            Expected::Accepted(files) => {
                controls += 1;
                accepted(&case, files)
            }
            Expected::Refused(code) => {
                *codes.entry(code).or_default() += 1;
                refused(&case, code, &ground)
            }
        };
        wrong.extend(outcome.err().map(|how| format!("{}, {}: {how}", case.class, case.name)));
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(ground.canary_state(), before);
    assert_eq!(fs_err::read_dir(ground.temporary.path()).unwrap().count(), 2);
    let refused: usize = codes.values().sum();
    println!("{controls} controls accepted, {refused} archives refused: {codes:?}");
    assert!(controls >= 50 && refused >= 300 && codes.len() == 9, "{controls} {codes:?}");
}

/// A harness in which nothing ever escapes proves nothing: an extractor without rules damages the canary.
#[test]
fn the_same_archives_escape_from_an_extractor_without_rules() {
    let ground = Ground::new();
    let (before, mut escaped) = (ground.canary_state(), BTreeMap::<&str, usize>::new());
    let cases = corpus::all(ground.canary().to_str().unwrap());
    // What is only large does not escape, and takes its time.
    for case in cases.iter().filter(|case| !["limit", "signed size"].contains(&case.class)) {
        ground.reset();
        // What it stops at does not matter, only what it did.
        let _ = naive::extract(&case.archive, &ground.tree());
        if ground.canary_state() != before {
            assert!(matches!(case.expected, Expected::Refused(_)), "{} is a control", case.name);
            *escaped.entry(case.class).or_default() += 1;
        }
    }
    let total: usize = escaped.values().sum();
    println!("without rules {total} of {} archives reach the canary: {escaped:?}", cases.len());
    assert!(total >= 20 && escaped.len() >= 3, "{escaped:?}");
}

/// What is listed is what is unpacked, and what is not listed is not unpacked, for the same reason.
#[test]
fn random_archives_have_one_outcome_too() {
    let (mut accepted, mut refused) = (0, BTreeMap::new());
    for seed in 0..400 {
        let bytes = corpus::random::archive(seed);
        let ground = Ground::new();
        match archive::list(&bytes) {
            Ok(mut files) => {
                let size = files.iter().map(|file| file.length).sum();
                let unpacked = unpack(&bytes, tree::digest(&files), (files.len() as u64, size), &ground);
                files.sort();
                assert_eq!(unpacked.as_ref(), Ok(&files), "seed {seed}");
                assert_eq!(on_disk(&ground.tree()), files, "seed {seed}");
                accepted += 1;
            }
            Err(error) => {
                let unpacked = unpack(&bytes, Sha256::of(b""), (100, 1 << 20), &ground);
                assert_eq!(unpacked, Err(code(&error)), "seed {seed}");
                assert_eq!(fs_err::read_dir(ground.tree()).unwrap().count(), 0, "seed {seed}");
                *refused.entry(code(&error)).or_insert(0) += 1;
            }
        }
    }
    println!("{accepted} random archives accepted, refused: {refused:?}");
    assert!(accepted > 150 && refused.len() >= 6, "{accepted} {refused:?}");
}
