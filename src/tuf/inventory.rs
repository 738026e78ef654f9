//! The trust state looked at as a whole, without any network: which files are good, which are not, and what is still known.
//!
//! Owns: the judgement of each stored file, and what memory is lost where files are damaged.
//! Never does: change anything, stop at the first damage, or take an expired file for a damaged one.
//! In: an anchor and a trust state. Out: [`Inventory`].

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::digest::Sha256;
use crate::limits;

use super::TrustAnchor;
use super::clock_floor;
use super::document::Document;
use super::error::Error;
use super::floor::Floor;
use super::memory::accepted_under;
use super::roles::{Root, Snapshot, Targets, Timestamp as TimestampRole};
use super::root_chain::Chain;
use super::run::{Options, Refresh};
use super::state::{ACCEPTED_UNDER, AcceptedUnder, Persistence, SEEN, Seen, StateError, StateFolder, role_file, root_version};
use super::summary::{RoleSummary, TrustSummary, of_role};

/// What a trust state holds.
#[derive(Debug)]
pub struct Inventory {
    /// Why the folder itself is refused, where it is.
    pub folder: Option<StateError>,
    /// A file of another version of this program, where there is one: it is memory that nobody here may replace.
    pub foreign: Option<StateError>,
    /// Every file, sorted by name.
    pub files: Vec<StoredFile>,
    /// The roles that are good, the pinned root where no other is stored.
    pub trust: TrustSummary,
    /// When a role's version was first accepted, by role.
    pub since: BTreeMap<String, Timestamp>,
    /// The last time at which everything was valid.
    pub last_seen: Option<Timestamp>,
    /// What is still known, from all files that are good.
    pub floor: Floor,
    /// What is no longer known, in words. Empty where nothing is lost.
    pub lost: Vec<String>,
}

/// One file of a trust state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredFile {
    /// Its name in the folder.
    pub name: String,
    /// What it is worth.
    #[serde(flatten)]
    pub condition: Condition,
}

/// What a stored file is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "condition", rename_all = "kebab-case")]
pub enum Condition {
    /// It is what this program stored.
    Good {
        /// In words: role and version.
        what: String,
    },
    /// It was good once and is not used any more; the next run replaces it.
    Superseded {
        /// Why.
        reason: String,
    },
    /// It cannot be what this program stored.
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// It is none of this program's.
    Unknown,
}

impl Inventory {
    /// True when a run can work with this state.
    pub fn is_good(&self) -> bool {
        self.folder.is_none() && self.damaged().next().is_none()
    }

    /// The files that are damaged.
    pub fn damaged(&self) -> impl Iterator<Item = &StoredFile> {
        self.files.iter().filter(|file| matches!(file.condition, Condition::Damaged { .. }))
    }
}

impl StateFolder {
    /// Looks at everything that is stored, judged by the keys of `anchor` and of what follows from it.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn inventory(&self, anchor: &TrustAnchor, now: Timestamp) -> Result<Inventory, StateError> {
        let options = Options { persistence: Persistence::Repair, ..Options::at(now) };
        let (seen, last_seen) = (Seen::read(self), clock_floor::read(self));
        let known = seen.as_ref().ok().cloned().unwrap_or_default();
        let names = self.names()?;
        let look = Look {
            refresh: Refresh { state: self, mirrors: None, options: &options, judged_at: now, seen: &known, queue: None },
            found: BTreeMap::new(),
            seen: &known,
            roles: Vec::new(),
        };
        let mut inventory = look.at(anchor, &names)?;
        let unread = [seen.as_ref().err().cloned(), AcceptedUnder::read(self).err()];
        inventory.foreign = unread.into_iter().flatten().find(|error| !error.is_mendable());
        inventory.last_seen = last_seen.as_ref().ok().copied().flatten();
        for (name, good, damage) in [
            (SEEN, "versions and times", seen.err().map(|error| error.to_string())),
            (clock_floor::FILE, "a time", last_seen.err().map(|error| error.to_string())),
        ] {
            if let Some(file) = inventory.files.iter_mut().find(|file| file.name == name) {
                let good = Condition::Good { what: good.to_owned() };
                file.condition = damage.map_or(good, |reason| Condition::Damaged { reason });
            }
        }
        inventory.lost.extend(inventory.files.iter().filter_map(|file| match (&*file.name, &file.condition) {
            (clock_floor::FILE, Condition::Damaged { .. }) => {
                Some("the last time that was seen: a clock that has been set back is not noticed in the next run".to_owned())
            }
            _ => None,
        }));
        Ok(inventory)
    }
}

