//! `ragnos-plugin policy`: what the policies of a project and of the organisation above it say of its plugins.
//!
//! Owns: the documents `policy` and `policy-explanation`. Never does: decide, or write. In: a project. Out: decisions with their
//! rule, file and line.

use semver::Version;
use serde::Serialize;

use crate::catalog::Catalog;
use crate::cli::args::DryRun;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::graph::NotLocked;
use crate::lockfile::Lockfile;
use crate::name::PluginName;
use crate::policy::Decision;
use crate::ruling::Ruling;

/// Show what the policies say of the project's plugins.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Command {
    /// Judge every locked plugin; exit 4 when one is refused.
    Check,
    /// Show what every rule says of one plugin, with its file and line.
    Explain(Explain),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Explain {
    /// The plugin; the locked version, else the newest.
    #[arg(value_name = "NAME")]
    name: PluginName,
    /// Another version of it.
    #[arg(value_name = "VERSION")]
    other: Option<Version>,
}

/// One plugin and what the rules say of it.
#[derive(Debug, Serialize)]
struct Judged {
    name: PluginName,
    version: Version,
    allowed: bool,
    decisions: Vec<Decision>,
}

#[derive(Debug, Serialize)]
struct Report {
    ok: bool,
    plugins: Vec<Judged>,
}

impl Judged {
    fn new(name: &PluginName, version: &Version, decisions: Vec<Decision>) -> Self {
        let allowed = decisions.iter().all(|decision| decision.allowed);
        Self { name: name.clone(), version: version.clone(), allowed, decisions }
    }

    fn lines(&self, palette: Palette, all: bool) -> String {
        let word = if self.allowed { palette.good("allowed") } else { palette.bad("refused") };
        let head = format!("{word} {} {}\n", palette.name(&self.name), self.version);
        let shown = self.decisions.iter().filter(|decision| all || !decision.allowed);
        let line = |decision: &Decision| {
            let sign = if decision.allowed { palette.good("+") } else { palette.bad("x") };
            format!("  {sign} {} {}  {}\n", decision.place, palette.dim(decision.rule), decision.why)
        };
        head + &shown.map(line).collect::<String>()
    }
}

impl Document for Report {
    const KIND: &'static str = "policy";

    fn text(&self, palette: Palette) -> String {
        let refused = self.plugins.iter().filter(|one| !one.allowed);
        let text: String = refused.map(|one| one.lines(palette, false)).collect();
        let count = self.plugins.iter().filter(|one| !one.allowed).count();
        text + &format!("{} plugins, {count} refused\n", self.plugins.len())
    }
}

impl Document for Judged {
    const KIND: &'static str = "policy-explanation";

    fn text(&self, palette: Palette) -> String {
        let none = if self.decisions.is_empty() { "  no rule is about it\n" } else { "" };
        self.lines(palette, true) + none
    }
}

pub(in crate::cli) fn run(command: &Command, context: &Context) -> Ended {
    let session = Session::begin(context, "policy", DryRun::READ_ONLY, context.global.offline)?;
    let allowed = match command {
        Command::Check => {
            let plugins = Context::block_on(check(&session))??;
            let ok = plugins.iter().all(|one| one.allowed);
            context.output.show(&Report { ok, plugins });
            ok
        }
        Command::Explain(wanted) => {
            let judged = Context::block_on(explain(&session, wanted))??;
            context.output.show(&judged);
            judged.allowed
        }
    };
    Ok(if allowed { Exit::Done } else { Exit::Policy })
}

async fn check(session: &Session<'_>) -> Result<Vec<Judged>, Failure> {
    let lock = session.project.required_lock()?;
    let locked = lock.plugins.iter().map(|(name, plugin)| (name.clone(), Some(plugin.version.clone())));
    judge(session, Some(&lock), locked.collect()).await
}

async fn explain(session: &Session<'_>, wanted: &Explain) -> Result<Judged, Failure> {
    let lock = session.project.lock()?;
    let locked = lock.as_ref().and_then(|lock| lock.plugins.get(&wanted.name)).map(|one| one.version.clone());
    let version = wanted.other.clone().or(locked);
    let not_there = || NotLocked { name: wanted.name.clone() };
    let found = judge(session, lock.as_ref(), vec![(wanted.name.clone(), version)]).await?;
    Ok(found.into_iter().next().ok_or_else(not_there)?)
}

/// Judges these versions, the newest where none is named. What is locked is judged by the lockfile where metadata has it no more;
/// any other version that nobody has published is left out.
async fn judge(
    session: &Session<'_>,
    lock: Option<&Lockfile>,
    wanted: Vec<(PluginName, Option<Version>)>,
) -> Result<Vec<Judged>, Failure> {
    let manifest = &session.project.manifest;
    let repositories = session.open(manifest, lock).await?;
    let (cache, rules) = (session.cache()?, session.rulebook()?);
    let mut catalog = Catalog::new(manifest, repositories, &cache);
    catalog.load(&wanted.iter().map(|(name, _)| name.clone()).collect()).await?;
    let ruling = Ruling::new(manifest, repositories, &rules);
    let locked = |name: &PluginName, version: &Version| {
        let lock = lock?;
        let plugin = lock.plugins.get(name).filter(|plugin| plugin.version == *version)?;
        Some(ruling.decisions_on(lock, plugin, &catalog))
    };
    let one = |(name, version): (PluginName, Option<Version>)| {
        let releases = catalog.universe().get(&name)?;
        let version = version.or_else(|| releases.newest().map(|release| release.version.clone()))?;
        let decisions = locked(&name, &version).or_else(|| Some(ruling.decisions(releases.get(&version)?)))?;
        Some(Judged::new(&name, &version, decisions))
    };
    let judged = wanted.into_iter().filter_map(one).collect();
    session.tell_left_out(&catalog);
    Ok(judged)
}
