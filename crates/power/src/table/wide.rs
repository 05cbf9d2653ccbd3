//! Unsigned integers of several words.

use num_bigint::BigUint;

/// An integer modulo `2^(64 N)`: exact wherever the true result is not negative and fits, whatever
/// happened on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wide<const N: usize>([u64; N]);

impl<const N: usize> Wide<N> {
    /// 0.
    pub(crate) const fn zero() -> Self {
        Self([0; N])
    }

    /// 1.
    pub(crate) const fn one() -> Self {
        let mut words = [0; N];
        words[0] = 1;
        Self(words)
    }

    /// Adds a number.
    #[inline]
    pub(crate) fn add(&mut self, other: &Self) {
        let mut carry = false;
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            (*word, carry) = word.carrying_add(*other, carry);
        }
    }

    /// Takes away a number.
    #[inline]
    pub(crate) fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            (*word, borrow) = word.borrowing_sub(*other, borrow);
        }
    }

    /// Multiplies by a word.
    #[inline]
    pub(crate) fn multiply(&mut self, factor: u64) {
        let mut carry = 0;
        for word in &mut self.0 {
            (*word, carry) = word.carrying_mul(factor, carry);
        }
    }
}

impl<const N: usize> From<Wide<N>> for BigUint {
    fn from(wide: Wide<N>) -> Self {
        Self::from_slice(&wide.0.iter().flat_map(|word| [*word as u32, (word >> 32) as u32]).collect::<Vec<_>>())
    }
}
