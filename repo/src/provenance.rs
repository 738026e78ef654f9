//! Provenance as it is published: in-toto statements about archives, whose bytes nobody changes.
//!
//! Owns: which archives a file of statements is about, so that no release is published with the provenance of another.
//! Never does: verify the signatures in it (whoever relies on them does, with the builder's own tools), or take a statement for
//! true: the publisher's role signs that it was given, and a policy can ask for that much.
//! In: bytes, one or more JSON values (a bundle of DSSE envelopes as JSON Lines, a Sigstore bundle, a bare statement). Out:
//! [`Provenance`].

use std::collections::BTreeSet;

use base64ct::{Base64, Base64Url, Encoding as _};
use camino::{Utf8Path, Utf8PathBuf};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::pack::{self, PackedRelease};
use ragnos_plugin::refusal::{Facts, Refusal};
use serde::Deserialize;
use serde_json::Value;

/// Largest file of provenance: 4 MiB; a signed statement about one archive has some ten thousand bytes.
const MOST_BYTES: usize = 4 << 20;
/// What a DSSE envelope says of an in-toto statement in it.
const IN_TOTO: &str = "application/vnd.in-toto+json";
/// How the type of every version of a statement begins.
const STATEMENT: &str = "https://in-toto.io/Statement/";

/// Why a file of provenance cannot be published.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// It holds something else than statements.
    #[error("{path} is no provenance: {reason}")]
    #[diagnostic(
        code(RP2970),
        help("give in-toto statements: DSSE envelopes (*.intoto.jsonl), a Sigstore bundle, or a statement as JSON")
    )]
    Form {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// It is about other archives.
    #[error("{path} is about none of the archives that are to be published")]
    #[diagnostic(
        code(RP2971),
        help("its subjects have to name the sha256 of an archive; attest what `ragnos-plugin pack` wrote")
    )]
    Other {
        /// The file.
        path: Utf8PathBuf,
        /// The digests that it is about.
        seen: String,
    },
    /// Two files are about one archive.
    #[error("{path} is about {target}, of which another file of provenance was given")]
    #[diagnostic(code(RP2972), help("put all statements about an archive into one file, one after the other"))]
    Twice {
        /// The file.
        path: Utf8PathBuf,
        /// The archive.
        target: String,
    },
    /// The release would have no target name for it.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Pack(#[from] pack::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { path, reason } => Facts { seen: Some(reason.clone()), ..Facts::about(path) },
            Self::Other { path, seen } => Facts::about(path).mismatch(&"the sha256 of an archive", seen),
            Self::Twice { path, .. } => Facts::about(path),
            Self::Pack(error) => error.facts(),
        }
    }
}

/// A file of statements, and the archives that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    path: Utf8PathBuf,
    bytes: Vec<u8>,
    subjects: BTreeSet<Sha256>,
}

/// An in-toto statement, as far as this is about what it is about.
#[derive(Deserialize)]
struct Statement {
    #[serde(rename = "_type")]
    kind: String,
    subject: Vec<Subject>,
}

#[derive(Deserialize)]
struct Subject {
    digest: Digests,
}

#[derive(Deserialize)]
struct Digests {
    sha256: Option<Sha256>,
}

/// A DSSE envelope.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    payload: String,
    payload_type: String,
}

impl Provenance {
    /// Reads a file's bytes; `path` is its name for messages.
    ///
    /// # Errors
    /// [`Error::Form`].
    pub fn read(path: &Utf8Path, bytes: Vec<u8>) -> Result<Self, Error> {
        let wrong = |reason: String| Error::Form { path: path.to_owned(), reason };
        if bytes.len() > MOST_BYTES {
            return Err(wrong(format!("it has {} bytes, at most {MOST_BYTES} are published", bytes.len())));
        }
        let mut subjects = BTreeSet::new();
        for value in serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>() {
            let value = value.map_err(|error| wrong(error.to_string()))?;
            subjects.extend(subjects_of(value).map_err(wrong)?);
        }
        if subjects.is_empty() {
            return Err(wrong("it names no sha256".to_owned()));
        }
        Ok(Self { path: path.to_owned(), bytes, subjects })
    }
}

