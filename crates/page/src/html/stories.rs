//! Some runs, told one by one.

use maud::html;
use nemcon_report::schema::TraceDocument;

use super::Section;
use super::parts::details;
use crate::Dossier;
use crate::words::{capitalised, date, prose};

/// So many paragraphs of a run are told.
const TOLD: usize = 60;

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    if dossier.stories.is_empty() {
        return None;
    }
    let body = html! {
        p { "Runs of the simulation, as they went. None of them is a prediction; they show what the numbers are made of." }
        @for story in &dossier.stories { (details(&summary(dossier, story), &told(story))) }
    };
    Some(Section { id: "stories", title: "How it may go".to_owned(), body })
}

/// Why this run, and how it ends.
fn summary(dossier: &Dossier, story: &TraceDocument) -> String {
    let chosen = story.chosen.as_deref().map_or_else(|| format!("run {}", story.run), prose);
    format!("{}: {}, {}", capitalised(&chosen), dossier.outcome(&story.outcome, None), date(&story.date))
}

fn told(story: &TraceDocument) -> maud::Markup {
    html! {
        dl class="story" {
            @for paragraph in story.story.iter().take(TOLD) { div { dt { (date(&paragraph.date)) } dd { (prose(&paragraph.text)) } } }
        }
        @if story.story.len() > TOLD { p class="note" { (story.story.len() - TOLD) " later days are left out." } }
        p class="note" { "Run " (story.run) " of seed " (story.seed) ": " code { "nemcon trace --run " (story.run) } "." }
    }
}
