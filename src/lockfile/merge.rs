//! The three-way merge of lockfiles by what they mean (lockfile-spec/v1.md section 10).
//!
//! Owns: which side's block is kept, and what counts as a conflict.
//! Never does: resolve anew, or take one of two versions that the merged manifest cannot tell apart.
//! In: three [`Lockfile`]s and, where it is known, the merged manifest. Out: [`Merged`].

use std::collections::{BTreeMap, BTreeSet};

use super::conflict::{self, Merged, Sides, split};
use super::drift::reachable;
use super::error::Error;
use super::read::{check_references, parse_side};
use super::{LockedPlugin, LockedRepository, Lockfile, Unknown};
use crate::manifest::Manifest;
use crate::name::{PluginName, RepositoryName};
use crate::signers::Signers;

/// Merges `ours` and `theirs`, which both come from `base`: what the merged project asks for, and what that needs.
/// Pass the merged manifest where it is known, and no other: it also decides between two versions when it allows exactly one.
pub fn merge(base: &Lockfile, ours: &Lockfile, theirs: &Lockfile, manifest: Option<&Manifest>) -> Merged {
    let plugins = Plugins { base, ours, theirs, manifest }.merge();
    let repositories = merge_repositories(base, ours, theirs, &plugins);
    let header = merge_header(base, ours, theirs);
    conflict::assemble(header, repositories, plugins)
}

/// What a name comes to when only its three blocks are looked at.
enum Settled<'a> {
    /// This block, if it is needed.
    Present(&'a LockedPlugin),
    /// Changed by both sides, differently.
    Disputed(&'a LockedPlugin, &'a LockedPlugin),
}

struct Plugins<'a> {
    base: &'a Lockfile,
    ours: &'a Lockfile,
    theirs: &'a Lockfile,
    manifest: Option<&'a Manifest>,
}

type Kept<'a> = BTreeMap<&'a PluginName, Sides<LockedPlugin>>;

