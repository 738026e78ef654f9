//! What a repository's files are served with: kinds of content, and how long a cache may keep them.
//!
//! Owns: those words, the same for a bucket and for the development server. Never does: I/O. In: a file's name. Out: header values.

use crate::storage::TIMESTAMP;

/// What caches are told about a file: one that never changes is kept for a year, a change of `timestamp.json` has to be seen by
/// everybody within seconds.
pub(crate) fn cache_control(name: &str) -> &'static str {
    if name == TIMESTAMP { "public, max-age=5, must-revalidate" } else { "public, max-age=31536000, immutable" }
}

/// The kind of content of a file.
pub(crate) fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "json")) => "application/json",
        Some((_, "gz")) => "application/gzip",
        _ => "application/octet-stream",
    }
}
