//! The document of `nemcon run`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ById, Names, OutcomeDocument};

/// What `nemcon run` found: probabilities and dates of all outcomes, and who stands in the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RunDocument {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The scenario's title.
    pub title: String,
    /// What is asked.
    pub question: QuestionDocument,
    /// The names of candidates and members.
    pub names: Names,
    /// How many runs were simulated.
    pub runs: u64,
    /// How many independent runs of equal weight would say as much: `runs` where all weigh the same, fewer where
    /// evidence gives them weights.
    pub effective_sample_size: f64,
    /// The seed of all random numbers.
    pub seed: u64,
    /// All outcomes: candidates in file order, then `extended`, `other` where that can be, `vacant`; for a motion `adopted`, `rejected`.
    pub outcomes: Vec<OutcomeDocument>,
    /// All dates on which some run can have a round, as `YYYY-MM-DD`.
    pub dates: Vec<String>,
    /// By date: the share of runs still going before its round, from 0 to 1.
    pub still_open: Vec<f64>,
    /// By outcome, by date: the probability that it has come about by then, from 0 to 1. On every date those of all
    /// outcomes and the share of runs still going after its round add up to 1.
    pub cumulative_incidence: ById<Vec<f64>>,
    /// What is known by the dates asked for, or by the meetings, or by quarters of the time to the deadline.
    #[serde(default)]
    pub by: Vec<ByDateDocument>,
    /// By candidate, by member, by date: the probability that the member is against the candidate in the date's
    /// round, given that there is one, from 0 to 1; null where no run has a round.
    pub blocking: ById<ById<Vec<Option<f64>>>>,
    /// The same for being pivotal: alone able to turn the round's sounding by changing sides.
    pub pivotal: ById<ById<Vec<Option<f64>>>>,
    /// By candidate, by member: the probability that it was among the last to agree, given that the candidate
    /// succeeds, from 0 to 1; null for a candidate that succeeded in no run.
    pub last_holdouts: ById<Option<ById<f64>>>,
    /// By member: the probability that it is in the way of the candidate with most supporters at the end, given
    /// that the post stays vacant or the motion is rejected, from 0 to 1; null if that happened in no run.
    pub blocking_when_vacant: Option<ById<f64>>,
    /// By candidate, by member: the probabilities of the four stances at the date of knowledge, given all evidence.
    pub start: ById<ById<StanceProbabilities>>,
    /// Reports on counts, and what they change.
    pub evidence: Vec<EvidenceDocument>,
    /// By event, in file order: how often it happened, and what came of it.
    #[serde(default)]
    pub events: ById<EventDocument>,
    /// By candidate, in file order: how often it had left the race by the end, and what came of it.
    #[serde(default)]
    pub departures: ById<DepartureDocument>,
    /// With `--over-inputs`: how the probabilities of the outcomes spread over what is unsure of the inputs, simulation
    /// error apart; absent where no input is a range, or fewer than 16,384 runs are simulated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_inputs: Option<OverInputsDocument>,
    /// What `--precision` asked for and what came of it; absent without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<PrecisionDocument>,
    /// What to be wary of, a sentence each.
    pub warnings: Vec<String>,
}

/// How probabilities spread over what is unsure of the inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OverInputsDocument {
    /// How many times all inputs were drawn, in runs beside those of the forecast.
    pub draws: u64,
    /// How many runs each draw took.
    pub runs_each: u64,
    /// By outcome: how its probability spreads.
    pub outcomes: ById<RangeDocument>,
}

/// How a probability spreads over what is unsure of the inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RangeDocument {
    /// The 5th percentile of P(outcome | inputs), from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub low: f64,
    /// The 95th percentile.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub high: f64,
    /// Its standard deviation.
    pub deviation: f64,
}

/// How well probabilities were to be known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PrecisionDocument {
    /// What was asked for: how far the 95% interval of every outcome may reach from its probability.
    pub asked: f64,
    /// How far the widest reaches; intervals are widened for looking at them more than once.
    pub half_width: f64,
    /// Whether that is no further.
    pub reached: bool,
    /// After how many runs it was looked.
    pub looks: Vec<u64>,
}

/// What has come about by the end of a day, rounds on that day included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ByDateDocument {
    /// The day, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// By outcome: the probability that it has come about, from 0 to 1.
    pub outcomes: ById<f64>,
    /// The probability that it is still open, from 0 to 1; with those of all outcomes it makes 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub still_open: f64,
    /// By outcome: the probability that it ends so, given that it is still open then, from 0 to 1; null where it
    /// never is.
    pub given_open: Option<ById<f64>>,
}

/// What a scenario asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionDocument {
    /// `appointment` or `motion`.
    pub kind: String,
    /// The post to be filled, or what the motion is about.
    pub post: String,
    /// The date of knowledge, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub as_of: String,
    /// The last day on which it can be decided unless an event moves it, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub deadline: String,
}

/// The probabilities of the four stances, from 0 to 1, which add up to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct StanceProbabilities {
    /// It wants the candidate.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub support: f64,
    /// It can live with the candidate.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub accept: f64,
    /// It holds back.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub reserve: f64,
    /// It objects.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub oppose: f64,
}

/// An event: how often it happened, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EventDocument {
    /// The event, whatever its outcome.
    #[serde(flatten)]
    pub event: HappeningDocument,
    /// By outcome of the event: the same of this outcome; absent where the event has only effects.
    #[serde(default, skip_serializing_if = "ById::is_empty")]
    pub outcomes: ById<HappeningDocument>,
}

/// How often something happened, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct HappeningDocument {
    /// The probability that it happens in a run, from 0 to 1; an event dated after the end of a run does not.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// By outcome of the question: its probability given that it happens, from 0 to 1; null where it never did.
    pub given: Option<ById<f64>>,
    /// The same given that it does not happen; null where it always did. The difference is no effect: what makes an
    /// event happen may make an outcome likely too.
    pub otherwise: Option<ById<f64>>,
}

/// A candidate that left the race: how often, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DepartureDocument {
    /// The probability that it had left by the end: had withdrawn, or declined the post, from 0 to 1.
    #[serde(flatten)]
    pub left: HappeningDocument,
    /// The probability that it had declined the post, from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub declined: f64,
}

/// The reports on one candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EvidenceDocument {
    /// The candidate's id.
    pub candidate: String,
    /// The candidate's name.
    pub name: String,
    /// The reports on it.
    pub reports: Vec<ReportDocument>,
}

/// A report on how many hold some stances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ReportDocument {
    /// The stances that were counted: `support`, `accept`, `reserve`, `oppose`.
    pub stances: Vec<String>,
    /// How many members present at the date of knowledge are expected to hold one of them, by the priors alone.
    pub expected_before: f64,
    /// The same given all evidence.
    pub expected_after: f64,
}
