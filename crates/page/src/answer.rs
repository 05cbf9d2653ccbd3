//! The answer in one sentence, made from the numbers.

use nemcon_report::schema::{OutcomeDocument, RangeDocument};
use nemcon_report::wording::{percent, whole_percent};

use crate::Dossier;
use crate::words::{NOBODY, capitalised, date, list, name, prose};

/// What is less likely is not named beside the answer.
const WORTH_NAMING: f64 = 0.005;
/// So many outcomes are named beside the answer.
const NAMED: usize = 2;

/// The likeliest outcome, how likely it is and when it comes about; and what comes next.
pub(crate) fn sentence(dossier: &Dossier) -> String {
    let ranked = dossier.ranked();
    let Some((first, others)) = ranked.split_first() else { return String::new() };
    let mut sentence = format!("{} with probability {}", happens(dossier, first), about(first.probability));
    if let Some(spread) = dossier.spread(&first.outcome) {
        sentence += &format!(" ({} over what is unsure)", between(spread));
    }
    if let Some(dates) = &first.date {
        sentence += &format!(", in half of these cases by {}", date(&dates.median));
    }
    let others: Vec<String> = others
        .iter()
        .filter(|other| other.probability >= WORTH_NAMING)
        .take(NAMED)
        .map(|other| format!("{} ({})", instead(other), about(other.probability)))
        .collect();
    if !others.is_empty() {
        sentence += &format!("; otherwise most likely {}", list(&others, "or"));
    }
    sentence + "."
}

/// A probability in the middle of the scale without decimals; near its ends with them.
fn about(share: f64) -> String {
    if (0.1..=0.9).contains(&share) { whole_percent(share) } else { percent(share) }
}

/// `41% to 93%`.
pub(crate) fn between(spread: &RangeDocument) -> String {
    let (low, high) = (whole_percent(spread.low), whole_percent(spread.high));
    if low == high { high } else { format!("{low} to {high}") }
}

fn happens(dossier: &Dossier, outcome: &OutcomeDocument) -> String {
    let post = prose(&dossier.run.question.post);
    let who = outcome.name.as_deref().map(name).unwrap_or_default();
    match outcome.kind.as_str() {
        "appointed" => format!("{who} is appointed {post}"),
        "extended" => format!("{who} stays {post}"),
        "other" => format!("Somebody whom the scenario does not name is appointed {post}"),
        "vacant" => format!("Nobody is agreed on as {post} by the deadline"),
        "adopted" => format!("{} is adopted", capitalised(&post)),
        "rejected" => format!("{} is not adopted by the deadline", capitalised(&post)),
        _ => name(&outcome.outcome),
    }
}

fn instead(outcome: &OutcomeDocument) -> String {
    let who = outcome.name.as_deref().map(name).unwrap_or_default();
    match outcome.kind.as_str() {
        "appointed" => who,
        "extended" => format!("{who} stays on"),
        "other" => "somebody not named here".to_owned(),
        "vacant" => NOBODY.to_owned(),
        "adopted" => "adoption".to_owned(),
        "rejected" => "no adoption".to_owned(),
        _ => name(&outcome.outcome),
    }
}
