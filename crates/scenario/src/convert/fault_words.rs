//! Faults of the model in the words of the format. Core has words of its own, which name no file;
//! here stands what can be said better to somebody who writes one.

use nemcon_core::{Fault, FaultKind, Named};

use crate::diagnostic::ErrorKind;

/// Which kind of error a fault is. Exhaustive: the compiler brings a new kind of fault here, where it is
/// to be asked whether a file can be told more than core says, beneath.
pub(super) fn error_kind(kind: &FaultKind) -> ErrorKind {
    match kind {
        FaultKind::Limit { .. }
        | FaultKind::Rounds { .. }
        | FaultKind::Cells { .. }
        | FaultKind::NamedPairs { .. }
        | FaultKind::EvidenceSize { .. }
        | FaultKind::EvidenceSizeAnew { .. } => ErrorKind::Limit,
        FaultKind::Probability { .. }
        | FaultKind::Number { .. }
        | FaultKind::Range { .. }
        | FaultKind::ProbabilityRange { .. }
        | FaultKind::Calm { .. }
        | FaultKind::OtherAtMeeting { .. }
        | FaultKind::RevisionPull { .. }
        | FaultKind::DateRatio { .. }
        | FaultKind::Zero { .. }
        | FaultKind::DropShare { .. }
        | FaultKind::Reference { .. }
        | FaultKind::Frailty { .. }
        | FaultKind::Correlation { .. }
        | FaultKind::Deviation { .. }
        | FaultKind::Steps { .. } => ErrorKind::OutOfRange,
        FaultKind::SelectsNobody | FaultKind::EmptyScope { .. } | FaultKind::EmptyGroup { .. } | FaultKind::DividesNobody => {
            ErrorKind::SelectsNobody
        }
        FaultKind::Weight { .. } => ErrorKind::Weight,
        FaultKind::NoMembers
        | FaultKind::NoCandidates
        | FaultKind::NotAnId { .. }
        | FaultKind::NotAGroup { .. }
        | FaultKind::Taken { .. }
        | FaultKind::MemberAndGroup { .. }
        | FaultKind::Reserved { .. }
        | FaultKind::Unprintable { .. }
        | FaultKind::Unknown { .. }
        | FaultKind::PriorsShape
        | FaultKind::PresentBeyond
        | FaultKind::Deadline { .. }
        | FaultKind::Cadence
        | FaultKind::NoRounds
        | FaultKind::Meeting { .. }
        | FaultKind::SecondMeeting { .. }
        | FaultKind::OtherInMotion
        | FaultKind::CalledOther
        | FaultKind::NoMeetings
        | FaultKind::Edges { .. }
        | FaultKind::NoBallot
        | FaultKind::SecondBallot { .. }
        | FaultKind::Motion { .. }
        | FaultKind::NotExclusive
        | FaultKind::NoCut
        | FaultKind::Cut { .. }
        | FaultKind::Keep { .. }
        | FaultKind::StartsAs { .. }
        | FaultKind::Window { .. }
        | FaultKind::SecondIncumbent { .. }
        | FaultKind::IncumbentMoves { .. }
        | FaultKind::IncumbentStatus { .. }
        | FaultKind::ConsideredFrom
        | FaultKind::NoPrior { .. }
        | FaultKind::SecondBloc { .. }
        | FaultKind::EmptySide
        | FaultKind::BothSides { .. }
        | FaultKind::CorrelationSum { .. }
        | FaultKind::SecondEvidence { .. }
        | FaultKind::NoReport
        | FaultKind::NoStance
        | FaultKind::SameStance
        | FaultKind::About { .. }
        | FaultKind::Bounds { .. }
        | FaultKind::Impossible { .. }
        | FaultKind::RequiresItself
        | FaultKind::ExcludesItself
        | FaultKind::WaitsForItself
        | FaultKind::EventDate { .. }
        | FaultKind::Reversed { .. }
        | FaultKind::Outcomes
        | FaultKind::OutcomeSum { .. }
        | FaultKind::MovedDeadline { .. } => ErrorKind::Model,
    }
}

/// What is wrong.
pub(super) fn message(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::NotAnId { id, .. } => format!("{id:?} is not an id: {}", why_no_id(id)),
        FaultKind::NotExclusive => "with the procedure `ballots`, two candidates could pass this rule at once".to_owned(),
        FaultKind::NoPrior { candidate, members, all } => {
            let who = match members.len() {
                _ if *all => "all members".to_owned(),
                few if few <= 8 => members.join(", "),
                many => format!("{} and {} others", members[..8].join(", "), many - 8),
            };
            format!("no [[stance]] says what {who} think of {candidate:?}")
        }
        other => other.to_string(),
    }
}

/// What an id cannot be.
fn why_no_id(id: &str) -> String {
    let Some(first) = id.chars().next() else { return "it is empty".to_owned() };
    match id.chars().find(|letter| !letter.is_ascii_alphanumeric() && !matches!(letter, '_' | '-')) {
        Some(' ') => "it has a space".to_owned(),
        Some(other) => format!("it has {other:?}"),
        None => format!("it begins with {first:?}"),
    }
}

/// What to write.
pub(super) fn help(fault: &Fault) -> String {
    let help = fault.kind.help();
    match &fault.kind {
        FaultKind::NoMembers => "add at least one [[member]], or `body.use` with a file that has some".to_owned(),
        FaultKind::NoCandidates => "add at least one [[candidate]]".to_owned(),
        FaultKind::NotAnId { named: Named::Member | Named::Candidate, .. } => format!("{help}; a name in full goes into `name`"),
        FaultKind::Motion { .. } => "a motion has exactly one [[candidate]], the motion itself, and no incumbent".to_owned(),
        FaultKind::NotExclusive => {
            "at its top, or in a top-level `all`, it needs a tally of those for over everybody of more than half, such as { more_than = \"50%\", of = \"cast\" }"
                .to_owned()
        }
        FaultKind::Weight { name, .. } => format!("{help}: add `weights = {{ {name} = … }}` to these"),
        FaultKind::NoCut => "list at least one { on = DATE, keep = NUMBER }".to_owned(),
        FaultKind::NoRounds => "say how often soundings are held, such as cadence = \"1 week\", or list the `meetings` they are held on".to_owned(),
        FaultKind::NoMeetings => "list `meetings` in [question], or remove this key".to_owned(),
        FaultKind::OtherInMotion | FaultKind::IncumbentMoves { .. } | FaultKind::IncumbentStatus { .. } => format!("{help}: remove this key"),
        FaultKind::ConsideredFrom => format!("{help}: use `from`, or role = \"incumbent\""),
        FaultKind::NoPrior { candidate, members, all } => {
            let members = if *all {
                "\"*\"".to_owned()
            } else {
                format!("[{}]", members.iter().map(|id| format!("{id:?}")).collect::<Vec<_>>().join(", "))
            };
            let prior = "prior = { support = 0.3, accept = 0.3, reserve = 0.3, oppose = 0.1 }";
            format!("add\n[[stance]]\ncandidate = {candidate:?}\nmembers = {members}\n{prior}")
        }
        FaultKind::SecondEvidence { .. } => format!("{help}: reports = [{{ … }}, {{ … }}]"),
        FaultKind::NoReport => format!("{help}: about and sd, exactly, at_least or at_most"),
        FaultKind::Deviation { .. } => "it must be greater than 0; use `exactly` for a count that is known".to_owned(),
        // What core says is enough.
        _ => help.into_owned(),
    }
}
