//! Random models: bodies of up to seventy members, every procedure, every kind of event and effect.

use nemcon_core::*;
use nemcon_montecarlo::{Philox, PhiloxStream};
use rand::RngExt;

use super::features;

/// So many days after the as-of date.
pub(crate) fn date(days: u32) -> Date {
    Cadence::days(days).date(AS_OF, 1).unwrap()
}

const AS_OF: Date = Date::constant(2030, 3, 1);

pub(crate) fn quantity(random: &mut PhiloxStream, low: f64, high: f64) -> Quantity {
    let value = low * (high / low).powf(random.random());
    if random.random_bool(0.3) {
        Quantity::Range { low: value, high: value * random.random_range(1.5..6.0) }
    } else {
        Quantity::Fixed(value)
    }
}

fn prior(random: &mut PhiloxStream) -> Prior {
    let parts: [f64; 4] = std::array::from_fn(|_| if random.random_bool(0.2) { 0.0 } else { random.random_range(0.1..1.0) });
    let sum: f64 = parts.iter().sum();
    if sum == 0.0 { Prior::declared(Stance::ALL[random.random_range(0..4)]) } else { Prior::new(parts.map(|part| part / sum)).unwrap() }
}

fn some(random: &mut PhiloxStream, n: usize) -> MemberSet {
    let chosen: Vec<usize> = (0..n).filter(|_| random.random_bool(0.4)).collect();
    MemberSet::of(n, if chosen.is_empty() { vec![0] } else { chosen })
}

fn candidates(random: &mut PhiloxStream, n: usize) -> CandidateSet {
    [random.random_range(0..n), random.random_range(0..n)].into_iter().collect()
}

fn pace(random: &mut PhiloxStream, n: usize, c: usize, edges: &[Edge]) -> Pace {
    let factor = if random.random_bool(0.15) { Quantity::Fixed(0.0) } else { quantity(random, 0.3, 3.0) };
    let edge = random.random_bool(0.5).then(|| edges[random.random_range(0..edges.len())]);
    Pace { members: some(random, n), candidates: candidates(random, c), edge, factor }
}

fn rule(random: &mut PhiloxStream, n: usize, exclusive: bool) -> Rule {
    let majority = majority_of_cast(Ratio::new(1, 2)).unwrap();
    if exclusive {
        return if random.random_bool(0.5) { majority } else { Rule::all(vec![majority, consensus_minus(n as u32 / 2)]).unwrap() };
    }
    match random.random_range(0..7) {
        0 | 1 => consensus(),
        2 => consensus_minus(random.random_range(0..4)),
        3 => double_majority(Ratio::new(11, 20), Ratio::new(13, 20), 0).unwrap(),
        4 => Rule::any(vec![veto(Scope::Some { label: "some".into(), members: some(random, n) }), unanimity()]).unwrap(),
        5 => veto(Scope::Some { label: "some".into(), members: some(random, n) }),
        _ => majority,
    }
}

fn effect(random: &mut PhiloxStream, n: usize, c: usize, exclusive: bool, edges: &[Edge]) -> Effect {
    match random.random_range(0..9) {
        0 => Effect::Join(random.random_range(0..n).into()),
        1 => Effect::Leave(random.random_range(0..n).into()),
        2 => Effect::Present(random.random_range(0..c).into()),
        3 => Effect::Withdraw(random.random_range(0..c).into()),
        4 => Effect::Pace(pace(random, n, c, edges)),
        5 => Effect::Deadline(date(random.random_range(20..110))),
        6 if !exclusive => Effect::Rule(rule(random, n, false)),
        _ => {
            let change = match random.random_range(0..4) {
                0 => StanceChange::Set(Stance::ALL[random.random_range(0..4)]),
                1 => StanceChange::Raise(random.random_range(1..4)),
                2 => StanceChange::Lower(random.random_range(1..4)),
                _ => StanceChange::Redraw(prior(random)),
            };
            Effect::Stance { candidates: candidates(random, c), members: some(random, n), change, only_blocking: random.random_bool(0.2) }
        }
    }
}

