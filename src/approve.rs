//! What a new lockfile must not do without being told: widen a plugin's capabilities, or change who signs it.
//!
//! Owns: the comparison of the old lockfile with the new one, and the approvals that let a named change pass.
//! Never does: ask; the front turns the refusal into a flag to give.
//! In: two [`Lockfile`]s and [`Approvals`]. Out: nothing, or an [`Error`] that names every unapproved change.

use std::collections::{BTreeMap, BTreeSet};

use crate::capability::Capability;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::name::{ParseNameError, PluginName};
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};

/// Why a new lockfile is refused.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// A new version asks for more than was approved.
    #[error("{plugin} {version} asks for capabilities that were not approved: {}", join(.capabilities))]
    #[diagnostic(code(RP4001), help("review them, then add `--accept-capabilities {plugin}={}`", join(.capabilities)))]
    Capabilities {
        /// The plugin.
        plugin: PluginName,
        /// The version that asks.
        version: semver::Version,
        /// What it asks for on top.
        capabilities: BTreeSet<Capability>,
    },
    /// Another role signs the plugin than the one in the lockfile.
    #[error("{plugin} is now signed by role {seen}; the lockfile has {expected}")]
    #[diagnostic(code(RP4002), help("ask why the plugin moved, then add `--accept-trust-change {seen}`"))]
    TrustChange {
        /// The plugin.
        plugin: PluginName,
        /// The recorded role, printable.
        expected: String,
        /// The role that signs now, printable.
        seen: String,
    },
    /// `--accept-capabilities` is not `PLUGIN=CAP,...`.
    #[error("--accept-capabilities takes PLUGIN=CAP,..., seen {seen:?}")]
    #[diagnostic(code(RP2171), help("for example `--accept-capabilities acme/fetch=net:api.example.com`"))]
    Flag {
        /// The text that was given.
        seen: String,
        /// The name in it that was refused, where there is one.
        #[source]
        cause: Option<ParseNameError>,
    },
}

fn join(capabilities: &BTreeSet<Capability>) -> String {
    capabilities.iter().map(Capability::as_str).collect::<Vec<_>>().join(",")
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Capabilities { plugin, .. } => Facts::about(plugin),
            Self::TrustChange { plugin, expected, seen } => Facts::about(plugin).mismatch(expected, seen),
            Self::Flag { seen, .. } => Facts::about(seen),
        }
    }
}

/// Changes that were approved by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Approvals {
    capabilities: BTreeMap<PluginName, BTreeSet<Capability>>,
    roles: BTreeSet<String>,
}

impl Approvals {
    /// Reads the values of `--accept-capabilities` (`PLUGIN=CAP,...`) and `--accept-trust-change` (`ROLE`).
    ///
    /// # Errors
    /// [`Error::Flag`].
    pub fn parse(capabilities: &[String], roles: &[String]) -> Result<Self, Error> {
        let mut approvals = Self { roles: roles.iter().cloned().collect(), ..Self::default() };
        for text in capabilities {
            let refused = |cause| Error::Flag { seen: text.clone(), cause };
            let (plugin, list) = text.split_once('=').ok_or_else(|| refused(None))?;
            let plugin: PluginName = plugin.parse().map_err(|error| refused(Some(error)))?;
            for capability in list.split(',') {
                let capability = capability.parse().map_err(|error| refused(Some(error)))?;
                approvals.capabilities.entry(plugin.clone()).or_default().insert(capability);
            }
        }
        Ok(approvals)
    }

    /// Compares `new` with `old`. A plugin that `old` does not have is new to the project: adding it is the approval.
    ///
    /// # Errors
    /// The first unapproved change, in the order of plugin names.
    pub fn allow(&self, old: Option<&Lockfile>, new: &Lockfile) -> Result<(), Error> {
        let Some(old) = old else { return Ok(()) };
        for (name, after) in &new.plugins {
            if let Some(before) = old.plugins.get(name) {
                self.allow_one(before, after)?;
            }
        }
        Ok(())
    }

    fn allow_one(&self, before: &LockedPlugin, after: &LockedPlugin) -> Result<(), Error> {
        let approved = self.capabilities.get(&after.name);
        let is_new = |one: &&Capability| !before.capabilities.contains(*one) && !approved.is_some_and(|set| set.contains(*one));
        let unapproved: BTreeSet<Capability> = after.capabilities.iter().filter(is_new).cloned().collect();
        if !unapproved.is_empty() {
            let (plugin, version) = (after.name.clone(), after.version.clone());
            return Err(Error::Capabilities { plugin, version, capabilities: unapproved });
        }
        if before.role != after.role && !self.roles.contains(&after.role) {
            let shown = |role: &str| Printable(role).to_string();
            let (plugin, expected, seen) = (after.name.clone(), shown(&before.role), shown(&after.role));
            return Err(Error::TrustChange { plugin, expected, seen });
        }
        Ok(())
    }
}
