//! What counting a game's coalitions finds, whichever method counts.

use num_bigint::BigUint;

use crate::{
    PowerError, Value,
    diagram::{Diagram, What, count},
    layers::Layer,
    limit::Limit,
};

/// What the measures and the structure need beside winning coalitions and swings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// Swings by size.
    pub(crate) by_size: bool,
    /// How many minimal winning coalitions there are, where that is found on the way.
    pub(crate) minimal: bool,
}

/// Winning coalitions, and the swings of a player of each layer.
pub(crate) struct Counted {
    /// How many coalitions win.
    pub(crate) winning: BigUint,
    /// The same by size.
    pub(crate) winning_by_size: Option<Vec<BigUint>>,
    /// The swings of a player of each layer.
    pub(crate) swings: Vec<BigUint>,
    /// The same by the size of the coalition that the player joins.
    pub(crate) swings_by_size: Option<Vec<Vec<BigUint>>>,
    /// How likely a player of each layer is to be decisive if the others are inside with one common
    /// probability, all probabilities being equally likely. Found where swings by size were asked for
    /// and not feasible.
    pub(crate) integrated: Option<Vec<Value>>,
    /// How many minimal winning coalitions there are, if that was found on the way.
    pub(crate) minimal_winning: Option<BigUint>,
}

impl Counted {
    /// Counts through a diagram, which tells everything by size.
    pub(crate) fn through(diagram: &Diagram, layers: &[Layer], limit: Limit) -> Result<Self, PowerError> {
        let sizes = count(diagram, layers, What::Winning, limit)?;
        Ok(Self {
            winning: sizes.total(),
            swings: (0..layers.len()).map(|layer| sizes.of_layer(layer)).collect(),
            winning_by_size: Some(sizes.coalitions),
            swings_by_size: Some(sizes.layers),
            integrated: None,
            minimal_winning: None,
        })
    }
}
