//! CloudFront's one operation that publishing needs: CreateInvalidation, as a signed request of its own.
//!
//! Owns: that request. The SDK of CloudFront would be compiled for this one request; its signer is here already.
//! Never does: wait until the edges have forgotten; that is seen through them. In: `ID[?region=R&endpoint=URL&profile=P]` and paths.
//! Out: an accepted request.

use std::time::Duration;

use aws_sdk_s3::config::ProvideCredentials as _;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::refusal::{Facts, Refusal};
use reqwest::{Client, StatusCode};

use crate::aws::{Reach, deepest};

/// Where CloudFront is controlled, for the whole world.
const ENDPOINT: &str = "https://cloudfront.amazonaws.com";
/// The region that its requests are signed for.
const REGION: &str = "us-east-1";
/// The version of the API, a part of every path and of the XML namespace.
const API: &str = "2020-05-31";
/// The longest that one request may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is sent where CloudFront is busy.
const TRIES: u32 = 3;

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

/// What one request came to.
enum Answer {
    Accepted,
    /// The same request may succeed later.
    Busy(String),
    Refused(Error),
}

/// Asks for the invalidation of `paths`.
pub(super) async fn invalidate(text: &str, paths: &[String]) -> Result<(), Error> {
    let (id, query) = text.split_once('?').unwrap_or((text, ""));
    let form = |reason: &str| Error::Form { distribution: text.to_owned(), reason: reason.to_owned() };
    if id.is_empty() || !id.chars().all(|one| one.is_ascii_alphanumeric()) {
        return Err(form("an id is letters and digits"));
    }
    let reach = Reach::parse(query).map_err(form)?;
    let unreachable = |reason: String| Error::Unreachable { distribution: id.to_owned(), reason };
    let client = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build();
    let client = client.map_err(|error| unreachable(deepest(&error)))?;
    let mut pause = Duration::from_millis(500);
    for left in (0..TRIES).rev() {
        match ask(&client, &reach, id, paths).await? {
            Answer::Accepted => return Ok(()),
            Answer::Refused(error) => return Err(error),
            Answer::Busy(reason) if left == 0 => return Err(unreachable(reason)),
            Answer::Busy(_) => tokio::time::sleep(pause).await,
        }
        pause *= 2;
    }
    Err(unreachable("it was not asked".to_owned()))
}

async fn ask(client: &Client, reach: &Reach, id: &str, paths: &[String]) -> Result<Answer, Error> {
    let config = reach.config().await;
    let url =
        format!("{}/{API}/distribution/{id}/invalidation", config.endpoint_url().unwrap_or(ENDPOINT).trim_end_matches('/'));
    let bare = |reason: String| Error::NoCredentials { distribution: id.to_owned(), reason };
    let provider = config.credentials_provider().ok_or_else(|| bare("there is no provider of any".to_owned()))?;
    let identity = provider.provide_credentials().await.map_err(|error| bare(deepest(&error)))?.into();
    let now = SystemClock.now();
    let body = batch(paths, &now.as_nanosecond().to_string());
    let region = reach.region.as_deref().unwrap_or(REGION);
    let unsigned = |error: &dyn std::error::Error| Error::Unreachable { distribution: id.to_owned(), reason: deepest(error) };
    let parameters = v4::SigningParams::builder().identity(&identity).region(region).name("cloudfront").time(now.into());
    let parameters = parameters.settings(SigningSettings::default()).build().map_err(|error| unsigned(&error))?.into();
    let headers = [("content-type", "text/xml")];
    let request = SignableRequest::new("POST", &url, headers.into_iter(), SignableBody::Bytes(body.as_bytes()));
    let request = request.map_err(|error| unsigned(&error))?;
    let (signature, _) = sign(request, &parameters).map_err(|error| unsigned(&error))?.into_parts();
    let request = signature.headers().fold(client.post(&url), |request, (name, value)| request.header(name, value));
    let answer = match request.header(headers[0].0, headers[0].1).body(body).send().await {
        Ok(answer) => answer,
        Err(error) => return Ok(Answer::Busy(deepest(&error))),
    };
    let status = answer.status();
    if status == StatusCode::CREATED {
        return Ok(Answer::Accepted);
    }
    let text = answer.text().await.unwrap_or_default();
    Ok(refusal(id, status, &text))
}

/// What an answer that is none of success means (CloudFront API reference, CreateInvalidation, "Errors").
fn refusal(id: &str, status: StatusCode, text: &str) -> Answer {
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
