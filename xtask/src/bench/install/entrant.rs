//! Who runs in which scene, with which words.
//!
//! Owns: the scenes and their entrants. Never does: run anything, or know a goal (that is `report`).
//! In: nothing. Out: [`Entrant`]s.

use serde::Serialize;

use super::super::contestant::Contestant;

/// What is timed, in the order of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Scene {
    /// Nothing in any cache; the lockfile is there.
    Cold,
    /// The cache is full; the project has its lockfile and nothing else.
    Warm,
    /// All is installed.
    NoOp,
    /// Every installed byte is hashed.
    Check,
}

/// What runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runner {
    /// A package manager.
    Tool(Contestant),
    /// The bare program.
    Limit,
}

/// One line of a scene.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entrant {
    /// Its name in tables.
    pub(super) name: &'static str,
    pub(super) runner: Runner,
    /// Whose cache it has: that of the cold install of the same home in the same turn.
    pub(super) home: &'static str,
    /// Its arguments; none for what a peer is always told in the scene. `LIST`, `TREE`, `STORE` and `OUT` stand for paths.
    pub(super) words: &'static [&'static str],
}

const fn ours(name: &'static str, home: &'static str, words: &'static [&'static str]) -> Entrant {
    Entrant { name, runner: Runner::Tool(Contestant::Ours), home, words }
}

const fn peer(name: &'static str, contestant: Contestant) -> Entrant {
    Entrant { name, runner: Runner::Tool(contestant), home: name, words: &[] }
}

const fn limit(name: &'static str, home: &'static str, words: &'static [&'static str]) -> Entrant {
    Entrant { name, runner: Runner::Limit, home, words }
}

const BUN: Entrant = peer("bun", Contestant::Bun);
const UV: Entrant = peer("uv", Contestant::Uv);
const PNPM: Entrant = peer("pnpm", Contestant::Pnpm);
const NPM: Entrant = peer("npm", Contestant::Npm);

/// The home of our cold install without flushes, and of the one with them.
pub(super) const FAST: &str = "fast";
pub(super) const FULL: &str = "full";
/// The home of the bare program, whose files are those that bare links are made of.
pub(super) const LIMIT: &str = "limit";

const COLD: &[Entrant] = &[
    ours("fast", FAST, &["sync", "--locked", "--durability", "fast"]),
    ours("full", FULL, &["sync", "--locked"]),
    BUN,
    UV,
    PNPM,
    NPM,
    limit("limit", LIMIT, &["install", "LIST", "OUT", "none"]),
    limit("limit and one syncfs", "limit-syncfs", &["install", "LIST", "OUT", "syncfs"]),
];

const WARM: &[Entrant] = &[
    ours("fast", FAST, &["sync", "--frozen", "--durability", "fast"]),
    ours("full", FULL, &["sync", "--frozen"]),
    ours("full, asking for metadata", FULL, &["sync", "--locked"]),
    ours("symlink, fast", FAST, &["sync", "--frozen", "--durability", "fast", "--link-mode", "symlink"]),
    ours("symlink, full", FULL, &["sync", "--frozen", "--link-mode", "symlink"]),
    ours("--repair, fast", FAST, &["sync", "--frozen", "--durability", "fast", "--repair"]),
    ours("--repair, full", FULL, &["sync", "--frozen", "--repair"]),
    BUN,
    UV,
    PNPM,
    NPM,
    limit("bare hard links", LIMIT, &["link", "TREE", "OUT"]),
];

const NO_OP: &[Entrant] = &[
    ours("--frozen", FULL, &["sync", "--frozen"]),
    ours("--offline", FULL, &["sync", "--locked", "--offline"]),
    ours("asking for metadata", FULL, &["sync", "--locked"]),
    BUN,
    UV,
    PNPM,
    NPM,
];

const CHECK: &[Entrant] = &[ours("check", FULL, &["check", "--offline"]), limit("bare sha256", FULL, &["hash", "STORE"])];

impl Scene {
    /// All of them, each on what the ones before it left.
    pub(super) const ALL: [Self; 4] = [Self::Cold, Self::Warm, Self::NoOp, Self::Check];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Cold => "cold",
            Self::Warm => "warm",
            Self::NoOp => "no-op",
            Self::Check => "check",
        }
    }

    pub(super) fn entrants(self) -> &'static [Entrant] {
        match self {
            Self::Cold => COLD,
            Self::Warm => WARM,
            Self::NoOp => NO_OP,
            Self::Check => CHECK,
        }
    }

    /// Rounds in one turn: short runs are repeated.
    pub(super) fn rounds(self) -> usize {
        match self {
            Self::Cold => 1,
            Self::Warm => 2,
            Self::Check => 3,
            Self::NoOp => 5,
        }
    }

    /// True where each run has a project of its own, with a lockfile and nothing installed.
    pub(super) fn is_install(self) -> bool {
        matches!(self, Self::Cold | Self::Warm)
    }
}
