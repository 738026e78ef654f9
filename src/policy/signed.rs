//! A policy as a repository signs it: the target `_security.policy.toml` of its role `security`, whose text is in the signed
//! `custom.ragnos` too, so that whoever has the metadata has the policy, a loader without a network included.
//!
//! Owns: that form. Never does: verify, or say whom it binds (that is [`super::Policies`]).
//! In: a target's signed `custom`, or TOML text. Out: [`SignedPolicy`], [`Policy`].

use serde::{Deserialize, Serialize};

use super::{Error, Policy};
use crate::descriptor::Custom;

/// The target's name, and the file that its rules are said to stand in.
pub const TARGET: &str = "_security.policy.toml";
const FORMAT: u32 = 1;

/// A policy as it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedPolicy {
    format: u32,
    text: String,
}

impl SignedPolicy {
    /// The form of a policy file that is to be signed.
    ///
    /// # Errors
    /// [`Error`] where clients could not read it.
    pub fn new(text: &str, file: &str) -> Result<Self, Error> {
        Policy::of_file(text, file)?;
        Ok(Self { format: FORMAT, text: text.to_owned() })
    }

    /// Reads the target's signed `custom` object; `None` for any other form than this program's.
    pub fn of_custom(custom: &str) -> Option<Self> {
        let Custom { ragnos } = serde_json::from_str::<Custom<Self>>(custom).ok()?;
        (ragnos.format == FORMAT).then_some(ragnos)
    }

    /// The TOML text, which is what the target's file holds.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its rules.
    ///
    /// # Errors
    /// [`Error`] where this program does not know one of them.
    pub fn policy(&self) -> Result<Policy, Error> {
        Policy::of_file(&self.text, TARGET)
    }
}
