//! What a round of looks saw, as metrics of CloudWatch: the numbers that the alarms of infra/ragnos-repo.yaml watch.
//!
//! Owns: which numbers, and that there are few of them, however many namespaces and places there are: each is paid for. Of several
//! places the worst counts. Never does: ask a place. In: answers. Out: metrics, and a request that was accepted.

#[cfg(feature = "aws")]
mod put;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use ragnos_plugin::refusal::{Facts, Refusal};
use serde::Serialize;
use serde_json::Value;

use crate::health::{Health, RoleHealth};
use crate::monitor::Answer;
use crate::prometheus::{ACCEPTED, BEHIND, PROPAGATION, SECONDS_TO_EXPIRY, VERSION};

#[cfg(feature = "aws")]
pub use put::Error as PutError;

/// The dimension of roles.
const ROLE: &str = "role";
/// Its value for all roles that have no metrics of their own, which no role is called.
const OTHERS: &str = "(others)";

/// One number, as the API has it (CloudWatch API reference, `MetricDatum`).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Metric {
    #[serde(rename = "MetricName")]
    name: &'static str,
    dimensions: Vec<Dimension>,
    /// Seconds since 1970.
    timestamp: i64,
    value: Value,
    unit: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Dimension {
    name: &'static str,
    value: String,
}

/// A namespace of CloudWatch, as it is written on a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloudWatch(String);

impl FromStr for CloudWatch {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for CloudWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl CloudWatch {
    /// Puts what was seen at `now`.
    ///
    /// # Errors
    /// [`Error`].
    #[cfg(feature = "aws")]
    pub async fn put(&self, answers: &[Answer], now: Timestamp) -> Result<(), Error> {
        Ok(Box::pin(put::put(&self.0, &metrics(answers, now))).await?)
    }

    /// Says that this program cannot put any.
    ///
    /// # Errors
    /// Always [`Error::NoCloudWatch`].
    #[cfg(not(feature = "aws"))]
    #[expect(clippy::unused_async, reason = "only a service is a thing to wait for")]
    pub async fn put(&self, answers: &[Answer], now: Timestamp) -> Result<(), Error> {
        Err(Error::NoCloudWatch { namespace: self.0.clone(), metrics: metrics(answers, now).len() })
    }
}

/// Why metrics were not put.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// CloudWatch, and a program that was built without the code for it.
    #[cfg(not(feature = "aws"))]
    #[error("this ragnos-repo cannot put {metrics} metrics into {namespace}: it was built without AWS")]
    #[diagnostic(code(RP2961), help("install it with `cargo install --path repo --features aws`"))]
    NoCloudWatch {
        /// The namespace.
        namespace: String,
        /// How many there are.
        metrics: usize,
    },
    /// CloudWatch did not take them.
    #[cfg(feature = "aws")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Put(#[from] PutError),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            #[cfg(not(feature = "aws"))]
            Self::NoCloudWatch { namespace, .. } => Facts::about(namespace),
            #[cfg(feature = "aws")]
            Self::Put(error) => error.facts(),
        }
    }
}

/// The numbers of a round.
fn metrics(answers: &[Answer], now: Timestamp) -> Vec<Metric> {
    let metric = |name, role: Option<&str>, value: Value, unit| {
        let dimensions = role.map(|role| Dimension { name: ROLE, value: role.to_owned() }).into_iter().collect();
        Metric { name, dimensions, timestamp: now.as_second(), value, unit }
    };
    let accepted = answers.iter().all(|answer| answer.health.as_ref().is_ok_and(Health::is_accepted));
    let mut metrics = vec![metric(ACCEPTED, None, u8::from(accepted).into(), "None")];
    let behind = answers.iter().filter_map(|answer| answer.behind);
    if let Some((versions, taken)) = behind.reduce(|one, other| (one.0.max(other.0), one.1.max(other.1))) {
        metrics.push(metric(BEHIND, None, versions.into(), "Count"));
        metrics.push(metric(PROPAGATION, None, taken.as_secs_f64().into(), "Seconds"));
    }
    let healths = answers.iter().filter_map(|answer| answer.health.as_ref().ok());
    let mut roles: BTreeMap<&str, Vec<&RoleHealth>> = BTreeMap::new();
    for one in healths.flat_map(|health| &health.roles) {
        roles.entry(if one.is_own() { &one.role.name } else { OTHERS }).or_default().push(one);
    }
    for (name, same) in roles {
        let left = same.iter().map(|one| one.seconds_left).min();
        metrics.extend(left.map(|left| metric(SECONDS_TO_EXPIRY, Some(name), left.into(), "Seconds")));
        let version = same.iter().map(|one| one.role.version).min().filter(|_| name != OTHERS);
        metrics.extend(version.map(|version| metric(VERSION, Some(name), version.into(), "None")));
    }
    metrics
}
