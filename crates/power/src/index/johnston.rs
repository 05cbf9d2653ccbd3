//! The Johnston index: in every coalition in which somebody is decisive, the decisive members share
//! one point equally; `γ_i` is a member's share of all points.
//!
//! ## Source
//! R. J. Johnston, "On the measurement of power: some reactions to Laver", Environment and Planning A
//! 10 (1978), 907–914.
//!
//! Where players come in an order of falling weight in every sum, the decisive members of a
//! coalition are its first so many. So it is enough to know which is the last of them: the one
//! without which the coalition fails while it passes without the next. Other games are enumerated.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;

use super::deegan_packel::shares;
use crate::{
    Measure, PowerError, Value,
    counts::Counts,
    diagram::{Diagram, FAILS, Flow, Node, PASSES, What, by_size, index, row, weights},
    enumeration::{Enumeration, LARGEST},
    error::feasible,
    layers::{Layer, players},
    limit::{Limit, Work},
    number::{Number, in_bits},
    polynomial::Polynomial,
    reduced::Reduced,
};

/// The Johnston index; not defined where nobody is ever decisive, and not feasible where the game is
/// neither ordered nor small enough to be enumerated.
pub static JOHNSTON: Measure = Measure {
    key: "johnston",
    index: "johnston",
    heading: ["", "Johnston"],
    meaning: "its part, if those who are decisive together share equally",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let points = feasible(points(counts))?.flatten();
        let all: Option<BigRational> =
            points.as_ref().map(|points| points.iter().zip(counts.layers).map(|(points, layer)| points * BigInt::from(layer.len())).sum());
        let share = |layer: usize| {
            let (points, all) = (points.as_ref()?, all.as_ref()?);
            (!all.is_zero()).then(|| Value::exact(&points[layer] / all))
        };
        Ok(counts.each(share))
    },
};

/// What a product takes, in steps.
const STEP: u64 = 30;

/// The points of a player of each layer.
fn points(counts: &Counts<'_>) -> Result<Option<Vec<BigRational>>, PowerError> {
    let Counts { game, layers, limit, .. } = *counts;
    let Some(diagram) = counts.diagram else { return Ok(None) };
    let ordered = layers.iter().skip(1).all(|layer| layer.below_all_before);
    let by_sharers = match game.len() {
        _ if ordered => in_bits!(game.len() + 1, T, size => ordered_counts::<T>(diagram, layers, size, limit))?,
        ..=LARGEST => enumerated(game, layers),
        _ => return Ok(None),
    };
    Ok(Some(by_sharers.iter().map(|counts| shares(counts.iter().enumerate())).collect()))
}

/// For a player of each layer in how many coalitions it is one of `c` decisive members, by `c`.
fn enumerated(game: &Reduced, layers: &[Layer]) -> Vec<Vec<BigUint>> {
    let table = Enumeration::new(game);
    let players = game.len();
    let mut counts = vec![vec![0u64; players + 1]; players];
    for coalition in table.winning() {
        let decisive: Vec<usize> =
            (0..players).filter(|&player| coalition >> player & 1 == 1 && !table.wins(coalition ^ 1 << player)).collect();
        for &player in &decisive {
            counts[player][decisive.len()] += 1;
        }
    }
    layers.iter().map(|layer| counts[layer.players[0]].iter().copied().map(BigUint::from).collect()).collect()
}

