//! Changing `ragnos.toml` without touching what its author wrote: comments, order, spacing.
//!
//! Owns: where a new entry goes, and what of an old one is replaced. Never does: I/O.
//! In: TOML text and a change. Out: TOML text.

use std::collections::{BTreeMap, BTreeSet};

use semver::VersionReq;
use toml_edit::{DocumentMut, Item, Table, TableLike, value};

use super::{Error, Manifest};
use crate::name::{PluginName, RepositoryName};

/// Asks for `plugins`: new entries are added, the requirement of old ones is replaced.
///
/// # Errors
/// [`Error`] when the text is no manifest, before or after.
pub fn add_plugins(text: &str, name: &str, plugins: &BTreeMap<PluginName, VersionReq>) -> Result<String, Error> {
    edit(text, name, |document| {
        let table = document.entry("plugins").or_insert_with(|| Item::Table(Table::new()));
        let Some(table) = table.as_table_like_mut() else { return };
        let was_sorted = is_sorted(table);
        for (plugin, requirement) in plugins {
            set_requirement(table, plugin.as_str(), &requirement.to_string());
        }
        if was_sorted && let Some(table) = table_of(document) {
            table.sort_values();
        }
    })
}

/// No longer asks for `plugins`. A comment on the entry's own line, and the comment lines right above it, go with it.
///
/// # Errors
/// [`Error`] when the text is no manifest, before or after.
pub fn remove_plugins(text: &str, name: &str, plugins: &BTreeSet<PluginName>) -> Result<String, Error> {
    edit(text, name, |document| {
        let Some(table) = document.get_mut("plugins").and_then(Item::as_table_like_mut) else { return };
        for plugin in plugins {
            table.remove(plugin.as_str());
        }
    })
}

/// The manifest of a new project.
pub fn new_manifest(repository: Option<(&RepositoryName, &str)>) -> String {
    let mut text = "# What this project installs. Every key: docs/manifest.md of ragnos-plugin.\n".to_owned();
    if let Some((name, url)) = repository {
        let url = toml_edit::Value::from(url);
        text += &format!("\n[repositories.{name}]\nurl = {url}\n");
    }
    text + "\n[plugins]\n"
}

fn edit(text: &str, name: &str, change: impl FnOnce(&mut DocumentMut)) -> Result<String, Error> {
    // Read strictly first, for the errors with a place.
    Manifest::parse(text, name)?;
    // toml_edit writes line feeds; a file of another system keeps its own.
    let is_crlf = text.contains("\r\n");
    let plain = text.replace("\r\n", "\n");
    let Ok(mut document) = plain.parse::<DocumentMut>() else { return Ok(text.to_owned()) };
    change(&mut document);
    let edited = document.to_string();
    let edited = if is_crlf { edited.replace('\n', "\r\n") } else { edited };
    Manifest::parse(&edited, name)?;
    Ok(edited)
}

fn table_of(document: &mut DocumentMut) -> Option<&mut Table> {
    document.get_mut("plugins").and_then(Item::as_table_mut)
}

fn is_sorted(table: &dyn TableLike) -> bool {
    let names: Vec<&str> = table.iter().map(|(name, _)| name).collect();
    names.is_sorted()
}

fn set_requirement(table: &mut dyn TableLike, plugin: &str, requirement: &str) {
    let old = table.get_mut(plugin);
    let slot = match old {
        None => {
            table.insert(plugin, value(requirement));
            return;
        }
        // `{ version = "..." }` stays a table; only its version is another.
        Some(item) if item.as_table_like().is_some() => item.as_table_like_mut().and_then(|inner| inner.get_mut("version")),
        Some(item) => Some(item),
    };
    if let Some(slot) = slot.and_then(Item::as_value_mut) {
        let decor = slot.decor().clone();
        *slot = requirement.into();
        *slot.decor_mut() = decor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# top\n[repositories.demo]\nurl = \"x\" # where\n\n[plugins]\n# about b\n\"acme/b\" = \"^1\"   # keep\n\n\"acme/d\" = { version = \"^2\" } # inline\n# the end\n";

    fn add(text: &str, name: &str, requirement: &str) -> String {
        add_plugins(text, "x", &BTreeMap::from([(name.parse().unwrap(), requirement.parse().unwrap())])).unwrap()
    }

    fn remove(text: &str, name: &str) -> String {
        remove_plugins(text, "x", &BTreeSet::from([name.parse().unwrap()])).unwrap()
    }

    #[test]
    fn only_the_requirement_is_replaced() {
        assert_eq!(add(TEXT, "acme/b", "^3"), TEXT.replace("^1", "^3"));
        assert_eq!(add(TEXT, "acme/d", "^3"), TEXT.replace("^2", "^3"));
        let crlf = TEXT.replace('\n', "\r\n");
        assert_eq!(add(&crlf, "acme/d", "^3"), crlf.replace("^2", "^3"));
    }

    #[test]
    fn a_new_entry_keeps_a_sorted_table_sorted_and_every_comment() {
        let added = add(TEXT, "acme/c", "^3");
        let lines: Vec<&str> = added.lines().collect();
        for line in TEXT.lines() {
            assert!(lines.contains(&line), "{line:?} is gone from\n{added}");
        }
        assert!(added.find("acme/b").unwrap() < added.find("acme/c").unwrap(), "{added}");
        assert!(added.find("acme/c").unwrap() < added.find("acme/d").unwrap(), "{added}");
        assert_eq!(remove(&added, "acme/c"), TEXT);
    }

    #[test]
    fn every_form_of_the_table_is_edited() {
        for before in ["", "[plugins]", "plugins = {}\n", "plugins.\"acme/a\" = \"1\"\n", "plugins = { \"acme/a\" = \"1\" }"] {
            let added = add(before, "acme/z", "^3");
            assert!(
                Manifest::parse(&added, "x").unwrap().plugins.contains_key(&"acme/z".parse().unwrap()),
                "{before:?}: {added}"
            );
            let gone = Manifest::parse(&remove(&added, "acme/z"), "x").unwrap();
            assert_eq!(gone, Manifest::parse(before, "x").unwrap());
        }
    }

    #[test]
    fn a_new_manifest_is_read_back() {
        let demo: RepositoryName = "demo".parse().unwrap();
        let text = new_manifest(Some((&demo, "https://x.example/\"odd")));
        assert_eq!(Manifest::parse(&text, "x").unwrap().repositories[&demo].url, "https://x.example/\"odd");
        assert!(Manifest::parse(&new_manifest(None), "x").unwrap().plugins.is_empty());
    }
}
