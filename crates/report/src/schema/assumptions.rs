//! What `nemcon check --assumptions` prints.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The assumptions of a scenario: what is thought, where a fact would be known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AssumptionsDocument {
    /// The version of the document's form: 1.
    pub schema: u32,
    /// The title of the scenario.
    pub title: String,
    /// The assumptions, in the order of the blocks of the format and within a block in that of the file.
    pub assumptions: Vec<AssumptionDocument>,
}

/// An assumption.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AssumptionDocument {
    /// The block of the format that it stands in, such as `stance`.
    pub block: String,
    /// Which it is, in words.
    pub assumption: String,
    /// What is assumed, as the file would write it in TOML.
    pub value: String,
    /// Where it is from.
    pub sources: Vec<String>,
    /// Where the entry is from that it stands in, where that does not say for which of its values it is the source.
    #[serde(default)]
    pub entry_sources: Vec<String>,
    /// What is said about it.
    pub notes: Vec<String>,
    /// The file that says it, as it was named.
    pub file: String,
    /// The line of it, counted from 1.
    pub line: usize,
    /// The rows and numbers of a coding table that it is made of.
    pub coding: Vec<CodingDocument>,
}

/// A row or a number of a coding table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CodingDocument {
    /// What it is called: `row NAME`, `common NAME` or `number NAME`.
    pub name: String,
    /// Where the table has it from.
    pub sources: Vec<String>,
    /// What the table says about it.
    pub notes: Vec<String>,
    /// The file of the table, as it was named.
    pub file: String,
    /// The line of it, counted from 1.
    pub line: usize,
}

impl AssumptionDocument {
    /// Whether neither the file nor the coding table names a source, of the entry either.
    pub fn is_judgement(&self) -> bool {
        self.sources.is_empty() && self.entry_sources.is_empty() && self.coding.iter().all(|coding| coding.sources.is_empty())
    }
}
