//! The strict reader of lockfiles: limits first, then syntax, then every value, then what values say of each other.
//!
//! Owns: what is a valid lockfile (lockfile-spec/v1.md sections 3 to 6).
//! Never does: repair. Order and white space are free for a reader; the writer is the one with a single form.
//! In: text. Out: [`Lockfile`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use semver::Version;
use toml_edit::{ArrayOfTables, Document, Item, Table, Value};

use super::error::{Error, place, source};
use super::write;
use super::{LockedArtifact, LockedPlugin, LockedRepository, Lockfile, Unknown, VERSION};
use crate::digest::Sha256;
use crate::limits;
use crate::name::{PluginName, TargetName};
use crate::redact::{Printable, is_deceptive};
use crate::signers::Signers;

impl Lockfile {
    /// Reads a lockfile; `name` is its file name for messages.
    ///
    /// # Errors
    /// [`Error`] with the place.
    pub fn parse(text: &str, name: &str) -> Result<Self, Error> {
        let lockfile = parse_side(text, name)?;
        check_references(&lockfile)?;
        Ok(lockfile)
    }

    /// [`Lockfile::parse`] of bytes that may not be text.
    ///
    /// # Errors
    /// [`Error`] with the place.
    pub fn parse_bytes(bytes: &[u8], name: &str) -> Result<Self, Error> {
        check_length(bytes.len())?;
        let text = std::str::from_utf8(bytes).map_err(|error| Error::NotText { offset: error.valid_up_to() })?;
        Self::parse(text, name)
    }
}

/// One side of a merge: everything but that each name leads to a block, which only the merged whole can promise.
pub(super) fn parse_side(text: &str, name: &str) -> Result<Lockfile, Error> {
    check_text(text, name)?;
    let document = Document::parse(text).map_err(|error| Error::Syntax {
        reason: error.message().to_owned(),
        source_text: source(name, text),
        place: place(error.span()),
    })?;
    Reader { text, name }.lockfile(document.as_table())
}

/// True for a string that a lockfile can hold: 1 to 1024 bytes, no deceptive characters (lockfile-spec section "Limits").
pub fn can_hold(text: &str) -> bool {
    (1..=limits::LOCKFILE_STRING_BYTES).contains(&text.len()) && !text.chars().any(is_deceptive)
}

fn check_length(bytes: usize) -> Result<(), Error> {
    if bytes as u64 > limits::LOCKFILE_BYTES {
        return Err(Error::TooLarge { unit: "bytes", seen: bytes as u64, limit: limits::LOCKFILE_BYTES });
    }
    Ok(())
}

/// What must hold before the text is parsed at all.
fn check_text(text: &str, name: &str) -> Result<(), Error> {
    check_length(text.len())?;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if marker(line).is_some() {
            return Err(Error::Conflict { source_text: source(name, text), place: (offset, line.trim_end().len()).into() });
        }
        offset += line.len();
    }
    // Nearly every lockfile is plain ASCII: the slow look at each character is for the others.
    let plain = |byte: u8| byte == b'\n' || (0x20..0x7f).contains(&byte);
    if text.bytes().all(plain) {
        return Ok(());
    }
    let hidden = |(_, character): &(usize, char)| *character != '\n' && is_deceptive(*character);
    match text.char_indices().find(hidden) {
        None => Ok(()),
        Some((offset, '\r')) => Err(Error::CarriageReturn { source_text: source(name, text), place: (offset, 1).into() }),
        Some((offset, character)) => {
            let place = (offset, character.len_utf8()).into();
            Err(Error::Deceptive { character: u32::from(character), source_text: source(name, text), place })
        }
    }
}

