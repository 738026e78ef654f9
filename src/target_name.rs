//! The target names of a plugin's files: what a version for a platform is called in TUF metadata (DESIGN section 4).
//!
//! Owns: that form, computed forward only; nothing is ever read out of a target name.
//! Never does: I/O. In: a plugin, a version, a platform. Out: [`TargetName`].

use semver::Version;

use crate::name::{ParseNameError, PluginName, TargetName};
use crate::platform::Platform;

/// How the name of every archive ends.
pub(crate) const ARCHIVE_ENDING: &str = ".tar.gz";
const SBOM_ENDING: &str = ".cdx.json.gz";
/// How the name of every provenance ends (in-toto attestation framework, "Bundle").
pub(crate) const PROVENANCE_ENDING: &str = ".intoto.jsonl";

impl PluginName {
    /// `<namespace>.<name>-<version>[-<platform>].tar.gz`; the platform is left out where it is `any`.
    ///
    /// # Errors
    /// The version has build metadata (`+`), which is not a target name, or the name is longer than 255 bytes.
    pub fn archive_target(&self, version: &Version, platform: &Platform) -> Result<TargetName, ParseNameError> {
        self.target(version, platform, ARCHIVE_ENDING)
    }

    /// `<namespace>.<name>-<version>[-<platform>].cdx.json.gz`, as [`PluginName::archive_target`].
    ///
    /// # Errors
    /// As [`PluginName::archive_target`].
    pub fn sbom_target(&self, version: &Version, platform: &Platform) -> Result<TargetName, ParseNameError> {
        self.target(version, platform, SBOM_ENDING)
    }

    /// `<namespace>.<name>-<version>[-<platform>].intoto.jsonl`, as [`PluginName::archive_target`].
    ///
    /// # Errors
    /// As [`PluginName::archive_target`].
    pub fn provenance_target(&self, version: &Version, platform: &Platform) -> Result<TargetName, ParseNameError> {
        self.target(version, platform, PROVENANCE_ENDING)
    }

    fn target(&self, version: &Version, platform: &Platform, ending: &str) -> Result<TargetName, ParseNameError> {
        let prefix = self.target_prefix();
        if platform.is_any() {
            format!("{prefix}{version}{ending}").parse()
        } else {
            format!("{prefix}{version}-{platform}{ending}").parse()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn target_names_are_computed_forward_and_flat() {
        let name: PluginName = "acme/hello".parse().unwrap();
        let version = Version::parse("1.2.0-rc.1").unwrap();
        let any = name.archive_target(&version, &Platform::ANY).unwrap();
        assert_eq!(any.as_str(), "acme.hello-1.2.0-rc.1.tar.gz");
        let linux: Platform = "linux-x86_64".parse().unwrap();
        let sbom = name.sbom_target(&version, &linux).unwrap();
        assert_eq!(sbom.as_str(), "acme.hello-1.2.0-rc.1-linux-x86_64.cdx.json.gz");
        assert!(name.archive_target(&Version::parse("1.0.0+b").unwrap(), &linux).is_err());
        for bad in ["", "../x", "a/b", ".x", "-x", "a b", "a\u{0}"] {
            assert!(bad.parse::<TargetName>().is_err(), "{bad}");
        }
    }
}
