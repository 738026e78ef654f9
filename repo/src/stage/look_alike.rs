//! Names that a reader takes for each other: `acme` and `acrne`, `lumen` and `1umen`, `word-count` and `wordcount`.
//!
//! Owns: what counts as looking alike, for names of `[a-z0-9-]`. It is the rule of the Python package index (0 and o; 1, i and l; no
//! separators), with the pairs that look like one letter (`rn`, `vv`). Never does: compare with names in other repositories.
//! In: a name. Out: its shape; two names with one shape look alike.

use std::collections::{BTreeSet, HashMap};

use super::{Error, StagedRepository};
use crate::repository::Repository;
use crate::roles::{self, TARGETS};

/// What a name looks like.
pub(super) fn shape(name: &str) -> String {
    let name = name.replace('-', "").replace("rn", "m").replace("vv", "w");
    name.chars().map(alone).collect()
}

fn alone(character: char) -> char {
    match character {
        '0' => 'o',
        '1' | 'i' => 'l',
        other => other,
    }
}

/// The namespaces that are there, by what they look like; read bin by bin as they are asked about.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    by_shape: HashMap<String, String>,
    read: BTreeSet<String>,
}

impl Namespaces {
    /// Adds a namespace, unless it looks like another one, of the repository or of the same change.
    pub(super) async fn add(
        &mut self,
        staged: &StagedRepository,
        repository: &Repository<'_>,
        namespace: &str,
    ) -> Result<(), Error> {
        let wanted = shape(namespace);
        // With claims bins, look-alikes can only be in bins whose first character looks like this one's, or is the first of a pair.
        let first = wanted.chars().next();
        let pair = |bin: char| matches!((bin, first), ('r', Some('m')) | ('v', Some('w')));
        let bins = staged.claims_depth().first_bins();
        let mut waiting: Vec<String> = if bins.is_empty() { vec![TARGETS.to_owned()] } else { Vec::new() };
        waiting.extend(
            bins.iter().filter(|bin| bin.starts().is_some_and(|at| Some(alone(at)) == first || pair(at))).map(roles::Bin::role),
        );
        while let Some(role) = waiting.pop() {
            if !self.read.insert(role.clone()) {
                continue;
            }
            let below = repository.role(&role).await?.and_then(|signed| signed.signed.delegations);
            for name in below.into_iter().flat_map(|delegations| delegations.roles).map(|role| role.name) {
                if roles::is_bin(&name) {
                    waiting.push(name);
                } else {
                    self.by_shape.insert(shape(&name), name);
                }
            }
        }
        let other = self.by_shape.entry(wanted).or_insert_with(|| namespace.to_owned());
        if other == namespace { Ok(()) } else { Err(Error::LookAlike { name: namespace.to_owned(), other: other.clone() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_taken_for_each_other_have_one_shape() {
        for (one, other) in [
            ("acme", "acrne"),
            ("lumen", "1umen"),
            ("lumen", "iumen"),
            ("word-count", "wordcount"),
            ("svvan", "swan"),
            ("o", "0"),
        ] {
            assert_eq!(shape(one), shape(other), "{one} {other}");
        }
        for (one, other) in [("text", "test"), ("acme", "acne"), ("a1", "a2"), ("colour", "color")] {
            assert_ne!(shape(one), shape(other), "{one} {other}");
        }
    }
}
