//! `[run]` and `[outcome]`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::block::{Block, IsBlock};
use super::describe::{Described, Key};
use super::forms::Day;

/// How it ended.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcome {
    /// The id of a candidate, "extended", "other", "vacant", "adopted" or "rejected".
    pub(crate) result: String,
    /// The day of the decision.
    pub(crate) on: Option<Day>,
    /// Who it was, if "other": a name that the file does not hold.
    pub(crate) who: Option<String>,
}

/// Defaults of the command line.
#[derive(Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Run {
    /// How many runs are simulated; 200,000 unless given.
    #[schemars(range(min = 1, max = nemcon_core::limits::RUNS))]
    pub(crate) runs: Option<u64>,
    /// The seed of all random numbers; 1 unless given.
    #[schemars(range(max = i64::MAX))]
    pub(crate) seed: Option<u64>,
}

impl IsBlock for Run {
    const BLOCK: Block = Block::table::<Self>("run", "Defaults of the command line.");
}

impl IsBlock for Outcome {
    const BLOCK: Block = Block::table::<Self>("outcome", "How it ended, in the file of a historical case.");
}

impl Described for Outcome {
    const KEYS: &'static [Key] = &[Key::of::<String>("result").such_as("\"rutte\"")];
}

impl Described for Run {}
