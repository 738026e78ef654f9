//! A metadata file as it was served: its bytes, its signed part and its signatures.
//!
//! Owns: the envelope, and the promise that signatures are checked over what was received, unknown fields included.
//! Never does: look into the signed part (that is `roles`), or trust it (that is [`super::keyring`]).
//! In: bytes. Out: [`Document`].

use serde_json::Value;

use crate::redact::Printable;

use super::canonical;
use super::error::Error;

/// One metadata file, parsed but not yet trusted.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The bytes as served; they are what is stored.
    pub(super) bytes: Vec<u8>,
    /// The signed part.
    pub(super) signed: Value,
    /// The canonical form of the signed part: the message of every signature.
    pub(super) message: Vec<u8>,
    /// The signatures, each key id at most once.
    pub(super) signatures: Vec<Signature>,
}

/// One signature: who claims to have made it, and its bytes (none where the text was not hexadecimal).
#[derive(Debug, Clone)]
pub(super) struct Signature {
    pub(super) keyid: String,
    pub(super) bytes: Vec<u8>,
}

impl Document {
    /// Parses `bytes` as the metadata of `role`.
    pub(super) fn parse(role: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let malformed = |reason: String| Error::Malformed { role: Printable(role).to_string(), reason };
        let mut envelope = match canonical::parse(&bytes) {
            Ok(Value::Object(envelope)) => envelope,
            Ok(_) => return Err(malformed("it is not an object".to_owned())),
            Err(error) => return Err(malformed(Printable(&error.to_string()).to_string())),
        };
        let Some(signed @ Value::Object(_)) = envelope.remove("signed") else {
            return Err(malformed("`signed` is not an object".to_owned()));
        };
        let Some(Value::Array(listed)) = envelope.remove("signatures") else {
            return Err(malformed("`signatures` is not a list".to_owned()));
        };
        let mut signatures: Vec<Signature> = Vec::with_capacity(listed.len());
        let mut seen = std::collections::HashSet::with_capacity(listed.len());
        for entry in listed {
            let (Some(keyid), Some(text)) = (entry["keyid"].as_str(), entry["sig"].as_str()) else {
                return Err(malformed("a signature has no `keyid` or no `sig`".to_owned()));
            };
            if !seen.insert(keyid.to_owned()) {
                let keyid = Printable(keyid).to_string();
                return Err(Error::DuplicateSignature { role: Printable(role).to_string(), keyid });
            }
            // One bad signature beside enough good ones does no harm: it just does not count.
            signatures.push(Signature { keyid: keyid.to_owned(), bytes: hex::decode(text).unwrap_or_default() });
        }
        let message = canonical::form(&signed);
        Ok(Self { bytes, signed, message, signatures })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_strict_where_it_counts() {
        let good = br#"{"signatures":[{"keyid":"k","sig":""}],"signed":{"b":1,"a":2},"other":1}"#;
        let document = Document::parse("root", good.to_vec()).unwrap();
        assert_eq!(document.message, br#"{"a":2,"b":1}"#);
        for bad in [
            r"[]",
            r#"{"signatures":[]}"#,
            r#"{"signed":{}}"#,
            r#"{"signed":[],"signatures":[]}"#,
            r#"{"signed":{},"signatures":[{"keyid":"k"}]}"#,
            r#"{"signed":{},"signed":{},"signatures":[]}"#,
        ] {
            assert!(matches!(Document::parse("root", bad.into()), Err(Error::Malformed { .. })), "{bad}");
        }
        let twice = r#"{"signed":{},"signatures":[{"keyid":"k","sig":"00"},{"keyid":"k","sig":"01"}]}"#;
        assert!(matches!(Document::parse("root", twice.into()), Err(Error::DuplicateSignature { .. })));
    }
}
