//! `ragnos.toml`: the project's manifest.
//!
//! Owns: its grammar and the rule that says which repository a name belongs to.
//! Never does: I/O.
//! In: TOML text. Out: [`Manifest`].

pub mod edit;
mod parse;

use std::collections::{BTreeMap, BTreeSet};

use semver::{Version, VersionReq};

use crate::name::{Namespace, PluginName, RepositoryName};
use crate::platform::Platform;
use crate::policy::Policy;

pub use parse::Error;

/// A parsed `ragnos.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// `[project] platforms`: every chosen release must have an archive for each; empty means the machine that locks.
    pub platforms: BTreeSet<Platform>,
    /// `[host]`: the host programs that load the plugins, with their versions.
    pub host: BTreeMap<String, Version>,
    /// `[repositories.NAME]`.
    pub repositories: BTreeMap<RepositoryName, RepositoryEntry>,
    /// `[plugins]`: what the project asks for directly.
    pub plugins: BTreeMap<PluginName, VersionReq>,
    /// `[policy]`: what may be installed.
    pub policy: Policy,
}

/// One `[repositories.NAME]` table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepositoryEntry {
    /// `url`: `https://`, `http://`, `file://`, or a path relative to the manifest. Below it are `metadata/` and `targets/`.
    pub url: String,
    /// `mirrors`: more places of the same repository, each in a form that `url` takes; asked in this order, after `url`.
    pub mirrors: Vec<String>,
    /// `root`: path of the pinned root, relative to the manifest; by default `.ragnos/trust/NAME.root.json`.
    pub root: String,
    /// `namespaces`: names in these belong to this repository and to no other. A repository without the key takes the rest;
    /// at most one repository may be without it, so every name has one owner (no dependency confusion).
    pub namespaces: Option<BTreeSet<Namespace>>,
}
