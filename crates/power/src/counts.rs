//! What a measure of power may ask for.

use std::cell::OnceCell;

use num_bigint::BigUint;

use crate::{
    Coalitions, PowerError, Value,
    coalitions::minimal,
    counted::Counted,
    diagram::{Diagram, Limit, Sizes},
    error::feasible,
    layers::Layer,
    reduced::Reduced,
};

/// A game that has been counted. What belongs to a player is given for one player of each layer, since
/// those of equal role share it; what is costly is computed when it is first asked for.
pub(crate) struct Counts<'a> {
    /// The game.
    pub(crate) game: &'a Reduced,
    /// Its players, those of equal role together.
    pub(crate) layers: &'a [Layer],
    /// What counting found.
    pub(crate) counted: &'a Counted,
    /// Its diagram, unless that is too large.
    pub(crate) diagram: Option<&'a Diagram>,
    /// How large tables may grow.
    pub(crate) limit: Limit,
    /// Minimal coalitions are listed if there are at most so many.
    pub(crate) listed: usize,
    minimal: OnceCell<Result<Option<Minimal>, PowerError>>,
}

/// The minimal winning coalitions, and those by size that a player of each layer belongs to.
pub(crate) type Minimal = (Coalitions, Sizes);

impl<'a> Counts<'a> {
    /// What was counted of a game; minimal coalitions are listed if there are at most so many.
    pub(crate) fn new(
        game: &'a Reduced,
        layers: &'a [Layer],
        counted: &'a Counted,
        diagram: Option<&'a Diagram>,
        listed: usize,
        limit: Limit,
    ) -> Self {
        Self { game, layers, counted, diagram, limit, listed, minimal: OnceCell::new() }
    }

    /// How many players there are.
    pub(crate) fn players(&self) -> usize {
        self.game.len()
    }

    /// How many coalitions there are, the empty one included: `2^n`.
    pub(crate) fn coalitions(&self) -> BigUint {
        BigUint::from(1u8) << self.players()
    }

    /// How many coalitions win.
    pub(crate) fn winning(&self) -> &BigUint {
        &self.counted.winning
    }

    /// One value a layer.
    pub(crate) fn each<T>(&self, value: impl FnMut(usize) -> T) -> Vec<T> {
        (0..self.layers.len()).map(value).collect()
    }

    /// One value a layer, from the swings of one of its players.
    pub(crate) fn of_swings(&self, value: impl FnMut(&BigUint) -> Option<Value>) -> Vec<Option<Value>> {
        self.counted.swings.iter().map(value).collect()
    }

    /// The swings of all players together.
    pub(crate) fn all_swings(&self) -> BigUint {
        self.sum(&self.counted.swings)
    }

    /// Over all players, given the number of one player of each layer.
    pub(crate) fn sum(&self, one: &[BigUint]) -> BigUint {
        one.iter().zip(self.layers).map(|(one, layer)| one * layer.len()).sum()
    }

    /// The minimal winning coalitions; `None` if they are not feasible.
    pub(crate) fn minimal(&self) -> Result<Option<&Minimal>, PowerError> {
        let found = || {
            let Some(diagram) = self.diagram else { return Ok(None) };
            feasible(minimal(diagram, self.layers, &self.game.members, self.listed, self.limit))
        };
        self.minimal.get_or_init(found).as_ref().map(Option::as_ref).map_err(PowerError::clone)
    }
}
