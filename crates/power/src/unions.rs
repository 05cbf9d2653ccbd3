//! Members who act as one towards the others: a priori unions.
//!
//! Whether a member of a union is decisive is asked of a game of its own: the other unions play as one each,
//! the members of its union by themselves. One diagram counts both kinds at once, the sum of marks telling
//! how many there are of each.

use std::collections::hash_map::Entry;

use nemcon_core::MemberSet;
use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use crate::{
    PowerError, Value,
    diagram::{What, count_marked, dense, of_game},
    layers::{Layer, layers, role},
    limit::Limit,
    reduced::Reduced,
};

/// The unions of a game as sets of players: those of `unions` that have any, and everybody else alone. Empty where
/// no unions are given.
pub(crate) fn partition(game: &Reduced, unions: &[MemberSet]) -> Result<Vec<Vec<usize>>, PowerError> {
    if unions.is_empty() {
        return Ok(Vec::new());
    }
    let mut free = vec![true; game.len()];
    let mut sets = Vec::new();
    for union in unions {
        let members: Vec<usize> = (0..game.len()).filter(|&player| union.contains(game.members[player])).collect();
        if let Some(&player) = members.iter().find(|&&player| !std::mem::take(&mut free[player])) {
            return Err(PowerError::Unions { member: game.members[player] });
        }
        sets.push(members);
    }
    sets.extend((0..game.len()).filter(|&player| free[player]).map(|player| vec![player]));
    sets.retain(|set| !set.is_empty());
    Ok(sets)
}

/// The swings of a member of a union.
pub(crate) struct Within {
    /// How many unions there are.
    pub(crate) unions: usize,
    /// How many members its own has.
    pub(crate) mates: usize,
    /// Its swings into coalitions of `h` other unions and `s` members of its own, at `h + s · unions`.
    pub(crate) swings: Vec<BigUint>,
}

/// What was counted within each union.
pub(crate) struct Unions {
    within: Vec<Within>,
    /// Which of them each player has.
    of: Vec<usize>,
}

impl Unions {
    /// Counts a game whose players act in these unions.
    pub(crate) fn new(game: &Reduced, unions: &[Vec<usize>], limit: Limit) -> Result<Self, PowerError> {
        let (joint, alone): (Vec<&[usize]>, Vec<&[usize]>) = unions.iter().map(Vec::as_slice).partition(|union| union.len() > 1);
        // All of them together take no longer than one count may.
        let limit = Limit { steps: limit.steps / (joint.len() as u64 + 1), ..limit };
        let mut found = Self { within: Vec::new(), of: vec![0; game.len()] };
        if !alone.is_empty() {
            found.count(game, &[&joint[..], &alone].concat(), alone.len(), unions.len(), 1, limit)?;
        }
        // Of unions whose members have the same roles one is counted.
        let mut known: FxHashMap<Vec<Vec<[u128; 2]>>, Vec<usize>> = FxHashMap::default();
        for (number, union) in joint.iter().enumerate() {
            let mut members = union.to_vec();
            members.sort_by(|&a, &b| role(game, a).cmp(role(game, b)));
            match known.entry(members.iter().map(|&player| role(game, player).collect()).collect()) {
                Entry::Occupied(same) => members.iter().zip(same.get()).for_each(|(&player, &like)| found.of[player] = found.of[like]),
                Entry::Vacant(new) => {
                    let sets = [&joint[..number], &joint[number + 1..], &alone, &members.chunks(1).collect::<Vec<_>>()].concat();
                    found.count(game, &sets, members.len(), unions.len(), members.len(), limit)?;
                    new.insert(members);
                }
            }
        }
        Ok(found)
    }

    /// Counts the game of `sets`, for the last so many of them: players who act alone, or the members of one union.
    fn count(
        &mut self,
        game: &Reduced,
        sets: &[&[usize]],
        last: usize,
        unions: usize,
        mates: usize,
        limit: Limit,
    ) -> Result<(), PowerError> {
        let game = game.among(sets);
        let asked = |set: usize| set + last >= sets.len();
        let layers = layers(&game, |set| usize::from(asked(set)));
        // Where there is nobody else in the union of who is asked about, the others who are asked about are other unions.
        let mark = |layer: &Layer| if mates > 1 && asked(layer.players[0]) { unions } else { 1 };
        let diagram = of_game(&game, &layers, limit)?;
        let counted = count_marked(&diagram, &layers, &layers.iter().map(mark).collect::<Vec<_>>(), What::Winning, limit)?;
        for (layer, terms) in layers.iter().zip(counted.layers).filter(|(layer, _)| asked(layer.players[0])) {
            layer.players.iter().for_each(|&set| self.of[sets[set][0]] = self.within.len());
            self.within.push(Within { unions, mates, swings: dense(terms, unions * mates - 1) });
        }
        Ok(())
    }

    /// One value a player.
    pub(crate) fn each(&self, value: impl Fn(&Within) -> Value) -> Vec<Option<Value>> {
        let values: Vec<Value> = self.within.iter().map(value).collect();
        self.of.iter().map(|&place| Some(values[place].clone())).collect()
    }
}
