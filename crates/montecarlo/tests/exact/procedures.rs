//! Winnowing and ballots, worked out by hand: declared stances, nothing that moves.

use nemcon_core::Stance::{Accept, Oppose, Reserve, Support};
use nemcon_core::*;
use nemcon_montecarlo::Plan;

use crate::support::{assert_probability, draft, estimate};

/// A body and candidates with these stances: one row a member, one column a candidate.
fn table(rows: &[&[Stance]]) -> Draft {
    let (members, candidates) = (rows.len(), rows[0].len());
    let mut draft = draft(members, 5, [0.25; 4]);
    draft.candidates = ["a", "b", "c", "d"][..candidates].iter().map(|&id| Candidate::new(id)).collect();
    draft.priors = Priors::empty(members, candidates);
    for (member, row) in rows.iter().enumerate() {
        for (candidate, &stance) in row.iter().enumerate() {
            draft.priors.set(member.into(), candidate.into(), Prior::declared(stance));
        }
    }
    draft
}

fn majority() -> Rule {
    majority_of_cast(Ratio::new(1, 2)).unwrap()
}

fn two_thirds() -> Rule {
    let tally = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Fraction(Ratio::new(2, 3))).unwrap();
    Rule::tally(tally)
}

fn by_ballots(mut draft: Draft, rule: Rule, ballots: Ballots) -> Draft {
    draft.question.rule = rule;
    draft.question.procedure = Procedure::Ballots(ballots);
    draft
}

/// The outcome every run has, and the index of its date.
fn only(draft: Draft) -> (String, Option<usize>) {
    let estimates = estimate(draft, 50);
    let one = estimates.outcomes.iter().find(|outcome| outcome.probability == 1.0).expect("every run ends alike");
    (one.id.clone(), one.date.map(|date| estimates.dates.binary_search(&date.median).unwrap()))
}

fn cut(draft: &Draft, week: u32, keep: u32) -> Cut {
    Cut { on: Cadence::weeks(week).date(draft.question.as_of, 1).unwrap(), keep }
}

#[test]
fn winnowing_ranks_by_support_then_acceptance_then_lot() {
    // Supporters: a 1, b 2, c 1, d 1; not blocking: a 3, c 2, d 3. Behind b, a or d stays by lot.
    let rows: [&[Stance]; 3] =
        [&[Support, Support, Accept, Accept], &[Accept, Support, Reserve, Support], &[Accept, Oppose, Support, Accept]];
    let mut draft = table(&rows);
    draft.question.procedure = Procedure::Winnowing(vec![cut(&draft, 2, 1)]);
    assert_eq!(only(draft.clone()), ("vacant".into(), None));
    draft.question.procedure = Procedure::Winnowing(vec![cut(&draft, 2, 2)]);
    half_each(draft, ["a", "d"]);
    // Without b, which has most supporters, the same two.
    let mut draft = table(&rows);
    draft.candidates[1].status = Status::Mentioned;
    draft.question.procedure = Procedure::Winnowing(vec![cut(&draft, 1, 1)]);
    half_each(draft, ["a", "d"]);
}

/// Two outcomes, each as likely as the other.
#[track_caller]
fn half_each(draft: Draft, ids: [&str; 2]) {
    let estimates = estimate(draft, 10_000);
    for id in ids {
        assert_probability(estimates.probability(id).unwrap(), 0.5, 10_000.0);
    }
    let together: u64 = ids.iter().map(|id| estimates.outcome(id).unwrap().seen).sum();
    assert_eq!(together, 10_000);
}

/// Who is alike in everything has the same chance, whatever its place in the file.
#[test]
fn lots_treat_candidates_alike() {
    let alike = table(&[&[Support; 3], &[Accept; 3], &[Support; 3]]);
    let exclusive = by_ballots(
        table(&[[Reserve; 3].as_slice(); 3]),
        majority(),
        Ballots { per_round: 3, eliminate: Some(Elimination { after: EliminatingBallots::From(1), down_to: 1 }), ..Ballots::default() },
    );
    for (draft, sure) in [(alike, true), (exclusive, false)] {
        let estimates = estimate(draft, 30_000);
        let each = ["a", "b", "c"].map(|id| estimates.probability(id).unwrap());
        let sum: f64 = each.iter().sum();
        assert!(!sure || (sum - 1.0).abs() < 1e-12);
        for probability in each {
            assert_probability(probability, sum / 3.0, 30_000.0);
        }
    }
    // At the end too: of two with one supporter each, one is in the way of half of the runs.
    let estimates = estimate(table(&[&[Support, Oppose], &[Reserve, Support]]), 30_000);
    let blocking = estimates.blocking_when_vacant.unwrap();
    for share in blocking {
        assert_probability(share, 0.5, 30_000.0);
    }
}

