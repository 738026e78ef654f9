//! `ragnos-plugin adopt`: takes plugins that nobody manages into ragnos.toml and ragnos.lock.
//!
//! Owns: the document `adoption`. Never does: change the folder that is adopted, or ask for a version that the files are not.
//! In: a folder. Out: what each folder in it is, and a [`Change`](crate::cli::change::Change).

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use semver::{Op, VersionReq};

use crate::adopt::{self, Adoption, Matched};
use crate::cli::args::{DryRun, Installing, Rules};
use crate::cli::context::Context;
use crate::cli::diagnostic::Ended;
use crate::cli::session::Session;
use crate::cli::takeover::{Found, take_over};
use crate::manifest::edit;
use crate::name::PluginName;
use crate::resolve::Universe;

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

impl Found for Adoption {
    const KIND: &'static str = "adoption";
    const COUNTED: &'static str = "folders are published versions";

    fn matched(&self) -> Vec<(&str, &PluginName, String)> {
        self.matched.iter().map(|one| (one.folder.as_str(), &one.name, one.version.to_string())).collect()
    }

    fn unmatched(&self) -> Vec<(&str, &str)> {
        self.unmatched.iter().map(|one| (one.folder.as_str(), one.reason.as_str())).collect()
    }

    fn asked(&self) -> BTreeMap<PluginName, (VersionReq, Option<VersionReq>)> {
        let exactly = |one: &Matched| (one.name.clone(), (edit::requirement(Op::Exact, &one.version), None));
        self.matched.iter().map(exactly).collect()
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "adopt", arguments.dry_run, false)?;
    let candidates = adopt::scan(&context.folder.join(&arguments.folder))?;
    let look = |published: &Universe| adopt::match_up(candidates, published);
    let report = Context::block_on(take_over(session, look, &arguments.installing, &arguments.rules))??;
    context.output.show(&report);
    Ok(report.exit(arguments.dry_run))
}
