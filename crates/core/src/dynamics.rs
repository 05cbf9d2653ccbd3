//! How stances move: half-lives, hazard ratios, frailty, paces and influences.

use crate::{CandidateSet, MemberId, MemberSet};

/// A number that is known, or a range it is drawn from once per run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// Known.
    Fixed(f64),
    /// Lognormal, with these 5th and 95th percentiles; `0 < low < high`.
    Range {
        /// The 5th percentile.
        low: f64,
        /// The 95th percentile.
        high: f64,
    },
}

impl Quantity {
    /// The smaller of its ends.
    pub const fn low(self) -> f64 {
        match self {
            Self::Fixed(value) | Self::Range { low: value, .. } => value,
        }
    }

    /// The larger of its ends.
    pub const fn high(self) -> f64 {
        match self {
            Self::Fixed(value) | Self::Range { high: value, .. } => value,
        }
    }
}

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

impl Edge {
    /// All edges.
    pub const ALL: [Self; 4] = [Self::Oppose, Self::Reserve, Self::Accept, Self::Defect];

    /// The three upward edges.
    pub const UPWARD: [Self; 3] = [Self::Oppose, Self::Reserve, Self::Accept];

    /// The word used in scenario files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Oppose => "oppose",
            Self::Reserve => "reserve",
            Self::Accept => "accept",
            Self::Defect => "defect",
        }
    }
}

/// A hazard ratio on a share, with its reference point: `ratio^(share − at)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharePull {
    /// The hazard ratio of the whole body against nobody; positive.
    pub ratio: Quantity,
    /// The share at which the factor is 1, from 0 to 1.
    pub at: f64,
}

impl Default for SharePull {
    fn default() -> Self {
        Self { ratio: Quantity::Fixed(1.0), at: 0.5 }
    }
}

/// A hazard ratio that sets in as the deadline nears: `ratio^D`, `D = 2^(−(T − t)/half_life)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeadlinePull {
    /// The hazard ratio at the deadline; positive.
    pub ratio: Quantity,
    /// In days: how long before the deadline its pull is half as strong.
    pub half_life: Quantity,
}

/// The law of motion of all stances (model, section 4, step b).
#[derive(Debug, Clone, PartialEq, Default)]
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
    pub deadline: Option<DeadlinePull>,
    /// The variance of the members' frailties, from 0 to 10; their mean is 1.
    pub frailty: f64,
}

/// A factor on rates, for some members and candidates.
#[derive(Debug, Clone, PartialEq)]
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
