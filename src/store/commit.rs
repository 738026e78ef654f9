//! The commit: from staged trees to the current generation, in an order that leaves the old project or the new one.
//!
//! Owns: the order of writes (research: reliability 2.2), and undoing them when one fails.
//! Never does: verify (a [`StagedTree`] is complete and verified), or undo after the switch: then the new project is in force.
//! In: [`StagedTree`]s and what the generation is to hold. Out: [`Generation`].

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use semver::VersionReq;

use super::Durability;
use super::error::{At, Error};
use super::file::{self, sync_folder};
use super::generation::{self, Generation, InstalledPlugin};
use super::layout::Layout;
use super::lock::ProjectLock;
use super::place;
use super::staging::StagedTree;
use super::temporary::remove_tree;
use crate::digest::Sha256;
use crate::name::PluginName;
use crate::platform::Platform;

/// What a commit is to make true.
#[derive(Debug)]
pub struct NewGeneration {
    /// Trees that are not in the store yet, or are to replace damaged ones.
    pub staged: Vec<StagedTree>,
    /// All plugins of the generation; each tree is staged or in the store.
    pub plugins: BTreeMap<PluginName, InstalledPlugin>,
    /// What the manifest asks for, the new one where it is replaced.
    pub requirements: BTreeMap<PluginName, VersionReq>,
    /// The lockfile's text, the new one where it is replaced; it is kept beside the generation.
    pub lock_text: String,
    /// The platform whose archives were chosen.
    pub platform: Platform,
    /// The time of the run.
    pub created: Timestamp,
    /// Text files that change with the generation, in this order: the manifest, then the lockfile.
    pub texts: Vec<NewText>,
    /// How much is flushed.
    pub durability: Durability,
    /// A generation to make current again rather than write a new one, where it holds all of this.
    pub again: Option<u64>,
}

/// The new text of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewText {
    /// The file.
    pub path: Utf8PathBuf,
    /// All of its text.
    pub text: String,
}

/// The steps of a commit, in their order. Tests stop after each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The staged trees are flushed.
    Flushed,
    /// The trees are in their places.
    TreesPlaced,
    /// The generation's folder and record are written.
    GenerationWritten,
    /// One text file was replaced.
    TextReplaced,
    /// The switch points to the new generation.
    Switched,
}

/// What a test makes of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// Go on.
    Continue,
    /// As if the step had failed.
    #[cfg(test)]
    Fail,
    /// As if the program had been killed: nothing more is written, not even by guards.
    #[cfg(test)]
    Die,
}

/// Makes a generation current, with its trees and texts. All or nothing: an error before the switch undoes what was done.
///
/// # Errors
/// [`Error`]; the project is then as it was.
pub fn commit(lock: &ProjectLock, new: NewGeneration) -> Result<Generation, Error> {
    commit_with(lock, new, &mut |_| After::Continue)
}

pub(super) fn commit_with(
    lock: &ProjectLock,
    new: NewGeneration,
    hook: &mut dyn FnMut(Step) -> After,
) -> Result<Generation, Error> {
    let layout = lock.layout();
    layout.refuse_links()?;
    every_tree_is_there(layout, &new.staged, &new.plugins)?;
    let parent = generation::current_number(layout)?;
    let number = generation::numbers(layout)?.last().map_or(1, |newest| newest + 1);
    let lockfile = Sha256::of(new.lock_text.as_bytes());
    let record = Generation::new(number, parent, lockfile, new.created, new.platform.clone(), new.plugins.clone());
    let record = record.asked_for(new.requirements.clone());
    let again = new.again.and_then(|number| holds(layout, number, &record));
    let mut undo = Undo { layout, number: again.is_none().then_some(number), trees: Vec::new(), texts: Vec::new() };
    match write(layout, new, again.unwrap_or(record), &mut undo, hook) {
        Ok(record) => {
            super::sweep::prune(lock).unwrap_or_else(|error| tracing::warn!(%error, "old generations were not removed"));
            Ok(record)
        }
        Err(Stopped::Failed(error)) => {
            undo.run();
            Err(error)
        }
        #[cfg(test)]
        Err(Stopped::Dead) => Err(Error::NoGeneration { number }),
    }
}

