//! The random words of sixteen runs side by side.

use super::philox::{MULTIPLIERS, ROUNDS};
use super::{Address, Entity, Philox, Purpose, tag};
use crate::vector::{LANES, Lanes};

/// The random words of sixteen runs.
///
/// Philox multiplies numbers of 32 bits to ones of 64, of which a vector holds eight: runs at even
/// and at odd places are computed apart, each in the lower half of a number of 64 bits, and joined
/// at the end. What the runs have in common (entity, purpose and index) meets the run's number only
/// in the third round, so that the first two multiply once per run and once per entity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blocks<S: Lanes> {
    keys: [[u32; 2]; ROUNDS],
    /// The high bits of the run numbers.
    high: u32,
    /// The first product of the run numbers, of those at even and at odd places.
    products: [S::u32s; 2],
}

impl<S: Lanes> Blocks<S> {
    /// The words of runs whose numbers differ in the lowest 32 bits only.
    #[inline(always)]
    pub(crate) fn new(simd: S, philox: Philox, addresses: &[Address; LANES]) -> Self {
        let runs: S::u32s = pulp::cast(addresses.map(|address| address.run_words()[0]));
        let multiplier = simd.splat_u32s(MULTIPLIERS[0]);
        let products = [simd.multiply_even(runs, multiplier), simd.multiply_even(simd.odd(runs), multiplier)];
        Self { keys: philox.keys(), high: addresses[0].run_words()[1], products }
    }

    /// The four words of each run for a purpose and an entity, at index 0.
    #[inline(always)]
    pub(crate) fn of(self, simd: S, purpose: Purpose, entity: Entity) -> [S::u32s; 4] {
        // The second word of the counter, and what the first round makes of it and of the entity.
        let second = self.high | tag(purpose, 0);
        let product = u64::from(MULTIPLIERS[1]) * (entity & 0xFFFF_FFFF);
        let common = (product >> 32) as u32 ^ second ^ self.keys[0][0];
        let low = product as u32;
        // … and the second round of that.
        let product = u64::from(MULTIPLIERS[0]) * u64::from(common);
        let entity = simd.splat_u32s((entity >> 32) as u32 ^ self.keys[0][1]);
        let low = simd.splat_u32s(low ^ self.keys[1][0]);
        let high = simd.splat_u32s((product >> 32) as u32 ^ self.keys[1][1]);
        let last = simd.splat_u32s(product as u32);
        let second_round = [low, high, last];
        let [even, odd] = self.products;
        let even = self.half(simd, even, entity, second_round);
        let odd = self.half(simd, odd, entity, second_round);
        [simd.join(even[0], odd[0]), simd.join(even[1], odd[1]), simd.join(even[2], odd[2]), simd.join(even[3], odd[3])]
    }

    /// The words of every other run, from the first product of its number on.
    #[inline(always)]
    fn half(self, simd: S, run: S::u32s, entity: S::u32s, [low, high, last]: [S::u32s; 3]) -> [S::u32s; 4] {
        let m0 = simd.splat_u32s(MULTIPLIERS[0]);
        let m1 = simd.splat_u32s(MULTIPLIERS[1]);
        let product = simd.multiply_even(simd.xor_u32s(simd.odd(run), entity), m1);
        let mut c = [simd.xor_u32s(simd.odd(product), low), product, simd.xor_u32s(high, run), last];
        for [k0, k1] in &self.keys[2..] {
            let p0 = simd.multiply_even(c[0], m0);
            let p1 = simd.multiply_even(c[2], m1);
            let c0 = simd.xor_u32s(simd.xor_u32s(simd.odd(p1), c[1]), simd.splat_u32s(*k0));
            let c2 = simd.xor_u32s(simd.xor_u32s(simd.odd(p0), c[3]), simd.splat_u32s(*k1));
            c = [c0, p1, c2, p0];
        }
        c
    }
}
