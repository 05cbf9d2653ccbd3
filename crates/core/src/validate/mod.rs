//! Everything a draft must satisfy to become a model; all faults are collected.

mod body;
mod candidates;
mod correlations;
mod dynamics;
mod events;
mod evidence;
pub mod limits;
mod question;

use crate::{Draft, Fault, Place, Quantity};

/// Everything that is wrong with a draft, in the order of the scenario format.
pub(crate) fn faults(draft: &Draft) -> Vec<Fault> {
    let mut faults = Faults::default();
    let small = limits::check(draft, &mut faults);
    // What follows indexes the body and the priors: without them it has nothing to say.
    if !body::check(draft, &mut faults) || !small {
        return faults.0;
    }
    faults.line(Place::key("title"), "the title", &draft.title);
    question::check(draft, &mut faults);
    candidates::check(draft, &mut faults);
    correlations::check(draft, &mut faults);
    evidence::check(draft, &mut faults);
    dynamics::check(draft, &mut faults);
    events::check(draft, &mut faults);
    faults.0
}

/// The faults found so far.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.0.push(Fault { place, message: message.into(), help: help.into() });
    }

    /// A probability lies between 0 and 1.
    fn probability(&mut self, place: Place, what: &str, value: f64) {
        if !(0.0..=1.0).contains(&value) {
            self.add(place, format!("{what} is {value}"), "a probability lies between 0 and 1: 60% is 0.6");
        }
    }

    /// What is printed on a line is one, and cannot steer the terminal it is printed on.
    fn line(&mut self, place: Place, what: &str, text: &str) {
        if text.chars().any(char::is_control) {
            self.add(
                place,
                format!("{what} is {text:?}, with a character that cannot be seen"),
                "write it on one line, without control characters",
            );
        }
    }

    /// A number, or both ends of a range, are positive (or at least 0), and a range is one.
    fn quantity(&mut self, place: Place, what: &str, quantity: Quantity, zero_allowed: bool) {
        match quantity {
            Quantity::Fixed(value) => {
                let allowed = value.is_finite() && (value > 0.0 || (zero_allowed && value == 0.0));
                if !allowed {
                    let least = if zero_allowed { "0 or more" } else { "greater than 0" };
                    self.add(place, format!("{what} is {value}"), format!("it must be a finite number {least}"));
                }
            }
            Quantity::Range { low, high } => {
                if !(low > 0.0 && low < high && high.is_finite()) {
                    let help = "a range is lognormal, from its 5th to its 95th percentile: 0 < low < high";
                    self.add(place, format!("{what} ranges from {low} to {high}"), help);
                }
            }
        }
    }
}

/// Whether a text is an id: a letter or digit, then letters, digits, `_` and `-`.
pub fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphanumeric()) && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