fn ordered_counts<T: Number + Into<BigUint>>(
    diagram: &Diagram,
    layers: &[Layer],
    number: usize,
    limit: Limit,
) -> Result<Vec<Vec<BigUint>>, PowerError> {
    let paths = weights::<T>(layers, &by_size(layers), What::Winning);
    let inside: Vec<Vec<Polynomial<T>>> = paths.answers.clone();
    let flow = Flow::new(diagram, paths, number, limit)?;
    let work = limit.work("the Johnston index");
    let mut last = Last::new(diagram, layers, &flow, &inside, &work);
    let one = Polynomial::term(T::from_count(&BigUint::one()), 0);
    let mut counts = vec![Vec::new(); layers.len()];
    // below[node]: how many completions there are with so many further decisive members.
    let mut below: Vec<Polynomial<T>> = Vec::new();
    for layer in (0..diagram.depth()).rev() {
        // With one player inside, the others of the layer answer freely.
        let others = row::<T>(layers[layer].len() - 1);
        let mut table = Vec::with_capacity(diagram.width(layer));
        let mut concerned = Polynomial::zero();
        for node in diagram.nodes(layer) {
            let mut all = Polynomial::zero();
            let mut with_one = Polynomial::zero();
            for (answer, ways) in inside[layer].iter().enumerate() {
                let (with, without) = (diagram.after(layer, node, answer), diagram.after(layer, node, answer.saturating_sub(1)));
                let mut further = if matches!(with, FAILS | PASSES) { Polynomial::zero() } else { below[index(with)].clone() };
                if answer > 0 {
                    further.add_product(&one, &Polynomial::term(last.count(layer + 1, with, without)?, 0));
                    with_one.add_product(&Polynomial::term(others[answer - 1].clone(), answer), &further);
                }
                work.spend(STEP * (further.width() + 1) as u64)?;
                all.add_product(ways, &further);
            }
            work.spend(STEP * (flow.reaching(layer, node).width() * with_one.width()) as u64)?;
            concerned.add_product(flow.reaching(layer, node), &with_one);
            table.push(all);
        }
        counts[layer] = concerned.counts(players(layers));
        below = table;
    }
    Ok(counts)
}

/// Counts completions after which the members of the layer before were the last decisive ones.
struct Last<'a, T> {
    diagram: &'a Diagram,
    /// In how many ways a layer can give each answer.
    ways: Vec<Vec<T>>,
    /// How many completions of each node pass.
    passing: Vec<Vec<T>>,
    /// How many completions there are from each layer on.
    completions: Vec<T>,
    work: &'a Work,
    known: FxHashMap<(usize, Node, Node), T>,
}

impl<'a, T: Number> Last<'a, T> {
    fn new(diagram: &'a Diagram, layers: &[Layer], flow: &Flow<'_, T>, inside: &[Vec<Polynomial<T>>], work: &'a Work) -> Self {
        let passing = (0..diagram.depth())
            .map(|layer| diagram.nodes(layer).map(|node| flow.onward(layer, node).map_or_else(T::zero, Polynomial::total)).collect())
            .collect();
        let after = |layer: usize| layers[layer..].iter().map(Layer::len).sum::<usize>();
        Self {
            diagram,
            ways: inside.iter().map(|layer| layer.iter().map(Polynomial::total).collect()).collect(),
            passing,
            completions: (0..=diagram.depth()).map(|layer| T::from_count(&(BigUint::one() << after(layer)))).collect(),
            work,
            known: FxHashMap::default(),
        }
    }

    fn passing(&self, layer: usize, node: Node) -> T {
        match node {
            FAILS => T::zero(),
            PASSES => self.completions[layer].clone(),
            _ => self.passing[layer][index(node)].clone(),
        }
    }

    /// Completions from `layer` on that pass from `with`, fail from `without`, and pass from `with`
    /// also without any one of the members that are inside from here on.
    fn count(&mut self, layer: usize, with: Node, without: Node) -> Result<T, PowerError> {
        let mut walked = Vec::new();
        let (mut with, mut without) = (with, without);
        let one = T::from_count(&BigUint::one());
        let mut sum = T::zero();
        for at in layer..=self.diagram.depth() {
            match (with, without) {
                (FAILS, _) | (_, PASSES) => break,
                (PASSES, FAILS) => {
                    sum = self.completions[at].clone();
                    break;
                }
                _ if with == without => break,
                _ => {}
            }
            if let Some(known) = self.known.get(&(at, with, without)) {
                sum.clone_from(known);
                break;
            }
            self.work.spend(STEP * (1 + self.ways[at].len()) as u64)?;
            // The next member inside belongs to this layer, and is not decisive …
            let mut here = T::zero();
            for (answer, ways) in self.ways[at].iter().enumerate().skip(1) {
                here.add_product(ways, &self.passing(at + 1, self.diagram.after(at, with, answer - 1)));
            }
            for (answer, ways) in self.ways[at].iter().enumerate().skip(1) {
                here.subtract_product(ways, &self.passing(at + 1, self.diagram.after(at, without, answer)));
            }
            walked.push(((at, with, without), here));
            // … or to a later one.
            (with, without) = (self.diagram.after(at, with, 0), self.diagram.after(at, without, 0));
        }
        for (key, here) in walked.into_iter().rev() {
            sum.add_product(&one, &here);
            self.known.insert(key, sum.clone());
        }
        Ok(sum)
    }
}
