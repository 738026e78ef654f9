//! The three-way merge against an oracle that is written another way: it replays both sides' edits on the base.
//!
//! The oracle knows the edits and the manifests, which the merge does not see; it expands requirements to pins by a fixed
//! universe, so "the semantic merge" is a fact of the test and not of the code under test.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use ragnos_plugin::lockfile::{LockedPlugin, Lockfile, Merged, drift, merge, merge_texts, resolve_conflicts};

use crate::lockfile::{direct, lockfile, manifest, plugin};

/// Sixteen plugins; plugin `n` needs some of those with higher numbers, the same in every version.
const NEEDS: [&[usize]; 16] =
    [&[8], &[9, 10], &[], &[11], &[8, 12], &[], &[13], &[], &[14], &[14], &[], &[15], &[], &[15], &[], &[]];

pub(crate) fn name(number: usize) -> String {
    format!("{}/p{number:02}", ["acme", "beta"][number % 2])
}

/// A project as a model: what is asked for directly, and the pin (a minor version) of every plugin that may be needed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Project {
    pub(crate) direct: BTreeSet<usize>,
    pub(crate) pins: BTreeMap<usize, u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edit {
    Add(usize),
    Remove(usize),
    Bump(usize, u64),
}

impl Project {
    /// Drops the pins that nothing needs, and gives 0 to what is newly needed.
    fn settle(&mut self) {
        let mut needed = BTreeSet::new();
        let mut queue: Vec<usize> = self.direct.iter().copied().collect();
        while let Some(number) = queue.pop() {
            if needed.insert(number) {
                queue.extend(NEEDS[number]);
            }
        }
        self.pins.retain(|number, _| needed.contains(number));
        for number in needed {
            self.pins.entry(number).or_insert(0);
        }
    }

    pub(crate) fn edited(&self, edits: &[Edit]) -> Self {
        let mut project = self.clone();
        for edit in edits {
            match edit {
                Edit::Add(number) => drop(project.direct.insert(*number)),
                Edit::Remove(number) => drop(project.direct.remove(number)),
                Edit::Bump(number, minor) => project.pins.get_mut(number).into_iter().for_each(|pin| *pin = *minor),
            }
            project.settle();
        }
        project
    }

    pub(crate) fn lock(&self) -> Lockfile {
        lockfile(self.pins.iter().map(|(number, minor)| {
            let needs: Vec<String> = NEEDS[*number].iter().map(|number| name(*number)).collect();
            let needs: Vec<&str> = needs.iter().map(String::as_str).collect();
            let plugin = plugin(&name(*number), &format!("1.{minor}.0"), &needs);
            LockedPlugin { direct: self.direct.contains(number), ..plugin }
        }))
    }

    pub(crate) fn manifest(&self) -> ragnos_plugin::manifest::Manifest {
        let names: Vec<String> = self.direct.iter().map(|number| name(*number)).collect();
        manifest(&names.iter().map(|name| (name.as_str(), "^1")).collect::<Vec<_>>())
    }
}

/// A base and two branches of it.
#[derive(Debug)]
pub(crate) struct Branches {
    pub(crate) base: Project,
    pub(crate) ours: Vec<Edit>,
    pub(crate) theirs: Vec<Edit>,
}

/// The `seed`-th pair of branches: 1 or 2 adds, removes or bumps on each side.
pub(crate) fn branches(seed: u64) -> Branches {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut below = |limit: u64| random.next_u64() % limit;
    let mut base = Project::default();
    for number in 0..16 {
        if below(2) == 0 {
            base.direct.insert(number);
        }
    }
    base.settle();
    let mut side = |base: &Project| {
        let count = 1 + below(2);
        let mut edits = Vec::new();
        for _ in 0..count {
            let any = usize::try_from(below(16)).unwrap();
            edits.push(match below(3) {
                0 => Edit::Add(any),
                1 => Edit::Remove(any),
                _ => Edit::Bump(any, 1 + below(2)),
            });
        }
        edits.retain(|edit| !matches!(edit, Edit::Bump(number, _) if !base.pins.contains_key(number)));
        edits
    };
    let (ours, theirs) = (side(&base), side(&base));
    Branches { base, ours, theirs }
}

