//! Colours for results on stdout and notes on stderr.
//!
//! Owns: when colour is used (`--color`, `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb`) and the few styles there are.
//! Never does: colour JSON. In: settings. Out: [`Palette`].

use clap::builder::styling::{AnsiColor, Style};

use crate::redact::Screen;

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum ColorChoice {
    /// Colour on a terminal.
    #[default]
    Auto,
    /// Colour everywhere.
    Always,
    /// No colour.
    Never,
}

impl ColorChoice {
    /// Whether to colour a stream. `environment` reads a variable.
    pub(super) fn enabled(self, is_terminal: bool, environment: &dyn Fn(&str) -> Option<String>) -> bool {
        let set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if set("NO_COLOR") => false,
            Self::Auto if environment("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            Self::Auto => is_terminal && environment("TERM").is_none_or(|term| term != "dumb"),
        }
    }
}

/// The styles of this program, or plain text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    enabled: bool,
}

impl Palette {
    /// A palette that colours when `enabled`.
    pub(super) fn new(enabled: bool) -> Self {
        Self { enabled }
    }

    /// A whole output as it may be written: lines, colours of this palette, and nothing else that a terminal would obey.
    pub(super) fn screen(self, text: &str) -> String {
        Screen { text, colour: self.enabled }.to_string()
    }

    fn paint(self, style: Style, text: &dyn std::fmt::Display) -> String {
        if self.enabled { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    /// Something added or good.
    pub(super) fn good(self, text: impl std::fmt::Display) -> String {
        self.paint(AnsiColor::Green.on_default().bold(), &text)
    }

    /// Something changed or to be looked at.
    pub(super) fn notice(self, text: impl std::fmt::Display) -> String {
        self.paint(AnsiColor::Yellow.on_default().bold(), &text)
    }

    /// Something removed or wrong.
    pub(super) fn bad(self, text: impl std::fmt::Display) -> String {
        self.paint(AnsiColor::Red.on_default().bold(), &text)
    }

    /// A name to find with the eye.
    pub(super) fn name(self, text: impl std::fmt::Display) -> String {
        self.paint(Style::new().bold(), &text)
    }

    /// Something that can be skipped.
    pub(super) fn dim(self, text: impl std::fmt::Display) -> String {
        self.paint(Style::new().dimmed(), &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_variables_decide() {
        let with = |name: &'static str, value: &'static str| move |asked: &str| (asked == name).then(|| value.to_owned());
        assert!(ColorChoice::Auto.enabled(true, &|_| None));
        assert!(!ColorChoice::Auto.enabled(false, &|_| None));
        assert!(!ColorChoice::Auto.enabled(true, &with("NO_COLOR", "1")));
        assert!(!ColorChoice::Auto.enabled(true, &with("TERM", "dumb")));
        assert!(ColorChoice::Auto.enabled(false, &with("CLICOLOR_FORCE", "1")));
        assert!(ColorChoice::Always.enabled(false, &with("NO_COLOR", "1")));
    }
}
