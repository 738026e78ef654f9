//! Key files: PKCS#8 in PEM form, encrypted with a passphrase (RFC 5958 and RFC 8018: PBES2, scrypt, AES-256-CBC), mode 0600.
//!
//! Owns: the reading and writing of key files and what protects them. `openssl pkcs8` reads them.
//! Never does: overwrite a file, read a private key that others can read, or write one in the clear unless told to.
//! In: a path and passphrases. Out: [`FileKey`], [`PublicKey`], [`Content`].

use std::io::Write as _;

use aws_lc_rs::rand;
use camino::{Utf8Path, Utf8PathBuf};
use pkcs8::der::Decode as _;
use pkcs8::pkcs5::{pbes2, scrypt};
use pkcs8::{EncryptedPrivateKeyInfoRef, LineEnding, PrivateKeyInfoRef, SecretDocument};
use zeroize::Zeroizing;

use super::public::RSA_BITS;
use super::{Algorithm, Error, FileKey, Passphrases, PublicKey};

/// The PEM label of an encrypted private key (RFC 7468, 11).
const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";
/// The PEM label of a private key in the clear (RFC 7468, 10).
const CLEAR: &str = "PRIVATE KEY";

/// How a new key file is protected.
#[derive(Debug)]
pub enum Protection<'p> {
    /// Encrypted with the passphrase that is chosen.
    Encrypted(&'p Passphrases),
    /// In the clear: whoever reads the file can sign.
    Clear,
}

/// What a key file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A public key.
    Public,
    /// A private key, encrypted.
    Encrypted,
    /// A private key in the clear.
    Clear,
}

/// What can be said of a key file without its passphrase.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The file.
    pub path: Utf8PathBuf,
    /// What it holds.
    pub content: Content,
    /// The public key: its own, or that of the `.pub` file beside an encrypted one.
    pub public: Option<PublicKey>,
    /// The permission bits, where they let others read a private key.
    pub exposed: Option<u32>,
}

impl FileKey {
    /// Reads a private key file.
    ///
    /// # Errors
    /// [`Error`], also when the file can be read by others.
    pub fn read(path: &Utf8Path, passphrases: &mut Passphrases) -> Result<Self, Error> {
        let text = read_text(path)?;
        let (label, der) = parse(path, &text)?;
        if label == super::public::LABEL {
            return Err(Error::PublicOnly { path: path.to_string() });
        }
        refuse_exposed(path)?;
        let form = || Error::Form { path: path.to_string() };
        let key = match label {
            CLEAR => FileKey::from_pkcs8(der.as_bytes()).ok_or_else(form)?,
            // CBC has no integrity check: a wrong passphrase shows as bad padding, or as something that is no key.
            ENCRYPTED => {
                let sealed = EncryptedPrivateKeyInfoRef::from_der(der.as_bytes()).map_err(|_| form())?;
                let clear = passphrases.open(path, |passphrase| opened(&sealed, passphrase))?;
                FileKey::from_pkcs8(clear.as_bytes()).ok_or_else(form)?
            }
            _ => return Err(form()),
        };
        long_enough(path, &key.public())?;
        Ok(key)
    }

    /// Reads what another program wrote: all that [`FileKey::read`] takes, and the older forms of openssl.
    ///
    /// # Errors
    /// As [`FileKey::read`].
    pub fn read_foreign(path: &Utf8Path, passphrases: &mut Passphrases) -> Result<Self, Error> {
        let text = read_text(path)?;
        let traditional = match parse(path, &text) {
            Ok((label, der)) => FileKey::from_traditional(label, der.as_bytes()),
            Err(_) => None,
        };
        let Some(key) = traditional else { return Self::read(path, passphrases) };
        refuse_exposed(path)?;
        long_enough(path, &key.public())?;
        Ok(key)
    }

