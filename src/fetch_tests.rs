//! Downloads from an origin that misbehaves, and the bounds on what is done at once.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use camino::Utf8Path;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::*;
use crate::archive::tests::{extent, sample};
use crate::origin::ByteStream;

/// An origin that serves what it is given, and counts.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    files: HashMap<String, Vec<u8>>,
    asked: AtomicUsize,
    open: AtomicUsize,
    most: AtomicUsize,
}

impl Origin for Memory {
    fn open<'a>(&'a self, _: Folder, path: &'a str, _: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        async move {
            self.asked.fetch_add(1, Ordering::SeqCst);
            self.most.fetch_max(self.open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            self.open.fetch_sub(1, Ordering::SeqCst);
            let not_found = || OriginError::NotFound { place: self.shown(), path: path.to_owned() };
            let bytes = self.files.get(path).ok_or_else(not_found)?;
            let chunks: Vec<_> = bytes.chunks(5).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
            Ok(stream::iter(chunks).boxed())
        }
        .boxed()
    }

    fn shown(&self) -> String {
        "memory".to_owned()
    }
}

/// Orders for plugins with those contents; `serve` may serve other bytes than were ordered.
pub(crate) fn ordered(contents: &[&str], serve: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> (Arc<Memory>, Vec<Order>) {
    let mut memory = Memory::default();
    let mut wanted = Vec::new();
    for content in contents {
        let (bytes, pin) = sample(content);
        let (extent, descriptor) = (extent(&bytes), descriptor(&bytes));
        if let Some(served) = serve(content, bytes) {
            memory.files.insert((*content).to_owned(), served);
        }
        wanted.push((*content, pin, extent, descriptor));
    }
    let memory = Arc::new(memory);
    let order = |(content, pin, extent, descriptor): (&str, Pin, Extent, Descriptor)| Order {
        name: format!("acme/{content}").parse().unwrap(),
        pin,
        extent,
        sha512: None,
        descriptor,
        file: content.to_owned(),
        mirrors: (Arc::clone(&memory) as Arc<dyn Origin>).into(),
        transcript: Transcript::default(),
    };
    let orders = wanted.into_iter().map(order).collect();
    (memory, orders)
}

/// What an honest publisher signs of an archive.
fn descriptor(bytes: &[u8]) -> Descriptor {
    let seen = archive::inspect(bytes).unwrap();
    serde_json::from_value(serde_json::json!({
        "format": 1, "name": seen.manifest.name, "version": seen.manifest.version, "platform": "any", "tree": seen.tree,
        "unpacked-size": seen.unpacked_size, "file-count": seen.file_count, "manifest-sha256": seen.manifest_sha256,
        "sbom": { "target": "sbom", "sha256": seen.tree },
    }))
    .unwrap()
}

fn cache() -> (tempfile::TempDir, Cache) {
    let temporary = tempfile::tempdir().unwrap();
    let cache = Cache::new(Utf8Path::from_path(temporary.path()).unwrap());
    (temporary, cache)
}

async fn count(orders: Vec<Order>, cache: &Cache, jobs: usize, reporter: &dyn Reporter) -> Result<usize, Error> {
    let done = fetch(orders, cache, Bounds::of(Some(jobs)), reporter, |_archive, _signed, _| Ok::<_, Error>(())).await?;
    Ok(done.len())
}

#[derive(Default)]
struct Recorder(Mutex<Vec<String>>);

impl Reporter for Recorder {
    fn started(&self, id: DownloadId, name: &PluginName, _: u64) {
        self.0.lock().unwrap().push(format!("{} {name}", id.0));
    }
    fn progress(&self, _: DownloadId, bytes: u64) {
        assert!(bytes > 0);
    }
    fn finished(&self, id: DownloadId) {
        self.0.lock().unwrap().push(format!("{} done", id.0));
    }
}

#[tokio::test]
async fn archives_come_once_from_the_origin_and_then_from_the_cache() {
    let (_temporary, cache) = cache();
    let contents = ["a", "b", "c", "d", "e", "f"];
    let (memory, orders) = ordered(&contents, |_, bytes| Some(bytes));
    let recorder = Recorder::default();
    assert_eq!(count(orders, &cache, 2, &recorder).await.unwrap(), 6);
    assert_eq!(memory.asked.load(Ordering::SeqCst), 6);
    assert!(memory.most.load(Ordering::SeqCst) <= 2);
    assert_eq!(recorder.0.lock().unwrap().len(), 12);
    let (again, orders) = ordered(&contents, |_, _| None);
    assert_eq!(count(orders, &cache, 16, &Silent).await.unwrap(), 6);
    assert_eq!(again.asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn wrong_bytes_are_refused_by_name_and_not_cached() {
    let (_temporary, cache) = cache();
    let flip = |_: &str, mut bytes: Vec<u8>| {
        bytes[20] ^= 1;
        Some(bytes)
    };
    let cut = |_: &str, bytes: Vec<u8>| Some(bytes[..30].to_vec());
    let longer = |_: &str, bytes: Vec<u8>| Some([bytes, vec![0; 9]].concat());
    for serve in [&flip as &dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>>, &cut, &longer] {
        let (_, orders) = ordered(&["a"], serve);
        let pin = orders[0].pin;
        let error = count(orders, &cache, 1, &Silent).await.unwrap_err();
        assert!(matches!(&error, Error::Refused { plugin, .. } if plugin.as_str() == "acme/a"), "{error:?}");
        assert!(error.facts().expected.is_some() && error.facts().seen.is_some());
        assert_eq!(cache.get(&pin.sha256, pin.length).unwrap(), None);
    }
    let (_, orders) = ordered(&["a"], |_, _| None);
    assert!(matches!(count(orders, &cache, 1, &Silent).await, Err(Error::Origin(OriginError::NotFound { .. }))));
    let (_, mut orders) = ordered(&["a"], |_, bytes| Some(bytes));
    orders[0].sha512 = Some([0; 64]);
    assert!(matches!(count(orders, &cache, 1, &Silent).await, Err(Error::OtherSha512 { .. })));
}

#[tokio::test]
async fn the_first_error_waits_for_the_threads_that_are_at_work() {
    let (_temporary, cache) = cache();
    let (_, orders) = ordered(&["a", "b", "c", "d"], |content, bytes| (content != "d").then_some(bytes));
    let running = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&running);
    let work = move |_archive: &VerifiedArchive, _signed: &Descriptor, _: &Exam| {
        counted.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(std::time::Duration::from_millis(50));
        counted.fetch_sub(1, Ordering::SeqCst);
        Ok::<_, Error>(())
    };
    fetch(orders, &cache, Bounds::of(Some(4)), &Silent, work).await.unwrap_err();
    assert_eq!(running.load(Ordering::SeqCst), 0);
}

/// Bytes told of, less those that were of no use.
#[derive(Default)]
struct Balance(std::sync::atomic::AtomicI64);

impl Reporter for Balance {
    fn progress(&self, _: DownloadId, bytes: u64) {
        self.0.fetch_add(i64::try_from(bytes).unwrap(), Ordering::SeqCst);
    }
    fn discarded(&self, _: DownloadId, bytes: u64) {
        self.0.fetch_sub(i64::try_from(bytes).unwrap(), Ordering::SeqCst);
    }
}

#[tokio::test]
async fn what_a_bad_mirror_sent_is_taken_back_and_the_next_one_is_asked() {
    let (_temporary, cache) = cache();
    let flip = |_: &str, mut bytes: Vec<u8>| {
        bytes[20] ^= 1;
        Some(bytes)
    };
    let (bad, _) = ordered(&["a"], flip);
    let (good, mut orders) = ordered(&["a"], |_, bytes| Some(bytes));
    let length = i64::try_from(orders[0].pin.length).unwrap();
    orders[0].mirrors = Mirrors::new(bad.clone(), [good.clone() as Arc<dyn Origin>]);
    let balance = Balance::default();
    assert_eq!(count(orders, &cache, 1, &balance).await.unwrap(), 1);
    assert_eq!(balance.0.into_inner(), length);
    assert_eq!((bad.asked.load(Ordering::SeqCst), good.asked.load(Ordering::SeqCst)), (1, 1));
    // Nobody has it: the error names each reason.
    let (bad, mut orders) = ordered(&["b"], flip);
    let (nothing, _) = ordered(&["b"], |_, _| None);
    orders[0].mirrors = Mirrors::new(bad, [nothing as Arc<dyn Origin>]);
    let error = count(orders, &cache, 1, &Silent).await.unwrap_err();
    let causes = crate::refusal::causes(&error);
    assert!(matches!(&causes[..], [one, other] if one.ends_with("(RP5120)") && other.ends_with("(RP7001)")), "{causes:?}");
}
