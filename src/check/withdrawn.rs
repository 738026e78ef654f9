//! Locked versions that their publishers have withdrawn.
//!
//! Owns: that question. Never does: refuse: what is pinned stays, it is not chosen anew, and whoever has it is told (as uv does;
//! Cargo says nothing). A reviewer sees it before a lockfile that was edited to an old version is merged.
//! In: a lockfile. Out: plugins with their versions.

use crate::descriptor::Descriptor;
use crate::fetch::Sources;
use crate::lockfile::{Lockfile, PluginLine};
use crate::name::PluginName;

/// The plugins of `lock` that are `wanted` and whose locked version is withdrawn. Plugins that no metadata vouches for are left
/// to [`super::signed`].
pub async fn withdrawn(lock: &Lockfile, sources: &Sources<'_>, wanted: impl Fn(&PluginName) -> bool) -> Vec<PluginLine> {
    let mut found = Vec::new();
    for plugin in lock.plugins.values().filter(|plugin| wanted(&plugin.name)) {
        let Some(source) = sources.get(&plugin.repository) else { continue };
        for artifact in plugin.artifacts.values() {
            let Ok(Some(signed)) = source.client.find(artifact.target.as_str()).await else { continue };
            if Descriptor::is_yanked(signed.custom()) {
                found.push(PluginLine::of(plugin));
                break;
            }
        }
    }
    found
}
