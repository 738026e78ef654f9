//! The three-way merge of lockfiles, block by block (lockfile-spec/v1.md section 10).
//!
//! Owns: what merges and what conflicts. Never does: resolve anew, or choose between two sides that both changed a block.
//! In: base, ours, theirs; or a file with Git's markers. Out: [`Merged`].

use std::collections::{BTreeMap, BTreeSet};

use super::error::Error;
use super::write::block;
use super::{LockedPlugin, LockedRepository, Lockfile, Unknown};
use crate::manifest::Manifest;
use crate::name::PluginName;

/// The outcome of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// Both sides' changes together.
    Clean(Lockfile),
    /// Some blocks were changed by both sides.
    Conflicts {
        /// The blocks, by name.
        names: Vec<String>,
        /// The whole file, with Git's markers around just those blocks.
        text: String,
    },
}

/// Merges the changes of `ours` and `theirs` since `base`. `manifest`, where it is already merged, settles a plugin that
/// both sides changed when exactly one side's version meets its requirement.
pub fn merge(base: &Lockfile, ours: &Lockfile, theirs: &Lockfile, manifest: Option<&Manifest>) -> Merged {
    let mut names = Vec::new();
    let mut merged = Lockfile { unknown: merge_map(&base.unknown, &ours.unknown, &theirs.unknown), ..Lockfile::default() };
    for name in keys(&base.repositories, &ours.repositories, &theirs.repositories) {
        let (base, ours, theirs) = (base.repositories.get(name), ours.repositories.get(name), theirs.repositories.get(name));
        match pick(base, ours, theirs).or_else(|()| newer_root(ours, theirs)) {
            Ok(Some(chosen)) => drop(merged.repositories.insert(name.clone(), chosen.clone())),
            Ok(None) => {}
            Err(()) => names.push(format!("repository {name}")),
        }
    }
    let mut disputed: BTreeMap<&PluginName, (Option<&LockedPlugin>, Option<&LockedPlugin>)> = BTreeMap::new();
    for name in keys(&base.plugins, &ours.plugins, &theirs.plugins) {
        let (base, ours, theirs) = (base.plugins.get(name), ours.plugins.get(name), theirs.plugins.get(name));
        match pick(base, ours, theirs).or_else(|()| by_manifest(manifest, name, ours, theirs)) {
            Ok(Some(chosen)) => drop(merged.plugins.insert(name.clone(), chosen.clone())),
            Ok(None) => {}
            Err(()) => drop(disputed.insert(name, (ours, theirs))),
        }
    }
    restore_needed(&mut merged, ours, theirs);
    drop_unneeded(&mut merged, &disputed, base, ours, theirs, manifest);
    names.extend(disputed.keys().map(ToString::to_string));
    if names.is_empty() { Merged::Clean(merged) } else { conflicts(names, &merged, &disputed, ours) }
}

/// The rule of every three-way merge: the side that changed wins; both the same is no dispute.
fn pick<'a, T: PartialEq>(base: Option<&'a T>, ours: Option<&'a T>, theirs: Option<&'a T>) -> Result<Option<&'a T>, ()> {
    if ours == theirs || theirs == base {
        Ok(ours)
    } else if ours == base {
        Ok(theirs)
    } else {
        Err(())
    }
}

/// The same anchor seen at two root versions: the higher floor is right.
fn newer_root<'a>(
    ours: Option<&'a LockedRepository>,
    theirs: Option<&'a LockedRepository>,
) -> Result<Option<&'a LockedRepository>, ()> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours.id == theirs.id && ours.root_version != theirs.root_version => {
            Ok(Some(if ours.root_version > theirs.root_version { ours } else { theirs }))
        }
        _ => Err(()),
    }
}

