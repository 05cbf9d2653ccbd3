//! The document of `nemcon backtest`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ById, MeanDocument};

/// What `nemcon backtest` found: how simulations score against cases whose end is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct BacktestDocument {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// How many runs were simulated of each case.
    pub runs: u64,
    /// The seed of all random numbers.
    pub seed: u64,
    /// The cases, in order of their files' names.
    pub cases: Vec<CaseDocument>,
    /// How many races the cases are of.
    pub races: usize,
    /// The mean scores of the forecasts: `simulation`, `leader wins`, `equal odds`, `past share`, `regression`.
    pub forecasts: Vec<ForecastDocument>,
    /// How often what was given some probability came about.
    pub reliability: Vec<ReliabilityBin>,
    /// The same scores by class of case.
    #[serde(default)]
    pub classes: Vec<ClassDocument>,
    /// Of the posts: how often each end was to be expected, and came about.
    #[serde(default)]
    pub posts: Vec<EndDocument>,
    /// How well the days of decision were foreseen.
    #[serde(default)]
    pub dates: DatesDocument,
}

/// The cases of one class and their scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ClassDocument {
    /// `post` or `motion`, `by consensus`, `by veto`, `by votes` or `by ballots`.
    pub class: String,
    /// How many cases it has.
    pub cases: usize,
    /// How many races they are of.
    pub races: usize,
    /// The mean scores of the forecasts.
    pub forecasts: Vec<ForecastDocument>,
}

/// An end of a post, whoever the candidates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EndDocument {
    /// `the leader`, `another who is named`, `somebody else` or `nobody`.
    pub end: String,
    /// In how many cases it is possible.
    pub possible: usize,
    /// The sum of the probabilities given to it: in how many cases it was to be expected.
    pub expected: f64,
    /// In how many cases it came about.
    pub happened: usize,
}

/// How well the days of decision were foreseen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DatesDocument {
    /// In how many cases the real day can be compared with those foreseen for the same outcome.
    pub dated: usize,
    /// In how many of them it lies between their 5th and 95th percentile.
    pub within: usize,
    /// The mean of `timing`; null where no case has it.
    pub timing: Option<MeanDocument>,
}

/// An outcome of a case and what was given to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct GivenDocument {
    /// The outcome.
    pub outcome: String,
    /// What it is: `the leader`, `another who is named`, `somebody else` or `nobody`.
    pub end: String,
    /// The probability given to it, from 0 to 1, one run being added to each outcome.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// Whether it came about.
    pub happened: bool,
}

/// A case and its scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CaseDocument {
    /// How it ended.
    #[serde(flatten)]
    pub ending: KnownEnding,
    /// What the simulation scores.
    #[serde(flatten)]
    pub scores: Scores,
    /// Its class: see `classes`.
    #[serde(default)]
    pub class: String,
    /// What was given to each outcome.
    #[serde(default)]
    pub outcomes: Vec<GivenDocument>,
    /// The logarithmic scores of the baselines, by their names.
    #[serde(default)]
    pub baselines: ById<f64>,
}

/// How a case ended, and whom the baseline `leader wins` expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct KnownEnding {
    /// The case: its file's name, without the extension.
    pub case: String,
    /// The number of its race, from 0 on in order of first appearance; cuts of one race share it.
    pub race: usize,
    /// The outcome that came about.
    pub result: String,
    /// The name of the candidate whose success that was, or of who else it was, if the file says so; null where it
    /// was nobody's.
    pub result_name: Option<String>,
    /// The day on which it came about, as `YYYY-MM-DD`; null where that is not known.
    #[schemars(extend("format" = "date"))]
    pub on: Option<String>,
    /// The outcome that the leader's success would have been.
    pub leader: String,
    /// The leader's name; null where nobody leads.
    pub leader_name: Option<String>,
}

/// The scores of a forecast of one case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Scores {
    /// The probability given to what happened, from 0 to 1, one run being added to each outcome.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// The logarithmic score, −ln of that: 0 is perfect.
    pub log_score: f64,
    /// The logarithmic score of what happened and about when: within the same doubling of a week after the date of
    /// knowledge, 1, 2, 4, 8 weeks and so on.
    pub dated_log_score: f64,
    /// The Brier score over all outcomes: 0 is perfect, 2 the worst.
    #[schemars(range(min = 0.0, max = 2.0))]
    pub brier: f64,
    /// How far the predicted dates lie from the real one, in days (the continuous ranked probability score), given
    /// the outcome; null where it has no date, or no run ended so.
    pub date_error_days: Option<f64>,
    /// Where the real date lies among the predicted ones, from 0 to 1: near 0 it came sooner than foreseen; null where
    /// `date_error_days` is.
    pub date_position: Option<f64>,
    /// Whether the real date lies between the 5th and the 95th percentile of the predicted ones; null where
    /// `date_error_days` is.
    #[serde(default)]
    pub date_within: Option<bool>,
    /// The integrated Brier score of the day of decision, whatever is decided, from the date of knowledge to the last
    /// possible round: 0 is perfect, 1 the worst; null where the day is not known.
    #[serde(default)]
    pub timing: Option<f64>,
}

/// The mean scores of a forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ForecastDocument {
    /// The forecast.
    pub forecast: String,
    /// Its mean logarithmic score.
    pub log_score: MeanDocument,
    /// Its mean Brier score.
    pub brier: MeanDocument,
    /// By how much its mean logarithmic score is larger than the simulation's, of `calibrate` that of the forecast
    /// `left out`; null for the simulation itself.
    pub simulation_better_by: Option<MeanDocument>,
}

/// Forecasts of about the same probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ReliabilityBin {
    /// The least probability of the bin.
    pub from: f64,
    /// The probability below which it ends; the last bin holds 1 too.
    pub to: f64,
    /// How many forecasts of outcomes are in it.
    pub forecasts: usize,
    /// Their mean probability.
    pub mean_probability: f64,
    /// How many of these outcomes came about.
    pub happened: usize,
    /// The lower end of Wilson's 95% interval of the share that comes about.
    #[serde(default)]
    pub low: f64,
    /// The upper end of it.
    #[serde(default)]
    pub high: f64,
}