/// Why [`write`] ended early.
enum Stopped {
    Failed(Error),
    #[cfg(test)]
    Dead,
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

fn write(
    layout: &Layout,
    new: NewGeneration,
    record: Generation,
    undo: &mut Undo<'_>,
    hook: &mut dyn FnMut(Step) -> After,
) -> Result<Generation, Stopped> {
    let NewGeneration { staged, lock_text, texts, durability, .. } = new;
    let is_new = undo.number.is_some();
    if is_new {
        keep_lock(layout, record.number, &lock_text, durability, staged.is_empty())?;
    }
    if durability == Durability::Full {
        place::flush(layout, &staged)?;
    }
    let mut staged = Some(staged);
    let mut after = |step, staged: &mut Option<Vec<StagedTree>>| stop(hook(step), layout, staged);
    after(Step::Flushed, &mut staged)?;
    let mut placed = BTreeSet::new();
    for tree in staged.take().into_iter().flatten() {
        // Two plugins with the same files share one tree.
        if placed.insert(tree.tree) {
            if !layout.tree(&tree.tree).exists() {
                undo.trees.push(tree.tree);
            }
            // Dropped after this, what is still under the staging name, an exchanged old tree, is removed.
            place::place(layout, &tree)?;
        }
    }
    if !placed.is_empty() {
        sync_folder(&layout.store(), durability)?;
    }
    after(Step::TreesPlaced, &mut staged)?;
    if is_new {
        write_generation(layout, &record, durability)?;
    }
    after(Step::GenerationWritten, &mut staged)?;
    for NewText { path, text } in texts {
        undo.texts.push((path.clone(), file::read(&path, u64::MAX - 1)?));
        file::replace(&path, text.as_bytes(), durability)?;
        after(Step::TextReplaced, &mut staged)?;
    }
    switch(layout, record.number, durability)?;
    // After the switch there is nothing to undo.
    let _ = after(Step::Switched, &mut staged);
    Ok(record)
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "tests stop here")]
fn stop(after: After, _: &Layout, _: &mut Option<Vec<StagedTree>>) -> Result<(), Stopped> {
    match after {
        After::Continue => Ok(()),
    }
}

#[cfg(test)]
fn stop(after: After, layout: &Layout, staged: &mut Option<Vec<StagedTree>>) -> Result<(), Stopped> {
    match after {
        After::Continue => Ok(()),
        After::Fail => Err(Error::NotText { path: layout.state() }.into()),
        After::Die => {
            std::mem::forget(staged.take());
            Err(Stopped::Dead)
        }
    }
}

fn every_tree_is_there(
    layout: &Layout,
    staged: &[StagedTree],
    plugins: &BTreeMap<PluginName, InstalledPlugin>,
) -> Result<(), Error> {
    let staged: BTreeSet<Sha256> = staged.iter().map(StagedTree::tree).collect();
    let missing = plugins.iter().find(|(_, plugin)| !staged.contains(&plugin.tree) && !layout.tree(&plugin.tree).is_dir());
    missing.map_or(Ok(()), |(name, plugin)| Err(Error::MissingTree { plugin: name.to_string(), tree: plugin.tree.to_string() }))
}

/// The record of generation `number`, when it holds what `wanted` is to hold and its links say the same.
fn holds(layout: &Layout, number: u64, wanted: &Generation) -> Option<Generation> {
    let record = generation::read(layout, number).ok()?;
    let same = |one: &Generation| (one.lockfile, one.platform.clone(), one.plugins.clone(), one.requirements.clone());
    let links = generation::links(layout, number).ok()?;
    let named = record.plugins.iter().map(|(name, plugin)| (name.to_string(), Some(plugin.tree)));
    (same(&record) == same(wanted) && named.eq(links) && generation::kept_lock(layout, &record).is_ok()).then_some(record)
}

