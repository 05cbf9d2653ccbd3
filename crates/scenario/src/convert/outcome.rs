//! `[outcome]`: how a historical case ended.

use nemcon_core::{CandidateId, Date, Kind};

use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::suggest;
use crate::tree::Node;
use crate::typed;

/// How a historical case ended. A simulation never reads it; a backtest scores against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// A candidate's id, `extended`, `other`, `vacant`, `adopted` or `rejected`.
    pub result: String,
    /// When, if it is said.
    pub on: Option<Date>,
    /// Who it was, if `other` and it is said.
    pub who: Option<String>,
    /// Where that is written.
    pub source: Vec<String>,
}

pub(super) fn convert(root: &Node, errors: &mut Errors) -> Option<Outcome> {
    let node = root.get("outcome")?;
    typed::partial(node, "[outcome]", errors)?.then(node, errors, |raw, errors| outcome(raw, root, node, errors))
}

fn outcome(raw: &raw::Outcome, root: &Node, node: &Node, errors: &mut Errors) -> Option<Outcome> {
    let is_motion = root.get("question").and_then(|question| question.text_of("kind")) == Some("motion");
    let candidates: Vec<&Node> = root.list("candidate").iter().collect();
    let kind = if is_motion { Kind::Motion } else { Kind::Appointment };
    // What happened may be `other` whether or not the question reckons with it.
    let outcomes = nemcon_core::Outcome::all(kind, true, candidates.iter().map(|entry| entry.text_of("role") == Some("incumbent")));
    // A candidate without an id has been reported, and is nobody's outcome.
    let id = |candidate: CandidateId| candidates[candidate.index()].text_of("id").unwrap_or_default();
    let possible: Vec<&str> = outcomes.into_iter().map(|outcome| outcome.id_among(id)).filter(|id| !id.is_empty()).collect();
    if !possible.contains(&raw.result.as_str()) {
        let help = suggest::help(&raw.result, "outcomes", possible);
        errors.add(ErrorKind::UnknownOutcome, node.key("result").span, format!("this scenario cannot end in `{}`", raw.result), help);
    }
    let as_of = root.get("question").and_then(|question| question.get("as_of")?.day());
    if let (Some(on), Some(as_of)) = (raw.on.map(|day| day.0), as_of)
        && on < as_of
    {
        let message = format!("it ended on {on}, before {as_of}, the date of knowledge");
        errors.add(ErrorKind::Date, node.key("on").span, message, "a case is cut before its end: choose an earlier `as_of`");
        return None;
    }
    Some(Outcome { result: raw.result.clone(), on: raw.on.map(|day| day.0), who: raw.who.clone(), source: node.texts("source") })
}
