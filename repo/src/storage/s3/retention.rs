//! Object Lock: how long each class of files cannot be deleted or replaced, not even by whoever may do everything else.
//!
//! Owns: the written form of it, `lock=MODE:SPAN` for files that never change and `timestamp-lock=MODE:SPAN` for `timestamp.json`,
//! of which every refresh leaves a version behind. Never does: shorten or lift a lock.
//! In: text. Out: [`Retention`], and the two headers of an upload.

use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::primitives::DateTime;
use aws_sdk_s3::types::ObjectLockMode;
use jiff::Timestamp;

use crate::expiry::Lifetime;

/// What is said to be wrong with a lock.
const FORM: &str = "a lock is governance or compliance, a colon, and a span such as 400d";

/// A lock for one class of files.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lock {
    mode: ObjectLockMode,
    until: Timestamp,
}

impl Lock {
    fn parse(text: &str, now: Timestamp) -> Result<Self, &'static str> {
        let (mode, span) = text.split_once(':').ok_or(FORM)?;
        let mode = match mode {
            "governance" => ObjectLockMode::Governance,
            "compliance" => ObjectLockMode::Compliance,
            _ => return Err(FORM),
        };
        let until = span.parse::<Lifetime>().and_then(|span| span.after(now)).map_err(|_| FORM)?;
        Ok(Self { mode, until })
    }
}

/// The locks of all classes; a class without one has what the bucket says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Retention {
    immutable: Option<Lock>,
    timestamp: Option<Lock>,
}

impl Retention {
    /// Takes one pair of a query, if it is about locks.
    pub(super) fn take(&mut self, name: &str, value: &str, now: Timestamp) -> Result<bool, &'static str> {
        let slot = match name {
            "lock" => &mut self.immutable,
            "timestamp-lock" => &mut self.timestamp,
            _ => return Ok(false),
        };
        match slot.replace(Lock::parse(value, now)?) {
            None => Ok(true),
            Some(_) => Err("a lock is given twice"),
        }
    }

    /// Adds the lock to an upload.
    pub(super) fn keep(&self, request: PutObjectFluentBuilder, is_timestamp: bool) -> PutObjectFluentBuilder {
        match if is_timestamp { &self.timestamp } else { &self.immutable } {
            None => request,
            Some(lock) => {
                let until = DateTime::from_secs(lock.until.as_second());
                request.object_lock_mode(lock.mode.clone()).object_lock_retain_until_date(until)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_has_a_mode_and_a_span() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let mut retention = Retention::default();
        assert_eq!(retention.take("lock", "compliance:400d", now), Ok(true));
        assert_eq!(retention.take("timestamp-lock", "governance:1d", now), Ok(true));
        assert_eq!(retention.take("region", "eu-central-1", now), Ok(false));
        assert!(retention.take("lock", "compliance:400d", now).is_err());
        let lock = retention.timestamp.clone().unwrap();
        assert_eq!((lock.mode, lock.until.to_string()), (ObjectLockMode::Governance, "2026-01-02T00:00:00Z".to_owned()));
        for bad in ["", "400d", "compliance", "compliance:", "compliance:0d", "compliance:400", "COMPLIANCE:400d", "legal:1d"] {
            assert!(Retention::default().take("lock", bad, now).is_err(), "{bad}");
        }
    }
}
