//! What is foreseen of memory against what is allocated. One test alone: others beside it would allocate too.

use nemcon_core::*;
use nemcon_montecarlo::{Plan, RunsError};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// No more than so many times what is allocated is foreseen.
const FACTOR: f64 = 3.5;

/// So much is at hand beside the simulation, such as the stacks of threads.
const BESIDE: u64 = 3 << 20;

fn draft(members: usize, candidates: usize, weeks: u32) -> Draft {
    let as_of = Date::constant(2031, 1, 1);
    let deadline = Cadence::weeks(weeks).date(as_of, 1).expect("a date");
    let draft = Draft::appointment("Chair", as_of, deadline, Cadence::weeks(1), consensus());
    let body = Body::new("", (0..members).map(|at| Member::new(format!("m{at}"))).collect());
    let draft = (0..candidates).fold(draft.body(body), |draft, at| draft.candidate(format!("c{at}")));
    let draft = draft.prior(Prior::new([0.2, 0.3, 0.2, 0.3]).expect("a prior"));
    draft.half_life(Edge::Oppose, 60.0).half_life(Edge::Reserve, 30.0)
}

/// Everybody is moved by an event, and slowed down.
fn with_events(mut draft: Draft) -> Draft {
    let (members, candidates) = (MemberSet::full(draft.body.len()), CandidateSet::full(draft.candidates.len()));
    let change = Effect::Stance { candidates, members: members.clone(), change: StanceChange::Set(Stance::Reserve), only_blocking: false };
    let slower = Effect::Pace(Pace { members, candidates, edge: None, factor: Quantity::Fixed(0.5) });
    draft.events.push(Event {
        id: "turn".to_owned(),
        trigger: Trigger::On(Date::constant(2031, 1, 20)),
        probability: Probability::Known(0.5),
        requires: Vec::new(),
        unless: Vec::new(),
        outcomes: vec![EventOutcome { id: None, probability: 1.0, effects: vec![change, slower] }],
    });
    draft
}

/// Blocs that overlap, and reports: runs weigh differently.
fn with_weights(mut draft: Draft) -> Draft {
    let members = draft.body.len();
    for (group, of) in [("all", MemberSet::full(members)), ("half", MemberSet::of(members, 0..members / 2))] {
        draft.blocs.push(Bloc { group: group.into(), members: of, rho: 0.1, candidates: CandidateSet::full(draft.candidates.len()) });
    }
    let reports = vec![Report { stances: StanceSet::SUPPORT, count: Count::About { mean: 0.3 * members as f64, sd: 20.0 } }];
    draft.evidence.push(Evidence { candidate: 0.into(), reports });
    draft
}

fn cases() -> Vec<(&'static str, Draft)> {
    let exclusive = |mut draft: Draft| {
        draft.question.rule = majority_of_cast(Ratio::new(1, 2)).expect("a rule");
        draft.question.procedure = Procedure::Ballots(Ballots::default());
        draft
    };
    vec![
        ("many rounds", draft(150, 2, 2000)),
        ("many pairs", draft(600, 16, 10)),
        ("members that fall back", draft(600, 16, 10).half_life(Edge::Defect, 50.0)),
        ("events", with_events(draft(600, 16, 10))),
        ("ballots", exclusive(draft(600, 16, 10))),
        ("weights", with_weights(draft(200, 4, 400))),
    ]
}

/// The peak of what some work allocates, in bytes.
fn peak(work: impl FnOnce()) -> u64 {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    work();
    ALLOCATOR.peak_usage().saturating_sub(before) as u64
}

fn needed(refused: Result<impl Sized, RunsError>) -> Bytes {
    match refused.map(|_| ()) {
        Err(RunsError::Memory { needed, .. }) => needed,
        other => panic!("a byte is not enough: {other:?}"),
    }
}

#[test]
fn what_is_foreseen_is_enough_and_not_much_more() {
    // The threads are there before anything is measured.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("threads");
    for (case, draft) in cases() {
        let plan = || Plan::new(draft.clone().build().expect("a valid model")).expect("a plan");
        let needed = needed(plan().memory(Bytes(1)).simulate(1, 0..64, &|_| ()));
        // On one thread; with room for four, and a block for each.
        for (allowed, tight, runs) in [(needed, true, 64), (Bytes(4 * needed.0), false, 4096)] {
            let taken = peak(|| {
                let tally = pool.install(|| plan().memory(allowed).simulate(1, 0..runs, &|_| ())).expect("enough");
                assert_eq!(tally.runs(), runs);
                drop(tally.estimates());
            });
            assert!(taken <= allowed.0 + BESIDE, "{case}: {taken} bytes of {allowed:?}");
            assert!(!tight || needed.0 as f64 <= FACTOR * taken as f64, "{case}: {taken} bytes, and {needed:?} foreseen");
        }
    }
    let variants = |of: Draft| [20.0, 40.0, 50.0].map(|days| of.clone().half_life(Edge::Reserve, days));
    for base in [draft(150, 2, 800), with_weights(draft(150, 2, 800))] {
        let plan = |draft: Draft| Plan::new(draft.build().expect("a valid model")).expect("a plan");
        let (base, variants) = (plan(base.clone()), variants(base).map(plan));
        let needed = needed(base.clone().memory(Bytes(1)).compare(&variants, 1, 0..64, &|_| ()));
        let taken = peak(|| {
            let tally = pool.install(|| base.memory(needed).compare(&variants, 1, 0..64, &|_| ())).expect("enough");
            drop(tally.comparison());
        });
        assert!(taken <= needed.0 + BESIDE && needed.0 as f64 <= FACTOR * taken as f64, "{taken} bytes, and {needed:?} foreseen");
    }
}
