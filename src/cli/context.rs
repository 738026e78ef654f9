//! What a command works with: settings, folders, the clock, stdout and stderr.
//!
//! Owns: the only reads of environment variables and of the current folder.
//! Never does: keep state between runs. In: [`Global`] flags. Out: [`Context`].

use std::future::Future;
use std::io::{IsTerminal as _, Read as _, Write as _};
use std::sync::Arc;

use camino::Utf8PathBuf;
use jiff::Timestamp;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use super::args::{Global, MessageFormat};
use super::diagnostic::{self, Failure};
use super::exit::Exit;
use super::output::Output;
use super::progress::Progress;
use super::style::Palette;
use super::trace::TraceFile;
use crate::clock::{Clock as _, SystemClock};
use crate::limits;
use crate::project::{Paths, Project};
use crate::redact::Screen;
use crate::refusal::{Facts, Refusal};
use crate::repositories::{Access, Repositories};
use crate::revoked;
use crate::rulebook::PolicyFiles;
use crate::store::{Cache, Durability, Layout, LinkMode, Waiting, file};
use crate::transcript::Transcript;
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
    /// Something would be lost, and nobody can be asked.
    #[error("this needs a yes: {question}")]
    #[diagnostic(code(RP2170), help("give --yes, after reading what it answers"))]
    NeedsYes {
        /// What is asked.
        question: String,
    },
    /// The user said no.
    #[error("the answer was no; nothing was changed")]
    #[diagnostic(code(RP2173), help("run the same command again when you are sure"))]
    Declined,
    /// The asynchronous runtime could not start.
    #[error("the program's runtime could not start")]
    #[diagnostic(code(RP1001), help("the system may be out of threads or file descriptors"))]
    Runtime(#[source] std::io::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::CurrentFolder(_) | Self::Runtime(_) | Self::NeedsYes { .. } | Self::Declined => Facts::default(),
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
    /// Who is told of every check (`--trace-verify`).
    pub(super) transcript: Transcript,
    trace: Option<Arc<TraceFile>>,
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
        start_log(&global, colour_errors);
        let output = Output { format, palette, quiet: global.quiet };
        let notes = Palette::new(colour_errors);
        let trace = global.trace_verify.as_ref().map(|path| TraceFile::create(&folder.join(path))).transpose()?;
        let transcript = trace.as_ref().map(TraceFile::transcript).unwrap_or_default();
        Ok(Self { global, output, folder, now: SystemClock.now(), transcript, trace, notes, colour_errors })
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
        let trust_state = Self::trust_state()?;
        let (offline, bundle) = (self.offline(offline), self.bundle());
        let transcript = self.transcript.clone();
        Ok(Access { trust_state, now: self.now, offline, bundle, persistence, transcript })
    }

    /// The folder of the bundle that is asked in this run.
    pub(super) fn bundle(&self) -> Option<Utf8PathBuf> {
        self.global.bundle.as_ref().map(|folder| self.folder.join(folder))
    }

    /// True when nobody is asked, not even a bundle. A run with a bundle never asks anybody else, with `--offline` or without.
    pub(super) fn offline(&self, frozen: bool) -> bool {
        (frozen || self.global.offline) && self.global.bundle.is_none()
    }

    /// Where trust states are kept, one folder a repository id.
    fn trust_state() -> Result<Utf8PathBuf, Failure> {
        Ok(base_folder("trust state", "XDG_STATE_HOME", ".local/state")?.join("ragnos-plugin/trust"))
    }

    /// What this machine and the project have seen revoked, for a run that asks nobody.
    pub(super) fn seen_revoked(layout: &Layout) -> Result<revoked::Seen, Failure> {
        Ok(revoked::seen(layout, Some(&Self::trust_state()?))?)
    }

    /// Where an organisation's policies are looked for.
    pub(super) fn policy_files(&self) -> PolicyFiles {
        PolicyFiles::usual(&self.folder, variable)
    }

    /// Whether any policy may hold, without parsing a manifest.
    pub(super) fn may_have_policy(&self, layout: &Layout) -> Result<bool, Failure> {
        let manifest = file::read_text(&layout.manifest(), limits::MANIFEST_BYTES)?.unwrap_or_default();
        Ok(manifest.contains("policy") || self.policy_files().exist()?)
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

    /// How much is flushed.
    pub(super) fn durability(&self) -> Durability {
        self.global.durability.unwrap_or_default()
    }

    /// How installed files and the cache share bytes.
    pub(super) fn link_mode(&self) -> LinkMode {
        self.global.link_mode.unwrap_or_default()
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
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)?;
        let done = runtime.block_on(future);
        // What was to be waited for has been: idle threads and connections end with the process.
        runtime.shutdown_background();
        Ok(done)
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
            self.line(&text.to_string());
        }
    }

    /// One warning on stderr.
    pub(super) fn warn(&self, text: impl std::fmt::Display) {
        if self.global.quiet < 2 {
            self.line(&format!("{} {text}", self.notes.notice("warning:")));
        }
    }

    fn line(&self, text: &str) {
        // Nothing is left to do when stderr itself is gone.
        let _ = writeln!(std::io::stderr(), "{}", self.notes.screen(text));
    }

    /// Ends the transcript of the run, where there is one.
    pub(super) fn finish_trace(&self) -> Result<(), Failure> {
        self.trace.as_ref().map_or(Ok(()), |trace| trace.finish())
    }

    /// A yes or no of the user's, before something is lost. The flag that answers it is `--yes`.
    pub(super) fn confirm(&self, question: &str) -> Result<(), Failure> {
        if self.global.yes {
            return Ok(());
        }
        let asks = !self.global.no_input && self.output.format == MessageFormat::Human;
        if !asks || !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return Err(Error::NeedsYes { question: question.to_owned() }.into());
        }
        let question = format!("{} {question} [y/N] ", self.notes.notice("question:"));
        let _ = write!(std::io::stderr(), "{}", self.notes.screen(&question));
        let mut answer = String::new();
        // A terminal that cannot be read has not said yes.
        let _ = std::io::BufRead::read_line(&mut std::io::stdin().lock().take(64), &mut answer);
        if matches!(answer.trim(), "y" | "Y" | "yes") { Ok(()) } else { Err(Error::Declined.into()) }
    }

    /// Warns of roles that expire soon and of a clock that stepped back.
    pub(super) fn warn_of_age(&self, repositories: &Repositories) {
        repositories.warnings(self.now).into_iter().for_each(|warning| self.warn(warning));
    }

    /// Shows why the command failed.
    pub(super) fn show_failure(&self, failure: &Failure) -> Exit {
        if self.global.quiet > 1 {
            return failure.exit();
        }
        diagnostic::show(failure, self.output.format != MessageFormat::Human, self.colour_errors)
    }
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

