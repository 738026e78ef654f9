//! The rules that hold for a project: its own policy, those of the organisation above it, and the reviews that it has.
//!
//! Owns: where an organisation's policies are looked for, the same for the program and for a host that loads plugins, and what a
//! lockfile alone can be judged by.
//! Never does: decide (that is `policy`), ask metadata (that is `ruling` and `load`), or pass over a file that cannot be read.
//! In: a manifest, files, reviews. Out: [`Rulebook`].

use std::io::ErrorKind;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::cool_down::CoolDown;
use crate::limits;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::manifest::Manifest;
use crate::name::RepositoryName;
use crate::policy::{self, Decision, Policies, Policy, Refused, Subject};
use crate::refusal::{Facts, Refusal};
use crate::review::Reviews;
use crate::revoked::Seen;
use crate::store::{self, file};

/// The policy of a machine.
const OF_MACHINE: &str = "/etc/ragnos/policy.toml";
/// The variable that names a further one.
const VARIABLE: &str = "RAGNOS_POLICY";

/// Why the rules are not known.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The policy that the environment names is not there.
    #[error("RAGNOS_POLICY names {path}, and there is no such file")]
    #[diagnostic(code(RP2202), help("correct the variable, or unset it"))]
    NoPolicy {
        /// The file.
        path: Utf8PathBuf,
    },
    /// A policy that is there, and is no file that can be read.
    #[error("{path} has to be a policy, and {seen}")]
    #[diagnostic(code(RP2204), help("put the file there, or remove what stands in its place; a policy is never passed over"))]
    NoFile {
        /// The file.
        path: Utf8PathBuf,
        /// What is there.
        seen: &'static str,
    },
    /// A policy is not valid.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Policy(#[from] policy::Error),
    /// A file cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NoPolicy { path } | Self::NoFile { path, .. } => Facts::about(path),
            Self::Policy(error) => error.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}

/// Where an organisation's policies are looked for. Each that is there holds, and none can loosen another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyFiles {
    /// These may be missing.
    usual: Vec<Utf8PathBuf>,
    /// This one has to be there.
    named: Option<Utf8PathBuf>,
}

impl PolicyFiles {
    /// The machine's (`/etc/ragnos/policy.toml`), the user's (`$XDG_CONFIG_HOME/ragnos/policy.toml`, else `~/.config/...`), and the
    /// one that `RAGNOS_POLICY` names, from `folder`. `variable` reads the environment.
    pub fn usual(folder: &Utf8Path, variable: impl Fn(&str) -> Option<String>) -> Self {
        // By the XDG base directory specification a relative folder counts as none.
        let absolute = |name: &str| variable(name).map(Utf8PathBuf::from).filter(|path| path.is_absolute());
        let configuration = absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")));
        let of_user = configuration.map(|folder| folder.join("ragnos/policy.toml"));
        let named = variable(VARIABLE).filter(|path| !path.is_empty()).map(|path| folder.join(path));
        Self { usual: [Utf8PathBuf::from(OF_MACHINE)].into_iter().chain(of_user).collect(), named }
    }

    /// No more than this one, which has to be there.
    pub fn only(path: impl Into<Utf8PathBuf>) -> Self {
        Self { usual: Vec::new(), named: Some(path.into()) }
    }

    /// True when there may be a rule.
    ///
    /// # Errors
    /// [`Error::NoPolicy`], [`Error::NoFile`].
    pub fn exist(&self) -> Result<bool, Error> {
        Ok(!self.there()?.is_empty())
    }

    /// The policies, read.
    ///
    /// # Errors
    /// [`Error`].
    pub fn read(&self) -> Result<Vec<Policy>, Error> {
        let mut policies = Vec::new();
        for path in self.there()? {
            if let Some(text) = file::read_text(path, limits::MANIFEST_BYTES)? {
                policies.push(Policy::of_file(&text, path.as_str())?);
            }
        }
        Ok(policies)
    }

    /// Those that are there.
    fn there(&self) -> Result<Vec<&Utf8PathBuf>, Error> {
        if let Some(path) = self.named.as_ref().filter(|path| !path.exists()) {
            return Err(Error::NoPolicy { path: path.clone() });
        }
        let mut there = Vec::new();
        for path in self.usual.iter().chain(&self.named) {
            if is_there(path)? {
                there.push(path);
            }
        }
        Ok(there)
    }
}

