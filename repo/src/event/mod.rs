//! Signing events: a staged change as files, signed by several people in any order, on machines without a network.
//!
//! Owns: what an event holds and that it is consistent: it starts from metadata that the root chain vouches for, every role is the
//! next version, every new target is there, every signature fits. Snapshot, timestamp and log are not in it: they are signed when
//! the event is published. Never does: trust `changes.txt`, or a base that is not verified.
//! In: a [`StagedRepository`], or a folder. Out: [`Event`].

mod error;
mod files;
mod publication;

use std::collections::BTreeMap;

use aws_lc_rs::rand::SystemRandom;
use camino::Utf8Path;
use jiff::Timestamp;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use tough::schema::{Root, Signature, Targets};

use self::files::Files;
use crate::changes::{self, Before};
use crate::expiry::Expiries;
use crate::keys::{KeyId, Keyring};
use crate::metadata::Unsigned;
use crate::repository::{Repository, id_of};
use crate::ring::{self, Ring};
use crate::roles::{self, TARGETS};
use crate::sign;
use crate::stage::{LEFTOVERS, Parts, StagedRepository};
use crate::storage::{Directory, Storage, TIMESTAMP};

pub use error::Error;
pub use publication::prepare;

/// The role name of the root.
pub(crate) const ROOT: &str = "root";

/// A role of an event: who has to sign, and who has.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The role.
    pub role: String,
    /// Its new version.
    pub version: u64,
    /// The keys that must sign: those of the role, and for a root those of the root before too.
    pub rings: Vec<Ring>,
    /// Who has signed.
    pub signers: Vec<KeyId>,
}

impl Progress {
    /// True when nobody is missing.
    pub fn is_complete(&self) -> bool {
        self.rings.iter().all(|ring| ring.count(&self.signers) as u64 >= ring.threshold)
    }
}

/// What becomes of a key that no role of an event lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// It was given by mistake.
    Refused,
    /// It is for what is signed later, when the event is published.
    PassedOver,
}

/// A signing event, read and checked.
#[derive(Debug)]
pub struct Event {
    files: Files,
    /// The repository's id; `None` for a repository that is not published yet.
    repository: Option<String>,
    staged: StagedRepository,
    /// The roles before the change.
    base: Before,
    signatures: BTreeMap<String, Vec<Signature>>,
}

