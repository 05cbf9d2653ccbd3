//! Correlated starting stances, and reports about how many members hold which.

use crate::{CandidateId, CandidateSet, MemberSet, StanceSet};

/// Members of a group lean the same way: a one-factor Gaussian copula per candidate
/// (model, section 3).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Bloc {
    /// The group's name; `*` is everybody.
    pub group: String,
    /// Who is in it.
    pub members: MemberSet,
    /// The correlation of any two members of the group, in [0, 1).
    pub rho: f64,
    /// On which candidates.
    pub candidates: CandidateSet,
}

/// Rivals divide a body: who is for a candidate of one side tends to be against those of the other.
/// Each member has one factor, that raises its opinion of the first side and lowers that of the
/// second (model, section 3).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Cleavage {
    /// Its id, that addresses its random numbers.
    pub id: String,
    /// The correlation of one member's opinions of two candidates of a side, in [0, 1); of two of
    /// opposite sides it is the negative.
    pub rho: f64,
    /// The two sides: disjoint, neither empty.
    pub sides: [CandidateSet; 2],
    /// Whom it divides.
    pub members: MemberSet,
}

impl Cleavage {
    /// The sign with which the factor enters opinions of a candidate: +1 on the first side, −1 on the
    /// second; `None` on neither.
    pub fn sign(&self, candidate: CandidateId) -> Option<f64> {
        let side = self.sides.iter().position(|side| side.contains(candidate));
        side.map(|side| if side == 0 { 1.0 } else { -1.0 })
    }
}

/// What has been reported about one candidate: at most one entry a candidate.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Evidence {
    /// The candidate.
    pub candidate: CandidateId,
    /// Its reports, on disjoint sets of stances; their likelihoods multiply.
    pub reports: Vec<Report>,
}

/// How many of the members present at the as-of date hold one of some stances.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Report {
    /// The stances that are counted together.
    pub stances: StanceSet,
    /// What is said of their number.
    pub count: Count,
}

/// What a report says of a count.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Count {
    /// About `mean`: likelihood `exp(−(N − mean)² / 2 sd²)`.
    About {
        /// The reported number.
        mean: f64,
        /// The standard deviation of the report; positive.
        sd: f64,
    },
    /// Between two numbers, both included: likelihood 1 inside, 0 outside.
    Between {
        /// The smallest number.
        at_least: u32,
        /// The largest number.
        at_most: u32,
    },
}

impl Count {
    /// Exactly `number`.
    pub const fn exactly(number: u32) -> Self {
        Self::Between { at_least: number, at_most: number }
    }

    /// The natural logarithm of the likelihood of `number`; minus infinity where it is excluded.
    pub fn ln_likelihood(self, number: u32) -> f64 {
        match self {
            Self::About { mean, sd } => {
                let deviations = (f64::from(number) - mean) / sd;
                -deviations * deviations / 2.0
            }
            Self::Between { at_least, at_most } if (at_least..=at_most).contains(&number) => 0.0,
            Self::Between { .. } => f64::NEG_INFINITY,
        }
    }
}
