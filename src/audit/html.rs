//! The report as one HTML file: no scripts, nothing loaded from elsewhere.
//!
//! Owns: that every text of a report is text in the page, and that links lead to http and https alone.
//! Never does: leave out what the other formats have.
//! In: [`Report`], problems, the project. Out: HTML.

use super::report::{Line, NotAssessed, Report};
use crate::graph::Graph;
use crate::graph::draw::{self, Remarks};
use crate::lockfile::Lockfile;
use crate::manifest::Manifest;
use crate::markup::{Text, page, section, table};
use crate::name::PluginName;
use crate::refusal::{self, Refusal};

/// The project that was audited, for what is drawn of it.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// Its manifest.
    pub manifest: &'a Manifest,
    /// Its lockfile.
    pub lock: &'a Lockfile,
}

/// Writes the page; `passed` is the verdict. Without a project, as for SBOM files alone, nothing is drawn.
pub fn write(report: &Report, problems: &[Box<dyn Refusal>], passed: bool, project: Option<Drawn<'_>>) -> String {
    let (class, word) = match (passed, report.complete) {
        (true, true) => ("ok", "Passed"),
        (true, false) => ("failed", "Incomplete"),
        (false, _) => ("failed", "Failed"),
    };
    let mut body = format!("<h1>Audit of plugins</h1>\n<p class=\"verdict {class}\">{word}: {}</p>\n", summary(report));
    body += &figures(report);
    body += &findings(report);
    body += &suppressed(report);
    body += &problem_list(problems);
    body += &unassessed(report);
    body += &notes(report);
    if let Some(Drawn { manifest, lock }) = project {
        body += &draw::sections(lock, &Graph::new(manifest, lock), &remarks(report, problems, lock));
    }
    body += &sources(report);
    page(&format!("Audit of plugins: {word}"), &body)
}

/// What was found, by the plugin that it is about.
fn remarks(report: &Report, problems: &[Box<dyn Refusal>], lock: &Lockfile) -> Remarks {
    let mut remarks = Remarks::new();
    for line in &report.findings {
        let of = report.sboms.iter().filter(|sbom| line.found_in.contains(&sbom.origin.name));
        for plugin in of.filter_map(|sbom| sbom.origin.plugin.clone()) {
            let word = line.informational.as_deref().unwrap_or(line.severity.as_str());
            remarks.entry(plugin).or_default().insert(format!("{word}: {} in {}", line.id, line.package));
        }
    }
    for problem in problems {
        let subject = problem.facts().subject.and_then(|subject| subject.parse::<PluginName>().ok());
        if let Some(plugin) = subject.filter(|plugin| lock.plugins.contains_key(plugin)) {
            remarks.entry(plugin).or_default().insert(problem.to_string());
        }
    }
    remarks
}

fn summary(report: &Report) -> String {
    let counts = report.counts;
    let found = match (report.findings.len(), counts.failing) {
        (0, _) => "nothing was found".to_owned(),
        (all, failing) => format!("{all} found, {failing} of them at or above the level that fails"),
    };
    let missing = match counts.unassessed {
        0 => String::new(),
        count => format!("; {count} of {} components could not be assessed", counts.components),
    };
    found + &missing
}

fn figures(report: &Report) -> String {
    let counts = report.counts;
    let all = [
        ("SBOMs", report.sboms.len()),
        ("Components", counts.components),
        ("Different packages", counts.packages),
        ("Assessed", counts.assessed),
        ("Not assessed", counts.unassessed),
        ("Suppressed", report.suppressed.len()),
    ];
    let items: String = all.iter().map(|(name, count)| format!("<div><dt>{name}</dt><dd>{count}</dd></div>")).collect();
    format!("<dl>{items}</dl>\n")
}

fn findings(report: &Report) -> String {
    let row = |line: &Line| {
        let severity = line.severity.as_str();
        let word = line.informational.as_deref().unwrap_or(severity);
        let score = line
            .score
            .as_ref()
            .map_or_else(String::new, |score| format!("<br><span class=\"dim\">CVSS {}</span>", Text(score)));
        format!("<tr><td class=\"{severity}\">{}{score}</td>{}<td>{}</td></tr>\n", Text(word), what(line), fixed(line))
    };
    let rows: Vec<String> = report.findings.iter().map(row).collect();
    table("Findings", "findings", &["Severity", "Vulnerability", "Package", "Found in", "Fixed in"], &rows)
}

