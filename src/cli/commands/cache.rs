//! `ragnos-plugin cache`: the downloaded archives and unpacked plugins that all projects of a user share.
//!
//! Owns: the documents `cache`, `cache-verified` and `cache-removed`.
//! Never does: touch what is trusted or remembered of a repository: that is no cache. In: nothing. Out: figures.

use jiff::{SignedDuration, Span, SpanRelativeTo};
use serde::Serialize;

use crate::cli::args::DryRun;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::store::Cache;
use crate::store::housekeeping::{self, Removed, Stock, Verified};

/// Look at, verify or empty the cache of downloaded archives and unpacked plugins.
///
/// A damaged entry is found out when it is used, and costs a download and nothing else.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Command {
    /// Show where the cache is and how much is in it.
    Info,
    /// Hash every entry and remove the damaged ones.
    Verify(Looking),
    /// Remove entries that were not used for a long time, and what killed commands left.
    Prune(Pruning),
    /// Remove every entry. What is trusted of repositories is kept elsewhere and stays.
    Clean(Looking),
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Looking {
    #[command(flatten)]
    dry_run: DryRun,
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Pruning {
    /// Remove what was not used for this long, such as 30d or 12h.
    #[arg(long, value_name = "SPAN", default_value = "90d", value_parser = span)]
    unused_for: SignedDuration,
    #[command(flatten)]
    dry_run: DryRun,
}

fn span(text: &str) -> Result<SignedDuration, String> {
    let span: Span = text.parse().map_err(|_| "a span of time with a unit is wanted, such as 30d or 12h".to_owned())?;
    let length = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|error| error.to_string())?;
    if length.is_negative() { Err("a span of time is not negative".to_owned()) } else { Ok(length) }
}

impl Document for Stock {
    const KIND: &'static str = "cache";

    fn text(&self, palette: Palette) -> String {
        let time = |time: Option<jiff::Timestamp>| {
            time.map_or_else(|| "never".to_owned(), |time| time.strftime("%Y-%m-%d").to_string())
        };
        let mut text = format!("{}\n  {} files, {}\n", palette.name(&self.folder), self.entries, size(self.bytes));
        if self.entries > 0 {
            text += &format!("  used between {} and {}\n", time(self.oldest_use), time(self.newest_use));
        }
        if self.trees > 0 {
            text += &format!("  {} unpacked plugins, {}\n", self.trees, size(self.tree_bytes));
        }
        if self.other_files > 0 {
            text += &palette.notice(format!("  {} other files, which `ragnos-plugin cache prune` removes\n", self.other_files));
        }
        text
    }
}

/// Bytes for people.
fn size(bytes: u64) -> String {
    indicatif::HumanBytes(bytes).to_string()
}

#[derive(Debug, Serialize)]
struct VerifiedReport {
    dry_run: bool,
    #[serde(flatten)]
    verified: Verified,
}

impl Document for VerifiedReport {
    const KIND: &'static str = "cache-verified";

    fn text(&self, palette: Palette) -> String {
        let done = if self.dry_run { "damaged" } else { "damaged, removed" };
        let bad = self.verified.damaged.iter().map(|path| format!("{} {path}\n", palette.bad(done)));
        bad.collect::<String>()
            + &format!("{} files and {} unpacked plugins are whole\n", self.verified.good, self.verified.good_trees)
    }
}

#[derive(Debug, Serialize)]
struct RemovedReport {
    dry_run: bool,
    #[serde(flatten)]
    removed: Removed,
}

impl Document for RemovedReport {
    const KIND: &'static str = "cache-removed";

    fn text(&self, _: Palette) -> String {
        let would = if self.dry_run { "would be removed" } else { "removed" };
        let Removed { files, bytes, trees, tree_bytes } = self.removed;
        format!("{files} files and {trees} unpacked plugins {would}, {}\n", size(bytes + tree_bytes))
    }
}

pub(in crate::cli) fn run(command: &Command, context: &Context) -> Ended {
    match command {
        Command::Info => {
            context.output.show(&housekeeping::stock(&context.cache()?)?);
            Ok(Exit::Done)
        }
        Command::Verify(looking) => {
            let verified = housekeeping::verify(&cache(context, looking.dry_run)?)?;
            let found = !verified.damaged.is_empty();
            context.output.show(&VerifiedReport { dry_run: looking.dry_run.dry_run, verified });
            Ok(ended(looking.dry_run, found))
        }
        Command::Prune(pruning) => remove(context, pruning.dry_run, Some(pruning.unused_for)),
        Command::Clean(looking) => remove(context, looking.dry_run, None),
    }
}

fn cache(context: &Context, dry_run: DryRun) -> Result<Cache, Failure> {
    let cache = context.cache()?;
    Ok(if dry_run.dry_run { cache.read_only() } else { cache })
}

fn remove(context: &Context, dry_run: DryRun, unused: Option<SignedDuration>) -> Ended {
    let removed = housekeeping::remove(&cache(context, dry_run)?, context.now, unused, context.waiting())?;
    let found = removed.files + removed.trees > 0;
    context.output.show(&RemovedReport { dry_run: dry_run.dry_run, removed });
    Ok(ended(dry_run, found))
}

fn ended(dry_run: DryRun, found: bool) -> Exit {
    if dry_run.exit_code && found { Exit::Pending } else { Exit::Done }
}
