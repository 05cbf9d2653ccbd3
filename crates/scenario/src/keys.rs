//! The numbers of a scenario as keys that can be set: what sweeps and sensitivities vary.
//!
//! A key is the path of a number in the merged scenario, as `remove` writes paths:
//! `dynamics.reserve`, `event.sweden-joins.probability`. Entries without a name of their own are told apart
//! by their place, counted from 1: `stance.3.prior.support`.

use nemcon_core::{Cadence, Date, Stance, days_between};

use crate::blocks::{BLOCKS, Block};
use crate::diagnostic::Diagnostics;
use crate::print;
use crate::raw::days as days_of;
use crate::scenario::{Scenario, load_text};
use crate::tree::{Node, Step, Value};

/// A number of a scenario.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Key {
    /// Its path.
    pub path: String,
    /// What is written there: `0.97`, `3 weeks`, `2024-10-01`, `1 week to 16 weeks`.
    pub written: String,
    /// What kind of number it is.
    pub kind: KeyKind,
    /// Whether it is a probability among others that sum to 1: to set it rescales these in proportion.
    pub rescales: bool,
    /// Whether it is a range, or an end of one.
    pub range: bool,
    steps: Vec<Step>,
}

/// The kinds of number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// A number.
    Number,
    /// A length of time.
    Duration,
    /// A length of time in whole days.
    WholeDuration,
    /// A date.
    Date,
}

/// Why a key cannot be set.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// There is no such key.
    #[error("the scenario has no key {0:?}{1}: `nemcon sweep --keys FILE` lists those that it has")]
    Unknown(String, String),
    /// It is no value for it.
    #[error("{value:?} is nothing that {path} can be set to: {needed}")]
    Value {
        /// The key.
        path: String,
        /// The value.
        value: String,
        /// What it would take.
        needed: &'static str,
    },
    /// The others cannot be rescaled.
    #[error("{0} cannot be set: the other probabilities beside it are all 0, so that nothing can be taken from them, or given to them")]
    Rescale(String),
    /// What results is no scenario.
    #[error("with it the scenario is not valid")]
    Invalid(Diagnostics),
}

impl KeyKind {
    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Duration => "duration",
            Self::WholeDuration => "whole days",
            Self::Date => "date",
        }
    }

    const fn needed(self) -> &'static str {
        match self {
            Self::Number => "it takes a number such as 0.5",
            Self::Duration | Self::WholeDuration => "it takes a duration such as \"6 weeks\"",
            Self::Date => "it takes a date such as 2024-02-22",
        }
    }
}

impl Scenario {
    /// All numbers that can be set, in the order of the file. Those of members and of the command line are left out.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        let left_out = ["body", "member", "run", "outcome"];
        for block in BLOCKS.iter().filter(|block| !left_out.contains(&block.name)) {
            let Some(node) = self.root().get(block.name) else { continue };
            let steps = vec![Step::Key(block.name.to_owned())];
            match &node.value {
                Value::List(entries) => {
                    for (at, entry) in entries.iter().enumerate() {
                        let name = name_of(block, at, entry);
                        let steps = [&steps[..], &[Step::Entry(at)]].concat();
                        visit(entry, &format!("{}.{name}", block.name), &steps, &mut keys);
                    }
                }
                _ => visit(node, block.name, &steps, &mut keys),
            }
        }
        keys
    }

    /// The key of a path.
    pub fn key(&self, path: &str) -> Result<Key, KeyError> {
        let keys = self.keys();
        let known = keys.iter().map(|key| key.path.as_str());
        let meant = crate::suggest::closest(path, known).map_or_else(String::new, |meant| format!(" (did you mean {meant:?}?)"));
        keys.iter().find(|key| key.path == path).cloned().ok_or_else(|| KeyError::Unknown(path.to_owned(), meant))
    }

    /// The scenario with some keys set to other values, validated anew. A range becomes the value.
    pub fn with(&self, changes: &[(&Key, &str)]) -> Result<Self, KeyError> {
        let mut root = self.root().clone();
        for (key, value) in changes {
            let new = key.read(value)?;
            if key.rescales {
                rescale(&mut root, key, value)?;
            }
            if let Some(node) = root.walk_mut(&key.steps) {
                node.value = new;
            }
        }
        load_text(print::toml(&root, None)).map_err(KeyError::Invalid)
    }
}

