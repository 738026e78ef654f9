//! Drills: a disaster played on a copy of a repository, and the way back from it with the keys that are at hand.
//!
//! Owns: what makes a drill worth something: clients read the repository before, see the disaster, and after the recovery take what
//! is newer than all that they have seen. The recovery goes the road of the commands: stage, sign, verify, publish.
//! Never does: write to the repository, or put on a disk what was signed here (docs/adr/0006-drills-sign-in-memory.md).
//! In: a [`Storage`], keys, a time. Out: [`Step`]s, and what stopped the drill.

mod client;
mod error;
mod expired_root;
mod lost_key;
mod restore;
mod stolen_key;

use std::sync::Arc;

use jiff::Timestamp;
use ragnos_plugin::origin::{Folder, Origin};
use ragnos_plugin::refusal::Refusal;
use ragnos_plugin::tuf::{self, RoleFailure, RoleSummary, TrustAnchor};
use serde::Serialize;
use tough::sign::Sign;

use crate::health::Plan;
use crate::keys::{FileKey, Keyring, PublicKey};
use crate::repository::{self, Repository};
use crate::sign::sign_with_some;
use crate::stage::StagedRepository;
use crate::storage::{Draft, Place, Storage, Temporary};
use crate::verify::verify;
use crate::view::View;

use client::{Onlooker, Sight};

pub use error::Error;

/// What happens to the repository.
pub enum Disaster {
    /// Keys are gone: nobody can sign with them any more.
    LostKey(Vec<PublicKey>),
    /// The storage is empty; the place of a copy that `mirror` made.
    LostBucket(Arc<dyn Origin>),
    /// Nobody renewed the root.
    ExpiredRoot,
    /// Somebody else has a publisher's keys.
    StolenKey(Vec<Box<dyn Sign>>),
    /// The storage and whatever signs beside it are gone, and a replica is left, with its place.
    LostRegion(Arc<dyn Storage>, Place),
}

/// When a step is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// All is well.
    Before,
    /// What the disaster does.
    Disaster,
    /// What an operator does.
    Recovery,
    /// What clients see then.
    After,
}

/// What was done, and what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// When.
    pub part: Part,
    /// What was done: a command in a recovery.
    pub what: String,
    /// What came of it.
    pub outcome: String,
}

/// A drill that has ended.
#[derive(Debug)]
pub struct Drilled {
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// What stopped it: the repository cannot be recovered with these keys and copies.
    pub failure: Option<Error>,
}

/// Plays `disaster` on a copy of the repository in `storage`, at the time `now`, and recovers the copy with `keys`.
///
/// The keys sign in memory; roles are renewed for as long as `plan` says.
///
/// # Errors
/// [`Error::Client`] where clients refuse the repository as it is: then this is no drill. A recovery that fails is no error but what
/// [`Drilled::failure`] says.
pub async fn drill(
    disaster: Disaster,
    storage: Arc<dyn Storage>,
    keys: Keyring,
    plan: Plan,
    now: Timestamp,
) -> Result<Drilled, Error> {
    let mut scene = Scene::begin(storage, keys, plan, now).await?;
    let ended = match disaster {
        Disaster::LostKey(lost) => scene.lose_keys(&lost).await,
        Disaster::LostBucket(backup) => scene.lose_bucket(backup).await,
        Disaster::ExpiredRoot => scene.expire_root().await,
        Disaster::StolenKey(stolen) => scene.steal_keys(stolen).await,
        Disaster::LostRegion(replica, place) => scene.lose_region(replica, &place).await,
    };
    Ok(Drilled { steps: scene.steps, failure: ended.err() })
}

/// The copy, the people around it, and what has happened so far.
struct Scene {
    copy: Arc<dyn Storage>,
    keys: Keyring,
    plan: Plan,
    now: Timestamp,
    /// A client that remembers all that it has seen.
    regular: Onlooker,
    /// A client that has seen nothing, however often it looks.
    newcomer: Onlooker,
    /// The roles as they were before.
    roles: Vec<RoleSummary>,
    /// The delegated roles that clients refused before.
    failing: Vec<String>,
    steps: Vec<Step>,
    /// Whatever clients and copies keep meanwhile: files that are public already.
    folder: Temporary,
}

