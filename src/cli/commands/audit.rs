//! `ragnos-plugin audit`: known vulnerabilities in the components of plugins, without installing or writing anything.
//!
//! Owns: the document `audit`, the choice of format, and which of findings and problems decides the exit code.
//! Never does: write to disk. In: a project, or SBOM files. Out: a report.

mod text;

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use clap::builder::FalseyValueParser;
use clap::{ValueEnum, ValueHint};
use jiff::{SignedDuration, Span, SpanRelativeTo};
use serde::Serialize;

use crate::audit::html::Drawn;
use crate::audit::sarif::Positions;
use crate::audit::{self, Audit, FailOn, File, Ignore, Listed, NotAnIgnore, Place, Report, Rules, Voice, Wish};
use crate::cli::args::{DryRun, MessageFormat};
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::row::Row;
use crate::cli::session::Session;
use crate::digest::Sha256;
use crate::fetch::Bounds;
use crate::lockfile::Lockfile;
use crate::manifest::Manifest;
use crate::osv::Severity;
use crate::policy::{Decision, Policies, Policy, Tolerated};
use crate::redact::Json;
use crate::refusal::{Facts, Refusal};
use crate::review::Reviews;
use crate::rulebook::Rulebook;

/// The word for what repositories sign, in place of a path.
const TARGET: &str = "target";

/// Look for known vulnerabilities in the components of locked plugins. Writes nothing to disk.
///
/// Reads the SBOM of every locked plugin, verified against lockfile and signed metadata, and compares its components with advisories
/// in the OSV format. What cannot be compared is counted and shown. Exit 11 when something is found, 3 when packages could not be assessed.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The lockfile must exist, match the manifest and be canonical; else exit 3 without an audit.
    #[arg(long, env = "RAGNOS_PLUGIN_LOCKED", value_parser = FalseyValueParser::new())]
    locked: bool,
    /// Audit this CycloneDX file (JSON or gzip of it) instead of the lockfile; may be given more than once.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    sbom: Vec<Utf8PathBuf>,
    /// Advisories: a folder, .zip or .tar.gz of OSV records, or `target` for those that the repositories sign [default: target].
    #[arg(long, value_name = "DIR|FILE|target", env = "RAGNOS_PLUGIN_DB", value_hint = ValueHint::AnyPath)]
    db: Vec<Utf8PathBuf>,
    /// Refuse advisories of which none was changed within this time, such as 72h or 14d. Units are required.
    #[arg(long, value_name = "SPAN", env = "RAGNOS_PLUGIN_MAX_DB_AGE", value_parser = span)]
    max_db_age: Option<SignedDuration>,
    /// Findings of this severity and above fail with exit 11. A finding without a severity counts as the gravest.
    #[arg(long, value_enum, value_name = "LEVEL", env = "RAGNOS_PLUGIN_FAIL_ON", default_value_t)]
    fail_on: Level,
    /// Leave a finding out of the verdict until the end of a day (UTC), such as `--ignore CVE-2026-1234 until 2026-12-31`.
    #[arg(long, num_args = 3, value_names = ["ID", "until", "DATE"])]
    ignore: Vec<String>,
    /// Explanations of findings: an OpenVEX or CycloneDX file, or `target` for those that repositories and publishers sign.
    #[arg(long, value_name = "FILE|target", env = "RAGNOS_PLUGIN_VEX", value_hint = ValueHint::FilePath)]
    vex: Vec<Utf8PathBuf>,
    /// Accept packages that cannot be assessed for these reasons, which otherwise exits with 3.
    #[arg(long, value_enum, value_name = "REASON", value_delimiter = ',', env = "RAGNOS_PLUGIN_ALLOW_UNASSESSED")]
    allow_unassessed: Vec<Gap>,
    /// The form of the report.
    #[arg(long, value_enum, value_name = "FORMAT", env = "RAGNOS_PLUGIN_AUDIT_FORMAT", conflicts_with_all = ["json", "message_format"])]
    format: Option<Format>,
}

/// Why a package cannot be assessed, by [`crate::audit::Reason::word`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Gap {
    /// Whatever the reason.
    Any,
    /// It has no package URL.
    NoPackageUrl,
    /// Its package URL cannot be read.
    BadPackageUrl,
    /// Its package URL is of a type that is not matched.
    UnknownEcosystem,
    /// It has no version.
    NoVersion,
    /// Its version cannot be read.
    UnreadableVersion,
    /// The databases have no advisories for its ecosystem.
    NoAdvisories,
    /// An advisory is about it and does not say whether of this version.
    Undecided,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people.
    Human,
    /// One JSON document (the same as --json).
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// CycloneDX 1.5 with vulnerabilities and their analyses.
    Cyclonedx,
    /// One HTML file without scripts.
    Html,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Level {
    /// Everything, also notices such as unmaintained.
    Info,
    /// Every vulnerability.
    #[default]
    Low,
    /// CVSS from 4.
    Medium,
    /// CVSS from 7.
    High,
    /// CVSS from 9.
    Critical,
    /// Nothing; findings are only shown.
    Never,
}

