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

/// Shows text as one word for a shell, in a line that somebody may copy: in quotation marks where it would mean more than itself.
#[derive(Debug, Clone, Copy)]
pub struct ShellWord<'a>(pub &'a str);

impl fmt::Display for ShellWord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:,=+@".contains(&byte);
        if !self.0.is_empty() && self.0.bytes().all(is_plain) {
            return f.write_str(self.0);
        }
        write!(f, "'{}'", self.0.replace('\'', r"'\''"))
    }
}

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

/// Shows a whole output as [`Printable`] does, but keeps its line feeds and, with `colour`, the colours: `ESC [ 0;1;31 m` and the
/// like. The last net under everything that is written: what belongs to a remote text is escaped where it joins the output.
#[derive(Debug, Clone, Copy)]
pub struct Screen<'a> {
    /// The output.
    pub text: &'a str,
    /// Whether this program colours its output.
    pub colour: bool,
}

impl fmt::Display for Screen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.text;
        while let Some(at) = rest.find(is_deceptive) {
            f.write_str(&rest[..at])?;
            rest = &rest[at..];
            let colour = if self.colour { colour_length(rest) } else { 0 };
            let kept = if rest.starts_with('\n') { 1 } else { colour };
            let end = if kept > 0 { kept } else { rest.chars().next().map_or(rest.len(), char::len_utf8) };
            let (taken, after) = rest.split_at(end);
            if kept > 0 {
                f.write_str(taken)?;
            } else {
                write!(f, "{}", Printable(taken))?;
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

/// The length of the colour sequence that `text` starts with; 0 where it starts with none.
fn colour_length(text: &str) -> usize {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else { return 0 };
    let end = parameters.find(|character: char| !character.is_ascii_digit() && character != ';');
    end.filter(|end| parameters[*end..].starts_with('m')).map_or(0, |end| "\u{1b}[".len() + end + 1)
}

/// Shows JSON text with every deceptive character in its strings as a `\uXXXX` escape: the same document to a reader of JSON,
/// and nothing to a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Json<'a>(pub &'a str);

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            // Between the values there is white space; within strings a control character is escaped already.
            if character.is_ascii_whitespace() || !is_deceptive(character) {
                fmt::Write::write_char(f, character)?;
            } else {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(f, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_a_shell_is_one_word() {
        for (text, shown) in [
            ("acme/tool=exec:sh,env:LANG", "acme/tool=exec:sh,env:LANG"),
            ("acme/tool=net:*.example.com", "'acme/tool=net:*.example.com'"),
            ("x;touch${IFS}/tmp/y;#", "'x;touch${IFS}/tmp/y;#'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
        ] {
            assert_eq!(ShellWord(text).to_string(), shown);
        }
    }

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

    #[test]
    fn an_output_keeps_its_lines_and_only_its_own_colours() {
        let text = "a\n\u{1b}[1;31mred\u{1b}[0m\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\r\u{202e}\u{1b}";
        let plain = Screen { text, colour: false }.to_string();
        assert_eq!(plain, "a\n\\u{1b}[1;31mred\\u{1b}[0m\\u{1b}[2J\\u{1b}]0;title\\u{7}\\u{9b}31m\\u{d}\\u{202e}\\u{1b}");
        let coloured = Screen { text, colour: true }.to_string();
        assert!(coloured.starts_with("a\n\u{1b}[1;31mred\u{1b}[0m\\u{1b}[2J"), "{coloured:?}");
        assert_eq!(coloured.matches('\u{1b}').count(), 2, "{coloured:?}");
    }

    #[test]
    fn json_stays_the_same_document() {
        let value = serde_json::json!({ "a\u{7f}": "\u{1b}[31m \u{9b} \u{202e} \u{e0041} \n caf\u{e9}" });
        for text in [value.to_string(), format!("{value:#}")] {
            let shown = Json(&text).to_string();
            assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
            assert!(!shown.contains(|character| character != '\n' && is_deceptive(character)), "{shown:?}");
            assert!(shown.contains("caf\u{e9}"));
        }
    }
}