/// Written before the trees are flushed, which flushes it with them on Linux.
fn keep_lock(layout: &Layout, number: u64, text: &str, durability: Durability, alone: bool) -> Result<(), Error> {
    let (folder, path) = (layout.generations(), layout.generation_lock(number));
    fs_err::create_dir_all(&folder).writing(&folder)?;
    if alone || !cfg!(target_os = "linux") {
        return file::replace(&path, text.as_bytes(), durability);
    }
    fs_err::write(&path, text).writing(&path)
}

fn write_generation(layout: &Layout, record: &Generation, durability: Durability) -> Result<(), Error> {
    let folder = layout.generation(record.number);
    fs_err::create_dir_all(&folder).writing(&folder)?;
    let mut namespaces = BTreeSet::new();
    for (name, plugin) in &record.plugins {
        let namespace = folder.join(name.namespace());
        if namespaces.insert(namespace.clone()) {
            fs_err::create_dir(&namespace).writing(&namespace)?;
        }
        let link = namespace.join(name.name());
        fs_err::os::unix::fs::symlink(generation::link_to(&plugin.tree), &link).writing(&link)?;
    }
    namespaces.iter().try_for_each(|namespace| sync_folder(namespace, durability))?;
    sync_folder(&folder, durability)?;
    let path = layout.generation_record(record.number);
    let text = serde_json::to_string_pretty(record).map_err(std::io::Error::from).writing(&path)? + "\n";
    // The record's folder is flushed with it, and with that the generation's own entry.
    file::replace(&path, text.as_bytes(), durability)
}

fn switch(layout: &Layout, number: u64, durability: Durability) -> Result<(), Error> {
    let path = layout.plugins();
    let temporary = layout.state().join(format!("{}switch", file::TEMPORARY));
    match fs_err::remove_file(&temporary) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error).writing(&temporary),
        _ => {}
    }
    fs_err::os::unix::fs::symlink(format!("generations/{number}"), &temporary).writing(&temporary)?;
    if let Err(error) = fs_err::rename(&temporary, &path) {
        let _ = fs_err::remove_file(&temporary);
        return Err(error).writing(&path);
    }
    // The switch is made; a failed flush cannot take it back, and either side of it is a whole project.
    sync_folder(&layout.state(), durability).unwrap_or_else(|error| tracing::warn!(%error, "the switch was not flushed"));
    Ok(())
}

/// What has to be taken back when a commit fails before its switch.
struct Undo<'a> {
    layout: &'a Layout,
    /// The generation that is being written; `None` where one is made current again.
    number: Option<u64>,
    trees: Vec<Sha256>,
    texts: Vec<(Utf8PathBuf, Option<Vec<u8>>)>,
}

impl Undo<'_> {
    /// Best effort, newest first; what cannot be undone is harmless: unnamed trees and generations are removed by a later prune.
    fn run(self) {
        for (path, old) in self.texts.into_iter().rev() {
            let restored = match old {
                Some(bytes) => file::replace(&path, &bytes, Durability::Full),
                None => fs_err::remove_file(&path).writing(&path),
            };
            restored.unwrap_or_else(|error| tracing::error!(%error, "a project file was not restored"));
        }
        if let Some(number) = self.number {
            let _ = fs_err::remove_file(self.layout.generation_record(number));
            let _ = remove_tree(&self.layout.generation(number));
            let _ = fs_err::remove_file(self.layout.generation_lock(number));
        }
        for tree in self.trees {
            remove_quietly(&self.layout.tree(&tree), &self.layout.tree_listing(&tree));
        }
    }
}

fn remove_quietly(folder: &Utf8Path, listing: &Utf8Path) {
    let _ = remove_tree(folder);
    let _ = fs_err::remove_file(listing);
}

#[cfg(test)]
#[path = "commit_tests.rs"]
mod tests;
