//! JSON Schema of the files, generated from the types that read them.
//!
//! A schema says what can be said of one table at a time. That names exist, that probabilities
//! sum to 1 and the like is only seen when the file is loaded; so every file that loads is valid,
//! and not the other way round. The version is draft 7, which editors know best.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::blocks::file::{BodyFile, CodingFile, ScenarioSchema};
use crate::de::REMARKS;

/// The JSON Schema of scenario files, what-if files among them, as JSON.
pub fn scenario_schema() -> String {
    text::<ScenarioSchema>()
}

/// The JSON Schema of body files, as JSON.
pub fn body_schema() -> String {
    text::<BodyFile>()
}

/// The JSON Schema of coding tables, as JSON. The keys that rows give are open: they are those of the entries that
/// take them, with "{name}" in the place of any value.
pub fn coding_schema() -> String {
    text::<CodingFile>()
}

fn text<T: JsonSchema>() -> String {
    let mut settings = SchemaSettings::draft07();
    settings.transforms.insert(0, Box::new(AsRead));
    format!("{:#}\n", settings.into_generator().into_root_schema_for::<T>().as_value())
}

/// What the loader does whatever the type: no value is null, every table may bear remarks.
#[derive(Clone)]
struct AsRead;

impl Transform for AsRead {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        without_null(object);
        // The width of a number in memory is no business of the file's.
        if object.get("type").is_some_and(|kind| kind == "number" || kind == "integer") {
            object.remove("format");
        }
        if object.get("type").is_some_and(|kind| kind == "object") {
            let about = object.get("description").cloned();
            let properties = object.entry("properties").or_insert_with(|| json!({}));
            // Of a table that is one of several things by its only key, the key is what it is described by.
            if let (Some(about), Some((_, only))) =
                (about, properties.as_object_mut().filter(|keys| keys.len() == 1).and_then(|keys| keys.iter_mut().next()))
            {
                only.as_object_mut().map(|only| only.entry("description").or_insert(about));
            }
            for (key, meaning) in REMARKS.into_iter().zip(["What should be known about this, in words.", "Where this is written."]) {
                properties[key] = json!({
                    "description": format!("{meaning} A text, or a list of texts."),
                    "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
                });
            }
        }
    }
}

/// A key that may be left out is not written as null.
fn without_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = &mut kinds[..] {
            object["type"] = kind.take();
        }
    }
    if let Some(Value::Array(words)) = object.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(forms)) = object.get_mut("anyOf") {
        forms.retain(|form| form["type"] != "null");
        if let [Value::Object(form)] = &mut forms[..] {
            let form = std::mem::take(form);
            object.remove("anyOf");
            for (key, value) in form {
                object.entry(key).or_insert(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{body_schema, coding_schema, scenario_schema};

    #[test]
    fn schemas_describe_every_key() {
        fn look(value: &serde_json::Value, at: &str) {
            if let Some(properties) = value["properties"].as_object() {
                for (key, schema) in properties {
                    let told = schema["description"].is_string() || key == "low" || key == "high";
                    assert!(told, "{at}: {key} has no description: {schema}");
                }
            }
            match value {
                serde_json::Value::Object(object) => object.iter().for_each(|(key, value)| look(value, &format!("{at}/{key}"))),
                serde_json::Value::Array(list) => list.iter().for_each(|value| look(value, at)),
                text => assert!(text != "null", "{at} may be null"),
            }
        }
        for text in [scenario_schema(), body_schema(), coding_schema()] {
            let mut schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            // Where the keys that a file on its own must have are listed.
            schema.as_object_mut().expect("an object").remove("else");
            look(&schema, "");
        }
    }
}
