//! The random words of sixteen runs side by side.

use super::address::{Address, INDICES};
use super::philox::{MULTIPLIERS, ROUNDS};
use super::{Entity, Philox, Purpose, tag};
use crate::simd::{LANES, Lanes, Work};

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
    products: [S::U32s; 2],
}

impl<S: Lanes> Blocks<S> {
    /// The words of runs whose numbers differ in the lowest 32 bits only.
    #[inline(always)]
    pub(crate) fn new(simd: S, philox: Philox, addresses: &[Address; LANES]) -> Self {
        let runs: S::U32s = simd.load_u32s(&addresses.map(|address| address.run_words()[0]));
        let multiplier = simd.splat_u32s(MULTIPLIERS[0]);
        let products = [simd.multiply_even(runs, multiplier), simd.multiply_even(simd.odd(runs), multiplier)];
        Self { keys: philox.keys(), high: addresses[0].run_words()[1], products }
    }

    /// The four words of each run for a purpose and an entity, at index 0.
    #[inline(always)]
    pub(crate) fn of(self, simd: S, purpose: Purpose, entity: Entity) -> [S::U32s; 4] {
        simd.apart(One { simd, blocks: self, purpose, entity })
    }

    /// [`of`](Self::of) for two entities.
    #[inline(always)]
    pub(crate) fn of_two(self, simd: S, purpose: Purpose, [one, other]: [Entity; 2]) -> [[S::U32s; 4]; 2] {
        // One round takes longer to finish than to begin: where there are registers enough, the
        // two are computed together.
        if S::FEW_REGISTERS {
            return [self.of(simd, purpose, one), self.of(simd, purpose, other)];
        }
        let [a, b] = self.after_two_rounds(simd, purpose, one);
        let [c, d] = self.after_two_rounds(simd, purpose, other);
        let [a, b, c, d] = self.remaining_rounds(simd, [a, b, c, d]);
        [join(simd, a, b), join(simd, c, d)]
    }

    /// What the first two rounds make of the counters of the runs at even and at odd places.
    #[inline(always)]
    fn after_two_rounds(self, simd: S, purpose: Purpose, entity: Entity) -> [[S::U32s; 4]; 2] {
        // The second word of the counter, and what the first round makes of it and of the entity.
        let second = self.high | tag(purpose, 0);
        let product = u64::from(MULTIPLIERS[1]) * (entity & 0xFFFF_FFFF);
        let common = (product >> 32) as u32 ^ second ^ self.keys[0][0];
        let low = simd.splat_u32s(product as u32 ^ self.keys[1][0]);
        let entity = simd.splat_u32s((entity >> 32) as u32 ^ self.keys[0][1]);
        // … and the second round of that.
        let product = u64::from(MULTIPLIERS[0]) * u64::from(common);
        let high = simd.splat_u32s((product >> 32) as u32 ^ self.keys[1][1]);
        let last = simd.splat_u32s(product as u32);
        let multiplier = simd.splat_u32s(MULTIPLIERS[1]);
        let mut halves = [[last; 4]; 2];
        for (half, run) in halves.iter_mut().zip(self.products) {
            let product = simd.multiply_even(simd.xor_u32s(simd.odd(run), entity), multiplier);
            *half = [simd.xor_u32s(simd.odd(product), low), product, simd.xor_u32s(high, run), last];
        }
        halves
    }

    /// The other rounds.
    #[inline(always)]
    fn remaining_rounds<const N: usize>(self, simd: S, mut counters: [[S::U32s; 4]; N]) -> [[S::U32s; 4]; N] {
        // Written out: as a loop it would move the counters about.
        counters = round(simd, counters, self.keys[2]);
        counters = round(simd, counters, self.keys[3]);
        counters = round(simd, counters, self.keys[4]);
        counters = round(simd, counters, self.keys[5]);
        counters = round(simd, counters, self.keys[6]);
        counters = round(simd, counters, self.keys[7]);
        counters = round(simd, counters, self.keys[8]);
        round(simd, counters, self.keys[9])
    }
}

/// The words of one entity.
struct One<S: Lanes> {
    simd: S,
    blocks: Blocks<S>,
    purpose: Purpose,
    entity: Entity,
}

impl<S: Lanes> Work for One<S> {
    type Output = [S::U32s; 4];

    #[inline(always)]
    fn with<T: Lanes>(self, _: T) -> [S::U32s; 4] {
        let Self { simd, blocks, purpose, entity } = self;
        let [even, odd] = blocks.remaining_rounds(simd, blocks.after_two_rounds(simd, purpose, entity));
        join(simd, even, odd)
    }
}

/// The four words of each run for a purpose and an entity, at an index of its own; `runs`: the parts of
/// the first two words of the counter that name the runs, see [`Address::run_words`].
#[inline(always)]
pub(crate) fn blocks_at<S: Lanes>(
    simd: S,
    philox: Philox,
    runs: [S::U32s; 2],
    (purpose, entity): (Purpose, Entity),
    index: S::U32s,
) -> [S::U32s; 4] {
    simd.apart(At { simd, philox, runs, purpose, entity, index })
}

/// The words of one entity at an index of each run.
struct At<S: Lanes> {
    simd: S,
    philox: Philox,
    runs: [S::U32s; 2],
    purpose: Purpose,
    entity: Entity,
    index: S::U32s,
}

impl<S: Lanes> Work for At<S> {
    type Output = [S::U32s; 4];

