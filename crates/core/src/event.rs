//! Events: what may happen, when, and what it changes.

use jiff::civil::Date;

use crate::{CandidateSet, MemberSet, Pace, Prior, Rule, Stance, Status};

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
        /// The candidate, by index.
        candidate: usize,
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
    Join(usize),
    /// A member stops being present.
    Leave(usize),
    /// A candidate is presented.
    Present(usize),
    /// A candidate withdraws.
    Withdraw(usize),
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
