//! What `check` says of links that do not fit the lockfile. Changed files are in the tests of `install`, with real trees.

use camino::Utf8Path;
use miette::Diagnostic as _;

use super::*;
use crate::plan::tests::{locked, lockfile};

fn codes(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {finding}", finding.code().unwrap())).collect()
}

#[test]
fn every_difference_between_links_and_lock_is_found_in_one_run() {
    let temporary = tempfile::tempdir().unwrap();
    let layout = Layout::new(Utf8Path::from_path(temporary.path()).unwrap());
    let platform: Platform = "linux-x86_64".parse().unwrap();
    let any = ["any"];
    let lock = lockfile([
        locked("a/absent", "1.0.0", &any),
        locked("a/bent", "1.0.0", &any),
        locked("a/lost", "1.0.0", &any),
        locked("a/mac", "1.0.0", &["macos-aarch64"]),
    ]);
    assert_eq!(codes(&installed(&layout, &lock, &platform).unwrap()), ["RP3100 nothing is installed"]);
    let folder = layout.generation(1).join("a");
    fs_err::create_dir_all(&folder).unwrap();
    fs_err::os::unix::fs::symlink("generations/1", layout.plugins()).unwrap();
    let lost = lock.plugins.values().find(|plugin| plugin.name.name() == "lost").unwrap().artifact_for(&platform).unwrap().tree;
    fs_err::os::unix::fs::symlink(format!("../../../store/{lost}"), folder.join("lost")).unwrap();
    fs_err::os::unix::fs::symlink("/etc", folder.join("bent")).unwrap();
    fs_err::create_dir(folder.join("extra")).unwrap();
    let seen = codes(&installed(&layout, &lock, &platform).unwrap());
    let words =
        ["RP3101 a/absent", "RP3102 a/bent", "RP3110 a/mac", "RP3104 a/extra", "RP3103 a/lost: the tree is not in the store"];
    assert_eq!(seen.len(), words.len(), "{seen:?}");
    for (seen, words) in seen.iter().zip(words) {
        assert!(seen.starts_with(words), "{seen} against {words}");
    }
}

#[tokio::test]
async fn a_plugin_of_an_unknown_repository_is_a_finding() {
    let lock = lockfile([locked("a/x", "1.0.0", &["any"])]);
    let seen = codes(&signed(&lock, &Sources::new()).await);
    assert!(seen.len() == 1 && seen[0].starts_with("RP5100 a/x comes from the repository demo"), "{seen:?}");
}
