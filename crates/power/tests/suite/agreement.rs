//! Random rule trees: every quantity against plain enumeration.

use nemcon_core::MemberId;
use nemcon_power::{
    Analysis, BANZHAF, BANZHAF_NORMALISED, COLEMAN_INITIATE, COLEMAN_PREVENT, COLOMER_MARTINEZ, DEEGAN_PACKEL, JOHNSTON, KONIG_BRAUNINGER,
    Nakamura, Options, PUBLIC_GOOD, RAE, SHAPLEY_SHUBIK, Value, Weighted,
};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use crate::{
    bodies,
    random::{Case, cases, config},
};

fn ratio(up: u128, down: u128) -> BigRational {
    BigRational::new(BigInt::from(up), BigInt::from(down))
}

fn factorial(number: usize) -> u128 {
    (1..=number as u128).product()
}

/// A case with all its coalitions decided by the core's own rule.
struct Plain {
    players: usize,
    wins: Vec<bool>,
}

impl Plain {
    fn new(case: &Case) -> Self {
        let players = case.present.len();
        Self { players, wins: (0..1 << players).map(|coalition| case.wins(coalition)).collect() }
    }

    fn decisive(&self, player: usize, coalition: usize) -> bool {
        coalition >> player & 1 == 1 && self.wins[coalition] && !self.wins[coalition ^ 1 << player]
    }

    fn is_minimal(&self, coalition: usize) -> bool {
        self.wins[coalition] && (0..self.players).all(|player| coalition >> player & 1 == 0 || self.decisive(player, coalition))
    }

    /// Blocking: the others lose.
    fn is_minimal_blocking(&self, coalition: usize) -> bool {
        let all = self.wins.len() - 1;
        !self.wins[all ^ coalition]
            && (0..self.players).all(|player| coalition >> player & 1 == 0 || self.wins[all ^ coalition ^ 1 << player])
    }

    fn coalitions(&self) -> std::ops::Range<usize> {
        0..self.wins.len()
    }
}

fn same(value: Option<&Value>, truth: Option<BigRational>) -> Result<(), TestCaseError> {
    prop_assert_eq!(value.and_then(|value| value.fraction.clone()), truth);
    Ok(())
}

fn check_indices(analysis: &Analysis, plain: &Plain) -> Result<(), TestCaseError> {
    let Plain { players, .. } = *plain;
    let winning: Vec<usize> = plain.coalitions().filter(|&coalition| plain.wins[coalition]).collect();
    let minimal: Vec<usize> = plain.coalitions().filter(|&coalition| plain.is_minimal(coalition)).collect();
    prop_assert_eq!(&analysis.winning, &winning.len().into());
    let swings: Vec<u128> = (0..players).map(|i| winning.iter().filter(|&&s| plain.decisive(i, s)).count() as u128).collect();
    let all_swings: u128 = swings.iter().sum();
    let shared: Vec<(usize, usize)> = (winning.iter())
        .map(|&s| (s, (0..players).filter(|&i| plain.decisive(i, s)).count()))
        .filter(|&(_, decisive)| decisive > 0)
        .collect();
    let members = |i: usize| minimal.iter().filter(move |&&s| s >> i & 1 == 1);
    let all_members: u128 = minimal.iter().map(|s| u128::from(s.count_ones())).sum();
    let coalitions = 1u128 << players;
    for (i, power) in analysis.power.iter().enumerate() {
        prop_assert_eq!(&power.swings, &swings[i].into());
        same(power.get(&BANZHAF), Some(ratio(swings[i] * 2, coalitions)))?;
        same(power.get(&BANZHAF_NORMALISED), (all_swings > 0).then(|| ratio(swings[i], all_swings)))?;
        let won = winning.len() as u128;
        same(power.get(&COLEMAN_PREVENT), (won > 0).then(|| ratio(swings[i], won)))?;
        same(power.get(&COLEMAN_INITIATE), (won < coalitions).then(|| ratio(swings[i], coalitions - won)))?;
        // Rae, by its definition: how often the result is what the member wanted.
        let content = plain.coalitions().filter(|&s| plain.wins[s] == (s >> i & 1 == 1)).count();
        same(power.get(&RAE), Some(ratio(content as u128, coalitions)))?;
        let included = winning.iter().filter(|&&s| s >> i & 1 == 1).count() as u128;
        same(power.get(&KONIG_BRAUNINGER), (won > 0).then(|| ratio(included, won)))?;
        let orders: BigRational = winning
            .iter()
            .filter(|&&s| plain.decisive(i, s))
            .map(|s| {
                let size = s.count_ones() as usize;
                ratio(factorial(size - 1) * factorial(players - size), factorial(players))
            })
            .sum();
        same(power.get(&SHAPLEY_SHUBIK), Some(orders))?;
        let packel: BigRational = members(i).map(|s| ratio(1, u128::from(s.count_ones()))).sum();
        same(power.get(&DEEGAN_PACKEL), (!minimal.is_empty()).then(|| packel / BigInt::from(minimal.len())))?;
        same(power.get(&PUBLIC_GOOD), (all_members > 0).then(|| ratio(members(i).count() as u128, all_members)))?;
        let points: BigRational = shared.iter().filter(|&&(s, _)| plain.decisive(i, s)).map(|&(_, many)| ratio(1, many as u128)).sum();
        same(power.get(&JOHNSTON), (!shared.is_empty()).then(|| points / BigInt::from(shared.len())))?;
    }
    Ok(())
}

