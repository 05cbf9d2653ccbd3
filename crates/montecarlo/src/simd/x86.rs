//! AVX-512, and AVX2 with FMA in two registers a vector, by way of pulp's types, whose operations
//! need no unsafe code.

use std::arch::x86_64::{__m256, __m256i};

use pulp::x86::{V3_512b, V4};
use pulp::{Simd, WithSimd, cast};

use super::{LANES, LaneMask, Lanes, Vector, Work};

/// What pulp has for all its types, under its own names.
macro_rules! by_pulp {
    ($simd:ty) => {
        type F32s = <$simd as Simd>::f32s;
        type U32s = <$simd as Simd>::u32s;
        type Mask = <$simd as Simd>::m32s;

        by_pulp! { operations:
            splat_f32s(x: f32) -> Self::F32s;
            add_f32s(a: Self::F32s, b: Self::F32s) -> Self::F32s;
            sub_f32s(a: Self::F32s, b: Self::F32s) -> Self::F32s;
            mul_f32s(a: Self::F32s, b: Self::F32s) -> Self::F32s;
            div_f32s(a: Self::F32s, b: Self::F32s) -> Self::F32s;
            neg_f32s(a: Self::F32s) -> Self::F32s;
            sqrt_f32s(a: Self::F32s) -> Self::F32s;
            min_f32s(a: Self::F32s, b: Self::F32s) -> Self::F32s;
            max_f32s(a: Self::F32s, b: Self::F32s) -> Self::F32s;
            less_than_f32s(a: Self::F32s, b: Self::F32s) -> Self::Mask;
            less_than_or_equal_f32s(a: Self::F32s, b: Self::F32s) -> Self::Mask;
            select_f32s(mask: Self::Mask, if_true: Self::F32s, if_false: Self::F32s) -> Self::F32s;
            splat_u32s(x: u32) -> Self::U32s;
            add_u32s(a: Self::U32s, b: Self::U32s) -> Self::U32s;
            sub_u32s(a: Self::U32s, b: Self::U32s) -> Self::U32s;
            and_u32s(a: Self::U32s, b: Self::U32s) -> Self::U32s;
            xor_u32s(a: Self::U32s, b: Self::U32s) -> Self::U32s;
            not_u32s(a: Self::U32s) -> Self::U32s;
            min_u32s(a: Self::U32s, b: Self::U32s) -> Self::U32s;
            equal_u32s(a: Self::U32s, b: Self::U32s) -> Self::Mask;
            less_than_u32s(a: Self::U32s, b: Self::U32s) -> Self::Mask;
            less_than_or_equal_u32s(a: Self::U32s, b: Self::U32s) -> Self::Mask;
            select_u32s(mask: Self::Mask, if_true: Self::U32s, if_false: Self::U32s) -> Self::U32s;
        }

        #[inline(always)]
        fn shift_left(self, a: Self::U32s, by: u32) -> Self::U32s {
            self.wrapping_dyn_shl_u32s(a, Simd::splat_u32s(self, by))
        }

        #[inline(always)]
        fn shift_right(self, a: Self::U32s, by: u32) -> Self::U32s {
            self.wrapping_dyn_shr_u32s(a, Simd::splat_u32s(self, by))
        }

        #[inline(always)]
        fn bits_of_f32s(self, a: Self::F32s) -> Self::U32s {
            cast(a)
        }

        #[inline(always)]
        fn f32s_of_bits(self, a: Self::U32s) -> Self::F32s {
            cast(a)
        }
    };
    (operations: $($name:ident($($argument:ident: $type:ty),+) -> $result:ty;)+) => {
        $(#[inline(always)]
        fn $name(self, $($argument: $type),+) -> $result {
            Simd::$name(self, $($argument),+)
        })+
    };
}

/// What both have of [`Lanes`]; `$path` switches on the instructions.
macro_rules! sixteen {
    ($simd:ident => $path:expr, $few_registers:literal) => {
        const FEW_REGISTERS: bool = $few_registers;

        #[inline(always)]
        fn vectorize<W: Work>(self, work: W) -> W::Output {
            let $simd = self;
            Simd::vectorize($path, With { simd: self, work })
        }

        #[inline(always)]
        fn apart<W: Work>(self, work: W) -> W::Output {
            work.with(self)
        }

        #[inline(always)]
        fn load_f32s(self, numbers: &[f32; LANES]) -> Self::F32s {
            cast(*numbers)
        }

        #[inline(always)]
        fn load_u32s(self, words: &[u32; LANES]) -> Self::U32s {
            cast(*words)
        }

        #[inline(always)]
        fn store_f32s(self, numbers: Self::F32s) -> [f32; LANES] {
            cast(numbers)
        }

        #[inline(always)]
        fn store_u32s(self, words: Self::U32s) -> [u32; LANES] {
            cast(words)
        }
    };
}

/// Some work as pulp takes it.
struct With<S, W> {
    simd: S,
    work: W,
}

impl<S: Lanes, W: Work> WithSimd for With<S, W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<T: Simd>(self, _: T) -> W::Output {
        self.work.with(self.simd)
    }
}

impl Vector for V4 {
    by_pulp!(V4);

    #[inline(always)]
    fn whole(self, a: Self::U32s) -> Self::F32s {
        cast(self.avx512f._mm512_cvtepu32_ps(cast(a)))
    }

    #[inline(always)]
    fn exponent(self, a: Self::U32s) -> Self::F32s {
        cast(self.avx512f._mm512_cvtepi32_ps(self.avx512f._mm512_srai_epi32::<23>(cast(a))))
    }