fn by_manifest<'a>(
    manifest: Option<&Manifest>,
    name: &PluginName,
    ours: Option<&'a LockedPlugin>,
    theirs: Option<&'a LockedPlugin>,
) -> Result<Option<&'a LockedPlugin>, ()> {
    let (Some(requirement), Some(ours), Some(theirs)) = (manifest.and_then(|one| one.plugins.get(name)), ours, theirs) else {
        return Err(());
    };
    match (requirement.matches(&ours.version), requirement.matches(&theirs.version)) {
        (true, false) => Ok(Some(ours)),
        (false, true) => Ok(Some(theirs)),
        _ => Err(()),
    }
}

/// One side dropped a plugin as no longer needed while the other came to need it: it stays.
fn restore_needed(merged: &mut Lockfile, ours: &Lockfile, theirs: &Lockfile) {
    loop {
        let needed = merged.plugins.values().flat_map(|plugin| &plugin.dependencies);
        let missing: BTreeSet<PluginName> = needed.filter(|name| !merged.plugins.contains_key(*name)).cloned().collect();
        let found: Vec<&LockedPlugin> =
            missing.iter().filter_map(|name| ours.plugins.get(name).or_else(|| theirs.plugins.get(name))).collect();
        if found.is_empty() {
            break;
        }
        for plugin in found {
            merged.plugins.insert(plugin.name.clone(), plugin.clone());
        }
    }
    let used: BTreeSet<_> = merged.plugins.values().map(|plugin| plugin.repository.clone()).collect();
    for name in used {
        if let Some(repository) = ours.repositories.get(&name).or_else(|| theirs.repositories.get(&name)) {
            merged.repositories.entry(name).or_insert_with(|| repository.clone());
        }
    }
}

/// A plugin that was only ever a dependency goes when nothing needs it in the merged whole.
fn drop_unneeded(
    merged: &mut Lockfile,
    disputed: &BTreeMap<&PluginName, (Option<&LockedPlugin>, Option<&LockedPlugin>)>,
    base: &Lockfile,
    ours: &Lockfile,
    theirs: &Lockfile,
    manifest: Option<&Manifest>,
) {
    let mut roots: BTreeSet<PluginName> = match manifest {
        Some(manifest) => manifest.plugins.keys().cloned().collect(),
        // Without the manifest: whatever nothing needed on a side is what that side asked for directly.
        None => [base, ours, theirs].into_iter().flat_map(unneeded).collect(),
    };
    for (name, (ours, theirs)) in disputed {
        roots.insert((*name).clone());
        roots.extend([ours, theirs].into_iter().flatten().flat_map(|plugin| plugin.dependencies.iter().cloned()));
    }
    let reachable: BTreeSet<PluginName> = merged.reachable(&roots).into_iter().cloned().collect();
    merged.plugins.retain(|name, _| reachable.contains(name));
    let mut used: BTreeSet<_> = merged.plugins.values().map(|plugin| plugin.repository.clone()).collect();
    used.extend(disputed.values().flat_map(|(ours, theirs)| [ours, theirs]).flatten().map(|plugin| plugin.repository.clone()));
    merged.repositories.retain(|name, _| used.contains(name));
}

fn unneeded(lock: &Lockfile) -> Vec<PluginName> {
    let needed: BTreeSet<&PluginName> = lock.plugins.values().flat_map(|plugin| &plugin.dependencies).collect();
    lock.plugins.keys().filter(|name| !needed.contains(name)).cloned().collect()
}

fn keys<'a, K: Ord, V>(base: &'a BTreeMap<K, V>, ours: &'a BTreeMap<K, V>, theirs: &'a BTreeMap<K, V>) -> BTreeSet<&'a K> {
    base.keys().chain(ours.keys()).chain(theirs.keys()).collect()
}

/// Unknown keys of the header: where both sides changed one, ours stays (its meaning is not known here).
fn merge_map(base: &Unknown, ours: &Unknown, theirs: &Unknown) -> Unknown {
    let mut merged = BTreeMap::new();
    for key in keys(base, ours, theirs) {
        let picked = pick(base.get(key), ours.get(key), theirs.get(key));
        if let Some(value) = picked.unwrap_or_else(|()| ours.get(key)) {
            merged.insert(key.clone(), value.clone());
        }
    }
    merged
}

