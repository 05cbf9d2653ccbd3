//! How to get the same page.

use maud::html;
use nemcon_report::wording::thousands;

use super::Section;
use crate::Dossier;
use crate::words;

pub(super) fn section(dossier: &Dossier) -> Section {
    let run = &dossier.run;
    let body = html! {
        @if let Some(command) = &dossier.command {
            p { "The same page, on any machine" @if command.contains(" < ") { " that has the scenario as a file, here called scenario.toml" } ":" }
            pre tabindex="0" { code { (words::command(command)) } }
        }
        dl class="facts" {
            div { dt { "Runs" } dd { (thousands(run.runs)) } }
            div { dt { "Seed" } dd { (run.seed) } }
            div { dt { "Version" } dd { "nemcon " (run.engine) } }
        }
    };
    Section { id: "reproduce", title: "Reproduce it".to_owned(), body }
}
