//! Philox 4x32-10, a counter-based random number generator.

use std::convert::Infallible;

pub(super) const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
pub(super) const ROUNDS: usize = 10;

/// Philox 4x32-10: a bijection of 128-bit counters for every 64-bit key.
///
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, *Parallel random numbers: as easy as
/// 1, 2, 3*, SC '11, 2011. One block of four words can be had by its counter alone, in any order.
///
/// ```
/// use nemcon_montecarlo::Philox;
/// use rand::Rng;
/// let philox = Philox::new(2024);
/// assert_eq!(philox.block([0, 0, 0, 1]), philox.block([0, 0, 0, 1]));
/// assert_eq!(philox.stream([0; 4]).next_u32(), philox.block([0; 4])[0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Philox {
    key: [u32; 2],
}

impl Philox {
    /// The generator whose key is `seed`, low word first.
    pub const fn new(seed: u64) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32] }
    }

    /// The four words at a counter.
    #[inline]
    pub fn block(self, counter: [u32; 4]) -> [u32; 4] {
        let [mut c0, mut c1, mut c2, mut c3] = counter;
        let [mut k0, mut k1] = self.key;
        for _ in 0..ROUNDS {
            let p0 = u64::from(MULTIPLIERS[0]) * u64::from(c0);
            let p1 = u64::from(MULTIPLIERS[1]) * u64::from(c2);
            (c0, c1, c2, c3) = ((p1 >> 32) as u32 ^ c1 ^ k0, p1 as u32, (p0 >> 32) as u32 ^ c3 ^ k1, p0 as u32);
            k0 = k0.wrapping_add(WEYL[0]);
            k1 = k1.wrapping_add(WEYL[1]);
        }
        [c0, c1, c2, c3]
    }

    /// The keys of the rounds.
    #[inline]
    pub(super) fn keys(self) -> [[u32; 2]; ROUNDS] {
        let mut keys = [self.key; ROUNDS];
        for round in 1..ROUNDS {
            keys[round] = std::array::from_fn(|word| keys[round - 1][word].wrapping_add(WEYL[word]));
        }
        keys
    }

    /// The words from a counter on, one block after the other, for use with the traits of rand.
    pub fn stream(self, counter: [u32; 4]) -> PhiloxStream {
        PhiloxStream { philox: self, counter: u128_of(counter), words: [0; 4], left: 0 }
    }
}

/// The words of [`Philox`] in the order of their counters.
#[derive(Debug, Clone)]
pub struct PhiloxStream {
    philox: Philox,
    counter: u128,
    words: [u32; 4],
    left: usize,
}

impl rand::TryRng for PhiloxStream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        if self.left == 0 {
            self.words = self.philox.block([0, 32, 64, 96].map(|shift| (self.counter >> shift) as u32));
            self.counter = self.counter.wrapping_add(1);
            self.left = 4;
        }
        self.left -= 1;
        Ok(self.words[3 - self.left])
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = self.try_next_u32()?;
        Ok(u64::from(self.try_next_u32()?) << 32 | u64::from(low))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.try_next_u32()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

fn u128_of(counter: [u32; 4]) -> u128 {
    counter.iter().rev().fold(0, |sum, &word| sum << 32 | u128::from(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::Rng;

    use super::Philox;

    /// The known answers of Random123 1.x for philox4x32-10.
    #[test]
    fn known_answers() {
        let known = [
            ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, words) in known {
            assert_eq!(Philox { key }.block(counter), words);
        }
    }

    proptest! {
        #[test]
        fn agrees_with_another_implementation(counter: [u32; 4], key: [u32; 2]) {
            prop_assert_eq!(Philox { key }.block(counter), rand_philox::philox4x32_10(counter, key));
        }

        #[test]
        fn a_stream_reads_consecutive_blocks(counter: [u32; 4], seed: u64) {
            let mut stream = Philox::new(seed).stream(counter);
            let next = (super::u128_of(counter)).wrapping_add(1);
            let next = [0, 32, 64, 96].map(|shift| (next >> shift) as u32);
            let expected = [Philox::new(seed).block(counter), Philox::new(seed).block(next)].concat();
            let words: Vec<u32> = (0..8).map(|_| stream.next_u32()).collect();
            prop_assert_eq!(words, expected);
        }
    }
}
