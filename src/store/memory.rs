//! What a project remembers of each of its repositories: a small JSON file, by the repository's id.
//!
//! Owns: the file's form, version 1. Never does: know what is remembered, or take a damaged file for none.
//! In: a path. Out: values by repository id, or the words for what is wrong.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

#[cfg(feature = "client")]
use super::Durability;
use super::error::Error;
use super::file;
use crate::digest::Sha256;

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<M> {
    version: u64,
    repositories: M,
}

const VERSION: u64 = 1;

/// The memory at `path`, of at most `limit` bytes; nothing where there is no file. `damaged` is given the path and what is wrong.
///
/// # Errors
/// What `damaged` makes, or an [`Error`] of reading.
pub fn read<T, E>(
    path: Utf8PathBuf,
    limit: u64,
    damaged: impl FnOnce(Utf8PathBuf, String) -> E,
) -> Result<BTreeMap<Sha256, T>, E>
where
    T: for<'de> Deserialize<'de>,
    E: From<Error>,
{
    let Some(bytes) = file::read(&path, limit)? else { return Ok(BTreeMap::new()) };
    match serde_json::from_slice(&bytes) {
        Ok(Written { version: VERSION, repositories }) => Ok(repositories),
        Ok(Written { version, .. }) => Err(damaged(path, format!("it has version {version}"))),
        Err(error) => Err(damaged(path, error.to_string())),
    }
}

/// Replaces the memory at `path`.
///
/// # Errors
/// [`Error::Write`]; the old file is then still there.
#[cfg(feature = "client")]
pub fn write<T: Serialize>(path: &camino::Utf8Path, by_id: &BTreeMap<Sha256, T>) -> Result<(), Error> {
    // A map with string keys cannot fail to be written.
    let text = serde_json::to_string_pretty(&Written { version: VERSION, repositories: by_id }).unwrap_or_default() + "\n";
    file::replace(path, text.as_bytes(), Durability::Full)
}