impl Event {
    /// Writes a staged change as a new event into `folder`, which must not exist; `storage` is what it was staged from.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn create(folder: &Utf8Path, staged: &StagedRepository, storage: &dyn Storage) -> Result<Self, Error> {
        let parts = staged.parts();
        if parts.names().is_empty() {
            return Err(Error::Nothing);
        }
        let files = Files::create(folder)?;
        if !staged.is_new() {
            for name in base_files(staged, &parts, storage).await? {
                let bytes = storage.read(Folder::Metadata, &name).await.map_err(crate::repository::Error::from)?;
                files.write(&format!("base/metadata/{name}"), &bytes.unwrap_or_default())?;
            }
        }
        if let Some(root) = &parts.root {
            files.write_json("new/root.json", root)?;
        }
        for (name, role) in parts.targets.iter().map(|role| (TARGETS, role)).chain(named(&parts.roles)) {
            files.write_json(&format!("new/{name}.json"), role)?;
        }
        for (name, bytes) in &parts.objects {
            files.write(&format!("targets/{name}"), bytes)?;
        }
        files.seal()?;
        let event = Self::open(folder).await?;
        event.files.write("changes.txt", event.diff().as_bytes())?;
        Ok(event)
    }

    /// True when a folder is meant to be an event.
    pub fn is_in(folder: &Utf8Path) -> bool {
        Files::is_in(folder)
    }

    /// Reads an event and checks it.
    ///
    /// # Errors
    /// [`Error`] naming the file.
    pub async fn open(folder: &Utf8Path) -> Result<Self, Error> {
        let files = Files::open(folder)?;
        let parts = read_parts(&files)?;
        // Snapshot and timestamp of an event are never used; neither are their expiries.
        let unused = Expiries::all_at(Timestamp::UNIX_EPOCH);
        let storage = Directory::reader(&files.base());
        let (mut base, mut repository) = (Before::new(), None);
        let staged = if files.names("base/metadata")?.is_empty() {
            StagedRepository::restore(None, parts, &unused).await?
        } else {
            let published = Repository::open(&storage).await?;
            repository = Some(id_of(&storage).await?);
            let staged = StagedRepository::restore(Some(&published), parts, &unused).await?;
            base = changes::before(&published, &staged).await?;
            staged
        };
        let signatures = files.signatures()?;
        let event = Self { files, repository, staged, base, signatures };
        event.check_versions()?;
        event.check_objects()?;
        event.check_signatures()?;
        Ok(event)
    }

    /// The repository's id; `None` for a repository that is not published yet.
    pub fn repository(&self) -> Option<&str> {
        self.repository.as_deref()
    }

    /// What changes, for people: worked out from the base and the new roles.
    pub fn diff(&self) -> String {
        changes::text(self.repository(), &self.staged, &self.base, &changes::contents_alone(&self.staged))
    }

    /// Every role of the event with who has to sign it and who has.
    pub fn progress(&self) -> Vec<Progress> {
        let names = self.staged.parts().names();
        names.into_iter().map(|role| self.progress_of(role)).collect()
    }

    /// The version of a role in the repository that the event starts from; 0 where there was none. A role that was removed and is
    /// delegated anew goes on with its versions; the snapshot remembers them.
    fn version_before(&self, role: &str) -> u64 {
        let version = match role {
            ROOT => self.staged.old_root.as_ref().map(|root| root.version),
            name => self.base.get(name).map(|role| role.version).or_else(|| self.staged.listed_version(name)),
        };
        version.map_or(0, std::num::NonZeroU64::get)
    }

    fn progress_of(&self, role: String) -> Progress {
        let signatures = self.signatures.get(&role).map(Vec::as_slice).unwrap_or_default();
        let signers = signatures.iter().map(|signature| signature.keyid.clone()).collect();
        let version = match role.as_str() {
            ROOT => self.staged.root.version,
            TARGETS => self.staged.targets.version,
            name => self.staged.roles.get(name).map_or(std::num::NonZeroU64::MIN, |role| role.version),
        };
        Progress { rings: rings(&self.staged, &role), role, version: version.get(), signers }
    }

    /// Signs every role that the keys may sign; the files that were written. What a key has signed it does not sign again.
    ///
    /// # Errors
    /// [`sign::Error::NotAuthorised`] for a key that no role of the event lists, unless strangers are passed over.
    pub async fn sign(&mut self, keys: &Keyring, strangers: Strangers) -> Result<Vec<String>, Error> {
        let mut new = Vec::new();
        let progress = self.progress();
        for (id, signer) in keys.iter() {
            let may = |one: &&Progress| one.rings.iter().any(|ring| ring.key(id).is_some());
            let roles: Vec<&Progress> = progress.iter().filter(may).collect();
            if roles.is_empty() && strangers == Strangers::Refused {
                let roles = progress.iter().map(|one| one.role.clone()).collect::<Vec<_>>().join(", ");
                return Err(sign::Error::NotAuthorised { key: hex::encode(&**id), roles }.into());
            }
            for Progress { role, signers, .. } in roles {
                if !signers.contains(id) {
                    let message = self.message(role).map_err(|reason| sign::Error::Failed { role: role.clone(), reason })?;
                    let made = signer.sign(&message, &SystemRandom::new()).await;
                    let sig = made.map_err(|error| sign::of_signer(role, &*error))?;
                    new.push((role.clone(), Signature { keyid: id.clone(), sig: sig.into() }));
                }
            }
        }
        let mut written = Vec::new();
        for (role, signature) in new {
            self.check_signature(&role, &signature)?;
            written.push(self.files.keep_signature(&role, &signature)?);
            self.signatures.entry(role).or_default().push(signature);
        }
        Ok(written)
    }

    /// The canonical form of a role's new signed part.
    fn message(&self, role: &str) -> Result<Vec<u8>, String> {
        let message = match role {
            ROOT => Unsigned::of(role, &self.staged.root),
            TARGETS => Unsigned::of(role, &self.staged.targets),
            name => Unsigned::of(role, self.staged.roles.get(name).ok_or("it does not change")?),
        };
        message.map(|role| role.message().to_vec()).map_err(|error| error.to_string())
    }

    /// Every changed role is the next version of what it was; versions whose files were left over by a change that was stopped may
    /// be passed over, but not so many that the numbers could be used up.
    fn check_versions(&self) -> Result<(), Error> {
        for Progress { role, version, .. } in self.progress() {
            let (next, gap) = (self.version_before(&role).saturating_add(1), if role == ROOT { 0 } else { LEFTOVERS });
            if !(next..=next.saturating_add(gap)).contains(&version) {
                let (expected, seen) = (format!("version {next}"), format!("version {version}"));
                return Err(Error::Content { file: format!("new/{role}.json"), expected, seen });
            }
        }
        Ok(())
    }

    fn check_signatures(&self) -> Result<(), Error> {
        for (role, signatures) in &self.signatures {
            signatures.iter().try_for_each(|signature| self.check_signature(role, signature))?;
        }
        Ok(())
    }

    fn check_signature(&self, role: &str, signature: &Signature) -> Result<(), Error> {
        let key = || hex::encode(&*signature.keyid);
        let rings = rings(&self.staged, role);
        let Some(listed) = rings.iter().find_map(|ring| ring.key(&signature.keyid)) else {
            return Err(Error::Extra { role: role.to_owned(), key: key() });
        };
        let fits = match role {
            ROOT => ring::fits(&self.staged.root, listed, signature),
            TARGETS => ring::fits(&self.staged.targets, listed, signature),
            name => self.staged.roles.get(name).is_some_and(|role| ring::fits(role, listed, signature)),
        };
        if fits { Ok(()) } else { Err(Error::Signature { role: role.to_owned(), key: key() }) }
    }

    /// Every new target is there with its bytes, and nothing else is.
    fn check_objects(&self) -> Result<(), Error> {
        let mut wanted = BTreeMap::new();
        for (name, role) in &self.staged.roles {
            let before = self.base.get(name);
            for (target, entry) in &role.targets {
                let digest = hex::encode(&*entry.hashes.sha256);
                let known = before.and_then(|role| role.targets.get(target));
                if known.is_none_or(|known| known.hashes != entry.hashes) {
                    wanted.insert(format!("{digest}.{}", target.raw()), (digest, entry.length));
                }
            }
        }
        for (name, (digest, length)) in &wanted {
            let bytes = self.staged.objects.get(name).map(Vec::as_slice).unwrap_or_default();
            let seen = Sha256::of(bytes).to_string();
            if seen != *digest || bytes.len() as u64 != *length {
                let (expected, seen) = (format!("{length} bytes, {digest}"), format!("{} bytes, {seen}", bytes.len()));
                return Err(Error::Content { file: format!("targets/{name}"), expected, seen });
            }
        }
        match self.staged.objects.keys().find(|name| !wanted.contains_key(*name)) {
            None => Ok(()),
            Some(name) => {
                let (expected, seen) = ("a file that a new role lists".to_owned(), "listed by none".to_owned());
                Err(Error::Content { file: format!("targets/{name}"), expected, seen })
            }
        }
    }
}

