//! A plan: who signs for what in a repository that is made at once, as a TOML file.
//!
//! Owns: the form of the file. Never does: open keys, or say which plugins there are.
//! In: a path. Out: [`Plan`].

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::str::FromStr as _;

use camino::{Utf8Path, Utf8PathBuf};
use ragnos_plugin::name::Namespace;
use ragnos_plugin::refusal::{Facts, Refusal};
use serde::Deserialize;

use crate::keys::KeyLocation;
use crate::roles::ClaimsDepth;

/// Who signs for what.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Root.
    pub root: Signers,
    /// Top-level targets.
    pub targets: Signers,
    /// Snapshot.
    pub snapshot: Signers,
    /// Timestamp.
    pub timestamp: Signers,
    /// First-seen times.
    pub log: Signers,
    /// Revocations and advisories.
    pub security: Option<Signers>,
    /// The claims bins; without them, namespaces are right below targets.
    pub claims: Option<Bins>,
    /// The namespaces.
    #[serde(default)]
    pub namespaces: BTreeMap<Namespace, Signers>,
    /// The folder that the places of key files start from.
    #[serde(skip)]
    folder: Utf8PathBuf,
}

/// Keys, and how many of them must sign.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signers {
    keys: Vec<String>,
    /// How many must sign.
    #[serde(default = "one")]
    pub threshold: NonZeroU64,
}

/// The claims bins: how many levels, and who signs them all.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bins {
    /// How many levels.
    pub depth: ClaimsDepth,
    keys: Vec<String>,
    #[serde(default = "one")]
    threshold: NonZeroU64,
}

fn one() -> NonZeroU64 {
    NonZeroU64::MIN
}

/// The file is no plan.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{path} is no plan: {reason}")]
#[diagnostic(
    code(RP2997),
    help("docs/operator/onboarding.md shows a plan: root, targets, snapshot, timestamp, log, and one table a namespace")
)]
pub struct Error {
    path: Utf8PathBuf,
    reason: String,
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        Facts::about(&self.path)
    }
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// [`Error`], naming the place in the file.
    pub fn read(path: &Utf8Path) -> Result<Self, Error> {
        let wrong = |reason: String| Error { path: path.to_owned(), reason };
        let text = fs_err::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let plan: Self = toml_edit::de::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        Ok(Self { folder: path.parent().unwrap_or(Utf8Path::new("")).to_owned(), ..plan })
    }

    /// Where the keys of `signers` are: files lie below the plan's own folder.
    pub fn places(&self, signers: &Signers) -> Vec<KeyLocation> {
        let place = |text: &String| match KeyLocation::from_str(text) {
            Ok(KeyLocation::File(path)) => KeyLocation::File(self.folder.join(path)),
            Ok(other) => other,
        };
        signers.keys.iter().map(place).collect()
    }
}

impl Bins {
    /// Who signs them.
    pub fn signers(&self) -> Signers {
        Signers { keys: self.keys.clone(), threshold: self.threshold }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOP: &str = "targets.keys = ['t']\nsnapshot.keys = ['s']\ntimestamp.keys = ['s']\nlog.keys = ['l']\n";

    fn read(text: &str) -> Result<Plan, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("plan.toml");
        fs_err::write(&path, text).unwrap();
        Plan::read(&path)
    }

    #[test]
    fn key_files_lie_beside_the_plan() {
        let plan = read(&format!("{TOP}root = {{ keys = ['a', 'aws-kms:b', '/c'], threshold = 2 }}\n")).unwrap();
        let shown: Vec<String> = plan.places(&plan.root).iter().map(ToString::to_string).collect();
        assert_eq!(shown, [plan.folder.join("a").into_string(), "aws-kms:b".to_owned(), "/c".to_owned()]);
        assert_eq!((plan.root.threshold.get(), plan.log.threshold.get()), (2, 1));
    }

    #[test]
    fn what_a_plan_does_not_have_is_refused() {
        let root = "root.keys = ['r']\n";
        for (text, said) in [
            (TOP.to_owned(), "root"),
            (format!("{TOP}{root}mirrors.keys = ['m']\n"), "mirrors"),
            (format!("{TOP}{root}[namespaces.Acme]\nkeys = ['k']\n"), "Acme"),
            (format!("{TOP}{root}[claims]\ndepth = 3\nkeys = ['k']\n"), "0, 1 or 2"),
            (format!("{TOP}{root}[namespaces.acme]\nkeys = ['k']\nthreshold = 0\n"), "threshold"),
        ] {
            let error = read(&text).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
