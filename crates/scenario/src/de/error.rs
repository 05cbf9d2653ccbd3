//! What can be wrong with a value, and where it is.

use std::fmt;

use serde::de::{Expected, Unexpected};

use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::suggest;
use crate::tree::{Node, Step, Value};

/// A problem and the way to it.
#[derive(Debug)]
pub(crate) struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: Problem,
    /// From the innermost step outwards.
    steps: Vec<Step>,
}

#[derive(Debug)]
pub(super) enum Problem {
    /// A value of another type.
    Type { needed: String },
    /// A value that is of the right type, but not allowed.
    Range { kind: ErrorKind, found: String, needed: String },
    /// A value that is wrong in itself.
    Value { kind: Option<ErrorKind>, message: String, help: String },
    /// A key that is not known.
    UnknownKey { key: String, known: &'static [&'static str] },
    /// A key that is missing.
    Missing(&'static str),
    /// A word that is not known.
    Word { word: String, known: &'static [&'static str] },
}

impl Error {
    pub(super) fn new(problem: Problem) -> Self {
        Self(Box::new(Inner { problem, steps: Vec::new() }))
    }

    pub(super) fn range(kind: ErrorKind, found: String, needed: impl Into<String>) -> Self {
        Self::new(Problem::Range { kind, found, needed: needed.into() })
    }

    /// The same, further up.
    pub(super) fn below(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    /// The same, of a kind, if it has none yet.
    pub(super) fn of(mut self, kind: ErrorKind) -> Self {
        if let Problem::Value { kind: kind_of @ None, .. } = &mut self.0.problem {
            *kind_of = Some(kind);
        }
        self
    }

    pub(super) fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// The way from the top.
    pub(super) fn path(&self) -> Vec<Step> {
        self.0.steps.iter().rev().cloned().collect()
    }

    /// Puts it into words. `false` where it is about a hole, that is, not the author's doing.
    pub(super) fn report(&self, root: &Node, label: &str, errors: &mut Errors) -> bool {
        let node = root.walk(&self.path());
        let owner = match self.0.steps.first() {
            None => label.to_owned(),
            Some(Step::Key(key)) => format!("`{key}`"),
            Some(Step::Entry(_)) => match self.0.steps.iter().find_map(|step| if let Step::Key(key) = step { Some(key) } else { None }) {
                Some(key) => format!("an entry of `{key}`"),
                None => format!("an entry of {label}"),
            },
        };
        if matches!(node.value, Value::Hole) {
            return false;
        }
        match &self.0.problem {
            Problem::Type { needed } => {
                let key = if let Some(Step::Key(key)) = self.0.steps.first() { key.as_str() } else { "" };
                errors.add(ErrorKind::WrongType, node.span, format!("{owner} is {}", node.kind()), remedy(node, needed, key, label));
            }
            Problem::Range { kind, found, needed } => {
                errors.add(*kind, node.span, format!("{owner} {found}"), format!("it must be {needed}"));
            }
            Problem::Value { kind, message, help } => {
                errors.add(kind.unwrap_or(ErrorKind::WrongType), node.span, message.as_str(), help.as_str());
            }
            Problem::UnknownKey { key, known } => {
                let tables = raw::tables::with_key(key);
                let help = if suggest::closest(key, known.iter().copied()).is_some() || tables.is_empty() {
                    suggest::help(key, &format!("keys of {owner}"), known.iter().copied())
                } else {
                    format!("`{key}` belongs {}", tables.join(", or "))
                };
                errors.add(ErrorKind::UnknownKey, node.key_span(key), format!("{owner} has no key `{key}`"), help);
            }
            Problem::Missing(key) => {
                errors.add(ErrorKind::MissingKey, node.span, format!("{owner} lacks `{key}`"), format!("add {}", example(key, label)));
            }
            Problem::Word { word, known } => {
                let help = suggest::closest(word, known.iter().copied()).map(|name| format!("did you mean {name:?}?"));
                let help = help.unwrap_or_else(|| {
                    let table = if *known == raw::RULES {
                        ", or a table such as { at_least = \"2/3\" } or { more_than = \"50%\", of = \"cast\" }"
                    } else {
                        ""
                    };
                    format!("it must be one of {}{table}", suggest::list(known.iter().copied()).unwrap_or_default())
                });
                errors.add(ErrorKind::UnknownWord, node.span, format!("{owner} cannot be {word:?}"), help);
            }
        }
        true
    }
}

/// What to write instead of a value of another type, as far as the value and its key tell.
fn remedy(node: &Node, needed: &str, key: &str, label: &str) -> String {
    if let (true, Some(table)) = (needed.starts_with("a table {"), table_example(key, label)) {
        return format!("it must be {needed}, such as {table}");
    }
    let Value::Text(text) = &node.value else {
        let list = if needed == "a list in [ ]" && node.table().is_some() { ": [{ … }]" } else { "" };
        return format!("it must be {needed}{list}");
    };
    let is_short = text.len() <= 40;
    match (needed, suggest::share(text)) {
        ("a list in [ ]", _) if is_short => format!("it must be {needed}: [{text:?}]"),
        (_, Some(share)) if needed.starts_with("a number") => format!("it must be a number: {share}"),
        _ if (needed.starts_with("a number") || needed == "a whole number") && is_short && text.parse::<f64>().is_ok() => {
            format!("it must be {needed}, without quotes: {text}")
        }
        _ => format!("it must be {needed}"),
    }
}

/// How a key that holds a table can look.
fn table_example(key: &str, label: &str) -> Option<&'static str> {
    Some(match key {
        "when" => "{ candidate = \"rutte\", becomes = \"withdrawn\" } or { event = \"summit\" }",
        "enters" => "{ half_life = \"6 weeks\" }",
        "withdraws" => "{ half_life = \"26 weeks\", ratio = 10 }",
        "bandwagon" | "isolation" => "{ ratio = 3 }",
        "deadline" => "{ ratio = 5, half_life = \"4 weeks\" }",
        "prior" | "redraw" => "{ support = 0.5, accept = 0.3, reserve = 0.2 }",
        "stance" => "{ candidate = \"rutte\", members = [\"ROU\"], set = \"support\" }",
        "weights" if label == "[[member]]" => "{ population = 10569709 }",
        "weights" => "{ population = \"persons, 2024\" }, each with its unit",
        "procedure" => "{ soundings = { hold = 2 } } or { ballots = { per_round = 4 } }",
        "drop" => "{ below = \"20%\", after = 2 }",
        "eliminate" => "{ from_ballot = 1, down_to = 2 }",
        "pace" => "{ members = [\"ROU\"], factor = 2 }",
        _ => return None,
    })
}

