//! The way on after a restore: what was restored is signed anew above everything that clients have seen.
//!
//! Owns: that nothing goes back: a client that has seen version N refuses N-1 for ever (TUF spec 5.4.3, 5.5.5), so that an old copy is
//! never served as it is. Never does: lower a version, or make up a root: its versions have no gaps.
//! In: a verified repository, and the versions that clients have seen. Out: [`StagedRepository`].

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use serde_json::Value;

use super::{Error, StagedRepository, refresh};
use crate::expiry::Expiries;
use crate::repository::Repository;
use crate::roles::TARGETS;

/// Versions that clients have seen, by role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen(BTreeMap<String, u64>);

impl FromIterator<(String, u64)> for Seen {
    fn from_iter<T: IntoIterator<Item = (String, u64)>>(roles: T) -> Self {
        let mut seen = Self::default();
        for (role, version) in roles {
            let highest = seen.0.entry(role).or_default();
            *highest = version.max(*highest);
        }
        seen
    }
}

impl Seen {
    /// Reads what `status --json` or `monitor --json` said, one time or many times, one after the other.
    ///
    /// # Errors
    /// [`Error::NothingSeen`] where there is no version of a role in it.
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        let refused = |reason: String| Error::NothingSeen { file: file.to_owned(), reason };
        let documents: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(text).into_iter().collect();
        let documents = documents.map_err(|error| refused(error.to_string()))?;
        let places = documents.iter().flat_map(|one| one["places"].as_array().into_iter().flatten());
        let roles = documents.iter().chain(places).flat_map(|one| one["roles"].as_array().into_iter().flatten());
        let seen: Self =
            roles.filter_map(|role| Some((role["name"].as_str()?.to_owned(), role["version"].as_u64()?))).collect();
        if seen.0.is_empty() { Err(refused("it names no role with its version".to_owned())) } else { Ok(seen) }
    }

    /// The version of a role; 0 where nobody has seen it.
    pub fn version(&self, role: &str) -> u64 {
        self.0.get(role).copied().unwrap_or(0)
    }
}

/// Renews snapshot and timestamp as [`refresh`] does, above what was seen, with each role that was seen newer than it is here, and
/// those named in `roles`.
///
/// # Errors
/// [`Error::RootLost`] where a newer root was seen; [`Error::Undelegated`] where a role was seen to which nobody delegates here:
/// clients refuse a snapshot without it (TUF spec 5.5.5).
pub async fn forward(
    repository: &Repository<'_>,
    seen: &Seen,
    roles: &[&str],
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    let (there, newest) = (repository.root().version.get(), seen.version("root"));
    if newest > there {
        return Err(Error::RootLost { there, seen: newest });
    }
    let is_targets = |role: &&str| !["root", "snapshot", "timestamp"].contains(role);
    let is_behind = |role: &&str| match *role {
        TARGETS => repository.targets.signed.version.get() < seen.version(TARGETS),
        other => repository.listed_version(other).is_none_or(|version| version.get() < seen.version(other)),
    };
    let behind = seen.0.keys().map(String::as_str).filter(is_targets).filter(is_behind);
    let renewed: Vec<&str> = behind.chain(roles.iter().copied()).collect();
    let mut staged = refresh(repository, &renewed, expiries).await?;
    let StagedRepository { roles, targets, new_targets, snapshot, timestamp, .. } = &mut staged;
    let roles = roles.iter_mut().map(|(name, role)| (name.as_str(), &mut role.version));
    let targets = new_targets.then_some((TARGETS, &mut targets.version));
    let online = [("snapshot", &mut snapshot.version), ("timestamp", &mut timestamp.version)];
    for (name, version) in roles.chain(targets).chain(online) {
        let above = NonZeroU64::MIN.saturating_add(seen.version(name));
        *version = above.max(*version);
    }
    Ok(staged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_version_of_all_documents_counts() {
        let text = r#"{"roles": [{"name": "timestamp", "version": 7}, {"name": "acme", "version": 2}]}
            {"places": [{"roles": [{"name": "timestamp", "version": 9}]}, {"error": {}}]}"#;
        let seen = Seen::parse(text, "seen.json").unwrap();
        assert_eq!((seen.version("timestamp"), seen.version("acme"), seen.version("root")), (9, 2, 0));
        for bad in ["", "{}", "{\"roles\": [", "{\"roles\": [{\"name\": \"a\", \"version\": -1}]}"] {
            assert!(matches!(Seen::parse(bad, "seen.json"), Err(Error::NothingSeen { .. })), "{bad}");
        }
    }
}
