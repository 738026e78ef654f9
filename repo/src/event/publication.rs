//! From a signed event to a change of the repository as it is now.
//!
//! Owns: that the event still fits: the same repository, the same roles, the same keys; and the log of what is new in it.
//! Never does: sign. In: an [`Event`] and the repository. Out: a [`StagedRepository`] that carries the event's signatures.

use jiff::Timestamp;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use serde::de::DeserializeOwned;
use tough::schema::{Signature, Signed};

use super::{Error, Event, Progress, ROOT, rings};
use crate::expiry::Expiries;
use crate::keys::Keyring;
use crate::repository::{Repository, id_of};
use crate::ring::Ring;
use crate::roles::TARGETS;
use crate::stage::{Arrival, StagedRepository, log_arrivals, plugin_of};
use crate::storage::{Storage, TIMESTAMP};

/// Stages an event on the repository as it is now; `keys` may sign what is still missing. `None` when it is published already.
///
/// # Errors
/// [`Error::Stale`] when another change of the same roles came first, [`Error::Missing`] when signatures are missing.
pub async fn prepare(
    event: Event,
    storage: &dyn Storage,
    keys: &Keyring,
    now: Timestamp,
    expiries: &Expiries,
) -> Result<Option<StagedRepository>, Error> {
    let mut staged = match event.repository() {
        None => {
            if let Some(published) = published_roots(storage).await? {
                if published != event.staged.root {
                    return Err(Error::OtherRepository { expected: id_of(storage).await?, seen: "a new one".to_owned() });
                }
                if storage.exists(Folder::Metadata, TIMESTAMP).await.map_err(crate::repository::Error::from)? {
                    return Ok(None);
                }
                // Stopped before the commit: files cannot be taken back everywhere, so the event is completed.
            }
            StagedRepository::restore(None, event.staged.parts(), expiries).await?
        }
        Some(id) => {
            let published = id_of(storage).await?;
            if published != id {
                return Err(Error::OtherRepository { expected: published, seen: id.to_owned() });
            }
            let repository = Repository::open(storage).await?;
            if is_published(&event, &repository).await? {
                return Ok(None);
            }
            refuse_stale(&event, &repository)?;
            let mut staged = StagedRepository::restore(Some(&repository), event.staged.parts(), expiries).await?;
            refuse_other_keys(&event, &staged)?;
            let arrivals = arrivals(&event, now);
            log_arrivals(&mut staged, &repository, &arrivals, expiries).await?;
            staged
        }
    };
    for progress in event.progress() {
        refuse_incomplete(&progress, keys)?;
    }
    staged.signatures = event.signatures.clone();
    for progress in event.progress() {
        if let Some(signatures) = left_over(&event, &progress, storage).await? {
            staged.signatures.insert(progress.role, signatures);
        }
    }
    Ok(Some(staged))
}

/// The signatures of a role's file that an earlier attempt to publish the event has left: the file does not change any more.
///
/// # Errors
/// [`Error::Stale`] when the file is of another change.
async fn left_over(event: &Event, progress: &Progress, storage: &dyn Storage) -> Result<Option<Vec<Signature>>, Error> {
    let Progress { role, version, .. } = progress;
    let file = format!("{version}.{role}.json");
    let there = storage.read(Folder::Metadata, &file).await.map_err(crate::repository::Error::from)?;
    let Some(bytes) = there else { return Ok(None) };
    let signatures = match role.as_str() {
        ROOT => signatures_of(&bytes, &event.staged.root),
        TARGETS => signatures_of(&bytes, &event.staged.targets),
        name => event.staged.roles.get(name).and_then(|role| signatures_of(&bytes, role)),
    };
    let taken = || (role.clone(), format!("no {file}"), format!("{file} of another change, which was stopped"));
    signatures.map(Some).ok_or_else(taken).map_err(|(role, expected, seen)| Error::Stale { role, expected, seen })
}

