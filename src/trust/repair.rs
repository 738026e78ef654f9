//! The way back when a trust state is damaged, without lowering any floor that is still known.
//!
//! Owns: what is mended and in which order, and the word on what cannot be known any more.
//! Never does: go below what any good file still says, or take what is served now on weaker terms than a run would.
//! In: a [`Subject`]. Out: [`Repaired`].

use serde::Serialize;

use super::{Error, Subject, Subjects};
use crate::name::RepositoryName;
use crate::repositories::Access;
use crate::store::ProjectLock;
use crate::tuf::{Client, Floor, Inventory, Options, Persistence, StateError};

/// What a repair of one repository would do, and what is lost.
#[derive(Debug, Serialize)]
pub struct Loss {
    /// The manifest's name for the repository.
    pub name: RepositoryName,
    /// What is damaged, in words.
    pub damaged: Vec<String>,
    /// What is no longer known, in words. Where this is empty, a repair costs nothing.
    pub lost: Vec<String>,
}

/// What a repair did.
#[derive(Debug, Serialize)]
pub struct Repaired {
    /// The manifest's name for the repository.
    pub name: RepositoryName,
    /// What was done, in words; empty where nothing was damaged.
    pub done: Vec<String>,
    /// What was no longer known, in words.
    pub lost: Vec<String>,
}

/// Looks at what a repair would do.
///
/// # Errors
/// The folder cannot be listed, or is none that a repair may touch.
pub fn survey(subjects: &Subjects, access: &Access) -> Result<Vec<Loss>, Error> {
    subjects.list.iter().map(|subject| loss(subject, &subject.inventory(access)?, subjects.damaged_memory.as_deref())).collect()
}

fn loss(subject: &Subject, inventory: &Inventory, memory: Option<&str>) -> Result<Loss, Error> {
    let (mut damaged, mut lost) = (Vec::new(), inventory.lost.clone());
    match &inventory.folder {
        Some(exposed @ StateError::Exposed { .. }) => {
            damaged.push(exposed.to_string());
            lost.push("whether somebody else put an older state in its place".to_owned());
        }
        Some(other) => return Err(other.clone().into()),
        None => {}
    }
    if let Some(foreign) = &inventory.foreign {
        return Err(foreign.clone().into());
    }
    damaged.extend(inventory.damaged().map(|file| match &file.condition {
        crate::tuf::Condition::Damaged { reason } => format!("{}: {reason}", file.name),
        _ => file.name.clone(),
    }));
    if let Some(reason) = memory {
        damaged.push(format!(".ragnos/seen.json: {reason}"));
        lost.push("which versions this project has seen; the trust state's own memory and ragnos.lock still bind".to_owned());
    }
    Ok(Loss { name: subject.name.clone(), damaged, lost })
}

/// Mends the trust state of every subject, and the project's memory.
///
/// # Errors
/// What is served now is older than what is still known, or something cannot be written. What was mended until then stays.
pub async fn repair(subjects: &mut Subjects, access: &Access, lock: &ProjectLock) -> Result<Vec<Repaired>, Error> {
    let memory_was_damaged = subjects.damaged_memory.take();
    let mut all = Vec::with_capacity(subjects.list.len());
    for subject in &subjects.list {
        let Loss { lost, .. } = loss(subject, &subject.inventory(access)?, memory_was_damaged.as_deref())?;
        let mut done = Vec::new();
        if let Some(seen) = mend(subject, &subjects.folder, access, &mut done).await? {
            subjects.floors.raise(subject.anchor.id(), &seen);
        }
        all.push(Repaired { name: subject.name.clone(), done, lost });
    }
    if memory_was_damaged.is_some() {
        // Replaced by what is known now, be it nothing.
        subjects.floors.write(lock)?;
        let note = "what the project remembers was begun anew".to_owned();
        for repaired in &mut all {
            repaired.done.push(note.clone());
        }
    }
    Ok(all)
}

/// Mends one trust state: what needs nobody first, then what the repository has to be asked for.
async fn mend(
    subject: &Subject,
    folder: &camino::Utf8Path,
    access: &Access,
    done: &mut Vec<String>,
) -> Result<Option<Floor>, Error> {
    let state = &subject.state;
    if let Some(StateError::Exposed { .. }) = subject.inventory(access)?.folder {
        state.make_private()?;
        done.push("only you may write in the folder now".to_owned());
    }
    let inventory = subject.inventory(access)?;
    if inventory.is_good() {
        return Ok(None);
    }
    let dropped = state.drop_roles(&inventory)?;
    done.extend(dropped.into_iter().map(|name| format!("{name} was removed; the next run asks for it again")));
    let inventory = subject.inventory(access)?;
    if inventory.is_good() {
        return Ok(None);
    }
    if access.offline {
        return Err(Error::NeedsNetwork { name: subject.name.clone() });
    }
    let options = Options {
        now: access.now,
        minimum_root_version: subject.locked_root.unwrap_or(1),
        persistence: Persistence::Repair,
        floors: vec![inventory.floor.clone(), subject.floor.clone()],
        transcript: access.transcript.of_repository(&subject.name),
    };
    let mirrors = access.mirrors(folder, &subject.name, &subject.entry, &subject.anchor.id())?;
    let client = Client::refresh(&subject.anchor, state, mirrors, &options).await?;
    let replaced = inventory.damaged().map(|file| format!("{} was replaced", file.name));
    done.extend(replaced);
    Ok(Some(client.floor()))
}
