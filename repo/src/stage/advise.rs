//! Advisories: OSV records that the role `security` signs, and that audits of users read.
//!
//! Owns: the target, and which versions of this repository a record is held against before it is published.
//! Never does: judge a record ([`crate::advisories`]), or keep an archive without records. In: [`Advise`]. Out: [`StagedRepository`].

use std::collections::BTreeMap;

use jiff::Timestamp;
use ragnos_plugin::audit::ADVISORIES;
use ragnos_plugin::name::PluginName;
use serde_json::json;
use tough::schema::Targets;

use super::release::{plugin_of, target_name};
use super::{Error, StagedRepository};
use crate::advisories::Advisories;
use crate::expiry::Expiries;
use crate::metadata::target;
use crate::repository::{self, Repository};
use crate::roles::SECURITY;

/// Records to publish, or to take back.
#[derive(Debug, Clone)]
pub enum Advise {
    /// Files with one OSV record each: path and content.
    Add(Vec<(String, Vec<u8>)>),
    /// Ids.
    Remove(Vec<String>),
}

/// Stages other advisories.
///
/// # Errors
/// [`Error`] where a record cannot be used or is older than the published one, or nobody signs for `security`.
pub async fn advise(
    repository: &Repository<'_>,
    wish: &Advise,
    now: Timestamp,
    expiries: &Expiries,
) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let before = published(repository, staged.edit(repository, SECURITY, expiries).await?).await?;
    let mut list = before.clone();
    match wish {
        Advise::Add(files) => {
            for (path, json) in files {
                let proposed = Advisories::proposed(path, json, now)?;
                let mut versions = BTreeMap::new();
                for plugin in proposed.1.plugins().filter_map(|name| name.parse::<PluginName>().ok()) {
                    let there = self::versions(repository, &plugin).await?;
                    versions.insert(plugin, there);
                }
                list.add(path, proposed, &versions)?;
            }
        }
        Advise::Remove(ids) => ids.iter().try_for_each(|id| list.remove(id))?,
    }
    if list == before {
        return Ok(StagedRepository::of(repository, expiries));
    }
    let name = target_name(ADVISORIES)?;
    let archive = list.archive()?;
    let role = staged.edit(repository, SECURITY, expiries).await?;
    match archive {
        None => _ = role.targets.remove(&name),
        Some(archive) => {
            role.targets.insert(name, target(&archive, json!({ "format": 1, "advisories": list.iter().len() })));
            staged.keep(ADVISORIES, archive);
        }
    }
    Ok(staged)
}

/// The advisories that a repository signs.
///
/// # Errors
/// [`Error`] where nobody signs for `security`, or the archive is not the signed one.
pub(crate) async fn advisories(repository: &Repository<'_>) -> Result<Advisories, Error> {
    let role = repository.role(SECURITY).await?.ok_or_else(|| Error::undelegated(SECURITY))?;
    published(repository, &role.signed).await
}

async fn published(repository: &Repository<'_>, role: &Targets) -> Result<Advisories, Error> {
    let Some((file, archive)) = repository.target(role, ADVISORIES).await? else { return Ok(Advisories::default()) };
    Advisories::read(&archive).map_err(|reason| repository::Error::Form { file, reason }.into())
}

/// The versions of a plugin that are published.
async fn versions(repository: &Repository<'_>, plugin: &PluginName) -> Result<Vec<String>, Error> {
    let (name, mut found) = (plugin.to_string(), Vec::new());
    for (_, signed) in repository.roles_of(plugin).await? {
        let all = signed.signed.targets.values().filter_map(plugin_of);
        found.extend(all.filter(|(plugin, _)| *plugin == name).map(|(_, version)| version));
    }
    Ok(found)
}
