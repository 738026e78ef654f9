//! Where the members of a signed part stand in its text, found in the one pass that also tells whether it is canonical.
//!
//! Owns: a reader of compact JSON; a role that lists 100,000 targets is walked once, and only the entries that are asked for are
//! parsed. What it calls canonical is JSON: names rise, text has two escapes or three, numbers are whole.
//! Never does: check the grammar of anything else (`serde_json` does), or decide on what it finds: text that is not canonical takes
//! the long road through [`super::canonical`].
//! In: JSON text. Out: [`Outline`], or a [`File`] as repositories write it.

use std::ops::Range;

use memchr::{memchr, memchr2};

use crate::limits;

/// The members of an object, in the order in which they stand.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    pub(super) members: Vec<Member>,
    pub(super) form: Form,
}

/// How far a text is from its canonical form (see [`super::canonical`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// It is that form.
    Canonical,
    /// It is, but for line ends in values, which JSON has to escape: PEM keys have them.
    LineEnds,
    Other,
}

/// A whole file without white space, signatures first: what this project and canonical writers make.
#[derive(Debug)]
pub(super) struct File {
    /// The list of signatures.
    pub(super) signatures: Range<usize>,
    pub(super) signed: Range<usize>,
    /// Of the signed part, from its start.
    pub(super) outline: Outline,
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

/// The outline of `text`, an object; `None` where it is not compact, nested too deeply or too large to be read here.
pub(super) fn outline(text: &str) -> Option<Outline> {
    let mut reader = Reader::new(text);
    let members = reader.object(0)?;
    (reader.at == text.len()).then_some(Outline { members, form: reader.form() })
}

/// Reads a metadata file in one pass; `None` where it is written in another way, which says nothing against it.
pub(super) fn file(text: &str) -> Option<File> {
    // JSON allows no control character in a text, the canonical form does.
    let control = |part: &[u8]| part.iter().fold(false, |found, byte| found | (*byte < b' '));
    if text.as_bytes().chunks(64).any(control) {
        return None;
    }
    let mut reader = Reader::new(text);
    reader.literal(r#"{"signatures":"#)?;
    let start = reader.at;
    reader.list(1)?;
    let signatures = start..reader.at;
    reader.literal(r#","signed":"#)?;
    // Ranges in the outline count from here.
    let start = reader.at;
    let mut inner = Reader { canonical: reader.canonical, ..Reader::new(&text[start..]) };
    let members = inner.object(0)?;
    let signed = start..start + inner.at;
    (inner.canonical && &text[signed.end..] == "}").then(|| File {
        signatures,
        signed,
        outline: Outline { members, form: inner.form() },
    })
}

/// The canonical form of a [`Form::LineEnds`] text.
pub(super) fn with_line_ends(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = 0;
    // Escapes are two bytes here: the second one is never the first of another.
    while let Some(length) = memchr(b'\\', &bytes[rest..]) {
        let at = rest + length;
        out.extend_from_slice(&bytes[rest..at]);
        match bytes.get(at + 1) {
            Some(b'n') => out.push(b'\n'),
            _ => out.extend_from_slice(&bytes[at..bytes.len().min(at + 2)]),
        }
        rest = bytes.len().min(at + 2);
    }
    out.extend_from_slice(&bytes[rest..]);
    out
}

struct Reader<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    kept: usize,
    /// True while all is canonical but for line ends.
    canonical: bool,
    line_ends: bool,
}

/// The deepest level whose members are kept.
const KEPT: usize = 1;

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), text, at: 0, kept: 0, canonical: true, line_ends: false }
    }

    fn form(&self) -> Form {
        match (self.canonical, self.line_ends) {
            (true, false) => Form::Canonical,
            (true, true) => Form::LineEnds,
            (false, _) => Form::Other,
        }
    }

    fn literal(&mut self, text: &str) -> Option<()> {
        self.bytes[self.at..].starts_with(text.as_bytes()).then(|| self.at += text.len())
    }

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
                self.kept += 1;
                if self.kept > limits::JSON_MEMBERS {
                    return None;
                }
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
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
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
            match self.peek()? {
                b'"' | b'\\' => (),
                b'n' => self.line_ends = true,
                _ => self.canonical = false,
            }
            self.at += 1;
        }
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
    use crate::tuf::canonical::rewrite;

    #[test]
    fn members_of_two_levels_are_found() {
        let text = r#"{"a":1,"b":{"x":{"y":[{}]},"z":"q\"}"},"c":[]}"#;
        let outline = outline(text).unwrap();
        let shown = |member: &Member| (member.name(text).to_owned(), text[member.value.clone()].to_owned());
        let of = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(outline.form, Form::Canonical);
        let first: Vec<_> = outline.members.iter().map(shown).collect();
        assert_eq!(first, [of("a", "1"), of("b", r#"{"x":{"y":[{}]},"z":"q\"}"}"#), of("c", "[]")]);
        let second: Vec<_> = outline.members[1].members.iter().flatten().map(shown).collect();
        assert_eq!(second, [of("x", r#"{"y":[{}]}"#), of("z", r#""q\"}""#)]);
    }

    #[test]
    fn a_file_is_read_in_one_pass_only_as_its_writer_writes_it() {
        let good = r#"{"signatures":[{"keyid":"k","sig":"ab"}],"signed":{"a":{"b":"x\\n\n"}}}"#;
        let found = file(good).unwrap();
        assert_eq!(&good[found.signatures.clone()], r#"[{"keyid":"k","sig":"ab"}]"#);
        assert_eq!((&good[found.signed.clone()], found.outline.form), (r#"{"a":{"b":"x\\n\n"}}"#, Form::LineEnds));
        assert_eq!(with_line_ends(&good[found.signed]), b"{\"a\":{\"b\":\"x\\\\n\n\"}}");
        for other in [
            r#"{"signed":{},"signatures":[]}"#,
            r#"{"signatures":[],"signed":{},"x":1}"#,
            r#"{"signatures":[],"signed":{}} "#,
            r#"{"signatures":{},"signed":{}}"#,
            r#"{"signatures":[],"signed":[]}"#,
            r#"{"signatures":["\u0041"],"signed":{}}"#,
            r#"{"signatures":[],"signed":{"b":1,"a":2}}"#,
            "{\"signatures\":[],\"signed\":{\"a\":\"\u{1}\"}}",
            "{\"signatures\":[],\"signed\":{\"a\":\"\n\"}}",
        ] {
            assert!(file(other).is_none(), "{other}");
        }
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
            assert_ne!(outline(text).unwrap().form, Form::Canonical, "{text}");
        }
        for text in [r#"{ "a":1}"#, r#"{"a": 1}"#, "{\"a\":1}\n", "[]", ""] {
            assert!(outline(text).is_none(), "{text}");
        }
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(outline(&nested(limits::JSON_DEPTH - 1)).unwrap().form, Form::Canonical);
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
            // A file around it is read in one pass exactly where it has a form, and then is JSON.
            let wrapped = format!("{{\"signatures\":[],\"signed\":{text}}}");
            let form = outline(&text).map_or(Form::Other, |outline| outline.form);
            prop_assert_eq!(file(&wrapped).map_or(Form::Other, |file| file.outline.form), form);
            prop_assume!(serde_json::from_str::<Value>(&text).is_ok());
            let long = rewrite(&text).ok().map(|rewritten| rewritten.canonical);
            match form {
                Form::Canonical => prop_assert_eq!(long.as_deref(), Some(text.as_bytes())),
                Form::LineEnds => prop_assert_eq!(long, Some(with_line_ends(&text))),
                Form::Other => prop_assert!(text.contains('\\') || long.as_deref() != Some(text.as_bytes()), "{}", text),
            }
        }
    }
}
