//! Look-ups through delegations: pre-order, depth first, terminating honoured, only roles that can matter (TUF spec 5.6.7).
//!
//! Owns: which role is authoritative for a name.
//! Never does: let one bad role hide another publisher's targets; a bad role fails only the names that it covers.
//! In: a target's name or prefix. Out: [`VerifiedTarget`]s and the roles that could not be asked.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use futures_util::stream::{self, StreamExt as _};

use crate::limits;
use crate::redact::Printable;

use super::roles::Delegation;
use super::walk::{Node, Step, Walk, until};
use super::{Client, Error, ListedTarget, VerifiedTarget};

/// Delegated roles that one listing loads at the same time.
const AT_ONCE: usize = 32;

/// A delegated role that could not be used, and why.
#[derive(Debug, Clone)]
pub struct RoleFailure {
    /// The role (remote text).
    pub role: String,
    /// Why.
    pub error: Error,
}

/// The answer to a look-up by prefix: what was found, and which roles could not be asked.
#[derive(Debug, Clone, Default)]
pub struct PrefixListing {
    /// Targets by name, each from the role that is authoritative for it.
    pub targets: Vec<ListedTarget>,
    /// Roles that may list more targets with this prefix but failed; targets of theirs are not in `targets`.
    pub failures: Vec<RoleFailure>,
}

/// What was loaded for a prefix.
struct Fronts {
    /// The top-level role first, then breadth first.
    nodes: Vec<Node>,
    failures: Vec<RoleFailure>,
    /// True when every role on the way covers all names with the prefix.
    uniform: bool,
}

impl Client {
    /// The target of that name, from the role that is authoritative for it.
    ///
    /// # Errors
    /// A role that has to be asked first failed.
    pub async fn find(&self, target_path: &str) -> Result<Option<VerifiedTarget>, Error> {
        let located = self.locate(target_path).await?;
        located.map(|(_, listed)| listed.read()).transpose()
    }

    /// The role that is authoritative for a name and lists it.
    pub(super) async fn locate(&self, name: &str) -> Result<Option<(Node, ListedTarget)>, Error> {
        let mut walk = Walk::new(self.top(), name);
        while let Some(node) = walk.next(self, |one| one.covers(name)).await {
            let node = node?;
            if let Some(position) = node.targets.position(name) {
                let listed = node.listed(position);
                return Ok(Some((node, listed)));
            }
        }
        Ok(None)
    }

    fn top(&self) -> Node {
        Node::top(&self.top.targets)
    }

    /// Every target whose name starts with `prefix`, each as [`Client::find`] would answer it.
    ///
    /// A listing of everything (`""`) visits [`limits::LISTED_ROLES`] roles at the most; where there are more, the largest sets
    /// of delegations are left out and their delegators are among the failures.
    ///
    /// # Errors
    /// The delegation graph behind a prefix is too large.
    pub async fn find_prefix(&self, prefix: &str) -> Result<PrefixListing, Error> {
        let Fronts { nodes, mut failures, uniform } = self.load_fronts(prefix).await?;
        let mut targets = if uniform { self.listed_alike(prefix).await } else { Vec::new() };
        let names = nodes.iter().flat_map(|node| node.targets.names(prefix));
        let names: BTreeSet<&str> = names.filter(|name| !uniform || name.contains('/')).collect();
        let mut told: HashSet<String> = failures.iter().map(|failure| failure.error.to_string()).collect();
        for name in names {
            match self.locate(name).await {
                Ok(Some((_, target))) => targets.push(target),
                // Listed where it may not be: for every client that target does not exist (attack table, row 59).
                Ok(None) => {}
                // The role that comes first for this name failed and is among the failures, or too many come before it.
                Err(error) => {
                    if told.insert(error.to_string()) {
                        failures.push(RoleFailure { role: name.to_owned(), error });
                    }
                }
            }
        }
        targets.sort_by(|one, other| one.name().cmp(other.name()));
        Ok(PrefixListing { targets, failures })
    }

    /// Loads every delegated role that is published, for whoever looks after the whole repository: [`Client::summary`] has them
    /// then. Gives back those that could not be had. As many are visited as in a listing of everything.
    ///
    /// # Errors
    /// As [`Client::find_prefix`].
    pub async fn load_roles(&self) -> Result<Vec<RoleFailure>, Error> {
        Ok(self.load_fronts("").await?.failures)
    }

