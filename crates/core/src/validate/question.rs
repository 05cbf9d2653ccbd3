//! The question: its dates, its rule and its procedure.

use super::{Faults, limits};
use crate::{
    BallotSet, Basis, Body, Bound, Comparison, Draft, Kind, MemberId, Parts, Place, Procedure, Ratio, Rule, Scope, Tally, days_between,
};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let question = &draft.question;
    let place = Place::key("question");
    // Where it is not given it is the title, or the motion's id.
    if question.post != draft.title {
        faults.line(place.then("post"), "the post", &question.post);
    }
    if question.deadline <= question.as_of {
        let message = format!("the deadline {} is not after {}, the date of knowledge", question.deadline, question.as_of);
        faults.add(place.then("deadline"), message, "give a later deadline");
    }
    if days_between(question.as_of, question.deadline) > 0 && question.cadence.months == 0 && question.cadence.days == 0 {
        faults.add(place.then("cadence"), "the cadence is zero", "give a positive number of days, weeks, months or years");
    }
    rule(&question.rule, draft, &place.then("rule"), faults);
    procedure(draft, &place.then("procedure"), faults);
    if question.kind == Kind::Motion && (draft.candidates.len() != 1 || draft.candidates.iter().any(|candidate| candidate.incumbent)) {
        let message = format!("a motion with {} candidates", draft.candidates.len());
        faults.add(Place::key("candidate"), message, "a motion has exactly one [[candidate]], the motion itself, and no incumbent");
    }
}

/// The weights a rule uses are there for everybody it counts, and it suits the procedure.
pub(super) fn rule(rule: &Rule, draft: &Draft, place: &Place, faults: &mut Faults) {
    for tally in rule.tallies() {
        if let Scope::Some { label, members } = tally.scope()
            && members.is_empty()
        {
            faults.add(place.clone(), format!("nobody is in {label}"), "a rule over a scope needs a member in it");
        }
        if let Some(weight) = tally.weight() {
            let missing = draft.body.ids().filter(|&member| tally.scope().contains(member));
            weight_given(&draft.body, weight, missing, false, place, faults);
        }
    }
    if matches!(draft.question.procedure, Procedure::Ballots(_)) && !is_exclusive(rule, &draft.body) {
        let help = "at its top, or in a top-level `all`, it needs a tally of those for over everybody of more than half, such as { more_than = \"50%\", of = \"cast\" }";
        faults.add(place.clone(), "with the procedure `ballots`, two candidates could pass this rule at once", help);
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
    let ids: Vec<&str> = members.filter(lacks).map(|member| body[member].id.as_str()).collect();
    if !ids.is_empty() {
        let requirement = if positive { "given and positive" } else { "given" };
        let others = ids.len().saturating_sub(8);
        let more = if others > 0 { format!(" and {others} others") } else { String::new() };
        let help =
            format!("a weight that is used must be {requirement} for every member: add `weights = {{ {} = … }}` to these", weight.name());
        faults.add(
            place.clone(),
            format!("the weight {:?} is missing or zero for {}{more}", weight.name(), ids[..ids.len() - others].join(", ")),
            help,
        );
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
    let mut positive = |place: Place, what: &str, number: u32| {
        if number == 0 {
            faults.add(place, format!("{what} is 0"), "it must be 1 or more");
        }
    };
    match &question.procedure {
        Procedure::Soundings(soundings) => {
            positive(place.then("hold"), "`hold`", soundings.hold);
            if let Some(drop) = soundings.drop {
                positive(place.then("drop").then("after"), "`after`", drop.after);
                if drop.below > Ratio::new(1, 1) {
                    faults.add(place.then("drop").then("below"), format!("`below` is {}", drop.below), "a share lies between 0% and 100%");
                }
            }
        }
        Procedure::Winnowing(cuts) => {
            for (index, cut) in cuts.iter().enumerate() {
                positive(place.at(index).then("keep"), "`keep`", cut.keep);
            }
            if cuts.is_empty() {
                faults.add(place.clone(), "winnowing without a step", "list at least one { on = DATE, keep = NUMBER }");
            }
        }
        Procedure::Ballots(ballots) => {
            positive(place.then("per_round"), "`per_round`", ballots.per_round);
            if let Some(eliminate) = ballots.eliminate {
                positive(place.then("eliminate").then("from_ballot"), "`from_ballot`", eliminate.from_ballot);
                positive(place.then("eliminate").then("down_to"), "`down_to`", eliminate.down_to);
            }
            if let Some(after) = ballots.runoff_after {
                positive(place.then("runoff_after"), "`runoff_after`", after);
            }
            if ballots.per_round > limits::BALLOTS_PER_ROUND {
                let help = format!("at most {} ballots a round are allowed", limits::BALLOTS_PER_ROUND);
                faults.add(place.then("per_round"), format!("{} ballots a round", ballots.per_round), help);
            }
        }
    }
}
