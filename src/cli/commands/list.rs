//! `ragnos-plugin list`: the locked plugins and whether they are installed.
//!
//! Owns: the document `list`. Never does: network, but for `--trust`, which asks who vouches for each plugin now.
//! In: lockfile and installed generation. Out: one row a plugin.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::capability::Capability;
use crate::cli::args::DryRun;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::name::{PluginName, RepositoryName};
use crate::platform::Platform;
use crate::redact::Printable;
use crate::revocation::Revocation;
use crate::store;
use crate::tuf::Voucher;

/// List the locked plugins.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Only what the manifest asks for directly.
    #[arg(long)]
    direct: bool,
    /// Show which roles and keys vouch for each plugin, asking the repositories (or the trust state, with --offline).
    #[arg(long)]
    trust: bool,
}

#[derive(Debug, Serialize)]
struct Report {
    plugins: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: PluginName,
    version: semver::Version,
    direct: bool,
    installed: bool,
    repository: RepositoryName,
    role: String,
    capabilities: Vec<Capability>,
    platforms: Vec<Platform>,
    /// Why the version was revoked, as far as this machine and the project have seen; printable.
    revoked: Option<String>,
    /// With `--trust`: the roles from `targets` down to the one that lists the plugin's archives.
    #[serde(skip_serializing_if = "Option::is_none")]
    vouched_by: Option<Vec<Voucher>>,
}

impl Document for Report {
    const KIND: &'static str = "list";

    fn text(&self, palette: Palette) -> String {
        let width = self.plugins.iter().map(|row| row.name.as_str().len()).max().unwrap_or(0);
        self.plugins.iter().map(|row| row.text(width, palette)).collect()
    }
}

impl Row {
    fn text(&self, width: usize, palette: Palette) -> String {
        let capabilities: Vec<&str> = self.capabilities.iter().map(Capability::as_str).collect();
        let mut line = format!("{} {}", palette.name(format!("{:width$}", self.name.as_str())), self.version);
        if !self.direct {
            line += &palette.dim(" (dependency)");
        }
        if !self.installed {
            line += &palette.notice(" (not installed)");
        }
        if let Some(reason) = &self.revoked {
            line += &palette.bad(format!(" revoked: {reason}"));
        }
        if !capabilities.is_empty() {
            line += &palette.dim(format!("  [{}]", capabilities.join(", ")));
        }
        line += "\n";
        for Voucher { role, signed_by } in self.vouched_by.iter().flatten() {
            let keys = signed_by.iter().map(|id| short(id)).collect::<Vec<_>>().join(", ");
            line += &palette.dim(format!(
                "    {} {}: {} of {} keys, signed by {keys}; valid until {}\n",
                Printable(&role.name),
                role.version,
                role.threshold,
                role.keys.len(),
                role.expires
            ));
        }
        line
    }
}

/// The start of a key id, as people compare them; the JSON document has it whole.
fn short(id: &str) -> String {
    Printable(&id.chars().take(12).collect::<String>()).to_string()
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let project = context.project()?;
    let lock = project.required_lock()?;
    let installed = store::current(&project.paths.layout())?.map(|record| record.plugins).unwrap_or_default();
    let mut vouchers = if arguments.trust { vouchers(&lock, context)? } else { BTreeMap::new() };
    let seen = Context::seen_revoked(&project.paths.layout())?;
    let mut row = |plugin: &LockedPlugin| Row {
        name: plugin.name.clone(),
        version: plugin.version.clone(),
        direct: project.manifest.plugins.contains_key(&plugin.name),
        installed: is_installed(&installed, plugin),
        repository: plugin.repository.clone(),
        role: plugin.role.clone(),
        capabilities: plugin.capabilities.iter().cloned().collect(),
        platforms: plugin.artifacts.keys().cloned().collect(),
        revoked: seen.of_locked(&lock, plugin).map(Revocation::why),
        vouched_by: vouchers.remove(&plugin.name),
    };
    let plugins: Vec<Row> = lock.plugins.values().map(&mut row).filter(|row| row.direct || !arguments.direct).collect();
    context.output.show(&Report { plugins });
    Ok(Exit::Done)
}

/// Who vouches for each locked plugin. A plugin that nobody vouches for any more has no roles.
fn vouchers(lock: &Lockfile, context: &Context) -> Result<BTreeMap<PluginName, Vec<Voucher>>, Failure> {
    let session = Session::begin(context, "list", DryRun::READ_ONLY, context.global.offline)?;
    Context::block_on(async {
        let repositories = session.open(&session.project.manifest, Some(lock)).await?;
        let mut vouchers = BTreeMap::new();
        for plugin in lock.plugins.values() {
            let Some(repository) = repositories.get(&plugin.repository) else { continue };
            // All archives of a version are signed by one role: the lockfile has it once.
            let Some(artifact) = plugin.artifacts.values().next() else { continue };
            let found = repository.client.vouching(artifact.target.as_str()).await?;
            vouchers.insert(plugin.name.clone(), found.map(|found| found.way).unwrap_or_default());
        }
        Ok(vouchers)
    })?
}

fn is_installed(installed: &BTreeMap<PluginName, store::InstalledPlugin>, plugin: &LockedPlugin) -> bool {
    installed.get(&plugin.name).is_some_and(|found| found.version == plugin.version)
}
