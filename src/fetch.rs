//! Fetching: from a plan to verified archives, several at once, each handed on as soon as it is complete.
//!
//! Owns: the order witness, then cache, then download; the bounds on downloads and bytes in flight; the end at the first error.
//! Never does: ask for a byte before lockfile and signed metadata agree on it, or choose a mirror (that is [`Mirrors`]).
//! In: a [`Plan`], the lockfile, the repositories. Out: [`VerifiedArchive`]s, through a function that runs on a blocking thread.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use crate::archive::{self, Extent, FetchedArchive, Pin, Receiver, VerifiedArchive};
use crate::descriptor::Descriptor;
use crate::digest::{Sha256, sha512};
use crate::limits;
use crate::lockfile::Lockfile;
use crate::name::{PluginName, RepositoryName};
use crate::origin::{Attempt, Blame, Folder, Mirrors, NoMirror, Origin, OriginError};
use crate::plan::{Pinned, Plan};
use crate::refusal::{Facts, Refusal};
use crate::store::{self, Cache};
use crate::transcript::{Exam, Rule, Transcript};
use crate::tree::TreeFile;
use crate::tuf::Client;
use crate::witness::{Disagreement, witness};

/// Most bytes of archives, packed and unpacked, that are held in memory at a time, but for one archive that alone is larger.
const BYTES_IN_FLIGHT: u64 = 16 << 20;
/// The unit in which those bytes are counted.
const PERMIT: u64 = 1 << 10;

/// One download of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DownloadId(pub usize);

/// Who is told how the downloads go. Every method does nothing by default.
pub trait Reporter: Send + Sync {
    /// A download begins.
    fn started(&self, _id: DownloadId, _name: &PluginName, _bytes: u64) {}
    /// So many more bytes are here.
    fn progress(&self, _id: DownloadId, _bytes: u64) {}
    /// That many bytes, already told of, were of no use: the download goes on at another mirror, from the start.
    fn discarded(&self, _id: DownloadId, _bytes: u64) {}
    /// The archive is here and verified.
    fn finished(&self, _id: DownloadId) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Reporter for Silent {}

/// A repository to fetch from: what it vouches for, and where its bytes are.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Verified metadata.
    pub client: &'a Client,
    /// The places of the bytes.
    pub mirrors: Mirrors,
}

/// The repositories, by the lockfile's names for them.
pub type Sources<'a> = BTreeMap<RepositoryName, Source<'a>>;

/// Why an archive could not be fetched. Nothing was changed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The lockfile names a repository that the manifest does not have.
    #[error("{plugin} comes from the repository {repository}, which ragnos.toml does not have")]
    #[diagnostic(code(RP5100), help("add [repositories.{repository}] to ragnos.toml, or run `ragnos-plugin lock`"))]
    NoRepository {
        /// The plugin.
        plugin: PluginName,
        /// The repository.
        repository: RepositoryName,
    },
    /// The witnesses disagree.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Witness(#[from] Disagreement),
    /// The archive's place did not deliver.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Origin(#[from] OriginError),
    /// No mirror has the archive; the causes say why, mirror by mirror.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mirrors(#[from] NoMirror),
    /// What arrived is not what is vouched for.
    #[error("{plugin} from {place} was refused")]
    #[diagnostic(
        code(RP5120),
        help("try again with `ragnos-plugin sync`; when it stays, the mirror serves other bytes than were signed")
    )]
    Refused {
        /// The plugin.
        plugin: PluginName,
        /// The place, as shown.
        place: String,
        /// Why.
        #[source]
        source: Box<archive::Error>,
    },
    /// A second signed digest does not fit.
    #[error("{plugin} has another sha512 than signed metadata says")]
    #[diagnostic(code(RP5121), help("tell the publisher: the signed sha256 and sha512 belong to different files"))]
    OtherSha512 {
        /// The plugin.
        plugin: PluginName,
    },
    /// The cache could not be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
    /// A thread of the program ended before its work.
    #[error("the work on {plugin} ended early")]
    #[diagnostic(code(RP1101), help("this is a bug; please report it with the output of `ragnos-plugin -vv sync`"))]
    Stopped {
        /// The plugin.
        plugin: PluginName,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NoRepository { plugin, .. } | Self::OtherSha512 { plugin } | Self::Stopped { plugin } => Facts::about(plugin),
            Self::Witness(error) => error.facts(),
            Self::Origin(error) => error.facts(),
            Self::Mirrors(error) => error.facts(),
            Self::Refused { plugin, source, .. } => Facts { subject: Some(plugin.to_string()), ..source.facts() },
            Self::Store(error) => error.facts(),
        }
    }
}