/// A look in progress.
struct Look<'a> {
    refresh: Refresh<'a>,
    found: BTreeMap<String, Condition>,
    seen: &'a Seen,
    roles: Vec<RoleSummary>,
}

impl Look<'_> {
    fn at(mut self, anchor: &TrustAnchor, names: &[String]) -> Result<Inventory, StateError> {
        let chain = self.roots(anchor, names)?;
        let root = &chain.newest;
        self.roles.push(of_role("root", "root", &root.header, &root.keys, 0));
        let under = self.under(root, names);
        let (timestamp, snapshot) = match under {
            Under::Others => (None, None),
            _ => (self.timestamp(root), self.snapshot(root)),
        };
        for (role, missing) in [("timestamp", timestamp.is_none()), ("snapshot", snapshot.is_none())] {
            let (file, seen) = (format!("{role}.json"), self.seen.version(role));
            if missing && seen > 0 && !matches!(under, Under::Others) && !self.found.contains_key(&file) {
                self.damage(&file, format!("it is missing, and version {seen} was seen"));
            }
        }
        self.targets(root, snapshot.as_ref());
        for name in names {
            self.found.entry(name.clone()).or_insert_with(|| unreached(name));
        }
        let floor = self.floor(&chain, names, &under, timestamp.as_ref(), snapshot.as_ref());
        let lost = if self.seen == &Seen::default() { self.lost(&floor, &chain) } else { Vec::new() };
        let trust = TrustSummary { repository: anchor.id(), root_keys: root.keys_fingerprint(), roles: self.roles };
        let since = self.seen.names().filter_map(|name| Some((name.to_owned(), self.seen.role(name)?.since))).collect();
        let files = self.found.into_iter().map(|(name, condition)| StoredFile { name, condition }).collect();
        let folder = self.refresh.state.look().err();
        Ok(Inventory { folder, foreign: None, files, trust, since, last_seen: None, floor, lost })
    }

    fn good(&mut self, file: &str, what: String) {
        self.found.insert(file.to_owned(), Condition::Good { what });
    }

    fn damage(&mut self, file: &str, reason: String) {
        self.found.insert(file.to_owned(), Condition::Damaged { reason });
    }

    fn superseded(&mut self, file: &str, reason: &str) {
        self.found.insert(file.to_owned(), Condition::Superseded { reason: reason.to_owned() });
    }

    /// A stored file, read; what cannot be read is damage.
    fn read(&mut self, file: &str, limit: u64) -> Option<Vec<u8>> {
        match self.refresh.state.read(file, limit) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.damage(file, reason(&error));
                None
            }
        }
    }

    fn roots(&mut self, anchor: &TrustAnchor, names: &[String]) -> Result<Chain, StateError> {
        // As a run that repairs sees it: as far as it goes. And once strictly, for the word on what ended it.
        let strict = Options { persistence: Persistence::Discard, ..self.refresh.options.clone() };
        let strictly = Refresh { options: &strict, ..self.refresh }.stored_chain(anchor);
        let chain = self.refresh.stored_chain(anchor).map_err(state_error)?;
        let newest = chain.newest.header.version;
        for name in names {
            match root_version(name) {
                Some(version) if version <= anchor.root_version() => self.superseded(name, "the pinned root is as new"),
                // Another file, the newest root's own, may stand in for it in the chain.
                Some(version) if version <= newest => match self.read(name, limits::ROOT_BYTES) {
                    Some(bytes) if chain.links.contains(&bytes) => self.good(name, format!("root {version}")),
                    Some(_) => self.damage(name, format!("it is not root {version}")),
                    None => {}
                },
                Some(_) => self.damage(name, "no chain of signatures leads to it from the pinned root".to_owned()),
                None => {}
            }
        }
        if let Some(bytes) = self.read("root.json", limits::ROOT_BYTES) {
            let known = chain.links.contains(&bytes) || bytes == anchor.root.document.bytes();
            match strictly {
                _ if known => self.good("root.json", format!("root {newest}")),
                Err(Error::State(StateError::Damaged { reason, .. })) => self.damage("root.json", reason),
                _ => self.superseded("root.json", "it is older than the pinned root"),
            }
        }
        Ok(chain)
    }

    fn under(&mut self, root: &Root, names: &[String]) -> Under {
        let stored = AcceptedUnder::read(self.refresh.state);
        let has_roles = names.iter().any(|name| name == "timestamp.json" || name == "snapshot.json");
        match stored {
            Err(error) => {
                self.damage(ACCEPTED_UNDER, reason(&error));
                Under::Unknown
            }
            Ok(Some(under)) => {
                self.good(ACCEPTED_UNDER, "digests of keys".to_owned());
                if under == accepted_under(root) { Under::These(under.digest()) } else { Under::Others }
            }
            Ok(None) if has_roles => {
                self.damage(ACCEPTED_UNDER, "it is missing beside a stored timestamp".to_owned());
                Under::Unknown
            }
            Ok(None) => Under::Unknown,
        }
    }

    fn timestamp(&mut self, root: &Root) -> Option<TimestampRole> {
        let bytes = self.read("timestamp.json", limits::TIMESTAMP_BYTES)?;
        let exam = self.refresh.stored_exam("timestamp", &bytes);
        let read = Refresh::read_timestamp(&exam, root, bytes);
        let timestamp = self.remembered("timestamp", read, |one| one.header.version)?;
        self.roles.push(of_role("timestamp", "root", &timestamp.header, &root.timestamp, 0));
        Some(timestamp)
    }

    fn snapshot(&mut self, root: &Root) -> Option<Snapshot> {
        let bytes = self.read("snapshot.json", limits::SNAPSHOT_BYTES)?;
        let exam = self.refresh.stored_exam("snapshot", &bytes);
        let read = Refresh::read_snapshot(&exam, root, bytes);
        let snapshot = self.remembered("snapshot", read, |one| one.header.version)?;
        self.roles.push(of_role("snapshot", "root", &snapshot.header, &root.snapshot, 0));
        Some(snapshot)
    }

    fn remembered<T>(&mut self, role: &str, read: Result<T, Error>, version: impl Fn(&T) -> u64) -> Option<T> {
        let (file, seen) = (format!("{role}.json"), self.seen.version(role));
        match read {
            Err(error) => self.damage(&file, error.to_string()),
            Ok(one) if version(&one) < seen => {
                self.damage(&file, format!("it has version {}, and {seen} was seen", version(&one)));
            }
            Ok(one) => {
                self.good(&file, format!("{role} {}", version(&one)));
                return Some(one);
            }
        }
        None
    }

    /// The targets roles, each under the keys of a stored role that delegates to it.
    fn targets(&mut self, root: &Root, snapshot: Option<&Snapshot>) {
        let mut waiting = VecDeque::from([("targets".to_owned(), "root".to_owned(), root.targets.clone())]);
        let mut visited = BTreeSet::new();
        while let Some((role, delegated_by, ring)) = waiting.pop_front() {
            let file = if role == "targets" { "targets.json".to_owned() } else { role_file(&role) };
            if !visited.insert((role.clone(), delegated_by.clone())) {
                continue;
            }
            let Some(bytes) = self.read(&file, limits::TARGETS_BYTES) else { continue };
            let listed = snapshot.and_then(|snapshot| snapshot.role(&role).ok());
            let is_current = listed.map(|meta| meta.check_bytes(&role, &bytes).is_ok());
            let verified = Document::parse(&role, bytes).and_then(|document| {
                ring.verify(&document)?;
                Targets::read(&role, document)
            });
            match verified {
                // Another delegator's keys are good for it: each look-up judges it by those of its own way.
                Err(_) if matches!(self.found.get(&file), Some(Condition::Good { .. })) => {}
                Err(error) => self.damage(&file, error.to_string()),
                Ok(_) if is_current == Some(false) => self.superseded(&file, "the snapshot lists another version"),
                Ok(targets) => {
                    self.good(&file, format!("{role} {}", targets.header.version));
                    self.roles.push(of_role(&role, &delegated_by, &targets.header, &ring, targets.len()));
                    let usable = |one: &Arc<super::roles::Delegation>| {
                        Some((one.name.clone(), role.clone(), one.ring.as_ref().ok()?.clone()))
                    };
                    waiting.extend(targets.delegations.iter().filter_map(usable));
                }
            }
        }
    }

    fn floor(
        &self,
        chain: &Chain,
        names: &[String],
        under: &Under,
        timestamp: Option<&TimestampRole>,
        snapshot: Option<&Snapshot>,
    ) -> Floor {
        let stored = names.iter().filter_map(|name| root_version(name)).max().unwrap_or(0);
        let keys = match under {
            Under::These(keys) => Some(*keys),
            Under::Unknown => Some(accepted_under(&chain.newest).digest()),
            Under::Others => None,
        };
        let mut floor = Floor { root: stored.max(chain.newest.header.version), keys, ..Floor::default() };
        floor.raise(self.seen);
        if let Some(timestamp) = timestamp {
            floor.timestamp = floor.timestamp.max(timestamp.header.version);
            floor.snapshot = floor.snapshot.max(timestamp.snapshot.version);
        }
        if let Some(snapshot) = snapshot {
            floor.snapshot = floor.snapshot.max(snapshot.header.version);
        } else {
            let targets = |name: &&str| !["root", "timestamp", "snapshot"].contains(name);
            let seen = self.seen.names().filter(targets);
            floor.roles = seen.map(|name| (name.to_owned(), self.seen.version(name))).collect();
        }
        floor
    }

    /// What is lost where the second copy of the memory says nothing.
    fn lost(&self, floor: &Floor, chain: &Chain) -> Vec<String> {
        let is_damaged = |file: &str| matches!(self.found.get(file), Some(Condition::Damaged { .. }));
        let mut lost = Vec::new();
        // A root beyond the chain is known by its file's name, and so is then in the floor.
        if is_damaged("root.json") && floor.root == chain.newest.header.version && chain.links.is_empty() {
            lost.push(format!("which root was seen last: root {} or a newer one is accepted", floor.root));
        }
        if is_damaged("timestamp.json") {
            lost.push("which timestamp was seen last: an older one that has not expired is accepted".to_owned());
        }
        if is_damaged("snapshot.json") {
            let least = match floor.snapshot {
                0 => "an older one".to_owned(),
                known => format!("snapshot {known} or a newer one"),
            };
            lost.push(format!("which versions of roles the last snapshot listed: {least} that has not expired is accepted"));
        }
        lost
    }
}

