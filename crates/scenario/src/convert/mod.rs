//! From the merged tree to the model: names are resolved, defaults filled in, forms made numbers.

mod body;
mod body_file;
mod candidate;
mod cleavage;
mod condition;
mod dynamics;
mod event;
mod evidence;
mod fault_words;
mod faults;
mod names;
mod notices;
mod outcome;
mod parts;
mod question;
mod rule;
mod run;
mod stance;

use nemcon_core::{Body, Candidate, Draft, Model, Priors};

use crate::diagnostic::{ErrorKind, Errors, Place};
use crate::limits;
use crate::merge::Merged;
use crate::raw;
use crate::roll::Roll;
use crate::tree::Node;
use crate::typed::{self, Partial, Wrong};
use body::{Electorate, When};
use faults::OfMembers;
use names::Unread;
use parts::Parts;

pub(crate) use body_file::{ConvertedBody, convert as body_file};
pub use outcome::Outcome;

/// What a scenario says.
pub(crate) struct Converted {
    pub(crate) model: Model,
    pub(crate) runs: u64,
    pub(crate) seed: u64,
    pub(crate) outcome: Option<Outcome>,
    /// What may surprise about it.
    pub(crate) notices: Vec<String>,
    /// Everybody who is listed as a member.
    pub(crate) roll: Roll,
}

/// The model of a merged scenario; without one, `errors` says why.
pub(crate) fn scenario(merged: &Merged, errors: &mut Errors) -> Option<Converted> {
    let root = &merged.root;
    let file = Place::File(root.span.file);
    let lacks = |key: &str| root.get(key).is_none() && !merged.unread.has(key);
    if lacks("question") {
        let help = "add [question] with kind, as_of, deadline, cadence and rule";
        errors.add(ErrorKind::MissingKey, file, "there is no [question]", help);
    }
    if lacks("title") {
        errors.add(ErrorKind::MissingKey, file, "`title` is missing", "write `title = \"…\"` at the top: the question in words");
    }
    if !merged.has_body || limits::exceeded(root, errors) {
        parts::look_at_all(root, errors);
        return None;
    }
    let (run, outcome) = (run::convert(root, errors), outcome::convert(root, errors));
    let model = model(root, &merged.unread, errors);
    let ((model, roll), (runs, seed)) = (model?, run?);
    let notices = notices::of(&model, root);
    errors.is_empty().then_some(Converted { model, runs, seed, outcome, notices, roll })
}

/// All blocks together; without a model, `errors` says what is wrong with it.
///
/// Where something could not be read, the rest is still put together and validated, so that
/// everything is reported at once; what would only follow from the gaps is not.
fn model(root: &Node, unread: &Wrong, errors: &mut Errors) -> Option<(Model, Roll)> {
    let raw_question: Option<Partial<raw::Question>> = root.get("question").and_then(|node| typed::partial(node, "[question]", errors));
    let raw_body: Option<Partial<raw::Body>> =
        root.get("body").map_or_else(|| Some(Partial::default()), |node| typed::partial(node, "[body]", errors));
    let raw_members = parts::entries::<raw::Member>(root, errors);
    let body_lacks = Wrong::of(raw_body.as_ref());

    let (absent, body_node) = (Partial::default(), root.key("body"));
    let raw_body = raw_body.as_ref().unwrap_or(&absent);
    let body = &raw_body.value;
    let when = match &raw_question {
        Some(question) if !question.wrong.has("as_of") => When::On(question.value.as_of.0),
        _ => When::Unknown,
    };
    let electorate =
        raw_body.then(body_node, errors, |body, errors| body::convert(body, (body_node, &body_lacks), &raw_members, when, errors));
    let as_of = if let When::On(date) = when { Some(date) } else { None };
    let roll = body::roll(body, body_node, &raw_members, &electorate, as_of);
    let Electorate { mut names, present, entries: members } = electorate;
    names.candidates = root.list("candidate").iter().map(|entry| entry.text_of("id").unwrap_or_default().to_owned()).collect();
    let called = |entry: &Node| Some((entry.text_of("name")?.to_owned(), entry.text_of("id")?.to_owned()));
    names.candidates_called = root.list("candidate").iter().filter_map(called).collect();
    names.events = root.list("event").iter().map(event::names).collect();
    let of_members = OfMembers::of(&body_lacks, &raw_members, as_of.is_some());
    let all_have_ids = |list: &str| !unread.has(list) && root.list(list).iter().all(|entry| entry.text_of("id").is_some());
    names.unread = Unread {
        members: names.unread.members || unread.has("member") || !of_members.has_groups(),
        candidates: names.candidates.is_empty() || !all_have_ids("candidate"),
        events: !all_have_ids("event"),
        ..names.unread
    };

    let unnamed = names.unread;
    let title = root.text_of("title").unwrap_or_default();
    let (question, question_lacks) = match &raw_question {
        Some(raw) => question::convert(raw, root.key("question"), (raw_body, body_node, &body_lacks), title, &names, errors),
        None => (question::unknown(), Wrong::everything()),
    };

    let mut parts = Parts::new(root, &names, errors);
    parts.lacks::<raw::Question>(question_lacks);
    let wrong = members.iter().map(|entry| raw_members[*entry].wrong()).collect();
    parts.came_from::<raw::Member>(members, wrong);
    let stances = parts.of::<raw::StanceEntry>();
    let has_priors = parts.has_all::<raw::StanceEntry>() && of_members.has_groups() && !unread.has("stance");
    let mut priors = Priors::empty(names.body.len(), names.candidates.len());
    // Which prior a pair has depends on all of them: without one, nothing is judged by the others.
    stances.iter().filter(|_| has_priors).for_each(|pairs| pairs.put(&mut priors));
    let deadline = question.deadline;
    let mut draft = Draft {
        title: title.to_owned(),
        question,
        // It is lent out until all names have been looked up.
        body: Body::default(),
        present,
        candidates: parts.each::<raw::Candidate>(|at| Candidate::new(&names.candidates[at])),
        priors,
        blocs: parts.of::<raw::Bloc>(),
        cleavages: parts.of::<raw::Cleavage>(),
        evidence: parts.of::<raw::Evidence>(),
        dynamics: parts.table::<raw::Dynamics>().unwrap_or_default(),
        paces: parts.of::<raw::Pace>(),
        influences: parts.of::<raw::Influence>(),
        events: parts.each::<raw::Event>(|at| event::placeholder(&names, at, deadline)),
    };
    let is_complete = parts.errors.is_empty();
    let origins = parts.origins();
    draft.body = names.body;
    match Model::new(draft) {
        Ok(model) => is_complete.then_some((model, roll)),
        Err(list) => {
            let draft = faults::Draft { root, origins, has_priors, of_members, unread, unnamed };
            list.faults().iter().for_each(|fault| draft.report(fault, errors));
            None
        }
    }
}
