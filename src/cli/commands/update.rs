//! `ragnos-plugin update`: moves locked plugins to the newest versions that ragnos.toml allows.
//!
//! Owns: which plugins may move. Never does: change ragnos.toml. In: names. Out: a [`Change`].

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;

use crate::cli::args::{DryRun, Installing, Rules};
use crate::cli::change::Change;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::session::{Goal, Session};
use crate::graph::locked;
use crate::name::PluginName;
use crate::relock::Wish;

/// Move locked plugins to the newest versions that ragnos.toml allows, and install them.
///
/// Without a name, all of them. Other plugins keep their locked versions where that is possible.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Locked plugins.
    #[arg(value_name = "NAME")]
    plugins: Vec<PluginName>,
    /// Exactly this version of the one plugin that is named; older, pre-release and yanked versions too.
    #[arg(long, value_name = "VERSION", requires = "plugins")]
    precise: Option<Version>,
    #[command(flatten)]
    installing: Installing,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    rules: Rules,
}

/// `--precise` with more than one plugin.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("--precise takes one plugin, seen {seen}")]
#[diagnostic(code(RP2194), help("run `ragnos-plugin update NAME --precise VERSION` once for each plugin"))]
struct OnePlugin {
    seen: usize,
}

impl crate::refusal::Refusal for OnePlugin {}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    if arguments.precise.is_some() && arguments.plugins.len() != 1 {
        return Err(OnePlugin { seen: arguments.plugins.len() }.into());
    }
    let session = Session::begin(context, "update", arguments.dry_run, false)?;
    let change = Context::block_on(update(arguments, session))??;
    context.output.show(&change);
    Ok(change.exit(arguments.dry_run))
}

async fn update(arguments: &Arguments, session: Session<'_>) -> Result<Change, Failure> {
    let old = session.project.required_lock()?;
    for name in &arguments.plugins {
        locked(&old, name)?;
    }
    let named: BTreeSet<_> = arguments.plugins.iter().cloned().collect();
    let unlock = if named.is_empty() { old.plugins.keys().cloned().collect() } else { named };
    let precise: BTreeMap<_, _> = arguments.plugins.iter().cloned().zip(arguments.precise.clone()).collect();
    let manifest = session.project.manifest.clone();
    let repositories = session.open(&manifest, Some(&old)).await?;
    let wish = Wish { requirements: manifest.plugins.clone(), unlock, precise, ..Wish::default() };
    let relocked = session.relock(&manifest, repositories, Some(&old), wish, &arguments.rules).await?;
    let plan = session.plan_of(&arguments.installing, &relocked.lockfile)?;
    let goal = Goal::relocked(relocked, None, plan);
    session.carry_out(Some(repositories), goal).await
}
