//! Builds the pages of docs/errors into the program, for `ragnos-plugin explain`.
//!
//! Owns: the list of pages, so that nobody keeps one by hand. Never does: anything but read that folder.
//! In: `docs/errors/*.md`. Out: `error_pages.rs` in `OUT_DIR`, an array of code and page.

#![allow(clippy::disallowed_methods, reason = "a build script reads its variables and has no fs_err")]

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("docs/errors");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut pages = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        pages.push(format!("    ({code:?}, include_str!({:?})),\n", path.display()));
    }
    pages.sort();
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("error_pages.rs"), format!("[\n{}]\n", pages.concat()))
}
