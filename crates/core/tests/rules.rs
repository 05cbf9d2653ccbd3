//! Every rule that can be built is monotone: raising a ballot never turns adoption into failure.

use nemcon_core::Ballot::{Abstain, Against, For};
use nemcon_core::*;
use proptest::prelude::*;

const MEMBERS: usize = 7;

fn tally() -> impl Strategy<Value = Option<Tally>> {
    let ballots = prop::collection::vec(0usize..3, 0..4).prop_map(|which| which.into_iter().map(|b| Ballot::ALL[b]).collect::<BallotSet>());
    let comparison =
        prop_oneof![Just(Comparison::AtLeast), Just(Comparison::MoreThan), Just(Comparison::AtMost), Just(Comparison::FewerThan)];
    let bound = prop_oneof![
        (0u128..40).prop_map(|n| Bound::Absolute(Ratio::new(n, 1))),
        (0u128..=12, 12u128..=13).prop_map(|(n, d)| Bound::Fraction(Ratio::new(n, d)))
    ];
    let scope = prop::collection::vec(any::<bool>(), MEMBERS);
    (ballots, comparison, bound, scope, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(ballots, comparison, bound, scope, everybody, weighted, cast)| {
            let tally = Tally::new(ballots, comparison, bound).ok()?;
            let tally = if cast { tally.of_cast().ok()? } else { tally };
            let tally = if weighted { tally.weighted(0) } else { tally };
            let members = MemberSet::of(MEMBERS, (0..MEMBERS).filter(|&member| scope[member]));
            Some(if everybody { tally } else { tally.over(Scope::Some { label: "some".into(), members }) })
        },
    )
}

fn rule() -> impl Strategy<Value = Option<Rule>> {
    tally().prop_map(|tally| tally.map(Rule::tally)).prop_recursive(3, 16, 4, |inner| {
        (prop::collection::vec(inner, 1..4), 0usize..6).prop_map(|(parts, kind)| {
            let parts: Vec<Rule> = parts.into_iter().flatten().collect();
            match kind {
                0 | 1 => Rule::all(parts).ok(),
                2 | 3 => Rule::any(parts).ok(),
                k => Rule::at_least(k - 3, parts).ok(),
            }
        })
    })
}

fn body() -> Body {
    let mut body = Body::new("", (0..MEMBERS).map(|i| Member::new(format!("m{i}"))).collect());
    let weights: Vec<_> = [0, 1, 5, 2, 9, 1, 0].map(|w| Some(Decimal::whole(w))).to_vec();
    body.weights.push(Weight::new("w", "", &weights).unwrap());
    body
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn every_rule_is_monotone(rule in rule(), codes in prop::collection::vec(0usize..3, MEMBERS), presence in prop::collection::vec(prop::bool::weighted(0.8), MEMBERS)) {
        let Some(rule) = rule else { return Ok(()) };
        let body = body();
        let present = MemberSet::of(MEMBERS, (0..MEMBERS).filter(|&member| presence[member]));
        let mut ballots: Vec<Ballot> = codes.iter().map(|&code| Ballot::ALL[code]).collect();
        let before = rule.passes(&body, &present, &ballots);
        for member in 0..MEMBERS {
            let own = ballots[member];
            for raised in Ballot::ALL.into_iter().filter(|&ballot| ballot > own) {
                ballots[member] = raised;
                prop_assert!(!before || rule.passes(&body, &present, &ballots), "{} raised by {member}", rule.describe(&body));
            }
            ballots[member] = own;
        }
    }
}

/// The strategy above reaches rules that pass and rules that fail, or it would show nothing.
#[test]
fn unanimous_support_adopts_and_unanimous_objection_does_not() {
    let body = body();
    let present = MemberSet::full(MEMBERS);
    for rule in [
        consensus(),
        unanimity(),
        consensus_minus(2),
        majority_of_cast(Ratio::new(1, 2)).unwrap(),
        double_majority(Ratio::new(11, 20), Ratio::new(13, 20), 0).unwrap(),
    ] {
        assert!(rule.passes(&body, &present, &[Ballot::For; MEMBERS]));
        assert!(!rule.passes(&body, &present, &[Ballot::Against; MEMBERS]));
        assert!(!rule.passes(&body, &MemberSet::empty(MEMBERS), &[Ballot::For; MEMBERS]), "nobody present");
    }
}

