//! Moves what belongs to some runs from one batch to another.

use super::columns::{Numbers, Words, lanes, load, load_words, store, store_words};
use crate::simd::{LANES, LaneMask, Lanes};

/// Which runs move from which lanes of one batch to which of another.
#[derive(Clone, Copy)]
pub(super) struct Transfer<S: Lanes> {
    simd: S,
    /// By lane: from which lane of the other batch it is filled, where it is in `to`.
    from: Words,
    pub(super) to: LaneMask,
}

impl<S: Lanes> Transfer<S> {
    /// Fills free lanes from others, of which there must not be more.
    pub(super) fn new(simd: S, free: LaneMask, others: LaneMask) -> Self {
        let (mut from, mut to) = (Words::of(0), 0);
        for (lane, other) in lanes(free).zip(lanes(others)) {
            from[lane] = other as u32;
            to |= 1 << lane;
        }
        Self { simd, from, to }
    }

    #[inline(always)]
    pub(super) fn words(self, here: &mut Words, there: &Words) {
        let simd = self.simd;
        let moved = simd.permute(load_words(simd, there), load_words(simd, &self.from));
        *here = store_words(simd, simd.select_u32s(simd.mask(self.to), moved, load_words(simd, here)));
    }

    #[inline(always)]
    pub(super) fn numbers(self, here: &mut Numbers, there: &Numbers) {
        let simd = self.simd;
        let moved = simd.permute(simd.bits_of_f32s(load(simd, there)), load_words(simd, &self.from));
        *here = store(simd, simd.select_f32s(simd.mask(self.to), simd.f32s_of_bits(moved), load(simd, here)));
    }

    #[inline(always)]
    pub(super) fn all(self, here: &mut [Numbers], there: &[Numbers]) {
        for (here, there) in here.iter_mut().zip(there) {
            self.numbers(here, there);
        }
    }

    #[inline(always)]
    pub(super) fn masks(self, here: &mut [LaneMask], there: &[LaneMask]) {
        let simd = self.simd;
        let (none, one) = (simd.splat_u32s(0), simd.splat_u32s(1));
        for (here, there) in here.iter_mut().zip(there) {
            let moved = simd.permute(simd.select_u32s(simd.mask(*there), one, none), load_words(simd, &self.from));
            let moved = simd.bits(simd.equal_u32s(moved, one));
            *here = *here & !self.to | moved & self.to;
        }
    }

    /// Exchanges what is large: the other batch gets what these runs had.
    pub(super) fn swap<T>(self, here: &mut [T], there: &mut [T]) {
        for lane in lanes(self.to) {
            std::mem::swap(&mut here[lane], &mut there[self.from[lane] as usize]);
        }
    }

    /// Moves what is no number of 32 bits.
    pub(super) fn each<T: Copy>(self, here: &mut [T; LANES], there: &[T; LANES]) {
        for lane in lanes(self.to) {
            here[lane] = there[self.from[lane] as usize];
        }
    }
}
