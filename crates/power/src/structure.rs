//! What a rule's diagram says about the whole game.

use crate::{
    diagram::{Diagram, holds_along},
    layers::Layer,
    limit::Work,
    reduced::Reduced,
};

/// The players without whom nobody wins: each can veto.
pub(crate) fn veto_players(game: &Reduced, layers: &[Layer]) -> Vec<usize> {
    let vetoes = |layer: &&Layer| !game.wins(|other| other != layer.players[0]);
    let mut players: Vec<usize> = layers.iter().filter(vetoes).flat_map(|layer| layer.players.iter().copied()).collect();
    players.sort_unstable();
    players
}

/// The player that wins alone and without whom nobody wins, if there is one: no other is like it.
pub(crate) fn dictator(game: &Reduced, layers: &[Layer]) -> Option<usize> {
    let alone = layers.iter().filter(|layer| layer.len() == 1).map(|layer| layer.players[0]);
    alone.into_iter().find(|&player| game.wins(|other| other == player) && !game.wins(|other| other != player))
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