    /// Writes the private key to `path` (mode 0600) and the public key to `path` + `.pub`; neither may exist.
    ///
    /// # Errors
    /// [`Error`].
    pub fn write_new(&self, path: &Utf8Path, protection: &Protection<'_>) -> Result<(), Error> {
        let public = public_path(path);
        for taken in [path, &public] {
            if taken.exists() {
                return Err(Error::Exists { path: taken.to_string() });
            }
        }
        let clear = self.to_pkcs8()?;
        let (label, document) = match protection {
            Protection::Clear => (CLEAR, clear),
            Protection::Encrypted(passphrases) => (ENCRYPTED, sealed(&clear, &passphrases.choose(path)?)?),
        };
        let text = document.to_pem(label, LineEnding::LF).map_err(|_| Error::Generate)?;
        create(path, &text, 0o600)?;
        self.public().write_new(&public)
    }
}

impl PublicKey {
    /// Writes the public key to `path`, which may not exist.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Io`].
    pub fn write_new(&self, path: &Utf8Path) -> Result<(), Error> {
        create(path, &self.pem(), 0o644)
    }
}

/// Where the public half of a private key file is.
pub fn public_path(path: &Utf8Path) -> Utf8PathBuf {
    Utf8PathBuf::from(format!("{path}.pub"))
}

/// Reads the public key of a private or public key file; the private key too where the file holds it.
///
/// # Errors
/// [`Error`].
pub fn read_any(path: &Utf8Path, passphrases: &mut Passphrases) -> Result<(PublicKey, Option<FileKey>), Error> {
    match FileKey::read(path, passphrases) {
        Ok(key) => Ok((key.public(), Some(key))),
        Err(Error::PublicOnly { .. }) => {
            let public = PublicKey::from_pem(&read_text(path)?).ok_or_else(|| Error::Form { path: path.to_string() })?;
            long_enough(path, &public)?;
            Ok((public, None))
        }
        Err(error) => Err(error),
    }
}

/// The key files of a folder, sorted, without asking for a passphrase; files that hold no key are left out.
///
/// # Errors
/// [`Error::Io`].
pub fn list(folder: &Utf8Path) -> Result<Vec<Listed>, Error> {
    let failed = |source| Error::Io { path: folder.to_string(), source };
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder).map_err(failed)? {
        let Ok(path) = Utf8PathBuf::from_path_buf(entry.map_err(failed)?.path()) else { continue };
        if path.is_file() {
            found.extend(look(&path));
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn look(path: &Utf8Path) -> Option<Listed> {
    let text = read_text(path).ok()?;
    let (label, der) = parse(path, &text).ok()?;
    let (content, public) = match label {
        super::public::LABEL => (Content::Public, PublicKey::from_pem(&text)),
        CLEAR => (Content::Clear, FileKey::from_pkcs8(der.as_bytes()).map(|key| key.public())),
        ENCRYPTED => {
            let beside = read_text(&public_path(path)).ok().and_then(|text| PublicKey::from_pem(&text));
            (Content::Encrypted, beside)
        }
        _ => return None,
    };
    let exposed = match refuse_exposed(path) {
        Err(Error::Exposed { mode, .. }) if content != Content::Public => Some(mode),
        _ => None,
    };
    Some(Listed { path: path.to_owned(), content, public, exposed })
}

fn long_enough(path: &Utf8Path, key: &PublicKey) -> Result<(), Error> {
    match key.algorithm() {
        Algorithm::Rsa(bits) if bits < RSA_BITS => Err(Error::ShortRsa { path: path.to_string(), bits, least: RSA_BITS }),
        _ => Ok(()),
    }
}

/// Encrypts with a random salt. openssl refuses scrypt beyond 32 MiB, so the cost is in passes: N=2^14, r=8, p=5, which OWASP's
/// password storage cheat sheet counts as strong as N=2^17, p=1.
fn sealed(clear: &SecretDocument, passphrase: &str) -> Result<SecretDocument, Error> {
    let (mut salt, mut vector) = ([0; 16], [0; 16]);
    rand::fill(&mut salt).and_then(|()| rand::fill(&mut vector)).map_err(|_| Error::Generate)?;
    let encrypted = || {
        let cost = scrypt::Params::new(14, 8, 5).ok()?;
        let scheme = pbes2::Parameters::generate_scrypt_aes256cbc(cost, &salt, vector).ok()?;
        let info: PrivateKeyInfoRef<'_> = clear.decode_msg().ok()?;
        info.encrypt_with_params(scheme, passphrase).ok()
    };
    encrypted().ok_or(Error::Generate)
}

fn opened(sealed: &EncryptedPrivateKeyInfoRef<'_>, passphrase: &str) -> Option<SecretDocument> {
    let clear = sealed.decrypt(passphrase).ok()?;
    PrivateKeyInfoRef::from_der(clear.as_bytes()).ok()?;
    Some(clear)
}

fn parse<'t>(path: &Utf8Path, text: &'t str) -> Result<(&'t str, SecretDocument), Error> {
    SecretDocument::from_pem(text.trim_end()).map_err(|_| Error::Form { path: path.to_string() })
}

/// Reads a file that may hold a secret. Bytes that are no text are no key.
pub(super) fn read_text(path: &Utf8Path) -> Result<Zeroizing<String>, Error> {
    let bytes = fs_err::read(path).map_err(|source| Error::Io { path: path.to_string(), source })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        drop(Zeroizing::new(error.into_bytes()));
        Error::Form { path: path.to_string() }
    })?;
    Ok(Zeroizing::new(text))
}

