//! The document of `nemcon persuade`.

use nemcon_core::Interval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MedianDateDifference, Names};

/// What `nemcon persuade` found: what it changes if members come round, or oppose to the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PersuadeDocument {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The scenario's title.
    pub title: String,
    /// The names of candidates and members.
    pub names: Names,
    /// How many runs were simulated of the scenario and of each change.
    pub runs: u64,
    /// The seed of all random numbers.
    pub seed: u64,
    /// How many changes were compared with the scenario.
    pub variants: usize,
    /// The candidate's id.
    pub candidate: String,
    /// What a member comes to hold: `accept` or `support`.
    pub to: String,
    /// The day on which it does, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub at: String,
    /// The date of `by`, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub by_date: String,
    /// The candidate's success as it is.
    pub base: ProspectDocument,
    /// The members that are present at the date of knowledge, those first whose coming round changes most.
    pub members: Vec<MemberChangeDocument>,
    /// Two that come round together, those first that change most; empty unless asked for.
    pub pairs: Vec<PairChangeDocument>,
    /// What no member decides: the events of the scenario.
    pub events: Vec<EventChangeDocument>,
}

/// A candidate's success.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ProspectDocument {
    /// Its probability, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// The probability that it has come about by `by_date`, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub by: f64,
    /// The median of its date, as `YYYY-MM-DD`; null where no run showed it.
    #[schemars(extend("format" = "date"))]
    pub median: Option<String>,
}

/// What a member changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MemberChangeDocument {
    /// The member's id.
    pub member: String,
    /// With which probability it holds less than `to` at the date of knowledge, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub holds_less: f64,
    /// If it comes to hold `to`, where it holds less.
    pub comes_round: ChangeDocument,
    /// If it opposes from that day on, to the end.
    pub opposes: ChangeDocument,
}

/// What two members change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PairChangeDocument {
    /// Their ids.
    pub members: Vec<String>,
    /// If both come to hold `to`, where they hold less.
    pub come_round: ChangeDocument,
}

/// What an event changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EventChangeDocument {
    /// The event's id.
    pub event: String,
    /// If it happens for sure, once what it waits for has come; null where it does anyway.
    pub happens: Option<ChangeDocument>,
    /// If it never happens; null where it never does anyway.
    pub never: Option<ChangeDocument>,
}

/// How a candidate's success changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ChangeDocument {
    /// Its probability.
    pub probability: ProbabilityChange,
    /// The probability that it has come about by `by_date`.
    pub by: ProbabilityChange,
    /// The median of its date; null where it was not seen in both.
    pub median_date: Option<MedianDateDifference>,
}

/// How a probability changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ProbabilityChange {
    /// What it is then, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// That less what it is without the change, from −1 to 1.
    #[schemars(range(min = -1.0, max = 1.0))]
    pub difference: f64,
    /// The lower end of the 95% interval of the difference's simulation error.
    pub low: f64,
    /// The upper end of it.
    pub high: f64,
}

impl ProbabilityChange {
    pub(crate) fn new(probability: f64, difference: f64, interval: Interval) -> Self {
        Self { probability, difference, low: interval.low, high: interval.high }
    }
}
