//! Why a key of AWS KMS cannot be used, and which answer of the service means what.

use aws_sdk_kms::error::{ProvideErrorMetadata, SdkError};
use ragnos_plugin::refusal::{Facts, Refusal};

use crate::aws::{deepest, lacks_credentials};

/// Why a key of AWS KMS cannot be used. Nothing was signed.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The text after `aws-kms:` cannot be read.
    #[error("{key} is not the place of a KMS key: {reason}")]
    #[diagnostic(
        code(RP2925),
        help(
            "write aws-kms:KEY, where KEY is a key id, an ARN or alias/NAME; ?region=R, &endpoint=URL and &profile=P may follow"
        )
    )]
    Form {
        /// The key as it was written.
        key: String,
        /// What is wrong.
        reason: String,
    },
    /// There is no such key, or there is none any more.
    #[error("KMS has no key {key}")]
    #[diagnostic(code(RP2926), help("look at the key's id, region and account; a deleted key never comes back: rotate it out"))]
    Absent {
        /// The key.
        key: String,
    },
    /// There is nothing to sign the request with.
    #[error("there are no AWS credentials to use {key} with: {reason}")]
    #[diagnostic(
        code(RP2927),
        help("set AWS_PROFILE, AWS_ACCESS_KEY_ID or AWS_WEB_IDENTITY_TOKEN_FILE, or add &profile=NAME to the key's place")
    )]
    NoCredentials {
        /// The key.
        key: String,
        /// What was tried.
        reason: String,
    },
    /// Nobody says in which region the key is.
    #[error("no region is known for {key}")]
    #[diagnostic(code(RP2928), help("give the key's ARN, add ?region=NAME to its place, or set AWS_REGION"))]
    NoRegion {
        /// The key.
        key: String,
    },
    /// The key is of a kind, or for a use, that signs no metadata.
    #[error("{key} is a {seen} key")]
    #[diagnostic(
        code(RP4906),
        help(
            "make a key for SIGN_VERIFY of the kind ECC_NIST_P256, RSA_3072 or RSA_4096; other kinds are not read by every client"
        )
    )]
    Kind {
        /// The key.
        key: String,
        /// Its kind and use.
        seen: String,
    },
    /// KMS says no.
    #[error("AWS does not let you use {key}: {reason}")]
    #[diagnostic(
        code(RP4907),
        help(
            "who signs needs kms:GetPublicKey and kms:Sign in its own policy or in the key's; look at the credentials in use"
        )
    )]
    Denied {
        /// The key.
        key: String,
        /// The service's words.
        reason: String,
    },
    /// The key is switched off.
    #[error("{key} is disabled")]
    #[diagnostic(code(RP4908), help("find out who disabled it and why before you enable it again with kms:EnableKey"))]
    Disabled {
        /// The key.
        key: String,
    },
    /// The key is about to be deleted, or not ready.
    #[error("{key} cannot be used: {reason}")]
    #[diagnostic(
        code(RP4909),
        help(
            "a key that waits for its deletion can be kept with kms:CancelKeyDeletion; find out first who asked for the deletion"
        )
    )]
    State {
        /// The key.
        key: String,
        /// The service's words.
        reason: String,
    },
    /// What came back is no signature by this key.
    #[error("the signature that came from {key} is not one by its public key")]
    #[diagnostic(code(RP5906), help("look at &endpoint= and AWS_ENDPOINT_URL: what answered may not be AWS KMS"))]
    Signature {
        /// The key.
        key: String,
    },
    /// The service cannot be reached, or is busy.
    #[error("KMS did not answer for {key}: {reason}")]
    #[diagnostic(code(RP7900), help("look at the network, the region and AWS_ENDPOINT_URL, then run the same command again"))]
    Unreachable {
        /// The key.
        key: String,
        /// What happened.
        reason: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { key, .. }
            | Self::Absent { key }
            | Self::NoRegion { key }
            | Self::NoCredentials { key, .. }
            | Self::Denied { key, .. }
            | Self::Disabled { key }
            | Self::State { key, .. }
            | Self::Signature { key }
            | Self::Unreachable { key, .. } => Facts::about(key),
            Self::Kind { key, seen } => {
                Facts::about(key).mismatch(&"ECC_NIST_P256, RSA_3072 or RSA_4096 for SIGN_VERIFY", seen)
            }
        }
    }
}

impl Error {
    /// What a failed call means. The names are those of the KMS API reference, section "Common errors" and of each action.
    pub(super) fn of<E, R>(key: &str, error: &SdkError<E, R>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
        R: std::fmt::Debug + 'static,
    {
        let key = key.to_owned();
        let Some(answer) = error.as_service_error() else {
            let reason = deepest(error);
            return if lacks_credentials(error) {
                Self::NoCredentials { key, reason }
            } else {
                Self::Unreachable { key, reason }
            };
        };
        let reason = answer.message().unwrap_or("no reason was given").to_owned();
        match answer.code().unwrap_or_default() {
            "NotFoundException" => Self::Absent { key },
            "DisabledException" => Self::Disabled { key },
            "KMSInvalidStateException" => Self::State { key, reason },
            "InvalidKeyUsageException" | "UnsupportedOperationException" => {
                Self::Kind { key, seen: format!("key that cannot sign ({reason})") }
            }
            "ValidationException" | "InvalidArnException" => Self::Form { key, reason },
            "AccessDeniedException"
            | "AccessDenied"
            | "UnrecognizedClientException"
            | "InvalidClientTokenId"
            | "InvalidSignatureException"
            | "SignatureDoesNotMatch"
            | "IncompleteSignature"
            | "MissingAuthenticationToken"
            | "ExpiredTokenException"
            | "NotAuthorized"
            | "OptInRequired" => Self::Denied { key, reason },
            other => Self::Unreachable { key, reason: format!("{other}: {reason}") },
        }
    }
}
