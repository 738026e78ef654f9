//! `init`: a new repository.
//!
//! Owns: its flags, and when a person is asked for those that are missing. Never does: ask without a terminal. In: [`Init`]. Out: [`Founding`].

use std::io::IsTerminal as _;
use std::num::NonZeroU64;

use clap::Args;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::refusal::{Facts, Refusal};

use super::Failure;
use super::args::Ring;
use super::change::Ground;
use super::guide::{Agreed, Terminal};
use crate::keys::{FileKey, KeyKind, KeyLocation, Protection};
use crate::roles::ClaimsDepth;
use crate::stage::{self, Claims, Founding};
use crate::storage::{self, Access, TIMESTAMP};

/// Make a repository: root, targets, snapshot, timestamp and the log of first-seen times.
///
/// Private keys sign, public keys are only listed. What the flags do not say is asked for in a terminal. One that was stopped goes on
/// when it is run again with the same keys.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// A root key; one flag for each.
    #[arg(long, value_name = "KEY")]
    pub(super) root_key: Vec<KeyLocation>,
    /// How many root keys must sign.
    #[arg(long, value_name = "N")]
    pub(super) root_threshold: Option<NonZeroU64>,
    /// A key of the top-level targets role; one flag for each.
    #[arg(long, value_name = "KEY")]
    pub(super) targets_key: Vec<KeyLocation>,
    /// How many targets keys must sign.
    #[arg(long, value_name = "N", default_value = "1")]
    targets_threshold: NonZeroU64,
    /// The key of the snapshot role.
    #[arg(long, value_name = "KEY")]
    pub(super) snapshot_key: Option<KeyLocation>,
    /// The key of the timestamp role.
    #[arg(long, value_name = "KEY")]
    pub(super) timestamp_key: Option<KeyLocation>,
    /// The key of the log role, which signs first-seen times.
    #[arg(long, value_name = "KEY")]
    pub(super) log_key: Option<KeyLocation>,
    /// A key of the security role; one flag for each. It can be delegated later too.
    #[arg(long, value_name = "KEY")]
    pub(super) security_key: Vec<KeyLocation>,
    /// How many security keys must sign.
    #[arg(long, value_name = "N", default_value = "1", requires = "security_key")]
    security_threshold: NonZeroU64,
    /// Levels of claims bins, 0 to 2: roles by the first characters of a namespace, so that a new namespace is not signed by targets.
    #[arg(long, value_name = "DEPTH", default_value = "0")]
    claims_depth: ClaimsDepth,
    /// A key of all claims bins; one flag for each.
    #[arg(long, value_name = "KEY", required_if_eq_any = [("claims_depth", "1"), ("claims_depth", "2")])]
    claims_key: Vec<KeyLocation>,
    /// How many claims keys must sign.
    #[arg(long, value_name = "N", default_value = "1", requires = "claims_key")]
    claims_threshold: NonZeroU64,
    /// Ask nothing, not even in a terminal: fail where a flag is missing.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    pub(super) ground: Ground,
}

/// Why no repository was begun.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum Error {
    /// There is nobody to ask.
    #[error("{flags} missing")]
    #[diagnostic(code(RP2994), help("give what is missing, or run `ragnos-repo init DIR` in a terminal, which asks for it"))]
    Missing {
        /// The flags, with their verb.
        flags: String,
    },
    /// A person said no.
    #[error("nothing was made: it was not confirmed")]
    #[diagnostic(code(RP2995), help("run the same command again, and type yes where the summary is right"))]
    Unconfirmed,
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Missing { flags } => Facts::about(flags),
            Self::Unconfirmed => Facts::default(),
        }
    }
}

