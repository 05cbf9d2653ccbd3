//! Moves what belongs to some runs from one batch to another.

use super::columns::{Column, lanes, load, load_words, store, store_words};
use crate::random::Address;
use crate::simd::{LaneMask, Lanes};

/// Which runs move from which lanes of one batch to which of another.
#[derive(Clone, Copy)]
pub(super) struct Transfer<S: Lanes> {
    simd: S,
    /// By lane: from which lane of the other batch it is filled, where it is in `to`.
    from: Column<u32>,
    pub(super) to: LaneMask,
}

impl<S: Lanes> Transfer<S> {
    /// Fills free lanes from others, of which there must not be more.
    pub(super) fn new(simd: S, free: LaneMask, others: LaneMask) -> Self {
        debug_assert!(others.count_ones() <= free.count_ones(), "no room for all runs");
        let (mut from, mut to) = (Column::of(0), 0);
        for (lane, other) in lanes(free).zip(lanes(others)) {
            from[lane] = other as u32;
            to |= 1 << lane;
        }
        Self { simd, from, to }
    }

    /// Exchanges what is large: the other batch gets what these runs had.
    pub(super) fn swap<T>(self, here: &mut [T], there: &mut [T]) {
        for lane in lanes(self.to) {
            std::mem::swap(&mut here[lane], &mut there[self.from[lane] as usize]);
        }
    }
}

/// What is kept of each run, and moves with it.
pub(super) trait PerRun {
    /// Takes over some runs of another batch.
    fn take<S: Lanes>(&mut self, moving: Transfer<S>, other: &Self);
}

/// One of something for each run of a [`Column`].
pub(super) trait Entry: Copy {
    #[inline(always)]
    fn take<S: Lanes>(here: &mut Column<Self>, moving: Transfer<S>, there: &Column<Self>) {
        for lane in lanes(moving.to) {
            here[lane] = there[moving.from[lane] as usize];
        }
    }
}

impl Entry for u64 {}
impl Entry for Address {}

impl Entry for u32 {
    #[inline(always)]
    fn take<S: Lanes>(here: &mut Column<u32>, moving: Transfer<S>, there: &Column<u32>) {
        let simd = moving.simd;
        let moved = simd.permute(load_words(simd, there), load_words(simd, &moving.from));
        *here = store_words(simd, simd.select_u32s(simd.mask(moving.to), moved, load_words(simd, here)));
    }
}

impl Entry for f32 {
    #[inline(always)]
    fn take<S: Lanes>(here: &mut Column<f32>, moving: Transfer<S>, there: &Column<f32>) {
        let simd = moving.simd;
        let moved = simd.permute(simd.bits_of_f32s(load(simd, there)), load_words(simd, &moving.from));
        *here = store(simd, simd.select_f32s(simd.mask(moving.to), simd.f32s_of_bits(moved), load(simd, here)));
    }
}

impl<T: Entry> PerRun for Column<T> {
    #[inline(always)]
    fn take<S: Lanes>(&mut self, moving: Transfer<S>, other: &Self) {
        T::take(self, moving, other);
    }
}

/// One bit of each run.
impl PerRun for LaneMask {
    #[inline(always)]
    fn take<S: Lanes>(&mut self, moving: Transfer<S>, other: &Self) {
        let simd = moving.simd;
        let (none, one) = (simd.splat_u32s(0), simd.splat_u32s(1));
        let moved = simd.permute(simd.select_u32s(simd.mask(*other), one, none), load_words(simd, &moving.from));
        *self = *self & !moving.to | simd.bits(simd.equal_u32s(moved, one)) & moving.to;
    }
}

impl<T: PerRun> PerRun for Vec<T> {
    #[inline(always)]
    fn take<S: Lanes>(&mut self, moving: Transfer<S>, other: &Self) {
        for (here, there) in self.iter_mut().zip(other) {
            here.take(moving, there);
        }
    }
}

impl<T: PerRun, const N: usize> PerRun for [T; N] {
    #[inline(always)]
    fn take<S: Lanes>(&mut self, moving: Transfer<S>, other: &Self) {
        for (here, there) in self.iter_mut().zip(other) {
            here.take(moving, there);
        }
    }
}

/// Declares a structure all fields of which are [`PerRun`], and so is the structure.
macro_rules! columns {
    (
        $(#[$about:meta])*
        $sight:vis struct $name:ident {
            $($(#[$about_field:meta])* $sight_field:vis $field:ident: $type:ty,)+
        }
    ) => {
        $(#[$about])*
        $sight struct $name {
            $($(#[$about_field])* $sight_field $field: $type,)+
        }

        impl $crate::kernel::lanes::transfer::PerRun for $name {
            #[inline(always)]
            fn take<S: $crate::simd::Lanes>(&mut self, moving: $crate::kernel::lanes::transfer::Transfer<S>, other: &Self) {
                $($crate::kernel::lanes::transfer::PerRun::take(&mut self.$field, moving, &other.$field);)+
            }
        }
    };
}
pub(super) use columns;
