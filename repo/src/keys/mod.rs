//! Keys: public keys that roles list, and the key ring that signs.
//!
//! Owns: the ring. `tough::sign::Sign` is the seam for every kind of key.
//! Never does: decide which role a key may sign. In: key files. Out: [`PublicKey`], [`Keyring`].

mod error;
pub mod file;
#[cfg(feature = "aws")]
pub mod kms;
mod location;
mod passphrase;
mod private;
mod public;

use std::collections::BTreeMap;
use std::sync::Arc;

use tough::sign::Sign;

pub use error::Error;
pub use file::Protection;
pub use location::{KeyLocation, OpenError, OpenKey, Opener};
pub use passphrase::{Passphrase, Passphrases};
pub use private::{FileKey, KeyKind};
pub use public::{Algorithm, KeyId, PublicKey, RSA_BITS};

/// The private keys at hand.
#[derive(Default)]
pub struct Keyring {
    signers: BTreeMap<KeyId, Arc<dyn Sign>>,
}

impl Keyring {
    /// A ring of `keys`; the same key twice counts once.
    pub fn new(keys: impl IntoIterator<Item = FileKey>) -> Self {
        let mut ring = Self::default();
        for key in keys {
            ring.add(key.into_signer());
        }
        ring
    }

    /// Adds a key.
    pub fn add(&mut self, signer: Box<dyn Sign>) {
        self.signers.insert(PublicKey::new(signer.tuf_key()).id, signer.into());
    }

    /// Adds the keys of another ring.
    pub(crate) fn join(&mut self, other: &Self) {
        self.signers.extend(other.signers.iter().map(|(id, signer)| (id.clone(), Arc::clone(signer))));
    }

    /// A ring of those keys whose ids `wanted` takes.
    pub(crate) fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let wanted = |id: &KeyId| wanted(&hex::encode(&**id));
        let signers = self.signers.iter().filter(|(id, _)| wanted(id));
        Self { signers: signers.map(|(id, signer)| (id.clone(), Arc::clone(signer))).collect() }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&KeyId, &dyn Sign)> {
        self.signers.iter().map(|(id, signer)| (id, signer.as_ref()))
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({} keys)", self.signers.len())
    }
}