impl From<Level> for FailOn {
    fn from(level: Level) -> Self {
        match level {
            Level::Info => Self::At(Severity::Info),
            Level::Low => Self::At(Severity::Low),
            Level::Medium => Self::At(Severity::Medium),
            Level::High => Self::At(Severity::High),
            Level::Critical => Self::At(Severity::Critical),
            Level::Never => Self::Never,
        }
    }
}

/// The policies of the project and of the organisation above it.
fn policies(arguments: &Arguments, context: &Context) -> Result<Policies, Failure> {
    let manifest = if arguments.sbom.is_empty() { context.project()?.manifest } else { Manifest::default() };
    Ok(Rulebook::read(&manifest, &context.policy_files(), Reviews::default(), context.now)?.policies)
}

/// The level of the flag, or a stricter one where a policy tolerates less, with the rule that makes it so.
fn fail_on(asked: FailOn, policies: &Policies) -> (FailOn, Option<Decision>) {
    let Some(tolerated) = policies.max_severity() else { return (asked, None) };
    let least = match tolerated.value {
        Tolerated::None => Severity::Low,
        Tolerated::Low => Severity::Medium,
        Tolerated::Medium => Severity::High,
        Tolerated::High => Severity::Critical,
    };
    match asked {
        FailOn::At(asked) if asked <= least => (FailOn::At(asked), None),
        _ => {
            let (place, why) = (tolerated.place.clone(), format!("it tolerates {}, whatever --fail-on says", tolerated.value));
            (FailOn::At(least), Some(Decision { place, rule: "policy.max-severity", allowed: true, why, until: None }))
        }
    }
}

fn span(text: &str) -> Result<SignedDuration, String> {
    let wrong = |_| "a span of time with a unit, such as 72h or 14d, is wanted".to_owned();
    let parsed: Span = text.parse().map_err(wrong)?;
    let span = parsed.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(wrong)?;
    if span.is_negative() { Err("a span of time cannot be negative".to_owned()) } else { Ok(span) }
}

/// An ignore that cannot be read.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("--ignore {seen}: {source}")]
#[diagnostic(
    code(RP2400),
    help("for example `--ignore CVE-2026-1234 until 2026-12-31`; an ignore without an end is not possible")
)]
struct BadIgnore {
    seen: String,
    source: NotAnIgnore,
}

impl Refusal for BadIgnore {
    fn facts(&self) -> Facts {
        Facts { seen: Some(self.seen.clone()), ..Facts::default() }
    }
}

/// The report with its verdict.
#[derive(Debug, Serialize)]
struct Shown {
    ok: bool,
    exit_code: u8,
    #[serde(flatten)]
    report: Report,
    problems: Vec<Row>,
    /// The rule that is stricter than `--fail-on`, and whether the findings are within it.
    policy: Option<Decision>,
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let (policies, ignores) = (policies(arguments, context)?, arguments.ignores()?);
    let Gathered { boms, places, voices, lock, mut beside } = Context::block_on(gather(arguments, context))??;
    let policies = policies.and_signed(std::mem::take(&mut beside.policies));
    let (fail_on, mut stricter) = fail_on(FailOn::from(arguments.fail_on), &policies);
    let rules = Rules { fail_on, max_db_age: arguments.max_db_age, ignores, accepted: arguments.accepted(), now: context.now };
    let Audit { mut report, mut problems } = audit::audit(boms, lock.as_ref(), &places, &voices, &rules)?;
    report.yanked = beside.yanked.drain(..).map(|(name, version)| audit::Yanked { name, version }).collect();
    report.expiring = beside.expiring;
    problems.splice(0..0, beside.problems);
    let rows: Vec<Row> = problems.iter().map(|one| Row::of(one.as_ref())).collect();
    let exit = exit(&rows, report.counts.failing);
    if let Some(rule) = &mut stricter {
        rule.allowed = report.counts.failing == 0;
    }
    let shown = Shown { ok: exit == Exit::Done, exit_code: exit.number(), report, problems: rows, policy: stricter };
    let pretty = |value: serde_json::Value| Output::write(&format!("{}\n", Json(&format!("{value:#}"))));
    match arguments.format {
        None => context.output.show(&shown),
        Some(Format::Human) => Output { format: MessageFormat::Human, ..context.output }.show(&shown),
        Some(Format::Json) => Output { format: MessageFormat::Json, ..context.output }.show(&shown),
        Some(Format::Sarif) => pretty(audit::sarif::write(&shown.report, &problems, &beside.positions)),
        Some(Format::Cyclonedx) => pretty(audit::vdr::write(&shown.report)),
        Some(Format::Html) => {
            let drawn = lock.as_ref().map(|lock| Drawn { manifest: &beside.manifest, lock });
            Output::write(&audit::html::write(&shown.report, &problems, shown.ok, drawn));
        }
    }
    Ok(exit)
}

