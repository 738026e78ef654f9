//! `ragnos-plugin add`: asks for plugins, locks them and installs them, in one transaction.
//!
//! Owns: which requirement is written when none was given (`^` and the chosen version, as Cargo does).
//! Never does: leave a manifest without its lockfile; all files change together or none does.
//! In: names with requirements. Out: a [`super::super::change::Change`].

use std::collections::BTreeMap;
use std::str::FromStr;

use semver::{Comparator, Op, Version, VersionReq};

use crate::cli::args::{DryRun, Installing, Rules};
use crate::cli::change::Change;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::session::{Goal, Session};
use crate::manifest::{Manifest, edit};
use crate::name::{ParseNameError, PluginName};
use crate::project::MANIFEST;
use crate::relock::Wish;

/// Add plugins to ragnos.toml, lock them and install them.
///
/// Without a requirement the newest version is chosen, and `^` with that version is written to ragnos.toml.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Plugins, such as acme/report or acme/report@^1.2
    #[arg(required = true, value_name = "NAME[@REQ]")]
    plugins: Vec<Wanted>,
    #[command(flatten)]
    installing: Installing,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    rules: Rules,
}

/// A plugin with the requirement that was given for it.
#[derive(Debug, Clone)]
struct Wanted {
    name: PluginName,
    requirement: Option<VersionReq>,
}

/// Why `NAME[@REQ]` cannot be read.
#[derive(Debug, thiserror::Error)]
enum WantedError {
    #[error(transparent)]
    Name(#[from] ParseNameError),
    #[error("{0:?} is not a version requirement such as ^1.2: {1}")]
    Requirement(String, semver::Error),
}

impl FromStr for Wanted {
    type Err = WantedError;

    fn from_str(text: &str) -> Result<Self, WantedError> {
        let Some((name, requirement)) = text.split_once('@') else {
            return Ok(Self { name: text.parse()?, requirement: None });
        };
        let parsed = requirement.parse().map_err(|error| WantedError::Requirement(requirement.to_owned(), error))?;
        Ok(Self { name: name.parse()?, requirement: Some(parsed) })
    }
}

/// `^` and the version, without build metadata, which requirements do not look at.
fn caret(version: &Version) -> VersionReq {
    let (minor, patch) = (Some(version.minor), Some(version.patch));
    VersionReq { comparators: vec![Comparator { op: Op::Caret, major: version.major, minor, patch, pre: version.pre.clone() }] }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "add", arguments.dry_run, false)?;
    let change = Context::block_on(add(arguments, session))??;
    context.output.show(&change);
    Ok(change.exit(arguments.dry_run))
}

async fn add(arguments: &Arguments, session: Session<'_>) -> Result<Change, Failure> {
    let asked: BTreeMap<_, _> = arguments.plugins.iter().map(|one| (one.name.clone(), one.requirement.clone())).collect();
    let any = |requirement: &Option<VersionReq>| requirement.clone().unwrap_or(VersionReq::STAR);
    let wide = asked.iter().map(|(name, requirement)| (name.clone(), any(requirement))).collect();
    let (text, name) = (&session.project.manifest_text, session.project.paths.manifest.as_str());
    let manifest = Manifest::parse(&edit::add_plugins(text, name, &wide)?, MANIFEST)?;
    let old = session.project.lock()?;
    let repositories = session.open(&manifest, old.as_ref()).await?;
    let wish = Wish { requirements: manifest.plugins.clone(), unlock: asked.keys().cloned().collect(), ..Wish::default() };
    let relocked = session.relock(&manifest, repositories, old.as_ref(), wish, &arguments.rules).await?;
    let chosen = |name: &PluginName| relocked.resolution.releases.get(name).map(|release| caret(&release.version));
    let written =
        asked.iter().filter_map(|(name, requirement)| Some((name.clone(), requirement.clone().or_else(|| chosen(name))?)));
    let text = edit::add_plugins(text, name, &written.collect())?;
    let plan = session.plan_of(&arguments.installing, &relocked.lockfile)?;
    let goal = Goal {
        manifest: (text != session.project.manifest_text).then_some(text),
        lock_text: relocked.lockfile.to_text(),
        lockfile: relocked.lockfile,
        plan,
    };
    session.carry_out(Some(repositories), goal).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_requirement_that_is_written_matches_what_was_chosen() {
        for (version, wanted) in [("1.4.0+build.3", "^1.4.0"), ("0.3.1", "^0.3.1"), ("2.0.0-rc.1", "^2.0.0-rc.1")] {
            let version: Version = version.parse().unwrap();
            assert_eq!(caret(&version).to_string(), wanted);
            assert!(caret(&version).matches(&version));
        }
        assert!("acme/x@".parse::<Wanted>().is_err());
        assert!("acme/x@one".parse::<Wanted>().is_err());
        assert!("acme@1".parse::<Wanted>().is_err());
    }
}
