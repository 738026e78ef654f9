//! `ragnos-plugin check`: the command for CI. Everything that is wrong with lockfile, signed metadata, served bytes and
//! installed files, each by name.
//!
//! Owns: the document `check`, and which finding decides the exit code. Never does: change the project or the trust state.
//! In: a project. Out: findings.

use serde::Serialize;

use crate::check::{self, Finding};
use crate::cli::args::{DryRun, Target};
use crate::cli::change::yanked;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::row::Row;
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::fetch::Bounds;
use crate::lockfile::{Lockfile, PluginLine};
use crate::repositories::Verified;

/// Check that lockfile, ragnos.toml, signed metadata, served bytes and installed files agree; for CI.
///
/// Exit 3 when the lockfile or the installed files differ, 4 when a locked version was revoked, a policy refuses it or others may sign for it than when it was locked, 5 when signed metadata or served bytes do not vouch for the lockfile.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Leave out the installed files, for a checkout where nothing was synced.
    #[arg(long)]
    no_installed: bool,
    /// Leave out the bytes that the repository serves: ask for metadata only.
    #[arg(long)]
    no_fetch: bool,
    #[command(flatten)]
    target: Target,
}

#[derive(Debug, Serialize)]
struct Report {
    ok: bool,
    plugins: usize,
    checked: Vec<&'static str>,
    verified: Vec<Verified>,
    findings: Vec<Row>,
    yanked: Vec<PluginLine>,
}

impl Document for Report {
    const KIND: &'static str = "check";

    fn text(&self, palette: Palette) -> String {
        let verified = self.verified.iter().map(|one| format!("{} {one}\n", palette.good("verified")));
        let findings = self.findings.iter().map(|row| row.text(palette));
        let yanked = self.yanked.iter().map(|one| yanked(one, palette));
        let checked = self.checked.join(", ");
        let last = match self.findings.len() {
            0 => format!("{} {} plugins: {checked}\n", palette.good("ok"), self.plugins),
            1 => format!("1 finding in {} plugins: {checked}\n", self.plugins),
            count => format!("{count} findings in {} plugins: {checked}\n", self.plugins),
        };
        verified.chain(findings).chain(yanked).chain([last]).collect()
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    // A check leaves no trace, so it holds nothing: like a dry run.
    let session = Session::begin(context, "check", DryRun::READ_ONLY, context.global.offline)?;
    let lock = session.project.strict_lock()?;
    let report = Context::block_on(check(arguments, context, &session, &lock))??;
    context.output.show(&report);
    Ok(exit(&report.findings))
}

/// A failed verification says more than a refusal of policy, that more than a difference, and a difference more than a network
/// that did not answer.
fn exit(findings: &[Row]) -> Exit {
    let rank = |row: &&Row| match row.exit_code {
        5 => 4,
        4 => 3,
        3 => 2,
        _ => 1,
    };
    findings.iter().max_by_key(rank).map_or(Exit::Done, |row| Exit::of_code(&row.code))
}

async fn check(arguments: &Arguments, context: &Context, session: &Session<'_>, lock: &Lockfile) -> Result<Report, Failure> {
    let repositories = session.open(&session.project.manifest, Some(lock)).await?;
    let sources = repositories.sources();
    let mut checked = vec!["ragnos.lock answers ragnos.toml", "signed metadata"];
    let mut findings = check::signed(lock, &sources).await;
    findings.extend(repositories.revoked(lock).into_iter().map(Finding::from));
    findings.extend(session.refused(repositories, lock).await?.into_iter().map(Finding::from));
    findings.extend(Session::trust_alarms(repositories, lock).await.into_iter().map(Finding::from));
    if !arguments.no_fetch && !context.offline(false) {
        checked.push("served bytes");
        findings.extend(check::served(lock, &sources, Bounds::of(context.jobs())).await);
    }
    if !arguments.no_installed {
        checked.push("installed files");
        let platform = arguments.target.platform();
        let installed = check::installed(&session.project.paths.layout(), lock, &platform)?;
        check::tell_installed(&context.transcript, lock, &platform, &installed);
        findings.extend(installed);
    }
    let findings: Vec<Row> = findings.iter().map(|finding| Row::of(finding)).collect();
    context.warn_of_age(repositories);
    let yanked = check::withdrawn(lock, &sources, |_| true).await;
    let verified = repositories.iter().map(|one| one.verified()).collect();
    Ok(Report { ok: findings.is_empty(), plugins: lock.plugins.len(), checked, verified, findings, yanked })
}
