//! Power where members may also abstain.
//!
//! With three ballots a member can make a difference in three ways: between for and against, for and
//! abstaining, abstaining and against. All `3^n` divisions being equally likely, the Banzhaf indices
//! are the shares of the others' `3^(n−1)` divisions in which each difference decides.
//!
//! For Shapley–Shubik, members are called in a random order, all orders and all votes being equally
//! likely; pivotal is the member whose vote settles the result, whatever the votes still to come.
//! After the votes of a set T the result is open with probability `u(T)`: it passes if all others
//! were for, and fails if all were against. So
//! `φ_i = Σ_{T ∌ i} |T|! (n−1−|T|)! / n! · (u(T) − u(T ∪ i))`.
//!
//! ## Source
//! D. S. Felsenthal and M. Machover, "Ternary voting games", International Journal of Game Theory 26
//! (1997), 335–351; The Measurement of Voting Power, Edward Elgar, 1998, chapter 8.

use nemcon_core::{Body, MemberSet, Rule};
use num_bigint::{BigInt, BigUint};
use num_integer::binomial;
use num_rational::BigRational;

use crate::{
    PowerError, Value,
    analyse::per_role,
    diagram::{Diagram, Flow, LayerWeights, Limit, Swap, of_game},
    game::{Ballots, Game},
    index::shapley_shubik::Orders,
    layers::{Answer, Layer, layers},
    number::Number,
    polynomial::Polynomial,
};

/// What is known about a rule when members are for, abstain or are against.
#[derive(Debug, Clone, PartialEq)]
pub struct Ternary {
    /// The present members, by index in the body.
    pub members: Vec<usize>,
    /// How many divisions into for, abstaining and against pass.
    pub passing: BigUint,
    /// Their share of all divisions.
    pub power_to_act: Value,
    /// The power of each member, in the order of `members`.
    pub power: Vec<TernaryPower>,
}

/// The power of one member that may abstain.
#[derive(Debug, Clone, PartialEq)]
pub struct TernaryPower {
    /// The member's index in the body.
    pub member: usize,
    /// How often being for instead of against decides.
    pub banzhaf_for_against: Value,
    /// How often being for instead of abstaining decides.
    pub banzhaf_for_abstain: Value,
    /// How often abstaining instead of being against decides.
    pub banzhaf_abstain_against: Value,
    /// The roll-call Shapley–Shubik index.
    pub shapley_shubik: Value,
}

/// Analyses a rule over the present members of a body, each of whom is for, abstains or is against;
/// tables may take `memory` bytes.
///
/// ## Errors
/// If nobody is present, the numbers of a tally are too long, or memory is too small.
pub fn ternary(rule: &Rule, body: &Body, present: &MemberSet, memory: usize) -> Result<Ternary, PowerError> {
    let game = Game::new(rule, body, present, Ballots::Three)?;
    let limit = Limit { bytes: memory };
    let layers = layers(&game, true);
    let diagram = of_game(&game, &layers, limit)?;
    // Called, a member has three votes; not called, one more: counts stay below 4^n.
    let counts = match game.len() {
        0..32 => Counts::new::<u64>(&diagram, &layers, 8, limit),
        32..64 => Counts::new::<u128>(&diagram, &layers, 16, limit),
        players => Counts::new::<BigUint>(&diagram, &layers, 32 + players / 4, limit),
    }?;
    let players = game.len();
    let divisions = |members: usize| BigInt::from(3).pow(members as u32);
    let share = |count: &BigUint, members: usize| Value::exact(BigRational::new(count.clone().into(), divisions(members)));
    let orders = Orders::new(players);
    let power = per_role(&layers, |player| {
        let Differences { for_against, for_abstain, abstain_against, settled } = &counts.players[player];
        // Each coefficient is a count over the votes of s others and the member's own.
        let scaled = |(size, count): (usize, &BigUint)| count * BigUint::from(3u8).pow((players - 1 - size) as u32);
        let settled: Vec<BigUint> = settled[..players].iter().enumerate().map(scaled).collect();
        TernaryPower {
            member: player,
            banzhaf_for_against: share(for_against, players - 1),
            banzhaf_for_abstain: share(for_abstain, players - 1),
            banzhaf_abstain_against: share(abstain_against, players - 1),
            shapley_shubik: Value::exact(orders.fraction(&settled) / divisions(players)),
        }
    });
    Ok(Ternary {
        power_to_act: share(&counts.passing, players),
        passing: counts.passing,
        power: power.into_iter().zip(&game.members).map(|(power, &member)| TernaryPower { member, ..power }).collect(),
        members: game.members,
    })
}

/// What differences each player makes.
struct Counts {
    passing: BigUint,
    players: Vec<Differences>,
}

/// In how many of the others' divisions a player's vote decides.
#[derive(Clone)]
struct Differences {
    for_against: BigUint,
    for_abstain: BigUint,
    abstain_against: BigUint,
    /// By how many others were called before: three times how often the result is open before the
    /// player's vote, less how often it still is after it, summed over the player's votes.
    settled: Vec<BigUint>,
}

