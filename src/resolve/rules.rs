//! What may keep a version from being chosen beyond what its publisher says of it: a revocation, a policy, a cool-down.
//!
//! Owns: the seam through which the resolver asks, so that a version that is ruled out is avoided rather than failed on later.
//! Never does: know any rule. In: a [`Release`]. Out: an [`Objection`], or none.

use std::fmt;

use crate::release::Release;

/// Who is asked of every version before it is chosen.
pub trait Rules: fmt::Debug {
    /// Why `release` may not be chosen; `None` where nothing is against it. The same answer for the same release.
    fn against(&self, release: &Release) -> Option<Objection>;
}

/// No rules.
impl Rules for () {
    fn against(&self, _: &Release) -> Option<Objection> {
        None
    }
}

/// Why a version may not be chosen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Objection {
    /// The reason as it stands behind the version in a list, printable.
    pub words: String,
    /// What the user can do, as a sentence without a stop.
    pub next: String,
}
