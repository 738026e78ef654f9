//! Whether a new lockfile is certain to be read again, told from its values: most are, and reading one takes longer than making it.
//!
//! Owns: the reader's rules (lockfile-spec/v1.md sections 3 to 6) for what is not kept by types already.
//! Never does: say of a lockfile that it cannot be read. What is not plain is read to find out.
//! In: a [`Lockfile`] and its text. Out: true, or not sure.

use super::{LockedArtifact, LockedPlugin, LockedRepository, Lockfile};
use crate::limits;

impl Lockfile {
    /// True when [`Lockfile::parse`] certainly reads `text`, the canonical text of this lockfile.
    pub fn is_plain(&self, text: &str) -> bool {
        let Self { repositories, plugins, unknown } = self;
        // Nothing to escape, and nothing hidden: each value stands in the text as it is.
        let is_plain = |byte: u8| byte == b'\n' || (0x20..0x7f).contains(&byte) && byte != b'\\';
        text.bytes().all(is_plain)
            && text.len() as u64 <= limits::LOCKFILE_BYTES
            && plugins.len() <= limits::LOCKFILE_PLUGINS
            && unknown.is_empty()
            && repositories.values().all(repository)
            && plugins.iter().all(|(name, one)| *name == one.name && self.plugin(one))
    }

    fn plugin(&self, plugin: &LockedPlugin) -> bool {
        // No `..`: whoever adds a value has to say here what the reader asks of it.
        let LockedPlugin {
            name: _,
            version,
            direct: _,
            repository,
            role,
            signers,
            published,
            manifest_sha256: _,
            capabilities,
            dependencies,
            artifacts,
            unknown,
        } = plugin;
        version.build.is_empty()
            && self.repositories.contains_key(repository)
            && fits(role)
            && signers.as_ref().is_none_or(|who| counts(who.threshold) && who.threshold <= who.keys.len() as u64)
            && published.is_none_or(|published| published.to_string().len() == "YYYY-MM-DDTHH:MM:SSZ".len())
            && capabilities.iter().all(|capability| fits(&capability.to_string()))
            && dependencies.iter().all(|name| self.plugins.contains_key(name))
            && !artifacts.is_empty()
            && artifacts.iter().all(|(platform, one)| *platform == one.platform && artifact(plugin, one))
            && unknown.is_empty()
    }
}

fn repository(repository: &LockedRepository) -> bool {
    let LockedRepository { id: _, root_keys: _, root_version, unknown } = repository;
    counts(*root_version) && unknown.is_empty()
}

fn artifact(plugin: &LockedPlugin, artifact: &LockedArtifact) -> bool {
    let LockedArtifact { platform, target, length, sha256: _, tree: _, sbom: _, sbom_sha256: _, unknown } = artifact;
    let expected = plugin.name.archive_target(&plugin.version, platform);
    expected.is_ok_and(|expected| expected == *target) && counts(*length) && unknown.is_empty()
}

fn fits(text: &str) -> bool {
    (1..=limits::LOCKFILE_STRING_BYTES).contains(&text.len())
}

fn counts(integer: u64) -> bool {
    (1..=limits::LOCKFILE_INTEGER).contains(&integer)
}
