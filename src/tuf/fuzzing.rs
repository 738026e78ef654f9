//! What must hold for any bytes: the properties that the fuzz targets in `fuzz/` and the tests below share.
//!
//! Owns: the seam through which a fuzz target reaches what is private here. Not a part of the interface: it exists in tests and
//! under the feature `fuzzing` only.
//! Never does: return a verdict; a property that does not hold panics.
//! In: bytes. Out: nothing.
#![allow(clippy::panic, clippy::missing_panics_doc, reason = "a property that does not hold ends the fuzzer's run")]

use serde::de::IgnoredAny;
use serde_json::Value;

use super::canonical::rewrite;
use super::document::Document;
use super::outline::{Form, outline, with_line_ends};
use super::roles::{Pattern, Root, Snapshot, Targets, Timestamp};
use super::strict;

/// A file that is accepted has one meaning: what is signed, what is read and what `serde_json` sees are the same.
pub fn metadata(bytes: &[u8]) {
    let Ok(document) = Document::parse("fuzzed", bytes.to_vec()) else { return };
    assert_eq!(document.bytes(), bytes);
    let Some(tree) = signed(bytes) else { return };
    let Some(signed) = tree.as_object() else { panic!("accepted, but no object is signed") };
    assert_eq!(document.message(), form(&tree));
    for (name, value) in signed {
        assert_eq!(document.value(name).ok().flatten().as_ref(), Some(value), "{name:?}");
        assert_eq!(document.members(name).is_some(), value.is_object(), "{name:?}");
        let Some(inner) = value.as_object() else { continue };
        let members = document.members(name).unwrap_or_default();
        assert_eq!(members.len(), inner.len(), "{name:?}");
        assert!(members.is_sorted_by(|one, other| document.name(one) < document.name(other)), "{name:?}");
        for member in members {
            let (inner_name, text) = (document.name(member), document.text(member));
            assert_eq!(document.member(name, inner_name), Some(text));
            assert_eq!(strict::parse(text).ok().as_ref(), inner.get(inner_name), "{name:?} {inner_name:?}");
        }
    }
    assert_eq!(document.value("\u{1}not there"), Ok(signed.get("\u{1}not there").cloned()));
    // The views fail or not, but they fail in words.
    let _ = Root::read(document.clone());
    let _ = Timestamp::read(document.clone());
    let _ = Snapshot::read(document.clone());
    if let Ok(targets) = Targets::read("fuzzed", document) {
        listed(&targets);
    }
}

/// Every way to the entries of a targets role agrees.
fn listed(targets: &Targets) {
    let names: Vec<&str> = targets.names("").collect();
    assert_eq!(names.len(), targets.len());
    for (position, name) in names.iter().enumerate() {
        assert_eq!((targets.position(name), targets.name_at(position)), (Some(position), *name));
        if let Ok(target) = targets.target_at("fuzzed", position) {
            assert_eq!(target.name(), *name);
        }
        assert_eq!(targets.names(name).next(), Some(*name));
        for delegation in &targets.delegations {
            assert!(!delegation.covers(name) || delegation.may_cover(name), "{name:?}");
            assert!(!delegation.covers_all(name) || delegation.covers(name), "{name:?}");
        }
    }
}

/// What a file that was accepted signs, as a tree; nothing where that would be too large.
fn signed(bytes: &[u8]) -> Option<Value> {
    #[derive(serde::Deserialize)]
    struct Envelope<'a> {
        #[serde(borrow)]
        signed: &'a serde_json::value::RawValue,
    }
    let Ok(Envelope { signed }) = serde_json::from_slice(bytes) else { panic!("accepted, but not a file") };
    match strict::parse(signed.get()) {
        Ok(tree) => Some(tree),
        Err(error) if error.to_string().contains("more values") => None,
        Err(error) => panic!("accepted, but {error}"),
    }
}

/// The canonical form in the plainest way, from a tree: what [`rewrite`] is compared with.
fn form(value: &Value) -> Vec<u8> {
    let text = |text: &str| {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        [b"\"", escaped.as_bytes(), b"\""].concat()
    };
    match value {
        Value::String(one) => text(one),
        Value::Array(items) => [b"[", items.iter().map(form).collect::<Vec<_>>().join(&b","[..]).as_slice(), b"]"].concat(),
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(name, _)| name.as_str());
            let members = sorted.into_iter().map(|(name, value)| [text(name), form(value)].join(&b":"[..]));
            [b"{", members.collect::<Vec<_>>().join(&b","[..]).as_slice(), b"}"].concat()
        }
        other => other.to_string().into_bytes(),
    }
}

/// The ways to the message of a signature agree, and the strict readers see what `serde_json`'s own sees.
pub fn canonical_json(text: &str) {
    let (tree, rewritten) = (strict::parse(text).ok(), rewrite(text).ok());
    if let Some(tree) = &tree {
        let Some(rewritten) = &rewritten else { panic!("the tree has what the text has not") };
        assert_eq!(rewritten.canonical, form(tree));
        assert_eq!(strict::parse(&rewritten.compact).ok().as_ref(), Some(tree));
        assert!(serde_json::from_str::<IgnoredAny>(text).is_ok(), "accepted, but no JSON");
        // The one name that `Value` reads in its own way, or not at all.
        let is_odd = || tree.to_string().contains("$serde_json::private::");
        assert!(serde_json::from_str::<Value>(text).is_ok_and(|plain| plain == *tree) || is_odd());
    }
    let checked = serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok_and(|raw| raw.get() == text);
    let long = rewritten.as_ref().map(|rewritten| rewritten.canonical.as_slice());
    match outline(text).map(|outline| outline.form) {
        // What it calls canonical is JSON, whoever has checked it, but for control characters.
        Some(Form::Canonical | Form::LineEnds) if !checked => assert!(text.bytes().any(|byte| byte < b' '), "{text:?}"),
        Some(Form::Canonical) => assert_eq!(long, Some(text.as_bytes())),
        Some(Form::LineEnds) => assert_eq!(long, Some(&with_line_ends(text)[..])),
        // Names with escapes take the long road although they may be canonical.
        Some(Form::Other) if checked => assert!(text.contains('\\') || long != Some(text.as_bytes())),
        Some(Form::Other) | None => (),
    }
    if let Some(rewritten) = &rewritten {
        assert!(tree.is_some() || text.len() > 1 << 20);
        assert!(!rewritten.compact.starts_with('{') || outline(&rewritten.compact).is_some());
    }
}

