//! Loading: the door between what is installed and a host that runs it.
//!
//! Owns: the order of the checks, and that nothing but bytes which were hashed a moment before leaves through it.
//! Never does: network, async, writing, or believing a note that is not signed: generation record, links and receipt only have
//! to agree with the lockfile, and lockfile and signed metadata have to agree with each other.
//! In: a project, a trust state, a time ([`Options`]). Out: [`LoadedPlugin`]s.
//!
//! # What is checked
//! [`Loader::open`]: `ragnos.toml` and `ragnos.lock` parse, the lockfile is canonical and answers the manifest; the generation was
//! made from it, for this platform. [`Loader::load`]: the stored metadata of the plugin's repository, every signature, threshold,
//! version and digest from the pinned root down to the role that lists the plugin, vouches for what the lockfile pins (archive,
//! tree, role, capabilities, SBOM); every policy, the project's and the organisation's, allows it; nothing that was seen signed has revoked it; the metadata has not expired longer than the [`Grace`] ago; and every file of the tree, read once into
//! memory, hashes to the tree digest that both of them state. `docs/loader.md` says what this is worth against whom.
//!
//! # Example
//! ```no_run
//! use ragnos_plugin::clock::{Clock, SystemClock};
//! use ragnos_plugin::load::{Loader, Options};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let options = Options::new("/srv/app", "/home/app/.local/state/ragnos-plugin/trust", SystemClock.now());
//! let loader = Loader::open(&options)?;
//! let plugin = loader.load(&"orbit/checksum".parse()?)?;
//! if let Some(warning) = plugin.freshness().warning() {
//!     eprintln!("{}: {warning}", plugin.name());
//! }
//! let code: &[u8] = plugin.bytes("checksum.wasm").ok_or("the plugin has no checksum.wasm")?;
//! # Ok(())
//! # }
//! ```

mod error;
mod freshness;
mod plugin;
#[cfg(target_os = "linux")]
mod sealed;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use camino::Utf8PathBuf;
use jiff::Timestamp;

use crate::cool_down::EXEMPTIONS;
use crate::descriptor::Descriptor;
use crate::digest::Sha256;
use crate::floors::Floors;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::manifest::Manifest;
use crate::name::{PluginName, RepositoryName};
use crate::pinned;
use crate::plan;
use crate::platform::Platform;
use crate::policy::{self, Refused, Subject};
use crate::project::{LOCKFILE, MANIFEST, Paths, Project};
use crate::revocation::{self, Revocation, Revoked};
use crate::revoked;
use crate::rulebook::{self, PolicyFiles, Rulebook};
use crate::store::tree_read::{self, Tree};
use crate::store::{Generation, Layout, generation};
use crate::transcript::Transcript;
use crate::tuf::{self, Persistence, StateFolder, StoredView};
use crate::witness;

pub use crate::store::tree_read::HeldFile;
pub use error::Error;
pub use freshness::{Freshness, Grace, Stale};
pub use plugin::{LoadedPlugin, Provenance};

/// What a loader works with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The project's folder, which holds `ragnos.toml`.
    pub project: Utf8PathBuf,
    /// Where trust states are kept, for example `$XDG_STATE_HOME/ragnos-plugin/trust`.
    pub trust_state: Utf8PathBuf,
    /// The time of the load.
    pub now: Timestamp,
    /// For how long after its expiry metadata still vouches for what is installed.
    pub grace: Grace,
    /// The platform of the host.
    pub platform: Platform,
    /// Where the organisation's policies are looked for; the project's own holds beside them.
    pub policies: PolicyFiles,
}

impl Options {
    /// For this machine, with the usual grace and the policies that the program holds to: `/etc/ragnos/policy.toml`, the user's,
    /// and the one that the environment's `RAGNOS_POLICY` names.
    #[expect(
        clippy::disallowed_methods,
        reason = "a load holds to the same policies as the program, which reads the same variables"
    )]
    pub fn new(project: impl Into<Utf8PathBuf>, trust_state: impl Into<Utf8PathBuf>, now: Timestamp) -> Self {
        let (project, trust_state) = (project.into(), trust_state.into());
        let policies = PolicyFiles::usual(&project, |name| std::env::var(name).ok());
        Self { project, trust_state, now, grace: Grace::default(), platform: Platform::current(), policies }
    }
}

