//! What a new lockfile must not do without being told: widen a plugin's capabilities, or change who signs it.
//!
//! Owns: the comparison of the old lockfile with the new one, and the approvals that let a named change pass.
//! Never does: ask; the front turns the refusal into a flag to give.
//! In: two [`Lockfile`]s and [`Approvals`]. Out: nothing, or an [`Error`] that names every unapproved change.

use std::collections::{BTreeMap, BTreeSet};

use crate::capability::Capability;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::name::{ParseNameError, PluginName, RepositoryName};
use crate::redact::{Printable, ShellWord};
use crate::refusal::{Facts, Refusal};
use crate::signers::{Signers, shortened};

/// A plugin that asks for more than was approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The plugin.
    pub plugin: PluginName,
    /// The version that asks.
    pub version: semver::Version,
    /// What it asks for on top.
    pub capabilities: BTreeSet<Capability>,
}

/// Why a new lockfile is refused.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// New versions ask for more than was approved.
    #[error("{}", sentences(.0))]
    #[diagnostic(code(RP4001), help("review them, then add `{}`", flags(.0)))]
    Capabilities(Vec<Asked>),
    /// Another role signs the plugin than the one in the lockfile.
    #[error("{plugin} is now signed by role {seen}; the lockfile has {expected}")]
    #[diagnostic(code(RP4002), help("ask why the plugin moved, then add `--accept-trust-change {}`", ShellWord(.seen)))]
    TrustChange {
        /// The plugin.
        plugin: PluginName,
        /// The recorded role, printable.
        expected: String,
        /// The role that signs now, printable.
        seen: String,
    },
    /// An update brings in a plugin of a publisher that the project has nothing from.
    #[error("{plugin} {version} comes in with an update and is signed by role {role}, which signs for nothing in the lockfile")]
    #[diagnostic(code(RP4006), help("look at who needs it and whose it is, then add `--accept-trust-change {}`", ShellWord(.role)))]
    NewSigner {
        /// The plugin.
        plugin: PluginName,
        /// The version.
        version: semver::Version,
        /// The role, printable.
        role: String,
    },
    /// Fewer keys have to sign than when the plugin was locked.
    #[error("{seen} of the keys of role {role} have to sign for {plugin} now; it was locked when {expected} had to")]
    #[diagnostic(
        code(RP4008),
        help("ask the publisher whether this was meant, then run `ragnos-plugin lock --accept-trust-change {}`", ShellWord(.role))
    )]
    LowerThreshold {
        /// The plugin.
        plugin: PluginName,
        /// The role, printable.
        role: String,
        /// The locked threshold.
        expected: u64,
        /// The threshold now.
        seen: u64,
    },
    /// A key may sign that could not when the plugin was locked.
    #[error("role {role}, which signs {plugin}, has keys that it did not have when this was locked: {}", shortened(&.seen.new_since(.expected)))]
    #[diagnostic(
        code(RP4009),
        help(
            "compare the keys with what the publisher says of them by another way, then run `ragnos-plugin lock --accept-trust-change {}`",
            ShellWord(.role)
        )
    )]
    NewKeys {
        /// The plugin.
        plugin: PluginName,
        /// The role, printable.
        role: String,
        /// Who could sign when it was locked.
        expected: Box<Signers>,
        /// Who may sign now: at least one key more.
        seen: Box<Signers>,
    },
    /// Another repository vouches for the plugin than the one in the lockfile.
    #[error("{plugin} now comes from the repository {seen}; the lockfile has {expected}")]
    #[diagnostic(
        code(RP4007),
        help("look at [repositories] in ragnos.toml; if the move was meant, add `--accept-trust-change {}`", ShellWord(.role))
    )]
    OtherRepository {
        /// The plugin.
        plugin: PluginName,
        /// The recorded repository.
        expected: RepositoryName,
        /// The repository that vouches for it now.
        seen: RepositoryName,
        /// The role that signs it there.
        role: String,
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

fn sentences(asked: &[Asked]) -> String {
    let one = |Asked { plugin, version, capabilities }: &Asked| {
        format!("{plugin} {version} asks for capabilities that were not approved: {}", join(capabilities))
    };
    asked.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Everything that has to be added to the command line, for all of them at once.
fn flags(asked: &[Asked]) -> String {
    let one = |Asked { plugin, capabilities, .. }: &Asked| {
        format!("--accept-capabilities {}", ShellWord(&format!("{plugin}={}", join(capabilities))))
    };
    asked.iter().map(one).collect::<Vec<_>>().join(" ")
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Capabilities(asked) => {
                Facts::about(&asked.iter().map(|one| one.plugin.as_str()).collect::<Vec<_>>().join(", "))
            }
            Self::TrustChange { plugin, expected, seen } => Facts::about(plugin).mismatch(expected, seen),
            Self::NewSigner { plugin, role, .. } => Facts::about(plugin).mismatch(&"a role that is in the lockfile", role),
            Self::LowerThreshold { plugin, expected, seen, .. } => Facts::about(plugin).mismatch(expected, seen),
            Self::NewKeys { plugin, expected, seen, .. } => Facts::about(plugin).mismatch(&expected.in_full(), &seen.in_full()),
            Self::OtherRepository { plugin, expected, seen, .. } => Facts::about(plugin).mismatch(expected, seen),
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

    /// Compares `new` with `old`. A plugin that `old` does not have is new to the project: where it comes with one that the
    /// manifest newly asks for, adding that one is the approval; where it comes with a new version of another plugin, nobody has
    /// asked for it, and what it wants and who signs it has to be approved.
    ///
    /// # Errors
    /// All capabilities that were not approved, so that one line approves them; else the first other unapproved change, in the order of
    /// plugin names.
    pub fn allow(&self, old: Option<&Lockfile>, new: &Lockfile) -> Result<(), Error> {
        let Some(old) = old else { return Ok(()) };
        let (asked_for, roles) = (asked_for(old, new), signers(old));
        let compared: Vec<(Option<&LockedPlugin>, &LockedPlugin)> = new
            .plugins
            .values()
            .map(|after| (old.plugins.get(&after.name), after))
            .filter(|(before, after)| before.is_some() || !asked_for.contains(&after.name))
            .collect();
        let asked: Vec<Asked> = compared.iter().filter_map(|(before, after)| self.unapproved(*before, after)).collect();
        if !asked.is_empty() {
            return Err(Error::Capabilities(asked));
        }
        compared.into_iter().try_for_each(|(before, after)| match before {
            Some(before) => self.allow_signer(before, after),
            None => self.allow_unasked(&roles, after),
        })
    }

    /// What a plugin asks for beyond what it was approved for: all of it where an update brings it in.
    fn unapproved(&self, before: Option<&LockedPlugin>, after: &LockedPlugin) -> Option<Asked> {
        let approved = self.capabilities.get(&after.name);
        let is_covered = |one: &Capability| before.is_some_and(|before| before.capabilities.iter().any(|had| had.covers(one)));
        let is_new = |one: &&Capability| !is_covered(one) && !approved.is_some_and(|set| set.contains(*one));
        let capabilities: BTreeSet<Capability> = after.capabilities.iter().filter(is_new).cloned().collect();
        let (plugin, version) = (after.name.clone(), after.version.clone());
        (!capabilities.is_empty()).then_some(Asked { plugin, version, capabilities })
    }

    /// A plugin that an update brings in: its signer may be new.
    fn allow_unasked(&self, roles: &BTreeSet<(&RepositoryName, &str)>, after: &LockedPlugin) -> Result<(), Error> {
        if roles.contains(&(&after.repository, after.role.as_str())) || self.roles.contains(&after.role) {
            return Ok(());
        }
        let (plugin, version) = (after.name.clone(), after.version.clone());
        Err(Error::NewSigner { plugin, version, role: Printable(&after.role).to_string() })
    }

    fn allow_signer(&self, before: &LockedPlugin, after: &LockedPlugin) -> Result<(), Error> {
        if self.roles.contains(&after.role) {
            return Ok(());
        }
        if before.role != after.role {
            let shown = |role: &str| Printable(role).to_string();
            let (plugin, expected, seen) = (after.name.clone(), shown(&before.role), shown(&after.role));
            return Err(Error::TrustChange { plugin, expected, seen });
        }
        if before.repository != after.repository {
            let (expected, seen) = (before.repository.clone(), after.repository.clone());
            return Err(Error::OtherRepository { plugin: after.name.clone(), expected, seen, role: after.role.clone() });
        }
        after.signers.as_ref().and_then(|now| alarm(before, now)).map_or(Ok(()), Err)
    }
}

/// What is wrong with who may sign the role of a locked plugin now: fewer keys have to, or others may. That keys went away or that
/// more have to sign is no alarm, and neither is anything about a block of an older program, which does not say who could.
pub fn alarm(locked: &LockedPlugin, now: &Signers) -> Option<Error> {
    let before = locked.signers.as_ref()?;
    let (plugin, role) = (locked.name.clone(), Printable(&locked.role).to_string());
    if now.threshold < before.threshold {
        return Some(Error::LowerThreshold { plugin, role, expected: before.threshold, seen: now.threshold });
    }
    let (expected, seen) = (Box::new(before.clone()), Box::new(now.clone()));
    (!now.new_since(before).is_empty()).then_some(Error::NewKeys { plugin, role, expected, seen })
}

/// The plugins that the manifest newly asks for, and all that these need.
fn asked_for<'l>(old: &Lockfile, new: &'l Lockfile) -> BTreeSet<&'l PluginName> {
    let was_direct = |name: &PluginName| old.plugins.get(name).is_some_and(|before| before.direct);
    let mut rest: Vec<&PluginName> =
        new.plugins.values().filter(|one| one.direct && !was_direct(&one.name)).map(|one| &one.name).collect();
    let mut found = BTreeSet::new();
    while let Some(name) = rest.pop() {
        if found.insert(name) {
            rest.extend(new.plugins.get(name).into_iter().flat_map(|plugin| &plugin.dependencies));
        }
    }
    found
}

/// Who signs for plugins of a lockfile already.
fn signers(lock: &Lockfile) -> BTreeSet<(&RepositoryName, &str)> {
    lock.plugins.values().map(|plugin| (&plugin.repository, plugin.role.as_str())).collect()
}
