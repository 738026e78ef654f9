//! Attacks on the installed files, by somebody who can write below `.ragnos/`.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use camino::Utf8PathBuf;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::load::{Error, Loader};
use ragnos_plugin::store::Layout;
use ragnos_plugin::store::tree_check;

use super::{damage, load, options, refused, tree, tree_digest};
use crate::attacks::scene::Scene;

#[track_caller]
fn differs(scene: &Scene, words: &str) {
    let error = refused(scene, "RP3205");
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn a_changed_byte() {
    let scene = Scene::synced();
    damage(&tree(&scene, "acme/tool").join("main.txt"));
    differs(&scene, "main.txt was changed");
    // Another plugin is another matter.
    Loader::open(&options(&scene, 0)).unwrap().load(&"beta/theme".parse().unwrap()).unwrap();
}

#[test]
fn a_file_too_many_one_too_few_one_that_became_executable() {
    let scene = Scene::synced();
    let folder = tree(&scene, "acme/tool");
    fs_err::write(folder.join("extra.txt"), "x").unwrap();
    differs(&scene, "extra.txt was added");
    fs_err::remove_file(folder.join("extra.txt")).unwrap();
    load(&scene).unwrap();
    fs_err::set_permissions(folder.join("main.txt"), PermissionsExt::from_mode(0o555)).unwrap();
    differs(&scene, "main.txt has mode 0555");
    fs_err::set_permissions(folder.join("main.txt"), PermissionsExt::from_mode(0o4444)).unwrap();
    differs(&scene, "main.txt has mode 4444");
    fs_err::remove_file(folder.join("main.txt")).unwrap();
    differs(&scene, "main.txt is missing");
}

#[test]
fn a_link_a_pipe_and_a_folder_of_links_in_the_place_of_files() {
    let scene = Scene::synced();
    let folder = tree(&scene, "acme/tool");
    let outside = scene.user.path("evil.txt");
    fs_err::copy(folder.join("main.txt"), &outside).unwrap();
    fs_err::remove_file(folder.join("main.txt")).unwrap();
    // Even when it leads to the very bytes that are expected.
    symlink(&outside, folder.join("main.txt")).unwrap();
    differs(&scene, "main.txt is a symbolic link");
    fs_err::remove_file(folder.join("main.txt")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        folder.join("main.txt").as_path(),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .unwrap();
    differs(&scene, "main.txt is a special file");
    fs_err::remove_file(folder.join("main.txt")).unwrap();
    symlink(scene.user.path("project"), folder.join("more")).unwrap();
    differs(&scene, "more is a symbolic link");
}

#[test]
fn a_file_that_claims_a_terabyte_takes_no_memory() {
    let scene = Scene::synced();
    let path = tree(&scene, "acme/tool").join("main.txt");
    fs_err::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    // Sparse, and small enough for the second look that names it.
    fs_err::File::options().write(true).open(&path).unwrap().set_len(1 << 28).unwrap();
    differs(&scene, "main.txt was changed");
}

/// The whole tree of another plugin, or of another version, in the place of this one.
#[test]
fn a_swapped_tree_in_the_store() {
    let scene = Scene::synced();
    let store = scene.user.path("project/.ragnos/store");
    let [tool, theme] = ["acme/tool", "beta/theme"].map(|plugin| store.join(tree_digest(&scene, plugin)));
    fs_err::rename(&tool, store.join("aside")).unwrap();
    fs_err::rename(&theme, &tool).unwrap();
    refused(&scene, "RP3205");
    fs_err::rename(&tool, &theme).unwrap();
    differs(&scene, "the tree is not in the store");
    symlink(&theme, &tool).unwrap();
    refused(&scene, "RP3205");
    fs_err::remove_file(&tool).unwrap();
    fs_err::rename(store.join("aside"), &tool).unwrap();
    load(&scene).unwrap();
}

/// The list beside a tree is for naming differences, not for believing.
#[test]
fn a_list_of_files_that_was_changed_with_the_files() {
    let scene = Scene::synced();
    let digest = tree_digest(&scene, "acme/tool");
    let listing = scene.user.path("project/.ragnos/store").join(format!("{digest}.files"));
    let path = tree(&scene, "acme/tool").join("main.txt");
    let good = Sha256::of(&fs_err::read(&path).unwrap()).to_string();
    damage(&path);
    let evil = Sha256::of(&fs_err::read(&path).unwrap()).to_string();
    let text = fs_err::read_to_string(&listing).unwrap().replace(&good, &evil);
    fs_err::set_permissions(&listing, PermissionsExt::from_mode(0o644)).unwrap();
    fs_err::write(&listing, text).unwrap();
    differs(&scene, "the tree has digest");
}

#[test]
fn a_store_that_is_a_link() {
    let scene = Scene::synced();
    let store = scene.user.path("project/.ragnos/store");
    fs_err::rename(&store, scene.user.path("elsewhere")).unwrap();
    symlink(scene.user.path("elsewhere"), &store).unwrap();
    refused(&scene, "RP8124");
}

/// Flips a file between good and evil, by renames, while `during` runs.
fn flipping<T>(path: &Path, evil: &[u8], during: impl FnOnce() -> T) -> T {
    let good = fs_err::read(path).unwrap();
    let (stop, beside) = (AtomicBool::new(false), path.with_file_name("../aside"));
    let write = |bytes: &[u8]| {
        fs_err::write(&beside, bytes).unwrap();
        fs_err::set_permissions(&beside, PermissionsExt::from_mode(0o444)).unwrap();
        fs_err::rename(&beside, path).unwrap();
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                write(evil);
                write(&good);
            }
        });
        let done = during();
        stop.store(true, Ordering::Relaxed);
        done
    })
}

/// A swap between check and use: the loader hands out what it hashed, whatever the race. A host that checks first and reads
/// then is shown evil bytes in the same race: the attack is real.
#[test]
fn a_swap_between_check_and_use() {
    const EVIL: &[u8] = b"acme/evil 6.6.6\n";
    let scene = Scene::synced();
    let folder = tree(&scene, "acme/tool");
    let path = folder.join("main.txt");
    let layout = Layout::new(Utf8PathBuf::from_path_buf(scene.user.path("project")).unwrap());
    let digest: Sha256 = tree_digest(&scene, "acme/tool").parse().unwrap();
    let loader = Loader::open(&options(&scene, 0)).unwrap();
    let name = "acme/tool".parse().unwrap();
    let (mut good, mut refusals, mut fooled) = (0, 0, 0);
    flipping(&path, EVIL, || {
        for _ in 0..20_000 {
            match loader.load(&name) {
                Ok(plugin) => {
                    assert_eq!(plugin.bytes("main.txt"), Some(&b"acme/tool 1.0.0\n"[..]));
                    good += 1;
                }
                Err(Error::TreeDiffers { .. } | Error::Store(_)) => refusals += 1,
                Err(other) => panic!("{other}"),
            }
            let checked = tree_check::check(&layout, &[digest]).is_ok_and(|found| found[0].is_empty());
            if checked && fs_err::read(&path).is_ok_and(|bytes| bytes == EVIL) {
                fooled += 1;
            }
            if good > 20 && refusals > 20 && fooled > 0 {
                break;
            }
        }
    });
    assert!(good > 0 && refusals > 0 && fooled > 0, "{good} good, {refusals} refused, {fooled} fooled");
    load(&scene).unwrap();
}
