//! Small typed helpers that SVG is written with, and what a chart is.

mod calendar;
mod scale;

use maud::{Markup, PreEscaped, Render, html};
use nemcon_report::wording::thousands;
use unicode_width::UnicodeWidthStr;

use crate::{palette, words};

pub(crate) use calendar::{Calendar, label, month, step};
pub(crate) use scale::{Linear, ticks};

/// For which width something is drawn, so that letters keep their size: the page shows the one that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    Wide,
    Narrow,
}

impl Size {
    /// The width in pixels.
    pub(crate) fn width(self) -> f64 {
        self.either(720.0, 340.0)
    }

    /// One for each.
    pub(crate) fn either<T>(self, wide: T, narrow: T) -> T {
        if self == Self::Wide { wide } else { narrow }
    }
}

/// A picture, with its words for who cannot see it.
pub(crate) struct Chart {
    /// What it shows.
    pub(crate) title: String,
    /// What is to be seen in it.
    pub(crate) description: String,
    /// What it has no room for.
    pub(crate) left_out: Option<LeftOut>,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) body: Markup,
}

/// What has no room in a picture or a table, and the command that tells it.
pub(crate) struct LeftOut {
    /// `and 12 more members`.
    pub(crate) what: String,
    pub(crate) command: &'static str,
}

impl LeftOut {
    /// So many things, each called by a noun; nothing where there are none.
    pub(crate) fn of(count: usize, noun: &str, command: &'static str) -> Option<Self> {
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| Self { what: format!("and {} more {noun}{plural}", thousands(count as u64)), command })
    }
}

impl Chart {
    /// The picture within a page, where its id tells it from all others.
    pub(crate) fn inline(&self, id: &str, class: &str) -> Markup {
        let (title, description) = (format!("{id}-t"), format!("{id}-d"));
        html! {
            svg class=(class) viewBox={ "0 0 " (Px(self.width)) " " (Px(self.height)) } width=(Px(self.width)) height=(Px(self.height)) role="img"
                aria-labelledby={ (title) " " (description) } {
                title id=(title) { (self.title) }
                desc id=(description) { (self.description) }
                (self.body)
            }
        }
    }

    /// The picture as a file of its own: with its title and what is asked above it, and what it is made from below.
    pub(crate) fn alone(&self, question: &str, sources: &[String]) -> String {
        const ABOVE: f64 = 64.0;
        let left_out = self.left_out.iter().map(|left| format!("{}: {}", words::capitalised(&left.what), left.command));
        let lines: Vec<String> = left_out.chain(sources.iter().cloned()).collect();
        let below = 18.0 * lines.len() as f64 + 14.0;
        let height = ABOVE + self.height + below;
        let margin = 16.0;
        let width = self.width + 2.0 * margin;
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (Px(width)) " " (Px(height)) } width=(Px(width)) height=(Px(height))
                role="img" aria-labelledby="t d" {
                title id="t" { (self.title) ": " (question) }
                desc id="d" { (self.description) }
                style { (PreEscaped(palette::resolved(STYLE))) }
                rect class="paper" width=(Px(width)) height=(Px(height)) {}
                (text(margin, 28.0, "head", &fit(&self.title, self.width, 16.0)))
                (text(margin, 48.0, "muted", &fit(question, self.width, 12.0)))
                g transform={ "translate(" (Px(margin)) " " (Px(ABOVE)) ")" } { (self.body) }
                @for (line, source) in lines.iter().enumerate() {
                    (text(margin, ABOVE + self.height + 20.0 + 18.0 * line as f64, "small", &fit(source, self.width, 11.0)))
                }
            }
        };
        picture.into_string() + "\n"
    }
}

/// How what is drawn looks: shared by the page and by pictures that stand alone.
pub(crate) const STYLE: &str = include_str!("chart.css");

/// A length or a place in pixels, to a tenth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Px(pub(crate) f64);

impl Px {
    pub(crate) fn text(self) -> String {
        let text = format!("{:.1}", self.0);
        let text = text.strip_suffix(".0").unwrap_or(&text);
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    }
}

