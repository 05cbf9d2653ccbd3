//! The order in which a diagram asks members, those of equal role together.

use std::cmp::Ordering;

use crate::reduced::{Ballots, Reduced};

/// Players of equal role, asked together: only how many of them cast which ballot matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layer {
    /// The players.
    pub(crate) players: Vec<usize>,
    /// The possible answers: everybody against first, everybody for last.
    pub(crate) answers: Vec<Answer>,
    /// Whether every player of every earlier layer counts at least as much in every sum.
    pub(crate) below_all_before: bool,
}

/// How many of a layer's players abstain, and how many are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Answer {
    /// How many abstain.
    pub(crate) abstain: usize,
    /// How many are for.
    pub(crate) favour: usize,
}

impl Answer {
    /// What this answer adds to a sum to which each player adds `gain`.
    pub(crate) fn gain(self, gain: [u128; 2]) -> u128 {
        // All gains of an atom together stay below 2^126.
        gain[0] * self.abstain as u128 + gain[1] * self.favour as u128
    }
}

impl Layer {
    fn new(players: Vec<usize>, ballots: Ballots) -> Self {
        let all = players.len();
        let answers = match ballots {
            Ballots::Two => (0..=all).map(|favour| Answer { abstain: 0, favour }).collect(),
            Ballots::Three => answers(all).collect(),
        };
        Self { players, answers, below_all_before: false }
    }

    /// How many players there are.
    pub(crate) fn len(&self) -> usize {
        self.players.len()
    }

    /// The number of an answer.
    pub(crate) fn index(&self, answer: Answer) -> usize {
        if self.answers.len() == self.len() + 1 {
            return answer.favour;
        }
        // Answers with fewer in favour come first: (m+1) + m + … of them.
        let rows = answer.favour;
        rows * (self.len() + 1) - rows * rows.saturating_sub(1) / 2 + answer.abstain
    }
}

/// The answers that so many players have who may abstain.
pub(crate) fn answers(players: usize) -> impl Iterator<Item = Answer> {
    (0..=players).flat_map(move |favour| (0..=players - favour).map(move |abstain| Answer { abstain, favour }))
}

/// The layers of a game: heavier players first. Players of equal role and of one `kind` share a layer.
pub(crate) fn layers(game: &Reduced, kind: impl Fn(usize) -> usize) -> Vec<Layer> {
    let totals: Vec<f64> = game.atoms.iter().map(|atom| atom.gains.iter().map(|gain| gain[1] as f64).sum()).collect();
    let share = |player: usize| -> f64 {
        let parts =
            game.atoms.iter().zip(&totals).map(|(atom, total)| (atom.gains[player][0] as f64 + atom.gains[player][1] as f64) / total);
        parts.sum()
    };
    let shares: Vec<f64> = (0..game.len()).map(share).collect();
    let by_role = |&a: &usize, &b: &usize| {
        shares[b].total_cmp(&shares[a]).then_with(|| role(game, b).cmp(role(game, a))).then_with(|| kind(a).cmp(&kind(b)))
    };
    let mut players: Vec<usize> = (0..game.len()).collect();
    players.sort_by(by_role);
    let mut layers: Vec<Layer> = (players.chunk_by(|&a, &b| kind(a) == kind(b) && role(game, a).eq(role(game, b))))
        .map(|players| Layer::new(players.to_vec(), game.ballots))
        .collect();
    let mut least: Option<Vec<[u128; 2]>> = None;
    for layer in &mut layers {
        let gains: Vec<[u128; 2]> = role(game, layer.players[0]).collect();
        let Some(least) = &mut least else {
            least = Some(gains);
            continue;
        };
        layer.below_all_before = least.iter().zip(&gains).all(|(least, gain)| gain[0] <= least[0] && gain[1] <= least[1]);
        least.iter_mut().zip(gains).for_each(|(least, gain)| *least = [least[0].min(gain[0]), least[1].min(gain[1])]);
    }
    layers
}

/// One kind of players, so that all of equal role are asked together.
pub(crate) fn alike(_: usize) -> usize {
    0
}

/// Every player is of a kind of its own, and asked by itself.
pub(crate) fn apart(player: usize) -> usize {
    player
}

/// How many players there are.
pub(crate) fn players(layers: &[Layer]) -> usize {
    layers.iter().map(Layer::len).sum()
}

/// One value a player, computed once a layer: those of equal role share it.
pub(crate) fn per_player<T: Clone>(layers: &[Layer], value: impl Fn(usize) -> T) -> Vec<T> {
    let mut values = vec![None; players(layers)];
    for (number, layer) in layers.iter().enumerate() {
        let shared = value(number);
        layer.players.iter().for_each(|&player| values[player] = Some(shared.clone()));
    }
    values.into_iter().map(|value| value.expect("every player has a layer")).collect()
}

/// What a player adds to each sum.
pub(crate) fn role(game: &Reduced, player: usize) -> impl Iterator<Item = [u128; 2]> + '_ {
    game.atoms.iter().map(move |atom| atom.gains[player])
}

/// Whether one player adds at least as much as another to every sum.
pub(crate) fn at_least_as_heavy(game: &Reduced, player: usize, other: usize) -> bool {
    let compare = |(a, b): ([u128; 2], [u128; 2])| a[0] >= b[0] && a[1] >= b[1];
    role(game, player).zip(role(game, other)).all(compare)
}

/// Whether two players add the same to every sum.
pub(crate) fn equal_roles(game: &Reduced, player: usize, other: usize) -> bool {
    role(game, player).cmp(role(game, other)) == Ordering::Equal
}
