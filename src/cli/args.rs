//! Flags that several sub-commands share, with the words of their help.
//!
//! Owns: names, environment variables and conflicts of flags. One variable a flag: `RAGNOS_PLUGIN_<FLAG>`.
//! Never does: act. In: `argv`. Out: the groups of flags.
#![allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]

use camino::Utf8PathBuf;
use clap::builder::FalseyValueParser;
use clap::{Args, ValueEnum, ValueHint};
use jiff::Timestamp;

use super::exit::Exit;
use super::style::ColorChoice;
use crate::cool_down::{CoolDown, NotAnAge};
use crate::platform::Platform;
use crate::store::{Durability, LinkMode};

/// What goes to stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum MessageFormat {
    /// Text for people.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// One JSON object a line: events, then the document.
    Ndjson,
}

/// Flags that every sub-command takes.
#[derive(Debug, Clone, Args)]
pub(super) struct Global {
    /// Work in this folder instead of the current one.
    #[arg(short = 'C', long, global = true, value_name = "DIR", env = "RAGNOS_PLUGIN_DIRECTORY", value_hint = ValueHint::DirPath, help_heading = "Project")]
    pub(super) directory: Option<Utf8PathBuf>,
    /// Use this manifest instead of the nearest ragnos.toml.
    #[arg(long, global = true, value_name = "FILE", env = "RAGNOS_PLUGIN_MANIFEST_PATH", value_hint = ValueHint::FilePath, help_heading = "Project")]
    pub(super) manifest_path: Option<Utf8PathBuf>,
    /// Use this lockfile instead of the ragnos.lock beside the manifest.
    #[arg(long, global = true, value_name = "FILE", env = "RAGNOS_PLUGIN_LOCKFILE", value_hint = ValueHint::FilePath, help_heading = "Project")]
    pub(super) lockfile: Option<Utf8PathBuf>,

    /// Ask nobody: work from metadata and archives that are already here.
    #[arg(long, global = true, env = "RAGNOS_PLUGIN_OFFLINE", value_parser = FalseyValueParser::new(), help_heading = "Network")]
    pub(super) offline: bool,
    /// Ask this bundle (made by `bundle create`) for everything, and nobody else. What it has is verified like anything else.
    #[arg(long, global = true, value_name = "DIR", env = "RAGNOS_PLUGIN_BUNDLE", value_hint = ValueHint::DirPath, help_heading = "Network")]
    pub(super) bundle: Option<Utf8PathBuf>,
    /// Downloads at the same time.
    #[arg(long, global = true, value_name = "N", env = "RAGNOS_PLUGIN_JOBS", value_parser = clap::value_parser!(u16).range(1..=64), help_heading = "Network")]
    pub(super) jobs: Option<u16>,
    /// Where downloaded archives are kept [default: $XDG_CACHE_HOME/ragnos-plugin].
    #[arg(long, global = true, value_name = "DIR", env = "RAGNOS_PLUGIN_CACHE_DIR", value_hint = ValueHint::DirPath, help_heading = "Network")]
    pub(super) cache_dir: Option<Utf8PathBuf>,
    /// How much is flushed to the disk before a change counts [default: full]. What is trusted is always flushed.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "HOW",
        env = "RAGNOS_PLUGIN_DURABILITY",
        hide_short_help = true,
        help_heading = "Project"
    )]
    pub(super) durability: Option<Durability>,
    /// How installed files and the cache of unpacked plugins share bytes [default: auto].
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "HOW",
        env = "RAGNOS_PLUGIN_LINK_MODE",
        hide_short_help = true,
        help_heading = "Project"
    )]
    pub(super) link_mode: Option<LinkMode>,
    /// Fail at once with exit 9 when another process holds the project.
    #[arg(long, global = true, env = "RAGNOS_PLUGIN_NO_WAIT", value_parser = FalseyValueParser::new(), help_heading = "Project")]
    pub(super) no_wait: bool,

    /// Print one JSON document (the same as --message-format json).
    #[arg(long, global = true, env = "RAGNOS_PLUGIN_JSON", value_parser = FalseyValueParser::new(), help_heading = "Output")]
    pub(super) json: bool,
    /// What goes to stdout.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "FORMAT",
        env = "RAGNOS_PLUGIN_MESSAGE_FORMAT",
        help_heading = "Output"
    )]
    pub(super) message_format: Option<MessageFormat>,
    /// When to use colours.
    #[arg(long, global = true, value_enum, value_name = "WHEN", env = "RAGNOS_PLUGIN_COLOR", help_heading = "Output")]
    pub(super) color: Option<ColorChoice>,
    /// Show no progress bars.
    #[arg(long, global = true, env = "RAGNOS_PLUGIN_NO_PROGRESS", value_parser = FalseyValueParser::new(), help_heading = "Output")]
    pub(super) no_progress: bool,
    /// Say more; twice for debugging. RAGNOS_PLUGIN_LOG takes a filter such as `ragnos_plugin::tuf=debug`.
    #[arg(short, long, global = true, action = clap::ArgAction::Count, conflicts_with = "quiet", help_heading = "Output")]
    pub(super) verbose: u8,
    /// Say less; twice for nothing but errors' exit codes.
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = "Output")]
    pub(super) quiet: u8,

    /// Write the transcript of every check to this file: one JSON object a line, with input, rule, expected, seen and outcome.
    #[arg(long, global = true, value_name = "FILE", env = "RAGNOS_PLUGIN_TRACE_VERIFY", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(super) trace_verify: Option<Utf8PathBuf>,

    /// Answer yes to every question.
    #[arg(short, long, global = true, env = "RAGNOS_PLUGIN_YES", value_parser = FalseyValueParser::new(), help_heading = "Output")]
    pub(super) yes: bool,
    /// Never ask a question; where one would be asked, fail and say which flag answers it.
    #[arg(long, global = true, env = "RAGNOS_PLUGIN_NO_INPUT", value_parser = FalseyValueParser::new(), help_heading = "Output")]
    pub(super) no_input: bool,
    /// Accepted and always true: no plugin has scripts that could run.
    #[arg(long, global = true, hide_short_help = true, help_heading = "Project")]
    pub(super) ignore_scripts: bool,
}

