//! The table itself: every row has a test.
//!
//! Owns: the reading of `Row N:` and `Rows N, M:` at the start of a test's doc comment.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;

/// The rows of the table.
const ROWS: RangeInclusive<u32> = 1..=128;

/// The rows of every doc comment in `text` that stands over a test.
fn rows_of(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut named: Vec<u32> = Vec::new();
    for line in text.lines() {
        let line = line.trim_start();
        let rows = line.strip_prefix("/// Row ").or_else(|| line.strip_prefix("/// Rows "));
        if let Some((numbers, _)) = rows.and_then(|rest| rest.split_once(':')) {
            named = numbers.split(',').map(|number| number.trim().parse().unwrap_or_else(|_| panic!("{line}"))).collect();
        } else if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            found.extend(named.drain(..));
        } else if !line.starts_with("///") && !line.starts_with("#[") {
            named.clear();
        }
    }
    found
}

fn rows_below(folder: &Path) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rows_below(&path));
        } else if path.file_name().is_none_or(|name| name != "table.rs") {
            found.extend(rows_of(&fs_err::read_to_string(path).unwrap()));
        }
    }
    found
}

#[test]
fn every_row_has_a_test() {
    let found = rows_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/attacks"));
    let missing: Vec<u32> = ROWS.filter(|row| !found.contains(row)).collect();
    assert!(missing.is_empty(), "rows of the attack table without a test: {missing:?}");
    assert!(found.iter().all(|row| ROWS.contains(row)), "there is no such row: {found:?}");
}

#[test]
fn a_row_counts_only_over_a_test() {
    let text = "/// Rows 3, 4: two.\n#[test]\nfn a() {}\n/// Row 5: a helper.\nfn b() {}\n#[test]\nfn c() {}\n/// Row 6: long\n/// words.\n#[tokio::test]\n";
    assert_eq!(rows_of(text), BTreeSet::from([3, 4, 6]));
}
