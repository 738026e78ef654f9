//! The set-up of git's merge driver for lockfiles: one line of `.gitattributes`, one section of the repository's own config.
//!
//! Owns: those texts, and finding the config of a checkout or of a linked worktree.
//! Never does: start git, or touch the user's own configuration.
//! In: a folder in a git checkout. Out: the files that were changed.

use camino::{Utf8Path, Utf8PathBuf};

use crate::refusal::{Facts, Refusal};
use crate::store::{self, Durability, file};

const ATTRIBUTES: &str = "ragnos.lock text eol=lf merge=ragnos-lock linguist-generated=true\n";
const SECTION: &str = "[merge \"ragnos-lock\"]";
const BODY: &str = "\n\tname = merge ragnos.lock by its meaning\n\tdriver = ragnos-plugin lock merge %O %A %B %P\n";
/// Largest git file that is read and extended.
const GIT_FILE_BYTES: u64 = 4 << 20;

/// Why the driver could not be set up.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Not in a git checkout.
    #[error("{folder} is not in a git checkout")]
    #[diagnostic(code(RP2165), help("run `git init` first, then `ragnos-plugin init --merge-driver`"))]
    NoCheckout {
        /// Where the search began.
        folder: Utf8PathBuf,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NoCheckout { folder } => Facts::about(folder),
            Self::Store(error) => error.facts(),
        }
    }
}

/// Sets up the driver for the checkout that `folder` is in; what is set up already stays as it is.
///
/// # Errors
/// [`Error`].
pub fn set_up(folder: &Utf8Path) -> Result<Vec<Utf8PathBuf>, Error> {
    let git = folder.ancestors().map(|above| above.join(".git")).find(|path| path.exists());
    let git = git.ok_or_else(|| Error::NoCheckout { folder: folder.to_owned() })?;
    let config = config_of(&git)?.ok_or_else(|| Error::NoCheckout { folder: folder.to_owned() })?;
    let mut written = Vec::new();
    for (path, mark, text) in [
        (folder.join(".gitattributes"), "merge=ragnos-lock", ATTRIBUTES.to_owned()),
        (config, SECTION, format!("{SECTION}{BODY}")),
    ] {
        let mut before = file::read_text(&path, GIT_FILE_BYTES)?.unwrap_or_default();
        if before.contains(mark) {
            continue;
        }
        if !before.is_empty() && !before.ends_with('\n') {
            before.push('\n');
        }
        file::replace(&path, (before + &text).as_bytes(), Durability::Full)?;
        written.push(path);
    }
    Ok(written)
}

/// The repository's config: `.git/config`, or in a linked worktree the one of the repository that `.git` points to.
fn config_of(git: &Utf8Path) -> Result<Option<Utf8PathBuf>, Error> {
    if git.is_dir() {
        return Ok(Some(git.join("config")));
    }
    let Some(text) = file::read_text(git, GIT_FILE_BYTES)? else { return Ok(None) };
    let Some(own) = text.strip_prefix("gitdir: ") else { return Ok(None) };
    let own = git.parent().unwrap_or(git).join(own.trim_end());
    let common = file::read_text(&own.join("commondir"), GIT_FILE_BYTES)?;
    Ok(Some(common.map_or_else(|| own.join("config"), |common| own.join(common.trim_end()).join("config"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_driver_is_set_up_once_and_other_settings_stay() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        assert!(matches!(set_up(folder), Err(Error::NoCheckout { .. })));
        fs_err::create_dir(folder.join(".git")).unwrap();
        fs_err::write(folder.join(".git/config"), "[core]\n\tbare = false").unwrap();
        assert_eq!(set_up(folder).unwrap().len(), 2);
        assert_eq!(set_up(folder).unwrap(), Vec::<Utf8PathBuf>::new());
        let config = fs_err::read_to_string(folder.join(".git/config")).unwrap();
        assert!(config.starts_with("[core]\n\tbare = false\n[merge \"ragnos-lock\"]\n\tname"), "{config}");
    }

    #[test]
    fn a_linked_worktree_leads_to_the_common_config() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        for path in ["main/.git/worktrees/two", "two"] {
            fs_err::create_dir_all(folder.join(path)).unwrap();
        }
        fs_err::write(folder.join("main/.git/worktrees/two/commondir"), "../..\n").unwrap();
        fs_err::write(folder.join("two/.git"), format!("gitdir: {folder}/main/.git/worktrees/two\n")).unwrap();
        set_up(&folder.join("two")).unwrap();
        assert!(fs_err::read_to_string(folder.join("main/.git/config")).unwrap().contains("lock merge"));
    }
}
