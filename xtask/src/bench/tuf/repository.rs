//! Large signed repositories of metadata alone: the sizes of a registry, made in seconds.
//!
//! Owns: the three layouts that are compared, and their keys, which are seeds.
//! Never does: make archives: a look-up ends before the first one is fetched.
//! In: numbers. Out: files below a folder, each role also gzipped for servers that have it ready.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use aws_lc_rs::rand::SystemRandom;
use camino::Utf8Path;
use flate2::{Compression, write::GzEncoder};
use ragnos_plugin::digest::Sha256;
use ragnos_repo::keys::FileKey;

use crate::bench::{Failure, ours, write};

/// How the targets are spread over roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::bench) enum Layout {
    /// Bins by the first letter, below them one terminating role a namespace.
    Claims { namespaces: usize },
    /// 256 bins by the first byte of the name's sha256 (TUF spec 4.5, `path_hash_prefixes`).
    HashBins,
    /// Everything in the top-level targets role.
    Flat,
}

/// A repository to make.
#[derive(Debug, Clone, Copy)]
pub(in crate::bench) struct Plan {
    pub(in crate::bench) plugins: usize,
    pub(in crate::bench) versions: usize,
    pub(in crate::bench) layout: Layout,
}

const EXPIRES: &str = "2056-01-01T00:00:00Z";

impl Plan {
    /// Archives in it; each version has one.
    pub(in crate::bench) fn targets(self) -> usize {
        self.plugins * self.versions
    }

    /// The plugin and version that are looked up: from the middle, where no order helps.
    pub(in crate::bench) fn wanted(self) -> String {
        self.target(self.plugins / 2, self.versions / 2)
    }

    fn namespace(self, plugin: usize) -> String {
        let Layout::Claims { namespaces } = self.layout else { return format!("n{}", plugin % 16) };
        let number = plugin % namespaces;
        let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
        format!("{letter}{number:04}")
    }

    fn target(self, plugin: usize, version: usize) -> String {
        format!("{}.p{plugin:05}-1.{version}.0.tar.gz", self.namespace(plugin))
    }

    /// Writes the repository below `folder`, and the root that is pinned beside it.
    pub(in crate::bench) fn publish(self, folder: &Utf8Path) -> Result<(), Failure> {
        let mut roles: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for plugin in 0..self.plugins {
            for version in 0..self.versions {
                let target = self.target(plugin, version);
                let role = match self.layout {
                    Layout::Claims { .. } => self.namespace(plugin),
                    Layout::HashBins => format!("bin-{}", &Sha256::of(target.as_bytes()).to_string()[..2]),
                    Layout::Flat => "targets".to_owned(),
                };
                let entry = entry(&self.namespace(plugin), plugin, version, &target);
                roles.entry(role).or_default().insert(target, entry);
            }
        }
        let mut delegations: BTreeMap<String, Vec<Delegation>> = BTreeMap::new();
        for role in roles.keys().filter(|role| *role != "targets") {
            let (parent, paths, terminating) = match self.layout {
                Layout::Claims { .. } => (format!("claims-{}", &role[..1]), format!("\"paths\":[\"{role}.*\"]"), true),
                _ => ("targets".to_owned(), format!("\"path_hash_prefixes\":[\"{}\"]", &role[4..]), false),
            };
            if parent != "targets" && !delegations.contains_key(&parent) {
                let paths = format!("\"paths\":[\"{}*\"]", &role[..1]);
                delegations.entry("targets".to_owned()).or_default().push((parent.clone(), paths, false));
            }
            delegations.entry(parent).or_default().push((role.clone(), paths, terminating));
        }
        let metadata = folder.join("metadata");
        let mut snapshot = String::new();
        let mut names: Vec<&String> = roles.keys().chain(delegations.keys()).collect();
        names.sort_by_key(|name| format!("{name}.json"));
        names.dedup();
        for name in names {
            let listed = roles.get(name).cloned().unwrap_or_default();
            let bytes = sign(name, &targets(&listed, delegations.get(name).map_or(&[], Vec::as_slice))?)?;
            put(&metadata.join(format!("1.{name}.json")), &bytes)?;
            separated(&mut snapshot, &format!("\"{name}.json\":{}", meta(&bytes)));
        }
        let head = |kind: &str| format!("\"_type\":\"{kind}\",\"expires\":\"{EXPIRES}\"");
        let tail = "\"spec_version\":\"1.0.0\",\"version\":1}";
        let snapshot = sign("snapshot", &format!("{{{},\"meta\":{{{snapshot}}},{tail}", head("snapshot")))?;
        put(&metadata.join("1.snapshot.json"), &snapshot)?;
        let listed = format!("\"meta\":{{\"snapshot.json\":{}}}", meta(&snapshot));
        put(&metadata.join("timestamp.json"), &sign("timestamp", &format!("{{{},{listed},{tail}", head("timestamp")))?)?;
        let top = ["root", "snapshot", "targets", "timestamp"];
        let members = top.iter().map(|role| member(role)).collect::<Result<Vec<_>, _>>()?;
        let signers = top.iter().map(|role| Ok(((*role).to_owned(), format!("{{{}}}", signers(role)?))));
        let signers = signers.collect::<Result<Vec<_>, Failure>>()?;
        let root = format!(
            "{{\"_type\":\"root\",\"consistent_snapshot\":true,\"expires\":\"{EXPIRES}\",\"keys\":{{{}}},\"roles\":{{{}}},{tail}",
            listing(members.into_iter()),
            listing(signers.into_iter())
        );
        put(&metadata.join("1.root.json"), &sign("root", &root)?)
    }
}

