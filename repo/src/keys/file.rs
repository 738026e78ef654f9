//! File keys: ed25519 and P-256, PKCS#8 PEM, mode 0600. They are not encrypted yet: protect the folder and the backups.
//!
//! Owns: the reading, making and writing of key files. Never does: overwrite one, or read one that others can read.
//! In: a path or a seed. Out: [`FileKey`], or a [`PublicKey`].

use std::io::Write as _;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
use camino::Utf8Path;
use ragnos_plugin::refusal::{Facts, Refusal};
use tough::schema::key::Key;
use tough::sign::Sign;
use zeroize::Zeroizing;

use super::PublicKey;

/// DER of a `SubjectPublicKeyInfo` for ed25519, up to the 32 bytes of the key (RFC 8410).
const ED25519_SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Why a key file cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Not a key of a kind that is known here.
    #[error("{path} is not an ed25519 or P-256 key in PEM form")]
    #[diagnostic(code(RP2900), help("make one with `ragnos-repo key generate`; encrypted key files are not read yet"))]
    Form {
        /// The file.
        path: String,
    },
    /// Never overwritten: the old key may be the only copy.
    #[error("{path} exists already")]
    #[diagnostic(code(RP2901), help("choose another --out, or move the old key away first"))]
    Exists {
        /// The file.
        path: String,
    },
    /// A public key where a signature is needed.
    #[error("{path} holds a public key, and a private key is needed to sign")]
    #[diagnostic(code(RP2903), help("give the private key file that belongs to it"))]
    PublicOnly {
        /// The file.
        path: String,
    },
    /// Others may read the private key.
    #[error("{path} can be read by others (mode {mode:o})")]
    #[diagnostic(code(RP4902), help("run `chmod 600` on it, and think about who may have read it"))]
    Exposed {
        /// The file.
        path: String,
        /// Its permission bits.
        mode: u32,
    },
    /// The file system refused.
    #[error("the key file {path} cannot be read or written")]
    #[diagnostic(code(RP8900), help("look at the path given to --key or --out and its permissions"))]
    Io {
        /// The file.
        path: String,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
    /// The random source or the key library refused.
    #[error("no key could be generated")]
    #[diagnostic(code(RP8903), help("the system's random source is not available; run `ragnos-repo key generate` again"))]
    Generate,
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { path } | Self::Exists { path } | Self::PublicOnly { path } | Self::Io { path, .. } => {
                Facts::about(path)
            }
            Self::Exposed { path, mode } => Facts::about(path).mismatch(&"mode 600", &format!("mode {mode:o}")),
            Self::Generate => Facts::default(),
        }
    }
}

/// The kinds of key that a file can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum KeyKind {
    /// Ed25519: deterministic signatures.
    Ed25519,
    /// ECDSA on P-256 with SHA-256.
    P256,
}

/// A private key in memory.
#[derive(Debug)]
pub enum FileKey {
    /// Ed25519.
    Ed25519(Ed25519KeyPair),
    /// ECDSA on P-256.
    P256(EcdsaKeyPair),
}

impl FileKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`Error::Generate`].
    pub fn generate(kind: KeyKind) -> Result<Self, Error> {
        match kind {
            KeyKind::Ed25519 => Ed25519KeyPair::generate().map(Self::Ed25519),
            KeyKind::P256 => EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map(Self::P256),
        }
        .map_err(|_| Error::Generate)
    }

    /// The ed25519 key of a seed. For fixtures only: whoever knows the seed can sign.
    #[expect(clippy::missing_panics_doc, reason = "any 32 bytes are a seed")]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        // RFC 8032 makes a key of any 32 bytes.
        Self::Ed25519(Ed25519KeyPair::from_seed_unchecked(seed).expect("any 32 bytes are an ed25519 seed"))
    }

    /// Reads a private key file.
    ///
    /// # Errors
    /// [`Error`], also when the file can be read by others.
    pub fn read(path: &Utf8Path) -> Result<Self, Error> {
        let text = read_text(path)?;
        let pem = parse(path, &text)?;
        match pem.tag() {
            "PRIVATE KEY" => {
                refuse_exposed(path)?;
                private(pem.contents()).ok_or_else(|| Error::Form { path: path.to_string() })
            }
            "PUBLIC KEY" => Err(Error::PublicOnly { path: path.to_string() }),
            _ => Err(Error::Form { path: path.to_string() }),
        }
    }

    /// Writes the private key to `path` (mode 0600) and the public key to `path` + `.pub`; neither may exist.
    ///
    /// # Errors
    /// [`Error`].
    pub fn write_new(&self, path: &Utf8Path) -> Result<(), Error> {
        let document = match self {
            Self::Ed25519(pair) => pair.to_pkcs8v1(),
            Self::P256(pair) => pair.to_pkcs8v1(),
        }
        .map_err(|_| Error::Generate)?;
        let der = document.as_ref().to_vec();
        let text = Zeroizing::new(encode("PRIVATE KEY", der));
        create(path, &text, 0o600)?;
        create(Utf8Path::new(&format!("{path}.pub")), &self.public_pem(), 0o644)
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey::new(match self {
            Self::Ed25519(pair) => pair.tuf_key(),
            Self::P256(pair) => pair.tuf_key(),
        })
    }

    fn public_pem(&self) -> String {
        match self.public().key {
            Key::Ed25519 { keyval, .. } => encode("PUBLIC KEY", [&ED25519_SPKI[..], &keyval.public].concat()),
            // tough writes P-256 keys as PEM: the JSON string is the file.
            other => {
                let value = serde_json::to_value(&other).unwrap_or_default();
                format!("{}\n", value["keyval"]["public"].as_str().unwrap_or_default())
            }
        }
    }

    pub(super) fn into_signer(self) -> Box<dyn Sign> {
        match self {
            Self::Ed25519(pair) => Box::new(pair),
            Self::P256(pair) => Box::new(pair),
        }
    }
}

