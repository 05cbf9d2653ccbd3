//! Simulation and exact analysis, which do not know each other, agree: where nobody moves, the share
//! of runs in which the one sounding passes is the exact probability that it does.

#![expect(clippy::disallowed_methods, reason = "closed forms, independent of the mathematics under test")]

use nemcon::model::*;
use nemcon::montecarlo::Plan;
use nemcon::power::{Passage, PowerError, soundings};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const RUNS: u64 = 20_000;

/// Within five standard errors by Bernstein's inequality, which holds for rare events too: beyond it
/// with a probability below 6·10⁻⁷.
fn assert_agree(simulated: f64, exact: f64) -> Result<(), TestCaseError> {
    let (runs, level) = (RUNS as f64, (2.0_f64 / 6e-7).ln());
    let bound = (2.0 * level * exact * (1.0 - exact) / runs).sqrt() + 2.0 * level / (3.0 * runs);
    prop_assert!((simulated - exact).abs() <= bound, "simulated {simulated}, exact {exact}, bound {bound}");
    // What is impossible or certain is so in every run.
    prop_assert!((exact > 0.0 || simulated == 0.0) && (exact < 1.0 || simulated == 1.0), "{simulated} of {exact}");
    Ok(())
}

/// A motion that is sounded once, on stances as they are at the start.
fn motion(body: Body, rule: Rule, reserve_is_against: bool, priors: &[Prior], reports: Vec<Report>) -> Draft {
    let mut of_pairs = Priors::empty(body.len(), 1);
    priors.iter().enumerate().for_each(|(member, &prior)| of_pairs.set(member.into(), 0.into(), prior));
    let (as_of, deadline) = (Date::constant(2031, 1, 6), Date::constant(2031, 1, 13));
    let mut draft = Draft::motion("agreement", as_of, deadline, Cadence::weeks(1), rule).body(body).priors(of_pairs);
    draft.question.reserve_is_against = reserve_is_against;
    draft.evidence.extend((!reports.is_empty()).then_some(Evidence { candidate: 0.into(), reports }));
    draft
}

/// The sounding of the only candidate.
fn only(model: &Model) -> Result<Passage, PowerError> {
    soundings(model, Bytes(1 << 30), u64::MAX).remove(0)
}

fn bodies() -> impl Strategy<Value = Body> {
    prop::collection::vec(1..9u64, 1..9).prop_map(|weights| {
        let mut body = Body::new("", (0..weights.len()).map(|number| Member::new(format!("m{number}"))).collect());
        let weights: Vec<_> = weights.into_iter().map(|weight| Some(Decimal::whole(weight))).collect();
        body.weights.push(Weight::new("weight", "", &weights).expect("small numbers"));
        body
    })
}

fn tallies(members: usize) -> impl Strategy<Value = Rule> {
    let ballots = prop::sample::select(vec![
        (BallotSet::FOR, Comparison::AtLeast),
        (BallotSet::FOR_OR_ABSTAIN, Comparison::MoreThan),
        (BallotSet::AGAINST, Comparison::AtMost),
        (BallotSet::AGAINST_OR_ABSTAIN, Comparison::FewerThan),
    ]);
    (ballots, 0..=6u64, any::<[bool; 2]>(), prop::option::of(1..1usize << members)).prop_map(
        move |((ballots, comparison), sixths, [weighted, cast], scope)| {
            let tally = Tally::new(ballots, comparison, Bound::Fraction(Ratio::new(sixths.into(), 6))).expect("monotone");
            let tally = if weighted { tally.weighted(0) } else { tally };
            // Only some may run over those casting.
            let tally = if cast { tally.clone().of_cast().unwrap_or(tally) } else { tally };
            Rule::tally(match scope {
                None => tally,
                Some(bits) => {
                    let inside = MemberSet::of(members, (0..members).filter(|member| bits >> member & 1 == 1));
                    tally.over(Scope::Some { label: "some".into(), members: inside })
                }
            })
        },
    )
}

