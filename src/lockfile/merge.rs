//! The three-way merge of lockfiles by what they mean (lockfile-spec/v1.md section 10).
//!
//! Owns: which side's block is kept, and what counts as a conflict.
//! Never does: resolve anew, or take one of two versions that the merged manifest cannot tell apart.
//! In: three [`Lockfile`]s and, where it is known, the merged manifest. Out: [`Merged`].

use std::collections::{BTreeMap, BTreeSet};

use super::conflict::{self, Sides};
use super::{LockedPlugin, LockedRepository, Lockfile, Unknown};
use crate::manifest::Manifest;
use crate::name::{PluginName, RepositoryName};

/// The outcome of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// One lockfile; the checks of `ragnos-plugin check` still have to pass on it.
    Clean(Lockfile),
    /// Both sides changed the same blocks differently.
    Conflicts {
        /// The merged text, with git's conflict markers around just those blocks.
        text: String,
        /// The blocks, for people.
        names: Vec<String>,
    },
}

/// Merges `ours` and `theirs`, which both come from `base`. Pass the merged manifest where it is known, and no other:
/// what it does not lead to is dropped, and it decides between two versions when it allows exactly one.
pub fn merge(base: &Lockfile, ours: &Lockfile, theirs: &Lockfile, manifest: Option<&Manifest>) -> Merged {
    let plugins = Plugins { base, ours, theirs, manifest }.merge();
    let repositories = merge_repositories(base, ours, theirs, &plugins);
    let header = merge_header(base, ours, theirs);
    conflict::assemble(header, repositories, plugins)
}

/// What a name comes to when only its three blocks are looked at.
enum Settled<'a> {
    /// This block.
    Present(&'a LockedPlugin),
    /// Removed by one side, as it was in the base on the other: this block if it is needed after all.
    Removed(&'a LockedPlugin),
    /// Removed by one side, changed by the other.
    Torn(&'a LockedPlugin),
    /// Changed by both sides, differently.
    Disputed(&'a LockedPlugin, &'a LockedPlugin),
}

struct Plugins<'a> {
    base: &'a Lockfile,
    ours: &'a Lockfile,
    theirs: &'a Lockfile,
    manifest: Option<&'a Manifest>,
}

type Kept<'a> = BTreeMap<&'a PluginName, Sides<&'a LockedPlugin>>;

impl<'a> Plugins<'a> {
    fn merge(&self) -> Kept<'a> {
        let names: BTreeSet<_> = self.ours.plugins.keys().chain(self.theirs.plugins.keys()).collect();
        let settled: BTreeMap<_, _> = names.into_iter().map(|name| (name, self.settle(name))).collect();
        let mut kept = Kept::new();
        let starts: Vec<_> = match self.manifest {
            Some(manifest) => manifest.plugins.keys().filter_map(|name| settled.get_key_value(name)).map(|(n, _)| *n).collect(),
            None => settled.iter().filter(|(_, one)| is_certain(one)).map(|(name, _)| *name).collect(),
        };
        self.follow(&settled, starts, &mut kept);
        if self.manifest.is_none() {
            self.keep_torn(&settled, &mut kept);
        }
        kept
    }

    fn settle(&self, name: &'a PluginName) -> Settled<'a> {
        let base = self.base.plugins.get(name);
        match (self.ours.plugins.get(name), self.theirs.plugins.get(name)) {
            (Some(ours), Some(theirs)) if ours == theirs || base == Some(theirs) => Settled::Present(ours),
            (Some(ours), Some(theirs)) if base == Some(ours) => Settled::Present(theirs),
            (Some(ours), Some(theirs)) => self.choose(ours, theirs),
            (Some(only), None) | (None, Some(only)) => match base {
                None => Settled::Present(only),
                Some(base) if base == only => Settled::Removed(only),
                Some(_) => Settled::Torn(only),
            },
            (None, None) => unreachable!("a name comes from one of the sides"),
        }
    }

    /// One of two versions, only if the merged manifest allows exactly one of them.
    fn choose(&self, ours: &'a LockedPlugin, theirs: &'a LockedPlugin) -> Settled<'a> {
        let requirement = self.manifest.and_then(|manifest| manifest.plugins.get(&ours.name));
        let allows = |plugin: &LockedPlugin| requirement.is_none_or(|requirement| requirement.matches(&plugin.version));
        match (allows(ours), allows(theirs)) {
            (true, false) => Settled::Present(ours),
            (false, true) => Settled::Present(theirs),
            _ => Settled::Disputed(ours, theirs),
        }
    }

    /// Keeps `queue` and all that it leads to; whichever side of a dispute is taken, what it needs is there.
    fn follow(&self, settled: &BTreeMap<&'a PluginName, Settled<'a>>, mut queue: Vec<&'a PluginName>, kept: &mut Kept<'a>) {
        while let Some(name) = queue.pop() {
            let Some(one) = settled.get(name).filter(|_| !kept.contains_key(name)) else { continue };
            match one {
                Settled::Present(plugin) | Settled::Removed(plugin) | Settled::Torn(plugin) => {
                    kept.insert(name, Sides::Same(plugin));
                    queue.extend(&plugin.dependencies);
                }
                Settled::Disputed(ours, theirs) => {
                    let base = self.base.plugins.get(name);
                    kept.insert(name, Sides::Differ { base, ours: Some(ours), theirs: Some(theirs) });
                    queue.extend(ours.dependencies.iter().chain(&theirs.dependencies));
                }
            }
        }
    }

    /// Without a manifest, a plugin that one side removed and the other changed is a conflict unless something kept needs it.
    fn keep_torn(&self, settled: &BTreeMap<&'a PluginName, Settled<'a>>, kept: &mut Kept<'a>) {
        let torn: Vec<_> = settled
            .iter()
            .filter_map(|(name, one)| match one {
                Settled::Torn(plugin) if !kept.contains_key(name) => Some(*plugin),
                _ => None,
            })
            .collect();
        for plugin in &torn {
            let name = &plugin.name;
            let (ours, theirs) = (self.ours.plugins.get(name), self.theirs.plugins.get(name));
            kept.insert(name, Sides::Differ { base: self.base.plugins.get(name), ours, theirs });
        }
        self.follow(settled, torn.iter().flat_map(|plugin| &plugin.dependencies).collect(), kept);
    }
}

