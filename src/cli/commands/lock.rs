//! `ragnos-plugin lock`: writes the lockfile that answers the manifest; `lock merge` is the git merge driver.
//!
//! Owns: the three ways to come to a lockfile (resolve, settle conflict markers, merge three). Never does: install.
//! In: a project, or three files. Out: a [`Change`], or the merged file.

use camino::Utf8PathBuf;

use crate::cli::args::{DryRun, Rules};
use crate::cli::change::Change;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::session::{Goal, Session};
use crate::lockfile::{self, Lockfile, Merged, merge_texts, resolve_conflicts};
use crate::project::{self, LOCKFILE, Project};
use crate::relock::Wish;
use crate::store::{Durability, file};

/// Write the lockfile that answers ragnos.toml; locked versions stay where they can.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct Arguments {
    #[command(subcommand)]
    merge: Option<Merge>,
    /// Write nothing and ask nobody; exit 3 when the lockfile is missing, not canonical, or does not answer ragnos.toml, 4 when a policy refuses what is locked or it is known to be revoked.
    #[arg(long, conflicts_with_all = ["resolve_conflicts", "upgrade_format", "dry_run"])]
    check: bool,
    /// Settle the conflict markers that a merge left in the lockfile, by the meaning of both sides and by ragnos.toml.
    #[arg(long)]
    resolve_conflicts: bool,
    /// Write the newest format that this program knows; without it the format of a lockfile stays.
    #[arg(long)]
    upgrade_format: bool,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    rules: Rules,
}

impl Arguments {
    /// True for the merge driver, which writes its result even where it fails.
    pub(super) fn is_merge(&self) -> bool {
        self.merge.is_some()
    }
}

#[derive(Debug, clap::Subcommand)]
enum Merge {
    /// Merge three lockfiles by their meaning: the git merge driver (`lock merge %O %A %B %P`).
    Merge(MergeArguments),
}

#[derive(Debug, clap::Args)]
struct MergeArguments {
    /// The common ancestor (%O).
    base: Utf8PathBuf,
    /// Our lockfile, which is replaced by the result (%A).
    ours: Utf8PathBuf,
    /// Their lockfile (%B).
    theirs: Utf8PathBuf,
    /// The lockfile's path in the repository (%P); accepted, and not needed.
    #[arg(hide = true)]
    path: Option<String>,
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    if let Some(Merge::Merge(three)) = &arguments.merge {
        return merge(three, context);
    }
    if arguments.check {
        let session = Session::begin(context, "lock", DryRun::READ_ONLY, true)?;
        let lock = session.project.strict_lock()?;
        Context::block_on(session.refuse_known(&lock))??;
        context.note(format!("{LOCKFILE} answers ragnos.toml: {} plugins", lock.plugins.len()));
        return Ok(Exit::Done);
    }
    let session = Session::begin(context, "lock", arguments.dry_run, context.global.offline)?;
    let change = Context::block_on(lock(arguments, session))??;
    context.output.show(&change);
    Ok(change.exit(arguments.dry_run))
}

async fn lock(arguments: &Arguments, session: Session<'_>) -> Result<Change, Failure> {
    let old = if arguments.resolve_conflicts { Some(settled(&session.project)?) } else { session.project.lock()? };
    let manifest = session.project.manifest.clone();
    let repositories = session.open(&manifest, old.as_ref()).await?;
    let wish = Wish { requirements: manifest.plugins.clone(), ..Wish::default() };
    let relocked = session.relock(&manifest, repositories, old.as_ref(), wish, &arguments.rules).await?;
    // Version 1 is the only format there is, so `--upgrade-format` and the canonical writer come to the same.
    let goal = Goal::relocked(relocked, None, None);
    session.carry_out(Some(repositories), goal).await
}

fn settled(project: &Project) -> Result<Lockfile, Failure> {
    let text = project.lock_text.as_deref().ok_or_else(|| project::Error::NoLock { path: project.paths.lockfile.clone() })?;
    Ok(resolve_conflicts(text, project.paths.lockfile.as_str(), Some(&project.manifest))?)
}

fn merge(three: &MergeArguments, context: &Context) -> Ended {
    let read = |path: &Utf8PathBuf| -> Result<String, Failure> {
        let path = context.folder.join(path);
        Ok(file::read_text(&path, crate::limits::LOCKFILE_BYTES)?.ok_or(project::Error::NoLock { path })?)
    };
    let merged = merge_texts(&read(&three.base)?, &read(&three.ours)?, &read(&three.theirs)?, None)?;
    let ours = context.folder.join(&three.ours);
    match merged {
        Merged::Clean(lockfile) => {
            file::replace(&ours, lockfile.to_text().as_bytes(), Durability::Fast)?;
            Ok(Exit::Done)
        }
        Merged::Conflicts { text, names } => {
            file::replace(&ours, text.as_bytes(), Durability::Fast)?;
            Err(lockfile::Error::Unmerged { conflicts: names }.into())
        }
    }
}