impl Attempt for Error {
    fn blame(&self) -> Blame {
        match self {
            Self::Origin(error) => error.blame(),
            Self::Refused { .. } => Blame::BadBytes,
            _ => Blame::Nothing,
        }
    }
}

/// An archive that both witnesses vouch for and that may be asked for. Only [`orders`] makes one.
#[derive(Debug)]
pub struct Order {
    name: PluginName,
    pin: Pin,
    extent: Extent,
    sha512: Option<[u8; 64]>,
    descriptor: Descriptor,
    file: String,
    mirrors: Mirrors,
    transcript: Transcript,
}

impl Order {
    /// The plugin.
    pub fn name(&self) -> &PluginName {
        &self.name
    }

    /// The tree digest that both witnesses give.
    pub fn tree(&self) -> Sha256 {
        self.pin.tree
    }

    /// True when a tree with the signed digest can stand for the archive. A further digest is signed of the archive's own bytes,
    /// and can be checked on them alone (attack table, row 76).
    pub fn tree_tells_all(&self) -> bool {
        self.sha512.is_none()
    }

    /// What is signed of the archive.
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// Refuses files that are not as many, or not as large together, as signed.
    ///
    /// # Errors
    /// [`archive::Error::Extent`].
    pub fn admits(&self, files: &[TreeFile]) -> Result<(), archive::Error> {
        self.extent.check(files)
    }

    /// Tells of an archive that nobody had to be asked for: the `number`th of these.
    pub fn tell_had(&self, number: usize, reporter: &dyn Reporter) {
        // From the other end: downloads are numbered from 0.
        let id = DownloadId(usize::MAX - number);
        reporter.started(id, &self.name, self.pin.length);
        reporter.progress(id, self.pin.length);
        reporter.finished(id);
    }

    /// The checks of what was had from `place` instead of the archive.
    pub fn exam(&self, place: &str) -> Exam {
        self.transcript.exam(self.name.as_str(), || place.to_owned(), None)
    }

    /// What it takes of memory, with what it unpacks to where that is held in memory too.
    fn memory(&self) -> u64 {
        self.pin.length.saturating_add(self.extent.memory())
    }
}

/// How much is done at once.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Downloads at the same time.
    pub jobs: usize,
    bytes: u64,
}

impl Bounds {
    /// Bounds with that many jobs, or as many as this machine is good for.
    pub fn of(jobs: Option<usize>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { jobs: jobs.unwrap_or((2 * cores).min(16)).max(1), bytes: BYTES_IN_FLIGHT }
    }
}

/// Compares lockfile and signed metadata for everything that `plan` brings in, be it fetched or in the store already from an
/// earlier generation: a lockfile alone vouches for nothing. The orders are those for what has to be fetched.
///
/// # Errors
/// The first disagreement; nothing has been asked for then.
pub async fn orders(plan: &Plan, lock: &Lockfile, sources: &Sources<'_>) -> Result<Vec<Order>, Error> {
    let asked = plan.incoming().map(|(name, pinned)| order(name, pinned, lock, sources));
    // In order, so that the same mistake is always reported by the same plugin.
    let mut orders: Vec<Order> = stream::iter(asked).buffered(16).try_collect().await?;
    let needed: BTreeSet<&PluginName> = plan.needed().into_iter().map(|(name, _)| name).collect();
    orders.retain(|order| needed.contains(&order.name));
    Ok(orders)
}

