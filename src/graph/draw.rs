//! The graph of a lockfile as a drawing: SVG with a table for a page, or the text that Graphviz reads.
//!
//! Owns: what is shown of a plugin: version, who vouches for it, what it may do, what was found about it.
//! Never does: load anything; a drawing is complete in itself, and every text in it is escaped.
//! In: a lockfile, its graph, remarks on plugins. Out: markup, or a file for `dot`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Write as _};

use super::Graph;
use super::layout::{Spot, layout};
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::markup::{Text, page, table};
use crate::name::PluginName;
use crate::redact::Printable;
use crate::signers::shortened;

/// What is wrong with plugins, in words.
pub type Remarks = BTreeMap<PluginName, BTreeSet<String>>;

/// Pixels.
const BOX: (usize, usize) = (210, 40);
const STEP: (usize, usize) = (280, 56);
const MARGIN: usize = 16;
/// Characters of a name that fit into a box; all of it is in the box's title.
const SHOWN: usize = 28;

/// The whole page of a lockfile.
pub fn html(lock: &Lockfile, graph: &Graph<'_>, remarks: &Remarks) -> String {
    let count = lock.plugins.len();
    let words = match remarks.len() {
        0 => format!("<p class=\"verdict\">{count} plugins are locked</p>\n"),
        wrong => {
            format!("<p class=\"verdict failed\">{count} plugins are locked, something is wrong with {wrong} of them</p>\n")
        }
    };
    page("Locked plugins", &format!("<h1>Locked plugins</h1>\n{words}{}", sections(lock, graph, remarks)))
}

/// The drawing and the table, for a page that has more to say.
pub fn sections(lock: &Lockfile, graph: &Graph<'_>, remarks: &Remarks) -> String {
    if lock.plugins.is_empty() {
        return String::new();
    }
    let svg = svg(lock, graph, remarks);
    format!("<section id=\"graph\">\n<h2>Who needs whom</h2>\n<div class=\"graph\">\n{svg}</div>\n</section>\n")
        + &plugins(lock, graph, remarks)
}

fn svg(lock: &Lockfile, graph: &Graph<'_>, remarks: &Remarks) -> String {
    let spots = layout(graph);
    let most = |of: fn(&Spot) -> usize| spots.values().map(of).max().unwrap_or(0);
    let (width, height) =
        (MARGIN * 2 + BOX.0 + most(|spot| spot.column) * STEP.0, MARGIN * 2 + BOX.1 + most(|spot| spot.row) * STEP.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"Dependencies of {} plugins; the table below has the same\">\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" \
         refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n",
        lock.plugins.len()
    );
    for (name, from) in &spots {
        for to in graph.needs(name).iter().filter_map(|needed| spots.get(needed)) {
            edge(&mut svg, *from, *to);
        }
    }
    for (name, spot) in &spots {
        if let Some(plugin) = lock.plugins.get(*name) {
            node(&mut svg, plugin, *spot, remarks.get(*name));
        }
    }
    svg + "</svg>\n"
}

fn corner(spot: Spot) -> (usize, usize) {
    (MARGIN + spot.column * STEP.0, MARGIN + spot.row * STEP.1)
}

fn edge(svg: &mut String, from: Spot, to: Spot) {
    let ((x1, y1), (x2, y2)) = (corner(from), corner(to));
    let (x1, y1, y2) = (x1 + BOX.0, y1 + BOX.1 / 2, y2 + BOX.1 / 2);
    let bend = (STEP.0 - BOX.0) / 2;
    // Writing to a String cannot fail.
    let _ = writeln!(
        svg,
        "<path d=\"M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}\" marker-end=\"url(#tip)\"/>",
        x1 + bend,
        x2.saturating_sub(bend)
    );
}

fn node(svg: &mut String, plugin: &LockedPlugin, spot: Spot, remarks: Option<&BTreeSet<String>>) {
    let ((x, y), (width, height)) = (corner(spot), BOX);
    let class = match (remarks, plugin.direct) {
        (Some(_), _) => "marked",
        (None, true) => "direct",
        (None, false) => "needed",
    };
    let name = plugin.name.as_str();
    let short: String = name.chars().take(SHOWN).collect();
    let dots = if name.chars().count() > SHOWN { "…" } else { "" };
    let remarks: String = remarks.into_iter().flatten().map(|remark| format!(": {remark}")).collect();
    let title = format!("{name} {}, signed by {}{remarks}", plugin.version, plugin.role);
    let _ = writeln!(
        svg,
        "<a href=\"#{}\" class=\"{class}\"><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\
         <text x=\"{}\" y=\"{}\">{}{dots}</text><text class=\"version\" x=\"{}\" y=\"{}\">{}</text></a>",
        Text(name),
        Text(&title),
        x + 10,
        y + 17,
        Text(&short),
        x + 10,
        y + 33,
        Text(&plugin.version.to_string()),
    );
}

