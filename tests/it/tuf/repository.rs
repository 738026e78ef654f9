//! A signed repository in memory, and an origin that serves it, records what is asked and fails where told.
//!
//! Owns: signing with tough's key types over olpc-cjson's canonical form, a witness independent of the code under test.
//! Never does: check anything. In: changes to signed parts. Out: served files.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

use aws_lc_rs::signature::Ed25519KeyPair;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::future::{BoxFuture, ready};
use futures_util::stream;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::{ByteStream, Folder, Origin, OriginError};
use ragnos_plugin::tuf::{Client, Error, Options, StateFolder, TrustAnchor};
use serde::Serialize as _;
use serde_json::{Value, json};
use tough::sign::Sign;

pub(crate) const NOW: &str = "2026-06-01T00:00:00Z";
pub(crate) const SOON: &str = "2026-06-08T00:00:00Z";
pub(crate) const LATER: &str = "2030-01-01T00:00:00Z";

/// An ed25519 key from a seed.
pub(crate) struct Key(Ed25519KeyPair);

impl Key {
    pub(crate) fn seeded(seed: u8) -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::to_value(self.0.tuf_key()).unwrap()
    }

    pub(crate) fn id(&self) -> String {
        hex::encode(&*self.0.tuf_key().key_id().unwrap())
    }

    /// The entry of a signature over these bytes.
    pub(crate) fn signature(&self, message: &[u8]) -> Value {
        json!({"keyid": self.id(), "sig": hex::encode(self.sign(message))})
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }
}

pub(crate) fn canonical(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    let formatter = olpc_cjson::CanonicalFormatter::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter)).unwrap();
    bytes
}

/// The bytes of a metadata file signed by the keys with these seeds.
pub(crate) fn sign(signed: &Value, seeds: &[u8]) -> Vec<u8> {
    let message = canonical(signed);
    let signatures: Vec<Value> = seeds.iter().map(|seed| Key::seeded(*seed).signature(&message)).collect();
    serde_json::to_vec_pretty(&json!({"signatures": signatures, "signed": signed})).unwrap()
}

/// A delegation of `paths` to `name`, with the keys of these seeds.
pub(crate) fn delegate(targets: &mut Value, name: &str, paths: &[&str], terminating: bool, seeds: &[u8]) {
    if targets.get("delegations").is_none() {
        targets["delegations"] = json!({"keys": {}, "roles": []});
    }
    let ids: Vec<String> = seeds.iter().map(|seed| Key::seeded(*seed).id()).collect();
    for seed in seeds {
        targets["delegations"]["keys"][Key::seeded(*seed).id()] = Key::seeded(*seed).json();
    }
    let role = json!({"name": name, "keyids": ids, "threshold": 1, "paths": paths, "terminating": terminating});
    targets["delegations"]["roles"].as_array_mut().unwrap().push(role);
}

/// Adds a target whose content is its own name.
pub(crate) fn list(targets: &mut Value, name: &str) {
    let hashes = json!({"sha256": Sha256::of(name.as_bytes()).to_string()});
    targets["targets"][name] = json!({"length": name.len(), "hashes": hashes, "custom": {"from": name}});
}

pub(crate) fn targets(version: u64) -> Value {
    json!({"_type": "targets", "spec_version": "1.0.31", "version": version, "expires": LATER, "targets": {}})
}

/// The signed parts, the seeds that sign them, and the files made of them.
pub(crate) struct Repository {
    pub(crate) root: Value,
    pub(crate) timestamp: Value,
    pub(crate) snapshot: Value,
    /// `targets` and the delegated roles.
    pub(crate) targets: BTreeMap<String, Value>,
    /// By role.
    pub(crate) seeds: BTreeMap<String, Vec<u8>>,
    pub(crate) origin: Arc<Served>,
    /// When a new delegated role expires.
    later: String,
}

impl Repository {
    /// Root with threshold 2 (seeds 1 and 2), timestamp 3, snapshot 4, targets 5; version 1 of each, published.
    pub(crate) fn new() -> Self {
        Self::expiring(SOON, LATER)
    }

