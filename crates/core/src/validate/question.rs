//! The question: its dates, its rule and its procedure.

use std::collections::HashSet;

use super::{Faults, limits, procedure};
use crate::{BallotSet, Basis, Body, Bound, Comparison, Draft, FaultKind, Kind, MemberId, Parts, Place, Ratio, Rule, Scope, Tally};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let question = &draft.question;
    let place = Place::key("question");
    // Where it is not given it is the title, or the motion's id.
    if question.post != draft.title {
        faults.line(place.then("post"), "the post", &question.post);
    }
    if question.deadline <= question.as_of {
        faults.add(place.then("deadline"), FaultKind::Deadline { deadline: question.deadline, as_of: question.as_of });
    }
    match question.cadence {
        None if question.meetings.is_empty() => faults.add(place.then("cadence"), FaultKind::NoRounds),
        Some(cadence) if cadence.months == 0 && cadence.days == 0 => faults.add(place.then("cadence"), FaultKind::Cadence),
        None | Some(_) => (),
    }
    meetings(draft, &place.then("meetings"), faults);
    other(draft, &place.then("other"), faults);
    rule(&question.rule, draft, &place.then("rule"), faults);
    procedure::check(draft, &place.then("procedure"), faults);
    // That there is none is a fault of every question.
    if question.kind == Kind::Motion && (draft.candidates.len() > 1 || draft.candidates.iter().any(|candidate| candidate.incumbent)) {
        faults.add(Place::key("candidate"), FaultKind::Motion { candidates: draft.candidates.len() });
    }
}

fn meetings(draft: &Draft, place: &Place, faults: &mut Faults) {
    let question = &draft.question;
    if question.meetings.len() > limits::ROUNDS {
        let (number, most) = (question.meetings.len(), limits::ROUNDS);
        faults.add(place.clone(), FaultKind::Limit { what: "meetings", number, most });
        return;
    }
    let mut seen = HashSet::new();
    for (at, &date) in question.meetings.iter().enumerate() {
        if date <= question.as_of {
            faults.add(place.at(at), FaultKind::Meeting { date, as_of: question.as_of });
        } else if !seen.insert(date) {
            faults.add(place.at(at), FaultKind::SecondMeeting { date });
        }
    }
}

fn other(draft: &Draft, place: &Place, faults: &mut Faults) {
    let Some(other) = draft.question.other else { return };
    if draft.question.kind == Kind::Motion {
        faults.add(place.clone(), FaultKind::OtherInMotion);
    }
    faults.quantity(place.then("half_life"), "the half-life in days", other.half_life, false);
    if !(0.0..=1.0).contains(&other.calm) {
        faults.add(place.then("calm"), FaultKind::Calm { value: other.calm });
    }
    if !(0.0..1.0).contains(&other.meeting) {
        faults.add(place.then("meeting"), FaultKind::OtherAtMeeting { value: other.meeting });
    }
}

/// A rule suits the body, and the procedure.
pub(super) fn rule(rule: &Rule, draft: &Draft, place: &Place, faults: &mut Faults) {
    let known = rule_of(rule, &draft.body, place, faults);
    if draft.question.procedure.is_choice() && known && !is_exclusive(rule, &draft.body) {
        faults.add(place.clone(), FaultKind::NotExclusive);
    }
}

/// A rule counts somebody, and the weights it uses are there for everybody it counts; whether there
/// are such weights at all.
pub(super) fn rule_of(rule: &Rule, body: &Body, place: &Place, faults: &mut Faults) -> bool {
    let mut known = true;
    for tally in rule.tallies() {
        if let Scope::Some { label, members } = tally.scope() {
            if members.is_empty() {
                faults.add(place.clone(), FaultKind::EmptyScope { label: label.clone() });
            }
            faults.line(place.clone(), "the name of whom a rule counts", label);
            faults.members_exist(place, members, body);
        }
        if let Some(weight) = tally.weight() {
            if faults.weight(place, weight, body) {
                let missing = body.ids().filter(|&member| tally.scope().contains(member));
                weight_given(body, weight, missing, false, place, faults);
            } else {
                known = false;
            }
        }
    }
    known
}

/// A weight is given (and, if asked, positive) for some members.
pub(super) fn weight_given(
    body: &Body,
    weight: usize,
    members: impl Iterator<Item = MemberId>,
    positive: bool,
    place: &Place,
    faults: &mut Faults,
) {
    let weight = &body.weights[weight];
    let lacks = |member: &MemberId| weight.scaled(*member).is_none_or(|value| positive && value == 0);
    let members: Vec<String> = members.filter(lacks).map(|member| body[member].id.clone()).collect();
    if !members.is_empty() {
        faults.add(place.clone(), FaultKind::Weight { name: weight.name().to_owned(), members, positive });
    }
}

/// Whether at most one of several exclusive candidates can pass (model, section 4, `ballots`).
fn is_exclusive(rule: &Rule, body: &Body) -> bool {
    match rule.parts() {
        Parts::Tally(tally) => is_majority(tally, body),
        Parts::All(rules) => rules.iter().any(|rule| matches!(rule.parts(), Parts::Tally(tally) if is_majority(tally, body))),
        Parts::Any(_) | Parts::AtLeast(..) => false,
    }
}

fn is_majority(tally: &Tally, body: &Body) -> bool {
    let half = Ratio::new(1, 2);
    let over_half = match (tally.bound(), tally.comparison()) {
        (Bound::Fraction(fraction), Comparison::MoreThan) => fraction >= half,
        (Bound::Fraction(fraction), _) => fraction > half,
        (Bound::Absolute(number), comparison) => {
            let whole: u128 = body.ids().map(|member| body.weight_of(tally.weight(), member)).sum();
            let half = Ratio::new(whole, 2);
            tally.basis() == Basis::All && if comparison == Comparison::MoreThan { number >= half } else { number > half }
        }
    };
    tally.ballots() == BallotSet::FOR && *tally.scope() == Scope::Everybody && tally.comparison().is_lower() && over_half
}
