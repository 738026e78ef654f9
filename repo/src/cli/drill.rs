//! `drill`: disasters, played on a copy that is in memory only.
//!
//! Owns: its flags, and how a drill is shown. Never does: write anything. In: [`DrillCommand`]. Out: [`Report`].

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;

use super::args::{Lifetimes, Ring, SigningKeys};
use super::monitor::origin;
use super::{Failure, Report};
use crate::drill::{Disaster, Drilled, Part, drill};
use crate::keys::KeyLocation;
use crate::storage::{Access, Place};

/// Play a disaster on a copy of a repository, and recover it with the keys that are at hand.
///
/// Nothing is written anywhere: the copy is in memory, the keys sign there, and what they signed is gone with the program. Clients
/// read the copy before, in the disaster, and after the recovery. Where it cannot be recovered with these keys and copies, the drill
/// ends with the error that a real recovery would end with.
#[derive(Debug, Subcommand)]
pub(super) enum DrillCommand {
    LostKey(LostKey),
    LostBucket(LostBucket),
    ExpiredRoot(ExpiredRoot),
    StolenKey(StolenKey),
    LostRegion(LostRegion),
}

/// Keys cannot sign any more. What stops without them, and can the keys that are left replace them?
#[derive(Debug, Args)]
pub(super) struct LostKey {
    #[command(flatten)]
    scenery: Scenery,
    /// A key that is lost, private or public; one flag for each. It does not sign, though --key gives it too.
    #[arg(long, value_name = "KEY", required = true)]
    lost: Vec<KeyLocation>,
}

/// The storage is empty. Does a copy that `mirror` made bring everything back, above what clients have seen?
#[derive(Debug, Args)]
pub(super) struct LostBucket {
    #[command(flatten)]
    scenery: Scenery,
    /// The copy: a URL, a folder or s3://BUCKET/PREFIX.
    #[arg(long, value_name = "PLACE")]
    backup: String,
}

/// Nobody renewed the root in time. Can it be renewed with these keys, and what else has expired by then?
#[derive(Debug, Args)]
pub(super) struct ExpiredRoot {
    #[command(flatten)]
    scenery: Scenery,
}

/// Somebody else has keys of a publisher and releases in that name. Is it stopped, and called back?
#[derive(Debug, Args)]
pub(super) struct StolenKey {
    #[command(flatten)]
    scenery: Scenery,
    /// A private key that the thief has; one flag for each. It does not sign the recovery.
    #[arg(long, value_name = "KEY", required = true)]
    stolen: Vec<KeyLocation>,
}

/// The storage is away, with all that is in its region. Can the repository go on from a replica, with the keys that are elsewhere?
#[derive(Debug, Args)]
pub(super) struct LostRegion {
    #[command(flatten)]
    scenery: Scenery,
    /// The replica: a folder, or s3://BUCKET/PREFIX. It is only read.
    #[arg(long, value_name = "PLACE")]
    replica: Place,
}

/// What every drill is told.
#[derive(Debug, Args)]
struct Scenery {
    /// The repository, which is only read: a folder, or s3://BUCKET/PREFIX.
    #[arg(value_name = "DIR")]
    place: Place,
    #[command(flatten)]
    keys: SigningKeys,
    #[command(flatten)]
    lifetimes: Box<Lifetimes>,
}

impl DrillCommand {
    fn name(&self) -> &'static str {
        match self {
            Self::LostKey(_) => "lost-key",
            Self::LostBucket(_) => "lost-bucket",
            Self::ExpiredRoot(_) => "expired-root",
            Self::StolenKey(_) => "stolen-key",
            Self::LostRegion(_) => "lost-region",
        }
    }

    fn scenery(&self) -> &Scenery {
        match self {
            Self::LostKey(command) => &command.scenery,
            Self::LostBucket(command) => &command.scenery,
            Self::ExpiredRoot(command) => &command.scenery,
            Self::StolenKey(command) => &command.scenery,
            Self::LostRegion(command) => &command.scenery,
        }
    }

    async fn disaster(&self, ring: &mut Ring) -> Result<Disaster, Failure> {
        Ok(match self {
            Self::LostKey(command) => {
                let mut lost = Vec::new();
                for key in &command.lost {
                    lost.push(ring.public(key).await?);
                }
                Disaster::LostKey(lost)
            }
            Self::LostBucket(command) => Disaster::LostBucket(origin(&command.backup).await?),
            Self::ExpiredRoot(_) => Disaster::ExpiredRoot,
            Self::StolenKey(command) => {
                let mut stolen = Vec::new();
                for key in &command.stolen {
                    stolen.push(ring.signer(key).await?);
                }
                Disaster::StolenKey(stolen)
            }
            Self::LostRegion(command) => {
                Disaster::LostRegion(command.replica.open(Access::Read).await?, command.replica.clone())
            }
        })
    }

    pub(super) async fn run(&self, now: Timestamp) -> Result<Report, Failure> {
        let Scenery { place, keys, lifetimes } = self.scenery();
        let mut ring = keys.ring().await?;
        let disaster = self.disaster(&mut ring).await?;
        let storage = place.open(Access::Read).await?;
        let Drilled { steps, failure } = drill(disaster, storage, ring.keys, lifetimes.plan(), now).await?;
        let ended = if failure.is_none() { "recovered" } else { "NOT recovered" };
        let mut text = format!("drill {} of {place}: {ended}\n", self.name());
        for step in &steps {
            let part = match step.part {
                Part::Before => "before",
                Part::Disaster => "disaster",
                Part::Recovery => "recovery",
                Part::After => "after",
            };
            text += &format!("{part:<9} {}\n{:<9}   {}\n", step.what, "", step.outcome);
        }
        text += &format!("nothing was written: {place} is as it was\n");
        let facts = json!({
            "drill": self.name(), "repository": place.to_string(), "recovered": failure.is_none(), "steps": steps,
        });
        let report = Report::new("drill", text, facts);
        Ok(match failure {
            Some(error) => report.failing(error),
            None => report,
        })
    }
}
