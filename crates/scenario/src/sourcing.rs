//! Which assumptions bear no source.

use crate::de::REMARKS;
use crate::tree::{Node, Value};

/// The assumptions of a scenario without a `source`, as places in words.
pub(crate) fn unsourced(root: &Node) -> Vec<String> {
    let mut places = Vec::new();
    for list in ["candidate", "stance", "bloc", "evidence", "dynamics", "pace", "influence", "event"] {
        match list {
            "candidate" => root.list(list).iter().for_each(|entry| candidate(entry, &mut places)),
            "dynamics" => dynamics(root, &mut places),
            _ => {
                let bare = root.list(list).iter().enumerate().filter(|(_, entry)| texts(entry, "source").is_empty());
                places.extend(bare.map(|(at, entry)| words(list, at, entry)));
            }
        }
    }
    places
}

/// The texts of a remark.
pub(crate) fn texts(node: &Node, key: &str) -> Vec<String> {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Text(text)) => vec![text.clone()],
        Some(Value::List(list)) => list.iter().filter_map(Node::text).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// What is assumed of a candidate: that it may refuse, enter or withdraw.
fn candidate(entry: &Node, places: &mut Vec<String>) {
    if !texts(entry, "source").is_empty() {
        return;
    }
    let id = entry.text_of("id").unwrap_or_default();
    for key in ["accepts", "enters", "withdraws"] {
        if entry.get(key).is_some_and(|value| texts(value, "source").is_empty()) {
            places.push(format!("candidate {id}: {key}"));
        }
    }
}

fn dynamics(root: &Node, places: &mut Vec<String>) {
    let Some(node) = root.get("dynamics").filter(|node| texts(node, "source").is_empty()) else { return };
    for field in node.table().map_or(&[][..], |table| &table.0) {
        if !REMARKS.contains(&field.key.as_str()) && texts(&field.node, "source").is_empty() {
            places.push(format!("dynamics: {}", field.key));
        }
    }
}

fn words(list: &str, at: usize, entry: &Node) -> String {
    match list {
        "event" => format!("event {}", entry.text_of("id").unwrap_or_default()),
        "evidence" => format!("evidence on {}", entry.text_of("candidate").unwrap_or_default()),
        "bloc" => format!("bloc {}", entry.text_of("group").unwrap_or_default()),
        "influence" => format!("influence of {} on {}", entry.text_of("of").unwrap_or_default(), names(entry, "on")),
        "pace" => format!("pace {}: {} on {}", at + 1, names(entry, "members"), names(entry, "candidate")),
        _ => format!("{list} {}: {} on {}", at + 1, names(entry, "members"), names(entry, "candidate")),
    }
}

fn names(entry: &Node, key: &str) -> String {
    let all = texts(entry, key);
    match all.len() {
        0 => "*".to_owned(),
        1..=6 => all.join(", "),
        many => format!("{} and {} others", all[..5].join(", "), many - 5),
    }
}
