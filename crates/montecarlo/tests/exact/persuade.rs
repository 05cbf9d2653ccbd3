//! Whom to persuade, against closed forms.

use nemcon_core::*;
use nemcon_montecarlo::{PersuadeError, Persuaded, Persuasion, Plan};

use crate::support::{assert_probability, draft, half_life};

const MEMBERS: i32 = 4;
const HALF_LIFE: f64 = 30.0;

/// Members who accept, or are reserved with probability 0.4, and come round independently.
fn model() -> Model {
    let mut draft = draft(4, 12, [0.0, 0.4, 0.6, 0.0]);
    half_life(&mut draft, Edge::Reserve, HALF_LIFE);
    draft.build().unwrap()
}

/// P(so many members have come round so many weeks later).
fn agreed(members: i32, weeks: u32) -> f64 {
    (1.0 - 0.4 * (-7.0 * f64::from(weeks) / HALF_LIFE).exp2()).powi(members)
}

fn asked(model: &Model) -> Persuasion {
    Persuasion::new(model, CandidateId::new(0))
}

fn ask(of: &Persuasion, model: &Model, seed: u64, runs: u64) -> Persuaded {
    of.run(&Plan::new(model).unwrap(), seed, runs, &|_| ()).unwrap()
}

#[test]
fn a_member_that_comes_round_is_one_less_to_wait_for() {
    let model = model();
    let of = Persuasion { pairs: 3, ..asked(&model) };
    assert_eq!((of.at, of.by), (Date::constant(2031, 1, 1), Date::constant(2031, 2, 12)));
    let runs = 40_000;
    let found = ask(&of, &model, 1, runs);
    assert_probability(found.base.probability, agreed(MEMBERS, 12), runs as f64);
    assert_probability(found.base.by, agreed(MEMBERS, 6), runs as f64);
    assert_eq!((found.members.len(), found.pairs.len(), found.variants), (4, 3, 2 * 4 + 3));
    for member in &found.members {
        assert!((member.holds_less - 0.4).abs() < 1e-12);
        let change = &member.comes_round;
        assert_probability(change.success.probability, agreed(MEMBERS - 1, 12), runs as f64);
        assert_probability(change.by.probability, agreed(MEMBERS - 1, 6), runs as f64);
        assert!((change.by.base - found.base.by).abs() < 1e-12);
        // One objection that lasts is enough to stop it.
        assert_eq!((member.opposes.success.probability, member.opposes.by.probability), (0.0, 0.0));
    }
    let ([one, two], change) = &found.pairs[0];
    assert!(one != two);
    assert_probability(change.success.probability, agreed(MEMBERS - 2, 12), runs as f64);
    assert!(found.pairs.windows(2).all(|pair| pair[0].1.success.difference >= pair[1].1.success.difference));
}

#[test]
fn a_later_day_leaves_the_rounds_before_as_they_were() {
    let model = model();
    let at = Date::constant(2031, 2, 13);
    let found = ask(&Persuasion { at, by: Date::constant(2031, 2, 12), ..asked(&model) }, &model, 2, 4000);
    for member in &found.members {
        assert_eq!((member.comes_round.by.difference, member.opposes.by.difference), (0.0, 0.0));
        let (success, by) = (member.opposes.success.probability, member.opposes.by.probability);
        assert!((success - by).abs() < 1e-12, "what is decided stays so");
        assert!(member.comes_round.success.difference > 0.0);
    }
}

/// A deal that wins over whoever blocks leaves alone who opposes to the end; and on other candidates it holds.
#[test]
fn who_opposes_to_the_end_is_moved_by_no_event() {
    let mut draft = draft(2, 4, [0.0, 0.0, 1.0, 0.0]);
    draft.events.push(Event {
        id: "deal".to_owned(),
        trigger: Trigger::On(Date::constant(2031, 1, 8)),
        probability: Probability::ONE,
        requires: Vec::new(),
        unless: Vec::new(),
        outcomes: vec![EventOutcome {
            id: None,
            probability: 1.0,
            effects: vec![Effect::Stance {
                candidates: CandidateSet::full(1),
                members: MemberSet::full(2),
                change: StanceChange::Set(Stance::Support),
                only_blocking: false,
            }],
        }],
    });
    let model = draft.build().unwrap();
    let found = ask(&asked(&model), &model, 3, 100);
    assert_eq!(found.base.probability, 1.0);
    assert!(found.members.iter().all(|member| member.opposes.success.probability == 0.0));
}

