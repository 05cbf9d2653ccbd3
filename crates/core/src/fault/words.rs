//! Faults in words: the message, and what is allowed, follow from the kind and its values. Those
//! who read files have words of their own where they can say what to write.

use std::borrow::Cow;
use std::fmt;

use super::{FaultKind, Named};
use crate::{Outcome, OutcomeKind, Stance};

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMembers => f.write_str("the body has no members"),
            Self::NoCandidates => f.write_str("there is no candidate"),
            Self::NotAnId { id, .. } => write!(f, "{id:?} is not an id"),
            Self::NotAGroup { group } => write!(f, "{group:?} is not a group's name"),
            Self::Taken { named, id } => write!(f, "a second {named} {id:?}"),
            Self::MemberAndGroup { id } => write!(f, "{id:?} is the id of a member and the name of a group"),
            Self::Reserved { id } => write!(f, "{id:?} cannot be a candidate's id"),
            Self::Unprintable { what, text } => write!(f, "{what} is {text:?}, with a character that cannot be seen"),
            Self::Unknown { named: Named::Event | Named::Outcome } => f.write_str("an event, or an outcome, that does not exist"),
            Self::Unknown { named } => write!(f, "a {named} that does not exist"),
            Self::SelectsNobody => f.write_str("this selects nobody"),
            Self::PriorsShape => f.write_str("the priors are not of the shape members × candidates"),
            Self::PresentBeyond => f.write_str("somebody beyond the body is present"),
            Self::Limit { what, number, .. } => write!(f, "{number} {what}"),
            Self::Rounds { most } => write!(f, "more than {most} rounds up to the latest possible deadline"),
            Self::Cells { members, candidates, rounds, .. } => {
                write!(f, "{members} members × {candidates} candidates × {rounds} rounds = {}", members * candidates * rounds)
            }
            Self::NamedPairs { number, .. } => {
                write!(f, "the paces, influences and effects together name {number} pairs of a member and a candidate")
            }
            Self::Probability { what, value } | Self::Number { what, value, .. } => write!(f, "{what} is {value}"),
            Self::ProbabilityRange { what, low, high } | Self::Range { what, low, high } => write!(f, "{what} ranges from {low} to {high}"),
            Self::Zero { what } => write!(f, "`{what}` is 0"),
            Self::DropShare { share } => write!(f, "`below` is {share}"),
            Self::Reference { value } => write!(f, "the reference point is {value}"),
            Self::Frailty { value } => write!(f, "the variance of the frailty is {value}"),
            Self::Deadline { deadline, as_of } => write!(f, "the deadline {deadline} is not after {as_of}, the date of knowledge"),
            Self::Cadence => f.write_str("the cadence is zero"),
            Self::NoRounds => f.write_str("there is neither a cadence nor a meeting"),
            Self::Meeting { date, as_of } => write!(f, "the meeting on {date} is not after {as_of}, the date of knowledge"),
            Self::SecondMeeting { date } => write!(f, "a second meeting on {date}"),
            Self::OtherInMotion => f.write_str("`other` in a motion"),
            Self::CalledOther => write!(f, "{:?} cannot be a candidate's id here", OutcomeKind::Other.word()),
            Self::Calm { value } => write!(f, "`calm` is {value}"),
            Self::OtherAtMeeting { value } => write!(f, "`meeting` is {value}"),
            Self::NoMeetings => f.write_str("a pull of meetings where there are none"),
            Self::Edges { edges } if edges.is_empty() => f.write_str("a pull that acts on no edge"),
            Self::Edges { .. } => f.write_str("a pull that acts on `defect`"),
            Self::NoBallot => f.write_str("`after` names no ballot"),
            Self::SecondBallot { ballot } => write!(f, "ballot {ballot} twice"),
            Self::DateRatio { value, .. } => write!(f, "the hazard ratio on the date is {value}"),
            Self::RevisionPull { value, .. } => write!(f, "the pull of the last votes is {value}"),
            Self::Motion { candidates } => write!(f, "a motion with {candidates} candidates"),
            Self::EmptyScope { label } => write!(f, "nobody is in {label}"),
            Self::NotExclusive => f.write_str("in exclusive ballots, two candidates could pass this rule at once"),
            Self::Weight { name, members, .. } => write!(f, "the weight {name:?} is missing or zero for {}", shown(members)),
            Self::NoCut => f.write_str("winnowing without a step"),
            Self::Cut { date, after } => write!(f, "the winnowing on {date} does not come after {after}"),
            Self::Keep { keep, before } => write!(f, "{keep} are kept after {before} were"),
            Self::StartsAs { status } => write!(f, "a candidate cannot start as {}", status.word()),
            Self::Window { from, until } => write!(f, "the window ends on {until}, before it begins on {from}"),
            Self::SecondIncumbent { other } => write!(f, "a second incumbent, beside {other:?}"),
            Self::IncumbentMoves { field } => write!(f, "`{field}` on the incumbent"),
            Self::IncumbentStatus { status } => write!(f, "the incumbent is {}", status.word()),
            Self::ConsideredFrom => f.write_str("`considered_from` on a candidate that is not the incumbent"),
            Self::NoPrior { candidate, members, all } => write!(f, "{} have no prior on {candidate:?}", who(members, *all)),
            Self::Correlation { rho } => write!(f, "the correlation is {rho}"),
            Self::SecondBloc { group } => write!(f, "a second bloc {group:?} on the same candidate"),
            Self::EmptyGroup { group } => write!(f, "nobody is in {group:?}"),
            Self::EmptySide => f.write_str("a side without a candidate"),
            Self::BothSides { candidate } => write!(f, "{candidate:?} is on both sides"),
            Self::DividesNobody => f.write_str("the cleavage divides nobody"),
            Self::CorrelationSum { member, over, sum, candidate } => {
                write!(f, "the correlations of {member} over all its {over} sum to {sum} on {candidate:?}")
            }
            Self::SecondEvidence { candidate } => write!(f, "a second entry on {candidate:?}"),
            Self::EvidenceSize { reports, present } => write!(f, "{reports} reports on a body of {present}"),
            Self::EvidenceSizeAnew { reports, present, cells, .. } => write!(
                f,
                "{reports} reports on a body of {present}, on a candidate whose stances depend on blocs, cleavages or uncertain priors: {cells} cells, made anew in every run"
            ),
            Self::NoReport => f.write_str("evidence without a report"),
            Self::NoStance => f.write_str("a report on no stance"),
            Self::SameStance => f.write_str("two reports on the same stance"),
            Self::About { mean, present, .. } => write!(f, "about {mean} of {present} members"),
            Self::Deviation { sd } => write!(f, "the standard deviation is {sd}"),
            Self::Bounds { at_least, at_most } => write!(f, "at least {at_least} and at most {at_most}"),
            Self::Impossible { must, can, present, stances, least, most } => write!(
                f,
                "this evidence has probability zero: by the priors {must} to {can} of {present} members can be at {}, the reports want {least} to {most}",
                words(stances)
            ),
            Self::RequiresItself => f.write_str("an event that requires itself never happens"),
            Self::ExcludesItself => f.write_str("an event that excludes itself"),
            Self::WaitsForItself => f.write_str("an event that waits for itself never happens"),
            Self::EventDate { date, as_of } => write!(f, "{date} is before {as_of}, the date of knowledge"),
            Self::Reversed { first, last } => write!(f, "{last} comes before {first}"),
            Self::Outcomes => f.write_str("an event without outcomes, or with some that have no id"),
            Self::OutcomeSum { sum } => write!(f, "the probabilities of the outcomes sum to {sum}"),
            Self::Steps { steps } => write!(f, "{steps} steps"),
            Self::MovedDeadline { deadline, as_of } => write!(f, "the deadline would move to {deadline}, not after {as_of}"),
        }
    }
}

