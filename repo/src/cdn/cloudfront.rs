//! CloudFront's one operation that publishing needs: CreateInvalidation, as a signed request of its own.
//!
//! Owns: that request. The SDK of CloudFront would be compiled for this one request; its signer is here already.
//! Never does: wait until the edges have forgotten; that is seen through them. In: `ID[?region=R&endpoint=URL&profile=P]` and paths.
//! Out: an accepted request.

use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::refusal::{Facts, Refusal};
use reqwest::StatusCode;

use crate::aws::{Answer, Reach, Request, Unsent};

/// Where CloudFront is controlled, for the whole world.
const ENDPOINT: &str = "https://cloudfront.amazonaws.com";
/// The region that its requests are signed for.
const REGION: &str = "us-east-1";
/// The version of the API, a part of every path and of the XML namespace.
const API: &str = "2020-05-31";

/// Why CloudFront was not told.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The text after `cloudfront:` cannot be read.
    #[error("cloudfront:{distribution} is no distribution: {reason}")]
    #[diagnostic(code(RP2952), help("write cloudfront:DISTRIBUTION-ID; ?endpoint=URL, &region=R and &profile=P may follow"))]
    Form {
        /// What was written.
        distribution: String,
        /// What is wrong.
        reason: String,
    },
    /// There is nothing to sign the request with.
    #[error("there are no AWS credentials to tell the distribution {distribution} with: {reason}")]
    #[diagnostic(
        code(RP2953),
        help(
            "the change is published; set AWS_PROFILE, AWS_ACCESS_KEY_ID or AWS_WEB_IDENTITY_TOKEN_FILE, then run this again"
        )
    )]
    NoCredentials {
        /// The distribution.
        distribution: String,
        /// What was tried.
        reason: String,
    },
    /// There is no such distribution.
    #[error("there is no distribution {distribution}: {reason}")]
    #[diagnostic(code(RP2954), help("the change is published; look at the distribution's id and account, then run this again"))]
    NoDistribution {
        /// The distribution.
        distribution: String,
        /// The service's words.
        reason: String,
    },
    /// CloudFront says no.
    #[error("AWS does not let you tell the distribution {distribution}: {reason}")]
    #[diagnostic(
        code(RP4915),
        help(
            "the change is published; who publishes needs cloudfront:CreateInvalidation for it; edges catch up when their time is over"
        )
    )]
    Denied {
        /// The distribution.
        distribution: String,
        /// The service's words.
        reason: String,
    },
    /// The service cannot be reached, or is busy.
    #[error("CloudFront did not answer for the distribution {distribution}: {reason}")]
    #[diagnostic(
        code(RP7910),
        help("the change is published; run the same command again to tell CloudFront and to look again")
    )]
    Unreachable {
        /// The distribution.
        distribution: String,
        /// What happened.
        reason: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { distribution, .. }
            | Self::NoCredentials { distribution, .. }
            | Self::NoDistribution { distribution, .. }
            | Self::Denied { distribution, .. }
            | Self::Unreachable { distribution, .. } => Facts::about(distribution),
        }
    }
}

/// Asks for the invalidation of `paths`.
pub(super) async fn invalidate(text: &str, paths: &[String]) -> Result<(), Error> {
    let (id, query) = text.split_once('?').unwrap_or((text, ""));
    let form = |reason: &str| Error::Form { distribution: text.to_owned(), reason: reason.to_owned() };
    if id.is_empty() || !id.chars().all(|one| one.is_ascii_alphanumeric()) {
        return Err(form("an id is letters and digits"));
    }
    let reach = Reach::parse(query).map_err(form)?;
    let config = reach.config().await;
    let endpoint = config.endpoint_url().unwrap_or(ENDPOINT).trim_end_matches('/');
    let request = Request {
        service: "cloudfront",
        region: reach.region.as_deref().unwrap_or(REGION),
        url: format!("{endpoint}/{API}/distribution/{id}/invalidation"),
        headers: &[("content-type", "text/xml")],
        body: batch(paths, &SystemClock.now().as_nanosecond().to_string()),
    };
    let distribution = id.to_owned();
    match request.send(&config, |status, text| meaning(id, status, text)).await {
        Ok(answered) => answered,
        Err(Unsent::NoCredentials(reason)) => Err(Error::NoCredentials { distribution, reason }),
        Err(Unsent::Unanswered(reason)) => Err(Error::Unreachable { distribution, reason }),
    }
}

/// What an answer means (CloudFront API reference, CreateInvalidation, "Errors").
fn meaning(id: &str, status: StatusCode, text: &str) -> Answer<Error> {
    if status == StatusCode::CREATED {
        return Answer::Accepted;
    }
    let (code, message) = (element(text, "Code"), element(text, "Message"));
    let (distribution, reason) = (id.to_owned(), format!("{code}: {message}"));
    match code {
        "NoSuchDistribution" => Answer::Refused(Error::NoDistribution { distribution, reason }),
        "TooManyInvalidationsInProgress" | "Throttling" => Answer::Busy(reason),
        _ if matches!(status.as_u16(), 401 | 403) => Answer::Refused(Error::Denied { distribution, reason }),
        _ => Answer::Busy(format!("{status} {reason}")),
    }
}

/// The text of the first element of a name; the errors of AWS have no attributes and no escapes that matter to a reader.
fn element<'t>(text: &'t str, name: &str) -> &'t str {
    let inner = text.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split_once(&format!("</{name}>")));
    inner.map_or("no reason was given", |(inner, _)| inner)
}

/// The body of the request; no path has a character that XML escapes.
fn batch(paths: &[String], reference: &str) -> String {
    let items: String = paths.iter().map(|path| format!("<Path>{path}</Path>")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/{API}/\">\
         <Paths><Quantity>{}</Quantity><Items>{items}</Items></Paths>\
         <CallerReference>ragnos-repo-{reference}</CallerReference></InvalidationBatch>",
        paths.len()
    )
}