/// The semantic merge, by replay: the direct plugins of both sides' edits, each needed pin from the side that moved it.
/// `None` where both moved one pin to different versions.
pub(crate) fn expected(branches: &Branches) -> Option<Project> {
    let (base, ours, theirs) = (&branches.base, branches.base.edited(&branches.ours), branches.base.edited(&branches.theirs));
    let mut merged = base.clone();
    for side in [&ours, &theirs] {
        for number in side.direct.difference(&base.direct) {
            merged.direct.insert(*number);
        }
    }
    for side in [&ours, &theirs] {
        merged.direct.retain(|number| !base.direct.contains(number) || side.direct.contains(number));
    }
    merged.settle();
    for (number, pin) in &mut merged.pins {
        let moved = |side: &Project| side.pins.get(number).copied().filter(|minor| base.pins.get(number) != Some(minor));
        *pin = match (moved(&ours), moved(&theirs)) {
            (Some(one), Some(other)) if one != other => return None,
            (Some(one), _) | (_, Some(one)) => one,
            (None, None) => base.pins[number],
        };
    }
    Some(merged)
}

#[test]
fn with_the_manifest_the_merge_is_the_semantic_merge() {
    let (mut clean, mut conflicts) = (0, 0);
    for seed in 0..4000 {
        let branches = branches(seed);
        let (base, ours, theirs) =
            (branches.base.lock(), branches.base.edited(&branches.ours).lock(), branches.base.edited(&branches.theirs).lock());
        let Some(expected) = expected(&branches) else {
            conflicts += 1;
            continue;
        };
        for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
            match merge(&base, one, other, Some(&expected.manifest())) {
                Merged::Clean(merged) => assert_eq!(merged, expected.lock(), "seed {seed}: {branches:?}"),
                Merged::Conflicts { names, .. } => panic!("seed {seed}: a needless conflict in {names:?}: {branches:?}"),
            }
        }
        clean += 1;
    }
    assert!(clean > 3000 && conflicts > 10, "{clean} clean, {conflicts} conflicts: the generator is too tame");
}

#[test]
fn without_the_manifest_the_merge_is_the_semantic_merge_too() {
    let (mut clean, mut conflicts) = (0, 0);
    for seed in 0..4000 {
        let branches = branches(seed);
        let texts =
            [branches.base.lock(), branches.base.edited(&branches.ours).lock(), branches.base.edited(&branches.theirs).lock()]
                .map(|lock| lock.to_text());
        match (merge_texts(&texts[0], &texts[1], &texts[2], None).unwrap(), expected(&branches)) {
            (Merged::Clean(merged), Some(expected)) => {
                clean += 1;
                assert_eq!(merged, expected.lock(), "seed {seed}: {branches:?}");
                assert_eq!(drift(&expected.manifest(), &merged), [], "seed {seed}");
            }
            (Merged::Conflicts { text, .. }, None) => {
                conflicts += 1;
                // Both sides moved one pin: nobody but the user can say which one it is.
                assert!(resolve_conflicts(&text, "ragnos.lock", None).is_err());
            }
            (Merged::Clean(_), None) => panic!("seed {seed}: a merge came out clean where both moved one pin: {branches:?}"),
            (Merged::Conflicts { names, .. }, Some(_)) => panic!("seed {seed}: a needless conflict in {names:?}: {branches:?}"),
        }
    }
    assert!(clean > 3000 && conflicts > 10, "{clean} clean, {conflicts} conflicts: the generator is too tame");
}

#[test]
fn root_floors_merge_by_the_highest_and_other_keys_conflict() {
    let base = lockfile([direct(plugin("acme/a", "1.0.0", &[]))]);
    let with = |version, keys| {
        let mut lock = base.clone();
        let repository = lock.repositories.values_mut().next().unwrap();
        (repository.root_version, repository.root_keys) = (version, crate::lockfile::digest(keys));
        lock
    };
    assert_eq!(merge(&base, &with(2, 2), &with(5, 2), None), Merged::Clean(with(5, 2)));
    assert!(
        matches!(merge(&base, &with(2, 2), &with(5, 3), None), Merged::Conflicts { names, .. } if names == ["repository demo"])
    );
}
