//! Values that the literature gives.

use nemcon_core::{BallotSet, Body, Bound, Comparison, Member, MemberId, MemberSet, Ratio, Rule, Scope, Tally, veto};
use nemcon_power::{
    Analysis, BANZHAF_NORMALISED, COLOMER_MARTINEZ, DEEGAN_PACKEL, KONIG_BRAUNINGER, Measure, Nakamura, Options, SHAPLEY_SHUBIK, Weighted,
};

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::bodies::{analysis, at_least, of_truth, truth, weighted};

fn all(body: &Body, rule: &Rule) -> Analysis {
    analysis(body, rule, &Options::all())
}

fn fractions(analysis: &Analysis, measure: &Measure) -> Vec<String> {
    analysis.power.iter().map(|power| power.get(measure).unwrap().fraction.as_ref().unwrap().to_string()).collect()
}

fn council(members: usize, permanent: usize, quota: u64) -> (Body, Rule) {
    let body = Body::new("Security Council", (0..members).map(|number| Member::new(format!("m{number}"))).collect());
    let scope = Scope::Some { label: "permanent".into(), members: MemberSet::of(members, 0..permanent) };
    (body, Rule::all(vec![at_least(quota, None), veto(scope)]).unwrap())
}

#[test]
fn security_council() {
    let (body, rule) = council(15, 5, 9);
    let analysis = all(&body, &rule);
    let values = fractions(&analysis, &SHAPLEY_SHUBIK);
    assert_eq!((values[0].as_str(), values[14].as_str()), ("421/2145", "4/2145"));
    // One of the ten is in 2^9 − 1 − 9 − 36 of the 848 coalitions that win.
    let values = fractions(&analysis, &KONIG_BRAUNINGER);
    assert_eq!((values[0].as_str(), values[14].as_str()), ("1", "233/424"));
    // The rule is no sum of weights, though some would do the same.
    assert_eq!(analysis.power[0].get(&COLOMER_MARTINEZ), None);
    let Some(Weighted::Yes(weights)) = &analysis.weighted else { panic!("the Council is weighted") };
    assert_eq!((weights.quota, weights.weights[0], weights.weights[14]), (39, 7, 1));
    assert_eq!((analysis.proper, analysis.strong, analysis.nakamura), (Some(true), Some(false), Some(Nakamura::Infinite)));
    let relation = analysis.desirability.unwrap();
    assert!(relation.is_complete());
    assert_eq!(relation.classes, [(0..5).map(MemberId::new).collect::<Vec<_>>(), (5..15).map(MemberId::new).collect()]);
    // One permanent member blocks, or seven others.
    let blocking = analysis.minimal_blocking.unwrap();
    assert_eq!((blocking.number, blocking.by_size.as_ref().map(|sizes| sizes[7].clone())), (125u32.into(), Some(120u32.into())));
}

/// Eleven members, seven votes: the five share 76/77, the 98.7% of Shapley and Shubik's paper of 1954.
#[test]
fn security_council_of_1945() {
    let (body, rule) = council(11, 5, 7);
    let analysis = all(&body, &rule);
    let values = fractions(&analysis, &SHAPLEY_SHUBIK);
    assert_eq!((values[0].as_str(), values[10].as_str()), ("76/385", "1/462"));
}

#[test]
fn eec_of_1958() {
    let (body, rule) = weighted(&[4, 4, 4, 2, 2, 1], 12);
    let analysis = all(&body, &rule);
    assert_eq!(fractions(&analysis, &BANZHAF_NORMALISED), ["5/21", "5/21", "5/21", "1/7", "1/7", "0"]);
    assert_eq!(analysis.dummies, [5].map(MemberId::new));
    let Some(Weighted::Yes(weights)) = analysis.weighted else { panic!("a weighted game") };
    assert_eq!((weights.quota, weights.weights), (6, vec![2, 2, 2, 1, 1, 0]));
}

