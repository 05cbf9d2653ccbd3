//! Whether a game is weighted, and by which integers.
//!
//! A game is weighted if some weights and a quota decide it. They solve a linear programme: every
//! minimal winning coalition reaches the quota, every maximal losing one stays at least 1 below it.
//! The programme is built up from violated coalitions only, which are shortest and longest paths
//! through the diagram; the integers found are checked, exactly, the same way.
//!
//! ## Source
//! A. Taylor and W. Zwicker, Simple Games, Princeton University Press, 1999, chapter 2.

use good_lp::{Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, constraint, microlp, variable};

use crate::{
    diagram::{Diagram, FAILS, PASSES, index},
    layers::Layer,
};

/// Weights and a quota that decide a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representation {
    /// What a coalition must reach to win.
    pub quota: u128,
    /// What each member adds, in the order of [`Analysis::members`](crate::Analysis::members).
    pub weights: Vec<u128>,
}

/// Whether a game is weighted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weighted {
    /// It is, in this way among others.
    Yes(Representation),
    /// No weights decide it.
    No,
}

/// How many coalitions may be asked about before the search gives up.
const ROUNDS: usize = 2000;
/// How far from an inequality the solver's answer may be.
const TOLERANCE: f64 = 1e-6;

/// Whether a game is weighted, players of one class getting one weight; `None` if the search gave up.
pub(crate) fn weighted(diagram: &Diagram, layers: &[Layer], classes: &[Vec<usize>]) -> Option<Weighted> {
    let players: usize = layers.iter().map(Layer::len).sum();
    let search = Search { diagram, layers, class: class_of(classes, players) };
    if let FAILS | PASSES = diagram.root() {
        let quota = u128::from(diagram.root() == FAILS);
        return Some(Weighted::Yes(Representation { quota, weights: vec![0; players] }));
    }
    let (mut winning, mut losing) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let Some((quota, weights)) = solve(classes, &winning, &losing)? else { return Some(Weighted::No) };
        let (least, lightest) = search.extreme(&weights, PASSES);
        let (most, heaviest) = search.extreme(&weights, FAILS);
        let (too_light, too_heavy) = (least < quota - TOLERANCE, most > quota - 1.0 + TOLERANCE);
        if too_light {
            winning.push(lightest);
        }
        if too_heavy {
            losing.push(heaviest);
        }
        if !too_light && !too_heavy {
            return search.integers(&weights).map(Weighted::Yes);
        }
    }
    None
}

fn class_of(classes: &[Vec<usize>], players: usize) -> Vec<usize> {
    let mut class = vec![0; players];
    for (number, players) in classes.iter().enumerate() {
        for &player in players {
            class[player] = number;
        }
    }
    class
}

/// The lightest quota and weights, by class, that separate these coalitions, given as how many of each
/// class are inside. Nothing inside: there are none. The outer `None`: the solver failed.
#[expect(clippy::option_option, reason = "no weights exist, or none were found")]
fn solve(classes: &[Vec<usize>], winning: &[Vec<usize>], losing: &[Vec<usize>]) -> Option<Option<(f64, Vec<f64>)>> {
    let mut variables = ProblemVariables::new();
    let quota = variables.add(variable().min(0));
    let weights: Vec<Variable> = classes.iter().map(|_| variables.add(variable().min(0))).collect();
    let sum = |counts: &[usize]| -> Expression { counts.iter().zip(&weights).map(|(&count, &weight)| count as f64 * weight).sum() };
    let sizes: Vec<usize> = classes.iter().map(Vec::len).collect();
    let mut problem = variables.minimise(sum(&sizes) + quota * 1e-3).using(microlp);
    for coalition in winning {
        problem = problem.with(constraint!(sum(coalition) >= quota));
    }
    for coalition in losing {
        problem = problem.with(constraint!(sum(coalition) <= quota - 1));
    }
    match problem.solve() {
        Ok(solution) => Some(Some((solution.value(quota), weights.iter().map(|&weight| solution.value(weight)).collect()))),
        Err(ResolutionError::Infeasible) => Some(None),
        Err(_) => None,
    }
}

struct Search<'a> {
    diagram: &'a Diagram,
    layers: &'a [Layer],
    /// The class of each player.
    class: Vec<usize>,
}

impl Search<'_> {
    /// The lightest coalition that wins (`end` passes), or the heaviest that loses: its weight, and how
    /// many of each class it has.
    fn extreme(&self, weights: &[f64], end: u32) -> (f64, Vec<usize>) {
        // Losing coalitions are searched with negative weights, so that lighter is always better.
        let sign = if end == PASSES { 1.0 } else { -1.0 };
        let class = |layer: usize| self.class[self.layers[layer].players[0]];
        let depth = self.diagram.depth();
        let mut best: Vec<Vec<(f64, usize)>> = vec![Vec::new(); depth];
        // Decided, the rest stays outside a winning coalition, and inside a losing one.
        let mut free = vec![0.0; depth + 1];
        for layer in (0..depth).rev() {
            let all = if end == PASSES { 0 } else { self.layers[layer].len() };
            free[layer] = free[layer + 1] - all as f64 * weights[class(layer)];
            for node in self.diagram.nodes(layer) {
                let ways = (0..=self.layers[layer].len()).map(|answer| {
                    let after = self.diagram.after(layer, node, answer);
                    let onward = match after {
                        FAILS | PASSES if after == end => free[layer + 1],
                        FAILS | PASSES => f64::INFINITY,
                        _ => best[layer + 1][index(after)].0,
                    };
                    (sign * answer as f64 * weights[class(layer)] + onward, answer)
                });
                let lightest = ways.min_by(|a, b| a.0.total_cmp(&b.0)).expect("a layer has answers");
                best[layer].push(lightest);
            }
        }
        let mut counts = vec![0; weights.len()];
        let mut node = self.diagram.root();
        for layer in 0..depth {
            let answer = match node {
                FAILS | PASSES if end == PASSES => 0,
                FAILS | PASSES => self.layers[layer].len(),
                _ => best[layer][index(node)].1,
            };
            counts[class(layer)] += answer;
            node = self.diagram.after(layer, node, answer);
        }
        (sign * best[0][index(self.diagram.root())].0, counts)
    }

    /// The smallest multiple of `weights` that, rounded to integers, decides the game.
    fn integers(&self, weights: &[f64]) -> Option<Representation> {
        // Classes are at least 1 apart in sum: rounding n weights by ½ each cannot blur a factor of n + 1.
        (1..=self.class.len() + 1).find_map(|factor| {
            // Whole numbers far below 2^53: sums of doubles are exact.
            let rounded: Vec<f64> = weights.iter().map(|weight| (weight * factor as f64).round()).collect();
            let (least, _) = self.extreme(&rounded, PASSES);
            let (most, _) = self.extreme(&rounded, FAILS);
            (least > most)
                .then(|| Representation { quota: least as u128, weights: self.class.iter().map(|&class| rounded[class] as u128).collect() })
        })
    }
}
