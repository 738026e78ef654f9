//! 500 random pairs of branches through real `git merge`, with `ragnos-plugin lock merge` as the driver.
#![expect(clippy::disallowed_methods, reason = "git is the thing under test here; the product starts no program")]

use std::path::Path;
use std::process::Command;

use ragnos_plugin::lockfile::resolve_conflicts;

use crate::lock_merge::{Project, branches, expected, name};

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let output = Command::new("git")
        .args(["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git is installed where the tests run");
    output.status.success()
}

fn commit(folder: &Path, project: &Project, message: &str) {
    fs_err::write(folder.join("ragnos.lock"), project.lock().to_text()).unwrap();
    let asked: String = project.direct.iter().map(|number| format!("\"{}\" = \"^1\"\n", name(*number))).collect();
    fs_err::write(folder.join("ragnos.toml"), format!("[plugins]\n{asked}")).unwrap();
    assert!(git(folder, &["add", "-A"]) && git(folder, &["commit", "-q", "--allow-empty", "-m", message]), "{message}");
}

#[test]
fn five_hundred_pairs_of_branches_merge_through_git_with_the_driver() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let driver = format!("'{}' lock merge %O %A %B %P", env!("CARGO_BIN_EXE_ragnos-plugin"));
    assert!(git(folder, &["init", "-q", "-b", "main"]));
    assert!(git(folder, &["config", "merge.ragnos-lock.driver", &driver]));
    fs_err::write(folder.join(".gitattributes"), "ragnos.lock text eol=lf merge=ragnos-lock linguist-generated=true\n")
        .unwrap();
    let (mut clean, mut conflicts) = (0, 0);
    for seed in 0..500 {
        let branches = branches(seed);
        let (ours, theirs) = (branches.base.edited(&branches.ours), branches.base.edited(&branches.theirs));
        commit(folder, &branches.base, "base");
        assert!(git(folder, &["branch", "-qf", "theirs"]));
        commit(folder, &ours, "ours");
        assert!(git(folder, &["checkout", "-q", "theirs"]));
        commit(folder, &theirs, "theirs");
        assert!(git(folder, &["checkout", "-q", "main"]));
        // git merges ragnos.toml line by line in its own way; a conflict there must not disturb the lockfile's merge.
        git(folder, &["merge", "-q", "--no-edit", "theirs"]);
        let text = fs_err::read_to_string(folder.join("ragnos.lock")).unwrap();
        if let Some(expected) = expected(&branches) {
            clean += 1;
            assert_eq!(text, expected.lock().to_text(), "seed {seed}: a needless conflict or a wrong merge: {branches:?}");
        } else {
            conflicts += 1;
            assert!(text.contains("<<<<<<< ours"), "seed {seed}: {text}");
            assert!(resolve_conflicts(&text, "ragnos.lock", None).is_err(), "seed {seed}");
        }
        assert!(git(folder, &["reset", "-q", "--hard", "main"]));
    }
    assert!(clean > 400 && conflicts > 0, "{clean} with a semantic merge, {conflicts} without");
}
