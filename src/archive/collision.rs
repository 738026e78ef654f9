//! Paths of one archive that would be one file on some file system.
//!
//! Owns: what counts as the same name: equal after canonical caseless matching (The Unicode Standard, definition D145), which
//! is at least as coarse as what Windows, APFS and ext4's casefold do. Parents count too.
//! Never does: look at a file system. In: checked paths. Out: a refusal, or nothing.

use std::borrow::Cow;
use std::collections::HashMap;

use icu_casemap::CaseMapper;
use icu_normalizer::DecomposingNormalizer;

use super::Error;
use super::error::shown;

/// What the paths of one archive are so far.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// By the form in which names are compared: the path, and whether it is a file.
    seen: HashMap<String, (String, bool)>,
    /// The folder of the last path: with its parents it is admitted already.
    last: String,
}

impl Paths {
    /// Takes a path with its parents; refuses one that collides with another, by case or as file against folder.
    pub(super) fn admit(&mut self, path: &str, is_file: bool) -> Result<(), Error> {
        if let Some((folder, _)) = path.rsplit_once('/')
            && folder != self.last
        {
            for (end, _) in path.match_indices('/') {
                self.one(&path[..end], false, true)?;
            }
            folder.clone_into(&mut self.last);
        }
        self.one(path, is_file, !is_file)
    }

    fn one(&mut self, path: &str, is_file: bool, may_be_there: bool) -> Result<(), Error> {
        let key = folded(path);
        let Some((other, other_is_file)) = self.seen.get(&*key) else {
            self.seen.insert(key.into_owned(), (path.to_owned(), is_file));
            return Ok(());
        };
        if other == path && may_be_there && !other_is_file {
            return Ok(());
        }
        Err(Error::Collision { path: shown(path.as_bytes()), other: shown(other.as_bytes()) })
    }
}

fn folded(path: &str) -> Cow<'_, str> {
    if path.is_ascii() {
        return if path.bytes().any(|byte| byte.is_ascii_uppercase()) { path.to_ascii_lowercase().into() } else { path.into() };
    }
    let decompose = DecomposingNormalizer::new_nfd();
    let decomposed = decompose.normalize(path);
    decompose.normalize(&CaseMapper::new().fold_string(&decomposed)).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_meet_on_some_file_system_are_refused() {
        let collides = |entries: &[(&str, bool)]| {
            let mut paths = Paths::default();
            entries.iter().any(|(path, is_file)| paths.admit(path, *is_file).is_err())
        };
        assert!(!collides(&[("a", false), ("a/x", true), ("a", false), ("b/y", true), ("b", false), ("a/z", true)]));
        assert!(!collides(&[("stra\u{df}e", true), ("strase", true), ("\u{131}", true), ("i", true)]));
        for [one, other] in [
            ["a/x", "a/x"],
            ["a/x", "A/y"],
            ["README", "readme"],
            ["a", "a/x"],
            ["a/x", "a"],
            ["a/b/x", "A/b/y"],
            ["\u{c9}", "\u{e9}"],
            ["stra\u{df}e", "STRASSE"],
            ["\u{3a3}", "\u{3c2}"],
            ["\u{212a}", "k"],
            ["\u{fb03}", "ffi"],
            ["\u{1f80}", "\u{1f00}\u{3b9}"],
        ] {
            assert!(collides(&[(one, true), (other, true)]), "{one} {other}");
            assert!(collides(&[(other, true), (one, true)]), "{other} {one}");
        }
    }
}
