//! From a derivation tree to sentences.
//!
//! Owns: the wording. The leaves of the tree are the proof: who asks for what, and what exists. They are told from the
//! manifest downwards, one plain sentence each; the intermediate lemmas of the solver are left out, they help nobody.
//! Never does: recursion; a tree can be as deep as the universe is large.
//! In: the solver's tree. Out: [`Error`].

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use pubgrub::{DerivationTree, External};
use semver::{Version, VersionReq};

use super::candidates::{Candidates, LeftOut};
use super::error::{direct_sentence, no_such_plugin};
use super::plugins::{Node, Plugins, SelfConflict};
use super::version_set::VersionSet;
use super::{Error, Request};
use crate::name::PluginName;

type Tree = DerivationTree<Node, VersionSet, SelfConflict>;

/// Most sentences in one explanation; the middle of a longer one is left out.
const SENTENCES: usize = 24;
/// Most versions listed for one plugin, the newest.
const VERSIONS: usize = 8;

/// The leaves of a tree.
#[derive(Default)]
struct Leaves {
    /// Who needs whom: the needing versions, by needing and needed node.
    edges: BTreeMap<(Node, Node), BTreeSet<usize>>,
    /// Plugins of which no version was left.
    exhausted: BTreeSet<Node>,
    /// Versions that need another version of themselves.
    selfish: BTreeMap<Node, BTreeSet<usize>>,
}

impl Leaves {
    /// Takes the tree apart. Every node is visited when its last parent lets go of it, so once, and freed without recursion.
    fn of(plugins: &Plugins<'_>, tree: Tree) -> Self {
        let mut leaves = Self::default();
        let mut rest = vec![Arc::new(tree)];
        while let Some(tree) = rest.pop() {
            match Arc::try_unwrap(tree) {
                Ok(DerivationTree::Derived(derived)) => rest.extend([derived.cause1, derived.cause2]),
                Ok(DerivationTree::External(external)) => leaves.add(plugins, external),
                Err(_still_shared) => {}
            }
        }
        leaves
    }

    fn add(&mut self, plugins: &Plugins<'_>, external: External<Node, VersionSet, SelfConflict>) {
        let known = |node: Node, set: &VersionSet| match node {
            Node::Project => vec![0],
            Node::Plugin(plugin) => set.positions(plugins.candidates(plugin).len()).collect(),
        };
        match external {
            External::FromDependencyOf(from, versions, to, wanted) => {
                self.edges.entry((from, to)).or_default().extend(known(from, &versions));
                if known(to, &wanted).is_empty() {
                    self.exhausted.insert(to);
                }
            }
            External::NoVersions(node, _) => drop(self.exhausted.insert(node)),
            External::Custom(node, versions, SelfConflict) => {
                self.selfish.entry(node).or_default().extend(known(node, &versions));
            }
            External::NotRoot(..) => {}
        }
    }

    /// The plugins on which no version could be agreed: exhausted, or wanted twice without a common version.
    fn contested(&self, plugins: &Plugins<'_>) -> BTreeSet<usize> {
        let clash = |sets: &[VersionSet]| {
            sets.iter().enumerate().any(|(at, one)| sets[at + 1..].iter().any(|two| pubgrub::VersionSet::is_disjoint(one, two)))
        };
        let plugin = |node: &Node| if let Node::Plugin(plugin) = node { Some(*plugin) } else { None };
        let needed: BTreeSet<usize> = self.edges.keys().filter_map(|(_, to)| plugin(to)).collect();
        let hopeless = self.exhausted.iter().chain(self.selfish.keys()).filter_map(plugin);
        let clashing = needed.into_iter().filter(|needed| clash(&wanted_sets(plugins, self, *needed)));
        clashing.chain(hopeless).collect()
    }

    /// How far each node is from the manifest, for the order of telling.
    fn depths(&self) -> BTreeMap<Node, usize> {
        let mut depths = BTreeMap::from([(Node::Project, 0)]);
        let mut front = std::collections::VecDeque::from([Node::Project]);
        while let Some(from) = front.pop_front() {
            let depth = depths[&from] + 1;
            for (&(_, to), _) in self.edges.range((from, Node::Project)..=(from, Node::Plugin(usize::MAX))) {
                if let std::collections::btree_map::Entry::Vacant(entry) = depths.entry(to) {
                    entry.insert(depth);
                    front.push_back(to);
                }
            }
        }
        depths
    }

