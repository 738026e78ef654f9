//! The strict reader of lockfiles: limits first, then syntax, then every value, then what values say of each other.
//!
//! Owns: what is a valid lockfile (lockfile-spec/v1.md sections 3 to 6).
//! Never does: repair. Order and white space are free for a reader; the writer is the one with a single form.
//! In: text. Out: [`Lockfile`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::str::FromStr;

use toml_edit::{ArrayOfTables, Document, Item, Table, Value};

use super::error::{Error, place, source};
use super::{LockedArtifact, LockedPlugin, LockedRepository, Lockfile, Unknown, VERSION};
use crate::limits;
use crate::name::PluginName;
use crate::redact::is_deceptive;

impl Lockfile {
    /// Reads a lockfile; `name` is its file name for messages.
    ///
    /// # Errors
    /// [`Error`] with the place.
    pub fn parse(text: &str, name: &str) -> Result<Self, Error> {
        check_text(text, name)?;
        let document = Document::parse(text.to_owned()).map_err(|error| Error::Syntax {
            reason: error.message().to_owned(),
            source_text: source(name, text),
            place: place(error.span()),
        })?;
        let reader = Reader { text, name };
        let lockfile = reader.lockfile(document.as_table())?;
        check_references(&lockfile)?;
        Ok(lockfile)
    }
}

/// What must hold before the text is parsed at all.
fn check_text(text: &str, name: &str) -> Result<(), Error> {
    let length = text.len() as u64;
    if length > limits::LOCKFILE_BYTES {
        return Err(Error::TooLarge { unit: "bytes", seen: length, limit: limits::LOCKFILE_BYTES });
    }
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line.trim_end() == "=======" {
            return Err(Error::Conflict { source_text: source(name, text), place: (offset, line.trim_end().len()).into() });
        }
        offset += line.len();
    }
    let hidden = |(_, character): &(usize, char)| *character != '\n' && is_deceptive(*character);
    if let Some((offset, character)) = text.char_indices().find(hidden) {
        let place = (offset, character.len_utf8()).into();
        return Err(Error::Deceptive { character: u32::from(character), source_text: source(name, text), place });
    }
    Ok(())
}

struct Reader<'a> {
    text: &'a str,
    name: &'a str,
}

