//! JSON as it stands in the text: order kept, strings borrowed, no key twice.
//!
//! Owns: what makes JSON text readable in one way only: a key that comes twice is refused, and so is nesting deeper than
//! [`limits::JSON_DEPTH`]. Never does: know CycloneDX.
//! In: JSON text. Out: [`Node`].

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use crate::limits;

/// One JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// Parses `text`.
    pub(super) fn parse(text: &'a str) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let node = Depth(0).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(node)
    }

    /// The value of `key`; `None` where this is no object or has no such key.
    pub(super) fn get(&self, key: &str) -> Option<&Node<'a>> {
        match self {
            Self::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of `key`.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// This value where it is text.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of the list under `key`; none where there is no list.
    pub(super) fn list(&self, key: &str) -> &[Node<'a>] {
        match self.get(key) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }
}

/// How deep the value to read is.
struct Depth(usize);

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Depth {
    fn below<E: Error>(&self) -> Result<Self, E> {
        if self.0 >= limits::JSON_DEPTH {
            return Err(E::custom(format_args!("nested deeper than {}", limits::JSON_DEPTH)));
        }
        Ok(Self(self.0 + 1))
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers are only judged as whole or not, and by a small minimum")]
    fn visit_i64<E>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers are only judged as whole or not, and by a small minimum")]
    fn visit_u64<E>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node<'de>, E> {
        Ok(Node::Number(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self.below()?)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node<'de>, A::Error> {
        let mut entries: Vec<(Cow<'de, str>, Node<'de>)> = Vec::new();
        let mut keys = std::collections::HashSet::new();
        while let Some(key) = access.next_key_seed(Key)? {
            // Small objects, nearly all of them, are searched faster than they are hashed.
            let twice = if entries.len() < 16 {
                entries.iter().any(|(other, _)| *other == key)
            } else {
                if keys.is_empty() {
                    keys.extend(entries.iter().map(|(other, _)| other.clone()));
                }
                !keys.insert(key.clone())
            };
            if twice {
                return Err(A::Error::custom(format_args!("the key {key:?} comes twice")));
            }
            entries.push((key, access.next_value_seed(self.below()?)?));
        }
        Ok(Node::Object(entries))
    }
}

/// A key, borrowed where it has no escapes.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_has_one_reading() {
        let node = Node::parse(r#"{"a": [1, "x", null, true], "b\u0041": {}}"#).unwrap();
        assert_eq!(node.list("a").len(), 4);
        assert!(node.get("bA").is_some());
        let many = (0..20).map(|number| format!("\"k{number}\": 1")).collect::<Vec<_>>().join(",");
        for twice in
            [r#"{"a": 1, "\u0061": 2}"#.to_owned(), format!("{{{many}, \"k3\": 2}}"), format!("{{{many}, \"k19\": 2}}")]
        {
            assert!(Node::parse(&twice).unwrap_err().to_string().contains("comes twice"), "{twice}");
        }
        for bad in ["", "{", "[1,]", "{} {}", "nul"] {
            assert!(Node::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        Node::parse(&nested(limits::JSON_DEPTH)).unwrap();
        assert!(Node::parse(&nested(limits::JSON_DEPTH + 1)).unwrap_err().to_string().contains("deeper"));
    }
}