    fn sentences(&self, plugins: &Plugins<'_>) -> Vec<String> {
        let depths = self.depths();
        let depth = |node: &Node| depths.get(node).copied().unwrap_or(usize::MAX);
        let mut edges: Vec<_> = self.edges.iter().collect();
        edges.sort_by_key(|((from, to), _)| (depth(from), *from, *to));
        let mut sentences: Vec<String> =
            edges.into_iter().flat_map(|(&(from, to), versions)| edge_sentences(plugins, from, to, versions)).collect();
        for (node, versions) in &self.selfish {
            sentences.extend(edge_sentences(plugins, *node, *node, versions));
        }
        sentences
    }
}

fn name_of<'a>(plugins: &Plugins<'a>, node: Node) -> Option<&'a PluginName> {
    if let Node::Plugin(plugin) = node { Some(plugins.name(plugin)) } else { None }
}

/// `A 1.0.0 and 1.1.0 need B ^2`, one sentence for each way in which the requirement is written.
fn edge_sentences(plugins: &Plugins<'_>, from: Node, to: Node, versions: &BTreeSet<usize>) -> Vec<String> {
    let Some(needed) = name_of(plugins, to) else { return Vec::new() };
    let mut by_text: BTreeMap<String, Vec<&Version>> = BTreeMap::new();
    for version in versions {
        let Some(requirement) = plugins.requirements(from, *version).get(needed) else { continue };
        match from {
            Node::Project => return vec![direct_sentence(needed, requirement)],
            Node::Plugin(plugin) => {
                by_text.entry(requirement.to_string()).or_default().push(plugins.candidates(plugin).version(*version));
            }
        }
    }
    let mut groups: Vec<_> = by_text.into_iter().collect();
    groups.sort_by(|(_, one), (_, two)| one.cmp(two));
    let subject = name_of(plugins, from).map(PluginName::as_str).unwrap_or_default();
    let sentence = |(requirement, versions): (String, Vec<&Version>)| {
        let verb = if versions.len() == 1 { "needs" } else { "need" };
        format!("{subject} {} {verb} {needed} {requirement}", enumerated(&versions))
    };
    groups.into_iter().map(sentence).collect()
}

fn enumerated(versions: &[&Version]) -> String {
    let texts: Vec<String> = versions.iter().map(ToString::to_string).collect();
    match texts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] if head.len() < 4 => format!("{} and {last}", head.join(", ")),
        [first, .., last] => format!("{first} to {last} ({} versions)", texts.len()),
    }
}

/// `NAME has 1.0.0, 1.1.0 (yanked) and 2.0.0-rc.1 (pre-release)`: the newest versions, each with why it was left out.
pub(super) fn existing(name: &PluginName, candidates: &Candidates<'_>) -> String {
    let shown = candidates.len().min(VERSIONS);
    let texts: Vec<String> = (candidates.len() - shown..candidates.len())
        .map(|position| {
            let version = candidates.version(position);
            match candidates.left_out(position) {
                Some(reason) => format!("{version} ({reason})"),
                None if !version.pre.is_empty() => format!("{version} (pre-release)"),
                None => version.to_string(),
            }
        })
        .collect();
    let older = candidates.len() - shown;
    match texts.as_slice() {
        [] => format!("nobody has published {name}"),
        [only] => format!("{name} has only {only}"),
        list if older > 0 => format!("{name} has {}; and {older} older", list.join(", ")),
        [head @ .., last] => format!("{name} has {} and {last}", head.join(", ")),
    }
}

