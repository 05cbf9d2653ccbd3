//! `[body]` and `[[member]]`: who there is, and who is present.

use std::collections::BTreeMap;

use nemcon_core::{Body, Date, Decimal, Member, MemberSet, Weight};

use super::names::{Names, Unread};
use super::parts::Entry;
use crate::de;
use crate::diagnostic::{ErrorKind, Errors};
use crate::print;
use crate::raw;
use crate::roll::{Membership, Roll, Standing};
use crate::roster::Roster;
use crate::suggest;
use crate::tree::{Node, Span};
use crate::typed::Wrong;

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
///
/// Of the body, `lacks` could not be read.
pub(crate) fn convert(
    body: &raw::Body,
    (node, lacks): (&Node, &Wrong),
    members: &[Entry<'_, raw::Member>],
    when: When,
    errors: &mut Errors,
) -> Electorate {
    let roster = Roster::of(members.iter().map(|member| member.node));
    let as_of = if let When::On(date) = when { Some(date) } else { None };
    // Where there is nobody, which is a fault by itself, nobody can be named.
    let names_weights = node.get("weights").is_some_and(|weights| weights.table().is_some());
    let unread = Unread { members: roster.len() == 0, weights: lacks.has("weights") && !names_weights, ..Unread::default() };
    let mut names = Names {
        roster,
        kept: vec![None; members.len()],
        body: Body::default(),
        // Also those whose unit could not be read.
        weights: node
            .get("weights")
            .and_then(Node::table)
            .map_or(Vec::new(), |table| table.0.iter().map(|field| field.key.clone()).collect()),
        present: 0,
        as_of,
        candidates: Vec::new(),
        candidates_called: Vec::new(),
        events: Vec::new(),
        unread,
    };
    let joining = body.joining.as_ref().filter(|joining| !joining.names.is_empty());
    let joining = joining.and_then(|joining| names.entries(joining, node.key("joining"), errors));
    let joins = |entry: usize| joining.as_ref().is_some_and(|joining| joining.contains(entry.into()));
    let mut entries = Vec::new();
    for (entry, member) in members.iter().enumerate() {
        if joins(entry) || is_member(member.raw(), when) {
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
    if !names.unread.weights {
        let undeclared = declared(members, &names.weights, errors);
        names.weights.extend(undeclared);
    }
    periods(members, &names, errors);
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

/// Who is listed, whether or not the dates leave somebody out.
pub(crate) fn roll(
    body: &raw::Body,
    node: &Node,
    members: &[Entry<'_, raw::Member>],
    electorate: &Electorate,
    as_of: Option<Date>,
) -> Roll {
    let keys = |node: &Node| -> Vec<(String, Node)> {
        let fields = node.get("weights").and_then(Node::table).map_or(&[][..], |table| &table.0);
        fields.iter().map(|field| (field.key.clone(), field.node.clone())).collect()
    };
    let weights = keys(node).into_iter().filter_map(|(key, _)| Some((key.clone(), body.weights.get(&key)?.clone()))).collect();
    let membership = |(at, entry): (usize, &Entry<'_, raw::Member>)| {
        let raw = entry.raw()?;
        Some(Membership {
            id: raw.id.clone(),
            name: raw.name.clone().unwrap_or_else(|| raw.id.clone()),
            groups: raw.groups.clone(),
            weights: keys(entry.node)
                .into_iter()
                .filter(|(key, _)| raw.weights.contains_key(key))
                .map(|(key, node)| (key, print::value(&node)))
                .collect(),
            since: raw.since.map(|day| day.0),
            until: raw.until.map(|day| day.0),
            standing: match electorate.names.kept[at] {
                None => Standing::LeftOut,
                Some(member) if electorate.present.contains(member) => Standing::Present,
                Some(_) => Standing::Joining,
            },
        })
    };
    Roll { as_of, weights, members: members.iter().enumerate().filter_map(membership).collect() }
}

/// Who is left out of a body because of its dates, where nobody asked for a day.
pub(crate) fn left_out(members: &[Entry<'_, raw::Member>], electorate: &Electorate, as_of: Option<Date>) -> Vec<String> {
    let kept = |id: &str| electorate.names.body.member(id).is_some();
    let out: Vec<String> = members
        .iter()
        .filter_map(|member| member.raw())
        .filter(|raw| !kept(&raw.id))
        .map(|raw| {
            let (since, until) = (raw.since.map(|day| day.0), raw.until.map(|day| day.0));
            match (since, until) {
                (_, Some(until)) if as_of.is_none_or(|as_of| until <= as_of) => format!("{} (until {until})", raw.id),
                (Some(since), _) => format!("{} (since {since})", raw.id),
                _ => raw.id.clone(),
            }
        })
        .collect();
    if out.is_empty() {
        return Vec::new();
    }
    let why = as_of.map_or_else(|| "whoever has an `until` has left".to_owned(), |as_of| format!("the file is as of {as_of}"));
    let (first, more) = (out.iter().take(8).cloned().collect::<Vec<_>>().join(", "), out.len().saturating_sub(8));
    let more = if more == 0 { String::new() } else { format!(" and {more} others") };
    vec![format!("left out by their dates: {first}{more}; {why}, and --as-of takes the body of another day")]
}

/// The first day of a membership, and the first after it; those that are not given are far away.
fn period(member: &raw::Member) -> (Date, Date) {
    (member.since.map_or(Date::MIN, |day| day.0), member.until.map_or(Date::MAX, |day| day.0))
}

/// A membership ends after it begins, and one that comes again begins after the last has ended.
fn periods(members: &[Entry<'_, raw::Member>], names: &Names, errors: &mut Errors) {
    let mut earlier: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        let Some(raw) = member.raw().filter(|_| member.wrong().is_nothing()) else { continue };
        let (since, until) = period(raw);
        if until <= since {
            let message = format!("`{}` is a member until {until}, but only since {since}", raw.id);
            let help = "`until` is the first day on which it is no member any more";
            errors.add(ErrorKind::Model, member.node.key("until").span, message, help);
            continue;
        }
        let others = earlier.entry(&raw.id).or_default();
        // Of two that are both members the second is refused anyway.
        let overlaps = |&&other: &&usize| {
            let (from, to) = members[other].raw().map_or((Date::MAX, Date::MAX), period);
            since < to && from < until && (names.kept[at].is_none() || names.kept[other].is_none())
        };
        if let Some(&other) = others.iter().find(overlaps) {
            let message = format!("two memberships of `{}` overlap", raw.id);
            let help = "of somebody who left and came back, each [[member]] has its own `since` and `until`";
            let first = members[other].node.key("id").span;
            errors.add_second(ErrorKind::Model, member.node.key("id").span, message, help, Some(first));
        }
        others.push(at);
    }
}

/// An entry that could not be read keeps its id, so that others can refer to it.
fn convert_member(entry: &Entry<'_, raw::Member>) -> Member {
    match entry.raw() {
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
        let of = |entry: &&Entry<'_, raw::Member>| -> Option<Decimal> { Some(entry.raw()?.weights.get(&field.key)?.0) };
        let values: Vec<Option<Decimal>> = members.iter().map(of).collect();
        match Weight::new(&field.key, unit, &values) {
            Ok(weight) => weights.push(weight),
            Err(error) => errors.add(ErrorKind::Weight, field.key_span, error.message(), error.help()),
        }
    }
    weights
}

/// A weight must be declared before members can have it: said once, of the first who has it.
fn declared(members: &[Entry<'_, raw::Member>], weights: &[String], errors: &mut Errors) -> Vec<String> {
    let mut unknown: BTreeMap<&str, (Span, usize)> = BTreeMap::new();
    for member in members {
        let fields = member.node.get("weights").and_then(Node::table).map_or(&[][..], |table| &table.0);
        for field in fields.iter().filter(|field| !weights.contains(&field.key) && !de::REMARKS.contains(&field.key.as_str())) {
            unknown.entry(&field.key).or_insert((field.key_span, 0)).1 += 1;
        }
    }
    for (weight, &(first, members)) in &unknown {
        let who = if members > 1 { format!(", which {members} members have") } else { String::new() };
        let help = || match suggest::closest(weight, weights.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("declare it, with its unit: weights = {{ {weight} = \"persons, 2024\" }} in the body file or in [body]"),
        };
        errors.add_with(ErrorKind::UnknownWeight, first, format!("the body has no weight `{weight}`{who}"), help);
    }
    unknown.into_keys().map(str::to_owned).collect()
}
