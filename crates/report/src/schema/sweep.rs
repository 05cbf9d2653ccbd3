//! The document of `nemcon sweep`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `nemcon sweep` found: the outcomes as one or two numbers of the scenario vary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SweepDocument {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The scenario's title.
    pub title: String,
    /// How many runs were simulated at each point.
    pub runs: u64,
    /// The seed of all random numbers, which all points share.
    pub seed: u64,
    /// What varies: one key or two.
    pub keys: Vec<SweptKeyDocument>,
    /// The points, the last key varying fastest.
    pub points: Vec<PointDocument>,
}

/// A key that varies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SweptKeyDocument {
    /// Its path in the merged scenario.
    pub key: String,
    /// What the scenario says.
    pub written: String,
    /// Whether the other probabilities beside it were rescaled, so that they still sum to 1.
    pub rescales: bool,
    /// Its values, in order, as a file would have them.
    pub values: Vec<String>,
}

/// What was found at a point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PointDocument {
    /// By key, in order: its value.
    pub values: Vec<String>,
    /// The outcomes.
    pub outcomes: Vec<PointOutcome>,
}

/// An outcome at a point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PointOutcome {
    /// The outcome's id.
    pub outcome: String,
    /// The name of the candidate whose success it is; null for `other`, `vacant` and `rejected`.
    pub name: Option<String>,
    /// Its probability, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// The lower end of the 95% interval of the simulation error.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub low: f64,
    /// The upper end of it.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub high: f64,
    /// The median of its date, as `YYYY-MM-DD`; null for an outcome without a date, or that no run showed.
    #[schemars(extend("format" = "date"))]
    pub median: Option<String>,
}
