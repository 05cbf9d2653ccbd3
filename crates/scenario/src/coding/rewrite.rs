//! A coding table with other numbers, as text: comments, notes and order stay.

use std::collections::BTreeMap;

use super::Setting;
use super::table::{keys_of, number_of};
use crate::blocks;
use crate::print;
use crate::tree::Value;

/// The text of a coding table in TOML with some of its numbers, by their keys, set otherwise, to three significant
/// digits. What bears a value gets the middle of a range as its value, and the range; of what is known for sure
/// only the value is written. Numbers must be written as `[[number]]`, one key a line; others stay as they are.
/// Dynamics that are made of such numbers get a source, where they have none.
pub fn rewrite(text: &str, numbers: &BTreeMap<String, Setting>, source: &str) -> String {
    let mut written = String::new();
    for part in parts(text) {
        let anew = match part.lines().next() {
            Some("[[number]]") => number_with(part, numbers),
            Some("[[common]]") => dynamics_with(part, numbers, source),
            _ => None,
        };
        written += anew.as_deref().unwrap_or(part);
    }
    written
}

/// The text before the first header of a table, and each header with what follows it.
fn parts(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn number_with(part: &str, numbers: &BTreeMap<String, Setting>) -> Option<String> {
    let root = crate::read::toml_alone(part)?;
    let entry = root.list("number").first()?;
    let described = number_of(entry);
    let setting = numbers.get(&described.key())?;
    let values = keys_of(&described, *setting);
    let line = |line: &str| {
        let (key, rest) = line.split_once('=')?;
        let (_, value) = values.iter().find(|(name, _)| *name == key.trim())?;
        let is_text = matches!(entry.get(key.trim()).map(|node| &node.value), Some(Value::Text(_)));
        let number = three_digits(*value);
        let end = if rest.ends_with('\n') { "\n" } else { "" };
        Some(if is_text { format!("{key}= \"{number} days\"{end}") } else { format!("{key}= {number}{end}") })
    };
    Some(part.split_inclusive('\n').map(|text| line(text).unwrap_or_else(|| text.to_owned())).collect())
}

/// What lays dynamics beneath files, and nothing else, with the source of its numbers.
fn dynamics_with(part: &str, numbers: &BTreeMap<String, Setting>, source: &str) -> Option<String> {
    let root = crate::read::toml_alone(part)?;
    let entry = root.list("common").first()?;
    let dynamics = print::value(entry.get("dynamics")?);
    let ids = numbers.keys().map(|key| key.split('@').next().unwrap_or_default());
    let is_fitted = ids.into_iter().any(|id| dynamics.contains(&format!("{{{id}}}")));
    let is_alone = blocks::BLOCKS.iter().all(|block| block.name == "dynamics" || entry.get(block.name).is_none());
    if !is_fitted || !is_alone || entry.get("source").is_some() {
        return None;
    }
    let keys = part.trim_end();
    let width = keys.lines().filter_map(|line| line.find('=')).max().unwrap_or_default().saturating_sub(1);
    Some(format!("{keys}\n{:width$} = {}{}", "source", print::quoted(source), &part[keys.len()..]))
}

/// Three significant digits, as a decimal number.
fn three_digits(value: f64) -> String {
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Setting, rewrite};

    #[test]
    fn numbers_change_and_the_rest_stays() {
        let text = "# A table.\nschema = 1\n\n[[number]]\nid   = \"pace\"\nlow  = \"1 week\"\nhigh = \"4 weeks\" # why\nnote = \"low = 3\"\n\n\
                    [[number]]\nid    = \"doubt\"\nclass = \"consensus\"\nof    = \"probability\"\nvalue = 0.1\nlow   = 0.05\nhigh  = 0.2\n\n\
                    [[common]]\nid       = \"dynamics\"\ndynamics = { reserve = \"{pace}\" }\n\n[[stance]]\nrow = \"a\"\n";
        let range = Setting::Range { low: 3.0, high: 12.3456 };
        let doubt = Setting::Range { low: 0.2, high: 0.5 };
        let numbers = BTreeMap::from([("pace".to_owned(), range), ("doubt@consensus".to_owned(), doubt)]);
        let expected = "# A table.\nschema = 1\n\n[[number]]\nid   = \"pace\"\nlow  = \"3 days\"\nhigh = \"12.3 days\"\nnote = \"low = 3\"\n\n\
                    [[number]]\nid    = \"doubt\"\nclass = \"consensus\"\nof    = \"probability\"\nvalue = 0.333\nlow   = 0.2\nhigh  = 0.5\n\n\
                    [[common]]\nid       = \"dynamics\"\ndynamics = { reserve = \"{pace}\" }\nsource   = \"a fit\"\n\n[[stance]]\nrow = \"a\"\n";
        assert_eq!(rewrite(text, &numbers, "a fit"), expected);
        // What bears a source keeps it.
        assert_eq!(rewrite(expected, &numbers, "another"), expected);
        assert_eq!(rewrite(text, &BTreeMap::new(), "a fit"), text);
    }
}
