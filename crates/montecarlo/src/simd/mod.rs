//! The operations that runs are computed with: on one number, or on those of sixteen runs side by
//! side, with whatever vector instructions the processor has. Every implementation gives the same
//! digits; nothing else in the crate names a processor's instructions.
//!
//! A loop over vectors must not stand in a closure: a closure is compiled as a function of its own,
//! without the instructions that [`Lanes::vectorize`] switches on, and then takes many times as long.
//! For the same reason everything that is generic over [`Vector`] or [`Lanes`] is `inline(always)`.

mod instructions;
mod portable;
mod scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(test)]
mod tests;

use std::fmt::Debug;

pub(crate) use instructions::Instructions;
pub(crate) use portable::Portable;
pub(crate) use scalar::Scalar;

/// How many runs are stepped together: the numbers of a vector of [`Lanes`].
pub(crate) const LANES: usize = 16;

/// One bit a run.
pub(crate) type LaneMask = u16;

/// Operations on one number, or on as many as a vector holds.
///
/// Arithmetic is IEEE 754's, rounded to nearest, without fused multiply-add; of whole numbers it
/// wraps.
pub(crate) trait Vector: Copy {
    /// Numbers of single precision.
    type F32s: Copy + Debug;
    /// Words.
    type U32s: Copy + Debug;
    /// Which of them something holds of.
    type Mask: Copy;

    /// The same number everywhere.
    fn splat_f32s(self, x: f32) -> Self::F32s;
    fn add_f32s(self, a: Self::F32s, b: Self::F32s) -> Self::F32s;
    fn sub_f32s(self, a: Self::F32s, b: Self::F32s) -> Self::F32s;
    fn mul_f32s(self, a: Self::F32s, b: Self::F32s) -> Self::F32s;
    fn div_f32s(self, a: Self::F32s, b: Self::F32s) -> Self::F32s;
    fn neg_f32s(self, a: Self::F32s) -> Self::F32s;
    fn sqrt_f32s(self, a: Self::F32s) -> Self::F32s;
    /// `a` where it is the smaller, and else `b`: also where one of them is no number.
    fn min_f32s(self, a: Self::F32s, b: Self::F32s) -> Self::F32s;
    /// `a` where it is the larger, and else `b`: also where one of them is no number.
    fn max_f32s(self, a: Self::F32s, b: Self::F32s) -> Self::F32s;
    fn less_than_f32s(self, a: Self::F32s, b: Self::F32s) -> Self::Mask;
    fn less_than_or_equal_f32s(self, a: Self::F32s, b: Self::F32s) -> Self::Mask;
    fn select_f32s(self, mask: Self::Mask, if_true: Self::F32s, if_false: Self::F32s) -> Self::F32s;

    /// The same word everywhere.
    fn splat_u32s(self, x: u32) -> Self::U32s;
    fn add_u32s(self, a: Self::U32s, b: Self::U32s) -> Self::U32s;
    fn sub_u32s(self, a: Self::U32s, b: Self::U32s) -> Self::U32s;
    fn and_u32s(self, a: Self::U32s, b: Self::U32s) -> Self::U32s;
    fn xor_u32s(self, a: Self::U32s, b: Self::U32s) -> Self::U32s;
    fn not_u32s(self, a: Self::U32s) -> Self::U32s;
    fn min_u32s(self, a: Self::U32s, b: Self::U32s) -> Self::U32s;
    fn equal_u32s(self, a: Self::U32s, b: Self::U32s) -> Self::Mask;
    fn less_than_u32s(self, a: Self::U32s, b: Self::U32s) -> Self::Mask;
    fn less_than_or_equal_u32s(self, a: Self::U32s, b: Self::U32s) -> Self::Mask;
    fn select_u32s(self, mask: Self::Mask, if_true: Self::U32s, if_false: Self::U32s) -> Self::U32s;
    /// Shifted by fewer than 32 bits.
    fn shift_left(self, a: Self::U32s, by: u32) -> Self::U32s;
    /// Shifted by fewer than 32 bits.
    fn shift_right(self, a: Self::U32s, by: u32) -> Self::U32s;

    /// The bits of numbers.
    fn bits_of_f32s(self, a: Self::F32s) -> Self::U32s;
    /// The numbers of these bits.
    fn f32s_of_bits(self, a: Self::U32s) -> Self::F32s;
    /// Whole numbers, rounded to the nearest number of single precision.
    fn whole(self, a: Self::U32s) -> Self::F32s;
    /// Signed numbers divided by 2²³, rounded down.
    fn exponent(self, a: Self::U32s) -> Self::F32s;
    /// The entries of a table at the lowest four bits of an index.
    fn look_up(self, table: &[f32; 16], index: Self::U32s) -> Self::F32s;
}

/// Operations on vectors of [`LANES`] numbers.
pub(crate) trait Lanes: Vector {
    /// Whether the processor has so few registers that two vectors are better computed one after the
    /// other than together.
    const FEW_REGISTERS: bool;

    /// Does some work in a function that is compiled with the instructions of these vectors.
    fn vectorize<W: Work>(self, work: W) -> W::Output;

    /// Does some work in a function of its own where that is worth a call: where vectors are so many
    /// instructions that all in one function would be compiled badly, and slowly.
    fn apart<W: Work>(self, work: W) -> W::Output;

    fn load_f32s(self, numbers: &[f32; LANES]) -> Self::F32s;
    fn load_u32s(self, words: &[u32; LANES]) -> Self::U32s;
    fn store_f32s(self, numbers: Self::F32s) -> [f32; LANES];
    fn store_u32s(self, words: Self::U32s) -> [u32; LANES];

    /// The 64-bit products of the even numbers of two vectors: low halves in even places, high
    /// halves in odd ones.
    fn multiply_even(self, a: Self::U32s, b: Self::U32s) -> Self::U32s;

    /// The odd numbers moved down to the even places, and 0 in the odd ones.
    fn odd(self, x: Self::U32s) -> Self::U32s;

    /// The even numbers of one vector, and, moved up to the odd places, those of another.
    fn join(self, even: Self::U32s, odd: Self::U32s) -> Self::U32s;

    /// The bits of a mask.
    fn bits(self, mask: Self::Mask) -> LaneMask;

    /// A mask of these bits.
    fn mask(self, bits: LaneMask) -> Self::Mask;

    /// The numbers at the places, below [`LANES`], that an index names.
    fn permute(self, x: Self::U32s, index: Self::U32s) -> Self::U32s;

    /// A sum, and where the mask is set a summand more.
    fn add_where(self, mask: Self::Mask, sum: Self::U32s, summand: Self::U32s) -> Self::U32s;
}

/// Something that is done with the vectors of a processor.
pub(crate) trait Work {
    type Output;

    /// Does it; `inline(always)`, so that it becomes part of the function that has the instructions.
    fn with<S: Lanes>(self, simd: S) -> Self::Output;
}
