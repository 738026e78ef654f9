//! The place of a KMS key: `KEY[?region=R][&endpoint=URL][&profile=P]`.
//!
//! Owns: its written form. Never does: ask anybody. In: the text after `aws-kms:`. Out: [`Place`].

use url::{Host, Url, form_urlencoded};

use super::Error;

/// A key and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// As it was written, for messages.
    pub(super) shown: String,
    /// A key id, an ARN, or an alias.
    pub(super) key: String,
    pub(super) region: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) profile: Option<String>,
}

impl Place {
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let shown = format!("aws-kms:{text}");
        let refused = |reason: &str| Error::Form { key: shown.clone(), reason: reason.to_owned() };
        let (key, query) = text.split_once('?').unwrap_or((text, ""));
        let plain = |one: char| one.is_ascii_alphanumeric() || "-_/:".contains(one);
        if key.is_empty() || !key.chars().all(plain) {
            return Err(refused("the key's id is missing, or has characters that none has"));
        }
        let (mut region, mut endpoint, mut profile) = (None, None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let slot = match &*name {
                "region" => &mut region,
                "endpoint" => &mut endpoint,
                "profile" => &mut profile,
                _ => return Err(refused("only region, endpoint and profile may follow the question mark")),
            };
            if value.is_empty() || slot.replace(value.into_owned()).is_some() {
                return Err(refused("a value is empty, or given twice"));
            }
        }
        if endpoint.as_deref().is_some_and(|endpoint| !private(endpoint)) {
            return Err(refused("an endpoint is https:, or http: on this machine"));
        }
        // An ARN names its region: arn:PARTITION:kms:REGION:ACCOUNT:key/ID.
        let of_arn = key.starts_with("arn:").then(|| key.split(':').nth(3).map(str::to_owned)).flatten();
        Ok(Self { key: key.to_owned(), region: region.or(of_arn), endpoint, profile, shown })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        let place = Place::parse("alias/online?region=eu-west-1&endpoint=http%3A%2F%2F127.0.0.1%3A4566&profile=ops").unwrap();
        assert_eq!((&*place.key, place.region.as_deref()), ("alias/online", Some("eu-west-1")));
        assert_eq!(place.endpoint.as_deref(), Some("http://127.0.0.1:4566"));
        assert_eq!(place.profile.as_deref(), Some("ops"));
        let arn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        assert_eq!(Place::parse(arn).unwrap().region.as_deref(), Some("eu-central-1"));
        assert_eq!(Place::parse(&format!("{arn}?region=eu-west-1")).unwrap().region.as_deref(), Some("eu-west-1"));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for bad in ["", "?region=a", "a b", "a?colour=red", "a?region=", "a?region=x&region=y", "a?endpoint=http://example.com"]
        {
            assert!(matches!(Place::parse(bad), Err(Error::Form { .. })), "{bad}");
        }
        assert!(Place::parse("a?endpoint=https://kms.example.com").is_ok());
    }
}
