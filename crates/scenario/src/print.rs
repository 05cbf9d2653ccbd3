//! The merged scenario as TOML.

use crate::blocks::{self, BLOCKS};
use crate::tree::{Field, Node, Table, Value};

/// A file that stands on its own and says what the tree says.
pub(crate) fn toml(root: &Node) -> String {
    let Some(table) = root.table() else { return String::new() };
    let mut text = String::from("schema = 1\n");
    for field in table.0.iter().filter(|field| field.key != "schema" && blocks::find(&field.key).is_none()) {
        line(field, &mut text);
    }
    for block in BLOCKS {
        match table.get(block.name).map(|node| &node.value) {
            Some(Value::Table(table)) => print(&block.header(), table, &mut text),
            Some(Value::List(list)) => list.iter().filter_map(Node::table).for_each(|table| print(&block.header(), table, &mut text)),
            _ => {}
        }
    }
    text
}

fn print(header: &str, table: &Table, text: &mut String) {
    text.push_str(&format!("\n{header}\n"));
    table.0.iter().for_each(|field| line(field, text));
}

fn line(field: &Field, text: &mut String) {
    text.push_str(&format!("{} = ", key(&field.key)));
    match &field.node.value {
        // Outcomes and effects are long: one a line.
        Value::List(list) if list.iter().any(|entry| entry.table().is_some()) && list.len() > 1 => {
            text.push_str("[\n");
            for entry in list {
                text.push_str(&format!("  {},\n", value(entry)));
            }
            text.push(']');
        }
        _ => text.push_str(&value(&field.node)),
    }
    text.push('\n');
}

pub(crate) fn value(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => quoted(text),
        Value::Number(number) => number.clone(),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(list) => format!("[{}]", list.iter().map(value).collect::<Vec<_>>().join(", ")),
        Value::Table(table) if table.0.is_empty() => "{}".to_owned(),
        Value::Table(table) => {
            let fields: Vec<String> = table.0.iter().map(|field| format!("{} = {}", key(&field.key), value(&field.node))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        // What cannot be in a scenario that was read.
        Value::Time | Value::Null | Value::Hole => "\"\"".to_owned(),
    }
}

fn key(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if bare { key.to_owned() } else { quoted_key(key) }
}

/// A key that is no bare one, as the library writes keys: on one line.
fn quoted_key(key: &str) -> String {
    let line = toml::Table::from_iter([(key.to_owned(), toml::Value::Boolean(true))]).to_string();
    line.trim_end().trim_end_matches("= true").trim_end().to_owned()
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
