//! The document of `nemcon compare`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::OutcomeDocument;

/// What `nemcon compare` found: what each variant changes, on paired runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CompareDocument {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// How many runs were simulated of each.
    pub runs: u64,
    /// The seed of all random numbers.
    pub seed: u64,
    /// The base.
    pub base: BaseDocument,
    /// The variants, in the order they were given.
    pub variants: Vec<VariantDocument>,
}

/// What others are compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct BaseDocument {
    /// The base's title.
    pub title: String,
    /// Its outcomes, as `run` has them.
    pub outcomes: Vec<OutcomeDocument>,
}

/// What is compared with the base.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct VariantDocument {
    /// The variant's title.
    pub title: String,
    /// Its file, as it was named.
    pub file: String,
    /// The outcomes of the base, of it and of all other variants.
    pub outcomes: Vec<DifferenceDocument>,
    /// What to be wary of in it, a sentence each.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// One outcome in a variant, and how far that is from the base.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DifferenceDocument {
    /// The outcome's id.
    pub outcome: String,
    /// The name of the candidate whose success it is; null for `other`, `vacant` and `rejected`.
    pub name: Option<String>,
    /// Its probability in the variant, from 0 to 1; 0 where the variant does not have the candidate.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub probability: f64,
    /// The variant's probability less the base's, from −1 to 1.
    #[schemars(range(min = -1.0, max = 1.0))]
    pub difference: f64,
    /// The lower end of the 95% interval of the difference's simulation error.
    pub low: f64,
    /// The upper end of it.
    pub high: f64,
    /// The variance that as many independent runs of the two would have, divided by this one's: how many times as
    /// many they would take. Null where no run ended differently in the outcome.
    pub variance_ratio: Option<f64>,
    /// What happens to the median date; null where the outcome has no date, or was not seen in both.
    pub median_date: Option<MedianDateDifference>,
}

/// The median dates of an outcome, given that it comes about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MedianDateDifference {
    /// That of the base, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub base: String,
    /// That of the variant, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    pub variant: String,
    /// The difference of the medians, in days; above 0: later in the variant.
    pub days: f64,
    /// The lower end of the 95% interval of its simulation error, in days.
    pub low: f64,
    /// The upper end of it, in days.
    pub high: f64,
    /// Whether the difference is that of medians interpolated between rounds. If not, rounds are held on other days
    /// than in the base, and it is that of `base` and `variant`.
    #[serde(default = "yes")]
    pub interpolated: bool,
}

/// Documents without the key are of interpolated medians.
fn yes() -> bool {
    true
}
