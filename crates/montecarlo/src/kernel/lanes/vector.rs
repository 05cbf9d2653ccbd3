//! Sixteen runs side by side: one number of each.

use pulp::{Simd, bytemuck, cast};

use crate::random::{Address, Entity, Philox, Purpose, tag};

/// How many runs are stepped together.
pub(super) const LANES: usize = 16;

/// A number of each run.
pub(super) type F32s = [f32; LANES];
/// A word, or 32 members' bits, of each run.
pub(super) type U32s = [u32; LANES];

/// The bits of 32 members.
pub(super) static BITS: [u32; 32] = {
    let mut bits = [0; 32];
    let mut at = 0;
    while at < 32 {
        bits[at] = 1 << at;
        at += 1;
    }
    bits
};

/// One bit a run.
pub(super) type LaneMask = u16;

/// The indices of the bits of a mask.
#[inline(always)]
pub(super) fn lanes(mask: LaneMask) -> impl Iterator<Item = usize> {
    bits(u32::from(mask))
}

/// The lanes of a mask for which something holds.
#[inline(always)]
pub(super) fn those(mask: LaneMask, holds: impl Fn(usize) -> bool) -> LaneMask {
    lanes(mask).filter(|&lane| holds(lane)).fold(0, |those, lane| those | 1 << lane)
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

/// The bits of a mask.
#[inline(always)]
pub(super) fn mask_of<S: Simd>(_: S, mask: S::m32s) -> LaneMask {
    // With AVX-512 masks are bits already.
    if size_of::<S::m32s>() == size_of::<LaneMask>() {
        bytemuck::cast(mask)
    } else {
        let words: U32s = bytemuck::cast(mask);
        (0..LANES).fold(0, |bits, lane| bits | ((words[lane] & 1) as LaneMask) << lane)
    }
}

/// A mask of these bits.
#[inline(always)]
pub(super) fn expand<S: Simd>(simd: S, bits: LaneMask) -> S::m32s {
    let each: U32s = std::array::from_fn(|lane| 1 << lane);
    let each = load_words::<S>(&each);
    simd.equal_u32s(simd.and_u32s(simd.splat_u32s(u32::from(bits)), each), each)
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
