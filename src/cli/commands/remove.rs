//! `ragnos-plugin remove`: no longer asks for plugins; what nothing needs any longer goes with them.
//!
//! Owns: the refusal of names that the manifest does not have. Never does: touch what other plugins still need.
//! In: names. Out: a [`Change`].

use std::collections::BTreeSet;

use crate::cli::args::{DryRun, Installing, Rules};
use crate::cli::change::Change;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::session::{Goal, Session};
use crate::manifest::{Manifest, edit};
use crate::name::{PluginName, nearest};
use crate::project::MANIFEST;
use crate::refusal::{Facts, Refusal};
use crate::relock::Wish;

/// Remove plugins from ragnos.toml, and what only they needed from the lockfile and the disk.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Plugins of ragnos.toml.
    #[arg(required = true, value_name = "NAME")]
    plugins: Vec<PluginName>,
    #[command(flatten)]
    installing: Installing,
    #[command(flatten)]
    dry_run: DryRun,
}

/// The manifest does not ask for the plugin.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("ragnos.toml does not ask for {name}")]
#[diagnostic(code(RP2193), help("{advice}"))]
struct NotAskedFor {
    name: PluginName,
    advice: String,
}

impl Refusal for NotAskedFor {
    fn facts(&self) -> Facts {
        Facts::about(&self.name)
    }
}

fn not_asked_for(name: &PluginName, manifest: &Manifest) -> NotAskedFor {
    let advice = match nearest(name.as_str(), manifest.plugins.keys().map(PluginName::as_str)) {
        Some(meant) => format!("did you mean {meant}?"),
        None => format!("`ragnos-plugin why {name}` shows whether another plugin needs it"),
    };
    NotAskedFor { name: name.clone(), advice }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "remove", arguments.dry_run, false)?;
    if let Some(unknown) = arguments.plugins.iter().find(|name| !session.project.manifest.plugins.contains_key(*name)) {
        return Err(not_asked_for(unknown, &session.project.manifest).into());
    }
    let change = Context::block_on(remove(arguments, session))??;
    context.output.show(&change);
    Ok(change.exit(arguments.dry_run))
}

async fn remove(arguments: &Arguments, session: Session<'_>) -> Result<Change, Failure> {
    let names: BTreeSet<PluginName> = arguments.plugins.iter().cloned().collect();
    let name = session.project.paths.manifest.as_str();
    let text = edit::remove_plugins(&session.project.manifest_text, name, &names)?;
    let manifest = Manifest::parse(&text, MANIFEST)?;
    let old = session.project.lock()?;
    let repositories = session.open(&manifest, old.as_ref()).await?;
    let wish = Wish { requirements: manifest.plugins.clone(), ..Wish::default() };
    let relocked = session.relock(&manifest, repositories, old.as_ref(), wish, &Rules::default()).await?;
    let plan = session.plan_of(&arguments.installing, &relocked.lockfile)?;
    let goal = Goal::relocked(relocked, Some(text), plan);
    session.carry_out(Some(repositories), goal).await
}