/// A project that plugins are loaded from, as it was when it was opened.
#[derive(Debug)]
pub struct Loader {
    options: Options,
    layout: Layout,
    manifest: Manifest,
    lock: Lockfile,
    generation: Generation,
    links: BTreeMap<String, Option<Sha256>>,
    revoked: revoked::Seen,
    rules: Rulebook,
    views: Mutex<BTreeMap<RepositoryName, Arc<StoredView>>>,
}

/// A plugin that lockfile and signed metadata both vouch for; its files have not been looked at.
struct Vouched<'l> {
    locked: &'l LockedPlugin,
    tree: Sha256,
    unpacked_size: u64,
    freshness: Freshness,
    provenance: Provenance,
}

/// How often, and after which pause, a look at something that another command is just changing is taken again: a second in all.
const LOOKS: usize = 40;
const PAUSE: Duration = Duration::from_millis(25);

impl Loader {
    /// Opens a project: its lockfile is valid and answers the manifest, and what is installed was made from it.
    ///
    /// # Errors
    /// The first thing that is not as it has to be.
    pub fn open(options: &Options) -> Result<Self, Error> {
        let layout = Layout::new(options.project.clone());
        // The file is there while a command is at work, which may just have replaced one of two things that belong together.
        let is_busy = || layout.lock_file().exists();
        patiently(is_busy, || Self::look(options, &layout))
    }

    fn look(options: &Options, layout: &Layout) -> Result<Self, Error> {
        let folder = options.project.clone();
        let (manifest, lockfile) = (folder.join(MANIFEST), folder.join(LOCKFILE));
        let project = Project::open(Paths { folder, manifest, lockfile })?;
        let lock = project.strict_lock()?;
        layout.refuse_links()?;
        let generation = generation::current(layout)?.ok_or(Error::NothingInstalled)?;
        let expected = Sha256::of(project.lock_text.as_deref().unwrap_or_default().as_bytes());
        if generation.lockfile != expected {
            return Err(Error::OtherLockfile { number: generation.number, expected, seen: generation.lockfile });
        }
        if generation.platform != options.platform {
            let (expected, seen) = (options.platform.clone(), generation.platform);
            return Err(Error::OtherPlatform { expected, seen });
        }
        let links = generation::links(layout, generation.number)?;
        let revoked = revoked::seen(layout, Some(&options.trust_state))?;
        let rules = Rulebook::read(&project.manifest, &options.policies, project.reviews()?, options.now)?;
        let (options, layout, manifest) = (options.clone(), layout.clone(), project.manifest);
        Ok(Self { options, layout, manifest, lock, generation, links, revoked, rules, views: Mutex::default() })
    }

    /// The plugins that the lockfile pins.
    pub fn plugins(&self) -> impl Iterator<Item = &PluginName> {
        self.lock.plugins.keys()
    }

    /// Loads a plugin: everything is checked, then every file is read once, and hashed.
    ///
    /// # Errors
    /// Whatever does not fit; nothing is handed out then.
    pub fn load(&self, name: &PluginName) -> Result<LoadedPlugin, Error> {
        let Vouched { locked, tree, unpacked_size, freshness, provenance } = self.vouch(name)?;
        let files = match tree_read::read(&self.layout, &tree, unpacked_size)? {
            Tree::Whole(files) => files,
            Tree::Differs(differences) => return Err(Error::TreeDiffers { plugin: name.clone(), differences }),
        };
        if let Some(warning) = freshness.warning() {
            tracing::warn!(plugin = %name, "{warning}");
        }
        Ok(LoadedPlugin::new(locked, tree, files, freshness, provenance))
    }

