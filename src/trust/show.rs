//! What is trusted of a repository, for people: root, roles, keys, expiries, floors.
//!
//! Owns: the words and numbers of `trust show`, and the rule for "expires soon".
//! Never does: refuse what has expired; it is shown as such.
//! In: a [`Subject`]. Out: [`Shown`].

use camino::Utf8PathBuf;
use jiff::Timestamp;
use serde::Serialize;

use super::{ByRole, Error, Subject, Subjects};
use crate::digest::Sha256;
use crate::name::RepositoryName;
use crate::redact;
use crate::repositories::Access;
use crate::tuf::{Floor, Inventory, Remaining, RoleSummary, Validity};

/// What is trusted of one repository.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// The manifest's name for it.
    pub name: RepositoryName,
    /// Where it is served, without secrets.
    pub places: Vec<String>,
    /// Its identity: sha256 of the canonical signed part of the pinned root.
    pub id: Sha256,
    /// The pinned root.
    pub pinned: Pinned,
    /// The folder of the trust state.
    pub state: String,
    /// False where the trust state is damaged: `trust verify` says how.
    pub state_ok: bool,
    /// The last time at which everything was valid; `null` before the first run.
    pub last_seen: Option<Timestamp>,
    /// The newest root.
    pub root: RootTrust,
    /// The roles that are stored, top-level roles first.
    pub roles: Vec<RoleTrust>,
    /// What no run may go below.
    pub floors: FloorsShown,
}

/// The pinned root.
#[derive(Debug, Serialize)]
pub struct Pinned {
    /// Its path.
    pub path: Utf8PathBuf,
    /// Its version.
    pub version: u64,
    /// Fingerprint of its keys and threshold.
    pub keys: Sha256,
}

/// The newest verified root.
#[derive(Debug, Serialize)]
pub struct RootTrust {
    /// Its version.
    pub version: u64,
    /// Fingerprint of its keys and threshold.
    pub keys: Sha256,
}

/// One role, with what is left of its validity.
#[derive(Debug, Serialize)]
pub struct RoleTrust {
    /// The role.
    #[serde(flatten)]
    pub role: RoleSummary,
    /// When this version was first accepted on this machine.
    pub accepted: Option<Timestamp>,
    /// Whole days until it expires; negative when it has expired.
    pub days_left: i64,
    /// How much of its validity is left.
    pub remaining: Remaining,
}

/// The versions that no run may go below, by who remembers them.
#[derive(Debug, Serialize)]
pub struct FloorsShown {
    /// Of the root, by ragnos.lock.
    pub lockfile_root: Option<u64>,
    /// By the trust state, all its files together.
    pub trust_state: Floor,
    /// By the project, in `.ragnos/seen.json`.
    pub project: Floor,
}

/// Everything that is trusted of a project's repositories.
///
/// # Errors
/// A trust state cannot be listed.
pub fn show(subjects: &Subjects, access: &Access) -> Result<Vec<Shown>, Error> {
    subjects.list.iter().map(|subject| one(subjects, subject, access)).collect()
}

fn one(subjects: &Subjects, subject: &Subject, access: &Access) -> Result<Shown, Error> {
    let inventory = subject.inventory(access)?;
    let state_ok = inventory.is_good();
    let Inventory { trust, since, last_seen, floor, .. } = inventory;
    let anchor = &subject.anchor;
    let shown = |place: &String| match url::Url::parse(place) {
        Ok(url) => redact::url(&url),
        Err(_) => redact::Printable(place).to_string(),
    };
    let entry = &subject.entry;
    Ok(Shown {
        name: subject.name.clone(),
        places: std::iter::once(&entry.url).chain(&entry.mirrors).map(shown).collect(),
        id: anchor.id(),
        pinned: Pinned {
            path: subjects.folder.join(&entry.root),
            version: anchor.root_version(),
            keys: anchor.root_keys_fingerprint(),
        },
        state: subject.state_path(),
        state_ok,
        last_seen,
        root: RootTrust { version: trust.roles.first().map_or(0, |root| root.version), keys: trust.root_keys },
        roles: trust.roles.into_iter().map(|role| of_role(role, &since, access.now)).collect(),
        floors: FloorsShown { lockfile_root: subject.locked_root, trust_state: floor, project: subject.floor.clone() },
    })
}

fn of_role(role: RoleSummary, since: &ByRole<Timestamp>, now: Timestamp) -> RoleTrust {
    let accepted = since.get(&role.name).copied();
    let validity = Validity { expires: role.expires_at, accepted };
    let remaining = validity.remaining(now);
    RoleTrust { accepted, days_left: validity.seconds_left(now).div_euclid(24 * 60 * 60), remaining, role }
}