impl Init {
    /// The same with nothing missing: a person at a terminal is asked for it, and keys that are not there are made.
    pub(super) async fn complete(self) -> Result<Self, Failure> {
        if self.missing().is_empty() {
            return Ok(self);
        }
        if self.yes || !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
            return Err(self.lacking().into());
        }
        // Nobody is asked for what cannot be made.
        let storage = self.ground.place.open(Access::Read).await?;
        if storage.exists(Folder::Metadata, TIMESTAMP).await? {
            return Err(stage::Error::Exists.into());
        }
        let mut terminal = Terminal { input: std::io::stdin().lock(), output: std::io::stderr() };
        let Agreed { init, new_keys } = terminal.guide(self).ok().flatten().ok_or(Error::Unconfirmed)?;
        // Keys that only a rehearsal needs are not made.
        if !init.ground.dry_run {
            let passphrases = init.ground.keys.passphrases()?;
            for path in new_keys {
                let folder = path.parent().filter(|folder| !folder.as_str().is_empty());
                folder.map_or(Ok(()), fs_err::create_dir_all).map_err(storage::Error::io(&path))?;
                FileKey::generate(KeyKind::P256)?.write_new(&path, &Protection::Encrypted(&passphrases))?;
            }
        }
        Ok(init)
    }

    /// The flags that are needed and not there.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let there = [
            ("--root-key", !self.root_key.is_empty()),
            ("--root-threshold", self.root_threshold.is_some()),
            ("--targets-key", !self.targets_key.is_empty()),
            ("--snapshot-key", self.snapshot_key.is_some()),
            ("--timestamp-key", self.timestamp_key.is_some()),
            ("--log-key", self.log_key.is_some()),
        ];
        there.into_iter().filter(|(_, there)| !there).map(|(flag, _)| flag).collect()
    }

    fn lacking(&self) -> Error {
        let missing = self.missing();
        let verb = if missing.len() == 1 { "is" } else { "are" };
        Error::Missing { flags: format!("{} {verb}", missing.join(", ")) }
    }

    /// Each role with its threshold and keys, of those that have any.
    pub(super) fn roles(&self) -> Vec<(&'static str, NonZeroU64, Vec<&KeyLocation>)> {
        let one = NonZeroU64::MIN;
        let roles = [
            ("root", self.root_threshold.unwrap_or(one), self.root_key.iter().collect()),
            ("targets", self.targets_threshold, self.targets_key.iter().collect()),
            ("snapshot", one, self.snapshot_key.iter().collect()),
            ("timestamp", one, self.timestamp_key.iter().collect()),
            ("log", one, self.log_key.iter().collect()),
            ("security", self.security_threshold, self.security_key.iter().collect()),
            ("claims", self.claims_threshold, self.claims_key.iter().collect::<Vec<_>>()),
        ];
        roles.into_iter().filter(|(_, _, keys)| !keys.is_empty()).collect()
    }

    /// The flags that a person can be asked for, as they are now.
    pub(super) fn flags(&self) -> Vec<String> {
        let asked = self.roles().into_iter().filter(|(role, ..)| *role != "claims");
        let keys = asked.flat_map(|(role, _, keys)| keys.into_iter().map(move |key| format!("--{role}-key {key}")));
        keys.chain(self.root_threshold.map(|threshold| format!("--root-threshold {threshold}"))).collect()
    }

    /// Reads the keys.
    pub(super) async fn founding(&self, ring: &mut Ring) -> Result<Founding, Failure> {
        let one = NonZeroU64::MIN;
        let (Some(root_threshold), Some(snapshot), Some(timestamp), Some(log), []) =
            (self.root_threshold, &self.snapshot_key, &self.timestamp_key, &self.log_key, &self.missing()[..])
        else {
            return Err(self.lacking().into());
        };
        let security = match &self.security_key[..] {
            [] => None,
            keys => Some(ring.role(keys, self.security_threshold).await?),
        };
        let claims = match self.claims_depth.get() {
            0 => None,
            _ => Some(Claims { depth: self.claims_depth, spec: ring.role(&self.claims_key, self.claims_threshold).await? }),
        };
        Ok(Founding {
            root: ring.role(&self.root_key, root_threshold).await?,
            targets: ring.role(&self.targets_key, self.targets_threshold).await?,
            snapshot: ring.role(std::slice::from_ref(snapshot), one).await?,
            timestamp: ring.role(std::slice::from_ref(timestamp), one).await?,
            log: ring.role(std::slice::from_ref(log), one).await?,
            security,
            claims,
        })
    }
}
