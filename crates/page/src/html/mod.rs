//! The page: one file of HTML, complete without scripts and without a network; with an engine it answers back.

mod ask;
mod assumptions;
mod events;
mod evidence;
mod members;
mod outcomes;
mod parts;
mod persuade;
mod power;
mod reproduce;
pub(crate) mod sensitivity;
mod stories;
mod time;
mod variants;

use maud::{DOCTYPE, Markup, html};
use nemcon_report::wording::date;

use crate::svg::STYLE;
use crate::{Dossier, answer, palette, words};

/// Nothing is fetched, nothing runs, nothing is sent; what the page looks like stands in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A part of the page, where there is something to tell.
struct Section {
    /// Its anchor.
    id: &'static str,
    title: String,
    body: Markup,
}

impl Dossier {
    /// The page, as one file of HTML.
    pub fn html(&self) -> String {
        let sections: Vec<Section> = [
            outcomes::section(self),
            time::section(self),
            members::section(self),
            persuade::section(self),
            variants::section(self),
            sensitivity::section(self),
            ask::section(self),
            stories::section(self),
            events::section(self),
            evidence::section(self),
            power::section(self),
            assumptions::section(self),
            Some(reproduce::section(self)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let title = words::name(&self.run.title);
        let answers = self.engine.is_some();
        let policy = if answers { POLICY.to_owned() + &ask::policy() } else { POLICY.to_owned() };
        // Controls are shown by the script that they need.
        let hidden = |section: &Section| section.id == ask::ID;
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    meta name="generator" content={ "nemcon " (self.run.engine) };
                    title { (title) }
                    style {
                        (maud::PreEscaped(palette::css())) (maud::PreEscaped(STYLE)) (maud::PreEscaped(include_str!("page.css")))
                        @if answers { (maud::PreEscaped(ask::STYLE)) }
                    }
                }
                body {
                    header {
                        p class="eyebrow" { "Forecast · as of " (words::date(&self.run.question.as_of)) }
                        h1 { (title) }
                        p id="answer" { (answer::sentence(self)) }
                        (self.facts())
                        nav aria-label="On this page" {
                            ul { @for section in &sections { li hidden[hidden(section)] { a href={ "#" (section.id) } { (section.title) } } } }
                        }
                    }
                    main {
                        @for section in &sections {
                            section id=(section.id) aria-labelledby={ (section.id) "-title" } hidden[hidden(section)] {
                                h2 id={ (section.id) "-title" } { (section.title) }
                                (section.body)
                            }
                        }
                    }
                    footer { p { "Made by nemcon " (self.run.engine) ". What it simulates is no better than what it assumes." } }
                    (ask::scripts(self))
                }
            }
        };
        page.into_string() + "\n"
    }

    /// What is asked, by when, and how it is decided.
    fn facts(&self) -> Markup {
        let question = &self.run.question;
        let deadline = words::date(&question.deadline);
        let latest = self.setting.latest_deadline.filter(|latest| Some(*latest) != words::day(&question.deadline));
        let facts = [
            (if self.is_motion() { "Motion" } else { "Post" }, words::prose(&question.post)),
            ("Decided by", words::capitalised(&words::prose(&self.setting.rule))),
            ("Deadline", latest.map_or_else(|| deadline.clone(), |latest| format!("{deadline}, {} at the latest", date(latest)))),
        ];
        html! {
            dl class="facts" {
                @for (term, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) { div { dt { (term) } dd { (fact) } } }
            }
        }
    }
}
