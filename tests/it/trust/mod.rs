//! What people do with trust beyond an install: the `trust` commands, bundles and `--offline`, the transcript.

mod bundles;
mod commands;
mod documents;
mod transcript;