impl Scene {
    async fn begin(storage: Arc<dyn Storage>, keys: Keyring, plan: Plan, now: Timestamp) -> Result<Self, Error> {
        let first = storage.read(Folder::Metadata, "1.root.json").await?.ok_or(repository::Error::Absent)?;
        let anchor = TrustAnchor::parse(first)?;
        let folder = Temporary::new()?;
        let regular = Onlooker::regular(anchor.clone(), &folder.path().join("regular"));
        let newcomer = Onlooker::newcomer(anchor, &folder.path().join("newcomer"));
        let copy: Arc<dyn Storage> = Arc::new(Draft::over(storage).await?);
        let (roles, failing, steps) = (Vec::new(), Vec::new(), Vec::new());
        let mut scene = Self { copy, keys, plan, now, regular, newcomer, roles, failing, steps, folder };
        let seen = scene.regular.look(view(&scene.copy), now).await?;
        scene.newcomer.look(view(&scene.copy), now).await?;
        scene.roles = seen.roles;
        scene.failing = seen.failures.into_iter().map(|failure| failure.role).collect();
        scene.refuse_strangers()?;
        scene.note(Part::Before, "clients read the repository", format!("they accept version {}", seen.timestamp));
        Ok(scene)
    }

    /// A key that is in no role was given by mistake.
    fn refuse_strangers(&self) -> Result<(), Error> {
        let ids = self.keys.iter().map(|(id, _)| hex::encode(&**id));
        match ids.into_iter().find(|id| self.listing(std::slice::from_ref(id)).is_empty()) {
            Some(key) => Err(Error::NoSuchKey { what: "no role", key }),
            None => Ok(()),
        }
    }

    fn note(&mut self, part: Part, what: impl Into<String>, outcome: impl Into<String>) {
        self.steps.push(Step { part, what: what.into(), outcome: outcome.into() });
    }

    /// Signs a change with those of `keys` that may, lets the client read it, publishes it on `copy`, and notes all that.
    async fn carry_out(
        &mut self,
        (part, what): (Part, &str),
        staged: Result<StagedRepository, crate::stage::Error>,
        keys: &Keyring,
        at: Timestamp,
    ) -> Result<Vec<String>, Error> {
        match published(staged, keys, &self.copy, at).await {
            Ok((version, still_expired)) => {
                self.note(part, what, format!("version {version} is published on the copy"));
                Ok(still_expired)
            }
            Err(error) => {
                self.note(part, what, format!("not possible: {}", said(&error)));
                Err(error)
            }
        }
    }

    /// A step of the recovery, signed with the keys that are at hand.
    async fn recover(
        &mut self,
        command: &str,
        staged: Result<StagedRepository, crate::stage::Error>,
        at: Timestamp,
    ) -> Result<Vec<String>, Error> {
        let keys = self.keys.only(|_| true);
        self.carry_out((Part::Recovery, command), staged, &keys, at).await
    }

    /// Both clients look at the copy, and both must refuse it, or see what `is_shown` takes for the disaster.
    async fn suffer(
        &mut self,
        what: &str,
        copy: &Arc<dyn Storage>,
        at: Timestamp,
        is_shown: impl Fn(&Sight) -> Option<String>,
    ) -> Result<(), Error> {
        for (who, client) in [("a client that knows it", &mut self.regular), ("a new client", &mut self.newcomer)] {
            let outcome = match client.look(view(copy), at).await {
                Err(error) => format!("{who} refuses: {}", said(&error)),
                Ok(sight) => match is_shown(&sight) {
                    Some(shown) => format!("{who} {shown}"),
                    None => return Err(Error::Unharmed { what: what.to_owned() }),
                },
            };
            self.steps.push(Step { part: Part::Disaster, what: what.to_owned(), outcome });
        }
        Ok(())
    }

