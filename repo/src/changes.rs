//! What a change is, in words that people can check: keys, thresholds, delegations, plugins, capabilities, files.
//!
//! Owns: that nothing which is signed is left out: a change that has no words of its own is shown as such.
//! Never does: print remote text as it is (control characters could rewrite the screen). In: a [`StagedRepository`] and what was before. Out: text.

use std::collections::{BTreeMap, BTreeSet};

use ragnos_plugin::archive;
use ragnos_plugin::audit::ADVISORIES;
use ragnos_plugin::descriptor::CUSTOM_KEY;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::redact::Printable;
use ragnos_plugin::tree::TreeFile;
use semver::Version;
use serde_json::Value;
use tough::schema::{Delegations, PathPattern, PathSet, RoleType, Root, Target, Targets};

use crate::advisories;
use crate::repository::{self, Repository};
use crate::ring::Ring;
use crate::roles::{SECURITY, TARGETS};
use crate::stage::{StagedRepository, plugin_of};
use crate::storage::Storage;

/// The roles of a repository before a change, by name.
pub(crate) type Before = BTreeMap<String, Targets>;

/// The roles that a change is about, as they are now.
pub(crate) async fn before(repository: &Repository<'_>, staged: &StagedRepository) -> Result<Before, repository::Error> {
    let mut before = Before::new();
    for name in staged.parts().names().into_iter().filter(|name| name != "root") {
        if let Some(signed) = repository.role(&name).await? {
            before.insert(name, signed.signed);
        }
    }
    Ok(before)
}

/// What new archives hold, against the archives before them: a few lines for each, by target name.
pub(crate) type Contents = BTreeMap<String, String>;

/// Compares every new archive with the one before it.
pub(crate) async fn contents(
    staged: &StagedRepository,
    before: &Before,
    storage: &dyn Storage,
) -> Result<Contents, repository::Error> {
    let mut found = Contents::new();
    for (name, role) in &staged.roles {
        let old = before.get(name).map(sorted).unwrap_or_default();
        for (name, target) in sorted(role).iter().filter(|(name, target)| old.get(*name) != Some(*target)) {
            if name == ADVISORIES {
                let there = match old.get(name) {
                    Some(before) => storage.read(Folder::Targets, &object(name, before)).await?.unwrap_or_default(),
                    None => Vec::new(),
                };
                found.insert(
                    name.clone(),
                    indented(advisories::difference(Some(&there), new_bytes(staged, name, target)), "records"),
                );
            }
            if plugin_of(target).is_none() || old.contains_key(name) {
                continue;
            }
            let new = new_bytes(staged, name, target);
            let there = match predecessor(&old, target) {
                Some((_, name, target)) => storage.read(Folder::Targets, &object(name, target)).await?.unwrap_or_default(),
                None => Vec::new(),
            };
            found.insert(name.clone(), files(&there, new));
        }
    }
    Ok(found)
}

/// What can be said of new files without those before them: of an event, which does not carry these.
pub(crate) fn contents_alone(staged: &StagedRepository) -> Contents {
    let role = staged.roles.get(SECURITY).map(sorted).unwrap_or_default();
    let bytes = role.get(ADVISORIES).and_then(|target| staged.objects.get(&object(ADVISORIES, target)));
    let lines = bytes.map(|bytes| indented(advisories::difference(None, bytes), "records"));
    lines.map(|lines| (ADVISORIES.to_owned(), lines)).into_iter().collect()
}

fn new_bytes<'s>(staged: &'s StagedRepository, name: &str, target: &Target) -> &'s [u8] {
    staged.objects.get(&object(name, target)).map(Vec::as_slice).unwrap_or_default()
}

/// The file of a target below `targets/`.
fn object(name: &str, target: &Target) -> String {
    format!("{}.{name}", hex::encode(&*target.hashes.sha256))
}

/// A line for each, below the line of a target; more than a few are counted only.
fn indented(lines: Vec<String>, what: &str) -> String {
    const LINES: usize = 40;
    let more = lines.len().saturating_sub(LINES);
    let mut text: String = lines.into_iter().take(LINES).map(|line| format!("      {line}\n")).collect();
    if more > 0 {
        text += &format!("      and {more} more {what}\n");
    }
    text
}

/// Which files differ, a line each.
fn files(before: &[u8], after: &[u8]) -> String {
    // An archive that cannot be read has been refused elsewhere; nothing before is no file before.
    let listed = |archive: &[u8]| -> BTreeMap<String, TreeFile> {
        let files = archive::list(archive).unwrap_or_default();
        files.into_iter().map(|file| (file.path.clone(), file)).collect()
    };
    let (old, new) = (listed(before), listed(after));
    let mut lines = Vec::new();
    for path in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let shown = Printable(path);
        match (old.get(path), new.get(path)) {
            (Some(one), Some(other)) if one == other => {}
            (Some(one), Some(other)) => {
                let bit = if one.executable == other.executable { "" } else { ", executable bit" };
                lines.push(format!("~ {shown} {} -> {} bytes{bit}", one.length, other.length));
            }
            (None, Some(file)) => {
                let bit = if file.executable { ", executable" } else { "" };
                lines.push(format!("+ {shown} {} bytes{bit}", file.length));
            }
            _ => lines.push(format!("- {shown}")),
        }
    }
    indented(lines, "files")
}

