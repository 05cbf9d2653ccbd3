//! Members who act as one: published values, closed forms, and plain enumeration of orders and coalitions.

use nemcon_core::{Body, MemberSet, Rule};
use nemcon_power::{Analysis, BANZHAF, BANZHAF_OWEN, Game, Measure, OWEN, Options, PowerError, SHAPLEY_SHUBIK};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use crate::{
    bodies::{at_least, weighted},
    random::{Case, cases, config},
};

fn options(members: usize, unions: &[&[usize]]) -> Options {
    let unions = unions.iter().map(|union| MemberSet::of(members, union.iter().copied())).collect();
    Options { unions, ..Options::only([&BANZHAF, &SHAPLEY_SHUBIK, &OWEN, &BANZHAF_OWEN]) }
}

fn acting(body: &Body, rule: &Rule, unions: &[&[usize]]) -> Analysis {
    Game::new(rule, body).unwrap().analyse(&options(body.len(), unions)).unwrap()
}

fn fractions(analysis: &Analysis, measure: &Measure) -> Vec<String> {
    analysis.power.iter().map(|power| power.get(measure).unwrap().fraction.as_ref().unwrap().to_string()).collect()
}

/// The Assembly of Madrid, 2015 to 2019, with its alliances of the right and of the left: J. M. Giménez and M. A.
/// Puente, The Owen and the Owen–Banzhaf values applied to the study of the Madrid Assembly and the Andalusian
/// Parliament, ICORES 2019, table 1 (there in four decimals).
#[test]
fn assembly_of_madrid() {
    let (body, rule) = weighted(&[48, 37, 27, 17], 65);
    let right = acting(&body, &rule, &[&[0, 3]]);
    assert_eq!(fractions(&right, &SHAPLEY_SHUBIK), ["1/2", "1/6", "1/6", "1/6"]);
    assert_eq!(fractions(&right, &BANZHAF), ["3/4", "1/4", "1/4", "1/4"]);
    assert_eq!(fractions(&right, &OWEN), ["2/3", "0", "0", "1/3"]);
    assert_eq!(fractions(&right, &BANZHAF_OWEN), ["3/4", "0", "0", "1/4"]);
    let left = acting(&body, &rule, &[&[1, 2, 3]]);
    assert_eq!(fractions(&left, &OWEN), ["0", "1/3", "1/3", "1/3"]);
    assert_eq!(fractions(&left, &BANZHAF_OWEN), ["0", "1/4", "1/4", "1/4"]);
}

/// One of `n` wins with any other, the others only all together. United with one of them it has (n − 2)/(n − 1).
#[test]
fn apex_games() {
    for members in 3..12 {
        let mut weights = vec![1; members];
        weights[0] = members as u64 - 2;
        let (body, rule) = weighted(&weights, members as u64 - 1);
        let values = fractions(&acting(&body, &rule, &[&[0, 1]]), &OWEN);
        let expected = |up: usize| BigRational::new(BigInt::from(up), BigInt::from(members - 1)).to_string();
        assert_eq!(values[..2], [expected(members - 2), expected(1)]);
        assert!(values[2..].iter().all(|value| value == "0"));
    }
}

