//! Standard error: what is said beside the results.

use std::fmt;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressState, ProgressStyle};
use nemcon::model::printable;
use nemcon::scenario::Diagnostics;

/// How often what is drawn shows that work goes on.
const TICK: Duration = Duration::from_millis(200);

/// Speaks to the person at the terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    quiet: bool,
}

impl Console {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    pub(crate) fn note(self, text: &str) {
        if !self.quiet {
            say("note", AnsiColor::BrightGreen.on_default(), text);
        }
    }

    /// What may surprise about a file.
    pub(crate) fn notes(self, notices: &[String]) {
        for notice in notices {
            self.note(notice);
        }
    }

    pub(crate) fn warning(self, text: &str) {
        if !self.quiet {
            say("warning", AnsiColor::BrightYellow.on_default(), text);
        }
    }

    /// A bar that counts runs, drawn only on a terminal.
    pub(crate) fn progress(self, runs: u64) -> ProgressBar {
        let style = ProgressStyle::with_template("  {bar:30} {human_pos} of {human_len} runs, {elapsed}, {left} left");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("█▉▊▋▌▍▎▏ ");
        // How long it takes is not known before there is a run.
        let left = |state: &ProgressState, out: &mut dyn fmt::Write| {
            let _ = if state.pos() == 0 { out.write_str("?") } else { write!(out, "{:#}", HumanDuration(state.eta())) };
        };
        let bar = ProgressBar::with_draw_target(Some(runs), self.target()).with_style(style.with_key("left", left));
        bar.enable_steady_tick(TICK);
        bar
    }

    /// Whom to tell of runs that are finished, of so many: such a bar, which goes with whoever holds it.
    pub(crate) fn bar(self, runs: u64) -> Box<dyn Fn(u64) + Sync> {
        let bar = self.progress(runs).with_finish(ProgressFinish::AndClear);
        Box::new(move |finished| bar.inc(finished))
    }

    /// What is being done that takes an unknown time, and how long it has taken, drawn only on a terminal.
    pub(crate) fn waiting(self, what: &'static str) -> ProgressBar {
        let style = ProgressStyle::with_template("  {spinner} {msg}, {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner());
        let spinner = ProgressBar::with_draw_target(None, self.target()).with_style(style).with_message(what);
        spinner.enable_steady_tick(TICK);
        spinner
    }

    /// Plans a scenario, and says so: evidence that blocs condition may take many seconds.
    pub(crate) fn while_planning<T>(self, plan: impl FnOnce() -> T) -> T {
        self.while_waiting("working out what the evidence says", plan)
    }

    /// Reads a file, and says so: one of megabytes takes seconds.
    pub(crate) fn while_reading<T>(self, read: impl FnOnce() -> T) -> T {
        self.while_waiting("reading", read)
    }

    fn while_waiting<T>(self, what: &'static str, work: impl FnOnce() -> T) -> T {
        let waiting = self.waiting(what);
        let done = work();
        waiting.finish_and_clear();
        done
    }

    fn target(self) -> ProgressDrawTarget {
        if self.quiet || !std::io::stderr().is_terminal() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() }
    }
}

/// An error is said even when quiet.
pub(crate) fn error(text: &str) {
    say("error", AnsiColor::BrightRed.on_default(), text);
}

/// The errors of a file, with their places, and an empty line after them; said even when quiet.
pub(crate) fn diagnostics(diagnostics: &Diagnostics) {
    line(&format!("{}\n", diagnostics.render(true).trim_end()));
}

fn say(label: &str, color: Style, text: &str) {
    let (label_style, bold) = (color.bold(), Style::new().bold());
    line(&format!("{label_style}{label}{label_style:#}{bold}:{bold:#} {}", printable(text)));
}

/// A line on standard error. Where nobody listens any more there is nobody to tell.
fn line(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}