fn check_structure(analysis: &Analysis, plain: &Plain) -> Result<(), TestCaseError> {
    let Plain { players, .. } = *plain;
    let all = plain.wins.len() - 1;
    let places = |members: &[MemberId]| -> usize {
        members.iter().map(|member| 1 << analysis.members.iter().position(|known| known == member).unwrap()).sum()
    };
    let listed = |coalitions: Option<&nemcon_power::Coalitions>| -> Vec<usize> {
        let coalitions = coalitions.unwrap();
        let mut listed: Vec<usize> = coalitions.listed.as_ref().unwrap().iter().map(|coalition| places(coalition)).collect();
        assert_eq!(coalitions.number, listed.len().into());
        assert_eq!(coalitions.smallest(), listed.iter().map(|s| s.count_ones() as usize).min());
        listed.sort_unstable();
        listed
    };
    let family = |inside: &dyn Fn(usize) -> bool| -> Vec<usize> { plain.coalitions().filter(|&s| inside(s)).collect() };
    prop_assert_eq!(listed(analysis.minimal_winning.as_ref()), family(&|s| plain.is_minimal(s)));
    prop_assert_eq!(listed(analysis.minimal_blocking.as_ref()), family(&|s| plain.is_minimal_blocking(s)));
    prop_assert_eq!(places(&analysis.veto_players), (0..players).filter(|i| !plain.wins[all ^ 1 << i]).map(|i| 1 << i).sum::<usize>());
    let never = |i: usize| plain.coalitions().all(|s| !plain.decisive(i, s));
    prop_assert_eq!(places(&analysis.dummies), (0..players).filter(|&i| never(i)).map(|i| 1 << i).sum::<usize>());
    let dictator = (0..players).find(|i| plain.coalitions().all(|s| plain.wins[s] == (s >> i & 1 == 1)));
    prop_assert_eq!(analysis.dictator, dictator.map(|place| analysis.members[place]));
    prop_assert_eq!(analysis.proper, Some(plain.coalitions().all(|s| !plain.wins[s] || !plain.wins[all ^ s])));
    prop_assert_eq!(analysis.strong, Some(plain.coalitions().all(|s| plain.wins[s] || plain.wins[all ^ s])));
    check_desirability(analysis, plain)
}

