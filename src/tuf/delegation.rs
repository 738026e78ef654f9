//! Look-ups through delegations: pre-order, depth first, terminating honoured, only roles that can matter (TUF spec 5.6.7).
//!
//! Owns: which role is authoritative for a name.
//! Never does: let one bad role hide another publisher's targets; a bad role fails only the names that it covers.
//! In: a target's name or prefix. Out: [`VerifiedTarget`]s and the roles that could not be asked.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use futures_util::future::join_all;

use crate::limits;
use crate::redact::Printable;

use super::roles::{Delegation, Targets};
use super::{Client, Error, ListedTarget, VerifiedTarget};

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

/// A role on the way: the top-level one, or a delegated one.
#[derive(Clone)]
struct Node {
    name: Arc<str>,
    targets: Arc<Targets>,
}

impl Node {
    fn listed(&self, position: usize) -> ListedTarget {
        ListedTarget { role: Arc::clone(&self.name), targets: Arc::clone(&self.targets), position }
    }
}

impl Client {
    /// The target of that name, from the role that is authoritative for it.
    ///
    /// # Errors
    /// A role that has to be asked first failed.
    pub async fn find(&self, target_path: &str) -> Result<Option<VerifiedTarget>, Error> {
        let located = self.locate(target_path).await?;
        located.map(|listed| listed.read()).transpose()
    }

    async fn locate(&self, name: &str) -> Result<Option<ListedTarget>, Error> {
        let mut walk = Walk::new(self.top(), name);
        while let Some(node) = walk.next(self, |one| one.covers(name)).await {
            let node = node?;
            if let Some(position) = node.targets.position(name) {
                return Ok(Some(node.listed(position)));
            }
        }
        Ok(None)
    }

    fn top(&self) -> Node {
        Node { name: "targets".into(), targets: Arc::clone(&self.top.targets) }
    }

    /// Every target whose name starts with `prefix`, each as [`Client::find`] would answer it.
    ///
    /// # Errors
    /// The delegation graph is too large.
    pub async fn find_prefix(&self, prefix: &str) -> Result<PrefixListing, Error> {
        let mut failures = Vec::new();
        let mut visited: HashSet<(Arc<str>, String)> = HashSet::new();
        let mut nodes = vec![self.top()];
        let (mut asked, mut uniform) = (0, true);
        // Breadth first, each front at the same time: the order of loading does not matter, the walk decides who answers.
        while asked < nodes.len() {
            let mut wanted = Vec::new();
            for node in &nodes[asked..] {
                let enough = |one: &Delegation| one.terminating && one.covers_all(prefix);
                for delegation in until(&node.targets, |one| one.may_cover(prefix), enough) {
                    if visited.insert((Arc::clone(&node.name), delegation.name.clone())) {
                        uniform &= delegation.covers_all(prefix);
                        wanted.push((Arc::clone(&node.name), Arc::clone(delegation)));
                    }
                }
            }
            asked = nodes.len();
            if !prefix.is_empty() && visited.len() > limits::DELEGATED_ROLES {
                let target = Printable(prefix).to_string();
                return Err(Error::TooManyRoles { target, limit: limits::DELEGATED_ROLES });
            }
            let loaded = join_all(wanted.iter().map(|(delegator, delegation)| self.role(delegator, delegation))).await;
            for ((_, delegation), role) in wanted.into_iter().zip(loaded) {
                match role {
                    Ok(targets) => nodes.push(Node { name: delegation.name.as_str().into(), targets }),
                    Err(Error::NotInSnapshot { .. }) => {}
                    Err(error) => failures.push(RoleFailure { role: delegation.name.clone(), error }),
                }
            }
        }
        let mut targets = if uniform { self.listed_alike(prefix).await } else { Vec::new() };
        let names = nodes.iter().flat_map(|node| node.targets.names(prefix));
        let names: BTreeSet<&str> = names.filter(|name| !uniform || name.contains('/')).collect();
        for name in names {
            match self.locate(name).await {
                Ok(Some(target)) => targets.push(target),
                // Listed where it may not be: for every client that target does not exist (attack table, row 59).
                Ok(None) => {}
                // The role that comes first for this name failed and is among the failures.
                Err(error) => tracing::debug!(%error, target = %Printable(name), "target left out"),
            }
        }
        targets.sort_by(|one, other| one.name().cmp(other.name()));
        Ok(PrefixListing { targets, failures })
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

/// A walk through the delegations of one name or of one set of names: pre-order, depth first.
struct Walk {
    /// What is looked up, for messages.
    wanted: String,
    top: Option<Node>,
    /// Delegator and delegation, the next one last.
    stack: Vec<(Arc<str>, Arc<Delegation>)>,
    visited: HashSet<(Arc<str>, String)>,
    /// The role whose delegations come next.
    last: Option<Node>,
}

impl Walk {
    fn new(top: Node, wanted: &str) -> Self {
        let wanted = Printable(wanted).to_string();
        Self { wanted, top: Some(top), stack: Vec::new(), visited: HashSet::new(), last: None }
    }

    /// The next role; an error ends the walk, since what comes later may not answer before a role that failed.
    async fn next(&mut self, client: &Client, covers: impl Fn(&Delegation) -> bool) -> Option<Result<Node, Error>> {
        if let Some(top) = self.top.take() {
            self.last = Some(top.clone());
            return Some(Ok(top));
        }
        if let Some(Node { name, targets }) = self.last.take() {
            let covering = until(&targets, covers, |one| one.terminating);
            if covering.last().is_some_and(|last| last.terminating) {
                // 5.6.7.2: nothing that was still to be visited may answer any more.
                self.stack.clear();
            }
            self.stack.extend(covering.into_iter().rev().map(|one| (Arc::clone(&name), Arc::clone(one))));
        }
        while let Some((delegator, delegation)) = self.stack.pop() {
            if !self.visited.insert((Arc::clone(&delegator), delegation.name.clone())) {
                continue;
            }
            if self.visited.len() > limits::DELEGATED_ROLES {
                let target = self.wanted.clone();
                return Some(Err(Error::TooManyRoles { target, limit: limits::DELEGATED_ROLES }));
            }
            match client.role(&delegator, &delegation).await {
                Ok(targets) => {
                    let node = Node { name: delegation.name.as_str().into(), targets };
                    self.last = Some(node.clone());
                    return Some(Ok(node));
                }
                // A role that nobody has published yet signs nothing; later siblings are still asked (attack table, row 61).
                Err(Error::NotInSnapshot { .. }) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// The delegations of a role that pass `wanted`, in order, up to and including the first that is `last`.
fn until(targets: &Targets, wanted: impl Fn(&Delegation) -> bool, last: impl Fn(&Delegation) -> bool) -> Vec<&Arc<Delegation>> {
    let mut taken = Vec::new();
    for delegation in targets.delegations.iter().filter(|one| wanted(one)) {
        taken.push(delegation);
        if last(delegation) {
            break;
        }
    }
    taken
}
