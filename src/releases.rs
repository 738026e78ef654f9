//! The releases of one plugin, each read when it is first asked for: a project's plugins have thousands of versions together,
//! and a resolver looks at few.
//!
//! Owns: their order (by version, each version once), and that an entry is read at most once.
//! Never does: I/O, or know how an entry is read (that is [`Entries`], which `catalog` makes).
//! In: versions and their entries, or [`Release`]s. Out: [`Release`]s.

use std::fmt;
use std::sync::{Arc, OnceLock};

use semver::Version;

use crate::release::Release;

/// Reads the release of a version from what signed metadata lists of it.
pub trait Entries: fmt::Debug + Send + Sync {
    /// The release of the version at `position`.
    fn read(&self, position: usize) -> Read;
}

/// What came of reading one version.
#[derive(Debug, Clone)]
pub struct Read {
    /// The release, or why there is none that can be used, printable.
    pub release: Result<Release, String>,
    /// Entries of the version that were left out, in words, printable.
    pub left_out: Vec<String>,
}

/// The releases of one plugin, sorted by version.
#[derive(Debug, Clone, Default)]
pub struct Releases {
    /// Boxed: most are never read, and a place for each would be megabytes.
    list: Vec<(Version, OnceLock<Box<Read>>)>,
    entries: Option<Arc<dyn Entries>>,
}

/// Why there is no release of a version without entries.
pub(crate) const NOTHING_LISTED: &str = "nothing is listed of it";

/// For a plugin that nobody has published.
pub static NONE: Releases = Releases { list: Vec::new(), entries: None };

impl Releases {
    /// Releases that `entries` reads; `versions` are sorted, each once, and their positions are what it is asked by.
    pub fn of(versions: Vec<Version>, entries: Arc<dyn Entries>) -> Self {
        Self { list: versions.into_iter().map(|version| (version, OnceLock::new())).collect(), entries: Some(entries) }
    }

    /// The number of versions.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True when nobody has published the plugin.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The version at `position`.
    ///
    /// # Panics
    /// There is no such position.
    pub fn version(&self, position: usize) -> &Version {
        &self.list[position].0
    }

    /// Where `version` is.
    pub fn position(&self, version: &Version) -> Option<usize> {
        self.list.binary_search_by(|(one, _)| one.cmp(version)).ok()
    }

    /// The release at `position`, or why it cannot be used.
    ///
    /// # Errors
    /// The reason, in words, printable.
    pub fn read(&self, position: usize) -> Result<&Release, &str> {
        let missing = || Read { release: Err(NOTHING_LISTED.to_owned()), left_out: Vec::new() };
        let entry = || self.entries.as_ref().map_or_else(missing, |entries| entries.read(position));
        let (_, cell) = self.list.get(position).ok_or(NOTHING_LISTED)?;
        let read = cell.get_or_init(|| Box::new(entry()));
        read.release.as_ref().map_err(String::as_str)
    }

    /// The release of `version`, where it can be used.
    pub fn get(&self, version: &Version) -> Option<&Release> {
        self.read(self.position(version)?).ok()
    }

    /// All releases that can be used, the oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Release> {
        (0..self.len()).filter_map(|position| self.read(position).ok())
    }

    /// The newest version that is neither withdrawn nor a pre-release.
    pub fn newest(&self) -> Option<&Release> {
        let proper = |release: &&Release| !release.yanked && release.version.pre.is_empty();
        self.iter().rev().find(proper)
    }

    /// The entries that were left out of what has been read, in words.
    pub fn left_out(&self) -> impl Iterator<Item = &str> {
        let read = self.list.iter().filter_map(|(_, cell)| cell.get());
        read.flat_map(|read| &read.left_out).map(String::as_str)
    }

    /// Adds a release, unless its version is there.
    pub fn push(&mut self, release: Release) {
        if let Err(position) = self.list.binary_search_by(|(one, _)| one.cmp(&release.version)) {
            let read = Read { release: Ok(release.clone()), left_out: Vec::new() };
            self.list.insert(position, (release.version, OnceLock::from(Box::new(read))));
        }
    }
}

impl FromIterator<Release> for Releases {
    fn from_iter<I: IntoIterator<Item = Release>>(releases: I) -> Self {
        let mut all = Self::default();
        releases.into_iter().for_each(|release| all.push(release));
        all
    }
}
