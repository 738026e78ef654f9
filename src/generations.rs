//! The generations of a project: what each holds, and what a rollback to one makes of the manifest and the lockfile.
//!
//! Owns: the choice of the generation to go back to, and what goes back with it: the requirements of `[plugins]`, the lockfile's
//! plugins, the installed files.
//! Never does: roll back trust. Repositories, pinned roots and policy stay as the manifest has them now, the lockfile's root
//! versions never fall, and what comes back is vouched for anew like everything that is installed.
//! In: a [`Project`] and its [`Layout`]. Out: [`Entry`]s and [`Restored`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;

use crate::lockfile::{Lockfile, drift};
use crate::manifest::{self, Manifest, edit};
use crate::name::PluginName;
use crate::platform::Platform;
use crate::project::{self, Project};
use crate::refusal::{Facts, Refusal};
use crate::store::{self, Generation, InstalledPlugin, Layout, generation};

/// Why there is no such way back.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Nothing was installed before what is installed now.
    #[error("there is no generation before the current one")]
    #[diagnostic(
        code(RP2130),
        help("`ragnos-plugin generations list` shows those there are; a rollback takes the number of one")
    )]
    NoneBefore,
    /// The current generation was to be removed.
    #[error("generation {number} is the current one and cannot be removed")]
    #[diagnostic(code(RP2131), help("go to another one first, with `ragnos-plugin rollback` or `ragnos-plugin sync`"))]
    IsCurrent {
        /// Its number.
        number: u64,
    },
    /// A file of the project cannot be read, or there is no such generation.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
    /// The lockfile cannot be read, or would not answer the manifest.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(#[from] project::Error),
    /// The manifest cannot be edited.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Manifest(#[from] manifest::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NoneBefore => Facts::default(),
            Self::IsCurrent { number } => Facts::about(&format!("generation {number}")),
            Self::Store(error) => error.facts(),
            Self::Project(error) => error.facts(),
            Self::Manifest(error) => error.facts(),
        }
    }
}

/// One generation, as `generations list` shows it.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its number.
    pub number: u64,
    /// True for the one that is installed now.
    pub current: bool,
    /// What its record says; `null` where that cannot be read.
    #[serde(flatten)]
    pub facts: Option<EntryFacts>,
    /// Why it cannot be gone back to without fetching, in words; `null` where nothing is amiss.
    pub problem: Option<String>,
}

/// What a generation's record says.
#[derive(Debug, Serialize)]
pub struct EntryFacts {
    /// When it was made.
    pub created: Timestamp,
    /// The generation that was current before it.
    pub parent: Option<u64>,
    /// The platform whose archives were chosen.
    pub platform: Platform,
    /// How many plugins it holds.
    pub plugins: usize,
    /// How many of them its parent did not have; `null` where the parent is gone.
    pub added: Option<usize>,
    /// How many its parent had in another version or with other files.
    pub changed: Option<usize>,
    /// How many only its parent had.
    pub removed: Option<usize>,
}

/// All generations that are kept, oldest first.
///
/// # Errors
/// [`Error::Store`].
pub fn list(layout: &Layout) -> Result<Vec<Entry>, Error> {
    layout.refuse_links()?;
    let current = generation::current_number(layout)?;
    let numbers = generation::numbers(layout)?;
    let records: BTreeMap<u64, Result<Generation, store::Error>> =
        numbers.into_iter().map(|number| (number, generation::read(layout, number))).collect();
    let entry = |(&number, record): (&u64, &Result<Generation, store::Error>)| {
        let (facts, problem) = match record {
            Ok(record) => {
                let parent = record.parent.and_then(|parent| records.get(&parent)?.as_ref().ok());
                (Some(EntryFacts::of(record, parent)), problem(layout, record))
            }
            Err(store::Error::NoGeneration { .. }) => (None, Some("it was never completed".to_owned())),
            Err(error) => (None, Some(error.to_string())),
        };
        Entry { number, current: current == Some(number), facts, problem }
    };
    Ok(records.iter().map(entry).collect())
}

impl EntryFacts {
    fn of(record: &Generation, parent: Option<&Generation>) -> Self {
        let count = |one: &Generation, other: &Generation, differs: fn(&InstalledPlugin, Option<&InstalledPlugin>) -> bool| {
            one.plugins.iter().filter(|(name, plugin)| differs(plugin, other.plugins.get(*name))).count()
        };
        Self {
            created: record.created,
            parent: record.parent,
            platform: record.platform.clone(),
            plugins: record.plugins.len(),
            added: parent.map(|parent| count(record, parent, |_, was| was.is_none())),
            changed: parent.map(|parent| count(record, parent, |now, was| was.is_some_and(|was| was != now))),
            removed: parent.map(|parent| count(parent, record, |_, now| now.is_none())),
        }
    }
}

