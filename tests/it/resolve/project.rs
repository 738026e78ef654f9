//! A project and a universe in a few words, for the tests of the resolver.

use std::collections::{BTreeMap, BTreeSet};

use ragnos_plugin::digest::Sha256;
use ragnos_plugin::name::PluginName;
use ragnos_plugin::platform::Platform;
use ragnos_plugin::release::{Artifact, Release};
use ragnos_plugin::releases::Releases;
use ragnos_plugin::resolve::{Answer, Error, Request, Resolution, Universe, resolve};
use semver::{Version, VersionReq};

/// Everything that a [`Request`] borrows.
#[derive(Debug, Clone, Default)]
pub(super) struct Project {
    pub requirements: BTreeMap<PluginName, VersionReq>,
    pub universe: Universe,
    pub locked: BTreeMap<PluginName, Version>,
    pub unlock: BTreeSet<PluginName>,
    pub platforms: BTreeSet<Platform>,
    pub host: BTreeMap<String, Version>,
    pub precise: BTreeMap<PluginName, Version>,
}

pub(super) fn plugin(text: &str) -> PluginName {
    format!("acme/{text}").parse().unwrap()
}

pub(super) fn version(text: &str) -> Version {
    text.parse().unwrap()
}

/// A release of `acme/name` that needs the given `(name, requirement)` pairs and runs everywhere.
pub(super) fn release(name: &str, number: &str, needs: &[(&str, &str)]) -> Release {
    let name = plugin(name);
    let version = version(number);
    let mut release = Release {
        repository: "demo".parse().unwrap(),
        role: "acme".to_owned(),
        published: None,
        description: String::new(),
        license: String::new(),
        manifest_sha256: Sha256::of(number.as_bytes()),
        dependencies: needs.iter().map(|(name, wanted)| (plugin(name), wanted.parse().unwrap())).collect(),
        host: BTreeMap::new(),
        capabilities: BTreeSet::new(),
        yanked: false,
        artifacts: Vec::new(),
        name,
        version,
    };
    set_platforms(&mut release, &["any"]);
    release
}

/// Gives `release` one archive for each platform, and no other.
pub(super) fn set_platforms(release: &mut Release, platforms: &[&str]) {
    let artifact = |platform: &&str| {
        let platform: Platform = platform.parse().unwrap();
        Artifact {
            target: release.name.archive_target(&release.version, &platform).unwrap(),
            sbom: release.name.sbom_target(&release.version, &platform).unwrap(),
            platform,
            length: 1,
            sha256: Sha256::of(b"archive"),
            tree: Sha256::of(b"tree"),
            unpacked_size: 1,
            file_count: 1,
            sbom_sha256: Sha256::of(b"sbom"),
            provenance: None,
        }
    };
    release.artifacts = platforms.iter().map(artifact).collect();
}

impl Project {
    pub(super) fn asks(mut self, name: &str, wanted: &str) -> Self {
        self.requirements.insert(plugin(name), wanted.parse().unwrap());
        self
    }

    pub(super) fn has(mut self, release: Release) -> Self {
        self.universe.entry(release.name.clone()).or_default().push(release);
        self
    }

    /// A release without further properties.
    pub(super) fn plain(self, name: &str, number: &str, needs: &[(&str, &str)]) -> Self {
        self.has(release(name, number, needs))
    }

    pub(super) fn unpublished(mut self, name: &str) -> Self {
        self.universe.insert(plugin(name), Releases::default());
        self
    }

    pub(super) fn lock(mut self, name: &str, number: &str) -> Self {
        self.locked.insert(plugin(name), version(number));
        self
    }

    pub(super) fn request(&self) -> Request<'_> {
        Request {
            requirements: &self.requirements,
            universe: &self.universe,
            locked: &self.locked,
            unlock: &self.unlock,
            platforms: &self.platforms,
            host: &self.host,
            precise: &self.precise,
            rules: &(),
        }
    }

    pub(super) fn answer(&self) -> Result<Answer, Error> {
        resolve(&self.request())
    }

    /// The resolution; a project whose universe is not complete is a mistake of the test.
    pub(super) fn resolution(&self) -> Result<Resolution, Error> {
        match self.answer()? {
            Answer::Solved(resolution) => Ok(resolution),
            Answer::NeedsMore(names) => panic!("the universe lacks {names:?}"),
        }
    }

    /// The chosen versions as `name version` lines.
    pub(super) fn chosen(&self) -> String {
        let resolution = self.resolution().unwrap();
        let line = |release: &Release| format!("{} {}", release.name.name(), release.version);
        resolution.releases.values().map(line).collect::<Vec<_>>().join(", ")
    }

    /// The error as a reader sees it: code, message, help.
    pub(super) fn refusal(&self) -> String {
        use miette::Diagnostic as _;
        let error = self.resolution().unwrap_err();
        format!("{}: {error}\nhelp: {}", error.code().unwrap(), error.help().unwrap())
    }
}
