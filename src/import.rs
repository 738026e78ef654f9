//! Import: which plugins of the project's repositories the entries of another package manager's list stand for.
//!
//! Owns: the rules by which a name is taken for another, and why an entry could not be matched.
//! Never does: guess. A name that says whose it is (`@acme/text`, `acme/text`) stands for that plugin alone; a name that does not
//! stands for the one plugin that is called so, whoever publishes it, and for none where there are two.
//! In: the entries of a list, and the releases that verified metadata lists. Out: [`Import`].

use std::collections::BTreeSet;

use semver::{Op, VersionReq};
use serde::Serialize;

use crate::manifest::edit;
use crate::name::PluginName;
use crate::plugin_list::{Entry, Wanted};
use crate::release::Release;
use crate::releases::Releases;
use crate::resolve::Universe;

/// What became of every entry.
#[derive(Debug, Default, Serialize)]
pub struct Import {
    /// The entries that stand for a published plugin.
    pub matched: Vec<Matched>,
    /// The others.
    pub unmatched: Vec<Unmatched>,
}

/// An entry that stands for a published plugin.
#[derive(Debug, Serialize)]
pub struct Matched {
    /// Its name in the list.
    pub listed: String,
    /// The plugin.
    pub name: PluginName,
    /// What is asked for: `=` and the version that is installed, the range of the list, or `*`.
    pub requirement: VersionReq,
    /// Whether `requirement` is what the list itself asks for, from now on.
    #[serde(skip)]
    pub is_range: bool,
}

/// An entry that stands for none.
#[derive(Debug, Serialize)]
pub struct Unmatched {
    /// Its name in the list.
    pub listed: String,
    /// Why, in words.
    pub reason: String,
}

/// Finds the plugin that each entry stands for. Of two entries for one plugin the first is taken.
pub fn match_up(entries: Vec<Entry>, published: &Universe) -> Import {
    let (mut import, mut taken) = (Import::default(), BTreeSet::new());
    for Entry { name: listed, version } in entries {
        let found = plugin(&listed, published).and_then(|(name, releases)| {
            if !taken.insert(name.clone()) {
                return Err(format!("another entry is {name} as well"));
            }
            Ok((name.clone(), requirement(name, version, releases)?))
        });
        match found {
            Ok((name, (requirement, is_range))) => import.matched.push(Matched { listed, name, requirement, is_range }),
            Err(reason) => import.unmatched.push(Unmatched { listed, reason }),
        }
    }
    import
}

fn plugin<'u>(listed: &str, published: &'u Universe) -> Result<(&'u PluginName, &'u Releases), String> {
    let text = listed.strip_prefix('@').unwrap_or(listed);
    let last = text.rsplit('/').next().unwrap_or(text);
    let same: Vec<_> = published.iter().filter(|(name, releases)| name.name() == last && !releases.is_empty()).collect();
    let names = || same.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let exact = same.iter().find(|(name, _)| name.as_str() == text);
    match (exact, same.as_slice()) {
        (Some(exact), _) => Ok(*exact),
        (None, []) => Err("no repository of ragnos.toml publishes a plugin of this name".to_owned()),
        (None, [one]) if !text.contains('/') => Ok(*one),
        (None, [_]) => Err(format!("only {} is published: `ragnos-plugin add` takes it where that is the one", names())),
        (None, _) => Err(format!("several plugins are called so: {}; `ragnos-plugin add` takes the right one", names())),
    }
}