impl Counts {
    fn new<T: Number + Into<BigUint>>(diagram: &Diagram, layers: &[Layer], number: usize, limit: Limit) -> Result<Self, PowerError> {
        let players: usize = layers.iter().map(Layer::len).sum();
        // Divisions; those in which whoever is not called is for; those in which it is against.
        let (once, called, open) = (Polynomial::term(one::<T>(), 0), Polynomial::term(one::<T>(), 1), Polynomial::new(vec![one::<T>(), one()]));
        let plain = [once.clone(), once.clone(), once];
        let upper = [called.clone(), called.clone(), open.clone()];
        let lower = [open, called.clone(), called];
        let passing: BigUint = Flow::new(diagram, weights(layers, &plain), number, limit)?.total().total().into();
        let mut counts = Self { passing, players: Vec::new() };
        let difference = |factors: &[Polynomial<T>; 3], pairs: &[(usize, usize)]| -> Result<Vec<Vec<BigUint>>, PowerError> {
            let flow = Flow::new(diagram, weights(layers, factors), number, limit)?;
            let changed = |layer: usize| flow.through(layer, &swaps(&layers[layer], factors, pairs)).counts(players);
            Ok((0..layers.len()).map(changed).collect())
        };
        let plain_change = |pair| Ok(difference(&plain, &[pair])?.into_iter().map(|counts| counts[0].clone()).collect::<Vec<_>>());
        let (for_against, for_abstain) = (plain_change((FOR, AGAINST))?, plain_change((FOR, ABSTAIN))?);
        let from_above = difference(&upper, &[(FOR, ABSTAIN), (FOR, AGAINST)])?;
        let from_below = difference(&lower, &[(FOR, AGAINST), (ABSTAIN, AGAINST)])?;
        let mut by_player = vec![None; players];
        for (at, layer) in layers.iter().enumerate() {
            let differences = Differences {
                abstain_against: &for_against[at] - &for_abstain[at],
                for_against: for_against[at].clone(),
                for_abstain: for_abstain[at].clone(),
                settled: from_above[at].iter().zip(&from_below[at]).map(|(above, below)| above + below).collect(),
            };
            layer.players.iter().for_each(|&player| by_player[player] = Some(differences.clone()));
        }
        counts.players = by_player.into_iter().map(|differences| differences.expect("every player has a layer")).collect();
        Ok(counts)
    }
}

// Places of the ballots in a triple of factors.
const AGAINST: usize = 0;
const ABSTAIN: usize = 1;
const FOR: usize = 2;

fn one<T: Number>() -> T {
    T::from_count(&1u8.into())
}

/// The weights of all answers if each ballot has its factor.
fn weights<T: Number>(layers: &[Layer], factors: &[Polynomial<T>; 3]) -> LayerWeights<T> {
    let answers = layers.iter().map(|layer| layer.answers.iter().map(|&answer| weight(layer.len(), answer, factors)).collect()).collect();
    let mut free = Polynomial::zero();
    for factor in factors {
        free.add_product(&Polynomial::term(one(), 0), factor);
    }
    let mut rest = vec![Polynomial::term(one(), 0)];
    for layer in layers.iter().rev() {
        let following = rest.last().expect("never empty");
        rest.push(times(following, &free, layer.len()));
    }
    rest.reverse();
    LayerWeights { answers, rest }
}

/// How many ways `players` have to give an answer, times the factors of their ballots.
fn weight<T: Number>(players: usize, answer: Answer, factors: &[Polynomial<T>; 3]) -> Polynomial<T> {
    let Answer { abstain, favour } = answer;
    let ways = binomial(BigUint::from(players), BigUint::from(favour)) * binomial(BigUint::from(players - favour), BigUint::from(abstain));
    let all = Polynomial::term(T::from_count(&ways), 0);
    let all = times(&all, &factors[AGAINST], players - favour - abstain);
    times(&times(&all, &factors[ABSTAIN], abstain), &factors[FOR], favour)
}

fn times<T: Number>(start: &Polynomial<T>, factor: &Polynomial<T>, power: usize) -> Polynomial<T> {
    (0..power).fold(start.clone(), |product, _| {
        let mut next = Polynomial::zero();
        next.add_product(&product, factor);
        next
    })
}

/// One player of a layer changing its ballot, for each way in which the others of the layer answer.
fn swaps<T: Number>(layer: &Layer, factors: &[Polynomial<T>; 3], pairs: &[(usize, usize)]) -> Vec<Swap<T>> {
    let others = layer.len() - 1;
    let voting = |answer: Answer, ballot: usize| {
        layer.index(Answer { abstain: answer.abstain + usize::from(ballot == ABSTAIN), favour: answer.favour + usize::from(ballot == FOR) })
    };
    (0..=others)
        .flat_map(|favour| (0..=others - favour).map(move |abstain| Answer { abstain, favour }))
        .flat_map(|answer| {
            let weight = weight(others, answer, factors);
            pairs.iter().map(move |&(up, down)| Swap { up: voting(answer, up), down: Some(voting(answer, down)), weight: weight.clone() })
        })
        .collect()
}