/// The keys that must sign a role of a change.
fn rings(staged: &StagedRepository, role: &str) -> Vec<Ring> {
    match role {
        ROOT => staged.old_root.iter().chain([&staged.root]).filter_map(Ring::top::<Root>).collect(),
        TARGETS => Ring::top::<Targets>(&staged.root).into_iter().collect(),
        name => staged.delegations_to(name).and_then(|from| Ring::delegated(from, name)).into_iter().collect(),
    }
}

fn named(roles: &BTreeMap<String, Targets>) -> impl Iterator<Item = (&str, &Targets)> {
    roles.iter().map(|(name, role)| (name.as_str(), role))
}

fn read_parts(files: &Files) -> Result<Parts, Error> {
    let mut parts = Parts::default();
    for file in files.names("new")? {
        let path = format!("new/{file}");
        match file.strip_suffix(".json") {
            Some(ROOT) => parts.root = Some(files.json(&path)?),
            Some(TARGETS) => parts.targets = Some(files.json(&path)?),
            Some(name) => {
                parts.roles.insert(name.to_owned(), files.json(&path)?);
            }
            None => {}
        }
    }
    for name in files.names("targets")? {
        let bytes = files.read(&format!("targets/{name}"))?;
        parts.objects.insert(name, bytes);
    }
    Ok(parts)
}

/// The metadata files that an event starts from: the root chain, and all that leads to the roles that change.
async fn base_files(staged: &StagedRepository, parts: &Parts, storage: &dyn Storage) -> Result<Vec<String>, Error> {
    let repository = Repository::open(storage).await?;
    let mut files: Vec<String> = (1..=repository.roots.version().get()).map(|version| format!("{version}.root.json")).collect();
    files.push(TIMESTAMP.to_owned());
    let listed = |meta: &std::collections::HashMap<String, tough::schema::Metafile>, role: &str| {
        meta.get(&format!("{role}.json")).map(|entry| format!("{}.{role}.json", entry.version))
    };
    files.extend(listed(&repository.timestamp.meta, "snapshot"));
    files.extend(listed(&repository.snapshot.meta, TARGETS));
    for name in parts.roles.keys() {
        let path = roles::delegators(name, staged.claims_depth());
        files.extend(path.iter().chain([name]).filter_map(|role| listed(&repository.snapshot.meta, role)));
    }
    files.sort();
    files.dedup();
    Ok(files)
}
