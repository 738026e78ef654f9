//! Where a key is: a file, or a key of AWS KMS.
//!
//! Owns: the written form of a key's place, and that both kinds come out as the same thing.
//! Never does: need a private key where the public one is enough. In: text from the command line. Out: [`OpenKey`].

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use camino::Utf8PathBuf;
use ragnos_plugin::refusal::{Facts, Refusal};
use tough::sign::Sign;

use super::{Error, Passphrases, PublicKey, file};

/// What an URI of a KMS key starts with.
const KMS: &str = "aws-kms:";

/// The place of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyLocation {
    /// A file, private or public.
    File(Utf8PathBuf),
    /// A key of AWS KMS: all that follows `aws-kms:`.
    Kms(String),
}

impl FromStr for KeyLocation {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.strip_prefix(KMS) {
            Some(rest) => Self::Kms(rest.to_owned()),
            None => Self::File(text.strip_prefix("file:").unwrap_or(text).into()),
        })
    }
}

impl fmt::Display for KeyLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{path}"),
            Self::Kms(rest) => write!(f, "{KMS}{rest}"),
        }
    }
}

/// Why a key could not be had.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum OpenError {
    /// A file.
    #[error(transparent)]
    #[diagnostic(transparent)]
    File(#[from] Error),
    /// A key of AWS KMS.
    #[cfg(feature = "aws")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Kms(#[from] super::kms::Error),
}

impl Refusal for OpenError {
    fn facts(&self) -> Facts {
        match self {
            Self::File(error) => error.facts(),
            #[cfg(feature = "aws")]
            Self::Kms(error) => error.facts(),
        }
    }
}

/// A key that was found: its public half, and what signs with it where that is here.
pub struct OpenKey {
    /// The public half.
    pub public: PublicKey,
    /// The signer; `None` where only the public half is here.
    pub signer: Option<Box<dyn Sign>>,
}

/// Opens keys: remembers passphrases, and the public halves of KMS keys, so that each is asked for once a run.
#[derive(Debug, Default)]
pub struct Opener {
    passphrases: Passphrases,
    #[cfg(feature = "aws")]
    kms: std::collections::BTreeMap<String, super::kms::KmsKey>,
}

impl From<Passphrases> for Opener {
    fn from(passphrases: Passphrases) -> Self {
        Self {
            passphrases,
            #[cfg(feature = "aws")]
            kms: std::collections::BTreeMap::new(),
        }
    }
}

impl Opener {
    /// Reads the key, private where it can be had.
    ///
    /// # Errors
    /// [`OpenError`].
    #[cfg_attr(not(feature = "aws"), expect(clippy::unused_async, reason = "only the KMS is a thing to wait for"))]
    pub async fn open(&mut self, key: &KeyLocation) -> Result<OpenKey, OpenError> {
        match key {
            KeyLocation::File(path) => {
                let (public, private) = file::read_any(path, &mut self.passphrases)?;
                Ok(OpenKey { public, signer: private.map(super::FileKey::into_signer) })
            }
            #[cfg(feature = "aws")]
            KeyLocation::Kms(text) => {
                let key = match self.kms.get(text) {
                    Some(known) => known.clone(),
                    None => self.kms.entry(text.clone()).or_insert(super::kms::KmsKey::open(text).await?).clone(),
                };
                Ok(OpenKey { public: key.public().clone(), signer: Some(Box::new(key)) })
            }
            #[cfg(not(feature = "aws"))]
            KeyLocation::Kms(_) => Err(Error::NoKms { key: key.to_string() }.into()),
        }
    }

    /// Reads the key, which must be able to sign.
    ///
    /// # Errors
    /// As [`Opener::open`], and [`Error::PublicOnly`].
    pub async fn signer(&mut self, key: &KeyLocation) -> Result<Box<dyn Sign>, OpenError> {
        let opened = self.open(key).await?;
        opened.signer.ok_or_else(|| Error::PublicOnly { path: key.to_string() }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_file_unless_it_says_otherwise() {
        for (text, file) in [("keys/a", "keys/a"), ("file:keys/a", "keys/a"), ("a:b", "a:b")] {
            assert_eq!(text.parse(), Ok(KeyLocation::File(file.into())));
        }
        assert_eq!("aws-kms:alias/a".parse(), Ok(KeyLocation::Kms("alias/a".to_owned())));
        assert_eq!(KeyLocation::Kms("alias/a".to_owned()).to_string(), "aws-kms:alias/a");
    }
}
