//! What must hold for any bytes: the properties that the fuzz targets in `fuzz/` and the tests below share.
//!
//! Owns: the seam through which a fuzz target reaches what is private here. Not a part of the interface: it exists in tests and
//! under the feature `fuzzing` only.
//! Never does: return a verdict; a property that does not hold panics.
//! In: bytes. Out: nothing.
#![allow(clippy::panic, clippy::missing_panics_doc, reason = "a property that does not hold ends the fuzzer's run")]

use serde_json::Value;

use super::canonical;
use super::document::Document;
use super::outline::outline;
use super::roles::{Pattern, Root, Snapshot, Targets, Timestamp};

/// A file that is accepted has one meaning: what is signed, what is read and what `serde_json` sees are the same.
pub fn metadata(bytes: &[u8]) {
    let Ok(document) = Document::parse("fuzzed", bytes.to_vec()) else { return };
    assert_eq!(document.bytes(), bytes);
    let Ok(Value::Object(file)) = canonical_or_plain(bytes) else { panic!("accepted, but not an object") };
    let Some(signed) = file.get("signed").and_then(Value::as_object) else { panic!("accepted, but nothing is signed") };
    assert_eq!(document.message(), canonical::form(&file["signed"]));
    for (name, value) in signed {
        assert_eq!(document.value(name).as_ref(), Some(value), "{name:?}");
        assert_eq!(document.members(name).is_some(), value.is_object(), "{name:?}");
        let Some(inner) = value.as_object() else { continue };
        let members = document.members(name).unwrap_or_default();
        assert_eq!(members.len(), inner.len(), "{name:?}");
        assert!(members.is_sorted_by(|one, other| one.name < other.name), "{name:?}");
        for member in members {
            let text = document.text(member);
            assert_eq!(document.member(name, &member.name), Some(text));
            assert_eq!(canonical::parse(text.as_bytes()).ok().as_ref(), inner.get(&member.name), "{name:?} {:?}", member.name);
        }
    }
    assert_eq!(document.value("\u{1}not there"), signed.get("\u{1}not there").cloned());
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
    for name in &names {
        let found = targets.target("fuzzed", name);
        assert!(found.as_ref().map_or(true, |found| found.as_ref().is_some_and(|target| target.name() == *name)));
        assert!(targets.names(name).next() == Some(*name));
        for delegation in &targets.delegations {
            assert!(!delegation.covers(name) || delegation.may_cover(name), "{name:?}");
            assert!(!delegation.covers_all(name) || delegation.covers(name), "{name:?}");
        }
    }
}

/// `signed` by the strict reader where it can be; it refuses nothing that an accepted file has there.
fn canonical_or_plain(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    #[derive(serde::Deserialize)]
    struct Envelope<'a> {
        #[serde(borrow)]
        signed: &'a serde_json::value::RawValue,
    }
    let envelope: Envelope<'_> = serde_json::from_slice(bytes)?;
    Ok(serde_json::json!({ "signed": canonical::parse(envelope.signed.get().as_bytes())? }))
}

/// The two ways to the message of a signature agree, and the strict reader sees what `serde_json`'s own sees.
pub fn canonical_json(text: &str) {
    let strict = canonical::parse(text.as_bytes());
    if let Ok(plain) = serde_json::from_str::<Value>(text)
        && let Ok(strict) = &strict
    {
        // The one thing that `Value` reads in its own way; see `Document::value`.
        assert!(*strict == plain || text.contains("$serde_json::private::"));
        let compact = strict.to_string();
        assert_eq!(canonical::parse(compact.as_bytes()).ok().as_ref(), Some(strict), "{compact}");
    }
    // `outline` is only given what serde_json has checked.
    let checked = serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok_and(|raw| raw.get() == text);
    if let Some(found) = checked.then(|| outline(text)).flatten() {
        let long = strict.as_ref().ok().map(canonical::form);
        if found.canonical {
            assert_eq!(long.as_deref(), Some(text.as_bytes()));
        } else {
            // Names with escapes take the long road although they may be canonical.
            assert!(text.contains('\\') || long.as_deref() != Some(text.as_bytes()));
        }
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
        fn accepted_metadata_has_one_meaning(text in r#"\{"signatures":\[\],"signed":\{("[a-c\\"]{1,3}":([0-9]{1,3}|-0|\{\}|\{"x":\{"y":1\}\}|"[a\\n"]*"| \[1\])[, ]){0,4}("z":1)?\}\}"#) {
            metadata(text.as_bytes());
        }
    }
}
