//! The merged scenario as TOML.

use nemcon_core::is_steering;

use crate::blocks::{self, BLOCKS};
use crate::comments::Comments;
use crate::raw::{IsBlock, Member};
use crate::tree::{Field, Node, Span, Value};

/// A file that stands on its own and says what the tree says; with the comments on what is left.
pub(crate) fn toml(root: &Node, comments: Option<Comments<'_>>) -> String {
    let mut page = Page { text: String::new(), comments };
    let Some(table) = root.table() else { return page.text };
    page.heads();
    page.text.push_str("schema = 1\n");
    for field in table.0.iter().filter(|field| field.key != "schema" && blocks::find(&field.key).is_none()) {
        page.line(field);
    }
    // Members are many, and the least of what there is to read.
    let is_last = |block: &blocks::Block| block.name == Member::BLOCK.name;
    let (last, others): (Vec<_>, Vec<_>) = BLOCKS.iter().partition(|block| is_last(block));
    for block in others.into_iter().chain(last) {
        match table.get(block.name) {
            Some(node) if block.is_list() => node.entries().iter().for_each(|entry| page.table(&block.header(), entry)),
            Some(node) => page.table(&block.header(), node),
            None => {}
        }
    }
    // In texts such a number stands for the character.
    if page.text.contains(is_steering) {
        let number = |letter: char| if is_steering(letter) { format!("\\u{:04X}", u32::from(letter)) } else { letter.into() };
        page.text = page.text.chars().map(number).collect();
    }
    page.text
}

/// What has been printed so far.
struct Page<'a> {
    text: String,
    comments: Option<Comments<'a>>,
}

impl Page<'_> {
    fn heads(&mut self) {
        if let Some(comments) = &mut self.comments {
            self.text.push_str(&comments.heads());
        }
    }

    fn above(&mut self, span: Span) {
        let comments = self.comments.as_mut().map(|comments| comments.above(span)).unwrap_or_default();
        for comment in comments {
            self.text.push_str(&format!("{comment}\n"));
        }
    }

    fn table(&mut self, header: &str, node: &Node) {
        let Some(table) = node.table() else { return };
        self.text.push('\n');
        self.above(node.span);
        self.text.push_str(&format!("{header}\n"));
        table.0.iter().for_each(|field| self.line(field));
    }

    fn line(&mut self, field: &Field) {
        self.above(field.key_span);
        self.text.push_str(&format!("{} = ", key(&field.key)));
        match &field.node.value {
            // Outcomes and effects are long: one a line.
            Value::List(list) if list.iter().any(|entry| entry.table().is_some()) && list.len() > 1 => {
                self.text.push_str("[\n");
                for entry in list {
                    self.text.push_str(&format!("  {},\n", value(entry)));
                }
                self.text.push(']');
            }
            _ => self.text.push_str(&value(&field.node)),
        }
        if let Some(comment) = self.comments.as_mut().and_then(|comments| comments.behind(field.node.span)) {
            self.text.push_str(&format!("  {comment}"));
        }
        self.text.push('\n');
    }
}

pub(crate) fn value(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => quoted(text),
        Value::Number(number) => number.clone(),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(list) => format!("[{}]", list.iter().map(value).collect::<Vec<_>>().join(", ")),
        Value::Table(table) if table.0.is_empty() => "{}".to_owned(),
        Value::Table(table) => format!("{{ {} }}", inline(&table.0)),
        // What cannot be in a scenario that was read.
        Value::Time | Value::Null | Value::Hole => "\"\"".to_owned(),
    }
}

/// Keys with their values, one after the other.
pub(crate) fn inline<'a>(fields: impl IntoIterator<Item = &'a Field>) -> String {
    fields.into_iter().map(|field| format!("{} = {}", key(&field.key), value(&field.node))).collect::<Vec<_>>().join(", ")
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

pub(crate) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
