//! The transcript of a run: every check that was made, with what went in, what was expected, what was seen and how it ended.
//!
//! Owns: the list of rules with their places in the TUF specification, and the seam through which each check is told.
//! Never does: check anything itself, write a file, or cost anything when nobody listens: no text is made and nothing is hashed.
//! In: the result of a check. Out: the same result, and a [`Check`] to the [`Observer`].

use std::fmt::{self, Debug};
use std::sync::Arc;

use crate::digest::Sha256;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};

/// Makes the rules: name, identifier, section of the TUF specification where it has one, and what has to be true.
macro_rules! rules {
    ($($name:ident $id:literal $section:literal $words:literal)+) => {
        /// What a check is about. docs/verification-trace.md has all of them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $words] $name,)+
        }

        impl Rule {
            /// All rules, in the order of a run.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable identifier.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// The section of the TUF specification (1.0.x); empty for rules of this program.
            pub fn section(self) -> &'static str {
                match self { $(Self::$name => $section,)+ }
            }

            /// What has to be true.
            pub fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)+ }
            }
        }
    };
}

rules! {
    PinnedRoot "pinned-root" "5.2" "The pinned root is signed by a threshold of the keys that it names."
    LockedRepository "locked-repository" "" "The pinned root is the one that the lockfile was made with."
    RootDownload "root-download" "5.3.3" "The next root arrives within the cap, or its place says that there is none."
    RootForm "root-form" "4.3" "The file is root metadata of a specification version that is supported."
    RootSignedByPrevious "root-signed-by-previous" "5.3.4" "A threshold of the trusted root's keys signed the next root."
    RootSignedByItself "root-signed-by-itself" "5.3.4" "A threshold of its own keys signed the next root."
    RootVersion "root-version" "5.3.5" "The next root's version is exactly one more."
    RootExpiry "root-expiry" "5.3.10" "The newest root has not expired."
    RootMinimum "root-minimum" "" "The newest root is not older than the lockfile, the project and the trust state have seen."
    LockedRootKeys "locked-root-keys" "" "A root of the locked version has the locked keys."
    TimestampDownload "timestamp-download" "5.4.1" "The timestamp arrives within the cap."
    TimestampSigned "timestamp-signed" "5.4.2" "A threshold of the root's timestamp keys signed it."
    TimestampForm "timestamp-form" "4.6" "The file is timestamp metadata."
    TimestampRollback "timestamp-rollback" "5.4.3" "Neither its version nor that of the snapshot which it lists is older than what was seen."
    TimestampExpiry "timestamp-expiry" "5.4.4" "The timestamp has not expired."
    SnapshotDownload "snapshot-download" "5.5.1" "The snapshot arrives within the length that the timestamp lists."
    SnapshotBytes "snapshot-bytes" "5.5.2" "Its length and digests are those that the timestamp lists."
    SnapshotSigned "snapshot-signed" "5.5.3" "A threshold of the root's snapshot keys signed it."
    SnapshotForm "snapshot-form" "4.4" "The file is snapshot metadata."
    SnapshotVersion "snapshot-version" "5.5.4" "Its version is the one that the timestamp lists."
    SnapshotRollback "snapshot-rollback" "5.5.5" "No role that was listed before is gone or older."
    SnapshotExpiry "snapshot-expiry" "5.5.6" "The snapshot has not expired."
    TargetsListed "targets-listed" "5.6.1" "The snapshot lists the role."
    TargetsDownload "targets-download" "5.6.1" "The role arrives within the length that the snapshot lists."
    TargetsBytes "targets-bytes" "5.6.2" "Its length and digests are those that the snapshot lists."
    TargetsSigned "targets-signed" "5.6.3" "A threshold of the keys of the role that delegates to it signed it."
    TargetsForm "targets-form" "4.5" "The file is targets metadata."
    TargetsVersion "targets-version" "5.6.4" "Its version is the one that the snapshot lists."
    TargetsExpiry "targets-expiry" "5.6.5" "The role has not expired."
    TargetLookUp "target-look-up" "5.6.7" "The first role on the way that may list the target does."
    LockedTarget "locked-target" "5.7.1" "Signed metadata has the locked target, with a descriptor and a sha256."
    LockedPlugin "locked-plugin" "" "The target is that of the locked plugin, version and platform."
    LockedLength "locked-length" "" "The signed length is the locked one."
    LockedDigest "locked-digest" "" "The signed sha256 is the locked one."
    LockedTree "locked-tree" "" "The signed tree digest is the locked one."
    LockedSbom "locked-sbom" "" "The signed SBOM is the locked one."
    LockedRole "locked-role" "" "The role that signs for the target is the locked one."
    LockedManifest "locked-manifest" "" "The signed digest of the plugin's manifest is the locked one."
    LockedCapabilities "locked-capabilities" "" "The signed capabilities are the approved ones."
    ArchiveBytes "archive-bytes" "5.7.2" "The archive's length and every signed digest fit its bytes."
    ArchiveTree "archive-tree" "" "The archive holds only what may be unpacked, and unpacks to the locked tree digest."
    ServedBytes "served-bytes" "5.7.2" "The bytes that are served, archive or SBOM, are those that are locked and signed."
    InstalledTree "installed-tree" "" "What is installed is what the lockfile pins, file by file."
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// What was seen is what was expected.
    Passed,
    /// It is not; with the code of the error.
    Failed(&'a str),
}

/// One check.
#[derive(Debug, Clone, Copy)]
pub struct Check<'a> {
    /// The manifest's name of the repository; empty where a check has none.
    pub repository: &'a str,
    /// The role, plugin or target that is checked, printable.
    pub about: &'a str,
    /// Where the input came from: a place of the repository, `trust state`, `ragnos.lock`, `cache`.
    pub place: &'a str,
    /// Digest and length of the input.
    pub input: Option<(Sha256, u64)>,
    /// What is checked.
    pub rule: Rule,
    /// What is expected, in words.
    pub expected: &'a str,
    /// What is seen, in words.
    pub seen: &'a str,
    /// How it ended.
    pub outcome: Outcome<'a>,
}

