//! The front of the publisher's program: arguments in, one road from staging to publishing, a receipt out.
//!
//! Owns: clap, the clock of the run, output and exit codes. Never does: decide what may be signed; that is `stage` and `sign`.
//! In: `argv`. Out: a process exit code.
#![allow(clippy::doc_markdown, reason = "doc comments are the words of --help here")]

mod args;
mod commands;
mod key;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::refusal::{self, Refusal};
use serde_json::{Value, json};

use commands::Command;

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
            let text = if cli.json { format!("{:#}\n", report.document) } else { report.text };
            // A reader that went away (`| head`) is not an error of ours.
            let _ = std::io::stdout().write_all(text.as_bytes());
            ExitCode::SUCCESS
        }
        Err(failure) => show(failure.as_ref(), cli.json),
    }
}

/// What a command says: the same for people and for programs.
#[derive(Debug)]
struct Report {
    text: String,
    document: Value,
}

impl Report {
    /// A report of one `kind`; `facts` is an object.
    fn new(kind: &str, text: String, facts: Value) -> Self {
        let mut document = facts;
        document["schema"] = format!("ragnos.repo/{kind}/v1").into();
        document["tool"] = env!("CARGO_PKG_VERSION").into();
        Self { text, document }
    }

    /// What was written, in order; the version of timestamp.json that made it visible, where one was; and ids for people to
    /// compare, by what they belong to.
    fn receipt(written: &[String], version: Option<u64>, ids: &[(String, String)]) -> Self {
        let files = written.iter().map(|file| format!("wrote {file}\n"));
        let named = ids.iter().map(|(what, id)| format!("{what}: {id}\n"));
        let mut text: String = files.chain(named).collect();
        if text.is_empty() {
            text.push_str("nothing to do\n");
        }
        let ids: Vec<Value> = ids.iter().map(|(what, id)| json!({ "what": what, "id": id })).collect();
        Self::new("receipt", text, json!({ "written": written, "version": version, "ids": ids }))
    }
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

/// An error on its way to the user.
struct Failure(Box<dyn Refusal>);

impl Failure {
    fn as_ref(&self) -> &dyn Refusal {
        self.0.as_ref()
    }
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