impl Key {
    /// The two ends between which a number that the file gives is varied where nothing is known of how unsure it is:
    /// half of it and double; of a number between 0 and 1 those with half and with double of its odds; to three digits.
    /// Ranges have ends of their own, and dates have none.
    pub fn default_range(&self) -> Option<[String; 2]> {
        if self.range {
            return None;
        }
        let around = |number: f64| [0.5, 2.0].map(|factor| number * factor);
        match self.kind {
            KeyKind::Number => {
                let number: f64 = self.written.parse().ok().filter(|number| *number > 0.0)?;
                let [low, high] =
                    if number < 1.0 { around(number / (1.0 - number)).map(|odds| odds / (1.0 + odds)) } else { around(number) };
                Some([low, high].map(|number| short(number).to_string()))
            }
            KeyKind::Duration => Some(around(days_of(&self.written).ok()?).map(|days| format!("{} days", short(days)))),
            KeyKind::WholeDuration => Some(around(days_of(&self.written).ok()?).map(|days| format!("{} days", days.round()))),
            KeyKind::Date => None,
        }
    }

    /// So many values from one to another, both included, equally far apart; those of whole days are rounded.
    pub fn between(&self, from: &str, to: &str, count: usize) -> Result<Vec<String>, KeyError> {
        let fault = |value: &str| KeyError::Value { path: self.path.clone(), value: value.to_owned(), needed: self.kind.needed() };
        let part = |at: usize| if count > 1 { at as f64 / (count - 1) as f64 } else { 0.0 };
        let spread = |from: f64, to: f64| (0..count).map(move |at| rounded(from + (to - from) * part(at)));
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(|| fault(text));
        let days = |text: &str| days_of(text).map_err(|_| fault(text));
        Ok(match self.kind {
            KeyKind::Number => spread(number(from)?, number(to)?).map(|number| number.to_string()).collect(),
            KeyKind::Duration => spread(days(from)?, days(to)?).map(|days| format!("{days} days")).collect(),
            KeyKind::WholeDuration => spread(days(from)?, days(to)?).map(|days| format!("{} days", days.round())).collect(),
            KeyKind::Date => {
                let date = |text: &str| text.trim().parse::<Date>().map_err(|_| fault(text));
                let (from, to) = (date(from)?, date(to)?);
                let (length, gaps) = (i128::from(days_between(from, to)), count.max(2) as i128 - 1);
                // Rounded to the nearest day.
                let days = |at: usize| (2 * length * at as i128 + gaps * length.signum()) / (2 * gaps);
                let day = |at: usize| later(from, i32::try_from(days(at)).ok()?).map(|date| date.to_string());
                (0..count).map(|at| day(at).ok_or_else(|| fault(&to.to_string()))).collect::<Result<_, _>>()?
            }
        })
    }

    /// The value that a text is.
    fn read(&self, text: &str) -> Result<Value, KeyError> {
        let fault = || KeyError::Value { path: self.path.clone(), value: text.to_owned(), needed: self.kind.needed() };
        Ok(match self.kind {
            KeyKind::Number => {
                let number: f64 = text.trim().parse().map_err(|_| fault())?;
                if number.is_finite() { Value::Number(number.to_string()) } else { return Err(fault()) }
            }
            KeyKind::Duration | KeyKind::WholeDuration => {
                days_of(text).map(|_| Value::Text(text.trim().to_owned())).map_err(|_| fault())?
            }
            KeyKind::Date => Value::Date(text.trim().parse().map_err(|_| fault())?),
        })
    }
}

/// So many days after a date; before it, where they are negative.
fn later(date: Date, days: i32) -> Option<Date> {
    if days >= 0 {
        return if days == 0 { Some(date) } else { Cadence::days(days.unsigned_abs()).date(date, 1) };
    }
    // Back by as many days as it takes.
    let mut earlier = date;
    for _ in 0..days.unsigned_abs() {
        earlier = earlier.yesterday().ok()?;
    }
    Some(earlier)
}

/// A number to ten significant digits: what is left of decimal fractions in binary goes.
fn rounded(number: f64) -> f64 {
    format!("{number:.9e}").parse().unwrap_or(number)
}

/// A number to three significant digits.
fn short(number: f64) -> f64 {
    format!("{number:.2e}").parse().unwrap_or(number)
}

/// What tells an entry apart.
fn name_of(block: &Block, at: usize, entry: &Node) -> String {
    let name = block.identity().and_then(|key| entry.text_of(key));
    name.map_or_else(|| (at + 1).to_string(), ToOwned::to_owned)
}

/// Keys whose values are no assumptions, or no numbers to vary.
const PASSED_OVER: [&str; 4] = ["note", "source", "id", "name"];