/// Who is told of every check.
pub trait Observer: Debug + Send + Sync {
    /// A check was made.
    fn check(&self, check: &Check<'_>);
}

/// The way to the observer, where there is one. Cheap to clone, and to ask when there is none.
#[derive(Clone, Default)]
pub struct Transcript {
    told: Option<Arc<Told>>,
}

struct Told {
    observer: Arc<dyn Observer>,
    repository: String,
}

impl Debug for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.told.is_some() { "Transcript(on)" } else { "Transcript(off)" })
    }
}

impl Transcript {
    /// Tells `observer`.
    pub fn to(observer: Arc<dyn Observer>) -> Self {
        Self { told: Some(Arc::new(Told { observer, repository: String::new() })) }
    }

    /// True when somebody listens.
    pub fn is_on(&self) -> bool {
        self.told.is_some()
    }

    /// The same for checks of one repository.
    #[must_use]
    pub fn of_repository(&self, name: &dyn fmt::Display) -> Self {
        let named = |told: &Arc<Told>| Arc::new(Told { observer: Arc::clone(&told.observer), repository: name.to_string() });
        Self { told: self.told.as_ref().map(named) }
    }

    /// Begins the checks of one input: what it is about, where it came from, and its bytes where there are any.
    pub fn exam(&self, about: &str, place: impl FnOnce() -> String, input: Option<&[u8]>) -> Exam {
        let hashed = |bytes: &[u8]| (Sha256::of(bytes), bytes.len() as u64);
        self.exam_of(about, place, || input.map(hashed))
    }

    /// The same where digest and length of the input are known.
    pub fn exam_of(&self, about: &str, place: impl FnOnce() -> String, input: impl FnOnce() -> Option<(Sha256, u64)>) -> Exam {
        let begin = |told: &Arc<Told>| {
            let (told, about) = (Arc::clone(told), Printable(about).to_string());
            Begun { told, about, place: place(), input: input() }
        };
        Exam { begun: self.told.as_ref().map(begin) }
    }
}

/// The checks of one input. Every result passes through it unchanged.
#[must_use]
pub struct Exam {
    begun: Option<Begun>,
}

struct Begun {
    told: Arc<Told>,
    about: String,
    place: String,
    input: Option<(Sha256, u64)>,
}

impl Exam {
    /// Tells of a check. `good` says what was expected and seen when it passed; a failed one says it by its own facts.
    ///
    /// # Errors
    /// The check's own.
    pub fn check<T, E: Refusal>(
        &self,
        rule: Rule,
        result: Result<T, E>,
        good: impl FnOnce(&T) -> (String, String),
    ) -> Result<T, E> {
        if let Some(begun) = &self.begun {
            match &result {
                Ok(value) => {
                    let (expected, seen) = good(value);
                    begun.tell(rule, &expected, &seen, Outcome::Passed);
                }
                Err(error) => begun.tell_failed(rule, error),
            }
        }
        result
    }

    /// Tells of a failed check whose error goes its own way.
    pub fn failed(&self, rule: Rule, error: &dyn Refusal) {
        if let Some(begun) = &self.begun {
            begun.tell_failed(rule, error);
        }
    }

    /// Tells of a check that passed.
    pub fn passed(&self, rule: Rule, good: impl FnOnce() -> (String, String)) {
        if let Some(begun) = &self.begun {
            let (expected, seen) = good();
            begun.tell(rule, &expected, &seen, Outcome::Passed);
        }
    }
}

impl Begun {
    fn tell_failed(&self, rule: Rule, error: &dyn Refusal) {
        let Facts { expected, seen, .. } = error.facts();
        let code = error.code().map(|code| code.to_string()).unwrap_or_default();
        let seen = seen.unwrap_or_else(|| error.to_string());
        self.tell(rule, &expected.unwrap_or_else(|| rule.words().to_owned()), &seen, Outcome::Failed(&code));
    }

    fn tell(&self, rule: Rule, expected: &str, seen: &str, outcome: Outcome<'_>) {
        let Self { told, about, place, input } = self;
        told.observer.check(&Check {
            repository: &told.repository,
            about,
            place,
            input: *input,
            rule,
            expected,
            seen,
            outcome,
        });
    }
}
