//! One plugin as verified metadata lists it: its versions at once, the release of each when it is asked for.
//!
//! Owns: which entries make a release, and which are left out with what words. A publisher's odd entry must not hide the good
//! ones.
//! Never does: look anything up, or trust an entry that the client has not verified.
//! In: a [`PrefixListing`] and the first-seen times. Out: [`Releases`].

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use semver::Version;

use crate::descriptor::{Custom, Descriptor, DescriptorError, Heading, Link};
use crate::limits;
use crate::lockfile;
use crate::name::{PluginName, RepositoryName, TargetName};
use crate::redact::Printable;
use crate::release::{Artifact, Release};
use crate::releases::{Entries, NOTHING_LISTED, Read, Releases};
use crate::target_name::{ARCHIVE_ENDING, PROVENANCE_ENDING};
use crate::tuf::{self, ListedTarget, PrefixListing, VerifiedTarget};
use crate::witness::instead_of_provenance;

use super::{Error, FirstSeen};

/// What metadata lists of one plugin, before any entry is read.
pub(super) struct Listed {
    pub(super) name: PluginName,
    pub(super) owner: RepositoryName,
    pub(super) listing: PrefixListing,
    pub(super) first_seen: Option<Arc<FirstSeen>>,
}

/// A plugin, its releases, and the entries that were left out.
pub(super) type Loaded = (PluginName, Releases, Vec<String>);

impl Listed {
    /// Sorts the entries by version and reads the newest release, which is the one that is most likely wanted.
    pub(super) fn read(self) -> Result<Loaded, Error> {
        let Self { name, owner, listing, first_seen } = self;
        // Whoever holds back one of several roles must not choose the version in silence.
        let mut left_out: Vec<String> = listing.failures.iter().map(role_left_out).collect();
        let mut by_version: BTreeMap<Version, Vec<ListedTarget>> = BTreeMap::new();
        let mut provenance = BTreeMap::new();
        for target in listing.targets {
            if target.name().ends_with(PROVENANCE_ENDING) {
                provenance.insert(target.name().to_owned(), target);
                continue;
            }
            match version(&name, &target) {
                Ok(Some(version)) => by_version.entry(version).or_default().push(target),
                Ok(None) => {}
                Err(error) => left_out.push(entry_left_out(&target, &error)),
            }
        }
        let versions = by_version.keys().cloned().collect();
        let versions_of = by_version.into_values().collect();
        let entries = OfPlugin { name: name.clone(), owner, first_seen, versions: versions_of, provenance };
        let releases = Releases::of(versions, Arc::new(entries));
        if releases.iter().next_back().is_some() {
            return Ok((name, releases, left_out));
        }
        if let Some(failure) = listing.failures.into_iter().next() {
            return Err(Error::Role { plugin: name, cause: Box::new(failure.error) });
        }
        let unusable = (0..releases.len()).rev().find_map(|position| releases.read(position).err());
        match left_out.first().map(String::as_str).or(unusable) {
            Some(reason) => Err(Error::Unusable { plugin: name, reason: reason.to_owned() }),
            None => Ok((name, Releases::default(), Vec::new())),
        }
    }
}

/// The words for a role that could not be asked.
pub(super) fn role_left_out(failure: &tuf::RoleFailure) -> String {
    format!("role {}: {}", Printable(&failure.role), failure.error)
}

fn entry_left_out(target: &ListedTarget, reason: &dyn fmt::Display) -> String {
    format!("{}: {}", Printable(target.name()), Printable(&reason.to_string()))
}

/// The version that an entry can be of, read without the rest; `None` for what is no archive of `plugin`.
///
/// Whether the entry says so itself is checked when the release is read ([`archive`]).
fn version(plugin: &PluginName, target: &ListedTarget) -> Result<Option<Version>, Unreadable> {
    let Some(name) = target.name().strip_suffix(ARCHIVE_ENDING) else { return Ok(None) };
    // Three numbers after the plugin's name: no other plugin, version or platform gives this target name.
    if let Some(version) = name.strip_prefix(&plugin.target_prefix()).and_then(numbers) {
        return Ok(Some(version));
    }
    if let Some(Custom { ragnos: Heading { name, version } }) = target.custom_as::<Custom<Heading<'_>>>()
        && let Ok(version) = Version::parse(&version)
    {
        return Ok((name == plugin.as_str()).then_some(version));
    }
    // Not ours, or not to be read: the long way tells which.
    let archive = archive(target)?.filter(|archive| archive.descriptor.name == *plugin);
    Ok(archive.map(|archive| archive.descriptor.version))
}

/// A version of three numbers and nothing else, in its one canonical form.
fn numbers(text: &str) -> Option<Version> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_plain { Version::parse(text).ok() } else { None }
}

/// The entries of one plugin by version, the oldest first.
struct OfPlugin {
    name: PluginName,
    owner: RepositoryName,
    first_seen: Option<Arc<FirstSeen>>,
    versions: Vec<Vec<ListedTarget>>,
    /// By target name.
    provenance: BTreeMap<String, ListedTarget>,
}

