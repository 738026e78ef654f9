//! Why a bucket of S3 cannot be used, and which answer of the service means what.

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use ragnos_plugin::refusal::{Facts, Refusal};

use crate::aws::{deepest, lacks_credentials};

/// Why a bucket cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The text after `s3://` cannot be read.
    #[error("{place} is not the place of a repository: {reason}")]
    #[diagnostic(
        code(RP2939),
        help(
            "write s3://BUCKET/PREFIX; ?region=R, &endpoint=URL, &profile=P, &lock=MODE:SPAN and &timestamp-lock=MODE:SPAN may follow"
        )
    )]
    Form {
        /// The place.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// Nobody says in which region the bucket is.
    #[error("no region is known for {place}")]
    #[diagnostic(code(RP2940), help("add ?region=NAME to the place, or set AWS_REGION"))]
    NoRegion {
        /// The place.
        place: String,
    },
    /// There is nothing to sign the request with.
    #[error("there are no AWS credentials to use {place} with: {reason}")]
    #[diagnostic(
        code(RP2941),
        help("set AWS_PROFILE, AWS_ACCESS_KEY_ID or AWS_WEB_IDENTITY_TOKEN_FILE, or add &profile=NAME to the place")
    )]
    NoCredentials {
        /// The place.
        place: String,
        /// What was tried.
        reason: String,
    },
    /// There is no such bucket.
    #[error("there is no bucket for {place}")]
    #[diagnostic(code(RP2942), help("look at the bucket's name, region and account; ragnos-repo makes no buckets"))]
    NoBucket {
        /// The place.
        place: String,
    },
    /// S3 says no.
    #[error("AWS does not let you use {place}: {reason}")]
    #[diagnostic(
        code(RP4914),
        help(
            "who publishes needs s3:GetObject, s3:ListBucket and s3:PutObject, with locks s3:PutObjectRetention, and nothing else; look at the credentials in use"
        )
    )]
    Denied {
        /// The place.
        place: String,
        /// The service's words.
        reason: String,
    },
    /// The service cannot be reached, or is busy.
    #[error("S3 did not answer for {place}: {reason}")]
    #[diagnostic(code(RP7901), help("look at the network, the region and AWS_ENDPOINT_URL, then run the same command again"))]
    Unreachable {
        /// The place.
        place: String,
        /// What happened.
        reason: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { place, .. }
            | Self::NoRegion { place }
            | Self::NoCredentials { place, .. }
            | Self::NoBucket { place }
            | Self::Denied { place, .. }
            | Self::Unreachable { place, .. } => Facts::about(place),
        }
    }
}

impl Error {
    /// An answer that broke off.
    pub(super) fn broken(place: &str, error: &dyn std::error::Error) -> Self {
        Self::Unreachable { place: place.to_owned(), reason: deepest(error) }
    }

    /// What a failed call means. The names are those of the S3 API reference, section "Error responses".
    pub(super) fn of<E>(place: &str, error: &SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let place = place.to_owned();
        let status = error.raw_response().map(|raw| raw.status().as_u16());
        let Some(answer) = error.as_service_error() else {
            let reason = deepest(error);
            return if lacks_credentials(error) {
                Self::NoCredentials { place, reason }
            } else {
                Self::Unreachable { place, reason }
            };
        };
        let reason = answer.message().unwrap_or("no reason was given").to_owned();
        match (answer.code().unwrap_or_default(), status) {
            ("NoSuchBucket", _) => Self::NoBucket { place },
            // HEAD has no words, only a number.
            (_, Some(401 | 403)) => Self::Denied { place, reason },
            (other, _) => Self::Unreachable { place, reason: format!("{other}: {reason}") },
        }
    }
}