async fn order(name: &PluginName, pinned: &Pinned, lock: &Lockfile, sources: &Sources<'_>) -> Result<Order, Error> {
    let no_repository = || Error::NoRepository { plugin: name.clone(), repository: pinned.repository.clone() };
    let source = sources.get(&pinned.repository).ok_or_else(no_repository)?;
    let unsigned = || Disagreement::NotSigned { plugin: name.clone(), target: pinned.target.to_string() };
    let plugin = lock.plugins.get(name).ok_or_else(unsigned)?;
    let artifact = plugin.artifacts.get(&pinned.platform).ok_or_else(unsigned)?;
    let witnessed = witness(source.client, plugin, artifact).await.map_err(|mut all| all.swap_remove(0))?;
    let pin = Pin { length: artifact.length, sha256: artifact.sha256, tree: artifact.tree };
    let said = witnessed.descriptor();
    let too_large = |refused| Error::Refused { plugin: name.clone(), place: source.mirrors.shown(), source: Box::new(refused) };
    let extent = Extent::signed(said.file_count, said.unpacked_size, pin.length).map_err(too_large)?;
    Ok(Order {
        name: name.clone(),
        pin,
        extent,
        sha512: witnessed.signed().sha512(),
        descriptor: witnessed.descriptor().clone(),
        file: source.client.target_file(witnessed.signed()),
        mirrors: source.mirrors.clone(),
        transcript: source.client.transcript().clone(),
    })
}

/// Refuses a signed length that nobody will download, before the first byte is asked for (attack table, row 81).
pub(crate) fn acceptable(plugin: &PluginName, length: u64, place: &Mirrors) -> Result<(), Error> {
    if length <= limits::ARCHIVE_BYTES {
        return Ok(());
    }
    let refused = archive::Error::Limit { what: "bytes", limit: limits::ARCHIVE_BYTES };
    Err(Error::Refused { plugin: plugin.clone(), place: place.shown(), source: Box::new(refused) })
}

/// Fetches all orders and hands each verified archive, with what is signed of it and what its further checks are told to, to `then` on a blocking thread; what `then`
/// did not refuse is cached. The first error stops the rest and is not tried again; when this returns no thread is at work any
/// more.
///
/// # Errors
/// [`Error`], or what `then` said.
pub async fn fetch<Done, Failure, Then>(
    orders: Vec<Order>,
    cache: &Cache,
    bounds: Bounds,
    reporter: &dyn Reporter,
    then: Then,
) -> Result<Vec<Done>, Failure>
where
    Done: Send + 'static,
    Failure: From<Error> + Send + 'static,
    Then: Fn(&VerifiedArchive, &Descriptor, &Exam) -> Result<Done, Failure> + Clone + Send + 'static,
{
    let permits = Arc::new(Semaphore::new(usize::try_from(bounds.bytes / PERMIT).unwrap_or(Semaphore::MAX_PERMITS)));
    let (working, mut ended) = mpsc::channel::<()>(1);
    let one = |(id, order): (usize, Order)| {
        let (then, permits, working, cache) = (then.clone(), Arc::clone(&permits), working.clone(), cache.clone());
        async move {
            let (id, order) = (DownloadId(id), Arc::new(order));
            let share = u32::try_from(order.memory().min(bounds.bytes) / PERMIT).unwrap_or(u32::MAX);
            let permit = permits.acquire_many_owned(share).await.map_err(|_| stopped(&order))?;
            let bench = Bench { order: Arc::clone(&order), cache, then, hold: Arc::new((permit, working)) };
            reporter.started(id, &order.name, order.pin.length);
            let done = if let Some(fetched) = bench.cached().await? {
                reporter.progress(id, order.pin.length);
                bench.work(fetched, "the cache".to_owned(), false).await?
            } else {
                let (order, bench) = (&*order, &bench);
                let from = |place: Arc<dyn Origin>| async move {
                    let here = place.shown();
                    let mut told = Told { reporter, id, bytes: 0 };
                    let done = bench.work(download(order, place, &mut told).await?, here, true).await?;
                    told.bytes = 0;
                    Ok::<_, Error>(done)
                };
                order.mirrors.first_good(&order.file, from).await?
            };
            let done = done?;
            reporter.finished(id);
            Ok(done)
        }
    };
    let all = stream::iter(orders.into_iter().enumerate()).map(one).buffer_unordered(bounds.jobs).try_collect().await;
    drop(working);
    // A blocking thread cannot be stopped: wait for those that were at work when another one failed.
    let _ = ended.recv().await;
    all
}

/// What the blocking work on one archive needs.
struct Bench<Then> {
    order: Arc<Order>,
    cache: Cache,
    then: Then,
    /// The archive's share of the memory, and the value that stands for threads at work.
    hold: Arc<(OwnedSemaphorePermit, mpsc::Sender<()>)>,
}

