//! How a service of AWS is reached: what may follow the place of a key or a bucket, and the configuration that comes of it.
//!
//! Owns: `?region=R&endpoint=URL&profile=P`, once for all services. Never does: ask a service.
//! In: a query. Out: [`Reach`], and an SDK's configuration.

mod request;

use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use url::{Host, Url, form_urlencoded};

pub(crate) use request::{Answer, Request, Unsent};

/// The longest that one call may take, with its repetitions.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a service is reached; what is left out comes from the environment, as other AWS programs take it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) profile: Option<String>,
}

impl Reach {
    /// Reads what follows a question mark; the error says what is wrong.
    pub(crate) fn parse(query: &str) -> Result<Self, &'static str> {
        Self::parse_with(query, |_, _| Ok(false))
    }

    /// As [`Reach::parse`], where `other` takes further pairs; it says whether it took one.
    pub(crate) fn parse_with(
        query: &str,
        mut other: impl FnMut(&str, &str) -> Result<bool, &'static str>,
    ) -> Result<Self, &'static str> {
        let mut reach = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if other(&name, &value)? {
                continue;
            }
            let slot = match &*name {
                "region" => &mut reach.region,
                "endpoint" => &mut reach.endpoint,
                "profile" => &mut reach.profile,
                _ => return Err("something unknown follows the question mark"),
            };
            if value.is_empty() || slot.replace(value.into_owned()).is_some() {
                return Err("a value is empty, or given twice");
            }
        }
        match &reach.endpoint {
            Some(endpoint) if !private(endpoint) => Err("an endpoint is https:, or http: on this machine"),
            _ => Ok(reach),
        }
    }

    /// The configuration, with what the environment says.
    pub(crate) async fn config(&self) -> SdkConfig {
        let timeouts = TimeoutConfig::builder().operation_timeout(PATIENCE).build();
        let mut config = aws_config::defaults(BehaviorVersion::latest()).timeout_config(timeouts);
        if let Some(region) = &self.region {
            config = config.region(Region::new(region.clone()));
        }
        if let Some(profile) = &self.profile {
            config = config.profile_name(profile);
        }
        if let Some(endpoint) = &self.endpoint {
            config = config.endpoint_url(endpoint);
        }
        // The SDK keeps very much in one future.
        Box::pin(config.load()).await
    }
}

/// True when nobody on the way can read or change what is sent.
fn private(endpoint: &str) -> bool {
    let Ok(url) = Url::parse(endpoint) else { return false };
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

/// True when a call failed because no provider of credentials had any: the SDK has no kind of its own for this, and says it in
/// words somewhere among the causes.
pub(crate) fn lacks_credentials(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |cause| cause.source()).any(|cause| cause.to_string().contains("credentials"))
}

/// The innermost cause: the outer ones say only "dispatch failure".
pub(crate) fn deepest(error: &dyn std::error::Error) -> String {
    let mut last = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        last = cause.to_string();
        next = cause.source();
    }
    last
}
