//! `[body]` and `[[member]]`: who there is, and who is present.

use nemcon_core::{Body, Date, Decimal, Member, MemberSet, Weight};

use super::Entry;
use super::names::Names;
use crate::de;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::roster::Roster;
use crate::suggest;
use crate::tree::Node;

/// The body, and everything that its members are called.
pub(crate) struct Electorate {
    /// With no candidates and events yet.
    pub(crate) names: Names,
    pub(crate) present: MemberSet,
    /// The entry that each member is.
    pub(crate) entries: Vec<usize>,
}

/// When somebody is a member.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    On(Date),
    /// After all dates of the file: whoever has not left.
    AtTheEnd,
    /// The date could not be read: everybody counts as a member.
    Unknown,
}

/// The body as it stands at a date; members whose dates leave them out are known by name only.
pub(crate) fn convert(body: &raw::Body, node: &Node, members: &[Entry<'_, raw::Member>], when: When, errors: &mut Errors) -> Electorate {
    let roster = Roster::of(members.iter().map(|member| member.node));
    let as_of = if let When::On(date) = when { Some(date) } else { None };
    let mut names = Names {
        roster,
        kept: vec![None; members.len()],
        body: Body::default(),
        weights: body.weights.keys().cloned().collect(),
        present: 0,
        as_of,
        candidates: Vec::new(),
        events: Vec::new(),
    };
    let joining = body.joining.as_ref().filter(|joining| !joining.names.is_empty());
    let joining = joining.and_then(|joining| names.entries(joining, node.key("joining"), errors));
    let joins = |entry: usize| joining.as_ref().is_some_and(|joining| joining.contains(entry.into()));
    let mut entries = Vec::new();
    for (entry, member) in members.iter().enumerate() {
        if joins(entry) || is_member(member.raw.as_ref(), when) {
            names.kept[entry] = Some(entries.len().into());
            entries.push(entry);
        }
    }
    let kept: Vec<&Entry<'_, raw::Member>> = entries.iter().map(|&entry| &members[entry]).collect();
    names.body = Body {
        name: body.name.clone().unwrap_or_default(),
        members: kept.iter().map(|member| convert_member(member)).collect(),
        weights: weights(body, node, &kept, errors),
    };
    for member in members {
        declared(member, &names.weights, errors);
    }
    let present = MemberSet::of(entries.len(), (0..entries.len()).filter(|&member| !joins(entries[member])));
    names.present = present.len();
    Electorate { names, present, entries }
}

fn is_member(member: Option<&raw::Member>, when: When) -> bool {
    let Some(member) = member else { return true };
    let (since, until) = (member.since.map(|day| day.0), member.until.map(|day| day.0));
    match when {
        When::On(date) => since.is_none_or(|since| since <= date) && until.is_none_or(|until| date < until),
        When::AtTheEnd => until.is_none(),
        When::Unknown => true,
    }
}

/// An entry that could not be read keeps its id, so that others can refer to it.
fn convert_member(entry: &Entry<'_, raw::Member>) -> Member {
    match &entry.raw {
        None => Member::new(entry.node.text_of("id").unwrap_or_default()),
        Some(raw) => Member { id: raw.id.clone(), name: raw.name.clone().unwrap_or_else(|| raw.id.clone()), groups: raw.groups.clone() },
    }
}

fn weights(body: &raw::Body, node: &Node, members: &[&Entry<'_, raw::Member>], errors: &mut Errors) -> Vec<Weight> {
    let mut weights = Vec::new();
    // In the order of the file.
    let fields = node.get("weights").and_then(Node::table).map_or(&[][..], |table| &table.0);
    for field in fields {
        let Some(unit) = body.weights.get(&field.key) else { continue };
        let of = |entry: &&Entry<'_, raw::Member>| -> Option<Decimal> { Some(entry.raw.as_ref()?.weights.get(&field.key)?.0) };
        let values: Vec<Option<Decimal>> = members.iter().map(of).collect();
        match Weight::new(&field.key, unit, &values) {
            Ok(weight) => weights.push(weight),
            Err(error) => errors.add(ErrorKind::Weight, field.key_span, error.message(), error.help()),
        }
    }
    weights
}

/// A weight must be declared before a member can have it.
fn declared(member: &Entry<'_, raw::Member>, weights: &[String], errors: &mut Errors) {
    let fields = member.node.get("weights").and_then(Node::table).map_or(&[][..], |table| &table.0);
    for field in fields.iter().filter(|field| !weights.contains(&field.key) && !de::REMARKS.contains(&field.key.as_str())) {
        let help = match suggest::closest(&field.key, weights.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("declare it, with its unit: weights = {{ {} = \"persons, 2024\" }} in the body file or in [body]", field.key),
        };
        errors.add(ErrorKind::UnknownWeight, field.key_span, format!("the body has no weight `{}`", field.key), help);
    }
}