impl Reader<'_> {
    fn wrong(&self, path: &str, reason: &dyn Display, item: Option<&Item>) -> Error {
        let span = item.and_then(Item::span);
        Error::Value {
            path: path.to_owned(),
            reason: reason.to_string(),
            source_text: source(self.name, self.text),
            place: place(span),
        }
    }

    fn lockfile(&self, table: &Table) -> Result<Lockfile, Error> {
        match table.get("version").and_then(Item::as_integer) {
            Some(VERSION) => {}
            Some(seen) => return Err(Error::Version { seen }),
            None => return Err(self.wrong("version", &"it is missing or not an integer", table.get("version"))),
        }
        if let Some(feature) = self.texts(table, "", "requires-features")?.into_iter().next() {
            return Err(Error::Feature { feature });
        }
        let mut lockfile = Lockfile::default();
        for (index, block) in self.blocks(table, "repository")?.into_iter().flatten().enumerate() {
            let path = format!("repository[{index}].");
            let name = self.value(block, &path, "name")?;
            let repository = LockedRepository {
                id: self.value(block, &path, "id")?,
                root_keys: self.value(block, &path, "root-keys")?,
                root_version: self.integer(block, &path, "root-version")?,
                unknown: unknown(block, &["name", "id", "root-keys", "root-version"]),
            };
            let what = format!("repository {name}");
            if lockfile.repositories.insert(name, repository).is_some() {
                return Err(Error::Duplicate { what });
            }
        }
        let plugins = self.blocks(table, "plugin")?;
        let count = plugins.map_or(0, ArrayOfTables::len);
        if count > limits::LOCKFILE_PLUGINS {
            return Err(Error::TooLarge { unit: "plugins", seen: count as u64, limit: limits::LOCKFILE_PLUGINS as u64 });
        }
        for (index, block) in plugins.into_iter().flatten().enumerate() {
            let plugin = self.plugin(block, &format!("plugin[{index}]."))?;
            let what = format!("plugin {}", plugin.name);
            if lockfile.plugins.insert(plugin.name.clone(), plugin).is_some() {
                return Err(Error::Duplicate { what });
            }
        }
        lockfile.unknown = unknown(table, &["version", "requires-features", "repository", "plugin"]);
        Ok(lockfile)
    }

    fn plugin(&self, block: &Table, path: &str) -> Result<LockedPlugin, Error> {
        const KNOWN: [&str; 9] = [
            "name", "version", "repository", "role", "published", "manifest-sha256", "capabilities", "dependencies", "artifact",
        ];
        let mut plugin = LockedPlugin {
            name: self.value(block, path, "name")?,
            version: self.value(block, path, "version")?,
            repository: self.value(block, path, "repository")?,
            role: self.text(block, path, "role")?.to_owned(),
            published: block.get("published").map(|_| self.value(block, path, "published")).transpose()?,
            manifest_sha256: self.value(block, path, "manifest-sha256")?,
            capabilities: self.set(block, path, "capabilities")?,
            dependencies: self.set(block, path, "dependencies")?,
            artifacts: BTreeMap::new(),
            unknown: unknown(block, &KNOWN),
        };
        for (index, artifact) in self.blocks(block, "artifact")?.into_iter().flatten().enumerate() {
            let artifact = self.artifact(artifact, &format!("{path}artifact[{index}]."))?;
            let what = format!("the artifact of {} for {}", plugin.name, artifact.platform);
            if plugin.artifacts.insert(artifact.platform.clone(), artifact).is_some() {
                return Err(Error::Duplicate { what });
            }
        }
        if plugin.artifacts.is_empty() {
            return Err(self.wrong(&format!("{path}artifact"), &"there is none", None));
        }
        Ok(plugin)
    }

    fn artifact(&self, block: &Table, path: &str) -> Result<LockedArtifact, Error> {
        Ok(LockedArtifact {
            platform: self.value(block, path, "platform")?,
            target: self.value(block, path, "target")?,
            length: self.integer(block, path, "length")?,
            sha256: self.value(block, path, "sha256")?,
            tree: self.value(block, path, "tree")?,
            sbom: self.value(block, path, "sbom")?,
            sbom_sha256: self.value(block, path, "sbom-sha256")?,
            unknown: unknown(block, &["platform", "target", "length", "sha256", "tree", "sbom", "sbom-sha256"]),
        })
    }

    fn blocks<'t>(&self, table: &'t Table, key: &str) -> Result<Option<&'t ArrayOfTables>, Error> {
        match table.get(key) {
            None => Ok(None),
            Some(Item::ArrayOfTables(blocks)) => Ok(Some(blocks)),
            other => Err(self.wrong(key, &format!("it is not written as [[{key}]] blocks"), other)),
        }
    }

    fn text<'t>(&self, table: &'t Table, path: &str, key: &str) -> Result<&'t str, Error> {
        let item = table.get(key);
        let text = item.and_then(Item::as_str).filter(|text| !text.is_empty());
        text.ok_or_else(|| self.wrong(&format!("{path}{key}"), &"it is missing or not a string", item))
    }

    fn value<T>(&self, table: &Table, path: &str, key: &str) -> Result<T, Error>
    where
        T: FromStr,
        T::Err: Display,
    {
        let text = self.text(table, path, key)?;
        text.parse().map_err(|error| self.wrong(&format!("{path}{key}"), &error, table.get(key)))
    }

    fn integer(&self, table: &Table, path: &str, key: &str) -> Result<u64, Error> {
        let item = table.get(key);
        let integer = item.and_then(Item::as_integer).and_then(|integer| u64::try_from(integer).ok());
        integer.ok_or_else(|| self.wrong(&format!("{path}{key}"), &"it is missing or not an integer from 0", item))
    }

    fn texts(&self, table: &Table, path: &str, key: &str) -> Result<Vec<String>, Error> {
        let Some(item) = table.get(key) else { return Ok(Vec::new()) };
        let wrong = || self.wrong(&format!("{path}{key}"), &"it is not an array of strings", Some(item));
        let array = item.as_array().ok_or_else(wrong)?;
        array.iter().map(|value| value.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
    }

    fn set<T>(&self, table: &Table, path: &str, key: &str) -> Result<BTreeSet<T>, Error>
    where
        T: FromStr + Ord,
        T::Err: Display,
    {
        let mut set = BTreeSet::new();
        for text in self.texts(table, path, key)? {
            let value = text.parse().map_err(|error| self.wrong(&format!("{path}{key}"), &error, table.get(key)))?;
            if !set.insert(value) {
                return Err(Error::Duplicate { what: format!("{text} in {path}{key}") });
            }
        }
        Ok(set)
    }
}

/// Keys that this version does not know: kept on write (lockfile-spec/v1.md section 8). Only plain values can be kept.
fn unknown(table: &Table, known: &[&str]) -> Unknown {
    let unknown = table.iter().filter(|(key, _)| !known.contains(key));
    unknown.filter_map(|(key, item)| Some((key.to_owned(), plain(item.as_value()?)))).collect()
}

/// A value without the white space and comments around it.
fn plain(value: &Value) -> String {
    let mut value = value.clone();
    value.decor_mut().clear();
    value.to_string()
}

fn check_references(lockfile: &Lockfile) -> Result<(), Error> {
    for plugin in lockfile.plugins.values() {
        let dangling = |to: String| Error::Dangling { from: plugin.name.to_string(), to };
        if !lockfile.repositories.contains_key(&plugin.repository) {
            return Err(dangling(format!("repository {}", plugin.repository)));
        }
        let missing = |name: &&PluginName| !lockfile.plugins.contains_key(*name);
        if let Some(missing) = plugin.dependencies.iter().find(missing) {
            return Err(dangling(missing.to_string()));
        }
    }
    Ok(())
}
