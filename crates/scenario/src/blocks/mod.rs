//! What reads every block of the format: its row, which stands beside its type in `raw`.
//!
//! The top of a file, the order in which files are printed, how one file is laid over another,
//! what `remove` can take away, limits, the schema and the list of assumptions follow from the rows.

mod assumptions;
pub(crate) mod file;
pub(crate) mod tables;

pub(crate) use crate::raw::{BLOCKS, Block};
pub(crate) use assumptions::Written;
pub use assumptions::{Assumption, Coded};

/// The block of a name.
pub(crate) fn find(name: &str) -> Option<&'static Block> {
    BLOCKS.iter().find(|block| block.name == name)
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
