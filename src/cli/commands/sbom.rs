//! `ragnos-plugin sbom`: the bills of materials of locked plugins, verified, to read or to hand on; and a look at any other.
//!
//! Owns: the documents `sbom`, `sbom-export` and `sbom-validation`. Never does: hand on what was not verified or cannot be read.
//! In: a project with a lockfile, or a file. Out: components; a CycloneDX document.

use std::io::IsTerminal as _;

use camino::Utf8PathBuf;
use clap::ValueHint;
use serde::Serialize;

use crate::audit::{self, Document as Sbom, File};
use crate::cli::args::DryRun;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::{Document, Output};
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::cyclonedx::{self, Component};
use crate::digest::Sha256;
use crate::fetch::Bounds;
use crate::graph::locked;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::name::{PluginName, TargetName};
use crate::platform::Platform;
use crate::redact::Json;
use crate::refusal::{Facts, Refusal};
use crate::sbom::{Part, aggregate};
use crate::store::file;

/// Show, export and validate software bills of materials (CycloneDX).
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Command {
    /// List the components of a locked plugin, as its signed SBOM names them.
    Show(Show),
    /// Write the signed SBOM of a locked plugin, or one of the whole project.
    ///
    /// The SBOM of one plugin is byte for byte what its publisher signed, unpacked. The project's is CycloneDX 1.5 with a component for
    /// each locked plugin, what that plugin's SBOM lists below it, and who needs whom; the same lockfile gives the same bytes.
    /// SOURCE_DATE_EPOCH, where it is set, is its date; else it has none.
    Export(Export),
    /// Check a CycloneDX file (1.2 to 1.7, JSON or gzip of it) as audits do, and name the place of the first mistake.
    Validate(Validate),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Show {
    /// The plugin.
    name: PluginName,
    #[command(flatten)]
    only: Only,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Export {
    /// The plugin; without one, the whole project.
    name: Option<PluginName>,
    /// Write to this file instead of stdout.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<Utf8PathBuf>,
    #[command(flatten)]
    only: Only,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Validate {
    /// The file.
    #[arg(value_hint = ValueHint::FilePath)]
    file: Utf8PathBuf,
}

/// Which archives count.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Only {
    /// Only what is installed on this platform, instead of all that are locked.
    #[arg(long, value_name = "OS-ARCH", env = "RAGNOS_PLUGIN_PLATFORM")]
    platform: Option<Platform>,
}

/// Why there is not the one SBOM that was asked for.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum Error {
    #[error("{plugin} {version} has an SBOM for each of {}", join(platforms))]
    #[diagnostic(code(RP2401), help("say which: --platform OS-ARCH"))]
    Several { plugin: PluginName, version: semver::Version, platforms: Vec<Platform> },
    #[error("{plugin} {version} has no archive for {platform}; it is locked for {}", join(platforms))]
    #[diagnostic(code(RP2402), help("say another --platform, or none for all of them"))]
    NoArchive { plugin: PluginName, version: semver::Version, platform: Platform, platforms: Vec<Platform> },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Several { plugin, platforms, .. } => Facts { seen: Some(join(platforms)), ..Facts::about(plugin) },
            Self::NoArchive { plugin, platform, platforms, .. } => Facts::about(plugin).mismatch(platform, &join(platforms)),
        }
    }
}

fn join(platforms: &[Platform]) -> String {
    platforms.iter().map(Platform::as_str).collect::<Vec<_>>().join(", ")
}

pub(in crate::cli) fn run(command: &Command, context: &Context) -> Ended {
    match command {
        Command::Show(arguments) => show(arguments, context),
        Command::Export(arguments) => export(arguments, context),
        Command::Validate(arguments) => validate(arguments, context),
    }
}

/// The lockfile with what was asked for only, and its SBOMs, verified. Leaves no trace: like a dry run.
fn verified(name: Option<&PluginName>, only: &Only, context: &Context) -> Result<(Lockfile, Vec<Sbom>), Failure> {
    let session = Session::begin(context, "sbom", DryRun::READ_ONLY, context.global.offline)?;
    let mut lock = session.project.required_lock()?;
    if let Some(name) = name {
        locked(&lock, name)?;
        lock.plugins.retain(|other, _| other == name);
    }
    if let Some(platform) = &only.platform {
        lock.plugins.values_mut().try_for_each(|plugin| keep(plugin, platform))?;
    }
    let boms = Context::block_on(async {
        let repositories = session.open(&session.project.manifest, Some(&lock)).await?;
        let audit::Collected { boms, problems, .. } =
            audit::documents(&lock, &repositories.sources(), Bounds::of(context.jobs())).await;
        problems.into_iter().next().map_or(Ok(boms), |problem| Err(Failure::from(problem)))
    })??;
    Ok((lock, boms))
}

fn keep(plugin: &mut LockedPlugin, platform: &Platform) -> Result<(), Error> {
    let found = plugin.artifact_for(platform).map(|artifact| artifact.platform.clone()).ok_or_else(|| Error::NoArchive {
        plugin: plugin.name.clone(),
        version: plugin.version.clone(),
        platform: platform.clone(),
        platforms: plugin.artifacts.keys().cloned().collect(),
    })?;
    plugin.artifacts.retain(|other, _| *other == found);
    Ok(())
}

#[derive(Debug, Serialize)]
struct Shown {
    name: PluginName,
    version: semver::Version,
    documents: Vec<Listed>,
}

