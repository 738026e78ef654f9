//! What CycloneDX 1.2 to 1.7 allow, as tables: the parts of a document that an audit reads, and what is around them.
//!
//! Owns: the tables, from the specification's own JSON schemas (1.2 and 1.3: the strict ones). What an audit never reads (model
//! cards, cryptography, formulation, declarations, signatures, evidence) is let through as it is.
//! Never does: walk a document; `grammar` does. In: nothing. Out: [`BOM`], the shape of a document.

use jiff::Timestamp;

use super::grammar::Rule::{self, Any, Bool, Like, List, ListOrObject, Number, Object, Set, Text, Whole, Word};
use super::grammar::{Minor, Misfit, Shape, between, key};
use super::licences;
use super::node::Node;

/// Since the first version that is read.
const ALL: Minor = 2;
/// Until every version.
const EVER: Minor = Minor::MAX;

static DATE: Rule = Like(|text, _| is_date_time(text), "a date and time (RFC 3339)");
/// `refType`: any text until 1.4, at least one character since.
static REF: Rule = Like(|text, version| version < 5 || !text.is_empty(), "a reference");
static SERIAL: Rule = Like(|text, _| is_urn_uuid(text), "a serial number (urn:uuid:...)");
static HASH_CONTENT: Rule = Like(|text, _| is_hash(text), "a hash in hexadecimal");
static MIME: Rule = Like(|text, _| is_mime(text), "a media type");
static FILLED: Rule = Like(|text, _| !text.is_empty(), "text");
static TEXTS: Rule = List(&Text);
static TEXT_SET: Rule = Set(&Text);
static REFS: Rule = Set(&REF);

fn is_date_time(text: &str) -> bool {
    // RFC 3339 is narrower than ISO 8601, which jiff reads too: `T` in the middle, and minutes in the offset.
    let bytes = text.as_bytes();
    let offset = text.len().checked_sub(6).map_or("", |start| text.get(start..).unwrap_or_default());
    let zoned = text.ends_with(['Z', 'z']) || (offset.starts_with(['+', '-']) && offset.as_bytes()[3] == b':');
    bytes.len() >= 20 && matches!(bytes[10], b'T' | b't') && zoned && text.parse::<Timestamp>().is_ok()
}

fn is_urn_uuid(text: &str) -> bool {
    let groups = text.strip_prefix("urn:uuid:").map(|uuid| uuid.split('-').collect::<Vec<_>>()).unwrap_or_default();
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(|group| group.bytes().all(hex))
}