#[test]
fn nobody_is_sounded_before_the_last_cut() {
    let rows: [&[Stance]; 2] = [&[Support, Accept, Accept], &[Support, Accept, Accept]];
    let mut draft = table(&rows);
    draft.candidates[2].incumbent = true;
    draft.candidates[2].considered_from = Cadence::weeks(1).date(draft.question.as_of, 1);
    draft.question.procedure = Procedure::Winnowing(vec![cut(&draft, 1, 2), cut(&draft, 3, 1)]);
    assert_eq!(only(draft.clone()), ("a".into(), Some(2)));
    // Where the only one kept refuses, the incumbent is sounded in that same round.
    draft.candidates[0].accepts = 0.0.into();
    assert_eq!(only(draft), ("extended".into(), Some(2)));
}

#[test]
fn the_last_is_eliminated_until_two_are_left() {
    // First ballot a 2, b 2, c 1; then the voter of c moves to b, which has three of five.
    let rows: [&[Stance]; 5] = [
        &[Support, Oppose, Oppose],
        &[Support, Oppose, Oppose],
        &[Oppose, Support, Oppose],
        &[Oppose, Support, Oppose],
        &[Oppose, Reserve, Support],
    ];
    let draft = table(&rows);
    let eliminate = |from_ballot| Ballots {
        eliminate: Some(Elimination { after: EliminatingBallots::From(from_ballot), down_to: 2 }),
        ..Ballots::default()
    };
    assert_eq!(only(by_ballots(draft.clone(), majority(), eliminate(1))), ("b".into(), Some(1)));
    assert_eq!(only(by_ballots(draft.clone(), majority(), eliminate(3))), ("b".into(), Some(3)));
    assert_eq!(only(by_ballots(draft.clone(), majority(), Ballots::default())), ("vacant".into(), None));
    // With three ballots a round all of it happens on the first day.
    assert_eq!(only(by_ballots(draft.clone(), majority(), Ballots { per_round: 3, ..eliminate(1) })), ("b".into(), Some(0)));
    // A run-off after two failed ballots does the same, without elimination.
    assert_eq!(only(by_ballots(draft, majority(), Ballots { runoff_after: Some(2), ..Ballots::default() })), ("b".into(), Some(2)));
}

#[test]
fn ties_for_the_last_place() {
    // One vote each for b and c, but c is blocked by fewer: b goes, its voter moves to c, and a and
    // c have two votes each for ever. Without c, its voter would have made a win.
    let rows: [&[Stance]; 4] =
        [&[Support, Reserve, Reserve], &[Support, Oppose, Accept], &[Oppose, Support, Accept], &[Accept, Oppose, Support]];
    let eliminate = Ballots {
        eliminate: Some(Elimination { after: EliminatingBallots::From(1), down_to: 2 }),
        plurality_between_two: true,
        ..Ballots::default()
    };
    assert_eq!(only(by_ballots(table(&rows), majority(), eliminate)), ("vacant".into(), None));
    // Equal in everything: if c goes, its voter moves to a, which wins; if b goes, its voter moves to
    // c, which ties with a and is out.
    let equal: [&[Stance]; 4] =
        [&[Support, Reserve, Reserve], &[Support, Reserve, Reserve], &[Oppose, Support, Reserve], &[Accept, Oppose, Support]];
    let last = Ballots { eliminate: Some(Elimination { after: EliminatingBallots::From(1), down_to: 1 }), ..Ballots::default() };
    half_each(by_ballots(table(&equal), two_thirds(), last), ["a", "vacant"]);
}

#[test]
fn a_sole_candidate_is_put_to_yes_or_no() {
    let rows: [&[Stance]; 3] = [&[Support], &[Support], &[Oppose]];
    assert_eq!(only(by_ballots(table(&rows), two_thirds(), Ballots::default())), ("a".into(), Some(0)));
    let rows: [&[Stance]; 3] = [&[Support], &[Accept], &[Accept]];
    assert_eq!(only(by_ballots(table(&rows), two_thirds(), Ballots::default())), ("vacant".into(), None));
    // Of the votes cast, one for and none against is all.
    assert_eq!(only(by_ballots(table(&rows), majority(), Ballots::default())), ("a".into(), Some(0)));
}

#[test]
fn who_opposes_all_may_abstain() {
    let rows: [&[Stance]; 3] = [&[Support, Reserve], &[Oppose, Oppose], &[Oppose, Oppose]];
    let abstaining = Ballots { may_abstain: true, ..Ballots::default() };
    assert_eq!(only(by_ballots(table(&rows), majority(), abstaining)), ("a".into(), Some(0)));
    // Made to vote, the two choose by their preference numbers: a wins unless both choose b.
    let estimates = estimate(by_ballots(table(&rows), majority(), Ballots::default()), 40_000);
    crate::support::assert_probability(estimates.outcomes[0].probability, 0.75, 40_000.0);
}

