//! `root show` and `delegate show`: who may sign what, as verified metadata has it.
//!
//! Owns: how keys and roles are shown. Never does: lock the repository, or show what was not verified.
//! In: a repository's folder. Out: [`Report`].

use serde_json::{Value, json};
use tough::schema::key::Key;
use tough::schema::{Delegations, PathSet, RoleType, Root, Targets};

use super::{Failure, Report};
use crate::keys::{KeyId, PublicKey};
use crate::repository::{Repository, Roots, entry, id_of};
use crate::roles::{self, Bin, Delegated};
use crate::stage::Error;
use crate::storage::{Access, Place};

/// Shows the newest root and the versions before it.
pub(super) async fn root(place: &Place) -> Result<Report, Failure> {
    let storage = place.open(Access::Read).await?;
    let roots = Roots::read(&*storage).await?;
    let id = id_of(&*storage).await?;
    let root = &roots.newest().signed;
    let mut text = format!("repository {id}\nroot version {}, expires {}\n", root.version, root.expires);
    let mut documents = serde_json::Map::new();
    for kind in [RoleType::Root, RoleType::Targets, RoleType::Snapshot, RoleType::Timestamp] {
        if let Some(role) = root.roles.get(&kind) {
            let keys = keys(&role.keyids, |id| root.keys.get(id));
            text += &signers(&kind.to_string(), role.threshold.get(), &keys);
            documents.insert(kind.to_string(), json!({ "threshold": role.threshold, "keys": documents_of(&keys) }));
        }
    }
    let versions: Vec<Value> = roots.iter().map(|root| version(&root.signed)).collect();
    let facts = json!({
        "repository": id, "version": root.version, "expires": root.expires.to_string(), "roles": documents, "versions": versions,
    });
    Ok(Report::new("root", text, facts))
}

fn version(root: &Root) -> Value {
    json!({ "version": root.version, "expires": root.expires.to_string() })
}

/// Shows all delegations, or the one of `wanted`.
pub(super) async fn delegations(place: &Place, wanted: Option<&str>) -> Result<Report, Failure> {
    let wanted = wanted.map(str::parse::<Delegated>).transpose()?;
    let storage = place.open(Access::Read).await?;
    let repository = Repository::open(&*storage).await?;
    let bins: Vec<String> = repository.claims_depth().first_bins().iter().map(Bin::role).collect();
    let names = match &wanted {
        None => delegates(&repository.targets.signed),
        Some(Delegated::Claims) => bins,
        Some(one) => vec![one.role()],
    };
    let (mut text, mut documents) = (String::new(), Vec::new());
    // From the last to the first, so that a role's own delegations come right after it.
    let mut waiting: Vec<String> = names.into_iter().rev().collect();
    while let Some(name) = waiting.pop() {
        let undelegated = || Error::Undelegated { role: name.clone() };
        let mut path = repository.path(&name).await?.ok_or_else(undelegated)?;
        let (_, role) = path.pop().ok_or_else(undelegated)?;
        let delegator = path.last().map_or(&repository.targets, |(_, signed)| signed);
        let by = path.last().map_or(roles::TARGETS, |(name, _)| name);
        let delegations = delegator.signed.delegations.as_ref().ok_or_else(undelegated)?;
        let (lines, document) = delegation(delegations, &name, by, &role.signed).ok_or_else(undelegated)?;
        text += &lines;
        documents.push(document);
        if wanted.is_none() {
            waiting.extend(delegates(&role.signed).into_iter().rev());
        }
    }
    Ok(Report::new("delegations", text, json!({ "roles": documents })))
}

fn delegates(role: &Targets) -> Vec<String> {
    let roles = role.delegations.iter().flat_map(|delegations| &delegations.roles);
    roles.map(|role| role.name.clone()).collect()
}

fn delegation(delegations: &Delegations, name: &str, by: &str, role: &Targets) -> Option<(String, Value)> {
    let delegated = entry(delegations, name)?;
    let keys = keys(&delegated.keyids, |id| delegations.keys.get(id));
    let paths: Vec<&str> = match &delegated.paths {
        PathSet::Paths(patterns) => patterns.iter().map(tough::schema::PathPattern::value).collect(),
        PathSet::PathHashPrefixes(prefixes) => prefixes.iter().map(tough::schema::PathHashPrefix::value).collect(),
    };
    let terminating = if delegated.terminating { "terminating" } else { "not terminating" };
    let mut text = signers(name, delegated.threshold.get(), &keys);
    text += &format!("  by {by}, for {} ({terminating})\n", paths.join(" "));
    text += &format!("  version {}, expires {}, {} targets\n", role.version, role.expires, role.targets.len());
    let document = json!({
        "role": name, "by": by, "threshold": delegated.threshold, "keys": documents_of(&keys), "paths": paths,
        "terminating": delegated.terminating, "version": role.version, "expires": role.expires.to_string(),
        "targets": role.targets.len(),
    });
    Some((text, document))
}

fn keys<'k>(ids: &[KeyId], find: impl Fn(&KeyId) -> Option<&'k Key>) -> Vec<PublicKey> {
    ids.iter().filter_map(find).cloned().map(PublicKey::new).collect()
}

/// `root: 2 of 3 keys`, and a line for each key.
fn signers(role: &str, threshold: u64, keys: &[PublicKey]) -> String {
    let lines: String = keys.iter().map(|key| format!("  {} {}\n", key.id(), key.algorithm())).collect();
    format!("{role}: {threshold} of {} keys\n{lines}", keys.len())
}

fn documents_of(keys: &[PublicKey]) -> Vec<Value> {
    keys.iter().map(|key| json!({ "id": key.id(), "kind": key.algorithm().to_string() })).collect()
}
