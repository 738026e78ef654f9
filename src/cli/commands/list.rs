//! `ragnos-plugin list`: the locked plugins and whether they are installed.
//!
//! Owns: the document `list`. Never does: network. In: lockfile and installed generation. Out: one row a plugin.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::capability::Capability;
use crate::cli::context::Context;
use crate::cli::diagnostic::Ended;
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::lockfile::LockedPlugin;
use crate::name::{PluginName, RepositoryName};
use crate::platform::Platform;
use crate::store;

/// List the locked plugins.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Only what the manifest asks for directly.
    #[arg(long)]
    direct: bool,
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
        if !capabilities.is_empty() {
            line += &palette.dim(format!("  [{}]", capabilities.join(", ")));
        }
        line + "\n"
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let project = context.project()?;
    let lock = project.required_lock()?;
    let installed = store::current(&project.paths.layout())?.map(|record| record.plugins).unwrap_or_default();
    let row = |plugin: &LockedPlugin| Row {
        name: plugin.name.clone(),
        version: plugin.version.clone(),
        direct: project.manifest.plugins.contains_key(&plugin.name),
        installed: is_installed(&installed, plugin),
        repository: plugin.repository.clone(),
        role: plugin.role.clone(),
        capabilities: plugin.capabilities.iter().cloned().collect(),
        platforms: plugin.artifacts.keys().cloned().collect(),
    };
    let plugins = lock.plugins.values().map(row).filter(|row| row.direct || !arguments.direct).collect();
    context.output.show(&Report { plugins });
    Ok(Exit::Done)
}

fn is_installed(installed: &BTreeMap<PluginName, store::InstalledPlugin>, plugin: &LockedPlugin) -> bool {
    installed.get(&plugin.name).is_some_and(|found| found.version == plugin.version)
}