#[test]
fn whoever_is_in_favour_stays_so() {
    let mut draft = draft(3, 4, [0.0, 0.0, 0.0, 1.0]);
    draft.question.rule = unanimity();
    let model = draft.build().unwrap();
    let found = ask(&asked(&model), &model, 3, 100);
    assert!(found.members.iter().all(|member| member.holds_less == 0.0 && member.comes_round.success.probability == 1.0));
}

#[test]
fn events_are_what_no_member_decides() {
    let mut draft = draft(2, 4, [0.0, 0.0, 1.0, 0.0]);
    draft.events.push(Event {
        id: "persuade-m000".to_owned(),
        trigger: Trigger::On(draft.question.as_of),
        probability: Probability::Known(0.25),
        requires: Vec::new(),
        unless: Vec::new(),
        outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![Effect::Withdraw(CandidateId::new(0))] }],
    });
    let model = draft.build().unwrap();
    let found = ask(&asked(&model), &model, 4, 1000);
    let event = &found.events[0];
    assert_eq!(event.happens.as_ref().unwrap().success.probability, 0.0);
    assert_eq!(event.never.as_ref().unwrap().success.probability, 1.0);
    assert_eq!(found.variants, 6);
}

#[test]
fn days_outside_the_question_are_refused() {
    let model = model();
    for at in [Date::constant(2030, 12, 31), Date::constant(2031, 6, 1)] {
        let refused = Persuasion { at, ..asked(&model) }.run(&Plan::new(&model).unwrap(), 1, 10, &|_| ());
        assert!(matches!(refused, Err(PersuadeError::Day(day, ..)) if day == at));
    }
}

/// The probability by a date is known in closed form, and in how many of 500 seeds its interval holds it.
#[test]
fn intervals_by_a_date_cover_the_truth() {
    let (base, by) = (model(), Date::constant(2031, 2, 12));
    let variant = {
        let mut draft = draft(4, 12, [0.0, 0.4, 0.6, 0.0]);
        half_life(&mut draft, Edge::Reserve, 45.0);
        draft.build().unwrap()
    };
    let slower = (1.0 - 0.4 * (-42.0f64 / 45.0).exp2()).powi(MEMBERS);
    let truth = slower - agreed(MEMBERS, 6);
    let plans = [base, variant].map(|model| Plan::new(model).unwrap());
    let covered = (0..500).filter(|&seed| {
        let tally = plans[0].compare(&plans[1..], seed, 0..1024, &|_| ()).unwrap();
        tally.by(0, CandidateId::new(0), by).interval.contains(truth)
    });
    let covered = covered.count();
    assert!((465..=485).contains(&covered), "{covered} of 500 intervals hold the truth");
}

/// What a member that comes round changes is known in closed form, and in how many of 500 seeds its intervals hold it.
#[test]
fn intervals_of_a_member_cover_the_truth() {
    let model = model();
    let of = asked(&model);
    let truth = [6, 12].map(|weeks| agreed(MEMBERS - 1, weeks) - agreed(MEMBERS, weeks));
    let mut covered = [0; 2];
    for seed in 0..500 {
        let change = &ask(&of, &model, seed, 1024).members[0].comes_round;
        for (covered, (interval, truth)) in covered.iter_mut().zip([change.by.interval, change.success.interval].into_iter().zip(truth)) {
            *covered += u32::from(interval.contains(truth));
        }
    }
    assert!(covered.iter().all(|covered| (465..=485).contains(covered)), "{covered:?} of 500 intervals hold the truth");
}