/// What a look without hashing finds amiss.
fn problem(layout: &Layout, record: &Generation) -> Option<String> {
    if let Err(error) = generation::kept_lock(layout, record) {
        return Some(error.to_string());
    }
    let missing = record.plugins.iter().find(|(_, plugin)| !layout.tree(&plugin.tree).is_dir());
    missing.map(|(name, _)| format!("the files of {name} are not here any more"))
}

/// The generation to go back to: `number`, or the one before the current one.
///
/// # Errors
/// [`Error::NoneBefore`], [`Error::Store`] where there is no such generation or its record cannot be read.
pub fn target(layout: &Layout, number: Option<u64>) -> Result<Generation, Error> {
    layout.refuse_links()?;
    if let Some(number) = number {
        return Ok(generation::read(layout, number)?);
    }
    let current = generation::current_number(layout)?.ok_or(Error::NoneBefore)?;
    let numbers = generation::numbers(layout)?;
    let parent = generation::read(layout, current).ok().and_then(|record| record.parent);
    let parent = parent.filter(|parent| numbers.contains(parent));
    // The parent may be gone, or the record unreadable: then it is the newest of the older ones.
    let before = parent.or_else(|| numbers.range(..current).next_back().copied()).ok_or(Error::NoneBefore)?;
    Ok(generation::read(layout, before)?)
}

/// The lockfile that a generation was made from.
///
/// # Errors
/// [`Error::Store`] when it is gone or changed, [`Error::Project`] when it is no lockfile.
pub fn lockfile(layout: &Layout, record: &Generation) -> Result<Lockfile, Error> {
    let text = generation::kept_lock(layout, record)?;
    Ok(Lockfile::parse(&text, layout.generation_lock(record.number).as_str()).map_err(project::Error::from)?)
}

/// What a project's files are after a rollback.
#[derive(Debug)]
pub struct Restored {
    /// The manifest's new text, where its requirements differ.
    pub manifest_text: Option<String>,
    /// The manifest.
    pub manifest: Manifest,
    /// The lockfile.
    pub lockfile: Lockfile,
}

/// Makes manifest and lockfile what they were in the generation of `record`, but for everything that bears on trust.
///
/// # Errors
/// [`Error`]; among them that the lockfile would not answer the manifest, whose `[repositories]` or `[host]` are others now.
pub fn restore(project: &Project, layout: &Layout, record: &Generation) -> Result<Restored, Error> {
    let mut lockfile = lockfile(layout, record)?;
    let now = project.lock()?.unwrap_or_default();
    for (name, restored) in &mut lockfile.repositories {
        // Another trust anchor under the same name is found, and refused, when the repository is opened.
        if let Some(now) = now.repositories.get(name).filter(|now| now.id == restored.id)
            && now.root_version > restored.root_version
        {
            *restored = now.clone();
        }
    }
    let (name, text) = (project.paths.manifest.as_str(), &project.manifest_text);
    let asked = &project.manifest.plugins;
    let gone: BTreeSet<PluginName> = asked.keys().filter(|name| !record.requirements.contains_key(*name)).cloned().collect();
    let back = record.requirements.iter().filter(|(name, requirement)| asked.get(*name) != Some(*requirement));
    let back = back.map(|(name, requirement)| (name.clone(), requirement.clone())).collect();
    let text = edit::add_plugins(&edit::remove_plugins(text, name, &gone)?, name, &back)?;
    let manifest = Manifest::parse(&text, name)?;
    if let Some(drift) = drift(&manifest, &lockfile).into_iter().next() {
        return Err(project::Error::from(drift).into());
    }
    Ok(Restored { manifest_text: (text != project.manifest_text).then_some(text), manifest, lockfile })
}

/// The generations to remove: those that are named, or all but the newest `keep` and the current one.
///
/// # Errors
/// [`Error::IsCurrent`], [`Error::Store`] for a number that there is not.
pub fn removable(layout: &Layout, named: &[u64], keep: Option<usize>) -> Result<BTreeSet<u64>, Error> {
    layout.refuse_links()?;
    let current = generation::current_number(layout)?;
    let numbers = generation::numbers(layout)?;
    if let Some(keep) = keep {
        let newest: BTreeSet<u64> = numbers.iter().rev().take(keep).copied().collect();
        return Ok(numbers.into_iter().filter(|one| Some(*one) != current && !newest.contains(one)).collect());
    }
    for number in named.iter().copied() {
        if Some(number) == current {
            return Err(Error::IsCurrent { number });
        }
        if !numbers.contains(&number) {
            return Err(store::Error::NoGeneration { number }.into());
        }
    }
    Ok(named.iter().copied().collect())
}