/// What is asked for of a plugin, and whether the list asks for it so.
fn requirement(name: &PluginName, version: Wanted, releases: &Releases) -> Result<(VersionReq, bool), String> {
    let newest = || releases.newest().map_or_else(String::new, |release| format!("; the newest is {}", release.version));
    match version {
        Wanted::Any => Ok((VersionReq::STAR, false)),
        Wanted::Installed(version) => match releases.get(&version) {
            Some(release) if release.yanked => Err(format!("{name} {version} was withdrawn by its publisher{}", newest())),
            Some(_) => Ok((edit::requirement(Op::Exact, &version), false)),
            None => Err(format!("{name} is published, its version {version} is not{}", newest())),
        },
        Wanted::Range(range) => {
            let fits = |release: &Release| !release.yanked && range.matches(&release.version);
            if releases.iter().any(fits) {
                Ok((range, true))
            } else {
                Err(format!("no version of {name} is {range}{}", newest()))
            }
        }
        Wanted::Other(text) => Err(format!("\"{text}\" is no version of {name}{}", newest())),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::digest::Sha256;

    fn release(name: &str, version: &str) -> Release {
        Release {
            name: name.parse().unwrap(),
            version: version.parse().unwrap(),
            repository: "demo".parse().unwrap(),
            role: "role".to_owned(),
            published: None,
            description: String::new(),
            license: String::new(),
            manifest_sha256: Sha256::of(b""),
            dependencies: BTreeMap::new(),
            host: BTreeMap::new(),
            capabilities: BTreeSet::new(),
            yanked: version.ends_with(".9"),
            artifacts: Vec::new(),
        }
    }

    fn published() -> Universe {
        let all = [("acme/text", "1.0.0"), ("acme/text", "1.0.9"), ("orbit/text", "2.0.0"), ("orbit/csv", "1.1.0")];
        let mut universe: BTreeMap<PluginName, Vec<Release>> = BTreeMap::new();
        for (name, version) in all {
            universe.entry(name.parse().unwrap()).or_default().push(release(name, version));
        }
        universe.into_iter().map(|(name, releases)| (name, Releases::from_iter(releases))).collect()
    }

    /// What becomes of one entry.
    fn one(listed: &str, version: Wanted) -> String {
        let import = match_up(vec![Entry { name: listed.to_owned(), version }], &published());
        let matched = import.matched.iter().map(|one| format!("{} {} {}", one.name, one.requirement, one.is_range));
        matched.chain(import.unmatched.iter().map(|one| format!("? {}", one.reason))).collect()
    }

    #[test]
    fn a_name_stands_for_one_plugin_or_for_none() {
        assert_eq!(one("csv", Wanted::Any), "orbit/csv * false");
        for exact in ["acme/text", "@acme/text"] {
            assert_eq!(one(exact, Wanted::Any), "acme/text * false");
        }
        assert!(one("text", Wanted::Any).starts_with("? several plugins are called so: acme/text, orbit/text;"));
        assert!(one("@lumen/text", Wanted::Any).starts_with("? several plugins are called so"));
        // Who asks for somebody's plugin is not given another one's.
        assert!(one("@acme/csv", Wanted::Any).starts_with("? only orbit/csv is published"));
        assert!(one("CSV", Wanted::Any).starts_with("? no repository of ragnos.toml publishes"));
    }

    #[test]
    fn a_version_is_taken_as_it_is_or_not_at_all() {
        let installed = |text: &str| Wanted::Installed(text.parse().unwrap());
        let range = |text: &str| Wanted::Range(text.parse().unwrap());
        assert_eq!(one("csv", installed("1.1.0")), "orbit/csv =1.1.0 false");
        assert_eq!(one("csv", installed("3.0.0")), "? orbit/csv is published, its version 3.0.0 is not; the newest is 1.1.0");
        assert!(one("acme/text", installed("1.0.9")).starts_with("? acme/text 1.0.9 was withdrawn by its publisher"));
        assert_eq!(one("csv", range("^1")), "orbit/csv ^1 true");
        assert!(one("acme/text", range("=1.0.9")).starts_with("? no version of acme/text is =1.0.9"));
        assert_eq!(
            one("csv", Wanted::Other("file:csv".to_owned())),
            "? \"file:csv\" is no version of orbit/csv; the newest is 1.1.0"
        );
    }
}
