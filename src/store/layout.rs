//! Where everything of a project is.
//!
//! Owns: the paths of DESIGN section 5, and the check that the folders among them are folders.
//! Never does: read or write what is in them.
//! In: the project's folder. Out: paths.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::{At, Error};
use crate::digest::Sha256;
use crate::name::{PluginName, RepositoryName};

/// The paths of one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    root: Utf8PathBuf,
}

impl Layout {
    /// The layout of the project whose `ragnos.toml` is in `root`.
    pub fn new(root: impl Into<Utf8PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The project's folder.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// `ragnos.toml`.
    pub fn manifest(&self) -> Utf8PathBuf {
        self.root.join("ragnos.toml")
    }

    /// `ragnos.lock`.
    pub fn lockfile(&self) -> Utf8PathBuf {
        self.root.join("ragnos.lock")
    }

    /// `.ragnos`.
    pub fn state(&self) -> Utf8PathBuf {
        self.root.join(".ragnos")
    }

    /// `.ragnos/trust/NAME.root.json`: where a pinned root is unless the manifest says otherwise.
    pub fn pinned_root(&self, repository: &RepositoryName) -> Utf8PathBuf {
        self.state().join("trust").join(format!("{repository}.root.json"))
    }

    /// `.ragnos/store`.
    pub fn store(&self) -> Utf8PathBuf {
        self.state().join("store")
    }

    /// `.ragnos/store/<tree digest>`: an unpacked tree.
    pub fn tree(&self, tree: &Sha256) -> Utf8PathBuf {
        self.store().join(tree.to_string())
    }

    /// True when the tree is there: a folder of the store, or a link to the folder of the same digest in a cache of trees
    /// (`--link-mode symlink`). No other link is followed, though every byte is hashed wherever it is.
    pub fn has_tree(&self, tree: &Sha256) -> bool {
        let path = self.tree(tree);
        let is_folder = |path: &Utf8Path| fs_err::symlink_metadata(path).is_ok_and(|found| found.is_dir());
        let target = || Utf8PathBuf::from_path_buf(fs_err::read_link(&path).ok()?).ok();
        let is_cached = |target: Utf8PathBuf| {
            target.is_absolute() && target.ends_with(format!("trees/sha256/{tree}")) && is_folder(&target)
        };
        is_folder(&path) || target().is_some_and(is_cached)
    }

    /// `.ragnos/store/<tree digest>.files`: the list of its files; its own sha256 is the tree digest.
    pub fn tree_listing(&self, tree: &Sha256) -> Utf8PathBuf {
        self.store().join(format!("{tree}.files"))
    }

    /// `.ragnos/generations`.
    pub fn generations(&self) -> Utf8PathBuf {
        self.state().join("generations")
    }

    /// `.ragnos/generations/<n>`: one link per plugin.
    pub fn generation(&self, number: u64) -> Utf8PathBuf {
        self.generations().join(number.to_string())
    }

    /// `.ragnos/generations/<n>.json`: its record. Beside the folder, so that the folder of two machines is the same.
    pub fn generation_record(&self, number: u64) -> Utf8PathBuf {
        self.generations().join(format!("{number}.json"))
    }

    /// `.ragnos/generations/<n>.lock`: the lockfile that it was made from, for a rollback.
    pub fn generation_lock(&self, number: u64) -> Utf8PathBuf {
        self.generations().join(format!("{number}.lock"))
    }

    /// `.ragnos/plugins`: the switch, a link to the current generation.
    pub fn plugins(&self) -> Utf8PathBuf {
        self.state().join("plugins")
    }

    /// `.ragnos/plugins/<namespace>/<name>`: where a host finds a plugin.
    pub fn plugin(&self, name: &PluginName) -> Utf8PathBuf {
        self.plugins().join(name.as_str())
    }

    /// `.ragnos/lock`: the file whose lock serialises the commands of a project; it is there while one is at work.
    pub fn lock_file(&self) -> Utf8PathBuf {
        self.state().join("lock")
    }

    /// `.ragnos/receipt`: what the last good sync saw.
    pub fn receipt(&self) -> Utf8PathBuf {
        self.state().join("receipt")
    }

    /// `.ragnos/seen.json`: which versions of its repositories' metadata the project has seen.
    pub fn seen(&self) -> Utf8PathBuf {
        self.state().join("seen.json")
    }

    /// `.ragnos/revoked.json`: which versions the project has seen revoked.
    pub fn revoked(&self) -> Utf8PathBuf {
        self.state().join("revoked.json")
    }

    /// Refuses a project whose own folders are links: a checkout must not lead writes elsewhere.
    ///
    /// # Errors
    /// [`Error::NotAFolder`] for a link or a file, [`Error::Read`] when one cannot be looked at.
    pub fn refuse_links(&self) -> Result<(), Error> {
        [self.state(), self.store(), self.generations()].iter().try_for_each(|path| folder_or_absent(path))
    }
}

/// Refuses what is there and is no folder of its own: a link or a file.
pub(super) fn folder_or_absent(path: &Utf8Path) -> Result<(), Error> {
    let kind = match fs_err::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).reading(path),
    };
    if kind.is_dir() {
        return Ok(());
    }
    let seen = if kind.is_symlink() { "a link" } else { "no folder" };
    Err(Error::NotAFolder { path: path.to_owned(), seen: seen.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_that_is_a_link_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(Utf8Path::from_path(folder.path()).unwrap());
        layout.refuse_links().unwrap();
        fs_err::create_dir(layout.state()).unwrap();
        fs_err::os::unix::fs::symlink("/tmp", layout.store()).unwrap();
        assert!(matches!(layout.refuse_links().unwrap_err(), Error::NotAFolder { seen, .. } if seen == "a link"));
    }
}
