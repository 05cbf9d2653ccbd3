//! `[question]`.

use nemcon_core::{Ballots, Cut, Date, DropOut, EliminatingBallots, Elimination, Kind, Other, Procedure, Question, Revision, Soundings};

use super::names::Names;
use super::rule;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::raw::{Day, Length, OneOf, ReserveCountsAs};
use crate::tree::Node;
use crate::typed::{Partial, Wrong};

/// What stands in for a question that cannot be read: so long and so plain that nothing else is wrong
/// because of it.
pub(crate) fn unknown() -> Question {
    Question {
        kind: Kind::Appointment,
        post: String::new(),
        as_of: Date::constant(1, 1, 1),
        deadline: Date::constant(9999, 12, 31),
        cadence: None,
        meetings: Vec::new(),
        other: None,
        rule: nemcon_core::consensus(),
        reserve_is_against: true,
        procedure: Procedure::Soundings(Soundings::default()),
    }
}

/// The question; its rule is that of the body where it has none. What could not be read of it is as in
/// [`unknown`].
pub(crate) fn convert(
    read: &Partial<raw::Question>,
    node: &Node,
    (body, body_node, body_lacks): (&Partial<raw::Body>, &Node, &Wrong),
    title: &str,
    names: &Names,
    errors: &mut Errors,
) -> (Question, Wrong) {
    let (raw, wrong) = (&read.value, read.wrong.clone());
    let rule = match (&raw.rule, &body.value.rule) {
        (Some(rule), _) => read.then(node, errors, |_, errors| rule::convert(rule, node.key("rule"), names, errors)),
        (None, _) if wrong.has("rule") => None,
        (None, Some(rule)) => body.then(body_node, errors, |_, errors| rule::convert(rule, body_node.key("rule"), names, errors)),
        (None, None) if body_lacks.has("rule") => None,
        (None, None) => {
            let help = "add `rule = …` here, or to the body: \"consensus\", \"unanimity\", or a table such as { at_least = \"2/3\" }";
            errors.add(ErrorKind::MissingKey, node.span, "neither [question] nor the body has a rule", help);
            None
        }
    };
    let procedure = read.then(node, errors, |raw, errors| match &raw.procedure {
        Some(raw) => procedure(raw, node.key("procedure"), errors),
        None => Some(Procedure::Soundings(Soundings::default())),
    });
    // What does not hold, or is the body's and could not be read, stands in for what could not be.
    let rule = rule.filter(|_| !wrong.has("rule"));
    let missing = [("rule", rule.is_none()), ("procedure", procedure.is_none())];
    let wrong = wrong.with_keys(missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(key, _)| key));
    let has = |key: &str| !wrong.has(key);
    let unknown = unknown();
    let (OneOf(kind), Day(as_of), Day(deadline)) = (raw.kind, raw.as_of, raw.deadline);
    let post = raw.post.clone().unwrap_or_else(|| match (kind, names.candidates.first()) {
        (Kind::Motion, Some(motion)) => motion.clone(),
        _ => title.to_owned(),
    });
    // Without its dates there are no rounds either.
    let has_dates = ["as_of", "deadline", "cadence", "meetings"].into_iter().all(has);
    let question = Question {
        kind: if has("kind") { kind } else { unknown.kind },
        post,
        as_of: if has("as_of") { as_of } else { unknown.as_of },
        deadline: if has("deadline") { deadline } else { unknown.deadline },
        cadence: raw.cadence.filter(|_| has_dates).map(|Length(cadence)| cadence),
        meetings: raw.meetings.iter().filter(|_| has("meetings")).map(|day| day.0).collect(),
        other: raw.other.as_ref().map(|other| Other {
            half_life: other.half_life.0,
            calm: other.calm.unwrap_or(0.0),
            meeting: other.meeting.unwrap_or(0.0),
        }),
        rule: rule.unwrap_or(unknown.rule),
        reserve_is_against: !matches!(raw.reserve_counts_as, Some(OneOf(ReserveCountsAs::Abstain))),
        procedure: procedure.unwrap_or(unknown.procedure),
    };
    (question, wrong)
}

fn procedure(raw: &raw::Procedure, node: &Node, errors: &mut Errors) -> Option<Procedure> {
    Some(match raw {
        raw::Procedure::Soundings(soundings) => {
            let drop = soundings.drop.as_ref().map(|drop| DropOut { below: drop.below.0, after: drop.after });
            Procedure::Soundings(Soundings { hold: soundings.hold.unwrap_or(1), drop })
        }
        raw::Procedure::Winnowing(cuts) => Procedure::Winnowing(cuts.iter().map(|cut| Cut { on: cut.on.0, keep: cut.keep }).collect()),
        raw::Procedure::Ballots(raw) => Procedure::Ballots(ballots(raw, node.key("ballots"), errors)?),
    })
}

fn ballots(raw: &raw::Ballots, node: &Node, errors: &mut Errors) -> Option<Ballots> {
    let eliminate = match &raw.eliminate {
        Some(raw) => Some(elimination(raw, node.key("eliminate"), errors)?),
        None => None,
    };
    Some(Ballots {
        per_round: raw.per_round.unwrap_or(1),
        may_abstain: raw.may_abstain,
        eliminate,
        runoff_after: raw.runoff_after,
        plurality_between_two: raw.plurality_between_two,
        revise: raw.revise.as_ref().map(|revise| Revision { share: revise.share.0, pull: revise.pull.unwrap_or(1.0) }),
        acclaim: raw.acclaim.map(|acclaim| acclaim.0),
    })
}

fn elimination(raw: &raw::Eliminate, node: &Node, errors: &mut Errors) -> Option<Elimination> {
    let default = Elimination::default();
    let after = match (raw.from_ballot, &raw.after) {
        (Some(_), Some(_)) => {
            let help = "keep `from_ballot`, the first ballot after which the last withdraws, or `after`, the list of all";
            errors.add(ErrorKind::Choice, node.key_span("after"), "`from_ballot` and `after` in one `eliminate`", help);
            return None;
        }
        (Some(first), None) => EliminatingBallots::From(first),
        (None, Some(ballots)) => EliminatingBallots::After(ballots.clone()),
        (None, None) => default.after,
    };
    Some(Elimination { after, down_to: raw.down_to.unwrap_or(default.down_to) })
}
