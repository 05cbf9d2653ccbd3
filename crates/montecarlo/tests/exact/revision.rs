//! Members that change their minds between ballots, against enumeration on three voters.

use nemcon_core::Stance::{Accept, Oppose, Reserve, Support};
use nemcon_core::*;

use crate::support::{assert_probability, draft, estimate};

const RUNS: u64 = 100_000;

/// Three voters and two candidates, of whom the one with all three votes wins.
fn three(rows: [[Stance; 2]; 3], ballots: Ballots) -> Draft {
    let mut draft = draft(3, 1, [0.0, 0.0, 0.0, 1.0]);
    draft.candidates = vec![Candidate::new("a"), Candidate::new("b")];
    draft.priors = Priors::empty(3, 2);
    for (member, row) in rows.iter().enumerate() {
        for (candidate, &stance) in row.iter().enumerate() {
            draft.priors.set(member.into(), candidate.into(), Prior::declared(stance));
        }
    }
    let all = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(3, 1))).unwrap();
    draft.question.rule = Rule::tally(all);
    draft.question.procedure = Procedure::Ballots(ballots);
    draft
}

/// The probabilities that a, that b has won by so many ballots, given the votes of the last one.
fn won(votes: [usize; 3], ballots: u32, (share, pull): (f64, f64), opposed: [Option<usize>; 3]) -> [f64; 2] {
    if votes == [votes[0]; 3] {
        return [0, 1].map(|candidate| f64::from(u8::from(candidate == votes[0])));
    }
    if ballots == 0 {
        return [0.0; 2];
    }
    let draw = |candidate: usize| (votes.iter().filter(|&&vote| vote == candidate).count() as f64 + 0.5).powf(pull);
    let chance = |member: usize, candidate: usize| {
        let eligible = |candidate: usize| if opposed[member] == Some(candidate) { 0.0 } else { draw(candidate) };
        let kept = if votes[member] == candidate { 1.0 - share } else { 0.0 };
        kept + share * eligible(candidate) / (eligible(0) + eligible(1))
    };
    let mut sums = [0.0; 2];
    for next in 0..8_usize {
        let next = [next & 1, next >> 1 & 1, next >> 2];
        let chance: f64 = (0..3).map(|member| chance(member, next[member])).product();
        let after = won(next, ballots - 1, (share, pull), opposed);
        sums.iter_mut().zip(after).for_each(|(sum, after)| *sum += chance * after);
    }
    sums
}

#[test]
fn revision_draws_to_those_with_many_votes() {
    let rows = [[Support, Accept], [Support, Reserve], [Accept, Support]];
    for (rows, opposed) in [(rows, [None; 3]), ([rows[0], rows[1], [Oppose, Support]], [None, None, Some(0)])] {
        for (share, pull, ballots) in [(0.4, 1.0, 2), (0.7, 3.0, 4), (0.3, 0.0, 5)] {
            let revise = Some(Revision { share: Probability::Known(share), pull });
            let estimates = estimate(three(rows, Ballots { per_round: ballots, revise, ..Ballots::default() }), RUNS);
            let truth = won([0, 0, 1], ballots - 1, (share, pull), opposed);
            for (id, truth) in ["a", "b"].into_iter().zip(truth) {
                assert_probability(estimates.probability(id).unwrap(), truth, RUNS as f64);
            }
        }
    }
}

/// Who opposes the whole field draws from all of it, or, where it may abstain, stays away.
#[test]
fn who_opposes_all_may_stay_away() {
    let rows = [[Support, Accept], [Support, Accept], [Oppose, Oppose]];
    let revise = Some(Revision { share: Probability::ONE, pull: 0.0 });
    for (may_abstain, truth) in [(false, 1.0 / 8.0), (true, 0.0)] {
        let estimates = estimate(three(rows, Ballots { per_round: 2, may_abstain, revise, ..Ballots::default() }), RUNS);
        // In the first ballot it votes for either, by its preference.
        let all_for_a = if may_abstain { 0.0 } else { 0.5 };
        let b = estimates.probability("b").unwrap();
        let a = estimates.probability("a").unwrap();
        assert_probability(a, all_for_a + (1.0 - all_for_a) * truth, RUNS as f64);
        assert_probability(b, (1.0 - all_for_a) * truth, RUNS as f64);
    }
}

/// With b out after the first ballot, who voted for a stays for it, and the others join by chance;
/// before there were several in the field nobody does.
#[test]
fn losers_acclaim() {
    let rows = [[Support, Oppose], [Reserve, Oppose], [Reserve, Support]];
    let eliminate = Some(Elimination { after: EliminatingBallots::After(vec![1]), down_to: 1 });
    let ballots = |acclaim| Ballots { per_round: 3, eliminate: eliminate.clone(), acclaim, ..Ballots::default() };
    let joins = Some(Probability::Known(0.35));
    assert_probability(estimate(three(rows, ballots(joins)), RUNS).probability("a").unwrap(), 0.35, RUNS as f64);
    assert_eq!(estimate(three(rows, ballots(None)), 100).probability("a"), Some(0.0));
    let mut alone = three(rows, ballots(joins));
    alone.candidates[1].status = Status::Mentioned;
    assert_eq!(estimate(alone, 100).probability("a"), Some(0.0));
    // Not eliminated in the first ballot, but in the second; the round has three.
    let second = Some(Elimination { after: EliminatingBallots::After(vec![2]), down_to: 1 });
    let later = |per_round| Ballots { per_round, eliminate: second.clone(), acclaim: Some(Probability::ONE), ..Ballots::default() };
    assert_eq!(estimate(three(rows, later(3)), 100).probability("a"), Some(1.0));
    assert_eq!(estimate(three(rows, later(2)), 100).probability("a"), Some(0.0));
}

/// What waits for a candidate to be out happens before the next ballot of the same round.
#[test]
fn events_come_between_ballots() {
    let rows = [[Support, Oppose], [Support, Oppose], [Oppose, Support]];
    let eliminate = Some(Elimination { after: EliminatingBallots::From(1), down_to: 1 });
    let mut draft = three(rows, Ballots { per_round: 2, eliminate, ..Ballots::default() });
    draft.events.push(Event {
        id: "call".into(),
        trigger: Trigger::when(Condition::Becomes { candidate: 1.into(), status: Status::Withdrawn }),
        probability: Probability::Known(0.6),
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome {
            id: None,
            probability: 1.0,
            effects: vec![Effect::Stance {
                candidates: std::iter::once(CandidateId::new(0)).collect(),
                members: MemberSet::of(3, [2]),
                change: StanceChange::Set(Support),
                only_blocking: true,
            }],
        }],
    });
    assert_probability(estimate(draft, RUNS).probability("a").unwrap(), 0.6, RUNS as f64);
}
