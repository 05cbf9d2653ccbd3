//! Sixteen runs side by side: one number of each.

use std::ops::{Deref, DerefMut};

use pulp::{Simd, cast};

use crate::vector::{LANES, LaneMask};

/// One of something for each run, on one line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Row<T>([T; LANES]);

/// A number of each run.
pub(super) type F32s = Row<f32>;
/// A word of each run.
pub(super) type U32s = Row<u32>;

impl<T: Copy> Row<T> {
    /// The same for all.
    pub(super) const fn of(one: T) -> Self {
        Self([one; LANES])
    }

    pub(super) fn from_fn(each: impl FnMut(usize) -> T) -> Self {
        Self(std::array::from_fn(each))
    }
}

impl<T> Deref for Row<T> {
    type Target = [T; LANES];

    #[inline(always)]
    fn deref(&self) -> &[T; LANES] {
        &self.0
    }
}

impl<T> DerefMut for Row<T> {
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

/// As a vector; `S` must hold [`LANES`] numbers.
#[inline(always)]
pub(super) fn load<S: Simd>(numbers: &F32s) -> S::f32s {
    cast(numbers.0)
}

/// [`load`] for words.
#[inline(always)]
pub(super) fn load_words<S: Simd>(words: &U32s) -> S::u32s {
    cast(words.0)
}

/// As an array.
#[inline(always)]
pub(super) fn store<S: Simd>(numbers: S::f32s) -> F32s {
    Row(cast(numbers))
}

/// [`store`] for words.
#[inline(always)]
pub(super) fn store_words<S: Simd>(words: S::u32s) -> U32s {
    Row(cast(words))
}
