//! `--trace-verify FILE`: the transcript of every check of a run, one JSON object a line.
//!
//! Owns: the file and the form of its lines (docs/verification-trace.md).
//! Never does: lose a line quietly: a transcript that could not be written in full makes the command fail.
//! In: [`Check`]s. Out: lines.

use std::io::{BufWriter, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::json;

use super::diagnostic::Failure;
use super::output::envelope;
use crate::refusal::{Facts, Refusal};
use crate::transcript::{Check, Observer, Outcome, Transcript};

/// Why there is no whole transcript.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("the transcript {path} could not be written")]
#[diagnostic(code(RP8022), help("look at the folder's permissions and free space; a transcript with gaps would prove nothing"))]
struct Unwritten {
    path: Utf8PathBuf,
    #[source]
    source: std::io::Error,
}

impl Refusal for Unwritten {
    fn facts(&self) -> Facts {
        Facts::about(&self.path)
    }
}

/// The transcript's file.
#[derive(Debug)]
pub(super) struct TraceFile {
    path: Utf8PathBuf,
    lines: Mutex<Lines>,
}

#[derive(Debug)]
struct Lines {
    out: BufWriter<fs_err::File>,
    failed: Option<std::io::Error>,
}

impl TraceFile {
    /// Makes the file, or empties it.
    pub(super) fn create(path: &Utf8Path) -> Result<Arc<Self>, Failure> {
        let path = path.to_owned();
        match fs_err::File::create(&path) {
            Ok(file) => {
                let lines = Mutex::new(Lines { out: BufWriter::new(file), failed: None });
                Ok(Arc::new(Self { path, lines }))
            }
            Err(source) => Err(Unwritten { path, source }.into()),
        }
    }

    /// The seam that the checks tell.
    pub(super) fn transcript(self: &Arc<Self>) -> Transcript {
        let observer: Arc<dyn Observer> = Arc::clone(self) as _;
        Transcript::to(observer)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// A line could not be written.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let flushed = lines.out.flush();
        let failed = lines.failed.take().map_or(flushed, Err);
        failed.map_err(|source| Unwritten { path: self.path.clone(), source }.into())
    }
}

impl Observer for TraceFile {
    fn check(&self, check: &Check<'_>) {
        let Check { repository, about, place, input, rule, expected, seen, outcome } = *check;
        let (outcome, code) = match outcome {
            Outcome::Passed => ("passed", None),
            Outcome::Failed(code) => ("failed", Some(code)),
        };
        let section = Some(rule.section()).filter(|section| !section.is_empty());
        let line = envelope(
            "trace",
            &json!({
                "repository": Some(repository).filter(|name| !name.is_empty()),
                "about": about,
                "place": place,
                "input": input.map(|(sha256, length)| json!({ "sha256": sha256, "length": length })),
                "rule": rule.id(),
                "spec": section.map(|section| format!("TUF {section}")),
                "expected": expected,
                "seen": seen,
                "outcome": outcome,
                "code": code,
            }),
        );
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.failed.is_none() {
            lines.failed = writeln!(lines.out, "{line}").err();
        }
    }
}