/// The cells that findings and suppressed findings share.
fn what(line: &Line) -> String {
    let id = match line.url.as_ref().filter(|url| is_web(url)) {
        Some(url) => format!("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", Text(url), Text(&line.id)),
        None => Text(&line.id).to_string(),
    };
    let aliases: Vec<String> = line.aliases.iter().map(|alias| Text(alias).to_string()).collect();
    let aliases =
        if aliases.is_empty() { String::new() } else { format!("<br><span class=\"dim\">{}</span>", aliases.join(", ")) };
    let version = line.version.as_deref().unwrap_or_default();
    let package = format!(
        "<code>{} {}</code><br><span class=\"dim\">{}</span>",
        Text(&line.package),
        Text(version),
        Text(&line.ecosystem)
    );
    format!("<td>{id}<br>{}{aliases}</td><td>{package}</td><td>{}</td>", Text(&line.summary), Text(&line.found_in.join(", ")))
}

fn fixed(line: &Line) -> String {
    if line.fixed.is_empty() {
        "<span class=\"dim\">no version known</span>".to_owned()
    } else {
        Text(&line.fixed.join(", ")).to_string()
    }
}

/// A link of another scheme could run a script.
pub(super) fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn suppressed(report: &Report) -> String {
    let row = |one: &super::report::Suppressed| {
        format!(
            "<tr>{}<td>{}<br><span class=\"dim\">{}</span></td></tr>\n",
            what(&one.finding),
            Text(&one.reason),
            Text(&one.by)
        )
    };
    let rows: Vec<String> = report.suppressed.iter().map(row).collect();
    table("Suppressed", "suppressed", &["Vulnerability", "Package", "Found in", "Why"], &rows)
}

fn problem_list(problems: &[Box<dyn Refusal>]) -> String {
    let row = |one: &dyn Refusal| {
        let code = one.code().map(|code| code.to_string()).unwrap_or_default();
        let causes: String = refusal::causes(one).iter().map(|cause| format!("<br>because: {}", Text(cause))).collect();
        let help =
            one.help().map_or_else(String::new, |help| format!("<br><span class=\"dim\">{}</span>", Text(&help.to_string())));
        format!("<li><code>{}</code> {}{causes}{help}</li>\n", Text(&code), Text(&one.to_string()))
    };
    let rows: Vec<String> = problems.iter().map(|one| row(one.as_ref())).collect();
    section("Problems", "problems", &rows, ("<ul>", "</ul>"))
}

fn unassessed(report: &Report) -> String {
    let row = |one: &NotAssessed| {
        let version = one.version.as_deref().unwrap_or_default();
        let (why, places) = (one.reason.words(), one.found_in.join(", "));
        format!(
            "<tr><td><code>{} {}</code></td><td>{}</td><td>{}</td></tr>\n",
            Text(&one.name),
            Text(version),
            Text(&why),
            Text(&places)
        )
    };
    let rows: Vec<String> = report.unassessed.iter().map(row).collect();
    table("Not assessed", "unassessed", &["Component", "Why", "Found in"], &rows)
}

fn notes(report: &Report) -> String {
    let yanked = report.yanked.iter().map(|one| format!("{} {} was withdrawn by its publisher", one.name, one.version));
    let expiring =
        report.expiring.iter().map(|one| format!("metadata of {}: {} expires on {}", one.repository, one.role, one.expires));
    let over = report.expired_ignores.iter().map(|one| format!("the ignore of {} ended with {}", one.id, one.until));
    let unused = report.unused_ignores.iter().map(|one| format!("the ignore of {} matches nothing", one.id));
    let rows: Vec<String> =
        yanked.chain(expiring).chain(over).chain(unused).map(|line| format!("<li>{}</li>\n", Text(&line))).collect();
    section("Notes", "notes", &rows, ("<ul>", "</ul>"))
}

fn sources(report: &Report) -> String {
    let database = |one: &super::database::Holding| {
        let newest = one.newest.map_or_else(|| "unknown".to_owned(), |newest| newest.to_string());
        let ecosystems: Vec<&str> = one.ecosystems.iter().map(String::as_str).collect();
        let (source, role) = (Text(&one.source), Text(one.role.as_deref().unwrap_or("a local file")));
        format!(
            "<tr><td>{source}</td><td>{}</td><td>{newest}</td><td>{}</td><td>{role}</td></tr>\n",
            one.records,
            Text(&ecosystems.join(", "))
        )
    };
    let sbom = |one: &super::report::Sbom| {
        let name = Text(&one.origin.name);
        format!(
            "<tr><td>{name}</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n",
            Text(&one.spec_version),
            one.components,
            one.origin.sha256
        )
    };
    let databases: Vec<String> = report.databases.iter().map(database).collect();
    let sboms: Vec<String> = report.sboms.iter().map(sbom).collect();
    table("Advisories", "databases", &["Source", "Records", "Newest", "Ecosystems", "Signed by"], &databases)
        + &table("SBOMs", "sboms", &["SBOM", "CycloneDX", "Components", "sha256"], &sboms)
}

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;
