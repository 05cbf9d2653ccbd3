//! From the merged tree to the model: names are resolved, defaults filled in, forms made numbers.

mod body;
mod candidate;
mod cleavage;
mod condition;
mod dynamics;
mod event;
mod evidence;
mod fault_words;
mod faults;
mod model;
mod names;
mod notices;
mod outcome;
mod question;
mod rule;
mod stance;

use nemcon_core::{Body, Date, MemberSet, Model, Rule, limits};

use crate::diagnostic::{ErrorKind, Errors, Place};
use crate::merge::Merged;
use crate::raw;
use crate::tree::Node;
use crate::typed;

pub use outcome::Outcome;

/// What a scenario says.
pub(crate) struct Converted {
    pub(crate) model: Model,
    pub(crate) runs: u64,
    pub(crate) seed: u64,
    pub(crate) outcome: Option<Outcome>,
    /// What may surprise about it.
    pub(crate) notices: Vec<String>,
}

/// One table of a list, as written; without `raw` it could not be read, which has been reported.
pub(crate) struct Entry<'a, T> {
    pub(crate) node: &'a Node,
    pub(crate) raw: Option<T>,
}

fn entries<'a, T: for<'de> serde::Deserialize<'de> + raw::Described>(root: &'a Node, list: &str, errors: &mut Errors) -> Vec<Entry<'a, T>> {
    let label = format!("[[{list}]]");
    root.list(list).iter().map(|node| Entry { node, raw: typed::read(node, &label, errors) }).collect()
}

/// A table as written; its default where it is missing, `None` where it cannot be read.
fn block<T: for<'de> serde::Deserialize<'de> + raw::Described + Default>(root: &Node, name: &str, errors: &mut Errors) -> Option<T> {
    match root.get(name) {
        None => Some(T::default()),
        Some(node) => typed::read(node, &format!("[{name}]"), errors),
    }
}

/// The model of a merged scenario; without one, `errors` says why.
pub(crate) fn scenario(merged: &Merged, errors: &mut Errors) -> Option<Converted> {
    let root = &merged.root;
    let file = Place::File(root.span.file);
    let raw = model::Raw::read(root, errors);
    if root.get("question").is_none() {
        let help = "add [question] with kind, as_of, deadline, cadence and rule";
        errors.add(ErrorKind::MissingKey, file, "there is no [question]", help);
    }
    if root.get("title").is_none() {
        errors.add(ErrorKind::MissingKey, file, "`title` is missing", "write `title = \"…\"` at the top: the question in words");
    }
    if !merged.has_body || crate::limits::exceeded(root, errors) {
        return None;
    }
    let (run, outcome) = (run(root, errors), outcome::convert(root, errors));
    let model = model::model(root, &raw, errors);
    let (model, (runs, seed)) = (model?, run?);
    let notices = notices::of(&model, root);
    errors.is_empty().then_some(Converted { model, runs, seed, outcome, notices })
}

/// What a body file says.
pub(crate) struct ConvertedBody {
    pub(crate) body: Body,
    pub(crate) present: MemberSet,
    pub(crate) rule: Option<Rule>,
    pub(crate) notices: Vec<String>,
}

/// The body of a body file, as of a day: the one that is asked for, or that of the file.
pub(crate) fn body_file(root: &Node, as_of: Option<Date>, errors: &mut Errors) -> Option<ConvertedBody> {
    let own_day = root.get("as_of").and_then(Node::day);
    // A body file's keys are those of [body], beside its members and its version.
    let mut own = root.clone();
    if let Some(table) = own.table_mut() {
        table.0.retain(|field| matches!(field.key.as_str(), "name" | "rule" | "weights"));
    }
    let raw: Option<raw::Body> = typed::read(&own, "the body file", errors);
    let members = entries::<raw::Member>(root, "member", errors);
    if crate::limits::exceeded(root, errors) {
        return None;
    }
    let raw = raw?;
    let when = as_of.or(own_day).map_or(body::When::AtTheEnd, body::When::On);
    let electorate = body::convert(&raw, &own, &members, when, errors);
    let notices = if as_of.is_none() { body::left_out(&members, &electorate, own_day) } else { Vec::new() };
    let names = electorate.names;
    let rule = raw.rule.as_ref().map(|rule| rule::convert(rule, own.key("rule"), &names, errors));
    faults::body(root, &names.body, &electorate.entries, rule.as_ref().and_then(Option::as_ref), errors);
    errors.is_empty().then_some(ConvertedBody { body: names.body, present: electorate.present, rule: rule.flatten(), notices })
}

fn run(root: &Node, errors: &mut Errors) -> Option<(u64, u64)> {
    let raw: raw::Run = block(root, "run", errors)?;
    let (runs, seed) = (raw.runs.unwrap_or(200_000), raw.seed.unwrap_or(1));
    let node = root.key("run");
    let before = errors.len();
    if !(1..=limits::RUNS).contains(&runs) {
        errors.add(ErrorKind::OutOfRange, node.key("runs").span, format!("{runs} runs"), format!("from 1 to {} are allowed", limits::RUNS));
    }
    if seed > i64::MAX as u64 {
        let help = format!("a seed is a whole number from 0 to {}", i64::MAX);
        errors.add(ErrorKind::OutOfRange, node.key("seed").span, format!("the seed {seed} is too large"), help);
    }
    (errors.len() == before).then_some((runs, seed))
}