/// A pattern matches what its definition says, and the look-up by prefix leaves nothing out.
pub fn pattern(pattern: &str, name: &str) {
    let read = Pattern::new(pattern);
    let matches = read.matches(name);
    let (characters, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    if characters.len() <= 40 && text.len() <= 40 {
        let sound = is_closed(&characters);
        assert_eq!(matches, sound && by_definition(&characters, &text), "{pattern:?} {name:?}");
    }
    for (at, _) in name.char_indices().chain([(name.len(), ' ')]) {
        let (prefix, rest) = name.split_at(at);
        assert!(!matches || read.may_match(prefix), "{pattern:?} {name:?} {prefix:?}");
        assert!(!read.matches_all(prefix) || rest.contains('/') || matches, "{pattern:?} {name:?} {prefix:?}");
    }
}

/// True when every bracket has its end.
fn is_closed(pattern: &[char]) -> bool {
    match pattern {
        [] => true,
        ['[', rest @ ..] => set(rest).is_some_and(|(_, after)| is_closed(after)),
        [_, rest @ ..] => is_closed(rest),
    }
}

/// The definition, read aloud: no wildcard takes a `/`.
fn by_definition(pattern: &[char], name: &[char]) -> bool {
    match (pattern, name) {
        ([], name) => name.is_empty(),
        (['*', rest @ ..], _) => {
            let run = name.iter().position(|one| *one == '/').unwrap_or(name.len());
            // Two runs in a row are one.
            !matches!(rest, ['*', ..]) && (0..=run).any(|taken| by_definition(rest, &name[taken..]))
                || matches!(rest, ['*', ..]) && by_definition(rest, name)
        }
        (['?', rest @ ..], [one, after @ ..]) => *one != '/' && by_definition(rest, after),
        (['[', rest @ ..], [one, after @ ..]) => {
            set(rest).is_some_and(|(inside, rest)| *one != '/' && inside(*one) && by_definition(rest, after))
        }
        ([literal, rest @ ..], [one, after @ ..]) => literal == one && by_definition(rest, after),
        (_, []) => false,
    }
}

type Inside<'a> = Box<dyn Fn(char) -> bool + 'a>;

/// What a bracket holds, and the pattern behind it.
fn set(pattern: &[char]) -> Option<(Inside<'_>, &[char])> {
    let negated = matches!(pattern, ['!' | '^', ..]);
    let body = &pattern[usize::from(negated)..];
    let end = 1 + body.get(1..)?.iter().position(|one| *one == ']')?;
    let (mut held, after) = (&body[..end], &body[end + 1..]);
    let mut ranges = Vec::new();
    while let [low, rest @ ..] = held {
        if let ['-', high, rest @ ..] = rest {
            ranges.push(*low..=*high);
            held = rest;
        } else {
            ranges.push(*low..=*low);
            held = rest;
        }
    }
    Some((Box::new(move |one| ranges.iter().any(|range| range.contains(&one)) != negated), after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_ever_wrong_stays_right() {
        for text in [
            r#"{"signatures":[],"signed":{"a":{"$serde_json::private::RawValue":"[1]"}}}"#,
            r#"{"signatures":[],"signed":{"_type":"targets","a\"b":{"c\\":1},"z":1}}"#,
            r#"{"signed":{"b":{"d":[],"c":{"y":1,"x":2}},"a":-0},"signatures":[]}"#,
            r#"[[],{"a":1}]"#,
        ] {
            metadata(text.as_bytes());
        }
        for name in [r"$serde_json::private::RawValue", r"\u0024serde_json::private::RawValue"] {
            canonical_json(&format!(r#"{{"{name}":18}}"#));
            metadata(format!(r#"{{"signatures":[],"signed":{{"{name}":18}}}}"#).as_bytes());
        }
    }

    proptest! {
        #[test]
        fn patterns_match_by_their_definition(one in "[ab*?/\\[\\]!^-]{0,9}", name in "[ab/!^\\]-]{0,6}") {
            pattern(&one, &name);
        }

        #[test]
        fn names_that_come_from_a_pattern_match_it(parts in prop::collection::vec("[ab./]{0,3}", 1..5)) {
            let (one, name) = (parts.join("*"), parts.concat());
            pattern(&one, &name);
            prop_assert!(Pattern::new(&one).matches(&name));
        }

        #[test]
        fn json_is_written_in_one_way(text in r#"[\[\{]{1,3}(("[ab\\\\n/]{0,3}":)?([0-9]{1,2}|-1|1\.5|\{\}|\[\]|null|"\\u0061\n?")[, \]\}]{1,2}){0,6}[\]\}]{0,3}"#) {
            canonical_json(&text);
        }

        #[test]
        fn accepted_metadata_has_one_meaning(text in r#"\{"signatures":\[\],"signed":\{("[a-c\\"]{1,3}":([0-9]{1,3}|-0|\{\}|\{"x":\{"y":1\}\}|"[a\\n"]*"| \[1\])[, ]){0,4}("z":1)?\}\}"#) {
            metadata(text.as_bytes());
        }
    }
}
