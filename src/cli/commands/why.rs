//! `ragnos-plugin why`: the chains of requirements that bring a plugin in.
//!
//! Owns: the document `why`. Never does: network. In: manifest and lockfile. Out: chains.

use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::diagnostic::Ended;
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::graph::{Graph, locked};
use crate::name::PluginName;

/// Show why a plugin is locked: the shortest chain from each plugin of the manifest that needs it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The plugin, namespace/name.
    name: PluginName,
}

#[derive(Debug, Serialize)]
struct Report {
    name: PluginName,
    version: semver::Version,
    direct: bool,
    chains: Vec<Vec<PluginName>>,
}

impl Document for Report {
    const KIND: &'static str = "why";

    fn text(&self, palette: Palette) -> String {
        let mut text = format!("{} {}\n", palette.name(&self.name), self.version);
        if self.direct {
            text += "  asked for by ragnos.toml\n";
        }
        for chain in self.chains.iter().filter(|chain| chain.len() > 1) {
            let words: Vec<&str> = chain.iter().map(PluginName::as_str).collect();
            text += &format!("  ragnos.toml -> {}\n", words.join(" -> "));
        }
        text
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let project = context.project()?;
    let lock = project.required_lock()?;
    let plugin = locked(&lock, &arguments.name)?;
    let graph = Graph::new(&project.manifest, &lock);
    let chains = graph.chains(&plugin.name);
    context.output.show(&Report {
        name: plugin.name.clone(),
        version: plugin.version.clone(),
        direct: project.manifest.plugins.contains_key(&plugin.name),
        chains: chains.into_iter().map(|chain| chain.into_iter().cloned().collect()).collect(),
    });
    Ok(Exit::Done)
}
