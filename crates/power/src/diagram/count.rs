//! Counting coalitions through a diagram: how many win, and in how many each player is decisive.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_traits::One;

use super::{Diagram, Flow, LayerWeights, Swap};
use crate::{
    PowerError,
    layers::{Layer, players},
    limit::Limit,
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

/// How many coalitions have each sum of marks, in rising order of the sums.
pub(crate) type Terms = Vec<(usize, BigUint)>;

/// The same as [`Sizes`], told apart by what the marks of the members add up to.
pub(crate) struct Marked {
    /// The coalitions.
    pub(crate) coalitions: Terms,
    /// For a player of each layer the coalitions that concern it.
    pub(crate) layers: Vec<Terms>,
}

/// Counts the coalitions of a diagram, exactly, by size.
pub(crate) fn count(diagram: &Diagram, layers: &[Layer], what: What, limit: Limit) -> Result<Sizes, PowerError> {
    let players = players(layers);
    let found = count_marked(diagram, layers, &by_size(layers), what, limit)?;
    Ok(Sizes {
        coalitions: dense(found.coalitions, players),
        layers: found.layers.into_iter().map(|terms| dense(terms, players)).collect(),
    })
}

/// Counts the coalitions of a diagram, exactly, by the sum of their members' marks: one mark for all players
/// of a layer.
pub(crate) fn count_marked(diagram: &Diagram, layers: &[Layer], marks: &[usize], what: What, limit: Limit) -> Result<Marked, PowerError> {
    in_bits!(players(layers) + 1, T, size => {
        let flow = Flow::new(diagram, weights::<T>(layers, marks, what), size, limit)?;
        let concerning = |layer: usize| Ok(flow.through(layer, &swaps(layers[layer].len(), marks[layer], what))?.into_terms());
        Ok(Marked { coalitions: flow.total().into_terms(), layers: (0..layers.len()).map(concerning).collect::<Result<_, _>>()? })
    })
}

/// The marks by which sums are sizes.
pub(crate) fn by_size(layers: &[Layer]) -> Vec<usize> {
    vec![1; layers.len()]
}

/// One count for every sum from 0 to `most`.
pub(crate) fn dense(terms: Terms, most: usize) -> Vec<BigUint> {
    let mut counts = vec![BigUint::ZERO; most + 1];
    for (sum, count) in terms {
        counts[sum] = count;
    }
    counts
}

/// One player of a layer inside, or instead of outside, while the others of the layer answer freely.
fn swaps<T: Number>(alike: usize, mark: usize, what: What) -> Vec<Swap<T>> {
    let ways = row::<T>(alike - 1).into_iter().enumerate();
    ways.map(|(inside, ways)| match what {
        What::Winning => Swap { up: inside + 1, down: Some(inside), weight: Polynomial::term(ways, mark * inside) },
        What::Family => Swap { up: inside + 1, down: None, weight: Polynomial::term(ways, mark * (inside + 1)) },
    })
    .collect()
}

/// How many ways there are to answer a layer, and what follows once it is decided.
pub(crate) fn weights<T: Number>(layers: &[Layer], marks: &[usize], what: What) -> LayerWeights<T> {
    let ways = |(layer, &mark): (&Layer, &usize)| stretched(layer.len(), mark).collect();
    let answers = layers.iter().zip(marks).map(ways).collect();
    let mut after = BTreeMap::new();
    let mut rest = vec![decided(&after, what)];
    for (layer, &mark) in layers.iter().zip(marks).rev() {
        *after.entry(mark).or_default() += layer.len();
        rest.push(decided(&after, what));
    }
    rest.reverse();
    LayerWeights { answers, rest }
}

/// All ways in which players alike can be inside, each with the sum of their marks.
fn stretched<T: Number>(alike: usize, mark: usize) -> impl Iterator<Item = Polynomial<T>> {
    row(alike).into_iter().enumerate().map(move |(inside, ways)| Polynomial::term(ways, mark * inside))
}

/// What those who have not answered yet sum to once it is decided, given how many of them bear each mark.
fn decided<T: Number>(after: &BTreeMap<usize, usize>, what: What) -> Polynomial<T> {
    let one = Polynomial::term(T::from_count(&BigUint::one()), 0);
    match what {
        What::Winning => after.iter().fold(one.clone(), |all, (&mark, &alike)| {
            let mut free = Polynomial::zero();
            stretched(alike, mark).for_each(|ways| free.add_product(&one, &ways));
            let mut product = Polynomial::zero();
            product.add_product(&all, &free);
            product
        }),
        What::Family => one,
    }
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
