//! Large bodies, and those that are too large.

use nemcon_core::{Body, Member, MemberSet, Rule, consensus};
use nemcon_power::{Index, Method, Options, PowerError, analyse, estimate};

use crate::bodies::{at_least, everybody, imf, weight, weighted};

/// 190 weights at 85%: counts exact, checked by what is known of any game.
#[test]
fn board_of_190() {
    let (body, rule) = imf();
    let options = Options { structure: true, ..Options::only([Index::Banzhaf, Index::Coleman]) };
    let analysis = analyse(&rule, &body, &everybody(&body), &options).unwrap();
    assert_eq!(analysis.method, Method::Table);
    assert_eq!(analysis.veto_players, [0]);
    // Whoever has a veto is decisive in every winning coalition.
    assert_eq!(analysis.power[0].swings, analysis.winning);
    assert_eq!(analysis.power[0].coleman_prevent.as_ref().unwrap().fraction.as_ref().unwrap().to_string(), "1");
    assert_eq!((analysis.proper, analysis.strong), (Some(true), Some(false)));
    assert_eq!(analysis.winning.to_string(), "5260225802150395402774181337704544562476948337791916");
}

#[test]
fn consensus_of_4096_is_easy() {
    let body = Body::new("everybody", (0..4096).map(|number| Member::new(format!("m{number}"))).collect());
    let options = Options::only([Index::Banzhaf, Index::Coleman]);
    let analysis = analyse(&consensus(), &body, &everybody(&body), &options).unwrap();
    assert_eq!((analysis.winning, analysis.veto_players.len()), (1u32.into(), 4096));
}

/// Three sums of weights without any pattern over 60 members: refused, with the way out named.
#[test]
fn too_large_is_refused() {
    let (body, rule) = patternless(60);
    let options = Options { memory: 64 << 20, ..Options::all() };
    let fault = analyse(&rule, &body, &everybody(&body), &options).unwrap_err();
    assert!(matches!(fault, PowerError::TooLarge { .. }));
    assert!(fault.to_string().contains("Monte Carlo"), "{fault}");
}

/// A table of 2^55 sums by 512 sizes: their number does not fit into 64 bits, and is not taken for 0.
#[test]
fn sums_beyond_counting_are_refused() {
    let weights: Vec<u64> = (0..511).map(|member| (1 << 57) / 511 + member * member * 7_919).collect();
    let (body, rule) = weighted(&weights, 1 << 55);
    let fault = analyse(&rule, &body, &everybody(&body), &Options::all()).unwrap_err();
    assert!(matches!(fault, PowerError::TooLarge { what: "the table of sums", .. }), "{fault}");
}

fn patternless(members: u64) -> (Body, Rule) {
    let mut body = Body::new("patternless", (0..members).map(|number| Member::new(format!("m{number}"))).collect());
    let scramble = |number: u64, factor: u64| 1_000_000 + number.wrapping_mul(factor).wrapping_mul(number ^ 0x55) % 9_999_991;
    for factor in [7_919, 104_729, 1_299_709] {
        let weights: Vec<u64> = (1..=members).map(|number| scramble(number, factor)).collect();
        body.weights.push(weight("weight", &weights));
    }
    let half = |weight: usize| at_least((0..body.len()).map(|member| body.weight_of(Some(weight), member)).sum::<u64>() / 2, Some(weight));
    let rule = Rule::all(vec![half(0), half(1), half(2)]).unwrap();
    (body, rule)
}

#[test]
fn nobody_present_is_refused() {
    let (body, rule) = weighted(&[1, 2], 2);
    assert_eq!(analyse(&rule, &body, &MemberSet::empty(2), &Options::all()), Err(PowerError::NobodyPresent));
}

/// Estimates of a small game lie near the exact values: intervals of twice the width, four standard
/// deviations, hold them all.
#[test]
fn estimates_lie_near_the_truth() {
    let (body, rule) = weighted(&[4, 4, 4, 2, 2, 1], 12);
    let exact = analyse(&rule, &body, &everybody(&body), &Options::all()).unwrap();
    let mut state = 2024u64;
    let random = || {
        // SplitMix64.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    };
    let estimates = estimate(&rule, &body, &everybody(&body), 20_000, random).unwrap();
    for (power, estimate) in exact.power.iter().zip(&estimates) {
        for (value, estimate) in [(&power.banzhaf, estimate.banzhaf), (&power.shapley_shubik, estimate.shapley_shubik)] {
            let truth = value.as_ref().unwrap().decimal;
            assert!((estimate.value - truth).abs() <= estimate.high - estimate.low, "{truth} far from {estimate:?}");
            assert!(estimate.high - estimate.low < 0.015 && estimate.low <= estimate.value && estimate.value <= estimate.high);
        }
    }
}
