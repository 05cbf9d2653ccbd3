//! Counting coalitions through a diagram: how many win, and in how many each player is decisive.

use num_bigint::BigUint;
use num_traits::One;

use super::{Diagram, Flow, LayerWeights, Limit, Swap};
use crate::{
    PowerError,
    layers::{Layer, players},
    number::{Number, in_bits},
    polynomial::Polynomial,
};

/// How many coalitions there are of some kind, and how many concern each player, by size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// The coalitions, by size.
    pub(crate) coalitions: Vec<BigUint>,
    /// For a player of each layer the coalitions that concern it, by size.
    pub(crate) layers: Vec<Vec<BigUint>>,
}

impl Sizes {
    /// All coalitions.
    pub(crate) fn total(&self) -> BigUint {
        self.coalitions.iter().sum()
    }

    /// All coalitions that concern a player of a layer.
    pub(crate) fn of_layer(&self, layer: usize) -> BigUint {
        self.layers[layer].iter().sum()
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Winning coalitions; for a player its swings, by the size of the coalition it joins.
    Winning,
    /// The coalitions of a family (see [`super::minimal_winning`]); for a player those it belongs to.
    Family,
}

/// Counts the coalitions of a diagram, exactly.
pub(crate) fn count(diagram: &Diagram, layers: &[Layer], what: What, limit: Limit) -> Result<Sizes, PowerError> {
    let players = players(layers);
    in_bits!(players + 1, T, size => {
        let flow = Flow::new(diagram, weights::<T>(layers, what), size, limit)?;
        let concerning = |layer: usize| flow.through(layer, &swaps(layers[layer].len(), what)).counts(players);
        Ok(Sizes { coalitions: flow.total().counts(players), layers: (0..layers.len()).map(concerning).collect() })
    })
}

/// One player of a layer inside, or instead of outside, while the others of the layer answer freely.
fn swaps<T: Number>(alike: usize, what: What) -> Vec<Swap<T>> {
    let ways = row::<T>(alike - 1).into_iter().enumerate();
    ways.map(|(inside, ways)| match what {
        What::Winning => Swap { up: inside + 1, down: Some(inside), weight: Polynomial::term(ways, inside) },
        What::Family => Swap { up: inside + 1, down: None, weight: Polynomial::term(ways, inside + 1) },
    })
    .collect()
}

/// How many ways there are to answer a layer, and what follows once it is decided.
pub(crate) fn weights<T: Number>(layers: &[Layer], what: What) -> LayerWeights<T> {
    let term = |(inside, ways)| Polynomial::term(ways, inside);
    let answers = layers.iter().map(|layer| row(layer.len()).into_iter().enumerate().map(term).collect()).collect();
    let mut after = players(layers);
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

/// All binomial coefficients of `all`.
pub(crate) fn row<T: Number>(all: usize) -> Vec<T> {
    let mut coefficient = BigUint::one();
    (0..=all)
        .map(|some| {
            let number = T::from_count(&coefficient);
            coefficient = &coefficient * (all - some) / (some + 1);
            number
        })
        .collect()
}
