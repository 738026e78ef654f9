//! The program as its users run it: real processes, the signed demo repository, empty homes.

mod adopt;
mod audit;
mod cache;
mod change;
mod check;
mod doctor;
mod documents;
mod failure;
mod generations;
pub(crate) mod http;
mod import;
mod in_place;
mod links;
mod merge;
mod readme;
mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ragnos_plugin::digest::Sha256;
use serde_json::Value;
use tempfile::TempDir;

/// What a run ended with.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// stdout as one JSON document.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// The error's code on stderr.
    pub(crate) fn error(&self) -> String {
        let error: Value = serde_json::from_str(self.stderr.lines().last().unwrap_or_default()).unwrap();
        error["code"].as_str().unwrap().to_owned()
    }
}

/// A user with a home of their own, a copy of the demo repository, and one project.
pub(crate) struct User {
    pub(crate) temporary: TempDir,
}

pub(crate) fn repository_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl User {
    /// A project that has nothing but the demo repository and these lines under `[plugins]`.
    pub(crate) fn with(plugins: &str) -> Self {
        Self::with_in(tempfile::tempdir().unwrap(), plugins)
    }

    /// The same, in that folder.
    pub(crate) fn with_in(temporary: TempDir, plugins: &str) -> Self {
        let user = Self { temporary };
        copy(&repository_root().join("fixtures/repos/demo"), &user.path("demo"));
        fs_err::create_dir_all(user.path("project/.ragnos/trust")).unwrap();
        fs_err::copy(
            repository_root().join("fixtures/repos/demo.root.json"),
            user.path("project/.ragnos/trust/demo.root.json"),
        )
        .unwrap();
        user.write(
            "project/ragnos.toml",
            &format!("[host]\nragnos = \"1.4.0\"\n\n[repositories.demo]\nurl = \"../demo\"\n\n[plugins]\n{plugins}"),
        );
        user
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.temporary.path().join(below)
    }

    pub(crate) fn read(&self, below: &str) -> String {
        fs_err::read_to_string(self.path(below)).unwrap()
    }

    pub(crate) fn write(&self, below: &str, text: &str) {
        fs_err::write(self.path(below), text).unwrap();
    }

    /// Runs the program in the project.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_in("project", arguments)
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Ended {
        self.run_with(folder, arguments, &[])
    }

    pub(crate) fn run_with(&self, folder: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
        let mut command = self.command(env!("CARGO_BIN_EXE_ragnos-plugin"), folder);
        Ended::of(command.args(arguments).envs(variables.iter().copied()).output().unwrap())
    }

    /// A process in this folder, with this user's home and nothing else in its environment.
    #[expect(clippy::disallowed_methods, reason = "the program itself is the thing under test")]
    pub(crate) fn command(&self, program: &str, folder: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path(folder)).env_clear().env("HOME", self.path("home"));
        // `cargo xtask coverage` counts what the program runs, and the program must not leave its counts in the project.
        command.envs(std::env::vars_os().filter(|(name, _)| name == "LLVM_PROFILE_FILE"));
        command
    }

    /// Everything below a folder: paths with digests, link targets, permissions.
    pub(crate) fn contents(&self, below: &str) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        list(&self.path(below), &self.path(below), &mut found);
        found
    }

    /// The one file of a folder whose name ends so.
    pub(crate) fn one(&self, folder: &str, ending: &str) -> PathBuf {
        let mut found = fs_err::read_dir(self.path(folder)).unwrap().map(|entry| entry.unwrap().path());
        found.find(|path| path.to_str().unwrap().ends_with(ending)).unwrap_or_else(|| panic!("no {ending} in {folder}"))
    }
}

fn list(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
    use std::os::unix::fs::PermissionsExt;
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let metadata = fs_err::symlink_metadata(&path).unwrap();
        let content = if metadata.is_symlink() {
            format!("-> {}", fs_err::read_link(&path).unwrap().display())
        } else if metadata.is_dir() {
            list(root, &path, found);
            "folder".to_owned()
        } else {
            format!("{:o} {}", metadata.permissions().mode(), Sha256::of(&fs_err::read(&path).unwrap()))
        };
        found.insert(path.strip_prefix(root).unwrap().to_owned(), content);
    }
}

fn copy(from: &Path, to: &Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs_err::copy(&path, &target).unwrap();
        }
    }
}

/// Flips one byte in the middle of a file.
pub(crate) fn damage(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mut bytes = fs_err::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let mode = fs_err::metadata(path).unwrap().permissions();
    fs_err::set_permissions(path, PermissionsExt::from_mode(0o644)).unwrap();
    fs_err::write(path, bytes).unwrap();
    fs_err::set_permissions(path, mode).unwrap();
}