    #[inline(always)]
    fn look_up(self, table: &[f32; 16], index: Self::U32s) -> Self::F32s {
        cast(self.avx512f._mm512_permutexvar_ps(cast(index), cast(*table)))
    }
}

impl Lanes for V4 {
    sixteen!(simd => simd, false);

    #[inline(always)]
    fn multiply_even(self, a: Self::U32s, b: Self::U32s) -> Self::U32s {
        cast(self.avx512f._mm512_mul_epu32(cast(a), cast(b)))
    }

    #[inline(always)]
    fn odd(self, x: Self::U32s) -> Self::U32s {
        cast(self.avx512f._mm512_srli_epi64::<32>(cast(x)))
    }

    #[inline(always)]
    fn join(self, even: Self::U32s, odd: Self::U32s) -> Self::U32s {
        const ODD: u16 = 0xAAAA;
        // Each even number twice.
        cast(self.avx512f._mm512_mask_shuffle_epi32::<0xA0>(cast(even), ODD, cast(odd)))
    }

    #[inline(always)]
    fn bits(self, mask: Self::Mask) -> LaneMask {
        mask.0
    }

    #[inline(always)]
    fn mask(self, bits: LaneMask) -> Self::Mask {
        pulp::b16(bits)
    }

    #[inline(always)]
    fn permute(self, x: Self::U32s, index: Self::U32s) -> Self::U32s {
        cast(self.avx512f._mm512_permutexvar_epi32(cast(index), cast(x)))
    }

    #[inline(always)]
    fn add_where(self, mask: Self::Mask, sum: Self::U32s, summand: Self::U32s) -> Self::U32s {
        cast(self.avx512f._mm512_mask_add_epi32(cast(sum), mask.0, cast(sum), cast(summand)))
    }
}

impl Vector for V3_512b {
    by_pulp!(V3_512b);

    #[inline(always)]
    fn whole(self, a: Self::U32s) -> Self::F32s {
        // AVX2 converts signed numbers only: both halves are exact, and their sum is rounded once.
        let high = self.shift_right(a, 16);
        let low = Vector::and_u32s(self, a, Vector::splat_u32s(self, 0xFFFF));
        let (high, low): ([__m256i; 2], [__m256i; 2]) = (cast(high), cast(low));
        let high = cast([self.avx._mm256_cvtepi32_ps(high[0]), self.avx._mm256_cvtepi32_ps(high[1])]);
        let low = cast([self.avx._mm256_cvtepi32_ps(low[0]), self.avx._mm256_cvtepi32_ps(low[1])]);
        Vector::add_f32s(self, Vector::mul_f32s(self, high, Vector::splat_f32s(self, 65_536.0)), low)
    }

    #[inline(always)]
    fn exponent(self, a: Self::U32s) -> Self::F32s {
        let a: [__m256i; 2] = cast(a);
        let shifted = [self.avx2._mm256_srai_epi32::<23>(a[0]), self.avx2._mm256_srai_epi32::<23>(a[1])];
        cast([self.avx._mm256_cvtepi32_ps(shifted[0]), self.avx._mm256_cvtepi32_ps(shifted[1])])
    }

    #[inline(always)]
    fn look_up(self, table: &[f32; 16], index: Self::U32s) -> Self::F32s {
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
    sixteen!(simd => simd.0, true);

    #[inline(always)]
    fn multiply_even(self, a: Self::U32s, b: Self::U32s) -> Self::U32s {
        let (a, b): ([__m256i; 2], [__m256i; 2]) = (cast(a), cast(b));
        cast([self.avx2._mm256_mul_epu32(a[0], b[0]), self.avx2._mm256_mul_epu32(a[1], b[1])])
    }

    #[inline(always)]
    fn odd(self, x: Self::U32s) -> Self::U32s {
        let x: [__m256i; 2] = cast(x);
        cast([self.avx2._mm256_srli_epi64::<32>(x[0]), self.avx2._mm256_srli_epi64::<32>(x[1])])
    }

    #[inline(always)]
    fn join(self, even: Self::U32s, odd: Self::U32s) -> Self::U32s {
        let (even, odd): ([__m256i; 2], [__m256i; 2]) = (cast(even), cast(odd));
        let odd = [self.avx2._mm256_slli_epi64::<32>(odd[0]), self.avx2._mm256_slli_epi64::<32>(odd[1])];
        cast([self.avx2._mm256_blend_epi32::<0xAA>(even[0], odd[0]), self.avx2._mm256_blend_epi32::<0xAA>(even[1], odd[1])])
    }

    #[inline(always)]
    fn bits(self, mask: Self::Mask) -> LaneMask {
        let [low, high]: [__m256; 2] = cast(mask);
        (self.avx._mm256_movemask_ps(low) | self.avx._mm256_movemask_ps(high) << 8) as LaneMask
    }

    #[inline(always)]
    fn mask(self, bits: LaneMask) -> Self::Mask {
        let each: [u32; LANES] = std::array::from_fn(|lane| 1 << lane);
        let each: Self::U32s = cast(each);
        let bits = Vector::splat_u32s(self, u32::from(bits));
        Vector::equal_u32s(self, Vector::and_u32s(self, bits, each), each)
    }

    #[inline(always)]
    fn permute(self, x: Self::U32s, index: Self::U32s) -> Self::U32s {
        let numbers: [f32; LANES] = cast(x);
        cast(self.look_up(&numbers, index))
    }

    #[inline(always)]
    fn add_where(self, mask: Self::Mask, sum: Self::U32s, summand: Self::U32s) -> Self::U32s {
        Vector::add_u32s(self, sum, Vector::and_u32s(self, cast(mask), summand))
    }
}