/// A failed verification says more than a finding, and a finding more than what could not be looked at.
fn exit(problems: &[Row], failing: usize) -> Exit {
    let of = |wanted: u8| problems.iter().find(|row| row.exit_code == wanted).map(|row| Exit::of_code(&row.code));
    let finding = (failing > 0).then_some(Exit::Finding);
    let first = || problems.first().map(|row| Exit::of_code(&row.code));
    of(5).or(finding).or_else(|| of(4)).or_else(|| of(3)).or_else(first).unwrap_or(Exit::Done)
}

impl Arguments {
    fn ignores(&self) -> Result<Vec<Ignore>, BadIgnore> {
        let one = |words: &[String]| {
            let text = words.join(" ");
            text.parse().map_err(|source| BadIgnore { seen: text, source })
        };
        self.ignore.chunks(3).map(one).collect()
    }

    fn accepted(&self) -> BTreeSet<String> {
        self.allow_unassessed.iter().filter_map(Gap::to_possible_value).map(|value| value.get_name().to_owned()).collect()
    }

    fn wish(&self) -> Wish {
        let signed = |given: &[Utf8PathBuf]| given.iter().any(|one| one == TARGET);
        Wish {
            sboms: self.sbom.is_empty(),
            advisories: signed(&self.db) || (self.db.is_empty() && self.sbom.is_empty()),
            statements: signed(&self.vex),
        }
    }
}

/// What there is to audit, and with what.
struct Gathered {
    boms: Vec<Listed>,
    places: Vec<Place>,
    voices: Vec<Voice>,
    lock: Option<Lockfile>,
    beside: Beside,
}

/// What is reported beside vulnerabilities.
#[derive(Default)]
struct Beside {
    yanked: Vec<(crate::name::PluginName, semver::Version)>,
    expiring: Vec<audit::Expiring>,
    problems: Vec<Box<dyn Refusal>>,
    policies: Vec<(Sha256, Policy)>,
    positions: Positions,
    manifest: Manifest,
}

async fn gather(arguments: &Arguments, context: &Context) -> Result<Gathered, Failure> {
    let mut gathered =
        Gathered { boms: Vec::new(), places: Vec::new(), voices: Vec::new(), lock: None, beside: Beside::default() };
    let file = |path: &Utf8PathBuf| File { name: path.to_string(), path: context.folder.join(path) };
    let seen: BTreeSet<&Utf8PathBuf> = arguments.sbom.iter().collect();
    for path in seen {
        match audit::sbom_file(&file(path)) {
            Ok(listed) => gathered.boms.push(listed),
            Err(error) => gathered.beside.problems.push(Box::new(error)),
        }
    }
    gathered.places = arguments.db.iter().filter(|path| *path != TARGET).map(|path| Place::Path(file(path))).collect();
    for path in arguments.vex.iter().filter(|path| *path != TARGET) {
        gathered.voices.push(audit::vex_file(&file(path))?);
    }
    let wish = arguments.wish();
    if wish.sboms || wish.advisories || wish.statements {
        ask(arguments, context, wish, &mut gathered).await?;
    }
    Ok(gathered)
}

/// Asks the project's repositories. An audit leaves no trace, so it holds nothing: like a dry run.
async fn ask(arguments: &Arguments, context: &Context, wish: Wish, gathered: &mut Gathered) -> Result<(), Failure> {
    let session = Session::begin(context, "audit", DryRun::READ_ONLY, context.global.offline)?;
    let project = &session.project;
    let lock = if arguments.locked { project.strict_lock()? } else { project.required_lock()? };
    let repositories = session.open(&project.manifest, Some(&lock)).await?;
    let sources = repositories.sources();
    let asked = audit::ask(&lock, &sources, wish, Bounds::of(context.jobs())).await?;
    gathered.places.extend(asked.databases.into_iter().map(Place::Signed));
    gathered.voices.extend(audit::signed_voices(asked.statements)?);
    if wish.sboms {
        gathered.boms.extend(asked.collected.boms);
        gathered.beside.policies = repositories.policies().collect();
        let verified: Vec<_> = repositories.iter().map(|one| one.verified()).collect();
        let problems = asked.collected.problems.into_iter().map(|one| Box::new(one) as Box<dyn Refusal>);
        let lock_path = &project.paths.lockfile;
        let file = lock_path.strip_prefix(&project.paths.folder).unwrap_or(lock_path);
        gathered.beside.problems.extend(problems);
        let revoked = repositories.revoked(&lock).into_iter().map(|one| Box::new(one) as Box<dyn Refusal>);
        gathered.beside.problems.extend(revoked);
        let refused = session.refused(repositories, &lock).await?;
        gathered.beside.problems.extend(refused.into_iter().map(|one| Box::new(one) as Box<dyn Refusal>));
        gathered.beside.problems.extend(audit::differences(project, &lock)?);
        gathered.beside.yanked = asked.collected.yanked;
        gathered.beside.expiring = audit::expiring(&verified, context.now);
        gathered.beside.positions = Positions::of(file.as_str(), project.lock_text.as_deref().unwrap_or_default());
        gathered.beside.manifest = project.manifest.clone();
        gathered.lock = Some(lock);
    }
    Ok(())
}
