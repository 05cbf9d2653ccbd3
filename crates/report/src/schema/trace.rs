//! The document of `nemcon trace`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ById, Names};

/// What `nemcon trace` found: one run, step by step, and as a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TraceDocument {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The scenario's title.
    pub title: String,
    /// The names of candidates and members.
    pub names: Names,
    /// The number of the run.
    pub run: u64,
    /// The seed of all random numbers.
    pub seed: u64,
    /// Why this run, in words; null where it was asked for by its number.
    pub chosen: Option<String>,
    /// What it weighs: 1 is the average of all runs, and the weight of each where no evidence weighs them.
    pub weight: f64,
    /// The id of the outcome that it ends with, as in `run`.
    pub outcome: String,
    /// The date of its last round, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// By key, as `sweep --keys` lists them: the uncertain inputs as they are in this run; half-lives in days.
    pub inputs: ById<f64>,
    /// By candidate, by member: the stance at the date of knowledge, before anything happens.
    pub start: ById<ById<String>>,
    /// The objections that never fade by themselves in this run, whether they come to be held or not.
    pub lasting: Vec<LastingDocument>,
    /// What happened, in the order of the simulation.
    pub steps: Vec<StepDocument>,
    /// The same in sentences, without what concerns nobody who is a candidate.
    pub story: Vec<ParagraphDocument>,
}

/// An objection that does not fade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LastingDocument {
    /// The member's id.
    pub member: String,
    /// The candidate's id.
    pub candidate: String,
    /// `oppose` or `reserve`.
    pub stance: String,
}

/// Something that happened. What does not belong to its kind is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct StepDocument {
    /// The date of the round that it belongs to, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub round: String,
    /// Its own date: that of an event, or the day on which a stance moved.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// `event`, `event-fails` (it came to its turn and never comes about), `event-due` (its condition holds, it
    /// comes later), `stance`, `presence`, `status`, `deadline`, `rule`, `sounding` or `ballot`.
    pub what: String,
    /// The event's id; of a change, that of the event that causes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Which of its outcomes, where it has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_outcome: Option<String>,
    /// The member's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The candidate's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<String>,
    /// The stance or the status before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The stance or the status after; of `presence`, `present` or `absent`; the new deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Of a change: `time` (by itself), `event` or `procedure`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Of a sounding: whether the rule passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passes: Option<bool>,
    /// Of a sounding: how many are for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<u32>,
    /// Of a sounding: how many abstain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<u32>,
    /// Of a sounding: the ids of those against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Vec<String>>,
    /// Of a ballot: its number in the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Of a ballot: by candidate, the votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<ById<u32>>,
    /// Of a ballot: who wins it, if anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winner: Option<String>,
}

/// A paragraph of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ParagraphDocument {
    /// Its date, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// Its sentences.
    pub text: String,
}