fn events(random: &mut PhiloxStream, n: usize, c: usize, exclusive: bool, edges: &[Edge]) -> Vec<Event> {
    let count = random.random_range(0..6);
    let mut events = Vec::new();
    for index in 0..count {
        let requirement =
            |random: &mut PhiloxStream| Requirement { event: (index + 1 + random.random_range(0..count - 1)) % count, outcome: None };
        let happened = |random: &mut PhiloxStream| (count > 1).then(|| requirement(random));
        let first = random.random_range(0..100);
        let trigger = match random.random_range(0..5) {
            0 | 1 => Trigger::On(date(first)),
            2 => Trigger::Between(date(first), date(first + random.random_range(0..40))),
            _ => {
                let happened = happened(random);
                Trigger::When { condition: features::condition(random, n, c, happened), delay: features::delay(random) }
            }
        };
        let conditions = |random: &mut PhiloxStream| {
            let happened = happened(random);
            if random.random_bool(0.2) { vec![features::condition(random, n, c, happened)] } else { vec![] }
        };
        let (requires, unless) = (conditions(random), conditions(random));
        let effects = |random: &mut PhiloxStream| (0..random.random_range(1..4)).map(|_| effect(random, n, c, exclusive, edges)).collect();
        let outcomes = if random.random_bool(0.3) {
            let p = random.random_range(0.1..0.9);
            let outcome = |id: &str, probability, effects| EventOutcome { id: Some(id.into()), probability, effects };
            vec![outcome("yes", p, effects(random)), outcome("no", 1.0 - p, effects(random))]
        } else {
            vec![EventOutcome { id: None, probability: 1.0, effects: effects(random) }]
        };
        events.push(Event {
            id: format!("e{index}"),
            trigger,
            probability: if random.random_bool(0.3) { Probability::ONE } else { features::probability(random, 0.3) },
            requires,
            unless,
            outcomes,
        });
    }
    events
}

fn procedure(random: &mut PhiloxStream, c: usize) -> Procedure {
    match random.random_range(0..6) {
        0 => Procedure::Winnowing(vec![Cut { on: date(20), keep: 2 }, Cut { on: date(45), keep: random.random_range(1..3) }]),
        1 => Procedure::Ballots(features::ballots(random, c)),
        2 => Procedure::Soundings(Soundings {
            hold: random.random_range(1..3),
            drop: random.random_bool(0.5).then(|| DropOut { below: Ratio::new(1, 4), after: random.random_range(1..4) }),
        }),
        _ => Procedure::Soundings(Soundings::default()),
    }
}

fn dynamics(random: &mut PhiloxStream, defection: bool) -> Dynamics {
    let mut half_lives = std::array::from_fn(|_| random.random_bool(0.8).then(|| quantity(random, 2.0, 200.0)));
    if !defection {
        half_lives[Edge::Defect as usize] = None;
    }
    Dynamics {
        half_lives,
        bandwagon: SharePull { ratio: quantity(random, 0.3, 10.0), at: 0.5, ..SharePull::default() },
        bandwagon_weight: random.random_bool(0.5).then_some(0),
        isolation: SharePull { ratio: quantity(random, 0.3, 30.0), at: 0.8, ..SharePull::default() },
        deadline: random.random_bool(0.6).then(|| features::date_pull(random)),
        frailty: if random.random_bool(0.5) { 0.0 } else { random.random_range(0.05..3.0) },
        ..Dynamics::default()
    }
}

fn field(random: &mut PhiloxStream, c: usize) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = (0..c).map(|index| Candidate::new(format!("c{index}"))).collect();
    for candidate in &mut candidates {
        candidate.accepts = if random.random_bool(0.7) { Probability::ONE } else { features::probability(random, 0.3) };
        candidate.from = random.random_bool(0.1).then(|| date(30));
        candidate.until = random.random_bool(0.1).then(|| date(50));
        if random.random_bool(0.4) {
            candidate.status = Status::Interested;
            candidate.enters = Some(Entry { half_life: quantity(random, 5.0, 90.0), from: random.random_bool(0.3).then(|| date(25)) });
        }
        if random.random_bool(0.4) {
            candidate.withdraws = Some(Withdrawal { half_life: quantity(random, 20.0, 200.0), ratio: quantity(random, 0.5, 20.0) });
        }
    }
    if c > 1 && random.random_bool(0.5) {
        let considered_from = random.random_bool(0.5).then(|| date(60));
        candidates[c - 1] = Candidate { incumbent: true, considered_from, accepts: 0.7.into(), ..Candidate::new("sitting") };
    }
    candidates
}

