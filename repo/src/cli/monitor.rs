//! `monitor`: places asked as clients ask them, for alarms.
//!
//! Owns: the rounds, each with a look at the clock of its own, and what is said of them. Never does: change a repository.
//! In: places and the root that clients have pinned. Out: a [`Report`] a round, and a file for Prometheus.

use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use jiff::Timestamp;
use ragnos_plugin::clock::Clock;
use ragnos_plugin::origin::Origin;
use ragnos_plugin::refusal::Refusal;
use ragnos_plugin::transport;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::args::{Lifetimes, span};
use super::status::{anchor, refused};
use super::{Failure, Report};
use crate::cloudwatch::CloudWatch;
use crate::monitor::{Answer, Watched, round};
use crate::prometheus;
use crate::storage::{Access, Place, Temporary};
use crate::view::View;

/// Ask places as clients do: what expires when, and whether all serve what the origin has.
///
/// Ends with an error when clients refuse a place, when a role has less than a fifth of its life time left, or when a place stays
/// behind the origin.
#[derive(Debug, Args)]
pub(super) struct Monitor {
    /// What clients ask: URLs, or folders.
    #[arg(value_name = "PLACE", required = true)]
    places: Vec<String>,
    /// The root that clients have pinned.
    #[arg(long, value_name = "FILE")]
    root: Utf8PathBuf,
    /// Where changes are published (a URL, a folder or s3://BUCKET/PREFIX): the places are compared with it.
    #[arg(long, value_name = "PLACE")]
    origin: Option<String>,
    /// How long a place may be behind the origin.
    #[arg(long, value_name = "SPAN", default_value = "30s", value_parser = span)]
    propagation: Duration,
    /// Ask again and again, with this pause; limits are reported and end nothing.
    #[arg(long, value_name = "SPAN", value_parser = span)]
    interval: Option<Duration>,
    /// End after this many rounds, as the last one ends.
    #[arg(long, value_name = "N", requires = "interval")]
    count: Option<u64>,
    /// A file for Prometheus (the node exporter's text files), replaced after each round.
    #[arg(long, value_name = "FILE")]
    prometheus: Option<Utf8PathBuf>,
    /// A namespace of CloudWatch that gets what was seen after each round, such as Ragnos/Repository; ?region=R, &endpoint=URL and
    /// &profile=P may follow.
    #[arg(long, value_name = "NAMESPACE")]
    cloudwatch: Option<CloudWatch>,
    /// A folder that remembers what was seen, so that an older copy is refused in a later run too.
    #[arg(long, value_name = "DIR")]
    state: Option<Utf8PathBuf>,
    #[command(flatten)]
    lifetimes: Lifetimes,
}

/// Limits are passed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{}", .limits.join("; "))]
#[diagnostic(
    code(RP1901),
    help(
        "sign what expires soon with `ragnos-repo refresh`; a place that stays behind needs its cache emptied of timestamp.json"
    )
)]
struct LimitsPassed {
    limits: Vec<String>,
}

impl Refusal for LimitsPassed {}

async fn watched(place: &str, is_origin: bool, folder: &Utf8Path) -> Result<Watched, Failure> {
    Ok(Watched::new(origin(place).await?, is_origin, folder))
}

/// A place that is asked as a client asks it: a URL, a folder or a bucket.
pub(super) async fn origin(place: &str) -> Result<Arc<dyn Origin>, Failure> {
    Ok(match place.parse() {
        Ok(bucket @ Place::S3(_)) => Arc::new(View::of(bucket.open(Access::Read).await?, bucket.to_string())),
        _ => transport::open(place, Utf8Path::new(""))?,
    })
}

impl Monitor {
    pub(super) async fn run(&self, clock: impl Clock, as_json: bool) -> Result<Report, Failure> {
        let anchor = anchor(&self.root)?;
        let own = Temporary::new()?;
        let folder = self.state.as_deref().unwrap_or(own.path());
        let origin = match &self.origin {
            Some(place) => Some(watched(place, true, folder).await?),
            None => None,
        };
        let mut places = Vec::new();
        for place in &self.places {
            places.push(watched(place, false, folder).await?);
        }
        let mut rounds = 0;
        loop {
            let now = clock.now();
            let answers = round(&anchor, origin.as_ref(), &places, &self.lifetimes.plan(), self.propagation, now).await;
            if let Some(file) = &self.prometheus {
                prometheus::write(file, &answers, now)?;
            }
            let told = match &self.cloudwatch {
                Some(namespace) => namespace.put(&answers, now).await,
                None => Ok(()),
            };
            let mut report = report(answers, now);
            // Whoever watches the numbers misses them; the looks go on.
            if let Err(error) = told {
                report.text += &format!("LIMIT {error}\n");
                report.document["untold"] = error.to_string().into();
                if report.failure.is_none() {
                    report = report.failing(error);
                }
            }
            rounds += 1;
            match self.interval {
                Some(pause) if self.count.is_none_or(|count| rounds < count) => {
                    report.print_line(as_json);
                    sleep(pause).await;
                }
                _ => return Ok(report),
            }
        }
    }
}

fn report(answers: Vec<Answer>, now: Timestamp) -> Report {
    let (mut text, mut documents, mut limits) = (format!("{now}\n"), Vec::new(), Vec::new());
    for answer in &answers {
        let passed = answer.passed();
        text += &in_text(answer);
        text.extend(passed.iter().map(|limit| format!("  LIMIT {limit}\n")));
        documents.push(document(answer, &passed));
        limits.extend(passed.into_iter().map(|limit| format!("{}: {limit}", answer.place)));
    }
    let report = Report::new("monitor", text, json!({ "at": now.to_string(), "places": documents }));
    // A place that clients refuse comes before one that they will refuse some day.
    if let Some(error) = answers.into_iter().find_map(|answer| answer.health.err()) {
        return report.failing(error);
    }
    if limits.is_empty() { report } else { report.failing(LimitsPassed { limits }) }
}

fn in_text(answer: &Answer) -> String {
    let origin = if answer.is_origin { " (origin)" } else { "" };
    let Ok(health) = &answer.health else { return format!("{}{origin}\n", answer.place) };
    let roles = health.roles.iter().filter(|one| one.is_top_level());
    let roles: Vec<String> = roles.map(|one| format!("{} {} ({})", one.role.name, one.role.version, one.left())).collect();
    format!("{}{origin}: {}\n", answer.place, roles.join(", "))
}

fn document(answer: &Answer, passed: &[String]) -> Value {
    let mut document = json!({ "place": answer.place, "origin": answer.is_origin, "limits": passed });
    match &answer.health {
        Ok(health) => {
            document["accepted"] = health.is_accepted().into();
            document["repository"] = health.repository.to_string().into();
            document["roles"] = json!(health.roles);
            document["refused"] = health.failures.iter().map(refused).collect();
        }
        Err(error) => {
            document["accepted"] = false.into();
            document["error"] = json!({
                "code": miette::Diagnostic::code(error).map(|code| code.to_string()), "message": error.to_string(),
            });
        }
    }
    if let Some((versions, taken)) = answer.behind {
        document["behind"] = json!({ "versions": versions, "seconds": taken.as_secs_f64() });
    }
    document
}
