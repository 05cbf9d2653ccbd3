//! All blocks together, and what the model says of them.

use std::collections::BTreeSet;

use nemcon_core::{Candidate, Draft, Event, Model, Priors, Probability, Trigger};

use super::body::{Electorate, When};
use super::faults::Positions;
use super::names::Names;
use super::{Entry, block, body, candidate, cleavage, dynamics, entries, event, evidence, faults, question, stance};
use crate::diagnostic::Errors;
use crate::raw;
use crate::tree::Node;
use crate::typed::{self, Partial};

/// Every block as written.
pub(super) struct Raw<'a> {
    question: Option<Partial<raw::Question>>,
    body: Option<Partial<raw::Body>>,
    members: Vec<Entry<'a, raw::Member>>,
    candidates: Vec<Entry<'a, raw::Candidate>>,
    stances: Vec<Entry<'a, raw::StanceEntry>>,
    blocs: Vec<Entry<'a, raw::Bloc>>,
    cleavages: Vec<Entry<'a, raw::Cleavage>>,
    evidence: Vec<Entry<'a, raw::Evidence>>,
    dynamics: Option<raw::Dynamics>,
    paces: Vec<Entry<'a, raw::Pace>>,
    influences: Vec<Entry<'a, raw::Influence>>,
    events: Vec<Entry<'a, raw::Event>>,
}

impl<'a> Raw<'a> {
    pub(super) fn read(root: &'a Node, errors: &mut Errors) -> Self {
        Self {
            question: root.get("question").and_then(|node| typed::partial(node, "[question]", errors)),
            body: match root.get("body") {
                None => Some(Partial { value: raw::Body::default(), is_whole: true, wrong: BTreeSet::new() }),
                Some(node) => typed::partial(node, "[body]", errors),
            },
            members: entries(root, "member", errors),
            candidates: entries(root, "candidate", errors),
            stances: entries(root, "stance", errors),
            blocs: entries(root, "bloc", errors),
            cleavages: entries(root, "cleavage", errors),
            evidence: entries(root, "evidence", errors),
            dynamics: block(root, "dynamics", errors),
            paces: entries(root, "pace", errors),
            influences: entries(root, "influence", errors),
            events: entries(root, "event", errors),
        }
    }
}

/// The entries that could be converted, with their places in the file.
struct Converted<T> {
    values: Vec<T>,
    positions: Vec<usize>,
    complete: bool,
}

