//! How files are shared with the cache, on real file systems: two of them, and one that has reflinks.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::{Ended, User};

/// A folder on another file system than the temporary ones, where this machine has one.
fn elsewhere(user: &User) -> Option<tempfile::TempDir> {
    let other = tempfile::tempdir_in("/dev/shm").ok()?;
    let device = |path: &Path| fs_err::metadata(path).unwrap().dev();
    (device(other.path()) != device(&user.path(""))).then_some(other)
}

#[expect(clippy::print_stderr, reason = "who runs the tests is to know what was not tested")]
fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
}

fn warnings(ended: &Ended) -> usize {
    ended.stderr.matches("warning: --link-mode").count()
}

#[test]
fn a_link_mode_that_cannot_be_had_is_said_once_and_plugins_are_copied() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    let Some(other) = elsewhere(&user) else {
        skipped("/dev/shm is not another file system than the temporary folder here");
        return;
    };
    let cache = other.path().join("cache");
    let cache = cache.to_str().unwrap();
    let report = |project: &str| user.path(project).join(".ragnos/plugins/acme/report/plugin.toml");
    for mode in ["hardlink", "reflink"] {
        let _ = fs_err::remove_dir_all(other.path().join("cache"));
        // Into the cache, and out of it into another project.
        for again in [false, true] {
            let arguments = ["sync", "--repair", "--link-mode", mode, "--cache-dir", cache];
            let said = user.run(&arguments).expect(0);
            assert_eq!(warnings(&said), 1, "{}", said.stderr);
            let wanted = format!("warning: --link-mode {mode} cannot be had between the cache {cache}, which is on ");
            assert!(said.stderr.contains(&wanted) && said.stderr.contains("plugins are copied"), "{}", said.stderr);
            assert!(said.stderr.contains(user.path("project/.ragnos/store").to_str().unwrap()), "{}", said.stderr);
            user.run(&["check"]).expect(0);
            assert_eq!(fs_err::metadata(report("project")).unwrap().nlink(), 1);
            let quiet = user.run(&["sync", "--link-mode", mode, "--cache-dir", cache]).expect(0);
            assert_eq!(warnings(&quiet), 0, "nothing was to be linked: {}", quiet.stderr);
            let doctor = user.run(&["doctor", "--link-mode", mode, "--cache-dir", cache]).expect(0).stdout;
            assert!(doctor.contains(&format!("shared files: --link-mode {mode} cannot be had")), "{again} {doctor}");
            remove(&user.path("project/.ragnos/store"));
        }
    }
    for mode in ["auto", "copy", "symlink"] {
        let said = user.run(&["sync", "--link-mode", mode, "--cache-dir", cache]).expect(0);
        assert_eq!(warnings(&said), 0, "{}", said.stderr);
        user.run(&["check"]).expect(0);
        let is_elsewhere = fs_err::canonicalize(report("project")).unwrap().starts_with(other.path());
        assert_eq!(is_elsewhere, mode == "symlink", "a symbolic link leads to another file system as well");
        remove(&user.path("project/.ragnos/store"));
    }
}

/// Removes a store, whose folders are read-only.
fn remove(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    if !fs_err::symlink_metadata(folder).unwrap().is_dir() {
        return fs_err::remove_file(folder).unwrap();
    }
    fs_err::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    for entry in fs_err::read_dir(folder).unwrap() {
        remove(&entry.unwrap().path());
    }
    fs_err::remove_dir(folder).unwrap();
}

/// A file system with reflinks on a loop device, unmounted when this is dropped.
struct Mounted {
    folder: tempfile::TempDir,
}

#[expect(clippy::disallowed_methods, reason = "making a file system takes programs")]
fn run(program: &str, arguments: &[&str]) -> Result<String, String> {
    let ended = std::process::Command::new(program).args(arguments).output().map_err(|error| format!("{program}: {error}"))?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if ended.status.success() { Ok(said(&ended.stdout)) } else { Err(format!("{program}: {}", said(&ended.stderr))) }
}

impl Mounted {
    fn xfs() -> Result<Self, String> {
        let folder = tempfile::tempdir().unwrap();
        let (image, point) = (folder.path().join("image"), folder.path().join("mounted"));
        fs_err::File::create(&image).unwrap().set_len(320 << 20).unwrap();
        fs_err::create_dir(&point).unwrap();
        let (image, point) = (image.to_str().unwrap(), point.to_str().unwrap());
        run("mkfs.xfs", &["-q", "-m", "reflink=1", image])?;
        run("mount", &["-o", "loop", image, point])?;
        Ok(Self { folder })
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("mounted")
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        run("umount", &["-l", self.path().to_str().unwrap()]).unwrap();
    }
}

/// True when every extent of the file is shared with another one.
fn is_shared(file: &Path) -> bool {
    let extents = run("filefrag", &["-v", fs_err::canonicalize(file).unwrap().to_str().unwrap()]).unwrap();
    let lines: Vec<&str> = extents.lines().filter(|line| line.contains("..")).collect();
    assert!(!lines.is_empty(), "{extents}");
    lines.iter().all(|line| line.contains("shared"))
}

#[test]
fn reflinked_files_share_their_extents_and_not_their_future() {
    let mounted = match Mounted::xfs() {
        Ok(mounted) => mounted,
        Err(why) => {
            skipped(&format!(
                "no file system with reflinks can be mounted (root, mkfs.xfs and loop devices are needed): {why}"
            ));
            return;
        }
    };
    let user = User::with_in(tempfile::tempdir_in(mounted.path()).unwrap(), "\"acme/report\" = \"^1\"\n");
    let file = |project: &str| user.path(project).join(".ragnos/plugins/acme/report/plugin.toml");
    for mode in ["reflink", "auto"] {
        let said = user.run(&["sync", "--link-mode", mode]).expect(0);
        assert_eq!(warnings(&said), 0, "{}", said.stderr);
        run("sync", &["-f", mounted.path().to_str().unwrap()]).unwrap();
        assert_eq!(fs_err::metadata(file("project")).unwrap().nlink(), 1, "{mode} is no hard link");
        assert!(is_shared(&file("project")), "{mode}");
        let doctor = user.run(&["doctor", "--link-mode", mode]).expect(0).stdout;
        assert!(doctor.contains("shared files: files are reflinks of the cache's"), "{doctor}");
        // What is written to one is not in the other: the cached tree is still good.
        super::damage(&fs_err::canonicalize(file("project")).unwrap());
        user.run(&["check"]).expect(3);
        user.run(&["cache", "verify", "--dry-run", "--exit-code"]).expect(0);
        assert!(user.run(&["sync", "--offline", "--link-mode", mode]).expect(0).stdout.contains(" repaired "));
        user.run(&["check"]).expect(0);
        assert!(is_shared(&file("project")), "{mode}");
        remove(&user.path("project/.ragnos/store"));
    }
    let said = user.run(&["sync", "--link-mode", "copy"]).expect(0);
    assert_eq!(warnings(&said), 0, "{}", said.stderr);
    run("sync", &["-f", mounted.path().to_str().unwrap()]).unwrap();
    assert!(!is_shared(&file("project")), "a copy has bytes of its own");
}
