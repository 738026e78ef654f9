//! What each program is told to do in each scenario.
//!
//! Owns: the command lines and the goals. Never does: run them.
//! In: a scenario, a project folder, a cache folder. Out: a [`Command`].

use std::process::Command;

use camino::Utf8Path;
use serde::Serialize;

use super::tools::Tool;

/// Who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contestant {
    Ours,
    Bun,
    Pnpm,
    Uv,
    Npm,
    Cargo,
    /// No package manager: the cost of looking at every installed file once.
    Find,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Scenario {
    /// `--version`.
    StartUp,
    /// Install what is installed already, without a network.
    NoOp,
    /// Write a lockfile; nothing in any cache.
    Lock,
    /// Install from a lockfile; nothing in any cache.
    Cold,
}

impl Contestant {
    /// Its name in tables, and the name of its project's folder.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ragnos-plugin",
            Self::Bun => "bun",
            Self::Pnpm => "pnpm",
            Self::Uv => "uv",
            Self::Npm => "npm",
            Self::Cargo => "cargo",
            Self::Find => "find",
        }
    }
}

impl Scenario {
    /// All of them, the short ones first.
    pub(super) const ALL: [Self; 4] = [Self::StartUp, Self::NoOp, Self::Lock, Self::Cold];

    /// Runs that count, by default.
    pub(super) fn runs(self) -> usize {
        match self {
            Self::StartUp | Self::NoOp => 41,
            Self::Lock => 21,
            Self::Cold => 5,
        }
    }

    /// Whom to compare with, and the highest ratio that is good enough.
    pub(super) fn peers(self) -> &'static [(Contestant, Option<f64>)] {
        match self {
            Self::StartUp => &[(Contestant::Bun, Some(1.0))],
            Self::NoOp => &[(Contestant::Bun, Some(1.0)), (Contestant::Find, None)],
            Self::Lock => &[
                (Contestant::Bun, Some(1.0)),
                (Contestant::Uv, Some(0.25)),
                (Contestant::Pnpm, Some(0.25)),
                (Contestant::Cargo, Some(0.25)),
            ],
            Self::Cold => {
                &[(Contestant::Bun, None), (Contestant::Uv, None), (Contestant::Pnpm, None), (Contestant::Cargo, None)]
            }
        }
    }
}

impl Tool {
    /// The start of any command of this tool in `project`, with all that it keeps elsewhere below `cache`.
    pub(super) fn start(&self, project: &Utf8Path, cache: &Utf8Path) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(project).env_remove("CI");
        if self.contestant != Contestant::Cargo {
            // rustup looks for the toolchain below HOME; Cargo itself keeps everything below CARGO_HOME.
            command.env("HOME", cache);
        }
        match self.contestant {
            Contestant::Ours => command.env("XDG_STATE_HOME", cache.join("state")).env("XDG_CACHE_HOME", cache.join("cache")),
            Contestant::Bun => command.env("BUN_INSTALL_CACHE_DIR", cache.join("bun")),
            Contestant::Uv => command.env("UV_CACHE_DIR", cache.join("uv")),
            Contestant::Npm => command.env("npm_config_cache", cache.join("npm")),
            Contestant::Cargo => command.env("CARGO_HOME", cache.join("cargo")),
            Contestant::Pnpm | Contestant::Find => &mut command,
        };
        command
    }

    /// The command of this tool for `scenario`.
    pub(super) fn command(&self, scenario: Scenario, project: &Utf8Path, cache: &Utf8Path) -> Command {
        let mut command = self.start(project, cache);
        if scenario == Scenario::StartUp {
            command.arg("--version");
            return command;
        }
        let lock = scenario == Scenario::Lock;
        let either = |locks: &'static [&str], installs: &'static [&str]| if lock { locks } else { installs };
        match self.contestant {
            Contestant::Ours => {
                let install: &[&str] = if scenario == Scenario::NoOp { &["sync", "--frozen"] } else { &["sync", "--locked"] };
                command.args(if lock { &["lock"] } else { install })
            }
            Contestant::Bun => {
                command.args(["install", "--ignore-scripts"]).args(either(&["--lockfile-only"], &["--frozen-lockfile"]))
            }
            Contestant::Pnpm => {
                command.args(["install", "--ignore-scripts"]).args(either(&["--lockfile-only"], &["--frozen-lockfile"]));
                let (store, metadata) = (cache.join("store"), cache.join("metadata"));
                command.args(["--store-dir", store.as_str(), &format!("--config.cache-dir={metadata}")])
            }
            Contestant::Uv => command.args(either(&["lock"], &["sync", "--frozen"])),
            Contestant::Npm => {
                // `ci` removes what is there; what finds out that there is nothing to do is `install`.
                let install: &[&str] = if scenario == Scenario::NoOp { &["install"] } else { &["ci"] };
                command.args(if lock { &["install", "--package-lock-only"] } else { install });
                command.args(["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"])
            }
            Contestant::Cargo => command.args(either(&["generate-lockfile"], &["fetch", "--locked"])),
            // A test of the size makes it look at each entry; nothing is that large.
            Contestant::Find => command.args([".ragnos/plugins/", ".ragnos/store/", "-size", "+1000000M"]),
        };
        command
    }
}
