//! Delegated roles by name: who they are, which targets are theirs, and which roles lie between them and the top.
//!
//! Owns: the tree of delegations (DESIGN section 4): targets, optional claims bins by the namespace's first characters, one role
//! for each namespace, optionally one for a plugin; `log` and `security` beside them.
//! Never does: read metadata. In: names. Out: role names and path patterns, every delegation terminating.

use std::fmt;
use std::str::FromStr;

use ragnos_plugin::name::{Namespace, ParseNameError, PluginName};

/// The top-level targets role.
pub(crate) const TARGETS: &str = "targets";
/// The role that signs first-seen times.
pub const LOG: &str = "log";
/// The role that signs revocations and advisories.
pub const SECURITY: &str = "security";
/// All claims bins together, where a command takes a role.
pub const CLAIMS: &str = "claims";
/// What the name of a claims bin starts with; no namespace has an underscore.
const BIN: &str = "_claims.";

/// Role names that mean something else: `1.root.json` must never be a namespace's file.
const RESERVED: [&str; 8] = ["root", TARGETS, "snapshot", "timestamp", "mirrors", LOG, SECURITY, CLAIMS];

/// True for a name that is no namespace's.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// A name that cannot be a namespace: it would be taken for a role of TUF or of this program.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub enum NameError {
    /// Reserved.
    #[error("{name} is reserved and cannot be a namespace")]
    #[diagnostic(code(RP2910), help("choose another namespace"))]
    Reserved {
        /// The name.
        name: String,
    },
    /// Not the name of a role at all.
    #[error("{name:?} is neither a namespace, nor a plugin (NAMESPACE/NAME), nor log, security or claims")]
    #[diagnostic(
        code(RP2929),
        help("write the part of a plugin's name before the slash, or the whole name for a role of its own")
    )]
    Form {
        /// What was written.
        name: String,
    },
}

impl ragnos_plugin::refusal::Refusal for NameError {}

/// A role that something can be delegated to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delegated {
    /// A publisher's namespace.
    Namespace(Namespace),
    /// One plugin, delegated by its namespace.
    Plugin(PluginName),
    /// First-seen times.
    Log,
    /// Revocations and advisories.
    Security,
    /// The claims bins, which all have the same keys.
    Claims,
}

impl Delegated {
    /// A namespace, unless the name is reserved.
    ///
    /// # Errors
    /// [`NameError::Reserved`].
    pub fn namespace(namespace: Namespace) -> Result<Self, NameError> {
        if is_reserved(namespace.as_str()) {
            return Err(NameError::Reserved { name: namespace.to_string() });
        }
        Ok(Self::Namespace(namespace))
    }

    /// What a role of that name in metadata is; `None` for a top-level role.
    pub(crate) fn of_role(name: &str) -> Option<Self> {
        match name {
            bin if is_bin(bin) => Some(Self::Claims),
            plugin if plugin.contains('.') => plugin.replacen('.', "/", 1).parse().ok(),
            other => other.parse().ok(),
        }
    }

    /// The name in metadata.
    pub fn role(&self) -> String {
        match self {
            Self::Namespace(namespace) => namespace.to_string(),
            Self::Plugin(plugin) => plugin_role(plugin),
            Self::Log => LOG.to_owned(),
            Self::Security => SECURITY.to_owned(),
            Self::Claims => CLAIMS.to_owned(),
        }
    }

    /// The targets that the role may sign.
    pub(crate) fn patterns(&self) -> Vec<String> {
        match self {
            Self::Namespace(namespace) => vec![format!("{namespace}.*")],
            Self::Plugin(plugin) => plugin_patterns(plugin),
            Self::Log => vec!["_log.*".to_owned()],
            Self::Security => vec!["_security.*".to_owned()],
            Self::Claims => Vec::new(),
        }
    }
}

