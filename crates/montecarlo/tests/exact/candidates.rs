//! Candidates that enter, withdraw, refuse and are dropped; `hold`; the incumbent; the calendar.

use nemcon_core::*;

use crate::support::{assert_probability, days, draft, estimate, half_life, never};

const RUNS: u64 = 60_000;

#[test]
fn a_candidate_enters_at_its_rate() {
    let mut draft = draft(2, 20, [0.0, 0.0, 1.0, 0.0]);
    let from = Cadence::days(30).date(draft.question.as_of, 1).unwrap();
    draft.candidates[0].status = Status::Interested;
    draft.candidates[0].enters = Some(Entry { half_life: Quantity::Fixed(45.0), from: Some(from) });
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        // The first round on or after day 30 is that of day 35; its seven days count.
        let exposed = (t - 28.0).max(0.0);
        assert_probability(*incidence, 1.0 - (-exposed / 45.0).exp2(), RUNS as f64);
    }
}

/// Two rivals nobody agrees on; the trailing one withdraws, and its withdrawal frees the leader.
#[test]
fn the_trailing_candidate_withdraws() {
    let mut draft = draft(4, 20, [0.0, 0.0, 0.0, 1.0]);
    draft.candidates.push(Candidate::new("d"));
    draft.candidates[1].withdraws = Some(Withdrawal { half_life: Quantity::Fixed(100.0), ratio: Quantity::Fixed(16.0) });
    draft.priors = Priors::uniform(4, 2, Prior::declared(Stance::Support));
    draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Oppose));
    for member in 1..4 {
        draft.priors.set(member.into(), 1.into(), Prior::declared(Stance::Oppose));
    }
    draft.events.push(Event {
        id: "freed".into(),
        trigger: Trigger::when(Condition::Becomes { candidate: 1.into(), status: Status::Withdrawn }),
        probability: 1.0.into(),
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome {
            id: None,
            probability: 1.0,
            effects: vec![Effect::Stance {
                candidates: CandidateSet::full(1),
                members: MemberSet::of(4, [0]),
                change: StanceChange::Raise(3),
                only_blocking: false,
            }],
        }],
    });
    let as_of = draft.question.as_of;
    let estimates = estimate(draft, RUNS);
    let rate = std::f64::consts::LN_2 / 100.0 * 16.0_f64.powf(0.75 - 0.25);
    for (t, incidence) in days(&estimates, as_of).into_iter().zip(&estimates.outcomes[0].incidence) {
        assert_probability(*incidence, 1.0 - (-rate * t).exp(), RUNS as f64);
    }
    // It has withdrawn wherever the leader is appointed, and nowhere else.
    let gone = &estimates.departures[1];
    assert_eq!((gone.left.id.as_str(), gone.left.probability, gone.declined), ("d", estimates.outcomes[0].probability, 0.0));
    assert_eq!((gone.left.given.as_deref(), gone.left.otherwise.as_deref()), (Some(&[1.0, 0.0, 0.0][..]), Some(&[0.0, 0.0, 1.0][..])));
    assert_eq!((estimates.departures[0].left.probability, &estimates.departures[0].left.given), (0.0, &None));
    // Whoever blocked at the last failed sounding and does so no more was the last holdout.
    assert_eq!(estimates.last_holdouts[0], Some(vec![1.0, 0.0, 0.0, 0.0]));
    assert_eq!(estimates.blocking_when_vacant, Some(vec![1.0, 0.0, 0.0, 0.0]));
}

#[test]
fn an_offer_may_be_refused() {
    let mut draft = draft(3, 5, [0.0, 0.0, 0.5, 0.5]);
    draft.candidates[0].accepts = 0.3.into();
    let estimates = estimate(draft, RUNS);
    assert_probability(estimates.outcomes[0].probability, 0.3, RUNS as f64);
    // Whoever refuses has declined, which is why there is a vacancy.
    let refused = &estimates.departures[0];
    assert_eq!((refused.left.probability, refused.declined), (1.0 - estimates.outcomes[0].probability, refused.left.probability));
    assert_eq!((refused.left.given.as_deref(), refused.left.otherwise.as_deref()), (Some(&[0.0, 1.0][..]), Some(&[1.0, 0.0][..])));
    // Either at once or never: the refusal is for good.
    assert_eq!(estimates.outcomes[0].date.unwrap().q95, estimates.dates[0]);
}

#[test]
fn hold_asks_for_consecutive_rounds() {
    let mut draft = draft(1, 6, [0.0, 0.0, 0.0, 1.0]);
    draft.question.procedure = Procedure::Soundings(Soundings { hold: 3, drop: None });
    // A window that opens in the second round, so that counting starts there.
    draft.candidates[0].from = Cadence::days(10).date(draft.question.as_of, 1);
    let estimates = estimate(draft, 100);
    assert_eq!(estimates.outcomes[0].date.unwrap().median, estimates.dates[3]);
    assert_eq!(estimates.outcomes[0].probability, 1.0);
}