impl fmt::Debug for OfPlugin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} versions of {}", self.versions.len(), self.name)
    }
}

impl Entries for OfPlugin {
    fn read(&self, position: usize) -> Read {
        let (mut whole, mut left_out): (Option<Release>, Vec<String>) = (None, Vec::new());
        for target in self.versions.get(position).into_iter().flatten() {
            let read = self.release(target).and_then(|part| match whole.take() {
                None => Ok(part),
                Some(before) => join(before, part).map_err(Unreadable::Disagreement),
            });
            match read {
                Ok(joined) => whole = Some(joined),
                // No platform's word counts more than another's.
                Err(Unreadable::Disagreement(what)) => {
                    let reason = format!("its archives disagree on {what}");
                    left_out.push(entry_left_out(target, &reason));
                    return Read { release: Err(reason), left_out };
                }
                Err(error) => left_out.push(entry_left_out(target, &error)),
            }
        }
        let none = || left_out.first().cloned().unwrap_or_else(|| NOTHING_LISTED.to_owned());
        Read { release: whole.ok_or_else(none), left_out }
    }
}

impl OfPlugin {
    /// The release as one entry tells of it, for one platform.
    fn release(&self, target: &ListedTarget) -> Result<Release, Unreadable> {
        // A lockfile that named it could not be read again.
        if !lockfile::can_hold(target.role()) {
            return Err(Unreadable::Unlockable("its role has a name that no lockfile can hold".to_owned()));
        }
        let Some(Archive { name: file, entry, descriptor }) = archive(target)? else {
            return Err(Unreadable::Unlockable("it is no archive".to_owned()));
        };
        if !(1..=limits::LOCKFILE_INTEGER).contains(&entry.length()) {
            return Err(Unreadable::Unlockable(format!("no archive has {} bytes", entry.length())));
        }
        // The lockfile pins sha256; an entry without one cannot be locked.
        let sha256 = entry.sha256().ok_or_else(|| Unreadable::Unlockable("no sha256 is signed of it".to_owned()))?;
        let artifact = Artifact::described(file, entry.length(), sha256, &descriptor);
        if let Some(link) = &descriptor.provenance {
            self.has_provenance(link, entry.role())?;
        }
        let log = self.first_seen.as_deref();
        let published = log.and_then(|log| log.time_of(&artifact.target, &artifact.sha256));
        Ok(Release::described(descriptor, artifact, (self.owner.clone(), entry.role().to_owned()), published))
    }

    /// What is claimed of an archive must be there: listed by the same role, with the digest of the claim.
    fn has_provenance(&self, link: &Link, role: &str) -> Result<(), Unreadable> {
        let listed = self.provenance.get(link.target.as_str()).map(ListedTarget::read).transpose()?;
        instead_of_provenance(link, role, listed.as_ref()).map_or(Ok(()), |_| Err(Unreadable::NoProvenance))
    }
}

/// An archive as it is listed.
pub(super) struct Archive {
    name: TargetName,
    entry: VerifiedTarget,
    pub(super) descriptor: Descriptor,
}

/// The entry of an archive; `None` for SBOMs, logs and whatever else is listed.
pub(super) fn archive(target: &ListedTarget) -> Result<Option<Archive>, Unreadable> {
    if !target.name().ends_with(ARCHIVE_ENDING) {
        return Ok(None);
    }
    let Ok(name) = target.name().parse::<TargetName>() else { return Ok(None) };
    let entry = target.read()?;
    let descriptor = Descriptor::of_target(&name, entry.custom())?;
    Ok(descriptor.map(|descriptor| Archive { name, entry, descriptor }))
}

/// Why an entry is left out.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error(transparent)]
    Entry(#[from] tuf::Error),
    #[error(transparent)]
    Descriptor(#[from] DescriptorError),
    #[error("{0}")]
    Unlockable(String),
    #[error("the role that signs it does not sign the provenance that it names")]
    NoProvenance,
    #[error("it disagrees with another platform's on {0}")]
    Disagreement(&'static str),
}

/// Adds a further platform to a release; fails with what the two disagree on.
fn join(mut whole: Release, part: Release) -> Result<Release, &'static str> {
    let differs = [
        ("the signing role", whole.role != part.role),
        ("manifest-sha256", whole.manifest_sha256 != part.manifest_sha256),
        ("dependencies", whole.dependencies != part.dependencies),
        ("host", whole.host != part.host),
        ("capabilities", whole.capabilities != part.capabilities),
    ];
    if let Some((what, _)) = differs.into_iter().find(|(_, differs)| *differs) {
        return Err(what);
    }
    // A version is as young as its youngest archive, and withdrawn when any of them is.
    whole.published = whole.published.zip(part.published).map(|(one, other)| one.max(other));
    whole.yanked |= part.yanked;
    // A target name is listed once, and the platform is a part of it: none comes twice.
    for artifact in part.artifacts {
        let place = whole.artifacts.partition_point(|other| other.platform < artifact.platform);
        whole.artifacts.insert(place, artifact);
    }
    Ok(whole)
}