/// A model of every kind, by its number; one in four lets members fall back.
pub(crate) fn any(seed: u64) -> Draft {
    let random = &mut Philox::new(seed).stream([0; 4]);
    let (n, c) =
        (if random.random_bool(0.3) { random.random_range(30..71) } else { random.random_range(1..12) }, random.random_range(1..5));
    let defection = random.random_bool(0.25);
    let edges = if defection { &Edge::ALL[..] } else { &Edge::UPWARD[..] };
    let members = (0..n).map(|i| Member::new(format!("m{}", (i * 37) % 71))).collect();
    let mut body = Body::new("", members);
    let sizes: Vec<_> = (0..n).map(|_| Some(Decimal::whole(random.random_range(1..1_000_000)))).collect();
    body.weights.push(Weight::new("size", "", &sizes).unwrap());
    let procedure = procedure(random, c);
    let exclusive = matches!(procedure, Procedure::Ballots(_));
    let mut priors = Priors::empty(n, c);
    for pair in 0..n * c {
        priors.set((pair / c).into(), (pair % c).into(), prior(random));
    }
    let absent: Vec<usize> = (0..n).filter(|_| random.random_bool(0.1)).collect();
    let present = MemberSet::of(n, (0..n).filter(|member| n == 1 || !absent.contains(member)));
    for candidate in 0..c {
        if random.random_bool(0.1) {
            let uncertain = UncertainPrior::new("some", CandidateId::new(candidate), prior(random), random.random_range(5.0..50.0));
            if let Ok(prior) = uncertain {
                priors.set_uncertain(&some(random, n), prior);
            }
        }
    }
    let first = random.random_range(0..c);
    let counted = if random.random_bool(0.4) && !present.is_empty() { random.random_range(1..3) } else { 0 };
    let evidence = (0..counted.min(c)).map(|at| {
        let (half, rest) = (present.len() as f64 / 2.0, StanceSet::SUPPORT);
        let count = Count::About { mean: half, sd: random.random_range(0.5..4.0) };
        Evidence { candidate: ((first + at) % c).into(), reports: vec![Report { stances: rest, count }] }
    });
    let evidence: Vec<_> = evidence.collect();
    let bloc = |group: &str, random: &mut PhiloxStream| Bloc {
        group: group.into(),
        members: some(random, n),
        rho: random.random_range(0.0..0.4),
        candidates: candidates(random, c),
    };
    let mut blocs = Vec::new();
    for group in ["g", "h"] {
        if random.random_bool(0.2) {
            blocs.push(bloc(group, random));
        }
    }
    let cleavages: Vec<_> = (c > 1 && random.random_bool(0.25))
        .then(|| {
            let sides = [first, (first + 1) % c].map(|candidate| [candidate].into_iter().collect());
            Cleavage { id: "rift".into(), rho: random.random_range(0.0..0.2), sides, members: some(random, n) }
        })
        .into_iter()
        .collect();
    let influence = |random: &mut PhiloxStream| Influence {
        of: random.random_range(0..n).into(),
        on: some(random, n),
        candidates: candidates(random, c),
        factor: quantity(random, 0.5, 4.0),
    };
    let some_of = |random: &mut PhiloxStream| random.random_range(0..3) * u32::from(random.random_bool(0.4));
    let kind = if c == 1 && random.random_bool(0.3) { Kind::Motion } else { Kind::Appointment };
    let cadence = Cadence::days(random.random_range(3..20));
    let mut draft = Draft::appointment("Chair", AS_OF, date(69), cadence, rule(random, n, exclusive))
        .body(body)
        .present(present)
        .procedure(procedure)
        .candidates(field(random, c))
        .priors(priors)
        .dynamics(dynamics(random, defection));
    draft.question.kind = kind;
    draft.question.reserve_is_against = random.random_bool(0.7);
    draft.blocs = blocs;
    draft.cleavages = cleavages;
    draft.evidence = evidence;
    draft.paces = (0..some_of(random)).map(|_| pace(random, n, c, edges)).collect();
    draft.influences = (0..some_of(random)).map(|_| influence(random)).collect();
    draft.events = events(random, n, c, exclusive, edges);
    features::calendar(random, &mut draft.question);
    features::dynamics(random, &mut draft.dynamics, !draft.question.meetings.is_empty());
    draft
}