/// A refusal uses the ballot up without eliminating anybody.
#[test]
fn a_winner_that_refuses() {
    let rows: [&[Stance]; 5] = [
        &[Support, Reserve, Oppose],
        &[Support, Reserve, Oppose],
        &[Support, Oppose, Reserve],
        &[Oppose, Support, Oppose],
        &[Oppose, Oppose, Support],
    ];
    let mut draft = table(&rows);
    draft.candidates[0].accepts = 0.0.into();
    // Then b has three of five.
    let eliminate = Ballots { eliminate: Some(Elimination { after: EliminatingBallots::From(1), down_to: 1 }), ..Ballots::default() };
    assert_eq!(only(by_ballots(draft.clone(), majority(), eliminate.clone())), ("b".into(), Some(1)));
    draft.candidates[1].accepts = 0.0.into();
    assert_eq!(only(by_ballots(draft, majority(), eliminate)).0, "vacant");
}

#[test]
fn the_incumbent_comes_after_the_ballots() {
    let rows: [&[Stance]; 3] = [&[Support, Oppose, Support], &[Oppose, Support, Support], &[Reserve, Oppose, Support]];
    let mut draft = by_ballots(table(&rows), unanimity(), Ballots::default());
    draft.candidates[2].incumbent = true;
    assert_eq!(only(draft), ("extended".into(), Some(4)));
}

/// Two candidates against enumeration of the votes: each member is for a with its own probability.
#[test]
fn two_candidates_against_enumeration() {
    const RUNS: u64 = 60_000;
    let chances = [0.2, 0.35, 0.5, 0.8, 0.65];
    let mut draft = by_ballots(table(&[[Accept, Accept].as_slice(); 5]), two_thirds(), Ballots::default());
    draft.question.deadline = Cadence::weeks(1).date(draft.question.as_of, 1).unwrap();
    for (member, chance) in chances.into_iter().enumerate() {
        draft.priors.set(member.into(), 0.into(), Prior::new([0.0, 1.0 - chance, 0.0, chance]).unwrap());
    }
    let (mut a, mut b) = (0.0, 0.0);
    for votes in 0u32..32 {
        let weight: f64 = chances.iter().enumerate().map(|(member, p)| if votes >> member & 1 == 1 { *p } else { 1.0 - p }).product();
        if votes.count_ones() >= 4 {
            a += weight;
        } else if votes.count_ones() <= 1 {
            b += weight;
        }
    }
    let estimates = estimate(draft, RUNS);
    crate::support::assert_probability(estimates.outcomes[0].probability, a, RUNS as f64);
    crate::support::assert_probability(estimates.outcomes[1].probability, b, RUNS as f64);
}

/// A jury of twelve: P(all twelve are convinced).
#[test]
fn a_jury_against_the_binomial() {
    const RUNS: u64 = 60_000;
    let mut draft = draft(12, 1, [0.0, 0.08, 0.0, 0.92]);
    draft.question.rule = unanimity();
    let estimates = estimate(draft, RUNS);
    crate::support::assert_probability(estimates.outcomes[0].probability, 0.92_f64.powi(12), RUNS as f64);
}

/// Twelve independent jurors and any number that must be convinced: the upper tails of the binomial.
#[test]
fn juries_of_any_size_against_the_binomial() {
    const RUNS: u64 = 60_000;
    let (n, p) = (12_u32, 0.7_f64);
    let choose = |k: u32| (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product::<f64>();
    for needed in 1..=n {
        let mut draft = draft(12, 1, [0.1, 0.1, 0.1, 0.7]);
        let enough = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(needed.into(), 1))).unwrap();
        draft.question.rule = Rule::tally(enough);
        let tail: f64 = (needed..=n).map(|k| choose(k) * p.powf(k.into()) * (1.0 - p).powf((n - k).into())).sum();
        crate::support::assert_probability(estimate(draft, RUNS).outcomes[0].probability, tail, RUNS as f64);
    }
}