/// Whether there is a policy. What cannot be looked at counts as there, and whoever reads it says why it cannot be.
fn is_there(path: &Utf8Path) -> Result<bool, Error> {
    let no_file = |seen| Err(Error::NoFile { path: path.to_owned(), seen });
    match path.metadata() {
        // A pipe or a device would be waited for.
        Ok(found) if !found.is_file() => return no_file("is no plain file"),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        _ => return Ok(true),
    }
    let leads_nowhere = |part: &Utf8Path| part.is_symlink() && !part.exists();
    if path.ancestors().any(leads_nowhere) { no_file("the link to it leads nowhere") } else { Ok(false) }
}

/// The rules that a project and its user have.
#[derive(Debug, Clone, Default)]
pub struct Rulebook {
    /// The policies of the project and of the organisation above it.
    pub policies: Policies,
    /// The reviews that the project has.
    pub reviews: Reviews,
    /// The cool-down of the command line.
    pub cool_down: Option<CoolDown>,
}

impl Rulebook {
    /// The rules of a project and of the organisation above it.
    ///
    /// # Errors
    /// [`Error`] of a policy that cannot be read.
    pub fn read(manifest: &Manifest, files: &PolicyFiles, reviews: Reviews, now: Timestamp) -> Result<Self, Error> {
        let layers = files.read()?.into_iter().chain([manifest.policy.clone()]);
        Ok(Self { policies: Policies::new(layers, now), reviews, cool_down: None })
    }

    /// The same, holding to the policies that repositories sign as well, as this machine has seen them: for a run that asks nobody.
    #[must_use]
    pub fn and_seen(self, seen: &Seen) -> Self {
        Self { policies: self.policies.and_signed(seen.policies()), ..self }
    }

    /// The plugins of a lockfile that a policy refuses, for a run that asks nobody: by the lockfile and by what this machine has
    /// seen of what repositories sign. Rules about facts that only metadata has are not asked.
    pub fn refused_offline(&self, manifest: &Manifest, lock: &Lockfile, seen: &Seen) -> Vec<Refused> {
        let policies = self.policies.clone().and_signed(seen.policies());
        let by = ByLock { manifest, lock, gone: false };
        let against = |plugin: &LockedPlugin| {
            let urgent = seen.spares(lock, plugin);
            Refused::by(&plugin.name, &plugin.version, self.by_lock(&policies, by, plugin, urgent))
        };
        lock.plugins.values().filter_map(against).collect()
    }

    /// What `policies` say of a locked plugin, by what the lockfile says of it. `urgent` where the role `security` spares it.
    pub fn by_lock(&self, policies: &Policies, by: ByLock<'_>, plugin: &LockedPlugin, urgent: bool) -> Vec<Decision> {
        // A lockfile with a plugin of a repository that it does not have is refused when it is read.
        let Some(repository) = by.lock.repositories.get(&plugin.repository) else { return Vec::new() };
        let reviews = self.reviews.about(plugin.artifacts.values().map(|artifact| &artifact.sha256));
        let (url, mirrors) = places(by.manifest, &plugin.repository);
        policies.judge(&Subject {
            name: &plugin.name,
            version: &plugin.version,
            capabilities: &plugin.capabilities,
            gone: by.gone,
            license: None,
            published: plugin.published,
            yanked: None,
            provenance: None,
            threshold: plugin.signers.as_ref().map(|signers| signers.threshold),
            url,
            mirrors,
            root: &repository.id,
            urgent,
            reviews: &reviews,
        })
    }
}

/// Where only the lockfile can be asked about its plugins.
#[derive(Debug, Clone, Copy)]
pub struct ByLock<'a> {
    /// The project's manifest.
    pub manifest: &'a Manifest,
    /// The lockfile.
    pub lock: &'a Lockfile,
    /// True where signed metadata was asked, and has them no more.
    pub gone: bool,
}

/// The URL of a repository and its mirrors, as the manifest has them.
pub fn places<'m>(manifest: &'m Manifest, repository: &RepositoryName) -> (&'m str, &'m [String]) {
    manifest.repositories.get(repository).map_or(("", &[]), |entry| (entry.url.as_str(), &entry.mirrors))
}
