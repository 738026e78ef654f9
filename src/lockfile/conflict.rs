//! Conflicts as text: git's markers around whole blocks, and back.
//!
//! Owns: the text form of a merge that did not come out clean, and the way from such a text to a lockfile.
//! Never does: choose (that is `merge`).
//! In: merged blocks, or text with markers. Out: [`Merged`], or a [`Lockfile`].

use std::collections::BTreeMap;

use super::error::{Error, source};
use super::read::marker;
use super::write::{header, plugin_block, repository_block};
use super::{LockedPlugin, LockedRepository, Lockfile, Unknown};
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

/// One block after a merge.
#[derive(Debug, Clone)]
pub(super) enum Sides<T> {
    /// Both sides lead to this.
    Same(T),
    /// They do not.
    Differ {
        /// As it was.
        base: Option<T>,
        /// As our side has it; `None` where it was removed.
        ours: Option<T>,
        /// As their side has it.
        theirs: Option<T>,
    },
}

impl<T> Sides<T> {
    /// The blocks that may come to stand.
    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        let (one, other) = match self {
            Self::Same(block) => (Some(block), None),
            Self::Differ { ours, theirs, .. } => (ours.as_ref(), theirs.as_ref()),
        };
        one.into_iter().chain(other)
    }

    fn text(&self, write: impl Fn(&T) -> String) -> String {
        match self {
            Self::Same(block) => write(block),
            Self::Differ { base, ours, theirs } => {
                let side = |side: &Option<T>| side.as_ref().map(&write).unwrap_or_default();
                let (base, ours, theirs) = (side(base), side(ours), side(theirs));
                format!("<<<<<<< ours\n{ours}||||||| base\n{base}=======\n{theirs}>>>>>>> theirs\n")
            }
        }
    }
}

/// A lockfile where nothing differs, else the text with markers.
pub(super) fn assemble(
    head: Sides<Unknown>,
    repositories: BTreeMap<&RepositoryName, Sides<LockedRepository>>,
    plugins: BTreeMap<&PluginName, Sides<LockedPlugin>>,
) -> Merged {
    let mut names = Vec::new();
    let mut lockfile = Lockfile::default();
    let mut text = head.text(header);
    match head {
        Sides::Same(unknown) => lockfile.unknown = unknown,
        Sides::Differ { .. } => names.push("the header".to_owned()),
    }
    for (name, sides) in repositories {
        text.push('\n');
        text += &sides.text(|repository| repository_block(name, repository));
        match sides {
            Sides::Same(repository) => drop(lockfile.repositories.insert(name.clone(), repository)),
            Sides::Differ { .. } => names.push(format!("repository {name}")),
        }
    }
    for (name, sides) in plugins {
        text.push('\n');
        text += &sides.text(plugin_block);
        match sides {
            Sides::Same(plugin) => drop(lockfile.plugins.insert(name.clone(), plugin)),
            Sides::Differ { .. } => names.push(name.to_string()),
        }
    }
    if names.is_empty() { Merged::Clean(lockfile) } else { Merged::Conflicts { text, names } }
}

/// The sides of a text with markers.
#[derive(Default)]
pub(super) struct Split {
    pub(super) ours: String,
    pub(super) base: Option<String>,
    pub(super) theirs: String,
}

/// Lines outside of conflicts belong to every side.
pub(super) fn split(text: &str, name: &str) -> Result<Split, Error> {
    let mut split = Split { base: Some(String::new()), ..Split::default() };
    let mut within = None;
    let (mut offset, mut hunks, mut hunk_has_base) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let refused =
            |reason| Error::Markers { reason, source_text: source(name, text), place: (offset, line.trim_end().len()).into() };
        match (marker(line), within) {
            (None, None) => {
                split.ours += line;
                split.theirs += line;
                split.base.as_mut().map(|base| *base += line).unwrap_or_default();
            }
            (None, Some('<')) => split.ours += line,
            (None, Some('|')) => split.base.as_mut().map(|base| *base += line).unwrap_or_default(),
            (None, Some(_)) => split.theirs += line,
            (Some('<'), None) => {
                hunks += 1;
                hunk_has_base = false;
                within = Some('<');
            }
            (Some('|'), Some('<')) => {
                hunk_has_base = true;
                within = Some('|');
            }
            (Some('='), Some('<' | '|')) => {
                if !hunk_has_base {
                    split.base = None;
                }
                within = Some('=');
            }
            (Some('>'), Some('=')) => within = None,
            (Some(_), _) => return Err(refused("a marker is out of place")),
        }
        offset += line.len();
    }
    let end = |reason| Error::Markers { reason, source_text: source(name, text), place: (text.len(), 0).into() };
    match (hunks, within) {
        (0, _) => Err(end("there is none")),
        (_, Some(_)) => Err(end("the last conflict has no end")),
        _ => Ok(split),
    }
}
