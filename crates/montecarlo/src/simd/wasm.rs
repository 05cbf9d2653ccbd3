//! WebAssembly's vectors of four numbers, four of them together. They are part of a module or not:
//! nothing is chosen at run time (`-C target-feature=+simd128`).

use std::arch::wasm32::*;

use super::{LANES, LaneMask, Lanes, Vector, Work};

/// Vectors of 128 bits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Simd128;

/// Four vectors of four numbers each.
type Quarters = [v128; 4];

/// An instruction on each quarter.
macro_rules! each {
    ($($name:ident($($argument:ident),+) = $value:expr;)+) => {
        $(#[inline(always)]
        fn $name(self, $($argument: Quarters),+) -> Quarters {
            let of = |quarter: usize| {
                $(let $argument = $argument[quarter];)+
                $value
            };
            [of(0), of(1), of(2), of(3)]
        })+
    };
}

impl Vector for Simd128 {
    type F32s = Quarters;
    type U32s = Quarters;
    type Mask = Quarters;

    each! {
        add_f32s(a, b) = f32x4_add(a, b);
        sub_f32s(a, b) = f32x4_sub(a, b);
        mul_f32s(a, b) = f32x4_mul(a, b);
        div_f32s(a, b) = f32x4_div(a, b);
        neg_f32s(a) = f32x4_neg(a);
        sqrt_f32s(a) = f32x4_sqrt(a);
        // `pmin(x, y)` is `y < x ? y : x`.
        min_f32s(a, b) = f32x4_pmin(b, a);
        max_f32s(a, b) = f32x4_pmax(b, a);
        less_than_f32s(a, b) = f32x4_lt(a, b);
        less_than_or_equal_f32s(a, b) = f32x4_le(a, b);
        select_f32s(mask, if_true, if_false) = v128_bitselect(if_true, if_false, mask);
        add_u32s(a, b) = u32x4_add(a, b);
        sub_u32s(a, b) = u32x4_sub(a, b);
        and_u32s(a, b) = v128_and(a, b);
        xor_u32s(a, b) = v128_xor(a, b);
        not_u32s(a) = v128_not(a);
        min_u32s(a, b) = u32x4_min(a, b);
        equal_u32s(a, b) = u32x4_eq(a, b);
        less_than_u32s(a, b) = u32x4_lt(a, b);
        less_than_or_equal_u32s(a, b) = u32x4_le(a, b);
        select_u32s(mask, if_true, if_false) = v128_bitselect(if_true, if_false, mask);
        bits_of_f32s(a) = a;
        f32s_of_bits(a) = a;
        whole(a) = f32x4_convert_u32x4(a);
        exponent(a) = f32x4_convert_i32x4(i32x4_shr(a, 23));
    }

    #[inline(always)]
    fn splat_f32s(self, x: f32) -> Quarters {
        [f32x4_splat(x); 4]
    }

    #[inline(always)]
    fn splat_u32s(self, x: u32) -> Quarters {
        [u32x4_splat(x); 4]
    }

    #[inline(always)]
    fn shift_left(self, a: Quarters, by: u32) -> Quarters {
        [u32x4_shl(a[0], by), u32x4_shl(a[1], by), u32x4_shl(a[2], by), u32x4_shl(a[3], by)]
    }

    #[inline(always)]
    fn shift_right(self, a: Quarters, by: u32) -> Quarters {
        [u32x4_shr(a[0], by), u32x4_shr(a[1], by), u32x4_shr(a[2], by), u32x4_shr(a[3], by)]
    }

    #[inline(always)]
    fn look_up(self, table: &[f32; 16], index: Quarters) -> Quarters {
        let table = self.load_f32s(table);
        [entries(table, index[0]), entries(table, index[1]), entries(table, index[2]), entries(table, index[3])]
    }
}

