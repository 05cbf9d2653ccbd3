//! What is assumed, and from where that is.

use maud::{Markup, html};
use nemcon_report::schema::AssumptionDocument;

use super::Section;
use super::parts::printed;
use crate::Dossier;
use crate::words::{self, name, prose};

/// So many assumptions of a block are shown.
const SHOWN: usize = 100;

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let all = &dossier.assumptions.as_ref()?.assumptions;
    if all.is_empty() {
        return None;
    }
    let body = html! {
        p {
            (words::assumptions(all)) ". A source says where an assumption is from; judgement is what somebody thinks who knows no better. Who doubts one \
             changes it in a file that extends the scenario, and compares the two."
        }
        @for block in all.chunk_by(|a, b| a.block == b.block) {
            (printed(&format!("{}: {}", name(&block[0].block), words::assumptions(block)), &list(block)))
        }
    };
    Some(Section { id: "assumptions", title: "What it assumes".to_owned(), body })
}

fn list(assumptions: &[AssumptionDocument]) -> Markup {
    html! {
        ul class="assumptions" {
            @for assumption in assumptions.iter().take(SHOWN) {
                li {
                    strong { (prose(&assumption.assumption)) }
                    @if assumption.is_judgement() { " " span class="badge" { "judgement" } }
                    @if !assumption.value.is_empty() { pre tabindex="0" { code { (value(&assumption.value)) } } }
                    (remarks("Source", &assumption.sources))
                    (remarks("Source of its entry", &assumption.entry_sources))
                    (remarks("Note", &assumption.notes))
                    @for coding in &assumption.coding {
                        p { span { (prose(&coding.name)) " of the coding table" } }
                        (remarks("Source", &coding.sources))
                        (remarks("Note", &coding.notes))
                    }
                }
            }
        }
        @if assumptions.len() > SHOWN { p class="note" { (assumptions.len() - SHOWN) " more: " code { "nemcon check --assumptions" } } }
    }
}

/// A value keeps its lines.
fn value(text: &str) -> String {
    text.lines().map(prose).collect::<Vec<_>>().join("\n")
}

fn remarks(what: &str, remarks: &[String]) -> Markup {
    html! { @for remark in remarks { p { span { (what) ": " } (prose(remark)) } } }
}
