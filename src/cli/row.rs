//! Refusals in a list: what `check` and `audit` find beside each other, each as a row of a document.
//!
//! Owns: that row's keys. Never does: decide the exit code of the whole. In: a [`Refusal`]. Out: [`Row`].

use serde::Serialize;

use super::exit::Exit;
use super::style::Palette;
use crate::refusal::{self, Refusal};

/// One refusal in a list of several.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) code: String,
    pub(super) exit_code: u8,
    message: String,
    causes: Vec<String>,
    subject: Option<String>,
    expected: Option<String>,
    seen: Option<String>,
    help: Option<String>,
}

impl Row {
    /// The row of a refusal.
    pub(super) fn of(finding: &dyn Refusal) -> Self {
        let code = finding.code().map_or_else(String::new, |code| code.to_string());
        let facts = finding.facts();
        Self {
            exit_code: Exit::of_code(&code).number(),
            code,
            message: finding.to_string(),
            causes: refusal::causes(finding),
            subject: facts.subject,
            expected: facts.expected,
            seen: facts.seen,
            help: finding.help().map(|help| help.to_string()),
        }
    }

    /// For people.
    pub(super) fn text(&self, palette: Palette) -> String {
        let mut text = format!("{} {} {}\n", palette.bad("x"), palette.name(&self.code), self.message);
        for cause in &self.causes {
            text += &format!("    because: {cause}\n");
        }
        if let (Some(expected), Some(seen)) = (&self.expected, &self.seen) {
            text += &format!("    expected: {expected}\n        seen: {seen}\n");
        }
        if let Some(help) = &self.help {
            text += &palette.dim(format!("    {help}\n"));
        }
        text
    }
}