    /// The end of every drill: both clients take the copy, which is newer than everything that either has seen.
    async fn recovered(&mut self, at: Timestamp) -> Result<Sight, Error> {
        let newest = self.regular.newest();
        let mut last = None;
        for client in [&mut self.newcomer, &mut self.regular] {
            let sight = client.look(view(&self.copy), at).await?;
            if sight.timestamp <= newest {
                let what = format!("version {} is served, and clients have seen version {newest}", sight.timestamp);
                return Err(Error::Unrecovered { what });
            }
            // What expires is its publishers' to renew; anything else was done to it here.
            let is_new =
                |one: &&RoleFailure| !self.failing.contains(&one.role) && !matches!(one.error, tuf::Error::Expired { .. });
            if let Some(failure) = sight.failures.iter().find(is_new) {
                return Err(Error::Unrecovered { what: said(&failure.error) });
            }
            last = Some(sight);
        }
        let sight = last.ok_or(repository::Error::Absent)?;
        let outcome = format!("a new client and one that has seen version {newest} accept version {}", sight.timestamp);
        self.note(Part::After, "clients read the repository", outcome);
        Ok(sight)
    }

    /// A key that nobody else has and that is gone after the drill, in the place of one that cannot be used any more.
    fn replacement(&mut self) -> Result<PublicKey, Error> {
        let key = FileKey::generate(crate::keys::KeyKind::P256)?;
        let public = key.public();
        self.keys.add(key.into_signer());
        Ok(public)
    }

    /// Takes keys from those that are at hand.
    fn without(&mut self, gone: &[String]) {
        self.keys = self.keys.only(|id| !gone.iter().any(|one| one == id));
    }

    /// The roles that list one of the keys, each once.
    fn listing(&self, ids: &[String]) -> Vec<RoleSummary> {
        let lists = |role: &&RoleSummary| role.keys.iter().any(|key| ids.contains(&key.id));
        self.roles.iter().filter(lists).cloned().collect()
    }

    /// The public keys of a role but for `gone`, with as many `new` ones instead.
    async fn keys_of(&self, role: &RoleSummary, gone: &[String], new: &[PublicKey]) -> Result<Vec<PublicKey>, Error> {
        let repository = Repository::open(&*self.copy).await?;
        let mut keys = repository.keys_of(&role.name).await?;
        let before = keys.len();
        keys.retain(|key| !gone.contains(&key.id()));
        let missing = before - keys.len();
        keys.extend(new.iter().take(missing).cloned());
        Ok(keys)
    }
}

/// The copy as clients see it.
fn view(copy: &Arc<dyn Storage>) -> Arc<dyn Origin> {
    Arc::new(View::of(Arc::clone(copy), "the copy".to_owned()))
}

/// Goes the whole road; the version that was published, and what it leaves expired.
async fn published(
    staged: Result<StagedRepository, crate::stage::Error>,
    keys: &Keyring,
    copy: &Arc<dyn Storage>,
    at: Timestamp,
) -> Result<(u64, Vec<String>), Error> {
    let staged = staged?.pass_over_leftovers(&**copy).await?;
    let verified = verify(sign_with_some(staged, keys).await?, copy, at).await?;
    let still_expired = verified.still_expired().to_vec();
    let receipt = crate::publish::publish(verified, &**copy).await?;
    Ok((receipt.version(), still_expired))
}

/// An error in one line, with its code.
fn said(error: &dyn Refusal) -> String {
    let code = error.code().map_or_else(String::new, |code| format!(" ({code})"));
    format!("{error}{code}")
}

/// True for snapshot and timestamp, which every change needs.
fn is_online(role: &RoleSummary) -> bool {
    role.delegated_by == "root" && ["snapshot", "timestamp"].contains(&role.name.as_str())
}

/// The last moment of a role, and one second more.
fn expired(role: &RoleSummary) -> Result<Timestamp, Error> {
    let beyond =
        || Error::Client(tuf::Error::Malformed { role: role.name.clone(), reason: "its expiry is no time".to_owned() });
    let at = role.expires_at.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| beyond())?.timestamp();
    at.checked_add(jiff::SignedDuration::from_secs(1)).map_err(|_| beyond())
}
