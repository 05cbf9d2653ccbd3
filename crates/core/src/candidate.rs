//! Candidates and how they come and go.

use jiff::civil::Date;

use crate::word::words;
use crate::{Probability, Quantity};

/// Where a candidate stands in the race.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Status {
    /// Its name is in the air.
    Mentioned = 0,
    /// It would like the post.
    Interested = 1,
    /// It is a candidate; only these are sounded.
    Presented = 2,
    /// It has left the race.
    Withdrawn = 3,
    /// It was offered the post and refused it.
    Declined = 4,
    /// It has the post.
    Appointed = 5,
}

words! { Status, "status":
    Mentioned = "mentioned",
    Interested = "interested",
    Presented = "presented",
    Withdrawn = "withdrawn",
    Declined = "declined",
    Appointed = "appointed",
}

/// One candidate, or the motion.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Candidate {
    /// Its id, unique among candidates.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// Its status at the as-of date: mentioned, interested or presented.
    pub status: Status,
    /// Whether it holds the post now: its success is the outcome `extended`.
    pub incumbent: bool,
    /// The first day on which it can be appointed.
    pub from: Option<Date>,
    /// The last day on which it can be appointed.
    pub until: Option<Date>,
    /// The probability that it accepts an offer; whether it does is drawn once per run.
    pub accepts: Probability,
    /// How it comes to be presented, if it may by itself.
    pub enters: Option<Entry>,
    /// How it comes to withdraw, if it may by itself.
    pub withdraws: Option<Withdrawal>,
    /// The first day on which the incumbent is sounded; `None`: only in the last round.
    pub considered_from: Option<Date>,
}

impl Candidate {
    /// A presented candidate that accepts for sure and has no name but its id.
    pub fn new(id: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            name: id.clone(),
            id,
            status: Status::Presented,
            incumbent: false,
            from: None,
            until: None,
            accepts: Probability::ONE,
            enters: None,
            withdraws: None,
            considered_from: None,
        }
    }
}

/// The rate at which a mentioned or interested candidate is presented.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Entry {
    /// Half-life in days.
    pub half_life: Quantity,
    /// The rounds on or after this date count; `None`: all.
    pub from: Option<Date>,
}

/// The rate at which a presented candidate withdraws: `ln2/H · ratio^(L − S)`, where `S` is its
/// share of support and `L` the largest share among presented candidates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Withdrawal {
    /// Half-life in days at the head of the race.
    pub half_life: Quantity,
    /// Hazard ratio of being a whole body behind.
    pub ratio: Quantity,
}
