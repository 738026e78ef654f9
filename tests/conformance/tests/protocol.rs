//! The protocol, as far as it can be shown without the suite: exit codes, which files end in `.json`, what is kept.

#![allow(clippy::unwrap_used, reason = "a test that cannot set the scene has failed")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ragnos_plugin::tuf::TrustAnchor;

/// The demo repository of the tree.
fn repository(part: &str) -> String {
    format!("{}/../../fixtures/repos/{part}", env!("CARGO_MANIFEST_DIR"))
}

struct Folders(tempfile::TempDir);

impl Folders {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs_err::create_dir(folder.path().join("metadata")).unwrap();
        fs_err::create_dir(folder.path().join("targets")).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    #[expect(clippy::disallowed_methods, reason = "the program itself is the thing under test")]
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tuf-conformance"));
        command.arg("--metadata-dir").arg(self.path("metadata")).args(arguments).output().unwrap()
    }

    fn download(&self, targets: &[&str]) -> Output {
        self.download_from(&repository("demo"), targets)
    }

    fn download_from(&self, repository: &str, targets: &[&str]) -> Output {
        let (metadata, base) = (format!("{repository}/metadata/"), format!("{repository}/targets/"));
        let folder = self.path("targets");
        let mut arguments =
            vec!["--metadata-url", &metadata, "--target-base-url", &base, "--target-dir", folder.to_str().unwrap()];
        arguments.extend(targets.iter().flat_map(|name| ["--target-name", name]));
        arguments.push("download");
        self.run(&arguments)
    }
}

fn names(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.filter(|name| name.ends_with(ending)).collect();
    names.sort();
    names
}

#[test]
fn every_failure_exits_with_1() {
    let folders = Folders::new();
    let metadata = repository("demo/metadata/");
    for arguments in [
        &[][..],
        &["refresh"],
        &["--metadata-url", &metadata, "refresh"],
        &["--no-such-flag", "refresh"],
        &["no-such-command"],
        &["init"],
        &["init", "/no/such/file"],
        &["--metadata-url", "gopher://x/metadata/", "refresh"],
    ] {
        let ended = folders.run(arguments);
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}");
        assert!(!ended.stderr.is_empty(), "{arguments:?}");
    }
    assert_eq!(folders.run(&["--help"]).status.code(), Some(0));
}

#[test]
fn metadata_is_kept_under_plain_names_and_targets_are_fetched_once() {
    let folders = Folders::new();
    let root = repository("demo.root.json");
    assert_eq!(folders.run(&["init", &root]).status.code(), Some(0));
    assert_eq!(names(&folders.path("metadata"), ".json"), [""; 0]);
    let name = "acme.slugify-1.1.1.tar.gz";
    let ended = folders.download(&[name]);
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    let metadata = folders.path("metadata");
    assert_eq!(names(&metadata, ".json"), ["role.acme.json", "root.json", "snapshot.json", "targets.json", "timestamp.json"]);
    assert!(TrustAnchor::parse(fs_err::read(metadata.join("root.json")).unwrap()).is_ok());
    let kept = names(&folders.path("targets"), "");
    assert_eq!(kept.len(), 1);
    let (file, before) = (folders.path("targets").join(&kept[0]), fs_err::metadata(folders.path("targets").join(&kept[0])));
    // Not written again, but mended when it was changed; a name that nobody signed leaves what is there.
    assert_eq!(folders.download(&[name]).status.code(), Some(0));
    assert_eq!(fs_err::metadata(&file).unwrap().modified().unwrap(), before.unwrap().modified().unwrap());
    let good = fs_err::read(&file).unwrap();
    fs_err::write(&file, b"changed").unwrap();
    assert_eq!(folders.download(&[name, "acme.nobody"]).status.code(), Some(1));
    assert_eq!(fs_err::read(&file).unwrap(), good);
    assert_eq!(names(&folders.path("targets"), "").len(), 1);
}

#[test]
fn a_second_target_that_is_too_long_fails_and_the_first_one_stays() {
    let folders = Folders::new();
    let copy = folders.path("repository");
    fs_err::create_dir_all(copy.join("targets")).unwrap();
    std::os::unix::fs::symlink(repository("demo/metadata"), copy.join("metadata")).unwrap();
    for name in names(Path::new(&repository("demo/targets")), "") {
        let mut bytes = fs_err::read(format!("{}/{name}", repository("demo/targets"))).unwrap();
        if name.ends_with(".acme.slugify-1.1.0.tar.gz") {
            bytes.push(0);
        }
        fs_err::write(copy.join("targets").join(name), bytes).unwrap();
    }
    assert_eq!(folders.run(&["init", &repository("demo.root.json")]).status.code(), Some(0));
    let ended = folders.download_from(copy.to_str().unwrap(), &["acme.slugify-1.1.1.tar.gz", "acme.slugify-1.1.0.tar.gz"]);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(names(&folders.path("targets"), "").len(), 1, "the first one, and nothing of the second");
}
