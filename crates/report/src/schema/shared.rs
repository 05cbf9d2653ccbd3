//! What several documents have in common.

use nemcon_core::Model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ById;

/// The names that people use, by the ids that documents use.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Names {
    /// By candidate, in file order: its name; that of a motion is its text. Empty where only a rule is looked at.
    pub candidates: ById<String>,
    /// By member, in the order of the body: its name, or its id where the file gives no other.
    pub members: ById<String>,
}

impl Names {
    /// Those of a model.
    pub(crate) fn of(model: &Model) -> Self {
        Self {
            candidates: model.candidates().iter().map(|candidate| (candidate.id.as_str(), candidate.name.clone())).collect(),
            members: model.body().members.iter().map(|member| (member.id.as_str(), member.name.clone())).collect(),
        }
    }
}

/// One outcome of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OutcomeDocument {
    /// The outcome's id: that of the candidate who is appointed, or `extended`,
    /// `other` (a candidate that the scenario does not name), `vacant`, `adopted`, `rejected`.
    pub outcome: String,
    /// The name of the candidate whose success it is; null for `other`, `vacant` and `rejected`.
    pub name: Option<String>,
    /// `appointed`, `extended`, `other`, `adopted`, `vacant` or `rejected`.
    pub kind: String,
    /// The id of the candidate whose success it is, for `extended` and `adopted`; absent where the outcome is
    /// called by it, or nobody's success.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<String>,
    /// Its probability, from 0 to 1; those of all outcomes add up to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// The lower end of the 95% interval of the simulation error (Wilson), from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub low: f64,
    /// The upper end of it.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub high: f64,
    /// When it comes about, given that it does; null for an outcome without a date, or that no run showed.
    pub date: Option<DateQuantilesDocument>,
}

/// Quantiles of a date, each one of the `dates` of rounds, as `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DateQuantilesDocument {
    /// With probability 5% it is no later than this.
    #[schemars(extend("format" = "date"))]
    pub q05: String,
    /// The same with 25%.
    #[schemars(extend("format" = "date"))]
    pub q25: String,
    /// The median: it is as likely to be earlier as to be later.
    #[schemars(extend("format" = "date"))]
    pub median: String,
    /// The same with 75%.
    #[schemars(extend("format" = "date"))]
    pub q75: String,
    /// The same with 95%.
    #[schemars(extend("format" = "date"))]
    pub q95: String,
}

/// A mean over cases and its 95% interval, by bootstrap over races.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MeanDocument {
    /// The mean.
    pub mean: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end; the same as the lower one where all cases are of one race.
    pub high: f64,
}
