//! What the place that a table is written to can show.

use anstyle::{AnsiColor, Style as Ansi};

/// What a table may use besides plain text. By default nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Bars of block characters beside probabilities.
    pub bars: bool,
    /// Colours and weights, as ANSI escape sequences.
    pub color: bool,
}

impl Style {
    pub(crate) fn title(self, text: &str) -> String {
        self.paint(Ansi::new().bold(), text)
    }

    pub(crate) fn heading(self, text: &str) -> String {
        self.paint(Ansi::new().dimmed(), text)
    }

    pub(crate) fn bar(self, text: &str) -> String {
        self.paint(AnsiColor::Cyan.on_default(), text)
    }

    fn paint(self, style: Ansi, text: &str) -> String {
        if self.color && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