/// A parliament of 720: the members of a group share alike what the group has among groups.
#[test]
fn groups_of_a_parliament() {
    let groups = [188usize, 136, 84, 80, 77, 53, 46, 25];
    let (body, rule) = weighted(&[1; 720], 361);
    let ranges: Vec<Vec<usize>> = groups
        .iter()
        .scan(0, |from, &size| {
            Some(
                (*from..{
                    *from += size;
                    *from
                })
                    .collect(),
            )
        })
        .collect();
    let members = acting(&body, &rule, &ranges.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let alone = 720 - groups.iter().sum::<usize>();
    let seats: Vec<u64> = groups.iter().map(|&seats| seats as u64).chain(vec![1; alone]).collect();
    let (body, rule) = weighted(&seats, 361);
    let groups = acting(&body, &rule, &[]);
    let value =
        |analysis: &Analysis, measure: &Measure, place: usize| analysis.power[place].get(measure).unwrap().fraction.clone().unwrap();
    for (place, range) in ranges.iter().enumerate() {
        let shared = value(&groups, &SHAPLEY_SHUBIK, place) / BigInt::from(range.len());
        assert!(range.iter().all(|&member| value(&members, &OWEN, member) == shared));
    }
    assert_eq!(value(&members, &OWEN, 719), value(&groups, &SHAPLEY_SHUBIK, 8 + alone - 1));
    assert_eq!(value(&members, &BANZHAF_OWEN, 719), value(&groups, &BANZHAF, 8 + alone - 1));
}

#[test]
fn unions_do_not_overlap() {
    let (body, rule) = weighted(&[1; 5], 3);
    let game = Game::new(&rule, &body).unwrap();
    assert_eq!(game.analyse(&options(5, &[&[0, 1], &[3, 1]])), Err(PowerError::Unions { member: 1.into() }));
    // Who is absent is in no union.
    let some = game.present(&MemberSet::of(5, [0, 2, 3, 4])).unwrap();
    assert!(some.analyse(&options(5, &[&[0, 1], &[3, 1]])).is_ok());
}

#[test]
fn without_unions_there_are_no_values() {
    let (body, rule) = (Body::new("three", ["a", "b", "c"].map(nemcon_core::Member::new).into()), at_least(2u32, None));
    let alone = acting(&body, &rule, &[]);
    assert!(alone.power.iter().all(|power| power.get(&OWEN).is_none() && power.get(&BANZHAF_OWEN).is_none()));
}

/// Every order in which the members of a union come one after the other, with who is pivotal in it.
fn owen(case: &Case, labels: &[usize]) -> Vec<BigRational> {
    let members = labels.len();
    let (mut pivots, mut orders) = (vec![0u64; members], 0u64);
    let mut open = vec![Vec::new()];
    while let Some(order) = open.pop() {
        if order.len() == members {
            orders += 1;
            let wins = |some: usize| case.wins(order[..some].iter().map(|&place| 1usize << place).sum());
            if let Some(pivotal) = (0..members).find(|&some| !wins(some) && wins(some + 1)) {
                pivots[order[pivotal]] += 1;
            }
            continue;
        }
        let missing: Vec<usize> = (0..members).filter(|place| !order.contains(place)).collect();
        let mates = |place: &&usize| order.last().is_some_and(|&last: &usize| labels[last] == labels[**place]);
        let next = if missing.iter().any(|place| mates(&place)) { missing.iter().filter(mates).copied().collect() } else { missing };
        open.extend(next.into_iter().map(|place| [order.as_slice(), &[place]].concat()));
    }
    pivots.into_iter().map(|pivots| BigRational::new(pivots.into(), orders.into())).collect()
}

/// Every coalition of the others in which unions other than the member's own are whole.
fn banzhaf_owen(case: &Case, labels: &[usize], place: usize) -> BigRational {
    let members = labels.len();
    let whole = |coalition: usize| {
        let inside = |other: usize| coalition >> other & 1 == 1;
        (0..members).all(|a| (0..members).all(|b| labels[a] != labels[b] || labels[a] == labels[place] || inside(a) == inside(b)))
    };
    let asked: Vec<usize> = (0..1usize << members).filter(|coalition| coalition >> place & 1 == 0 && whole(*coalition)).collect();
    let swings = asked.iter().filter(|&&coalition| !case.wins(coalition) && case.wins(coalition | 1 << place)).count();
    BigRational::new(swings.into(), asked.len().into())
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn small_games_agree_with_enumeration(case in cases(1, 6), raw in prop::collection::vec(0..4usize, 6)) {
        let members = case.body.len();
        let unions: Vec<Vec<usize>> = (1..4).map(|label| (0..members).filter(|&member| raw[member] == label).collect()).collect();
        let found = case.game().analyse(&options(members, &unions.iter().map(Vec::as_slice).collect::<Vec<_>>())).unwrap();
        // Whoever is in no union has a label of its own.
        let labels: Vec<usize> = case.members().into_iter().map(|member| if raw[member] == 0 { 10 + member } else { raw[member] }).collect();
        let orders = owen(&case, &labels);
        for (place, power) in found.power.iter().enumerate() {
            prop_assert_eq!(power.get(&OWEN).unwrap().fraction.as_ref(), Some(&orders[place]));
            prop_assert_eq!(power.get(&BANZHAF_OWEN).unwrap().fraction.clone(), Some(banzhaf_owen(&case, &labels, place)));
        }
    }

    /// Everybody alone, and everybody in one union, act as without unions.
    #[test]
    fn unions_of_one_and_of_all_change_nothing(case in cases(1, 9)) {
        let members = case.body.len();
        let everybody: Vec<usize> = (0..members).collect();
        for unions in [vec![&everybody[..]], vec![&everybody[..1]]] {
            let found = case.game().analyse(&options(members, &unions)).unwrap();
            for power in &found.power {
                prop_assert_eq!(power.get(&OWEN), power.get(&SHAPLEY_SHUBIK));
                prop_assert_eq!(power.get(&BANZHAF_OWEN), power.get(&BANZHAF));
            }
        }
    }
}
