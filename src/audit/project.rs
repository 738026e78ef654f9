//! What an audit says of a project beside vulnerabilities: drift, what is installed, metadata that expires soon.
//!
//! Owns: those looks, from files that are there and metadata that was verified. Never does: hash installed files (`check` does), write.
//! In: a project, its lockfile, its repositories. Out: refusals and [`Expiring`] roles.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::check::Finding;
use crate::lockfile::{Lockfile, drift};
use crate::name::RepositoryName;
use crate::project::Project;
use crate::refusal::Refusal;
use crate::repositories::Verified;
use crate::store;

/// A role that expires soon.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Expiring {
    /// When.
    pub expires: Timestamp,
    /// The repository.
    pub repository: RepositoryName,
    /// The role (printable).
    pub role: String,
}

/// Where lockfile, manifest and what is installed differ.
///
/// # Errors
/// [`store::Error`] when the record of what is installed cannot be read.
pub fn differences(project: &Project, lock: &Lockfile) -> Result<Vec<Box<dyn Refusal>>, store::Error> {
    let mut found: Vec<Box<dyn Refusal>> = Vec::new();
    if let Err(error) = lock.check_canonical(project.lock_text.as_deref().unwrap_or_default()) {
        found.push(Box::new(error));
    }
    found.extend(drift(&project.manifest, lock).into_iter().map(|one| Box::new(one) as Box<dyn Refusal>));
    let Some(installed) = store::current(&project.paths.layout())? else { return Ok(found) };
    for (name, plugin) in &lock.plugins {
        let Some(artifact) = plugin.artifact_for(&installed.platform) else { continue };
        let (plugin, expected) = (name.clone(), artifact.tree);
        let finding = match installed.plugins.get(name) {
            None => Finding::NotInstalled { plugin },
            Some(there) if there.tree == expected => continue,
            Some(there) => Finding::OtherTree { plugin, expected, seen: there.tree.to_string() },
        };
        found.push(Box::new(finding));
    }
    let extra = installed.plugins.keys().filter(|name| !lock.plugins.contains_key(*name));
    found.extend(extra.map(|name| Box::new(Finding::NotLocked { name: name.to_string() }) as Box<dyn Refusal>));
    Ok(found)
}

/// Roles that expire soon: those that people sign within 14 days, the root within 30, those that are signed every day within 12 hours.
pub fn expiring(verified: &[Verified], now: Timestamp) -> Vec<Expiring> {
    let mut found = Vec::new();
    for repository in verified {
        for role in &repository.trust.roles {
            let ahead = match role.name.as_str() {
                "timestamp" | "snapshot" => SignedDuration::from_hours(12),
                "root" => SignedDuration::from_hours(30 * 24),
                _ => SignedDuration::from_hours(14 * 24),
            };
            // What is signed is a time; metadata with anything else was refused.
            let Ok(expires) = role.expires.parse::<Timestamp>() else { continue };
            if expires.duration_since(now) <= ahead {
                let role = crate::redact::Printable(&role.name).to_string();
                found.push(Expiring { expires, repository: repository.name.clone(), role });
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sha256;
    use crate::tuf::{RoleSummary, TrustSummary};

    #[test]
    fn roles_that_expire_soon_are_named_each_by_its_rhythm() {
        let role = |name: &str, expires: &str| RoleSummary {
            name: name.to_owned(),
            delegated_by: "root".to_owned(),
            version: 1,
            expires: expires.to_owned(),
            expires_at: expires.trim_end_matches('Z').parse().unwrap(),
            threshold: 1,
            keys: Vec::new(),
            targets: 0,
        };
        let now: Timestamp = "2026-06-01T00:00:00Z".parse().unwrap();
        let roles = vec![
            role("root", "2026-06-30T00:00:00Z"),
            role("targets", "2026-06-30T00:00:00Z"),
            role("acme", "2026-06-14T00:00:00Z"),
            role("timestamp", "2026-06-01T12:00:00Z"),
            role("snapshot", "2026-06-02T00:00:00Z"),
        ];
        let trust = TrustSummary { repository: Sha256::of(b""), root_keys: Sha256::of(b""), roles };
        let found = expiring(&[Verified { name: "main".parse().unwrap(), trust }], now);
        assert_eq!(found.iter().map(|one| one.role.as_str()).collect::<Vec<_>>(), ["timestamp", "acme", "root"]);
    }
}
