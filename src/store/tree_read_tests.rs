use std::os::unix::fs::PermissionsExt;

use camino::Utf8Path;

use super::*;

fn installed(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Layout, Sha256) {
    let temporary = tempfile::tempdir().unwrap();
    let layout = Layout::new(Utf8Path::from_path(temporary.path()).unwrap());
    let file = |(path, bytes): &(&str, &[u8])| TreeFile {
        path: (*path).to_owned(),
        executable: false,
        length: bytes.len() as u64,
        sha256: Sha256::of(bytes),
    };
    let tree = tree::digest(&files.iter().map(file).collect::<Vec<_>>());
    for (path, bytes) in files {
        let path = layout.tree(&tree).join(path);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, bytes).unwrap();
    }
    (temporary, layout, tree)
}

fn differences(layout: &Layout, tree: &Sha256, most: u64) -> Vec<String> {
    match read(layout, tree, most).unwrap() {
        Tree::Whole(files) => panic!("{files:?}"),
        Tree::Differs(differences) => differences.iter().map(Difference::words).collect(),
    }
}

#[test]
fn what_is_handed_out_is_what_was_hashed_in_the_order_of_paths() {
    let large = vec![7; 3 * BUFFER + 1];
    let (_temporary, layout, tree) = installed(&[("b", b"two"), ("a/x", &large), ("a-y", b"")]);
    let Tree::Whole(files) = read(&layout, &tree, large.len() as u64 + 3).unwrap() else { panic!("it is whole") };
    let paths: Vec<&str> = files.iter().map(|one| one.file.path.as_str()).collect();
    assert_eq!(paths, ["a-y", "a/x", "b"]);
    assert!(files.iter().all(|one| Sha256::of(&one.bytes) == one.file.sha256));
    assert_eq!(files[1].bytes, large);
}

#[test]
fn more_than_was_signed_is_never_held() {
    let (_temporary, layout, tree) = installed(&[("a", b"abc"), ("b", b"abc")]);
    assert!(matches!(read(&layout, &tree, 6).unwrap(), Tree::Whole(_)));
    // A file that claims a terabyte takes no memory at all.
    let file = fs_err::File::options().write(true).open(layout.tree(&tree).join("b")).unwrap();
    file.set_len(1 << 30).unwrap();
    assert_eq!(differences(&layout, &tree, 6).len(), 1);
}

#[test]
fn every_difference_is_named() {
    let (_temporary, layout, tree) = installed(&[("a", b"abc"), ("b", b"abc")]);
    let folder = layout.tree(&tree);
    fs_err::write(layout.tree_listing(&tree), tree::listing(&[])).unwrap();
    fs_err::write(folder.join("c"), "").unwrap();
    let seen = differences(&layout, &tree, 6);
    assert!(seen[0].starts_with("the tree has digest"), "{seen:?}");
    fs_err::remove_file(folder.join("c")).unwrap();
    fs_err::os::unix::fs::symlink("a", folder.join("d")).unwrap();
    assert_eq!(differences(&layout, &tree, 6), ["d is a symbolic link"]);
    fs_err::remove_file(folder.join("d")).unwrap();
    fs_err::set_permissions(folder.join("a"), PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(differences(&layout, &tree, 6).len(), 1);
    fs_err::remove_dir_all(&folder).unwrap();
    assert_eq!(differences(&layout, &tree, 6), ["the tree is not in the store"]);
}
