//! All coalitions of a small game, one by one.

use crate::reduced::{Formula, Reduced};

/// The most players whose coalitions are enumerated.
pub(crate) const LARGEST: usize = 20;

/// Which coalitions win; a coalition is a set of bits, the first player the lowest.
pub(crate) struct Enumeration {
    wins: Vec<bool>,
}

impl Enumeration {
    /// Decides all coalitions of a game of at most [`LARGEST`] players.
    pub(crate) fn new(game: &Reduced) -> Self {
        Self { wins: decide(&game.formula, game) }
    }

    /// How many coalitions there are, the empty one included.
    pub(crate) fn len(&self) -> usize {
        self.wins.len()
    }

    /// Whether a coalition wins.
    pub(crate) fn wins(&self, coalition: usize) -> bool {
        self.wins[coalition]
    }

    /// The winning coalitions.
    pub(crate) fn winning(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|&coalition| self.wins(coalition))
    }
}

fn decide(formula: &Formula, game: &Reduced) -> Vec<bool> {
    let coalitions = 1usize << game.len();
    let parts = |k: usize, parts: &[Formula]| {
        let mut holding = vec![0usize; coalitions];
        for part in parts {
            decide(part, game).iter().zip(&mut holding).for_each(|(&holds, holding)| *holding += usize::from(holds));
        }
        holding.into_iter().map(|holding| holding >= k).collect()
    };
    match formula {
        Formula::Constant(value) => vec![*value; coalitions],
        Formula::Atom(atom) => {
            let atom = &game.atoms[*atom];
            let mut sums = vec![0u128; coalitions];
            for coalition in 1..coalitions {
                let player = coalition.trailing_zeros() as usize;
                sums[coalition] = sums[coalition & (coalition - 1)] + atom.gains[player][1];
            }
            sums.into_iter().map(|sum| sum >= atom.quota).collect()
        }
        Formula::All(all) => parts(all.len(), all),
        Formula::Any(any) => parts(1, any),
        Formula::AtLeast(k, some) => parts(*k, some),
    }
}