/// The digests that a statement is about, in an envelope or not.
fn subjects_of(mut value: Value) -> Result<Vec<Sha256>, String> {
    // A Sigstore bundle has its envelope beside certificates and log entries.
    if let Some(envelope) = value.get_mut("dsseEnvelope") {
        value = envelope.take();
    }
    if value.get("payload").is_some() {
        let Envelope { payload, payload_type } = serde_json::from_value(value).map_err(|error| error.to_string())?;
        if payload_type != IN_TOTO {
            return Err(format!("an envelope holds {payload_type:?}, not {IN_TOTO}"));
        }
        // DSSE: either alphabet.
        let decoded = Base64::decode_vec(&payload).or_else(|_| Base64Url::decode_vec(&payload));
        let json = decoded.map_err(|_| "the payload of an envelope is not base64".to_owned())?;
        value = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    }
    let statement: Statement = serde_json::from_value(value).map_err(|error| error.to_string())?;
    if !statement.kind.starts_with(STATEMENT) {
        return Err(format!("it has the type {:?}, and statements have {STATEMENT}...", statement.kind));
    }
    Ok(statement.subject.into_iter().filter_map(|subject| subject.digest.sha256).collect())
}

/// Gives each release the provenance that is about its archive.
///
/// # Errors
/// [`Error::Other`] for a file that is about none of them, [`Error::Twice`].
pub fn attach(releases: Vec<PackedRelease>, files: Vec<Provenance>) -> Result<Vec<PackedRelease>, Error> {
    let mut releases: Vec<(Sha256, PackedRelease)> =
        releases.into_iter().map(|release| (Sha256::of(release.archive()), release)).collect();
    for Provenance { path, bytes, subjects } in files {
        let mut used = false;
        let mut attached = Vec::with_capacity(releases.len());
        for (sha256, release) in releases {
            let about = subjects.contains(&sha256);
            used |= about;
            let release = match (about, release.provenance()) {
                (false, _) => release,
                (true, None) => release.with_provenance(bytes.clone())?,
                (true, Some(_)) => return Err(Error::Twice { path, target: release.target().to_string() }),
            };
            attached.push((sha256, release));
        }
        if !used {
            let seen = subjects.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            return Err(Error::Other { path, seen });
        }
        releases = attached;
    }
    Ok(releases.into_iter().map(|(_, release)| release).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn statement(digest: &Sha256) -> Value {
        json!({
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"name": "a.tar.gz", "digest": {"sha256": digest}}],
            "predicateType": "https://slsa.dev/provenance/v1",
            "predicate": {},
        })
    }

    fn envelope(payload: &str, kind: &str) -> Value {
        json!({"payload": Base64::encode_string(payload.as_bytes()), "payloadType": kind, "signatures": []})
    }

    fn subjects(text: &str) -> Result<BTreeSet<Sha256>, String> {
        Provenance::read("p".into(), text.as_bytes().to_vec()).map(|read| read.subjects).map_err(|error| error.to_string())
    }

    #[test]
    fn every_usual_form_is_read() {
        let (one, other) = (Sha256::of(b"one"), Sha256::of(b"other"));
        let bare = statement(&one);
        let signed = envelope(&statement(&other).to_string(), IN_TOTO);
        let url = json!({"payload": Base64Url::encode_string(bare.to_string().as_bytes()), "payloadType": IN_TOTO});
        let bundle = json!({"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "dsseEnvelope": signed});
        assert_eq!(subjects(&format!("{bare:#}\n")).unwrap(), [one].into());
        assert_eq!(subjects(&url.to_string()).unwrap(), [one].into());
        assert_eq!(subjects(&format!("{bundle}\n")).unwrap(), [other].into());
        assert_eq!(subjects(&format!("{bare}\n{signed}\n")).unwrap(), [one, other].into());
    }

    #[test]
    fn what_is_no_statement_is_refused() {
        let good = statement(&Sha256::of(b"one")).to_string();
        for (text, word) in [
            (String::new(), "names no sha256"),
            ("{".to_owned(), "EOF"),
            ("[1]".to_owned(), "expected a string"),
            (good.replace("in-toto.io/Statement", "example.com/Layout"), "it has the type"),
            (good.replace("sha256", "sha1"), "names no sha256"),
            (format!("{good} x"), "expected value"),
            (envelope(&good, "text/plain").to_string(), "text/plain"),
            (envelope(&good, IN_TOTO).to_string().replace("\"payload\":\"", "\"payload\":\"!"), "not base64"),
            (envelope("{}", IN_TOTO).to_string(), "missing field"),
        ] {
            let error = subjects(&text).unwrap_err();
            assert!(error.contains(word), "{text}: {error}");
        }
        assert!(subjects(&format!("{good}{}", " ".repeat(MOST_BYTES))).unwrap_err().contains("at most"));
    }
}