/// What the reader can do about `name`: the key or command that changes the answer.
pub(super) fn next_step(
    request: &Request<'_>,
    name: &PluginName,
    candidates: &Candidates<'_>,
    matching: &VersionSet,
    direct: &[(&PluginName, &VersionReq)],
) -> String {
    let reasons: BTreeSet<&LeftOut> =
        matching.positions(candidates.len()).filter_map(|position| candidates.left_out(position)).collect();
    let pre_release = direct.iter().find_map(|(_, requirement)| candidates.only_pre_releases(requirement).pop());
    let own = direct.iter().any(|(asked, _)| *asked == name);
    for reason in &reasons {
        match reason {
            LeftOut::Host(_) => return "check the versions in [host] of ragnos.toml, or ask for another version".to_owned(),
            LeftOut::Platform(platform) if request.platforms.len() > 1 => {
                return format!("take {platform} out of [project] platforms in ragnos.toml, or ask for another version");
            }
            LeftOut::NotPrecise(wanted) => return format!("run again without --precise {wanted}, or change the requirement"),
            LeftOut::Ruled(objection) => return objection.next.clone(),
            LeftOut::Platform(_) | LeftOut::Yanked | LeftOut::Unusable(_) => {}
        }
    }
    match pre_release {
        Some(version) if own && reasons.is_empty() => {
            format!("a pre-release is chosen only where it is named: ask for {name} with \"={version}\"")
        }
        _ if direct.is_empty() => format!("run `ragnos-plugin info {name}` to see what exists"),
        _ => {
            let asked: Vec<String> = direct.iter().map(|(name, wanted)| format!("\"{name}\" = \"{wanted}\"")).collect();
            let which = if asked.len() == 1 { "change" } else { "change one of" };
            format!(
                "{which} {} under [plugins] in ragnos.toml; `ragnos-plugin info {name}` shows what exists",
                asked.join(", ")
            )
        }
    }
}

/// The error for a tree.
pub(super) fn explain(plugins: &Plugins<'_>, tree: Tree) -> Error {
    let leaves = Leaves::of(plugins, tree);
    let contested = leaves.contested(plugins);
    let mut because = leaves.sentences(plugins);
    because.extend(contested.iter().map(|plugin| existing(plugins.name(*plugin), plugins.candidates(*plugin))));
    let because = shortened(because);
    let request = plugins.request;
    let direct: Vec<(&PluginName, &VersionReq)> = request
        .requirements
        .iter()
        .filter(|(name, _)| leaves.edges.keys().any(|edge| asks_for(plugins, *edge, name)))
        .collect();
    let single = if contested.len() == 1 { contested.first().copied() } else { None };
    let Some(plugin) = contested.first().copied() else {
        let hint = "change a requirement under [plugins] in ragnos.toml".to_owned();
        return Error::Conflict { contested: Vec::new(), because, hint };
    };
    let (name, candidates) = (plugins.name(plugin), plugins.candidates(plugin));
    if single.is_some() && candidates.len() == 0 {
        return no_such_plugin(request, name.clone(), because);
    }
    let wanted = wanted_sets(plugins, &leaves, plugin);
    let matching = wanted.iter().fold(VersionSet::of([]), |all, set| pubgrub::VersionSet::union(&all, set));
    let hint = next_step(request, name, candidates, &matching, &direct);
    let hopeless = !wanted.is_empty() && wanted.iter().all(|set| candidates.best_in(set).is_none());
    if single.is_some() && hopeless && candidates.ruled_in(&matching).is_some() {
        return Error::Ruled { name: name.clone(), because, hint };
    }
    if single.is_some() && hopeless {
        return Error::NoVersion { name: name.clone(), because, hint };
    }
    Error::Conflict { contested: contested.iter().map(|plugin| plugins.name(*plugin).clone()).collect(), because, hint }
}

fn asks_for(plugins: &Plugins<'_>, (from, to): (Node, Node), name: &PluginName) -> bool {
    from == Node::Project && name_of(plugins, to) == Some(name)
}

/// The different sets that the versions which need `plugin` would accept of it.
fn wanted_sets(plugins: &Plugins<'_>, leaves: &Leaves, plugin: usize) -> Vec<VersionSet> {
    let (name, candidates) = (plugins.name(plugin), plugins.candidates(plugin));
    let edges = leaves.edges.iter().filter(|((_, to), _)| *to == Node::Plugin(plugin));
    let wanted = edges.flat_map(|(&(from, _), versions)| {
        versions.iter().filter_map(move |version| plugins.requirements(from, *version).get(name))
    });
    let distinct: HashSet<VersionSet> = wanted.map(|requirement| candidates.matching(requirement)).collect();
    distinct.into_iter().collect()
}

fn shortened(mut sentences: Vec<String>) -> Vec<String> {
    if sentences.len() > SENTENCES {
        let tail = sentences.split_off(sentences.len() - SENTENCES / 2);
        let left_out = sentences.len() - SENTENCES / 2;
        sentences.truncate(SENTENCES / 2);
        sentences.push(format!("... and {left_out} more steps between"));
        sentences.extend(tail);
    }
    sentences
}
