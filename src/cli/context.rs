//! What a command works with: settings, folders, the clock, stdout and stderr.
//!
//! Owns: the only reads of environment variables and of the current folder.
//! Never does: keep state between runs. In: [`Global`] flags. Out: [`Context`].

use std::future::Future;
use std::io::{IsTerminal as _, Write as _};

use camino::Utf8PathBuf;
use jiff::Timestamp;

use super::args::{Global, MessageFormat};
use super::diagnostic::{self, Failure};
use super::exit::Exit;
use super::output::Output;
use super::progress::Progress;
use super::style::Palette;
use crate::clock::{Clock as _, SystemClock};
use crate::project::{Paths, Project};
use crate::refusal::{Facts, Refusal};
use crate::repositories::Access;
use crate::store::{Cache, Waiting};
use crate::tuf::Persistence;

/// What can be wrong with the surroundings of a run.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum Error {
    /// The current folder is gone or not UTF-8.
    #[error("the current folder cannot be used")]
    #[diagnostic(code(RP8111), help("change to a folder that exists and whose path is valid UTF-8, or give --directory"))]
    CurrentFolder(#[source] std::io::Error),
    /// No place for cache or trust state.
    #[error("there is no folder for the {what}: neither {variable} nor HOME is set")]
    #[diagnostic(code(RP2181), help("set HOME or {variable}"))]
    NoHome {
        /// Cache or trust state.
        what: &'static str,
        /// The variable of the XDG base directory specification.
        variable: &'static str,
    },
    /// `SOURCE_DATE_EPOCH` is not a number of seconds.
    #[error("SOURCE_DATE_EPOCH is {seen:?}, not a number of seconds since 1970")]
    #[diagnostic(
        code(RP2183),
        help("unset it, or set it as reproducible-builds.org says, for example `$(git log -1 --format=%ct)`")
    )]
    SourceDate {
        /// Its value.
        seen: String,
    },
    /// The asynchronous runtime could not start.
    #[error("the program's runtime could not start")]
    #[diagnostic(code(RP1001), help("the system may be out of threads or file descriptors"))]
    Runtime(#[source] std::io::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::CurrentFolder(_) | Self::Runtime(_) => Facts::default(),
            Self::NoHome { what, .. } => Facts::about(what),
            Self::SourceDate { .. } => Facts::about(&"SOURCE_DATE_EPOCH"),
        }
    }
}

/// The surroundings of one run.
pub(super) struct Context {
    pub(super) global: Global,
    pub(super) output: Output,
    /// The folder that relative paths start from: the current one, or `--directory`.
    pub(super) folder: Utf8PathBuf,
    /// The time of this run, read once.
    pub(super) now: Timestamp,
    notes: Palette,
    colour_errors: bool,
}

impl Context {
    /// Reads the surroundings.
    pub(super) fn open(global: Global) -> Result<Self, Failure> {
        let current = current_folder()?;
        let folder = global.directory.as_ref().map_or_else(|| current.clone(), |directory| current.join(directory));
        let format = match global.message_format {
            Some(format) => format,
            None if global.json => MessageFormat::Json,
            None => MessageFormat::Human,
        };
        let choice = global.color.unwrap_or_default();
        let palette = Palette::new(choice.enabled(std::io::stdout().is_terminal(), &variable));
        let colour_errors = choice.enabled(diagnostic::stderr_is_rich(), &variable);
        start_log(global.verbose, colour_errors);
        let output = Output { format, palette, quiet: global.quiet };
        let notes = Palette::new(colour_errors);
        Ok(Self { global, output, folder, now: SystemClock.now(), notes, colour_errors })
    }

    /// The project's paths.
    pub(super) fn paths(&self) -> Result<Paths, Failure> {
        let (manifest, lockfile) = (self.global.manifest_path.as_deref(), self.global.lockfile.as_deref());
        Ok(Paths::find(&self.folder, manifest, lockfile)?)
    }

    /// The project, read.
    pub(super) fn project(&self) -> Result<Project, Failure> {
        Ok(Project::open(self.paths()?)?)
    }

    /// How repositories are opened in this run.
    pub(super) fn access(&self, offline: bool, persistence: Persistence) -> Result<Access, Failure> {
        let state = base_folder("trust state", "XDG_STATE_HOME", ".local/state")?;
        let trust_state = state.join("ragnos-plugin/trust");
        let offline = offline || self.global.offline;
        Ok(Access { trust_state, now: self.now, offline, persistence })
    }

