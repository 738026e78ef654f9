//! Whole installs from an origin in memory: all or nothing, repairs, and the second run that does nothing.

use camino::{Utf8Path, Utf8PathBuf};

use super::*;
use crate::archive::tests::sample;
use crate::check;
use crate::fetch::Silent;
use crate::fetch::tests::ordered;
use crate::lockfile::LockedPlugin;
use crate::plan::Operation;
use crate::plan::tests::{locked, lockfile};
use crate::store::{LinkMode, Waiting};

struct Project {
    _temporary: tempfile::TempDir,
    layout: Layout,
    cache: Cache,
}

fn project() -> Project {
    let temporary = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(temporary.path()).unwrap();
    let layout = Layout::new(root.join("project"));
    fs_err::create_dir_all(layout.root()).unwrap();
    fs_err::write(layout.manifest(), "manifest").unwrap();
    let cache = Cache::new(root.join("cache"));
    Project { _temporary: temporary, layout, cache }
}

/// The lockfile of plugins with those contents, and a text that stands for it.
fn lock_of(contents: &[&str]) -> (Lockfile, String) {
    let plugin = |content: &&str| -> LockedPlugin {
        let mut plugin = locked(&format!("acme/{content}"), "1.0.0", &["any"]);
        let artifact = plugin.artifacts.get_mut(&Platform::ANY).unwrap();
        let (_, pin) = sample(content);
        (artifact.length, artifact.sha256, artifact.tree) = (pin.length, pin.sha256, pin.tree);
        plugin
    };
    (lockfile(contents.iter().map(plugin)), contents.join(" "))
}

/// Installs `contents`, of which `broken` is served with a flipped byte.
async fn sync(project: &Project, contents: &[&str], broken: Option<&str>) -> Result<Installed, Error> {
    let (lock, text) = lock_of(contents);
    let held = ProjectLock::acquire(&project.layout, "sync", Waiting::Refuse, |_| ())?;
    let plan = prepare(&project.layout, &lock, &Platform::current(), Evidence::Files)?;
    let needed: Vec<&str> = plan.needed().into_iter().map(|(name, _)| name.name()).collect();
    let (_, orders) = ordered(&needed, |content, mut bytes| {
        if broken == Some(content) {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        }
        Some(bytes)
    });
    let old = fs_err::read_to_string(project.layout.lockfile()).unwrap_or_default();
    let new = NewText { path: project.layout.lockfile(), text: text.clone() };
    let install = Install {
        plan,
        manifest: Sha256::of(&fs_err::read(project.layout.manifest()).unwrap()),
        lockfile: &lock,
        lock_text: &text,
        requirements: &BTreeMap::new(),
        again: None,
        texts: if old == text { Vec::new() } else { vec![new] },
        sources: &Sources::new(),
        cache: &project.cache,
        trees: Trees::new(&project.cache, LinkMode::Auto, false),
        bounds: Bounds::of(Some(4)),
        now: Timestamp::UNIX_EPOCH,
        durability: Durability::Full,
        reporter: &Silent,
    };
    let held = Arc::new(held);
    sweep::leftovers(&held)?;
    let done = carry_out(&held, install, orders).await;
    if done.is_err() {
        sweep::empty_folders(&held);
    }
    done
}

fn everything(folder: &Utf8Path) -> Vec<(Utf8PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = Utf8PathBuf::from_path_buf(entry.unwrap().path()).unwrap();
        let metadata = fs_err::symlink_metadata(&path).unwrap();
        if metadata.is_symlink() {
            found.push((path.clone(), fs_err::read_link(&path).unwrap().display().to_string()));
        } else if metadata.is_dir() {
            found.push((path.clone(), String::new()));
            found.extend(everything(&path));
        } else {
            found.push((path.clone(), Sha256::of(&fs_err::read(&path).unwrap()).to_string()));
        }
    }
    found.sort();
    found
}

fn main_js(project: &Project, content: &str) -> Utf8PathBuf {
    project.layout.plugins().join(format!("acme/{content}/deep/er/main.js"))
}

