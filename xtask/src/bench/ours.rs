//! The workload as a signed repository, made with the libraries that publishers call.
//!
//! Owns: keys that exist for benchmarks only, and the sources of plugins in our own form.
//! Never does: write metadata of its own.
//! In: [`Plugin`]s. Out: a repository in a folder, and a project that uses it.

use std::num::NonZeroU64;
use std::sync::Arc;

use aws_lc_rs::agreement;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use camino::Utf8Path;
use jiff::Timestamp;
use ragnos_plugin::pack::{self, PackedRelease};
use ragnos_plugin::platform::Platform;
use ragnos_repo::expiry::Expiries;
use ragnos_repo::keys::{FileKey, Keyring};
use ragnos_repo::metadata::RoleSpec;
use ragnos_repo::publish;
use ragnos_repo::repository::Repository;
use ragnos_repo::sign::sign;
use ragnos_repo::stage::{self, Delegation, Founding, StagedRepository};
use ragnos_repo::storage::{Directory, Storage};
use ragnos_repo::verify::verify;

use super::workload::{NAMESPACES, Plugin, roots};
use super::{Failure, write};

const PUBLISHED: &str = "2026-01-05T00:00:00Z";
const EXPIRES: &str = "2056-01-01T00:00:00Z";

/// Publishes `plugins` into the empty folder `into`; sources are laid out below `scratch`.
pub(super) async fn publish_all(plugins: &[Plugin], into: &Utf8Path, scratch: &Utf8Path) -> Result<(), Failure> {
    let published: Timestamp = PUBLISHED.parse()?;
    let mut releases = Vec::new();
    for plugin in plugins {
        for version in plugin.versions() {
            releases.push((release(plugin, &version, plugins, scratch, published)?, published));
        }
    }
    let namespaces: Vec<String> = (0..NAMESPACES).map(namespace).collect();
    let names: Vec<&str> = namespaces.iter().map(String::as_str).collect();
    publish(&names, releases, into).await
}

/// Publishes `releases` of the namespaces `names` into the empty folder `into`.
pub(super) async fn publish(names: &[&str], releases: Vec<(PackedRelease, Timestamp)>, into: &Utf8Path) -> Result<(), Failure> {
    let storage: Arc<dyn Storage> = Arc::new(Directory::create(into)?);
    let expiries = Expiries::all_at(EXPIRES.parse()?);
    let founding = Founding {
        root: spec("root", 3, 2)?,
        targets: spec("targets", 1, 1)?,
        snapshot: spec("snapshot", 1, 1)?,
        timestamp: spec("timestamp", 1, 1)?,
        log: spec("log", 1, 1)?,
        security: None,
        claims: None,
    };
    let staged = stage::initial(&*storage, &founding, &expiries).await?;
    signed(staged, &["root", "targets", "log"], &storage).await?;
    let delegation = |name: &&str| Ok(Delegation { role: name.parse()?, spec: spec(name, 1, 1)? });
    let delegations = names.iter().map(delegation).collect::<Result<Vec<_>, Failure>>()?;
    let repository = Repository::open(&*storage).await?;
    let staged = stage::delegations(&repository, &delegations, &expiries).await?;
    signed(staged, &[&["targets"], names].concat(), &storage).await?;
    let repository = Repository::open(&*storage).await?;
    let staged = stage::releases(&repository, releases, &[], &expiries).await?;
    signed(staged, &[&["log"], names].concat(), &storage).await
}

/// A project that asks for what no other plugin needs, with its pinned root.
pub(super) fn project(plugins: &[Plugin], repository: &Utf8Path, url: &str, into: &Utf8Path) -> Result<(), Failure> {
    let mut manifest = format!("[repositories.bench]\nurl = \"{url}\"\n\n[plugins]\n");
    for plugin in roots(plugins) {
        manifest.push_str(&format!("\"{}\" = \"^1.0.0\"\n", full_name(plugin)));
    }
    write(&into.join("ragnos.toml"), manifest)?;
    write(&into.join(".ragnos/trust/bench.root.json"), fs_err::read(repository.join("metadata/1.root.json"))?)
}

fn release(
    plugin: &Plugin,
    version: &str,
    all: &[Plugin],
    scratch: &Utf8Path,
    published: Timestamp,
) -> Result<PackedRelease, Failure> {
    let folder = scratch.join(&plugin.name).join(version);
    let (name, text) = (full_name(plugin), "description = \"synthetic plugin for measurement\"\nlicense = \"MIT\"");
    let mut manifest = format!("[plugin]\nname = \"{name}\"\nversion = \"{version}\"\n{text}\n\n[dependencies]\n");
    for needed in &plugin.dependencies {
        manifest.push_str(&format!("\"{}\" = \"^1.0.0\"\n", full_name(&all[*needed])));
    }
    write(&folder.join("plugin.toml"), manifest)?;
    if version == plugin.newest() {
        for (path, content) in &plugin.files {
            write(&folder.join(path), content)?;
        }
    } else {
        write(&folder.join("lib/index.js"), format!("// {version}\n"))?;
    }
    Ok(pack::pack(&folder, &Platform::ANY, Some(published))?)
}

/// Packs the plugin in `folder`, whose other files are there, as version `version` of `name`.
pub(super) fn packed(folder: &Utf8Path, name: &str, version: &str) -> Result<(PackedRelease, Timestamp), Failure> {
    let text = "description = \"synthetic plugin for measurement\"\nlicense = \"MIT\"";
    write(&folder.join("plugin.toml"), format!("[plugin]\nname = \"{name}\"\nversion = \"{version}\"\n{text}\n"))?;
    let published: Timestamp = PUBLISHED.parse()?;
    Ok((pack::pack(folder, &Platform::ANY, Some(published))?, published))
}

fn full_name(plugin: &Plugin) -> String {
    format!("{}/{}", namespace(plugin.namespace), plugin.name)
}

fn namespace(number: usize) -> String {
    format!("bench-{number}")
}

async fn signed(staged: StagedRepository, roles: &[&str], storage: &Arc<dyn Storage>) -> Result<(), Failure> {
    let all = roles.iter().copied().chain(["snapshot", "timestamp"]);
    let keys = all.flat_map(|role| (0..if role == "root" { 3 } else { 1 }).map(move |number| key(role, number)));
    let signed = sign(staged, &Keyring::new(keys.collect::<Result<Vec<_>, _>>()?)).await?;
    publish::publish(verify(signed, storage, PUBLISHED.parse()?).await?, &**storage).await?;
    Ok(())
}

fn spec(role: &str, keys: usize, threshold: u64) -> Result<RoleSpec, Failure> {
    let threshold = NonZeroU64::new(threshold).ok_or("a threshold is at least 1")?;
    let keys = (0..keys).map(|number| Ok(key(role, number)?.public())).collect::<Result<_, Failure>>()?;
    Ok(RoleSpec { keys, threshold })
}

/// A key of the kind that `ragnos-repo key generate` makes when nothing else is asked for.
pub(super) fn key(role: &str, number: usize) -> Result<FileKey, Failure> {
    let seed = ragnos_plugin::digest::Sha256::of(format!("benchmark key {role} {number}").as_bytes());
    let private = agreement::PrivateKey::from_private_key(&agreement::ECDH_P256, seed.as_bytes())?;
    let public = private.compute_public_key()?;
    let pair = EcdsaKeyPair::from_private_key_and_public_key(&ECDSA_P256_SHA256_ASN1_SIGNING, seed.as_bytes(), public.as_ref());
    Ok(FileKey::P256(pair?))
}
