//! Large bodies, and those that are too large.

use std::convert::Infallible;

use nemcon_core::{
    BallotSet, Body, Bound, Bytes, Comparison, Decimal, Member, MemberId, MemberSet, Ratio, Rule, Scope, Tally, Weight, consensus,
};
use nemcon_power::{BANZHAF, COLEMAN_PREVENT, Game, Method, Options, PowerError, SHAPLEY_SHUBIK, measures_of};
use num_bigint::BigUint;
use num_traits::One;
use rand::TryRng;

use crate::bodies::{analysis, at_least, imf, weight, weighted};

/// 190 weights at 85%: counts exact, checked by what is known of any game.
#[test]
fn board_of_190() {
    let (body, rule) = imf();
    let options = Options { structure: true, ..Options::only(measures_of(&["banzhaf", "coleman"])) };
    let analysis = analysis(&body, &rule, &options);
    assert_eq!(analysis.method, Method::Table);
    assert_eq!(analysis.veto_players, [MemberId::new(0)]);
    // Whoever has a veto is decisive in every winning coalition.
    assert_eq!(analysis.power[0].swings, analysis.winning);
    assert_eq!(analysis.power[0].get(&COLEMAN_PREVENT).unwrap().fraction.as_ref().unwrap().to_string(), "1");
    assert_eq!((analysis.proper, analysis.strong), (Some(true), Some(false)));
    assert_eq!(analysis.winning.to_string(), "5260225802150395402774181337704544562476948337791916");
}

#[test]
fn consensus_of_65536_is_easy() {
    let body = Body::new("everybody", (0..65536).map(|number| Member::new(format!("m{number}"))).collect());
    let options = Options::only(measures_of(&["banzhaf", "shapley-shubik", "coleman"]));
    let analysis = analysis(&body, &consensus(), &options);
    assert_eq!((analysis.winning, analysis.veto_players.len()), (1u32.into(), 65536));
    // All are alike.
    let share = analysis.power[7].get(&SHAPLEY_SHUBIK).and_then(|value| value.fraction.as_ref());
    assert_eq!(share.map(ToString::to_string).as_deref(), Some("1/65536"));
}

/// Balances of a token in its smallest unit, 10⁻¹⁸, whose sum has 27 digits: one unit more in
/// the quota, and the two smaller holders no longer reach it together.
#[test]
fn balances_in_the_smallest_unit_are_exact() {
    let tokens = ["61000000.000000000000000001", "32000000.000000000000000001", "7000000.000000000000000001"];
    let values: Vec<Option<Decimal>> = tokens.iter().map(|text| Some(text.parse().unwrap())).collect();
    let mut body = Body::new("holders", ["large", "middle", "small"].map(Member::new).into());
    body.weights.push(Weight::new("tokens", "", &values).unwrap());
    let winning = |quota: u128| analysis(&body, &at_least(quota, Some(0)), &Options::all());
    let two_smaller = 39_000_000 * 10u128.pow(18) + 2;
    for (quota, number, vetoes) in [(two_smaller, 5u32, 0), (two_smaller + 1, 4, 1)] {
        let analysis = winning(quota);
        assert_eq!((analysis.winning, analysis.veto_players.len()), (number.into(), vetoes), "{quota}");
    }
}

/// Three large holders of 9, 5 and 2 beside 65,533 of 1 each; more than half of all is needed. Of the small ones `k`
/// win with a coalition of the large ones that weighs `w` if `k` exceeds half of all less `w`.
#[test]
fn few_weights_of_65536_are_exact() {
    let small = 65_533;
    let weights: Vec<u64> = [9, 5, 2].into_iter().chain(std::iter::repeat_n(1, small)).collect();
    let total = weights.iter().sum::<u64>();
    let (body, rule) = weighted(&weights, total / 2 + 1);
    let analysis = analysis(&body, &rule, &Options::only([&BANZHAF]));
    let mut binomial = vec![BigUint::one()];
    (0..small).for_each(|k| binomial.push(&binomial[k] * (small - k) / (k + 1)));
    let up_to = |most: usize| binomial[..=most].iter().sum::<BigUint>();
    let all = BigUint::one() << small;
    let winning = |inside: u64| &all - up_to((total / 2 - inside) as usize);
    let sums = [0, 9, 5, 2, 14, 11, 7, 16];
    assert_eq!(analysis.winning, sums.iter().map(|&inside| winning(inside)).sum());
    // The largest is decisive where the others lose without it and win with it.
    let swings = [0, 5, 2, 7].map(|inside| winning(inside + 9) - winning(inside)).iter().sum::<BigUint>();
    assert_eq!(analysis.power[0].swings, swings);
    // One of the small ones: as many of the others as just lose.
    let just = |inside: u64| &binomial[(total / 2 - inside) as usize] * (small - (total / 2 - inside) as usize) / small;
    assert_eq!(analysis.power[3].swings, sums.iter().map(|&inside| just(inside)).sum());
}

