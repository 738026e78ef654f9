//! What goes to stdout: one document, as text for people or as JSON with a schema name and version.
//!
//! Owns: the envelope of every JSON document and the quiet death of a closed pipe.
//! Never does: errors (those are `diagnostic`) or progress.
//! In: a [`Document`]. Out: bytes on stdout.

use std::io::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use super::args::MessageFormat;
use super::style::Palette;

/// A result that can be shown. Keys of the JSON form are additive within a schema version.
pub(super) trait Document: Serialize {
    /// The schema's kind: the document says `ragnos.plugin/<KIND>/v1`.
    const KIND: &'static str;

    /// The form for people; ends with a line feed where it is not empty.
    fn text(&self, palette: Palette) -> String;
}

/// stdout, in the format that was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub(super) format: MessageFormat,
    pub(super) palette: Palette,
    pub(super) quiet: u8,
}

impl Output {
    /// Prints the command's result.
    pub(super) fn show<D: Document>(self, document: &D) {
        match self.format {
            MessageFormat::Human => self.say(&document.text(self.palette)),
            MessageFormat::Json => Self::write(&format!("{:#}\n", envelope(D::KIND, document))),
            MessageFormat::Ndjson => Self::write(&format!("{}\n", envelope(D::KIND, document))),
        }
    }

    /// Prints the human form of a result, unless it was asked to be quiet.
    pub(super) fn say(self, text: &str) {
        if self.quiet == 0 {
            Self::write(text);
        }
    }

    /// Prints text that is itself the result and is never wrapped (completions, an explanation page).
    pub(super) fn write(text: &str) {
        let mut stdout = std::io::stdout().lock();
        // A reader that went away (`| head`) is not an error of ours.
        let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    }

    /// One event of the ndjson stream; nothing in other formats.
    pub(super) fn event(self, event: &Value) {
        if self.format == MessageFormat::Ndjson {
            Self::write(&format!("{}\n", envelope("event", event)));
        }
    }
}

/// `{"schema": "ragnos.plugin/<kind>/v1", "tool": "x.y.z", ...}`; `serde_json` keeps keys sorted.
fn envelope(kind: &str, document: &impl Serialize) -> Value {
    let mut value = match serde_json::to_value(document) {
        Ok(Value::Object(map)) => Value::Object(map),
        Ok(other) => json!({ "value": other }),
        // Our documents have string keys and no failing serialisers.
        Err(error) => json!({ "error": error.to_string() }),
    };
    value["schema"] = json!(format!("ragnos.plugin/{kind}/v1"));
    value["tool"] = json!(env!("CARGO_PKG_VERSION"));
    value
}
