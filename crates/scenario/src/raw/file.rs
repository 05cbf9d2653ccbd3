//! The top of a file: which blocks there are.

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

use super::forms::Day;
use crate::de;

/// A table, read later.
pub(crate) struct Block;

/// A list of tables, read later.
pub(crate) struct Blocks;

/// Anything, read later.
pub(crate) struct Anything;

/// Takes what the deserialiser has checked.
struct Checked;

impl Visitor<'_> for Checked {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(de::TABLE, Checked).map(|()| Self)
    }
}

impl<'de> Deserialize<'de> for Blocks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(de::TABLES, Checked).map(|()| Self)
    }
}

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_ignored_any(serde::de::IgnoredAny).map(|_| Self)
    }
}

/// A scenario file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the blocks are read one by one; here it is only seen that they are blocks")]
pub(crate) struct ScenarioFile {
    pub(crate) schema: Option<f64>,
    pub(crate) title: Option<String>,
    pub(crate) extends: Option<String>,
    #[serde(default)]
    pub(crate) remove: Vec<String>,
    question: Option<Block>,
    body: Option<Block>,
    member: Option<Blocks>,
    candidate: Option<Blocks>,
    stance: Option<Blocks>,
    bloc: Option<Blocks>,
    evidence: Option<Blocks>,
    dynamics: Option<Block>,
    pace: Option<Blocks>,
    influence: Option<Blocks>,
    event: Option<Blocks>,
    run: Option<Block>,
    outcome: Option<Block>,
}

/// A body file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the blocks are read with the scenario's own [body] and [[member]]")]
pub(crate) struct BodyFile {
    pub(crate) schema: Option<f64>,
    name: Option<String>,
    rule: Option<Anything>,
    weights: Option<Block>,
    member: Option<Blocks>,
}

/// How it ended.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcome {
    pub(crate) result: String,
    pub(crate) on: Option<Day>,
}

/// Defaults of the command line.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Run {
    pub(crate) runs: Option<u64>,
    pub(crate) seed: Option<u64>,
}
