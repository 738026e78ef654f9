//! `plugin.toml`: what an author writes at the root of a plugin's source folder, and what `pack` puts in the archive.
//!
//! Owns: its grammar. Never does: I/O, or reading the project's `ragnos.toml` (that is `manifest`).
//! In: TOML text. Out: [`PluginManifest`].

use std::collections::{BTreeMap, BTreeSet};

use semver::{Version, VersionReq};
use toml_edit::{DocumentMut, Item, Table};

use crate::capability::Capability;
use crate::name::PluginName;

/// A parsed `plugin.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PluginManifest {
    /// `[plugin] name`.
    pub name: PluginName,
    /// `[plugin] version`; build metadata is refused, since it cannot be part of a target name.
    pub version: Version,
    /// `[plugin] description`, one line.
    pub description: String,
    /// `[plugin] license`, an SPDX expression.
    pub license: String,
    /// `[plugin] capabilities`.
    pub capabilities: BTreeSet<Capability>,
    /// `[dependencies]`: plugin name to semver requirement.
    pub dependencies: BTreeMap<PluginName, VersionReq>,
    /// `[host]`: host program to semver requirement on its version.
    pub host: BTreeMap<String, VersionReq>,
}

/// A `plugin.toml` that cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("plugin.toml: {message}")]
#[diagnostic(code(RP2001), help("the keys of plugin.toml are listed in docs/plugin-manifest.md"))]
pub struct PluginManifestError {
    /// What is wrong and where.
    pub message: String,
}

impl crate::refusal::Refusal for PluginManifestError {}

fn wrong(message: impl std::fmt::Display) -> PluginManifestError {
    PluginManifestError { message: message.to_string() }
}

impl PluginManifest {
    /// Reads `plugin.toml`. An unknown key is an error: a misspelt `capabilities` must not become "asks for nothing".
    ///
    /// # Errors
    /// [`PluginManifestError`] naming the key.
    pub fn parse(text: &str) -> Result<Self, PluginManifestError> {
        let document = document(text)?;
        only_keys(document.as_table(), "", &["plugin", "dependencies", "host"])?;
        only_keys(plugin(&document)?, "plugin.", &["name", "version", "description", "license", "capabilities"])?;
        Self::of(&document)
    }

    /// Reads the `plugin.toml` of a published plugin. Keys that a later version may have added are passed over.
    ///
    /// # Errors
    /// [`PluginManifestError`] naming the key.
    pub fn parse_published(text: &str) -> Result<Self, PluginManifestError> {
        Self::of(&document(text)?)
    }

    fn of(document: &DocumentMut) -> Result<Self, PluginManifestError> {
        let plugin = plugin(document)?;
        let version: Version =
            text_of(plugin, "version")?.parse().map_err(|error| wrong(format!("plugin.version: {error}")))?;
        if !version.build.is_empty() {
            return Err(wrong("plugin.version: build metadata (+...) cannot be published; use a pre-release or a new version"));
        }
        Ok(Self {
            name: text_of(plugin, "name")?.parse().map_err(|error| wrong(format!("plugin.name: {error}")))?,
            version,
            description: line_of(plugin, "description")?,
            license: line_of(plugin, "license")?,
            capabilities: capabilities(plugin)?,
            dependencies: requirements(document.get("dependencies"), "dependencies")?,
            host: requirements(document.get("host"), "host")?,
        })
    }
}

fn document(text: &str) -> Result<DocumentMut, PluginManifestError> {
    text.parse().map_err(|error: toml_edit::TomlError| wrong(error.message()))
}

fn plugin(document: &DocumentMut) -> Result<&Table, PluginManifestError> {
    document.get("plugin").and_then(Item::as_table).ok_or_else(|| wrong("[plugin] is missing"))
}

fn only_keys(table: &Table, prefix: &str, known: &[&str]) -> Result<(), PluginManifestError> {
    match table.iter().find(|(key, _)| !known.contains(key)) {
        Some((key, _)) => Err(wrong(format!("unknown key {prefix}{key}; known here: {}", known.join(", ")))),
        None => Ok(()),
    }
}

fn text_of<'a>(table: &'a Table, key: &str) -> Result<&'a str, PluginManifestError> {
    table.get(key).and_then(Item::as_str).ok_or_else(|| wrong(format!("plugin.{key} is missing or not a string")))
}

fn line_of(table: &Table, key: &str) -> Result<String, PluginManifestError> {
    let Some(item) = table.get(key) else { return Ok(String::new()) };
    let text = item.as_str().ok_or_else(|| wrong(format!("plugin.{key} is not a string")))?;
    if text.len() > 400 || text.chars().any(crate::redact::is_deceptive) {
        return Err(wrong(format!("plugin.{key} is one line of at most 400 bytes without control characters")));
    }
    Ok(text.to_owned())
}

fn capabilities(plugin: &Table) -> Result<BTreeSet<Capability>, PluginManifestError> {
    let Some(item) = plugin.get("capabilities") else { return Ok(BTreeSet::new()) };
    let array = item.as_array().ok_or_else(|| wrong("plugin.capabilities is not an array"))?;
    array
        .iter()
        .map(|value| {
            let text = value.as_str().ok_or_else(|| wrong("plugin.capabilities holds something that is not a string"))?;
            text.parse().map_err(|error| wrong(format!("plugin.capabilities: {error}")))
        })
        .collect()
}

fn requirements<Name>(item: Option<&Item>, section: &str) -> Result<BTreeMap<Name, VersionReq>, PluginManifestError>
where
    Name: std::str::FromStr + Ord,
    Name::Err: std::fmt::Display,
{
    let Some(item) = item else { return Ok(BTreeMap::new()) };
    let table = item.as_table().ok_or_else(|| wrong(format!("[{section}] is not a table")))?;
    table
        .iter()
        .map(|(key, value)| {
            let name = key.parse().map_err(|error| wrong(format!("[{section}] {error}")))?;
            let text = value.as_str().ok_or_else(|| wrong(format!("{section}.{key} is not a string")))?;
            let requirement = text.parse().map_err(|error| wrong(format!("{section}.{key}: {error}")))?;
            Ok((name, requirement))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = r#"
[plugin]
name = "acme/hello"
version = "1.2.0"
description = "Says hello."
license = "MIT"
capabilities = ["net:api.example.com", "env:LANG"]

[dependencies]
"acme/text" = "^1.0"

[host]
ragnos = ">=0.9"
"#;

    #[test]
    fn a_full_manifest_is_read() {
        let manifest = PluginManifest::parse(FULL).unwrap();
        assert_eq!(manifest.name.as_str(), "acme/hello");
        assert_eq!(manifest.capabilities.len(), 2);
        assert_eq!(manifest.dependencies.len(), 1);
        assert_eq!(manifest.host["ragnos"].to_string(), ">=0.9");
    }

    #[test]
    fn a_misspelt_key_is_named() {
        let error = PluginManifest::parse(&FULL.replace("capabilities", "capabilites")).unwrap_err();
        assert!(error.to_string().contains("plugin.capabilites"), "{error}");
        assert!(PluginManifest::parse_published(&FULL.replace("license", "motto")).unwrap().license.is_empty());
        assert!(PluginManifest::parse(&FULL.replace("1.2.0", "1.2.0+b1")).is_err());
    }
}
