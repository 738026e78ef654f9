//! The report as one HTML file: no scripts, nothing loaded from elsewhere.
//!
//! Owns: that every text of a report is text in the page: escaped in one place, links only to http and https, and a content security
//! policy that forbids scripts should that ever fail. Never does: leave out what the other formats have.
//! In: [`Report`], problems. Out: HTML.

use std::fmt::{self, Display};

use super::report::{Line, NotAssessed, Report};
use crate::redact::Printable;
use crate::refusal::{self, Refusal};

/// What the page may load: the style that is in it, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Colours for light and dark screens; severities are words too, never colours alone.
const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884;--dim:#777;--bad:#b3261e;--warn:#8a5a00;--good:#1b6e3c}
@media(prefers-color-scheme:dark){:root{--dim:#aaa;--bad:#ff8a80;--warn:#ffcc66;--good:#7ddc9a}}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}
.verdict{font-size:1.15rem;font-weight:600}.failed{color:var(--bad)}.ok{color:var(--good)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line)}
th{font-weight:600}td,code{overflow-wrap:anywhere}code{font:.92em ui-monospace,monospace}
.critical,.high,.unknown{color:var(--bad);font-weight:600}.medium{color:var(--warn);font-weight:600}
.dim{color:var(--dim)}ul{padding-left:1.2rem}dl{display:flex;flex-wrap:wrap;gap:.3rem 2rem}dt{color:var(--dim)}dd{margin:0;font-weight:600}
@media(max-width:40rem){thead{display:none}tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}td{display:block;border:0;padding:.1rem 0}}
";

/// Remote text as HTML text or attribute value.
struct Text<'a>(&'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Characters that reorder a line are shown as what they are, as on a terminal.
        for character in Printable(self.0).to_string().chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => fmt::Write::write_char(f, other)?,
            }
        }
        Ok(())
    }
}

/// Writes the page; `passed` is the verdict.
pub fn write(report: &Report, problems: &[Box<dyn Refusal>], passed: bool) -> String {
    let (class, word) = if passed { ("ok", "Passed") } else { ("failed", "Failed") };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Audit of plugins: {word}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>Audit of plugins</h1>\n<p class=\"verdict {class}\">{word}: {}</p>\n",
        summary(report)
    );
    page += &figures(report);
    page += &findings(report);
    page += &suppressed(report);
    page += &problem_list(problems);
    page += &unassessed(report);
    page += &notes(report);
    page += &sources(report);
    page + &format!("<p class=\"dim\">{} {}</p>\n</body>\n</html>\n", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
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

/// A section with a heading; nothing where there is nothing to say.
fn section(heading: &str, id: &str, rows: &[String], around: (&str, &str)) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let (before, after) = around;
    format!("<section id=\"{id}\">\n<h2>{heading}</h2>\n{before}\n{}{after}\n</section>\n", rows.concat())
}

fn table(heading: &str, id: &str, columns: &[&str], rows: &[String]) -> String {
    let columns: String = columns.iter().map(|column| format!("<th>{column}</th>")).collect();
    section(heading, id, rows, (&format!("<table><thead><tr>{columns}</tr></thead><tbody>"), "</tbody></table>"))
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
fn is_web(url: &str) -> bool {
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