/// Notes the numbers in and below a node.
fn visit(node: &Node, path: &str, steps: &[Step], keys: &mut Vec<Key>) {
    if let Some((kind, written)) = kind_of(node, steps) {
        let of_range = keys.iter().rev().take(2).any(|key| key.range && steps.starts_with(&key.steps));
        let range = of_range || matches!(node.value, Value::Table(_));
        keys.push(Key { path: path.to_owned(), written, kind, rescales: rescales(steps), range, steps: steps.to_vec() });
    }
    match &node.value {
        Value::Table(table) => {
            for field in table.0.iter().filter(|field| !PASSED_OVER.contains(&field.key.as_str())) {
                let steps = [steps, &[Step::Key(field.key.clone())]].concat();
                visit(&field.node, &format!("{path}.{}", field.key), &steps, keys);
            }
        }
        Value::List(list) => {
            for (at, entry) in list.iter().enumerate() {
                let name = entry.text_of("id").map_or_else(|| (at + 1).to_string(), ToOwned::to_owned);
                let steps = [steps, &[Step::Entry(at)]].concat();
                visit(entry, &format!("{path}.{name}"), &steps, keys);
            }
        }
        _ => {}
    }
}

/// What number a node is, and how it is written.
fn kind_of(node: &Node, steps: &[Step]) -> Option<(KeyKind, String)> {
    match &node.value {
        Value::Number(number) => Some((KeyKind::Number, number.clone())),
        Value::Date(date) => Some((KeyKind::Date, date.to_string())),
        Value::Text(text) if days_of(text).is_ok() => {
            let whole = matches!(steps.last(), Some(Step::Key(key)) if key == "cadence" || key == "after");
            Some((if whole { KeyKind::WholeDuration } else { KeyKind::Duration }, text.clone()))
        }
        Value::Table(table) if table.0.len() == 2 => {
            let (low, high) = (kind_of(table.get("low")?, steps)?, kind_of(table.get("high")?, steps)?);
            (low.0 == high.0).then(|| (low.0, format!("{} to {}", low.1, high.1)))
        }
        _ => None,
    }
}

/// Whether a number is a probability among others that sum to 1.
fn rescales(steps: &[Step]) -> bool {
    match steps {
        [.., Step::Key(parent), Step::Key(key)] if parent == "prior" || parent == "redraw" => key.parse::<Stance>().is_ok(),
        [.., Step::Key(list), Step::Entry(_), Step::Key(key)] => list == "outcomes" && key == "probability",
        _ => false,
    }
}

/// Makes room for a probability among those that sum to 1 with it: these keep their proportions.
fn rescale(root: &mut Node, key: &Key, value: &str) -> Result<(), KeyError> {
    let fault = || KeyError::Value { path: key.path.clone(), value: value.to_owned(), needed: "it takes a probability from 0 to 1" };
    let new: f64 = value.trim().parse().ok().filter(|new| (0.0..=1.0).contains(new)).ok_or_else(fault)?;
    let others = others(root, &key.steps);
    let number = |root: &Node, steps: &[Step]| match &root.walk(steps).value {
        Value::Number(number) => number.parse::<f64>().unwrap_or(0.0),
        _ => 0.0,
    };
    let sum: f64 = others.iter().map(|steps| number(root, steps)).sum();
    if sum <= 0.0 && new < 1.0 {
        return Err(KeyError::Rescale(key.path.clone()));
    }
    for steps in others {
        let share = if sum > 0.0 { number(root, &steps) * (1.0 - new) / sum } else { 0.0 };
        if let Some(node) = root.walk_mut(&steps) {
            node.value = Value::Number(share.to_string());
        }
    }
    Ok(())
}

/// The probabilities that sum to 1 with one.
fn others(root: &Node, steps: &[Step]) -> Vec<Vec<Step>> {
    match steps {
        [up @ .., Step::Entry(own), Step::Key(key)] => {
            let count = root.walk(up).entries().len();
            let others = (0..count).filter(|at| at != own);
            others.map(|at| [up, &[Step::Entry(at), Step::Key(key.clone())]].concat()).collect()
        }
        [up @ .., Step::Key(own)] => {
            let table = root.walk(up).table();
            let others =
                table.into_iter().flat_map(|table| &table.0).filter(|field| field.key != *own && field.key.parse::<Stance>().is_ok());
            others.map(|field| [up, &[Step::Key(field.key.clone())]].concat()).collect()
        }
        _ => Vec::new(),
    }
}
