//! What is wrong with a node, put into words.

use crate::blocks::tables;
use crate::de::{Error, Problem};
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw::{self, Key};
use crate::suggest;
use crate::tree::{Node, Step, Value};

/// Reports a problem. `false` where it is about a hole, that is, not the author's doing.
pub(super) fn report(error: &Error, root: &Node, label: &str, keys: &'static [Key], errors: &mut Errors) -> bool {
    let path = error.path();
    let node = root.walk(&path);
    if matches!(node.value, Value::Hole) {
        return false;
    }
    let owner = owner(&path, label);
    match error.problem() {
        Problem::Type { needed } => {
            errors.add(ErrorKind::WrongType, node.span, format!("{owner} is {}", node.kind()), remedy(node, needed, example(keys, &path)));
        }
        Problem::Range { kind, found, needed } => {
            errors.add(*kind, node.span, format!("{owner} {found}"), format!("it must be {needed}"));
        }
        Problem::Value { kind, message, help } => {
            errors.add(kind.unwrap_or(ErrorKind::WrongType), node.span, message.as_str(), help.as_str());
        }
        Problem::UnknownKey { key, known, .. } => {
            let tables = tables::with_key(key);
            let help = if *key == "quorum" {
                suggest::QUORUM.to_owned()
            } else if suggest::closest(key, known.iter().copied()).is_some() || tables.is_empty() {
                suggest::help(key, &format!("keys of {owner}"), known.iter().copied())
            } else {
                format!("`{key}` belongs {}", tables.join(", or "))
            };
            errors.add(ErrorKind::UnknownKey, node.key_span(key), format!("{owner} has no key `{key}`"), help);
        }
        Problem::Missing(key) => {
            let such_as = example(within(keys, &path), &[Step::Key((*key).to_owned())]);
            let such_as = such_as.map_or_else(String::new, |example| format!(", such as {example}"));
            errors.add(ErrorKind::MissingKey, node.span, format!("{owner} lacks `{key}`"), format!("add `{key} = …`{such_as}"));
        }
        Problem::Word { word, known } => {
            let help = suggest::closest(word, known.iter().copied()).map(|name| format!("did you mean {name:?}?"));
            let help = help.unwrap_or_else(|| {
                let table = if *known == raw::RULES {
                    ", or a table such as { at_least = \"2/3\" } or { more_than = \"50%\", of = \"cast\" }"
                } else {
                    ""
                };
                format!("it must be one of {}{table}", list(known))
            });
            errors.add(ErrorKind::UnknownWord, node.span, format!("{owner} cannot be {word:?}"), help);
        }
        Problem::Choice { of, given, known } => {
            let (place, message) = match &given[..] {
                [first, second, ..] => (node.key_span(second), format!("`{first}` and `{second}` in one {of}")),
                _ => (node.span, format!("this {of} is empty")),
            };
            let are_several = given.len() > 1 && matches!(path.last(), Some(Step::Entry(_)));
            let form = if are_several { "write each into a table of its own, with one of" } else { "it is a table with one of" };
            errors.add(ErrorKind::Choice, place, message, format!("{form} {}", list(known)));
        }
    }
    true
}

/// What a message calls the value that a path leads to.
fn owner(path: &[Step], label: &str) -> String {
    let key = path.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(key) } else { None });
    match (path.last(), key) {
        (None, _) => label.to_owned(),
        (Some(Step::Key(key)), _) => format!("`{key}`"),
        (Some(Step::Entry(_)), Some(key)) => format!("an entry of `{key}`"),
        (Some(Step::Entry(_)), None) => format!("an entry of {label}"),
    }
}

fn list(known: &'static [&'static str]) -> String {
    suggest::list(known.iter().copied()).unwrap_or_default()
}

/// The keys of the table that a path leads to.
fn within(keys: &'static [Key], path: &[Step]) -> &'static [Key] {
    path.iter().fold(keys, |keys, step| match step {
        Step::Key(name) => raw::find(keys, name).map_or(&[], |key| (key.within)()),
        Step::Entry(_) => keys,
    })
}

/// How the value that a path leads to can look; an entry, as its list says.
fn example(keys: &'static [Key], path: &[Step]) -> Option<&'static str> {
    let at = path.iter().rposition(|step| matches!(step, Step::Key(_)))?;
    let Step::Key(name) = &path[at] else { return None };
    raw::find(within(keys, &path[..at]), name).map(|key| key.example).filter(|example| *example != "…")
}

/// What to write instead of a value of another type, as far as the value and its key tell.
fn remedy(node: &Node, needed: &str, example: Option<&str>) -> String {
    if let (true, Some(table)) = (needed.starts_with("a table {"), example) {
        return format!("it must be {needed}, such as {table}");
    }
    let Value::Text(text) = &node.value else {
        let list = match node.value {
            _ if needed != "a list in [ ]" => String::new(),
            Value::Table(_) => ": [{ … }]".to_owned(),
            Value::Number(ref number) => format!(": [{number}]"),
            _ => String::new(),
        };
        return format!("it must be {needed}{list}");
    };
    let is_short = text.len() <= 40;
    match (needed, suggest::share(text)) {
        ("a list in [ ]", _) if is_short => format!("it must be {needed}: [{text:?}]"),
        (_, Some(share)) if needed.starts_with("a number") => format!("it must be a number: {share}"),
        _ if needed.starts_with("a number") && is_short && text.contains(',') && text.replace(',', ".").parse::<f64>().is_ok() => {
            format!("it must be {needed}, with a point: {}", text.replace(',', "."))
        }
        _ if (needed.starts_with("a number") || needed == "a whole number") && is_short && text.parse::<f64>().is_ok() => {
            format!("it must be {needed}, without quotes: {text}")
        }
        _ => format!("it must be {needed}"),
    }
}