/// A staged change, with the files of new archives against those before them.
pub(crate) async fn shown(staged: &StagedRepository, storage: &dyn Storage) -> Result<String, repository::Error> {
    let (mut repository, mut old) = (None, Before::new());
    if !staged.is_new() {
        // Behind a root that is there alone, everything but the root is as it was.
        let published = Repository::open_behind_root(storage).await?;
        (repository, old) = (Some(repository::id_of(storage).await?), before(&published, staged).await?);
    }
    let contents = contents(staged, &old, storage).await?;
    Ok(text(repository.as_deref(), staged, &old, &contents))
}

/// The whole change.
pub(crate) fn text(repository: Option<&str>, staged: &StagedRepository, before: &Before, contents: &Contents) -> String {
    let mut text = match repository {
        Some(id) => format!("repository {id}\n"),
        None => "a new repository\n".to_owned(),
    };
    if staged.new_root {
        text += &root(staged.old_root.as_ref(), &staged.root);
    }
    let targets = staged.new_targets.then_some((TARGETS, &staged.targets));
    for (name, role) in targets.into_iter().chain(staged.roles.iter().map(|(name, role)| (name.as_str(), role))) {
        text += &targets_role(name, before.get(name), role, contents);
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

fn targets_role(name: &str, before: Option<&Targets>, after: &Targets, contents: &Contents) -> String {
    let mut text = versions(name, before.map(|role| role.version.get()), after.version.get(), after.expires);
    let none = Delegations::default();
    let delegations = |role: Option<&Targets>| role.and_then(|role| role.delegations.clone()).unwrap_or_else(|| none.clone());
    text += &delegation_changes(&delegations(before), &delegations(Some(after)));
    let same = |role: &Targets| (role.spec_version.clone(), role._extra.clone());
    if before.is_some_and(|before| same(before) != same(after)) {
        text += "  ~ other members of the role\n";
    }
    text + &target_changes(before, after, contents)
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

fn sorted(role: &Targets) -> BTreeMap<String, Target> {
    role.targets.iter().map(|(name, target)| (name.raw().to_owned(), target.clone())).collect()
}

fn target_changes(before: Option<&Targets>, after: &Targets, contents: &Contents) -> String {
    let mut text = String::new();
    let (old, new) = (before.map(sorted).unwrap_or_default(), sorted(after));
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        text += &format!("  - {}\n", Printable(name));
    }
    for (name, target) in &new {
        let shown = Printable(name);
        match old.get(name) {
            Some(before) if before == target => {}
            Some(before) => {
                text += &format!("  ~ {shown}: {}\n", difference(before, target));
                text += contents.get(name).map_or("", String::as_str);
                text += &words(target);
            }
            None => {
                text += &format!("  + {shown} {} bytes sha256 {}\n", target.length, hex::encode(&*target.hashes.sha256));
                text += &capabilities(&old, target);
                text += contents.get(name).map_or("", String::as_str);
                text += &words(target);
            }
        }
    }
    text
}

/// The text that an entry carries, such as a policy, a line each.
fn words(target: &Target) -> String {
    let text = target.custom.get(CUSTOM_KEY).and_then(|custom| custom.get("text")).and_then(Value::as_str);
    text.unwrap_or_default().lines().map(|line| format!("      | {}\n", Printable(line))).collect()
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

/// The archive that a new one follows: of the same plugin, the newest version before it, for the same platform where there is one.
fn predecessor<'o>(old: &'o BTreeMap<String, Target>, new: &Target) -> Option<(Version, &'o str, &'o Target)> {
    let (plugin, version) = plugin_of(new)?;
    let version: Version = version.parse().ok()?;
    let platform = |target: &Target| target.custom.get(CUSTOM_KEY).and_then(|custom| custom.get("platform")).cloned();
    let earlier = old.iter().filter_map(|(name, target)| {
        let (other, earlier) = plugin_of(target)?;
        let earlier: Version = (other == plugin).then(|| earlier.parse().ok()).flatten()?;
        (earlier < version).then_some((earlier, name.as_str(), target))
    });
    let rank = |one: &(Version, &str, &Target)| (one.0.clone(), platform(one.2) == platform(new));
    earlier.max_by(|one, other| rank(one).cmp(&rank(other)))
}

/// The capabilities and the size of a new archive, against those of the one before it.
fn capabilities(old: &BTreeMap<String, Target>, new: &Target) -> String {
    if plugin_of(new).is_none() {
        return String::new();
    }
    let before = predecessor(old, new);
    let had = before.as_ref().map(|(_, _, target)| capability_set(target)).unwrap_or_default();
    let has = capability_set(new);
    let size =
        before.as_ref().map_or_else(String::new, |(_, _, target)| format!(", {} -> {} bytes", target.length, new.length));
    let against = before.map_or_else(|| "a new plugin".to_owned(), |(version, ..)| format!("against {version}{size}"));
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
