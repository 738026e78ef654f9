//! `ragnos-plugin explain`: the page of an error code.
//!
//! Owns: nothing but the look-up; the pages are `docs/errors/*.md`, built into the program.
//! Never does: I/O beyond stdout. In: a code. Out: its page.

use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::diagnostic::Ended;
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::refusal::{Facts, Refusal};

/// Every error code with its page, in Markdown; the build script lists them.
const PAGES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/error_pages.rs"));

/// Explain an error code, such as RP5003; without a code, list them all.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The code.
    code: Option<String>,
}

/// The code has no page.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("there is no error code {seen:?}")]
#[diagnostic(code(RP2191), help("`ragnos-plugin explain` lists all codes"))]
struct Unknown {
    seen: String,
}

impl Refusal for Unknown {
    fn facts(&self) -> Facts {
        Facts::about(&self.seen)
    }
}

#[derive(Debug, Serialize)]
struct Page {
    code: &'static str,
    title: &'static str,
    exit_code: u8,
    text: &'static str,
}

#[derive(Debug, Serialize)]
struct Pages {
    codes: Vec<Page>,
}

fn page(code: &'static str, text: &'static str) -> Page {
    let heading = text.lines().next().unwrap_or_default();
    let title = heading.split_once(": ").map_or(heading, |(_, title)| title);
    Page { code, title, exit_code: Exit::of_code(code).number(), text }
}

impl Document for Page {
    const KIND: &'static str = "explanation";

    fn text(&self, _: Palette) -> String {
        self.text.to_owned()
    }
}

impl Document for Pages {
    const KIND: &'static str = "explanations";

    fn text(&self, palette: Palette) -> String {
        self.codes.iter().map(|page| format!("{}  {}\n", palette.name(page.code), page.title)).collect()
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let Some(asked) = &arguments.code else {
        let codes = PAGES.iter().map(|(code, text)| page(code, text)).collect();
        context.output.show(&Pages { codes });
        return Ok(Exit::Done);
    };
    let wanted = asked.to_ascii_uppercase();
    // Long names such as RP5003_EXPIRED are accepted for the code before the underscore.
    let wanted = wanted.split('_').next().unwrap_or_default();
    let (code, text) =
        PAGES.iter().find(|(code, _)| *code == wanted).ok_or_else(|| Unknown { seen: asked.chars().take(40).collect() })?;
    context.output.show(&page(code, text));
    Ok(Exit::Done)
}
