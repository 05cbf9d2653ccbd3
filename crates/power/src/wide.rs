//! Unsigned integers of several words.

use num_bigint::{BigInt, BigUint};

use crate::number::Number;

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

    /// Adds a product.
    #[inline]
    pub(crate) fn add_product(&mut self, a: &Self, b: &Self) {
        for (at, &factor) in a.0.iter().enumerate().filter(|(_, factor)| **factor != 0) {
            let mut carry = 0;
            for (word, &other) in self.0[at..].iter_mut().zip(&b.0) {
                (*word, carry) = factor.carrying_mul_add(other, *word, carry);
            }
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

impl<const N: usize> Number for Wide<N> {
    fn zero() -> Self {
        Self::zero()
    }

    fn from_count(count: &BigUint) -> Self {
        let mut words = [0; N];
        words.iter_mut().zip(count.iter_u64_digits()).for_each(|(word, digit)| *word = digit);
        Self(words)
    }

    fn add_product(&mut self, a: &Self, b: &Self) {
        Self::add_product(self, a, b);
    }

    fn subtract_product(&mut self, a: &Self, b: &Self) {
        let mut product = Self::zero();
        product.add_product(a, b);
        self.subtract(&product);
    }
}

impl<const N: usize> From<Wide<N>> for BigUint {
    fn from(wide: Wide<N>) -> Self {
        Self::from_slice(&wide.0.iter().flat_map(|word| [*word as u32, (word >> 32) as u32]).collect::<Vec<_>>())
    }
}

impl<const N: usize> From<Wide<N>> for BigInt {
    fn from(wide: Wide<N>) -> Self {
        BigUint::from(wide).into()
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use num_traits::Pow;

    use super::Wide;
    use crate::number::Number;

    #[test]
    fn agrees_with_big_integers() {
        let big = |base: u32, power: u32| BigUint::from(base).pow(power);
        let wide = |number: &BigUint| Wide::<4>::from_count(number);
        let (a, b, c) = (big(3, 70), big(7, 45), big(10, 65));
        let mut sum = wide(&c);
        sum.add_product(&wide(&a), &wide(&b));
        assert_eq!(BigUint::from(sum), &c + &a * &b);
        Number::subtract_product(&mut sum, &wide(&a), &wide(&b));
        sum.multiply(1_000_003);
        assert_eq!(BigUint::from(sum), &c * 1_000_003u32);
    }

    /// Below zero on the way, right in the end.
    #[test]
    fn wraps_around() {
        let mut sum = Wide::<3>::zero();
        sum.subtract(&Wide::one());
        assert_eq!(BigUint::from(sum), (BigUint::from(1u8) << 192) - 1u8);
        sum.add(&Wide::one());
        assert_eq!(sum, Wide::zero());
    }
}
