//! The blocks of a scenario file, one row each: whatever is done to every block reads this list.
//!
//! A new block is a row here, its type in `raw`, and its conversion, called in `convert::model`.
//! The top of a file, the order in which files are printed, how one file is laid over another,
//! what `remove` can take away, limits, the schema and the lists of assumptions follow.

mod assumptions;
pub(crate) mod file;
pub(crate) mod tables;

use nemcon_core::limits;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use crate::de;
use crate::raw::{self, Described, Key};
use crate::tree::Node;

pub use assumptions::Unsourced;

/// A table, or a list of tables, at the top of a file.
pub(crate) struct Block {
    pub(crate) name: &'static str,
    /// What it is, for the schema.
    about: &'static str,
    pub(crate) form: Form,
    shape: Shape,
    /// Which of its assumptions bear no source.
    assumptions: Option<fn(&'static str, &Node) -> Vec<String>>,
}

/// How a block is written, and so how it is laid over that of an extended file.
pub(crate) enum Form {
    /// `[name]`: key by key.
    Table,
    /// `[[name]]`: entry by entry.
    List {
        /// The key that tells entries apart: an entry changes those keys of its namesake that it has,
        /// and can be removed by name. Without one, entries are appended.
        identity: Option<&'static str>,
        /// Keys that exclude each other, so that those of an entry displace those of its namesake.
        displaced: &'static [Displaced],
        /// The most entries, and what they are called.
        most: usize,
        counted: &'static str,
    },
}

/// Keys of an entry that take others from its namesake in an extended file.
pub(crate) struct Displaced {
    /// An entry that has one of these …
    pub(crate) by: &'static [&'static str],
    /// … takes all of these away.
    pub(crate) keys: &'static [&'static str],
}

impl Displaced {
    /// Keys that displace each other.
    const fn together(keys: &'static [&'static str]) -> Self {
        Self { by: keys, keys }
    }
}

/// What is said of an entry is said of it as it then is: one that bears remarks takes the old ones away.
pub(crate) const REMARKS: Displaced = Displaced::together(&de::REMARKS);

/// When an event happens, and what comes of it.
const OF_EVENTS: &[Displaced] = &[
    Displaced { by: &["on", "between", "when"], keys: &["on", "between", "when", "after"] },
    Displaced::together(&["effects", "outcomes"]),
];

/// A count makes sense as a whole.
const OF_EVIDENCE: &[Displaced] = &[Displaced::together(&["stances", "about", "sd", "exactly", "at_least", "at_most", "reports"])];

/// What is known of the type of a table.
struct Shape {
    schema: fn(&mut SchemaGenerator) -> Schema,
    keys: fn() -> &'static [&'static str],
    described: &'static [Key],
}

impl Shape {
    const fn table<T: JsonSchema + Described + Deserialize<'static>>() -> Self {
        Self { schema: SchemaGenerator::subschema_for::<T>, keys: de::keys::<T>, described: T::KEYS }
    }

    const fn list<T: JsonSchema + Described + Deserialize<'static>>() -> Self {
        Self { schema: SchemaGenerator::subschema_for::<Vec<T>>, keys: de::keys::<T>, described: T::KEYS }
    }
}

/// Entries of a list that the model itself does not limit.
const ENTRIES: usize = 10_000;

/// All blocks, in the order of the format.
pub(crate) const BLOCKS: &[Block] = &[
    Block {
        name: "coding",
        about: "The coding table that numbers are taken from by name.",
        form: Form::Table,
        shape: Shape::table::<raw::Coding>(),
        assumptions: None,
    },
    Block {
        name: "question",
        about: "What is to be decided, when, and how.",
        form: Form::Table,
        shape: Shape::table::<raw::Question>(),
        assumptions: None,
    },
    Block { name: "body", about: "The body that decides.", form: Form::Table, shape: Shape::table::<raw::Body>(), assumptions: None },
    Block {
        name: "member",
        about: "The members of the body, instead of a body file or beside it.",
        form: Form::List { identity: Some("id"), displaced: &[], most: limits::MEMBERS, counted: "members" },
        shape: Shape::list::<raw::Member>(),
        assumptions: None,
    },
    Block {
        name: "candidate",
        about: "The candidates; or the motion.",
        form: Form::List { identity: Some("id"), displaced: &[], most: limits::CANDIDATES, counted: "candidates" },
        shape: Shape::list::<raw::Candidate>(),
        assumptions: Some(assumptions::candidates),
    },
    Block {
        name: "stance",
        about: "What members are thought to think of candidates.",
        form: Form::List { identity: None, displaced: &[], most: ENTRIES, counted: "[[stance]] entries" },
        shape: Shape::list::<raw::StanceEntry>(),
        assumptions: Some(assumptions::pairs),
    },
    Block {
        name: "bloc",
        about: "Groups whose members think alike.",
        form: Form::List { identity: Some("group"), displaced: &[], most: ENTRIES, counted: "[[bloc]] entries" },
        shape: Shape::list::<raw::Bloc>(),
        assumptions: Some(assumptions::blocs),
    },
    Block {
        name: "cleavage",
        about: "Rivals who divide the body.",
        form: Form::List { identity: Some("id"), displaced: &[], most: ENTRIES, counted: "[[cleavage]] entries" },
        shape: Shape::list::<raw::Cleavage>(),
        assumptions: Some(assumptions::cleavages),
    },
    Block {
        name: "evidence",
        about: "Reports on how many members think what.",
        form: Form::List { identity: Some("candidate"), displaced: OF_EVIDENCE, most: ENTRIES, counted: "[[evidence]] entries" },
        shape: Shape::list::<raw::Evidence>(),
        assumptions: Some(assumptions::evidence),
    },
    Block {
        name: "dynamics",
        about: "How stances move.",
        form: Form::Table,
        shape: Shape::table::<raw::Dynamics>(),
        assumptions: Some(assumptions::dynamics),
    },
    Block {
        name: "pace",
        about: "Members that move faster or slower.",
        form: Form::List { identity: None, displaced: &[], most: ENTRIES, counted: "[[pace]] entries" },
        shape: Shape::list::<raw::Pace>(),
        assumptions: Some(assumptions::pairs),
    },
    Block {
        name: "influence",
        about: "Members whose support moves others.",
        form: Form::List { identity: None, displaced: &[], most: ENTRIES, counted: "[[influence]] entries" },
        shape: Shape::list::<raw::Influence>(),
        assumptions: Some(assumptions::influences),
    },
    Block {
        name: "event",
        about: "What may happen.",
        form: Form::List { identity: Some("id"), displaced: OF_EVENTS, most: limits::EVENTS, counted: "events" },
        shape: Shape::list::<raw::Event>(),
        assumptions: Some(assumptions::events),
    },
    Block { name: "run", about: "Defaults of the command line.", form: Form::Table, shape: Shape::table::<raw::Run>(), assumptions: None },
    Block {
        name: "outcome",
        about: "How it ended, in the file of a historical case.",
        form: Form::Table,
        shape: Shape::table::<raw::Outcome>(),
        assumptions: None,
    },
];

