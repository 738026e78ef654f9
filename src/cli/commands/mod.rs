//! One file a sub-command: its arguments, the one use case that it calls, and the document that it shows.
//!
//! Owns: the dispatch. Never does: anything that two commands share; that is a use case or `session`.
//! In: [`Command`]. Out: an exit.

pub(super) mod add;
pub(super) mod adopt;
pub(super) mod audit;
pub(super) mod bundle;
pub(super) mod cache;
pub(super) mod check;
pub(super) mod completions;
pub(super) mod diff;
pub(super) mod doctor;
pub(super) mod explain;
pub(super) mod generations;
pub(super) mod import;
pub(super) mod info;
pub(super) mod init;
pub(super) mod list;
pub(super) mod lock;
pub(super) mod outdated;
pub(super) mod pack;
pub(super) mod policy;
pub(super) mod remove;
pub(super) mod review;
pub(super) mod rollback;
pub(super) mod sbom;
pub(super) mod search;
pub(super) mod sync;
pub(super) mod tree;
pub(super) mod trust;
pub(super) mod update;
pub(super) mod why;

use clap::Subcommand;

use super::context::Context;
use super::diagnostic::{Ended, Failure};

/// The sub-commands, in the order of a project's life.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(init::Arguments),
    Add(add::Arguments),
    #[command(visible_aliases = ["rm", "uninstall"])]
    Remove(remove::Arguments),
    Adopt(adopt::Arguments),
    Import(import::Arguments),
    Lock(lock::Arguments),
    #[command(visible_alias = "install")]
    Sync(sync::Arguments),
    /// Install exactly what the lockfile says (the same as `sync --locked`).
    Ci(sync::Arguments),
    #[command(visible_aliases = ["up", "upgrade"])]
    Update(update::Arguments),
    Rollback(rollback::Arguments),
    #[command(subcommand)]
    Generations(generations::Command),
    Check(check::Arguments),
    Audit(audit::Arguments),
    #[command(subcommand)]
    Sbom(sbom::Command),
    #[command(visible_alias = "ls")]
    List(list::Arguments),
    Tree(tree::Arguments),
    Why(why::Arguments),
    Outdated(outdated::Arguments),
    Info(info::Arguments),
    Search(search::Arguments),
    Diff(diff::Arguments),
    #[command(subcommand)]
    Policy(policy::Command),
    #[command(subcommand)]
    Review(review::Command),
    #[command(subcommand)]
    Trust(trust::Command),
    #[command(subcommand)]
    Cache(cache::Command),
    Doctor(doctor::Arguments),
    #[command(subcommand)]
    Bundle(bundle::Command),
    Pack(pack::Arguments),
    Completions(completions::Arguments),
    Explain(explain::Arguments),
}

/// Runs one sub-command; `grammar` makes the whole command line's, for completions.
pub(super) fn run(command: Command, context: &Context, grammar: fn() -> clap::Command) -> Ended {
    match command {
        Command::Init(arguments) => init::run(&arguments, context),
        Command::Add(arguments) => all_or_nothing(add::run(&arguments, context)),
        Command::Adopt(arguments) => all_or_nothing(adopt::run(&arguments, context)),
        Command::Import(arguments) => all_or_nothing(import::run(&arguments, context)),
        Command::Remove(arguments) => all_or_nothing(remove::run(&arguments, context)),
        Command::Lock(arguments) if arguments.is_merge() => lock::run(&arguments, context),
        Command::Lock(arguments) => all_or_nothing(lock::run(&arguments, context)),
        Command::Sync(arguments) => all_or_nothing(sync::run(&arguments, context)),
        Command::Ci(arguments) => all_or_nothing(sync::run(&arguments.locked(), context)),
        Command::Update(arguments) => all_or_nothing(update::run(&arguments, context)),
        Command::Rollback(arguments) => all_or_nothing(rollback::run(&arguments, context)),
        Command::Generations(command) => generations::run(&command, context),
        Command::Check(arguments) => check::run(&arguments, context),
        Command::Audit(arguments) => audit::run(&arguments, context),
        Command::Sbom(command) => sbom::run(&command, context),
        Command::List(arguments) => list::run(&arguments, context),
        Command::Tree(arguments) => tree::run(&arguments, context),
        Command::Why(arguments) => why::run(&arguments, context),
        Command::Outdated(arguments) => outdated::run(&arguments, context),
        Command::Info(arguments) => info::run(&arguments, context),
        Command::Search(arguments) => search::run(&arguments, context),
        Command::Diff(arguments) => diff::run(&arguments, context),
        Command::Policy(command) => policy::run(&command, context),
        Command::Review(command) => review::run(&command, context),
        Command::Trust(command) => trust::run(&command, context),
        Command::Cache(command) => cache::run(&command, context),
        Command::Doctor(arguments) => doctor::run(&arguments, context),
        Command::Bundle(command) => bundle::run(&command, context),
        Command::Pack(arguments) => pack::run(&arguments, context),
        Command::Completions(arguments) => completions::run(&arguments, grammar()),
        Command::Explain(arguments) => explain::run(&arguments, context),
    }
}

/// The ending of a command that changes all project files together: when it fails it has changed none, and says so.
fn all_or_nothing(ended: Ended) -> Ended {
    ended.map_err(Failure::nothing_changed)
}
