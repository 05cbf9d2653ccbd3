//! Events: what may happen, when, and what it changes.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::{CandidateId, CandidateSet, MemberId, MemberSet, Pace, Prior, Probability, Quantity, Rule, Stance, Status};

/// Something that happens at most once.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Event {
    /// Its id, unique among events.
    pub id: String,
    /// When it may happen.
    pub trigger: Trigger,
    /// The probability that it does; what it decides is drawn once per run.
    pub probability: Probability,
    /// What must hold at that moment; all of it.
    pub requires: Vec<Condition>,
    /// What must not hold at that moment; none of it.
    pub unless: Vec<Condition>,
    /// What it brings; one of several, or the only one (without an id, of probability 1).
    pub outcomes: Vec<EventOutcome>,
}

/// One way an event can turn out.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct EventOutcome {
    /// Its id, unique within the event; `None` for the only outcome of a plain event.
    pub id: Option<String>,
    /// Its probability; those of one event sum to 1.
    pub probability: f64,
    /// What it changes, in order.
    pub effects: Vec<Effect>,
}

/// The moment an event may happen.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Trigger {
    /// On a date; on the as-of date: in the first round, before all others.
    On(Date),
    /// On a day drawn uniformly between two dates, both included.
    Between(Date, Date),
    /// At the end of the round (or after the ballot) in which a condition is first seen to hold, or
    /// some time after that round.
    When {
        /// What must hold.
        condition: Condition,
        /// How long after it was first seen to hold the event is due; `None`: at once.
        delay: Option<Delay>,
    },
}

impl Trigger {
    /// At the end of the round in which a condition holds.
    pub const fn when(condition: Condition) -> Self {
        Self::When { condition, delay: None }
    }
}

/// The time from when a condition was first seen to hold to when an event is due.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Delay {
    /// So many days; 1 or more.
    Days(u32),
    /// Exponential with this half-life in days, drawn once per run, rounded up to whole days.
    HalfLife(Quantity),
}

/// What can hold at a moment of a run (model, section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Condition {
    /// An event has happened.
    Happened(Requirement),
    /// A candidate has reached a status by a change in the run, even if it has left it since.
    Becomes {
        /// The candidate.
        candidate: CandidateId,
        /// The status.
        status: Status,
    },
    /// A member is present, and its stance on a candidate lies within a bound.
    Stance {
        /// The member.
        member: MemberId,
        /// The candidate.
        candidate: CandidateId,
        /// The bound.
        bound: StanceBound,
    },
    /// A candidate is presented, and few of the present members block it.
    BlockedByAtMost {
        /// The candidate.
        candidate: CandidateId,
        /// So many at most.
        members: u32,
    },
    /// Objections alone stop everybody (model, section 2).
    Deadlock,
}

/// A bound on a stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum StanceBound {
    /// This or a higher one.
    AtLeast(Stance),
    /// This or a lower one.
    AtMost(Stance),
}

impl StanceBound {
    /// Whether a stance lies within it.
    pub fn contains(self, stance: Stance) -> bool {
        match self {
            Self::AtLeast(least) => stance >= least,
            Self::AtMost(most) => stance <= most,
        }
    }
}

/// An event, or one outcome of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Requirement {
    /// The event, by index.
    pub event: usize,
    /// The outcome, by index; `None`: any.
    pub outcome: Option<usize>,
}

/// What an event changes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
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
        /// Whether, of the members, it concerns only those present that block the candidate at that moment.
        only_blocking: bool,
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
    /// What is left of it where it leaves alone what a member thinks of a candidate: at most two effects, on the other
    /// candidates and on the other members.
    #[must_use]
    pub fn sparing(self, member: MemberId, candidate: CandidateId) -> Vec<Self> {
        match self {
            Self::Stance { candidates, members, change, only_blocking } if candidates.contains(candidate) && members.contains(member) => {
                let others: CandidateSet = candidates.iter().filter(|&other| other != candidate).collect();
                let mut without = members.clone();
                without.remove(member);
                let parts = [(others, members), (CandidateSet::from_iter([candidate]), without)];
                parts
                    .into_iter()
                    .filter(|(candidates, members)| !candidates.is_empty() && !members.is_empty())
                    .map(|(candidates, members)| Self::Stance { candidates, members, change, only_blocking })
                    .collect()
            }
            other => vec![other],
        }
    }

    /// The members and the candidates whose pairs it changes the stances or the rates of.
    pub fn pairs(&self) -> Option<(&MemberSet, CandidateSet)> {
        match self {
            Self::Stance { candidates, members, .. } | Self::Pace(Pace { candidates, members, .. }) => Some((members, *candidates)),
            Self::Join(_) | Self::Leave(_) | Self::Present(_) | Self::Withdraw(_) | Self::Deadline(_) | Self::Rule(_) => None,
        }
    }

    /// How it changes the stances of these pairs.
    pub fn change(&self) -> Option<&StanceChange> {
        match self {
            Self::Stance { change, .. } => Some(change),
            Self::Join(_) | Self::Leave(_) | Self::Present(_) | Self::Withdraw(_) | Self::Pace(_) | Self::Deadline(_) | Self::Rule(_) => {
                None
            }
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
    /// Everything it depends on, the condition of its trigger first.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let trigger = match &self.trigger {
            Trigger::On(_) | Trigger::Between(..) => None,
            Trigger::When { condition, .. } => Some(condition),
        };
        trigger.into_iter().chain(&self.requires).chain(&self.unless)
    }

    /// What one of its outcomes, which is there, is called among those of all events: by the event's id, and where
    /// it has several by the outcome's too, `event=outcome`.
    pub fn outcome_id(&self, outcome: usize) -> Cow<'_, str> {
        match &self.outcomes[outcome].id {
            Some(outcome) => format!("{}={outcome}", self.id).into(),
            None => self.id.as_str().into(),
        }
    }

    /// The effects of all its outcomes, in order.
    pub fn effects(&self) -> impl Iterator<Item = &Effect> {
        self.outcomes.iter().flat_map(|outcome| &outcome.effects)
    }
}

/// How an event changes a stance.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
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
