//! Every advisory of the `RustSec` database is read in its OSV form.
//!
//! Owns: that none is missing or unreadable. Never does: judge what they say. In: both forms of the database. Out: a sentence.

use std::collections::BTreeSet;

use camino::Utf8Path;
use ragnos_plugin::osv::{Advisory, Glance};

use super::files;
use crate::Outcome;

pub(super) fn run(osv: &Utf8Path, database: &Utf8Path) -> Outcome {
    let mut read = BTreeSet::new();
    for path in files(osv, "json")? {
        let json = fs_err::read(&path)?;
        let glance = Glance::at(&json).map_err(|error| format!("{path}: {error}"))?;
        let advisory = Advisory::read(&json).map_err(|error| format!("{path}: {error}"))?;
        if advisory.affected.is_empty() || glance.packages().next().is_none() {
            return Err(format!("{path} is about no package that is known").into());
        }
        read.insert(advisory.id);
    }
    let crates = files(&database.join("crates"), "md")?;
    let missing: Vec<&str> = crates.iter().filter_map(|path| path.file_stem()).filter(|id| !read.contains(*id)).collect();
    if crates.len() < 1205 || !missing.is_empty() {
        return Err(format!("of {} advisories {} were not read: {}", crates.len(), missing.len(), missing.join(", ")).into());
    }
    Ok(format!("OSV: all {} advisories on crates of the RustSec database read, of {} records", crates.len(), read.len()))
}