impl Render for Px {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&self.text());
    }
}

/// A line of text; its class says how it looks and whether it ends or is centred there.
pub(crate) fn text(x: f64, y: f64, class: &str, words: &str) -> Markup {
    html! { text x=(Px(x)) y=(Px(y)) class=(class) { (words) } }
}

/// A line between two places.
pub(crate) fn line(class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Markup {
    html! { line class=(class) x1=(Px(x1)) y1=(Px(y1)) x2=(Px(x2)) y2=(Px(y2)) {} }
}

/// A filled rectangle.
pub(crate) fn rect(class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) -> Markup {
    html! { rect class=(class) x=(Px(x)) y=(Px(y)) width=(Px(width.max(0.0))) height=(Px(height)) {} }
}

/// The text, cut to so many pixels at a size of letters, by how wide letters are on the whole.
pub(crate) fn fit(text: &str, width: f64, size: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred pixels at most")]
    words::cut(text, (width / (COLUMN * size) + ROUNDING).floor().max(4.0) as usize)
}

/// The text on two lines at most, the second cut to so many pixels, parted where that leaves them most alike.
pub(crate) fn wrap(text: &str, width: f64, size: f64) -> Vec<String> {
    let longer = |(first, second): &(&str, &str)| columns(first, size).max(columns(second, size));
    let parts = text.match_indices(' ').map(|(at, _)| (&text[..at], &text[at + 1..])).filter(|(first, _)| columns(first, size) <= width);
    match parts.min_by(|a, b| longer(a).total_cmp(&longer(b))) {
        Some((first, second)) if columns(text, size) > width + ROUNDING => vec![first.to_owned(), fit(second, width, size)],
        _ => vec![fit(text, width, size)],
    }
}

/// How far lines of a text are apart.
pub(crate) const LINE: f64 = 13.0;

/// Lines of text, the middle of which is at a height.
pub(crate) fn lines(x: f64, y: f64, class: &str, lines: &[String]) -> Markup {
    let middle = lines.len().saturating_sub(1) as f64 / 2.0;
    html! { @for (at, line) in lines.iter().enumerate() { (text(x, y + LINE * (at as f64 - middle), class, line)) } }
}

/// How wide the widest of some texts is at a size of letters.
pub(crate) fn widest<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, size: f64) -> f64 {
    texts.into_iter().map(|text| columns(text.as_ref(), size)).fold(0.0, f64::max)
}

/// How wide a text is at a size of letters, likewise.
fn columns(text: &str, size: f64) -> f64 {
    text.width() as f64 * COLUMN * size
}

/// What fits exactly fits, though sums of pixels are rounded.
const ROUNDING: f64 = 1e-6;
/// The width of a column, such as a digit, in sizes of letters.
const COLUMN: f64 = 0.56;

#[cfg(test)]
mod tests {
    use super::{COLUMN, Px, fit, widest, wrap};

    #[test]
    fn places_are_short() {
        assert_eq!([0.0, -0.04, 12.0, 12.34, 7.96].map(|x| Px(x).text()), ["0", "0", "12", "12.3", "8"]);
        assert_eq!(fit("Sir Humphrey Appleby", 60.0, 12.0), "Sir Hump…");
    }

    #[test]
    fn names_are_parted_where_they_are_too_long() {
        assert_eq!(wrap("Sir Humphrey Appleby", 160.0, 12.0), ["Sir Humphrey Appleby"]);
        assert_eq!(wrap("Sir Humphrey Appleby", 100.0, 12.0), ["Sir Humphrey", "Appleby"]);
        assert_eq!(wrap("Sir Humphrey Appleby", 60.0, 12.0), ["Sir", "Humphrey…"]);
        assert_eq!(wrap("nobody agreed on", 720.0 - (720.0 - 16.0 * 12.0 * COLUMN), 12.0), ["nobody agreed on"]);
        assert_eq!(wrap("Wolfeschlegelsteinhausen", 60.0, 12.0), ["Wolfesch…"]);
        assert_eq!(widest(["a", "abc", "ab"], 10.0), 3.0 * 10.0 * COLUMN);
    }
}
