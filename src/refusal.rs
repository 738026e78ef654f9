//! What every error of this crate can say beyond its message: the thing it is about, what was expected and what was seen.
//!
//! Owns: the trait that carries those facts from the place of the error to the screen or the JSON document.
//! Never does: hold the errors themselves; each module owns its own beside the code that raises them.
//! In: an error. Out: [`Facts`].

use std::fmt::Display;

/// The structured part of an error. Every field is text that has passed through [`crate::redact`] where it was remote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The plugin, role, file or repository that the error is about.
    pub subject: Option<String>,
    /// What was expected there.
    pub expected: Option<String>,
    /// What was seen instead.
    pub seen: Option<String>,
}

impl Facts {
    /// Facts that only name their subject.
    pub fn about(subject: &dyn Display) -> Self {
        Self { subject: Some(subject.to_string()), ..Self::default() }
    }

    /// Adds what was expected and what was seen.
    #[must_use]
    pub fn mismatch(mut self, expected: &dyn Display, seen: &dyn Display) -> Self {
        self.expected = Some(expected.to_string());
        self.seen = Some(seen.to_string());
        self
    }
}

/// An error that refuses something: a [`miette::Diagnostic`] with a stable code (`RP<exit code><three digits>`) and its facts.
///
/// The exit code of the program is read from the code: `RP5003` exits with 5 (DESIGN section 9).
pub trait Refusal: miette::Diagnostic + Send + Sync + 'static {
    /// The facts; none by default.
    fn facts(&self) -> Facts {
        Facts::default()
    }
}
