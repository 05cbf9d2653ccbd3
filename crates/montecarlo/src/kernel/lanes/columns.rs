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
    masks.iter().enumerate().fold(0, |bits, (at, &mask)| bits | u64::from(mask >> lane & 1) << at)
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
