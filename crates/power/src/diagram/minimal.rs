//! The diagram of the minimal winning coalitions.

use rustc_hash::FxHashMap;

use super::{Diagram, FAILS, FIRST, Limit, Node, PASSES, holds_along};
use crate::{PowerError, layers::Layer};

/// The diagram that passes exactly on the minimal winning coalitions of a game with two ballots.
/// Once it passes, nobody else may be inside: its rest is 1.
///
/// A node remembers where the game stands, and where it would stand without one of those inside.
/// A coalition is minimal if the first passes and all the others fail. Of the others only the
/// highest matter; and where players come in an order of falling weight in every sum, dropping the
/// last one inside is always the highest.
pub(crate) fn minimal_winning(game: &Diagram, layers: &[Layer], limit: Limit) -> Result<Diagram, PowerError> {
    let mut result = Diagram { answers: game.answers.clone(), successors: Vec::with_capacity(game.depth()), root: FAILS };
    let mut size = 0;
    let mut states = States::default();
    result.root = states.number(game, 0, vec![game.root]);
    for (layer, players) in layers.iter().enumerate() {
        let answers = players.answers.len();
        size += states.list.len() * answers;
        limit.check(size)?;
        let mut next = States::default();
        let mut successors = Vec::with_capacity(states.list.len() * answers);
        for state in &states.list {
            for answer in 0..answers {
                let forward = |&node: &Node| game.after(layer, node, answer);
                let mut after = Vec::with_capacity(state.len() + 1);
                after.push(forward(&state[0]));
                if answer > 0 {
                    after.push(game.after(layer, state[0], answer - 1));
                }
                if answer == 0 || !players.below_all_before {
                    after.extend(state[1..].iter().map(forward));
                }
                successors.push(next.number(game, layer + 1, after));
            }
        }
        result.successors.push(successors);
        states = next;
    }
    // Passing means here that nobody else may be inside, so that only failing is the same in every layer … and
    // a node that passes if nobody else is inside is that very end.
    result.reduce(|successors| {
        let alone = successors[1..].iter().all(|&node| node == FAILS);
        (alone && successors[0] < FIRST).then_some(successors[0])
    });
    Ok(result)
}

/// The undecided states of a layer, numbered as they are met: first where the game stands, then
/// where it would stand without one.
#[derive(Default)]
struct States {
    list: Vec<Vec<Node>>,
    known: FxHashMap<Vec<Node>, Node>,
}

impl States {
    fn number(&mut self, game: &Diagram, layer: usize, mut state: Vec<Node>) -> Node {
        let stands = state[0];
        if stands == FAILS || state[1..].iter().any(|&without| without == PASSES || without == stands) {
            return FAILS;
        }
        if stands == PASSES {
            return PASSES;
        }
        keep_highest(game, layer, &mut state);
        if let Some(&name) = self.known.get(&state) {
            return name;
        }
        self.list.push(state.clone());
        let name = FIRST + self.list.len() as Node - 1;
        self.known.insert(state, name);
        name
    }
}

/// Leaves out what fails anyway, and what fails whenever another one fails.
fn keep_highest(game: &Diagram, layer: usize, state: &mut Vec<Node>) {
    if state.len() == 2 && state[1] == FAILS {
        state.pop();
    }
    if state.len() < 3 {
        return;
    }
    let mut others = state.split_off(1);
    others.sort_unstable();
    others.dedup();
    others.retain(|&node| node != FAILS);
    let same = |layer: usize| (0..game.answers[layer]).map(|answer| (answer, answer));
    let below = |a: Node, b: Node| a != b && holds_along((game, a), (game, b), layer, same);
    let highest = others.iter().filter(|&&a| !others.iter().any(|&b| below(a, b)));
    state.extend(highest);
}
