//! Keys: public keys that roles list, and the key ring that signs.
//!
//! Owns: computed key ids (TUF spec 4.2), and the ring. `tough::sign::Sign` is the seam for other kinds of keys.
//! Never does: decide which role a key may sign. In: key files. Out: [`PublicKey`], [`Keyring`].

pub mod file;

use tough::schema::decoded::{Decoded, Hex};
use tough::schema::key::Key;
use tough::sign::Sign;

pub use file::{Error, FileKey, KeyKind};

/// A key id: sha256 of the canonical form of the public key.
pub type KeyId = Decoded<Hex>;

/// A public key with its computed id.
#[derive(Debug, Clone)]
pub struct PublicKey {
    pub(crate) id: KeyId,
    pub(crate) key: Key,
}

impl PublicKey {
    fn new(key: Key) -> Self {
        // Only memory could fail here: a key is strings, and strings have a canonical form.
        let id = key.key_id().expect("a parsed public key serialises");
        Self { id, key }
    }

    /// The key id, hexadecimal.
    pub fn id(&self) -> String {
        hex::encode(&*self.id)
    }
}

/// The private keys at hand.
#[derive(Default)]
pub struct Keyring {
    signers: std::collections::BTreeMap<KeyId, Box<dyn Sign>>,
}

impl Keyring {
    /// A ring of `keys`; the same key twice counts once.
    pub fn new(keys: impl IntoIterator<Item = FileKey>) -> Self {
        let mut ring = Self::default();
        for key in keys {
            ring.signers.insert(key.public().id, key.into_signer());
        }
        ring
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
