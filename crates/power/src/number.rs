//! What diagrams are counted in: integers as wide as the counts need, and floating point
//! for probabilities.

use num_bigint::BigUint;
use num_traits::{One, Zero};

/// A number that flows through a diagram: never negative.
pub(crate) trait Number: Clone + PartialEq {
    /// 0.
    fn zero() -> Self;
    /// A count, which must fit.
    fn from_count(count: &BigUint) -> Self;
    /// Adds a product.
    fn add_product(&mut self, a: &Self, b: &Self);
    /// Takes away a product that is not larger.
    fn subtract_product(&mut self, a: &Self, b: &Self);
    /// Whether this is 0.
    fn is_zero(&self) -> bool {
        *self == Self::zero()
    }
}

macro_rules! machine_number {
    ($($number:ty),*) => {$(
        impl Number for $number {
            fn zero() -> Self {
                0
            }

            fn from_count(count: &BigUint) -> Self {
                <$number>::try_from(count).expect("the width was chosen so that all counts fit")
            }

            fn add_product(&mut self, a: &Self, b: &Self) {
                *self += a * b;
            }

            fn subtract_product(&mut self, a: &Self, b: &Self) {
                *self -= a * b;
            }
        }
    )*};
}

machine_number!(u64, u128);

impl Number for BigUint {
    fn zero() -> Self {
        Zero::zero()
    }

    fn from_count(count: &BigUint) -> Self {
        count.clone()
    }

    fn add_product(&mut self, a: &Self, b: &Self) {
        if a.is_one() {
            *self += b;
        } else {
            *self += a * b;
        }
    }

    fn subtract_product(&mut self, a: &Self, b: &Self) {
        *self -= a * b;
    }
}

impl Number for f64 {
    fn zero() -> Self {
        0.0
    }

    fn from_count(count: &BigUint) -> Self {
        num_traits::ToPrimitive::to_f64(count).unwrap_or(Self::INFINITY)
    }

    fn add_product(&mut self, a: &Self, b: &Self) {
        *self += a * b;
    }

    fn subtract_product(&mut self, a: &Self, b: &Self) {
        *self -= a * b;
    }
}

/// Does something in the narrowest numbers of so many bits; `$size` is what one takes, in bytes.
macro_rules! in_bits {
    ($bits:expr, $number:ident, $size:ident => $result:expr) => {{
        macro_rules! with {
            ($type:ty, $bytes:expr) => {{
                type $number = $type;
                let $size: usize = $bytes;
                $result
            }};
        }
        match $bits {
            0..=64 => with!(u64, 8),
            65..=128 => with!(u128, 16),
            129..=192 => with!($crate::wide::Wide<3>, 24),
            193..=256 => with!($crate::wide::Wide<4>, 32),
            257..=512 => with!($crate::wide::Wide<8>, 64),
            bits => with!(num_bigint::BigUint, 32 + bits / 8),
        }
    }};
}

pub(crate) use in_bits;
