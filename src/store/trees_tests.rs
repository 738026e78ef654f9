//! Trees put in the cache and taken out again: by each mode, after each kind of damage, by many projects at once.

use std::os::unix::fs::MetadataExt;

use super::super::layout::Layout;
use super::super::lock::Waiting;
use super::*;

struct Ground {
    temporary: tempfile::TempDir,
}

impl Ground {
    fn new() -> Self {
        Self { temporary: tempfile::tempdir().unwrap() }
    }

    fn root(&self) -> &Utf8Path {
        Utf8Path::from_path(self.temporary.path()).unwrap()
    }

    fn cache(&self) -> Cache {
        Cache::new(self.root().join("cache"))
    }

    fn project(&self, name: &str) -> ProjectLock {
        let layout = Layout::new(self.root().join(name));
        fs_err::create_dir_all(layout.root()).unwrap();
        ProjectLock::acquire(&layout, "test", Waiting::Refuse, |_| ()).unwrap()
    }
}

fn files() -> Vec<TreeFile> {
    let file = |path: &str, executable| TreeFile {
        path: path.to_owned(),
        executable,
        length: path.len() as u64,
        sha256: Sha256::of(path.as_bytes()),
    };
    vec![file("a.js", false), file("deep/er/run", true), file("deep/b.js", false)]
}

fn unpacked(lock: &ProjectLock) -> StagedTree {
    let staging = Staging::create(lock).unwrap();
    for file in files() {
        let path = staging.folder().join(&file.path);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(&path, &file.path).unwrap();
        fs_err::set_permissions(&path, PermissionsExt::from_mode(file.mode())).unwrap();
    }
    staging.seal_files(digest(), &files()).unwrap()
}

fn digest() -> Sha256 {
    tree::digest(&files())
}

fn taken(trees: &Trees, lock: &ProjectLock) -> Option<CachedTree> {
    let taken: Result<_, Error> = trees.take(lock, &[digest()], |tree| *tree, |_, cached| Ok(cached));
    taken.unwrap().pop().unwrap()
}

fn take(trees: &Trees, lock: &ProjectLock) -> Option<StagedTree> {
    let cached = taken(trees, lock)?;
    assert_eq!(tree::digest(&cached.files), digest());
    assert!(cached.dir().exists("deep/er/run"));
    let (staged, stamp) = cached.seal().unwrap();
    assert_eq!(stamp, staged.stamp());
    assert_eq!(tree_check::digest_of(staged.folder()).unwrap(), Ok(digest()));
    Some(staged)
}

fn write(path: &Utf8Path, content: &str) {
    let before = fs_err::metadata(path).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs_err::set_permissions(path, PermissionsExt::from_mode(0o644)).unwrap();
    let mut file = fs_err::OpenOptions::new().write(true).open(path).unwrap();
    io::Write::write_all(&mut file, content.as_bytes()).unwrap();
    file.file().set_modified(before.modified().unwrap()).unwrap();
    fs_err::set_permissions(path, before.permissions()).unwrap();
}

#[test]
fn what_one_project_put_in_another_takes_out() {
    for mode in [LinkMode::Auto, LinkMode::Hardlink, LinkMode::Symlink] {
        let ground = Ground::new();
        let (one, other) = (ground.project("one"), ground.project("other"));
        let trees = Trees::new(&ground.cache(), mode, false);
        assert!(take(&trees, &one).is_none());
        let (staged, stamp) = trees.put(&one, unpacked(&one), &files()).unwrap();
        assert_eq!(stamp, staged.stamp(), "{mode:?}");
        assert_eq!(staged.target().is_some(), mode == LinkMode::Symlink);
        let entry = Entry::of(&ground.cache(), digest());
        assert_eq!(entry.known(), Look::at(&entry.folder).map(|look| look.stamp()), "{mode:?}");
        for _ in 0..2 {
            let taken = take(&trees, &other).unwrap();
            assert_eq!(entry.known(), Look::at(&entry.folder).map(|look| look.stamp()), "{mode:?}");
            assert_eq!(taken.target().is_some(), mode == LinkMode::Symlink);
            if mode == LinkMode::Hardlink {
                let inode = |folder: &Utf8Path| fs_err::metadata(folder.join("a.js")).unwrap().ino();
                assert_eq!(inode(taken.folder()), inode(&entry.folder));
            }
        }
        let copying = Trees::new(&ground.cache(), LinkMode::Copy, false);
        assert!(take(&copying, &other).is_none());
        assert!(taken(&Trees::new(&ground.cache().read_only(), mode, false), &other).is_none());
    }
}

type Damage = fn(&Utf8Path);