    /// Whether a plugin that was loaded before may still be used, and would be the same today: all checks of [`Loader::load`]
    /// but the reading of files, for a host that keeps a [`LoadedPlugin`]. Open a new loader for it: one sees the project as it
    /// was when it was opened.
    ///
    /// # Errors
    /// Those of `load`, and [`Error::Replaced`] where another tree is pinned now.
    pub fn recheck(&self, plugin: &LoadedPlugin) -> Result<Freshness, Error> {
        let vouched = self.vouch(plugin.name())?;
        if vouched.tree != plugin.tree() {
            let (expected, seen) = (vouched.tree, plugin.tree());
            return Err(Error::Replaced { plugin: plugin.name().clone(), expected, seen });
        }
        Ok(vouched.freshness)
    }

    fn vouch(&self, name: &PluginName) -> Result<Vouched<'_>, Error> {
        let locked = self.lock.plugins.get(name).ok_or_else(|| Error::NotLocked { plugin: name.clone() })?;
        let artifact = locked.artifact_for(&self.options.platform).ok_or_else(|| plan::Error::NoArchive {
            plugin: name.clone(),
            version: locked.version.clone(),
            platform: self.options.platform.clone(),
            has: locked.artifacts.keys().cloned().collect(),
        })?;
        refuse_revoked(locked, self.revoked.of_locked(&self.lock, locked))?;
        self.installed(name, artifact.tree)?;
        let view = self.view(name, &locked.repository)?;
        let found = view.find(artifact.target.as_str()).map_err(|error| not_stored(&locked.repository, error))?;
        let found = found
            .ok_or_else(|| witness::Disagreement::NotSigned { plugin: name.clone(), target: artifact.target.to_string() })?;
        let witnessed = witness::same_target(&Transcript::default(), locked, artifact, found.target);
        // Each of them stops a load; `ragnos-plugin check` lists all.
        let witnessed = witnessed.map_err(|all| all.into_iter().next().map_or(Error::NothingInstalled, Error::Disagrees))?;
        let mut rests_on = found.rests_on;
        if let Some(link) = &witnessed.descriptor().provenance {
            let signed = view.find(link.target.as_str()).map_err(|error| not_stored(&locked.repository, error))?;
            witness::same_provenance(locked, link, signed.as_ref().map(|signed| &signed.target))?;
        }
        if let Some(list) = view.find(revocation::TARGET).map_err(|error| not_stored(&locked.repository, error))? {
            // What nobody may hold back longer than the rest: whether the plugin has been revoked.
            let revocations = revoked::in_target(&list.target)?;
            refuse_revoked(locked, revocations.of_locked(locked))?;
            rests_on.extend(list.rests_on);
        }
        let freshness = Freshness::of(&rests_on, view.judged_at(), self.options.grace);
        if let Some((role, expired)) = freshness.is_over() {
            return Err(Error::GraceOver { plugin: name.clone(), role, expired, grace: self.options.grace });
        }
        let threshold = found.way.last().map(|voucher| voucher.role.threshold);
        self.judge(locked, witnessed.descriptor(), threshold, &view)?;
        let provenance = Provenance {
            repository: locked.repository.clone(),
            root_version: view.root_version(),
            root_keys: view.root_keys_fingerprint(),
            target: artifact.target.clone(),
            archive: artifact.sha256,
            published: locked.published,
            way: found.way,
        };
        let unpacked_size = witnessed.descriptor().unpacked_size;
        Ok(Vouched { locked, tree: artifact.tree, unpacked_size, freshness, provenance })
    }

    /// Refuses what a policy is against, by what is signed of it: a rule may be newer than what is installed.
    fn judge(
        &self,
        locked: &LockedPlugin,
        descriptor: &Descriptor,
        threshold: Option<u64>,
        view: &StoredView,
    ) -> Result<(), Error> {
        let stored = |error| not_stored(&locked.repository, error);
        let Some(repository) = self.lock.repositories.get(&locked.repository) else { return Ok(()) };
        let signed = view.find(policy::TARGET).map_err(stored)?.map(|one| revoked::policy_in(&one.target)).transpose()?;
        let policies = self.rules.policies.clone().and_signed(signed.map(|policy| (repository.id, policy)));
        if policies.is_empty() {
            return Ok(());
        }
        let spared = view.find(EXEMPTIONS).map_err(stored)?;
        let spared = spared.map(|list| revoked::exemptions_in(&list.target)).transpose()?.unwrap_or_default();
        let reviews = self.rules.reviews.about(locked.artifacts.values().map(|artifact| &artifact.sha256));
        let (url, mirrors) = rulebook::places(&self.manifest, &locked.repository);
        let subject = Subject {
            name: &locked.name,
            version: &locked.version,
            capabilities: &locked.capabilities,
            gone: false,
            license: Some(&descriptor.license),
            published: locked.published,
            yanked: Some(descriptor.yanked),
            provenance: Some(descriptor.provenance.is_some()),
            threshold,
            url,
            mirrors,
            root: &repository.id,
            urgent: spared.cover(&locked.name, &locked.version),
            reviews: &reviews,
        };
        let refused = Refused::by(&locked.name, &locked.version, policies.judge(&subject));
        refused.map_or(Ok(()), |refused| Err(refused.into()))
    }

    /// Record and link say what the lockfile says. They are notes; a host that follows the links would be led elsewhere.
    fn installed(&self, name: &PluginName, expected: Sha256) -> Result<(), Error> {
        let plugin = || name.clone();
        let recorded = self.generation.plugins.get(name).map(|one| one.tree);
        let Some(linked) = self.links.get(name.as_str()) else { return Err(Error::NotInstalled { plugin: plugin() }) };
        for seen in [*linked, recorded] {
            if seen != Some(expected) {
                let seen = seen.map_or_else(|| "no tree of the store".to_owned(), |tree| tree.to_string());
                return Err(Error::OtherTree { plugin: plugin(), expected, seen });
            }
        }
        Ok(())
    }

    /// The verified view of what is stored of a repository.
    fn view(&self, plugin: &PluginName, name: &RepositoryName) -> Result<Arc<StoredView>, Error> {
        let views = || self.views.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = views().get(name) {
            return Ok(Arc::clone(known));
        }
        let entry = self.manifest.repositories.get(name);
        let entry = entry.ok_or_else(|| Error::NoRepository { plugin: plugin.clone(), repository: name.clone() })?;
        let locked = self.lock.repositories.get(name);
        let anchor = pinned::anchor(&self.options.project, name, entry)?;
        pinned::same_repository(name, locked, &anchor)?;
        let state = StateFolder::at(self.options.trust_state.join(anchor.id().to_string()));
        let options = tuf::Options {
            minimum_root_version: locked.map_or(1, |locked| locked.root_version),
            persistence: Persistence::Discard,
            floors: vec![Floors::read(&self.layout)?.of(&anchor.id())],
            ..tuf::Options::at(self.options.now)
        };
        let open = || StoredView::open(&anchor, &state, &options).map_err(|error| not_stored(name, error));
        let view = Arc::new(patiently(|| state.is_busy(), open)?);
        pinned::same_root_keys(name, locked, view.root_version(), view.root_keys_fingerprint())?;
        views().insert(name.clone(), Arc::clone(&view));
        Ok(view)
    }
}

fn refuse_revoked(locked: &LockedPlugin, revocation: Option<&Revocation>) -> Result<(), Revoked> {
    revocation.map_or(Ok(()), |revocation| Err(Revoked::new(&locked.name, &locked.version, revocation)))
}

/// Looks again for a while where a look fails that another command is at work under.
fn patiently<T>(is_busy: impl Fn() -> bool, look: impl Fn() -> Result<T, Error>) -> Result<T, Error> {
    for _ in 1..LOOKS {
        match look() {
            Err(_) if is_busy() => std::thread::sleep(PAUSE),
            looked => return looked,
        }
    }
    look()
}

/// The loader's own word for metadata that is not stored: it asks nobody, and another command does.
fn not_stored(repository: &RepositoryName, error: tuf::Error) -> Error {
    match error {
        tuf::Error::NotStored { role } => Error::NoTrust { repository: repository.clone(), role },
        other => Error::Trust(other),
    }
}
