//! Publishing that is stopped, and several publishers at once: clients see the old repository or the new one, never a half.

use std::io::{BufRead as _, BufReader, Write as _};
use std::num::NonZeroU64;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use camino::Utf8Path;
use futures_util::future::BoxFuture;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::pack::{self, PackedRelease};
use ragnos_plugin::platform::Platform;
use ragnos_plugin::transport;
use ragnos_plugin::tuf::{Client, Options, StateFolder, TrustAnchor};
use ragnos_repo::expiry::Expiries;
use ragnos_repo::keys::{FileKey, Keyring};
use ragnos_repo::metadata::RoleSpec;
use ragnos_repo::publish::{PublishReceipt, publish};
use ragnos_repo::repository::Repository;
use ragnos_repo::sign::sign;
use ragnos_repo::stage::{self, Delegation, Founding, StagedRepository};
use ragnos_repo::storage::{Access, Directory, Error, Place, Storage};
use ragnos_repo::verify::{VerifiedRepository, verify};

use super::program::{ONLINE, Operator};
use super::witness::both_agree;

/// The one key of everything.
fn key() -> FileKey {
    FileKey::from_seed(&[5; 32])
}

fn expiries() -> Expiries {
    Expiries::all_at("2040-01-01T00:00:00Z".parse().unwrap())
}

fn packed(name: &str, version: &str) -> PackedRelease {
    let source = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plugins").join(name).join(version);
    pack::pack(&source, &Platform::ANY, None).unwrap()
}

async fn verified(staged: StagedRepository, storage: &Arc<dyn Storage>) -> VerifiedRepository {
    let staged = staged.pass_over_leftovers(&**storage).await.unwrap();
    verify(sign(staged, &Keyring::new([key()])).await.unwrap(), storage, SystemClock.now()).await.unwrap()
}

pub(crate) async fn release(storage: &Arc<dyn Storage>, version: &str) -> VerifiedRepository {
    let repository = Repository::open(&**storage).await.unwrap();
    let new = vec![(packed("acme/text", version), SystemClock.now())];
    verified(stage::releases(&repository, new, &[], &expiries()).await.unwrap(), storage).await
}

/// A repository with `acme/text` 1.2.0.
pub(crate) async fn repository(storage: &Arc<dyn Storage>) {
    let spec = RoleSpec { keys: vec![key().public()], threshold: NonZeroU64::MIN };
    let (root, targets, snapshot, timestamp, log) = (spec.clone(), spec.clone(), spec.clone(), spec.clone(), spec.clone());
    let founding = Founding { root, targets, snapshot, timestamp, log, security: None, claims: None };
    let staged = stage::initial(&**storage, &founding, &expiries()).await.unwrap();
    publish(verified(staged, storage).await, &**storage).await.unwrap();
    let acme = Delegation { role: "acme".parse().unwrap(), spec };
    let staged = stage::delegations(&Repository::open(&**storage).await.unwrap(), &[acme], &expiries()).await.unwrap();
    publish(verified(staged, storage).await, &**storage).await.unwrap();
    publish(release(storage, "1.2.0").await, &**storage).await.unwrap();
}

async fn repository_in(folder: &Utf8Path) {
    let storage: Arc<dyn Storage> = Arc::new(Directory::create(folder).unwrap());
    repository(&storage).await;
}

fn copy(from: &Utf8Path, to: &Utf8Path) {
    for part in ["metadata", "targets"] {
        fs_err::create_dir_all(to.join(part)).unwrap();
        for entry in from.join(part).read_dir_utf8().unwrap() {
            let entry = entry.unwrap();
            fs_err::copy(entry.path(), to.join(part).join(entry.file_name())).unwrap();
        }
    }
}

/// True when a client with an empty state finds the version; the rest of the repository has to be in order.
async fn sees(folder: &Utf8Path, version: &str) -> bool {
    let root = fs_err::read(folder.join("metadata/1.root.json")).unwrap();
    both_agree(folder, &root).await;
    client_sees(folder.as_str(), root, version).await
}

/// True when our client, with an empty state, finds the version in what is served at a place.
pub(crate) async fn client_sees(place: &str, root: Vec<u8>, version: &str) -> bool {
    let state = tempfile::tempdir().unwrap();
    let origin = transport::open(place, Utf8Path::new("/")).unwrap();
    let options = Options::at(SystemClock.now());
    let anchor = TrustAnchor::parse(root).unwrap();
    let client = Client::refresh(&anchor, &StateFolder::at(state.path()), origin, &options).await.unwrap();
    client.find(&format!("acme.text-{version}.tar.gz")).await.unwrap().is_some()
}

