//! Games with abstention, against plain enumeration of divisions and of roll calls.

use nemcon_core::{Ballot, consensus};
use nemcon_power::{Game, Options};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use crate::{
    bodies,
    random::{Case, cases, config},
};

fn ballot(division: usize, place: usize) -> Ballot {
    Ballot::ALL[division / 3usize.pow(place as u32) % 3]
}

/// In how many divisions one ballot of a player passes and the other fails; each counted three times,
/// once for every ballot the division gives the player.
fn differences(case: &Case, player: usize, up: Ballot, down: Ballot) -> usize {
    let members = case.members().len();
    let with = |division, own| case.passes(|place| if place == player { own } else { ballot(division, place) });
    (0..3usize.pow(members as u32)).filter(|&division| with(division, up) && !with(division, down)).count()
}

/// Who settles each roll call, counted over all orders and votes.
fn pivots(case: &Case) -> Vec<u64> {
    let members = case.members().len();
    let mut pivots = vec![0; members];
    let mut orders = vec![vec![]];
    for place in 0..members {
        orders = orders
            .iter()
            .flat_map(|order: &Vec<usize>| {
                (0..=place).map(move |at| {
                    let mut order = order.clone();
                    order.insert(at, place);
                    order
                })
            })
            .collect();
    }
    for order in &orders {
        for division in 0..3usize.pow(members as u32) {
            let open = |called: usize| {
                let rest = |own| case.passes(|place| if order[..called].contains(&place) { ballot(division, place) } else { own });
                rest(Ballot::For) && !rest(Ballot::Against)
            };
            if open(0) {
                let settled = (1..=members).find(|&called| !open(called)).unwrap();
                pivots[order[settled - 1]] += 1;
            }
        }
    }
    pivots
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn agrees_with_enumeration(case in cases(1, 5)) {
        let found = case.game().ternary().unwrap();
        let players = case.present.len();
        let divisions = 3usize.pow(players as u32);
        let fraction = |up: usize, down: usize| Some(BigRational::new(BigInt::from(up), BigInt::from(down)));
        let passing = (0..divisions).filter(|&division| case.passes(|place| ballot(division, place))).count();
        prop_assert_eq!(&found.passing, &passing.into());
        prop_assert_eq!(&found.power_to_act.fraction, &fraction(passing, divisions));
        let pivots = pivots(&case);
        let roll_calls = (1..=players).product::<usize>() * divisions;
        for (player, power) in found.power.iter().enumerate() {
            let share = |up, down| fraction(differences(&case, player, up, down), divisions);
            prop_assert_eq!(&power.banzhaf_for_against.fraction, &share(Ballot::For, Ballot::Against));
            prop_assert_eq!(&power.banzhaf_for_abstain.fraction, &share(Ballot::For, Ballot::Abstain));
            prop_assert_eq!(&power.banzhaf_abstain_against.fraction, &share(Ballot::Abstain, Ballot::Against));
            prop_assert_eq!(&power.shapley_shubik.fraction, &fraction(pivots[player] as usize, roll_calls));
        }
    }
}

/// Consensus of five: a member decides between for and against unless another one objects.
#[test]
fn consensus_has_a_closed_form() {
    let (body, _) = bodies::weighted(&[1; 5], 3);
    let found = Game::new(&consensus(), &body).unwrap().ternary().unwrap();
    assert_eq!(found.passing, 32u32.into());
    for power in &found.power {
        assert_eq!(power.banzhaf_for_against.fraction.as_ref().unwrap().to_string(), "16/81");
        assert_eq!(power.banzhaf_for_abstain.fraction.as_ref().unwrap().to_string(), "0");
        assert_eq!(power.shapley_shubik.fraction.as_ref().unwrap().to_string(), "1/5");
    }
}

/// Where nobody gains by abstaining instead of being against, roll calls of 68 members still sum to 1.
#[test]
fn large_bodies_are_exact() {
    let weights: Vec<u64> = (1..=68).collect();
    let (body, rule) = bodies::weighted(&weights, 1500);
    let found = Game::new(&rule, &body).unwrap().ternary().unwrap();
    let sum: BigRational = found.power.iter().map(|power| power.shapley_shubik.fraction.clone().unwrap()).sum();
    assert_eq!(sum, BigRational::from(BigInt::from(1)));
    let binary = bodies::analysis(&body, &rule, &Options::all());
    assert!(found.power_to_act.decimal < binary.power_to_act.decimal);
}
