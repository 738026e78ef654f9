//! Changing `ragnos.toml` without touching what its author wrote: comments, order, spacing.
//!
//! Owns: where a new entry goes, and what of an old one is replaced. Never does: I/O.
//! In: TOML text and a change. Out: TOML text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use semver::{Comparator, Op, Version, VersionReq};
use toml_edit::{Document, DocumentMut, Item, Table, TableLike, value};

use super::{Error, Manifest, RepositoryEntry};
use crate::name::{PluginName, RepositoryName};

/// `op` and the version, without build metadata, which requirements do not look at.
pub fn requirement(op: Op, version: &Version) -> VersionReq {
    let (minor, patch) = (Some(version.minor), Some(version.patch));
    VersionReq { comparators: vec![Comparator { op, major: version.major, minor, patch, pre: version.pre.clone() }] }
}

/// Asks for `plugins`: new entries are added, in order where the table is in order; of old ones only the requirement changes.
///
/// # Errors
/// [`Error`] when the text is no manifest, or [`Error::Edit`].
pub fn add_plugins(text: &str, name: &str, plugins: &BTreeMap<PluginName, VersionReq>) -> Result<String, Error> {
    let mut wanted = Manifest::parse(text, name)?;
    let mut edited = text.to_owned();
    for (plugin, requirement) in plugins {
        wanted.plugins.insert(plugin.clone(), requirement.clone());
        let requirement = requirement.to_string();
        edited = first_that_means(
            &wanted,
            name,
            [
                set_in_text(&edited, plugin.as_str(), &requirement),
                rewritten(&edited, |document| set_in_document(document, plugin.as_str(), &requirement)),
            ],
        )?;
    }
    Ok(edited)
}

/// No longer asks for `plugins`. The comment lines right above an entry go with it where they can be about nothing else:
/// when another entry follows on the next line they may be the heading of both, and stay.
///
/// # Errors
/// [`Error`] when the text is no manifest, or [`Error::Edit`].
pub fn remove_plugins(text: &str, name: &str, plugins: &BTreeSet<PluginName>) -> Result<String, Error> {
    let mut wanted = Manifest::parse(text, name)?;
    let mut edited = text.to_owned();
    for plugin in plugins {
        if wanted.plugins.remove(plugin).is_none() {
            continue;
        }
        edited = first_that_means(
            &wanted,
            name,
            [
                remove_in_text(&edited, plugin.as_str()),
                rewritten(&edited, |document| {
                    let table = document.get_mut("plugins").and_then(Item::as_table_like_mut)?;
                    table.remove(plugin.as_str()).map(drop)
                }),
            ],
        )?;
    }
    Ok(edited)
}

/// Adds a repository, or gives the one of this name another `url` and `root`.
///
/// # Errors
/// [`Error`] when the text is no manifest or a name would have two owners, or [`Error::Edit`].
pub fn add_repository(
    text: &str,
    name_of_file: &str,
    repository: &RepositoryName,
    url: &str,
    root: &str,
) -> Result<String, Error> {
    let mut wanted = Manifest::parse(text, name_of_file)?;
    let old = wanted.repositories.get(repository);
    let (mirrors, namespaces) = old.map(|entry| (entry.mirrors.clone(), entry.namespaces.clone())).unwrap_or_default();
    let entry = RepositoryEntry { url: url.to_owned(), mirrors, root: root.to_owned(), namespaces };
    wanted.repositories.insert(repository.clone(), entry);
    wanted.check_owners()?;
    let end = line_end_of(text);
    let gap = if text.is_empty() {
        ""
    } else if text.ends_with('\n') {
        end
    } else {
        &end.repeat(2)
    };
    let (url_text, root_text) = (toml_edit::Value::from(url), toml_edit::Value::from(root));
    let appended = format!("{text}{gap}[repositories.{repository}]{end}url = {url_text}{end}root = {root_text}{end}");
    let inside = rewritten(text, |document| {
        let repositories = document.entry("repositories").or_insert_with(toml_edit::table).as_table_like_mut()?;
        let slot = repositories.entry(repository.as_str()).or_insert_with(|| value(toml_edit::InlineTable::new()));
        let slot = slot.as_table_like_mut()?;
        set(slot, "url", url);
        set(slot, "root", root);
        Some(())
    });
    first_that_means(&wanted, name_of_file, [Some(appended), inside])
}

/// The manifest of a new project: its repository's name, URL and mirrors.
pub fn new_manifest(repository: Option<(&RepositoryName, &str, &[String])>) -> String {
    let mut text = "# What this project installs. Every key: docs/manifest.md of ragnos-plugin.\n".to_owned();
    if let Some((name, url, mirrors)) = repository {
        let url = toml_edit::Value::from(url);
        text += &format!("\n[repositories.{name}]\nurl = {url}\n");
        if !mirrors.is_empty() {
            text += &format!("mirrors = {}\n", toml_edit::Array::from_iter(mirrors));
        }
    }
    text + "\n[plugins]\n"
}

