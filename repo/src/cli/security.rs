//! `revoke`, `exempt` and `policy`: what the role `security` says.
//!
//! Owns: their flags. Never does: sign. In: versions, a file. Out: a staged change.

use camino::Utf8PathBuf;
use clap::Args;
use jiff::Timestamp;
use ragnos_plugin::named_version::NamedVersion;
use ragnos_plugin::policy::SignedPolicy;

use super::Failure;
use super::change::Ground;
use crate::expiry::Expiries;
use crate::repository::Repository;
use crate::stage::{self, StagedRepository};
use crate::storage;

/// Call versions back: nobody installs, locks or loads them any more. Signed by the security, snapshot and timestamp keys.
#[derive(Debug, Args)]
pub(super) struct Revoke {
    #[command(flatten)]
    pub(super) ground: Ground,
    /// The versions.
    #[arg(value_name = "NAME@VERSION", required = true)]
    versions: Vec<NamedVersion>,
    /// Why, in a sentence that users see.
    #[arg(long, value_name = "TEXT", required_unless_present = "undo")]
    reason: Option<String>,
    /// The version to use instead.
    #[arg(long, value_name = "NAME@VERSION")]
    replacement: Option<NamedVersion>,
    /// Take the versions out of the list again.
    #[arg(long, conflicts_with_all = ["reason", "replacement"])]
    undo: bool,
}

/// Let versions pass every cool-down: a fix that is needed at once, and all that it needs, which the diff lists. Signed as `revoke` is.
#[derive(Debug, Args)]
pub(super) struct Exempt {
    #[command(flatten)]
    pub(super) ground: Ground,
    /// The fixed version; a version of what it needs where that is not to be the newest.
    #[arg(value_name = "NAME@VERSION", required = true)]
    versions: Vec<NamedVersion>,
    /// Why, such as the advisory's id.
    #[arg(long, value_name = "TEXT", required_unless_present = "undo")]
    reason: Option<String>,
    /// Only the versions that are named: what they need has to be old enough by itself.
    #[arg(long)]
    no_deps: bool,
    /// Take away every exemption that lists one of the versions, with all that it lists.
    #[arg(long, conflicts_with_all = ["reason", "no_deps"])]
    undo: bool,
}

/// Sign a policy that holds for everything which comes from this repository, beside those of its users, and can only tighten
/// them (docs/policy.md). Signed as `revoke` is.
#[derive(Debug, Args)]
pub(super) struct SetPolicy {
    #[command(flatten)]
    pub(super) ground: Ground,
    /// A file with nothing but `[policy]`.
    #[arg(value_name = "FILE", required_unless_present = "remove")]
    file: Option<Utf8PathBuf>,
    /// Take the policy away.
    #[arg(long, conflicts_with = "file")]
    remove: bool,
}

impl SetPolicy {
    pub(super) async fn stage(&self, repository: &Repository<'_>, expiries: &Expiries) -> Result<StagedRepository, Failure> {
        let read = |path: &Utf8PathBuf| -> Result<SignedPolicy, Failure> {
            let text = fs_err::read_to_string(path).map_err(storage::Error::io(path))?;
            Ok(SignedPolicy::new(&text, path.as_str())?)
        };
        let policy = self.file.as_ref().map(read).transpose()?;
        Ok(stage::policy(repository, policy.as_ref(), expiries).await?)
    }
}

impl Revoke {
    pub(super) async fn stage(
        &self,
        repository: &Repository<'_>,
        now: Timestamp,
        expiries: &Expiries,
    ) -> Result<StagedRepository, Failure> {
        let (versions, replacement) = (self.versions.clone(), self.replacement.clone());
        let wish = stage::Revoke { versions, reason: self.reason.clone(), replacement };
        Ok(stage::revoke(repository, &wish, now, expiries).await?)
    }
}

impl Exempt {
    pub(super) async fn stage(&self, repository: &Repository<'_>, expiries: &Expiries) -> Result<StagedRepository, Failure> {
        let (versions, reason) = (self.versions.iter().cloned().collect(), self.reason.clone());
        let wish = stage::Exempt { versions, reason, with_needs: !self.no_deps };
        Ok(stage::exempt(repository, &wish, expiries).await?)
    }
}