/// The signatures in `bytes`, if they are over `role`.
fn signatures_of<T: PartialEq + DeserializeOwned>(bytes: &[u8], role: &T) -> Option<Vec<Signature>> {
    let there: Signed<T> = serde_json::from_slice(bytes).ok()?;
    (there.signed == *role).then_some(there.signatures)
}

async fn published_roots(storage: &dyn Storage) -> Result<Option<tough::schema::Root>, Error> {
    match crate::repository::Roots::read(storage).await {
        Ok(roots) => Ok(roots.iter().next().map(|root| root.signed.clone())),
        Err(crate::repository::Error::Absent) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// True when every role of the event is there as it is in the event.
async fn is_published(event: &Event, repository: &Repository<'_>) -> Result<bool, Error> {
    let staged = &event.staged;
    if staged.new_root && *repository.root() != staged.root {
        return Ok(false);
    }
    if staged.new_targets && repository.targets.signed != staged.targets {
        return Ok(false);
    }
    for (name, role) in &staged.roles {
        if repository.role(name).await?.is_none_or(|there| there.signed != *role) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Every role must still be the version that the event starts from.
fn refuse_stale(event: &Event, repository: &Repository<'_>) -> Result<(), Error> {
    for Progress { role, .. } in event.progress() {
        let there = match role.as_str() {
            ROOT => Some(repository.root().version),
            name => repository.listed_version(name),
        };
        let (expected, seen) = (event.version_before(&role), there.map_or(0, std::num::NonZeroU64::get));
        if expected != seen {
            let (expected, seen) = (format!("version {expected}"), format!("version {seen}"));
            return Err(Error::Stale { role, expected, seen });
        }
    }
    Ok(())
}

/// Whoever had to sign when the event was staged is who has to sign now.
fn refuse_other_keys(event: &Event, now: &StagedRepository) -> Result<(), Error> {
    let shown = |rings: &[Ring]| {
        let one = |ring: &Ring| {
            let ids: Vec<String> = ring.keys.iter().map(|(id, _)| hex::encode(&**id)).collect();
            format!("{} of {}", ring.threshold, ids.join(" "))
        };
        rings.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    for Progress { role, rings: before, .. } in event.progress() {
        let after = rings(now, &role);
        if before != after {
            let role = format!("who signs {role}");
            return Err(Error::Stale { role, expected: shown(&before), seen: shown(&after) });
        }
    }
    Ok(())
}

fn refuse_incomplete(progress: &Progress, keys: &Keyring) -> Result<(), Error> {
    let mut signers = progress.signers.clone();
    signers.extend(keys.iter().map(|(id, _)| id.clone()).filter(|id| !progress.signers.contains(id)));
    match progress.rings.iter().find(|ring| (ring.count(&signers) as u64) < ring.threshold) {
        None => Ok(()),
        Some(ring) => {
            let missing = ring.keys.iter().filter(|(id, _)| !signers.contains(id)).map(|(id, _)| hex::encode(&**id));
            Err(Error::Missing {
                role: progress.role.clone(),
                threshold: ring.threshold,
                have: ring.count(&signers),
                missing: missing.collect::<Vec<_>>().join(", "),
            })
        }
    }
}

/// The archives that the event adds, seen now.
fn arrivals(event: &Event, seen: Timestamp) -> Vec<Arrival> {
    let mut found = Vec::new();
    for (name, role) in event.staged.roles.iter().filter(|(name, _)| *name != TARGETS) {
        let before = event.base.get(name);
        let new = role.targets.iter().filter(|(target, _)| before.is_none_or(|role| !role.targets.contains_key(*target)));
        for (target, entry) in new {
            let Some((plugin, _)) = plugin_of(entry) else { continue };
            let Some((namespace, _)) = plugin.split_once('/') else { continue };
            let Ok(sha256) = hex::encode(&*entry.hashes.sha256).parse::<Sha256>() else { continue };
            found.push(Arrival { namespace: namespace.to_owned(), target: target.raw().to_owned(), sha256, seen });
        }
    }
    // The order of a map in memory is not that of the next run.
    found.sort_by(|one, other| one.target.cmp(&other.target));
    found
}
