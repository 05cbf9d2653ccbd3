//! Sixteen runs side by side: one number of each.

use pulp::{Simd, cast};

use crate::random::{Address, Entity, Philox, Purpose, tag};

/// How many runs are stepped together.
pub(crate) const LANES: usize = 16;

/// A number of each run.
pub(super) type F32s = [f32; LANES];
/// A word, or 32 members' bits, of each run.
pub(super) type U32s = [u32; LANES];

/// One bit a run.
pub(super) type LaneMask = u16;

/// The indices of the bits of a mask.
#[inline(always)]
pub(super) fn lanes(mask: LaneMask) -> impl Iterator<Item = usize> {
    bits(u32::from(mask))
}

/// The indices of the bits of a word.
#[inline(always)]
pub(super) fn bits(mut word: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize);
        word &= word.wrapping_sub(1);
        bit
    })
}

/// As a vector; `S` must hold [`LANES`] numbers.
#[inline(always)]
pub(super) fn load<S: Simd>(numbers: &F32s) -> S::f32s {
    cast(*numbers)
}

/// [`load`] for words.
#[inline(always)]
pub(super) fn load_words<S: Simd>(words: &U32s) -> S::u32s {
    cast(*words)
}

/// As an array.
#[inline(always)]
pub(super) fn store<S: Simd>(numbers: S::f32s) -> F32s {
    cast(numbers)
}

/// [`store`] for words.
#[inline(always)]
pub(super) fn store_words<S: Simd>(words: S::u32s) -> U32s {
    cast(words)
}

/// The random words of sixteen runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addresses<S: Simd> {
    philox: Philox,
    run: S::u32s,
    high: S::u32s,
}

impl<S: Simd> Addresses<S> {
    #[inline(always)]
    pub(super) fn new(philox: Philox, addresses: &[Address; LANES]) -> Self {
        let words = addresses.map(Address::run_words);
        Self { philox, run: load_words::<S>(&words.map(|[run, _]| run)), high: load_words::<S>(&words.map(|[_, high]| high)) }
    }

    /// The four words of each run for a purpose and an entity, at index 0.
    #[inline(always)]
    pub(super) fn blocks(self, simd: S, purpose: Purpose, entity: Entity) -> [S::u32s; 4] {
        let tag = simd.or_u32s(self.high, simd.splat_u32s(tag(purpose, 0)));
        self.philox.blocks(simd, [self.run, tag, simd.splat_u32s(entity as u32), simd.splat_u32s((entity >> 32) as u32)])
    }
}
