//! What the vector kernel needs of a processor beyond pulp's own operations. Every implementation
//! gives the same digits.

use pulp::{Scalar, Simd};

/// Operations on one number, or on as many as a vector holds.
pub(crate) trait Vector: Simd {
    /// Whole numbers, rounded to the nearest number of single precision.
    fn whole(self, x: Self::u32s) -> Self::f32s;

    /// Signed numbers divided by 2²³, rounded down.
    fn exponent(self, x: Self::u32s) -> Self::f32s;

    /// The entries of a table at the lowest four bits of an index.
    fn look_up(self, table: &[f32; 16], index: Self::u32s) -> Self::f32s;
}

/// How many runs are stepped together: the numbers of a vector of [`Lanes`].
pub(crate) const LANES: usize = 16;

/// One bit a run.
pub(crate) type LaneMask = u16;

/// Operations on vectors of [`LANES`] numbers.
pub(crate) trait Lanes: Vector {
    /// The 64-bit products of the even numbers of two vectors: low halves in even places, high
    /// halves in odd ones.
    fn multiply_even(self, a: Self::u32s, b: Self::u32s) -> Self::u32s;

    /// The odd numbers moved down to the even places.
    fn odd(self, x: Self::u32s) -> Self::u32s;

    /// The even numbers of one vector, and, moved up to the odd places, those of another.
    fn join(self, even: Self::u32s, odd: Self::u32s) -> Self::u32s;

    /// The bits of a mask.
    fn bits(self, mask: Self::m32s) -> LaneMask;

    /// A mask of these bits.
    fn mask(self, bits: LaneMask) -> Self::m32s;

    /// The numbers at the places, below [`LANES`], that an index names.
    fn permute(self, x: Self::u32s, index: Self::u32s) -> Self::u32s;

    /// A sum, and where the mask is set a summand more.
    fn add_where(self, mask: Self::m32s, sum: Self::u32s, summand: Self::u32s) -> Self::u32s;
}

impl Vector for Scalar {
    #[inline(always)]
    fn whole(self, x: u32) -> f32 {
        x as f32
    }

    #[inline(always)]
    fn exponent(self, x: u32) -> f32 {
        (x.cast_signed() >> 23) as f32
    }

