//! `cargo xtask conformance`: the public TUF conformance suite against our client (docs/conformance.md).
//!
//! Owns: the suite's revision that counts, its environment, and what a good result is: every test passed, none left out.
//! Never does: hold any part of the suite, or excuse a test; there is no list of expected failures.
//! In: a checkout of theupdateframework/tuf-conformance. Out: a line for each test, and an exit code.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::Outcome;
use crate::python::{environment, output};

type Failure = Box<dyn std::error::Error>;

/// Where the suite comes from.
const SUITE: &str = "https://github.com/theupdateframework/tuf-conformance";
/// The revision that the figures in docs/conformance.md are of; .github/workflows/conformance.yml names it too.
pub(crate) const REVISION: &str = "eec841c186f81f2d9d8d30460c7e7deefa615f9e";
/// Its tests. Fewer would mean that some were not collected.
const TESTS: usize = 113;

/// Run the public TUF conformance suite against our client; every test must pass.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A checkout of <https://github.com/theupdateframework/tuf-conformance>.
    #[arg(long, value_name = "DIR")]
    suite: PathBuf,
    /// Run another revision than the one that this chore knows, or a changed checkout.
    #[arg(long)]
    any_revision: bool,
}

/// What pytest's JSON report says.
#[derive(Debug, Deserialize)]
struct Report {
    duration: f64,
    tests: Vec<Test>,
}

#[derive(Debug, Deserialize)]
struct Test {
    nodeid: String,
    outcome: String,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let suite = fs_err::canonicalize(&args.suite)?;
    let tests = suite.join("tuf_conformance");
    if !tests.is_dir() {
        return Err(format!("{} is no checkout of the suite: git clone {SUITE}", suite.display()).into());
    }
    let revision = revision(&suite, args.any_revision)?;
    let time = output(Command::new("faketime").arg("--version"));
    let time = time.map_err(|error| format!("{error}\nno faketime: on Debian, `apt-get install faketime` provides it"))?;
    let built = std::env::current_exe()?.parent().ok_or("the program is in no folder")?.to_owned();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let python = environment(&built.join("conformance"), &here.join("tests/conformance/requirements.txt"))?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    output(Command::new(cargo).args(["build", "--quiet", "--package", "tuf-conformance"]).current_dir(&here))?;

    let client = built.join("tuf-conformance");
    let excused = built.join("tuf-conformance.xfails");
    if excused.exists() {
        return Err(format!("{} would excuse failures: remove it", excused.display()).into());
    }
    let report = built.join("conformance/report.json");
    if report.exists() {
        fs_err::remove_file(&report)?;
    }
    let mut pytest = Command::new(python);
    pytest.args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "--json-report"]).env("PYTHONDONTWRITEBYTECODE", "1");
    pytest.arg("--json-report-file").arg(&report).arg("--entrypoint").arg(client).arg(tests);
    // What failed tests said is for the person who reads; the report decides.
    let ended = pytest.current_dir(&suite).stdout(std::io::stderr()).status()?;
    let report: Report = serde_json::from_slice(&fs_err::read(report)?)?;
    std::io::stdout().write_all(report.lines().as_bytes())?;
    let verdict = report.verdict(ended.success())?;
    Ok(format!("{verdict}\nsuite: {revision}\nclock: {}", time.trim().lines().next().unwrap_or_default()))
}

impl Report {
    /// A line for each test, sorted by what became of it.
    fn lines(&self) -> String {
        let mut lines: Vec<String> = self.tests.iter().map(|one| format!("{} {}\n", one.outcome, one.nodeid)).collect();
        lines.sort();
        lines.concat()
    }

    /// One sentence.
    fn verdict(&self, ended_well: bool) -> Result<String, Failure> {
        let passed = self.tests.iter().filter(|one| one.outcome == "passed").count();
        let said = format!("{passed} of {} tests passed in {:.1} s", self.tests.len(), self.duration);
        match () {
            () if passed < self.tests.len() || !ended_well => Err(said.into()),
            () if passed < TESTS => Err(format!("{said}, but the suite has {TESTS}").into()),
            () => Ok(said),
        }
    }
}

/// The revision of the checkout, as text for the report.
fn revision(suite: &Path, any: bool) -> Result<String, Failure> {
    let git = |arguments: &[&str]| output(Command::new("git").arg("-C").arg(suite).args(arguments));
    // A folder without a repository of its own may still be inside of somebody else's.
    let own = git(&["rev-parse", "--show-toplevel"]).is_ok_and(|top| Path::new(top.trim_end()) == suite);
    if !own {
        return Ok(format!("WARNING: {} is no git checkout, so nobody knows which revision was run", suite.display()));
    }
    let (head, changes) = (git(&["rev-parse", "HEAD"])?, git(&["status", "--porcelain"])?);
    let head = head.trim_end();
    match () {
        () if head == REVISION && changes.is_empty() => Ok(head.to_owned()),
        () if any => Ok(format!("WARNING: {head}{}, not {REVISION}", if changes.is_empty() { "" } else { ", changed" })),
        () if changes.is_empty() => {
            let at = suite.display();
            Err(format!("{at} is at {head}: `git -C {at} checkout {REVISION}`, or --any-revision").into())
        }
        () => Err(format!("{} is changed, see `git status` there, or say --any-revision", suite.display()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(outcomes: &[(&str, usize)]) -> Report {
        let test = |outcome: &str| Test { nodeid: "x".to_owned(), outcome: outcome.to_owned() };
        let tests =
            outcomes.iter().flat_map(|(outcome, count)| std::iter::repeat_with(|| test(outcome)).take(*count)).collect();
        Report { duration: 1.0, tests }
    }

    #[test]
    fn nothing_but_every_test_passed_is_good() {
        assert_eq!(report(&[("passed", TESTS)]).verdict(true).unwrap(), "113 of 113 tests passed in 1.0 s");
        for outcome in ["failed", "skipped", "xfailed", "xpassed", "error"] {
            assert!(report(&[("passed", TESTS), (outcome, 1)]).verdict(true).is_err(), "{outcome}");
        }
        assert!(report(&[("passed", TESTS - 1)]).verdict(true).is_err());
        assert!(report(&[("passed", TESTS)]).verdict(false).is_err());
    }

    #[test]
    fn every_test_that_the_page_names_is_there() {
        fn sources(folder: &Path, into: &mut String) {
            for entry in fs_err::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    sources(&path, into);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    into.push_str(&fs_err::read_to_string(path).unwrap());
                }
            }
        }
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut code = String::new();
        sources(&here.join("tests"), &mut code);
        let page = fs_err::read_to_string(here.join("docs/conformance.md")).unwrap();
        let rows = page.lines().filter(|line| line.starts_with("| "));
        let names: Vec<&str> =
            rows.filter_map(|line| line.split('`').find(|part| part.contains('_') && !part.contains(' '))).collect();
        assert_eq!(names.len(), 16, "{names:?}");
        for name in names {
            assert!(code.contains(&format!("fn {name}(")), "{name}");
        }
    }

    #[test]
    fn public_ci_runs_the_same_revision() {
        let workflow = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows/conformance.yml");
        let uses = format!("uses: theupdateframework/tuf-conformance@{REVISION}");
        assert!(fs_err::read_to_string(workflow).unwrap().contains(&uses));
    }
}