/// The merged file with Git's markers around the disputed blocks.
fn conflicts(
    names: Vec<String>,
    merged: &Lockfile,
    disputed: &BTreeMap<&PluginName, (Option<&LockedPlugin>, Option<&LockedPlugin>)>,
    ours: &Lockfile,
) -> Merged {
    let mut header = Lockfile { plugins: BTreeMap::new(), ..merged.clone() };
    for (name, repository) in &ours.repositories {
        header.repositories.entry(name.clone()).or_insert_with(|| repository.clone());
    }
    let mut text = header.to_text();
    let all: BTreeSet<&PluginName> = merged.plugins.keys().chain(disputed.keys().copied()).collect();
    for name in all {
        if let Some((ours, theirs)) = disputed.get(name) {
            let side = |plugin: &Option<&LockedPlugin>| plugin.map(block).unwrap_or_default();
            // The blank line of each block stays inside its side, so that either side alone is canonical again.
            text += &format!("<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n", side(ours), side(theirs));
        } else if let Some(plugin) = merged.plugins.get(name) {
            text += &block(plugin);
        }
    }
    Merged::Conflicts { names, text }
}

/// Splits a file with Git's markers into its sides and merges them.
///
/// # Errors
/// A side cannot be read, or both sides changed a block and the manifest does not settle it.
pub fn resolve_conflicts(text: &str, name: &str, manifest: Option<&Manifest>) -> Result<Lockfile, Error> {
    let (base, ours, theirs) = sides(text);
    let (ours, theirs) = (Lockfile::parse(&ours, name)?, Lockfile::parse(&theirs, name)?);
    // Without diff3 markers the common part stands for the base: what both sides have alike.
    let base = match base {
        Some(base) => Lockfile::parse(&base, name)?,
        None => common(&ours, &theirs),
    };
    match merge(&base, &ours, &theirs, manifest) {
        Merged::Clean(lockfile) => {
            let text = lockfile.to_text();
            Lockfile::parse(&text, name)
        }
        Merged::Conflicts { names, .. } => Err(Error::Unmerged { conflicts: names }),
    }
}

fn common(ours: &Lockfile, theirs: &Lockfile) -> Lockfile {
    let mut common = ours.clone();
    common.plugins.retain(|name, plugin| theirs.plugins.get(name) == Some(plugin));
    common.repositories.retain(|name, repository| theirs.repositories.get(name) == Some(repository));
    common
}

/// Base (with diff3 markers only), ours, theirs.
fn sides(text: &str) -> (Option<String>, String, String) {
    #[derive(Clone, Copy, PartialEq)]
    enum In {
        All,
        Ours,
        Base,
        Theirs,
    }
    let (mut base, mut ours, mut theirs) = (String::new(), String::new(), String::new());
    let (mut place, mut has_base) = (In::All, false);
    for line in text.split_inclusive('\n') {
        let marker = line.trim_end();
        match (place, marker) {
            (_, marker) if marker.starts_with("<<<<<<< ") => place = In::Ours,
            (In::Ours, marker) if marker.starts_with("||||||| ") || marker == "|||||||" => {
                place = In::Base;
                has_base = true;
            }
            (In::Ours | In::Base, "=======") => place = In::Theirs,
            (In::Theirs, marker) if marker.starts_with(">>>>>>> ") => place = In::All,
            _ => {
                for (side, at) in [(&mut base, In::Base), (&mut ours, In::Ours), (&mut theirs, In::Theirs)] {
                    if place == In::All || place == at {
                        side.push_str(line);
                    }
                }
            }
        }
    }
    (has_base.then_some(base), ours, theirs)
}
