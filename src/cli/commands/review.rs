//! `ragnos-plugin review`: who has looked at which plugin, by the digest of its archives.
//!
//! Owns: the document `reviews`, and that no record is taken over with a signature that is not what it says.
//! Never does: read a plugin for anybody, sign, or take a plain record for more than its file is worth.
//! In: the lockfile and `ragnos-reviews.toml`. Out: that file, changed or listed.

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use clap::ValueHint;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::graph::locked;
use crate::limits;
use crate::name::PluginName;
use crate::project::Project;
use crate::refusal::{Facts, Refusal};
use crate::review::{Criterion, IsoDate, Review, Reviewer, Reviews, Words};
use crate::rulebook::Rulebook;
use crate::store::{Durability, ProjectLock, file};

/// Record and show reviews of plugins, which a policy can require.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Command {
    /// Record that somebody has reviewed the locked version of a plugin, all its archives, in ragnos-reviews.toml.
    Add(Add),
    /// Take over the reviews of another file, with their signatures.
    Import(Import),
    /// Show all reviews, and which of them are about what is locked.
    List,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Add {
    /// The plugin.
    #[arg(value_name = "NAME")]
    name: PluginName,
    /// What it was reviewed for, such as safe-to-run; may be given more than once.
    #[arg(long, value_name = "CRITERION", required = true)]
    criteria: Vec<Criterion>,
    /// Who has reviewed it.
    #[arg(long, value_name = "WHO")]
    by: Words,
    /// What there is to say.
    #[arg(long, value_name = "TEXT")]
    notes: Option<Words>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// A ragnos-reviews.toml of somebody whose word counts.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Utf8PathBuf,
}

/// There is nothing to import.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("there is no file {path}")]
#[diagnostic(code(RP2203), help("give the path of a ragnos-reviews.toml"))]
struct NoFile {
    path: Utf8PathBuf,
}

impl Refusal for NoFile {
    fn facts(&self) -> Facts {
        Facts::about(&self.path)
    }
}

/// A signature is not that of the reviewer whose key it names.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{path}: the signature of {reviewer} on the review of {plugin} {version} is not good")]
#[diagnostic(
    code(RP5410),
    help("the record was changed after it was signed, or somebody else signed it; nothing of the file was taken over")
)]
struct Forged {
    path: Utf8PathBuf,
    reviewer: String,
    plugin: PluginName,
    version: semver::Version,
}

impl Refusal for Forged {
    fn facts(&self) -> Facts {
        Facts::about(&self.path).mismatch(&format!("a signature of {}", self.reviewer), &"another one")
    }
}

