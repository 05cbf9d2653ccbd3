//! Counting with a table over sums of weights.

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::{Side, quadrature, recurrence::Recurrence, shift};
use crate::{
    PowerError, Value,
    counted::{Asked, Counted},
    layers::Layer,
    limit::Limit,
    wide::Wide,
};

/// How many additions take as long as one term of a recurrence, about.
const TERM: usize = 6;
/// How many additions a table by sum and size may take, before what needs sizes is integrated instead.
const BY_SIZE: f64 = 2e8;

/// Counts a side's game in numbers that are wide enough.
pub(super) fn count(side: &Side, layers: &[Layer], asked: Asked, limit: Limit) -> Result<Counted, PowerError> {
    match side.weights.len() / 64 + 1 {
        1 => count_in::<1>(side, layers, asked, limit),
        2 => count_in::<2>(side, layers, asked, limit),
        3 => count_in::<3>(side, layers, asked, limit),
        4 => count_in::<4>(side, layers, asked, limit),
        5..=8 => count_in::<8>(side, layers, asked, limit),
        9..=16 => count_in::<16>(side, layers, asked, limit),
        17..=65 => count_in::<65>(side, layers, asked, limit),
        _ => many(side, layers, asked, limit),
    }
}

/// What the sums of a table are counted in.
trait Count: Clone + Into<BigInt> {
    fn add(&mut self, other: &Self);
    fn subtract(&mut self, other: &Self);
}

impl<const N: usize> Count for Wide<N> {
    fn add(&mut self, other: &Self) {
        Self::add(self, other);
    }

    fn subtract(&mut self, other: &Self) {
        Self::subtract(self, other);
    }
}

impl Count for BigInt {
    fn add(&mut self, other: &Self) {
        *self += other;
    }

    fn subtract(&mut self, other: &Self) {
        *self -= other;
    }
}

/// A count, which is never negative in the end.
fn natural(count: impl Count) -> BigUint {
    count.into().into_parts().1
}

/// Of more players than fixed numbers are wide: not by size, and without minimal winning coalitions. Those of the most
/// frequent weight come first, all at once, or all by a recurrence, so that few different weights take little.
fn many(side: &Side, layers: &[Layer], asked: Asked, limit: Limit) -> Result<Counted, PowerError> {
    let Side { quota, ref weights, .. } = *side;
    let (words, classes) = (weights.len() / 64 + 1, weights.chunk_by(|a, b| a == b));
    let alike = classes.clone().max_by_key(|alike| alike.len()).unwrap_or_default();
    let (weight, most) = (alike.first().copied().unwrap_or(1), alike.len());
    // Each other player, and the sums and swings of each weight.
    let (others, different) = (weights.len() - most, classes.clone().count());
    let recurrence = Recurrence::of(&classes.map(|alike| (alike[0], alike.len())).collect::<Vec<_>>());
    let recurrence = recurrence.filter(|recurrence| recurrence.terms() * TERM < others);
    let passes = recurrence.as_ref().map_or(others, |recurrence| recurrence.terms() * TERM) + 3 + different;
    limit.check_steps("the table of sums", quota as f64 * (passes * words) as f64)?;
    // Numbers that grow have up to twice the room that they need.
    limit.check_alone("the table of sums", quota.saturating_mul(16 * words + size_of::<BigInt>()))?;
    if asked.by_size {
        quadrature::check(side, limit)?;
    }
    if let Some(recurrence) = recurrence {
        return settled(side, layers, recurrence.table(quota), None, asked, limit);
    }
    let mut table = vec![BigInt::zero(); quota];
    let mut ways = BigInt::one();
    for number in 0..=most.min((quota - 1) / weight) {
        table[number * weight].clone_from(&ways);
        ways = ways * (most - number) / (number + 1);
    }
    for &other in weights.iter().filter(|&&other| other != weight) {
        shift(&mut table, other, 0..quota, Count::add);
    }
    settled(side, layers, table, None, asked, limit)
}

fn count_in<const N: usize>(side: &Side, layers: &[Layer], asked: Asked, limit: Limit) -> Result<Counted, PowerError> {
    let heavy = side.weights.len();
    let cells = side.quota.saturating_mul(heavy + 1);
    let by_size = asked.by_size
        && cells as f64 * heavy as f64 <= BY_SIZE
        && limit.check_bytes("the table of sums", cells.saturating_mul(size_of::<Wide<N>>())).is_ok();
    if !by_size {
        limit.check_alone("the table of sums", side.quota.saturating_mul(size_of::<Wide<N>>()))?;
    }
    let steps = if by_size { cells } else { side.quota } as f64 * (heavy * N) as f64;
    limit.check_steps("the table of sums", steps)?;
    if asked.by_size && !by_size {
        quadrature::check(side, limit)?;
    }
    if by_size { Ok(sized::<N>(side, layers)) } else { summed::<N>(side, layers, asked, limit) }
}

/// One value a layer, from the weight of its players; `nothing` for those without weight.
fn per_layer<T: Clone>(side: &Side, layers: &[Layer], nothing: &T, value: impl Fn(usize) -> T) -> Vec<T> {
    let of_layer = |layer: &Layer| side.places[layer.players[0]].map_or_else(|| nothing.clone(), |place| value(side.weights[place]));
    layers.iter().map(of_layer).collect()
}

