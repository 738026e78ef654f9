//! `ragnos-plugin generations`: what was installed before, what differs, and what of it may go.
//!
//! Owns: the documents `generations` and `generations-removed`.
//! Never does: change what is installed (that is `rollback`), or ask a repository.
//! In: a project. Out: one row a generation, a difference, or what was removed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::diff;
use crate::cli::args::{DiffExit, DryRun};
use crate::cli::context::Context;
use crate::cli::diagnostic::Ended;
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::generations::{self, Entry, EntryFacts};
use crate::lockfile;
use crate::store::{self, ProjectLock, generation, sweep};

/// List, compare or remove the generations that `rollback` can go to.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Command {
    /// List the generations that are kept; `*` is the current one.
    #[command(visible_alias = "ls")]
    List,
    /// Show how the lockfiles of two generations differ.
    ///
    /// Without a number: the one before the current one against the current one. With one: that one against the current one.
    Diff(Compared),
    /// Remove generations, and the files that only they have. The current one stays.
    Rm(Removed),
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Compared {
    /// The older generation.
    #[arg(value_name = "OLD")]
    old: Option<u64>,
    /// The newer generation; the current one where it is left out.
    #[arg(value_name = "NEW")]
    new: Option<u64>,
    #[command(flatten)]
    exit: DiffExit,
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Removed {
    /// The generations to remove.
    #[arg(value_name = "N", required_unless_present = "keep")]
    numbers: Vec<u64>,
    /// Remove all but this many of the newest, and the current one.
    #[arg(long, value_name = "COUNT", conflicts_with = "numbers")]
    keep: Option<usize>,
    #[command(flatten)]
    dry_run: DryRun,
}

#[derive(Debug, Serialize)]
struct List {
    generations: Vec<Entry>,
}

impl Document for List {
    const KIND: &'static str = "generations";

    fn text(&self, palette: Palette) -> String {
        if self.generations.is_empty() {
            return "no generations: nothing was installed yet\n".to_owned();
        }
        self.generations.iter().map(|one| line(one, palette)).collect()
    }
}

fn line(entry: &Entry, palette: Palette) -> String {
    let mark = if entry.current { palette.good("*") } else { " ".to_owned() };
    let mut text = format!("{mark} {}", palette.name(format!("{:>4}", entry.number)));
    if let Some(facts) = &entry.facts {
        let count = if facts.plugins == 1 { "plugin" } else { "plugins" };
        let created = facts.created.strftime("%Y-%m-%d %H:%M UTC");
        text += &format!("  {created}  {:>4} {count}  {}{}", facts.plugins, facts.platform, changes(facts, palette));
    }
    if let Some(problem) = &entry.problem {
        text += &format!("  {}", palette.notice(problem));
    }
    text + "\n"
}

/// What came and went against the generation before it.
fn changes(facts: &EntryFacts, palette: Palette) -> String {
    let counts = [("+", facts.added), ("~", facts.changed), ("-", facts.removed)];
    let counts = counts.into_iter().filter_map(|(sign, count)| count.filter(|count| *count > 0).map(|count| (sign, count)));
    let counts: Vec<String> = counts.map(|(sign, count)| format!("{sign}{count}")).collect();
    match facts.parent {
        Some(parent) if !counts.is_empty() => palette.dim(format!("  {} against {parent}", counts.join(" "))),
        _ => String::new(),
    }
}

#[derive(Debug, Serialize)]
struct RemovedReport {
    dry_run: bool,
    removed: BTreeSet<u64>,
    kept: BTreeSet<u64>,
}

impl Document for RemovedReport {
    const KIND: &'static str = "generations-removed";

    fn text(&self, palette: Palette) -> String {
        if self.removed.is_empty() {
            return "nothing to remove\n".to_owned();
        }
        let would = if self.dry_run { "would be removed" } else { "removed" };
        let one = |number: &u64| format!("{} generation {number} {would}\n", palette.bad("-"));
        self.removed.iter().map(one).collect()
    }
}

pub(in crate::cli) fn run(command: &Command, context: &Context) -> Ended {
    match command {
        Command::List => {
            let generations = generations::list(&context.paths()?.layout())?;
            context.output.show(&List { generations });
            Ok(Exit::Done)
        }
        Command::Diff(compared) => compare(compared, context),
        Command::Rm(removed) => remove(removed, context),
    }
}

fn compare(compared: &Compared, context: &Context) -> Ended {
    let layout = context.paths()?.layout();
    let old = generations::target(&layout, compared.old)?;
    let new = match compared.new {
        Some(number) => generations::target(&layout, Some(number))?,
        None => store::current(&layout)?.ok_or(generations::Error::NoneBefore)?,
    };
    let difference = lockfile::diff(&generations::lockfile(&layout, &old)?, &generations::lockfile(&layout, &new)?);
    let name = |number: u64| format!("generation {number}");
    Ok(diff::show(context, name(old.number), name(new.number), difference, compared.exit))
}

fn remove(removed: &Removed, context: &Context) -> Ended {
    let layout = context.paths()?.layout();
    let lock = if removed.dry_run.dry_run {
        None
    } else {
        let tell = |holder: &str| context.note(format!("waiting for {holder}, which holds {}", layout.root()));
        Some(ProjectLock::acquire(&layout, "generations rm", context.waiting(), tell)?)
    };
    let going = generations::removable(&layout, &removed.numbers, removed.keep)?;
    if let Some(lock) = &lock {
        sweep::remove(lock, &going)?;
    }
    let kept = generation::numbers(&layout)?.into_iter().filter(|number| !going.contains(number)).collect();
    let report = RemovedReport { dry_run: lock.is_none(), removed: going, kept };
    context.output.show(&report);
    let pending = removed.dry_run.exit_code && !report.removed.is_empty();
    Ok(if pending { Exit::Pending } else { Exit::Done })
}
