//! Root metadata: the keys of all top-level roles (TUF spec 4.3).
//!
//! Owns: the view of a root. Never does: walk the chain of roots (that is `refresh`).
//! In: a document. Out: [`Root`].

use std::sync::Arc;

use serde_json::Value;

use crate::digest::Sha256;
use crate::tuf::canonical::rewrite;
use crate::tuf::document::Document;
use crate::tuf::error::Error;
use crate::tuf::keyring::{KeyRing, ListedKey};

use super::Header;

/// A root, parsed; its own signatures are checked by whoever reads it.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Root {
    pub(in crate::tuf) header: Header,
    pub(in crate::tuf) consistent_snapshot: bool,
    /// The root role's own keys.
    pub(in crate::tuf) keys: KeyRing,
    pub(in crate::tuf) timestamp: KeyRing,
    pub(in crate::tuf) snapshot: KeyRing,
    pub(in crate::tuf) targets: KeyRing,
    pub(in crate::tuf) document: Document,
}

impl Root {
    /// Reads root metadata.
    pub(in crate::tuf) fn read(document: Document) -> Result<Self, Error> {
        let header = Header::read("root", "root", &document)?;
        let malformed = |reason: String| Error::Malformed { role: "root".to_owned(), reason };
        let value = |name: &str| document.value(name).map_err(malformed);
        let Some(Value::Object(listed)) = value("keys")? else { return Err(malformed("`keys` is not an object".to_owned())) };
        let keys = listed.into_iter().map(|(id, entry)| (id, ListedKey::new(entry))).collect();
        let roles = value("roles")?.unwrap_or_default();
        let ring = |role: &str| {
            let entry = &roles[role];
            let (ids, threshold) = signers(entry).ok_or_else(|| malformed(format!("`roles` has no good entry for {role}")))?;
            KeyRing::new(role, &ids, threshold, &keys)
        };
        let consistent_snapshot = match value("consistent_snapshot")? {
            None => false,
            Some(Value::Bool(value)) => value,
            Some(_) => return Err(malformed("`consistent_snapshot` is not true or false".to_owned())),
        };
        let (root, timestamp) = (ring("root")?, ring("timestamp")?);
        let (snapshot, targets) = (ring("snapshot")?, ring("targets")?);
        Ok(Self { header, consistent_snapshot, keys: root, timestamp, snapshot, targets, document })
    }

    /// sha256 over `threshold N` and the sorted digests of the root role's keys, one a line (lockfile-spec section 4, `root-keys`).
    /// Ids are not in it: they are only names, and another key under a known name is another key.
    pub(in crate::tuf) fn keys_fingerprint(&self) -> Sha256 {
        let digest = |(id, _): &(String, Arc<ListedKey>)| {
            let form = rewrite(self.document.member("keys", id)?).ok()?.canonical;
            Some(format!("{}\n", Sha256::of(&form)))
        };
        let mut digests: Vec<String> = self.keys.keys.iter().filter_map(digest).collect();
        digests.sort_unstable();
        Sha256::of(format!("threshold {}\n{}", self.keys.threshold, digests.concat()).as_bytes())
    }
}

/// The key ids and the threshold of a role entry.
pub(super) fn signers(entry: &Value) -> Option<(Vec<String>, u64)> {
    let ids = entry["keyids"].as_array()?;
    let ids = ids.iter().map(|id| id.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()?;
    Some((ids, entry["threshold"].as_u64()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_fingerprint_of_keys_is_that_of_the_specification() {
        let vectors: Value = serde_json::from_str(include_str!("../../../lockfile-spec/root-keys.json")).unwrap();
        for vector in vectors.as_array().unwrap() {
            let mut signed = vector["root"].clone();
            for (member, value) in [("_type", json!("root")), ("spec_version", json!("1.0.31")), ("version", json!(1))] {
                signed[member] = value;
            }
            signed["expires"] = json!("2030-01-01T00:00:00Z");
            for role in ["timestamp", "snapshot", "targets"] {
                signed["roles"][role] = json!({"keyids": [], "threshold": 1});
            }
            let file = json!({"signatures": [], "signed": signed}).to_string().into_bytes();
            let root = Root::read(Document::parse("root", file).unwrap()).unwrap();
            assert_eq!(root.keys_fingerprint().to_string(), vector["root-keys"], "{}", vector["what"]);
        }
    }
}
