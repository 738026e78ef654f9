//! `mirror`: a copy of a repository that clients can use in its place.
//!
//! Owns: its flags. Never does: sign. In: [`Mirror`]. Out: [`Report`].

use camino::Utf8PathBuf;
use clap::Args;
use jiff::Timestamp;
use ragnos_plugin::redact::Printable;
use serde_json::{Value, json};

use super::monitor::origin;
use super::status::{anchor, refused};
use super::{Failure, Report};
use crate::mirror::mirror;
use crate::storage::{Access, Place, Temporary};

/// Copy a repository, verified as a client does it, to serve it from another place. Run again, it brings the copy up to date.
///
/// Nothing of the copy is visible before all of it is there; an older version than the copy's is refused.
#[derive(Debug, Args)]
pub(super) struct Mirror {
    /// The repository: a URL, a folder or s3://BUCKET/PREFIX.
    from: String,
    /// The copy: a folder, or s3://BUCKET/PREFIX.
    to: Place,
    /// The oldest root that users of the copy have pinned; the copy has the roots from it on.
    #[arg(long, value_name = "FILE")]
    root: Utf8PathBuf,
}

impl Mirror {
    pub(super) async fn run(&self, now: Timestamp) -> Result<Report, Failure> {
        let anchor = anchor(&self.root)?;
        let from = origin(&self.from).await?;
        let shown = from.shown();
        let to = self.to.open(Access::New).await?;
        let done = mirror(&anchor, from, &to, &Temporary::new()?.state(), now).await?;
        let mut text = format!("{} files copied from {shown}\n", done.written.len());
        text += &format!("{} has {} targets at version {} of timestamp.json\n", self.to, done.targets, done.version);
        text.extend(done.refused.iter().map(|one| format!("{}: refused: {}\n", Printable(&one.role), one.error)));
        text.extend(done.left_out.iter().map(|path| format!("left out: {}\n", Printable(path))));
        let roles: Vec<Value> = done.refused.iter().map(refused).collect();
        let facts = json!({
            "from": shown, "to": self.to.to_string(), "version": done.version, "targets": done.targets, "written": done.written,
            "refused": roles, "left_out": done.left_out,
        });
        let report = Report::new("mirror", text, facts);
        Ok(match done.refused.into_iter().next() {
            Some(failure) => report.failing(failure.error),
            None => report,
        })
    }
}
