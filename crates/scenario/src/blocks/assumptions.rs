//! Which assumptions bear no source, in words, block by block.

use std::fmt;

use crate::de::REMARKS;
use crate::tree::Node;

/// An assumption that bears no `source`: judgement, not evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unsourced {
    /// The block of the format that it stands in, such as `dynamics`.
    pub block: &'static str,
    /// Which it is, in words.
    pub text: String,
}

impl fmt::Display for Unsourced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What is assumed of candidates: that they may refuse, enter or withdraw.
pub(super) fn candidates(_: &str, list: &Node) -> Vec<String> {
    let of = |entry: &Node| {
        let id = entry.text_of("id").unwrap_or_default();
        let bare = |key: &&str| !is_sourced(entry) && entry.get(key).is_some_and(|value| !is_sourced(value));
        ["accepts", "enters", "withdraws"].iter().filter(|key| bare(key)).map(|key| format!("candidate {id}: {key}")).collect::<Vec<_>>()
    };
    list.entries().iter().flat_map(of).collect()
}

pub(super) fn dynamics(_: &str, node: &Node) -> Vec<String> {
    if is_sourced(node) {
        return Vec::new();
    }
    let fields = node.table().map_or(&[][..], |table| &table.0);
    let bare = fields.iter().filter(|field| !REMARKS.contains(&field.key.as_str()) && !is_sourced(&field.node));
    bare.map(|field| format!("dynamics: {}", field.key)).collect()
}

/// Entries on pairs of members and candidates, which have no name but their place.
pub(super) fn pairs(block: &str, list: &Node) -> Vec<String> {
    bare(list, |at, entry| format!("{block} {}: {} on {}", at + 1, names(entry, "members"), names(entry, "candidate")))
}

pub(super) fn blocs(_: &str, list: &Node) -> Vec<String> {
    bare(list, |_, entry| format!("bloc {}", entry.text_of("group").unwrap_or_default()))
}

pub(super) fn cleavages(_: &str, list: &Node) -> Vec<String> {
    bare(list, |_, entry| format!("cleavage {}", entry.text_of("id").unwrap_or_default()))
}

pub(super) fn evidence(_: &str, list: &Node) -> Vec<String> {
    bare(list, |_, entry| format!("evidence on {}", entry.text_of("candidate").unwrap_or_default()))
}

pub(super) fn influences(_: &str, list: &Node) -> Vec<String> {
    bare(list, |_, entry| format!("influence of {} on {}", entry.text_of("of").unwrap_or_default(), names(entry, "on")))
}

pub(super) fn events(_: &str, list: &Node) -> Vec<String> {
    bare(list, |_, entry| format!("event {}", entry.text_of("id").unwrap_or_default()))
}

fn bare(list: &Node, words: impl Fn(usize, &Node) -> String) -> Vec<String> {
    list.entries().iter().enumerate().filter(|(_, entry)| !is_sourced(entry)).map(|(at, entry)| words(at, entry)).collect()
}

fn is_sourced(node: &Node) -> bool {
    !node.texts("source").is_empty()
}

fn names(entry: &Node, key: &str) -> String {
    let all = entry.texts(key);
    match all.len() {
        0 => "*".to_owned(),
        1..=6 => all.join(", "),
        many => format!("{} and {} others", all[..5].join(", "), many - 5),
    }
}