impl<Then> Bench<Then> {
    /// The archive from the cache, where it is there and whole.
    async fn cached(&self) -> Result<Option<FetchedArchive>, Error> {
        let Pin { length, sha256, .. } = self.order.pin;
        let here = self.cache.clone();
        let cached = tokio::task::spawn_blocking(move || here.get(&sha256, length)).await;
        let Some(bytes) = cached.map_err(|_| stopped(&self.order))?? else { return Ok(None) };
        let mut receiver = Receiver::new(length);
        receiver.push(&bytes).map_err(|source| refused(&self.order, "the cache", source))?;
        Ok(Some(receiver.finish().map_err(|source| refused(&self.order, "the cache", source))?))
    }

    /// Verifies the archive and hands it on, on a blocking thread. The outer error is about the bytes, the inner one is what
    /// `then` said of a good archive.
    async fn work<Done, Failure>(
        &self,
        fetched: FetchedArchive,
        place: String,
        fresh: bool,
    ) -> Result<Result<Done, Failure>, Error>
    where
        Done: Send + 'static,
        Failure: Send + 'static,
        Failure: From<Error>,
        Then: Fn(&VerifiedArchive, &Descriptor, &Exam) -> Result<Done, Failure> + Clone + Send + 'static,
    {
        let (order, cache, then, hold) =
            (Arc::clone(&self.order), self.cache.clone(), self.then.clone(), Arc::clone(&self.hold));
        let work = tokio::task::spawn_blocking(move || {
            let input = || Some((fetched.sha256(), fetched.bytes().len() as u64));
            let exam = order.transcript.exam_of(order.name.as_str(), || place.clone(), input);
            let verified = exam.check(Rule::ArchiveBytes, verified(&order, fetched, &place), |_| {
                let Pin { length, sha256, .. } = order.pin;
                (format!("{length} bytes, sha256 {sha256}"), "the same".to_owned())
            });
            let done = verified.map(|archive| {
                let done = then(&archive, &order.descriptor, &exam)?;
                if fresh {
                    cache.put(&order.pin.sha256, archive.bytes()).map_err(Error::Store)?;
                }
                Ok(done)
            });
            // What is held goes after the result: a result that nobody takes may remove files.
            (done, hold)
        });
        let (done, _hold) = work.await.map_err(|_| stopped(&self.order))?;
        done
    }
}

/// What a reporter was told of one delivery, taken back when that delivery comes to nothing.
struct Told<'a> {
    reporter: &'a dyn Reporter,
    id: DownloadId,
    bytes: u64,
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if self.bytes > 0 {
            self.reporter.discarded(self.id, self.bytes);
        }
    }
}

fn stopped(order: &Order) -> Error {
    Error::Stopped { plugin: order.name.clone() }
}

/// Checks the bytes against every digest that both witnesses gave.
fn verified(order: &Order, fetched: FetchedArchive, place: &str) -> Result<VerifiedArchive, Error> {
    if order.sha512.is_some_and(|signed| fetched.sha256() == order.pin.sha256 && sha512(fetched.bytes()) != signed) {
        return Err(Error::OtherSha512 { plugin: order.name.clone() });
    }
    fetched.verify(&order.pin, &order.pin, order.extent).map_err(|source| refused(order, place, source))
}

async fn download(order: &Order, place: Arc<dyn Origin>, told: &mut Told<'_>) -> Result<FetchedArchive, Error> {
    let mut stream = place.open(Folder::Targets, &order.file, order.pin.length).await?;
    let mut receiver = Receiver::new(order.pin.length);
    while let Some(chunk) = stream.try_next().await? {
        receiver.push(&chunk).map_err(|source| refused(order, &place.shown(), source))?;
        told.bytes += chunk.len() as u64;
        told.reporter.progress(told.id, chunk.len() as u64);
    }
    receiver.finish().map_err(|source| refused(order, &place.shown(), source))
}

fn refused(order: &Order, place: &str, source: archive::Error) -> Error {
    Error::Refused { plugin: order.name.clone(), place: place.to_owned(), source: Box::new(source) }
}

#[cfg(test)]
#[path = "fetch_tests.rs"]
pub(crate) mod tests;
