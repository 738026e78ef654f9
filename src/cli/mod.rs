//! The front of the program: arguments in, one use case called, a document out.
//!
//! Owns: clap, colours, progress, environment variables, exit codes; the only layer that knows them.
//! Never does: decide anything about trust, versions or files; that is the use cases' part.
//! In: `argv`. Out: a process exit code.
#![allow(clippy::doc_markdown, reason = "doc comments are the words of --help here")]

mod args;
mod change;
mod context;
mod diagnostic;
mod exit;
mod output;
mod progress;
mod row;
mod session;
mod style;
mod takeover;
mod trace;

mod commands;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use args::Global;
use commands::Command;
use commands::completions::Shell;
use context::Context;

/// A package manager for plugins whose trust root is TUF.
///
/// Every plugin byte is vouched for twice: by the lockfile you reviewed and by live, threshold-signed metadata.
#[derive(Debug, Parser)]
#[command(
    name = "ragnos-plugin",
    version,
    max_term_width = 100,
    disable_help_subcommand = false,
    infer_subcommands = false,
    propagate_version = true,
    after_help = EXIT_CODES
)]
struct Program {
    #[command(flatten)]
    global: Global,
}

const EXIT_CODES: &str = "\
Exit codes:
  0 done   1 other   2 usage   3 lock missing, drifted or conflicted, or the installed tree differs
  4 policy   5 verification failed   6 no solution   7 network (try again)   8 file system
  9 busy   10 changes pending (--exit-code)   11 audit finding   12 done in part
`ragnos-plugin explain CODE` has a page for every error code.";

/// Runs the program with `argv` (the first element is the program's own name) and says how it ended.
pub fn main(argv: impl IntoIterator<Item = OsString>) -> ExitCode {
    let argv = without_host_word(argv);
    let wants_json = diagnostic::asks_for_json(&argv);
    let parsed = grammar_for(&argv)
        .try_get_matches_from(&argv)
        .and_then(|matches| Ok((Program::from_arg_matches(&matches)?.global, Command::from_arg_matches(&matches)?)));
    let (global, command) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return diagnostic::show_usage(&error, wants_json).into(),
    };
    let context = match Context::open(global) {
        Ok(context) => context,
        Err(failure) => return diagnostic::show(&failure, wants_json, false).into(),
    };
    // A transcript with gaps is a failure of its own, but not in the place of a command's.
    let ended = commands::run(command, &context, grammar);
    let ended = ended.and_then(|exit| context.finish_trace().map(|()| exit)).inspect_err(|_| drop(context.finish_trace()));
    match ended {
        Ok(exit) => exit.into(),
        Err(failure) => context.show_failure(&failure).into(),
    }
}

/// The command-line grammar.
fn grammar() -> clap::Command {
    Command::augment_subcommands(Program::command()).subcommand_required(true).arg_required_else_help(true)
}

/// The part of the grammar that `argv` needs. Every sub-command takes every global flag, so that to build all of them costs
/// several times what a start costs otherwise.
fn grammar_for(argv: &[OsString]) -> clap::Command {
    let first = argv.get(1).and_then(|word| word.to_str()).unwrap_or_default();
    if matches!(first, "-V" | "--version") {
        return Program::command();
    }
    let commands = Command::augment_subcommands(clap::Command::new("commands"));
    match commands.find_subcommand(first) {
        Some(one) => Program::command().subcommand(one.clone()),
        None => grammar(),
    }
}

/// The completion scripts of the program for every shell, by the file name that the shell wants.
pub fn completion_scripts() -> Vec<(String, String)> {
    Shell::ALL.into_iter().map(|shell| shell.script(grammar())).collect()
}

/// `ragnos plugin add x` runs `ragnos-plugin plugin add x`, as Cargo does for its sub-commands: the literal word is dropped.
fn without_host_word(argv: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut argv: Vec<OsString> = argv.into_iter().collect();
    if argv.get(1).is_some_and(|word| word == "plugin") {
        argv.remove(1);
    }
    argv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_consistent() {
        grammar().debug_assert();
    }

    #[test]
    fn the_host_word_is_dropped_once() {
        let argv = ["ragnos-plugin", "plugin", "add", "plugin"].map(OsString::from);
        assert_eq!(without_host_word(argv), ["ragnos-plugin", "add", "plugin"].map(OsString::from));
    }
}
