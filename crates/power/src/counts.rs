//! What a measure of power may ask for.

use std::cell::OnceCell;

use num_bigint::BigUint;

use crate::{
    PowerError, Value,
    coalitions::{Minimal, minimal},
    counted::Counted,
    diagram::Diagram,
    error::feasible,
    layers::{Layer, per_player},
    limit::Limit,
    reduced::Reduced,
    unions::{Unions, Within},
};

/// A game that has been counted. What belongs to a player is counted for one player of each layer, since
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
    /// The sets of players who act as one towards the others: each player is in one of them. Empty where nobody was
    /// said to.
    unions: &'a [Vec<usize>],
    minimal: OnceCell<Result<Option<Minimal>, PowerError>>,
    within: OnceCell<Result<Option<Unions>, PowerError>>,
}

impl<'a> Counts<'a> {
    /// What was counted of a game whose players act in `unions`; minimal coalitions are listed if there are at most so
    /// many.
    pub(crate) fn new(
        game: &'a Reduced,
        layers: &'a [Layer],
        counted: &'a Counted,
        diagram: Option<&'a Diagram>,
        unions: &'a [Vec<usize>],
        listed: usize,
        limit: Limit,
    ) -> Self {
        Self { game, layers, counted, diagram, limit, listed, unions, minimal: OnceCell::new(), within: OnceCell::new() }
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

    /// One value a player, from the number of its layer.
    pub(crate) fn each<T: Clone>(&self, value: impl Fn(usize) -> T) -> Vec<T> {
        per_player(self.layers, value)
    }

    /// One value a player, from its swings.
    pub(crate) fn of_swings(&self, value: impl Fn(&BigUint) -> Option<Value>) -> Vec<Option<Value>> {
        self.each(|layer| value(&self.counted.swings[layer]))
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

    /// One value a player, from what is counted within its union; `None` if there are no unions, or it is not feasible.
    pub(crate) fn within_unions(&self, value: impl Fn(&Within) -> Value) -> Result<Vec<Option<Value>>, PowerError> {
        let found = || if self.unions.is_empty() { Ok(None) } else { feasible(Unions::new(self.game, self.unions, self.limit)) };
        let within = self.within.get_or_init(found).as_ref().map_err(PowerError::clone)?;
        Ok(within.as_ref().map_or_else(|| self.each(|_| None), |unions| unions.each(value)))
    }
}
