//! Adoption: a folder of plugins that nobody manages, and which published versions they are, byte for byte.
//!
//! Owns: what counts as a plugin's folder, the comparison by tree digest, and why a folder could not be matched.
//! Never does: guess. A folder is a published version when every path, mode, length and content is, and not when its manifest
//! says so; nothing in it is changed.
//! In: a folder, and the releases that verified metadata lists. Out: [`Adoption`].

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use semver::Version;
use serde::Serialize;

use crate::digest::Sha256;
use crate::limits;
use crate::name::PluginName;
use crate::plugin_manifest::PluginManifest;
use crate::redact::Printable;
use crate::release::Release;
use crate::resolve::Universe;
use crate::store::tree_check::{self, Difference};
use crate::store::{self, file};

/// The file at the root of every published plugin.
const OWN_MANIFEST: &str = "plugin.toml";
/// How deep below the folder a plugin's own folder is looked for: `name`, `namespace/name`, and one more.
const DEPTH: usize = 3;

/// A folder that may be a plugin.
#[derive(Debug)]
pub struct Candidate {
    /// Relative to the folder that was looked through.
    folder: Utf8PathBuf,
    contents: Contents,
}

#[derive(Debug)]
enum Contents {
    /// What its own manifest calls it, where that can be read, and the digest of all files.
    Tree { says: Result<(PluginName, Version), String>, tree: Sha256 },
    /// It has something that no published plugin has.
    Odd(Difference),
    /// It has no manifest of its own.
    NoManifest,
}

/// What became of every folder.
#[derive(Debug, Default, Serialize)]
pub struct Adoption {
    /// The folders that are published versions.
    pub matched: Vec<Matched>,
    /// The others.
    pub unmatched: Vec<Unmatched>,
}

/// A folder that is a published version.
#[derive(Debug, Serialize)]
pub struct Matched {
    /// Relative to the folder that was looked through.
    pub folder: Utf8PathBuf,
    /// The plugin.
    pub name: PluginName,
    /// The version.
    pub version: Version,
}

/// A folder that is none.
#[derive(Debug, Serialize)]
pub struct Unmatched {
    /// Relative to the folder that was looked through.
    pub folder: Utf8PathBuf,
    /// Why, in words.
    pub reason: String,
}

/// Looks through `root` for folders of plugins; hidden folders are passed over.
///
/// # Errors
/// Something cannot be read.
pub fn scan(root: &Utf8Path) -> Result<Vec<Candidate>, store::Error> {
    let mut found = Vec::new();
    for name in tree_check::folders_in(root)? {
        scan_below(root, &Utf8PathBuf::from(name), 1, &mut found)?;
    }
    Ok(found)
}

/// Gives back whether a plugin was found at or below `folder`.
fn scan_below(root: &Utf8Path, folder: &Utf8Path, depth: usize, found: &mut Vec<Candidate>) -> Result<bool, store::Error> {
    let full = root.join(folder);
    if let Some(text) = file::read_text(&full.join(OWN_MANIFEST), limits::MANIFEST_BYTES)? {
        let says = PluginManifest::parse_published(&text).map(|own| (own.name, own.version)).map_err(|error| error.message);
        let contents = match tree_check::digest_of(&full)? {
            Ok(tree) => Contents::Tree { says, tree },
            Err(odd) => Contents::Odd(odd),
        };
        found.push(Candidate { folder: folder.to_owned(), contents });
        return Ok(true);
    }
    let mut any = false;
    if depth < DEPTH {
        for name in tree_check::folders_in(&full)? {
            any |= scan_below(root, &folder.join(name), depth + 1, found)?;
        }
    }
    if !any && depth == 1 {
        found.push(Candidate { folder: folder.to_owned(), contents: Contents::NoManifest });
    }
    Ok(any)
}

/// Finds the published version that each candidate is. Of two folders with versions of one plugin the first is taken.
pub fn match_up(candidates: Vec<Candidate>, published: &Universe) -> Adoption {
    let mut by_tree = BTreeMap::new();
    for release in published.values().flat_map(crate::releases::Releases::iter) {
        for artifact in &release.artifacts {
            by_tree.entry(artifact.tree).or_insert(release);
        }
    }
    let mut adoption = Adoption::default();
    let mut taken: BTreeMap<PluginName, Version> = BTreeMap::new();
    for Candidate { folder, contents } in candidates {
        let matched = match contents {
            Contents::NoManifest => Err(format!("it has no {OWN_MANIFEST}, which every published plugin has")),
            Contents::Odd(odd) => Err(format!("{}, which no published plugin has", odd.words())),
            Contents::Tree { says, tree } => match by_tree.get(&tree) {
                Some(release) if release.yanked => Err(withdrawn(release)),
                Some(release) => Ok((release.name.clone(), release.version.clone())),
                None => Err(other(&says, published)),
            },
        };
        let matched = matched.and_then(|(name, version)| match taken.get(&name) {
            Some(other) => {
                Err(format!("it is {name} {version}, and another folder is {name} {other}: a project has one version"))
            }
            None => Ok((name, version)),
        });
        match matched {
            Ok((name, version)) => {
                taken.insert(name.clone(), version.clone());
                adoption.matched.push(Matched { folder, name, version });
            }
            Err(reason) => adoption.unmatched.push(Unmatched { folder, reason }),
        }
    }
    adoption
}

/// A withdrawn version is not chosen anew, here neither.
fn withdrawn(release: &Release) -> String {
    let Release { name, version, .. } = release;
    format!("it is {name} {version}, which its publisher has withdrawn: `ragnos-plugin add {name}` takes another version")
}

/// Why files that are no published tree are none.
fn other(says: &Result<(PluginName, Version), String>, published: &Universe) -> String {
    let (name, version) = match says {
        Ok(says) => says,
        Err(message) => return format!("its {OWN_MANIFEST} cannot be read: {}", Printable(message)),
    };
    let Some(releases) = published.get(name) else {
        return format!("no repository of ragnos.toml publishes {name}");
    };
    if releases.get(version).is_some() {
        return format!("{name} {version} is published with other files: something here was changed, added or removed");
    }
    let newest = releases.newest().map_or_else(String::new, |release| format!("; the newest is {}", release.version));
    format!("{name} is published, its version {version} is not{newest}")
}
