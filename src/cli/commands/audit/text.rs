//! The report of an audit for people.
//!
//! Owns: its lines. Never does: show remote text unescaped. In: the report with its verdict. Out: text.

use std::collections::BTreeMap;

use super::Shown;
use crate::audit::{Holding, Line, NotAssessed, Reason, Report};
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::osv::Severity;
use crate::policy::Decision;
use crate::redact::Printable;

/// Names that are listed for one reason; the JSON document has all.
const NAMES: usize = 6;

impl Document for Shown {
    const KIND: &'static str = "audit";

    fn text(&self, palette: Palette) -> String {
        let report = &self.report;
        let mut text: String = report.databases.iter().map(|one| database(one, palette)).collect();
        for line in &report.findings {
            text += &format!("{} {}", severity(line, palette), finding(line, palette));
        }
        for one in &report.suppressed {
            let (by, reason) = (Printable(&one.by), Printable(&one.reason));
            text += &format!("{} {}    {reason} ({by})\n", palette.dim("suppressed"), finding(&one.finding, palette));
        }
        text += &unassessed(report, palette);
        for one in &report.yanked {
            text += &format!("{} {} {} was withdrawn by its publisher\n", palette.notice("yanked"), one.name, one.version);
        }
        for one in &report.expiring {
            text += &format!("{} metadata of {}: {} on {}\n", palette.notice("expires"), one.repository, one.role, one.expires);
        }
        for one in &report.expired_ignores {
            text += &format!("{} the ignore of {} ended with {}\n", palette.notice("over"), Printable(&one.id), one.until);
        }
        for one in &report.unused_ignores {
            text += &format!("{} the ignore of {} matches nothing\n", palette.notice("unused"), Printable(&one.id));
        }
        text.extend(self.problems.iter().map(|row| row.text(palette)));
        if let Some(Decision { place, rule, allowed, why, .. }) = &self.policy {
            let word = if *allowed { palette.good("rule") } else { palette.bad("rule") };
            text += &format!("{word} {rule} of {place}: {why}\n");
        }
        text + &verdict(self, palette)
    }
}

fn database(one: &Holding, palette: Palette) -> String {
    let newest = one.newest.map_or_else(|| "of unknown age".to_owned(), |newest| format!("newest of {newest}"));
    let withdrawn = if one.withdrawn == 0 { String::new() } else { format!(", {} withdrawn", one.withdrawn) };
    let signed = one.role.as_ref().map_or_else(String::new, |role| format!(", signed by {}", Printable(role)));
    let source = Printable(&one.source);
    palette.dim(format!("{} advisories in {source} ({newest}{withdrawn}{signed})", one.records)) + "\n"
}

fn severity(line: &Line, palette: Palette) -> String {
    let word = line.informational.as_deref().unwrap_or(line.severity.as_str());
    let word = Printable(word).to_string();
    match line.severity {
        Severity::Info | Severity::Low => palette.name(word),
        Severity::Medium => palette.notice(word),
        Severity::High | Severity::Critical | Severity::Unknown => palette.bad(word),
    }
}

fn finding(line: &Line, palette: Palette) -> String {
    let version = line.version.as_deref().unwrap_or_default();
    let (id, package) = (Printable(&line.id).to_string(), format!("{} {}", Printable(&line.package), Printable(version)));
    let mut text = format!("{} {package} ({})\n", palette.name(id), line.ecosystem);
    text += &format!("    {}\n", Printable(&line.summary));
    text += &format!("    in {}\n", Printable(&line.found_in.join(", ")));
    text += &match line.fixed.as_slice() {
        [] => "    no fixed version is known\n".to_owned(),
        fixed => format!("    fixed in {}\n", Printable(&fixed.join(", "))),
    };
    let score = line.score.iter().map(|score| format!("CVSS {score}"));
    let more: Vec<String> = score.chain(line.aliases.iter().cloned()).chain(line.url.clone()).collect();
    if !more.is_empty() {
        text += &palette.dim(format!("    {}\n", Printable(&more.join("  "))));
    }
    text
}

fn unassessed(report: &Report, palette: Palette) -> String {
    let mut reasons: BTreeMap<&Reason, Vec<&NotAssessed>> = BTreeMap::new();
    for one in &report.unassessed {
        reasons.entry(&one.reason).or_default().push(one);
    }
    let mut text = String::new();
    for (reason, all) in reasons {
        let label = |one: &&NotAssessed| match &one.version {
            Some(version) => format!("{} {version}", one.name),
            None => one.name.clone(),
        };
        let mut names: Vec<String> = all.iter().take(NAMES).map(label).collect();
        if all.len() > NAMES {
            names.push(format!("and {} more", all.len() - NAMES));
        }
        let (words, names) = (reason.words(), names.join(", "));
        let word = if all.iter().any(|one| one.fails) { palette.bad("unassessed") } else { palette.notice("unassessed") };
        text += &format!("{word} {}: {}\n", Printable(&words), Printable(&names));
    }
    text
}

fn verdict(shown: &Shown, palette: Palette) -> String {
    let counts = shown.report.counts;
    let number = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let findings = match shown.report.findings.len() {
        0 => "nothing found".to_owned(),
        count => format!("{}, of which {} fail", number(count, "finding"), counts.failing),
    };
    let suppressed = match shown.report.suppressed.len() {
        0 => String::new(),
        count => format!(", {count} suppressed"),
    };
    // What nobody could look at is not clean, even where that was accepted.
    let word = match (shown.ok, shown.report.complete) {
        (true, true) => palette.good("ok"),
        (true, false) => palette.notice("incomplete"),
        (false, _) => palette.bad("failed"),
    };
    let missing = match counts.unassessed {
        0 => String::new(),
        count => format!("; {count} could not be assessed"),
    };
    let problems = match shown.problems.len() {
        0 => String::new(),
        count => format!("; {}", number(count, "problem")),
    };
    format!(
        "{word} {findings}{suppressed} in {} of {}{missing}{problems}\n",
        number(counts.assessed, "component"),
        number(shown.report.sboms.len(), "SBOM"),
    )
}
