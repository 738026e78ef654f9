//! What an event changes, in words that a signer can check: keys, thresholds, delegations, plugins, capabilities.
//!
//! Owns: that nothing which is signed is left out: a change that has no words of its own is shown as such.
//! Never does: print remote text as it is (control characters could rewrite the screen). In: an [`Event`]. Out: text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ragnos_plugin::descriptor::CUSTOM_KEY;
use ragnos_plugin::redact::Printable;
use semver::Version;
use serde_json::Value;
use tough::schema::{Delegations, PathPattern, PathSet, RoleType, Root, Target, Targets};

use super::{Event, Ring};
use crate::roles::TARGETS;
use crate::stage::plugin_of;

/// The whole change.
pub(super) fn text(event: &Event) -> String {
    let mut text = match event.repository() {
        Some(id) => format!("repository {id}\n"),
        None => "a new repository\n".to_owned(),
    };
    let staged = &event.staged;
    if staged.new_root {
        text += &root(staged.old_root.as_ref(), &staged.root);
    }
    let targets = staged.new_targets.then_some((TARGETS, &staged.targets));
    for (name, role) in targets.into_iter().chain(super::named(&staged.roles)) {
        text += &targets_role(name, event.base.get(name), role);
    }
    text
}

fn versions(name: &str, before: Option<u64>, after: u64, expires: jiff::Timestamp) -> String {
    let from = before.map_or_else(|| "new, ".to_owned(), |before| format!("version {before} -> "));
    let after = if before.is_some() { after.to_string() } else { format!("version {after}") };
    format!("{name}: {from}{after}, expires {expires}\n")
}

fn root(before: Option<&Root>, after: &Root) -> String {
    let mut text = versions("root", before.map(|root| root.version.get()), after.version.get(), after.expires);
    for kind in [RoleType::Root, RoleType::Targets, RoleType::Snapshot, RoleType::Timestamp] {
        let ring = |root: &Root| {
            let role = root.roles.get(&kind)?;
            let keys = role.keyids.iter().filter_map(|id| Some((id.clone(), root.keys.get(id)?.clone()))).collect();
            Some(Ring { keys, threshold: role.threshold.get() })
        };
        text += &ring_change(&kind.to_string(), before.and_then(ring).as_ref(), ring(after).as_ref());
    }
    let same = |root: &Root| (root.consistent_snapshot, root.spec_version.clone(), root._extra.clone());
    if before.is_some_and(|before| same(before) != same(after)) || before.is_none() && !after._extra.is_empty() {
        text += "  ~ other members of the root\n";
    }
    text
}

/// One line for each key that comes or goes, and one for another threshold.
fn ring_change(what: &str, before: Option<&Ring>, after: Option<&Ring>) -> String {
    let mut text = String::new();
    let shown = |ring: Option<&Ring>| ring.map(Ring::shown).unwrap_or_default();
    let (old, new) = (shown(before), shown(after));
    for (id, kind) in old.iter().filter(|key| !new.contains(key)) {
        text += &format!("  - {what}: key {id} {kind}\n");
    }
    for (id, kind) in new.iter().filter(|key| !old.contains(key)) {
        text += &format!("  + {what}: key {id} {kind}\n");
    }
    match (before.map(|ring| ring.threshold), after.map(|ring| ring.threshold)) {
        (Some(old), Some(new)) if old != new => text += &format!("  ~ {what}: threshold {old} -> {new}\n"),
        (None, Some(new)) => text += &format!("  + {what}: threshold {new}\n"),
        (Some(_), None) => text += &format!("  - {what}\n"),
        _ => {}
    }
    text
}

fn targets_role(name: &str, before: Option<&Targets>, after: &Targets) -> String {
    let mut text = versions(name, before.map(|role| role.version.get()), after.version.get(), after.expires);
    let none = Delegations::default();
    let delegations = |role: Option<&Targets>| role.and_then(|role| role.delegations.clone()).unwrap_or_else(|| none.clone());
    text += &delegation_changes(&delegations(before), &delegations(Some(after)));
    let same = |role: &Targets| (role.spec_version.clone(), role._extra.clone());
    if before.is_some_and(|before| same(before) != same(after)) {
        text += "  ~ other members of the role\n";
    }
    text + &target_changes(before, after)
}

