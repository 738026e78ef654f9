//! `build`: a whole repository at once, from a plan.
//!
//! Owns: the order (roles, namespaces, plugins a batch at a time), and that a run that was stopped goes on where it was.
//! Never does: change what is there already: a plan says nothing about it. In: [`Build`]. Out: [`Report`].

use std::sync::Arc;
use std::vec::IntoIter;

use camino::Utf8PathBuf;
use clap::Args;
use jiff::Timestamp;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::pack::{self, PackedRelease};
use serde_json::json;
use tokio::task::JoinHandle;

use super::args::{Lifetimes, Ring, Unlock};
use super::release::packed_files;
use super::{Failure, Report};
use crate::keys::Keyring;
use crate::plan::{Plan, Signers};
use crate::publish::publish;
use crate::repository::{Repository, id_of};
use crate::roles::Delegated;
use crate::sign::sign_with_some;
use crate::stage::{self, Claims, Delegation, Founding, StagedRepository};
use crate::storage::{self, Access, Place, Storage, TIMESTAMP};
use crate::verify::verify;

/// Make a repository with everything in it from a plan: roles, namespaces, packed plugins.
///
/// What is there already stays as it is: a run that was stopped goes on, and a plan that has grown is caught up with. All keys of
/// the plan that are needed have to be here; for people who sign on several machines there is `stage`.
#[derive(Debug, Args)]
pub(super) struct Build {
    /// The repository: a folder, or s3://BUCKET/PREFIX.
    #[arg(value_name = "DIR")]
    place: Place,
    /// The keys and thresholds of all roles and namespaces (TOML).
    #[arg(value_name = "PLAN")]
    plan: Utf8PathBuf,
    /// What `ragnos-plugin pack` wrote: an archive, or a folder with several.
    #[arg(value_name = "PACKED")]
    packed: Vec<Utf8PathBuf>,
    #[command(flatten)]
    unlock: Unlock,
    #[command(flatten)]
    lifetimes: Box<Lifetimes>,
}

/// A change is at most so many releases, and about so many bytes of them: they are held in memory.
const BATCH: (usize, usize) = (10_000, 256 << 20);

impl Build {
    pub(super) async fn run(&self, now: Timestamp) -> Result<Report, Failure> {
        let plan = Plan::read(&self.plan)?;
        let mut ring = Ring::new(&self.unlock)?;
        let founding = founding(&plan, &mut ring).await?;
        let namespaces = delegations(&plan, &mut ring).await?;
        let expiries = self.lifetimes.expiries(now)?;
        let storage = self.place.open(Access::New).await?;
        let mut site = Site { storage: Arc::clone(&storage), keys: ring.keys, now, files: 0, changes: 0 };
        if !storage.exists(Folder::Metadata, TIMESTAMP).await? {
            site.publish(stage::initial(&*storage, &founding, &expiries).await?).await?;
        }
        let repository = Repository::open(&*storage).await?;
        let new = stage::missing(&repository, namespaces).await?;
        if !new.is_empty() {
            site.publish(stage::delegations(&repository, &new, &expiries).await?).await?;
        }
        let mut reading = read_batch(packed_files(&self.packed)?.into_iter());
        loop {
            let (batch, rest) = reading.await.map_err(std::io::Error::other).map_err(storage::Error::io("PACKED"))??;
            if batch.is_empty() {
                break;
            }
            // The next one is read while this one is signed.
            reading = read_batch(rest);
            let repository = Repository::open(&*storage).await?;
            let releases = batch.into_iter().map(|release| (release, now)).collect();
            site.publish(stage::releases(&repository, releases, &[], &expiries).await?).await?;
        }
        let version = Repository::open(&*storage).await?.timestamp.version.get();
        let (id, Site { files, changes, .. }) = (id_of(&*storage).await?, site);
        let text = format!(
            "{files} files in {changes} changes; timestamp.json is version {version}\nid of metadata/1.root.json: {id}\n"
        );
        Ok(Report::new("build", text, json!({ "files": files, "changes": changes, "version": version, "id": id })))
    }
}

async fn founding(plan: &Plan, ring: &mut Ring) -> Result<Founding, Failure> {
    let mut spec = async |signers: &Signers| ring.role(&plan.places(signers), signers.threshold).await;
    Ok(Founding {
        root: spec(&plan.root).await?,
        targets: spec(&plan.targets).await?,
        snapshot: spec(&plan.snapshot).await?,
        timestamp: spec(&plan.timestamp).await?,
        log: spec(&plan.log).await?,
        security: match &plan.security {
            Some(signers) => Some(spec(signers).await?),
            None => None,
        },
        claims: match &plan.claims {
            Some(bins) => Some(Claims { depth: bins.depth, spec: spec(&bins.signers()).await? }),
            None => None,
        },
    })
}

async fn delegations(plan: &Plan, ring: &mut Ring) -> Result<Vec<Delegation>, Failure> {
    let mut found = Vec::with_capacity(plan.namespaces.len());
    for (namespace, signers) in &plan.namespaces {
        let spec = ring.role(&plan.places(signers), signers.threshold).await?;
        found.push(Delegation { role: Delegated::namespace(namespace.clone())?, spec });
    }
    Ok(found)
}

/// The repository while it is built.
struct Site {
    storage: Arc<dyn Storage>,
    keys: Keyring,
    now: Timestamp,
    files: usize,
    changes: usize,
}

impl Site {
    async fn publish(&mut self, staged: StagedRepository) -> Result<(), Failure> {
        if staged.is_empty() {
            return Ok(());
        }
        let staged = staged.pass_over_leftovers(&*self.storage).await?;
        let verified = verify(sign_with_some(staged, &self.keys).await?, &self.storage, self.now).await?;
        self.files += publish(verified, &*self.storage).await?.written().len();
        self.changes += 1;
        Ok(())
    }
}

type Batch = (Vec<PackedRelease>, IntoIter<Utf8PathBuf>);

/// Reads the next releases, on a thread of its own; gives back the files that are left.
fn read_batch(mut files: IntoIter<Utf8PathBuf>) -> JoinHandle<Result<Batch, pack::Error>> {
    tokio::task::spawn_blocking(move || {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH.0 && bytes < BATCH.1 {
            let Some(file) = files.next() else { break };
            let release = PackedRelease::read(&file)?;
            bytes += release.archive().len() + release.sbom().len();
            batch.push(release);
        }
        Ok((batch, files))
    })
}
