//! What the role `security` says: as a repository signs it now, and as this machine and this project have seen it, without any
//! network.
//!
//! Owns: `.ragnos/revoked.json`, the project's memory of revocations, which a container image or a backup carries along, and the
//! look into the trust state's stored `security` role, its policy included. Whatever either of them has seen counts.
//! Never does: verify signatures (what is stored was verified when it was stored), or take damaged memory for none.
//! In: a project's folder and the trust state's. Out: [`Seen`], [`Revoked`].

mod listed;
#[cfg(feature = "client")]
mod signed;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;

use crate::cool_down::{EXEMPTIONS, Exemptions};
use crate::digest::Sha256;
use crate::limits;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::policy::{self, Policy};
use crate::refusal::{Facts, Refusal};
use crate::revocation::{ROLE, Revocation, Revocations, Revoked, TARGET};
use crate::store::{self, Layout, file, memory};

pub use listed::{Error as SignedError, exemptions_in, in_target, policy_in};
#[cfg(feature = "client")]
pub use signed::{Security, remember, signed};

/// Why it is not known what is revoked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The stored memory is not what this program wrote.
    #[error("{path}, which says what was seen revoked, is damaged: {reason}")]
    #[diagnostic(code(RP8024), help("remove the file and run `ragnos-plugin sync` online, which writes it anew"))]
    Damaged {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// What is stored cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Signed(#[from] SignedError),
    /// The file cannot be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Damaged { path, .. } => Facts::about(path),
            Self::Signed(error) => error.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}

/// What was seen revoked, and the policies and exemptions that were seen, by the repository's id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    by_id: BTreeMap<Sha256, Revocations>,
    policies: BTreeMap<Sha256, Policy>,
    exemptions: BTreeMap<Sha256, Exemptions>,
}

/// What the project in `layout` and the trust state below `trust` (the folder with one folder a repository id) have seen revoked.
///
/// # Errors
/// [`Error`].
pub fn seen(layout: &Layout, trust: Option<&Utf8Path>) -> Result<Seen, Error> {
    let mut seen = remembered(layout)?;
    let stored = trust.map(stored).transpose()?.unwrap_or_default();
    seen.policies = stored.policies;
    seen.exemptions = stored.exemptions;
    for (id, revocations) in stored.by_id {
        seen.by_id.entry(id).or_default().join(revocations);
    }
    seen.by_id.retain(|_, revocations| !revocations.is_empty());
    Ok(seen)
}

/// The project's own memory.
fn remembered(layout: &Layout) -> Result<Seen, Error> {
    let damaged = |path, reason| Error::Damaged { path, reason };
    Ok(Seen { by_id: memory::read(layout.revoked(), limits::REVOCATIONS_BYTES, damaged)?, ..Seen::default() })
}

/// The stored `security` role, as far as this is about its lists.
#[derive(Deserialize)]
struct Stored {
    signed: Signed,
}

#[derive(Deserialize)]
struct Signed {
    targets: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    custom: Option<Box<serde_json::value::RawValue>>,
}

/// What the stored `security` role of each repository says.
fn stored(trust: &Utf8Path) -> Result<Seen, Error> {
    let mut found = Seen::default();
    // No folder is no trust state; one that cannot be listed is found by whoever opens a repository.
    for entry in fs_err::read_dir(trust).into_iter().flatten().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<Sha256>().ok()) else { continue };
        let path = trust.join(id.to_string()).join(format!("role.{ROLE}.json"));
        let Some(bytes) = file::read(&path, limits::TARGETS_BYTES)? else { continue };
        let damaged = |reason: String| Error::Damaged { path: path.clone(), reason };
        let Stored { signed } = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        let custom = |target: &str| Some(signed.targets.get(target)?.custom.as_ref()?.get());
        if let Some(custom) = custom(TARGET) {
            found.by_id.insert(id, Revocations::of_custom(custom).map_err(|error| damaged(error.to_string()))?);
        }
        if let Some(custom) = custom(policy::TARGET) {
            found.policies.insert(id, listed::policy_of(custom)?);
        }
        // A list that cannot be read spares nothing.
        if let Some(exemptions) = custom(EXEMPTIONS).and_then(Exemptions::of_custom) {
            found.exemptions.insert(id, exemptions);
        }
    }
    Ok(found)
}

