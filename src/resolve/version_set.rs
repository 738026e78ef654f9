//! A set of versions of one plugin, as positions in the sorted list of its known versions.
//!
//! Owns: the set algebra that the solver works with. A requirement is the set of known versions that it matches, so what
//! `semver` says about a version is what the solver believes, pre-releases included: nothing is translated into ranges.
//! Never does: know which versions the positions stand for.
//! In: positions. Out: [`VersionSet`].

use std::fmt;

/// Positions `0..64 * words.len()` one by one, and `beyond` for every position after those.
///
/// One spelling for one set (trailing words that only repeat `beyond` are cut): the solver compares sets with `==`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct VersionSet {
    words: Vec<u64>,
    beyond: bool,
}

const fn fill(beyond: bool) -> u64 {
    if beyond { u64::MAX } else { 0 }
}

impl VersionSet {
    /// The set of the given positions.
    pub(super) fn of(positions: impl IntoIterator<Item = usize>) -> Self {
        let mut words = Vec::new();
        for position in positions {
            let word = position / 64;
            if words.len() <= word {
                words.resize(word + 1, 0);
            }
            words[word] |= 1 << (position % 64);
        }
        Self { words, beyond: false }
    }

    /// True when the position is in the set.
    pub(super) fn has(&self, position: usize) -> bool {
        let word = self.words.get(position / 64).copied().unwrap_or(fill(self.beyond));
        word >> (position % 64) & 1 == 1
    }

    /// The positions below `end` that are in the set, in ascending order.
    pub(super) fn positions(&self, end: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..end).filter(|position| self.has(*position))
    }

    fn canonical(mut self) -> Self {
        while self.words.last() == Some(&fill(self.beyond)) {
            self.words.pop();
        }
        self
    }

    fn zip(&self, other: &Self, join: fn(u64, u64) -> u64) -> Self {
        let word = |set: &Self, at: usize| set.words.get(at).copied().unwrap_or(fill(set.beyond));
        let words = (0..self.words.len().max(other.words.len())).map(|at| join(word(self, at), word(other, at))).collect();
        let beyond = join(fill(self.beyond), fill(other.beyond)) != 0;
        Self { words, beyond }.canonical()
    }
}

impl pubgrub::VersionSet for VersionSet {
    type V = usize;

    fn empty() -> Self {
        Self { words: Vec::new(), beyond: false }
    }

    fn singleton(position: usize) -> Self {
        Self::of([position])
    }

    fn complement(&self) -> Self {
        Self { words: self.words.iter().map(|word| !word).collect(), beyond: !self.beyond }
    }

    fn intersection(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one & two)
    }

    fn contains(&self, position: &usize) -> bool {
        self.has(*position)
    }

    fn union(&self, other: &Self) -> Self {
        self.zip(other, |one, two| one | two)
    }
}

impl fmt::Display for VersionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed: Vec<String> = self.positions(self.words.len() * 64).map(|position| position.to_string()).collect();
        write!(f, "{{{}{}}}", listed.join(","), if self.beyond { ",.." } else { "" })
    }
}

impl fmt::Debug for VersionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use pubgrub::VersionSet as _;

    use super::*;

    proptest! {
        #[test]
        fn the_algebra_is_that_of_sets(
            one in proptest::collection::btree_set(0usize..200, 0..40),
            two in proptest::collection::btree_set(0usize..200, 0..40),
        ) {
            let (left, right) = (VersionSet::of(one.clone()), VersionSet::of(two.clone()));
            let seen = |set: &VersionSet| set.positions(300).collect::<BTreeSet<_>>();
            prop_assert_eq!(seen(&left.intersection(&right)), &one & &two);
            prop_assert_eq!(seen(&left.union(&right)), &one | &two);
            prop_assert_eq!(left.is_disjoint(&right), one.is_disjoint(&two));
            prop_assert_eq!(left.subset_of(&right), one.is_subset(&two));
            // One spelling for one set, by whatever road it was made.
            prop_assert_eq!(&left.complement().complement(), &left);
            prop_assert_eq!(left.complement().union(&right.complement()), left.intersection(&right).complement());
            prop_assert_eq!(left.intersection(&left.complement()), VersionSet::empty());
            prop_assert_eq!(left.union(&left.complement()), VersionSet::full());
        }
    }
}
