//! Who vouches for a target: each role on the way to it, with the keys that may sign it and those that did.
//!
//! Owns: the facts for `list --trust`. Never does: verify; every role on the way has been.
//! In: a target's name. Out: [`Vouching`].

use serde::Serialize;

use super::VerifiedTarget;
use super::keyring::KeyRing;
use super::roles::Root;
use super::summary::{RoleSummary, of_role};
use super::walk::Node;
#[cfg(feature = "client")]
use super::walk::{Step, Walk};
#[cfg(feature = "client")]
use super::{Client, Error};
#[cfg(feature = "client")]
use crate::signers::Signers;

/// A target, and the roles that lead to it.
#[derive(Debug, Clone)]
pub struct Vouching {
    /// The target.
    pub target: VerifiedTarget,
    /// From the top-level targets role down to the one that lists the target.
    pub way: Vec<Voucher>,
}

/// One role on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voucher {
    /// The role, its keys and its threshold.
    #[serde(flatten)]
    pub role: RoleSummary,
    /// The ids of the keys whose signatures of it are good (remote text).
    pub signed_by: Vec<String>,
}

#[cfg(feature = "client")]
impl Client {
    /// The roles that vouch for a target; `None` where no role lists it.
    ///
    /// # Errors
    /// A role that has to be asked first failed.
    pub async fn vouching(&self, name: &str) -> Result<Option<Vouching>, Error> {
        let Some((node, listed)) = self.locate(name).await? else { return Ok(None) };
        Ok(Some(Vouching { target: listed.read()?, way: way(&node, &self.top.root) }))
    }

    /// Who may sign `role` as far as it is asked for `target`, by the role that delegates to it there; `None` where the role is not
    /// on the way. The role itself is not loaded, only what delegates to it.
    ///
    /// # Errors
    /// A role that has to be asked first failed.
    pub async fn signers(&self, target: &str, role: &str) -> Result<Option<Signers>, Error> {
        let mut walk = Walk::new(Node::top(&self.top.targets), target);
        while let Some(step) = walk.step(|one| self.is_published(one), |one| one.covers(target)) {
            match step {
                Step::Top(top) if *top.name == *role => return Ok(Some(self.top.root.targets.admitted())),
                Step::Top(_) => {}
                Step::TooMany(error) => return Err(error),
                Step::Load(_, delegation) if delegation.name == role => {
                    return Ok(delegation.ring.as_ref().ok().map(KeyRing::admitted));
                }
                Step::Load(delegator, delegation) => {
                    let targets = self.role(&delegator.name, &delegation).await;
                    walk.took(delegator, delegation, targets)?;
                }
            }
        }
        Ok(None)
    }
}

/// The roles from the top-level one down to `node`.
pub(super) fn way(node: &Node, root: &Root) -> Vec<Voucher> {
    let mut way = Vec::new();
    let mut next = Some(node);
    while let Some(node) = next {
        let delegated = node.by.as_deref();
        let by = delegated.map_or("root", |(delegator, _)| &delegator.name);
        // A role with keys that cannot be used was not loaded, and so is not on the way.
        let ring = delegated.map_or(Ok(&root.targets), |(_, delegation)| delegation.ring.as_ref());
        way.extend(ring.ok().map(|ring| voucher(node, by, ring)));
        next = delegated.map(|(delegator, _)| delegator);
    }
    way.reverse();
    way
}

fn voucher(node: &Node, by: &str, ring: &KeyRing) -> Voucher {
    let targets = &node.targets;
    Voucher {
        role: of_role(&node.name, by, &targets.header, ring, targets.len()),
        signed_by: ring.signers(&targets.document).into_iter().map(str::to_owned).collect(),
    }
}
