//! API.
use super::{Error, VerifiedTarget};

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
