//! `ragnos-plugin trust`: what is trusted and remembered of each repository, and the ways back when that is damaged.
//!
//! Owns: the four sub-commands and the questions that they ask.
//! Never does: decide what may be mended (that is the use case `trust`), or go on without a yes where something is lost.
//! In: a project. Out: the documents `trust`, `trust-verification`, `trust-repair` and `trust-reset`.

mod report;

use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::name::RepositoryName;
use crate::project::Project;
use crate::repositories::Access;
use crate::store::ProjectLock;
use crate::trust::{self, Subjects};
use crate::tuf::Persistence;

use report::{Forgotten, RepairReport, ResetReport, ShowReport, VerifyReport};

/// Show, verify, repair or reset what is trusted of the project's repositories.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Command {
    /// Show the trusted root, the keys and thresholds of each role, expiries, and the versions that no run goes below.
    ///
    /// Asks nobody: it shows what earlier runs have verified.
    Show(Which),
    /// Verify the stored state again, from the pinned root on, and say which files are good; exit 8 when one is damaged.
    ///
    /// Asks nobody and changes nothing.
    Verify(Which),
    /// Mend a damaged state without going below any version that is still known.
    ///
    /// A damaged role is asked for again. Where the memory of a version is lost, that is said in words and needs a yes.
    Repair(Which),
    /// Forget all that is remembered of one repository and begin again with the pinned root; needs a yes.
    ///
    /// Older metadata that has not expired is then accepted once more, in every project of yours that uses the repository.
    /// The root version that ragnos.lock demands stays.
    Reset(Name),
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Which {
    /// Only this repository of ragnos.toml.
    #[arg(value_name = "NAME")]
    name: Option<RepositoryName>,
}

#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct Name {
    /// The repository of ragnos.toml.
    #[arg(value_name = "NAME")]
    name: RepositoryName,
}

pub(in crate::cli) fn run(command: &Command, context: &Context) -> Ended {
    match command {
        Command::Show(which) => {
            let (subjects, access) = open(context, which.name.as_ref())?;
            context.output.show(&ShowReport { repositories: trust::show(&subjects, &access)? });
            Ok(Exit::Done)
        }
        Command::Verify(which) => verify(context, which.name.as_ref()),
        Command::Repair(which) => repair(context, which.name.as_ref()),
        Command::Reset(Name { name }) => reset(context, name),
    }
}

fn open(context: &Context, only: Option<&RepositoryName>) -> Result<(Subjects, Access), Failure> {
    let access = context.access(false, Persistence::Discard)?;
    Ok((Subjects::of(&context.project()?, &access, only)?, access))
}

/// The same for a command that writes: it holds the project, and reads it after that.
fn hold(context: &Context, only: Option<&RepositoryName>, word: &str) -> Result<(ProjectLock, Subjects, Access), Failure> {
    let layout = context.paths()?.layout();
    let tell = |holder: &str| context.note(format!("waiting for {holder}, which holds {}", layout.root()));
    let lock = ProjectLock::acquire(&layout, word, context.waiting(), tell)?;
    let access = context.access(false, Persistence::Repair)?;
    let subjects = Subjects::of(&Project::open(context.paths()?)?, &access, only)?;
    Ok((lock, subjects, access))
}

fn verify(context: &Context, only: Option<&RepositoryName>) -> Ended {
    let (subjects, access) = open(context, only)?;
    let all = subjects.list.iter().map(|subject| trust::verify(subject, &access));
    let repositories: Vec<trust::Verified> = all.collect::<Result<_, _>>()?;
    let project_memory = subjects.damaged_memory.clone();
    let ok = project_memory.is_none() && repositories.iter().all(|one| one.ok);
    context.output.show(&VerifyReport { ok, project_memory, repositories });
    Ok(if ok { Exit::Done } else { Exit::FileSystem })
}

fn repair(context: &Context, only: Option<&RepositoryName>) -> Ended {
    let (lock, mut subjects, access) = hold(context, only, "trust repair")?;
    let losses = trust::survey(&subjects, &access)?;
    let lost: Vec<String> = losses.iter().flat_map(|one| one.lost.iter().map(|lost| format!("{}: {lost}", one.name))).collect();
    if !lost.is_empty() {
        for line in &lost {
            context.warn(format!("no longer known: {line}"));
        }
        context.confirm(&format!("begin again without this ({})?", lost.join("; ")))?;
    }
    let repaired = Context::block_on(trust::repair(&mut subjects, &access, &lock))??;
    context.output.show(&RepairReport { repositories: repaired });
    Ok(Exit::Done)
}

fn reset(context: &Context, name: &RepositoryName) -> Ended {
    let (lock, mut subjects, _) = hold(context, Some(name), "trust reset")?;
    let forgotten: Vec<Forgotten> = subjects.list.iter().map(Forgotten::of).collect();
    for one in &forgotten {
        for consequence in one.consequences() {
            context.warn(consequence);
        }
    }
    context.confirm(&format!("forget all versions that were seen of {name}, in every project of this user?"))?;
    trust::reset(&mut subjects, &lock)?;
    context.output.show(&ResetReport { repositories: forgotten });
    Ok(Exit::Done)
}