fn rules(members: usize) -> impl Strategy<Value = Rule> {
    tallies(members).prop_recursive(2, 6, 3, |part| {
        (prop::collection::vec(part, 1..4), any::<prop::sample::Index>())
            .prop_map(|(parts, k)| Rule::at_least(k.index(parts.len()) + 1, parts).expect("as many as there are"))
    })
}

/// Four probabilities, often 0 or all of the mass.
fn priors() -> impl Strategy<Value = Prior> {
    prop::array::uniform4(0..6u32).prop_filter("all 0", |parts| parts.iter().any(|&part| part > 0)).prop_map(|parts| {
        let sum = f64::from(parts.iter().sum::<u32>());
        Prior::new(parts.map(|part| f64::from(part) / sum)).expect("they sum to 1")
    })
}

/// No report, one on any set of stances, or one on supporters and one on those opposed.
fn reports(members: u32) -> impl Strategy<Value = Vec<Report>> {
    let count = move || (0..=members, 1..4u32).prop_map(|(mean, sd)| Count::About { mean: f64::from(mean), sd: f64::from(sd) });
    let some = |bits: u8| Stance::ALL.into_iter().filter(|&stance| bits >> (stance as u8) & 1 == 1).collect::<StanceSet>();
    prop_oneof![
        Just(vec![]),
        (1..15u8, count()).prop_map(move |(bits, count)| vec![Report { stances: some(bits), count }]),
        (count(), count()).prop_map(move |(first, second)| vec![
            Report { stances: some(0b1000), count: first },
            Report { stances: some(0b0001), count: second }
        ]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, rng_seed: RngSeed::Fixed(4), ..ProptestConfig::default() })]

    #[test]
    fn simulated_soundings_pass_as_often_as_they_must(
        (body, rule, priors, reports) in bodies().prop_flat_map(|body| {
            let members = body.len();
            (Just(body), rules(members), prop::collection::vec(priors(), members), reports(members as u32))
        }).prop_filter("a rule that can hold", |(body, rule, ..)| {
            rule.passes(body, &MemberSet::full(body.len()), &vec![Ballot::For; body.len()])
        }),
        reserve_is_against in any::<bool>(),
    ) {
        let model = Model::new(motion(body, rule, reserve_is_against, &priors, reports)).expect("a right model");
        let exact = only(&model).expect("a small question");
        let plan = Plan::new(&model).expect("a plan");
        let estimates = plan.simulate(4, 0..RUNS, &|_| ()).expect("runs").estimates().expect("estimates");
        assert_agree(estimates.outcomes[0].probability, exact.passes)?;
    }
}

#[test]
fn a_majority_of_independent_members_is_binomial() {
    let half = Prior::new([0.5, 0.0, 0.0, 0.5]).expect("it sums to 1");
    let body = Body::new("", ["a", "b", "c"].map(Member::new).into());
    let rule = majority_of_cast(Ratio::new(1, 2)).expect("a share");
    let model = Model::new(motion(body, rule, true, &[half; 3], vec![])).expect("a right model");
    let exact = only(&model).expect("a small question");
    assert_eq!((exact.passes, exact.decisive), (0.5, vec![0.5; 3]));
}

#[test]
fn dependent_members_are_refused_with_the_reason() {
    let prior = Prior::new([0.5, 0.0, 0.0, 0.5]).expect("it sums to 1");
    let body = Body::new("", ["a", "b"].map(Member::new).into());
    let mut draft = motion(body, consensus(), true, &[prior; 2], vec![]);
    draft.blocs.push(Bloc { group: "*".into(), members: MemberSet::full(2), rho: 0.5, candidates: CandidateSet::full(1) });
    let refused = only(&Model::new(draft).expect("a right model")).expect_err("they are not independent");
    assert_eq!(refused.to_string(), "members of the bloc * lean the same way");
}
