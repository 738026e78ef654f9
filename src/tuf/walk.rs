//! The walk through the delegations of a name: pre-order, depth first, terminating honoured (TUF spec 5.6.7).
//!
//! Owns: the order in which roles are asked, and its caps; the same for whoever can ask a repository and for whoever only reads
//! what is stored.
//! Never does: load a role. Each step says which one is wanted; what became of it is handed back.
//! In: the top-level targets role and a name. Out: [`Step`]s, [`Node`]s.

use std::collections::HashSet;
use std::sync::Arc;

use crate::limits;
use crate::redact::Printable;

use super::roles::{Delegation, Targets};
use super::{Error, ListedTarget};

/// A role on the way: the top-level one, or a delegated one.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) name: Arc<str>,
    pub(super) targets: Arc<Targets>,
    /// The role that the walk came from, and its delegation; `None` for the top-level role and in listings.
    pub(super) by: Option<Arc<(Node, Arc<Delegation>)>>,
}

impl Node {
    /// The top-level role.
    pub(super) fn top(targets: &Arc<Targets>) -> Self {
        Self { name: "targets".into(), targets: Arc::clone(targets), by: None }
    }

    pub(super) fn listed(&self, position: usize) -> ListedTarget {
        ListedTarget { role: Arc::clone(&self.name), targets: Arc::clone(&self.targets), position }
    }
}

/// A walk through the delegations of one name or of one set of names: pre-order, depth first.
pub(super) struct Walk {
    /// What is looked up, for messages.
    wanted: String,
    top: Option<Node>,
    /// Delegator and delegation, the next one last.
    stack: Vec<(Node, Arc<Delegation>)>,
    visited: HashSet<(Arc<str>, String)>,
    /// The role whose delegations come next.
    last: Option<Node>,
}

/// What comes next in a walk.
pub(super) enum Step {
    /// The top-level role.
    Top(Node),
    /// This role, under the keys of that delegation; [`Walk::took`] is told what became of it.
    Load(Node, Arc<Delegation>),
    /// Nothing: the walk would be too long.
    TooMany(Error),
}

impl Walk {
    pub(super) fn new(top: Node, wanted: &str) -> Self {
        let wanted = Printable(wanted).to_string();
        Self { wanted, top: Some(top), stack: Vec::new(), visited: HashSet::new(), last: None }
    }

    /// The next step; `None` at the end.
    pub(super) fn step(
        &mut self,
        is_published: impl Fn(&Delegation) -> bool,
        covers: impl Fn(&Delegation) -> bool,
    ) -> Option<Step> {
        if let Some(top) = self.top.take() {
            self.last = Some(top.clone());
            return Some(Step::Top(top));
        }
        if let Some(node) = self.last.take() {
            let covering = until(&node.targets, covers, |one| one.terminating);
            if covering.last().is_some_and(|last| last.terminating) {
                // 5.6.7.2: nothing that was still to be visited may answer any more.
                self.stack.clear();
            }
            self.stack.extend(covering.into_iter().rev().map(|one| (node.clone(), Arc::clone(one))));
        }
        while let Some((delegator, delegation)) = self.stack.pop() {
            // Later siblings of a role that is not published are still asked (attack table, row 61).
            if !is_published(&delegation) || !self.visited.insert((Arc::clone(&delegator.name), delegation.name.clone())) {
                continue;
            }
            if self.visited.len() > limits::DELEGATED_ROLES {
                let target = self.wanted.clone();
                return Some(Step::TooMany(Error::TooManyRoles { target, limit: limits::DELEGATED_ROLES }));
            }
            return Some(Step::Load(delegator, delegation));
        }
        None
    }

    /// Takes the role that a step asked for, or why it could not be had: then nothing comes after it.
    pub(super) fn took(
        &mut self,
        delegator: Node,
        delegation: Arc<Delegation>,
        role: Result<Arc<Targets>, Error>,
    ) -> Result<Node, Error> {
        let name = delegation.name.as_str().into();
        let node = role.map(|targets| Node { name, targets, by: Some(Arc::new((delegator, delegation))) });
        self.last = node.as_ref().ok().cloned();
        node
    }
}

/// The delegations of a role that pass `wanted`, in order, up to and including the first that is `last`.
pub(super) fn until(
    targets: &Targets,
    wanted: impl Fn(&Delegation) -> bool,
    last: impl Fn(&Delegation) -> bool,
) -> Vec<&Arc<Delegation>> {
    let mut taken = Vec::new();
    for delegation in targets.delegations.iter().filter(|one| wanted(one)) {
        taken.push(delegation);
        if last(delegation) {
            break;
        }
    }
    taken
}
