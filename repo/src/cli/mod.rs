//! The front of the publisher's program: arguments in, one road from staging to publishing, a receipt out.
//!
//! Owns: clap, the clock of the run, output and exit codes. Never does: decide what may be signed; that is `stage` and `sign`.
//! In: `argv`. Out: a process exit code.
#![allow(clippy::doc_markdown, reason = "doc comments are the words of --help here")]

mod args;
mod commands;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::refusal::{self, Refusal};
use serde::Serialize;
use serde_json::{Value, json};

use commands::{Command, Failure};

/// Make, sign and publish TUF repositories of plugins.
///
/// A change is published in one step or not at all: timestamp.json is written last.
#[derive(Debug, Parser)]
#[command(name = "ragnos-repo", version, max_term_width = 100, propagate_version = true, after_help = EXIT_CODES)]
struct Cli {
    /// Print one JSON document.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0 done   1 other   2 usage, or an input file is wrong   4 a key may not sign, or a published version would change
  5 what is there is not what was signed   8 file system   9 busy
`ragnos-plugin explain CODE` has a page for every error code.";

/// Runs the program with `argv` and says how it ended.
pub fn main(argv: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(argv) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match commands::run(cli.command, SystemClock.now()) {
        Ok(report) => {
            let text = if cli.json { format!("{:#}\n", document(&report)) } else { report.text() };
            // A reader that went away (`| head`) is not an error of ours.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(failure) => show(failure.as_ref(), cli.json),
    }
}

/// What was done: files that were written, and ids for people to compare.
#[derive(Debug, Serialize)]
struct Report {
    /// The files, in the order in which they were written.
    written: Vec<String>,
    /// The version of timestamp.json that made the change visible, where one was written.
    version: Option<u64>,
    /// Ids by what they belong to: a key file, or the repository's root.
    ids: Vec<(String, String)>,
}

impl Report {
    fn text(&self) -> String {
        let files = self.written.iter().map(|file| format!("wrote {file}\n"));
        let ids = self.ids.iter().map(|(what, id)| format!("{what}: {id}\n"));
        let text: String = files.chain(ids).collect();
        if text.is_empty() { "nothing to do\n".to_owned() } else { text }
    }
}

fn document(report: &Report) -> Value {
    json!({
        "schema": "ragnos.repo/receipt/v1",
        "tool": env!("CARGO_PKG_VERSION"),
        "written": report.written,
        "version": report.version,
        "ids": report.ids.iter().map(|(what, id)| json!({ "what": what, "id": id })).collect::<Vec<_>>(),
    })
}

fn show(failure: &dyn Refusal, as_json: bool) -> ExitCode {
    let code = failure.code().map(|code| code.to_string()).unwrap_or_default();
    let exit = refusal::exit_code(&code).unwrap_or(1);
    let text = if as_json {
        let facts = failure.facts();
        let document = json!({
            "schema": "ragnos.repo/error/v1",
            "tool": env!("CARGO_PKG_VERSION"),
            "code": code,
            "exit_code": exit,
            "message": failure.to_string(),
            "causes": refusal::causes(failure),
            "subject": facts.subject,
            "expected": facts.expected,
            "seen": facts.seen,
            "help": failure.help().map(|help| help.to_string()),
        });
        format!("{document}\n")
    } else {
        refusal::plain(failure)
    };
    // Nothing is left to do when stderr itself is gone.
    let _ = std::io::stderr().write_all(text.as_bytes());
    ExitCode::from(exit)
}

impl<E: Refusal> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_grammar_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
