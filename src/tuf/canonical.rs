//! The canonical form of JSON: the bytes that TUF signatures are made over.
//!
//! Owns: the form that securesystemslib writes: members sorted by code point, no white space, only `"` and `\` escaped, text as it is.
//! Never does: Unicode normalisation, or sorting by escaped bytes. tough's formatter does both, so that what it checks is not
//! always what python-tuf signed; hence this one. Nor does it hold a tree of the file: that takes up to ninety times the memory of
//! its text, and a file is read before anybody knows who made it.
//! In: text. Out: [`Rewritten`].

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::strict;
use crate::limits;

/// A text, written again.
#[derive(Debug)]
pub(super) struct Rewritten {
    /// The same JSON without white space, members sorted.
    pub(super) compact: String,
    /// The canonical form.
    pub(super) canonical: Vec<u8>,
}

/// Reads `text` as strict JSON and writes it again.
pub(super) fn rewrite(text: &str) -> Result<Rewritten, serde_json::Error> {
    let mut written = Written { compact: Vec::new(), canonical: Vec::new() };
    strict::read(text, Rewrite { written: &mut written, comma: false, depth: 0 })?;
    let compact = String::from_utf8(written.compact).map_err(serde_json::Error::custom)?;
    Ok(Rewritten { compact, canonical: written.canonical })
}

/// Both texts as they grow.
struct Written {
    compact: Vec<u8>,
    canonical: Vec<u8>,
}

impl Written {
    fn both(&mut self, text: &[u8]) {
        self.compact.extend_from_slice(text);
        self.canonical.extend_from_slice(text);
    }

    fn text(&mut self, text: &str) -> Result<(), serde_json::Error> {
        serde_json::to_writer(&mut self.compact, text)?;
        write_text(text, &mut self.canonical);
        Ok(())
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// A member of an object that is being written: its name, and where it was put.
struct Placed {
    name: String,
    compact: Range<usize>,
    canonical: Range<usize>,
}

/// Writes what it visits.
struct Rewrite<'w> {
    written: &'w mut Written,
    /// Goes before it, where it turns out to be there.
    comma: bool,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Rewrite<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.comma {
            self.written.both(b",");
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Rewrite<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.written.both(b"null");
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.written.both(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.written.both(value.to_string().as_bytes());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.written.both(value.to_string().as_bytes());
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        strict::not_an_integer()
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.written.text(text).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let (written, depth) = (self.written, strict::deeper(self.depth)?);
        written.both(b"[");
        let mut comma = false;
        while items.next_element_seed(Rewrite { written: &mut *written, comma, depth })?.is_some() {
            comma = true;
        }
        written.both(b"]");
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let (written, depth) = (self.written, strict::deeper(self.depth)?);
        written.both(b"{");
        let mut placed: Vec<Placed> = Vec::new();
        while let Some(name) = members.next_key::<String>()? {
            if placed.len() >= limits::JSON_MEMBERS {
                return Err(A::Error::custom(format_args!("an object with more than {} members", limits::JSON_MEMBERS)));
            }
            if !placed.is_empty() {
                written.both(b",");
            }
            let start = (written.compact.len(), written.canonical.len());
            written.text(&name).map_err(A::Error::custom)?;
            written.both(b":");
            members.next_value_seed(Rewrite { written: &mut *written, comma: false, depth })?;
            let (compact, canonical) = (start.0..written.compact.len(), start.1..written.canonical.len());
            placed.push(Placed { name, compact, canonical });
        }
        // Sorted here: most writers sort already, and then nothing is moved.
        if !placed.is_sorted_by(|one, other| one.name < other.name) {
            let start = placed.first().map(|first| (first.compact.start, first.canonical.start)).unwrap_or_default();
            placed.sort_by(|one, other| one.name.cmp(&other.name));
            if let Some(pair) = placed.windows(2).find(|pair| pair[0].name == pair[1].name) {
                return Err(strict::twice(&pair[0].name));
            }
            reorder(&mut written.compact, start.0, placed.iter().map(|one| one.compact.clone()));
            reorder(&mut written.canonical, start.1, placed.iter().map(|one| one.canonical.clone()));
        }
        written.both(b"}");
        Ok(())
    }
}

/// Puts the parts of `out` from `start` on in this order, commas between them.
fn reorder(out: &mut Vec<u8>, start: usize, parts: impl Iterator<Item = Range<usize>>) {
    let mut sorted = Vec::with_capacity(out.len() - start);
    for part in parts {
        if !sorted.is_empty() {
            sorted.push(b',');
        }
        sorted.extend_from_slice(&out[part]);
    }
    out.truncate(start);
    out.extend_from_slice(&sorted);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        String::from_utf8(rewrite(text).unwrap().canonical).unwrap()
    }

    #[test]
    fn the_form_is_that_of_securesystemslib() {
        assert_eq!(canonical(r#"{ "b": [1, -2, true, null], "a": {} }"#), r#"{"a":{},"b":[1,-2,true,null]}"#);
        // Control characters and non-ASCII text stay as they are, decomposed text stays decomposed.
        assert_eq!(canonical(r#"{"n\nl":"q\"b\\\u0007e\u0301"}"#), "{\"n\nl\":\"q\\\"b\\\\\u{7}e\u{301}\"}");
        // By code point of the name itself: with the closing quote counted `a!` would come first.
        assert_eq!(canonical(r#"{"a!":1,"a":2,"a b":3}"#), r#"{"a":2,"a b":3,"a!":1}"#);
    }

    #[test]
    fn the_same_json_comes_back_sorted() {
        let rewritten = rewrite(r#" [ {"b":[{"d":1,"c":"\n"},[]],"a\u0041":{"z":{},"y":{"x":0}}} , [ ] ] "#).unwrap();
        assert_eq!(rewritten.compact, r#"[{"aA":{"y":{"x":0},"z":{}},"b":[{"c":"\n","d":1},[]]},[]]"#);
        assert_eq!(rewritten.canonical, rewritten.compact.replace("\\n", "\n").as_bytes());
    }
}