fn plugins(lock: &Lockfile, graph: &Graph<'_>, remarks: &Remarks) -> String {
    let row = |plugin: &LockedPlugin| {
        let name = &plugin.name;
        let wrong = remarks.get(name).into_iter().flatten();
        let wrong: String = wrong.map(|remark| format!("<br><span class=\"failed\">{}</span>", Text(remark))).collect();
        let direct = if plugin.direct { "<br><span class=\"dim\">asked for</span>" } else { "" };
        format!(
            "<tr id=\"{id}\"><td><code>{id} {}</code>{direct}{wrong}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            Text(&plugin.version.to_string()),
            vouched(plugin),
            list(&plugin.capabilities),
            links(graph.needs(name)),
            links(graph.needed_by(name)),
            id = Text(name.as_str()),
        )
    };
    let rows: Vec<String> = lock.plugins.values().map(row).collect();
    table("Plugins", "plugins", &["Plugin", "Who vouches for it", "What it may do", "Needs", "Needed by"], &rows)
}

/// The role and its keys as they were when this was locked, and the bytes that they vouch for.
fn vouched(plugin: &LockedPlugin) -> String {
    let signers = plugin.signers.as_ref().map_or_else(String::new, |signers| {
        format!(", {signers}<br><span class=\"dim\">keys {}</span>", Text(&shortened(&signers.keys)))
    });
    let published =
        plugin.published.map_or_else(String::new, |seen| format!("<br><span class=\"dim\">first seen {seen}</span>"));
    let archives: String = plugin
        .artifacts
        .values()
        .map(|one| format!("<br><code class=\"dim\">{} sha256:{}</code>", one.platform, one.sha256))
        .collect();
    format!("{} of {}{signers}{published}{archives}", Text(&plugin.role), plugin.repository)
}

fn list<T: Display>(all: impl IntoIterator<Item = T>) -> String {
    let all: Vec<String> = all.into_iter().map(|one| format!("<code>{}</code>", Text(&one.to_string()))).collect();
    all.join("<br>")
}

fn links(names: &[&PluginName]) -> String {
    let link = |name: &&PluginName| format!("<a href=\"#{0}\">{0}</a>", Text(name.as_str()));
    names.iter().map(link).collect::<Vec<_>>().join("<br>")
}

/// The graph for Graphviz.
pub fn dot(lock: &Lockfile, graph: &Graph<'_>, remarks: &Remarks) -> String {
    let mut dot = "digraph plugins {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n".to_owned();
    for plugin in lock.plugins.values() {
        let remarks = remarks.get(&plugin.name);
        let colour = if remarks.is_some() { ", color=red" } else { "" };
        let wrong: String = remarks.into_iter().flatten().map(|remark| format!("\n{remark}")).collect();
        let signers = plugin.signers.as_ref().map_or_else(String::new, |signers| format!(", {signers}"));
        let (name, label) = (Quoted(plugin.name.as_str()), format!("{}\n{}{wrong}", plugin.name, plugin.version));
        let tip = format!("signed by {} of {}{signers}", plugin.role, plugin.repository);
        let _ = writeln!(dot, "  {name} [label={}, tooltip={}{colour}];", Quoted(&label), Quoted(&tip));
    }
    for name in lock.plugins.keys() {
        for needed in graph.needs(name) {
            let _ = writeln!(dot, "  {} -> {};", Quoted(name.as_str()), Quoted(needed.as_str()));
        }
    }
    dot + "}\n"
}

/// A string of Graphviz's language: backslashes would begin an escape, and a line's end is one.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> =
            self.0.split('\n').map(|line| Printable(line).to_string().replace('\\', "\\\\").replace('"', "\\\"")).collect();
        write!(f, "\"{}\"", lines.join("\\n"))
    }
}
