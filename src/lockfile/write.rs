//! The canonical writer: one lockfile, one sequence of bytes (lockfile-spec/v1.md section 5).
//!
//! Owns: order, spacing and quoting. Never does: I/O.
//! In: [`Lockfile`]. Out: text.

use std::fmt::{Display, Write as _};

use super::error::Error;
use super::{LockedArtifact, LockedPlugin, LockedRepository, Lockfile, Unknown, VERSION};
use crate::name::RepositoryName;

const HEADER: &str = "# Written by ragnos-plugin. Review it, commit it, do not edit it by hand. Format: lockfile-spec/v1.md.\n";

impl Lockfile {
    /// The canonical text.
    pub fn to_text(&self) -> String {
        let mut text = header(&self.unknown);
        for (name, repository) in &self.repositories {
            text.push('\n');
            text += &repository_block(name, repository);
        }
        for plugin in self.plugins.values() {
            text.push('\n');
            text += &plugin_block(plugin);
        }
        text
    }

    /// Checks that `text`, which parsed as `self`, is the canonical text.
    ///
    /// # Errors
    /// [`Error::NotCanonical`] with the first line that differs.
    pub fn check_canonical(&self, text: &str) -> Result<(), Error> {
        let canonical = self.to_text();
        if canonical == text {
            return Ok(());
        }
        let same = canonical.split_inclusive('\n').zip(text.split_inclusive('\n')).take_while(|(one, other)| one == other);
        Err(Error::NotCanonical { line: same.count() + 1 })
    }
}

/// The comment, the version and the unknown keys of the header.
pub(super) fn header(unknown: &Unknown) -> String {
    let mut text = format!("{HEADER}version = {VERSION}\n");
    keep(&mut text, unknown);
    text
}

/// The block of one repository.
pub(super) fn repository_block(name: &RepositoryName, repository: &LockedRepository) -> String {
    let mut text = String::from("[[repository]]\n");
    pair(&mut text, "name", name);
    pair(&mut text, "id", &repository.id);
    pair(&mut text, "root-keys", &repository.root_keys);
    line(&mut text, "root-version", &repository.root_version);
    keep(&mut text, &repository.unknown);
    text
}

/// The block of one plugin, with the blocks of its artifacts.
pub(super) fn plugin_block(plugin: &LockedPlugin) -> String {
    let mut text = String::from("[[plugin]]\n");
    pair(&mut text, "name", &plugin.name);
    pair(&mut text, "version", &plugin.version);
    if plugin.direct {
        line(&mut text, "direct", &true);
    }
    pair(&mut text, "repository", &plugin.repository);
    // A role's name is remote text: it may hold what TOML has to escape.
    line(&mut text, "role", &quoted(&plugin.role));
    if let Some(published) = plugin.published {
        pair(&mut text, "published", &published);
    }
    pair(&mut text, "manifest-sha256", &plugin.manifest_sha256);
    array(&mut text, "capabilities", &plugin.capabilities);
    array(&mut text, "dependencies", &plugin.dependencies);
    keep(&mut text, &additions(plugin));
    for artifact in plugin.artifacts.values() {
        artifact_block(&mut text, artifact);
    }
    text
}

/// The keys of a plugin block that came after the first program of version 1, with those that this one does not know: to that first
/// program all of them are unknown, and one order for both is what keeps the bytes the same whoever writes.
fn additions(plugin: &LockedPlugin) -> Unknown {
    let mut additions = plugin.unknown.clone();
    if let Some(signers) = &plugin.signers {
        let keys: Vec<String> = signers.keys.iter().map(|key| format!("\"{key}\"")).collect();
        additions.insert("role-keys".to_owned(), array_text(&keys));
        additions.insert("role-threshold".to_owned(), signers.threshold.to_string());
    }
    additions
}

fn artifact_block(text: &mut String, artifact: &LockedArtifact) {
    *text += "\n[[plugin.artifact]]\n";
    pair(text, "platform", &artifact.platform);
    pair(text, "target", &artifact.target);
    line(text, "length", &artifact.length);
    pair(text, "sha256", &artifact.sha256);
    pair(text, "tree", &artifact.tree);
    pair(text, "sbom", &artifact.sbom);
    pair(text, "sbom-sha256", &artifact.sbom_sha256);
    keep(text, &artifact.unknown);
}

fn line(text: &mut String, key: &str, value: &dyn Display) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{key} = {value}");
}

/// A string whose grammar has no character that TOML would have to escape.
fn pair(text: &mut String, key: &str, value: &dyn Display) {
    let _ = writeln!(text, "{key} = \"{value}\"");
}

fn array<T: Display>(text: &mut String, key: &str, values: impl IntoIterator<Item = T>) {
    let values: Vec<_> = values.into_iter().map(|value| format!("\"{value}\"")).collect();
    if !values.is_empty() {
        line(text, key, &array_text(&values));
    }
}

/// An array of elements that are TOML text already: one a line, each with a comma.
pub(super) fn array_text(elements: &[String]) -> String {
    if elements.is_empty() {
        return "[]".to_owned();
    }
    format!("[\n    {},\n]", elements.join(",\n    "))
}

/// A TOML basic string; the shortest escapes, and only where TOML asks for one.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}

fn keep(text: &mut String, unknown: &Unknown) {
    for (key, value) in unknown {
        line(text, key, value);
    }
}