/// Opens a folder that nobody uses any more. A process that another test starts at this moment has its lock too, until it runs its
/// own program.
fn unlocked(folder: &Utf8Path) -> Directory {
    for _ in 0..500 {
        match Directory::open(folder) {
            Err(Error::Busy { .. }) => std::thread::sleep(Duration::from_millis(10)),
            opened => return opened.unwrap(),
        }
    }
    panic!("{folder} stays locked");
}

/// A storage whose process stands still after some steps, until it is killed.
#[derive(Debug)]
pub(crate) struct Standing {
    inner: Arc<dyn Storage>,
    left: AtomicUsize,
}

impl Standing {
    pub(crate) fn after(steps: usize, inner: Arc<dyn Storage>) -> Self {
        Self { inner, left: AtomicUsize::new(steps) }
    }

    fn step(&self) {
        if self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            // Not `println`, whose output a test captures.
            std::io::stdout().write_all(b"\nstands still\n").unwrap();
            loop {
                std::thread::park();
            }
        }
    }
}

impl Storage for Standing {
    fn read<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>> {
        self.inner.read(folder, name)
    }

    fn exists<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<bool, Error>> {
        self.inner.exists(folder, name)
    }

    fn create<'a>(&'a self, folder: Folder, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let written = self.inner.create(folder, name, bytes).await?;
            self.step();
            Ok(written)
        })
    }

    fn commit<'a>(&'a self, expected: Option<Sha256>, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            self.inner.commit(expected, bytes).await?;
            self.step();
            Ok(())
        })
    }
}

/// The folder and the number of steps for a process that is to be killed.
pub(crate) const PLACE: &str = "RAGNOS_TEST_PLACE";
pub(crate) const STEPS: &str = "RAGNOS_TEST_STEPS";
/// archive, SBOM, log, the roles acme and log, snapshot, and the commit.
pub(crate) const ALL_STEPS: usize = 7;

/// Publishes `acme/text` 2.0.0; run by itself it goes through, started by the test below it stands still after some steps.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "this is how the other process is told")]
async fn a_publisher() {
    let temporary = tempfile::tempdir().unwrap();
    let (place, steps) = if let (Ok(place), Ok(steps)) = (std::env::var(PLACE), std::env::var(STEPS)) {
        (place, steps.parse().unwrap())
    } else {
        let folder = Utf8Path::from_path(temporary.path()).unwrap().to_owned();
        repository_in(&folder).await;
        (folder.into_string(), ALL_STEPS + 1)
    };
    let inner = match place.parse::<Place>().unwrap() {
        Place::Directory(folder) => Arc::new(unlocked(&folder)),
        bucket @ Place::S3(_) => bucket.open(Access::Change).await.unwrap(),
    };
    let storage: Arc<dyn Storage> = Arc::new(Standing::after(steps, inner));
    let receipt = publish(release(&storage, "2.0.0").await, &*storage).await.unwrap();
    assert_eq!(receipt.written().len(), ALL_STEPS);
}

/// Starts a publisher, and kills it after some steps.
pub(crate) fn kill_a_publisher(place: &str, steps: usize, environment: &[(&str, String)]) {
    kill_at("publishing::a_publisher", place, steps, environment);
}

/// Starts the test of that name in a process of its own, and kills it after some steps of its [`Standing`] storage.
#[expect(clippy::disallowed_methods, reason = "another process is needed, to be killed")]
pub(crate) fn kill_at(test: &str, place: &str, steps: usize, environment: &[(&str, String)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]).env(PLACE, place).env(STEPS, steps.to_string());
    let command = command.envs(environment.iter().cloned()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "stands still"), "{test} ended before step {steps}");
    // SIGKILL: nothing of it runs any more.
    process.kill().unwrap();
    process.wait().unwrap();
}

#[tokio::test]
async fn a_publisher_that_is_killed_after_any_step_changes_nothing_or_all_and_the_next_one_goes_on() {
    let temporary = tempfile::tempdir().unwrap();
    let place = |name: &str| Utf8Path::from_path(temporary.path()).unwrap().join(name);
    repository_in(&place("base")).await;
    for steps in 1..=ALL_STEPS {
        let folder = place(&steps.to_string());
        copy(&place("base"), &folder);
        kill_a_publisher(folder.as_str(), steps, &[]);
        let committed = steps == ALL_STEPS;
        assert_eq!(sees(&folder, "2.0.0").await, committed, "killed after step {steps}");
        let storage: Arc<dyn Storage> = Arc::new(unlocked(&folder));
        let receipt = publish(release(&storage, "2.0.0").await, &*storage).await.unwrap();
        assert_eq!(receipt.written().is_empty(), committed, "after step {steps}: {receipt:?}");
        assert!(sees(&folder, "2.0.0").await);
    }
}

/// Publishes in the order of the arguments what was staged on the same ground.
async fn both(first: VerifiedRepository, second: VerifiedRepository, storage: &dyn Storage) -> Result<PublishReceipt, Error> {
    publish(first, storage).await.unwrap();
    publish(second, storage).await
}