    /// The same with other expiries: of the timestamp, and of everything else.
    pub(crate) fn expiring(soon: &str, later: &str) -> Self {
        let seeds = [("root", vec![1, 2]), ("timestamp", vec![3]), ("snapshot", vec![4]), ("targets", vec![5])];
        let role = |kind: &str, expires: &str| json!({"_type": kind, "spec_version": "1.0.31", "version": 1, "expires": expires, "meta": {}});
        let mut repository = Self {
            root: json!({"_type": "root", "spec_version": "1.0.31", "version": 1, "expires": later,
                "consistent_snapshot": true, "keys": {}, "roles": {}}),
            timestamp: role("timestamp", soon),
            snapshot: role("snapshot", later),
            targets: BTreeMap::from([("targets".to_owned(), targets(1))]),
            seeds: seeds.into_iter().map(|(role, seeds)| (role.to_owned(), seeds)).collect(),
            origin: Arc::default(),
            later: later.to_owned(),
        };
        repository.top()["expires"] = json!(later);
        for role in ["root", "timestamp", "snapshot", "targets"] {
            repository.set_keys(role, &repository.seeds[role].clone(), if role == "root" { 2 } else { 1 });
        }
        repository.publish_root();
        repository.publish();
        repository
    }

    /// Lets the keys of these seeds sign `role` from the next root on.
    pub(crate) fn set_keys(&mut self, role: &str, seeds: &[u8], threshold: u64) {
        let ids: Vec<String> = seeds.iter().map(|seed| Key::seeded(*seed).id()).collect();
        self.root["roles"][role] = json!({"keyids": ids, "threshold": threshold});
        for seed in seeds {
            self.root["keys"][Key::seeded(*seed).id()] = Key::seeded(*seed).json();
        }
        self.seeds.insert(role.to_owned(), seeds.to_vec());
    }

    pub(crate) fn publish_root(&self) {
        self.publish_root_signed(&self.seeds["root"]);
    }

    pub(crate) fn publish_root_signed(&self, seeds: &[u8]) {
        self.origin.put(&format!("{}.root.json", self.root["version"]), sign(&self.root, seeds));
    }

    /// The next root, signed by the keys of the present one and of `seeds`.
    pub(crate) fn next_root(&mut self, seeds: &[u8]) {
        raise(&mut self.root);
        self.publish_root_signed(seeds);
    }

    /// Writes every role but the root at its present version, the snapshot and timestamp over them.
    pub(crate) fn publish(&mut self) {
        for (role, signed) in &self.targets {
            let bytes = sign(signed, self.seeds.get(role).map_or(&[][..], Vec::as_slice));
            self.snapshot["meta"][format!("{role}.json")] = meta(&signed["version"], &bytes);
            self.origin.put(&format!("{}.{role}.json", signed["version"]), bytes);
        }
        self.publish_snapshot();
    }

    /// Writes snapshot and timestamp as they stand.
    pub(crate) fn publish_snapshot(&mut self) {
        let bytes = sign(&self.snapshot, &self.seeds["snapshot"]);
        self.timestamp["meta"]["snapshot.json"] = meta(&self.snapshot["version"], &bytes);
        self.origin.put(&format!("{}.snapshot.json", self.snapshot["version"]), bytes);
        self.publish_timestamp();
    }

    pub(crate) fn publish_timestamp(&self) {
        self.origin.put("timestamp.json", sign(&self.timestamp, &self.seeds["timestamp"]));
    }

    /// One version on for snapshot and timestamp, then everything is written.
    pub(crate) fn publish_next(&mut self) {
        raise(&mut self.snapshot);
        raise(&mut self.timestamp);
        self.publish();
    }

    /// A delegated role `name` with these targets, signed by `seed`; the caller adds the delegation.
    pub(crate) fn role(&mut self, name: &str, seed: u8, listed: &[&str]) -> &mut Value {
        let mut role = targets(1);
        role["expires"] = json!(self.later);
        for target in listed {
            list(&mut role, target);
        }
        self.seeds.insert(name.to_owned(), vec![seed]);
        self.targets.insert(name.to_owned(), role);
        self.targets.get_mut(name).unwrap()
    }

