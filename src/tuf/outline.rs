//! Where the members of a signed part stand in its text, found in the one pass that also tells whether it is canonical.
//!
//! Owns: a reader of compact JSON that has been checked already; a role that lists 100,000 targets is walked once, and only
//! the entries that are asked for are parsed.
//! Never does: check the grammar (`serde_json` has), or decide on what it finds: text that is not canonical takes the long road
//! through [`super::canonical`].
//! In: JSON text. Out: [`Outline`].

use std::ops::Range;

use memchr::memchr2;

use crate::limits;

/// The members of an object, in the order in which they stand.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    pub(super) members: Vec<Member>,
    /// True when the text is what securesystemslib would write for it: see [`super::canonical`].
    pub(super) canonical: bool,
}

/// One member of an object.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Member {
    name: Name,
    /// Where its value is in the text.
    pub(super) value: Range<usize>,
    /// The value's own members, where it is an object and stands on the first level.
    pub(super) members: Option<Vec<Member>>,
}

/// A member's name; only one that is written with escapes needs memory of its own.
#[derive(Debug, Clone)]
enum Name {
    At(Range<usize>),
    Unescaped(String),
}

impl Member {
    /// Its name; `text` is the text that the outline was made of.
    pub(super) fn name<'a>(&'a self, text: &'a str) -> &'a str {
        match &self.name {
            Name::At(range) => &text[range.clone()],
            Name::Unescaped(name) => name,
        }
    }
}

/// The outline of `text`, an object; `None` where it is not compact or nested too deeply to be read here.
pub(super) fn outline(text: &str) -> Option<Outline> {
    let mut reader = Reader { bytes: text.as_bytes(), text, at: 0, canonical: true };
    let members = reader.object(0)?;
    (reader.at == text.len()).then_some(Outline { members, canonical: reader.canonical })
}

struct Reader<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    canonical: bool,
}