impl Block {
    /// The key that tells its entries apart.
    pub(crate) fn identity(&self) -> Option<&'static str> {
        if let Form::List { identity, .. } = self.form { identity } else { None }
    }

    /// The keys of its entries that exclude each other.
    pub(crate) fn displaced(&self) -> &'static [Displaced] {
        if let Form::List { displaced, .. } = self.form { displaced } else { &[] }
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.form, Form::List { .. })
    }

    /// Its name in the brackets that it is written with.
    pub(crate) fn header(&self) -> String {
        if self.is_list() { format!("[[{}]]", self.name) } else { format!("[{}]", self.name) }
    }

    /// The keys of its tables that messages and merging know more of.
    pub(crate) fn described(&self) -> &'static [Key] {
        self.shape.described
    }
}

/// The block of a name.
pub(crate) fn find(name: &str) -> Option<&'static Block> {
    BLOCKS.iter().find(|block| block.name == name)
}

/// The assumptions of a scenario without a `source`.
pub(crate) fn unsourced(root: &Node) -> Vec<Unsourced> {
    let of = |block: &Block| {
        let texts = block.assumptions.zip(root.get(block.name)).map_or(Vec::new(), |(of, node)| of(block.name, node));
        texts.into_iter().map(|text| Unsourced { block: block.name, text }).collect::<Vec<_>>()
    };
    BLOCKS.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::BLOCKS;
    use crate::raw::{Key, Names, find};

    /// The schema that a value of the file has, whether it is one or a list of them.
    fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return resolve(root, &root["definitions"][reference.rsplit('/').next().unwrap_or_default()]);
        }
        if let Some([one]) = schema["allOf"].as_array().map(Vec::as_slice) {
            return resolve(root, one);
        }
        if schema["items"].is_object() { resolve(root, &schema["items"]) } else { schema }
    }

    /// The name of the type that a key has, behind lists.
    fn type_of(schema: &Value) -> &str {
        let schema = if schema["items"].is_object() { &schema["items"] } else { schema };
        let schema = schema["allOf"].get(0).unwrap_or(schema);
        schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()).unwrap_or_default()
    }

    /// Compares what is said of some keys with their schema, and counts the keys that name somebody.
    fn compare(root: &Value, schema: &Value, keys: &'static [Key], at: &str, depth: usize) -> usize {
        // Rules hold rules.
        if depth == 0 {
            return 0;
        }
        let mut named = 0;
        let schema = resolve(root, schema);
        let forms = ["oneOf", "anyOf"].iter().filter_map(|form| schema[*form].as_array()).flatten();
        for form in forms.filter(|form| resolve(root, form)["type"] == "object" || form["$ref"].is_string()) {
            named += compare(root, form, keys, at, depth - 1);
        }
        let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if ["note", "source"].contains(&name.as_str()) {
                continue;
            }
            let at = format!("{at}.{name}");
            let known = find(keys, name);
            let names = match type_of(property) {
                "Selector" | "CandidateName" => Names::Candidates,
                "Members" => Names::Members,
                "MemberName" => Names::Member,
                "EventName" => Names::Events,
                "Condition" => Names::Conditions,
                "Rule" if property["type"] == "array" => Names::Rules,
                "Rule" => Names::Rule,
                _ => Names::Nobody,
            };
            assert_eq!(known.map_or(Names::Nobody, |key| key.names), names, "{at}: whom it names");
            named += usize::from(names != Names::Nobody);
            let told = known.is_some_and(|key| key.example != "…");
            assert!(told || !required.contains(&name.as_str()), "{at}: no example of what must be given");
            let value = resolve(root, property);
            if value["type"] == "object" && property["type"] != "array" {
                assert!(told, "{at}: no example of the table");
            }
            named += compare(root, property, known.map_or(&[], |key| (key.within)()), &at, depth - 1);
        }
        named
    }

    #[test]
    fn what_is_said_of_keys_is_what_the_schema_says() {
        let schema: Value = serde_json::from_str(&crate::scenario_schema()).expect("JSON");
        let mut named = 0;
        for block in BLOCKS {
            let property = &schema["properties"][block.name];
            assert!(property.is_object(), "{} is not in the schema", block.name);
            named += compare(&schema, property, block.described(), block.name, 12);
        }
        assert!(named > 40, "only {named} keys name somebody");
    }
}