const ID: &str = "an id is made of the letters A to Z and a to z, digits, `_` and `-`, and starts with a letter or digit";

impl FaultKind {
    /// What is allowed, or what to do.
    pub fn help(&self) -> Cow<'static, str> {
        match self {
            Self::NoMembers => "give it at least one".into(),
            Self::NoCandidates | Self::NoCut => "give at least one".into(),
            Self::Cut { .. } => "its steps stand in the order of their dates, all after the date of knowledge".into(),
            Self::Keep { .. } => "who is out stays out: keep as many as before, or fewer".into(),
            Self::NotAnId { .. } | Self::NotAGroup { .. } => ID.into(),
            Self::Taken { named: Named::Outcome, .. } => "every outcome of an event has an id of its own".into(),
            Self::Taken { named, .. } => format!("every {named} has an id of its own").into(),
            Self::MemberAndGroup { .. } => "members and groups share one namespace: rename one".into(),
            Self::Reserved { .. } => format!("the ids {} name outcomes: choose another", Outcome::RESERVED.join(", ")).into(),
            Self::Unprintable { .. } => {
                "write it on one line, without control characters and those that turn the direction of writing".into()
            }
            Self::Unknown { named: Named::Event | Named::Outcome } => "name an event of this scenario".into(),
            Self::Unknown { named } => format!("name a {named}").into(),
            Self::SelectsNobody => "select at least one".into(),
            Self::PriorsShape => "make them with Priors::empty(members, candidates)".into(),
            Self::PresentBeyond => "make the set with MemberSet::of(members, …)".into(),
            Self::Limit { what, most, .. } => format!("at most {most} {what} are allowed").into(),
            Self::Rounds { most } => format!("at most {most} rounds are allowed: choose a longer cadence or an earlier deadline").into(),
            Self::Cells { most, .. } => format!("at most {most} are allowed: choose a longer cadence, or fewer candidates").into(),
            Self::NamedPairs { most, .. } => format!("at most {most} are allowed: write fewer of them, or shorter lists").into(),
            Self::Probability { .. } => "a probability lies between 0 and 1: 60% is 0.6".into(),
            Self::Number { zero_allowed, .. } => {
                format!("it must be a finite number {}", if *zero_allowed { "0 or more" } else { "greater than 0" }).into()
            }
            Self::Range { .. } => "a range is lognormal, from its 5th to its 95th percentile: 0 < low < high".into(),
            Self::ProbabilityRange { .. } => "a range is logit-normal, from its 5th to its 95th percentile: 0 < low < high < 1".into(),
            Self::Zero { .. } => "it must be 1 or more".into(),
            Self::DropShare { .. } => "a share lies between 0% and 100%".into(),
            Self::Reference { .. } => "a share lies between 0 and 1".into(),
            Self::Frailty { .. } => "it lies between 0 (none) and 10".into(),
            Self::Deadline { .. } => "give a later deadline".into(),
            Self::Cadence => "give a positive number of days, weeks, months or years".into(),
            Self::NoRounds => "say how often soundings are held, or list the meetings they are held on".into(),
            Self::Meeting { .. } => "list only meetings after it".into(),
            Self::SecondMeeting { .. } => "list each day once".into(),
            Self::OtherInMotion => "only of a post can it be that somebody else gets it".into(),
            Self::CalledOther => "the question has `other`, and this names its outcome: choose another".into(),
            Self::Calm { .. } => "it is a factor on the hazard outside of deadlock, from 0 (none then) to 1 (the same)".into(),
            Self::OtherAtMeeting { .. } => {
                "it is the probability that a meeting in deadlock agrees on somebody else, from 0 to below 1".into()
            }
            Self::NoMeetings => "list the meetings, or leave their pull out".into(),
            Self::Edges { .. } => "list those it acts on out of oppose, reserve, accept: the stances that are left upward".into(),
            Self::NoBallot => "list the numbers of ballots, such as [3, 6]".into(),
            Self::SecondBallot { .. } => "list each ballot once".into(),
            Self::DateRatio { most, .. } => {
                format!("it is a positive number up to {most}; on the day itself, so much faster stances rise").into()
            }
            Self::RevisionPull { most, .. } => format!("it is a number from 0 (votes do not draw) to {most}").into(),
            Self::Motion { .. } => "a motion has exactly one candidate, the motion itself, and no incumbent".into(),
            Self::EmptyScope { .. } => "a rule over a scope needs a member in it".into(),
            Self::NotExclusive => {
                "at its top, or in all of several rules, it needs a tally of those for over everybody of more than half".into()
            }
            Self::Weight { positive, .. } => format!("a weight that is used must be {} for every member", requirement(*positive)).into(),
            Self::StartsAs { .. } => "mentioned, interested or presented".into(),
            Self::Window { .. } => "give a later `until` or an earlier `from`".into(),
            Self::SecondIncumbent { .. } => "at most one candidate is the incumbent".into(),
            Self::IncumbentMoves { .. } => "the incumbent is presented and moves only by events".into(),
            Self::IncumbentStatus { .. } => "the incumbent counts as presented".into(),
            Self::ConsideredFrom => "only the incumbent is considered from a date on".into(),
            Self::NoPrior { .. } => "every member needs a prior on every candidate".into(),
            Self::Correlation { .. } => "it must be at least 0 and less than 1".into(),
            Self::SecondBloc { .. } => "a group has one correlation on a candidate: put it into one entry".into(),
            Self::EmptyGroup { .. } => "name a group that has members".into(),
            Self::EmptySide => "name at least one candidate on each side".into(),
            Self::BothSides { .. } => "a candidate is on one side of a cleavage, or on none".into(),
            Self::DividesNobody => "name at least one member, or leave `members` out: all".into(),
            Self::CorrelationSum { .. } => "they must sum to less than 1: lower one".into(),
            Self::SecondEvidence { .. } => "put all reports on one candidate into one entry".into(),
            Self::EvidenceSize { .. } => "with the entries before it, this is too much to condition on exactly: give fewer reports".into(),
            Self::EvidenceSizeAnew { most, fewer_reports, fewer_members, alone, .. } => {
                anew(*most, *fewer_reports, *fewer_members, *alone).into()
            }
            Self::NoReport => "say how many".into(),
            Self::NoStance => "list at least one of oppose, reserve, accept, support".into(),
            Self::SameStance => "the reports of one entry count different stances".into(),
            Self::About { present, as_of, .. } => format!("the number lies between 0 and {present}, the members present on {as_of}").into(),
            Self::Deviation { .. } => "it must be greater than 0; a count that is known is exact".into(),
            Self::Bounds { .. } => "`at_least` must not exceed `at_most`".into(),
            Self::Impossible { .. } => "change the count, or the priors of those who are declared otherwise".into(),
            Self::RequiresItself | Self::WaitsForItself => "name another event".into(),
            Self::ExcludesItself => "an event happens once in any case: name another event".into(),
            Self::EventDate { .. } => {
                "what has happened by then belongs into the starting stances; a change on that day itself may be dated so".into()
            }
            Self::Reversed { .. } => "give the earlier date first".into(),
            Self::Outcomes => "give effects, or outcomes that each have an id".into(),
            Self::OutcomeSum { .. } => "they must sum to 1; an outcome may have no effects".into(),
            Self::Steps { .. } => "a stance has four steps: move it by 1 to 3".into(),
            Self::MovedDeadline { .. } => "give a date after the date of knowledge".into(),
        }
    }
}

/// So many members are named in one message.
const NAMED: usize = 8;

fn shown(members: &[String]) -> String {
    match members.len().saturating_sub(NAMED) {
        0 => members.join(", "),
        others => format!("{} and {others} others", members[..NAMED].join(", ")),
    }
}

fn who(members: &[String], all: bool) -> String {
    if all { "all members".to_owned() } else { shown(members) }
}

fn words(stances: &[Stance]) -> String {
    stances.iter().map(|stance| stance.word()).collect::<Vec<_>>().join(" or ")
}

const fn requirement(positive: bool) -> &'static str {
    if positive { "given and positive" } else { "given" }
}

/// How large a table may be that is made anew in every run.
fn anew(most: usize, fewer_reports: Option<usize>, members: usize, alone: bool) -> String {
    let beside = if alone { "" } else { " with the entries before it" };
    let accepted = match fewer_reports {
        Some(1) => format!("1 report, or {members} members"),
        Some(fewer) => format!("{fewer} reports, or {members} members"),
        None => format!("{members} members"),
    };
    format!("at most {most} such cells are allowed{beside}: here that is {accepted}")
}