#[test]
fn what_was_changed_is_not_handed_on_and_goes() {
    let damages: [(&str, Damage); 7] = [
        ("a byte, its time restored", |tree| write(&tree.join("a.js"), "b.js")),
        ("an extra file", |tree| fs_err::write(tree.join("extra"), "").unwrap()),
        ("a missing file", |tree| fs_err::remove_file(tree.join("a.js")).unwrap()),
        ("a file that can be written to", |tree| {
            fs_err::set_permissions(tree.join("a.js"), PermissionsExt::from_mode(0o644)).unwrap();
        }),
        ("a set-id bit", |tree| {
            fs_err::set_permissions(tree.join("deep/er/run"), PermissionsExt::from_mode(0o4555)).unwrap();
        }),
        ("another list", |tree| fs_err::write(format!("{tree}.files"), tree::listing(&files()[..2])).unwrap()),
        ("a link in its place", |tree| {
            fs_err::rename(tree, tree.with_extension("elsewhere")).unwrap();
            fs_err::os::unix::fs::symlink(tree.with_extension("elsewhere"), tree).unwrap();
        }),
    ];
    for (what, damage) in damages {
        let ground = Ground::new();
        let (one, other) = (ground.project("one"), ground.project("other"));
        let trees = Trees::new(&ground.cache(), LinkMode::Hardlink, false);
        let _staged = trees.put(&one, unpacked(&one), &files()).unwrap();
        let entry = Entry::of(&ground.cache(), digest());
        damage(&entry.folder);
        assert!(take(&trees, &other).is_none(), "{what}");
        assert!(fs_err::symlink_metadata(&entry.folder).is_err(), "{what}");
        let _healed = trees.put(&one, unpacked(&one), &files()).unwrap();
        assert!(take(&trees, &other).is_some(), "{what}");
    }
}

#[test]
fn a_write_through_a_link_reaches_nobody_else_and_a_forged_stamp_does_not_help_a_full_look() {
    let ground = Ground::new();
    let (one, other) = (ground.project("one"), ground.project("other"));
    let trees = Trees::new(&ground.cache(), LinkMode::Hardlink, false);
    let (staged, _) = trees.put(&one, unpacked(&one), &files()).unwrap();
    write(&staged.folder().join("a.js"), "evil");
    assert!(take(&trees, &other).is_none());
    let (staged, _) = trees.put(&one, unpacked(&one), &files()).unwrap();
    write(&staged.folder().join("a.js"), "evil");
    let entry = Entry::of(&ground.cache(), digest());
    entry.write_stamp(&Look::at(&entry.folder).unwrap().stamp()).unwrap();
    // Whoever writes files of this user's cache can write what a stamp is compared with; hashing finds it.
    assert!(taken(&Trees::new(&ground.cache(), LinkMode::Hardlink, true), &other).is_none());
    assert!(!entry.folder.exists());
}

#[test]
fn a_stamp_of_another_boot_or_a_changed_link_count_costs_hashing_and_nothing_else() {
    let ground = Ground::new();
    let (one, other) = (ground.project("one"), ground.project("other"));
    let trees = Trees::new(&ground.cache(), LinkMode::Hardlink, false);
    drop(trees.put(&one, unpacked(&one), &files()).unwrap());
    // A name went with the staging folder: the time of change is another.
    let entry = Entry::of(&ground.cache(), digest());
    assert_ne!(entry.known(), Look::at(&entry.folder).map(|look| look.stamp()));
    assert!(take(&trees, &other).is_some());
    let text = fs_err::read_to_string(&entry.stamp).unwrap();
    fs_err::write(&entry.stamp, text.replace("boot ", "boot x")).unwrap();
    assert_eq!(entry.known(), None);
    assert!(take(&trees, &other).is_some());
    assert!(entry.known().is_some());
}

#[test]
fn many_projects_share_a_cache_that_is_being_emptied() {
    let ground = Ground::new();
    let cache = ground.cache();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let (ground, cache) = (&ground, &cache);
            scope.spawn(move || {
                let lock = ground.project(&format!("p{number}"));
                let trees = Trees::new(cache, LinkMode::Hardlink, false);
                for _ in 0..15 {
                    // A neighbour's link may change the time of change right after: no look at stamps here.
                    let staged = taken(&trees, &lock).map(|cached| cached.seal().unwrap().0);
                    if let Some(staged) = &staged {
                        assert_eq!(tree_check::digest_of(staged.folder()).unwrap(), Ok(digest()));
                    } else {
                        drop(trees.put(&lock, unpacked(&lock), &files()).unwrap());
                    }
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..15 {
                super::super::housekeeping::remove(&cache, Timestamp::UNIX_EPOCH, None, Waiting::Wait).unwrap();
            }
        });
    });
    super::super::housekeeping::remove(&cache, Timestamp::UNIX_EPOCH, None, Waiting::Refuse).unwrap();
    assert_eq!(fs_err::read_dir(folder(&cache)).map_or(0, Iterator::count), 0);
}
