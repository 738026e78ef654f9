//! What docs/threat-model.md and docs/offline.md say of tests is true.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::repository_root;

/// The names of all test functions below these folders.
fn tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs_err::read_to_string(path).unwrap();
            let after = text.split("#[test]").skip(1).chain(text.split("#[tokio::test").skip(1));
            found.extend(after.filter_map(|text| Some(text.split_once("fn ")?.1.split_once('(')?.0.to_owned())));
        }
    }
}

/// Every name in backticks that has the form of a test's: words joined by `_`, three or more.
fn named(text: &str) -> Vec<&str> {
    let code = text.split('`').skip(1).step_by(2);
    let is_test = |name: &&str| {
        name.matches('_').count() >= 2 && name.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_')
    };
    code.filter(is_test).collect()
}

#[test]
fn every_test_that_a_document_names_exists() {
    let mut known = BTreeSet::new();
    for folder in ["src", "tests", "repo"] {
        tests(&repository_root().join(folder), &mut known);
    }
    assert!(known.len() > 300, "only {} tests found: the search is broken", known.len());
    for (document, least) in [("docs/threat-model.md", 100), ("docs/offline.md", 5), ("docs/conformance.md", 10)] {
        let text = fs_err::read_to_string(repository_root().join(document)).unwrap();
        let named = named(&text);
        assert!(named.len() >= least, "{document} names {} tests", named.len());
        let missing: Vec<_> = named.into_iter().filter(|name| !known.contains(*name)).collect();
        assert_eq!(missing, Vec::<&str>::new(), "{document} names tests that do not exist");
    }
}

/// docs/threat-model.md has every row of the attack table, each once.
#[test]
fn the_threat_model_has_every_row_of_the_attack_table() {
    let text = fs_err::read_to_string(repository_root().join("docs/threat-model.md")).unwrap();
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        // The second column of the tables of attacks: `1, 5-7`.
        let Some(column) = line.split('|').nth(2) else { continue };
        for range in column.trim().split(", ") {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            if let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) {
                rows.extend(first..=last);
            }
        }
    }
    rows.sort_unstable();
    assert_eq!(rows, (1..=128).collect::<Vec<u32>>());
}