/// A third each of 5,000 members weighs 1, 2 and 3; more than half is needed, so that a coalition wins or the others do,
/// but for ties. Of two members of one weight a coalition has one in as many ways as the other.
#[test]
fn few_weights_of_many_members_each_are_exact() {
    let weights: Vec<u64> = (0..5001).map(|member| member % 3 + 1).collect();
    let total = weights.iter().sum::<u64>();
    let (body, rule) = weighted(&weights, total / 2 + 1);
    let analysis = analysis(&body, &rule, &Options::only([&BANZHAF]));
    // Of 1,667 of each, of weights 1 and 2 beside 3: C(1667, j)·C(1667, k)·C(1667, l) over j + 2k + 3l, by convolution.
    let alike = 1667usize;
    let mut binomial = vec![BigUint::one()];
    (0..alike).for_each(|k| binomial.push(&binomial[k] * (alike - k) / (k + 1)));
    let mut two = vec![BigUint::ZERO; 3 * alike + 1];
    for (j, a) in binomial.iter().enumerate() {
        for (k, b) in binomial.iter().enumerate() {
            two[j + 2 * k] += a * b;
        }
    }
    let mut below = vec![BigUint::ZERO; two.len() + 1];
    (0..two.len()).for_each(|sum| below[sum + 1] = &below[sum] + &two[sum]);
    let half = (total / 2) as usize;
    let losing: BigUint = binomial.iter().enumerate().map(|(l, c)| c * &below[(half + 1).saturating_sub(3 * l).min(two.len())]).sum();
    assert_eq!(analysis.winning, (BigUint::one() << weights.len()) - losing);
    assert!(analysis.power[0].swings < analysis.power[1].swings && analysis.power[1].swings < analysis.power[2].swings);
}

/// Three sums of weights without any pattern over 60 members: refused, with the way out named.
#[test]
fn too_large_is_refused() {
    let (body, rule) = patternless(60);
    let fault = Game::new(&rule, &body).unwrap().memory(Bytes(256 << 20)).analyse(&Options::all()).unwrap_err();
    assert!(matches!(fault, PowerError::TooLarge { .. }));
    assert!(fault.to_string().contains("Monte Carlo"), "{fault}");
}

/// A table of 2^55 sums by 512 sizes: their number does not fit into 64 bits, and is not taken for 0.
#[test]
fn sums_beyond_counting_are_refused() {
    let weights: Vec<u64> = (0..511).map(|member| (1 << 57) / 511 + member * member * 7_919).collect();
    let (body, rule) = weighted(&weights, 1 << 55);
    let fault = Game::new(&rule, &body).unwrap().analyse(&Options::all()).unwrap_err();
    assert!(matches!(fault, PowerError::TooLarge { what: "the table of sums", .. }), "{fault}");
}

/// Nor are those that no address has: balances of tokens in their smallest unit, without any pattern.
#[test]
fn sums_of_tokens_beyond_counting_are_refused() {
    let balance = |holder: u128| (1u128 << 64) + holder * holder * 999_999_937;
    let values: Vec<Option<Decimal>> = (0..200).map(|holder| Some(balance(holder).to_string().parse().unwrap())).collect();
    let mut body = Body::new("holders", (0..values.len()).map(|number| Member::new(format!("m{number}"))).collect());
    body.weights.push(Weight::new("tokens", "", &values).unwrap());
    // In the last 64 bits of this quota there is a small number.
    let rule = at_least((1u128 << 70) + 5, Some(0));
    let fault = Game::new(&rule, &body).unwrap().analyse(&Options::only([&BANZHAF])).unwrap_err();
    assert!(matches!(fault, PowerError::TooLarge { what: "the table of sums", .. }), "{fault}");
}

