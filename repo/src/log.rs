//! The content of `_log.<namespace>.json`: when each archive was first seen (DESIGN section 4).
//!
//! Owns: its written form, and that an entry is never changed. SBOMs are not listed: their archive binds them by digest.
//! Never does: read the clock. In: archives with times. Out: canonical JSON.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ragnos_plugin::digest::Sha256;
use serde::{Deserialize, Serialize};

/// The log of one namespace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamespaceLog {
    format: u32,
    namespace: String,
    targets: BTreeMap<String, FirstSeen>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FirstSeen {
    #[serde(rename = "first-seen")]
    time: Timestamp,
    sha256: Sha256,
}

impl NamespaceLog {
    /// An empty log.
    pub fn new(namespace: &str) -> Self {
        Self { format: 1, namespace: namespace.to_owned(), targets: BTreeMap::new() }
    }

    /// The log target of a namespace.
    pub fn target_name(namespace: &str) -> String {
        format!("_log.{namespace}.json")
    }

    /// Adds `target` unless it is there; the digest that the log has for it afterwards.
    pub fn append(&mut self, target: &str, sha256: Sha256, time: Timestamp) -> Sha256 {
        let time = crate::expiry::whole_seconds(time);
        self.targets.entry(target.to_owned()).or_insert(FirstSeen { time, sha256 }).sha256
    }

    /// The bytes of the log: members in sorted order, no white space.
    #[expect(clippy::missing_panics_doc, reason = "text and numbers always serialise")]
    pub fn encode(&self) -> Vec<u8> {
        // Strings and numbers only.
        let mut value = serde_json::to_value(self).expect("a log serialises");
        value.sort_all_objects();
        value.to_string().into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_never_changed() {
        let mut log = NamespaceLog::new("acme");
        let first = "2026-01-05T00:00:00Z".parse().unwrap();
        log.append("acme.hello-1.0.0.tar.gz", Sha256::of(b"a"), first);
        let before = log.encode();
        let digest = log.append("acme.hello-1.0.0.tar.gz", Sha256::of(b"b"), "2020-01-01T00:00:00Z".parse().unwrap());
        assert_eq!((digest, log.encode()), (Sha256::of(b"a"), before.clone()));
        let text = String::from_utf8(before).unwrap();
        assert!(text.starts_with(r#"{"format":1,"namespace":"acme","targets":{"acme.hello-1.0.0.tar.gz":{"first-seen":"2026-01-05T00:00:00Z","sha256":""#), "{text}");
    }
}
