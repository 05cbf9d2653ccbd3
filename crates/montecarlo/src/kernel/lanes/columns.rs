//! Sixteen runs side by side: one number of each.

use std::ops::{Deref, DerefMut};

use crate::simd::{LANES, LaneMask, Lanes};

/// One of something for each run, on one line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Column<T>([T; LANES]);

/// A number of each run.
pub(super) type Numbers = Column<f32>;
/// A word of each run.
pub(super) type Words = Column<u32>;

impl<T: Copy> Column<T> {
    /// The same for all.
    pub(super) const fn of(one: T) -> Self {
        Self([one; LANES])
    }

    pub(super) fn from_fn(each: impl FnMut(usize) -> T) -> Self {
        Self(std::array::from_fn(each))
    }
}

impl<T> Deref for Column<T> {
    type Target = [T; LANES];

    #[inline(always)]
    fn deref(&self) -> &[T; LANES] {
        &self.0
    }
}

impl<T> DerefMut for Column<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T; LANES] {
        &mut self.0
    }
}

/// The indices of the bits of a mask.
#[inline(always)]
pub(super) fn lanes(mut mask: LaneMask) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        lane
    })
}

/// Whether a run is among those of a mask.
#[inline(always)]
pub(super) fn is_in(mask: LaneMask, lane: usize) -> bool {
    mask >> lane & 1 == 1
}

/// Puts a run among those of a mask, or takes it out.
#[inline(always)]
pub(super) fn put(mask: &mut LaneMask, lane: usize, on: bool) {
    *mask = *mask & !(1 << lane) | LaneMask::from(on) << lane;
}

/// One run's bits of up to 64 masks.
#[inline]
pub(super) fn column(masks: &[LaneMask], lane: usize) -> u64 {
    /// The lowest bit of each of four masks; and what brings these four to the top of a product.
    const LOWEST: u64 = 0x0001_0001_0001_0001;
    const TO_THE_TOP: u64 = 1 << 60 | 1 << 45 | 1 << 30 | 1 << 15;
    let (fours, rest) = masks.as_chunks::<4>();
    let of_rest = rest.iter().rev().fold(0, |bits, &mask| bits << 1 | u64::from(mask >> lane & 1));
    fours.iter().rev().fold(of_rest, |bits, four| {
        let masks = four.iter().rev().fold(0, |masks, &mask| masks << LANES | u64::from(mask));
        bits << 4 | (masks >> lane & LOWEST).wrapping_mul(TO_THE_TOP) >> 60
    })
}

/// As a vector.
#[inline(always)]
pub(super) fn load<S: Lanes>(simd: S, numbers: &Numbers) -> S::F32s {
    simd.load_f32s(&numbers.0)
}

/// [`load`] for words.
#[inline(always)]
pub(super) fn load_words<S: Lanes>(simd: S, words: &Words) -> S::U32s {
    simd.load_u32s(&words.0)
}

/// As an array.
#[inline(always)]
pub(super) fn store<S: Lanes>(simd: S, numbers: S::F32s) -> Numbers {
    Column(simd.store_f32s(numbers))
}

/// [`store`] for words.
#[inline(always)]
pub(super) fn store_words<S: Lanes>(simd: S, words: S::U32s) -> Words {
    Column(simd.store_u32s(words))
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn columns_are_the_bits_of_a_lane() {
        for members in [0, 1, 3, 4, 31, 62, 64] {
            let masks: Vec<u16> = (0..members).map(|at| ((at * 40_503 + 7) >> 2) as u16).collect();
            for lane in 0..16 {
                let expected = (0..members as usize).filter(|&at| masks[at] >> lane & 1 == 1).fold(0, |bits, at| bits | 1 << at);
                assert_eq!(column(&masks, lane), expected, "{members} members, lane {lane}");
            }
        }
    }
}