/// The first attempt that means exactly `wanted`: an edit is never trusted to have changed no more than it should.
fn first_that_means(wanted: &Manifest, name: &str, attempts: [Option<String>; 2]) -> Result<String, Error> {
    let mut attempts = attempts.into_iter().flatten();
    let meant = attempts.find(|text| Manifest::parse(text, name).is_ok_and(|manifest| manifest == *wanted));
    meant.ok_or_else(|| Error::Edit { name: name.to_owned() })
}

/// A name, with the bytes of its key and of its value.
type Entry = (String, Range<usize>, Range<usize>);

/// The entries of a plain `[plugins]` table, as they stand in the text.
fn entries(text: &str) -> Option<Vec<Entry>> {
    let document = Document::parse(text).ok()?;
    let table = document.as_table().get("plugins")?.as_table().filter(|table| !table.is_dotted())?;
    let entry = |(name, item): (&str, &Item)| {
        let (key, value) = (table.key(name)?.span()?, item.as_value()?.span()?);
        // A key that does not begin its line is part of something else, such as a dotted path.
        let alone = text[line_start(text, key.start)..key.start].trim().is_empty();
        alone.then(|| (name.to_owned(), key, value))
    };
    let mut entries: Vec<_> = table.iter().map(entry).collect::<Option<_>>()?;
    entries.sort_by_key(|(_, key, _)| key.start);
    Some(entries)
}

fn set_in_text(text: &str, plugin: &str, requirement: &str) -> Option<String> {
    let quoted = format!("\"{requirement}\"");
    let entries = entries(text)?;
    if let Some((_, _, value)) = entries.iter().find(|(name, ..)| name == plugin) {
        let place = version_place(text, plugin).unwrap_or_else(|| value.clone());
        return Some([&text[..place.start], &quoted, &text[place.end..]].concat());
    }
    let Some((_, key, _)) = entries.first() else { return first_entry(text, plugin, &quoted) };
    let indent = &text[line_start(text, key.start)..key.start];
    let line = format!("{indent}\"{plugin}\" = {quoted}");
    let end = line_end_of(text);
    let sorted = entries.is_sorted_by(|one, next| one.0 <= next.0);
    let before = entries.iter().rfind(|(name, ..)| !sorted || name.as_str() < plugin);
    let Some((_, _, value)) = before else {
        let at = comment_start(text, line_start(text, key.start));
        return Some([&text[..at], &line, end, &text[at..]].concat());
    };
    let at = next_line(text, value.end);
    let gap = if text[..at].ends_with('\n') { "" } else { end };
    Some([&text[..at], gap, &line, end, &text[at..]].concat())
}

/// An entry in a table that has none: on the line after its header.
fn first_entry(text: &str, plugin: &str, quoted: &str) -> Option<String> {
    let header = Document::parse(text).ok()?.as_table().get("plugins")?.as_table()?.span()?;
    let (at, end) = (next_line(text, header.start), line_end_of(text));
    let gap = if text[..at].ends_with('\n') { "" } else { end };
    Some(format!("{}{gap}\"{plugin}\" = {quoted}{end}{}", &text[..at], &text[at..]))
}

/// Where the string of `{ version = "..." }` stands.
fn version_place(text: &str, plugin: &str) -> Option<Range<usize>> {
    let document = Document::parse(text).ok()?;
    document.as_table().get("plugins")?.get(plugin)?.as_table_like()?.get("version")?.span()
}

fn remove_in_text(text: &str, plugin: &str) -> Option<String> {
    let entries = entries(text)?;
    let (_, key, value) = entries.iter().find(|(name, ..)| name == plugin)?;
    let (start, end) = (line_start(text, key.start), next_line(text, value.end));
    let shared = entries.iter().any(|(_, key, _)| line_start(text, key.start) == end);
    let start = if shared { start } else { comment_start(text, start) };
    Some([&text[..start], &text[end..]].concat())
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |found| found + 1)
}

fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |found| at + found + 1)
}

/// The start of the comment lines that end right above the line that starts at `at`.
fn comment_start(text: &str, mut at: usize) -> usize {
    while at > 0 {
        let above = line_start(text, at - 1);
        if !text[above..at].trim_start().starts_with('#') {
            break;
        }
        at = above;
    }
    at
}