impl Seen {
    /// True when nothing was seen revoked, and no policy.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty() && self.policies.is_empty()
    }

    /// The policies that repositories sign, as they were last seen, by the repository's id.
    pub fn policies(&self) -> impl Iterator<Item = (Sha256, Policy)> {
        self.policies.iter().map(|(id, policy)| (*id, policy.clone()))
    }

    /// True where the role `security` was seen to spare what `lock` pins of a plugin the cool-down.
    pub fn spares(&self, lock: &Lockfile, plugin: &LockedPlugin) -> bool {
        let exemptions = lock.repositories.get(&plugin.repository).and_then(|one| self.exemptions.get(&one.id));
        exemptions.is_some_and(|exemptions| exemptions.cover(&plugin.name, &plugin.version))
    }

    /// The revocation of these bytes: the digest of an unpacked tree, or the sha256 of an archive.
    pub fn of_digest(&self, digest: &Sha256) -> Option<&Revocation> {
        self.by_id.values().find_map(|revocations| revocations.of_digest(digest))
    }

    /// The revocation of what `lock` pins of a plugin, by the repository that it comes from.
    pub fn of_locked(&self, lock: &Lockfile, plugin: &LockedPlugin) -> Option<&Revocation> {
        let repository = lock.repositories.get(&plugin.repository)?;
        self.by_id.get(&repository.id)?.of_locked(plugin)
    }

    /// Refuses a lockfile that pins a version that was seen revoked.
    ///
    /// # Errors
    /// The first of them, in the order of names.
    pub fn refuse(&self, lock: &Lockfile) -> Result<(), Revoked> {
        let found = lock.plugins.values().find_map(|plugin| Some((plugin, self.of_locked(lock, plugin)?)));
        found.map_or(Ok(()), |(plugin, revocation)| Err(Revoked::new(&plugin.name, &plugin.version, revocation)))
    }
}

#[cfg(test)]
#[cfg(feature = "client")]
mod tests {
    use super::*;
    use crate::store::{ProjectLock, Waiting};

    fn list(digest: &Sha256) -> Revocations {
        let json = serde_json::json!({"format": 1, "revocations": [{
            "plugin": "acme/tool", "version": "1.0.0", "digests": [digest], "reason": "bad", "revoked": "2026-06-01T00:00:00Z"
        }]});
        Revocations::parse(json.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn project_and_trust_state_both_count_and_damage_is_not_silence() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        let (layout, trust) = (Layout::new(root.join("project")), root.join("trust"));
        fs_err::create_dir(layout.root()).unwrap();
        assert!(seen(&layout, Some(&trust)).unwrap().is_empty());
        let (one, two, id) = (Sha256::of(b"one"), Sha256::of(b"two"), Sha256::of(b"id"));
        let lock = ProjectLock::acquire(&layout, "test", Waiting::Refuse, |_| ()).unwrap();
        remember(&lock, [(id, list(&one))].into_iter()).unwrap();
        let state = trust.join(Sha256::of(b"other id").to_string());
        fs_err::create_dir_all(&state).unwrap();
        let role = serde_json::json!({"signatures": [], "signed": {"targets": {TARGET: {"custom": {"ragnos": list(&two)}}}}});
        fs_err::write(state.join("role.security.json"), role.to_string()).unwrap();
        let both = seen(&layout, Some(&trust)).unwrap();
        assert!(both.of_digest(&one).is_some() && both.of_digest(&two).is_some() && both.of_digest(&id).is_none());
        assert!(seen(&layout, None).unwrap().of_digest(&two).is_none());
        fs_err::write(state.join("role.security.json"), "{").unwrap();
        assert!(matches!(seen(&layout, Some(&trust)), Err(Error::Damaged { .. })));
        remember(&lock, [(id, Revocations::default())].into_iter()).unwrap();
        assert!(seen(&layout, None).unwrap().is_empty());
        fs_err::write(layout.revoked(), "{}").unwrap();
        assert!(matches!(seen(&layout, None), Err(Error::Damaged { .. })));
    }
}
