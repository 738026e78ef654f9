//! Numbers that look random and are the same in every run.
//!
//! Owns: the generator of the harness, xorshift. Never does: serve anything that has to be unpredictable.
//! In: a seed, not zero. Out: numbers below a bound.

/// The generator, with its state.
pub(super) struct Random(pub(super) u64);

impl Random {
    /// The next number, below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).map_or(0, |number| number % bound)
    }
}
