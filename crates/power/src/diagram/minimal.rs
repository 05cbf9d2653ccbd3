//! The diagram of the minimal winning coalitions.

use rustc_hash::FxHashMap;

use super::{Diagram, FAILS, FIRST, Node, PASSES};
use crate::{PowerError, layers::Layer, limit::Limit};

/// How many layers are looked through to compare two nodes: one level of recursion each.
const DEEPEST: usize = 500;
/// What a state takes, in steps.
const STATE: u64 = 150;
/// What it takes to compare two nodes.
const PAIR: u64 = 50;

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
    let work = limit.work("the diagram of minimal coalitions");
    let mut order = Order { game, known: vec![FxHashMap::default(); game.depth()], size: 0 };
    result.root = states.number(&mut order, 0, vec![game.root]);
    for (layer, players) in layers.iter().enumerate() {
        let answers = players.answers.len();
        size += states.list.len() * answers;
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
                work.spend(STATE + PAIR * (after.len() * after.len()) as u64)?;
                let known = order.size;
                successors.push(next.number(&mut order, layer + 1, after));
                work.spend(PAIR * (order.size - known) as u64)?;
            }
            limit.check(size + next.list.len() + order.size)?;
        }
        result.successors.push(successors);
        states = next;
    }
    // Passing means here that nobody else may be inside: a node that passes just then is that end.
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
    fn number(&mut self, order: &mut Order<'_>, layer: usize, mut state: Vec<Node>) -> Node {
        let stands = state[0];
        if stands == FAILS || state[1..].iter().any(|&without| without == PASSES || without == stands) {
            return FAILS;
        }
        if stands == PASSES {
            return PASSES;
        }
        order.keep_highest(layer, &mut state);
        if let Some(&name) = self.known.get(&state) {
            return name;
        }
        self.list.push(state.clone());
        let name = FIRST + self.list.len() as Node - 1;
        self.known.insert(state, name);
        name
    }
}

/// Which nodes of a diagram fail whenever others do, remembered.
struct Order<'a> {
    game: &'a Diagram,
    known: Vec<FxHashMap<(Node, Node), bool>>,
    /// How many comparisons are remembered.
    size: usize,
}

impl Order<'_> {
    /// Leaves out of a state what fails anyway, and what fails whenever another one fails.
    fn keep_highest(&mut self, layer: usize, state: &mut Vec<Node>) {
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
        for &node in &others {
            if !others.iter().any(|&other| other != node && self.below(layer, node, other)) {
                state.push(node);
            }
        }
    }

    /// Whether `a` never passes where `b` fails. Far from the last layer it may say no where it is so:
    /// a state then keeps more than it must.
    fn below(&mut self, layer: usize, a: Node, b: Node) -> bool {
        if a == b || a == FAILS || b == PASSES {
            return true;
        }
        if a == PASSES || b == FAILS || self.game.depth() - layer > DEEPEST {
            return false;
        }
        if let Some(&known) = self.known[layer].get(&(a, b)) {
            return known;
        }
        let game = self.game;
        let below =
            (0..game.answers[layer]).all(|answer| self.below(layer + 1, game.after(layer, a, answer), game.after(layer, b, answer)));
        self.known[layer].insert((a, b), below);
        self.size += 1;
        below
    }
}
