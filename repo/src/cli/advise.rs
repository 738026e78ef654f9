//! `advise`: the advisories that audits of users read.
//!
//! Owns: its flags. Never does: sign, or judge a record. In: [`AdviseCommand`]. Out: a staged change, or [`Report`].

use camino::Utf8PathBuf;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::change::Ground;
use super::{Failure, Report};
use crate::expiry::Expiries;
use crate::repository::Repository;
use crate::stage::{self, Advise, StagedRepository};
use crate::storage::{self, Access, Place};

/// Tell users of vulnerabilities: OSV records that `ragnos-plugin audit` reads, and show those that are published.
#[derive(Debug, Subcommand)]
pub(super) enum AdviseCommand {
    #[command(flatten)]
    Change(AdviseChange),
    List(List),
}

/// Change the advisories. Signed by the security, snapshot and timestamp keys.
#[derive(Debug, Subcommand)]
pub(super) enum AdviseChange {
    Add(Add),
    Remove(Remove),
}

/// Publish records, or newer ones in place of those that are there. A record that is withdrawn stays, and counts no more.
#[derive(Debug, Args)]
pub(super) struct Add {
    #[command(flatten)]
    ground: Ground,
    /// A file with one OSV record, JSON. Of plugins the ecosystem is "ragnos", and the package is NAMESPACE/NAME.
    #[arg(value_name = "FILE", required = true)]
    records: Vec<Utf8PathBuf>,
}

/// Take records out, as if they had never been there.
#[derive(Debug, Args)]
pub(super) struct Remove {
    #[command(flatten)]
    ground: Ground,
    /// The ids of the records.
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

/// Show the records that are published.
#[derive(Debug, Args)]
pub(super) struct List {
    /// The repository: a folder, or s3://BUCKET/PREFIX.
    #[arg(value_name = "DIR")]
    place: Place,
}

impl AdviseChange {
    pub(super) fn ground(&self) -> &Ground {
        match self {
            Self::Add(change) => &change.ground,
            Self::Remove(change) => &change.ground,
        }
    }

    pub(super) async fn stage(
        &self,
        repository: &Repository<'_>,
        now: Timestamp,
        expiries: &Expiries,
    ) -> Result<StagedRepository, Failure> {
        let read = |path: &Utf8PathBuf| -> Result<(String, Vec<u8>), Failure> {
            Ok((path.to_string(), fs_err::read(path).map_err(storage::Error::io(path))?))
        };
        let wish = match self {
            Self::Add(Add { records, .. }) => Advise::Add(records.iter().map(read).collect::<Result<_, _>>()?),
            Self::Remove(Remove { ids, .. }) => Advise::Remove(ids.clone()),
        };
        Ok(stage::advise(repository, &wish, now, expiries).await?)
    }
}

impl List {
    pub(super) async fn run(&self) -> Result<Report, Failure> {
        let storage = self.place.open(Access::Read).await?;
        let advisories = stage::advisories(&Repository::open(&*storage).await?).await?;
        let documents: Vec<Value> = advisories
            .iter()
            .map(|(id, record)| {
                json!({
                    "id": id, "modified": record.modified.to_string(), "withdrawn": record.withdrawn,
                    "summary": record.advisory.summary, "packages": record.packages(),
                })
            })
            .collect();
        let mut text: String = advisories.lines().map(|line| line + "\n").collect();
        if text.is_empty() {
            text.push_str("no advisories\n");
        }
        Ok(Report::new("advisories", text, json!({ "advisories": documents })))
    }
}
