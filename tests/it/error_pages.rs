//! Every error code of the source has a page in docs/errors, and every page a code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Codes by the files that raise them.
fn codes() -> BTreeMap<String, BTreeSet<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("repo/src"), &mut files);
    let mut codes: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    for file in files {
        let text = fs_err::read_to_string(&file).unwrap();
        for part in text.split("code(RP").skip(1) {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            codes.entry(format!("RP{digits}")).or_default().insert(file.clone());
        }
    }
    codes
}

#[test]
fn codes_and_pages_agree() {
    let codes: BTreeSet<String> = codes().into_keys().collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    let mut pages = BTreeSet::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs_err::read_to_string(&path).unwrap();
        assert!(text.starts_with(&format!("# {code}: ")), "{code}: the first line is its heading");
        pages.insert(code);
    }
    assert!(codes.len() > 60, "only {} codes found: the search is broken", codes.len());
    assert_eq!(codes.difference(&pages).collect::<Vec<_>>(), Vec::<&String>::new(), "codes without a page");
    assert_eq!(pages.difference(&codes).collect::<Vec<_>>(), Vec::<&String>::new(), "pages without a code");
}

#[test]
fn a_code_belongs_to_one_place_and_carries_an_exit_code() {
    for (code, files) in codes() {
        assert_eq!(files.len(), 1, "{code} is raised in {files:?}");
        let exit: u32 = code[2..code.len() - 3].parse().unwrap();
        assert!((1..=12).contains(&exit), "{code}");
    }
}
