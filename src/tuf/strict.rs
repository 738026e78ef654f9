//! Strict JSON: what two readers could understand differently is refused.
//!
//! Owns: what counts as acceptable JSON (no member twice, no fraction, no integer beyond 64 bits, bounded nesting) and how much of it
//! is held as a tree.
//! Never does: obey a name of a member. `serde_json`'s own reader of a [`Value`] does: it takes the text in a member
//! `$serde_json::private::RawValue` for the value.
//! In: text. Out: [`serde_json::Value`]s of small parts, [`Object`]s.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::limits;

/// Reads `text` as strict JSON.
pub(super) fn parse(text: &str) -> Result<Value, serde_json::Error> {
    read(text, Build { left: &Cell::new(limits::JSON_WEIGHT), depth: 0 })
}

/// Reads the members of an object one after the other, so that only one of them is ever held as a tree. `left` is what they may weigh
/// together, see [`limits::JSON_WEIGHT`].
///
/// That no member is there twice has been seen by then: `text` is a part of a document.
pub(super) fn members(text: &str, left: &Cell<usize>, each: impl FnMut(String, Value)) -> Result<(), serde_json::Error> {
    read(text, EachMember { one: Build { left, depth: 1 }, each })
}

/// The same for the items of a list, until `each` refuses one: its reason is among the words of the error.
pub(super) fn items(
    text: &str,
    left: &Cell<usize>,
    each: impl FnMut(Value) -> Result<(), String>,
) -> Result<(), serde_json::Error> {
    read(text, EachItem { one: Build { left, depth: 1 }, each })
}

/// Hands on the members of an object.
struct EachMember<'a, F> {
    one: Build<'a>,
    each: F,
}

impl<'de, F: FnMut(String, Value)> DeserializeSeed<'de> for EachMember<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, F: FnMut(String, Value)> Visitor<'de> for EachMember<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            (self.each)(name, members.next_value_seed(self.one)?);
        }
        Ok(())
    }
}

/// Hands on the items of a list.
struct EachItem<'a, F> {
    one: Build<'a>,
    each: F,
}

impl<'de, F: FnMut(Value) -> Result<(), String>> DeserializeSeed<'de> for EachItem<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Value) -> Result<(), String>> Visitor<'de> for EachItem<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element_seed(self.one)? {
            (self.each)(item).map_err(serde::de::Error::custom)?;
        }
        Ok(())
    }
}

/// Lets `seed` read all of `text`.
pub(super) fn read<'de, S: DeserializeSeed<'de>>(text: &'de str, seed: S) -> Result<S::Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// A typed view of an object. serde would take a list of the values for it, too, which no other TUF client does.
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(members)).map(Object)
            }
        }
        deserializer.deserialize_map(Members(PhantomData))
    }
}

/// One level deeper.
pub(super) fn deeper<E: serde::de::Error>(depth: usize) -> Result<usize, E> {
    if depth >= limits::JSON_DEPTH {
        return Err(E::custom(format_args!("nested deeper than {}", limits::JSON_DEPTH)));
    }
    Ok(depth + 1)
}

pub(super) fn not_an_integer<T, E: serde::de::Error>() -> Result<T, E> {
    Err(E::custom("a number that is not a 64-bit integer"))
}

pub(super) fn twice<E: serde::de::Error>(name: &str) -> E {
    E::custom(format_args!("the member {name:?} is there twice"))
}

/// Builds a value, which has to be small.
#[derive(Clone, Copy)]
struct Build<'a> {
    /// What it may still weigh; see [`limits::JSON_WEIGHT`].
    left: &'a Cell<usize>,
    depth: usize,
}

/// The weight of an empty object or list, in values.
const CONTAINER: usize = 16;

impl Build<'_> {
    fn take<E: serde::de::Error>(self, weight: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(weight);
        self.left.set(left.ok_or_else(|| E::custom("it holds more values than any such part needs"))?);
        Ok(())
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        self.take(CONTAINER)?;
        Ok(Self { depth: deeper(self.depth)?, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Build<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.take(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(Number::from(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(Number::from(value)))
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Value, E> {
        not_an_integer()
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let deeper = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(deeper)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let deeper = self.deeper()?;
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(deeper)?;
            if map.contains_key(&name) {
                return Err(twice(&name));
            }
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tuf::canonical::rewrite;

    #[test]
    fn what_two_readers_could_read_differently_is_refused() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        for text in [
            r#"{"a":1,"a":2}"#,
            r#"{"b":{"a":1,"c":0,"\u0061":2}}"#,
            r#"{"a":1.5}"#,
            r#"{"a":1e3}"#,
            r#"{"a":-0}"#,
            r#"{"a":1180591620717411303424}"#,
            "\u{feff}{}",
            r#"{"a":"\ud800"}"#,
            "{} {}",
            "",
            "{\"a\":",
            &deep(limits::JSON_DEPTH + 1),
        ] {
            assert!(parse(text).is_err() && rewrite(text).is_err(), "{text}");
        }
        let text = deep(limits::JSON_DEPTH);
        assert!(parse(&text).is_ok() && rewrite(&text).is_ok());
    }

    #[test]
    fn a_tree_is_bounded() {
        let list = |one: &str, count: usize| format!("[{}0]", format!("{one},").repeat(count));
        assert!(parse(&list("0", limits::JSON_WEIGHT - CONTAINER - 2)).is_ok());
        assert!(parse(&list("0", limits::JSON_WEIGHT)).is_err());
        assert!(parse(&list("{}", limits::JSON_WEIGHT / CONTAINER)).is_err());
    }

    #[test]
    fn a_list_is_no_object() {
        #[derive(serde::Deserialize)]
        struct Pair {
            a: u8,
        }
        assert_eq!(serde_json::from_str::<Object<Pair>>(r#"{"a":1}"#).unwrap().0.a, 1);
        assert!(serde_json::from_str::<Pair>("[1]").is_ok() && serde_json::from_str::<Object<Pair>>("[1]").is_err());
    }
}
