//! Assumptions that a reader changes: controls, and the engine that answers.
//!
//! Without scripts nothing of it is seen. What runs is one script of the page, allowed by its digest, and in a
//! worker the engine; the rest are texts within elements that run nothing.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, PreEscaped, html};
use nemcon_report::wording::percent;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Section;
use super::parts::cells;
use crate::words::{capitalised, date, key, name, outcome};
use crate::{Dossier, Engine};

/// What runs in the page.
const SCRIPT: &str = concat!("\"use strict\";\n", include_str!("workers.js"), include_str!("ask.js"));
/// What runs in each worker.
const WORKER: &str = include_str!("engine.js");
/// The anchor.
pub(super) const ID: &str = "ask";
/// What it looks like.
pub(super) const STYLE: &str = include_str!("ask.css");

/// So many events have a control, and so many members that could join.
const EVENTS: usize = 40;
/// What an event's probability can be set to, beside never and for sure.
const LIKELY: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];
/// So many runs at most are simulated for an answer, of which so many are seen first; and so many at a time, which
/// a reader who changes something else has to wait for.
const RUNS: u64 = 20_000;
const FIRST: u64 = 1_000;
const MOST: u64 = 2_500;

/// What a member can come to, by the name that the script has for it.
const COMES: [(&str, &str); 5] = [
    ("accept", "comes to accept"),
    ("support", "supports"),
    ("reserve", "holds back"),
    ("oppose", "opposes"),
    ("objects", "opposes to the end"),
];

/// What the page may do beyond showing itself.
pub(super) fn policy() -> String {
    let digest = BASE64_STANDARD.encode(Sha256::digest(SCRIPT));
    format!("; script-src 'sha256-{digest}' 'wasm-unsafe-eval'; worker-src blob:")
}

pub(super) fn section(dossier: &Dossier) -> Option<Section> {
    let engine = dossier.engine.as_ref()?;
    let body = html! {
        p {
            "Change what you doubt. The engine is part of this page and answers here, on the same random numbers with and without the change; \
             nothing leaves the page."
        }
        output id="ask-answer" { "The engine is getting ready …" }
        form id="ask-form" autocomplete="off" {
            (members(dossier))
            (events(dossier, engine))
            (numbers(dossier, engine))
            p { button type="reset" { "Undo all" } }
        }
        div id="ask-result" hidden {
            div class="table" role="region" aria-label="What the change does" tabindex="0" {
                table {
                    caption id="ask-runs" {}
                    thead { tr { @for cell in cells(["Outcome", "As assumed", "Changed", "Points"]) { th scope="col" { (cell) } } } }
                    tbody id="ask-rows" {}
                }
            }
            p {
                a id="ask-file" download="what-if.toml" href="#ask" { "Take the change along" }
                " as a what-if file, which goes beside " code { (name(file_name(&engine.files))) } ":"
            }
            pre tabindex="0" { code id="ask-command" {} }
            details { summary { "The file" } pre tabindex="0" { code id="ask-toml" {} } }
        }
    };
    Some(Section { id: ID, title: "If you think otherwise".to_owned(), body })
}

/// The engine, what it is asked of, and the script, at the end of the page.
pub(super) fn scripts(dossier: &Dossier) -> Markup {
    let Some(engine) = &dossier.engine else { return html! {} };
    html! {
        script type="application/json" id="ask-data" { (PreEscaped(data(dossier, engine))) }
        script type="text/plain" id="ask-worker" { (PreEscaped(WORKER)) }
        script type="text/plain" id="ask-module" { (BASE64_STANDARD.encode(&engine.module)) }
        script { (PreEscaped(SCRIPT)) }
    }
}