#[cfg(unix)]
pub(super) fn refuse_exposed(path: &Utf8Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = fs_err::metadata(path).map_err(|source| Error::Io { path: path.to_string(), source })?;
    let mode = metadata.permissions().mode() & 0o777;
    // The lowest six bits are what group and others may do; a pipe has no readers but its two ends.
    if !metadata.is_file() || mode.trailing_zeros() >= 6 {
        return Ok(());
    }
    Err(Error::Exposed { path: path.to_string(), mode })
}

#[cfg(not(unix))]
pub(super) fn refuse_exposed(_: &Utf8Path) -> Result<(), Error> {
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
    use crate::keys::KeyKind;
    use std::os::unix::fs::PermissionsExt as _;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("key.pem")).unwrap();
        (folder, path)
    }

    fn with(passphrase: &str) -> Passphrases {
        let mut passphrases = Passphrases::default();
        passphrases.add(Zeroizing::new(passphrase.to_owned()));
        passphrases
    }

    #[test]
    fn every_kind_comes_back_from_its_files() {
        for kind in [KeyKind::Ed25519, KeyKind::P256, KeyKind::Rsa3072] {
            let (_folder, path) = folder();
            let key = FileKey::generate(kind).unwrap();
            let mut known = with("correct horse");
            key.write_new(&path, &Protection::Encrypted(&known)).unwrap();
            assert!(fs_err::read_to_string(&path).unwrap().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
            assert_eq!(FileKey::read(&path, &mut known).unwrap().public().id(), key.public().id());
            let (read, private) = read_any(&public_path(&path), &mut Passphrases::default()).unwrap();
            assert_eq!(read.id(), key.public().id());
            assert!(private.is_none());
            let wrong = FileKey::read(&path, &mut with("correct house"));
            assert!(matches!(wrong, Err(Error::Passphrase { .. })));
            assert!(matches!(FileKey::read(&public_path(&path), &mut known), Err(Error::PublicOnly { .. })));
            assert!(matches!(key.write_new(&path, &Protection::Clear), Err(Error::Exists { .. })));
        }
    }

    #[test]
    fn a_key_in_the_clear_is_written_only_when_told_to() {
        let (_folder, path) = folder();
        let key = FileKey::from_seed(&[1; 32]);
        assert!(matches!(
            key.write_new(&path, &Protection::Encrypted(&Passphrases::default())),
            Err(Error::NoPassphrase { .. })
        ));
        assert!(!path.exists() && !public_path(&path).exists());
        key.write_new(&path, &Protection::Clear).unwrap();
        assert!(FileKey::read(&path, &mut Passphrases::default()).is_ok());
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let (_folder, path) = folder();
        FileKey::from_seed(&[1; 32]).write_new(&path, &Protection::Clear).unwrap();
        assert_eq!(fs_err::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs_err::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(FileKey::read(&path, &mut Passphrases::default()), Err(Error::Exposed { mode: 0o640, .. })));
        assert!(matches!(with("x").add_file(&path), Err(Error::Exposed { mode: 0o640, .. })));
    }
}
