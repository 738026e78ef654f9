//! The commit stopped after each of its steps: by death, the project is old or new; by failure, it is as it was.

use super::super::lock::Waiting;
use super::super::staging::Staging;
use super::super::sweep;
use super::*;
use crate::tree::{self, TreeFile};

struct Folder {
    _temporary: tempfile::TempDir,
    layout: Layout,
}

fn project() -> Folder {
    let temporary = tempfile::tempdir().unwrap();
    let layout = Layout::new(Utf8Path::from_path(temporary.path()).unwrap());
    fs_err::create_dir(layout.state()).unwrap();
    fs_err::write(layout.manifest(), "old manifest").unwrap();
    Folder { _temporary: temporary, layout }
}

fn hold(layout: &Layout) -> ProjectLock {
    ProjectLock::acquire(layout, "test", Waiting::Refuse, |_| ()).unwrap()
}

fn stage(lock: &ProjectLock, content: &str) -> StagedTree {
    let staging = Staging::create(lock).unwrap();
    staging.dir().write("main.js", content).unwrap();
    let sha256 = Sha256::of(content.as_bytes());
    let files = [TreeFile { path: "main.js".to_owned(), executable: false, length: content.len() as u64, sha256 }];
    staging.seal_files(tree::digest(&files), &files).unwrap()
}

fn new(lock: &ProjectLock, content: &str) -> NewGeneration {
    let staged = vec![stage(lock, content)];
    let installed = InstalledPlugin { version: "1.0.0".parse().unwrap(), tree: staged[0].tree() };
    let layout = lock.layout();
    NewGeneration {
        staged,
        plugins: [("acme/hello".parse().unwrap(), installed)].into(),
        requirements: BTreeMap::new(),
        lock_text: content.to_owned(),
        platform: Platform::ANY,
        created: Timestamp::UNIX_EPOCH,
        texts: vec![
            NewText { path: layout.manifest(), text: format!("manifest {content}") },
            NewText { path: layout.lockfile(), text: format!("lock {content}") },
        ],
        durability: Durability::Fast,
        again: None,
    }
}

/// Everything below a folder: path to kind, mode and content.
fn snapshot(folder: &Utf8Path) -> BTreeMap<String, String> {
    use std::os::unix::fs::PermissionsExt;
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for name in generation::names_in(&next).unwrap() {
            let path = next.join(name);
            let metadata = fs_err::symlink_metadata(&path).unwrap();
            let content = if metadata.is_symlink() {
                format!("-> {}", fs_err::read_link(&path).unwrap().display())
            } else if metadata.is_dir() {
                folders.push(path.clone());
                "folder".to_owned()
            } else {
                Sha256::of(&fs_err::read(&path).unwrap()).to_string()
            };
            found.insert(
                path.strip_prefix(folder).unwrap().to_string(),
                format!("{:o} {content}", metadata.permissions().mode()),
            );
        }
    }
    found
}

fn installed(layout: &Layout) -> Option<String> {
    fs_err::read_to_string(layout.plugins().join("acme/hello/main.js")).ok()
}

const STEPS: usize = 6;

fn stop_at(count: usize, what: After) -> impl FnMut(Step) -> After {
    let mut left = count;
    move |_| {
        left = left.wrapping_sub(1);
        if left == 0 { what } else { After::Continue }
    }
}

#[test]
fn a_commit_installs_and_the_next_replaces() {
    let folder = project();
    let layout = &folder.layout;
    let lock = hold(layout);
    let first = commit(&lock, NewGeneration { durability: Durability::Full, ..new(&lock, "one") }).unwrap();
    assert_eq!((first.number, first.parent, installed(layout).as_deref()), (1, None, Some("one")));
    let second = commit(&lock, new(&lock, "two")).unwrap();
    assert_eq!((second.number, second.parent, installed(layout).as_deref()), (2, Some(1), Some("two")));
    assert_eq!(generation::current(layout).unwrap(), Some(second));
    assert_eq!(fs_err::read_to_string(layout.lockfile()).unwrap(), "lock two");
    let again = commit(&lock, NewGeneration { created: Timestamp::MAX, again: Some(1), ..new(&lock, "one") }).unwrap();
    assert_eq!((again, installed(layout).as_deref()), (first, Some("one")));
    // What does not hold all of it, or is not there, is not taken: a new generation is made.
    let other = commit(&lock, NewGeneration { again: Some(2), ..new(&lock, "three") }).unwrap();
    assert_eq!((other.number, other.parent), (3, Some(1)));
    fs_err::write(layout.generation_lock(2), "changed").unwrap();
    let written = commit(&lock, NewGeneration { again: Some(2), ..new(&lock, "two") }).unwrap();
    assert_eq!((written.number, generation::kept_lock(layout, &written).unwrap().as_str()), (4, "two"));
}