/// One SBOM of the plugin.
#[derive(Debug, Serialize)]
struct Listed {
    platforms: Vec<Platform>,
    target: Option<TargetName>,
    sha256: Sha256,
    spec_version: String,
    serial: Option<String>,
    components: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    kind: String,
    name: String,
    version: Option<String>,
    purl: Option<String>,
}

impl From<Component> for Line {
    fn from(Component { kind, name, version, purl, .. }: Component) -> Self {
        Self { kind, name, version, purl }
    }
}

impl Document for Shown {
    const KIND: &'static str = "sbom";

    fn text(&self, palette: Palette) -> String {
        let mut text = format!("{} {}\n", palette.name(&self.name), self.version);
        for Listed { platforms, target, sha256, spec_version, components, .. } in &self.documents {
            let target = target.as_ref().map_or_else(String::new, |target| format!("{target}, "));
            text += &palette.dim(format!("{target}for {}: CycloneDX {spec_version}, sha256:{sha256}\n", join(platforms)));
            let width = |of: fn(&Line) -> usize| components.iter().map(of).max().unwrap_or(0).min(48);
            let (kinds, names) = (width(|line| line.kind.len()), width(|line| line.name.len()));
            for Line { kind, name, version, purl } in components {
                let version = version.as_deref().unwrap_or("-");
                let purl = purl.as_deref().unwrap_or_default();
                text += format!("  {kind:kinds$}  {name:names$}  {version}  {}", palette.dim(purl)).trim_end();
                text += "\n";
            }
            text += &format!("  {} components\n", components.len());
        }
        text
    }
}

fn show(arguments: &Show, context: &Context) -> Ended {
    let (lock, boms) = verified(Some(&arguments.name), &arguments.only, context)?;
    let plugin = locked(&lock, &arguments.name)?;
    let listed = |Sbom { origin, bom, .. }: Sbom| Listed {
        platforms: origin.platforms,
        target: origin.target,
        sha256: origin.sha256,
        spec_version: bom.spec_version,
        serial: bom.serial,
        components: bom.components.into_iter().map(Line::from).collect(),
    };
    context.output.show(&Shown {
        name: plugin.name.clone(),
        version: plugin.version.clone(),
        documents: boms.into_iter().map(listed).collect(),
    });
    Ok(Exit::Done)
}

#[derive(Debug, Serialize)]
struct Written {
    file: Utf8PathBuf,
    bytes: usize,
    sha256: Sha256,
    plugins: usize,
    components: usize,
}

impl Document for Written {
    const KIND: &'static str = "sbom-export";

    fn text(&self, palette: Palette) -> String {
        let Self { file, bytes, sha256, plugins, components } = self;
        let plugins = if *plugins == 1 { "1 plugin".to_owned() } else { format!("{plugins} plugins") };
        format!("{} {file}: {plugins}, {components} components, {bytes} bytes, sha256:{sha256}\n", palette.good("wrote"))
    }
}

fn export(arguments: &Export, context: &Context) -> Ended {
    let (lock, mut boms) = verified(arguments.name.as_ref(), &arguments.only, context)?;
    let json = match (&arguments.name, boms.len()) {
        (None, _) => aggregate(&lock, &parts(&lock, &boms), Context::source_date()?)?,
        (Some(_), 1) => boms.swap_remove(0).json,
        (Some(name), _) => return Err(several(locked(&lock, name)?).into()),
    };
    let Some(path) = &arguments.output else {
        let text = String::from_utf8_lossy(&json);
        // On a screen nothing may drive the terminal; elsewhere every byte counts.
        let text = if std::io::stdout().is_terminal() { Json(&text).to_string() } else { text.into_owned() };
        Output::write(&text);
        return Ok(Exit::Done);
    };
    file::replace(&context.folder.join(path), &json, context.durability())?;
    context.output.show(&Written {
        file: path.clone(),
        bytes: json.len(),
        sha256: Sha256::of(&json),
        plugins: lock.plugins.len(),
        components: cyclonedx::read(&json)?.components.len(),
    });
    Ok(Exit::Done)
}

fn several(plugin: &LockedPlugin) -> Error {
    let platforms = plugin.artifacts.keys().cloned().collect();
    Error::Several { plugin: plugin.name.clone(), version: plugin.version.clone(), platforms }
}

fn parts<'a>(lock: &'a Lockfile, boms: &'a [Sbom]) -> Vec<Part<'a>> {
    let part = |Sbom { origin, json, .. }: &'a Sbom| {
        let plugin = lock.plugins.get(origin.plugin.as_ref()?)?;
        Some(Part { plugin, platforms: &origin.platforms, sha256: origin.sha256, json })
    };
    boms.iter().filter_map(part).collect()
}

#[derive(Debug, Serialize)]
struct Valid {
    file: Utf8PathBuf,
    sha256: Sha256,
    spec_version: String,
    serial: Option<String>,
    components: usize,
    vulnerabilities: usize,
}

impl Document for Valid {
    const KIND: &'static str = "sbom-validation";

    fn text(&self, palette: Palette) -> String {
        let Self { file, spec_version, components, .. } = self;
        format!("{} {file}: CycloneDX {spec_version}, {components} components\n", palette.good("valid"))
    }
}

fn validate(arguments: &Validate, context: &Context) -> Ended {
    let path = &arguments.file;
    let Sbom { origin, bom, .. } = audit::document_file(&File { name: path.to_string(), path: context.folder.join(path) })?;
    context.output.show(&Valid {
        file: path.clone(),
        sha256: origin.sha256,
        spec_version: bom.spec_version,
        serial: bom.serial,
        components: bom.components.len(),
        vulnerabilities: bom.vulnerabilities.len(),
    });
    Ok(Exit::Done)
}