/// How a required key can look.
fn example(key: &str, table: &str) -> String {
    let value = match key {
        "on" if table == "[[influence]]" => "[\"NOR\", \"nb8\"]",
        "on" => "2024-03-01",
        "of" => "\"USA\"",
        "candidate" => "\"rutte\", or \"*\" for all",
        "group" => "\"nb8\"",
        "result" => "\"rutte\"",
        "id" => "\"some-id\"",
        "kind" => "\"appointment\" or \"motion\"",
        "as_of" => "2024-02-22, the date up to which everything is known",
        "deadline" => "2024-10-01, the date by which it is to be decided",
        "cadence" | "half_life" | "low" | "high" => "\"6 weeks\"",
        "members" => "\"*\" or [\"USA\", \"nb8\"]",
        "probability" => "0.5",
        "factor" => "1.5",
        "rho" => "0.3, the correlation: 0 not at all alike, 1 quite alike",
        "keep" | "after" => "2",
        "below" => "\"20%\"",
        _ => "…",
    };
    format!("`{key} = …`, such as {value}").replace(", such as …", "")
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0.problem)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    /// The first line says what is wrong, the rest what to do.
    fn custom<T: fmt::Display>(text: T) -> Self {
        let text = text.to_string();
        let (message, help) = text.split_once('\n').unwrap_or((&text, ""));
        Self::new(Problem::Value { kind: None, message: message.to_owned(), help: help.to_owned() })
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Problem::Type { needed: expected.to_string() })
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Problem::Type { needed: expected.to_string() })
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Problem::Word { word: variant.to_owned(), known: expected })
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Problem::UnknownKey { key: field.to_owned(), known: expected })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Problem::Missing(field))
    }
}
