//! How a failure is shown: a report on a terminal, plain lines elsewhere, one JSON object with `--json`. Always on stderr.
//!
//! Owns: the last form of every error. Never does: decide what is an error.
//! In: any [`Refusal`]. Out: text on stderr and an [`Exit`].

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};

use miette::{GraphicalReportHandler, GraphicalTheme};
use serde_json::json;

use super::exit::Exit;
use crate::redact::{Json, Screen, is_deceptive};
use crate::refusal::{self, Facts, Refusal};

/// What a command returns: an exit, or why it could not do its work.
pub(super) type Ended = Result<Exit, Failure>;

/// An error on its way to the user.
pub(super) struct Failure {
    refusal: Box<dyn Refusal>,
    /// True when the command could have changed the project: the report then says that it did not.
    kept: bool,
}

impl<E: Refusal> From<E> for Failure {
    fn from(refusal: E) -> Self {
        Self { refusal: Box::new(refusal), kept: false }
    }
}

/// What every failed command that can write says; tests compare folder hashes to keep it true.
const KEPT: &str = "ragnos.toml, ragnos.lock and .ragnos were left as they were";

impl Failure {
    /// Marks the failure as one of a command that writes, and wrote nothing.
    pub(super) fn nothing_changed(mut self) -> Self {
        self.kept = true;
        self
    }

    /// The stable code, such as `RP5003`.
    pub(super) fn code(&self) -> String {
        self.refusal.code().map_or_else(|| "RP1000".to_owned(), |code| code.to_string())
    }

    /// The exit that the code asks for.
    pub(super) fn exit(&self) -> Exit {
        Exit::of_code(&self.code())
    }

    /// The failure as a JSON document of schema `ragnos.plugin/error/v1`.
    pub(super) fn to_json(&self) -> serde_json::Value {
        let Facts { subject, expected, seen } = self.refusal.facts();
        let code = self.code();
        json!({
            "schema": "ragnos.plugin/error/v1",
            "tool": env!("CARGO_PKG_VERSION"),
            "code": code,
            "exit_code": self.exit().number(),
            "message": self.refusal.to_string(),
            "causes": refusal::causes(self.refusal.as_ref()),
            "at": refusal::place(self.refusal.as_ref()),
            "subject": subject,
            "expected": expected,
            "seen": seen,
            "help": self.refusal.help().map(|help| help.to_string()),
            "unchanged": self.kept.then_some(KEPT),
            "explain": format!("ragnos-plugin explain {code}"),
        })
    }

    /// The failure for people: a report with a frame on a terminal, plain lines elsewhere.
    fn to_text(&self, rich: bool) -> String {
        let refusal = self.refusal.as_ref();
        let mut text = if rich { report(refusal) + &refusal::expected_and_seen(refusal) } else { refusal::plain(refusal) };
        if self.kept {
            text += &format!("  unchanged: {KEPT}\n");
        }
        text + &format!("  more: ragnos-plugin explain {}\n", self.code())
    }
}

/// The report with its frame. A text that brings colours or other controls of its own, such as the line of a manifest that a pull
/// request wrote, is shown without any: among ours they could not be told apart (attack table, row 128).
fn report(refusal: &dyn Refusal) -> String {
    let render = |theme: GraphicalTheme| {
        let mut text = String::new();
        // Fails only when the writer does, and a String does not.
        let _ = GraphicalReportHandler::new_themed(theme).with_width(100).render_report(&mut text, refusal);
        text
    };
    let plain = render(GraphicalTheme::unicode_nocolor());
    if plain.chars().any(|character| character != '\n' && is_deceptive(character)) {
        return Screen { text: &plain, colour: false }.to_string();
    }
    render(GraphicalTheme::unicode())
}

/// Shows `failure` on stderr and returns its exit.
pub(super) fn show(failure: &Failure, as_json: bool, colour: bool) -> Exit {
    let text = if as_json {
        format!("{}\n", Json(&failure.to_json().to_string()))
    } else {
        Screen { text: &failure.to_text(colour), colour }.to_string()
    };
    // Nothing is left to do when stderr itself is gone.
    let _ = std::io::stderr().write_all(text.as_bytes());
    failure.exit()
}

/// What clap says of a wrong command line, for `--json`.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
#[diagnostic(code(RP2000), help("ragnos-plugin --help"))]
struct Usage {
    message: String,
}

impl Refusal for Usage {}

/// Shows what clap has to say: help and version on stdout with exit 0, anything else on stderr with exit 2.
pub(super) fn show_usage(error: &clap::Error, as_json: bool) -> Exit {
    if !error.use_stderr() {
        let _ = error.print();
        return Exit::Done;
    }
    if as_json {
        let usage = Usage { message: error.render().to_string().trim_end().to_owned() };
        let document = Failure::from(usage).to_json().to_string();
        let _ = writeln!(std::io::stderr(), "{}", Json(&document));
    } else {
        let _ = error.print();
    }
    Exit::Usage
}

/// Looks for `--json` before the arguments are parsed, so that a usage error can already be JSON.
pub(super) fn asks_for_json(argv: &[OsString]) -> bool {
    let words = argv.iter().skip(1).take_while(|word| *word != "--");
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let next = words.peek().and_then(|next| next.to_str());
        match word.to_str() {
            Some("--json" | "--message-format=json" | "--message-format=ndjson") => return true,
            Some("--message-format") if matches!(next, Some("json" | "ndjson")) => return true,
            _ => {}
        }
    }
    false
}

/// True when stderr is a terminal that can show a rich report.
pub(super) fn stderr_is_rich() -> bool {
    std::io::stderr().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_seen_before_parsing() {
        let asks = |words: &[&str]| asks_for_json(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert!(asks(&["p", "sync", "--json"]));
        assert!(asks(&["p", "--message-format", "ndjson", "sync"]));
        assert!(!asks(&["p", "sync", "--", "--json"]));
        assert!(!asks(&["p", "--message-format", "human"]));
    }
}