/// The coalitions {48, 37}, {48, 27}, {48, 17} and {37, 27, 17} share a government by seats; where all have as many,
/// evenly.
#[test]
fn governments_shared_by_seats() {
    let (body, rule) = weighted(&[48, 37, 27, 17], 65);
    let sum = |parts: [(u32, u32); 3]| parts.into_iter().map(|(up, down)| BigRational::new(up.into(), down.into())).sum::<BigRational>();
    let expected = [
        sum([(48, 85), (48, 75), (48, 65)]),
        sum([(37, 85), (37, 81), (0, 1)]),
        sum([(27, 75), (27, 81), (0, 1)]),
        sum([(17, 65), (17, 81), (0, 1)]),
    ];
    let expected = expected.map(|parts| (parts / BigInt::from(4)).to_string());
    assert_eq!(fractions(&all(&body, &rule), &COLOMER_MARTINEZ), expected);
    let (body, rule) = weighted(&[1; 9], 5);
    let even = all(&body, &rule);
    assert_eq!(fractions(&even, &COLOMER_MARTINEZ), fractions(&even, &DEEGAN_PACKEL));
}

#[test]
fn nassau_county_has_three_dummies() {
    let (body, rule) = of_truth(&truth("nassau1964"));
    let analysis = all(&body, &rule);
    assert_eq!(analysis.dummies, [3, 4, 5].map(MemberId::new));
    assert_eq!((analysis.proper, analysis.strong, analysis.nakamura), (Some(true), Some(true), Some(Nakamura::Finite(3))));
}

/// The Nakamura number of q out of n is ⌈n / (n − q)⌉.
#[test]
fn nakamura_number_of_quota_rules() {
    for (members, quota) in [(3, 2), (5, 4), (7, 4), (9, 6), (12, 11), (13, 9), (20, 16), (20, 19)] {
        let (body, rule) = weighted(&vec![1; members], quota);
        let expected = members.div_ceil(members - quota as usize);
        assert_eq!(all(&body, &rule).nakamura, Some(Nakamura::Finite(expected)), "{quota} of {members}");
    }
}

/// Two majorities that must both agree, of three each: members of different chambers do not compare.
#[test]
fn bicameral_rule_is_not_weighted() {
    let body = Body::new("chambers", (0..6).map(|number| Member::new(format!("m{number}"))).collect());
    let two_of = |members: std::ops::Range<usize>| {
        let tally = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(2, 1))).unwrap();
        Rule::tally(tally.over(Scope::Some { label: "chamber".into(), members: MemberSet::of(6, members) }))
    };
    let analysis = all(&body, &Rule::all(vec![two_of(0..3), two_of(3..6)]).unwrap());
    assert_eq!(analysis.weighted, Some(Weighted::No));
    assert_eq!(analysis.minimal_winning.unwrap().number, 9u32.into());
}

/// Two strong members of 3 votes, four weak ones of 1; three members and five votes must be for.
/// Everybody compares, but {strong, weak, weak} and the same of the others, both winning, trade into
/// the two strong (too few members) and the four weak (too few votes): no weights exist.
#[test]
fn complete_game_without_weights() {
    let (body, votes) = weighted(&[3, 3, 1, 1, 1, 1], 5);
    let analysis = all(&body, &Rule::all(vec![at_least(3u32, None), votes]).unwrap());
    let relation = analysis.desirability.unwrap();
    assert!(relation.is_complete());
    assert_eq!(relation.classes, [[0, 1].map(MemberId::new).to_vec(), [2, 3, 4, 5].map(MemberId::new).to_vec()]);
    assert_eq!(analysis.weighted, Some(Weighted::No));
}

/// With 68 members counts pass 2^53, where floating point goes silently wrong.
#[test]
fn sixty_eight_members_are_exact() {
    let (body, rule) = weighted(&[1; 68], 35);
    let analysis = all(&body, &rule);
    let binomial = num_integer::binomial(num_bigint::BigUint::from(67u8), num_bigint::BigUint::from(34u8));
    assert!(analysis.power.iter().all(|power| power.swings == binomial));
    assert!(fractions(&analysis, &SHAPLEY_SHUBIK).iter().all(|value| value == "1/68"));
}