fn each<T, C>(raw: &[Entry<'_, T>], mut convert: impl FnMut(&T, &Node) -> Option<C>) -> Converted<C> {
    let converted = raw.iter().map(|entry| convert(entry.raw.as_ref()?, entry.node));
    let (positions, values): (Vec<usize>, Vec<C>) = converted.enumerate().filter_map(|(at, value)| Some((at, value?))).unzip();
    Converted { complete: values.len() == raw.len(), values, positions }
}

/// The model, or, in `errors`, what is wrong with it.
///
/// Where something could not be read, the rest is still put together and validated, so that
/// everything is reported at once; what would only follow from the gaps is not.
pub(super) fn model(root: &Node, raw: &Raw<'_>, errors: &mut Errors) -> Option<Model> {
    let body_node = root.key("body");
    let absent = raw::Body::default();
    let body = raw.body.as_ref().map_or(&absent, |body| &body.value);
    let when = match &raw.question {
        Some(question) if !question.wrong.contains("as_of") => When::On(question.value.as_of.0),
        _ => When::Unknown,
    };
    let Electorate { mut names, present, entries: members } = body::convert(body, body_node, &raw.members, when, errors);
    names.candidates = root.list("candidate").iter().map(|entry| entry.text_of("id").unwrap_or_default().to_owned()).collect();
    names.events = root.list("event").iter().map(event_names).collect();

    let title = root.text_of("title").unwrap_or_default();
    let before = errors.len();
    let question = match &raw.question {
        Some(raw) => question::convert(raw, root.key("question"), (body, body_node), title, &names, errors),
        None => question::unknown(),
    };
    let has_question = raw.question.as_ref().is_some_and(|question| question.is_whole) && errors.len() == before;
    let stances = each(&raw.stances, |raw, node| stance::convert(raw, node, &names, errors));
    let blocs = each(&raw.blocs, |raw, node| evidence::bloc(raw, node, &names, errors));
    let cleavages = each(&raw.cleavages, |raw, node| cleavage::convert(raw, node, &names, errors));
    let evidence = each(&raw.evidence, |raw, node| evidence::convert(raw, node, &names, errors));
    let dynamics = raw.dynamics.as_ref().and_then(|raw| dynamics::convert(raw, root.key("dynamics"), &names, errors));
    let paces = each(&raw.paces, |raw, node| dynamics::pace(raw, node, &names, errors));
    let influences = each(&raw.influences, |raw, node| dynamics::influence(raw, node, &names, errors));
    let events = each(&raw.events, |raw, node| event::convert(raw, node, &names, errors));

    let is_complete = errors.is_empty();
    let has_members = raw.body.as_ref().is_some_and(|body| body.is_whole) && raw.members.iter().all(|entry| entry.raw.is_some());
    let mut priors = Priors::empty(names.body.len(), names.candidates.len());
    stances.values.iter().for_each(|pairs| pairs.put(&mut priors));
    // Candidates and events are referred to by index: those that could not be read keep their place.
    let mut gaps: BTreeSet<(&str, usize)> =
        members.iter().enumerate().filter(|(_, entry)| raw.members[**entry].raw.is_none()).map(|(at, _)| ("member", at)).collect();
    let mut candidates = Vec::new();
    for (at, entry) in raw.candidates.iter().enumerate() {
        candidates.push(entry.raw.as_ref().map_or_else(
            || {
                gaps.insert(("candidate", at));
                Candidate::new(&names.candidates[at])
            },
            candidate::convert,
        ));
    }
    let mut converted = events.positions.iter().zip(events.values).peekable();
    let mut all_events = Vec::new();
    for at in 0..raw.events.len() {
        all_events.push(converted.next_if(|(position, _)| **position == at).map_or_else(
            || {
                gaps.insert(("event", at));
                placeholder(&names, at, question.deadline)
            },
            |(_, event)| event,
        ));
    }
    let positions = Positions {
        members,
        blocs: blocs.positions,
        cleavages: cleavages.positions,
        evidence: evidence.positions,
        paces: paces.positions,
        influences: influences.positions,
        gaps,
        whole: is_complete || (stances.complete && raw.candidates.iter().all(|entry| entry.raw.is_some())),
        dynamics: dynamics.is_some(),
        question: has_question,
        has_members,
    };
    let draft = Draft {
        title: title.to_owned(),
        question,
        body: names.body,
        present,
        candidates,
        priors,
        blocs: blocs.values,
        cleavages: cleavages.values,
        evidence: evidence.values,
        dynamics: dynamics.unwrap_or_default(),
        paces: paces.values,
        influences: influences.values,
        events: all_events,
    };
    match Model::new(draft) {
        Ok(model) => is_complete.then_some(model),
        Err(list) => {
            for fault in list.faults() {
                faults::report(fault, root, &positions, errors);
            }
            None
        }
    }
}

fn event_names(entry: &Node) -> (String, Vec<String>) {
    let id = |node: &Node| node.text_of("id").unwrap_or_default().to_owned();
    (id(entry), entry.list("outcomes").iter().map(id).collect())
}

/// Keeps the place of an event that could not be converted, so that others can refer to it.
fn placeholder(names: &Names, at: usize, on: nemcon_core::Date) -> Event {
    let (id, outcomes) = &names.events[at];
    let outcome = |id: Option<&String>| nemcon_core::EventOutcome { id: id.cloned(), probability: 1.0, effects: Vec::new() };
    let outcomes = if outcomes.is_empty() { vec![outcome(None)] } else { outcomes.iter().map(|id| outcome(Some(id))).collect() };
    Event { id: id.clone(), trigger: Trigger::On(on), probability: Probability::ONE, requires: Vec::new(), unless: Vec::new(), outcomes }
}
