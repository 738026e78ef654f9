//! Pages: text as HTML text, and what every page of this program has around it.
//!
//! Owns: the one place where remote text is escaped, the style that all pages share, and a content security policy that forbids
//! scripts and everything from elsewhere, should the escaping ever fail.
//! Never does: know what a page is about. In: text. Out: HTML.

use std::fmt::{self, Display};

use crate::redact::Printable;

/// What a page may load: the style that is in it, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Colours for light and dark screens; severities are words too, never colours alone.
const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884;--dim:#777;--bad:#b3261e;--warn:#8a5a00;--good:#1b6e3c;--box:#8882}
@media(prefers-color-scheme:dark){:root{--dim:#aaa;--bad:#ff8a80;--warn:#ffcc66;--good:#7ddc9a}}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}
.verdict{font-size:1.15rem;font-weight:600}.failed{color:var(--bad)}.ok{color:var(--good)}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line)}
th{font-weight:600}td,code{overflow-wrap:anywhere}code{font:.92em ui-monospace,monospace}
.critical,.high,.unknown{color:var(--bad);font-weight:600}.medium{color:var(--warn);font-weight:600}
.dim{color:var(--dim)}ul{padding-left:1.2rem}dl{display:flex;flex-wrap:wrap;gap:.3rem 2rem}dt{color:var(--dim)}dd{margin:0;font-weight:600}
.graph{overflow:auto;border:1px solid var(--line);border-radius:.4rem}
svg text{font:13px system-ui,sans-serif;fill:currentColor}svg .version{font-size:11px;fill:var(--dim)}
svg rect{fill:var(--box);stroke:var(--line)}svg .direct rect{stroke:currentColor}svg .marked rect{stroke:var(--bad);stroke-width:2}
svg path{fill:none;stroke:var(--dim)}svg marker path{fill:var(--dim);stroke:none}svg a:focus rect{stroke-width:3}
tr:target{background:var(--box)}
@media(max-width:40rem){thead{display:none}tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}td{display:block;border:0;padding:.1rem 0}}
";

/// Remote text as HTML text or attribute value.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(pub &'a str);

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

/// A whole page of a title and the markup of its body, which is complete in itself.
pub fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{body}<p class=\"dim\">{} {}</p>\n</body>\n</html>\n",
        Text(title),
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION")
    )
}

/// A section with a heading; nothing where there is nothing to say.
pub fn section(heading: &str, id: &str, rows: &[String], around: (&str, &str)) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let (before, after) = around;
    format!("<section id=\"{id}\">\n<h2>{heading}</h2>\n{before}\n{}{after}\n</section>\n", rows.concat())
}

/// A section with a table of these rows.
pub fn table(heading: &str, id: &str, columns: &[&str], rows: &[String]) -> String {
    let columns: String = columns.iter().map(|column| format!("<th>{column}</th>")).collect();
    section(heading, id, rows, (&format!("<table><thead><tr>{columns}</tr></thead><tbody>"), "</tbody></table>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_loads_nothing_and_its_title_is_text() {
        let page = page("</title><script>alert(1)</script>", "");
        assert!(!page.contains("<script") && page.contains("default-src 'none'"));
        assert!(!STYLE.contains("@import") && !STYLE.contains("url("));
    }
}
