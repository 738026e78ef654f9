//! The place of a KMS key: `KEY[?region=R][&endpoint=URL][&profile=P]`.
//!
//! Owns: its written form. Never does: ask anybody. In: the text after `aws-kms:`. Out: [`Place`].

use super::Error;
use crate::aws::Reach;

/// A key and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// As it was written, for messages.
    pub(super) shown: String,
    /// A key id, an ARN, or an alias.
    pub(super) key: String,
    pub(super) reach: Reach,
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
        let mut reach = Reach::parse(query).map_err(refused)?;
        // An ARN names its region: arn:PARTITION:kms:REGION:ACCOUNT:key/ID.
        let of_arn = key.starts_with("arn:").then(|| key.split(':').nth(3).map(str::to_owned)).flatten();
        reach.region = reach.region.or(of_arn);
        Ok(Self { key: key.to_owned(), reach, shown })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        let place = Place::parse("alias/online?region=eu-west-1&endpoint=http%3A%2F%2F127.0.0.1%3A4566&profile=ops").unwrap();
        assert_eq!((&*place.key, place.reach.region.as_deref()), ("alias/online", Some("eu-west-1")));
        assert_eq!(place.reach.endpoint.as_deref(), Some("http://127.0.0.1:4566"));
        assert_eq!(place.reach.profile.as_deref(), Some("ops"));
        let arn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        assert_eq!(Place::parse(arn).unwrap().reach.region.as_deref(), Some("eu-central-1"));
        assert_eq!(Place::parse(&format!("{arn}?region=eu-west-1")).unwrap().reach.region.as_deref(), Some("eu-west-1"));
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