/// How strictly the lockfile is taken.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Strictness {
    /// The lockfile must exist, match the manifest and be canonical; else exit 3 with nothing changed.
    #[arg(long, env = "RAGNOS_PLUGIN_LOCKED", value_parser = FalseyValueParser::new())]
    pub(super) locked: bool,
    /// --locked and --offline together (Cargo's meaning: drift is still an error).
    #[arg(long, env = "RAGNOS_PLUGIN_FROZEN", value_parser = FalseyValueParser::new())]
    pub(super) frozen: bool,
}

impl Strictness {
    /// True when the lockfile must not change.
    pub(super) fn keeps_lock(self) -> bool {
        self.locked || self.frozen
    }
}

/// A look at what would be done.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct DryRun {
    /// Print the plan and change nothing, trust state included.
    #[arg(short = 'n', long, env = "RAGNOS_PLUGIN_DRY_RUN", value_parser = FalseyValueParser::new())]
    pub(super) dry_run: bool,
    /// With --dry-run: exit 10 when changes are pending.
    #[arg(long, requires = "dry_run")]
    pub(super) exit_code: bool,
}

impl DryRun {
    /// For commands that only look.
    pub(super) const READ_ONLY: Self = Self { dry_run: true, exit_code: false };
}

/// What plugins are installed for.
#[derive(Debug, Clone, Args)]
pub(super) struct Target {
    /// Work for this platform instead of the machine's own.
    #[arg(long, value_name = "OS-ARCH", env = "RAGNOS_PLUGIN_PLATFORM")]
    platform: Option<Platform>,
}

impl Target {
    /// The platform that was given, else the machine's own.
    pub(super) fn platform(&self) -> Platform {
        self.platform.clone().unwrap_or_else(Platform::current)
    }
}

/// Whether and for what a command installs after it has locked.
#[derive(Debug, Clone, Args)]
pub(super) struct Installing {
    /// Change ragnos.toml and ragnos.lock only; install nothing.
    #[arg(long, env = "RAGNOS_PLUGIN_NO_SYNC", value_parser = FalseyValueParser::new())]
    no_sync: bool,
    #[command(flatten)]
    target: Target,
}

impl Installing {
    /// The platform to install for; `None` when nothing is to be installed.
    pub(super) fn platform(&self) -> Option<Platform> {
        (!self.no_sync).then(|| self.target.platform())
    }
}

/// A comparison that CI can act on.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct DiffExit {
    /// Exit 10 when there is something to show.
    #[arg(long)]
    pub(super) exit_code: bool,
}

impl DiffExit {
    /// The exit of a command that found something, or nothing.
    pub(super) fn exit(self, found: bool) -> Exit {
        if self.exit_code && found { Exit::Pending } else { Exit::Done }
    }
}

/// What a new lockfile may bring with it.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Rules {
    #[command(flatten)]
    pub(super) approvals: Approvals,
    #[command(flatten)]
    pub(super) age: Age,
}

/// Approvals that must name what they approve; there is no "accept all".
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Approvals {
    /// Approve capabilities that a new version asks for on top of the approved ones.
    #[arg(long, value_name = "PLUGIN=CAP,...", env = "RAGNOS_PLUGIN_ACCEPT_CAPABILITIES")]
    pub(super) accept_capabilities: Vec<String>,
    /// Approve who signs now: another role, other keys of it or fewer signatures, or another repository.
    #[arg(long, value_name = "ROLE", env = "RAGNOS_PLUGIN_ACCEPT_TRUST_CHANGE")]
    pub(super) accept_trust_change: Vec<String>,
}

/// The cool-down.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Age {
    /// Choose no version that the repository's log first saw less than this long ago, such as 72h or 3d. Units are required.
    #[arg(long, value_name = "SPAN", env = "RAGNOS_PLUGIN_MIN_AGE")]
    pub(super) min_age: Option<String>,
    /// Leave this version out of --min-age.
    #[arg(long, value_name = "PLUGIN@VERSION", env = "RAGNOS_PLUGIN_MIN_AGE_EXEMPT", requires = "min_age")]
    pub(super) min_age_exempt: Vec<String>,
}

impl Age {
    /// The cool-down of these flags, where there is one.
    pub(super) fn cool_down(&self, now: Timestamp) -> Result<Option<CoolDown>, NotAnAge> {
        self.min_age.as_deref().map(|span| CoolDown::parse(now, span, &self.min_age_exempt)).transpose()
    }
}
