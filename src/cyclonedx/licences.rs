//! The licences of a component: identifiers of the SPDX list, names, or one expression.
//!
//! Owns: how they may be mixed, which each version says differently. Never does: read an expression (only text is demanded).
//! In: a node under `licenses`. Out: nothing, or the first misfit.

use super::grammar::Rule::{self, Any, Like, Object, Text, Word};
use super::grammar::{Minor, Misfit, Shape, judge as by, key};
use super::node::Node;
use super::shapes::{ATTACHMENT_RULE, PROPERTY_LIST};

static REF: Rule = Like(|text, _| !text.is_empty(), "a reference");
static SPDX_ID: Rule = Like(|text, _| is_spdx(text), "an identifier of the SPDX list");
static ACKNOWLEDGEMENT: Rule = Word(&[(6, &["declared", "concluded"])]);

/// Deprecated identifiers that end with a plus; the crate `spdx` reads every final plus as an operator.
const WITH_PLUS: [&str; 6] = ["GPL-1.0+", "GPL-2.0+", "GPL-3.0+", "LGPL-2.0+", "LGPL-2.1+", "LGPL-3.0+"];

fn is_spdx(text: &str) -> bool {
    // The schema lists exceptions beside licences.
    let listed = !text.ends_with('+') && spdx::license_id(text).is_some();
    listed || spdx::exception_id(text).is_some() || WITH_PLUS.contains(&text)
}

static NAMED: Shape = Shape::new("licence", &[key("license", 2, &Object(&LICENCE))]).required(&[("license", 2, Minor::MAX)]);
static LICENCE: Shape = Shape::new(
    "licence",
    &[
        key("id", 2, &SPDX_ID),
        key("name", 2, &Text),
        key("text", 2, &ATTACHMENT_RULE),
        key("url", 2, &Text),
        key("bom-ref", 5, &REF),
        key("licensing", 5, &Any),
        key("properties", 5, PROPERTY_LIST),
        key("acknowledgement", 6, &ACKNOWLEDGEMENT),
    ],
)
.also(id_or_name);

fn id_or_name(licence: &Node<'_>, _: Minor) -> Result<(), Misfit> {
    if licence.get("id").is_some() == licence.get("name").is_some() {
        return Err(Misfit::new("a licence has either an id or a name"));
    }
    Ok(())
}

static EXPRESSION: Shape = Shape::new(
    "licence expression",
    &[
        key("expression", 2, &Text),
        key("bom-ref", 5, &REF),
        key("acknowledgement", 6, &ACKNOWLEDGEMENT),
        key("expressionDetails", 7, &Any),
        key("licensing", 7, &Any),
        key("properties", 7, PROPERTY_LIST),
    ],
)
.required(&[("expression", 2, Minor::MAX)]);

/// Judges the list under `licenses`.
pub(super) fn judge(node: &Node<'_>, version: Minor) -> Result<(), Misfit> {
    let Node::List(items) = node else { return Err(Misfit::new("licences are no list")) };
    let is_expression = |item: &Node<'_>| item.get("expression").is_some();
    // 1.5 and 1.6: licences, or exactly one expression. Before and since, each on its own.
    if matches!(version, 5 | 6) && items.len() > 1 && items.iter().any(is_expression) {
        return Err(Misfit::new("a licence expression stands alone"));
    }
    for (position, item) in items.iter().enumerate() {
        let rule = if is_expression(item) { &Object(&EXPRESSION) } else { &Object(&NAMED) };
        by(item, rule, version).map_err(|misfit| misfit.under(&position))?;
    }
    Ok(())
}
