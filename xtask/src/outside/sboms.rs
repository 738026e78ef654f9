//! Our reader of `CycloneDX` against cyclonedx-python-lib in strict mode, on the specification's own examples.
//!
//! Owns: that comparison. Never does: read the verdict out of a file's name. In: the examples. Out: a sentence.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use camino::Utf8Path;
use ragnos_plugin::cyclonedx;

use super::{Failure, files};
use crate::Outcome;
use crate::python::output;

pub(super) fn run(python: &Path, examples: &Utf8Path) -> Outcome {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/witness/cyclonedx_verdicts.py");
    let said = output(Command::new(python).arg(script).arg(examples))?;
    let theirs: BTreeMap<String, bool> = serde_json::from_str(&said)?;
    let (mut wrong, mut valid, mut all) = (Vec::new(), 0, 0);
    for path in files(examples, "json")? {
        let name = path.strip_prefix(examples)?.to_string();
        let their = *theirs.get(&name).ok_or_else(|| -> Failure { format!("no verdict on {name}").into() })?;
        let ours = cyclonedx::read(&fs_err::read(&path)?);
        all += 1;
        valid += usize::from(their);
        if ours.is_ok() != their {
            wrong.push(format!("{name}: theirs {their}, ours {ours:?}"));
        }
    }
    if !wrong.is_empty() || all < 300 || valid < 100 || all - valid < 100 {
        return Err(format!("of {all} examples {} are judged otherwise:\n{}", wrong.len(), wrong.join("\n")).into());
    }
    Ok(format!("CycloneDX: {all} examples of the specification ({valid} valid) judged as cyclonedx-python-lib does"))
}
