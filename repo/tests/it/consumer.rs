//! Somebody who uses plugins, with the consumer's program, in a folder of their own.

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

use crate::program::Ended;

/// The home of a consumer; their project is below it.
pub(crate) struct Consumer(tempfile::TempDir);

impl Consumer {
    pub(crate) fn new() -> Self {
        let consumer = Self(tempfile::tempdir().unwrap());
        fs_err::create_dir(consumer.path("project")).unwrap();
        consumer
    }

    pub(crate) fn path(&self, below: &str) -> Utf8PathBuf {
        Utf8Path::from_path(self.0.path()).unwrap().join(below)
    }

    #[expect(clippy::disallowed_methods, reason = "the consumer's program is the other half of the story")]
    pub(crate) fn run(&self, line: &str) -> Ended {
        // `cargo xtask test` has built it beside the program under test.
        let program = Utf8Path::new(env!("CARGO_BIN_EXE_ragnos-repo")).with_file_name("ragnos-plugin");
        let mut command = Command::new(&program);
        command.args(line.split_whitespace()).current_dir(self.path("project")).env("HOME", self.path(""));
        for (variable, folder) in [("XDG_STATE_HOME", "state"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config")] {
            command.env(variable, self.path(folder));
        }
        command.output().unwrap_or_else(|error| panic!("{program}: {error}: run `cargo build` first")).into()
    }

    #[track_caller]
    pub(crate) fn done(&self, line: &str) -> String {
        let ended = self.run(line);
        assert_eq!(ended.code, 0, "{line}: {}{}", ended.stdout, ended.stderr);
        ended.stdout + &ended.stderr
    }
}
