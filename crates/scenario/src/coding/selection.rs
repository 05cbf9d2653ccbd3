//! Which candidates have which row, and which row each member has on each of them.

use std::collections::HashMap;

use crate::roster::Roster;
use crate::tree::{Node, Value};

/// The rows of a scenario, as its entries name them.
pub(super) struct Selection {
    /// The candidates, with their rows.
    candidates: Vec<(String, Vec<String>)>,
    members: Vec<String>,
    /// The row of the last entry on a candidate and a member; by candidate.
    stances: HashMap<String, Vec<Option<String>>>,
    meetings: Vec<Node>,
}

impl Selection {
    pub(super) fn of(root: &Node) -> Self {
        let id = |entry: &Node| entry.text_of("id").unwrap_or_default().to_owned();
        let candidates: Vec<(String, Vec<String>)> = root.list("candidate").iter().map(|entry| (id(entry), entry.texts("row"))).collect();
        let roster = Roster::of(root.list("member"));
        let members: Vec<String> = roster.ids().map(str::to_owned).collect();
        let mut stances: HashMap<String, Vec<Option<String>>> =
            candidates.iter().map(|(id, _)| (id.clone(), vec![None; members.len()])).collect();
        for entry in root.list("stance") {
            let Ok(chosen) = roster.select(entry.texts("members").iter().map(String::as_str)) else { continue };
            let row = entry.texts("row").pop();
            for name in entry.texts("candidate") {
                let named = stances.iter_mut().filter(|(id, _)| name == "*" || **id == name);
                for (_, rows) in named {
                    chosen.iter().for_each(|member| rows[member.index()].clone_from(&row));
                }
            }
        }
        let meetings = root.get("coding").map_or(&[][..], |coding| coding.list("meetings")).to_vec();
        Self { candidates, members, stances, meetings }
    }

    /// What a key of `each` or `all` is repeated over: the meetings, all candidates, or those of some rows.
    pub(super) fn domain(&self, node: &Node) -> Vec<Node> {
        if node.text() == Some("meetings") {
            return self.meetings.clone();
        }
        let rows: Vec<&str> = node.entries().iter().chain([node]).filter_map(Node::text).collect();
        let chosen = self.candidates.iter().filter(|(_, has)| rows.contains(&"*") || has.iter().any(|row| rows.contains(&row.as_str())));
        chosen.map(|(id, _)| Node { value: Value::Text(id.clone()), span: node.span }).collect()
    }

    /// The members whose row on a candidate is one of some.
    pub(super) fn members(&self, candidate: &str, rows: &[String]) -> Vec<String> {
        let Some(stances) = self.stances.get(candidate) else { return Vec::new() };
        let has = |row: &Option<String>| row.as_ref().is_some_and(|row| rows.contains(row));
        self.members.iter().zip(stances).filter(|(_, row)| has(row)).map(|(id, _)| id.clone()).collect()
    }
}
