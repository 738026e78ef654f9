//! The demo repository's expiries: far off, and announced before they are a fuse.
//!
//! Owns: the five years of warning. Never does: verification; it reads the JSON as it lies there.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use ragnos_plugin::clock::{Clock, SystemClock};

/// How long before the first expiry this test starts to fail.
const WARNING: SignedDuration = SignedDuration::from_hours(5 * 366 * 24);

/// The role files of `folder` that expire before `limit`, each with its date.
fn expiring(folder: &Path, limit: Timestamp) -> Vec<String> {
    let mut files: Vec<PathBuf> =
        fs_err::read_dir(folder).expect("the demo repository is in the tree").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} has no role files", folder.display());
    let expiry = |file: &PathBuf| -> Timestamp {
        let role: serde_json::Value = serde_json::from_slice(&fs_err::read(file).unwrap()).unwrap();
        let text = role["signed"]["expires"].as_str().unwrap_or_else(|| panic!("{} has no expiry", file.display()));
        text.parse().unwrap_or_else(|error| panic!("{}: {text}: {error}", file.display()))
    };
    files
        .iter()
        .map(|file| (file, expiry(file)))
        .filter(|(_, date)| *date < limit)
        .map(|(file, date)| format!("{} expires at {date}", file.display()))
        .collect()
}

#[test]
fn the_demo_repository_has_more_than_five_years_left() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/repos/demo/metadata");
    let soon = expiring(&folder, SystemClock.now() + WARNING);
    assert!(soon.is_empty(), "put a later date in fixtures/demo.toml and run `cargo xtask fixtures`:\n{}", soon.join("\n"));
}

#[test]
fn a_role_that_runs_out_is_named_with_its_date() {
    let folder = tempfile::tempdir().unwrap();
    for (file, date) in [("1.root.json", "2056-01-01T00:00:00Z"), ("timestamp.json", "2030-06-01T00:00:00Z")] {
        fs_err::write(folder.path().join(file), format!(r#"{{"signed":{{"expires":"{date}"}}}}"#)).unwrap();
    }
    let soon = expiring(folder.path(), "2031-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(soon.len(), 1);
    assert!(soon[0].contains("timestamp.json expires at 2030-06-01"), "{soon:?}");
}

#[test]
fn the_root_to_pin_is_the_first_of_the_demo_repository() {
    let repositories = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/repos");
    let first = fs_err::read(repositories.join("demo/metadata/1.root.json")).unwrap();
    assert!(first == fs_err::read(repositories.join("demo.root.json")).unwrap(), "run `cargo xtask fixtures`");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hello/.ragnos/trust/demo.root.json");
    assert!(first == fs_err::read(example).unwrap(), "copy fixtures/repos/demo.root.json to examples/hello/.ragnos/trust");
}