fn check_desirability(analysis: &Analysis, plain: &Plain) -> Result<(), TestCaseError> {
    let relation = analysis.desirability.as_ref().unwrap();
    let place = |member: MemberId| analysis.members.iter().position(|&known| known == member).unwrap();
    let class = |member: MemberId| relation.classes.iter().position(|class| class.contains(&member)).unwrap();
    for &a in &analysis.members {
        for &b in &analysis.members {
            let (i, j) = (place(a), place(b));
            let outside = |s: &usize| s >> i & 1 == 0 && s >> j & 1 == 0;
            let at_least = plain.coalitions().filter(outside).all(|s| !plain.wins[s | 1 << j] || plain.wins[s | 1 << i]);
            let (high, low) = (class(a), class(b));
            let apart = relation.incomparable.contains(&(high.min(low), high.max(low)));
            prop_assert_eq!(at_least, high <= low && !apart, "{:?} and {:?}", a, b);
        }
    }
    Ok(())
}

/// Weights found decide every coalition; a game that a trade of two members refutes has none.
fn check_weighted(analysis: &Analysis, plain: &Plain) -> Result<(), TestCaseError> {
    match analysis.weighted.as_ref().unwrap() {
        Weighted::Yes(representation) => {
            for s in plain.coalitions() {
                let sum: u128 = (0..plain.players).filter(|i| s >> i & 1 == 1).map(|i| representation.weights[i]).sum();
                prop_assert_eq!(plain.wins[s], sum >= representation.quota);
            }
        }
        // Two winning coalitions trade members and both lose. With so few members every game without
        // weights shows this (Freixas and Molinero, 2009).
        Weighted::No if plain.players <= 6 => {
            let winning: Vec<usize> = plain.coalitions().filter(|&s| plain.wins[s]).collect();
            let traded = winning.iter().any(|&s| {
                winning.iter().any(|&t| {
                    let (both, either) = (s & t, s ^ t);
                    plain
                        .coalitions()
                        .filter(|part| part & !either == 0)
                        .any(|part| !plain.wins[both | part] && !plain.wins[both | (either ^ part)])
                })
            });
            prop_assert!(traded);
        }
        Weighted::No => {}
    }
    Ok(())
}

/// The fewest winning coalitions without a common member, by breadth-first intersection.
fn plain_nakamura(plain: &Plain) -> Nakamura {
    let winning: Vec<usize> = plain.coalitions().filter(|&s| plain.is_minimal(s)).collect();
    let mut common: std::collections::BTreeSet<usize> = winning.iter().copied().collect();
    for number in 1..=plain.players + 1 {
        if common.contains(&0) {
            return Nakamura::Finite(number);
        }
        common = common.iter().flat_map(|a| winning.iter().map(move |b| a & b)).collect();
    }
    Nakamura::Infinite
}

/// A hundred and more different weights of coalitions: shares are decimals, within their bound.
#[test]
fn many_weights_are_shared_as_decimals() {
    let weights: Vec<u64> = (0..14u64).map(|number| 700 + number * number * 911 % 1_601).collect();
    let quota = weights.iter().sum::<u64>() * 11 / 20;
    let (body, rule) = bodies::weighted(&weights, quota);
    let found = bodies::analysis(&body, &rule, &Options::only([&COLOMER_MARTINEZ]));
    let weight = |coalition: usize| (0..14).filter(|place| coalition >> place & 1 == 1).map(|place| weights[place]).sum::<u64>();
    let least = |coalition: usize| (0..14).filter(|place| coalition >> place & 1 == 1).map(|place| weights[place]).min().unwrap_or(0);
    let minimal: Vec<usize> = (0..1usize << 14).filter(|&s| weight(s) >= quota && weight(s) - least(s) < quota).collect();
    for (place, power) in found.power.iter().enumerate() {
        let parts = minimal.iter().filter(|&&s| s >> place & 1 == 1).map(|&s| weights[place] as f64 / weight(s) as f64);
        let truth = parts.sum::<f64>() / minimal.len() as f64;
        let value = power.get(&COLOMER_MARTINEZ).unwrap();
        assert!(value.fraction.is_none() && (value.decimal - truth).abs() < 1e-13 && value.error < 1e-15, "{value:?} for {truth}");
    }
}

