//! One command's dealings with a project and its repositories, in the order that all writing commands share:
//! lock the project, open the repositories, relock, approve, plan, and install or only show.
//!
//! Owns: that order, once, for `add`, `remove`, `lock`, `sync` and `update`.
//! Never does: decide versions or write files itself; it calls the use cases.
//! In: [`Context`] and a [`Goal`]. Out: a [`Change`] to show.

use serde::Serialize;

use super::args::{Age, Approvals as ApprovalFlags};
use super::context::Context;
use super::diagnostic::Failure;
use crate::age;
use crate::approve::Approvals;
use crate::catalog::Catalog;
use crate::install::{self, Install, Witnesses};
use crate::lockfile::Lockfile;
use crate::manifest::Manifest;
use crate::plan::{Plan, plan};
use crate::platform::Platform;
use crate::project::Project;
use crate::relock::{CoolDown, Relocked, Wish, relock};
use crate::repositories::Repositories;
use crate::store::{Layout, ProjectLock};
use crate::tuf::Persistence;

/// A project that this command holds, with its repositories open.
pub(super) struct Session<'c> {
    context: &'c Context,
    pub(super) project: Project,
    pub(super) layout: Layout,
    pub(super) repositories: Repositories,
    /// The lockfile as it was.
    pub(super) lock: Option<Lockfile>,
    guard: Option<ProjectLock>,
    dry_run: bool,
}