impl FromStr for Delegated {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let form = |_: ParseNameError| NameError::Form { name: text.chars().take(160).collect() };
        match text {
            LOG => Ok(Self::Log),
            SECURITY => Ok(Self::Security),
            CLAIMS => Ok(Self::Claims),
            plugin if plugin.contains('/') => Ok(Self::Plugin(plugin.parse().map_err(form)?)),
            namespace => Self::namespace(namespace.parse().map_err(form)?),
        }
    }
}

impl fmt::Display for Delegated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plugin(plugin) => write!(f, "{plugin}"),
            other => f.write_str(&other.role()),
        }
    }
}

/// The role of one plugin; a namespace has no dot.
pub(crate) fn plugin_role(plugin: &PluginName) -> String {
    format!("{}.{}", plugin.namespace(), plugin.name())
}

/// The archives of `acme/text` are `acme.text-MAJOR.`, those of `acme/text-2` begin with `acme.text-2-`: only a row of digits
/// before the next dot tells them apart, and a pattern can say that for one length at a time.
fn plugin_patterns(plugin: &PluginName) -> Vec<String> {
    /// The longest major version, digits: a date fits.
    const DIGITS: usize = 8;
    (1..=DIGITS).map(|digits| format!("{}{}.*", plugin.target_prefix(), "[0-9]".repeat(digits))).collect()
}

/// How many levels of claims bins lie between targets and the namespaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(try_from = "u64")]
pub struct ClaimsDepth(u8);

/// The depth is not one of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the depth of the claims bins is 0, 1 or 2")]
pub struct ClaimsDepthError;

impl FromStr for ClaimsDepth {
    type Err = ClaimsDepthError;

    fn from_str(text: &str) -> Result<Self, ClaimsDepthError> {
        let depth = text.parse::<u64>().map_err(|_| ClaimsDepthError)?;
        Self::new(depth).ok_or(ClaimsDepthError)
    }
}

impl TryFrom<u64> for ClaimsDepth {
    type Error = ClaimsDepthError;

    fn try_from(depth: u64) -> Result<Self, ClaimsDepthError> {
        Self::new(depth).ok_or(ClaimsDepthError)
    }
}

impl ClaimsDepth {
    /// 0, 1 or 2.
    pub(crate) fn new(depth: u64) -> Option<Self> {
        u8::try_from(depth).ok().filter(|depth| *depth <= 2).map(Self)
    }

    /// The depth as a number.
    pub fn get(self) -> u8 {
        self.0
    }

    /// The bins of the first level: one for each character that a namespace can begin with.
    pub(crate) fn first_bins(self) -> Vec<Bin> {
        let starts = if self.0 == 0 { "" } else { "0123456789abcdefghijklmnopqrstuvwxyz" };
        starts.chars().map(|start| Bin(start.to_string())).collect()
    }

    /// The bins of a namespace, from the top.
    pub(crate) fn bins(self, namespace: &str) -> Vec<Bin> {
        let mut characters = namespace.chars();
        let (first, second) = (characters.next().unwrap_or_default(), characters.next());
        // A namespace of one character has a bin that ends with the dot after it.
        let two = format!("{first}{}", second.unwrap_or('.'));
        [first.to_string(), two].into_iter().take(self.0.into()).map(Bin).collect()
    }
}

/// A claims bin, by what the target names in it begin with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bin(String);

impl Bin {
    pub(crate) fn role(&self) -> String {
        format!("{BIN}{}", self.0.replace('.', "_"))
    }

    /// The first character of the namespaces in it.
    pub(crate) fn starts(&self) -> Option<char> {
        self.0.chars().next()
    }

    pub(crate) fn pattern(&self) -> String {
        format!("{}*", self.0)
    }
}

/// True for the name of a claims bin.
pub(crate) fn is_bin(role: &str) -> bool {
    role.starts_with(BIN)
}