#[tokio::test]
async fn of_two_changes_from_one_ground_the_second_gives_way() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = Utf8Path::from_path(temporary.path()).unwrap();
    repository_in(folder).await;
    let storage: Arc<dyn Storage> = Arc::new(unlocked(folder));
    let (first, second) = (release(&storage, "2.0.0").await, release(&storage, "1.1.0").await);
    let ended = both(first, second, &*storage).await;
    assert!(matches!(ended, Err(Error::Taken { .. })), "{ended:?}");
    assert!(sees(folder, "2.0.0").await && !sees(folder, "1.1.0").await);
    publish(release(&storage, "1.1.0").await, &*storage).await.unwrap();
    assert!(sees(folder, "2.0.0").await && sees(folder, "1.1.0").await);
}

#[tokio::test]
async fn a_commit_on_a_ground_that_has_changed_is_refused() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = Utf8Path::from_path(temporary.path()).unwrap();
    repository_in(folder).await;
    let storage = unlocked(folder);
    let there = storage.read(Folder::Metadata, "timestamp.json").await.unwrap().unwrap();
    for expected in [None, Some(Sha256::of(b"another"))] {
        let ended = storage.commit(expected, b"{}").await;
        assert!(matches!(ended, Err(Error::Busy { .. })), "{ended:?}");
    }
    assert_eq!(storage.read(Folder::Metadata, "timestamp.json").await.unwrap(), Some(there));
}

#[test]
fn processes_that_publish_at_once_all_succeed() {
    for racers in [2, 4] {
        let operator = Operator::with_plugins();
        let releases = [("acme/text", "1.0.0"), ("acme/text", "1.1.0"), ("acme/csv", "1.0.0"), ("acme/csv", "1.0.1")];
        for (number, (name, version)) in releases.iter().enumerate().take(racers) {
            operator.pack_into(name, version, &format!("dist-{number}"));
        }
        let keys = format!("--key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}");
        let ended: Vec<_> = std::thread::scope(|scope| {
            let race = |number| {
                scope.spawn({
                    let line = format!("publish repo dist-{number} --wait 120s {keys}");
                    let operator = &operator;
                    move || operator.run(&line)
                })
            };
            let running: Vec<_> = (0..racers).map(race).collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        for one in &ended {
            assert_eq!(one.code, 0, "{}", one.stderr);
        }
        let shown = operator.json("delegate show repo acme");
        // Each release is an archive and an SBOM.
        assert_eq!(shown["roles"][0]["targets"], 2 * (2 + racers));
        operator.done(&format!("refresh repo {ONLINE}"));
    }
}

#[test]
fn whoever_does_not_want_to_wait_is_told_at_once() {
    let operator = Operator::with_plugins();
    let held = unlocked(&operator.path("repo"));
    assert_eq!(operator.refused(&format!("refresh repo --wait 0s {ONLINE}"), 9), "RP9900");
    drop(held);
    operator.done(&format!("refresh repo {ONLINE}"));
}

#[test]
fn an_event_whose_publication_was_stopped_is_completed() {
    let operator = Operator::with_plugins();
    operator.pack_into("acme/text", "2.0.0", "dist2");
    let before = fs_err::read(operator.path("repo/metadata/timestamp.json")).unwrap();
    operator.done("stage event publish repo dist2 --key keys/acme-1");
    let publish = format!("publish repo --event event --key keys/acme-2 --key keys/log {ONLINE}");
    operator.done(&publish);
    // What is there when the machine stops before the commit. The signature of acme-2 is in the file, and not in the event.
    fs_err::write(operator.path("repo/metadata/timestamp.json"), before).unwrap();
    let role = fs_err::read(operator.path("repo/metadata/3.acme.json")).unwrap();
    operator.done(&publish);
    assert_eq!(fs_err::read(operator.path("repo/metadata/3.acme.json")).unwrap(), role);
    assert_eq!(operator.json("delegate show repo acme")["roles"][0]["targets"], 6);
    // The leftovers of another change make the event stale, and staging it anew passes them over.
    operator.pack_into("acme/csv", "1.0.0", "dist3");
    operator.done("stage event3 publish repo dist3 --key keys/acme-1 --key keys/acme-2");
    fs_err::write(operator.path("repo/metadata/4.acme.json"), "{}").unwrap();
    let publish = format!("publish repo --event event3 --key keys/log {ONLINE}");
    assert_eq!(operator.refused(&publish, 9), "RP9901");
    fs_err::remove_dir_all(operator.path("event3")).unwrap();
    operator.done("stage event3 publish repo dist3 --key keys/acme-1 --key keys/acme-2");
    operator.done(&publish);
    assert_eq!(operator.json("delegate show repo acme")["roles"][0]["version"], 5);
}
