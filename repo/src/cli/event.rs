//! `stage`, `sign`: a change that several people sign, on machines of their own; `status` shows how far it has come.
//!
//! Owns: the question before a signature, and what is shown with it. Never does: sign what was not shown and confirmed.
//! In: an event's folder. Out: [`Report`].

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use camino::Utf8PathBuf;
use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::args::SigningKeys;
use super::change::Change;
use super::{Failure, Report};
use crate::event::{Error, Event, Progress, Strangers};
use crate::storage::Access;

/// Keep a change in a folder for several people to sign, instead of publishing it.
///
/// Public keys are enough; private ones sign what they may. Snapshot, timestamp and log are signed when the event is published.
#[derive(Debug, Args)]
pub(super) struct Stage {
    /// The new folder; it travels through git, a bucket or a USB stick.
    event: Utf8PathBuf,
    #[command(subcommand)]
    change: Change,
}

/// Show what a signing event changes, ask, and add signatures. Needs no network and no repository.
#[derive(Debug, Args)]
pub(super) struct Sign {
    /// The event's folder.
    event: Utf8PathBuf,
    #[command(flatten)]
    keys: SigningKeys,
    /// The id of the repository that the event must belong to.
    #[arg(long, value_name = "ID")]
    repository: Option<String>,
    /// Sign without asking; the repository's id is then needed, unless the event makes a new repository.
    #[arg(long)]
    yes: bool,
}

impl Stage {
    pub(super) async fn run(&self, now: Timestamp) -> Result<Report, Failure> {
        let storage = self.change.place().open(Access::Read).await?;
        let mut ring = self.change.ring().await?;
        let staged =
            Box::pin(self.change.stage_for_event(&*storage, &mut ring, now)).await?.pass_over_leftovers(&*storage).await?;
        let mut event = Event::create(&self.event, &staged, &*storage).await?;
        event.sign(&ring.keys, Strangers::PassedOver).await?;
        Ok(report(&event))
    }
}

impl Sign {
    pub(super) async fn run(&self) -> Result<Report, Failure> {
        let mut event = Event::open(&self.event).await?;
        if let (Some(expected), seen) = (&self.repository, event.repository())
            && seen != Some(expected)
        {
            let seen = seen.unwrap_or("none yet").to_owned();
            return Err(Error::OtherRepository { expected: expected.clone(), seen }.into());
        }
        // Whoever signs without looking must at least say for which repository.
        let named = self.repository.is_some() || event.repository().is_none();
        if !(self.yes && named || !self.yes && confirmed(&event.diff())) {
            return Err(Error::Unconfirmed.into());
        }
        let ring = self.keys.ring().await?;
        let written = event.sign(&ring.keys, Strangers::Refused).await?;
        let mut report = report(&event);
        let lines: String = written.iter().map(|file| format!("wrote {file}\n")).collect();
        report.text = lines + &progress_text(&event.progress());
        report.document["written"] = written.into();
        Ok(report)
    }
}

/// Shows the change and asks; without a terminal there is nobody to say yes.
fn confirmed(diff: &str) -> bool {
    let mut terminal = std::io::stderr();
    if !std::io::stdin().is_terminal() {
        return false;
    }
    let asked = write!(terminal, "{diff}Sign this? Type yes: ").and_then(|()| terminal.flush());
    let mut answer = String::new();
    asked.is_ok() && std::io::stdin().lock().read_line(&mut answer).is_ok() && answer.trim() == "yes"
}

/// How far an event has come.
pub(super) fn report(event: &Event) -> Report {
    let (diff, progress) = (event.diff(), event.progress());
    let roles: Vec<Value> = progress.iter().map(document).collect();
    let complete = progress.iter().all(Progress::is_complete);
    let facts = json!({ "repository": event.repository(), "changes": diff, "roles": roles, "complete": complete });
    Report::new("event", diff + &progress_text(&progress), facts)
}

fn document(progress: &Progress) -> Value {
    let ids = |signed: bool| -> Vec<String> {
        let keys = progress.rings.iter().flat_map(|ring| &ring.keys);
        let mut ids: Vec<String> =
            keys.filter(|(id, _)| progress.signers.contains(id) == signed).map(|(id, _)| hex::encode(&**id)).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let thresholds: Vec<u64> = progress.rings.iter().map(|ring| ring.threshold).collect();
    json!({
        "role": progress.role, "version": progress.version, "thresholds": thresholds, "signed": ids(true), "missing": ids(false),
        "complete": progress.is_complete(),
    })
}

fn progress_text(progress: &[Progress]) -> String {
    let mut text = "signatures:\n".to_owned();
    for one in progress {
        for (number, ring) in one.rings.iter().enumerate() {
            // A root after the first is signed by the keys of the root before, then by its own.
            let whose = if one.rings.len() > 1 { [" (keys before)", " (keys after)"][number.min(1)] } else { "" };
            let have = ring.count(&one.signers);
            text += &format!("  {}{whose}: {have} of {} needed\n", one.role, ring.threshold);
            for (id, _) in &ring.keys {
                let word = if one.signers.contains(id) { "signed " } else { "missing" };
                text += &format!("    {word} {}\n", hex::encode(&**id));
            }
        }
    }
    let complete = progress.iter().all(Progress::is_complete);
    text + if complete { "complete: publish it with `ragnos-repo publish REPO --event EVENT`\n" } else { "not complete\n" }
}
