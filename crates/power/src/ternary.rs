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

use nemcon_core::MemberId;
use num_bigint::{BigInt, BigUint};
use num_integer::binomial;
use num_rational::BigRational;

use crate::{
    Method, PowerError, Value,
    diagram::{Diagram, Flow, LayerWeights, Swap, of_game, row},
    index::shapley_shubik::Orders,
    layers::{Answer, Layer, alike, answers, apart, layers, per_player, players},
    limit::Limit,
    number::{Number, in_bits},
    polynomial::Polynomial,
    reduced::Reduced,
};

/// What is known about a rule when members are for, abstain or are against.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Ternary {
    /// The present members.
    pub members: Vec<MemberId>,
    /// How divisions were counted.
    pub method: Method,
    /// How many divisions into for, abstaining and against pass.
    pub passing: BigUint,
    /// Their share of all divisions.
    pub power_to_act: Value,
    /// The power of each member, in the order of `members`.
    pub power: Vec<TernaryPower>,
}

/// The power of one member that may abstain.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TernaryPower {
    /// The member.
    pub member: MemberId,
    /// How often being for instead of against decides.
    pub banzhaf_for_against: Value,
    /// How often being for instead of abstaining decides.
    pub banzhaf_for_abstain: Value,
    /// How often abstaining instead of being against decides.
    pub banzhaf_abstain_against: Value,
    /// The roll-call Shapley–Shubik index.
    pub shapley_shubik: Value,
}