    /// The cache of downloaded files.
    pub(super) fn cache(&self) -> Result<Cache, Failure> {
        let folder = match &self.global.cache_dir {
            Some(folder) => self.folder.join(folder),
            None => base_folder("cache", "XDG_CACHE_HOME", ".cache")?.join("ragnos-plugin"),
        };
        Ok(Cache::new(folder))
    }

    /// What to do when another process holds the project.
    pub(super) fn waiting(&self) -> Waiting {
        if self.global.no_wait { Waiting::Refuse } else { Waiting::Wait }
    }

    /// Downloads at the same time, where the user said so.
    pub(super) fn jobs(&self) -> Option<usize> {
        self.global.jobs.map(usize::from)
    }

    /// Progress for this run: bars on a terminal, lines elsewhere, events in ndjson, nothing with `--json` or `-q`.
    pub(super) fn progress(&self) -> Progress {
        let silent = self.global.quiet > 0 || self.output.format == MessageFormat::Json;
        let bars = !self.global.no_progress && variable("CI").is_none() && std::io::stderr().is_terminal();
        Progress::new(self.output, silent, bars)
    }

    /// Runs a future to its end on a runtime that exists only for it.
    pub(super) fn block_on<T>(future: impl Future<Output = T>) -> Result<T, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(runtime.map_err(Error::Runtime)?.block_on(future))
    }

    /// `SOURCE_DATE_EPOCH`, where it is set: the date in files that should come out the same again.
    pub(super) fn source_date() -> Result<Option<Timestamp>, Failure> {
        let Some(text) = variable("SOURCE_DATE_EPOCH") else { return Ok(None) };
        let time = text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        Ok(Some(time.ok_or(Error::SourceDate { seen: text })?))
    }

    /// One line on stderr about what is going on.
    pub(super) fn note(&self, text: impl std::fmt::Display) {
        if self.global.quiet == 0 {
            line(&text);
        }
    }

    /// One line on stderr with `-v`.
    pub(super) fn detail(&self, text: impl std::fmt::Display) {
        if self.global.verbose > 0 {
            line(&text);
        }
    }

    /// One warning on stderr.
    pub(super) fn warn(&self, text: impl std::fmt::Display) {
        if self.global.quiet < 2 {
            line(&format!("{} {text}", self.notes.notice("warning:")));
        }
    }

    /// Shows why the command failed.
    pub(super) fn show_failure(&self, failure: &Failure) -> Exit {
        if self.global.quiet > 1 {
            return failure.exit();
        }
        diagnostic::show(failure, self.output.format != MessageFormat::Human, self.colour_errors)
    }
}

fn line(text: &dyn std::fmt::Display) {
    // Nothing is left to do when stderr itself is gone.
    let _ = writeln!(std::io::stderr(), "{text}");
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the current folder")]
fn current_folder() -> Result<Utf8PathBuf, Error> {
    let invalid = |path: std::path::PathBuf| std::io::Error::other(format!("{} is not UTF-8", path.display()));
    let folder = std::env::current_dir().map_err(Error::CurrentFolder)?;
    Utf8PathBuf::from_path_buf(folder).map_err(|path| Error::CurrentFolder(invalid(path)))
}

/// One environment variable, where it is set and UTF-8.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A base folder by the XDG base directory specification; relative values are ignored, as it asks.
fn base_folder(what: &'static str, name: &'static str, below_home: &str) -> Result<Utf8PathBuf, Error> {
    let absolute = |text: String| Some(Utf8PathBuf::from(text)).filter(|path| path.is_absolute());
    let home = || variable("HOME").and_then(absolute).map(|home| home.join(below_home));
    variable(name).and_then(absolute).or_else(home).ok_or(Error::NoHome { what, variable: name })
}

/// Starts the log on stderr when `-v` or `RAGNOS_PLUGIN_LOG` asks for one.
fn start_log(verbose: u8, colour: bool) {
    use tracing_subscriber::filter::Targets;
    use tracing_subscriber::layer::SubscriberExt as _;
    use tracing_subscriber::util::SubscriberInitExt as _;

    let filter: Option<Targets> = match variable("RAGNOS_PLUGIN_LOG") {
        Some(text) => text.parse().ok(),
        None if verbose >= 2 => Some(Targets::new().with_target("ragnos_plugin", tracing::Level::DEBUG)),
        None => None,
    };
    if let Some(filter) = filter {
        let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(colour).without_time();
        // A second initialisation in one process can only happen in tests; the first one stays.
        let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
    }
}
