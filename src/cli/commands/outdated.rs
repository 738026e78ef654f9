//! `ragnos-plugin outdated`: locked plugins that have newer versions, within ragnos.toml and beyond it.
//!
//! Owns: the document `outdated`. Never does: write. In: lockfile and live metadata. Out: one row an outdated plugin.

use semver::Version;
use serde::Serialize;

use crate::catalog::Catalog;
use crate::cli::args::{DiffExit, DryRun};
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::output::Document;
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::cool_down::Held;
use crate::name::PluginName;
use crate::releases;
use crate::relock::{self, Wish, relock};
use crate::revocation::Revocation;

/// Show locked plugins that have newer versions.
///
/// `allowed` is what `update` would choose, policies included; `newest` is the newest published version, whatever ragnos.toml says.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    exit: DiffExit,
}

#[derive(Debug, Serialize)]
struct Report {
    plugins: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: PluginName,
    locked: Version,
    allowed: Version,
    newest: Version,
    /// True when the locked version was withdrawn by its publisher.
    yanked: bool,
    /// Why the locked version was revoked; printable.
    revoked: Option<String>,
    /// The newer version that `update` would choose, were it older.
    held: Option<Held>,
}

impl Document for Report {
    const KIND: &'static str = "outdated";

    fn text(&self, palette: Palette) -> String {
        if self.plugins.is_empty() {
            return "every locked plugin is the newest\n".to_owned();
        }
        let width = self.plugins.iter().map(|row| row.name.as_str().len()).max().unwrap_or(0);
        let head = palette.dim(format!("{:width$}  {:10} {:10} {}\n", "plugin", "locked", "allowed", "newest"));
        let row = |row: &Row| {
            let (name, locked) = (format!("{:width$}", row.name.as_str()), row.locked.to_string());
            let (allowed, yanked) = (row.allowed.to_string(), if row.yanked { palette.bad(" yanked") } else { String::new() });
            let revoked = row.revoked.as_ref().map_or_else(String::new, |why| palette.bad(format!(" revoked: {why}")));
            let young = row.held.as_ref().map_or_else(String::new, |held| format!("  {} {held}\n", palette.notice("held")));
            format!("{}  {locked:10} {allowed:10} {}{yanked}{revoked}\n{young}", palette.name(name), row.newest)
        };
        head + &self.plugins.iter().map(row).collect::<String>()
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "outdated", DryRun::READ_ONLY, context.global.offline)?;
    let report = Context::block_on(outdated(&session))??;
    context.output.show(&report);
    Ok(arguments.exit.exit(!report.plugins.is_empty()))
}

async fn outdated(session: &Session<'_>) -> Result<Report, Failure> {
    let lock = session.project.required_lock()?;
    let manifest = &session.project.manifest;
    let repositories = session.open(manifest, Some(&lock)).await?;
    let cache = session.cache()?;
    let mut catalog = Catalog::new(manifest, repositories, &cache);
    catalog.load(&lock.plugins.keys().cloned().collect()).await?;
    let unlock = lock.plugins.keys().cloned().collect();
    let wish = Wish { requirements: manifest.plugins.clone(), unlock, rules: session.rulebook()?, ..Wish::default() };
    let (allowed, held) = match relock(manifest, repositories, &mut catalog, Some(&lock), &wish).await {
        Ok(relocked) => (relocked.lockfile, relocked.held),
        // Nothing could be chosen anew, such as where the only version was withdrawn: `update` would leave all as it is.
        Err(relock::Error::Resolve(_)) => (lock.clone(), Vec::new()),
        Err(other) => return Err(other.into()),
    };
    let row = |(name, plugin): (&PluginName, &crate::lockfile::LockedPlugin)| {
        let releases = catalog.universe().get(name).unwrap_or(&releases::NONE);
        let newest = releases.newest().map_or(&plugin.version, |release| &release.version);
        let allowed = allowed.plugins.get(name).map_or(&plugin.version, |plugin| &plugin.version);
        let yanked = releases.get(&plugin.version).is_some_and(|release| release.yanked);
        let revoked =
            repositories.get(&plugin.repository).and_then(|one| one.revocations.of_locked(plugin)).map(Revocation::why);
        let is_old = *allowed != plugin.version || *newest > plugin.version || yanked || revoked.is_some();
        is_old.then(|| Row {
            name: name.clone(),
            locked: plugin.version.clone(),
            allowed: allowed.clone(),
            newest: newest.clone(),
            yanked,
            revoked,
            held: held.iter().find(|one| one.name == *name).cloned(),
        })
    };
    let report = Report { plugins: lock.plugins.iter().filter_map(row).collect() };
    session.tell_left_out(&catalog);
    Ok(report)
}