fn is_certain(settled: &Settled<'_>) -> bool {
    matches!(settled, Settled::Present(_) | Settled::Disputed(..))
}

/// The repositories that vouch for a kept block; no other is kept, so that removing one is never a conflict.
fn merge_repositories<'a>(
    base: &'a Lockfile,
    ours: &'a Lockfile,
    theirs: &'a Lockfile,
    plugins: &Kept<'a>,
) -> BTreeMap<&'a RepositoryName, Sides<LockedRepository>> {
    let used: BTreeSet<_> = plugins.values().flat_map(Sides::all).map(|plugin| &plugin.repository).collect();
    let merged = used.into_iter().filter_map(|name| {
        let base = base.repositories.get(name);
        let sides = match (ours.repositories.get(name), theirs.repositories.get(name)) {
            (None, None) => return None,
            (Some(only), None) | (None, Some(only)) => Sides::Same(only.clone()),
            (Some(ours), Some(theirs)) => merge_repository(base, ours, theirs),
        };
        Some((name, sides))
    });
    merged.collect()
}

fn merge_repository(
    base: Option<&LockedRepository>,
    ours: &LockedRepository,
    theirs: &LockedRepository,
) -> Sides<LockedRepository> {
    if ours == theirs || base == Some(theirs) {
        return Sides::Same(ours.clone());
    }
    if base == Some(ours) {
        return Sides::Same(theirs.clone());
    }
    // The same trust anchor and the same keys: the higher floor holds on both branches.
    let same = (ours.id, ours.root_keys, &ours.unknown) == (theirs.id, theirs.root_keys, &theirs.unknown);
    if same {
        let root_version = ours.root_version.max(theirs.root_version);
        return Sides::Same(LockedRepository { root_version, ..ours.clone() });
    }
    Sides::Differ { base: base.cloned(), ours: Some(ours.clone()), theirs: Some(theirs.clone()) }
}

/// Unknown keys of the header, key by key.
fn merge_header(base: &Lockfile, ours: &Lockfile, theirs: &Lockfile) -> Sides<Unknown> {
    let (base, ours, theirs) = (&base.unknown, &ours.unknown, &theirs.unknown);
    let mut merged = Unknown::new();
    for key in ours.keys().chain(theirs.keys()) {
        let (before, one, other) = (base.get(key), ours.get(key), theirs.get(key));
        let value = if one == other || before == other {
            one
        } else if before == one {
            other
        } else {
            return Sides::Differ { base: Some(base.clone()), ours: Some(ours.clone()), theirs: Some(theirs.clone()) };
        };
        merged.extend(value.map(|value| (key.clone(), value.clone())));
    }
    Sides::Same(merged)
}
