//! The question: its dates, its rule and its procedure.

use super::{Faults, limits};
use crate::{
    BallotSet, Basis, Body, Bound, Comparison, Draft, FaultKind, Kind, MemberId, Parts, Place, Procedure, Ratio, Rule, Scope, Tally,
    days_between,
};

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
    if days_between(question.as_of, question.deadline) > 0 && question.cadence.months == 0 && question.cadence.days == 0 {
        faults.add(place.then("cadence"), FaultKind::Cadence);
    }
    rule(&question.rule, draft, &place.then("rule"), faults);
    procedure(draft, &place.then("procedure"), faults);
    if question.kind == Kind::Motion && (draft.candidates.len() != 1 || draft.candidates.iter().any(|candidate| candidate.incumbent)) {
        faults.add(Place::key("candidate"), FaultKind::Motion { candidates: draft.candidates.len() });
    }
}

/// A rule suits the body, and the procedure.
pub(super) fn rule(rule: &Rule, draft: &Draft, place: &Place, faults: &mut Faults) {
    rule_of(rule, &draft.body, place, faults);
    if matches!(draft.question.procedure, Procedure::Ballots(_)) && !is_exclusive(rule, &draft.body) {
        faults.add(place.clone(), FaultKind::NotExclusive);
    }
}

/// A rule counts somebody, and the weights it uses are there for everybody it counts.
pub(super) fn rule_of(rule: &Rule, body: &Body, place: &Place, faults: &mut Faults) {
    for tally in rule.tallies() {
        if let Scope::Some { label, members } = tally.scope()
            && members.is_empty()
        {
            faults.add(place.clone(), FaultKind::EmptyScope { label: label.clone() });
        }
        if let Some(weight) = tally.weight() {
            let missing = body.ids().filter(|&member| tally.scope().contains(member));
            weight_given(body, weight, missing, false, place, faults);
        }
    }
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
            let whole: u64 = body.ids().map(|member| body.weight_of(tally.weight(), member)).sum();
            let share = half.cmp_part(number.numerator(), whole.saturating_mul(number.denominator()));
            tally.basis() == Basis::All && if comparison == Comparison::MoreThan { share.is_ge() } else { share.is_gt() }
        }
    };
    tally.ballots() == BallotSet::FOR && *tally.scope() == Scope::Everybody && tally.comparison().is_lower() && over_half
}

fn procedure(draft: &Draft, place: &Place, faults: &mut Faults) {
    let question = &draft.question;
    let place = place.then(question.procedure.name());
    let mut positive = |place: Place, what: &'static str, number: u32| {
        if number == 0 {
            faults.add(place, FaultKind::Zero { what });
        }
    };
    match &question.procedure {
        Procedure::Soundings(soundings) => {
            positive(place.then("hold"), "hold", soundings.hold);
            if let Some(drop) = soundings.drop {
                positive(place.then("drop").then("after"), "after", drop.after);
                if drop.below > Ratio::new(1, 1) {
                    faults.add(place.then("drop").then("below"), FaultKind::DropShare { share: drop.below });
                }
            }
        }
        Procedure::Winnowing(cuts) => {
            for (index, cut) in cuts.iter().enumerate() {
                positive(place.at(index).then("keep"), "keep", cut.keep);
            }
            if cuts.is_empty() {
                faults.add(place.clone(), FaultKind::NoCut);
            }
        }
        Procedure::Ballots(ballots) => {
            positive(place.then("per_round"), "per_round", ballots.per_round);
            if let Some(eliminate) = ballots.eliminate {
                positive(place.then("eliminate").then("from_ballot"), "from_ballot", eliminate.from_ballot);
                positive(place.then("eliminate").then("down_to"), "down_to", eliminate.down_to);
            }
            if let Some(after) = ballots.runoff_after {
                positive(place.then("runoff_after"), "runoff_after", after);
            }
            if ballots.per_round > limits::BALLOTS_PER_ROUND {
                let (number, most) = (ballots.per_round as usize, limits::BALLOTS_PER_ROUND as usize);
                faults.add(place.then("per_round"), FaultKind::Limit { what: "ballots a round", number, most });
            }
        }
    }
}
