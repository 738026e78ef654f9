//! Text that is safe to show: URLs without credentials, remote strings without control characters.
//!
//! Owns: what may reach a terminal, a log or a JSON document.
//! Never does: the writing.
//! In: URLs and remote text. Out: displayable text.

use std::fmt;

use url::Url;

/// Shows a URL without user name, password, query and fragment (all four can carry secrets).
pub fn url(url: &Url) -> String {
    let mut shown = url.clone();
    let had_secret = !shown.username().is_empty() || shown.password().is_some();
    // Both fail only for URLs that cannot have a user name, which then have nothing to hide.
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    shown.set_query(None);
    shown.set_fragment(None);
    let text = shown.to_string();
    if had_secret { text.replacen("://", "://***@", 1) } else { text }
}

/// Shows remote text with control, bidirectional and zero-width characters as `\u{..}` escapes (attack table, row 128).
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

/// True for characters that can change what a reader of a terminal believes to see.
pub fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if is_deceptive(character) {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                fmt::Write::write_char(f, character)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_of_a_url_is_shown() {
        let with_all = Url::parse("https://user:pass@host/path?token=1#frag").unwrap();
        assert_eq!(url(&with_all), "https://***@host/path");
        assert_eq!(url(&Url::parse("file:///a/b").unwrap()), "file:///a/b");
    }

    #[test]
    fn escapes_do_not_reach_a_terminal() {
        assert_eq!(Printable("a\u{1b}[31mb\u{202e}c").to_string(), "a\\u{1b}[31mb\\u{202e}c");
    }
}