    /// Loads the roles that may list a name with `prefix`.
    async fn load_fronts(&self, prefix: &str) -> Result<Fronts, Error> {
        let limit = if prefix.is_empty() { limits::LISTED_ROLES } else { limits::DELEGATED_ROLES };
        let mut failures = Vec::new();
        let mut visited: HashSet<(Arc<str>, String)> = HashSet::new();
        let mut nodes = vec![self.top()];
        let (mut asked, mut uniform) = (0, true);
        // Breadth first, each front at the same time: the order of loading does not matter, the walk decides who answers. What is
        // deeper than a walk ever goes is not asked for.
        for depth in 0..=limits::DELEGATED_ROLES {
            let mut admitted = Vec::new();
            for (delegator, delegations) in self.wanted(&nodes[asked..], prefix, &visited) {
                if depth == limits::DELEGATED_ROLES || visited.len() + delegations.len() > limit {
                    let target = Printable(if prefix.is_empty() { &delegator } else { prefix }).to_string();
                    let error = Error::TooManyRoles { target, limit };
                    if !prefix.is_empty() {
                        return Err(error);
                    }
                    failures.push(RoleFailure { role: delegator.to_string(), error });
                    continue;
                }
                uniform &= delegations.iter().all(|delegation| delegation.covers_all(prefix));
                visited.extend(delegations.iter().map(|delegation| (Arc::clone(&delegator), delegation.name.clone())));
                admitted.extend(delegations.into_iter().map(|delegation| (Arc::clone(&delegator), Arc::clone(delegation))));
            }
            asked = nodes.len();
            if admitted.is_empty() {
                break;
            }
            let load = |(delegator, delegation): (Arc<str>, Arc<Delegation>)| async move {
                let role = self.role(&delegator, &delegation).await;
                (delegation, role)
            };
            let loaded: Vec<_> = stream::iter(admitted).map(load).buffered(AT_ONCE).collect().await;
            for (delegation, role) in loaded {
                match role {
                    Ok(targets) => nodes.push(Node { name: delegation.name.as_str().into(), targets, by: None }),
                    Err(error) => failures.push(RoleFailure { role: delegation.name.clone(), error }),
                }
            }
        }
        Ok(Fronts { nodes, failures, uniform })
    }

    /// What each role of `front` delegates with a say in `prefix`, without what was visited. Who delegates to few roles comes
    /// first: a bomb in one publisher's ground must not hide the others (attack table, row 64).
    fn wanted<'n>(
        &self,
        front: &'n [Node],
        prefix: &str,
        visited: &HashSet<(Arc<str>, String)>,
    ) -> Vec<(Arc<str>, Vec<&'n Arc<Delegation>>)> {
        let of_node = |node: &'n Node| {
            let delegator = &node.name;
            let covering = until(&node.targets, |one| one.may_cover(prefix), |one| one.terminating && one.covers_all(prefix));
            let is_new = |one: &&Arc<Delegation>| {
                self.is_published(one) && !visited.contains(&(Arc::clone(delegator), one.name.clone()))
            };
            let new: Vec<_> = covering.into_iter().filter(is_new).collect();
            (Arc::clone(delegator), new)
        };
        let mut wanted: Vec<_> = front.iter().map(of_node).filter(|(_, new)| !new.is_empty()).collect();
        wanted.sort_by_key(|(_, new)| new.len());
        wanted
    }

    /// True when the snapshot lists the role: one that nobody has published yet signs nothing, is not asked for and not counted.
    pub(super) fn is_published(&self, delegation: &Delegation) -> bool {
        self.top.snapshot.lists(&delegation.name)
    }

    /// The flat names with `prefix`, where every role on the way covers all of them: one walk is the walk of each.
    async fn listed_alike(&self, prefix: &str) -> Vec<ListedTarget> {
        let mut targets: Vec<ListedTarget> = Vec::new();
        let mut walk = Walk::new(self.top(), prefix);
        // What comes after a role that failed may not answer for it.
        while let Some(Ok(node)) = walk.next(self, |one| one.covers_all(prefix)).await {
            targets.extend(node.targets.positions(prefix).map(|position| node.listed(position)));
        }
        targets.retain(|target| !target.name().contains('/'));
        // Stable: of two roles that list a name the first one answers.
        targets.sort_by(|one, other| one.name().cmp(other.name()));
        targets.dedup_by(|one, other| one.name() == other.name());
        targets
    }
}

impl Walk {
    /// The next role; an error ends the walk, since what comes later may not answer before a role that failed.
    async fn next(&mut self, client: &Client, covers: impl Fn(&Delegation) -> bool) -> Option<Result<Node, Error>> {
        match self.step(|one| client.is_published(one), covers)? {
            Step::Top(top) => Some(Ok(top)),
            Step::TooMany(error) => Some(Err(error)),
            Step::Load(delegator, delegation) => {
                let role = client.role(&delegator.name, &delegation).await;
                Some(self.took(delegator, delegation, role))
            }
        }
    }
}