fn delegation_changes(before: &Delegations, after: &Delegations) -> String {
    let names: BTreeSet<&str> = before.roles.iter().chain(&after.roles).map(|role| role.name.as_str()).collect();
    let mut text = String::new();
    for name in names {
        let of = |delegations: &Delegations| {
            let role = crate::repository::entry(delegations, name)?;
            Some((Ring::delegated(delegations, name)?, paths(&role.paths), role.terminating))
        };
        let (old, new) = (of(before), of(after));
        let what = format!("delegation {}", Printable(name));
        text += &ring_change(&what, old.as_ref().map(|one| &one.0), new.as_ref().map(|one| &one.0));
        let scope =
            |one: &Option<(Ring, String, bool)>| one.as_ref().map(|(_, paths, terminating)| (paths.clone(), *terminating));
        if let Some((paths, terminating)) = scope(&new).filter(|_| scope(&old) != scope(&new)) {
            let word = if terminating { "terminating" } else { "NOT TERMINATING" };
            text += &format!("  ~ {what}: for {paths} ({word})\n");
        }
    }
    text
}

fn paths(paths: &PathSet) -> String {
    let texts: Vec<&str> = match paths {
        PathSet::Paths(patterns) => patterns.iter().map(PathPattern::value).collect(),
        PathSet::PathHashPrefixes(prefixes) => prefixes.iter().map(tough::schema::PathHashPrefix::value).collect(),
    };
    Printable(&texts.join(" ")).to_string()
}

fn target_changes(before: Option<&Targets>, after: &Targets) -> String {
    let (empty, mut text) = (HashMap::new(), String::new());
    let old = before.map_or(&empty, |role| &role.targets);
    let sorted = |targets: &HashMap<tough::TargetName, Target>| -> BTreeMap<String, Target> {
        targets.iter().map(|(name, target)| (name.raw().to_owned(), target.clone())).collect()
    };
    let (old, new) = (sorted(old), sorted(&after.targets));
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        text += &format!("  - {}\n", Printable(name));
    }
    for (name, target) in &new {
        let shown = Printable(name);
        match old.get(name) {
            Some(before) if before == target => {}
            Some(before) => {
                text += &format!("  ~ {shown}: {}\n", difference(before, target));
            }
            None => {
                text += &format!("  + {shown} {} bytes sha256 {}\n", target.length, hex::encode(&*target.hashes.sha256));
                text += &capabilities(&old, target);
            }
        }
    }
    text
}

/// Which members of an entry differ; a withdrawn version in words.
fn difference(before: &Target, after: &Target) -> String {
    let ours = |target: &Target| target.custom.get(CUSTOM_KEY).and_then(Value::as_object).cloned().unwrap_or_default();
    let (old, new) = (ours(before), ours(after));
    let mut parts: Vec<String> = Vec::new();
    if (before.length, &before.hashes) != (after.length, &after.hashes) {
        parts.push("OTHER BYTES".to_owned());
    }
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for key in keys.into_iter().filter(|key| old.get(*key) != new.get(*key)) {
        let value = new.get(key).map_or_else(|| "removed".to_owned(), Value::to_string);
        parts.push(format!("{} = {}", Printable(key), Printable(&value)));
    }
    if parts.is_empty() {
        parts.push("other custom members".to_owned());
    }
    parts.join(", ")
}

/// The capabilities of a new archive, against those of the newest version of its plugin before.
fn capabilities(old: &BTreeMap<String, Target>, new: &Target) -> String {
    let Some((plugin, version)) = plugin_of(new) else { return String::new() };
    let Ok(version) = version.parse::<Version>() else { return String::new() };
    let earlier = old.values().filter_map(|target| {
        let (name, version) = plugin_of(target)?;
        (name == plugin).then(|| version.parse::<Version>().ok()).flatten().map(|version| (version, target))
    });
    let before = earlier.filter(|(earlier, _)| *earlier < version).max_by(|one, other| one.0.cmp(&other.0));
    let (had, has) = (before.as_ref().map(|(_, target)| capability_set(target)).unwrap_or_default(), capability_set(new));
    let against = before.map_or_else(|| "a new plugin".to_owned(), |(version, _)| format!("against {version}"));
    let changes: Vec<String> = has
        .difference(&had)
        .map(|one| format!("+{}", Printable(one)))
        .chain(had.difference(&has).map(|one| format!("-{}", Printable(one))))
        .collect();
    let changes = if changes.is_empty() { "the same".to_owned() } else { changes.join(" ") };
    format!("      capabilities ({against}): {changes}\n")
}

fn capability_set(target: &Target) -> BTreeSet<String> {
    let listed = target.custom.get(CUSTOM_KEY).and_then(|custom| custom.get("capabilities")).and_then(Value::as_array);
    listed.into_iter().flatten().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect()
}
