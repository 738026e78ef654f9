//! `ragnos-plugin info`: what signed metadata says of a plugin, before it is added.
//!
//! Owns: the document `info`. Never does: download an archive. In: a name. Out: its versions and one of them in full.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::str::FromStr;

use jiff::Timestamp;
use semver::{Version, VersionReq};
use serde::Serialize;

use crate::capability::Capability;
use crate::catalog::Catalog;
use crate::cli::args::DryRun;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::digest::Sha256;
use crate::name::{ParseNameError, PluginName, RepositoryName, TargetName};
use crate::platform::Platform;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::release::Release;
use crate::releases::{self, Releases};
use crate::revocation::{Revocation, Revocations};

/// Show what signed metadata says of a plugin.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The plugin, such as acme/report, or one version of it, such as acme/report@1.2.0
    #[arg(value_name = "NAME[@VERSION]")]
    wanted: Wanted,
}

#[derive(Debug, Clone)]
struct Wanted {
    name: PluginName,
    version: Option<Version>,
}

/// Why `NAME[@VERSION]` cannot be read.
#[derive(Debug, thiserror::Error)]
enum WantedError {
    #[error(transparent)]
    Name(#[from] ParseNameError),
    #[error(transparent)]
    Version(#[from] semver::Error),
}

impl FromStr for Wanted {
    type Err = WantedError;

    fn from_str(text: &str) -> Result<Self, WantedError> {
        let (name, version) = text.split_once('@').map_or((text, None), |(name, version)| (name, Some(version)));
        Ok(Self { name: name.parse()?, version: version.map(str::parse).transpose()? })
    }
}

/// There is no such plugin, or no such version of it.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("repository {repository} has no {wanted}")]
#[diagnostic(code(RP2195), help("`ragnos-plugin search {name}` looks for plugins; `ragnos-plugin info {name}` lists versions"))]
struct NotPublished {
    repository: RepositoryName,
    name: PluginName,
    wanted: String,
}

impl Refusal for NotPublished {
    fn facts(&self) -> Facts {
        Facts::about(&self.wanted)
    }
}

#[derive(Debug, Serialize)]
struct Report {
    name: PluginName,
    version: Version,
    description: String,
    license: String,
    repository: RepositoryName,
    role: String,
    published: Option<Timestamp>,
    yanked: bool,
    /// Why it was revoked; printable.
    revoked: Option<String>,
    dependencies: BTreeMap<PluginName, VersionReq>,
    host: BTreeMap<String, VersionReq>,
    capabilities: BTreeSet<Capability>,
    archives: Vec<Archive>,
    /// Newest first.
    versions: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Archive {
    platform: Platform,
    target: TargetName,
    bytes: u64,
    unpacked_bytes: u64,
    files: u64,
    sha256: Sha256,
    sbom: TargetName,
}

#[derive(Debug, Serialize)]
struct Line {
    version: Version,
    published: Option<Timestamp>,
    yanked: bool,
    revoked: bool,
}

impl Report {
    fn new(name: PluginName, release: &Release, all: &Releases, revocations: &Revocations) -> Self {
        let archive = |one: &crate::release::Artifact| Archive {
            platform: one.platform.clone(),
            target: one.target.clone(),
            bytes: one.length,
            unpacked_bytes: one.unpacked_size,
            files: one.file_count,
            sha256: one.sha256,
            sbom: one.sbom.clone(),
        };
        let line = |one: &Release| Line {
            version: one.version.clone(),
            published: one.published,
            yanked: one.yanked,
            revoked: revocations.of_release(one).is_some(),
        };
        let versions = all.iter().rev().map(line).collect();
        Self {
            name,
            version: release.version.clone(),
            description: Printable(&release.description).to_string(),
            license: Printable(&release.license).to_string(),
            repository: release.repository.clone(),
            role: Printable(&release.role).to_string(),
            published: release.published,
            yanked: release.yanked,
            revoked: revocations.of_release(release).map(Revocation::why),
            dependencies: release.dependencies.clone(),
            host: release.host.clone(),
            capabilities: release.capabilities.clone(),
            archives: release.artifacts.iter().map(archive).collect(),
            versions,
        }
    }
}

impl Document for Report {
    const KIND: &'static str = "info";

    fn text(&self, palette: Palette) -> String {
        let mut text = format!("{} {}\n{}\n\n", palette.name(&self.name), self.version, self.description);
        // Writing to a string does not fail.
        let mut line = |key: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(text, "{}  {value}", palette.dim(format!("{key:12}")));
            }
        };
        line("licence", &self.license);
        line("signed by", &format!("role {} of {}", self.role, self.repository));
        line("first seen", &self.published.map_or_else(|| "unknown".to_owned(), |time| time.to_string()));
        line("yanked", if self.yanked { "yes" } else { "" });
        line("revoked", self.revoked.as_deref().unwrap_or_default());
        for (name, requirement) in &self.dependencies {
            line("needs", &format!("{name} {requirement}"));
        }
        for (name, requirement) in &self.host {
            line("host", &format!("{} {requirement}", Printable(name)));
        }
        for capability in &self.capabilities {
            line("capability", capability.as_str());
        }
        for one in &self.archives {
            line("archive", &format!("{}: {} bytes, {} files, sha256:{}", one.platform, one.bytes, one.files, one.sha256));
        }
        let word = |one: &Line| match one {
            Line { revoked: true, .. } => " (revoked)",
            Line { yanked: true, .. } => " (yanked)",
            _ => "",
        };
        let versions = self.versions.iter().map(|one| format!("{}{}", one.version, word(one)));
        line("versions", &versions.collect::<Vec<_>>().join(", "));
        text
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "info", DryRun::READ_ONLY, context.global.offline)?;
    let report = Context::block_on(info(arguments, &session))??;
    context.output.show(&report);
    Ok(Exit::Done)
}

async fn info(arguments: &Arguments, session: &Session<'_>) -> Result<Report, Failure> {
    let (manifest, name) = (&session.project.manifest, &arguments.wanted.name);
    let (owner, _) = manifest.repository_of(name)?;
    let repositories = session.open(manifest, session.project.lock()?.as_ref()).await?;
    let cache = session.cache()?;
    let mut catalog = Catalog::new(manifest, repositories, &cache);
    catalog.load(&BTreeSet::from([name.clone()])).await?;
    let releases = catalog.universe().get(name).unwrap_or(&releases::NONE);
    let last = || releases.newest().or_else(|| releases.iter().next_back()).map(|release| &release.version);
    let wanted = arguments.wanted.version.as_ref().or_else(last);
    let release = wanted.and_then(|version| releases.get(version));
    let not_published = || NotPublished {
        repository: owner.clone(),
        name: name.clone(),
        wanted: wanted.map_or_else(|| name.to_string(), |version| format!("{name} {version}")),
    };
    let none = Revocations::default();
    let revocations = repositories.get(owner).map_or(&none, |one| &one.revocations);
    let report = Report::new(name.clone(), release.ok_or_else(not_published)?, releases, revocations);
    session.tell_left_out(&catalog);
    Ok(report)
}
