//! What a rule's diagram says about the whole game.

use crate::{
    diagram::{Diagram, holds_along},
    layers::Layer,
    reduced::Reduced,
};

/// The players without whom nobody wins: each can veto.
pub(crate) fn veto_players(game: &Reduced) -> Vec<usize> {
    (0..game.len()).filter(|&player| !game.wins(|other| other != player)).collect()
}

/// The player that wins alone and without whom nobody wins, if there is one.
pub(crate) fn dictator(game: &Reduced) -> Option<usize> {
    (0..game.len()).find(|&player| game.wins(|other| other == player) && !game.wins(|other| other != player))
}

/// Whether no two disjoint coalitions win: a coalition wins only if the others would lose.
pub(crate) fn is_proper(diagram: &Diagram, dual: &Diagram, layers: &[Layer]) -> bool {
    holds_along((diagram, diagram.root()), (dual, dual.root()), 0, |layer| same(&layers[layer]))
}

/// Whether of a coalition and the others one always wins.
pub(crate) fn is_strong(diagram: &Diagram, dual: &Diagram, layers: &[Layer]) -> bool {
    holds_along((dual, dual.root()), (diagram, diagram.root()), 0, |layer| same(&layers[layer]))
}

/// The same answer on both sides.
fn same(layer: &Layer) -> impl Iterator<Item = (usize, usize)> + use<> {
    (0..layer.answers.len()).map(|answer| (answer, answer))
}
