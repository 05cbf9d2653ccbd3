//! Counting coalitions through a diagram: how many win, and in how many each player is decisive.

use num_bigint::BigUint;
use num_integer::binomial;
use num_traits::One;

use crate::{
    PowerError,
    diagram::{Diagram, Flow, LayerWeights, Limit, Swap},
    layers::Layer,
    number::Number,
    polynomial::Polynomial,
};

/// How many coalitions there are of some kind, and how many concern each player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    /// The coalitions, by size.
    pub(crate) coalitions: Vec<BigUint>,
    /// For each player the coalitions that concern it, by size.
    pub(crate) players: Vec<Vec<BigUint>>,
}

impl Counts {
    /// All coalitions.
    pub(crate) fn total(&self) -> BigUint {
        self.coalitions.iter().sum()
    }

    /// For each player all coalitions that concern it.
    pub(crate) fn totals(&self) -> Vec<BigUint> {
        self.players.iter().map(|sizes| sizes.iter().sum()).collect()
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Winning coalitions; for a player its swings, by the size of the coalition it joins.
    Winning,
    /// The coalitions of a family (see [`crate::diagram::minimal_winning`]); for a player those it belongs to.
    Family,
}

/// The size of a count of coalitions of so many players, in bytes: 8, 16, or a big integer's.
pub(crate) fn number_bytes(players: usize) -> usize {
    match players {
        0..64 => 8,
        64..128 => 16,
        _ => 32 + players / 8,
    }
}

/// Counts the coalitions of a diagram, exactly.
pub(crate) fn count(diagram: &Diagram, layers: &[Layer], what: What, limit: Limit) -> Result<Counts, PowerError> {
    match layers.iter().map(Layer::len).sum() {
        0..64 => count_in::<u64>(diagram, layers, what, limit),
        64..128 => count_in::<u128>(diagram, layers, what, limit),
        _ => count_in::<BigUint>(diagram, layers, what, limit),
    }
}

fn count_in<T: Number + Into<BigUint>>(diagram: &Diagram, layers: &[Layer], what: What, limit: Limit) -> Result<Counts, PowerError> {
    let players: usize = layers.iter().map(Layer::len).sum();
    let flow = Flow::new(diagram, weights::<T>(layers, what), number_bytes(players), limit)?;
    let mut counts = Counts { coalitions: flow.total().counts(players), players: vec![Vec::new(); players] };
    for (layer, alike) in layers.iter().enumerate() {
        let others = alike.len() - 1;
        // The others of the layer answer freely; this player is inside, or is not.
        let swaps: Vec<Swap<T>> = (0..=others)
            .map(|inside| match what {
                What::Winning => Swap { up: inside + 1, down: Some(inside), weight: choose(others, inside, inside) },
                What::Family => Swap { up: inside + 1, down: None, weight: choose(others, inside, inside + 1) },
            })
            .collect();
        let sizes = flow.through(layer, &swaps).counts(players);
        for &player in &alike.players {
            counts.players[player].clone_from(&sizes);
        }
    }
    Ok(counts)
}

/// How many ways there are to answer a layer, and what follows once it is decided.
pub(crate) fn weights<T: Number>(layers: &[Layer], what: What) -> LayerWeights<T> {
    let answers = layers.iter().map(|layer| (0..=layer.len()).map(|inside| choose(layer.len(), inside, inside)).collect()).collect();
    let mut after: usize = layers.iter().map(Layer::len).sum();
    let mut free = |players: usize| {
        let rest = after;
        after -= players;
        match what {
            What::Winning => Polynomial::new(row(rest)),
            What::Family => Polynomial::term(T::from_count(&BigUint::one()), 0),
        }
    };
    let mut rest: Vec<_> = layers.iter().map(|layer| free(layer.len())).collect();
    rest.push(free(0));
    LayerWeights { answers, rest }
}

/// `C(all, some) z^power`
fn choose<T: Number>(all: usize, some: usize, power: usize) -> Polynomial<T> {
    Polynomial::term(T::from_count(&binomial(BigUint::from(all), BigUint::from(some))), power)
}

/// All binomial coefficients of `all`.
fn row<T: Number>(all: usize) -> Vec<T> {
    let mut coefficient = BigUint::one();
    (0..=all)
        .map(|some| {
            let number = T::from_count(&coefficient);
            coefficient = &coefficient * (all - some) / (some + 1);
            number
        })
        .collect()
}