/// Which keys the stored timestamp and snapshot were accepted under.
enum Under {
    These(Sha256),
    /// Keys that have been rotated away: the next run forgets both.
    Others,
    Unknown,
}

fn unreached(name: &str) -> Condition {
    match name {
        "lock" => Condition::Good { what: "the lock".to_owned() },
        SEEN | clock_floor::FILE => Condition::Good { what: "a note".to_owned() },
        "timestamp.json" | "snapshot.json" => {
            Condition::Superseded { reason: "the keys that it was accepted under have been rotated".to_owned() }
        }
        _ if name.strip_suffix(".json").is_some_and(|name| name.starts_with("role.")) => {
            Condition::Superseded { reason: "no stored role delegates to it".to_owned() }
        }
        _ => Condition::Unknown,
    }
}

fn state_error(error: Error) -> StateError {
    match error {
        Error::State(error) => error,
        // The chain is read from the state alone: nothing else can fail.
        other => StateError::Damaged { path: "root.json".to_owned(), reason: other.to_string() },
    }
}

fn reason(error: &StateError) -> String {
    match error {
        StateError::Damaged { reason, .. } => reason.clone(),
        StateError::Misplaced { seen, .. } => format!("it is {seen}"),
        other => std::error::Error::source(other).map_or_else(|| other.to_string(), ToString::to_string),
    }
}
