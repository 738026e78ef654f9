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

use super::roles::{Delegation, Targets};
use super::{Client, Error, VerifiedTarget};

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
    /// A listing of everything (`""`) visits [`limits::LISTED_ROLES`] roles at the most; where there are more, the largest sets
    /// of delegations are left out and their delegators are among the failures.
    ///
    /// # Errors
    /// The delegation graph behind a prefix is too large.
    pub async fn find_prefix(&self, prefix: &str) -> Result<PrefixListing, Error> {
        let limit = if prefix.is_empty() { limits::LISTED_ROLES } else { limits::DELEGATED_ROLES };
        let mut names: BTreeSet<String> = self.top.targets.names(prefix).map(str::to_owned).collect();
        let mut failures = Vec::new();
        let mut visited: HashSet<(String, String)> = HashSet::new();
        let mut front = vec![Node::Top(&self.top.targets)];
        let mut uniform = true;
        // Breadth first, each front at the same time: the order of loading does not matter, `find` decides who answers. What is
        // deeper than `find` ever goes is not asked for.
        for depth in 0..=limits::DELEGATED_ROLES {
            let mut admitted = Vec::new();
            for (delegator, delegations) in self.wanted(&front, prefix, &visited) {
                if depth == limits::DELEGATED_ROLES || visited.len() + delegations.len() > limit {
                    let target = Printable(if prefix.is_empty() { &delegator } else { prefix }).to_string();
                    let error = Error::TooManyRoles { target, limit };
                    if !prefix.is_empty() {
                        return Err(error);
                    }
                    failures.push(RoleFailure { role: delegator, error });
                    continue;
                }
                uniform &= delegations.iter().all(|delegation| delegation.covers_all(prefix));
                visited.extend(delegations.iter().map(|delegation| (delegator.clone(), delegation.name.clone())));
                admitted.extend(delegations.into_iter().map(|delegation| (delegator.clone(), Arc::clone(delegation))));
            }
            if admitted.is_empty() {
                break;
            }
            let load = |(delegator, delegation): (String, Arc<Delegation>)| async move {
                let role = self.role(&delegator, &delegation).await;
                (delegation.name.clone(), role)
            };
            let loaded: Vec<_> = stream::iter(admitted).map(load).buffered(AT_ONCE).collect().await;
            front = Vec::new();
            for (role, targets) in loaded {
                match targets {
                    Ok(targets) => {
                        names.extend(targets.names(prefix).map(str::to_owned));
                        front.push(Node::Delegated(role, targets));
                    }
                    Err(error) => failures.push(RoleFailure { role, error }),
                }
            }
        }
        let targets = self.answers(names, prefix, uniform, &mut failures).await;
        Ok(PrefixListing { targets, failures })
    }

    /// The targets of these names, each from the role that is authoritative for it. `uniform` says that each role on the way
    /// covers all flat names with `prefix`: their order is the same for each of them then.
    async fn answers(
        &self,
        names: BTreeSet<String>,
        prefix: &str,
        uniform: bool,
        failures: &mut Vec<RoleFailure>,
    ) -> Vec<VerifiedTarget> {
        let mut told: HashSet<String> = failures.iter().map(|failure| trouble(&failure.error)).collect();
        let mut targets = Vec::with_capacity(names.len());
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
                // The role that comes first for this name failed, or the entry itself is odd: one word for each role.
                Err(error) => {
                    if told.insert(trouble(&error)) {
                        failures.push(RoleFailure { role: listed_by(&error).unwrap_or(&name).to_owned(), error });
                    }
                }
            }
        }
        targets
    }

    /// What each role of `front` delegates with a say in `prefix`, without what was visited. Who delegates to few roles comes
    /// first: a bomb in one publisher's ground must not hide the others (attack table, row 64).
    fn wanted<'n>(
        &self,
        front: &'n [Node<'_>],
        prefix: &str,
        visited: &HashSet<(String, String)>,
    ) -> Vec<(String, Vec<&'n Arc<Delegation>>)> {
        let of_node = |node: &'n Node<'_>| {
            let delegator = node.name().to_owned();
            let covering = until(node.targets(), |one| one.may_cover(prefix), |one| one.terminating && one.covers_all(prefix));
            let is_new =
                |one: &&Arc<Delegation>| self.is_published(one) && !visited.contains(&(delegator.clone(), one.name.clone()));
            let new: Vec<_> = covering.into_iter().filter(is_new).collect();
            (delegator, new)
        };
        let mut wanted: Vec<_> = front.iter().map(of_node).filter(|(_, new)| !new.is_empty()).collect();
        wanted.sort_by_key(|(_, new)| new.len());
        wanted
    }

    /// True when the snapshot lists the role: one that nobody has published yet signs nothing, is not asked for and not counted.
    fn is_published(&self, delegation: &Delegation) -> bool {
        self.top.snapshot.role(&delegation.name).is_ok()
    }
}

/// What tells one trouble of a listing from another: a role's odd entries are one.
fn trouble(error: &Error) -> String {
    listed_by(error).map_or_else(|| error.to_string(), str::to_owned)
}

/// The role whose metadata, or one entry of it, cannot be used.
fn listed_by(error: &Error) -> Option<&str> {
    match error {
        Error::Malformed { role, .. } | Error::NoKnownHash { role, .. } => Some(role),
        _ => None,
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
            // Later siblings of a role that is not published are still asked (attack table, row 61).
            if !client.is_published(&delegation) || !self.visited.insert((delegator.clone(), delegation.name.clone())) {
                continue;
            }
            if self.visited.len() > limits::DELEGATED_ROLES {
                let target = self.wanted.clone();
                return Some(Err(Error::TooManyRoles { target, limit: limits::DELEGATED_ROLES }));
            }
            let role = client.role(&delegator, &delegation).await;
            self.last = role.as_ref().ok().map(|targets| Node::Delegated(delegation.name.clone(), Arc::clone(targets)));
            return Some(role.map(|targets| Node::Delegated(delegation.name.clone(), targets)));
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