/// What takes too long is refused: at once where it can be foreseen, else when it has taken as many steps as it may.
#[test]
fn what_takes_too_long_is_refused() {
    let refused =
        |(body, rule): (Body, Rule), steps: u64, options: &Options| match Game::new(&rule, &body).unwrap().steps(steps).analyse(options) {
            Err(PowerError::TooLong { what, steps: needed, allowed }) => {
                assert_eq!((needed > steps, allowed), (true, steps));
                what
            }
            other => panic!("{other:?}"),
        };
    let minutes = 120_000_000_000;
    let (banzhaf, shapley) = (Options::only([&BANZHAF]), Options::only([&SHAPLEY_SHUBIK]));
    let sum = |members: u64| {
        let weights: Vec<u64> = (0..members).map(|member| 1 + member * member * 7_919 % 997).collect();
        weighted(&weights, weights.iter().sum::<u64>() / 2 + 1)
    };
    assert_eq!(refused(sum(2000), minutes, &shapley), "the Shapley–Shubik index");
    assert_eq!(refused(sum(4096), minutes, &banzhaf), "the table of sums");
    // Half of the panels must agree, ten of sixty members each.
    let panels = |count: usize| {
        let panel = |number: usize| {
            let members = (0..10).map(|seat| (number * number * 13 + seat * (number + 7) * 11) % 60);
            let scope = Scope::Some { label: "panel".into(), members: MemberSet::of(60, members) };
            let five = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(5, 1))).unwrap();
            Rule::tally(five.over(scope))
        };
        let body = Body::new("panels", (0..60).map(|number| Member::new(format!("m{number}"))).collect());
        (body, Rule::at_least(count / 2, (0..count).map(panel).collect()).unwrap())
    };
    assert_eq!(refused(panels(12), minutes / 1000, &banzhaf), "the decision diagram");
}

/// Three ballots under 190 weights: refused before much has been built.
#[test]
fn a_large_board_that_may_abstain_is_refused() {
    let (body, rule) = imf();
    let fault = Game::new(&rule, &body).unwrap().memory(Bytes(256 << 20)).ternary().unwrap_err();
    assert!(matches!(fault, PowerError::TooLarge { .. }), "{fault}");
}

fn patternless(members: u64) -> (Body, Rule) {
    let mut body = Body::new("patternless", (0..members).map(|number| Member::new(format!("m{number}"))).collect());
    let scramble = |number: u64, factor: u64| 1_000_000 + number.wrapping_mul(factor).wrapping_mul(number ^ 0x55) % 9_999_991;
    for factor in [7_919, 104_729, 1_299_709] {
        let weights: Vec<u64> = (1..=members).map(|number| scramble(number, factor)).collect();
        body.weights.push(weight("weight", &weights));
    }
    let half =
        |weight: usize| at_least((0..body.len()).map(|member| body.weight_of(Some(weight), member.into())).sum::<u128>() / 2, Some(weight));
    let rule = Rule::all(vec![half(0), half(1), half(2)]).unwrap();
    (body, rule)
}

#[test]
fn nobody_present_is_refused() {
    let (body, rule) = weighted(&[1, 2], 2);
    let nobody = Game::new(&rule, &body).unwrap().present(&MemberSet::empty(2));
    assert_eq!(nobody.map(|_| ()), Err(PowerError::NobodyPresent));
    let nobody = Body::new("nobody", vec![]);
    assert_eq!(Game::new(&rule, &nobody).map(|_| ()), Err(PowerError::NobodyPresent));
}

#[test]
fn another_bodys_rule_is_refused() {
    let (_, rule) = weighted(&[1, 2], 2);
    let body = Body::new("without weights", ["a", "b"].map(Member::new).into());
    let game = Game::new(&rule, &body).unwrap();
    let fault = PowerError::Weight { weight: 0, weights: 0 };
    assert_eq!(game.analyse(&Options::all()), Err(fault.clone()));
    assert_eq!(game.ternary(), Err(fault));
}

/// A small generator.
struct SplitMix(u64);

impl TryRng for SplitMix {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Ok(word ^ (word >> 31))
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.try_next_u64()? >> 32) as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.try_next_u64()?.to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// Estimates of a small game lie near the exact values: intervals of twice the width, four standard
/// deviations, hold them all.
#[test]
fn estimates_lie_near_the_truth() {
    let (body, rule) = weighted(&[4, 4, 4, 2, 2, 1], 12);
    let exact = analysis(&body, &rule, &Options::all());
    let estimates = Game::new(&rule, &body).unwrap().estimate(20_000, &mut SplitMix(2024), |_| ()).unwrap();
    for (power, estimate) in exact.power.iter().zip(&estimates) {
        for (measure, estimate) in [(&BANZHAF, estimate.banzhaf), (&SHAPLEY_SHUBIK, estimate.shapley_shubik)] {
            let truth = power.get(measure).unwrap().decimal;
            assert!((estimate.value - truth).abs() <= 2.0 * estimate.interval.half(), "{truth} far from {estimate:?}");
            assert!(estimate.interval.half() < 0.0075 && estimate.interval.contains(estimate.value));
        }
    }
}