fn line_end_of(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The way for tables that are not written one entry a line: through the document.
fn rewritten(text: &str, change: impl FnOnce(&mut DocumentMut) -> Option<()>) -> Option<String> {
    let mut document: DocumentMut = text.replace("\r\n", "\n").parse().ok()?;
    change(&mut document)?;
    // toml_edit writes line feeds; a file of another system keeps its own.
    Some(document.to_string().replace('\n', line_end_of(text)))
}

fn set_in_document(document: &mut DocumentMut, plugin: &str, requirement: &str) -> Option<()> {
    let table = document.entry("plugins").or_insert_with(|| Item::Table(Table::new())).as_table_like_mut()?;
    // `{ version = "..." }` stays a table; only its version is another.
    match table.get_mut(plugin).and_then(Item::as_table_like_mut) {
        Some(inner) => set(inner, "version", requirement),
        None => set(table, plugin, requirement),
    }
    Some(())
}

/// Another value under `key`, with the white space and comment of the old one.
fn set(table: &mut dyn TableLike, key: &str, text: &str) {
    let Some(slot) = table.get_mut(key).and_then(Item::as_value_mut) else {
        table.insert(key, value(text));
        return;
    };
    let decor = slot.decor().clone();
    *slot = text.into();
    *slot.decor_mut() = decor;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn rules_that_stand_below_move_and_are_the_same() {
        let text = format!("{TEXT}\n[policy]\ndeny = [\"acme/x\"]\n");
        let added = add(&text, "acme/c", "^3");
        assert!(added.ends_with("[policy]\ndeny = [\"acme/x\"]\n"), "{added}");
        assert_eq!(remove(&added, "acme/c"), text);
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
        let mirrors = ["../a\"b".to_owned(), "https://y.example".to_owned()];
        let text = new_manifest(Some((&demo, "https://x.example/\"odd", &mirrors)));
        let entry = &Manifest::parse(&text, "x").unwrap().repositories[&demo];
        assert_eq!((entry.url.as_str(), &entry.mirrors[..]), ("https://x.example/\"odd", &mirrors[..]));
        assert!(Manifest::parse(&new_manifest(None), "x").unwrap().plugins.is_empty());
    }

    #[test]
    fn comments_that_may_be_about_more_than_the_removed_entry_stay() {
        let text = "[plugins]\n# both\n\"acme/a\" = \"1\"\n\"acme/b\" = \"1\"\n\n# far\n\n# near\n\"acme/c\" = \"1\"\n# end\n";
        assert_eq!(remove(text, "acme/a"), text.replace("\"acme/a\" = \"1\"\n", ""));
        assert_eq!(remove(text, "acme/c"), text.replace("# near\n\"acme/c\" = \"1\"\n", ""));
    }

    #[test]
    fn a_repository_is_added_or_changed() {
        let demo: RepositoryName = "demo".parse().unwrap();
        for before in [
            "",
            "[plugins]",
            "# c\r\n[plugins]\r\n",
            "repositories = {}",
            TEXT,
            &TEXT.replacen("\n\n", "\nmirrors = [\"m1\"]\n\n", 1),
        ] {
            let text = add_repository(before, "x", &demo, "https://a.example/", "r.json").unwrap();
            assert_eq!(Manifest::parse(&text, "x").unwrap().repositories[&demo].root, "r.json");
            assert_eq!(Manifest::parse(&text, "x").unwrap().repositories[&demo].mirrors.len(), before.matches("m1").count());
            assert_eq!(text.matches("\r\n").count(), if before.contains('\r') { text.matches('\n').count() } else { 0 });
        }
        let other: RepositoryName = "other".parse().unwrap();
        assert!(matches!(add_repository(TEXT, "x", &other, "u", "r"), Err(Error::Owner { owners: 2, .. })));
    }

    fn manifests() -> impl Strategy<Value = String> {
        let comment = prop_oneof![Just(""), Just("# one\n"), Just("\n"), Just("# far\n\n"), Just("\n  # \"acme/a\" = \"0\"\n")];
        let entry = (0..8u8, comment, any::<bool>(), any::<bool>(), prop_oneof![Just(""), Just("  "), Just(" # why")]);
        (proptest::collection::vec(entry, 0..7), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
            |(entries, crlf, sorted, ended)| {
                let mut entries = entries;
                if sorted {
                    entries.sort_by_key(|entry| entry.0);
                }
                let mut seen = BTreeSet::new();
                let mut text = "# top\n[plugins] # asked\n".to_owned();
                for (number, comment, table, indent, tail) in entries.into_iter().filter(|entry| seen.insert(entry.0)) {
                    let (indent, value) = (if indent { " " } else { "" }, if table { "{ version = '1' }" } else { "\"1\"" });
                    text += &format!("{comment}{indent}\"acme/p{number}\" =  {value}{tail}\n");
                }
                text += "# last\n\n[host] # h\nragnos = '1.0.0'\n";
                let text = if ended { &text } else { text.trim_end() };
                if crlf { text.replace('\n', "\r\n") } else { text.to_owned() }
            },
        )
    }

    proptest! {
        #[test]
        fn other_lines_stay_byte_for_byte(text in manifests(), number in 0..9u8) {
            let name = format!("acme/p{number}");
            let others = |text: &str| -> Vec<String> {
                text.split_inclusive('\n').filter(|line| !line.contains(&format!("\"{name}\""))).map(str::to_owned).collect()
            };
            let old = Manifest::parse(&text, "x").unwrap();
            let added = add(&text, &name, "^3");
            let had = old.plugins.contains_key(&name.parse().unwrap());
            prop_assert_eq!(others(&added), others(&text));
            let removed = remove(&added, &name);
            if !had {
                prop_assert_eq!(Manifest::parse(&removed, "x").unwrap(), old);
            }
            // Of all lines only comment lines go, beside the entry's own.
            let kept: Vec<String> = others(&text).into_iter().filter(|line| !line.trim_start().starts_with('#')).collect();
            let left: Vec<String> = others(&removed).into_iter().filter(|line| !line.trim_start().starts_with('#')).collect();
            prop_assert_eq!(left, kept);
        }
    }
}
