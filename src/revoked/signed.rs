//! The revocations, the exemptions and the policy that a repository signs now, and the project's memory of revocations.
//!
//! Owns: what is signed now takes the place of what the project had seen of that repository.
//! Never does: ask where the repository has no such role; download: the list stands in the role's own signed metadata.
//! In: a verified client. Out: [`Security`].

use super::listed::{Error, exemptions_in, in_target, policy_in};
use super::remembered;
use crate::cool_down::{EXEMPTIONS, Exemptions};
use crate::digest::Sha256;
use crate::policy::{self, Policy};
use crate::revocation::{ROLE, Revocations, TARGET};
use crate::store::{ProjectLock, memory};
use crate::tuf::Client;

/// What the role `security` says of the repository's plugins.
#[derive(Debug, Clone, Default)]
pub struct Security {
    /// Those that must not be used.
    pub revocations: Revocations,
    /// Those that are spared a cool-down.
    pub exemptions: Exemptions,
    /// What the repository lets be installed from it.
    pub policy: Option<Policy>,
}

/// The lists as they are signed now; empty where the repository has no role `security`, or that role no list.
///
/// # Errors
/// [`Error`].
pub async fn signed(client: &Client) -> Result<Security, Error> {
    if !client.delegates(ROLE) {
        return Ok(Security::default());
    }
    let revocations = client.find(TARGET).await?.as_ref().map(in_target).transpose()?.unwrap_or_default();
    let exemptions = client.find(EXEMPTIONS).await?.as_ref().map(exemptions_in).transpose()?.unwrap_or_default();
    let policy = client.find(policy::TARGET).await?.as_ref().map(policy_in).transpose()?;
    Ok(Security { revocations, exemptions, policy })
}

/// Lets the project remember what was signed in this run.
///
/// # Errors
/// [`super::Error`].
pub fn remember(lock: &ProjectLock, signed: impl Iterator<Item = (Sha256, Revocations)>) -> Result<(), super::Error> {
    let layout = lock.layout();
    let before = remembered(layout).unwrap_or_default();
    let mut seen = before.clone();
    seen.by_id.extend(signed);
    seen.by_id.retain(|_, revocations| !revocations.is_empty());
    if seen == before {
        return Ok(());
    }
    Ok(memory::write(&layout.revoked(), &seen.by_id)?)
}
