//! One command's dealings with a project, in the order that all writing commands share:
//! hold the project, read it, open its repositories, relock, approve, plan, and install or only show.
//!
//! Owns: that order, once, for `add`, `remove`, `lock`, `sync` and `update`.
//! Never does: decide versions or write files itself; it calls the use cases.
//! In: [`Context`] and a [`Goal`]. Out: a [`Change`] to show.

use std::collections::BTreeMap;
use std::sync::Arc;

use semver::{Op, VersionReq};

use super::args::{DryRun, Installing, Rules};
use super::change::Change;
use super::context::Context;
use super::diagnostic::Failure;
use crate::approve::{self, Approvals, alarm};
use crate::catalog::Catalog;
use crate::check;
use crate::cool_down::Held;
use crate::digest::Sha256;
use crate::fetch::{Bounds, Sources};
use crate::install::{self, Evidence, Install};
use crate::lockfile::{Lockfile, diff};
use crate::manifest::{Manifest, edit};
use crate::name::PluginName;
use crate::plan::Plan;
use crate::platform::Platform;
use crate::policy::Refused;
use crate::project::{LOCKFILE, MANIFEST, Project};
use crate::relock::{Relocked, Wish, relock};
use crate::repositories::Repositories;
use crate::revoked;
use crate::rulebook::Rulebook;
use crate::ruling::Ruling;
use crate::store::commit::NewText;
use crate::store::{Cache, Layout, ProjectLock, Trees, file};
use crate::tuf::Persistence;

/// A project that this command holds and has read.
pub(super) struct Session<'c> {
    pub(super) context: &'c Context,
    /// The project as it was.
    pub(super) project: Project,
    pub(super) layout: Layout,
    /// `None` for a dry run, which leaves no trace and so holds nothing.
    guard: Option<Arc<ProjectLock>>,
    offline: bool,
    evidence: Evidence,
    /// The generation that a rollback goes to.
    again: Option<u64>,
}

/// What the project is to become.
pub(super) struct Goal {
    /// The manifest's new text, where it changes.
    pub(super) manifest: Option<String>,
    /// The lockfile.
    pub(super) lockfile: Lockfile,
    /// The lockfile's text.
    pub(super) lock_text: String,
    /// What is to be installed; `None` leaves the installed plugins alone.
    pub(super) plan: Option<Plan>,
    /// The newer versions that are too young.
    pub(super) held: Vec<Held>,
}

impl Goal {
    /// A lockfile as it is, which the manifest asks for as it is.
    pub(super) fn locked(lockfile: Lockfile, plan: Option<Plan>) -> Self {
        Self { manifest: None, lock_text: lockfile.to_text(), lockfile, plan, held: Vec::new() }
    }

    /// A new lockfile, for a manifest that is to have this text where it changes.
    pub(super) fn relocked(relocked: Relocked, manifest: Option<String>, plan: Option<Plan>) -> Self {
        let Relocked { lockfile, held, .. } = relocked;
        Self { manifest, held, ..Self::locked(lockfile, plan) }
    }
}

impl<'c> Session<'c> {
    /// Holds the project, unless this is a dry run, and reads it.
    pub(super) fn begin(context: &'c Context, command: &str, dry_run: DryRun, offline: bool) -> Result<Self, Failure> {
        let paths = context.paths()?;
        let layout = paths.layout();
        let guard = if dry_run.dry_run {
            None
        } else {
            let tell = |holder: &str| context.note(format!("waiting for {holder}, which holds {}", layout.root()));
            Some(Arc::new(ProjectLock::acquire(&layout, command, context.waiting(), tell)?))
        };
        // Read under the lock: what another command writes in between would be lost.
        let project = Project::open(paths)?;
        Ok(Self { context, project, layout, guard, offline, evidence: Evidence::Receipt, again: None })
    }

    /// The same; every installed file is hashed when `repair` is set.
    pub(super) fn looking(self, repair: bool) -> Self {
        Self { evidence: if repair { Evidence::Files } else { Evidence::Receipt }, ..self }
    }

    /// The same; an existing generation is made current again where it is what the goal leads to.
    pub(super) fn going_to(self, number: u64) -> Self {
        Self { again: Some(number), ..self }
    }

