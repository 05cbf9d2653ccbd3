//! What a rule's diagram says about the whole game.

use crate::{
    diagram::{Diagram, holds_along},
    layers::Layer,
    limit::Work,
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

/// Whether no two disjoint coalitions win: a coalition wins only if the others would lose. `None` if that takes too long.
pub(crate) fn is_proper(diagram: &Diagram, dual: &Diagram, layers: &[Layer], work: &Work) -> Option<bool> {
    holds_along(diagram, dual, |layer| same(&layers[layer]), work)
}

/// Whether of a coalition and the others one always wins. `None` if that takes too long.
pub(crate) fn is_strong(diagram: &Diagram, dual: &Diagram, layers: &[Layer], work: &Work) -> Option<bool> {
    holds_along(dual, diagram, |layer| same(&layers[layer]), work)
}

/// The same answer on both sides.
fn same(layer: &Layer) -> impl Iterator<Item = (usize, usize)> + use<> {
    (0..layer.answers.len()).map(|answer| (answer, answer))
}
