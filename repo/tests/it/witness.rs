//! Other clients read what is written here: ours, and stock tough.

use std::path::Path;
use std::sync::Arc;

use camino::Utf8Path;
use flate2::read::GzDecoder;
use futures_util::TryStreamExt as _;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::transport;
use ragnos_plugin::tuf::{Client, Error, Options, StateFolder, TrustAnchor};
use tough::{RepositoryLoader, TargetName};
use url::Url;

use super::program::Operator;

const PLUGIN: &str = "acme.text-1.2.0.tar.gz";
const SBOM: &str = "acme.text-1.2.0.cdx.json.gz";

/// Loads the repository in `folder` with stock tough and returns the plugin and its SBOM.
async fn with_tough(folder: &Utf8Path, root: &[u8]) -> [Vec<u8>; 2] {
    let url = |below: &str| Url::from_directory_path(folder.join(below)).unwrap();
    let repository = RepositoryLoader::new(&root, url("metadata"), url("targets")).load().await.unwrap();
    let mut found = Vec::new();
    for name in [PLUGIN, SBOM] {
        let stream = repository.read_target(&TargetName::new(name).unwrap()).await.unwrap().unwrap();
        let chunks: Vec<_> = stream.try_collect().await.unwrap();
        found.push(chunks.concat());
    }
    found.try_into().unwrap()
}

/// The same with our own client, which keeps its trust state in `state`.
pub(crate) async fn with_ours(folder: &Utf8Path, root: &[u8], state: &Path) -> Result<[Vec<u8>; 2], Error> {
    let anchor = TrustAnchor::parse(root.to_vec())?;
    let origin = transport::open(folder.as_str(), Utf8Path::new("/")).unwrap();
    let options = Options::at(SystemClock.now());
    let client = Client::refresh(&anchor, &StateFolder::at(state), Arc::clone(&origin), &options).await?;
    let mut found = Vec::new();
    for name in [PLUGIN, SBOM] {
        let target = client.find(name).await?.unwrap();
        let stream = origin.open(Folder::Targets, &client.target_file(&target), target.length()).await.unwrap();
        let chunks: Vec<_> = stream.try_collect().await.unwrap();
        let bytes = chunks.concat();
        assert_eq!(target.sha256(), Some(Sha256::of(&bytes)));
        found.push(bytes);
    }
    Ok(found.try_into().unwrap())
}

pub(crate) async fn both_agree(folder: &Utf8Path, root: &[u8]) {
    let [plugin, sbom] = with_tough(folder, root).await;
    let state = tempfile::tempdir().unwrap();
    assert_eq!([plugin, sbom.clone()], with_ours(folder, root, state.path()).await.unwrap());
    let sbom: serde_json::Value = serde_json::from_reader(GzDecoder::new(&*sbom)).unwrap();
    assert_eq!((&sbom["bomFormat"], &sbom["specVersion"]), (&"CycloneDX".into(), &"1.5".into()));
}

#[tokio::test]
async fn stock_tough_and_our_client_read_a_fresh_repository() {
    let operator = Operator::with_plugins();
    let root = fs_err::read(operator.path("repo/metadata/1.root.json")).unwrap();
    both_agree(&operator.path("repo"), &root).await;
}

#[tokio::test]
async fn stock_tough_and_our_client_read_the_demo_repository() {
    let repos = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/repos").canonicalize_utf8().unwrap();
    both_agree(&repos.join("demo"), &fs_err::read(repos.join("demo.root.json")).unwrap()).await;
}