    /// Opens the repositories of `manifest`, which may be newer than the project's own. They stay open until the process ends, which
    /// gives megabytes of metadata back at once and not piece by piece.
    pub(super) async fn open(&self, manifest: &Manifest, lock: Option<&Lockfile>) -> Result<&'static Repositories, Failure> {
        let persistence = if self.guard.is_some() { Persistence::Write } else { Persistence::Discard };
        let access = self.context.access(self.offline, persistence)?;
        let repositories = Repositories::open(&self.project.paths.folder, manifest, lock, &access).await?;
        if access.offline {
            repositories.offline_notes(self.context.now).into_iter().for_each(|note| self.context.warn(note));
        }
        if access.bundle.is_some() {
            repositories.bundle_notes().into_iter().for_each(|note| self.context.note(note));
        }
        Ok(Box::leak(Box::new(repositories)))
    }

    /// The cache of downloaded files; a run that leaves no trace only reads it.
    pub(super) fn cache(&self) -> Result<Cache, Failure> {
        let cache = self.context.cache()?;
        Ok(if self.guard.is_some() { cache } else { cache.read_only() })
    }

    /// Resolves `wish` to a new lockfile and refuses what nobody approved.
    pub(super) async fn relock(
        &self,
        manifest: &Manifest,
        repositories: &Repositories,
        old: Option<&Lockfile>,
        mut wish: Wish,
        rules: &Rules,
    ) -> Result<Relocked, Failure> {
        let approvals = Approvals::parse(&rules.approvals.accept_capabilities, &rules.approvals.accept_trust_change)?;
        wish.rules = self.rulebook()?;
        wish.rules.cool_down = rules.age.cool_down(self.context.now)?;
        let cache = self.cache()?;
        let mut catalog = Catalog::new(manifest, repositories, &cache);
        let relocked = relock(manifest, repositories, &mut catalog, old, &wish).await;
        // What was left out may be why there is no solution.
        self.tell_left_out(&catalog);
        let relocked = relocked?;
        for (plugin, cause) in catalog.unasked() {
            self.context.warn(format!("{plugin} stays as it is locked, its publisher's role cannot be used: {cause}"));
        }
        approvals.allow(old, &relocked.lockfile)?;
        Ok(relocked)
    }

    /// Makes the project ask for the plugins of `written`, locks and installs them. `manifest` is the project's own with all that
    /// the resolver may choose from; where `written` has no requirement for ragnos.toml, it is `^` and the chosen version.
    pub(super) async fn ask_for(
        self,
        written: BTreeMap<PluginName, Option<VersionReq>>,
        manifest: &Manifest,
        repositories: &Repositories,
        installing: &Installing,
        rules: &Rules,
    ) -> Result<Change, Failure> {
        let old = self.project.lock()?;
        let (requirements, unlock) = (manifest.plugins.clone(), written.keys().cloned().collect());
        let wish = Wish { requirements, unlock, ..Wish::default() };
        let relocked = self.relock(manifest, repositories, old.as_ref(), wish, rules).await?;
        let chosen = |name: &PluginName| {
            relocked.resolution.releases.get(name).map(|release| edit::requirement(Op::Caret, &release.version))
        };
        let written = written.into_iter().filter_map(|(name, given)| given.or_else(|| chosen(&name)).map(|one| (name, one)));
        let (text, name) = (&self.project.manifest_text, self.project.paths.manifest.as_str());
        let text = edit::add_plugins(text, name, &written.collect())?;
        let plan = self.plan_of(installing, &relocked.lockfile)?;
        let goal = Goal::relocked(relocked, (text != self.project.manifest_text).then_some(text), plan);
        self.carry_out(Some(repositories), goal).await
    }

    /// The project's manifest, asking for these plugins as well.
    pub(super) fn manifest_with(&self, plugins: &BTreeMap<PluginName, VersionReq>) -> Result<Manifest, Failure> {
        let (text, name) = (&self.project.manifest_text, self.project.paths.manifest.as_str());
        Ok(Manifest::parse(&edit::add_plugins(text, name, plugins)?, MANIFEST)?)
    }

    /// The rules of the project and of the organisation above it.
    pub(super) fn rulebook(&self) -> Result<Rulebook, Failure> {
        let (files, reviews) = (self.context.policy_files(), self.project.reviews()?);
        Ok(Rulebook::read(&self.project.manifest, &files, reviews, self.context.now)?)
    }

    /// The plugins of a lockfile that a policy refuses.
    pub(super) async fn refused(&self, repositories: &Repositories, lock: &Lockfile) -> Result<Vec<Refused>, Failure> {
        let (manifest, rules, cache) = (&self.project.manifest, self.rulebook()?, self.cache()?);
        let mut catalog = Catalog::new(manifest, repositories, &cache);
        Ok(Ruling::new(manifest, repositories, &rules).refused_in(lock, &mut catalog).await?)
    }

    /// Refuses a lockfile that is there already where a policy refuses one of its plugins: a policy may be newer than the lockfile.
    pub(super) async fn refuse_by_policy(&self, repositories: Option<&Repositories>, lock: &Lockfile) -> Result<(), Failure> {
        let refused = if let Some(repositories) = repositories {
            let refused = self.refused(repositories, lock).await?.into_iter().next();
            if let Some(plugin) = refused.as_ref().and_then(|refused| lock.plugins.get(&refused.plugin)) {
                // A signed entry that cannot be used leaves rules without an answer; that it is so says more.
                check::usable(plugin, &repositories.sources()).await?;
            }
            refused
        } else {
            let seen = Context::seen_revoked(&self.layout)?;
            self.rulebook()?.refused_offline(&self.project.manifest, lock, &seen).into_iter().next()
        };
        Ok(refused.map_or(Ok(()), Err)?)
    }

    /// The same, and what is known to be revoked, for a run that asks nobody and installs nothing.
    pub(super) async fn refuse_known(&self, lock: &Lockfile) -> Result<(), Failure> {
        self.refuse_revoked(None, lock)?;
        self.refuse_by_policy(None, lock).await
    }

    /// What has changed, since they were locked, about who may sign plugins of a lockfile.
    pub(super) async fn trust_alarms(repositories: &Repositories, lock: &Lockfile) -> Vec<approve::Error> {
        let now = repositories.signers(lock).await;
        lock.plugins.values().filter_map(|plugin| alarm(plugin, now.get(&plugin.name)?)).collect()
    }

    /// Warns of entries and roles that could not be used.
    pub(super) fn tell_left_out(&self, catalog: &Catalog<'_>) {
        catalog.skipped().for_each(|skipped| self.context.warn(format!("left out {skipped}")));
    }

    /// What installing `lockfile` for `platform` takes.
    pub(super) fn plan(&self, lockfile: &Lockfile, platform: &Platform) -> Result<Plan, Failure> {
        Ok(install::prepare(&self.layout, lockfile, platform, self.evidence)?)
    }

    /// The same for a command that may have been told to install nothing.
    pub(super) fn plan_of(&self, installing: &Installing, lockfile: &Lockfile) -> Result<Option<Plan>, Failure> {
        installing.platform().map(|platform| self.plan(lockfile, &platform)).transpose()
    }

    /// Makes the project what `goal` says; only shows it in a dry run.
    pub(super) async fn carry_out(self, repositories: Option<&Repositories>, goal: Goal) -> Result<Change, Failure> {
        self.refuse_revoked(repositories, &goal.lockfile)?;
        let old = self.project.lock().ok().flatten().unwrap_or_default();
        let texts = self.new_texts(&goal);
        let sources = repositories.map(Repositories::sources).unwrap_or_default();
        let mut change = Change {
            dry_run: self.guard.is_none(),
            manifest_changed: goal.manifest.is_some(),
            lock_changed: texts.iter().any(|text| text.path == self.project.paths.lockfile),
            lock: diff(&old, &goal.lockfile),
            plan: goal.plan.clone(),
            generation: None,
            held: goal.held.clone(),
            yanked: Vec::new(),
            verified: Vec::new(),
        };
        tracing::debug!("the new lockfile is made");
        self.check_readable(&goal)?;
        if let Some(repositories) = repositories {
            repositories.keep_roles(&goal.lockfile).await.into_iter().for_each(|warning| self.context.warn(warning));
            self.context.warn_of_age(repositories);
        }
        let is_news = |name: &PluginName| goal.plan.as_ref().is_none_or(|plan| plan.changes(name));
        change.yanked = check::withdrawn(&goal.lockfile, &sources, is_news).await;
        tracing::debug!("asked whether a locked version is withdrawn");
        match (&self.guard, goal.plan.clone()) {
            (Some(guard), Some(plan)) => {
                change.asking().for_each(|line| self.context.note(line));
                change.generation = Some(self.install(guard, plan, &goal, texts, &sources).await?);
                // The plugins are installed: a memory that cannot be kept is a warning, and not a command that failed.
                let remembered = repositories.map_or(Ok(()), |repositories| repositories.remember(guard));
                if let Err(error) = remembered {
                    self.context.warn(format!("the project does not remember which versions it has seen: {error}"));
                }
                let revoked = repositories.map_or(Ok(()), |repositories| revoked::remember(guard, repositories.revocations()));
                if let Err(error) = revoked {
                    self.context.warn(format!("the project does not remember what was revoked: {error}"));
                }
            }
            (Some(_), None) => {
                for text in &texts {
                    file::replace(&text.path, text.text.as_bytes(), self.context.durability())?;
                }
            }
            (None, Some(plan)) => {
                // A dry run says what a real run would say: the witnesses are asked, nothing is fetched.
                let _ = crate::fetch::orders(&plan, &goal.lockfile, &sources).await?;
            }
            (None, None) => {}
        }
        tracing::debug!("written");
        change.verified = repositories.into_iter().flat_map(Repositories::iter).map(|one| one.verified()).collect();
        Ok(change)
    }

    /// Refuses a lockfile with a version that was revoked: as it is signed now, or as it was seen where nobody is asked.
    fn refuse_revoked(&self, repositories: Option<&Repositories>, lock: &Lockfile) -> Result<(), Failure> {
        match repositories.map(|repositories| repositories.revoked(lock)) {
            Some(revoked) => Ok(revoked.into_iter().next().map_or(Ok(()), Err)?),
            None => Ok(Context::seen_revoked(&self.layout)?.refuse(lock)?),
        }
    }

    /// What could not be read again must not be written, whatever was signed.
    fn check_readable(&self, goal: &Goal) -> Result<(), Failure> {
        let is_new = self.project.lock_text.as_ref() != Some(&goal.lock_text);
        if is_new && !goal.lockfile.is_plain(&goal.lock_text) {
            Lockfile::parse(&goal.lock_text, LOCKFILE)?;
        }
        Ok(())
    }

    fn new_texts(&self, goal: &Goal) -> Vec<NewText> {
        let paths = &self.project.paths;
        let manifest = goal.manifest.as_ref().map(|text| NewText { path: paths.manifest.clone(), text: text.clone() });
        let lock = (self.project.lock_text.as_ref() != Some(&goal.lock_text))
            .then(|| NewText { path: paths.lockfile.clone(), text: goal.lock_text.clone() });
        manifest.into_iter().chain(lock).collect()
    }

    async fn install(
        &self,
        guard: &Arc<ProjectLock>,
        plan: Plan,
        goal: &Goal,
        texts: Vec<NewText>,
        sources: &Sources<'_>,
    ) -> Result<u64, Failure> {
        let (progress, cache) = (self.context.progress(), self.cache()?);
        let edited = goal.manifest.as_ref().map(|text| Manifest::parse(text, MANIFEST)).transpose()?;
        let install = Install {
            plan,
            manifest: Sha256::of(goal.manifest.as_ref().unwrap_or(&self.project.manifest_text).as_bytes()),
            lockfile: &goal.lockfile,
            lock_text: &goal.lock_text,
            requirements: &edited.as_ref().unwrap_or(&self.project.manifest).plugins,
            again: self.again,
            texts,
            sources,
            cache: &cache,
            trees: Trees::new(&cache, self.context.link_mode(), self.evidence == Evidence::Files),
            bounds: Bounds::of(self.context.jobs()),
            now: self.context.now,
            durability: self.context.durability(),
            reporter: &progress,
        };
        let installed = install::install(Arc::clone(guard), install).await?;
        Ok(installed.generation.number)
    }
}
