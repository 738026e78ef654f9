//! `ragnos-plugin sync`: makes what is installed what the lockfile says.
//!
//! Owns: when the lockfile may change (only without `--locked`), and when nobody is asked (only with `--offline`).
//! Never does: skip the question for fresh metadata when online, even if nothing has to be installed.
//! In: a project. Out: a [`Change`].

use crate::cli::args::{DryRun, MessageFormat, Rules, Strictness, Target};
use crate::cli::change::{self, Change};
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::session::{Goal, Session};
use crate::lockfile::{Lockfile, drift};
use crate::relock::Wish;
use crate::repositories::Repositories;
use crate::store::receipt::{self, Depth};

/// Install what the lockfile says; lock first where it does not answer ragnos.toml.
///
/// Online, fresh metadata is asked for even when nothing has to be installed. --frozen asks nobody.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    strictness: Strictness,
    /// Write nothing and ask nobody; exit 3 when the lockfile does not answer ragnos.toml or other plugins are installed, 4 when a policy refuses what is locked or it is known to be revoked.
    #[arg(long, conflicts_with_all = ["dry_run", "exit_code"])]
    check: bool,
    /// Hash every installed file, also those that look as the last sync left them, and install again what was changed.
    #[arg(long, conflicts_with = "check")]
    repair: bool,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    rules: Rules,
}

impl Arguments {
    /// The same with `--locked`: what `ci` means.
    pub(in crate::cli) fn locked(&self) -> Self {
        let mut arguments = self.clone();
        arguments.strictness.locked = true;
        arguments
    }
}

/// What a run says that works without any metadata.
const NOBODY_ASKED: &str = "offline: nothing has to be fetched, so no metadata was looked at";

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    if arguments.check {
        return check(arguments, context);
    }
    let offline = context.offline(arguments.strictness.frozen);
    if offline
        && !arguments.repair
        && let Some(plugins) = unchanged(arguments, context)?
    {
        context.note(NOBODY_ASKED);
        context.output.say(&change::nothing_to_do(plugins));
        return Ok(Exit::Done);
    }
    let session = Session::begin(context, "sync", arguments.dry_run, offline)?.looking(arguments.repair);
    let change = sync(arguments, session, offline)?;
    context.output.show(&change);
    Ok(change.exit(arguments.dry_run))
}

/// How many plugins are installed, when the receipt of the last sync says that nothing changed since and only the sentence about
/// it is wanted. It saves the parsing of two documents, which is most of what such a run costs.
fn unchanged(arguments: &Arguments, context: &Context) -> Result<Option<usize>, Failure> {
    let paths = context.paths()?;
    let layout = paths.layout();
    let is_usual = paths.manifest == layout.manifest() && paths.lockfile == layout.lockfile();
    if context.output.format != MessageFormat::Human || !is_usual {
        return Ok(None);
    }
    layout.refuse_links()?;
    // A revocation or a policy is about what the lockfile pins, which has to be read then.
    if !Context::seen_revoked(&layout)?.is_empty() || context.may_have_policy(&layout)? {
        return Ok(None);
    }
    // Where many such runs are made in a row each file's look is most of what one costs, and a host verifies what it loads.
    let depth = if arguments.strictness.frozen { Depth::Folders } else { Depth::Files };
    Ok(receipt::unchanged(&layout, &arguments.target.platform(), depth))
}

fn check(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "sync", DryRun::READ_ONLY, true)?;
    let lockfile = session.project.strict_lock()?;
    Context::block_on(session.refuse_known(&lockfile))??;
    let plan = session.plan(&lockfile, &arguments.target.platform())?;
    let is_done = plan.changes_nothing();
    context.output.show(&Change::planned(plan));
    Ok(if is_done { Exit::Done } else { Exit::Lock })
}

fn sync(arguments: &Arguments, session: Session<'_>, offline: bool) -> Result<Change, Failure> {
    let old = if arguments.strictness.keeps_lock() { Some(session.project.strict_lock()?) } else { session.project.lock()? };
    let platform = arguments.target.platform();
    let answers = old.clone().filter(|lock| drift(&session.project.manifest, lock).is_empty());
    if offline && let Some(lockfile) = &answers {
        let plan = session.plan(lockfile, &platform)?;
        if plan.incoming().next().is_none() {
            // Nothing comes in that somebody would have to vouch for: no metadata is needed.
            session.context.note(NOBODY_ASKED);
            Context::block_on(session.refuse_by_policy(None, lockfile))??;
            return Context::block_on(session.carry_out(None, Goal::locked(lockfile.clone(), Some(plan))))?;
        }
    }
    Context::block_on(async {
        let manifest = session.project.manifest.clone();
        let repositories = session.open(&manifest, old.as_ref()).await?;
        let goal = if let Some(lock) = kept(arguments, &session, repositories, answers).await? {
            let plan = session.plan(&lock, &platform)?;
            Goal::locked(lock, Some(plan))
        } else {
            let wish = Wish { requirements: manifest.plugins.clone(), ..Wish::default() };
            let relocked = session.relock(&manifest, repositories, old.as_ref(), wish, &arguments.rules).await?;
            let plan = session.plan(&relocked.lockfile, &platform)?;
            Goal::relocked(relocked, None, Some(plan))
        };
        session.carry_out(Some(repositories), goal).await
    })?
}

/// The lockfile as it is, where it answers the manifest and policies allow it. What changed about who may sign its plugins is approved
/// by a new lockfile; where this one must stay, the bytes that it pins are what was reviewed, and a warning is enough.
async fn kept(
    arguments: &Arguments,
    session: &Session<'_>,
    repositories: &Repositories,
    answers: Option<Lockfile>,
) -> Result<Option<Lockfile>, Failure> {
    let Some(lock) = answers else { return Ok(None) };
    session.refuse_by_policy(Some(repositories), &lock).await?;
    let alarms = Session::trust_alarms(repositories, &lock).await;
    if !alarms.is_empty() && !arguments.strictness.keeps_lock() {
        return Ok(None);
    }
    for alarm in alarms {
        session.context.warn(format!("{alarm}; its bytes are still those that are locked, `ragnos-plugin check` refuses it"));
    }
    Ok(Some(lock))
}
