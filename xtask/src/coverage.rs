//! `cargo xtask coverage`: which lines of a part of the library no test runs; by default the TUF client, where each has to be argued.
//!
//! Owns: the instrumented build, in a target folder of its own, and the comparison with docs/coverage.md.
//! Never does: count test code, or measure anything but lines.
//! In: the tests. Out: each line that was not run, and an exit code: not 0 when one of them is not argued.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::Outcome;
use crate::python::output;

type Failure = Box<dyn std::error::Error>;

/// Where lines that no test runs are argued, by their text: numbers would be wrong after the next change.
const ARGUED: &str = "docs/coverage.md";

/// Show the lines of the TUF client that no test runs; each has to be argued in docs/coverage.md.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Look at this folder or file instead.
    #[arg(long, value_name = "PATH", default_value = "src/tuf/")]
    of: String,
    /// Run only tests with this in their name; may be repeated.
    #[arg(long, value_name = "TEXT")]
    tests: Vec<String>,
}

/// Runs the chore.
pub(crate) fn run(args: &Args) -> Outcome {
    let root = fs_err::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    let tools = tools()?;
    let folder = root.join("target/coverage");
    let raw = folder.join("raw");
    if raw.exists() {
        fs_err::remove_dir_all(&raw)?;
    }
    fs_err::create_dir_all(&raw)?;
    let test = |more: &[&str]| {
        let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        command.args(["test", "--package", "ragnos-plugin", "--lib", "--bins", "--tests"]).args(more).current_dir(&root);
        command.env("RUSTFLAGS", "-C instrument-coverage").env("CARGO_TARGET_DIR", &folder);
        // Counts are added up in nine files a program: one file a process would fill the disk, since tests start thousands.
        command.env("LLVM_PROFILE_FILE", raw.join("%9m.profraw"));
        command
    };
    let programs = programs(&output(&mut test(&["--no-run", "--message-format=json"]))?);
    let ended = test(&["--quiet", "--"]).args(&args.tests).stdout(std::io::stderr()).status()?;
    if !ended.success() {
        return Err("the tests have to pass first".into());
    }
    let merged = folder.join("merged.profdata");
    let mut merge = Command::new(tools.join("llvm-profdata"));
    // What a test has killed may have left half a file of counts.
    output(merge.args(["merge", "--sparse", "--failure-mode=warn", "--output"]).arg(&merged).arg(&raw))?;
    fs_err::remove_dir_all(&raw)?;
    let mut export = Command::new(tools.join("llvm-cov"));
    export.args(["export", "--format=lcov", "--skip-functions"]).arg(format!("--instr-profile={}", merged.display()));
    for program in &programs {
        export.arg("--object").arg(program);
    }
    let counted = counted(&output(export.arg("--sources").arg(root.join(&args.of)))?);
    let argued = fs_err::read_to_string(root.join(ARGUED))?;
    report(&root, &counted, &argued)
}

/// Where LLVM's tools of the compiler's own version are.
fn tools() -> Result<PathBuf, Failure> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let host = output(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let tools = Path::new(sysroot.trim_end()).join("lib/rustlib").join(host.trim_end()).join("bin");
    if tools.join("llvm-cov").exists() { Ok(tools) } else { Err("run `rustup component add llvm-tools` first".into()) }
}

/// The executables that Cargo has made.
fn programs(messages: &str) -> Vec<String> {
    let parsed = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    parsed.filter_map(|message| message["executable"].as_str().map(str::to_owned)).collect()
}

/// By file: the count of each line that has code.
fn counted(lcov: &str) -> BTreeMap<PathBuf, BTreeMap<usize, u64>> {
    let (mut files, mut file) = (BTreeMap::<_, BTreeMap<_, _>>::new(), PathBuf::new());
    for line in lcov.lines() {
        if let Some(path) = line.strip_prefix("SF:") {
            file = PathBuf::from(path);
        } else if let Some((number, count)) = line.strip_prefix("DA:").and_then(|pair| pair.split_once(','))
            && let (Ok(number), Ok(count)) = (number.parse(), count.parse())
        {
            files.entry(file.clone()).or_default().insert(number, count);
        }
    }
    files
}

fn report(root: &Path, counted: &BTreeMap<PathBuf, BTreeMap<usize, u64>>, argued: &str) -> Outcome {
    let (mut lines, mut missed, mut open, mut text) = (0, 0, 0, String::new());
    for (path, counts) in counted {
        let shown = path.strip_prefix(root).unwrap_or(path).display();
        let source = fs_err::read_to_string(path)?;
        let all: Vec<&str> = source.lines().collect();
        // Test code comes last in a file, or is all of it.
        let end = all.iter().position(|line| *line == "#[cfg(test)]").unwrap_or(all.len());
        let end = if path.ends_with("fuzzing.rs") || path.to_string_lossy().ends_with("_tests.rs") { 0 } else { end };
        for (number, count) in counts.iter().filter(|(number, _)| **number <= end) {
            lines += 1;
            if *count > 0 {
                continue;
            }
            missed += 1;
            let line = all.get(number - 1).map_or("", |line| line.trim());
            let is_argued = argued.contains(&format!("`{line}`"));
            open += usize::from(!is_argued);
            text += &format!("{} {shown}:{number}: {line}\n", if is_argued { "argued" } else { "OPEN  " });
        }
    }
    std::io::stdout().write_all(text.as_bytes())?;
    if lines == 0 {
        return Err("no line was found: the measurement is broken".into());
    }
    let said = format!(
        "{} of {lines} lines are run by tests, {missed} are not, {open} of those are not argued in {ARGUED}",
        lines - missed
    );
    if open == 0 { Ok(said) } else { Err(said.into()) }
}
