//! What sections are made of: figures and tables.

use maud::{Markup, html};

use crate::svg::{Chart, LeftOut, Size};
use crate::words::capitalised;

/// A picture for wide and for narrow screens, what is to be said of it, and its numbers.
pub(super) fn figure(id: &str, caption: &str, draw: impl Fn(Size) -> Chart, table: &Markup) -> Markup {
    let (wide, narrow) = (draw(Size::Wide), draw(Size::Narrow));
    html! {
        figure {
            figcaption { strong { (wide.title) } @if !caption.is_empty() { " " span { (caption) } } }
            (wide.inline(&format!("{id}-wide"), "wide"))
            (narrow.inline(&format!("{id}-narrow"), "narrow"))
            (left_out(wide.left_out.as_ref()))
            (details("The numbers", table))
        }
    }
}

/// What there was no room for, and the command that tells it.
pub(super) fn left_out(left: Option<&LeftOut>) -> Markup {
    html! { @if let Some(left) = left { p class="note" { (capitalised(&left.what)) ": " code { (left.command) } "." } } }
}

/// What to be wary of.
pub(super) fn wary(of: &[String]) -> Markup {
    html! {
        @if !of.is_empty() {
            div class="warnings" {
                p { strong { "To be wary of" } }
                ul { @for warning in of { li { (with_code(&capitalised(warning))) "." } } }
            }
        }
    }
}

/// A text in which commands stand between backticks.
fn with_code(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// What is shown when asked for.
pub(super) fn details(summary: &str, body: &Markup) -> Markup {
    html! { details { summary { (summary) } (body) } }
}

/// The same; on paper it is always shown.
pub(super) fn printed(summary: &str, body: &Markup) -> Markup {
    html! { details class="keep" { summary { (summary) } (body) } }
}

/// A table whose first column names its rows, and whose others are numbers. One that is too wide moves by itself.
pub(super) fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> Markup {
    html! {
        div class="table" role="region" aria-label=(caption) tabindex="0" {
            table {
                caption { (caption) }
                thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @if let Some((first, cells)) = row.split_first() {
                                th scope="row" { (first) }
                                @for cell in cells { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Words as the cells of a row, or the heads of columns.
pub(super) fn cells<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(ToOwned::to_owned).into()
}