    /// Lists these bytes as a target of `role` and serves them; the caller publishes the role.
    pub(crate) fn add_target(&mut self, role: &str, name: &str, bytes: &[u8], custom: &Value) {
        let digest = Sha256::of(bytes).to_string();
        let entry = json!({"length": bytes.len(), "hashes": {"sha256": digest}, "custom": custom});
        self.targets.get_mut(role).unwrap()["targets"][name] = entry;
        let served =
            name.rsplit_once('/').map_or(format!("{digest}.{name}"), |(folder, name)| format!("{folder}/{digest}.{name}"));
        self.origin.put_target(&served, bytes.to_vec());
    }

    pub(crate) fn top(&mut self) -> &mut Value {
        self.targets.get_mut("targets").unwrap()
    }

    pub(crate) fn anchor(&self) -> TrustAnchor {
        TrustAnchor::parse(self.origin.get("1.root.json").unwrap()).unwrap()
    }
}

pub(crate) fn raise(signed: &mut Value) {
    signed["version"] = json!(signed["version"].as_u64().unwrap() + 1);
}

fn meta(version: &Value, bytes: &[u8]) -> Value {
    json!({"version": version, "length": bytes.len(), "hashes": {"sha256": Sha256::of(bytes).to_string()}})
}

/// A temporary folder, in memory where the system has a place for that: the tests would mostly wait for the disk.
pub(crate) fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// A state folder in a temporary place, and runs on it.
pub(crate) struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self { folder: scratch() }
    }

    pub(crate) fn state(&self) -> StateFolder {
        StateFolder::at(self.folder.path().join("trust"))
    }

    pub(crate) fn file(&self, name: &str) -> std::path::PathBuf {
        self.state().path().join(name)
    }

    pub(crate) async fn refresh(&self, repository: &Repository) -> Result<Client, Error> {
        self.refresh_with(repository, &options(NOW)).await
    }

    pub(crate) async fn refresh_with(&self, repository: &Repository, options: &Options) -> Result<Client, Error> {
        repository.origin.requests.lock().unwrap().clear();
        let origin: Arc<dyn Origin> = repository.origin.clone();
        Client::refresh(&repository.anchor(), &self.state(), origin, options).await
    }

    pub(crate) fn version(&self, role: &str) -> Option<u64> {
        let bytes = fs_err::read(self.file(&format!("{role}.json"))).ok()?;
        serde_json::from_slice::<Value>(&bytes).unwrap()["signed"]["version"].as_u64()
    }

    /// Every file with its content.
    pub(crate) fn content(&self) -> BTreeMap<String, Vec<u8>> {
        let Ok(entries) = fs_err::read_dir(self.state().path()) else { return BTreeMap::new() };
        let entries = entries.map(|entry| entry.unwrap());
        entries.map(|entry| (entry.file_name().into_string().unwrap(), fs_err::read(entry.path()).unwrap())).collect()
    }
}

pub(crate) fn options(now: &str) -> Options {
    Options::at(now.parse().unwrap())
}

/// Serves files from memory.
#[derive(Debug, Default)]
pub(crate) struct Served {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    /// The targets folder; a target has its digest in its name.
    targets: Mutex<BTreeMap<String, Vec<u8>>>,
    broken: Mutex<HashSet<String>>,
    /// What the last [`Served::write_to`] left in the folder.
    written: Mutex<BTreeMap<String, Vec<u8>>>,
    pub(crate) requests: Mutex<Vec<String>>,
}

impl Served {
    pub(crate) fn put(&self, name: &str, bytes: Vec<u8>) {
        self.files.lock().unwrap().insert(name.to_owned(), bytes);
    }

    pub(crate) fn put_target(&self, path: &str, bytes: Vec<u8>) {
        self.targets.lock().unwrap().insert(path.to_owned(), bytes);
    }