/// The file could not be put into words.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("the reviews could not be written as TOML")]
#[diagnostic(code(RP1002), help("this is a bug; please report it"))]
struct NotWritten(#[source] toml_edit::ser::Error);

impl Refusal for NotWritten {}

#[derive(Debug, Serialize)]
struct Report {
    reviews: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    review: Review,
    /// The reviewers of the project's policies who have signed it.
    signed_by: Vec<String>,
    /// True when every archive that is locked of the plugin is among those reviewed.
    locked: bool,
}

impl Document for Report {
    const KIND: &'static str = "reviews";

    fn text(&self, palette: Palette) -> String {
        let line = |Row { review, signed_by, locked }: &Row| {
            let criteria: Vec<String> = review.criteria.iter().map(ToString::to_string).collect();
            let other = if *locked { String::new() } else { palette.dim("  (not what is locked)") };
            let (name, version, by, date) = (palette.name(&review.plugin), &review.version, &review.by, &review.date);
            let signed = if signed_by.is_empty() { String::new() } else { format!("; signed by {}", signed_by.join(", ")) };
            format!("{name} {version}  {}  by {by}, {date}{signed}{other}\n", criteria.join(", "))
        };
        if self.reviews.is_empty() { "no reviews\n".to_owned() } else { self.reviews.iter().map(line).collect() }
    }
}

pub(in crate::cli) fn run(command: &Command, context: &Context) -> Ended {
    match command {
        Command::Add(new) => change(context, "review add", |project, _, reviews| {
            reviews.add(review(new, project, context)?);
            Ok(())
        }),
        Command::Import(import) => change(context, "review import", |_, reviewers, reviews| {
            let path = context.folder.join(&import.file);
            let text = file::read_text(&path, limits::REVIEWS_BYTES)?.ok_or_else(|| NoFile { path: path.clone() })?;
            for one in Reviews::parse(&text, path.as_str())?.iter() {
                if let Some(reviewer) = one.forged(reviewers) {
                    let (reviewer, plugin, version) = (reviewer.name.clone(), one.plugin.clone(), one.version.clone());
                    return Err(Forged { path, reviewer, plugin, version }.into());
                }
                reviews.add(one.clone());
            }
            Ok(())
        }),
        Command::List => {
            let project = context.project()?;
            context.output.show(&report(&project, &project.reviews()?, &reviewers(&project, context)?)?);
            Ok(Exit::Done)
        }
    }
}

/// Whoever the policies of the project name.
fn reviewers(project: &Project, context: &Context) -> Result<Vec<Reviewer>, Failure> {
    let rules = Rulebook::read(&project.manifest, &context.policy_files(), Reviews::default(), context.now)?;
    let rules = rules.and_seen(&Context::seen_revoked(&project.paths.layout())?);
    Ok(rules.policies.reviewers().cloned().collect())
}

/// A review of everything that is locked of a plugin, whatever its platform.
fn review(new: &Add, project: &Project, context: &Context) -> Result<Review, Failure> {
    let lock = project.required_lock()?;
    let plugin = locked(&lock, &new.name)?;
    Ok(Review {
        plugin: plugin.name.clone(),
        version: plugin.version.clone(),
        criteria: new.criteria.iter().cloned().collect(),
        by: new.by.clone(),
        date: IsoDate(context.now.to_zoned(jiff::tz::TimeZone::UTC).date()),
        notes: new.notes.clone(),
        sha256: plugin.artifacts.values().map(|artifact| artifact.sha256).collect(),
        signatures: BTreeSet::new(),
    })
}

fn change(
    context: &Context,
    word: &str,
    edit: impl FnOnce(&Project, &[Reviewer], &mut Reviews) -> Result<(), Failure>,
) -> Ended {
    let paths = context.paths()?;
    let tell = |holder: &str| context.note(format!("waiting for {holder}, which holds {}", paths.folder));
    let _guard = ProjectLock::acquire(&paths.layout(), word, context.waiting(), tell)?;
    let project = Project::open(paths)?;
    let mut reviews = project.reviews()?;
    let reviewers = reviewers(&project, context)?;
    edit(&project, &reviewers, &mut reviews)?;
    let text = reviews.to_text().map_err(NotWritten)?;
    file::replace(&project.paths.reviews(), text.as_bytes(), Durability::Full)?;
    context.output.show(&report(&project, &reviews, &reviewers)?);
    Ok(Exit::Done)
}

fn report(project: &Project, reviews: &Reviews, reviewers: &[Reviewer]) -> Result<Report, Failure> {
    let lock = project.lock()?.unwrap_or_default();
    let is_locked = |review: &Review| {
        let plugin = lock.plugins.get(&review.plugin)?;
        let archives: BTreeSet<_> = plugin.artifacts.values().map(|artifact| artifact.sha256).collect();
        Some(archives.is_subset(&review.sha256))
    };
    let row = |review: &Review| {
        let signed_by: BTreeSet<String> = review.signed_by(reviewers).map(|one| one.name.clone()).collect();
        let signed_by = signed_by.into_iter().collect();
        Row { review: review.clone(), signed_by, locked: is_locked(review).unwrap_or(false) }
    };
    Ok(Report { reviews: reviews.iter().map(row).collect() })
}
