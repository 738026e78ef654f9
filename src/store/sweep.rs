//! What is no longer needed: folders of killed commands, old generations, trees that no generation names.
//!
//! Owns: the rules of what may go, and removal of read-only trees.
//! Never does: run without the project's lock, or before a switch has been made.
//! In: [`ProjectLock`]. Out: nothing.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::{At, Error};
use super::file::TEMPORARY;
use super::generation::{self, names_in};
use super::layout::Layout;
use super::lock::ProjectLock;
use super::temporary::{self as removal, STAGING};
use crate::digest::Sha256;

/// How many generations are kept, the current one among them.
pub const KEPT_GENERATIONS: usize = 5;

/// Removes what killed commands left: staging folders, temporary files and generations that have no record yet. The lock says
/// that none of them is in use.
///
/// # Errors
/// [`Error::Read`] and [`Error::Write`].
pub fn leftovers(lock: &ProjectLock) -> Result<(), Error> {
    let layout = lock.layout();
    temporary(layout)?.iter().try_for_each(|path| remove_any(path))?;
    incomplete(layout)?.into_iter().try_for_each(|number| remove_generation(layout, number))
}

/// What [`leftovers`] and [`prune`] would remove that no generation names, as paths below the project. It means nothing while a
/// command is at work.
///
/// # Errors
/// [`Error::Read`].
pub fn remains(layout: &Layout) -> Result<Vec<String>, Error> {
    let incomplete = incomplete(layout)?.into_iter().map(|number| layout.generation(number));
    let all = temporary(layout)?.into_iter().chain(incomplete).chain(unnamed(layout)?);
    Ok(all.map(|path| path.strip_prefix(layout.root()).unwrap_or(&path).to_string()).collect())
}

/// Staging folders and temporary files.
fn temporary(layout: &Layout) -> Result<Vec<Utf8PathBuf>, Error> {
    let mut found = Vec::new();
    let written = [layout.root().to_owned(), layout.state(), layout.generations()].map(|folder| (folder, TEMPORARY));
    for (folder, prefix) in written.into_iter().chain([(layout.store(), STAGING)]) {
        let names = names_in(&folder)?;
        found.extend(names.iter().filter(|name| name.starts_with(prefix)).map(|name| folder.join(name)));
    }
    Ok(found)
}

/// Generations that have no record yet and are not current.
fn incomplete(layout: &Layout) -> Result<Vec<u64>, Error> {
    let current = generation::current_number(layout)?;
    let numbers = generation::numbers(layout)?.into_iter().filter(|number| Some(*number) != current);
    Ok(numbers.filter(|number| fs_err::symlink_metadata(layout.generation_record(*number)).is_err()).collect())
}

/// Removes the folders that a failed command may have made and that hold nothing.
pub fn empty_folders(lock: &ProjectLock) {
    for folder in [lock.layout().store(), lock.layout().generations()] {
        // Fails, and should, when something is in it.
        let _ = fs_err::remove_dir(folder);
    }
}

/// Removes generations beyond the newest [`KEPT_GENERATIONS`], then trees that none of the rest links to.
///
/// # Errors
/// [`Error::Read`] and [`Error::Write`]; what is left is removed by the next run.
pub fn prune(lock: &ProjectLock) -> Result<(), Error> {
    let layout = lock.layout();
    let Some(current) = generation::current_number(layout)? else { return Ok(()) };
    let numbers = generation::numbers(layout)?;
    let others = numbers.iter().rev().filter(|number| **number != current);
    for number in others.skip(KEPT_GENERATIONS - 1) {
        remove_generation(layout, *number)?;
    }
    unnamed_trees(layout)
}

/// Removes these generations, then trees that none of the rest links to. The current one is never among them.
///
/// # Errors
/// [`Error::Read`] and [`Error::Write`]; what is left is removed by the next run.
pub fn remove(lock: &ProjectLock, numbers: &BTreeSet<u64>) -> Result<(), Error> {
    leftovers(lock)?;
    let layout = lock.layout();
    let current = generation::current_number(layout)?;
    numbers.iter().filter(|number| Some(**number) != current).try_for_each(|number| remove_generation(layout, *number))?;
    unnamed_trees(layout)
}

/// The record goes first: a generation without one is none.
fn remove_generation(layout: &Layout, number: u64) -> Result<(), Error> {
    [layout.generation_record(number), layout.generation(number), layout.generation_lock(number)]
        .iter()
        .try_for_each(|path| remove_any(path))
}

fn unnamed_trees(layout: &Layout) -> Result<(), Error> {
    for path in unnamed(layout)? {
        // Renamed first: what has a digest for its name is whole, also when this is killed half-way.
        let aside = layout.store().join(format!("{STAGING}{}", path.file_name().unwrap_or_default()));
        remove_any(&aside)?;
        fs_err::rename(&path, &aside).writing(&path)?;
        remove_any(&aside)?;
    }
    Ok(())
}

/// Trees that no generation links to, with their lists.
fn unnamed(layout: &Layout) -> Result<Vec<Utf8PathBuf>, Error> {
    let mut named = BTreeSet::new();
    for number in generation::numbers(layout)? {
        named.extend(generation::links(layout, number)?.into_values().flatten());
    }
    let is_unnamed = |name: &String| {
        let tree = name.strip_suffix(".files").unwrap_or(name).parse::<Sha256>();
        tree.is_ok_and(|tree| !named.contains(&tree))
    };
    Ok(names_in(&layout.store())?.into_iter().filter(is_unnamed).map(|name| layout.store().join(name)).collect())
}

fn remove_any(path: &Utf8Path) -> Result<(), Error> {
    removal::remove_any(path).writing(path)
}
