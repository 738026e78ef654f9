//! What of a document another one, of CycloneDX 1.5, can carry: components with what identifies and describes them, and who needs whom.
//!
//! Owns: that each part is valid in 1.5 whatever version it comes from: what 1.5 does not allow, and what is not judged here, is left out.
//! Never does: invent, but for a type where 1.5 does not have the document's. In: a judged node. Out: [`Carried`].

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::grammar::Minor;
use super::node::Node;
use super::shapes::COMPONENT;

const TARGET: Minor = 5;
/// The keys that are carried: those whose content is judged to the last part, so that what is carried is valid.
const KEYS: [&str; 15] = [
    "type",
    "mime-type",
    "bom-ref",
    "author",
    "publisher",
    "group",
    "name",
    "version",
    "description",
    "scope",
    "hashes",
    "licenses",
    "copyright",
    "purl",
    "properties",
];

/// A document's parts in CycloneDX 1.5.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Carried {
    /// What the document describes.
    pub subject: Option<Value>,
    /// What is in it, nested as there, those below the subject first; no two alike in one list.
    pub components: Vec<Value>,
    /// `ref` and `dependsOn`.
    pub dependencies: Vec<(String, Vec<String>)>,
}

pub(super) fn carried(node: &Node<'_>) -> Carried {
    let subject = node.get("metadata").and_then(|metadata| metadata.get("component"));
    let below = subject.map(|subject| subject.list("components")).unwrap_or_default();
    let needs = |item: &Node<'_>| {
        let on = item.list("dependsOn").iter().filter_map(Node::as_text).map(str::to_owned);
        Some((item.text("ref")?.to_owned(), on.collect()))
    };
    Carried {
        subject: subject.map(|subject| Value::Object(own(subject))),
        components: components(below.iter().chain(node.list("components"))),
        dependencies: node.list("dependencies").iter().filter_map(needs).collect(),
    }
}

/// Components that differ only in what is not carried are one.
fn components<'n, 't: 'n>(nodes: impl Iterator<Item = &'n Node<'t>>) -> Vec<Value> {
    let mut seen = HashSet::new();
    nodes.map(component).filter(|component| seen.insert(component.to_string())).collect()
}

fn component(node: &Node<'_>) -> Value {
    let mut component = own(node);
    let below = components(node.list("components").iter());
    if !below.is_empty() {
        component.insert("components".to_owned(), below.into());
    }
    Value::Object(component)
}

fn own(node: &Node<'_>) -> Map<String, Value> {
    let carried =
        |key: &&str| Some(((*key).to_owned(), value(node.get(key).filter(|value| COMPONENT.takes(key, value, TARGET))?)));
    let mut component: Map<String, Value> = KEYS.iter().filter_map(carried).collect();
    for licence in component.get_mut("licenses").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(licence) = licence.get_mut("license").and_then(Value::as_object_mut) {
            // The terms of a purchase, which are not judged.
            licence.remove("licensing");
        }
    }
    component.entry("type").or_insert_with(|| "data".into());
    component
}

fn value(node: &Node<'_>) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(is) => (*is).into(),
        Node::Number(number) => (*number).into(),
        Node::Text(text) => text.clone().into_owned().into(),
        Node::List(items) => items.iter().map(value).collect(),
        Node::Object(entries) => entries.iter().map(|(key, node)| (key.clone().into_owned(), value(node))).collect(),
    }
}
