//! The changes of a repository: each stages one kind; signing, verifying and publishing are the same for all.
//!
//! Owns: the road from staging to a receipt, once. Never does: write metadata before all of it is signed and the client has read it.
//! In: [`Change`] and the time of the run. Out: [`Report`].

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;

use super::advise::AdviseChange;
use super::args::{Lifetimes, Ring, SigningKeys, Wait};
use super::delegate::DelegateChange;
use super::init::Init;
use super::release::{Publish, Withdraw};
use super::root::RootCommandChange;
use super::security::{Exempt, Revoke, SetPolicy};
use super::through::Afterwards;
use super::{Failure, Report};
use crate::changes;
use crate::event::{self, Event};
use crate::propagate::{Propagation, propagate};
use crate::publish::{PublishReceipt, publish};
use crate::repository::{Repository, id_of};
use crate::sign::sign;
use crate::stage::{self, StagedRepository};
use crate::storage::{self, Access, Place, Storage};
use crate::verify::verify;

/// A change.
#[derive(Debug, Subcommand)]
pub(super) enum Change {
    Init(Init),
    #[command(subcommand)]
    Root(RootCommandChange),
    #[command(subcommand)]
    Delegate(DelegateChange),
    Publish(Publish),
    Revoke(Revoke),
    Exempt(Exempt),
    Policy(SetPolicy),
    #[command(subcommand)]
    Advise(AdviseChange),
    Yank(Withdraw),
    Refresh(Refresh),
}

/// What every change of a repository that is there is told.
#[derive(Debug, Args)]
pub(super) struct Ground {
    /// The repository: a folder, or s3://BUCKET/PREFIX.
    #[arg(value_name = "DIR")]
    pub(super) place: Place,
    #[command(flatten)]
    pub(super) keys: SigningKeys,
    #[command(flatten)]
    pub(super) lifetimes: Box<Lifetimes>,
    #[command(flatten)]
    wait: Wait,
    #[command(flatten)]
    afterwards: Box<Afterwards>,
    /// Stage, sign and let the client read the result, show what would change, and write nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Sign snapshot and timestamp anew before they expire.
#[derive(Debug, Args)]
pub(super) struct Refresh {
    /// A targets role (targets, a namespace, NAMESPACE.NAME, log, security) to sign anew too; its keys are then needed.
    #[arg(long = "role", value_name = "NAME")]
    roles: Vec<String>,
    /// Go on after a root that was published without the rest of its change: sign everything else under it.
    #[arg(long)]
    complete_root: bool,
    /// After a restore: sign above the versions in FILE, which clients have seen, and sign anew each role that was newer. FILE is what
    /// `status --json` or `monitor --json` said before.
    #[arg(long, value_name = "FILE", conflicts_with = "complete_root")]
    seen: Option<Utf8PathBuf>,
    #[command(flatten)]
    ground: Ground,
}

impl Change {
    /// The repository.
    pub(super) fn place(&self) -> &Place {
        &self.ground().place
    }

    fn ground(&self) -> &Ground {
        match self {
            Self::Init(init) => &init.ground,
            Self::Root(change) => change.ground(),
            Self::Delegate(change) => change.ground(),
            Self::Publish(publish) => &publish.ground,
            Self::Revoke(revoke) => &revoke.ground,
            Self::Exempt(exempt) => &exempt.ground,
            Self::Policy(policy) => &policy.ground,
            Self::Advise(change) => change.ground(),
            Self::Yank(yank) => &yank.ground,
            Self::Refresh(refresh) => &refresh.ground,
        }
    }

    /// The keys given to sign with.
    pub(super) async fn ring(&self) -> Result<Ring, Failure> {
        self.ground().keys.ring().await
    }

    /// Works out the change, and opens the further keys that it is given.
    async fn stage(&self, storage: &dyn Storage, ring: &mut Ring, now: Timestamp) -> Result<StagedRepository, Failure> {
        let expiries = self.ground().lifetimes.expiries(now)?;
        let staged = match self {
            Self::Init(init) => stage::initial(storage, &init.founding(ring).await?, &expiries).await?,
            Self::Root(change) => {
                let changes = change.changes(ring).await?;
                stage::root(&Repository::open(storage).await?, &changes, &expiries).await?
            }
            Self::Delegate(change) => {
                let repository = Repository::open(storage).await?;
                change.stage(&repository, ring, &expiries).await?
            }
            Self::Publish(publish) => publish.stage(&Repository::open(storage).await?, now, &expiries).await?,
            Self::Revoke(revoke) => revoke.stage(&Repository::open(storage).await?, now, &expiries).await?,
            Self::Exempt(exempt) => exempt.stage(&Repository::open(storage).await?, &expiries).await?,
            Self::Policy(policy) => policy.stage(&Repository::open(storage).await?, &expiries).await?,
            Self::Advise(change) => change.stage(&Repository::open(storage).await?, now, &expiries).await?,
            Self::Yank(yank) => yank.stage(&Repository::open(storage).await?, &expiries).await?,
            Self::Refresh(refresh) => {
                let repository = if refresh.complete_root {
                    Repository::open_behind_root(storage).await?
                } else {
                    Repository::open(storage).await?
                };
                let roles: Vec<&str> = refresh.roles.iter().map(String::as_str).collect();
                let seen = refresh.seen.as_deref().map(seen).transpose()?.unwrap_or_default();
                stage::forward(&repository, &seen, &roles, &expiries).await?
            }
        };
        Ok(staged)
    }

