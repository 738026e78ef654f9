//! `ragnos-plugin add`: asks for plugins, locks them and installs them, in one transaction.
//!
//! Owns: which requirement is written when none was given (`^` and the chosen version, as Cargo does).
//! Never does: leave a manifest without its lockfile; all files change together or none does.
//! In: names with requirements. Out: a [`super::super::change::Change`].

use std::collections::BTreeMap;
use std::str::FromStr;

use semver::VersionReq;

use crate::cli::args::{DryRun, Installing, Rules};
use crate::cli::change::Change;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::session::Session;
use crate::name::{ParseNameError, PluginName};

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

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "add", arguments.dry_run, false)?;
    let change = Context::block_on(add(arguments, session))??;
    context.output.show(&change);
    Ok(change.exit(arguments.dry_run))
}

async fn add(arguments: &Arguments, session: Session<'_>) -> Result<Change, Failure> {
    let asked: BTreeMap<_, _> = arguments.plugins.iter().map(|one| (one.name.clone(), one.requirement.clone())).collect();
    let any = |requirement: &Option<VersionReq>| requirement.clone().unwrap_or(VersionReq::STAR);
    let manifest = session.manifest_with(&asked.iter().map(|(name, given)| (name.clone(), any(given))).collect())?;
    let repositories = session.open(&manifest, session.project.lock()?.as_ref()).await?;
    session.ask_for(asked, &manifest, repositories, &arguments.installing, &arguments.rules).await
}

#[cfg(test)]
mod tests {
    use semver::{Op, Version};

    use super::*;
    use crate::manifest::edit;

    #[test]
    fn the_requirement_that_is_written_matches_what_was_chosen() {
        for (version, wanted) in [("1.4.0+build.3", "^1.4.0"), ("0.3.1", "^0.3.1"), ("2.0.0-rc.1", "^2.0.0-rc.1")] {
            let version: Version = version.parse().unwrap();
            let caret = edit::requirement(Op::Caret, &version);
            assert_eq!(caret.to_string(), wanted);
            assert!(caret.matches(&version));
        }
        assert!("acme/x@".parse::<Wanted>().is_err());
        assert!("acme/x@one".parse::<Wanted>().is_err());
        assert!("acme@1".parse::<Wanted>().is_err());
    }
}
