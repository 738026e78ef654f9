//! What every error of this crate can say beyond its message: the thing it is about, what was expected and what was seen.
//!
//! Owns: the trait that carries those facts from the place of the error to the screen or the JSON document, and their plain form.
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

/// The exit code that an error code carries: `RP`, the exit code, three digits. `None` for anything else.
pub fn exit_code(code: &str) -> Option<u8> {
    let digits = code.strip_prefix("RP")?;
    let number = digits.get(..digits.len().checked_sub(3)?)?.parse().ok()?;
    (number != 0).then_some(number)
}

/// What is under an error, outermost first.
pub fn causes(refusal: &dyn Refusal) -> Vec<String> {
    let causes = std::iter::successors(std::error::Error::source(refusal), |cause| cause.source());
    causes.map(ToString::to_string).collect()
}

/// `file:line:column` of the first label, where an error points into a text.
pub fn place(refusal: &dyn Refusal) -> Option<String> {
    let label = refusal.labels()?.next()?;
    let contents = refusal.source_code()?.read_span(label.inner(), 0, 0).ok()?;
    let (line, column) = (contents.line() + 1, contents.column() + 1);
    Some(format!("{}:{line}:{column}", contents.name().unwrap_or("input")))
}

/// An error as plain lines: code and message, place, causes, expected and seen, help.
pub fn plain(refusal: &dyn Refusal) -> String {
    let code = refusal.code().map(|code| code.to_string()).unwrap_or_default();
    let mut text = format!("error[{code}]: {refusal}\n");
    text += &place(refusal).map_or_else(String::new, |place| format!("  at {place}\n"));
    text.extend(causes(refusal).into_iter().map(|cause| format!("  because: {cause}\n")));
    text += &expected_and_seen(refusal);
    text + &refusal.help().map_or_else(String::new, |help| format!("  help: {help}\n"))
}

/// The lines on what was expected and what was seen; empty where an error has none.
pub fn expected_and_seen(refusal: &dyn Refusal) -> String {
    match refusal.facts() {
        Facts { expected: Some(expected), seen: Some(seen), .. } => format!("  expected: {expected}\n      seen: {seen}\n"),
        _ => String::new(),
    }
}