/// What the script needs to know, in which nothing ends an element.
fn data(dossier: &Dossier, engine: &Engine) -> String {
    let run = &dossier.run;
    let files: serde_json::Map<String, Value> = engine.files.iter().map(|(path, text)| (path.clone(), text.as_str().into())).collect();
    let outcomes: Vec<Value> = dossier.ranked().into_iter().map(|found| json!([found.outcome, capitalised(&outcome(found))])).collect();
    let data = json!({
        "files": files,
        "base": engine.files.first().map(|(path, _)| path),
        "runs": run.runs.min(RUNS),
        "first": run.runs.min(FIRST),
        "most": MOST,
        "seed": run.seed,
        "version": run.engine,
        "as_of": run.question.as_of,
        "outcomes": outcomes,
        "events": run.events.iter().map(|(id, _)| id).collect::<Vec<_>>(),
    });
    data.to_string().replace('<', "\\u003c")
}

fn file_name(files: &[(String, String)]) -> &str {
    files.first().map_or("", |(path, _)| path.rsplit('/').next().unwrap_or(path))
}

/// Whose minds change on the first day; the script adds a row when the last one is taken.
fn members(dossier: &Dossier) -> Markup {
    let names = &dossier.run.names;
    html! {
        fieldset {
            legend { "From the first day on" }
            div class="ask-member" {
                select name="member" aria-label="Member" {
                    option value="" { "a member …" }
                    @for (id, member) in names.members.iter() { option value=(id) { (name(member)) } }
                }
                select name="comes" aria-label="What it comes to" {
                    @for (value, words) in COMES { option value=(value) { (words) } }
                }
                select name="candidate" aria-label="Whom, or what" {
                    @for (id, candidate) in names.candidates.iter() {
                        option value=(id) selected[Some(id) == dossier.leader()] { (name(candidate)) }
                    }
                }
            }
            p class="note" { "Who comes to accept accepts where it was against. Who opposes to the end is moved by nothing, not even by a deal that moves others." }
        }
    }
}

/// Events, those that have a time also on another day; and members that could join.
fn events(dossier: &Dossier, engine: &Engine) -> Markup {
    let events = &dossier.run.events;
    let timed = |id: &str| dossier.setting.events.iter().find(|timed| timed.event == id).map(|timed| timed.from);
    html! {
        @if !events.is_empty() || !engine.absent.is_empty() {
            fieldset {
                legend { "Events" }
                @for (id, event) in events.iter().take(EVENTS) {
                    div class="ask-event" {
                        span { (dossier.event(id)) " " span class="note" { "happens in " (percent(event.event.probability)) } }
                        select name="event" data-event=(id) aria-label=(dossier.event(id)) {
                            option value="" { "as assumed" }
                            option value="0" { "never happens" }
                            @for share in LIKELY { option value=(share) { "happens with " (percent(share)) } }
                            option value="1" { "happens once it can" }
                            @if timed(id).is_some() { option value="on" { "happens on …" } }
                        }
                        @if let Some(day) = timed(id) { (on(dossier, &dossier.event(id), &day.to_string())) }
                    }
                }
                @for id in engine.absent.iter().take(EVENTS) {
                    @let joins = format!("{} joins", dossier.member(id));
                    div class="ask-event" {
                        span { (joins) }
                        select name="event" data-joins=(id) aria-label=(joins) {
                            option value="" { "not" }
                            option value="on" { "on …" }
                        }
                        (on(dossier, &joins, &dossier.run.question.as_of))
                    }
                }
            }
        }
    }
}

/// The day of an event, which is seen once it is asked for.
fn on(dossier: &Dossier, what: &str, day: &str) -> Markup {
    let question = &dossier.run.question;
    html! {
        input type="date" name="on" aria-label={ (what) " on" } min=(question.as_of) max=(question.deadline) value=(day) hidden;
    }
}

fn numbers(dossier: &Dossier, engine: &Engine) -> Markup {
    let question = &dossier.run.question;
    html! {
        fieldset {
            legend { "Time and pace" }
            label class="ask-event" {
                span { "Deadline " span class="note" { "assumed: " (date(&question.deadline)) } }
                input type="date" name="deadline" min=(question.as_of) value=(question.deadline);
            }
            @for number in &engine.numbers {
                label class="ask-event" {
                    span { (capitalised(&key(&format!("dynamics.{}", number.key)))) " " span class="note" { "assumed: " (name(&number.written)) } }
                    input type="text" name="number" data-key=(number.key) placeholder=(name(&number.written));
                }
            }
        }
    }
}