impl<'a> Plugins<'a> {
    fn merge(&self) -> Kept<'a> {
        let names: BTreeSet<_> = self.ours.plugins.keys().chain(self.theirs.plugins.keys()).collect();
        let settled: BTreeMap<_, _> = names.into_iter().map(|name| (name, self.settle(name))).collect();
        let mut kept = Kept::new();
        let starts: Vec<_> = settled.keys().copied().filter(|name| self.is_direct(name)).collect();
        self.follow(&settled, starts, &mut kept);
        kept
    }

    /// Whether the merged project asks for a plugin: by its manifest, else by what either side changed about asking for it.
    fn is_direct(&self, name: &PluginName) -> bool {
        let asks = |side: &Lockfile| side.plugins.get(name).is_some_and(|plugin| plugin.direct);
        match self.manifest {
            Some(manifest) => manifest.plugins.contains_key(name),
            None if asks(self.base) => asks(self.ours) && asks(self.theirs),
            None => asks(self.ours) || asks(self.theirs),
        }
    }

    fn settle(&self, name: &'a PluginName) -> Settled<'a> {
        let base = self.base.plugins.get(name);
        match (self.ours.plugins.get(name), self.theirs.plugins.get(name)) {
            (Some(ours), Some(theirs)) if same(ours, theirs) || base.is_some_and(|base| same(base, theirs)) => {
                Settled::Present(ours)
            }
            (Some(ours), Some(theirs)) if base.is_some_and(|base| same(base, ours)) => Settled::Present(theirs),
            (Some(ours), Some(theirs)) => self.choose(ours, theirs),
            (Some(only), None) | (None, Some(only)) => Settled::Present(only),
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

    /// A block with the merged answers to whether it is asked for and who may sign it.
    fn marked(&self, plugin: &LockedPlugin) -> LockedPlugin {
        LockedPlugin { direct: self.is_direct(&plugin.name), signers: self.signers(plugin), ..plugin.clone() }
    }

    /// What a side changed about the signers of a block that both have; where both did, differently, what the base has, so that
    /// the change is asked about again.
    fn signers(&self, plugin: &LockedPlugin) -> Option<Signers> {
        let of = |side: &'a Lockfile| side.plugins.get(&plugin.name).filter(|one| same(one, plugin)).map(|one| &one.signers);
        let base = of(self.base);
        match (of(self.ours), of(self.theirs)) {
            (Some(ours), Some(theirs)) if ours == theirs || base == Some(theirs) => ours.clone(),
            (Some(ours), Some(theirs)) if base == Some(ours) => theirs.clone(),
            (Some(ours), Some(theirs)) => base.cloned().flatten().or_else(|| ours.clone()).or_else(|| theirs.clone()),
            _ => plugin.signers.clone(),
        }
    }

    /// Keeps `queue` and all that it leads to; whichever side of a dispute is taken, what it needs is there.
    fn follow(&self, settled: &BTreeMap<&'a PluginName, Settled<'a>>, mut queue: Vec<&'a PluginName>, kept: &mut Kept<'a>) {
        while let Some(name) = queue.pop() {
            let Some(one) = settled.get(name).filter(|_| !kept.contains_key(name)) else { continue };
            match one {
                Settled::Present(plugin) => {
                    kept.insert(name, Sides::Same(self.marked(plugin)));
                    queue.extend(&plugin.dependencies);
                }
                Settled::Disputed(ours, theirs) => {
                    let base = self.base.plugins.get(name).map(|base| self.marked(base));
                    let (ours_marked, theirs_marked) = (self.marked(ours), self.marked(theirs));
                    kept.insert(name, Sides::Differ { base, ours: Some(ours_marked), theirs: Some(theirs_marked) });
                    queue.extend(ours.dependencies.iter().chain(&theirs.dependencies));
                }
            }
        }
    }
}

/// True when two blocks pin the same; whether the project asks for it and who may sign it are merged apart from that.
fn same(one: &LockedPlugin, other: &LockedPlugin) -> bool {
    *one == LockedPlugin { direct: one.direct, signers: one.signers.clone(), ..other.clone() }
}

/// The repositories that vouch for a kept block; no other is kept, so that removing one is never a conflict.
fn merge_repositories<'a>(
    base: &'a Lockfile,
    ours: &'a Lockfile,
    theirs: &'a Lockfile,
    plugins: &Kept<'_>,
) -> BTreeMap<&'a RepositoryName, Sides<LockedRepository>> {
    let used: BTreeSet<_> = plugins.values().flat_map(Sides::all).map(|plugin| &plugin.repository).collect();
    let names: BTreeSet<_> = ours.repositories.keys().chain(theirs.repositories.keys()).collect();
    let merged = names.into_iter().filter(|name| used.contains(name)).filter_map(|name| {
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

/// [`merge`] of texts, for the git merge driver; an empty base is what git hands over when both sides added the file.
///
/// # Errors
/// A side that cannot be read; nothing is merged then.
pub fn merge_texts(base: &str, ours: &str, theirs: &str, manifest: Option<&Manifest>) -> Result<Merged, Error> {
    let base = if base.trim().is_empty() { Lockfile::default() } else { parse_side(base, "base")? };
    let (ours, theirs) = (Lockfile::parse(ours, "ours")?, Lockfile::parse(theirs, "theirs")?);
    merge_checked(&base, &ours, &theirs, manifest)
}

/// [`merge`], with a look at what goes in and what comes out.
fn merge_checked(base: &Lockfile, ours: &Lockfile, theirs: &Lockfile, manifest: Option<&Manifest>) -> Result<Merged, Error> {
    if manifest.is_none() {
        for (side, lockfile) in [("base", base), ("ours", ours), ("theirs", theirs)] {
            let asked = lockfile.plugins.values().filter(|plugin| plugin.direct).map(|plugin| &plugin.name);
            let needed = reachable(asked, lockfile);
            if let Some(name) = lockfile.plugins.keys().find(|name| !needed.contains(*name)) {
                return Err(Error::Stranded { name: name.to_string(), side });
            }
        }
    }
    let merged = merge(base, ours, theirs, manifest);
    if let Merged::Clean(lockfile) = &merged {
        check_references(lockfile)?;
    }
    Ok(merged)
}

/// Merges the sides of a lockfile that has conflict markers, of git's two-way and three-way styles.
///
/// # Errors
/// [`Error::Markers`] where they do not make sides, an error of a side, or [`Error::Unmerged`]. Nothing is resolved anew.
pub fn resolve_conflicts(text: &str, name: &str, manifest: Option<&Manifest>) -> Result<Lockfile, Error> {
    let split = split(text, name)?;
    let ours = parse_side(&split.ours, name)?;
    let theirs = parse_side(&split.theirs, name)?;
    // A base with holes (`zdiff3` cuts lines out of it) is no base: then both sides count as additions.
    let base = split.base.and_then(|base| parse_side(&base, name).ok()).unwrap_or_default();
    match merge_checked(&base, &ours, &theirs, manifest)? {
        Merged::Clean(lockfile) => Ok(lockfile),
        Merged::Conflicts { names, .. } => Err(Error::Unmerged { conflicts: names }),
    }
}
