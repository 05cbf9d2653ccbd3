//! What people read: block by block, each assumption with its value, where it is from, and its place.

use nemcon_core::printable;

use crate::Style;
use crate::layout::{INDENT, hang, join, print};
use crate::schema::{AssumptionDocument, AssumptionsDocument};
use crate::wording::counted;

pub(super) fn text(document: &AssumptionsDocument, style: Style) -> String {
    let assumptions = &document.assumptions;
    let judgement = assumptions.iter().filter(|assumption| assumption.is_judgement()).count();
    let pieces = [counted(assumptions.len(), "assumption"), format!("{judgement} of them judgement"), document.title.clone()];
    let mut blocks = vec![join(&pieces, style.columns())];
    let mut last = "";
    for assumption in assumptions {
        let mut lines = Vec::new();
        if assumption.block != last {
            last = &assumption.block;
            blocks.push(vec![style.heading(last)]);
        }
        lines.extend(one(assumption, style));
        blocks.push(lines);
    }
    print(&blocks)
}

fn one(assumption: &AssumptionDocument, style: Style) -> Vec<String> {
    let within = format!("{INDENT}{INDENT}");
    let line = |label: &str, text: &str| hang(&format!("{within}{label}"), &printable(text), style.columns());
    let mut lines = hang(INDENT, &printable(&assumption.assumption), style.columns());
    lines.extend(line("", &assumption.value));
    lines.extend(assumption.sources.iter().flat_map(|source| line("source: ", source)));
    lines.extend(assumption.entry_sources.iter().flat_map(|source| line("source of its entry: ", source)));
    lines.extend(assumption.notes.iter().flat_map(|note| line("note: ", note)));
    for coding in &assumption.coding {
        lines.extend(line("", &format!("{}, {}:{}", coding.name, coding.file, coding.line)));
        let remarks = coding.sources.iter().map(|source| ("source: ", source)).chain(coding.notes.iter().map(|note| ("note: ", note)));
        lines.extend(remarks.flat_map(|(label, text)| line(&format!("{INDENT}{label}"), text)));
    }
    if assumption.is_judgement() {
        lines.extend(line("", "judgement: no source"));
    }
    lines.extend(hang(&within, &printable(&format!("{}:{}", assumption.file, assumption.line)), style.columns()));
    lines
}
