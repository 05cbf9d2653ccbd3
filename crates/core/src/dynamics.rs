//! How stances move: half-lives, hazard ratios, frailty, paces and influences.

use crate::word::words;
use crate::{CandidateSet, MemberId, MemberSet, Probability, Quantity};

/// An edge of the chain that a stance moves along.
///
/// The three upward ones are named after the stance that is *left*: `Oppose` is the step from
/// oppose to reserve, as `half_life = { oppose = … }` is how long an objection lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Edge {
    /// Soften: oppose → reserve.
    Oppose = 0,
    /// Come round: reserve → accept.
    Reserve = 1,
    /// Rally: accept → support.
    Accept = 2,
    /// Defect: support or accept → reserve.
    Defect = 3,
}

words! { Edge, "edge":
    Oppose = "oppose",
    Reserve = "reserve",
    Accept = "accept",
    Defect = "defect",
}

impl Edge {
    /// The three upward edges.
    pub const UPWARD: [Self; 3] = [Self::Oppose, Self::Reserve, Self::Accept];
}

/// A set of edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct EdgeSet(u8);

impl EdgeSet {
    /// The three upward edges.
    pub const UPWARD: Self = Self(0b0111);

    /// Whether `edge` is in the set.
    pub const fn contains(self, edge: Edge) -> bool {
        self.0 >> (edge as u8) & 1 == 1
    }

    /// Whether no edge is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The edges of the set, in the order of [`Edge::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Edge> {
        Edge::ALL.into_iter().filter(move |&edge| self.contains(edge))
    }
}

impl FromIterator<Edge> for EdgeSet {
    fn from_iter<I: IntoIterator<Item = Edge>>(edges: I) -> Self {
        Self(edges.into_iter().fold(0, |set, edge| set | 1 << (edge as u8)))
    }
}

/// A hazard ratio on a share, with its reference point: `ratio^(share − at)`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SharePull {
    /// The hazard ratio of the whole body against nobody; positive.
    pub ratio: Quantity,
    /// The share at which the factor is 1, from 0 to 1.
    pub at: f64,
    /// The upward edges it acts on.
    pub edges: EdgeSet,
}

impl Default for SharePull {
    fn default() -> Self {
        Self { ratio: Quantity::Fixed(1.0), at: 0.5, edges: EdgeSet::UPWARD }
    }
}

/// A hazard ratio that sets in as a date nears, the deadline or the next meeting: `ratio^D`,
/// `D = 2^(−(date − t)/half_life)`, as a mean over the days of a round.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct DatePull {
    /// The hazard ratio on the date; positive.
    pub ratio: Quantity,
    /// In days: how long before the date its pull is half as strong.
    pub half_life: Quantity,
    /// The upward edges it acts on.
    pub edges: EdgeSet,
}

/// With which probability an objection never fades by itself (model, section 3).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Lasting {
    /// That a member's `oppose` on a candidate is lasting.
    pub oppose: Probability,
    /// That its `reserve` is.
    pub reserve: Probability,
}

impl Lasting {
    /// The probability for the stance that an edge leaves, where that can be lasting.
    pub const fn on(&self, edge: Edge) -> Option<Probability> {
        match edge {
            Edge::Oppose => Some(self.oppose),
            Edge::Reserve => Some(self.reserve),
            Edge::Accept | Edge::Defect => None,
        }
    }
}

impl Default for Lasting {
    fn default() -> Self {
        Self { oppose: Probability::ZERO, reserve: Probability::ZERO }
    }
}

/// The law of motion of all stances (model, section 4, step b).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Dynamics {
    /// Half-life in days of each edge, by [`Edge`]; `None`: it never fires.
    pub half_lives: [Option<Quantity>; 4],
    /// The pull of the share that supports the candidate.
    pub bandwagon: SharePull,
    /// The weight by which that share is measured, by index in the body; `None`: 1 each.
    pub bandwagon_weight: Option<usize>,
    /// The pull of the share that does not block the candidate.
    pub isolation: SharePull,
    /// The pull of the deadline.
    pub deadline: Option<DatePull>,
    /// The pull of the next meeting; only where the question has meetings.
    pub meeting: Option<DatePull>,
    /// Which objections never fade.
    pub lasting: Lasting,
    /// A factor on the upward rates of a member's stances on other candidates while it supports one
    /// that is presented; it may be exactly 0.
    pub loyalty: Quantity,
    /// The variance of the members' frailties, from 0 to 10; their mean is 1.
    pub frailty: f64,
}

impl Default for Dynamics {
    fn default() -> Self {
        Self {
            half_lives: [None; 4],
            bandwagon: SharePull::default(),
            bandwagon_weight: None,
            isolation: SharePull::default(),
            deadline: None,
            meeting: None,
            lasting: Lasting::default(),
            loyalty: Quantity::Fixed(1.0),
            frailty: 0.0,
        }
    }
}

/// A factor on rates, for some members and candidates.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Pace {
    /// Whose stances.
    pub members: MemberSet,
    /// On which candidates.
    pub candidates: CandidateSet,
    /// On which edge; `None`: the three upward ones.
    pub edge: Option<Edge>,
    /// The factor, 0 or more; factors multiply.
    pub factor: Quantity,
}

/// While a member is present and supports a candidate, others move towards it faster (or slower).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Influence {
    /// The member that influences.
    pub of: MemberId,
    /// Those it influences; itself never.
    pub on: MemberSet,
    /// On which candidates.
    pub candidates: CandidateSet,
    /// The factor, positive; factors multiply.
    pub factor: Quantity,
}