/// With nobody moving, winnowing is sorting: stances drawn by a small generator, cut down to one,
/// who is then appointed wherever nobody blocks.
#[test]
fn winnowing_is_sorting() {
    let mut state = 1_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Stance::ALL[(state >> 62) as usize]
    };
    let mut appointed = 0;
    for _ in 0..200 {
        let rows: Vec<[Stance; 4]> = (0..5).map(|_| std::array::from_fn(|_| next())).collect();
        let mut draft = table(&rows.iter().map(<[Stance; 4]>::as_slice).collect::<Vec<_>>());
        draft.question.procedure = Procedure::Winnowing(vec![cut(&draft, 1, 3), cut(&draft, 2, 2), cut(&draft, 4, 1)]);
        // One may block, so that there is somebody to appoint.
        draft.question.rule = consensus_minus(1);
        let count = |candidate: usize, stances: &[Stance]| rows.iter().filter(|row| stances.contains(&row[candidate])).count();
        let mut order: Vec<usize> = (0..4).collect();
        order.sort_by_key(|&candidate| std::cmp::Reverse((count(candidate, &[Support]), count(candidate, &[Support, Accept]))));
        let rank = |candidate: usize| (count(candidate, &[Support]), count(candidate, &[Support, Accept]));
        let first: Vec<usize> = order.iter().copied().filter(|&candidate| rank(candidate) == rank(order[0])).collect();
        // Those that tie have the same number of members that block.
        let agreed = count(order[0], &[Reserve, Oppose]) <= 1;
        let ids: Vec<&str> = if agreed { first.iter().map(|&candidate| ["a", "b", "c", "d"][candidate]).collect() } else { vec!["vacant"] };
        if let [only_one] = ids[..] {
            assert_eq!(only(draft), (only_one.to_owned(), agreed.then_some(3)), "{rows:?}");
        } else {
            let estimates = estimate(draft, 400);
            let each = 1.0 / ids.len() as f64;
            for id in ids {
                assert_probability(estimates.probability(id).unwrap(), each, 400.0);
            }
        }
        appointed += usize::from(agreed);
    }
    assert!((50..180).contains(&appointed), "{appointed} of 200 end with an appointment");
}

/// Whatever is left over from one run, or ballot, must not reach the next: the counts of a range of
/// runs are the sum of those of its parts, for procedures with all their options.
#[test]
fn no_run_reaches_into_the_next() {
    let mut mixed = draft(5, 4, [0.25; 4]);
    mixed.candidates = ["a", "b", "c", "d"].map(Candidate::new).to_vec();
    mixed.candidates.iter_mut().for_each(|candidate| candidate.accepts = 0.3.into());
    mixed.priors = Priors::uniform(5, 4, Prior::new([0.25; 4]).unwrap());
    let everything = Ballots {
        per_round: 3,
        may_abstain: true,
        eliminate: Some(Elimination { after: EliminatingBallots::From(1), down_to: 2 }),
        runoff_after: Some(4),
        plurality_between_two: true,
        ..Ballots::default()
    };
    let mut winnowed = mixed.clone();
    winnowed.question.procedure = Procedure::Winnowing(vec![cut(&mixed, 1, 3), cut(&mixed, 2, 2)]);
    for draft in [by_ballots(mixed.clone(), majority(), everything), winnowed] {
        let model = Model::new(draft).unwrap();
        let plan = Plan::new(model).unwrap();
        let whole = plan.simulate(7, 0..600, &|_| ()).unwrap();
        let mut sum = plan.simulate(7, 0..1, &|_| ()).unwrap();
        (1..600).for_each(|run| sum.merge(&plan.simulate(7, run..run + 1, &|_| ()).unwrap()).unwrap());
        assert_eq!(whole.estimates(), sum.estimates());
    }
}

#[test]
fn nationals_vote_once_their_city_is_out() {
    // Of the six the last is c's national. The five vote a 2, b 2, c 1: c is out, its voter abstains,
    // and the national, now free to vote, gives a three of five.
    let rows: [&[Stance]; 6] = [
        &[Support, Oppose, Accept],
        &[Support, Oppose, Accept],
        &[Oppose, Support, Oppose],
        &[Oppose, Support, Oppose],
        &[Oppose, Oppose, Support],
        &[Accept, Oppose, Support],
    ];
    let eliminate = Ballots {
        may_abstain: true,
        eliminate: Some(Elimination { after: EliminatingBallots::From(1), down_to: 2 }),
        plurality_between_two: true,
        ..Ballots::default()
    };
    let mut draft = by_ballots(table(&rows), majority(), eliminate);
    draft.present = MemberSet::of(6, 0..5);
    assert_eq!(only(draft.clone()), ("vacant".into(), None));
    draft.events.push(Event {
        id: "national-votes".into(),
        trigger: Trigger::when(Condition::Becomes { candidate: 2.into(), status: Status::Withdrawn }),
        probability: 1.0.into(),
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![Effect::Join(5.into())] }],
    });
    assert_eq!(only(draft.clone()), ("a".into(), Some(1)));
    // Had the national voted from the start, b, which more block, would be out, and a and c share the rest.
    draft.present = MemberSet::full(6);
    assert_eq!(only(draft), ("vacant".into(), None));
}
