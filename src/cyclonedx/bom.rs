//! What is read of a CycloneDX document.
//!
//! Owns: the types, and that nested components are listed like the others. Never does: judge; the document was judged before.
//! In: a judged node. Out: [`Bom`].

use super::node::Node;

/// A document as far as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bom {
    /// `specVersion`.
    pub spec_version: String,
    /// `serialNumber`.
    pub serial: Option<String>,
    /// What the document describes (`metadata.component`).
    pub subject: Option<Component>,
    /// What is in it: every component at any depth, in the document's order, those below the subject first.
    pub components: Vec<Component>,
    /// What is said of vulnerabilities.
    pub vulnerabilities: Vec<Vulnerability>,
}

/// One component.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Component {
    /// `type`, such as `library` or `file`.
    pub kind: String,
    /// `group` and `name`, joined by a slash.
    pub name: String,
    /// `version`; an empty one is none.
    pub version: Option<String>,
    /// `purl`, as written.
    pub purl: Option<String>,
    /// `bom-ref`.
    pub bom_ref: Option<String>,
}

/// One vulnerability.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vulnerability {
    /// `id` and the ids of `references`: names of the same thing.
    pub ids: Vec<String>,
    /// `affects[].ref`: a `bom-ref`, or a BOM-Link to another document.
    pub affects: Vec<String>,
    /// `analysis`.
    pub analysis: Analysis,
}

/// What somebody found out about a vulnerability.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    /// `state`.
    pub state: Option<String>,
    /// `justification`.
    pub justification: Option<String>,
    /// `detail`.
    pub detail: Option<String>,
    /// `lastUpdated`, else the vulnerability's `updated`.
    pub updated: Option<String>,
}

pub(super) fn bom(node: &Node<'_>) -> Bom {
    let subject = node.get("metadata").and_then(|metadata| metadata.get("component"));
    let mut components = Vec::new();
    if let Some(subject) = subject {
        flatten(subject.list("components"), &mut components);
    }
    flatten(node.list("components"), &mut components);
    Bom {
        spec_version: node.text("specVersion").unwrap_or_default().to_owned(),
        serial: owned(node, "serialNumber"),
        subject: subject.map(component),
        components,
        vulnerabilities: node.list("vulnerabilities").iter().map(vulnerability).collect(),
    }
}

fn flatten(nodes: &[Node<'_>], into: &mut Vec<Component>) {
    for node in nodes {
        into.push(component(node));
        flatten(node.list("components"), into);
    }
}

fn component(node: &Node<'_>) -> Component {
    let name = node.text("name").unwrap_or_default();
    Component {
        kind: node.text("type").unwrap_or_default().to_owned(),
        name: match node.text("group").filter(|group| !group.is_empty()) {
            Some(group) => format!("{group}/{name}"),
            None => name.to_owned(),
        },
        version: owned(node, "version").filter(|version| !version.is_empty()),
        purl: owned(node, "purl").filter(|purl| !purl.is_empty()),
        bom_ref: owned(node, "bom-ref"),
    }
}

fn vulnerability(node: &Node<'_>) -> Vulnerability {
    let references = node.list("references").iter().filter_map(|reference| reference.text("id"));
    let ids = node.text("id").into_iter().chain(references).map(str::to_owned);
    let said = |key: &str| node.get("analysis").and_then(|analysis| owned(analysis, key));
    Vulnerability {
        ids: ids.collect(),
        affects: node.list("affects").iter().filter_map(|affected| owned(affected, "ref")).collect(),
        analysis: Analysis {
            state: said("state"),
            justification: said("justification"),
            detail: said("detail"),
            updated: said("lastUpdated").or_else(|| owned(node, "updated")),
        },
    }
}

fn owned(node: &Node<'_>, key: &str) -> Option<String> {
    node.text(key).map(str::to_owned)
}
