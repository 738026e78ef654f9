//! `ragnos-plugin rollback`: makes an earlier generation the current one again.
//!
//! Owns: nothing but the order. What comes back takes the road of every install: approvals, policy, live metadata, then the files; a
//! version that is refused there, be it revoked, ruled out or no longer signed, is refused here.
//! Never does: roll back trust. In: a number. Out: a [`Change`].

use crate::approve;
use crate::cli::args::{Approvals, DryRun};
use crate::cli::change::Change;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::session::{Goal, Session};
use crate::generations;

/// Make an earlier generation the current one again: its plugins, the lockfile and the requirements in ragnos.toml.
///
/// Without a number, the generation before the current one. Its files are hashed and fetched again where they are not whole.
/// Trust never goes back: repositories, pinned roots and policy stay, fresh metadata is asked for, and what it no longer
/// vouches for is refused. A newer generation stays, so that `rollback N` goes forward too.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The generation to go to, as `generations list` shows it.
    #[arg(value_name = "N")]
    number: Option<u64>,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    approvals: Approvals,
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "rollback", arguments.dry_run, context.global.offline)?.looking(true);
    let change = Context::block_on(rollback(arguments, session, context.offline(false)))??;
    context.output.show(&change);
    Ok(change.exit(arguments.dry_run))
}

async fn rollback(arguments: &Arguments, session: Session<'_>, offline: bool) -> Result<Change, Failure> {
    let record = generations::target(&session.layout, arguments.number)?;
    let restored = generations::restore(&session.project, &session.layout, &record)?;
    let flags = &arguments.approvals;
    approve::Approvals::parse(&flags.accept_capabilities, &flags.accept_trust_change)?
        .allow(session.project.lock()?.as_ref(), &restored.lockfile)?;
    let plan = session.plan(&restored.lockfile, &record.platform)?;
    let nobody = offline && plan.incoming().next().is_none();
    let repositories = if nobody { None } else { Some(session.open(&restored.manifest, Some(&restored.lockfile)).await?) };
    session.refuse_by_policy(repositories, &restored.lockfile).await?;
    let (manifest, lockfile) = (restored.manifest_text, restored.lockfile);
    let goal = Goal { manifest, ..Goal::locked(lockfile, Some(plan)) };
    session.going_to(record.number).carry_out(repositories, goal).await
}