#[test]
fn the_weak_are_dropped_after_so_many_rounds() {
    let mut draft = draft(4, 6, [0.0, 0.0, 1.0, 0.0]);
    draft.question.rule = unanimity();
    draft.question.procedure = Procedure::Soundings(Soundings { hold: 1, drop: Some(DropOut { below: Ratio::new(1, 4), after: 3 }) });
    // When the candidate has been dropped at the end of round 3, the event adopts it in round 4.
    draft.candidates.push(Candidate::new("d"));
    draft.priors = Priors::uniform(4, 2, Prior::declared(Stance::Accept));
    draft.priors.set(0.into(), 1.into(), Prior::declared(Stance::Support));
    draft.events.push(Event {
        id: "rule".into(),
        trigger: Trigger::when(Condition::Becomes { candidate: 0.into(), status: Status::Withdrawn }),
        probability: 1.0.into(),
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![Effect::Rule(consensus())] }],
    });
    let estimates = estimate(draft, 50);
    assert_eq!(estimates.outcomes[1].probability, 1.0);
    assert_eq!(estimates.outcomes[1].date.unwrap().median, estimates.dates[3]);
}

#[test]
fn the_incumbent_waits_for_the_last_round() {
    let mut draft = draft(2, 5, [0.0, 0.0, 1.0, 0.0]);
    draft.candidates.push(Candidate { incumbent: true, ..Candidate::new("old") });
    draft.priors = Priors::uniform(2, 2, Prior::declared(Stance::Accept));
    draft.priors.set(0.into(), 0.into(), Prior::declared(Stance::Oppose));
    let estimates = estimate(draft.clone(), 50);
    assert_eq!((estimates.outcomes[1].id.as_str(), estimates.outcomes[1].probability), ("extended", 1.0));
    assert_eq!(estimates.outcomes[1].date.unwrap().median, estimates.dates[4]);
    draft.candidates[1].considered_from = Some(estimates.dates[1]);
    assert_eq!(estimate(draft, 50).outcomes[1].date.unwrap().median, estimates.dates[1]);
}

/// The deadline moves twice: rounds stay on the cadence, except on a deadline; a skipped date has
/// no round.
#[test]
fn a_moved_deadline_moves_the_last_round() {
    let mut draft = draft(1, 1, [0.0, 1.0, 0.0, 0.0]);
    draft.question.deadline = Date::constant(2031, 1, 20); // rounds: 8, 15, 20 January
    half_life(&mut draft, Edge::Reserve, 20.0);
    never(&mut draft);
    let moved = |id: &str, on: Date, to: Date, probability: f64| Event {
        id: id.into(),
        trigger: Trigger::On(on),
        probability: probability.into(),
        requires: vec![],
        unless: vec![],
        outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![Effect::Deadline(to)] }],
    };
    // Known before the round of the 20th is fixed: it moves on to the 22nd, then the 25th.
    draft.events.push(moved("longer", Date::constant(2031, 1, 12), Date::constant(2031, 1, 25), 0.5));
    let as_of = draft.question.as_of;
    let estimates = estimate(draft.clone(), RUNS);
    let at = |day: i8| estimates.dates.binary_search(&Date::constant(2031, 1, day)).unwrap();
    assert_eq!(estimates.dates.len(), 5);
    assert_eq!(estimates.still_open[at(20)], 1.0);
    assert_probability(estimates.still_open[at(22)], 0.5, RUNS as f64);
    for (date, t) in days(&estimates, as_of).into_iter().enumerate() {
        // The date makes no difference to the pair: among the runs that have a round, the share
        // that still blocks is the same.
        assert_probability(estimates.blocking.get(0.into(), 0.into(), date).unwrap(), (-t / 20.0).exp2(), RUNS as f64 * 0.45);
    }
    // Moved on the very day of the last round, the round keeps its date and is not the last.
    draft.events[0] = moved("late", Date::constant(2031, 1, 20), Date::constant(2031, 1, 25), 1.0);
    let estimates = estimate(draft.clone(), 100);
    assert_eq!(estimates.still_open, [1.0; 5]);
    assert!((0..5).all(|date| estimates.blocking.get(0.into(), 0.into(), date).is_some()));
    // Moved into the past, the current round is the last, and later dates have none.
    draft.events[0] = moved("early", Date::constant(2031, 1, 14), Date::constant(2031, 1, 3), 1.0);
    let estimates = estimate(draft, 100);
    let dates: Vec<i8> = estimates.dates.iter().map(|date| date.day()).collect();
    assert_eq!(dates, [3, 8, 15, 20]);
    let rounds: Vec<bool> = (0..4).map(|date| estimates.blocking.get(0.into(), 0.into(), date).is_some()).collect();
    assert_eq!(rounds, [false, true, true, false]);
}