    /// Works out the part of the change that people sign, and opens the further keys that it is given.
    pub(super) async fn stage_for_event(
        &self,
        storage: &dyn Storage,
        ring: &mut Ring,
        now: Timestamp,
    ) -> Result<StagedRepository, Failure> {
        let Self::Publish(publish) = self else {
            let staged = Box::pin(self.stage(storage, ring, now)).await?;
            // What was begun without an event is ended without one.
            let is_begun = staged.is_new() && staged.parts().root.is_none();
            return if is_begun { Err(stage::Error::Exists.into()) } else { Ok(staged) };
        };
        let expiries = publish.ground.lifetimes.expiries(now)?;
        publish.stage_unlogged(&Repository::open(storage).await?, now, &expiries).await
    }

    /// Stages, signs, verifies and publishes. Where another change is in the way, it starts again from what is there then.
    pub(super) async fn run(&self, now: Timestamp) -> Result<Report, Failure> {
        let mut ring = self.ring().await?;
        let mut patience = self.ground().wait.patience();
        loop {
            // With an SDK inside, its future is too large for every caller's stack.
            match Box::pin(self.attempt(&mut ring, now)).await {
                Err(failure) if failure.may_pass() && patience.pause().await => {}
                ended => return ended,
            }
        }
    }

    async fn attempt(&self, ring: &mut Ring, now: Timestamp) -> Result<Report, Failure> {
        let ground = self.ground();
        let event = match self {
            Self::Publish(Publish { event: Some(folder), .. }) => Some(Event::open(folder).await?),
            _ => None,
        };
        let is_new = matches!(self, Self::Init(_)) || event.as_ref().is_some_and(|event| event.repository().is_none());
        let access = match (ground.dry_run, is_new) {
            (true, _) => Access::Read,
            (false, true) => Access::New,
            (false, false) => Access::Change,
        };
        let storage = ground.place.open(access).await?;
        let staged = match event {
            None => Box::pin(self.stage(&*storage, ring, now)).await?,
            Some(event) => {
                let expiries = ground.lifetimes.expiries(now)?;
                let Some(staged) = event::prepare(event, &*storage, &ring.keys, now, &expiries).await? else {
                    let receipt = PublishReceipt::of_earlier_run(&Repository::open(&*storage).await?);
                    drop(storage);
                    return Ok(Report::receipt(&[], None, &[]).seen(self.look(&receipt, now).await?.as_ref()));
                };
                staged
            }
        };
        let staged = staged.pass_over_leftovers(&*storage).await?;
        if ground.dry_run {
            rehearse(staged, ring, &storage, now).await
        } else {
            self.complete(staged, ring, storage, now).await
        }
    }

    /// Looks at what was published where users are, if that is asked for.
    async fn look(&self, receipt: &PublishReceipt, now: Timestamp) -> Result<Option<Propagation>, Failure> {
        let Some(through) = self.ground().afterwards.through() else { return Ok(None) };
        let storage = self.place().open(Access::Read).await?;
        Ok(Some(propagate(receipt, &*storage, &through, now).await?))
    }

    /// Signs, verifies and publishes a staged change, and looks at it where users are.
    async fn complete(
        &self,
        staged: StagedRepository,
        ring: &Ring,
        storage: Arc<dyn Storage>,
        now: Timestamp,
    ) -> Result<Report, Failure> {
        let (nothing, is_new) = (staged.is_empty(), staged.is_new());
        let verified = verify(sign(staged, &ring.keys).await?, &storage, now).await?;
        let still_expired = verified.still_expired().to_vec();
        let receipt = publish(verified, &*storage).await?;
        let version = (!nothing).then(|| receipt.version());
        let mut ids = Vec::new();
        if is_new {
            let id = id_of(&*storage).await?;
            ids.push(("id of metadata/1.root.json, to give to users with it".to_owned(), id));
        }
        // Nobody has to wait for a look at what is done.
        drop(storage);
        let seen = self.look(&receipt, now).await?;
        Ok(Report::receipt(receipt.written(), version, &ids).warning(&still_expired).seen(seen.as_ref()))
    }
}

/// Reads what clients have seen.
fn seen(file: &Utf8Path) -> Result<stage::Seen, Failure> {
    let text = fs_err::read_to_string(file).map_err(storage::Error::io(file))?;
    Ok(stage::Seen::parse(&text, file.as_str())?)
}

/// Goes the whole road but for the last step, and shows the change.
async fn rehearse(
    staged: StagedRepository,
    ring: &Ring,
    storage: &Arc<dyn Storage>,
    now: Timestamp,
) -> Result<Report, Failure> {
    if staged.is_empty() {
        return Ok(Report::receipt(&[], None, &[]));
    }
    let shown = changes::shown(&staged, &**storage).await?;
    let verified = verify(sign(staged, &ring.keys).await?, storage, now).await?;
    let files = verified.files().map(|(name, length)| json!({ "file": name, "length": length })).collect::<Vec<_>>();
    let bytes: usize = verified.files().map(|(_, length)| length).sum();
    let text = format!("{shown}the client takes it; {} files, {bytes} bytes would be written\n", files.len());
    let report = Report::new("rehearsal", text, json!({ "changes": shown, "files": files, "bytes": bytes }));
    Ok(report.warning(verified.still_expired()))
}
