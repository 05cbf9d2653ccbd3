//! What the second model adds, for random models.

use nemcon_core::*;
use nemcon_montecarlo::PhiloxStream;
use rand::RngExt;

use super::draft::{date, quantity};

/// A probability, or a range of it.
pub(crate) fn probability(random: &mut PhiloxStream, low: f64) -> Probability {
    let value = random.random_range(low..0.95);
    if random.random_bool(0.3) { Probability::Range { low: value * 0.6, high: 0.5 + value / 2.0 } } else { Probability::Known(value) }
}

/// Meetings, with a cadence beside them or not; somebody else.
pub(crate) fn calendar(random: &mut PhiloxStream, question: &mut Question) {
    if random.random_bool(0.4) {
        let mut days: Vec<u32> = (0..random.random_range(1..5)).map(|_| random.random_range(1..120)).collect();
        days.sort_unstable();
        days.dedup();
        question.meetings = days.into_iter().map(date).collect();
        question.cadence = question.cadence.filter(|_| random.random_bool(0.7));
    }
    if question.kind == Kind::Appointment && random.random_bool(0.08) {
        question.other =
            Some(Other { half_life: quantity(random, 10.0, 200.0), calm: random.random(), meeting: 0.5 * random.random::<f64>() });
    }
}

pub(crate) fn date_pull(random: &mut PhiloxStream) -> DatePull {
    DatePull { ratio: quantity(random, 0.5, 12.0), half_life: quantity(random, 1.0, 60.0), edges: EdgeSet::UPWARD }
}

/// Meetings that pull, objections that last, loyalty, pulls by edge.
pub(crate) fn dynamics(random: &mut PhiloxStream, dynamics: &mut Dynamics, meets: bool) {
    dynamics.meeting = (meets && random.random_bool(0.7)).then(|| date_pull(random));
    if random.random_bool(0.1) {
        dynamics.lasting = Lasting { oppose: probability(random, 0.1), reserve: probability(random, 0.05) };
    }
    if random.random_bool(0.1) {
        dynamics.loyalty = if random.random_bool(0.2) { Quantity::Fixed(0.0) } else { quantity(random, 0.1, 2.0) };
    }
    if random.random_bool(0.1) {
        let mut edges = || [Edge::UPWARD[random.random_range(0..3)], Edge::UPWARD[random.random_range(0..3)]].into_iter().collect();
        (dynamics.bandwagon.edges, dynamics.isolation.edges) = (edges(), edges());
        let dates = [&mut dynamics.deadline, &mut dynamics.meeting];
        dates.into_iter().flatten().for_each(|pull| pull.edges = edges());
    }
}

pub(crate) fn condition(random: &mut PhiloxStream, n: usize, c: usize, happened: Option<Requirement>) -> Condition {
    let candidate = random.random_range(0..c).into();
    match (random.random_range(0..5), happened) {
        (0, Some(requirement)) => Condition::Happened(requirement),
        (1, _) => {
            let stance = Stance::ALL[random.random_range(0..4)];
            let bound = if random.random_bool(0.5) { StanceBound::AtLeast(stance) } else { StanceBound::AtMost(stance) };
            Condition::Stance { member: random.random_range(0..n).into(), candidate, bound }
        }
        (2, _) => Condition::BlockedByAtMost { candidate, members: random.random_range(0..=n as u32) },
        (3, _) => Condition::Deadlock,
        _ => Condition::Becomes { candidate, status: [Status::Presented, Status::Withdrawn][random.random_range(0..2)] },
    }
}

pub(crate) fn delay(random: &mut PhiloxStream) -> Option<Delay> {
    match random.random_range(0..4) {
        0 => Some(Delay::Days(random.random_range(1..40))),
        1 => Some(Delay::HalfLife(quantity(random, 2.0, 60.0))),
        _ => None,
    }
}

pub(crate) fn ballots(random: &mut PhiloxStream, c: usize) -> Ballots {
    let after = if random.random_bool(0.5) {
        EliminatingBallots::From(random.random_range(1..3))
    } else {
        EliminatingBallots::After(vec![1 + random.random_range(0..2), 3 + random.random_range(0..4)])
    };
    Ballots {
        per_round: random.random_range(1..4),
        may_abstain: random.random_bool(0.5),
        eliminate: random.random_bool(0.6).then(|| Elimination { after, down_to: random.random_range(1..3) }),
        runoff_after: random.random_bool(0.5).then_some(c as u32),
        plurality_between_two: random.random_bool(0.5),
        revise: random.random_bool(0.5).then(|| Revision { share: probability(random, 0.05), pull: random.random_range(0.0..3.0) }),
        acclaim: random.random_bool(0.5).then(|| probability(random, 0.05)),
    }
}
