//! docs/incidents.md and the tests: each names only what the other has.

use std::collections::BTreeSet;

use super::super::cli::repository_root;

/// The tests of this folder, `file::name`.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs_err::read_dir(repository_root().join("tests/it/incidents")).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs_err::read_to_string(&path).unwrap();
        for part in text.split("#[test]\nfn ").skip(1) {
            found.insert(format!("{file}::{}", part.split('(').next().unwrap()));
        }
    }
    found
}

#[test]
fn every_incident_names_tests_that_exist_and_codes_that_have_a_page() {
    let text = fs_err::read_to_string(repository_root().join("docs/incidents.md")).unwrap();
    let tests = tests();
    assert!(tests.len() > 20, "only {} tests found: the search is broken", tests.len());
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ") && line.contains("::")).collect();
    assert!(rows.len() >= 10, "{} incidents", rows.len());
    let mut named = BTreeSet::new();
    for row in rows {
        let quoted: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let of_row: Vec<&str> = quoted.iter().copied().filter(|word| word.contains("::")).collect();
        assert!(!of_row.is_empty(), "{row}");
        for test in of_row {
            assert!(tests.contains(test), "there is no test {test}");
            named.insert(test.to_owned());
        }
        for code in row.split(|one: char| !one.is_ascii_alphanumeric()).filter(|word| word.starts_with("RP")) {
            assert!(repository_root().join(format!("docs/errors/{code}.md")).exists(), "{code} has no page");
        }
    }
    let missing: Vec<_> = tests.iter().filter(|test| test.starts_with("publishing::") && !named.contains(*test)).collect();
    assert!(missing.is_empty(), "incidents without a row: {missing:?}");
}
