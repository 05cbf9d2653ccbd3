//! The Nakamura number: the fewest winning coalitions that have no member in common.
//!
//! With fewer alternatives than that, the rule never leads in circles, whatever the members prefer;
//! with as many, it can. Where somebody has a veto every two winning coalitions share it: infinite.
//!
//! ## Source
//! K. Nakamura, "The vetoers in a simple game with ordinal preferences", International Journal of Game
//! Theory 8 (1979), 55–61. Covers are counted by inclusion and exclusion: A. Björklund, T. Husfeldt and
//! M. Koivisto, "Set partitioning via inclusion–exclusion", SIAM Journal on Computing 39 (2009), 546–563.

use crate::{enumeration::Enumeration, reduced::Reduced, wide::Wide};

/// A Nakamura number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nakamura {
    /// So many winning coalitions without a common member.
    Finite(usize),
    /// All winning coalitions have a member in common, or none wins.
    Infinite,
}

/// The number of a game without vetoes of at most [`crate::enumeration::LARGEST`] players.
///
/// Coalitions have no member in common if what each leaves out covers everybody.
pub(crate) fn nakamura(game: &Reduced) -> Nakamura {
    if !game.wins(|_| true) {
        return Nakamura::Infinite;
    }
    let table = Enumeration::new(game);
    let everybody = table.len() - 1;
    // droppable[set]: how many parts of the set can be left out of a winning coalition.
    let mut droppable: Vec<u32> = (0..=everybody).map(|set| u32::from(table.wins(everybody ^ set))).collect();
    for player in 0..game.len() {
        let bit = 1 << player;
        for set in (0..=everybody).filter(|set| set & bit != 0) {
            droppable[set] += droppable[set ^ bit];
        }
    }
    // The number of k-tuples that cover everybody is Σ ± droppable^k over all sets, which 256 bits
    // hold: without vetoes every single member can be left out, so k ≤ n + 1 − s, s the most that can
    // be left out, and (Σ_{j ≤ s} C(n, j))^k stays below 2^256 for up to 20 members.
    let mut powers = vec![Wide::<4>::one(); table.len()];
    for number in 1..=game.len() {
        let mut covers = Wide::<4>::zero();
        for (set, power) in powers.iter_mut().enumerate() {
            power.multiply(u64::from(droppable[set]));
            if (everybody ^ set).count_ones().is_multiple_of(2) {
                covers.add(power);
            } else {
                covers.subtract(power);
            }
        }
        if covers != Wide::zero() {
            return Nakamura::Finite(number);
        }
    }
    Nakamura::Infinite
}
