//! Estimates by Monte Carlo, for rules that are too large to be counted.
//!
//! Shapley–Shubik: random orders, and who is pivotal in each; Banzhaf: random coalitions, and who is
//! decisive in each. Intervals are Wilson's, 95%.
//!
//! ## Source
//! J. Castro, D. Gómez and J. Tejada, "Polynomial calculation of the Shapley value based on sampling",
//! Computers & Operations Research 36 (2009), 1726–1730; Y. Bachrach et al., "Approximating power
//! indices", AAMAS 2008.

use nemcon_core::{Interval, MemberId};
use rand::Rng;

use crate::reduced::Reduced;
use crate::{BANZHAF, Measure, SHAPLEY_SHUBIK};

/// An estimated probability with its 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// The share of samples.
    pub value: f64,
    /// Wilson's interval.
    pub interval: Interval,
}

/// The estimated power of one member.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct EstimatedPower {
    /// The member.
    pub member: MemberId,
    /// The absolute Penrose–Banzhaf index.
    pub banzhaf: Estimate,
    /// The Shapley–Shubik index.
    pub shapley_shubik: Estimate,
}

impl EstimatedPower {
    /// The estimate of a measure, where it can be estimated.
    pub fn get(&self, measure: &Measure) -> Option<&Estimate> {
        match measure.key {
            key if key == BANZHAF.key => Some(&self.banzhaf),
            key if key == SHAPLEY_SHUBIK.key => Some(&self.shapley_shubik),
            _ => None,
        }
    }
}

/// The measures of power that can be estimated, in the order in which they are shown.
pub static ESTIMATED_MEASURES: [&Measure; 2] = [&BANZHAF, &SHAPLEY_SHUBIK];

/// The power of each player of a game; see [`Game::estimate`](crate::Game::estimate). `progress` hears of every sample.
pub(crate) fn estimate(game: &Reduced, samples: u64, random: &mut impl Rng, progress: impl Fn(u64)) -> Vec<EstimatedPower> {
    let players = game.len();
    let (mut decisive, mut pivotal) = (vec![0u64; players], vec![0u64; players]);
    let mut order: Vec<usize> = (0..players).collect();
    for _ in 0..samples {
        for last in (1..players).rev() {
            // The bias of this is below n / 2^64.
            order.swap(last, ((u128::from(random.next_u64()) * (last as u128 + 1)) >> 64) as usize);
        }
        let mut sums = Sums::new(game);
        let pivot = (!sums.pass()).then(|| {
            order.iter().find(|&&player| {
                sums.join(player);
                sums.pass()
            })
        });
        pivot.flatten().into_iter().for_each(|&player| pivotal[player] += 1);

        let inside: Vec<bool> = (0..players.div_ceil(64)).flat_map(|_| bits(random.next_u64())).take(players).collect();
        let mut sums = Sums::new(game);
        (0..players).filter(|&player| inside[player]).for_each(|player| sums.join(player));
        let passes = sums.pass();
        for (player, decisive) in decisive.iter_mut().enumerate() {
            let turned = if inside[player] { sums.passes_without(player) } else { sums.passes_with(player) };
            *decisive += u64::from(turned != passes);
        }
        progress(1);
    }
    let member = |player: usize| EstimatedPower {
        member: game.members[player],
        banzhaf: share(decisive[player], samples),
        shapley_shubik: share(pivotal[player], samples),
    };
    (0..players).map(member).collect()
}

fn bits(word: u64) -> impl Iterator<Item = bool> {
    (0..64).map(move |bit| word >> bit & 1 == 1)
}

/// The sums of a coalition.
struct Sums<'a> {
    game: &'a Reduced,
    sums: Vec<u128>,
}

impl<'a> Sums<'a> {
    fn new(game: &'a Reduced) -> Self {
        Self { game, sums: vec![0; game.atoms.len()] }
    }

    fn join(&mut self, player: usize) {
        self.sums.iter_mut().zip(&self.game.atoms).for_each(|(sum, atom)| *sum += atom.gains[player][1]);
    }

    fn pass(&self) -> bool {
        self.decided(|_, sum| sum)
    }

    fn passes_with(&self, player: usize) -> bool {
        self.decided(|atom, sum| sum + self.game.atoms[atom].gains[player][1])
    }

    fn passes_without(&self, player: usize) -> bool {
        self.decided(|atom, sum| sum - self.game.atoms[atom].gains[player][1])
    }

    fn decided(&self, sum: impl Fn(usize, u128) -> u128) -> bool {
        let reaches = |(atom, &known): (usize, &u128)| sum(atom, known) >= self.game.atoms[atom].quota;
        let holds: Vec<bool> = self.sums.iter().enumerate().map(reaches).collect();
        self.game.formula.holds(&holds)
    }
}

/// The share of `hits` in `samples` with Wilson's 95% interval.
fn share(hits: u64, samples: u64) -> Estimate {
    if samples == 0 {
        return Estimate { value: f64::NAN, interval: Interval::new(0.0, 1.0) };
    }
    let value = hits as f64 / samples as f64;
    Estimate { value, interval: Interval::wilson(value, samples as f64) }
}
