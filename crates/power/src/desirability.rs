//! The desirability relation: who is at least as powerful as whom.
//!
//! Player `i` is at least as desirable as `j` if every losing coalition without both that wins once
//! `j` joins also wins once `i` joins. It is a partial order of classes; if any two players compare,
//! the game is *complete* (linear), and every index that respects the relation ranks the same.
//!
//! ## Source
//! J. R. Isbell, "A class of simple games", Duke Mathematical Journal 25 (1958), 423–439; M. Maschler
//! and B. Peleg, "A characterization, existence proof and dimension bounds for the kernel of a game",
//! Pacific Journal of Mathematics 18 (1966), 289–328.

use nemcon_core::MemberId;
use num_bigint::BigUint;

use crate::{
    diagram::{Diagram, holds_along},
    layers::{Layer, at_least_as_heavy, equal_roles},
    limit::Work,
    reduced::Reduced,
};

/// Members in classes of equal desirability, and which classes compare.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Desirability {
    /// Members of equal desirability; the classes in order of falling swings,
    /// so that a more desirable class comes first.
    pub classes: Vec<Vec<MemberId>>,
    /// Pairs of classes, by their places, neither of which is above the other; none in a complete game. Of all other
    /// pairs the first is above the second.
    pub incomparable: Vec<(usize, usize)>,
}

impl Desirability {
    /// Whether any two members compare.
    pub fn is_complete(&self) -> bool {
        self.incomparable.is_empty()
    }
}

/// The same in players.
pub(crate) struct Relation {
    pub(crate) classes: Vec<Vec<usize>>,
    incomparable: Vec<(usize, usize)>,
}

impl Relation {
    /// Whether any two players compare.
    pub(crate) fn is_complete(&self) -> bool {
        self.incomparable.is_empty()
    }

    /// In members, given who each player is.
    pub(crate) fn of(self, members: &[MemberId]) -> Desirability {
        let named = |class: Vec<usize>| class.into_iter().map(|player| members[player]).collect();
        Desirability { classes: self.classes.into_iter().map(named).collect(), incomparable: self.incomparable }
    }
}

/// The relation, given everybody's swings; `None` if some pair does not compare by weight
/// and there is no diagram to look at, or that takes too long.
pub(crate) fn desirability(game: &Reduced, swings: &[&BigUint], diagram: Option<(&Diagram, &[Layer])>, work: &Work) -> Option<Relation> {
    let mut players: Vec<usize> = (0..game.len()).collect();
    players.sort_by(|&a, &b| swings[b].cmp(swings[a]));
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let mut incomparable = Vec::new();
    for player in players {
        // Where two players compare, equal swings make them equal.
        let mut home = None;
        for (number, class) in classes.iter().enumerate() {
            let known = class[0];
            if swings[known] == swings[player] && at_least(game, known, player, diagram, work)? {
                home = Some(number);
                break;
            }
        }
        match home {
            Some(number) => classes[number].push(player),
            None => classes.push(vec![player]),
        }
    }
    for low in 1..classes.len() {
        for high in 0..low {
            if !at_least(game, classes[high][0], classes[low][0], diagram, work)? {
                incomparable.push((high, low));
            }
        }
    }
    Some(Relation { classes, incomparable })
}

/// Whether `player` is at least as desirable as `other`, which has no more swings.
fn at_least(game: &Reduced, player: usize, other: usize, diagram: Option<(&Diagram, &[Layer])>, work: &Work) -> Option<bool> {
    if equal_roles(game, player, other) || at_least_as_heavy(game, player, other) {
        return Some(true);
    }
    let (diagram, layers) = diagram?;
    let layer_of = |player: usize| layers.iter().position(|layer| layer.players.contains(&player)).expect("every player has a layer");
    let (home, away) = (layer_of(player), layer_of(other));
    // Whenever the rule passes with the other and without this player, it passes the other way round.
    let answers = |layer: usize| {
        let others = layers[layer].len() - usize::from(layer == home || layer == away);
        let (left, right) = (usize::from(layer == away), usize::from(layer == home));
        (0..=others).map(move |inside| (inside + left, inside + right))
    };
    holds_along(diagram, diagram, answers, work)
}