/// The numbers of a table of sixteen at the lowest four bits of four indices: each quarter of the
/// table gives the bytes that are its own, and 0 for the others.
#[inline(always)]
fn entries(table: Quarters, index: v128) -> v128 {
    // The places of the four bytes of each number.
    let first = u32x4_mul(v128_and(index, u32x4_splat(15)), u32x4_splat(0x0404_0404));
    let bytes = u8x16_add(first, u32x4_splat(0x0302_0100));
    let low = v128_or(u8x16_swizzle(table[0], bytes), u8x16_swizzle(table[1], u8x16_sub(bytes, u8x16_splat(16))));
    let high =
        v128_or(u8x16_swizzle(table[2], u8x16_sub(bytes, u8x16_splat(32))), u8x16_swizzle(table[3], u8x16_sub(bytes, u8x16_splat(48))));
    v128_or(low, high)
}

/// The bits of the lanes of a quarter.
const BITS: [v128; 4] = [
    u32x4(1, 1 << 1, 1 << 2, 1 << 3),
    u32x4(1 << 4, 1 << 5, 1 << 6, 1 << 7),
    u32x4(1 << 8, 1 << 9, 1 << 10, 1 << 11),
    u32x4(1 << 12, 1 << 13, 1 << 14, 1 << 15),
];

impl Lanes for Simd128 {
    const FEW_REGISTERS: bool = true;

    #[inline(always)]
    fn vectorize<W: Work>(self, work: W) -> W::Output {
        work.with(self)
    }

    #[inline(never)]
    fn apart<W: Work>(self, work: W) -> W::Output {
        work.with(self)
    }

    #[inline(always)]
    fn load_f32s(self, n: &[f32; LANES]) -> Quarters {
        [f32x4(n[0], n[1], n[2], n[3]), f32x4(n[4], n[5], n[6], n[7]), f32x4(n[8], n[9], n[10], n[11]), f32x4(n[12], n[13], n[14], n[15])]
    }

    #[inline(always)]
    fn load_u32s(self, n: &[u32; LANES]) -> Quarters {
        [u32x4(n[0], n[1], n[2], n[3]), u32x4(n[4], n[5], n[6], n[7]), u32x4(n[8], n[9], n[10], n[11]), u32x4(n[12], n[13], n[14], n[15])]
    }

    #[inline(always)]
    fn store_f32s(self, numbers: Quarters) -> [f32; LANES] {
        self.store_u32s(numbers).map(f32::from_bits)
    }

    #[inline(always)]
    fn store_u32s(self, words: Quarters) -> [u32; LANES] {
        let mut all = [0; LANES];
        for (four, words) in all.chunks_exact_mut(4).zip(words) {
            four[0] = u32x4_extract_lane::<0>(words);
            four[1] = u32x4_extract_lane::<1>(words);
            four[2] = u32x4_extract_lane::<2>(words);
            four[3] = u32x4_extract_lane::<3>(words);
        }
        all
    }

    each! {
        multiply_even(a, b) = u64x2_extmul_low_u32x4(u32x4_shuffle::<0, 2, 0, 2>(a, a), u32x4_shuffle::<0, 2, 0, 2>(b, b));
        odd(x) = u64x2_shr(x, 32);
        join(even, odd) = u32x4_shuffle::<0, 4, 2, 6>(even, odd);
        add_where(mask, sum, summand) = u32x4_add(sum, v128_and(mask, summand));
    }

    #[inline(always)]
    fn bits(self, mask: Quarters) -> LaneMask {
        let bits = |quarter: usize| LaneMask::from(u32x4_bitmask(mask[quarter])) << (4 * quarter);
        bits(0) | bits(1) | bits(2) | bits(3)
    }

    #[inline(always)]
    fn mask(self, bits: LaneMask) -> Quarters {
        let bits = u32x4_splat(u32::from(bits));
        BITS.map(|own| u32x4_eq(v128_and(bits, own), own))
    }

    #[inline(always)]
    fn permute(self, x: Quarters, index: Quarters) -> Quarters {
        [entries(x, index[0]), entries(x, index[1]), entries(x, index[2]), entries(x, index[3])]
    }
}