fn is_hash(text: &str) -> bool {
    matches!(text.len(), 32 | 40 | 64 | 96 | 128) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_mime(text: &str) -> bool {
    let plain = |part: &str| {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-+.".contains(&byte);
        !part.is_empty() && part.bytes().all(allowed)
    };
    text.split_once('/').is_some_and(|(kind, subkind)| plain(kind) && plain(subkind))
}

/// The document.
pub(super) static BOM: Shape = Shape::new(
    "the document",
    &[
        key("$schema", ALL, &Text),
        key("bomFormat", ALL, &BOM_FORMAT),
        key("specVersion", ALL, &Text),
        key("serialNumber", ALL, &SERIAL),
        key("version", ALL, &Whole(5)),
        key("metadata", ALL, &Object(&METADATA)),
        key("components", ALL, &COMPONENTS),
        key("services", ALL, &SERVICES),
        key("externalReferences", ALL, &EXTERNAL_REFERENCES),
        key("dependencies", ALL, &Set(&Object(&DEPENDENCY))),
        key("compositions", 3, &Set(&Object(&COMPOSITION))),
        key("vulnerabilities", 4, &Set(&Object(&VULNERABILITY))),
        key("signature", 4, &Any),
        key("annotations", 5, &Any),
        key("formulation", 5, &Any),
        key("properties", 5, &PROPERTIES),
        key("declarations", 6, &Any),
        key("definitions", 6, &Any),
        key("citations", 7, &Set(&Object(&CITATION))),
    ],
)
.required(&[("bomFormat", ALL, EVER), ("specVersion", ALL, EVER)]);

static BOM_FORMAT: Rule = Word(&[(ALL, &["CycloneDX"])]);
static COMPONENTS: Rule = Set(&Object(&COMPONENT));
static SERVICES: Rule = Set(&Object(&SERVICE));
static EXTERNAL_REFERENCES: Rule = List(&Object(&EXTERNAL_REFERENCE));
static PROPERTIES: Rule = List(&Object(&PROPERTY));
static HASHES: Rule = List(&Object(&HASH));
static ENTITY: Rule = Object(&ORGANIZATIONAL_ENTITY);
static CONTACTS: Rule = List(&Object(&ORGANIZATIONAL_CONTACT));
static ISSUES: Rule = List(&Object(&ISSUE));
static LICENCES: Rule = Rule::Judged(licences::judge);

static METADATA: Shape = Shape::new(
    "metadata",
    &[
        key("timestamp", ALL, &DATE),
        between("tools", ALL, 4, &LEGACY_TOOLS),
        key("tools", 5, &TOOLS),
        key("authors", ALL, &CONTACTS),
        key("component", ALL, &Object(&COMPONENT)),
        key("manufacture", ALL, &ENTITY),
        key("manufacturer", 6, &ENTITY),
        key("supplier", ALL, &ENTITY),
        key("licenses", 3, &LICENCES),
        key("properties", 3, &PROPERTIES),
        key("lifecycles", 5, &List(&Any)),
        key("distributionConstraints", 7, &Any),
    ],
);

static LEGACY_TOOLS: Rule = List(&Object(&TOOL));
static TOOLS: Rule = ListOrObject(&Object(&TOOL), 4, &TOOL_PARTS);
static TOOL_PARTS: Shape = Shape::new("tools", &[key("components", 5, &COMPONENTS), key("services", 5, &SERVICES)]);
static TOOL: Shape = Shape::new(
    "tool",
    &[
        key("vendor", ALL, &Text),
        key("name", ALL, &Text),
        key("version", ALL, &Text),
        key("hashes", ALL, &HASHES),
        key("externalReferences", 4, &EXTERNAL_REFERENCES),
    ],
);

/// A component: the unit that an audit matches.
pub(super) static COMPONENT: Shape = Shape::new(
    "component",
    &[
        key("type", ALL, &COMPONENT_TYPE),
        key("mime-type", ALL, &MIME),
        key("bom-ref", ALL, &REF),
        key("supplier", ALL, &ENTITY),
        key("manufacturer", 6, &ENTITY),
        key("author", ALL, &Text),
        key("authors", 6, &CONTACTS),
        key("publisher", ALL, &Text),
        key("group", ALL, &Text),
        key("name", ALL, &Text),
        key("version", ALL, &Text),
        key("versionRange", 7, &FILLED),
        key("isExternal", 7, &Bool),
        key("description", ALL, &Text),
        key("scope", ALL, &SCOPE),
        key("hashes", ALL, &HASHES),
        key("licenses", ALL, &LICENCES),
        key("copyright", ALL, &Text),
        key("cpe", ALL, &Text),
        key("purl", ALL, &Text),
        key("omniborId", 6, &TEXTS),
        key("swhid", 6, &TEXTS),
        key("swid", ALL, &Object(&SWID)),
        key("modified", ALL, &Bool),
        key("pedigree", ALL, &Object(&PEDIGREE)),
        key("externalReferences", ALL, &EXTERNAL_REFERENCES),
        key("components", ALL, &COMPONENTS),
        key("evidence", 3, &Any),
        key("properties", 3, &PROPERTIES),
        key("releaseNotes", 4, &Object(&RELEASE_NOTES)),
        key("signature", 4, &Any),
        key("modelCard", 5, &Any),
        key("data", 5, &List(&Any)),
        key("cryptoProperties", 6, &Any),
        key("tags", 6, &TEXTS),
        key("patentAssertions", 7, &Any),
    ],
)
.required(&[("type", ALL, EVER), ("name", ALL, EVER), ("version", ALL, 3)])
.also(one_version);

static COMPONENT_TYPE: Rule = Word(&[
    (ALL, &["application", "framework", "library", "container", "operating-system", "device", "firmware", "file"]),
    (5, &["platform", "device-driver", "machine-learning-model", "data"]),
    (6, &["cryptographic-asset"]),
]);
static SCOPE: Rule = Word(&[(ALL, &["required", "optional", "excluded"])]);

/// Since 1.7: a version or a range, and a range only for what somebody else provides.
fn one_version(component: &Node<'_>, version: Minor) -> Result<(), Misfit> {
    if version < 7 || component.get("versionRange").is_none() {
        return Ok(());
    }
    if component.get("version").is_some() {
        return Err(Misfit::new("component has both version and versionRange"));
    }
    if component.get("isExternal") == Some(&Node::Bool(true)) {
        return Ok(());
    }
    Err(Misfit::new("component has a versionRange and is not external"))
}

static SWID: Shape = Shape::new(
    "swid",
    &[
        key("tagId", ALL, &Text),
        key("name", ALL, &Text),
        key("version", ALL, &Text),
        key("tagVersion", ALL, &Whole(EVER)),
        key("patch", ALL, &Bool),
        key("text", ALL, &ATTACHMENT_RULE),
        key("url", ALL, &Text),
    ],
)
.required(&[("tagId", ALL, EVER), ("name", ALL, EVER)]);

/// Text or data inside the document.
pub(super) static ATTACHMENT_RULE: Rule = Object(&ATTACHMENT);
static ATTACHMENT: Shape =
    Shape::new("attachment", &[key("contentType", ALL, &Text), key("encoding", ALL, &ENCODING), key("content", ALL, &Text)])
        .required(&[("content", ALL, EVER)]);
static ENCODING: Rule = Word(&[(ALL, &["base64"])]);

static HASH: Shape = Shape::new("hash", &[key("alg", ALL, &HASH_ALGORITHM), key("content", ALL, &HASH_CONTENT)])
    .required(&[("alg", ALL, EVER), ("content", ALL, EVER)]);
static HASH_ALGORITHM: Rule = Word(&[
    (ALL, &["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512"]),
    (ALL, &["BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3"]),
    (7, &["Streebog-256", "Streebog-512"]),
]);

static PEDIGREE: Shape = Shape::new(
    "pedigree",
    &[
        key("ancestors", ALL, &List(&Object(&COMPONENT))),
        key("descendants", ALL, &List(&Object(&COMPONENT))),
        key("variants", ALL, &List(&Object(&COMPONENT))),
        key("commits", ALL, &List(&Object(&COMMIT))),
        key("patches", ALL, &List(&Object(&PATCH))),
        key("notes", ALL, &Text),
    ],
);
static COMMIT: Shape = Shape::new(
    "commit",
    &[
        key("uid", ALL, &Text),
        key("url", ALL, &Text),
        key("author", ALL, &Object(&ACTION)),
        key("committer", ALL, &Object(&ACTION)),
        key("message", ALL, &Text),
    ],
);
static ACTION: Shape = Shape::new("author", &[key("timestamp", ALL, &DATE), key("name", ALL, &Text), key("email", ALL, &Text)]);
static PATCH: Shape =
    Shape::new("patch", &[key("type", ALL, &PATCH_TYPE), key("diff", ALL, &Object(&DIFF)), key("resolves", ALL, &ISSUES)])
        .required(&[("type", ALL, EVER)]);
static PATCH_TYPE: Rule = Word(&[(ALL, &["unofficial", "monkey", "backport", "cherry-pick"])]);
static DIFF: Shape = Shape::new("diff", &[key("text", ALL, &ATTACHMENT_RULE), key("url", ALL, &Text)]);
static ISSUE: Shape = Shape::new(
    "issue",
    &[
        key("type", ALL, &ISSUE_TYPE),
        key("id", ALL, &Text),
        key("name", ALL, &Text),
        key("description", ALL, &Text),
        key("source", ALL, &Object(&SOURCE)),
        key("references", ALL, &TEXTS),
    ],
)
.required(&[("type", ALL, EVER)]);
static ISSUE_TYPE: Rule = Word(&[(ALL, &["defect", "enhancement", "security"])]);
static SOURCE: Shape = Shape::new("source", &[key("name", ALL, &Text), key("url", ALL, &Text)]);

static RELEASE_NOTES: Shape = Shape::new(
    "releaseNotes",
    &[
        key("type", 4, &Text),
        key("title", 4, &Text),
        key("featuredImage", 4, &Text),
        key("socialImage", 4, &Text),
        key("description", 4, &Text),
        key("timestamp", 4, &DATE),
        key("aliases", 4, &TEXTS),
        key("tags", 4, &TEXTS),
        key("resolves", 4, &ISSUES),
        key("notes", 4, &List(&Any)),
        key("properties", 4, &PROPERTIES),
    ],
)
.required(&[("type", 4, EVER)]);

static EXTERNAL_REFERENCE: Shape = Shape::new(
    "external reference",
    &[
        key("url", ALL, &Text),
        key("comment", ALL, &Text),
        // The list of types grows with each version, and an audit reads none of them.
        key("type", ALL, &Text),
        key("hashes", 3, &HASHES),
        key("properties", 7, &PROPERTIES),
    ],
)
.required(&[("url", ALL, EVER), ("type", ALL, EVER)]);

/// A name and a value.
static PROPERTY: Shape =
    Shape::new("property", &[key("name", 3, &Text), key("value", 3, &Text)]).required(&[("name", 6, EVER)]).open_until(5);
/// A list of properties.
pub(super) static PROPERTY_LIST: &Rule = &PROPERTIES;

static ORGANIZATIONAL_ENTITY: Shape = Shape::new(
    "organization",
    &[
        key("name", ALL, &Text),
        key("url", ALL, &TEXTS),
        key("contact", ALL, &CONTACTS),
        key("bom-ref", 5, &REF),
        key("address", 6, &Any),
    ],
);
static ORGANIZATIONAL_CONTACT: Shape = Shape::new(
    "contact",
    &[key("name", ALL, &Text), key("email", ALL, &Text), key("phone", ALL, &Text), key("bom-ref", 5, &REF)],
);

static DEPENDENCY: Shape =
    Shape::new("dependency", &[key("ref", ALL, &REF), key("dependsOn", ALL, &REFS), key("provides", 6, &REFS)])
        .required(&[("ref", ALL, EVER)]);

static SERVICE: Shape = Shape::new(
    "service",
    &[
        key("bom-ref", ALL, &REF),
        key("provider", ALL, &ENTITY),
        key("group", ALL, &Text),
        key("name", ALL, &Text),
        key("version", ALL, &Text),
        key("description", ALL, &Text),
        key("endpoints", ALL, &TEXTS),
        key("authenticated", ALL, &Bool),
        key("x-trust-boundary", ALL, &Bool),
        key("trustZone", 5, &Text),
        key("data", ALL, &List(&Object(&SERVICE_DATA))),
        key("licenses", ALL, &LICENCES),
        key("externalReferences", ALL, &EXTERNAL_REFERENCES),
        key("services", ALL, &SERVICES),
        key("properties", 3, &PROPERTIES),
        key("releaseNotes", 4, &Object(&RELEASE_NOTES)),
        key("signature", 4, &Any),
        key("tags", 6, &TEXTS),
        key("patentAssertions", 7, &Any),
    ],
)
.required(&[("name", ALL, EVER)]);
static SERVICE_DATA: Shape = Shape::new(
    "data",
    &[
        key("flow", ALL, &DATA_FLOW),
        key("classification", ALL, &Text),
        key("name", 5, &Text),
        key("description", 5, &Text),
        key("governance", 5, &Any),
        key("source", 5, &TEXTS),
        key("destination", 5, &TEXTS),
    ],
)
.required(&[("flow", ALL, EVER), ("classification", ALL, EVER)]);
static DATA_FLOW: Rule = Word(&[(ALL, &["inbound", "outbound", "bi-directional", "unknown"])]);

static COMPOSITION: Shape = Shape::new(
    "composition",
    &[
        key("aggregate", 3, &Text),
        key("assemblies", 3, &TEXT_SET),
        key("dependencies", 3, &TEXT_SET),
        key("signature", 4, &Any),
        key("bom-ref", 5, &REF),
        key("vulnerabilities", 5, &TEXT_SET),
    ],
)
.required(&[("aggregate", 3, EVER)]);

static CITATION: Shape = Shape::new(
    "citation",
    &[
        key("bom-ref", 7, &REF),
        key("pointers", 7, &TEXTS),
        key("expressions", 7, &TEXTS),
        key("timestamp", 7, &DATE),
        key("attributedTo", 7, &REF),
        key("process", 7, &REF),
        key("note", 7, &Text),
        key("signature", 7, &Any),
    ],
)
.required(&[("timestamp", 7, EVER)])
.also(whole_citation);

fn whole_citation(citation: &Node<'_>, _: Minor) -> Result<(), Misfit> {
    let has = |key: &str| citation.get(key).is_some();
    if has("pointers") == has("expressions") {
        return Err(Misfit::new("citation needs either pointers or expressions"));
    }
    if has("attributedTo") || has("process") { Ok(()) } else { Err(Misfit::new("citation does not say by whom")) }
}

static VULNERABILITY: Shape = Shape::new(
    "vulnerability",
    &[
        key("bom-ref", 4, &REF),
        key("id", 4, &Text),
        key("source", 4, &Object(&SOURCE)),
        key("references", 4, &List(&Any)),
        key("ratings", 4, &List(&Object(&RATING))),
        key("cwes", 4, &List(&Whole(4))),
        key("description", 4, &Text),
        key("detail", 4, &Text),
        key("recommendation", 4, &Text),
        key("workaround", 5, &Text),
        key("proofOfConcept", 5, &Any),
        key("advisories", 4, &List(&Object(&ADVISORY))),
        key("created", 4, &DATE),
        key("published", 4, &DATE),
        key("updated", 4, &DATE),
        key("rejected", 5, &DATE),
        key("credits", 4, &Any),
        between("tools", 4, 4, &LEGACY_TOOLS),
        key("tools", 5, &TOOLS),
        key("analysis", 4, &Object(&ANALYSIS)),
        key("affects", 4, &Set(&Object(&AFFECTED))),
        key("properties", 4, &PROPERTIES),
    ],
);
static ADVISORY: Shape = Shape::new("advisory", &[key("title", 4, &Text), key("url", 4, &Text)]).required(&[("url", 4, EVER)]);
static RATING: Shape = Shape::new(
    "rating",
    &[
        key("source", 4, &Object(&SOURCE)),
        key("score", 4, &Number),
        key("severity", 4, &SEVERITY),
        key("method", 4, &Text),
        key("vector", 4, &Text),
        key("justification", 4, &Text),
    ],
);
static SEVERITY: Rule = Word(&[(4, &["critical", "high", "medium", "low", "info", "none", "unknown"])]);
static ANALYSIS: Shape = Shape::new(
    "analysis",
    &[
        key("state", 4, &STATE),
        key("justification", 4, &JUSTIFICATION),
        key("response", 4, &List(&RESPONSE)),
        key("detail", 4, &Text),
        key("firstIssued", 5, &DATE),
        key("lastUpdated", 5, &DATE),
    ],
);
static STATE: Rule =
    Word(&[(4, &["resolved", "resolved_with_pedigree", "exploitable", "in_triage", "false_positive", "not_affected"])]);
static JUSTIFICATION: Rule = Word(&[
    (4, &["code_not_present", "code_not_reachable", "requires_configuration", "requires_dependency", "requires_environment"]),
    (4, &["protected_by_compiler", "protected_at_runtime", "protected_at_perimeter", "protected_by_mitigating_control"]),
]);
static RESPONSE: Rule = Word(&[(4, &["can_not_fix", "will_not_fix", "update", "rollback", "workaround_available"])]);
static AFFECTED: Shape =
    Shape::new("affected", &[key("ref", 4, &REF), key("versions", 4, &List(&Any))]).required(&[("ref", 4, EVER)]);