    #[inline(always)]
    fn look_up(self, table: &[f32; 16], index: u32) -> f32 {
        table[index as usize % 16]
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{__m256, __m256i};

    use pulp::x86::{V3_512b, V4};
    use pulp::{Simd, cast};

    use super::{LANES, LaneMask, Lanes, Vector};

    impl Vector for V4 {
        #[inline(always)]
        fn whole(self, x: Self::u32s) -> Self::f32s {
            cast(self.avx512f._mm512_cvtepu32_ps(cast(x)))
        }

        #[inline(always)]
        fn exponent(self, x: Self::u32s) -> Self::f32s {
            cast(self.avx512f._mm512_cvtepi32_ps(self.avx512f._mm512_srai_epi32::<23>(cast(x))))
        }

        #[inline(always)]
        fn look_up(self, table: &[f32; 16], index: Self::u32s) -> Self::f32s {
            cast(self.avx512f._mm512_permutexvar_ps(cast(index), cast(*table)))
        }
    }

    impl Lanes for V4 {
        #[inline(always)]
        fn multiply_even(self, a: Self::u32s, b: Self::u32s) -> Self::u32s {
            cast(self.avx512f._mm512_mul_epu32(cast(a), cast(b)))
        }

        #[inline(always)]
        fn odd(self, x: Self::u32s) -> Self::u32s {
            cast(self.avx512f._mm512_srli_epi64::<32>(cast(x)))
        }

        #[inline(always)]
        fn join(self, even: Self::u32s, odd: Self::u32s) -> Self::u32s {
            const ODD: u16 = 0xAAAA;
            // Each even number twice.
            cast(self.avx512f._mm512_mask_shuffle_epi32::<0xA0>(cast(even), ODD, cast(odd)))
        }

        #[inline(always)]
        fn bits(self, mask: Self::m32s) -> LaneMask {
            mask.0
        }

        #[inline(always)]
        fn mask(self, bits: LaneMask) -> Self::m32s {
            pulp::b16(bits)
        }

        #[inline(always)]
        fn permute(self, x: Self::u32s, index: Self::u32s) -> Self::u32s {
            cast(self.avx512f._mm512_permutexvar_epi32(cast(index), cast(x)))
        }

        #[inline(always)]
        fn add_where(self, mask: Self::m32s, sum: Self::u32s, summand: Self::u32s) -> Self::u32s {
            cast(self.avx512f._mm512_mask_add_epi32(cast(sum), mask.0, cast(sum), cast(summand)))
        }
    }

    impl Vector for V3_512b {
        #[inline(always)]
        fn whole(self, x: Self::u32s) -> Self::f32s {
            // AVX2 converts signed numbers only: both halves are exact, and their sum is rounded once.
            let high = self.wrapping_dyn_shr_u32s(x, self.splat_u32s(16));
            let low = self.and_u32s(x, self.splat_u32s(0xFFFF));
            let (high, low): ([__m256i; 2], [__m256i; 2]) = (cast(high), cast(low));
            let high = cast([self.avx._mm256_cvtepi32_ps(high[0]), self.avx._mm256_cvtepi32_ps(high[1])]);
            let low = cast([self.avx._mm256_cvtepi32_ps(low[0]), self.avx._mm256_cvtepi32_ps(low[1])]);
            self.add_f32s(self.mul_f32s(high, self.splat_f32s(65_536.0)), low)
        }

        #[inline(always)]
        fn exponent(self, x: Self::u32s) -> Self::f32s {
            let x: [__m256i; 2] = cast(x);
            let shifted = [self.avx2._mm256_srai_epi32::<23>(x[0]), self.avx2._mm256_srai_epi32::<23>(x[1])];
            cast([self.avx._mm256_cvtepi32_ps(shifted[0]), self.avx._mm256_cvtepi32_ps(shifted[1])])
        }

        #[inline(always)]
        fn look_up(self, table: &[f32; 16], index: Self::u32s) -> Self::f32s {
            let [low, high]: [__m256; 2] = cast(*table);
            let index: [__m256i; 2] = cast(index);
            let mut entries = [low; 2];
            for (entries, index) in entries.iter_mut().zip(index) {
                let beyond: __m256 = cast(self.avx2._mm256_slli_epi32::<28>(index));
                let (low, high) = (self.avx2._mm256_permutevar8x32_ps(low, index), self.avx2._mm256_permutevar8x32_ps(high, index));
                *entries = self.avx._mm256_blendv_ps(low, high, beyond);
            }
            cast(entries)
        }
    }

    impl Lanes for V3_512b {
        #[inline(always)]
        fn multiply_even(self, a: Self::u32s, b: Self::u32s) -> Self::u32s {
            let (a, b): ([__m256i; 2], [__m256i; 2]) = (cast(a), cast(b));
            cast([self.avx2._mm256_mul_epu32(a[0], b[0]), self.avx2._mm256_mul_epu32(a[1], b[1])])
        }

        #[inline(always)]
        fn odd(self, x: Self::u32s) -> Self::u32s {
            let x: [__m256i; 2] = cast(x);
            cast([self.avx2._mm256_srli_epi64::<32>(x[0]), self.avx2._mm256_srli_epi64::<32>(x[1])])
        }

        #[inline(always)]
        fn join(self, even: Self::u32s, odd: Self::u32s) -> Self::u32s {
            let (even, odd): ([__m256i; 2], [__m256i; 2]) = (cast(even), cast(odd));
            let odd = [self.avx2._mm256_slli_epi64::<32>(odd[0]), self.avx2._mm256_slli_epi64::<32>(odd[1])];
            cast([self.avx2._mm256_blend_epi32::<0xAA>(even[0], odd[0]), self.avx2._mm256_blend_epi32::<0xAA>(even[1], odd[1])])
        }

        #[inline(always)]
        fn bits(self, mask: Self::m32s) -> LaneMask {
            let [low, high]: [__m256; 2] = cast(mask);
            (self.avx._mm256_movemask_ps(low) | self.avx._mm256_movemask_ps(high) << 8) as LaneMask
        }

        #[inline(always)]
        fn mask(self, bits: LaneMask) -> Self::m32s {
            let each: [u32; LANES] = std::array::from_fn(|lane| 1 << lane);
            let each: Self::u32s = cast(each);
            self.equal_u32s(self.and_u32s(self.splat_u32s(u32::from(bits)), each), each)
        }

        #[inline(always)]
        fn permute(self, x: Self::u32s, index: Self::u32s) -> Self::u32s {
            let numbers: [f32; LANES] = cast(x);
            cast(self.look_up(&numbers, index))
        }

        #[inline(always)]
        fn add_where(self, mask: Self::m32s, sum: Self::u32s, summand: Self::u32s) -> Self::u32s {
            self.add_u32s(sum, self.and_u32s(cast(mask), summand))
        }
    }
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use proptest::prelude::*;
    use pulp::{Scalar, Simd, WithSimd, cast};

    use super::{LANES, LaneMask, Lanes, Vector};

    type Numbers = [u32; LANES];

    /// What every operation makes of some numbers.
    #[derive(Debug, PartialEq)]
    struct Results {
        whole: [f32; LANES],
        exponent: [f32; LANES],
        looked_up: [f32; LANES],
        products: Numbers,
        odd: Numbers,
        joined: Numbers,
        bits: LaneMask,
        permuted: Numbers,
        sums: Numbers,
    }

    struct Try<S> {
        simd: S,
        a: Numbers,
        b: Numbers,
        table: [f32; 16],
        mask: LaneMask,
    }

    impl<S: Lanes> WithSimd for Try<S> {
        type Output = Results;

        #[inline(always)]
        fn with_simd<T: Simd>(self, _: T) -> Results {
            let (simd, a, b): (S, S::u32s, S::u32s) = (self.simd, cast(self.a), cast(self.b));
            let mask = simd.mask(self.mask);
            Results {
                whole: cast(simd.whole(a)),
                exponent: cast(simd.exponent(a)),
                looked_up: cast(simd.look_up(&self.table, a)),
                products: cast(simd.multiply_even(a, b)),
                odd: cast(simd.odd(a)),
                joined: cast(simd.join(a, b)),
                bits: simd.bits(mask),
                permuted: cast(simd.permute(a, simd.and_u32s(b, simd.splat_u32s(15)))),
                sums: cast(simd.add_where(mask, a, b)),
            }
        }
    }

    fn expected(a: Numbers, b: Numbers, table: [f32; 16], mask: LaneMask) -> Results {
        let product = |lane: usize| u64::from(a[lane & !1]) * u64::from(b[lane & !1]);
        Results {
            whole: a.map(|a| Scalar.whole(a)),
            exponent: a.map(|a| Scalar.exponent(a)),
            looked_up: a.map(|a| Scalar.look_up(&table, a)),
            products: std::array::from_fn(|lane| (product(lane) >> (32 * (lane % 2))) as u32),
            odd: std::array::from_fn(|lane| if lane % 2 == 0 { a[lane + 1] } else { 0 }),
            joined: std::array::from_fn(|lane| if lane % 2 == 0 { a[lane] } else { b[lane - 1] }),
            bits: mask,
            permuted: std::array::from_fn(|lane| a[b[lane] as usize % 16]),
            sums: std::array::from_fn(|lane| if mask >> lane & 1 == 1 { a[lane].wrapping_add(b[lane]) } else { a[lane] }),
        }
    }

    proptest! {
        #[test]
        fn all_paths_give_the_same(a: Numbers, b: Numbers, table in prop::array::uniform16(-9.0f32..9.0), mask: LaneMask) {
            let expected = expected(a, b, table, mask);
            if let Some(simd) = pulp::x86::V4::try_new() {
                prop_assert_eq!(Simd::vectorize(simd, Try { simd, a, b, table, mask }), expected);
            }
            let expected = self::expected(a, b, table, mask);
            if let Some(path) = pulp::x86::V3::try_new() {
                let simd = pulp::x86::V3_512b(path);
                prop_assert_eq!(Simd::vectorize(path, Try { simd, a, b, table, mask }), expected);
            }
        }
    }
}
