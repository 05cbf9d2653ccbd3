//! The top of a file: which blocks there are.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::BLOCKS;
use crate::de;
use crate::raw::{Day, Described, Member, Rule, Units, coded};

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

/// What a scenario file says before its first table. The blocks are read one by one, later.
#[derive(Default, JsonSchema)]
pub(crate) struct ScenarioFile {
    /// The version of the format: 1.
    #[schemars(extend("const" = 1))]
    pub(crate) schema: Option<f64>,
    /// What the scenario is called.
    #[allow(dead_code, reason = "it is read where the model is put together; here anything but a text is refused")]
    pub(crate) title: Option<String>,
    /// The scenario that this what-if file changes. The path is relative to this file.
    pub(crate) extends: Option<String>,
    /// What to take away from the extended scenario, or, of members, from the body file in use: "candidate.ID", "member.ID", "event.ID", "evidence.CANDIDATE", "bloc.GROUP", "cleavage.ID", one key of such an entry such as "candidate.ID.withdraws", or of a table such as "dynamics.frailty".
    #[allow(dead_code, reason = "it is followed with the places of its entries; here anything but texts is refused")]
    #[schemars(with = "Option<Vec<String>>")]
    pub(crate) remove: Vec<String>,
}

/// The keys of [`ScenarioFile`].
pub(super) const TOP: [&str; 4] = ["schema", "title", "extends", "remove"];

/// These, and the names of the blocks.
const KEYS: [&str; TOP.len() + BLOCKS.len()] = {
    let mut keys = [""; TOP.len() + BLOCKS.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = if at < TOP.len() { TOP[at] } else { BLOCKS[at - TOP.len()].name };
        at += 1;
    }
    keys
};

impl<'de> Deserialize<'de> for ScenarioFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Top;
        impl<'de> Visitor<'de> for Top {
            type Value = ScenarioFile;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a scenario")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ScenarioFile, A::Error> {
                let mut file = ScenarioFile::default();
                while let Some(key) = map.next_key::<String>()? {
                    match (key.as_str(), super::find(&key)) {
                        ("schema", _) => file.schema = map.next_value()?,
                        ("title", _) => file.title = map.next_value()?,
                        ("extends", _) => file.extends = map.next_value()?,
                        ("remove", _) => file.remove = map.next_value()?,
                        (_, Some(block)) if block.is_list() => _ = map.next_value::<Blocks>()?,
                        (_, Some(_)) => _ = map.next_value::<Block>()?,
                        (_, None) => return Err(A::Error::unknown_field(&key, &KEYS)),
                    }
                }
                Ok(file)
            }
        }
        deserializer.deserialize_struct("", &KEYS, Top)
    }
}

/// A question before a body that decides by consensus, veto or supermajority; or, with `extends`, a what-if.
pub(crate) struct ScenarioSchema;

impl JsonSchema for ScenarioSchema {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "nemcon scenario".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = ScenarioFile::json_schema(generator);
        schema.insert(
            "description".to_owned(),
            "A question before a body that decides by consensus, veto or supermajority; or, with `extends`, a what-if.".into(),
        );
        schema.insert("additionalProperties".to_owned(), false.into());
        for block in BLOCKS {
            let of_block = block.schema(generator);
            if let Some(properties) = schema.get_mut("properties").and_then(serde_json::Value::as_object_mut) {
                properties.insert(block.name.to_owned(), of_block.to_value());
            }
        }
        alone_or_extending(&mut schema);
        schema
    }
}

/// What a file must say unless it extends another that does.
fn alone_or_extending(schema: &mut Schema) {
    schema.insert("if".to_owned(), json_schema!({ "required": ["extends"] }).to_value());
    let alone = json_schema!({
        "required": ["schema", "title", "question", "candidate", "stance"],
        "properties": {
            "question": {
                "required": ["kind", "as_of", "deadline"],
                "anyOf": [{ "required": ["cadence"] }, { "required": ["meetings"] }, { "required": ["row"] }],
            },
        },
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
    /// The day as of which the file is right: unless another is asked for, the members are those of that day.
    #[allow(dead_code, reason = "it is read where the body is put together; here anything but a date is refused")]
    as_of: Option<Day>,
    /// The members.
    #[schemars(with = "Option<Vec<Member>>")]
    member: Option<Blocks>,
}

/// A coding table: rows that entries of scenarios take their numbers from by name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "nemcon coding table")]
#[allow(dead_code, reason = "what rows say is looked at where it is used")]
pub(crate) struct CodingFile {
    /// The version of the format: 1.
    #[schemars(required, extend("const" = 1))]
    pub(crate) schema: Option<f64>,
    /// What the table is called.
    title: Option<String>,
    /// A scenario file that lies beneath all that use the table. The path is relative to the table.
    pub(crate) base: Option<String>,
    /// Numbers with a name.
    #[schemars(with = "Option<Vec<coded::Number>>")]
    number: Option<Blocks>,
    /// Rows of the calendar, for `[question]`.
    #[schemars(with = "Option<Vec<coded::Row>>")]
    question: Option<Blocks>,
    /// Rows of candidates.
    #[schemars(with = "Option<Vec<coded::Row>>")]
    candidate: Option<Blocks>,
    /// Rows of stances: what a source says of a member and a candidate.
    #[schemars(with = "Option<Vec<coded::Row>>")]
    stance: Option<Blocks>,
    /// Rows of reports on counts.
    #[schemars(with = "Option<Vec<coded::Row>>")]
    evidence: Option<Blocks>,
    /// Rows of events.
    #[schemars(with = "Option<Vec<coded::Row>>")]
    event: Option<Blocks>,
    /// What holds for all files, or for all of some classes.
    #[schemars(with = "Option<Vec<CommonSchema>>")]
    common: Option<Blocks>,
}

/// What holds for all files: what is said of it, and the blocks that are laid beneath them, which may hold placeholders.
struct CommonSchema;

impl JsonSchema for CommonSchema {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Common".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = coded::Common::json_schema(generator);
        schema.insert("additionalProperties".to_owned(), false.into());
        if let Some(properties) = schema.get_mut("properties").and_then(serde_json::Value::as_object_mut) {
            for block in BLOCKS {
                properties.insert(block.name.to_owned(), block.open_schema().to_value());
            }
        }
        schema
    }
}

impl Described for CodingFile {}

impl Described for ScenarioFile {}

impl Described for BodyFile {
    const KEYS: &'static [crate::raw::Key] = &[crate::raw::Key::of::<Units>("weights"), crate::raw::Key::of::<Rule>("rule")];
}