/// Name, scope, terminating.
type Delegation = (String, String, bool);

fn entry(namespace: &str, plugin: usize, version: usize, target: &str) -> String {
    let digest = |what: &str| Sha256::of(format!("{what} of {target}").as_bytes());
    let sbom = target.replace(".tar.gz", ".cdx.json.gz");
    format!(
        "{{\"custom\":{{\"ragnos\":{{\"description\":\"synthetic plugin for measurement\",\"file-count\":12,\"format\":1,\
         \"license\":\"MIT\",\"manifest-sha256\":\"{}\",\"name\":\"{namespace}/p{plugin:05}\",\"platform\":\"any\",\
         \"sbom\":{{\"sha256\":\"{}\",\"target\":\"{sbom}\"}},\"tree\":\"{}\",\"unpacked-size\":123456,\
         \"version\":\"1.{version}.0\"}}}},\"hashes\":{{\"sha256\":\"{}\"}},\"length\":34567}}",
        digest("manifest"),
        digest("sbom"),
        digest("tree"),
        digest("archive")
    )
}

/// The signed part of a targets role, in canonical form.
fn targets(listed: &BTreeMap<String, String>, delegations: &[Delegation]) -> Result<String, Failure> {
    let delegated = if delegations.is_empty() {
        String::new()
    } else {
        let keys = delegations.iter().map(|(name, _, _)| member(name)).collect::<Result<BTreeMap<_, _>, _>>()?;
        let mut roles = String::new();
        for (name, scope, terminating) in delegations {
            let keyids = format!("\"keyids\":[\"{}\"]", member(name)?.0);
            let role = format!("{{{keyids},\"name\":\"{name}\",{scope},\"terminating\":{terminating},\"threshold\":1}}");
            separated(&mut roles, &role);
        }
        format!("\"delegations\":{{\"keys\":{{{}}},\"roles\":[{roles}]}},", listing(keys.into_iter()))
    };
    let listed = listing(listed.iter());
    Ok(format!(
        "{{\"_type\":\"targets\",{delegated}\"expires\":\"{EXPIRES}\",\"spec_version\":\"1.0.0\",\"targets\":{{{listed}}},\"version\":1}}"
    ))
}

/// The members of an object whose names need no escapes, sorted.
fn listing(members: impl Iterator<Item = (impl AsRef<str>, impl AsRef<str>)>) -> String {
    let mut members: Vec<_> = members.collect();
    members.sort_by(|(one, _), (other, _)| one.as_ref().cmp(other.as_ref()));
    let mut text = String::new();
    for (name, value) in members {
        separated(&mut text, "");
        let _ = write!(text, "\"{}\":{}", name.as_ref(), value.as_ref());
    }
    text
}

fn separated(text: &mut String, next: &str) {
    if !text.is_empty() {
        text.push(',');
    }
    text.push_str(next);
}

fn meta(bytes: &[u8]) -> String {
    format!("{{\"hashes\":{{\"sha256\":\"{}\"}},\"length\":{},\"version\":1}}", Sha256::of(bytes), bytes.len())
}

/// A member of `keys`: identifier and object of the role's P-256 key.
fn member(role: &str) -> Result<(String, String), Failure> {
    let public = ours::key(role, 0)?.public();
    // As tough writes it, which makes the id of it and checks that.
    let pem = serde_json::to_string(public.pem().trim_end())?;
    let object = format!("{{\"keytype\":\"ecdsa\",\"keyval\":{{\"public\":{pem}}},\"scheme\":\"ecdsa-sha2-nistp256\"}}");
    Ok((public.id(), object))
}

/// The file of a role whose signed part this is.
fn sign(role: &str, signed: &str) -> Result<Vec<u8>, Failure> {
    let key = ours::key(role, 0)?;
    let id = key.public().id();
    let FileKey::P256(pair) = key else { return Err("the benchmark's keys are P-256".into()) };
    // Canonical JSON has line ends as they are (TUF spec 4.2), JSON has them escaped; nothing else here is.
    let message = signed.replace("\\n", "\n");
    let signature = pair.sign(&SystemRandom::new(), message.as_bytes())?;
    let signature: String = signature.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let file = format!("{{\"signatures\":[{{\"keyid\":\"{id}\",\"sig\":\"{signature}\"}}],\"signed\":{signed}}}");
    Ok(file.into_bytes())
}

fn signers(role: &str) -> Result<String, Failure> {
    Ok(format!("\"keyids\":[\"{}\"],\"threshold\":1", member(role)?.0))
}

fn put(path: &Utf8Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes)?;
    write(Utf8Path::new(&format!("{path}.gz")), gzip.finish()?)?;
    write(path, bytes)
}
