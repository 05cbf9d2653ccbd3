//! Questions, and what answers them.

use serde::Deserialize;

use crate::compare::{Compared, Scenarios, Stretch};
use crate::spare::Objections;

/// What is asked, as `{ "count": { "files": { "base.toml": "…" }, "base": "base.toml", … } }`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Question {
    /// How some runs of the base end, which is the same whatever it is compared with.
    Ends(Stretch),
    /// What the variants count in the runs of the base whose ends follow.
    Count(Scenarios),
    /// `nemcon compare BASE VARIANTS… --format json`, of the runs of which the counts follow.
    Compare(Compared),
    /// By event that would move who opposes to the end: its effects without that, as a what-if writes them.
    Spare(Objections),
}

/// What is answered; or what is wrong with the question, or with its files.
pub(crate) fn answer(question: &[u8]) -> Result<Vec<u8>, String> {
    let end = question.iter().position(|&byte| byte == b'\n').unwrap_or(question.len());
    let (line, bytes) = (&question[..end], question.get(end + 1..).unwrap_or_default());
    match serde_json::from_slice(line).map_err(|error| error.to_string())? {
        Question::Ends(asked) => asked.ends(),
        Question::Count(asked) => asked.count(bytes),
        Question::Compare(asked) => asked.compare(bytes),
        Question::Spare(asked) => asked.spare(),
    }
}
