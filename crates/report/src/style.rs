//! What the place that a table is written to can show.

use anstyle::{AnsiColor, Style as Ansi};

/// What a table may use: by default plain text of 80 columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Bars of block characters beside probabilities.
    pub bars: bool,
    /// Colours and weights, as ANSI escape sequences.
    pub color: bool,
    /// How many columns a line has, [`Style::NARROWEST`] at least.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { bars: false, color: false, width: 80 }
    }
}

impl Style {
    /// Narrower lines say nothing.
    pub const NARROWEST: usize = 40;

    /// How many columns a line has.
    pub(crate) fn columns(self) -> usize {
        self.width.max(Self::NARROWEST)
    }

    /// Of a page or of columns: bold, since what is dimmed cannot be read on every terminal.
    pub(crate) fn heading(self, text: &str) -> String {
        self.paint(Ansi::new().bold(), text)
    }

    pub(crate) fn bar(self, text: &str) -> String {
        self.paint(AnsiColor::Cyan.on_default(), text)
    }

    fn paint(self, style: Ansi, text: &str) -> String {
        if self.color && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