/// Starts the log on stderr: warnings, more with `-v`, all with `-vv` or what `RAGNOS_PLUGIN_LOG` asks for.
fn start_log(global: &Global, colour: bool) {
    use tracing_subscriber::filter::Targets;
    use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
    use tracing_subscriber::util::SubscriberInitExt as _;

    let own = |level: Level| Targets::new().with_target("ragnos_plugin", level);
    let (filter, plain) = match variable("RAGNOS_PLUGIN_LOG") {
        Some(text) => (text.parse().unwrap_or_default(), false),
        None if global.verbose >= 2 => (own(Level::DEBUG), false),
        None if global.verbose == 1 => (own(Level::INFO), true),
        None if global.quiet < 2 => (own(Level::WARN), true),
        None => return,
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(move || LogLine { colour }).with_ansi(false).without_time();
    let lines = if plain { lines.event_format(Plain(Palette::new(colour))).boxed() } else { lines.boxed() };
    // A second initialisation in one process can only happen in tests; the first one stays.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}

/// Events as [`Context::note`] and [`Context::warn`] would show them.
struct Plain(Palette);

impl<S, N> FormatEvent<S, N> for Plain
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> std::fmt::Result {
        if *event.metadata().level() <= Level::WARN {
            write!(writer, "{} ", self.0.notice("warning:"))?;
        }
        context.format_fields(writer.by_ref(), event)?;
        writeln!(writer)
    }
}

/// stderr for the log: what is logged may hold remote text.
struct LogLine {
    colour: bool,
}

impl std::io::Write for LogLine {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        write!(std::io::stderr(), "{}", Screen { text: &text, colour: self.colour })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}