fn check(case: &Case) -> Result<(), TestCaseError> {
    let plain = Plain::new(case);
    let options = Options { listed: usize::MAX, ..Options::all() };
    let analysis = case.game().analyse(&options).unwrap();
    check_indices(&analysis, &plain)?;
    check_structure(&analysis, &plain)?;
    check_weighted(&analysis, &plain)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn small_games_agree_with_enumeration(case in cases(1, 9)) {
        check(&case)?;
        let plain = Plain::new(&case);
        if plain.players <= 6 {
            let analysis = case.game().analyse(&Options::all()).unwrap();
            prop_assert_eq!(analysis.nakamura, Some(plain_nakamura(&plain)));
        }
    }

    /// Colomer and Martínez's index by its definition, over the minimal winning coalitions.
    #[test]
    fn shares_by_weight_agree_with_enumeration(weights in prop::collection::vec(0..40u64, 1..9), share in 1..100u64) {
        let quota = (weights.iter().sum::<u64>() * share).div_ceil(100).max(1);
        let (body, rule) = bodies::weighted(&weights, quota);
        let found = bodies::analysis(&body, &rule, &Options::all());
        let weight = |coalition: usize| (0..weights.len()).filter(|place| coalition >> place & 1 == 1).map(|place| weights[place]).sum::<u64>();
        let minimal = |&coalition: &usize| {
            weight(coalition) >= quota && (0..weights.len()).all(|place| coalition >> place & 1 == 0 || weight(coalition ^ 1 << place) < quota)
        };
        let minimal: Vec<usize> = (0..1usize << weights.len()).filter(minimal).collect();
        for (place, power) in found.power.iter().enumerate() {
            let inside = minimal.iter().filter(|&&coalition| coalition >> place & 1 == 1);
            let parts: BigRational = inside.map(|&coalition| ratio(weights[place].into(), weight(coalition).into())).sum();
            // Where nobody wins the rule is no sum, but a constant.
            same(power.get(&COLOMER_MARTINEZ), (!minimal.is_empty()).then(|| parts / BigInt::from(minimal.len())))?;
        }
    }

    /// P(passes) and P(decisive) as sums over all divisions of the members.
    #[test]
    fn passage_agrees_with_enumeration(case in cases(1, 6), raw in prop::collection::vec((0.0..1.0f64, 0.0..1.0f64), 6)) {
        let triples: Vec<[f64; 3]> = (0..case.body.len()).map(|member| {
            let (against, rest) = raw[member];
            [against, (1.0 - against) * rest, (1.0 - against) * (1.0 - rest)]
        }).collect();
        let found = case.game().passage(&triples).unwrap();
        let members = case.members();
        let divisions = 3usize.pow(members.len() as u32);
        let ballot = |division: usize, place: usize| nemcon_core::Ballot::ALL[division / 3usize.pow(place as u32) % 3];
        let (mut passes, mut decisive) = (0.0, vec![0.0; members.len()]);
        for division in 0..divisions {
            let probability: f64 = (0..members.len()).map(|place| triples[members[place]][ballot(division, place) as usize]).product();
            passes += if case.passes(|place| ballot(division, place)) { probability } else { 0.0 };
            for (player, decisive) in decisive.iter_mut().enumerate() {
                let with = |own| case.passes(|place| if place == player { own } else { ballot(division, place) });
                *decisive += if with(nemcon_core::Ballot::For) && !with(nemcon_core::Ballot::Against) { probability } else { 0.0 };
            }
        }
        prop_assert!((found.passes - passes).abs() < 1e-13);
        for (found, truth) in found.decisive.iter().zip(&decisive) {
            prop_assert!((found - truth).abs() < 1e-13);
        }
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn games_of_up_to_sixteen_members_agree_with_enumeration(case in cases(10, 16)) {
        check(&case)?;
    }
}
