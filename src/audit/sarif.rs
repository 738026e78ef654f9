//! The report as SARIF 2.1.0 (OASIS standard), for code scanning.
//!
//! Owns: which finding points where: at a plugin's block in the lockfile, or at an SBOM file.
//! Never does: leave out what was suppressed (SARIF has a word for it) or what could not be done (notifications).
//! In: [`Report`], problems, positions. Out: JSON.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::html::is_web;
use super::report::{Line, Report, Sbom};
use crate::osv::Severity;
use crate::refusal::Refusal;

/// What a path in a URI reference may not have (RFC 3986, section 3.3), but for its slashes.
const NOT_IN_A_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

/// Where plugins stand in the lockfile.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    /// The lockfile's path from the project's folder.
    pub file: String,
    /// The line of each plugin's name, from 1.
    pub lines: BTreeMap<String, usize>,
}

impl Positions {
    /// The positions in a lockfile's text.
    pub fn of(file: &str, text: &str) -> Self {
        let (mut lines, mut in_plugin) = (BTreeMap::new(), false);
        for (number, line) in text.lines().enumerate() {
            if line.starts_with('[') {
                in_plugin = line == "[[plugin]]";
            } else if let Some(name) = line.strip_prefix("name = \"").and_then(|rest| rest.strip_suffix('"'))
                && in_plugin
            {
                lines.insert(name.to_owned(), number + 1);
            }
        }
        Self { file: file.to_owned(), lines }
    }
}

/// Writes the report.
pub fn write(report: &Report, problems: &[Box<dyn Refusal>], positions: &Positions) -> Value {
    let mut rules: BTreeMap<&str, Value> = BTreeMap::new();
    let suppressed = report.suppressed.iter().map(|one| (&one.finding, Some((one.by.as_str(), one.reason.as_str()))));
    let all: Vec<_> = report.findings.iter().map(|line| (line, None)).chain(suppressed).collect();
    for (line, _) in &all {
        rules.entry(&line.id).or_insert_with(|| rule(line));
    }
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(position, id)| (*id, position)).collect();
    let result = |(line, silenced): &(&Line, Option<(&str, &str)>)| -> Vec<Value> {
        let places = line.found_in.iter().filter_map(|name| report.sboms.iter().find(|sbom| sbom.origin.name == *name));
        places.map(|sbom| result(line, index.get(line.id.as_str()).copied(), sbom, *silenced, positions)).collect()
    };
    let notifications: Vec<Value> = problems.iter().map(|one| problem(one.as_ref())).chain(notes(report)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.values().collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": problems.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": all.iter().flat_map(result).collect::<Vec<_>>(),
        }],
    })
}

fn rule(line: &Line) -> Value {
    let summary = if line.summary.is_empty() { &line.id } else { &line.summary };
    let mut rule = json!({
        "id": line.id,
        "shortDescription": { "text": summary },
        "defaultConfiguration": { "level": level(line.severity) },
        "properties": { "tags": ["security", line.ecosystem], "precision": "high" },
    });
    if let Some(url) = line.url.as_ref().filter(|url| is_web(url)) {
        rule["helpUri"] = json!(url);
    }
    // Code scanning of GitHub orders by this number.
    if let Some(score) = &line.score {
        rule["properties"]["security-severity"] = json!(score);
    }
    rule
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Low | Severity::Medium => "warning",
        Severity::High | Severity::Critical | Severity::Unknown => "error",
    }
}

fn result(line: &Line, rule: Option<usize>, sbom: &Sbom, silenced: Option<(&str, &str)>, positions: &Positions) -> Value {
    let version = line.version.as_deref().unwrap_or("of unknown version");
    let fixed = if line.fixed.is_empty() {
        "no fixed version is known".to_owned()
    } else {
        format!("fixed in {}", line.fixed.join(", "))
    };
    let text = format!("{} {version} ({}) in {}: {}; {fixed}", line.package, line.ecosystem, sbom.origin.name, line.summary);
    let plugin = sbom.origin.plugin.as_ref();
    let file = if plugin.is_some() { &positions.file } else { &sbom.origin.name };
    let uri = utf8_percent_encode(file, NOT_IN_A_PATH).to_string();
    let start = plugin.and_then(|plugin| positions.lines.get(plugin.as_str())).copied().unwrap_or(1);
    let mut result = json!({
        "ruleId": line.id,
        "ruleIndex": rule,
        "level": level(line.severity),
        "message": { "text": text },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri }, "region": { "startLine": start } },
            "logicalLocations": [{ "fullyQualifiedName": sbom.origin.name, "kind": "module" }],
        }],
        "partialFingerprints": {
            "finding/v1": format!("{} {} {version} {}", line.id, line.package, plugin.map_or(file.as_str(), |plugin| plugin.as_str())),
        },
        "properties": { "fails": line.fails, "aliases": line.aliases, "purl": line.purl },
    });
    if let Some((by, reason)) = silenced {
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": format!("{by}: {reason}") }]);
    }
    result
}

fn problem(one: &dyn Refusal) -> Value {
    let code = one.code().map(|code| code.to_string()).unwrap_or_default();
    let causes = crate::refusal::causes(one).into_iter().map(|cause| format!("; because: {cause}"));
    json!({
        "descriptor": { "id": code },
        "level": "error",
        "message": { "text": format!("{one}{}", causes.collect::<String>()) },
    })
}

/// What a reader of results alone would miss.
fn notes(report: &Report) -> Vec<Value> {
    let note = |level: &str, text: String| json!({ "level": level, "message": { "text": text } });
    let mut notes = Vec::new();
    if report.counts.unassessed > 0 {
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for one in &report.unassessed {
            *reasons.entry(one.reason.words()).or_default() += 1;
        }
        let reasons: Vec<String> = reasons.iter().map(|(reason, count)| format!("{reason} ({count})")).collect();
        let (unassessed, all) = (report.counts.unassessed, report.counts.components);
        notes.push(note("warning", format!("{unassessed} of {all} components could not be assessed: {}", reasons.join("; "))));
    }
    notes.extend(
        report.yanked.iter().map(|one| note("warning", format!("{} {} was yanked by its publisher", one.name, one.version))),
    );
    let expiring = report
        .expiring
        .iter()
        .map(|one| note("warning", format!("metadata of {} expires soon: {} on {}", one.repository, one.role, one.expires)));
    notes.extend(expiring);
    let over =
        report.expired_ignores.iter().map(|one| note("warning", format!("the ignore of {} ended with {}", one.id, one.until)));
    notes.extend(over);
    notes
}
