//! `ragnos-plugin adopt`: takes plugins that nobody manages into ragnos.toml and ragnos.lock.
//!
//! Owns: the document `adoption`. Never does: change the folder that is adopted, or ask for a version that the files are not.
//! In: a folder. Out: what each folder in it is, and a [`Change`].

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;
use semver::{Comparator, Op, VersionReq};
use serde::Serialize;

use crate::adopt::{self, Adoption, Matched};
use crate::catalog::Catalog;
use crate::cli::args::{DryRun, Installing, Rules};
use crate::cli::change::Change;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::session::{Goal, Session};
use crate::cli::style::Palette;
use crate::manifest::{Manifest, edit};
use crate::name::PluginName;
use crate::project::MANIFEST;
use crate::relock::Wish;

/// Take a folder of unmanaged plugins into ragnos.toml and ragnos.lock.
///
/// Each folder below DIR that has a plugin.toml is compared, file by file, with everything that the project's repositories publish.
/// Those that are a published version are pinned at exactly this version and installed; the others are listed, with the reason.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The folder with the plugins; nothing in it is changed
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: Utf8PathBuf,
    #[command(flatten)]
    installing: Installing,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    rules: Rules,
}

#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    adoption: Adoption,
    /// What was done; `null` where no folder is a published version.
    change: Option<Change>,
}

impl Document for Report {
    const KIND: &'static str = "adoption";

    fn text(&self, palette: Palette) -> String {
        let matched = |one: &Matched| {
            format!("{} {} is {} {}\n", palette.good("="), one.folder, palette.name(one.name.as_str()), one.version)
        };
        let mut text: String = self.adoption.matched.iter().map(matched).collect();
        for one in &self.adoption.unmatched {
            text += &format!("{} {}: {}\n", palette.bad("?"), one.folder, one.reason);
        }
        let (known, all) = (self.adoption.matched.len(), self.adoption.matched.len() + self.adoption.unmatched.len());
        text += &format!("{known} of {all} folders are published versions\n");
        text + &self.change.as_ref().map_or_else(String::new, |change| change.text(palette))
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "adopt", arguments.dry_run, false)?;
    let candidates = adopt::scan(&context.folder.join(&arguments.folder))?;
    let report = Context::block_on(adopt(arguments, session, candidates))??;
    context.output.show(&report);
    Ok(report.change.as_ref().map_or(Exit::Done, |change| change.exit(arguments.dry_run)))
}

async fn adopt(arguments: &Arguments, session: Session<'_>, candidates: Vec<adopt::Candidate>) -> Result<Report, Failure> {
    let (text, name) = (session.project.manifest_text.clone(), session.project.paths.manifest.to_string());
    let old = session.project.lock()?;
    let repositories = session.open(&session.project.manifest, old.as_ref()).await?;
    let cache = session.cache()?;
    let mut catalog = Catalog::new(&session.project.manifest, repositories, &cache);
    catalog.load_all().await?;
    session.tell_left_out(&catalog);
    let adoption = adopt::match_up(candidates, catalog.universe());
    drop(catalog);
    if adoption.matched.is_empty() {
        return Ok(Report { adoption, change: None });
    }
    let wanted = |op| -> BTreeMap<PluginName, VersionReq> {
        adoption.matched.iter().map(|one| (one.name.clone(), requirement(one, op))).collect()
    };
    let exact = Manifest::parse(&edit::add_plugins(&text, &name, &wanted(Op::Exact))?, MANIFEST)?;
    let unlock: BTreeSet<PluginName> = adoption.matched.iter().map(|one| one.name.clone()).collect();
    let wish = Wish { requirements: exact.plugins.clone(), unlock, ..Wish::default() };
    let relocked = session.relock(&exact, repositories, old.as_ref(), wish, &arguments.rules).await?;
    let manifest = edit::add_plugins(&text, &name, &wanted(Op::Caret))?;
    let plan = session.plan_of(&arguments.installing, &relocked.lockfile)?;
    let goal = Goal {
        manifest: (manifest != text).then_some(manifest),
        lock_text: relocked.lockfile.to_text(),
        lockfile: relocked.lockfile,
        plan,
    };
    let change = session.carry_out(Some(repositories), goal).await?;
    Ok(Report { adoption, change: Some(change) })
}

fn requirement(one: &Matched, op: Op) -> VersionReq {
    let version = &one.version;
    let (minor, patch) = (Some(version.minor), Some(version.patch));
    VersionReq { comparators: vec![Comparator { op, major: version.major, minor, patch, pre: version.pre.clone() }] }
}
