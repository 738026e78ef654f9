//! The layers: `use crate::` goes downwards only (ARCHITECTURE.md).

use std::path::Path;

/// Modules by layer, from the bottom.
const LAYERS: [&[&str]; 5] = [
    &[
        "capability",
        "clock",
        "digest",
        "limits",
        "markup",
        "name",
        "named_version",
        "origin",
        "platform",
        "public_key",
        "redact",
        "refusal",
        "signers",
        "target_name",
        "transcript",
        "tree",
    ],
    &[
        "cool_down",
        "cyclonedx",
        "descriptor",
        "ecosystem",
        "lockfile",
        "manifest",
        "osv",
        "plugin_list",
        "plugin_manifest",
        "policy",
        "release",
        "releases",
        "review",
        "revocation",
        "sbom",
        "vex",
    ],
    &["archive", "store", "transport", "tuf"],
    &[
        "adopt",
        "approve",
        "audit",
        "bundle",
        "catalog",
        "check",
        "doctor",
        "fetch",
        "floors",
        "generations",
        "graph",
        "import",
        "init",
        "install",
        "load",
        "merge_driver",
        "pack",
        "pinned",
        "plan",
        "project",
        "relock",
        "repositories",
        "resolve",
        "revoked",
        "rulebook",
        "ruling",
        "trust",
        "witness",
    ],
    &["cli", "main"],
];

/// Sideways uses among the adapters that are wanted: a store commits what an archive was unpacked to.
const SIDEWAYS: [(&str, &str); 1] = [("store", "archive")];

fn layer(module: &str) -> usize {
    LAYERS.iter().position(|layer| layer.contains(&module)).unwrap_or_else(|| panic!("{module} has no layer"))
}

fn uses(path: &Path, found: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs_err::read_dir(path).unwrap() {
            uses(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|ending| ending == "rs") && !path.to_str().unwrap().contains("test") {
        let text = fs_err::read_to_string(path).unwrap();
        // Tests inside a file may build what they need from anywhere.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for part in lines.flat_map(|line| line.split("crate::").skip(1)) {
            found.push(part.chars().take_while(|one| one.is_ascii_alphanumeric() || *one == '_').collect());
        }
    }
}

#[test]
fn modules_use_only_what_is_below_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for entry in fs_err::read_dir(&source).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if module == "lib" || module.ends_with("_tests") {
            continue;
        }
        let mut found = Vec::new();
        uses(&path, &mut found);
        seen += found.len();
        for used in found.iter().filter(|used| **used != module && !used.is_empty()) {
            let (from, to) = (layer(&module), layer(used));
            // Use cases may build on each other; the vocabulary and the documents too, as long as it goes one way.
            let sideways_is_fine = from != 2 || SIDEWAYS.contains(&(module.as_str(), used.as_str()));
            assert!(to < from || (to == from && sideways_is_fine), "{module} uses {used}, which is not below it");
        }
    }
    assert!(seen > 100, "only {seen} uses found: the search is broken");
}
