//! The document of `nemcon sensitivity`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ProbabilityChange;

/// What `nemcon sensitivity` found: which inputs move an outcome, and how much of what is unsure comes from which.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SensitivityDocument {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The scenario's title.
    pub title: String,
    /// The id of the outcome.
    pub outcome: String,
    /// The name of the candidate whose success it is; null for `other`, `vacant` and `rejected`.
    pub name: Option<String>,
    /// Its probability as it is, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// How many runs were simulated at each end of each input.
    pub runs: u64,
    /// The seed of all random numbers.
    pub seed: u64,
    /// The standard deviation of its probability over all uncertain inputs.
    pub deviation: f64,
    /// How many rows the design of the indices has; each takes an answer for A, for B and for each input.
    pub rows: u64,
    /// How many runs an answer takes.
    pub runs_each: u64,
    /// The inputs, those first that move it most.
    pub inputs: Vec<InputDocument>,
    /// Where there are many uncertain inputs: the indices of those of a block of the file together, in place of those
    /// of each.
    pub groups: Vec<GroupDocument>,
}

/// What uncertain inputs do together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct GroupDocument {
    /// The first part of their keys.
    pub block: String,
    /// The share of the variance that would go if all of them were known.
    pub first_order: IndexDocument,
    /// The share that would be left if all others were known.
    pub total: IndexDocument,
}

/// What an input does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct InputDocument {
    /// Its key, as `sweep --keys` lists it.
    pub input: String,
    /// `unsure`: the file gives a range; `judged`: the file gives a number.
    pub kind: String,
    /// What it is at the low end: the 5th percentile of a range; of a number half of it, or half its odds.
    pub low: String,
    /// What it is at the high end: the 95th percentile; twice the number, or twice its odds.
    pub high: String,
    /// The probability of the outcome at the low end, and how far that is from what it is.
    pub at_low: ProbabilityChange,
    /// The same at the high end.
    pub at_high: ProbabilityChange,
    /// The share of the variance that would go if it were known (Sobol's first-order index); null for a judged
    /// number, which does not vary, and where the outcome does not.
    pub first_order: Option<IndexDocument>,
    /// The share that would be left if all others were known (the total index); null likewise.
    pub total: Option<IndexDocument>,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct IndexDocument {
    /// Its estimate; near 0 it may fall below by chance.
    pub value: f64,
    /// The lower end of its 95% interval.
    pub low: f64,
    /// The upper end of it.
    pub high: f64,
}
