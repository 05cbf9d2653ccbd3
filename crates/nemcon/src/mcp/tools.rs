//! What can be asked: one list.

use std::sync::Arc;

use nemcon::report::schema::Document;
use rmcp::model::{self, JsonObject, ToolAnnotations};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::asked::{Check, Compare, Power, Run, Shipped};
use super::desk::OpenDesk;

/// So many bytes a document has at most.
const DOCUMENT: usize = 1 << 20;

/// A question, whose documentation its callers read.
pub(super) trait Question: DeserializeOwned + JsonSchema {
    /// The tool that answers it.
    const NAME: &'static str;

    /// The JSON Schema of the document that it is answered with, if it is with one.
    fn answered() -> Option<String> {
        None
    }

    fn answer(self, desk: &OpenDesk<'_>) -> Result<Answer, String>;
}

pub(super) struct Answer {
    /// What people read.
    pub(super) text: String,
    /// What programs read.
    pub(super) document: Option<Value>,
}

impl Answer {
    pub(super) fn new(text: String, document: &impl Document) -> Self {
        Self { text, document: serde_json::to_value(document).ok() }
    }

    /// The same, if it is not too long.
    fn fitting(self) -> Result<Self, String> {
        let held = self.document.as_ref().map_or(0, |document| document.to_string().len());
        if held > DOCUMENT {
            Err(format!("the document has {held} bytes, and an answer at most {DOCUMENT}: ask for less"))
        } else {
            Ok(self)
        }
    }
}

/// A tool.
pub(super) struct Tool {
    pub(super) name: &'static str,
    asked: Value,
    answered: Option<String>,
    pub(super) answer: fn(&OpenDesk<'_>, Value) -> Result<Answer, String>,
}

/// All tools, in the order in which they are likely to be of use.
pub(super) fn tools() -> Vec<Tool> {
    vec![Tool::of::<Shipped>(), Tool::of::<Check>(), Tool::of::<Run>(), Tool::of::<Compare>(), Tool::of::<Power>()]
}

impl Tool {
    fn of<Q: Question>() -> Self {
        let settings = SchemaSettings::draft2020_12().for_deserialize();
        let asked = settings.into_generator().into_root_schema_for::<Q>().to_value();
        let answer = |desk: &OpenDesk<'_>, question| {
            let question: Q = serde_json::from_value(question).map_err(|error| format!("the arguments of {}: {error}", Q::NAME))?;
            question.answer(desk)?.fitting()
        };
        Self { name: Q::NAME, asked, answered: Q::answered(), answer }
    }

    /// As clients are told of it.
    pub(super) fn described(&self) -> model::Tool {
        let description = self.asked["description"].as_str().unwrap_or_default().to_owned();
        let reads = ToolAnnotations::new().read_only(true).idempotent(true).open_world(false);
        let tool = model::Tool::new(self.name, description, object(self.asked.clone())).with_annotations(reads);
        match self.answered.as_deref().map(str::parse) {
            Some(Ok(schema)) => tool.with_raw_output_schema(object(schema)),
            _ => tool,
        }
    }
}

/// A schema of objects. One of several kinds of objects says so of itself, as the protocol asks.
fn object(schema: Value) -> Arc<JsonObject> {
    let Value::Object(mut schema) = schema else { return Arc::default() };
    schema.entry("type").or_insert_with(|| "object".into());
    schema.into()
}
