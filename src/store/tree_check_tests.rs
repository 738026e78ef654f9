//! Each kind of difference, made on a real tree and named.

use super::*;

fn tree() -> (tempfile::TempDir, Layout, Sha256) {
    let temporary = tempfile::tempdir().unwrap();
    let layout = Layout::new(Utf8Path::from_path(temporary.path()).unwrap());
    let file = |path: &str, executable| TreeFile {
        path: path.to_owned(),
        executable,
        length: path.len() as u64,
        sha256: Sha256::of(path.as_bytes()),
    };
    let files = [file("a.js", false), file("bin/run", true), file("data/x/y.txt", false)];
    let digest = tree::digest(&files);
    for file in &files {
        let path = layout.tree(&digest).join(&file.path);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(&path, &file.path).unwrap();
        let mode = if file.executable { 0o755 } else { 0o644 };
        fs_err::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
    }
    fs_err::write(layout.tree_listing(&digest), tree::listing(&files)).unwrap();
    (temporary, layout, digest)
}

fn after(change: impl FnOnce(&Utf8Path)) -> Vec<Difference> {
    let (_temporary, layout, digest) = tree();
    change(&layout.tree(&digest));
    check(&layout, &[digest]).unwrap().remove(0)
}

fn mode(path: &Utf8Path, mode: u32) {
    fs_err::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

#[test]
fn an_untouched_tree_has_no_difference() {
    assert_eq!(after(|_| ()), []);
}

#[test]
fn every_kind_of_difference_is_named() {
    let changed = after(|tree| fs_err::write(tree.join("a.js"), "b.js").unwrap());
    let expected = Difference::Changed { path: "a.js".into(), expected: Sha256::of(b"a.js"), seen: Sha256::of(b"b.js") };
    assert_eq!(changed, [expected]);
    let missing = after(|tree| fs_err::remove_file(tree.join("data/x/y.txt")).unwrap());
    assert_eq!(missing, [Difference::Missing { path: "data/x/y.txt".into() }]);
    let extra = after(|tree| fs_err::write(tree.join("data/z"), "").unwrap());
    assert_eq!(extra, [Difference::Extra { path: "data/z".into() }]);
    let executable = after(|tree| mode(&tree.join("a.js"), 0o755));
    assert_eq!(executable, [Difference::ModeChanged { path: "a.js".into(), seen: "0755".into() }]);
    let set_id = after(|tree| mode(&tree.join("bin/run"), 0o4755));
    assert_eq!(set_id, [Difference::ModeChanged { path: "bin/run".into(), seen: "4755".into() }]);
    let absent = after(|tree| fs_err::remove_dir_all(tree).unwrap());
    assert_eq!(absent, [Difference::Absent]);
}

#[test]
fn a_link_to_the_right_bytes_is_still_a_difference() {
    let link = after(|tree| {
        fs_err::rename(tree.join("a.js"), tree.with_extension("elsewhere")).unwrap();
        fs_err::os::unix::fs::symlink(tree.with_extension("elsewhere"), tree.join("a.js")).unwrap();
    });
    assert_eq!(link, [Difference::NotAFile { path: "a.js".into(), kind: "a symbolic link" }]);
    let socket = after(|tree| drop(std::os::unix::net::UnixListener::bind(tree.join("s")).unwrap()));
    assert_eq!(socket, [Difference::NotAFile { path: "s".into(), kind: "a special file" }]);
    let whole = after(|tree| {
        fs_err::rename(tree, tree.with_extension("elsewhere")).unwrap();
        fs_err::os::unix::fs::symlink(tree.with_extension("elsewhere"), tree).unwrap();
    });
    assert_eq!(whole, [Difference::Absent]);
}

#[test]
fn a_forged_list_does_not_hide_a_changed_file() {
    let (_temporary, layout, digest) = tree();
    fs_err::write(layout.tree(&digest).join("a.js"), "evil").unwrap();
    let path = layout.tree_listing(&digest);
    let forged =
        fs_err::read_to_string(&path).unwrap().replace(&Sha256::of(b"a.js").to_string(), &Sha256::of(b"evil").to_string());
    fs_err::write(&path, forged).unwrap();
    assert!(matches!(check(&layout, &[digest]).unwrap()[0][..], [Difference::Digest { .. }]));
    fs_err::remove_file(&path).unwrap();
    assert!(matches!(check(&layout, &[digest]).unwrap()[0][..], [Difference::Digest { .. }]));
}
