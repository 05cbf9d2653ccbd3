//! `[outcome]`: how a historical case ended.

use nemcon_core::Date;

use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::suggest;
use crate::tree::Node;
use crate::typed;

/// How a historical case ended. A simulation never reads it; a backtest scores against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// A candidate's id, `extended`, `vacant`, `adopted` or `rejected`.
    pub result: String,
    /// When, if it is said.
    pub on: Option<Date>,
    /// Where that is written.
    pub source: Vec<String>,
}

pub(super) fn convert(root: &Node, errors: &mut Errors) -> Option<Outcome> {
    let node = root.get("outcome")?;
    let raw: raw::Outcome = typed::read(node, "[outcome]", errors)?;
    let is_motion = root.get("question").and_then(|question| question.text_of("kind")) == Some("motion");
    let candidates =
        root.list("candidate").iter().filter_map(|entry| Some((entry.text_of("id")?, entry.text_of("role") == Some("incumbent"))));
    let possible: Vec<&str> = if is_motion {
        vec!["adopted", "rejected"]
    } else {
        candidates.map(|(id, incumbent)| if incumbent { "extended" } else { id }).chain(["vacant"]).collect()
    };
    if !possible.contains(&raw.result.as_str()) {
        let help = suggest::help(&raw.result, "outcomes", possible);
        errors.add(ErrorKind::UnknownOutcome, node.key("result").span, format!("this scenario cannot end in `{}`", raw.result), help);
        return None;
    }
    Some(Outcome { result: raw.result, on: raw.on.map(|day| day.0), source: node.texts("source") })
}
