//! Events: what may happen, when, and what it changes.

use jiff::civil::Date;

use crate::{CandidateId, CandidateSet, MemberId, MemberSet, Pace, Prior, Rule, Stance, Status};

/// Something that happens at most once.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id, unique among events.
    pub id: String,
    /// When it may happen.
    pub trigger: Trigger,
    /// The probability that it does, drawn once per run.
    pub probability: f64,
    /// What must have happened before; all of it.
    pub requires: Vec<Requirement>,
    /// What it brings; one of several, or the only one (without an id, of probability 1).
    pub outcomes: Vec<EventOutcome>,
}

/// One way an event can turn out.
#[derive(Debug, Clone, PartialEq)]
pub struct EventOutcome {
    /// Its id, unique within the event; `None` for the only outcome of a plain event.
    pub id: Option<String>,
    /// Its probability; those of one event sum to 1.
    pub probability: f64,
    /// What it changes, in order.
    pub effects: Vec<Effect>,
}

/// The moment an event may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// On a date.
    On(Date),
    /// On a day drawn uniformly between two dates, both included.
    Between(Date, Date),
    /// At the end of the round in which a candidate has reached a status.
    Becomes {
        /// The candidate.
        candidate: CandidateId,
        /// The status, reached by a change after the as-of date.
        status: Status,
    },
    /// At the end of the round in which another event has happened.
    Happens(Requirement),
}

/// An event, or one outcome of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// The event, by index.
    pub event: usize,
    /// The outcome, by index; `None`: any.
    pub outcome: Option<usize>,
}

/// What an event changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A member becomes present.
    Join(MemberId),
    /// A member stops being present.
    Leave(MemberId),
    /// A candidate is presented.
    Present(CandidateId),
    /// A candidate withdraws.
    Withdraw(CandidateId),
    /// Stances change, those of absent members too.
    Stance {
        /// On which candidates.
        candidates: CandidateSet,
        /// Whose.
        members: MemberSet,
        /// How.
        change: StanceChange,
    },
    /// A factor on rates, from then on.
    Pace(Pace),
    /// The deadline moves.
    Deadline(Date),
    /// The rule is replaced.
    Rule(Rule),
}

/// What an effect touches, each by an exhaustive match: a new effect is looked at here, and whoever
/// asks needs no list of effects of its own.
impl Effect {
    /// The members and the candidates whose pairs it changes the stances or the rates of.
    pub fn pairs(&self) -> Option<(&MemberSet, CandidateSet)> {
        match self {
            Self::Stance { candidates, members, .. } | Self::Pace(Pace { candidates, members, .. }) => Some((members, *candidates)),
            Self::Join(_) | Self::Leave(_) | Self::Present(_) | Self::Withdraw(_) | Self::Deadline(_) | Self::Rule(_) => None,
        }
    }

    /// The factor on rates that it puts in force.
    pub fn pace(&self) -> Option<&Pace> {
        match self {
            Self::Pace(pace) => Some(pace),
            Self::Join(_)
            | Self::Leave(_)
            | Self::Present(_)
            | Self::Withdraw(_)
            | Self::Stance { .. }
            | Self::Deadline(_)
            | Self::Rule(_) => None,
        }
    }

    /// The member that it makes present (`true`) or absent.
    pub fn presence(&self) -> Option<(MemberId, bool)> {
        match self {
            Self::Join(member) => Some((*member, true)),
            Self::Leave(member) => Some((*member, false)),
            Self::Present(_) | Self::Withdraw(_) | Self::Stance { .. } | Self::Pace(_) | Self::Deadline(_) | Self::Rule(_) => None,
        }
    }

    /// The candidate that it brings to a status.
    pub fn status(&self) -> Option<(CandidateId, Status)> {
        match self {
            Self::Present(candidate) => Some((*candidate, Status::Presented)),
            Self::Withdraw(candidate) => Some((*candidate, Status::Withdrawn)),
            Self::Join(_) | Self::Leave(_) | Self::Stance { .. } | Self::Pace(_) | Self::Deadline(_) | Self::Rule(_) => None,
        }
    }

    /// The date that it moves the deadline to.
    pub fn deadline(&self) -> Option<Date> {
        match self {
            Self::Deadline(date) => Some(*date),
            Self::Join(_) | Self::Leave(_) | Self::Present(_) | Self::Withdraw(_) | Self::Stance { .. } | Self::Pace(_) | Self::Rule(_) => {
                None
            }
        }
    }

    /// The rule that it puts in the place of the question's.
    pub fn rule(&self) -> Option<&Rule> {
        match self {
            Self::Rule(rule) => Some(rule),
            Self::Join(_)
            | Self::Leave(_)
            | Self::Present(_)
            | Self::Withdraw(_)
            | Self::Stance { .. }
            | Self::Pace(_)
            | Self::Deadline(_) => None,
        }
    }
}

impl Event {
    /// The effects of all its outcomes, in order.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        self.outcomes.iter().flat_map(|outcome| &outcome.effects)
    }
}

/// How an event changes a stance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StanceChange {
    /// It becomes this.
    Set(Stance),
    /// It rises by so many steps, at most to `support`.
    Raise(u8),
    /// It falls by so many steps, at most to `oppose`.
    Lower(u8),
    /// It is drawn anew, independently for each pair.
    Redraw(Prior),
}
