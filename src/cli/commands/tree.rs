//! `ragnos-plugin tree`: the locked plugins as a tree of needs, or of needers with `--invert`.
//!
//! Owns: the document `tree`, and what a drawing says is wrong. Never does: network. In: manifest and lockfile. Out: nodes, a drawing.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::{Document, Output};
use crate::cli::style::Palette;
use crate::graph::draw::{self, Remarks};
use crate::graph::{Graph, locked};
use crate::lockfile::Lockfile;
use crate::name::PluginName;
use crate::project::Project;
use crate::revocation::Revoked;
use crate::rulebook::Rulebook;

/// Show the locked plugins as a tree.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Start at this plugin.
    name: Option<PluginName>,
    /// Show who needs a plugin instead of what it needs.
    #[arg(short, long, requires = "name")]
    invert: bool,
    /// Draw the whole graph, with who vouches for each plugin, what it may do and what is wrong with it: a page that loads nothing from
    /// elsewhere, or the text that Graphviz reads.
    #[arg(long, value_enum, conflicts_with_all = ["name", "json", "message_format"])]
    format: Option<Format>,
}

/// How the graph is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One HTML file with the graph as SVG.
    Html,
    /// Graphviz.
    Dot,
}

#[derive(Debug, Serialize)]
struct Report {
    inverted: bool,
    roots: Vec<Node>,
}

#[derive(Debug, Serialize)]
struct Node {
    name: PluginName,
    version: semver::Version,
    /// True where the plugin's own branches were shown before.
    repeated: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<Node>,
}

impl Document for Report {
    const KIND: &'static str = "tree";

    fn text(&self, palette: Palette) -> String {
        let mut text = String::new();
        for root in &self.roots {
            text += &root.label(palette);
            root.draw("", palette, &mut text);
        }
        text
    }
}

impl Node {
    fn label(&self, palette: Palette) -> String {
        let repeated = if self.repeated { palette.dim(" (*)") } else { String::new() };
        format!("{} {}{repeated}\n", palette.name(&self.name), self.version)
    }

    fn draw(&self, indent: &str, palette: Palette, text: &mut String) {
        let last = self.children.len().saturating_sub(1);
        for (position, child) in self.children.iter().enumerate() {
            let (branch, below) = if position == last { ("└── ", "    ") } else { ("├── ", "│   ") };
            *text += &format!("{indent}{branch}{}", child.label(palette));
            child.draw(&format!("{indent}{below}"), palette, text);
        }
    }
}

/// Builds nodes, each plugin's branches once: a lockfile can be a graph in which every path would be exponential.
struct Builder<'a> {
    lock: &'a Lockfile,
    graph: &'a Graph<'a>,
    inverted: bool,
    shown: BTreeSet<&'a PluginName>,
}

impl<'a> Builder<'a> {
    fn node(&mut self, name: &'a PluginName) -> Option<Node> {
        let plugin = self.lock.plugins.get(name)?;
        let below = if self.inverted { self.graph.needed_by(name) } else { self.graph.needs(name) }.to_vec();
        let repeated = !self.shown.insert(name) && !below.is_empty();
        let children = if repeated { Vec::new() } else { below.into_iter().filter_map(|one| self.node(one)).collect() };
        Some(Node { name: name.clone(), version: plugin.version.clone(), repeated, children })
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let project = context.project()?;
    let lock = project.required_lock()?;
    let graph = Graph::new(&project.manifest, &lock);
    if let Some(format) = arguments.format {
        let (draw, remarks) = (if format == Format::Html { draw::html } else { draw::dot }, remarks(context, &project, &lock)?);
        Output::write(&draw(&lock, &graph, &remarks));
        return Ok(Exit::Done);
    }
    let starts: Vec<&PluginName> = match &arguments.name {
        Some(name) => vec![&locked(&lock, name)?.name],
        None => graph.direct().collect(),
    };
    let mut builder = Builder { lock: &lock, graph: &graph, inverted: arguments.invert, shown: BTreeSet::new() };
    let roots = starts.into_iter().filter_map(|name| builder.node(name)).collect();
    context.output.show(&Report { inverted: arguments.invert, roots });
    Ok(Exit::Done)
}

/// What is wrong with locked plugins as far as this machine knows: a drawing asks nobody.
fn remarks(context: &Context, project: &Project, lock: &Lockfile) -> Result<Remarks, Failure> {
    let mut remarks = Remarks::new();
    let mut add = |plugin: PluginName, words: String| remarks.entry(plugin).or_default().extend([words]);
    let revoked = Context::seen_revoked(&project.paths.layout())?;
    for plugin in lock.plugins.values() {
        if let Some(revocation) = revoked.of_locked(lock, plugin) {
            add(plugin.name.clone(), Revoked::new(&plugin.name, &plugin.version, revocation).to_string());
        }
    }
    let rules = Rulebook::read(&project.manifest, &context.policy_files(), project.reviews()?, context.now)?;
    for refused in rules.refused_offline(&project.manifest, lock, &revoked) {
        add(refused.plugin.clone(), refused.to_string());
    }
    Ok(remarks)
}