/// The kind of conflict marker that a line is: its first character.
pub(super) fn marker(line: &str) -> Option<char> {
    if !line.starts_with(['<', '|', '=', '>']) {
        return None;
    }
    let line = line.trim_end();
    ['<', '|', '=', '>'].into_iter().find(|kind| {
        let rest = line.strip_prefix(kind.to_string().repeat(7).as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
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
            Some(seen) if seen > VERSION => return Err(Error::Version { seen }),
            Some(_) => return Err(self.wrong("version", &"it is below 1", table.get("version"))),
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
                unknown: self.unknown(block, &path, &["name", "id", "root-keys", "root-version"])?,
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
        lockfile.unknown = self.unknown(table, "", &["version", "requires-features", "repository", "plugin"])?;
        Ok(lockfile)
    }

    fn plugin(&self, block: &Table, path: &str) -> Result<LockedPlugin, Error> {
        const KNOWN: [&str; 12] = [
            "name",
            "version",
            "direct",
            "repository",
            "role",
            "published",
            "manifest-sha256",
            "capabilities",
            "dependencies",
            "role-keys",
            "role-threshold",
            "artifact",
        ];
        let mut plugin = LockedPlugin {
            name: self.value(block, path, "name")?,
            version: self.version(block, path)?,
            direct: self.direct(block, path)?,
            repository: self.value(block, path, "repository")?,
            role: self.text(block, path, "role")?.to_owned(),
            published: self.published(block, path)?,
            manifest_sha256: self.value(block, path, "manifest-sha256")?,
            capabilities: self.set(block, path, "capabilities")?,
            dependencies: self.set(block, path, "dependencies")?,
            signers: self.signers(block, path)?,
            artifacts: BTreeMap::new(),
            unknown: self.unknown(block, path, &KNOWN)?,
        };
        for (index, artifact) in self.blocks(block, "artifact")?.into_iter().flatten().enumerate() {
            let artifact = self.artifact(&plugin, artifact, &format!("{path}artifact[{index}]."))?;
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

    fn artifact(&self, plugin: &LockedPlugin, block: &Table, path: &str) -> Result<LockedArtifact, Error> {
        let platform = self.value(block, path, "platform")?;
        let target: TargetName = self.value(block, path, "target")?;
        // A reviewer reads the plugin's name: the file that it stands for must not be another plugin's.
        let expected = plugin.name.archive_target(&plugin.version, &platform);
        if expected.as_ref() != Ok(&target) {
            return Err(Error::Misplaced {
                path: format!("{path}target"),
                expected: expected.map_or_else(|error| error.to_string(), String::from),
                seen: target.to_string(),
                source_text: source(self.name, self.text),
                place: place(block.get("target").and_then(Item::span)),
            });
        }
        Ok(LockedArtifact {
            platform,
            target,
            length: self.integer(block, path, "length")?,
            sha256: self.value(block, path, "sha256")?,
            tree: self.value(block, path, "tree")?,
            sbom: self.value(block, path, "sbom")?,
            sbom_sha256: self.value(block, path, "sbom-sha256")?,
            unknown: self.unknown(block, path, &["platform", "target", "length", "sha256", "tree", "sbom", "sbom-sha256"])?,
        })
    }

    /// Build metadata is refused: it cannot stand in a target name, and two versions that differ in it alone are equal to semver.
    fn version(&self, block: &Table, path: &str) -> Result<Version, Error> {
        let version: Version = self.value(block, path, "version")?;
        if version.build.is_empty() {
            return Ok(version);
        }
        Err(self.wrong(&format!("{path}version"), &"it has build metadata", block.get("version")))
    }

    /// One spelling only: a plugin that is not asked for has no such key.
    fn direct(&self, block: &Table, path: &str) -> Result<bool, Error> {
        let Some(item) = block.get("direct") else { return Ok(false) };
        if item.as_bool() == Some(true) {
            return Ok(true);
        }
        Err(self.wrong(&format!("{path}direct"), &"it is not `true`, and is left out otherwise", Some(item)))
    }

    /// One spelling only, since the file is compared byte for byte: whole seconds, `T` and `Z` in capitals.
    fn published(&self, block: &Table, path: &str) -> Result<Option<Timestamp>, Error> {
        let Some(item) = block.get("published") else { return Ok(None) };
        let published: Timestamp = self.value(block, path, "published")?;
        if self.text(block, path, "published")?.len() == 20 && item.as_str() == Some(published.to_string().as_str()) {
            return Ok(Some(published));
        }
        Err(self.wrong(&format!("{path}published"), &"it is not YYYY-MM-DDTHH:MM:SSZ", Some(item)))
    }

    /// Both keys or none: one without the other says nothing of who may sign.
    fn signers(&self, block: &Table, path: &str) -> Result<Option<Signers>, Error> {
        if !block.contains_key("role-keys") && !block.contains_key("role-threshold") {
            return Ok(None);
        }
        let keys: BTreeSet<Sha256> = self.set(block, path, "role-keys")?;
        let threshold = self.integer(block, path, "role-threshold")?;
        if (keys.len() as u64) < threshold {
            let reason = format!("there are {} of them, and role-threshold is {threshold}", keys.len());
            return Err(self.wrong(&format!("{path}role-keys"), &reason, block.get("role-keys")));
        }
        Ok(Some(Signers { threshold, keys }))
    }

    /// Keys that this version does not know, as canonical TOML values: kept on write (lockfile-spec/v1.md section 8).
    fn unknown(&self, table: &Table, path: &str, known: &[&str]) -> Result<Unknown, Error> {
        let mut unknown = Unknown::new();
        for (key, item) in table.iter().filter(|(key, _)| !known.contains(key)) {
            let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            let named = (1..=64).contains(&key.len()) && key.bytes().all(bare);
            let value = item.as_value().filter(|_| named).and_then(kept).ok_or_else(|| Error::Unkeepable {
                path: format!("{path}{}", Printable(key)),
                source_text: source(self.name, self.text),
                place: place(item.span().or_else(|| table.span())),
            })?;
            if key == "sha512" && !is_sha512(item) {
                return Err(self.wrong(&format!("{path}sha512"), &"it is not 128 lower-case hexadecimal digits", Some(item)));
            }
            unknown.insert(key.to_owned(), value);
        }
        Ok(unknown)
    }

    /// A string can hide characters behind TOML's escapes, where the look at the raw text does not see them.
    fn check_string(&self, text: &str, path: &str, key: &str, item: Option<&Item>) -> Result<(), Error> {
        if let Some(character) = text.chars().find(|character| is_deceptive(*character)) {
            let place = place(item.and_then(Item::span));
            return Err(Error::Deceptive { character: u32::from(character), source_text: source(self.name, self.text), place });
        }
        if !(1..=limits::LOCKFILE_STRING_BYTES).contains(&text.len()) {
            return Err(self.wrong(&format!("{path}{key}"), &"it is empty or longer than 1024 bytes", item));
        }
        Ok(())
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
        let Some(text) = item.and_then(Item::as_str) else {
            return Err(self.wrong(&format!("{path}{key}"), &"it is missing or not a string", item));
        };
        self.check_string(text, path, key, item)?;
        Ok(text)
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
        let integer = integer.filter(|integer| (1..=limits::LOCKFILE_INTEGER).contains(integer));
        integer.ok_or_else(|| self.wrong(&format!("{path}{key}"), &"it is missing or not an integer from 1 to 2^53 - 1", item))
    }

    fn texts(&self, table: &Table, path: &str, key: &str) -> Result<Vec<String>, Error> {
        let Some(item) = table.get(key) else { return Ok(Vec::new()) };
        let wrong = || self.wrong(&format!("{path}{key}"), &"it is not an array of strings", Some(item));
        let array = item.as_array().ok_or_else(wrong)?;
        let mut texts = Vec::with_capacity(array.len());
        for value in array {
            let text = value.as_str().ok_or_else(wrong)?;
            self.check_string(text, path, key, Some(item))?;
            texts.push(text.to_owned());
        }
        Ok(texts)
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

/// The canonical text of a value that a version 1 writer can keep: a string, integer or boolean, or an array of these.
fn kept(value: &Value) -> Option<String> {
    if let Value::Array(array) = value {
        let elements: Option<Vec<_>> = array.iter().map(kept_scalar).collect();
        return elements.map(|elements| write::array_text(&elements));
    }
    kept_scalar(value)
}

fn kept_scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.value().chars().any(is_deceptive) => None,
        Value::String(text) if text.value().len() > limits::LOCKFILE_STRING_BYTES => None,
        Value::String(text) => Some(write::quoted(text.value())),
        Value::Integer(integer) => Some(integer.value().to_string()),
        Value::Boolean(boolean) => Some(boolean.value().to_string()),
        _ => None,
    }
}

fn is_sha512(item: &Item) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    item.as_str().is_some_and(|text| text.len() == 128 && text.bytes().all(digit))
}

/// Every dependency and every repository that a block names is a block of the same lockfile.
pub(super) fn check_references(lockfile: &Lockfile) -> Result<(), Error> {
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
