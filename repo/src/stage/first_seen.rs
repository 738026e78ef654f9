//! The `log` role while it changes: new archives with the time at which they are published.
//!
//! Owns: that a first-seen time is written once. Never does: read the clock. In: [`Arrival`]s. Out: a changed [`StagedRepository`].

use std::collections::BTreeMap;

use jiff::Timestamp;
use ragnos_plugin::digest::Sha256;
use serde_json::json;

use super::release::{immutable, target_name};
use super::{Error, StagedRepository};
use crate::expiry::Expiries;
use crate::log::NamespaceLog;
use crate::metadata::target;
use crate::repository::Repository;
use crate::roles::LOG;

/// An archive that was not there before.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    pub(crate) namespace: String,
    pub(crate) target: String,
    pub(crate) sha256: Sha256,
    pub(crate) seen: Timestamp,
}

/// Appends `arrivals` to the logs of their namespaces.
pub(crate) async fn log(
    staged: &mut StagedRepository,
    repository: &Repository<'_>,
    arrivals: &[Arrival],
    expiries: &Expiries,
) -> Result<(), Error> {
    if arrivals.is_empty() {
        return Ok(());
    }
    let mut logs: BTreeMap<&str, NamespaceLog> = BTreeMap::new();
    staged.edit(repository, LOG, expiries).await?;
    for Arrival { namespace, target, sha256, seen } in arrivals {
        if !logs.contains_key(namespace.as_str()) {
            let before = staged.edit(repository, LOG, expiries).await?;
            logs.insert(namespace, repository.log(before, namespace).await?);
        }
        let log = logs.entry(namespace).or_insert_with(|| NamespaceLog::new(namespace));
        let logged = log.append(target, *sha256, *seen);
        if logged != *sha256 {
            return Err(immutable(target, &logged.to_string(), *sha256));
        }
    }
    for (namespace, log) in logs {
        let (name, bytes) = (NamespaceLog::target_name(namespace), log.encode());
        let role = staged.edit(repository, LOG, expiries).await?;
        role.targets.insert(target_name(&name)?, target(&bytes, json!({ "log": 1 })));
        staged.keep(&name, bytes);
    }
    Ok(())
}
