//! `ragnos-plugin bundle`: what an install takes, in a folder for where there is no network.
//!
//! Owns: the document `bundle`. Never does: ask a bundle (that is `--bundle`, with every command).
//! In: a project with a lockfile. Out: the folder.

use camino::Utf8PathBuf;
use serde::Serialize;

use crate::bundle::{self, Bundled};
use crate::cli::args::DryRun;
use crate::cli::context::Context;
use crate::cli::diagnostic::Ended;
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::platform::Platform;
use crate::tuf::Persistence;

/// Make a bundle: a folder with everything that installing the lockfile takes, to carry where there is no network.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Command {
    /// Fetch and verify the metadata, archives and SBOMs that the lockfile pins, and write them as they were served.
    ///
    /// `ragnos-plugin sync --locked --bundle DIR` installs from it, with the checks of any other install: the bundle is one more
    /// mirror. It is good until the first role in it expires.
    Create(Create),
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Create {
    /// The folder to make. It must not be there yet.
    #[arg(value_name = "DIR")]
    folder: Utf8PathBuf,
    /// Take the archives of this platform only, instead of all that are locked.
    #[arg(long, value_name = "OS-ARCH", env = "RAGNOS_PLUGIN_PLATFORM")]
    platform: Option<Platform>,
}

#[derive(Debug, Serialize)]
struct Report {
    folder: Utf8PathBuf,
    repositories: Vec<Bundled>,
}

impl Document for Report {
    const KIND: &'static str = "bundle";

    fn text(&self, palette: Palette) -> String {
        let one = |one: &Bundled| {
            let Bundled { name, targets, metadata, bytes, valid_until, .. } = one;
            let until = valid_until.as_ref().map_or_else(String::new, |until| format!("; good until {until}"));
            format!(
                "{} {}: {targets} archives and SBOMs, {metadata} metadata files, {bytes} bytes{until}\n",
                palette.good("bundled"),
                palette.name(name)
            )
        };
        let last = format!("install from it with `ragnos-plugin sync --locked --bundle {}`\n", self.folder);
        self.repositories.iter().map(one).chain([last]).collect()
    }
}

pub(in crate::cli) fn run(command: &Command, context: &Context) -> Ended {
    let Command::Create(arguments) = command;
    let held = DryRun { dry_run: false, exit_code: false };
    let session = Session::begin(context, "bundle", held, context.global.offline)?;
    let lock = session.project.strict_lock()?;
    let access = context.access(false, Persistence::Discard)?;
    let folder = context.folder.join(&arguments.folder);
    let repositories = Context::block_on(async {
        let repositories = session.open(&session.project.manifest, Some(&lock)).await?;
        context.warn_of_age(repositories);
        let platform = arguments.platform.as_ref();
        Ok::<_, crate::cli::diagnostic::Failure>(
            bundle::create(&folder, &session.project, &lock, repositories, platform, &access).await?,
        )
    })??;
    context.output.show(&Report { folder: arguments.folder.clone(), repositories });
    Ok(Exit::Done)
}