/// Reads the public key of a private or public key file; the private key too where the file holds it.
///
/// # Errors
/// [`Error`].
pub fn read_any(path: &Utf8Path) -> Result<(PublicKey, Option<FileKey>), Error> {
    match FileKey::read(path) {
        Ok(key) => Ok((key.public(), Some(key))),
        Err(Error::PublicOnly { .. }) => {
            let text = read_text(path)?;
            let pem = parse(path, &text)?;
            let key = match pem.contents().strip_prefix(&ED25519_SPKI) {
                Some(raw) => hex::encode(raw).parse(),
                None => text.trim().parse::<Key>(),
            };
            match key {
                Ok(key @ (Key::Ed25519 { .. } | Key::Ecdsa { .. })) => Ok((PublicKey::new(key), None)),
                _ => Err(Error::Form { path: path.to_string() }),
            }
        }
        Err(error) => Err(error),
    }
}

fn private(der: &[u8]) -> Option<FileKey> {
    if let Ok(pair) = Ed25519KeyPair::from_pkcs8(der) {
        return Some(FileKey::Ed25519(pair));
    }
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, der).ok().map(FileKey::P256)
}

fn encode(tag: &str, der: Vec<u8>) -> String {
    pem::encode_config(&pem::Pem::new(tag, der), pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF))
}

fn parse(path: &Utf8Path, text: &str) -> Result<pem::Pem, Error> {
    pem::parse(text).map_err(|_| Error::Form { path: path.to_string() })
}

fn read_text(path: &Utf8Path) -> Result<Zeroizing<String>, Error> {
    let text = fs_err::read_to_string(path).map_err(|source| Error::Io { path: path.to_string(), source })?;
    Ok(Zeroizing::new(text))
}

#[cfg(unix)]
fn refuse_exposed(path: &Utf8Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs_err::metadata(path).map_err(|source| Error::Io { path: path.to_string(), source })?;
    let mode = metadata.permissions().mode() & 0o777;
    // The lowest six bits are what group and others may do.
    if mode.trailing_zeros() >= 6 { Ok(()) } else { Err(Error::Exposed { path: path.to_string(), mode }) }
}

#[cfg(not(unix))]
fn refuse_exposed(_: &Utf8Path) -> Result<(), Error> {
    Ok(())
}

fn create(path: &Utf8Path, text: &str, mode: u32) -> Result<(), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::AlreadyExists => Error::Exists { path: path.to_string() },
        _ => Error::Io { path: path.to_string(), source },
    };
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn folder() -> (tempfile::TempDir, camino::Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = camino::Utf8PathBuf::from_path_buf(folder.path().join("key.pem")).unwrap();
        (folder, path)
    }

    #[test]
    fn both_kinds_come_back_from_their_files() {
        for kind in [KeyKind::Ed25519, KeyKind::P256] {
            let (_folder, path) = folder();
            let key = FileKey::generate(kind).unwrap();
            key.write_new(&path).unwrap();
            assert_eq!(FileKey::read(&path).unwrap().public().id(), key.public().id());
            let public = camino::Utf8PathBuf::from(format!("{path}.pub"));
            let (read, private) = read_any(&public).unwrap();
            assert_eq!(read.id(), key.public().id());
            assert!(private.is_none());
            assert!(matches!(FileKey::read(&public), Err(Error::PublicOnly { .. })));
            assert!(matches!(key.write_new(&path), Err(Error::Exists { .. })));
        }
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let (_folder, path) = folder();
        FileKey::from_seed(&[1; 32]).write_new(&path).unwrap();
        assert_eq!(fs_err::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs_err::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(FileKey::read(&path), Err(Error::Exposed { mode: 0o640, .. })));
    }
}