#[test]
fn what_is_not_monotone_is_refused() {
    let half = Bound::Fraction(Ratio::new(1, 2));
    let build = |ballots: &[Ballot], comparison| Tally::new(ballots.iter().copied().collect(), comparison, half);
    for (ballots, comparison) in [
        (&[For][..], Comparison::AtMost),
        (&[For, Abstain], Comparison::FewerThan),
        (&[Against], Comparison::AtLeast),
        (&[Against, Abstain], Comparison::MoreThan),
        (&[Abstain], Comparison::AtLeast),
        (&[Abstain], Comparison::AtMost),
        (&[For, Against], Comparison::AtLeast),
        (&[For, Abstain, Against], Comparison::AtLeast),
        (&[], Comparison::AtLeast),
    ] {
        assert!(build(ballots, comparison).is_err(), "{ballots:?} {comparison:?}");
    }
    for (ballots, comparison) in [(&[For][..], Comparison::AtLeast), (&[Against], Comparison::AtMost)] {
        assert!(build(ballots, comparison).unwrap().of_cast().is_ok());
    }
    for (ballots, comparison) in [(&[For, Abstain][..], Comparison::AtLeast), (&[Against, Abstain], Comparison::AtMost)] {
        assert!(build(ballots, comparison).unwrap().of_cast().is_err());
    }
    assert_eq!(
        Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Fraction(Ratio::new(5, 4))).unwrap_err(),
        RuleError::Fraction(Ratio::new(5, 4))
    );
}

/// Nobody casting: lower bounds above 0 and `more than` fail, upper bounds hold.
#[test]
fn nobody_casting() {
    let body = body();
    let present = MemberSet::full(MEMBERS);
    let silent = [Ballot::Abstain; MEMBERS];
    let cast = |ballots, comparison, numerator| {
        Rule::tally(Tally::new(ballots, comparison, Bound::Fraction(Ratio::new(numerator, 3))).unwrap().of_cast().unwrap())
            .passes(&body, &present, &silent)
    };
    assert!(!cast(BallotSet::FOR, Comparison::AtLeast, 1));
    assert!(cast(BallotSet::FOR, Comparison::AtLeast, 0));
    assert!(!cast(BallotSet::FOR, Comparison::MoreThan, 0));
    assert!(cast(BallotSet::AGAINST, Comparison::AtMost, 1));
    assert!(cast(BallotSet::AGAINST, Comparison::FewerThan, 1));
}

/// Worked out by hand: the two permanent members of five; everybody under consensus; nobody under a majority, or
/// where nothing can be adopted; only who is present.
#[test]
fn vetoes_are_of_those_who_prevent_adoption_alone() {
    let body = Body::new("", ["a", "b", "c", "d", "e"].map(Member::new).into());
    let everybody = MemberSet::full(5);
    let permanent = Scope::Some { label: "permanent".to_owned(), members: MemberSet::of(5, [0, 1]) };
    let council = Rule::all(vec![qualified_majority(Ratio::new(1, 2), None).expect("a rule"), veto(permanent)]).expect("a rule");
    assert_eq!(council.vetoes(&body, &everybody), MemberSet::of(5, [0, 1]));
    assert_eq!(council.vetoes(&body, &MemberSet::of(5, [1, 2, 3, 4])), MemberSet::of(5, [1]));
    assert_eq!(consensus().vetoes(&body, &everybody), everybody);
    assert_eq!(majority_of_cast(Ratio::new(1, 2)).expect("a rule").vetoes(&body, &everybody), MemberSet::empty(5));
    let never = council_of_more_than_there_are();
    assert_eq!(never.vetoes(&body, &everybody), MemberSet::empty(5));
}

/// At least six for, which five can never be.
fn council_of_more_than_there_are() -> Rule {
    Rule::tally(Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(6, 1))).expect("a tally"))
}