#[tokio::test]
async fn a_second_sync_changes_nothing_and_says_so() {
    let project = project();
    let first = sync(&project, &["a", "b"], None).await.unwrap();
    assert!(first.changed);
    assert_eq!(fs_err::read_to_string(main_js(&project, "b")).unwrap(), "b");
    assert!(receipt::whole_trees(&project.layout).len() == 2);
    let before = everything(&project.layout.state());
    let second = sync(&project, &["a", "b"], None).await.unwrap();
    assert!(!second.changed && second.plan.changes_nothing());
    assert_eq!((second.generation.number, everything(&project.layout.state())), (1, before));
    let third = sync(&project, &["b", "c"], None).await.unwrap();
    assert_eq!(third.generation.parent, Some(1));
    assert!(!main_js(&project, "a").exists() && main_js(&project, "c").exists());
}

#[tokio::test]
async fn one_bad_archive_of_many_leaves_the_project_as_it_was() {
    let project = project();
    let before = everything(project.layout.root());
    sync(&project, &["a", "b", "c", "d"], Some("c")).await.unwrap_err();
    assert_eq!(everything(project.layout.root()), before);
    sync(&project, &["a"], None).await.unwrap();
    let before = everything(project.layout.root());
    sync(&project, &["b", "e"], Some("e")).await.unwrap_err();
    assert_eq!(everything(project.layout.root()), before);
}

#[tokio::test]
async fn check_names_a_changed_file_and_sync_repairs_it() {
    let project = project();
    let platform = Platform::current();
    sync(&project, &["a", "b"], None).await.unwrap();
    let (lock, _) = lock_of(&["a", "b"]);
    assert!(check::installed(&project.layout, &lock, &platform).unwrap().is_empty());
    let file = main_js(&project, "a");
    fs_err::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    fs_err::write(&file, "evil").unwrap();
    let findings = check::installed(&project.layout, &lock, &platform).unwrap();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].to_string(), "acme/a: deep/er/main.js was changed");
    let repaired = sync(&project, &["a", "b"], None).await.unwrap();
    assert!(matches!(&repaired.plan.operations[..], [Operation::Repair { .. }, Operation::Keep { .. }]));
    assert_eq!(fs_err::read_to_string(&file).unwrap(), "a");
    assert!(check::installed(&project.layout, &lock, &platform).unwrap().is_empty());
}

#[tokio::test]
async fn two_projects_get_the_same_bytes() {
    let (one, other) = (project(), project());
    sync(&one, &["a", "b"], None).await.unwrap();
    sync(&other, &["b", "a"], None).await.unwrap();
    let seen = |project: &Project| {
        let folder = project.layout.generation(1);
        let all = [everything(&folder), everything(&project.layout.store())].concat();
        all.into_iter()
            .map(|(path, what)| (path.strip_prefix(project.layout.root()).unwrap().to_owned(), what))
            .collect::<Vec<_>>()
    };
    assert_eq!(seen(&one), seen(&other));
}

#[tokio::test]
async fn a_record_that_cannot_be_read_or_a_bent_link_is_no_obstacle() {
    let project = project();
    sync(&project, &["a"], None).await.unwrap();
    fs_err::write(project.layout.generation_record(1), "{").unwrap();
    let again = sync(&project, &["a"], None).await.unwrap();
    assert_eq!((again.changed, again.generation.number), (true, 2));
    let link = project.layout.generation(2).join("acme/a");
    fs_err::remove_file(&link).unwrap();
    fs_err::os::unix::fs::symlink("/tmp", &link).unwrap();
    let (lock, _) = lock_of(&["a"]);
    let findings = check::installed(&project.layout, &lock, &Platform::current()).unwrap();
    assert!(matches!(&findings[..], [check::Finding::OtherTree { .. }]));
    let again = sync(&project, &["a"], None).await.unwrap();
    assert_eq!((again.changed, again.generation.number), (true, 3));
    assert_eq!(fs_err::read_to_string(main_js(&project, "a")).unwrap(), "a");
}
