//! CloudWatch's one operation that monitoring needs: `PutMetricData`, as a signed request of its own.
//!
//! Owns: that request, in the service's JSON form. Never does: read metrics. In: `NAMESPACE[?region=R&endpoint=URL&profile=P]` and metrics.
//! Out: accepted requests.

use ragnos_plugin::refusal::{Facts, Refusal};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::Metric;
use crate::aws::{Answer, Reach, Request, Unsent};

/// The most metrics of one request (CloudWatch API reference, `PutMetricData`).
const MOST: usize = 1000;
/// What the request is, in the JSON protocol of AWS.
const HEADERS: [(&str, &str); 2] =
    [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", "GraniteServiceVersion20100801.PutMetricData")];

/// Why CloudWatch did not take metrics.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The text cannot be read.
    #[error("{namespace} is no namespace of CloudWatch: {reason}")]
    #[diagnostic(
        code(RP2960),
        help("write NAMESPACE, such as Ragnos/Repository; ?region=R, &endpoint=URL and &profile=P may follow")
    )]
    Form {
        /// What was written.
        namespace: String,
        /// What is wrong.
        reason: String,
    },
    /// There is nothing to sign the request with.
    #[error("there are no AWS credentials to put metrics into {namespace} with: {reason}")]
    #[diagnostic(code(RP2962), help("set AWS_PROFILE, AWS_ACCESS_KEY_ID or AWS_WEB_IDENTITY_TOKEN_FILE"))]
    NoCredentials {
        /// The namespace.
        namespace: String,
        /// What was tried.
        reason: String,
    },
    /// CloudWatch says no.
    #[error("AWS does not let you put metrics into {namespace}: {reason}")]
    #[diagnostic(code(RP4916), help("who monitors needs cloudwatch:PutMetricData for this namespace"))]
    Denied {
        /// The namespace.
        namespace: String,
        /// The service's words.
        reason: String,
    },
    /// The service cannot be reached, or is busy.
    #[error("CloudWatch did not take the metrics for {namespace}: {reason}")]
    #[diagnostic(code(RP7912), help("look at the network, the region and AWS_ENDPOINT_URL; the next round puts them again"))]
    Unreachable {
        /// The namespace.
        namespace: String,
        /// What happened.
        reason: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { namespace, .. }
            | Self::NoCredentials { namespace, .. }
            | Self::Denied { namespace, .. }
            | Self::Unreachable { namespace, .. } => Facts::about(namespace),
        }
    }
}

/// Puts all metrics.
pub(super) async fn put(text: &str, metrics: &[Metric]) -> Result<(), Error> {
    let (namespace, query) = text.split_once('?').unwrap_or((text, ""));
    let form = |reason: &str| Error::Form { namespace: text.to_owned(), reason: reason.to_owned() };
    let plain = |one: char| one.is_ascii_alphanumeric() || "-_/.#:".contains(one);
    if namespace.is_empty() || namespace.starts_with("AWS/") || !namespace.chars().all(plain) {
        return Err(form("it is empty, begins with AWS/, or has characters that none has"));
    }
    let reach = Reach::parse(query).map_err(form)?;
    let config = reach.config().await;
    let region = config.region().map(AsRef::as_ref).filter(|region| !region.is_empty());
    let region = region.ok_or_else(|| form("there is no region: say ?region=R, or set AWS_REGION"))?;
    let endpoint = config.endpoint_url().map_or_else(|| format!("https://monitoring.{region}.amazonaws.com"), str::to_owned);
    for metrics in metrics.chunks(MOST) {
        let request = Request {
            service: "monitoring",
            region,
            url: format!("{}/", endpoint.trim_end_matches('/')),
            headers: &HEADERS,
            body: json!({ "Namespace": namespace, "MetricData": metrics }).to_string(),
        };
        let namespace = namespace.to_owned();
        match request.send(&config, |status, text| meaning(&namespace, status, text)).await {
            Ok(answered) => answered?,
            Err(Unsent::NoCredentials(reason)) => return Err(Error::NoCredentials { namespace, reason }),
            Err(Unsent::Unanswered(reason)) => return Err(Error::Unreachable { namespace, reason }),
        }
    }
    Ok(())
}

/// What an answer means (CloudWatch API reference, "Common Errors").
fn meaning(namespace: &str, status: StatusCode, text: &str) -> Answer<Error> {
    if status.is_success() {
        return Answer::Accepted;
    }
    let said: Value = serde_json::from_str(text).unwrap_or_default();
    let word = |name: &str| said[name].as_str().map(str::to_owned);
    let kind = word("__type").unwrap_or_else(|| status.to_string());
    let reason =
        format!("{kind}: {}", word("message").or_else(|| word("Message")).unwrap_or_else(|| "no reason was given".to_owned()));
    let denied = [
        "AccessDenied",
        "UnrecognizedClient",
        "InvalidSignature",
        "InvalidClientTokenId",
        "ExpiredToken",
        "SignatureDoesNotMatch",
    ];
    if matches!(status.as_u16(), 401 | 403) || denied.iter().any(|one| kind.contains(one)) {
        return Answer::Refused(Error::Denied { namespace: namespace.to_owned(), reason });
    }
    Answer::Busy(reason)
}
