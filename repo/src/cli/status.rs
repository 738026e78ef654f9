//! `status`: how a repository fares, or how far a signing event has come.
//!
//! Owns: which of the two a place is, and what is shown of a repository. Never does: change anything.
//! In: a place. Out: [`Report`].

use std::sync::Arc;

use camino::Utf8Path;
use clap::Args;
use jiff::Timestamp;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::redact::Printable;
use ragnos_plugin::refusal::Refusal as _;
use ragnos_plugin::tuf::{Persistence, Remaining, RoleFailure, TrustAnchor};
use serde_json::{Value, json};

use super::args::Lifetimes;
use super::{Failure, Report, event};
use crate::event::Event;
use crate::health::{Health, RoleHealth, look};
use crate::repository::{self, Roots};
use crate::storage::{self, Access, Place, Temporary};
use crate::view::View;

/// Show a repository: roles, signers, what expires when; or a signing event: what changes, who is missing.
///
/// What has less than a fifth of its life time left is marked; the life times are those that it is signed with.
#[derive(Debug, Args)]
pub(super) struct Status {
    /// The repository (a folder, or s3://BUCKET/PREFIX), or the event's folder.
    #[arg(value_name = "DIR")]
    place: Place,
    /// List every namespace and plugin, not only those that need somebody.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    lifetimes: Lifetimes,
}

impl Status {
    pub(super) async fn run(&self, now: Timestamp) -> Result<Report, Failure> {
        match &self.place {
            Place::Directory(folder) if Event::is_in(folder) => Ok(event::report(&Event::open(folder).await?)),
            _ => self.repository(now).await,
        }
    }

    async fn repository(&self, now: Timestamp) -> Result<Report, Failure> {
        let storage = self.place.open(Access::Read).await?;
        let roots = Roots::read(&*storage).await?;
        let first = storage.read(Folder::Metadata, "1.root.json").await?.ok_or(repository::Error::Absent)?;
        let anchor = TrustAnchor::parse(first)?;
        let nowhere = Temporary::new()?;
        let origin = Arc::new(View::of(storage, self.place.to_string()));
        let health = look(&anchor, origin, &nowhere.state(), Persistence::Discard, &self.lifetimes.plan(), now).await?;
        let chain: Vec<Value> = roots.iter().map(|root| json!(root.signed.version)).collect();
        let delegated: Vec<&RoleHealth> = health.roles.iter().filter(|one| !one.is_top_level()).collect();
        let targets: usize = health.roles.iter().map(|one| one.role.targets).sum();
        let facts = json!({
            "repository": health.repository, "roots": chain, "accepted": health.is_accepted(), "roles": health.roles,
            "refused": health.failures.iter().map(refused).collect::<Vec<_>>(),
            "counts": { "delegated_roles": delegated.len() + health.failures.len(), "targets": targets },
        });
        let chain: Vec<String> = roots.iter().map(|root| root.signed.version.to_string()).collect();
        let mut text = format!("repository {}\nroot versions: {}\n{}", health.repository, chain.join(" "), head());
        let listed = |one: &&RoleHealth| self.all || is_listed(one);
        text.extend(health.roles.iter().filter(listed).map(row));
        text += &others(&health, targets, self.all);
        text.extend(health.failures.iter().map(|one| format!("{}: refused: {}\n", Printable(&one.role), one.error)));
        if !health.is_accepted() {
            text += "clients refuse the repository: a role that everybody needs has expired\n";
        }
        let report = Report::new("status", text, facts);
        Ok(match health.failures.into_iter().next() {
            Some(failure) => report.failing(failure.error),
            None => report,
        })
    }
}

/// A role that the client refuses, for programs.
pub(super) fn refused(failure: &RoleFailure) -> Value {
    let code = miette::Diagnostic::code(&failure.error).map(|code| code.to_string());
    json!({ "role": failure.role, "code": code, "message": failure.error.to_string(), "seen": failure.error.facts().seen })
}

/// The roles of the repository itself, and those that are short of time.
fn is_listed(one: &RoleHealth) -> bool {
    one.is_own() || one.remaining != Remaining::Enough
}

fn head() -> String {
    format!("{:<24} {:>8} {:>10} {:>8}  {:<20}  left\n", "role", "version", "signers", "targets", "expires")
}

/// One role, as a line.
fn row(one: &RoleHealth) -> String {
    let RoleHealth { role, .. } = one;
    let signers = format!("{} of {}", role.threshold, role.keys.len());
    let name = Printable(&role.name).to_string();
    format!("{name:<24} {:>8} {signers:>10} {:>8}  {:<20}  {}\n", role.version, role.targets, role.expires, one.left())
}

/// The roles that are not listed one by one, in a sentence.
fn others(health: &Health, targets: usize, all: bool) -> String {
    let unlisted: Vec<&RoleHealth> = health.roles.iter().filter(|one| !all && !is_listed(one)).collect();
    let next = unlisted.iter().min_by_key(|one| one.seconds_left);
    let next = next.map_or_else(String::new, |one| {
        format!(
            "{} more roles, of which {} is the next to expire, in {}\n",
            unlisted.len(),
            Printable(&one.role.name),
            one.left()
        )
    });
    format!("{next}{targets} targets\n")
}

/// Reads a pinned root.
pub(super) fn anchor(path: &Utf8Path) -> Result<TrustAnchor, Failure> {
    Ok(TrustAnchor::parse(fs_err::read(path).map_err(storage::Error::io(path))?)?)
}