    #[inline(always)]
    fn with<T: Lanes>(self, _: T) -> [S::U32s; 4] {
        let Self { simd, philox, runs: [run, high], purpose, entity, index } = self;
        let index = simd.shift_left(simd.min_u32s(index, simd.splat_u32s(INDICES - 1)), 8);
        // Apart from each other: eight bits of the run, twenty of the index, four of the purpose.
        let second = simd.add_u32s(simd.add_u32s(high, index), simd.splat_u32s(tag(purpose, 0)));
        let even = [run, second, simd.splat_u32s(entity as u32), simd.splat_u32s((entity >> 32) as u32)];
        let odd = [simd.odd(even[0]), simd.odd(even[1]), simd.odd(even[2]), simd.odd(even[3])];
        let mut counters = [even, odd];
        for keys in philox.keys() {
            counters = round(simd, counters, keys);
        }
        join(simd, counters[0], counters[1])
    }
}

/// One round of Philox.
#[inline(always)]
fn round<S: Lanes, const N: usize>(simd: S, mut counters: [[S::U32s; 4]; N], [k0, k1]: [u32; 2]) -> [[S::U32s; 4]; N] {
    let (m0, m1) = (simd.splat_u32s(MULTIPLIERS[0]), simd.splat_u32s(MULTIPLIERS[1]));
    let (k0, k1) = (simd.splat_u32s(k0), simd.splat_u32s(k1));
    for c in &mut counters {
        let p0 = simd.multiply_even(c[0], m0);
        let p1 = simd.multiply_even(c[2], m1);
        let c0 = simd.xor_u32s(simd.xor_u32s(simd.odd(p1), c[1]), k0);
        let c2 = simd.xor_u32s(simd.xor_u32s(simd.odd(p0), c[3]), k1);
        *c = [c0, p1, c2, p0];
    }
    counters
}

/// The words of all runs, from those at even and at odd places.
#[inline(always)]
fn join<S: Lanes>(simd: S, even: [S::U32s; 4], odd: [S::U32s; 4]) -> [S::U32s; 4] {
    [simd.join(even[0], odd[0]), simd.join(even[1], odd[1]), simd.join(even[2], odd[2]), simd.join(even[3], odd[3])]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Blocks, blocks_at};
    use crate::random::{Address, Entity, Philox, Purpose};
    use crate::simd::{Instructions, LANES, Lanes, Work};

    type Words = [[u32; LANES]; 4];

    /// The words of sixteen runs for two entities, one alone and both together.
    struct Draw {
        philox: Philox,
        addresses: [Address; LANES],
        purpose: Purpose,
        entities: [Entity; 2],
    }

    impl Work for Draw {
        type Output = [Words; 3];

        #[inline(always)]
        fn with<S: Lanes>(self, simd: S) -> [Words; 3] {
            let Self { philox, addresses, purpose, entities } = self;
            let blocks = Blocks::new(simd, philox, &addresses);
            let [first, second] = blocks.of_two(simd, purpose, entities);
            [blocks.of(simd, purpose, entities[0]), first, second].map(|words| words.map(|words| simd.store_u32s(words)))
        }
    }

    /// The words of sixteen runs for an entity, at an index of each run.
    struct DrawAt {
        philox: Philox,
        addresses: [Address; LANES],
        entity: Entity,
        indices: [u32; LANES],
    }

    impl Work for DrawAt {
        type Output = Words;

        #[inline(always)]
        fn with<S: Lanes>(self, simd: S) -> Words {
            let runs = [0, 1].map(|word| simd.load_u32s(&self.addresses.map(|address| address.run_words()[word])));
            let words = blocks_at(simd, self.philox, runs, (Purpose::Pair, self.entity), simd.load_u32s(&self.indices));
            words.map(|words| simd.store_u32s(words))
        }
    }

    /// With all instructions that the processor has.
    fn draw(philox: Philox, first: u64, purpose: Purpose, entities: [Entity; 2]) -> impl Iterator<Item = [Words; 3]> {
        let addresses = std::array::from_fn(|lane| Address::new(philox, first + lane as u64));
        Instructions::all().map(move |instructions| instructions.run(Draw { philox, addresses, purpose, entities }))
    }

    /// The known answer of Random123 1.x at counter 0 and key 0.
    #[test]
    fn known_answer() {
        for [words, ..] in draw(Philox::new(0), 0, Purpose::Pair, [0, 1]) {
            assert_eq!(words.map(|word| word[0]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        }
    }

    proptest! {
        /// Those beyond the last index among them, which reuse it.
        #[test]
        fn each_run_has_an_index_of_its_own(
            seed: u64,
            first in 0u64..1 << 39,
            entity: u64,
            indices in proptest::array::uniform16(prop_oneof![0u32..9, (1 << 20) - 3..(1u32 << 20) + 3, 0u32..]),
        ) {
            let philox = Philox::new(seed);
            let addresses = std::array::from_fn(|lane| Address::new(philox, first + lane as u64));
            for instructions in Instructions::all() {
                let words = instructions.run(DrawAt { philox, addresses, entity, indices });
                for lane in 0..LANES {
                    let index = indices[lane].min((1 << 20) - 1);
                    prop_assert_eq!(words.map(|word| word[lane]), addresses[lane].block(Purpose::Pair, entity, index));
                }
            }
        }

        #[test]
        fn agrees_with_one_block_at_a_time(seed: u64, high in 0u64..256, low in 0u64..(1 << 32) - 16, entities: [u64; 2], pair: bool) {
            let (philox, first) = (Philox::new(seed), high << 32 | low);
            let purpose = if pair { Purpose::Pair } else { Purpose::Prior };
            for [alone, one, other] in draw(philox, first, purpose, entities) {
                for lane in 0..LANES {
                    let address = Address::new(philox, first + lane as u64);
                    let expected = entities.map(|entity| address.block(purpose, entity, 0));
                    prop_assert_eq!([alone, one, other].map(|words| words.map(|word| word[lane])), [expected[0], expected[0], expected[1]]);
                }
            }
        }
    }
}
