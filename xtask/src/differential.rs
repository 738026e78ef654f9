//! `cargo xtask differential`: what this project accepts, other tar readers read alike.
//!
//! Owns: the archives (the corpus of the tests, and random ones), and the comparison. An archive that is accepted here and read
//! otherwise by anybody is how files are hidden from a review, so one difference fails the chore.
//! Never does: judge what is refused here, for nobody unpacks it; `--refused` counts on how many of those the others disagree.
//! In: a number of archives. Out: how many were compared with whom, and every difference.

mod readers;

// The corpus is part of the tests, which use all of it.
#[path = "../../tests/it/archives/corpus/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod corpus;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ragnos_plugin::archive;
use ragnos_plugin::tree::TreeFile;

use self::readers::{Answer, Reader};
use crate::Outcome;

type Failure = Box<dyn std::error::Error>;

/// Compare what we read in archives with GNU tar, bsdtar, Python's tarfile and node-tar.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many random archives are made, beside the corpus of the tests.
    #[arg(long, default_value_t = 10_000)]
    pub(crate) count: u64,
    /// The first seed; the following ones are used in turn.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Fail where a reader is not installed, instead of saying so.
    #[arg(long)]
    pub(crate) all_readers: bool,
    /// Ask about the archives that we refuse instead, and count those on which the others disagree.
    #[arg(long, conflicts_with = "all_readers")]
    pub(crate) refused: bool,
}

/// Most differences that are printed.
const SHOWN: usize = 20;

/// An archive that the readers are asked about.
struct Asked {
    name: String,
    path: PathBuf,
    /// What we say of it.
    ours: Answer,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let folder = memory_folder()?;
    let asked = asked(args, folder.path())?;
    let (readers, missing) = readers::found(folder.path())?;
    if args.all_readers && !missing.is_empty() {
        return Err(missing.join("\n").into());
    }
    let answers = answers(&readers, &asked)?;
    let names: Vec<&str> = readers.iter().map(Reader::name).collect();
    let (made, count, names) = (args.count, asked.len(), names.join(", "));
    let missing = missing.iter().map(|line| format!("\n  WARNING: {line}")).collect::<String>();
    if args.refused {
        let disagree = (0..count).filter(|number| answers.iter().any(|all| all[*number] != answers[0][*number])).count();
        return Ok(format!(
            "archives: {made} random ones made, {count} refused with the corpus; {names} disagree on {disagree} of them{missing}"
        ));
    }
    let summary = format!(
        "archives: {made} random ones made, {count} accepted with the corpus, each read alike by us and {names}{missing}"
    );
    let mut differences = Vec::new();
    for (reader, answers) in readers.iter().zip(&answers) {
        let pairs = asked.iter().zip(answers).filter(|(archive, theirs)| archive.ours != **theirs);
        differences.extend(pairs.map(|(archive, theirs)| {
            format!("{} on {}:\n    ours   {:?}\n    theirs {theirs:?}", reader.name(), archive.name, archive.ours)
        }));
    }
    if differences.is_empty() {
        return Ok(summary);
    }
    let shown: Vec<_> = differences.iter().take(SHOWN).cloned().collect();
    Err(format!("{} differences, the first of them\n  {}", differences.len(), shown.join("\n  ")).into())
}

/// What each reader says of each archive. Python and node are one process each, the two programs in C one for each archive.
fn answers(readers: &[Reader], asked: &[Asked]) -> Result<Vec<Vec<Answer>>, Failure> {
    let paths: Vec<&Path> = asked.iter().map(|archive| archive.path.as_path()).collect();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = readers.iter().map(|reader| scope.spawn(|| reader.ask(&paths))).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| "a reader's thread panicked".to_owned())).collect()
    });
    let mut all = Vec::new();
    for (reader, answers) in readers.iter().zip(answers) {
        let answers = answers??;
        if answers.len() != asked.len() {
            return Err(format!("{} answered {} of {} times", reader.name(), answers.len(), asked.len()).into());
        }
        all.push(answers);
    }
    Ok(all)
}

/// Makes all archives and writes those that we accept, or those that we refuse.
fn asked(args: &Args, folder: &Path) -> Result<Vec<Asked>, Failure> {
    // What is refused for what is signed of it is no question to a reader.
    let from_corpus = corpus::all("/nowhere/canary").into_iter().filter(|case| case.signed.is_none());
    let from_corpus = from_corpus.map(|case| (format!("{}, {}", case.class, case.name), case.archive));
    let random = (args.seed..args.seed + args.count).map(|seed| (format!("seed {seed}"), corpus::random::archive(seed)));
    let mut asked = Vec::new();
    for (name, bytes) in from_corpus.chain(random) {
        let files = |files: Vec<TreeFile>| {
            files.into_iter().map(|file| (file.path, (file.executable, file.sha256.to_string()))).collect::<Files>()
        };
        let ours = archive::list(&bytes).map(files).map_err(|error| error.to_string());
        if ours.is_err() == args.refused {
            let path = folder.join(format!("{}.tar.gz", asked.len()));
            fs_err::write(&path, &bytes)?;
            asked.push(Asked { name, path, ours });
        }
    }
    Ok(asked)
}

/// A folder for many small files: in memory where the system has such a place.
fn memory_folder() -> std::io::Result<tempfile::TempDir> {
    let builder = || tempfile::Builder::new().prefix("ragnos-differential-").to_owned();
    builder().tempdir_in("/dev/shm").or_else(|_| builder().tempdir())
}

/// Files by path: whether it is executable, and the sha256 of the content.
type Files = BTreeMap<String, (bool, String)>;
