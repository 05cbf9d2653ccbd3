//! The top of a file: which blocks there are.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

use super::forms::Day;
use super::{Bloc, Body, Candidate, Dynamics, Event, Evidence, Influence, Member, Pace, Question, Rule, StanceEntry};
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

/// A question before a body that decides by consensus, veto or supermajority; or, with `extends`, a what-if.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "nemcon scenario", transform = alone_or_extending)]
#[allow(dead_code, reason = "the blocks are read one by one; here it is only seen that they are blocks")]
pub(crate) struct ScenarioFile {
    /// The version of the format: 1.
    #[schemars(extend("const" = 1))]
    pub(crate) schema: Option<f64>,
    /// What the scenario is called.
    pub(crate) title: Option<String>,
    /// The scenario that this what-if file changes. The path is relative to this file.
    pub(crate) extends: Option<String>,
    /// What to take away from the extended scenario: "candidate.ID", "member.ID", "event.ID", "evidence.CANDIDATE", "bloc.GROUP", or a key such as "dynamics.frailty".
    #[serde(default)]
    pub(crate) remove: Vec<String>,
    /// What is to be decided, when, and how.
    #[schemars(with = "Option<Question>")]
    question: Option<Block>,
    /// The body that decides.
    #[schemars(with = "Option<Body>")]
    body: Option<Block>,
    /// The members of the body, instead of a body file or beside it.
    #[schemars(with = "Option<Vec<Member>>")]
    member: Option<Blocks>,
    /// The candidates; or the motion.
    #[schemars(with = "Option<Vec<Candidate>>")]
    candidate: Option<Blocks>,
    /// What members are thought to think of candidates.
    #[schemars(with = "Option<Vec<StanceEntry>>")]
    stance: Option<Blocks>,
    /// Groups whose members think alike.
    #[schemars(with = "Option<Vec<Bloc>>")]
    bloc: Option<Blocks>,
    /// Reports on how many members think what.
    #[schemars(with = "Option<Vec<Evidence>>")]
    evidence: Option<Blocks>,
    /// How stances move.
    #[schemars(with = "Option<Dynamics>")]
    dynamics: Option<Block>,
    /// Members that move faster or slower.
    #[schemars(with = "Option<Vec<Pace>>")]
    pace: Option<Blocks>,
    /// Members whose support moves others.
    #[schemars(with = "Option<Vec<Influence>>")]
    influence: Option<Blocks>,
    /// What may happen.
    #[schemars(with = "Option<Vec<Event>>")]
    event: Option<Blocks>,
    /// Defaults of the command line.
    #[schemars(with = "Option<Run>")]
    run: Option<Block>,
    /// How it ended, in the file of a historical case.
    #[schemars(with = "Option<Outcome>")]
    outcome: Option<Block>,
}

/// What a file must say unless it extends another that does.
fn alone_or_extending(schema: &mut Schema) {
    schema.insert("if".to_owned(), json_schema!({ "required": ["extends"] }).to_value());
    let alone = json_schema!({
        "required": ["schema", "title", "question", "candidate", "stance"],
        "properties": { "question": { "required": ["kind", "as_of", "deadline", "cadence"] } },
    });
    schema.insert("else".to_owned(), alone.to_value());
}

/// A body: its members, with their groups and weights.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "nemcon body")]
#[allow(dead_code, reason = "the blocks are read with the scenario's own [body] and [[member]]")]
pub(crate) struct BodyFile {
    /// The version of the format: 1.
    #[schemars(required, extend("const" = 1))]
    pub(crate) schema: Option<f64>,
    /// What the body is called.
    name: Option<String>,
    /// The body's rule; a question may have another.
    #[schemars(with = "Option<Rule>")]
    rule: Option<Anything>,
    /// The weights that members can have, such as population: the unit of each, by name.
    #[schemars(with = "Option<BTreeMap<String, String>>")]
    weights: Option<Block>,
    /// The members.
    #[schemars(with = "Option<Vec<Member>>")]
    member: Option<Blocks>,
}

/// How it ended.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcome {
    /// The id of a candidate, "extended", "vacant", "adopted" or "rejected".
    pub(crate) result: String,
    /// The day of the decision.
    pub(crate) on: Option<Day>,
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
