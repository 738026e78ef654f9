//! A grammar of JSON objects in tables: which keys there are since which version, and what stands under them.
//!
//! Owns: the judging of a [`Node`] by such a table, and the place of the first thing that does not fit.
//! Never does: know a table; they are in `shapes`. In: a node, a rule, a version. Out: nothing, or the first [`Misfit`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::node::Node;

/// A CycloneDX version: the number behind `1.`.
pub(super) type Minor = u8;

/// A rule that only a function can say.
pub(super) type Judge = fn(&Node<'_>, Minor) -> Result<(), Misfit>;

/// What may stand somewhere.
pub(super) enum Rule {
    /// Anything: it is not read, so it is not judged.
    Any,
    /// Text.
    Text,
    /// Text for which a function holds; the words say what is wanted.
    Like(fn(&str, Minor) -> bool, &'static str),
    /// One of these words, each since a version.
    Word(&'static [(Minor, &'static [&'static str])]),
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// A whole number, from 1 on since the given version.
    Whole(Minor),
    /// An object of this shape.
    Object(&'static Shape),
    /// A list of these.
    List(&'static Rule),
    /// A list of these, no two alike.
    Set(&'static Rule),
    /// A list of these up to a version, and an object of this shape since the next.
    ListOrObject(&'static Rule, Minor, &'static Shape),
    /// Whatever a function says.
    Judged(Judge),
}

/// One key of an object.
pub(super) struct Key {
    name: &'static str,
    since: Minor,
    until: Minor,
    rule: &'static Rule,
}

/// A key that every version since `since` has.
pub(super) const fn key(name: &'static str, since: Minor, rule: &'static Rule) -> Key {
    Key { name, since, until: Minor::MAX, rule }
}

/// A key that versions `since` to `until` have with this rule.
pub(super) const fn between(name: &'static str, since: Minor, until: Minor, rule: &'static Rule) -> Key {
    Key { name, since, until, rule }
}

/// An object.
pub(super) struct Shape {
    /// What it is, in the specification's word.
    pub(super) name: &'static str,
    /// Its keys; others are refused.
    pub(super) keys: &'static [Key],
    /// Keys that must be there, since a version and until one.
    pub(super) required: &'static [(&'static str, Minor, Minor)],
    /// What holds between keys.
    pub(super) also: Option<Judge>,
    /// True where the specification allows other keys until this version.
    pub(super) open_until: Minor,
}

impl Shape {
    /// A shape with nothing required.
    pub(super) const fn new(name: &'static str, keys: &'static [Key]) -> Self {
        Self { name, keys, required: &[], also: None, open_until: 0 }
    }

    /// The same with required keys.
    pub(super) const fn required(self, required: &'static [(&'static str, Minor, Minor)]) -> Self {
        Self { required, ..self }
    }

    /// The same with a rule between keys.
    pub(super) const fn also(self, also: Judge) -> Self {
        Self { also: Some(also), ..self }
    }

    /// True where this key may have this value in a version.
    pub(super) fn takes(&self, name: &str, value: &Node<'_>, version: Minor) -> bool {
        let fits = |key: &&Key| key.name == name && (key.since..=key.until).contains(&version);
        self.keys.iter().find(fits).is_some_and(|key| judge(value, key.rule, version).is_ok())
    }

    /// The same, open to other keys until a version.
    pub(super) const fn open_until(self, open_until: Minor) -> Self {
        Self { open_until, ..self }
    }
}

/// The first thing that does not fit: where, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misfit {
    /// Keys and positions, innermost first.
    path: Vec<String>,
    reason: String,
}

impl Misfit {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { path: Vec::new(), reason: reason.into() }
    }

    pub(super) fn under(mut self, step: &dyn std::fmt::Display) -> Self {
        self.path.push(step.to_string());
        self
    }

    /// As a JSON pointer (RFC 6901) and the reason.
    pub(super) fn words(&self) -> String {
        let pointer: String = self.path.iter().rev().map(|step| format!("/{step}")).collect();
        if pointer.is_empty() { self.reason.clone() } else { format!("{} at {pointer}", self.reason) }
    }
}

/// Judges `node` by `rule`.
pub(super) fn judge(node: &Node<'_>, rule: &Rule, version: Minor) -> Result<(), Misfit> {
    match (rule, node) {
        (Rule::Any, _) | (Rule::Text, Node::Text(_)) | (Rule::Bool, Node::Bool(_)) | (Rule::Number, Node::Number(_)) => Ok(()),
        (Rule::Like(fits, wanted), Node::Text(text)) => {
            if fits(text, version) {
                Ok(())
            } else {
                Err(Misfit::new(format!("{} is not {wanted}", shown(text))))
            }
        }
        (Rule::Word(words), Node::Text(text)) => {
            let known = words.iter().any(|(since, words)| *since <= version && words.contains(&&**text));
            if known {
                Ok(())
            } else {
                Err(Misfit::new(format!("{} is none of the words allowed in 1.{version}", shown(text))))
            }
        }
        (Rule::Whole(positive_since), Node::Number(number)) => {
            if number.fract() != 0.0 {
                return Err(Misfit::new("not a whole number"));
            }
            if version >= *positive_since && *number < 1.0 { Err(Misfit::new("less than 1")) } else { Ok(()) }
        }
        (Rule::Object(shape), Node::Object(entries)) => object(node, entries, shape, version),
        (Rule::List(item) | Rule::ListOrObject(item, _, _), Node::List(items)) => list(items, item, version),
        (Rule::Set(item), Node::List(items)) => {
            list(items, item, version)?;
            no_two_alike(items)
        }
        (Rule::ListOrObject(_, until, shape), Node::Object(entries)) if version > *until => {
            object(node, entries, shape, version)
        }
        (Rule::Judged(judge), node) => judge(node, version),
        (rule, node) => Err(Misfit::new(format!("{} instead of {}", kind(node), wanted(rule)))),
    }
}

fn list(items: &[Node<'_>], rule: &Rule, version: Minor) -> Result<(), Misfit> {
    for (position, item) in items.iter().enumerate() {
        judge(item, rule, version).map_err(|misfit| misfit.under(&position))?;
    }
    Ok(())
}

fn object(node: &Node<'_>, entries: &[(Cow<'_, str>, Node<'_>)], shape: &Shape, version: Minor) -> Result<(), Misfit> {
    let fits = |key: &&Key| (key.since..=key.until).contains(&version);
    for (name, value) in entries {
        let found = shape.keys.iter().filter(|key| key.name == name).find(fits);
        match found {
            Some(key) => judge(value, key.rule, version).map_err(|misfit| misfit.under(name))?,
            None if version <= shape.open_until => {}
            None => return Err(Misfit::new(format!("{} has no key {} in 1.{version}", shape.name, shown(name)))),
        }
    }
    let missing = shape
        .required
        .iter()
        .find(|(name, since, until)| (*since..=*until).contains(&version) && !entries.iter().any(|(there, _)| there == name));
    if let Some((name, _, _)) = missing {
        return Err(Misfit::new(format!("{} lacks its {name}", shape.name)));
    }
    shape.also.map_or(Ok(()), |also| also(node, version))
}

/// Items are compared where their hashes agree, and the hashes are keyed at random: a hostile list is no slower than another.
fn no_two_alike(items: &[Node<'_>]) -> Result<(), Misfit> {
    let state = RandomState::new();
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::with_capacity(items.len());
    for (position, item) in items.iter().enumerate() {
        let same = seen.entry(hash(item, &state)).or_default();
        if same.iter().any(|other| alike(&items[*other], item)) {
            return Err(Misfit::new("the same again").under(&position));
        }
        same.push(position);
    }
    Ok(())
}

/// The same for equal nodes, whatever the order of their keys.
fn hash(node: &Node<'_>, state: &RandomState) -> u64 {
    match node {
        Node::Null => 1,
        Node::Bool(value) => state.hash_one(value),
        Node::Number(value) => state.hash_one(value.to_bits()),
        Node::Text(text) => state.hash_one(text),
        Node::List(items) => items.iter().fold(2, |sum: u64, item| sum.wrapping_mul(31).wrapping_add(hash(item, state))),
        Node::Object(entries) => {
            let entry = |(key, value): &(Cow<'_, str>, Node<'_>)| state.hash_one((key, hash(value, state)));
            entries.iter().map(entry).fold(3, u64::wrapping_add)
        }
    }
}

/// Equality of JSON: the order of keys does not count.
fn alike(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (one, other) {
        (Node::Object(ones), Node::Object(others)) => {
            let there =
                |(key, value): &(Cow<'_, str>, Node<'_>)| others.iter().any(|(name, other)| name == key && alike(value, other));
            ones.len() == others.len() && ones.iter().all(there)
        }
        (Node::List(ones), Node::List(others)) => {
            ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| alike(one, other))
        }
        _ => one == other,
    }
}

fn kind(node: &Node<'_>) -> &'static str {
    match node {
        Node::Null => "null",
        Node::Bool(_) => "true or false",
        Node::Number(_) => "a number",
        Node::Text(_) => "text",
        Node::List(_) => "a list",
        Node::Object(_) => "an object",
    }
}

fn wanted(rule: &Rule) -> &'static str {
    match rule {
        Rule::Text | Rule::Like(..) | Rule::Word(_) => "text",
        Rule::Bool => "true or false",
        Rule::Number => "a number",
        Rule::Whole(_) => "a whole number",
        Rule::Object(_) => "an object",
        Rule::List(_) | Rule::Set(_) | Rule::ListOrObject(..) => "a list",
        Rule::Any | Rule::Judged(_) => "what is allowed",
    }
}

/// Remote text, short and printable, in quotation marks.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    format!("{:?}", crate::redact::Printable(&short).to_string())
}