/// Winning coalitions, swings and minimal winning coalitions, not told apart by size.
fn summed<const N: usize>(side: &Side, layers: &[Layer], asked: Asked, limit: Limit) -> Result<Counted, PowerError> {
    let Side { quota, ref weights, dual, .. } = *side;
    let mut table = vec![Wide::<N>::zero(); quota];
    table[0] = Wide::one();
    let mut minimal = Wide::zero();
    let (mut reach, mut after) = (0, weights.iter().sum::<usize>());
    for &weight in weights {
        after -= weight;
        if asked.minimal {
            // The minimal winning coalitions whose lightest member this is: with it, those before it
            // reach the quota. Of the dual, the maximal losing ones whose lightest missing member it
            // is: with all after it, those before it stay below the quota by less than it weighs.
            let inside = if dual { after } else { 0 };
            let (low, high) = (quota.saturating_sub(weight + inside), quota.saturating_sub(inside));
            table[low..high].iter().for_each(|count| minimal.add(count));
        }
        reach += weight;
        shift(&mut table, weight, 0..reach + 1, Wide::add);
    }
    settled(side, layers, table, asked.minimal.then(|| minimal.into()), asked, limit)
}

/// What follows from how many coalitions have each sum below the quota.
fn settled<T: Count>(
    side: &Side,
    layers: &[Layer],
    mut table: Vec<T>,
    minimal_winning: Option<BigUint>,
    asked: Asked,
    limit: Limit,
) -> Result<Counted, PowerError> {
    let Side { quota, ref weights, ref places, dual } = *side;
    for sum in 1..quota {
        let (before, here) = table.split_at_mut(sum);
        here[0].add(&before[sum - 1]);
    }
    // Sums below the quota, of everybody but one player: c(x) − c(x − w) + c(x − 2w) − …; the swings
    // are those less than w below it.
    let swings = |weight: usize| {
        let mut swings = table[quota - 1].clone();
        let below = (0..quota).rev().step_by(weight).skip(1);
        for (number, sum) in below.enumerate() {
            for _ in 0..2 {
                if number % 2 == 0 { swings.subtract(&table[sum]) } else { swings.add(&table[sum]) }
            }
        }
        natural(swings)
    };
    let light = places.len() - weights.len();
    let by_layer = per_layer(side, layers, &BigUint::ZERO, |weight| swings(weight) << light);
    let below = natural(table[quota - 1].clone());
    let winning = if dual { below } else { (BigUint::one() << weights.len()) - below };
    drop(table);
    let integrated = if asked.by_size { Some(quadrature::decisive(side, limit)?) } else { None };
    let none = Value::exact(BigRational::zero());
    let place = |layer: &Layer| places[layer.players[0]];
    Ok(Counted {
        winning: winning << light,
        winning_by_size: None,
        swings: by_layer,
        swings_by_size: None,
        integrated: integrated
            .map(|values| layers.iter().map(|layer| place(layer).map_or_else(|| none.clone(), |place| values[place].clone())).collect()),
        minimal_winning,
    })
}

/// The same by size.
fn sized<const N: usize>(side: &Side, layers: &[Layer]) -> Counted {
    let Side { quota, ref weights, ref places, dual } = *side;
    let heavy = weights.len();
    let mut table = vec![vec![Wide::<N>::zero(); heavy + 1]; quota];
    table[0][0] = Wide::one();
    let mut reach = 0;
    for (number, &weight) in weights.iter().enumerate() {
        reach += weight;
        shift(&mut table, weight, 0..reach + 1, |sizes, parts| {
            sizes[1..].iter_mut().zip(&parts[..=number]).for_each(|(size, part)| size.add(part));
        });
    }
    for sum in 1..quota {
        let (before, here) = table.split_at_mut(sum);
        here[0].iter_mut().zip(&before[sum - 1]).for_each(|(size, below)| size.add(below));
    }
    // As above; each time the player is taken out once more, the coalition is one larger.
    let without = |weight: usize, from: usize| {
        let mut sizes = vec![Wide::<N>::zero(); heavy];
        for (taken, sum) in (0..from).rev().step_by(weight).enumerate() {
            for (size, count) in sizes.iter_mut().skip(taken).zip(&table[sum]) {
                if taken % 2 == 0 { size.add(count) } else { size.subtract(count) }
            }
        }
        sizes
    };
    let swings = |weight: usize| {
        let mut sizes = without(weight, quota);
        sizes.iter_mut().zip(without(weight, quota - weight)).for_each(|(size, below)| size.subtract(&below));
        sizes.into_iter().map(BigUint::from).collect::<Vec<_>>()
    };
    let light = places.len() - heavy;
    // A swing of the dual leaves out whom the swing of the game leaves in.
    let turned = |mut sizes: Vec<BigUint>| {
        if dual {
            sizes.reverse();
        }
        with_light(sizes, light)
    };
    let below: Vec<BigUint> = table[quota - 1].iter().map(|&count| count.into()).collect();
    let winning = if dual {
        below
    } else {
        (0..=heavy).map(|size| num_integer::binomial(BigUint::from(heavy), BigUint::from(size)) - &below[size]).collect()
    };
    let swings_by_size = per_layer(side, layers, &vec![BigUint::ZERO; places.len()], |weight| turned(swings(weight)));
    let winning_by_size = turned(winning);
    Counted {
        winning: winning_by_size.iter().sum(),
        winning_by_size: Some(winning_by_size),
        swings: swings_by_size.iter().map(|sizes| sizes.iter().sum()).collect(),
        swings_by_size: Some(swings_by_size),
        integrated: None,
        minimal_winning: None,
    }
}

/// The same counts when so many players without weight join as they please.
fn with_light(mut sizes: Vec<BigUint>, light: usize) -> Vec<BigUint> {
    for _ in 0..light {
        sizes.push(BigUint::ZERO);
        for size in (1..sizes.len()).rev() {
            let joined = sizes[size - 1].clone();
            sizes[size] += joined;
        }
    }
    sizes
}