/// The roles from the top to the one that delegates to `role`, both included.
pub(crate) fn delegators(role: &str, depth: ClaimsDepth) -> Vec<String> {
    let mut path = vec![TARGETS.to_owned()];
    if let Some(start) = role.strip_prefix(BIN) {
        let first = start.chars().next().filter(|_| start.chars().count() > 1);
        path.extend(first.map(|first| format!("{BIN}{first}")));
    } else if role != LOG && role != SECURITY {
        let (namespace, plugin) = role.split_once('.').map_or((role, None), |(namespace, plugin)| (namespace, Some(plugin)));
        path.extend(depth.bins(namespace).iter().map(Bin::role));
        path.extend(plugin.map(|_| namespace.to_owned()));
    }
    path
}

/// A target name that `role` may sign, that no role below it may, and that is never published: for asking a client about the role.
pub(crate) fn probe(role: &str) -> String {
    // Upper case is in no namespace and in no plugin's name.
    match role.strip_prefix(BIN) {
        Some(start) => format!("{}A", start.replace('_', ".")),
        None if role == LOG || role == SECURITY => format!("_{role}.A"),
        None if role.contains('.') => format!("{role}-0.A"),
        None => format!("{role}.A"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_to_a_role_follows_from_its_name() {
        let path = |role: &str, depth: u64| delegators(role, ClaimsDepth::new(depth).unwrap()).join(" ");
        assert_eq!(path("acme", 0), "targets");
        assert_eq!(path("acme", 1), "targets _claims.a");
        assert_eq!(path("acme", 2), "targets _claims.a _claims.ac");
        assert_eq!(path("acme.text", 2), "targets _claims.a _claims.ac acme");
        assert_eq!(path("a", 2), "targets _claims.a _claims.a_");
        assert_eq!(path("_claims.a", 2), "targets");
        assert_eq!(path("_claims.a_", 2), "targets _claims.a");
        for role in [LOG, SECURITY] {
            assert_eq!(path(role, 2), "targets");
        }
    }

    #[test]
    fn a_plugins_patterns_leave_out_plugins_with_longer_names() {
        let patterns: Vec<_> = plugin_patterns(&"acme/text".parse().unwrap());
        let set = patterns.iter().map(|pattern| tough::schema::PathPattern::new(pattern.clone()).unwrap()).collect();
        let role = tough::schema::DelegatedRole {
            name: "acme.text".to_owned(),
            keyids: Vec::new(),
            threshold: std::num::NonZeroU64::MIN,
            paths: tough::schema::PathSet::Paths(set),
            terminating: true,
            targets: None,
        };
        let delegations = tough::schema::Delegations { keys: std::collections::HashMap::default(), roles: vec![role] };
        for (name, its_own) in [
            ("acme.text-1.0.0.tar.gz", true),
            ("acme.text-2026.1.0-linux-x64.cdx.json.gz", true),
            ("acme.text-20261124.0.0.tar.gz", true),
            ("acme.text-2-1.0.0.tar.gz", false),
            ("acme.text-more-1.0.0.tar.gz", false),
            ("acme.textual-1.0.0.tar.gz", false),
            (&probe("acme.text"), true),
        ] {
            assert_eq!(delegations.target_is_delegated(&tough::TargetName::new(name).unwrap()), its_own, "{name}");
        }
    }

    #[test]
    fn reserved_names_are_no_namespaces() {
        for reserved in ["root", "targets", "snapshot", "timestamp", "mirrors"] {
            assert!(matches!(reserved.parse::<Delegated>(), Err(NameError::Reserved { .. })), "{reserved}");
        }
        assert!(matches!("Acme".parse::<Delegated>(), Err(NameError::Form { .. })));
        assert!(matches!("acme/Text".parse::<Delegated>(), Err(NameError::Form { .. })));
        assert_eq!("acme/text".parse::<Delegated>().unwrap().role(), "acme.text");
        for name in ["acme.text", "acme", LOG, SECURITY] {
            assert_eq!(Delegated::of_role(name).unwrap().role(), name);
        }
        assert_eq!((Delegated::of_role("_claims.ac"), Delegated::of_role("root")), (Some(Delegated::Claims), None));
    }
}
