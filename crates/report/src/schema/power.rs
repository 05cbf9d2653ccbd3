//! The document of `nemcon power`.
//!
//! It has three forms, told apart by `game` and `method`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ById, Names};

/// What `nemcon power` found about a rule. Counts are texts of digits, since they can exceed what a number of JSON
/// holds; what was not asked for, is not feasible or is not defined is null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum PowerDocument {
    /// Exact, everybody being for or against.
    Binary(Box<BinaryPower>),
    /// Exact, with members who may abstain.
    Ternary(TernaryPower),
    /// Estimated from random coalitions and orders.
    Estimated(EstimatedPower),
}

/// The form of `nemcon power FILE`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct BinaryPower {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The body's name.
    pub body: String,
    /// The rule in words.
    pub rule: String,
    /// How many members are present.
    pub members: usize,
    /// The names of the present members, and of a scenario's candidates.
    pub names: Names,
    /// `binary`: everybody is for or against.
    pub game: Binary,
    /// How coalitions were counted: `decision diagram` or `weights table`.
    pub method: ExactMethod,
    /// How many coalitions win.
    pub winning_coalitions: String,
    /// How many coalitions win, by size from 0 to all members.
    pub winning_by_size: Option<Vec<String>>,
    /// How many coalitions win and lose without any one of their members.
    pub minimal_winning_coalitions: Option<String>,
    /// How many members the smallest winning coalition has.
    pub smallest_winning: Option<usize>,
    /// How many members the largest minimal winning coalition has.
    pub largest_minimal_winning: Option<usize>,
    /// How many coalitions block and do not without any one of their members.
    pub minimal_blocking_coalitions: Option<String>,
    /// How many members the smallest blocking coalition has.
    pub smallest_blocking: Option<usize>,
    /// Coleman's power of the body to act: the share of coalitions that win, from 0 to 1.
    pub power_to_act: ExactNumber,
    /// The members without whom nobody wins.
    pub veto_players: Vec<String>,
    /// The members who are never decisive.
    pub dummies: Vec<String>,
    /// The member who decides alone.
    pub dictator: Option<String>,
    /// Whether no two disjoint coalitions win.
    pub proper: Option<bool>,
    /// Whether of a coalition and all others one always wins.
    pub strong: Option<bool>,
    /// Weights and a quota that decide as the rule does; false if there are none, null if that is not known.
    pub weighted: Option<WeightedDocument>,
    /// The Nakamura number: a number from 2 on, or `infinite`.
    pub nakamura: Option<NakamuraDocument>,
    /// Who is at least as powerful as whom.
    pub desirability: Option<DesirabilityDocument>,
    /// With `--coalitions`: the minimal coalitions.
    pub coalitions: Option<CoalitionLists>,
    /// With `--unions`: by group, the members who act as one; the others act alone.
    pub unions: Option<ById<Vec<String>>>,
    /// The power of each member, in the order of the body.
    pub power: Vec<BinaryMemberPower>,
    /// For a scenario: each candidate, sounded on the date of knowledge.
    pub soundings: Option<Vec<SoundingDocument>>,
}

/// The form of `nemcon power --ternary FILE`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TernaryPower {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The body's name.
    pub body: String,
    /// The rule in words.
    pub rule: String,
    /// How many members are present.
    pub members: usize,
    /// The names of the present members, and of a scenario's candidates.
    pub names: Names,
    /// `ternary`: everybody is for, abstains or is against.
    pub game: Ternary,
    /// How divisions were counted: `decision diagram`.
    pub method: ExactMethod,
    /// How many divisions into for, abstaining and against pass.
    pub passing_divisions: String,
    /// Their share of all divisions, from 0 to 1.
    pub power_to_act: ExactNumber,
    /// The power of each member, in the order of the body.
    pub power: Vec<TernaryMemberPower>,
    /// For a scenario: each candidate, sounded on the date of knowledge.
    pub soundings: Option<Vec<SoundingDocument>>,
}

/// The form of `nemcon power --estimate RUNS FILE`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EstimatedPower {
    /// The version of this form: 1.
    pub schema: u32,
    /// The version of the engine.
    pub engine: String,
    /// The body's name.
    pub body: String,
    /// The rule in words.
    pub rule: String,
    /// How many members are present.
    pub members: usize,
    /// The names of the present members.
    pub names: Names,
    /// `binary`: everybody is for or against.
    pub game: Binary,
    /// `estimate`: by Monte Carlo.
    pub method: Estimate,
    /// From how many random coalitions, and as many random orders.
    pub samples: u64,
    /// The seed of all random numbers.
    pub seed: u64,
    /// The power of each member, in the order of the body.
    pub power: Vec<EstimatedMemberPower>,
    /// Null: a rule too large to be counted has no soundings.
    pub soundings: Option<Vec<SoundingDocument>>,
}

