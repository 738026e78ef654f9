//! What every signed part starts with: type, specification version, version, expiry.
//!
//! Owns: these four members and the expiry rule.
//! Never does: read the clock.
//! In: a document. Out: [`Header`].

use jiff::Timestamp as Instant;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::redact::Printable;
use crate::tuf::document::Document;
use crate::tuf::error::Error;

/// The common members of a signed part.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Header {
    /// The role for messages, printable.
    pub(in crate::tuf) role: String,
    /// At least 1.
    pub(in crate::tuf) version: u64,
    /// The last moment at which it may be trusted.
    pub(in crate::tuf) expires: Expiry,
}

/// A time of expiry. Civil UTC time, because jiff's instants end before 9999-12-31T23:59:59Z, a usual "never".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tuf) struct Expiry(DateTime);

impl Expiry {
    fn parse(text: &str) -> Option<Self> {
        let civil = text.strip_suffix('Z')?;
        // jiff reads more spellings than RFC 3339 has; the date and time must be there, joined by `T`.
        let plain = civil.len() >= 19 && civil.as_bytes()[10] == b'T' && civil.bytes().all(|byte| byte.is_ascii_graphic());
        if !plain || civil[11..].contains(['+', '-', '[']) {
            return None;
        }
        civil.parse().ok().map(Self)
    }

    /// The time, UTC.
    pub(in crate::tuf) fn time(self) -> DateTime {
        self.0
    }

    /// True at the moment itself and after it.
    pub(in crate::tuf) fn is_past(self, now: Instant) -> bool {
        self.0 <= now.to_zoned(TimeZone::UTC).datetime()
    }
}

impl std::fmt::Display for Expiry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}Z", self.0)
    }
}

impl Header {
    /// Reads the header of `document`, which must be of the type `kind` ("root", "timestamp", "snapshot", "targets").
    pub(in crate::tuf) fn read(role: &str, kind: &str, document: &Document) -> Result<Self, Error> {
        let role = Printable(role).to_string();
        let malformed = |reason: String| Error::Malformed { role: role.clone(), reason };
        let member = |name: &str| document.value(name).map(Option::unwrap_or_default).map_err(malformed);
        if member("_type")? != kind {
            return Err(malformed(format!("`_type` is not {kind:?}")));
        }
        let spec = member("spec_version")?;
        let spec = spec.as_str().unwrap_or_default();
        if !is_supported(spec) {
            return Err(malformed(format!("`spec_version` is {:?}, 1.x is supported", Printable(spec).to_string())));
        }
        let version = member("version")?.as_u64().filter(|version| *version > 0);
        let version = version.ok_or_else(|| malformed("`version` is not an integer of at least 1".to_owned()))?;
        let expires = member("expires")?.as_str().and_then(Expiry::parse);
        let expires = expires.ok_or_else(|| malformed("`expires` is not a UTC time like 2030-01-31T00:00:00Z".to_owned()))?;
        Ok(Self { role, version, expires })
    }

    /// Refuses what has expired at `now` (TUF spec 5.3.10, 5.4.4, 5.5.6, 5.6.5).
    pub(in crate::tuf) fn check_expiry(&self, now: Instant) -> Result<(), Error> {
        if self.expires.is_past(now) {
            let (expires, judged_at) = (self.expires.to_string(), now.to_string());
            return Err(Error::Expired { role: self.role.clone(), expires, judged_at });
        }
        Ok(())
    }

    /// Refuses a version other than `expected`.
    pub(in crate::tuf) fn check_version(&self, expected: u64) -> Result<(), Error> {
        if self.version != expected {
            return Err(Error::WrongVersion { role: self.role.clone(), expected, seen: self.version });
        }
        Ok(())
    }
}

/// Two or three numbers, the first of them 1 (TUF spec 4.3: a client refuses another major version).
fn is_supported(spec: &str) -> bool {
    let parts: Vec<&str> = spec.split('.').collect();
    let numbers = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    numbers && matches!(parts.len(), 2 | 3) && parts[0] == "1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_expiry_are_exact_at_both_ends() {
        let now: Instant = "2026-01-01T00:00:00Z".parse().unwrap();
        for (text, past) in [
            ("2026-01-01T00:00:00Z", true),
            ("2026-01-01T00:00:01Z", false),
            ("2026-01-01T00:00:00.5Z", false),
            ("9999-12-31T23:59:59Z", false),
            ("2038-01-19T03:14:08Z", false),
            ("2025-12-31T23:59:60Z", true),
            ("1970-01-01T00:00:00Z", true),
        ] {
            assert_eq!(Expiry::parse(text).unwrap().is_past(now), past, "{text}");
        }
        for bad in [
            "",
            "Z",
            "2026-01-01",
            "2026-01-01Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00+00:00Z",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00[UTC]Z",
            "2026-13-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
        ] {
            assert!(Expiry::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn other_types_versions_and_specifications_are_refused() {
        let good =
            serde_json::json!({"_type": "root", "spec_version": "1.0.31", "version": 1, "expires": "2030-01-01T00:00:00Z"});
        let read = |signed: &serde_json::Value| {
            let file = serde_json::json!({"signatures": [], "signed": signed});
            Header::read("root", "root", &Document::parse("root", file.to_string().into_bytes()).unwrap())
        };
        assert_eq!(read(&good).unwrap().version, 1);
        for (member, value) in [
            ("_type", serde_json::json!("targets")),
            ("spec_version", serde_json::json!("9.0.0")),
            ("spec_version", serde_json::json!("1")),
            ("spec_version", serde_json::json!("1.x")),
            ("version", serde_json::json!(0)),
            ("version", serde_json::json!(-1)),
            ("version", serde_json::json!("1")),
            ("expires", serde_json::json!(5)),
        ] {
            let mut bad = good.clone();
            bad[member] = value;
            assert!(read(&bad).is_err(), "{bad}");
        }
    }
}
