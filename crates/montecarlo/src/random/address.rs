//! What every random number is for (model, section 8).

use nemcon_core::Stance;

use super::Philox;

/// What a number is for: four bits of the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Purpose {
    /// A pair's stance at t0, and its waits.
    Pair = 0,
    /// By which edge a pair leaves `accept`.
    Choice = 1,
    /// An uncertain input.
    Input = 2,
    /// A member's frailty.
    Frailty = 3,
    /// A bloc's factor on a candidate.
    Factor = 4,
    /// A candidate's acceptance, entry and withdrawals.
    Candidate = 5,
    /// Whether, how and when an event happens.
    Event = 6,
    /// A stance drawn anew by an event.
    Redraw = 7,
    /// A pair's preference number, for exclusive ballots.
    Preference = 8,
    /// From which part of the proposal factors are drawn, given evidence on a candidate.
    Evidence = 9,
    /// A member's factor of a cleavage.
    Cleavage = 10,
    /// The probabilities of an uncertain prior on a candidate.
    Prior = 11,
    /// Who reconsiders before a ballot, and for whom it then votes.
    Revision = 12,
}

/// How many runs an address can tell apart: they are numbered by 40 bits of the counter. Simulations use the
/// first 10¹² ([`nemcon_core::limits::RUNS`]); those beyond are for pilot draws.
pub(crate) const RUNS: u64 = 1 << 40;

/// Whom a number is about: a hash of their ids.
pub(crate) type Entity = u64;

/// The 64-bit FNV-1a hash of the ids, joined by the unit separator 0x1F.
///
/// G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, *The FNV non-cryptographic hash algorithm*, 2012.
pub(crate) fn entity(ids: &[&str]) -> Entity {
    let separated = ids.iter().enumerate().flat_map(|(at, id)| (at > 0).then_some(0x1F).into_iter().chain(id.bytes()));
    separated.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// How many indices a purpose has for one entity; visits beyond them use the last again.
pub(super) const INDICES: u32 = 1 << 20;

/// All random numbers of one run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address {
    philox: Philox,
    run: u64,
}

impl Address {
    pub(crate) const fn new(philox: Philox, run: u64) -> Self {
        Self { philox, run }
    }

    /// The four words for a purpose, an entity and an index.
    #[inline]
    pub(crate) fn block(self, purpose: Purpose, entity: Entity, index: u32) -> [u32; 4] {
        let [run, high] = self.run_words();
        self.philox.block([run, high | tag(purpose, index), entity as u32, (entity >> 32) as u32])
    }

    /// The parts of the first two words of the counter that hold the run.
    pub(crate) const fn run_words(self) -> [u32; 2] {
        [self.run as u32, (self.run >> 32) as u32 & 0xFF]
    }

    /// Index and word of a pair's wait during a visit to a stance, visits counted from 0.
    pub(crate) const fn wait(stance: Stance, visit: u32) -> (u32, usize) {
        match stance {
            Stance::Support => (visit + 1, 0),
            Stance::Oppose | Stance::Reserve | Stance::Accept => (visit, 1 + stance as usize),
        }
    }

    /// One of those words.
    #[inline]
    pub(crate) fn word(self, purpose: Purpose, entity: Entity, index: u32, word: usize) -> u32 {
        self.block(purpose, entity, index)[word]
    }
}

/// The part of the counter's second word that holds purpose and index.
pub(crate) const fn tag(purpose: Purpose, index: u32) -> u32 {
    (if index < INDICES { index } else { INDICES - 1 }) << 8 | (purpose as u32) << 28
}

#[cfg(test)]
mod tests {
    use super::{Address, Philox, Purpose, entity};

    #[test]
    fn entities_keep_ids_apart() {
        // The published FNV-1a value of the empty text, and of "a".
        assert_eq!(entity(&[]), 0xcbf2_9ce4_8422_2325);
        assert_eq!(entity(&["a"]), 0xaf63_dc4c_8601_ec8c);
        assert_ne!(entity(&["ab", "c"]), entity(&["a", "bc"]));
    }

    #[test]
    fn the_counter_is_laid_out_as_documented() {
        let philox = Philox::new(7);
        let address = Address::new(philox, 0x12_3456_789A);
        let words = address.block(Purpose::Event, 0x0102_0304_0506_0708, 5);
        assert_eq!(words, philox.block([0x3456_789A, 0x12 | 5 << 8 | 6 << 28, 0x0506_0708, 0x0102_0304]));
        let last = address.block(Purpose::Event, 1, (1 << 20) - 1);
        assert_eq!((address.block(Purpose::Event, 1, 1 << 20), address.block(Purpose::Event, 1, u32::MAX)), (last, last));
    }
}