/// The one word of a game in which everybody is for or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Binary {
    /// Everybody is for or against.
    Binary,
}

/// The one word of a game in which members may abstain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ternary {
    /// Everybody is for, abstains or is against.
    Ternary,
}

/// How something was counted exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ExactMethod {
    /// Through a decision diagram.
    #[serde(rename = "decision diagram")]
    DecisionDiagram,
    /// In a table over sums of weights.
    #[serde(rename = "weights table")]
    WeightsTable,
}

/// The one word of what was estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Estimate {
    /// By Monte Carlo.
    Estimate,
}

/// A number that was computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ExactNumber {
    /// The exact fraction in lowest terms, such as `53/1024`; null where only a decimal was computed.
    pub fraction: Option<String>,
    /// The number as a decimal.
    pub decimal: f64,
    /// A bound on the error of the decimal; 0 where it is the fraction, rounded.
    pub error: f64,
}

/// A number that was estimated, with its 95% interval (Wilson).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EstimatedNumber {
    /// The estimate.
    pub decimal: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of it.
    pub high: f64,
}

/// Whether weights decide as the rule does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum WeightedDocument {
    /// `false`: no weights and quota do.
    No(bool),
    /// These do: what has the quota wins.
    Weights {
        /// The weight that wins.
        quota: WholeDocument,
        /// By member: its weight.
        weights: ById<WholeDocument>,
    },
}

/// A whole number; as a text of digits from 2^64 on, which not every reader of JSON keeps exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum WholeDocument {
    /// Below 2^64.
    Number(u64),
    /// All others.
    Digits(String),
}

impl From<u128> for WholeDocument {
    fn from(number: u128) -> Self {
        u64::try_from(number).map_or_else(|_| Self::Digits(number.to_string()), Self::Number)
    }
}

/// A Nakamura number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum NakamuraDocument {
    /// Among so many or more alternatives, majorities can go round in circles.
    Finite(usize),
    /// They cannot.
    Infinite(Infinite),
}

/// The one word for a number without a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Infinite {
    /// Without a limit.
    Infinite,
}

/// Who can replace whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DesirabilityDocument {
    /// Members who can replace each other, the most desirable class first.
    pub classes: Vec<Vec<String>>,
    /// The pairs of classes, by their place in `classes` from 0 on, neither of which is above the other.
    pub incomparable: Vec<[usize; 2]>,
}

/// Minimal coalitions, as lists of members; null where there are more than were asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CoalitionLists {
    /// Those that win.
    pub minimal_winning: Option<Vec<Vec<String>>>,
    /// Those that block.
    pub minimal_blocking: Option<Vec<Vec<String>>>,
}

/// The power of one member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct BinaryMemberPower {
    /// The member's id.
    pub member: String,
    /// The member's name.
    pub name: String,
    /// In how many coalitions of others it is decisive.
    pub swings: Option<String>,
    /// By measure; [power.md](power.md) says what each means. Null where it was not asked for, is not feasible or
    /// is not defined.
    #[serde(flatten)]
    pub measures: ById<Option<ExactNumber>>,
}

/// The power of one member among those who may abstain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct TernaryMemberPower {
    /// The member's id.
    pub member: String,
    /// The member's name.
    pub name: String,
    /// By measure: `banzhaf_for_against`, `banzhaf_for_abstain`, `banzhaf_abstain_against`, `shapley_shubik`.
    #[serde(flatten)]
    pub measures: ById<Option<ExactNumber>>,
}

/// The estimated power of one member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct EstimatedMemberPower {
    /// The member's id.
    pub member: String,
    /// The member's name.
    pub name: String,
    /// By measure: `banzhaf`, `shapley_shubik`.
    #[serde(flatten)]
    pub measures: ById<Option<EstimatedNumber>>,
}

/// A candidate sounded on the date of knowledge, by the file's opinions and reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct SoundingDocument {
    /// The candidate's id.
    pub candidate: String,
    /// The candidate's name.
    pub name: String,
    /// The probability that the sounding passes, from 0 to 1.
    pub passes: Option<f64>,
    /// By member: the probability that it decides, from 0 to 1: that it fails if the member is against, and passes if it
    /// is for.
    pub decisive: Option<ById<f64>>,
    /// Why both are left out; null where they are not.
    pub left_out: Option<String>,
}