    /// Stops to serve every target whose path ends so.
    pub(crate) fn remove_target(&self, ending: &str) {
        let mut targets = self.targets.lock().unwrap();
        let before = targets.len();
        targets.retain(|path, _| !path.ends_with(ending));
        assert!(targets.len() < before, "no target ends with {ending}");
    }

    /// Changes the bytes of every served target whose path ends so; what is signed stays.
    pub(crate) fn change_target(&self, ending: &str, change: impl Fn(&mut Vec<u8>)) {
        let mut targets = self.targets.lock().unwrap();
        let found: Vec<_> = targets.iter_mut().filter(|(path, _)| path.ends_with(ending)).collect();
        assert!(!found.is_empty(), "no target ends with {ending}");
        for (_, bytes) in found {
            change(bytes);
        }
    }

    /// Makes `folder` a repository with exactly what is served, writing what has changed since the last time.
    /// A name that cannot be a file's is left out.
    pub(crate) fn write_to(&self, folder: &Path) {
        let mut wanted = BTreeMap::new();
        for (name, bytes) in self.files.lock().unwrap().iter().filter(|(name, _)| !name.contains('/')) {
            wanted.insert(format!("metadata/{name}"), bytes.clone());
        }
        for (name, bytes) in self.targets.lock().unwrap().iter() {
            wanted.insert(format!("targets/{name}"), bytes.clone());
        }
        let mut written = self.written.lock().unwrap();
        for name in written.keys().filter(|name| !wanted.contains_key(*name)) {
            fs_err::remove_file(folder.join(name)).unwrap();
        }
        for (name, bytes) in wanted.iter().filter(|(name, bytes)| written.get(*name) != Some(bytes)) {
            let path = folder.join(name);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, bytes).unwrap();
        }
        *written = wanted;
    }

    /// What is served now, for a mirror that will fall behind or go its own way.
    pub(crate) fn copy(&self) -> Arc<Self> {
        let (files, targets) = (self.files.lock().unwrap().clone(), self.targets.lock().unwrap().clone());
        Arc::new(Self { files: files.into(), targets: targets.into(), ..Self::default() })
    }

    /// What is at this path below the repository's own, `metadata/...` or `targets/...`.
    pub(crate) fn at(&self, path: &str) -> Option<Vec<u8>> {
        let (folder, name) = path.split_once('/')?;
        let files = if folder == "metadata" { &self.files } else { &self.targets };
        files.lock().unwrap().get(name).cloned()
    }

    pub(crate) fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.files.lock().unwrap().get(name).cloned()
    }

    /// Writes every file into a folder.
    pub(crate) fn write(&self, folder: &std::path::Path) {
        for (name, bytes) in &*self.files.lock().unwrap() {
            fs_err::write(folder.join(name), bytes).unwrap();
        }
    }

    pub(crate) fn remove(&self, name: &str) {
        self.files.lock().unwrap().remove(name).unwrap();
    }

    /// From now on the server has trouble with this file.
    pub(crate) fn breaks(&self, name: &str) {
        self.broken.lock().unwrap().insert(name.to_owned());
    }

    /// The trouble is over.
    pub(crate) fn mends(&self, name: &str) {
        assert!(self.broken.lock().unwrap().remove(name), "{name} was not broken");
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Origin for Served {
    fn open<'a>(&'a self, folder: Folder, path: &'a str, _: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        self.requests.lock().unwrap().push(path.to_owned());
        let (place, path) = (self.shown(), path.to_owned());
        let answer = if self.broken.lock().unwrap().contains(&path) {
            Err(OriginError::Unreachable { place, path, reason: "status 500".to_owned() })
        } else {
            let files = if folder == Folder::Metadata { &self.files } else { &self.targets };
            let found = files.lock().unwrap().get(&path).cloned();
            match found {
                None => Err(OriginError::NotFound { place, path }),
                Some(bytes) => {
                    let chunks: Vec<_> = bytes.chunks(100).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
                    Ok(stream::iter(chunks).boxed())
                }
            }
        };
        Box::pin(ready(answer))
    }

    fn shown(&self) -> String {
        "memory".to_owned()
    }
}
