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
use super::{Client, Error, VerifiedTarget};

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
    pub targets: Vec<VerifiedTarget>,
    /// Roles that may list more targets with this prefix but failed; targets of theirs are not in `targets`.
    pub failures: Vec<RoleFailure>,
}

/// A role on the way: the top-level one, or a delegated one.
#[derive(Clone)]
enum Node<'a> {
    Top(&'a Targets),
    Delegated(String, Arc<Targets>),
}

impl Node<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Top(_) => "targets",
            Self::Delegated(name, _) => name,
        }
    }

    fn targets(&self) -> &Targets {
        match self {
            Self::Top(targets) => targets,
            Self::Delegated(_, targets) => targets,
        }
    }
}

impl Client {
    /// The target of that name, from the role that is authoritative for it.
    ///
    /// # Errors
    /// A role that has to be asked first failed.
    pub async fn find(&self, target_path: &str) -> Result<Option<VerifiedTarget>, Error> {
        let mut walk = Walk::new(&self.top.targets, target_path);
        while let Some(node) = walk.next(self, |one| one.covers(target_path)).await {
            let node = node?;
            if let Some(target) = node.targets().target(node.name(), target_path)? {
                return Ok(Some(target));
            }
        }
        Ok(None)
    }

    /// The roles that answer for flat names with `prefix`, where each of them covers all such names.
    async fn order(&self, prefix: &str) -> Order<'_> {
        let mut order = Order { nodes: Vec::new(), failed: None };
        let mut walk = Walk::new(&self.top.targets, prefix);
        while let Some(node) = walk.next(self, |one| one.covers_all(prefix)).await {
            match node {
                Ok(node) => order.nodes.push(node),
                Err(error) => {
                    order.failed = Some(error);
                    break;
                }
            }
        }
        order
    }

    /// Every target whose name starts with `prefix`, each as [`Client::find`] would answer it.
    ///
    /// # Errors
    /// The delegation graph is too large.
    pub async fn find_prefix(&self, prefix: &str) -> Result<PrefixListing, Error> {
        let mut names: BTreeSet<String> = self.top.targets.names(prefix).map(str::to_owned).collect();
        let mut failures = Vec::new();
        let mut visited: HashSet<(String, String)> = HashSet::new();
        let mut front = vec![Node::Top(&self.top.targets)];
        let mut uniform = true;
        // Breadth first, each front at the same time: the order of loading does not matter, `find` decides who answers.
        while !front.is_empty() {
            let mut wanted = Vec::new();
            for node in &front {
                for delegation in
                    until(node.targets(), |one| one.may_cover(prefix), |one| one.terminating && one.covers_all(prefix))
                {
                    if visited.insert((node.name().to_owned(), delegation.name.clone())) {
                        uniform &= delegation.covers_all(prefix);
                        wanted.push((node.name().to_owned(), Arc::clone(delegation)));
                    }
                }
            }
            if !prefix.is_empty() && visited.len() > limits::DELEGATED_ROLES {
                let target = Printable(prefix).to_string();
                return Err(Error::TooManyRoles { target, limit: limits::DELEGATED_ROLES });
            }
            let loaded = join_all(wanted.iter().map(|(delegator, delegation)| self.role(delegator, delegation))).await;
            front = Vec::new();
            for ((_, delegation), role) in wanted.into_iter().zip(loaded) {
                match role {
                    Ok(targets) => {
                        names.extend(targets.names(prefix).map(str::to_owned));
                        front.push(Node::Delegated(delegation.name.clone(), targets));
                    }
                    Err(Error::NotInSnapshot { .. }) => {}
                    Err(error) => failures.push(RoleFailure { role: delegation.name.clone(), error }),
                }
            }
        }
        let mut targets = Vec::with_capacity(names.len());
        // Where each of these roles covers all flat names with the prefix, their order is the same for each of them.
        let order = if uniform { Some(self.order(prefix).await) } else { None };
        for name in names {
            let found = match &order {
                Some(order) if !name.contains('/') => order.target(&name),
                _ => self.find(&name).await,
            };
            match found {
                Ok(Some(target)) => targets.push(target),
                // Listed where it may not be: for every client that target does not exist (attack table, row 59).
                Ok(None) => {}
                // The role that comes first for this name failed and is among the failures, or the entry itself is odd.
                Err(error) => tracing::debug!(%error, target = %Printable(&name), "target left out"),
            }
        }
        Ok(PrefixListing { targets, failures })
    }
}

/// A walk through the delegations of one name or of one set of names: pre-order, depth first.
struct Walk<'a> {
    /// What is looked up, for messages.
    wanted: String,
    /// Delegator and delegation, the next one last.
    stack: Vec<(String, Arc<Delegation>)>,
    visited: HashSet<(String, String)>,
    top: Option<&'a Targets>,
    /// The role whose delegations come next.
    last: Option<Node<'a>>,
}

impl<'a> Walk<'a> {
    fn new(top: &'a Targets, wanted: &str) -> Self {
        Self { wanted: Printable(wanted).to_string(), stack: Vec::new(), visited: HashSet::new(), top: Some(top), last: None }
    }

    /// The next role; an error ends the walk, since what comes later may not answer before a role that failed.
    async fn next(&mut self, client: &Client, covers: impl Fn(&Delegation) -> bool) -> Option<Result<Node<'a>, Error>> {
        if let Some(top) = self.top.take() {
            self.last = Some(Node::Top(top));
            return self.last.clone().map(Ok);
        }
        if let Some(node) = self.last.take() {
            let covering: Vec<&Arc<Delegation>> = until_terminating(node.targets(), covers);
            if covering.last().is_some_and(|last| last.terminating) {
                // 5.6.7.2: nothing that was still to be visited may answer any more.
                self.stack.clear();
            }
            self.stack.extend(covering.into_iter().rev().map(|one| (node.name().to_owned(), Arc::clone(one))));
        }
        while let Some((delegator, delegation)) = self.stack.pop() {
            if !self.visited.insert((delegator.clone(), delegation.name.clone())) {
                continue;
            }
            if self.visited.len() > limits::DELEGATED_ROLES {
                let target = self.wanted.clone();
                return Some(Err(Error::TooManyRoles { target, limit: limits::DELEGATED_ROLES }));
            }
            match client.role(&delegator, &delegation).await {
                Ok(targets) => {
                    self.last = Some(Node::Delegated(delegation.name.clone(), targets));
                    return self.last.clone().map(Ok);
                }
                // A role that nobody has published yet signs nothing; later siblings are still asked (attack table, row 61).
                Err(Error::NotInSnapshot { .. }) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// Roles in the order in which they answer, up to the first that failed.
struct Order<'a> {
    nodes: Vec<Node<'a>>,
    failed: Option<Error>,
}

impl Order<'_> {
    /// What [`Client::find`] says of a name that all of these roles cover.
    fn target(&self, name: &str) -> Result<Option<VerifiedTarget>, Error> {
        for node in &self.nodes {
            if let Some(target) = node.targets().target(node.name(), name)? {
                return Ok(Some(target));
            }
        }
        self.failed.clone().map_or(Ok(None), Err)
    }
}

/// The delegations of a role that pass `wanted`, in order, up to and including the first terminating one.
fn until_terminating(targets: &Targets, wanted: impl Fn(&Delegation) -> bool) -> Vec<&Arc<Delegation>> {
    until(targets, wanted, |one| one.terminating)
}

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
