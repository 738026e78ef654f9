//! Faults that a development server makes on request, so that others can see what their programs do then.
//!
//! Owns: the written form of a fault and which paths it is for. Never does: serve. In: `KIND=VALUE@PATTERN`. Out: [`Fault`].

use std::str::FromStr;
use std::time::Duration;

use globset::{GlobBuilder, GlobMatcher};
use hyper::StatusCode;

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The answer begins after this time.
    Slow(Duration),
    /// The connection is cut after this many bytes of the body.
    Truncate(usize),
    /// This status, and no body.
    Status(StatusCode),
}

/// A fault for the paths of a pattern.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What goes wrong.
    pub kind: Kind,
    paths: GlobMatcher,
}

/// A fault that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a fault is slow=SPAN@PATH, truncate=BYTES@PATH or status=CODE@PATH, such as status=503@metadata/timestamp.json or slow=2s@targets/*"
)]
pub struct ParseFaultError;

impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, ParseFaultError> {
        let (what, pattern) = text.split_once('@').ok_or(ParseFaultError)?;
        let (kind, value) = what.split_once('=').ok_or(ParseFaultError)?;
        let kind = match kind {
            "slow" => {
                let span = value.parse::<jiff::SignedDuration>().map_err(|_| ParseFaultError)?;
                Kind::Slow(span.try_into().map_err(|_| ParseFaultError)?)
            }
            "truncate" => Kind::Truncate(value.parse().map_err(|_| ParseFaultError)?),
            "status" => {
                let code = value.parse::<u16>().ok().filter(|code| (200..600).contains(code)).ok_or(ParseFaultError)?;
                Kind::Status(StatusCode::from_u16(code).map_err(|_| ParseFaultError)?)
            }
            _ => return Err(ParseFaultError),
        };
        let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|_| ParseFaultError)?;
        Ok(Self { kind, paths: glob.compile_matcher() })
    }
}

impl Fault {
    /// True for a path below the repository, such as `metadata/timestamp.json`.
    pub fn is_for(&self, path: &str) -> bool {
        self.paths.is_match(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_a_kind_a_value_and_a_pattern() {
        let fault: Fault = "status=503@metadata/*.root.json".parse().unwrap();
        assert_eq!(fault.kind, Kind::Status(StatusCode::SERVICE_UNAVAILABLE));
        assert!(fault.is_for("metadata/2.root.json") && !fault.is_for("metadata/timestamp.json"));
        assert!(!"truncate=9@*".parse::<Fault>().unwrap().is_for("targets/a"), "a star stays within one folder");
        assert_eq!("slow=1500ms@**".parse::<Fault>().unwrap().kind, Kind::Slow(Duration::from_millis(1500)));
        for bad in ["", "slow", "slow=1s", "slow=-1s@*", "status=99@*", "status=x@*", "truncate=-1@*", "drop=1@*", "slow=1s@["]
        {
            assert_eq!(bad.parse::<Fault>().unwrap_err(), ParseFaultError, "{bad}");
        }
    }
}
