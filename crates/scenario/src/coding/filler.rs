//! Placeholders: `"{name}"` in a coding table stands for a number, or for what an entry is repeated over.

use std::collections::HashMap;

use nemcon_core::{Class, Stance};

use super::table::Table;
use crate::diagnostic::{ErrorKind, Errors};
use crate::suggest;
use crate::tree::{Node, Value};

/// What placeholders stand for.
pub(super) struct Filler<'a> {
    pub(super) table: &'a Table,
    pub(super) class: Option<Class>,
    /// What an entry is repeated over, and lists of it.
    pub(super) bound: HashMap<String, Node>,
}

impl<'a> Filler<'a> {
    pub(super) fn new(table: &'a Table, class: Option<Class>) -> Self {
        Self { table, class, bound: HashMap::new() }
    }

    /// Puts what placeholders stand for in their place, everywhere below.
    pub(super) fn fill(&self, node: &mut Node, errors: &mut Errors) {
        match &mut node.value {
            Value::Text(text) => {
                if let Some(name) = whole(text) {
                    if let Some(of_file) = self.bound.get(name) {
                        // What is wrong with it is wrong where the file says it.
                        *node = of_file.clone();
                    } else if let Some(number) = self.table.number(name, self.class) {
                        *node = Node { span: node.span, ..number };
                    } else {
                        let known: Vec<&str> = self.bound.keys().map(String::as_str).chain(self.table.names("number", "id")).collect();
                        let help = suggest::help(name, "numbers of the coding table", known);
                        errors.add(ErrorKind::UnknownRow, node.span, format!("the coding table has no number `{name}`"), help);
                        node.value = Value::Hole;
                    }
                } else if text.contains('{') {
                    *text = self.within(text);
                }
            }
            Value::List(list) => {
                for mut entry in std::mem::take(list) {
                    let spliced = entry.text().is_some_and(|text| whole(text).is_some());
                    self.fill(&mut entry, errors);
                    match entry.value {
                        Value::List(entries) if spliced => list.extend(entries),
                        value => list.push(Node { value, span: entry.span }),
                    }
                }
            }
            Value::Table(table) => {
                let named = |node: &Node| node.text().is_some_and(|text| whole(text).is_some());
                let chosen: Vec<bool> = table.0.iter().map(|field| named(&field.node)).collect();
                for field in &mut table.0 {
                    self.fill(&mut field.node, errors);
                }
                if chosen.contains(&true) {
                    share_the_rest(table.0.iter_mut().map(|field| (field.key.as_str(), &mut field.node)).zip(chosen));
                }
            }
            _ => {}
        }
    }

    /// The text with the names of what it is repeated over in it.
    fn within(&self, text: &str) -> String {
        self.bound.iter().fold(text.to_owned(), |text, (name, node)| match &node.value {
            Value::Text(value) => text.replace(&format!("{{{name}}}"), value),
            Value::Date(date) => text.replace(&format!("{{{name}}}"), &date.to_string()),
            _ => text,
        })
    }
}

/// The name of the placeholder that a text is, if it is one.
pub(super) fn whole(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

/// Of a prior in which some probabilities are named numbers, the others share what is left as they are written.
fn share_the_rest<'a>(fields: impl Iterator<Item = ((&'a str, &'a mut Node), bool)>) {
    let (mut taken, mut written) = (0.0, Vec::new());
    for ((key, node), is_named) in fields {
        let Value::Number(number) = &mut node.value else { continue };
        let (true, Ok(probability)) = (Stance::WORDS.contains(&key), number.parse::<f64>()) else { continue };
        if is_named { taken += probability } else { written.push((number, probability)) }
    }
    let sum: f64 = written.iter().map(|(_, probability)| probability).sum();
    if sum > 0.0 && taken > 0.0 && taken < 1.0 {
        for (number, probability) in written {
            // No more digits than anybody wrote or needs.
            *number = ((probability * (1.0 - taken) / sum * 1e12).round() / 1e12).to_string();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_placeholder_is_a_name_in_braces() {
        assert_eq!([whole("{rho}"), whole("{a-b_1}")], [Some("rho"), Some("a-b_1")]);
        assert_eq!(["rho", "{}", "{a b}", "{a}-{b}", "x{a}"].map(whole), [None; 5]);
    }
}