/// A measure of power in the game in which members may also abstain; [`TERNARY_MEASURES`] lists them.
#[derive(Debug)]
#[non_exhaustive]
pub struct TernaryMeasure {
    /// Its name in outputs for programs.
    pub key: &'static str,
    /// Its heading in tables, on two lines.
    pub heading: [&'static str; 2],
    /// What it says, in words.
    pub meaning: &'static str,
    of: fn(&TernaryPower) -> &Value,
}

impl TernaryPower {
    /// The value of a measure.
    pub fn get(&self, measure: &TernaryMeasure) -> &Value {
        (measure.of)(self)
    }
}

/// All measures of power where members may abstain, in the order in which they are shown.
pub static TERNARY_MEASURES: [TernaryMeasure; 4] = [
    TernaryMeasure {
        key: "banzhaf_for_against",
        heading: ["for or", "against"],
        meaning: "how often being for instead of against decides (Banzhaf)",
        of: |power| &power.banzhaf_for_against,
    },
    TernaryMeasure {
        key: "banzhaf_for_abstain",
        heading: ["for or", "abstain"],
        meaning: "how often being for instead of abstaining decides",
        of: |power| &power.banzhaf_for_abstain,
    },
    TernaryMeasure {
        key: "banzhaf_abstain_against",
        heading: ["abstain or", "against"],
        meaning: "how often abstaining instead of being against decides",
        of: |power| &power.banzhaf_abstain_against,
    },
    TernaryMeasure {
        key: "shapley_shubik",
        heading: ["Shapley–", "Shubik"],
        meaning: "how often its vote settles the result in a roll call in random order",
        of: |power| &power.shapley_shubik,
    },
];

/// The analysis of a game of three ballots.
pub(crate) fn ternary(game: Reduced, limit: Limit) -> Result<Ternary, PowerError> {
    let (layers, diagram) = smaller(&game, limit)?;
    // Called, a member has three votes; not called, one more; and the differences are added in pairs.
    let counts = in_bits!(2 * game.len() + 1, T, size => Counts::new::<T>(&diagram, &layers, size, limit))?;
    let players = game.len();
    let divisions = |members: usize| BigInt::from(3).pow(members as u32);
    let share = |count: &BigUint, members: usize| Value::exact(BigRational::new(count.clone().into(), divisions(members)));
    let orders = Orders::new(players);
    let power = per_player(&layers, |layer| {
        let Differences { for_against, for_abstain, abstain_against, settled } = &counts.layers[layer];
        // Each coefficient is a count over the votes of s others and the member's own.
        let scaled = |(size, count): (usize, &BigUint)| count * BigUint::from(3u8).pow((players - 1 - size) as u32);
        let settled: Vec<BigUint> = settled[..players].iter().enumerate().map(scaled).collect();
        TernaryPower {
            member: game.members[layers[layer].players[0]],
            banzhaf_for_against: share(for_against, players - 1),
            banzhaf_for_abstain: share(for_abstain, players - 1),
            banzhaf_abstain_against: share(abstain_against, players - 1),
            shapley_shubik: Value::exact(orders.fraction(&settled) / divisions(players)),
        }
    });
    Ok(Ternary {
        method: Method::Diagram,
        power_to_act: share(&counts.passing, players),
        passing: counts.passing,
        power: power.into_iter().zip(&game.members).map(|(power, &member)| TernaryPower { member, ..power }).collect(),
        members: game.members,
    })
}

/// The layers and the diagram of a game: where most members are like others there are many ways to vote,
/// and asking them one by one can be shorter.
fn smaller(game: &Reduced, limit: Limit) -> Result<(Vec<Layer>, Diagram), PowerError> {
    let build = |layers: Vec<Layer>| of_game(game, &layers, limit).map(|diagram| (layers, diagram));
    let (grouped, single) = (layers(game, alike), layers(game, apart));
    if 2 * grouped.len() > single.len() {
        return build(grouped);
    }
    match (build(grouped), build(single)) {
        (Ok(together), Ok(single)) => Ok(if single.1.successors() < together.1.successors() { single } else { together }),
        (together, single) => together.or(single),
    }
}

/// What differences the players of each layer make.
struct Counts {
    passing: BigUint,
    layers: Vec<Differences>,
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
        let players = players(layers);
        // Divisions; those in which whoever is not called is for; those in which it is against.
        let (once, called, open) =
            (Polynomial::term(one::<T>(), 0), Polynomial::term(one::<T>(), 1), Polynomial::new(vec![one::<T>(), one()]));
        let plain = [once.clone(), once.clone(), once];
        let upper = [called.clone(), called.clone(), open.clone()];
        let lower = [open, called.clone(), called];
        let passing: BigUint = Flow::new(diagram, weights(layers, &plain), number, limit)?.total().total().into();
        let difference = |factors: &[Polynomial<T>; 3], pairs: &[(usize, usize)]| -> Result<Vec<Vec<BigUint>>, PowerError> {
            let flow = Flow::new(diagram, weights(layers, factors), number, limit)?;
            let changed = |layer: usize| Ok(flow.through(layer, &swaps(&layers[layer], factors, pairs))?.counts(players));
            (0..layers.len()).map(changed).collect()
        };
        let plain_change = |pair| Ok(difference(&plain, &[pair])?.into_iter().map(|counts| counts[0].clone()).collect::<Vec<_>>());
        let (for_against, for_abstain) = (plain_change((FOR, AGAINST))?, plain_change((FOR, ABSTAIN))?);
        let from_above = difference(&upper, &[(FOR, ABSTAIN), (FOR, AGAINST)])?;
        let from_below = difference(&lower, &[(FOR, AGAINST), (ABSTAIN, AGAINST)])?;
        let differences = |layer: usize| Differences {
            for_against: for_against[layer].clone(),
            for_abstain: for_abstain[layer].clone(),
            abstain_against: &for_against[layer] - &for_abstain[layer],
            settled: from_above[layer].iter().zip(&from_below[layer]).map(|(above, below)| above + below).collect(),
        };
        Ok(Self { passing, layers: (0..layers.len()).map(differences).collect() })
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
    let answers = layers.iter().map(|layer| ways(layer.len(), factors).collect()).collect();
    let mut free = Polynomial::zero();
    for factor in factors {
        free.add_product(&Polynomial::term(one(), 0), factor);
    }
    let powers = powers(&free, players(layers));
    let mut after = players(layers);
    let mut rest = vec![powers[after].clone()];
    for layer in layers {
        after -= layer.len();
        rest.push(powers[after].clone());
    }
    LayerWeights { answers, rest }
}

/// In how many ways players alike give each answer, times the factors of their ballots; answers in
/// the order of [`Layer::answers`].
fn ways<T: Number>(players: usize, factors: &[Polynomial<T>; 3]) -> impl Iterator<Item = Polynomial<T>> {
    let [against, abstaining, favouring] = factors.each_ref().map(|factor| powers(factor, players));
    let some = row::<T>(players);
    answers(players).map(move |Answer { abstain, favour }| {
        let others = players - favour;
        let mut ballots = Polynomial::zero();
        ballots.add_product(&abstaining[abstain], &against[others - abstain]);
        let choice = T::from_count(&binomial(BigUint::from(others), BigUint::from(abstain)));
        let mut chosen = T::zero();
        chosen.add_product(&some[favour], &choice);
        let mut all = Polynomial::zero();
        all.add_product(&Polynomial::term(chosen, 0), &ballots);
        let mut product = Polynomial::zero();
        product.add_product(&all, &favouring[favour]);
        product
    })
}

/// The powers of a factor from 0 to `highest`.
fn powers<T: Number>(factor: &Polynomial<T>, highest: usize) -> Vec<Polynomial<T>> {
    let mut powers = vec![Polynomial::term(one(), 0)];
    for power in 0..highest {
        let mut next = Polynomial::zero();
        next.add_product(&powers[power], factor);
        powers.push(next);
    }
    powers
}

/// One player of a layer changing its ballot, for each way in which the others of the layer answer.
fn swaps<T: Number>(layer: &Layer, factors: &[Polynomial<T>; 3], pairs: &[(usize, usize)]) -> Vec<Swap<T>> {
    let others = layer.len() - 1;
    let voting = |answer: Answer, ballot: usize| {
        layer.index(Answer { abstain: answer.abstain + usize::from(ballot == ABSTAIN), favour: answer.favour + usize::from(ballot == FOR) })
    };
    answers(others)
        .zip(ways(others, factors))
        .flat_map(|(answer, weight)| {
            let swap = move |&(up, down): &(usize, usize)| Swap {
                up: voting(answer, up),
                down: Some(voting(answer, down)),
                weight: weight.clone(),
            };
            pairs.iter().map(swap)
        })
        .collect()
}