/// The deepest level whose members are kept.
const KEPT: usize = 1;

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// An object; members are kept down to [`KEPT`].
    fn object(&mut self, depth: usize) -> Option<Vec<Member>> {
        if depth >= limits::JSON_DEPTH {
            return None;
        }
        self.eat(b'{')?;
        let mut members = Vec::new();
        if self.eat(b'}').is_some() {
            return Some(members);
        }
        let mut before: Option<Range<usize>> = None;
        loop {
            let name = self.string()?;
            self.eat(b':')?;
            // Strictly rising, which also means that none is there twice. Escaped names are left to the long road.
            let bytes = self.bytes;
            let rises = before.is_none_or(|before| bytes[before] < bytes[name.clone()]);
            self.canonical &= rises && !bytes[name.clone()].contains(&b'\\');
            let start = self.at;
            let inner = if depth < KEPT && self.peek()? == b'{' {
                Some(self.object(depth + 1)?)
            } else {
                self.skip(depth + 1)?;
                None
            };
            if depth <= KEPT {
                members.push(Member { name: self.name(name.clone())?, value: start..self.at, members: inner });
            }
            before = Some(name);
            if self.eat(b',').is_none() {
                self.eat(b'}')?;
                return Some(members);
            }
        }
    }

    fn skip(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'{' => self.object(depth).map(drop),
            b'[' => self.list(depth),
            b'"' => self.string().map(drop),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<()> {
        if depth >= limits::JSON_DEPTH {
            return None;
        }
        self.eat(b'[')?;
        if self.eat(b']').is_some() {
            return Some(());
        }
        loop {
            self.skip(depth + 1)?;
            if self.eat(b',').is_none() {
                return self.eat(b']');
            }
        }
    }

    /// The text between the quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        self.eat(b'"')?;
        let start = self.at;
        loop {
            let length = memchr2(b'"', b'\\', &self.bytes[self.at..])?;
            self.at += length + 1;
            if self.bytes[self.at - 1] == b'"' {
                return Some(start..self.at - 1);
            }
            self.canonical &= matches!(self.peek()?, b'"' | b'\\');
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.bytes[self.at..].starts_with(word.as_bytes()).then(|| self.at += word.len())
    }

    /// A number; only 64-bit integers are canonical.
    fn number(&mut self) -> Option<()> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let text = &self.text[start..self.at];
        // Up to 18 digits fit.
        let plain =
            text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
        self.canonical &= plain
            || text.parse::<u64>().is_ok_and(|number| number.to_string() == text)
            || text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
        (self.at > start).then_some(())
    }

    fn name(&self, range: Range<usize>) -> Option<Name> {
        if self.text[range.clone()].contains('\\') {
            return serde_json::from_str(&self.text[range.start - 1..=range.end]).ok().map(Name::Unescaped);
        }
        Some(Name::At(range))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;
    use crate::tuf::canonical;

    #[test]
    fn members_of_two_levels_are_found() {
        let text = r#"{"a":1,"b":{"x":{"y":[{}]},"z":"q\"}"},"c":[]}"#;
        let outline = outline(text).unwrap();
        let shown = |member: &Member| (member.name(text).to_owned(), text[member.value.clone()].to_owned());
        let of = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert!(outline.canonical);
        let first: Vec<_> = outline.members.iter().map(shown).collect();
        assert_eq!(first, [of("a", "1"), of("b", r#"{"x":{"y":[{}]},"z":"q\"}"}"#), of("c", "[]")]);
        let second: Vec<_> = outline.members[1].members.iter().flatten().map(shown).collect();
        assert_eq!(second, [of("x", r#"{"y":[{}]}"#), of("z", r#""q\"}""#)]);
    }

    #[test]
    fn what_is_not_canonical_is_not_taken_for_it() {
        for text in [
            r#"{"b":1,"a":2}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"x":{"b":1,"b":2}}"#,
            r#"{"x":[{"b":1,"a":2}]}"#,
            r#"{"a":"\n"}"#,
            r#"{"a":"\u0041"}"#,
            r#"{"a":"\/"}"#,
            r#"{"a\"":1}"#,
            r#"{"a":1.0}"#,
            r#"{"a":1e3}"#,
            r#"{"a":-0}"#,
            r#"{"a":18446744073709551616}"#,
        ] {
            assert!(!outline(text).unwrap().canonical, "{text}");
        }
        for text in [r#"{ "a":1}"#, r#"{"a": 1}"#, "{\"a\":1}\n", "[]", ""] {
            assert!(outline(text).is_none(), "{text}");
        }
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(outline(&nested(limits::JSON_DEPTH - 1)).unwrap().canonical);
        assert!(outline(&nested(limits::JSON_DEPTH)).is_none());
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f32>().prop_map(Value::from),
            "[ -~\n\\\\\"é\u{1f600}]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[a-c\"\\\\é]{0,3}", inner), 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
            ]
        })
    }

    proptest! {
        /// The two ways to the message of a signature agree: text that the outline calls canonical is its own canonical form.
        #[test]
        fn canonical_text_is_its_own_canonical_form(value in json(), spaced in any::<bool>(), drop in 0_usize..64) {
            let value = serde_json::json!({ "v": value });
            let mut text = if spaced { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
            // A damaged text, too: whatever is still JSON and called canonical has to be.
            if drop < text.len() && text.is_char_boundary(drop) && text.is_char_boundary(drop + 1) && drop > 40 {
                text.remove(drop);
            }
            prop_assume!(serde_json::from_str::<Value>(&text).is_ok());
            let found = outline(&text).is_some_and(|outline| outline.canonical);
            let long = canonical::parse(text.as_bytes()).ok().map(|value| canonical::form(&value));
            if found {
                prop_assert_eq!(long.as_deref(), Some(text.as_bytes()));
            } else {
                let escaped_name = text.contains('\\');
                prop_assert!(escaped_name || long.as_deref() != Some(text.as_bytes()), "{}", text);
            }
        }
    }
}
