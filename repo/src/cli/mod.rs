//! The front of the publisher's program: arguments in, one road from staging to publishing, a receipt out.
//!
//! Owns: clap, the clock of the run, output and exit codes. Never does: decide what may be signed; that is `stage` and `sign`.
//! In: `argv`. Out: a process exit code.
#![allow(clippy::doc_markdown, reason = "doc comments are the words of --help here")]

mod advise;
mod args;
mod build;
mod change;
mod delegate;
mod drill;
mod event;
mod guide;
mod init;
mod key;
mod mirror;
mod monitor;
mod release;
mod review;
mod root;
mod security;
mod serve;
mod show;
mod status;
mod through;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiff::Timestamp;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::refusal::{self, Refusal};
use serde_json::{Value, json};

use advise::AdviseCommand;
use change::Change;
use delegate::DelegateCommand;
use drill::DrillCommand;
use key::KeyCommand;
use root::RootCommand;

use crate::propagate::Propagation;
use crate::storage;

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

#[derive(Debug, Subcommand)]
enum Command {
    #[command(subcommand)]
    Key(KeyCommand),
    Init(init::Init),
    Build(build::Build),
    #[command(subcommand)]
    Root(RootCommand),
    #[command(subcommand)]
    Delegate(DelegateCommand),
    Publish(release::Publish),
    Revoke(security::Revoke),
    Exempt(security::Exempt),
    Policy(security::SetPolicy),
    #[command(subcommand)]
    Advise(AdviseCommand),
    #[command(subcommand)]
    Review(review::ReviewCommand),
    Yank(release::Withdraw),
    Refresh(change::Refresh),
    Stage(event::Stage),
    Sign(event::Sign),
    Status(status::Status),
    Monitor(monitor::Monitor),
    Mirror(mirror::Mirror),
    #[command(subcommand)]
    Drill(DrillCommand),
    Serve(serve::Serve),
}

const EXIT_CODES: &str = "\
Exit codes:
  0 done   1 other   2 usage, or an input file is wrong   4 a key may not sign, or a published version would change
  5 what is there is not what was signed   7 network, or a change that is not seen in time   8 file system   9 busy
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
    match run(cli.command, SystemClock.now(), cli.json) {
        Ok(report) => {
            report.print(cli.json);
            report.failure.map_or(ExitCode::SUCCESS, |failure| show(failure.as_ref(), cli.json))
        }
        Err(failure) => show(failure.as_ref(), cli.json),
    }
}

/// Runs one command at the time `now`.
fn run(command: Command, now: Timestamp, json: bool) -> Result<Report, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let io = storage::Error::io("the program's runtime");
    runtime.map_err(io)?.block_on(async {
        match command {
            Command::Key(command) => key::run(&command).await,
            Command::Init(init) => Change::Init(init.complete().await?).run(now).await,
            Command::Build(build) => build.run(now).await,
            Command::Root(RootCommand::Change(change)) => Change::Root(change).run(now).await,
            Command::Root(RootCommand::Show(show)) => show::root(&show.place).await,
            Command::Delegate(DelegateCommand::Change(change)) => Change::Delegate(change).run(now).await,
            Command::Delegate(DelegateCommand::Show(show)) => show::delegations(&show.place, show.name.as_deref()).await,
            Command::Publish(publish) => Change::Publish(publish).run(now).await,
            Command::Revoke(revoke) => Change::Revoke(revoke).run(now).await,
            Command::Exempt(exempt) => Change::Exempt(exempt).run(now).await,
            Command::Policy(policy) => Change::Policy(policy).run(now).await,
            Command::Advise(AdviseCommand::Change(change)) => Change::Advise(change).run(now).await,
            Command::Advise(AdviseCommand::List(list)) => list.run().await,
            Command::Review(review) => review.run().await,
            Command::Yank(yank) => Change::Yank(yank).run(now).await,
            Command::Refresh(refresh) => Change::Refresh(refresh).run(now).await,
            Command::Stage(stage) => stage.run(now).await,
            Command::Sign(sign) => sign.run().await,
            Command::Status(status) => status.run(now).await,
            Command::Monitor(monitor) => monitor.run(SystemClock, json).await,
            Command::Mirror(mirror) => mirror.run(now).await,
            Command::Drill(drill) => Box::pin(drill.run(now)).await,
            Command::Serve(serve) => serve.run(json).await,
        }
    })
}

/// What a command says: the same for people and for programs.
struct Report {
    text: String,
    document: Value,
    /// What is wrong with what is reported, where the command did its part.
    failure: Option<Failure>,
}

impl Report {
    /// A report of one `kind`; `facts` is an object.
    fn new(kind: &str, text: String, facts: Value) -> Self {
        let mut document = facts;
        document["schema"] = format!("ragnos.repo/{kind}/v1").into();
        document["tool"] = env!("CARGO_PKG_VERSION").into();
        Self { text, document, failure: None }
    }

    /// The same, of something that is not as it should be.
    fn failing(self, error: impl Into<Failure>) -> Self {
        Self { failure: Some(error.into()), ..self }
    }

    /// One of several reports of a run: JSON on one line.
    fn print_line(&self, as_json: bool) {
        let text = if as_json { format!("{}\n", self.document) } else { self.text.clone() };
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    fn print(&self, as_json: bool) {
        let text = if as_json { format!("{:#}\n", self.document) } else { self.text.clone() };
        // A reader that went away (`| head`) is not an error of ours.
        let _ = std::io::stdout().write_all(text.as_bytes());
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

    /// Adds where and when a change was seen.
    fn seen(mut self, seen: Option<&Propagation>) -> Self {
        if let Some((line, facts)) = seen.map(through::shown) {
            self.text += &line;
            self.document["propagation"] = facts;
        }
        self
    }

    /// Adds what a change leaves expired.
    fn warning(mut self, still_expired: &[String]) -> Self {
        for role in still_expired {
            self.text += &format!("warning: {role} has expired and was not renewed; clients go on refusing the repository\n");
        }
        self.document["still_expired"] = still_expired.into();
        self
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

impl Failure {
    /// True when another change was in the way: the same command may succeed later, starting from what is there then.
    fn may_pass(&self) -> bool {
        self.0.code().is_some_and(|code| matches!(code.to_string().as_str(), "RP9900" | "RP9902"))
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
