//! Why a plugin is not loaded.
//!
//! Owns: the codes RP3201 to RP3209, RP5501 and RP5502.
//! Never does: decide. In: the facts of a failed check. Out: [`Error`].

use jiff::civil::DateTime;

use super::Grace;
use crate::digest::Sha256;
use crate::name::{PluginName, RepositoryName};
use crate::platform::Platform;
use crate::policy::Refused;
use crate::refusal::{Facts, Refusal};
use crate::revocation::Revoked;
use crate::store::tree_check::Difference;
use crate::{floors, pinned, plan, project, revoked, rulebook, store, tuf, witness};

/// Why a plugin is not loaded. Nothing is handed out with any of these.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Nothing was ever installed.
    #[error("nothing is installed in this project")]
    #[diagnostic(code(RP3201), help("run `ragnos-plugin sync`"))]
    NothingInstalled,
    /// The lockfile does not have the plugin.
    #[error("{plugin} is not in the lockfile")]
    #[diagnostic(code(RP3202), help("run `ragnos-plugin add {plugin}`, and review what it asks for"))]
    NotLocked {
        /// The plugin.
        plugin: PluginName,
    },
    /// What is installed was made from another lockfile.
    #[error("generation {number} was installed from another lockfile than ragnos.lock")]
    #[diagnostic(
        code(RP3203),
        help("run `ragnos-plugin sync`, which installs what ragnos.lock pins, or restore ragnos.lock from version control")
    )]
    OtherLockfile {
        /// The generation.
        number: u64,
        /// sha256 of the lockfile.
        expected: Sha256,
        /// sha256 of the lockfile that it was made from.
        seen: Sha256,
    },
    /// The generation has another tree for the plugin than the lockfile pins.
    #[error("{plugin} is installed with {seen}, the lockfile pins the tree {expected}")]
    #[diagnostic(code(RP3204), help("find out who changed .ragnos/generations, then run `ragnos-plugin sync --repair`"))]
    OtherTree {
        /// The plugin.
        plugin: PluginName,
        /// The locked tree.
        expected: Sha256,
        /// What record or link say.
        seen: String,
    },
    /// The files of the plugin are not those of its tree digest.
    #[error("the files of {plugin} are not those that were installed: {}", words(.differences))]
    #[diagnostic(
        code(RP3205),
        help("find out who changed them, then run `ragnos-plugin sync --repair`, which installs the plugin again")
    )]
    TreeDiffers {
        /// The plugin.
        plugin: PluginName,
        /// At least one.
        differences: Vec<Difference>,
    },
    /// What is installed is for another platform.
    #[error("the plugins are installed for {seen}, this host is {expected}")]
    #[diagnostic(code(RP3206), help("run `ragnos-plugin sync` on this machine, or with `--platform {expected}`"))]
    OtherPlatform {
        /// The host's platform.
        expected: Platform,
        /// That of the generation.
        seen: Platform,
    },
    /// A plugin that was loaded before is another one now.
    #[error("{plugin} was loaded with the tree {seen}, the project pins {expected} now")]
    #[diagnostic(code(RP3207), help("load it again"))]
    Replaced {
        /// The plugin.
        plugin: PluginName,
        /// The tree that is pinned now.
        expected: Sha256,
        /// The tree of the loaded plugin.
        seen: Sha256,
    },
    /// The manifest has no repository of the name that the lockfile gives.
    #[error("{plugin} comes from the repository {repository}, which ragnos.toml does not have")]
    #[diagnostic(code(RP3208), help("restore ragnos.toml from version control, or run `ragnos-plugin lock`"))]
    NoRepository {
        /// The plugin.
        plugin: PluginName,
        /// The repository.
        repository: RepositoryName,
    },
    /// The plugin is in the lockfile and not in the generation.
    #[error("{plugin} is in the lockfile and not installed")]
    #[diagnostic(code(RP3209), help("run `ragnos-plugin sync`"))]
    NotInstalled {
        /// The plugin.
        plugin: PluginName,
    },
    /// The trust state does not hold what vouches for the plugin.
    #[error("the {role} metadata of {repository} is not in the trust state: nothing on this machine vouches for its plugins")]
    #[diagnostic(
        code(RP5501),
        help("run `ragnos-plugin sync` as the user who loads, or point the loader at the trust state of the user who did")
    )]
    NoTrust {
        /// The repository.
        repository: RepositoryName,
        /// The role, printable.
        role: String,
    },
    /// Metadata expired longer ago than the grace.
    #[error("the {role} metadata that vouches for {plugin} expired at {expired}Z, and the grace of {grace} is over")]
    #[diagnostic(code(RP5502), help("run `ragnos-plugin sync`, which asks the repository; check this machine's clock, too"))]
    GraceOver {
        /// The plugin.
        plugin: PluginName,
        /// The role that expired first, printable.
        role: String,
        /// When, UTC.
        expired: DateTime,
        /// The host's grace.
        grace: Grace,
    },
    /// The plugin was revoked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Revoked(#[from] Revoked),
    /// A policy refuses it.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Refused(#[from] Refused),
    /// The rules are not known.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Rules(#[from] rulebook::Error),
    /// It is not known what was revoked: the memory of it is damaged.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Memory(#[from] revoked::Error),
    /// The signed list of revocations cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Revocations(#[from] revoked::SignedError),
    /// The lockfile pins no archive for this platform.
    #[error(transparent)]
    #[diagnostic(transparent)]
    NoArchive(#[from] plan::Error),
    /// Lockfile and signed metadata disagree.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Disagrees(#[from] witness::Disagreement),
    /// Stored metadata is refused.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
    /// The pinned root cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Pinned(#[from] pinned::Error),
    /// What the project remembers cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Floors(#[from] floors::Error),
    /// Manifest or lockfile cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Project(#[from] project::Error),
    /// Something of the project cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

/// The first differences, and how many more there are.
fn words(differences: &[Difference]) -> String {
    let shown: Vec<String> = differences.iter().take(3).map(Difference::words).collect();
    let more = differences.len() - shown.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", shown.join(", "))
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NothingInstalled => Facts::default(),
            Self::NotLocked { plugin } | Self::NotInstalled { plugin } => Facts::about(plugin),
            Self::OtherLockfile { number, expected, seen } => {
                Facts::about(&format!("generation {number}")).mismatch(expected, seen)
            }
            Self::OtherTree { plugin, expected, seen } => Facts::about(plugin).mismatch(expected, seen),
            Self::TreeDiffers { plugin, differences } => {
                Facts::about(plugin).mismatch(&"the installed files", &words(differences))
            }
            Self::OtherPlatform { expected, seen } => Facts::about(&"generation").mismatch(expected, seen),
            Self::Replaced { plugin, expected, seen } => Facts::about(plugin).mismatch(expected, seen),
            Self::NoRepository { plugin, repository } => Facts::about(plugin).mismatch(repository, &"no such repository"),
            Self::NoTrust { repository, .. } => Facts::about(repository),
            Self::GraceOver { plugin, role, expired, .. } => {
                Facts { seen: Some(format!("{role} expired at {expired}Z")), ..Facts::about(plugin) }
            }
            Self::Revoked(error) => error.facts(),
            Self::Refused(error) => error.facts(),
            Self::Rules(error) => error.facts(),
            Self::Memory(error) => error.facts(),
            Self::Revocations(error) => error.facts(),
            Self::NoArchive(error) => error.facts(),
            Self::Disagrees(error) => error.facts(),
            Self::Trust(error) => error.facts(),
            Self::Pinned(error) => error.facts(),
            Self::Floors(error) => error.facts(),
            Self::Project(error) => error.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}
