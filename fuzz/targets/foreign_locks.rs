//! Any text as a lock file of another package manager: it is refused, or the SBOM that lists its packages is read with all of them.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use ragnos_plugin::cyclonedx;
use ragnos_plugin::platform::Platform;
use ragnos_plugin::plugin_manifest::PluginManifest;
use ragnos_plugin::sbom::{LOCK_FILES, Locked, Subject, build};

fuzz_target!(|text: &str| {
    let manifest = PluginManifest::parse("[plugin]\nname = \"a/b\"\nversion = \"1.0.0\"\n").expect("a manifest");
    for file in LOCK_FILES {
        let files = BTreeMap::from([(file.to_owned(), text.as_bytes().to_vec())]);
        let Ok(locked) = Locked::read(&files) else { continue };
        let subject = Subject { manifest: &manifest, platform: &Platform::ANY, files: &[], locked: &locked, time: None };
        let bom = cyclonedx::read(&build(&subject)).expect("our own");
        assert!(bom.components.len() >= locked.unmatched().len());
    }
});
