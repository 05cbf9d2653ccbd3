//! The document of `nemcon calibrate`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ById, ForecastDocument, KnownEnding, MeanDocument, Scores};

/// What `nemcon calibrate` found: numbers of a coding table fitted to cases whose end is known, and how they score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CalibrateDocument {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// How many runs were simulated of each case at each point of the fit; ten times as many for the scores.
    pub runs: u64,
    /// The seed of all random numbers.
    pub seed: u64,
    /// With how many sets of numbers every case was simulated.
    pub points: usize,
    /// How many races the cases are of.
    pub races: usize,
    /// What was fitted.
    pub parameters: Vec<ParameterDocument>,
    /// The cases, in order of their files' names.
    pub cases: Vec<CalibratedCase>,
    /// The mean scores of the forecasts: `before`, `fitted`, `left out`, and the baselines of `backtest`.
    pub forecasts: Vec<ForecastDocument>,
    /// By how much the forecast `left out` is better than `before`.
    pub better_than_before: Gains,
    /// How far the numbers of a race lie from what all races share, in units of the deviations before, from 0 to 1.
    #[serde(default)]
    pub spread: f64,
}

/// A number of the coding table, before the fit and after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ParameterDocument {
    /// Its name.
    pub parameter: String,
    /// `days` for times; null for ratios and shares.
    pub unit: Option<String>,
    /// As it was written: the middle and the 90% range.
    pub before: ParameterRange,
    /// Fitted to all cases: the middle and the 90% interval of what is thought after them.
    pub fitted: ParameterRange,
    /// By race: fitted without it.
    pub without: Vec<ParameterRange>,
    /// How much of the variance before the races took away, from 0 to 1, on the scale on which the number is normal.
    #[serde(default)]
    pub told: f64,
    /// How what is thought after the races ties the number to each other one: their correlations, from −1 to 1.
    #[serde(default)]
    pub correlations: ById<f64>,
}

/// A value and the ends of its 90% range or interval, in the parameter's unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ParameterRange {
    /// The middle, on the scale on which the number is normal.
    pub middle: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A case under the three forecasts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CalibratedCase {
    /// How it ended.
    #[serde(flatten)]
    pub ending: KnownEnding,
    /// How well the surface fits the simulated log-odds of what happened: the standard deviation of what is left.
    pub surface_error: f64,
    /// The scores of the numbers as they were.
    pub before: Scores,
    /// Those of the numbers fitted to all cases.
    pub fitted: Scores,
    /// Those of the numbers fitted to the other races.
    pub left_out: Scores,
}

/// By how much a mean score is smaller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Gains {
    /// The logarithmic score.
    pub log_score: MeanDocument,
    /// That of what happened and about when.
    pub dated_log_score: MeanDocument,
}
