//! Reviews signed by reviewers, for policies that name their keys.
//!
//! Owns: which records of a file a key signs: those of the versions that are named, all that they say.
//! Never does: write a review; `ragnos-plugin review add` does. In: [`Reviews`], a signer. Out: the same with signatures.

use aws_lc_rs::rand::SystemRandom;
use ragnos_plugin::named_version::NamedVersion;
use ragnos_plugin::refusal::{Facts, Refusal};
use ragnos_plugin::review::{Hex, Review, Reviews, Signature};
use tough::sign::Sign;

use crate::keys::PublicKey;
use crate::sign;

/// Why a review was not signed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// There is no record of the version.
    #[error("{file} has no review of {version}")]
    #[diagnostic(code(RP2973), help("write it with `ragnos-plugin review add`, or look at the NAME@VERSION that was given"))]
    NotThere {
        /// The file.
        file: String,
        /// The version.
        version: NamedVersion,
    },
    /// The key did not sign.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Sign(#[from] sign::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NotThere { file, version } => Facts::about(file).mismatch(version, &"no review of it"),
            Self::Sign(error) => error.facts(),
        }
    }
}

/// Signs every record about one of `versions`, and says which records these are. What the key has signed already stays.
///
/// # Errors
/// [`Error`]; `reviews` may then have some of the signatures.
pub async fn sign(
    reviews: &mut Reviews,
    file: &str,
    versions: &[NamedVersion],
    signer: &dyn Sign,
) -> Result<Vec<Review>, Error> {
    let key = PublicKey::new(signer.tuf_key());
    let mut records = Vec::new();
    for version in versions {
        let is_it = |one: &&mut Review| one.plugin == version.plugin && one.version == version.version;
        let before = records.len();
        for review in reviews.iter_mut().filter(is_it) {
            let name = format!("review of {version}");
            let failed = |reason: &str| sign::Error::Failed { role: name.clone(), reason: reason.to_owned() };
            let keyid = key.id().parse().map_err(|_| failed("its key has no id"))?;
            if !review.signatures.iter().any(|one| one.keyid == keyid) {
                let message = review.message();
                let sig = signer.sign(&message, &SystemRandom::new()).await.map_err(|error| sign::of_signer(&name, &*error))?;
                review.signatures.insert(Signature { keyid, sig: Hex(sig) });
            }
            records.push(review.clone());
        }
        if records.len() == before {
            return Err(Error::NotThere { file: file.to_owned(), version: version.clone() });
        }
    }
    Ok(records)
}
