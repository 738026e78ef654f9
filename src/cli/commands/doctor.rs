//! `ragnos-plugin doctor`: what an install rests on, looked at and explained.
//!
//! Owns: the document `doctor`. Never does: judge; it shows what the use case found. In: nothing. Out: one line a check.

use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::diagnostic::Ended;
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::doctor::{self, Check, Patient, State};
use crate::platform::Platform;
use crate::tuf::Persistence;

/// Look at project, cache, trust state and file systems, and explain what is not as it should be.
///
/// Asks nobody and, without --fix, changes nothing. Exits as the gravest trouble would: 8 for the file system, 3 for files or a
/// lockfile that differ.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Mend what needs nobody's decision: what killed commands left, files that nothing names, damaged cache entries.
    #[arg(long)]
    fix: bool,
}

#[derive(Debug, Serialize)]
struct Report {
    ok: bool,
    checks: Vec<Check>,
}

impl Document for Report {
    const KIND: &'static str = "doctor";

    fn text(&self, palette: Palette) -> String {
        self.checks.iter().map(|check| line(check, palette)).collect()
    }
}

fn line(check: &Check, palette: Palette) -> String {
    let state = match check.state {
        State::Good => palette.good("ok     "),
        State::Note => palette.notice("note   "),
        State::Mended => palette.good("mended "),
        State::Trouble => palette.bad("trouble"),
    };
    let code = check.code.as_ref().map_or_else(String::new, |code| format!("{code} "));
    let mut text = format!("{state} {}: {code}{}\n", palette.name(check.about), check.text);
    if let Some(help) = &check.help {
        text += &palette.dim(format!("        {help}\n"));
    }
    text
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let (cache, access) = (context.cache()?, context.access(true, Persistence::Discard)?);
    let cache = if arguments.fix { cache } else { cache.read_only() };
    let patient = Patient {
        // No project is no trouble here; a manifest that cannot be read is found by the doctor.
        project: context.paths().ok(),
        cache: &cache,
        access: &access,
        durability: context.durability(),
        link_mode: context.link_mode(),
        platform: Platform::current(),
        mend: arguments.fix,
    };
    let checks = doctor::examine(&patient);
    let trouble = checks.iter().filter(|check| check.state == State::Trouble);
    let exit = trouble.map(|check| check.code.as_deref().map_or(Exit::FileSystem, Exit::of_code)).max().unwrap_or(Exit::Done);
    context.output.show(&Report { ok: exit == Exit::Done, checks });
    Ok(exit)
}
