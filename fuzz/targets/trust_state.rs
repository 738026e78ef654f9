//! One file of a good trust state replaced by any bytes: it is refused in words, or the same metadata is trusted as before.
//!
//! The signed demo repository of the tree is what is trusted. Nobody here has its keys, so whatever is still accepted must say what it
//! said.
#![no_main]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use camino::Utf8Path;
use libfuzzer_sys::{Corpus, fuzz_target};
use ragnos_plugin::transport;
use ragnos_plugin::tuf::{Client, Options, RoleSummary, StateFolder, TrustAnchor};

struct Scene {
    anchor: TrustAnchor,
    state: PathBuf,
    files: Vec<(String, Vec<u8>)>,
    roles: Vec<RoleSummary>,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

fn options() -> Options {
    Options::at("2026-11-01T00:00:00Z".parse().expect("a time"))
}

impl Scene {
    fn new() -> Self {
        let repositories = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/repos");
        let anchor = TrustAnchor::parse(fs::read(repositories.join("demo.root.json")).expect("the demo root")).expect("a root");
        // In memory where there is such a place: a run is a few files.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder");
        let state = folder.path().join("trust");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let origin = transport::open("demo", Utf8Path::from_path(&repositories).expect("UTF-8")).expect("the demo repository");
        let roles = runtime.block_on(async {
            let client = Client::refresh(&anchor, &StateFolder::at(&state), Arc::clone(&origin), &options()).await.expect("good");
            client.find("acme.slugify-1.1.1.tar.gz").await.expect("good").expect("a target");
            client.summary().roles
        });
        let named = fs::read_dir(&state).expect("it was made").map(|entry| entry.expect("it is there").file_name());
        let mut names: Vec<String> = named.map(|name| name.into_string().expect("our own")).filter(|name| name != "lock").collect();
        names.sort();
        let files = names.into_iter().map(|name| (fs::read(state.join(&name)).expect("it is there"), name));
        let files: Vec<_> = files.map(|(bytes, name)| (name, bytes)).collect();
        assert!(files.len() >= 7, "{files:?}");
        Self { anchor, state, files, roles, runtime, _folder: folder }
    }

    fn open(&self) -> Option<Vec<RoleSummary>> {
        self.runtime.block_on(async {
            let client = Client::offline(&self.anchor, &StateFolder::at(&self.state), &options()).await.ok()?;
            client.find("acme.slugify-1.1.1.tar.gz").await.ok()?;
            Some(client.summary().roles)
        })
    }
}

fuzz_target!(|bytes: &[u8]| -> Corpus {
    static SCENE: OnceLock<Scene> = OnceLock::new();
    let scene = SCENE.get_or_init(Scene::new);
    let Some((first, rest)) = bytes.split_first() else { return Corpus::Reject };
    let (name, good) = &scene.files[usize::from(*first) % scene.files.len()];
    // Either the bytes, or a splice of the good file: position, how much of it goes, what comes instead.
    let changed = match (first & 0x80, rest) {
        (0, _) | (_, [] | [_] | [_, _] | [_, _, _]) => rest.to_vec(),
        (_, [high, low, gone, new @ ..]) => {
            let at = usize::from(u16::from_be_bytes([*high, *low])) % (good.len() + 1);
            let after = (at + usize::from(*gone)).min(good.len());
            [&good[..at], new, &good[after..]].concat()
        }
    };
    fs::write(scene.state.join(name), changed).expect("the file is ours");
    let opened = scene.open();
    // Looking at the damage never ends in a panic either.
    let inventory = StateFolder::at(&scene.state).inventory(&scene.anchor, options().now);
    fs::write(scene.state.join(name), good).expect("the file is ours");
    assert!(inventory.is_ok());
    assert!(opened.is_none_or(|roles| roles == scene.roles), "{name} was changed and something else is trusted");
    Corpus::Keep
});