#[test]
fn death_after_any_step_leaves_old_or_new_and_a_rerun_ends_equal() {
    for step in 1..=STEPS {
        let folder = project();
        let layout = &folder.layout;
        {
            let lock = hold(layout);
            commit(&lock, new(&lock, "one")).unwrap();
            let change = new(&lock, "two");
            let ended = commit_with(&lock, change, &mut stop_at(step, After::Die));
            assert_eq!(ended.is_ok(), step == STEPS);
        }
        let seen = installed(layout);
        let expected = if step == STEPS { "two" } else { "one" };
        assert_eq!(seen.as_deref(), Some(expected), "after step {step}");
        let text = fs_err::read_to_string(layout.lockfile()).unwrap();
        assert!(text == "lock one" || text == "lock two", "{text}");
        assert!(text == "lock two" || expected == "one", "the switch moved before the lockfile");

        let lock = hold(layout);
        sweep::leftovers(&lock).unwrap();
        commit(&lock, new(&lock, "two")).unwrap();
        assert_eq!(installed(layout).as_deref(), Some("two"));
        assert_eq!(fs_err::read_to_string(layout.manifest()).unwrap(), "manifest two");
        let stray: Vec<_> =
            snapshot(layout.root()).into_keys().filter(|path| path.contains("tmp-") || path.contains("staging")).collect();
        assert_eq!(stray, Vec::<String>::new());
    }
}

#[test]
fn failure_before_the_switch_leaves_every_byte_as_it_was() {
    for step in 1..STEPS {
        for first in [true, false] {
            let folder = project();
            let layout = &folder.layout;
            let lock = hold(layout);
            if !first {
                commit(&lock, new(&lock, "one")).unwrap();
            }
            let before = snapshot(layout.root());
            let change = new(&lock, "two");
            commit_with(&lock, change, &mut stop_at(step, After::Fail)).unwrap_err();
            sweep::empty_folders(&lock);
            assert_eq!(snapshot(layout.root()), before, "after step {step}");
        }
    }
}

#[test]
fn a_damaged_tree_is_replaced_in_place() {
    let folder = project();
    let layout = &folder.layout;
    let lock = hold(layout);
    let change = new(&lock, "one");
    let tree = change.staged[0].tree();
    commit(&lock, change).unwrap();
    fs_err::remove_file(layout.tree(&tree).join("main.js"))
        .or_else(|_| {
            remove_tree(&layout.tree(&tree))?;
            fs_err::create_dir(layout.tree(&tree))
        })
        .unwrap();
    assert_eq!(installed(layout), None);
    commit(&lock, new(&lock, "one")).unwrap();
    assert_eq!(installed(layout).as_deref(), Some("one"));
    assert!(generation::names_in(&layout.store()).unwrap().iter().all(|name| !name.starts_with('.')));
}

#[test]
fn two_projects_have_the_same_plugins_folder() {
    let (one, other) = (project(), project());
    for folder in [&one, &other] {
        let lock = hold(&folder.layout);
        commit(&lock, new(&lock, "one")).unwrap();
    }
    let seen = |folder: &Folder| (snapshot(&folder.layout.generation(1)), snapshot(&folder.layout.store()));
    assert_eq!(seen(&one), seen(&other));
}

#[test]
fn old_generations_go_and_shared_trees_stay() {
    let folder = project();
    let layout = &folder.layout;
    let lock = hold(layout);
    for content in ["a", "b", "c", "d", "e", "f", "a"] {
        commit(&lock, new(&lock, content)).unwrap();
    }
    assert_eq!(generation::numbers(layout).unwrap(), (3..=7).collect());
    // c, d, e, f and a, each with its listing; b is gone.
    assert_eq!(generation::names_in(&layout.store()).unwrap().len(), 10);
    assert_eq!(installed(layout).as_deref(), Some("a"));
}

#[test]
fn a_tree_that_is_nowhere_is_named() {
    let folder = project();
    let lock = hold(&folder.layout);
    let mut change = new(&lock, "one");
    change.staged.clear();
    assert!(matches!(commit(&lock, change), Err(Error::MissingTree { plugin, .. }) if plugin == "acme/hello"));
}

#[test]
fn threads_on_one_project_take_turns() {
    let folder = project();
    let layout = &folder.layout;
    std::thread::scope(|scope| {
        for content in ["one", "two", "three", "four"] {
            scope.spawn(move || {
                for _ in 0..5 {
                    let lock = ProjectLock::acquire(layout, content, Waiting::Wait, |_| ()).unwrap();
                    sweep::leftovers(&lock).unwrap();
                    commit(&lock, new(&lock, content)).unwrap();
                    let text = fs_err::read_to_string(layout.lockfile()).unwrap();
                    assert_eq!(text, format!("lock {}", installed(layout).unwrap()));
                }
            });
        }
    });
    assert_eq!(generation::current_number(layout).unwrap(), Some(20));
}
