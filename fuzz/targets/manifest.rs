//! Any text as `ragnos.toml`: what is accepted can be edited, and the edit does what it says and no more.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use libfuzzer_sys::fuzz_target;
use ragnos_plugin::manifest::{Manifest, edit};

fuzz_target!(|text: &str| {
    let Ok(manifest) = Manifest::parse(text, "ragnos.toml") else { return };
    let name = "zz/added".parse().expect("a name");
    if manifest.plugins.contains_key(&name) {
        return;
    }
    let added = BTreeMap::from([(name.clone(), "^1.2".parse().expect("a requirement"))]);
    let Ok(more) = edit::add_plugins(text, "ragnos.toml", &added) else { return };
    let with = Manifest::parse(&more, "ragnos.toml").expect("an edited manifest is one");
    assert!(with.plugins.contains_key(&name));
    assert_eq!(with.plugins.len(), manifest.plugins.len() + 1);
    let less = edit::remove_plugins(&more, "ragnos.toml", &BTreeSet::from([name])).expect("it is there");
    let without = Manifest::parse(&less, "ragnos.toml").expect("an edited manifest is one");
    assert_eq!(without.plugins, manifest.plugins);
    assert_eq!(without.repositories, manifest.repositories);
});
